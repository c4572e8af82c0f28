//! Parts of the year that mislead: days that never come, ranges that go backwards, years that hold for less than they
//! seem to. Called by [`super`].

use chrono::NaiveDate;
use opening_hours_syntax::rules::day::{Date, DateOffset, DaySelector, MonthdayRange};
use opening_hours_syntax::rules::{OpeningHoursExpression, RuleSequence};

use crate::domain::hours::HoursError;
use crate::domain::hours::spelling::spell_days;

/// Refuses what would hold on other days than it seems to.
pub(super) fn check(expression: &OpeningHoursExpression) -> Result<(), HoursError> {
    let selectors = || expression.rules.iter().map(|part: &RuleSequence| &part.day_selector);
    if let Some(backward) = selectors().flat_map(|days| &days.monthday).find(|range| is_backward(range)) {
        return Err(HoursError::BackwardDates(backward.to_string()));
    }
    if let Some(days) = selectors().find(|days| is_cut_by_year(days)) {
        return Err(HoursError::SeasonInYear(spell_days(days)));
    }
    if let Some(days) = selectors().find(|days| has_years_in_part(days)) {
        return Err(HoursError::YearsInPart(spell_days(days)));
    }
    if let Some(days) = selectors().find(|days| has_weekday_of_last_month(days)) {
        return Err(HoursError::WeekdayOfLastMonth(days.to_string()));
    }
    Ok(())
}

/// A day that never comes: `Feb 30`, `2027 Feb 29`. The evaluating crate would take the first for the whole year.
pub(super) fn impossible(expression: &OpeningHoursExpression) -> Option<Date> {
    const LEAP_YEAR: i32 = 2000;
    let is_impossible = |date: &Date| match *date {
        Date::Fixed { year, month, day } => {
            let year = year.map_or(LEAP_YEAR, |year| *year);
            NaiveDate::from_ymd_opt(year, month.into(), day.into()).is_none()
        }
        Date::Weekday { .. } | Date::Easter { .. } => false,
    };
    let ranges = expression.rules.iter().flat_map(|part| &part.day_selector.monthday);
    let dates = ranges.flat_map(|range| match range {
        MonthdayRange::Date { start, end } => vec![start.0, end.0],
        MonthdayRange::Month { .. } => Vec::new(),
    });
    dates.into_iter().find(is_impossible)
}

/// From a day to one before it, each with its year: it would never hold.
fn is_backward(range: &MonthdayRange) -> bool {
    let MonthdayRange::Date { start, end } = range else { return false };
    day(start).zip(day(end)).is_some_and(|(start, end)| end < start)
}

/// The one day that a date names; null without a year, and where it takes Easter or a weekday to tell.
fn day((date, offset): &(Date, DateOffset)) -> Option<NaiveDate> {
    match *date {
        Date::Fixed { year: Some(year), month, day } => {
            NaiveDate::from_ymd_opt(*year, month.into(), day.into()).map(|day| offset.apply(day))
        }
        _ => None,
    }
}

/// Years before something that goes over the end of the year, as in `2026 Oct-Mar`: by the specification January to
/// March and October to December, two halves of two winters.
fn is_cut_by_year(days: &DaySelector) -> bool {
    let goes_over = |range: &MonthdayRange| match range {
        MonthdayRange::Month { range, year: None } => range.end() < range.start(),
        MonthdayRange::Date {
            start: (Date::Fixed { year: None, month, day }, _),
            end: (Date::Fixed { year: None, month: last_month, day: last_day }, _),
        } => (last_month, last_day) < (month, day),
        _ => false,
    };
    !days.year.is_empty() && days.monthday.iter().any(goes_over)
}

/// Some dates with a year and others without, as in `2026 Dec 24,Dec 31`: the second is of every year.
fn has_years_in_part(days: &DaySelector) -> bool {
    let is_of_a_year = |range: &MonthdayRange| match range {
        MonthdayRange::Month { year, .. } => year.is_some(),
        MonthdayRange::Date { start, end } => start.0.year().or(end.0.year()).is_some(),
    };
    let of_a_year = days.monthday.iter().filter(|range| is_of_a_year(range)).count();
    of_a_year > 0 && of_a_year < days.monthday.len()
}

