//! Which days a rule has spoken of, so that a later part says whether it adds to them or replaces them. Called by
//! [`super`].

use chrono::{Datelike, NaiveDate};
use opening_hours_syntax::rules::day::{
    Date, DateOffset, DaySelector, MonthdayRange, WeekDayOffset, WeekDayRange, Weekday, Year,
};

use super::days::days_of;
use super::places::is_every_week;

/// Days of the week from Monday on, each in the five weeks of a month, a bit each; and holidays.
type Days = u64;

/// Months from January on, a bit each.
type Months = u16;

/// How often a day of the week may come in a month.
const WEEKS: u32 = 5;
const ALL_WEEKS: Days = 0b1_1111;
const ALL_WEEKDAYS: Days = (1 << (7 * WEEKS)) - 1;
const HOLIDAYS: Days = 1 << (7 * WEEKS);
const ALL_MONTHS: Months = 0b1111_1111_1111;

/// The days that were spoken of, in each month.
#[derive(Default)]
pub(super) struct Touched([Days; 12]);

impl Touched {
    /// Takes the days of a selector in, and says whether one of them may have been spoken of before. `adds`: whether its
    /// hours add to those before.
    ///
    /// Where that cannot be told from days of the week and months (weeks, years), it may. A holiday falls on any day of
    /// the week: hours that are added to those of weekdays hold besides them then. But hours that replace those of
    /// weekdays need no word for it, as naming the holiday says so.
    pub(super) fn touch(&mut self, selector: &DaySelector, adds: bool) -> bool {
        let weekdays = weekdays(selector);
        let has_holidays = selector.weekday.iter().any(|range| matches!(range, WeekDayRange::Holiday { .. }));
        let holidays = if has_holidays { ALL_WEEKDAYS | HOLIDAYS } else { 0 };
        let asked = match (has_holidays, adds) {
            (true, false) => weekdays | HOLIDAYS,
            _ => weekdays | holidays,
        };
        // Dates may be holidays: Christmas.
        let has_dates = selector.monthday.iter().any(|range| matches!(range, MonthdayRange::Date { .. }));
        let dates = if has_dates && selector.weekday.is_empty() { HOLIDAYS } else { 0 };
        let months = months(&selector.monthday);
        let mut is_again = false;
        for (month, touched) in self.0.iter_mut().enumerate() {
            if months & (1 << month) != 0 {
                is_again |= *touched & asked != 0;
                *touched |= weekdays | holidays | dates;
            }
        }
        is_again
    }
}

/// The days of the week that a selector may pick, beside holidays.
fn weekdays(selector: &DaySelector) -> Days {
    if selector.weekday.is_empty() {
        let mut dates = selector.monthday.iter().map(weekday_of_date);
        let days = dates.try_fold(0, |all, day| Some(all | day?));
        return days.filter(|&days| days != 0).unwrap_or(ALL_WEEKDAYS);
    }
    selector.weekday.iter().fold(0, |all, range| {
        all | match range {
            WeekDayRange::Fixed { range, offset: 0, nth_from_start, nth_from_end } => {
                let weeks = weeks(nth_from_start, nth_from_end);
                days_of(*range.start(), *range.end()).fold(0, |days, day| days | in_weeks(day, weeks))
            }
            WeekDayRange::Fixed { .. } => ALL_WEEKDAYS,
            WeekDayRange::Holiday { .. } => 0,
        }
    })
}

/// The weeks of a month in which a place may be, counted from either end.
fn weeks(from_start: &[bool; 5], from_end: &[bool; 5]) -> Days {
    if is_every_week(from_start, from_end) {
        return ALL_WEEKS;
    }
    let bits = |places: &[bool; 5]| {
        places
            .iter()
            .enumerate()
            .filter(|(_, is_meant)| **is_meant)
            .fold(0, |weeks, (nth, _)| weeks | 1 << nth)
    };
    // The last one is the fourth or the fifth, the last but one that or the one before.
    let from_end = [0b1_1000, 0b1100, 0b110, 0b11, 0b1]
        .into_iter()
        .zip(from_end)
        .filter(|(_, is_meant)| **is_meant)
        .fold(0, |all, (weeks, _)| all | weeks);
    bits(from_start) | from_end
}

const fn in_weeks(day: Weekday, weeks: Days) -> Days {
    weeks << (WEEKS * day.num_days_from_monday())
}

/// The day of the week on which a single date falls in every year; null where there are several.
fn weekday_of_date(range: &MonthdayRange) -> Option<Days> {
    let MonthdayRange::Date { start, end } = range else { return None };
    if start != end || start.1.wday_offset != WeekDayOffset::None {
        return None;
    }
    let day = match (start.0, start.1.day_offset) {
        (Date::Weekday { wday, .. }, 0) => wday,
        (Date::Fixed { year: Some(Year(year)), month, day }, 0) => {
            NaiveDate::from_ymd_opt(year, month.into(), day.into())?.weekday()
        }
        (Date::Easter { .. }, offset) => {
            let from_sunday = u8::try_from(offset.rem_euclid(7)).ok()?;
            Weekday::try_from((6 + from_sunday) % 7).ok()?
        }
        _ => return None,
    };
    Some(in_weeks(day, ALL_WEEKS))
}

fn months(ranges: &[MonthdayRange]) -> Months {
    if ranges.is_empty() {
        return ALL_MONTHS;
    }
    ranges.iter().fold(0, |all, range| {
        all | match range {
            MonthdayRange::Month { range, .. } => months_of(*range.start() as u8, *range.end() as u8),
            MonthdayRange::Date { start, end } => match (month(start), month(end)) {
                (Some(first), Some(last)) if first <= last => months_of(first, last),
                _ => ALL_MONTHS,
            },
        }
    })
}

/// The month of a date without a year; null where it is not the same every year.
fn month((date, offset): &(Date, DateOffset)) -> Option<u8> {
    match *date {
        Date::Fixed { year: None, month, .. } | Date::Weekday { year: None, month, .. }
            if *offset == DateOffset::default() =>
        {
            Some(month as u8)
        }
        _ => None,
    }
}

/// From one month to another, both from 1, over the end of the year when it must.
fn months_of(first: u8, last: u8) -> Months {
    let count = (12 + last - first) % 12 + 1;
    (0..count).fold(0, |months, step| months | (1 << ((first - 1 + step) % 12)))
}
