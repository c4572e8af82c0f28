//! Dates with their years, as they are stored and evaluated. Called by [`super`] for rules that come in, and by `layer`
//! for those that were stored before.

use chrono::NaiveDate;
use opening_hours_syntax::rules::OpeningHoursExpression;
use opening_hours_syntax::rules::day::{Date, DateOffset, Month, MonthdayRange, Year, YearRange};

/// Says the same with its years complete:
/// - Ranges that name one year get the other, as in `2026 Dec 24-Jan 06`: the shortest such range is meant.
/// - A year that stands at its month without a blank, `2026Apr`, is `2026 Apr` where it is alone, else the days from
///   first to last. The evaluating crate would end on the first day of the last month.
pub(super) fn complete(expression: &mut OpeningHoursExpression) {
    for part in &mut expression.rules {
        let days = &mut part.day_selector;
        let is_alone = days.monthday.len() == 1 && days.year.is_empty();
        for range in &mut days.monthday {
            match range {
                MonthdayRange::Date { start, end } => complete_range(&mut start.0, &mut end.0),
                MonthdayRange::Month { range: months, year: Some(year) } => {
                    let (first, last, year) = (*months.start(), *months.end(), *year);
                    *range = if is_alone && first <= last {
                        days.year.extend(YearRange::new(year..=year, 1));
                        MonthdayRange::Month { range: first..=last, year: None }
                    } else {
                        days_of(first, last, year)
                    };
                }
                MonthdayRange::Month { year: None, .. } => {}
            }
        }
    }
}

/// From the first day of a month to the last of another, in the next year where that comes before it.
fn days_of(first: Month, last: Month, year: Year) -> MonthdayRange {
    let last_year = if last < first { Year(*year + 1) } else { year };
    let day = |year, month, day| (Date::ymd(day, month, year), DateOffset::default());
    MonthdayRange::Date { start: day(year, first, 1), end: day(last_year, last, days_in(last_year, last)) }
}

fn days_in(year: Year, month: Month) -> u8 {
    let longest = (28..=31).rev();
    let is_there = |day: &u8| NaiveDate::from_ymd_opt(*year, month.into(), u32::from(*day)).is_some();
    longest.into_iter().find(is_there).unwrap_or(28)
}

fn complete_range(start: &mut Date, end: &mut Date) {
    let (
        Date::Fixed { year: first, month, day },
        Date::Fixed { year: last, month: last_month, day: last_day },
    ) = (start, end)
    else {
        return;
    };
    let goes_over = (*last_month, *last_day) < (*month, *day);
    match (*first, *last) {
        (Some(year), None) => *last = Some(if goes_over { Year(*year + 1) } else { year }),
        (None, Some(year)) => *first = Some(if goes_over { Year(*year - 1) } else { year }),
        (None, None) | (Some(_), Some(_)) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::hours::OpeningHours;

    #[test]
    fn years_are_stored_complete() {
        for (given, stored) in [
            ("2026 Dec 24-Jan 06 off", "2026 Dec 24-2027 Jan 6 off"),
            ("Dec 24-2027 Jan 06 off", "2026 Dec 24-2027 Jan 6 off"),
            ("2026 Aug 03-Aug 28 off", "2026 Aug 3-2026 Aug 28 off"),
            ("2026Apr off", "2026 Apr off"),
            ("2026Apr-Sep off", "2026 Apr-Sep off"),
            ("2026Oct-Feb off", "2026 Oct 1-2027 Feb 28 off"),
            ("2026Apr,2028Feb off", "2026 Apr 1-2026 Apr 30,2028 Feb 1-2028 Feb 29 off"),
            ("Dec 24-Jan 06 off", "Dec 24-Jan 6 off"),
        ] {
            let hours = OpeningHours::new(Some(given), false).unwrap().unwrap();
            assert_eq!(hours.rule.as_deref(), Some(stored), "{given}");
        }
    }
}