/// Months, of which a weekday by its place follows the last, as in `Jul,Aug Sa[1]`: all of July, and a day in August.
fn has_weekday_of_last_month(days: &DaySelector) -> bool {
    let is_weekday =
        |range: &MonthdayRange| matches!(range, MonthdayRange::Date { start: (Date::Weekday { .. }, _), .. });
    let is_month = |range: &MonthdayRange| matches!(range, MonthdayRange::Month { .. });
    days.monthday.windows(2).any(|pair| is_month(&pair[0]) && is_weekday(&pair[1]))
}

#[cfg(test)]
mod tests {
    use crate::domain::hours::{HoursError, OpeningHours};

    fn rule(text: &str) -> Result<String, HoursError> {
        OpeningHours::new(Some(text), false).map(|hours| hours.unwrap().rule.unwrap())
    }

    #[test]
    fn a_day_that_never_comes_is_refused() {
        for (text, day) in [
            ("Feb 30 10:00-12:00", "Feb 30"),
            ("Mo off; Apr 1-Apr 31 10:00-12:00", "Apr 31"),
            ("2027 Feb 29 off", "2027 Feb 29"),
        ] {
            assert_eq!(rule(text), Err(HoursError::NoSuchDay(day.to_owned())));
        }
        for text in ["Feb 29 off", "2028 Feb 29 off", "Feb 01-29 10:00-12:00"] {
            assert!(rule(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn dates_that_go_backwards_are_refused() {
        for (text, dates) in [
            ("2026 Dec 24-2026 Dec 20 off", "2026 Dec 24-2026 Dec 20"),
            ("Mo off; 2025 Dec 24-2024 Jan 1 off", "2025 Dec 24-2024 Jan 1"),
        ] {
            assert_eq!(rule(text), Err(HoursError::BackwardDates(dates.to_owned())));
        }
        for text in
            ["Dec 24-Jan 06 off", "2026 Dec 24-2027 Jan 06 off", "2026 Dec 24 off", "2026 Dec 24+ off"]
        {
            assert!(rule(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_winter_of_one_year_is_refused() {
        for (text, days) in [
            ("2026 Oct-Mar 09:00-12:00", "2026 Oct-Mar"),
            ("2026-2028 Nov-Feb Mo 09:00-12:00", "2026-2028 Nov-Feb Mo"),
        ] {
            assert_eq!(rule(text), Err(HoursError::SeasonInYear(days.to_owned())));
        }
        for text in ["2026 Apr-Sep 09:00-12:00", "Oct-Mar 09:00-12:00", "2026 Oct 01-2027 Mar 31 09:00-12:00"]
        {
            assert!(rule(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_weekday_that_belongs_to_the_last_month_alone_is_refused() {
        for days in ["Jul,Aug Sa[1]", "Jun-Jul,Aug Sa[-1]"] {
            let refused = Err(HoursError::WeekdayOfLastMonth(days.to_owned()));
            assert_eq!(rule(&format!("{days} 10:00-12:00")), refused);
        }
        for text in
            ["Jul,Aug: Sa[1] 10:00-12:00", "Jul-Aug Sa[1] 10:00-12:00", "Jul Sa[1],Aug Sa[1] 10:00-12:00"]
        {
            assert!(rule(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_year_for_some_dates_of_a_list_is_refused() {
        let mixed = "2026 Dec 24,Dec 31";
        assert_eq!(rule(&format!("{mixed} off")), Err(HoursError::YearsInPart(mixed.to_owned())));
        for text in ["2026 Dec 24,2026 Dec 31 off", "Dec 24,Dec 31 off", "2026 Dec 24 off; Dec 31 off"] {
            assert!(rule(text).is_ok(), "{text}");
        }
    }
}
