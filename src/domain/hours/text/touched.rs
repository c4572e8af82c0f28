//! Which days a rule has spoken of, so that a later part says whether it adds to them or replaces them. Called by
//! [`super`].

use opening_hours_syntax::rules::day::{Date, DaySelector, MonthdayRange, WeekDayOffset, WeekDayRange};

use super::days::days_of;

/// Days of the week from Monday on, a bit each.
type Weekdays = u8;

/// Months from January on, a bit each.
type Months = u16;

const ALL_WEEKDAYS: Weekdays = 0b111_1111;
const ALL_MONTHS: Months = 0b1111_1111_1111;

/// The days of the week that were spoken of, in each month.
#[derive(Default)]
pub(super) struct Touched([Weekdays; 12]);

impl Touched {
    /// Takes the days of a selector in, and says whether one of them may have been spoken of before.
    ///
    /// Where that cannot be told from days of the week and months (holidays, weeks, years), it may.
    pub(super) fn touch(&mut self, selector: &DaySelector) -> bool {
        let weekdays = weekdays(&selector.weekday);
        let months = months(&selector.monthday);
        let mut is_again = false;
        for (month, touched) in self.0.iter_mut().enumerate() {
            if months & (1 << month) != 0 {
                is_again |= *touched & weekdays != 0;
                *touched |= weekdays;
            }
        }
        is_again
    }
}

fn weekdays(ranges: &[WeekDayRange]) -> Weekdays {
    if ranges.is_empty() {
        return ALL_WEEKDAYS;
    }
    ranges.iter().fold(0, |all, range| {
        all | match range {
            WeekDayRange::Fixed { range, offset: 0, .. } => days_of(*range.start(), *range.end())
                .fold(0, |days, day| days | (1 << day.num_days_from_monday())),
            WeekDayRange::Fixed { .. } | WeekDayRange::Holiday { .. } => ALL_WEEKDAYS,
        }
    })
}

fn months(ranges: &[MonthdayRange]) -> Months {
    if ranges.is_empty() {
        return ALL_MONTHS;
    }
    ranges.iter().fold(0, |all, range| {
        all | match range {
            MonthdayRange::Month { range, .. } => months_of(*range.start() as u8, *range.end() as u8),
            MonthdayRange::Date { start, end } => match (start.0, end.0) {
                (
                    Date::Fixed { year: None, month: first, .. },
                    Date::Fixed { year: None, month: last, .. },
                ) if [start.1, end.1]
                    .iter()
                    .all(|offset| offset.day_offset == 0 && offset.wday_offset == WeekDayOffset::None)
                    && first <= last =>
                {
                    months_of(first as u8, last as u8)
                }
                _ => ALL_MONTHS,
            },
        }
    })
}

/// From one month to another, both from 1, over the end of the year when it must.
fn months_of(first: u8, last: u8) -> Months {
    let count = (12 + last - first) % 12 + 1;
    (0..count).fold(0, |months, step| months | (1 << ((first - 1 + step) % 12)))
}
