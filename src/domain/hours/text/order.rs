//! Which of two dates of a rule is the earlier one. Called by [`super::dates`] and `extent`.

use std::cmp::Ordering;

use chrono::{Datelike, NaiveDate};
use opening_hours_syntax::rules::day::{Date, DateOffset, Month};

/// A date of a rule.
pub(super) type Day = (Date, DateOffset);

/// The years of both ends; null when the range never comes, or has a year at its end only.
///
/// Without years a range may go over the end of the year, and with one at its start it ends on the next such day.
pub(super) fn years_of(start: &Day, end: &Day) -> Option<(Option<i32>, Option<i32>)> {
    match (year(start), year(end)) {
        (None, None) => Some((None, None)),
        (Some(first), Some(last)) => {
            let is_backwards =
                first > last || (first == last && order(start, end) == Some(Ordering::Greater));
            (!is_backwards).then_some((Some(first), Some(last)))
        }
        (Some(first), None) => {
            let last = if order(start, end)? == Ordering::Greater { first + 1 } else { first };
            Some((Some(first), Some(last)))
        }
        (None, Some(_)) => None,
    }
}

pub(super) fn year(day: &Day) -> Option<i32> {
    day.0.year().map(|year| year.0)
}

/// Which of two dates is the earlier one within a year; null where that is not the same every year.
pub(super) fn order(start: &Day, end: &Day) -> Option<Ordering> {
    if let (Date::Easter { .. }, Date::Easter { .. }) = (&start.0, &end.0) {
        return Some(start.1.day_offset.cmp(&end.1.day_offset));
    }
    let ((first, first_latest), (last_earliest, last)) = (days_of_year(start)?, days_of_year(end)?);
    match (first_latest <= last_earliest, first > last) {
        (true, _) => Some(first.cmp(&last_earliest)),
        (_, true) => Some(Ordering::Greater),
        _ => None,
    }
}

/// The first and the last day of a leap year on which a date may fall, counted from 1; null where there is no such day.
pub(super) fn days_of_year((date, offset): &Day) -> Option<(i32, i32)> {
    // Any leap year.
    let ordinal = |month: Month, day: u8| {
        NaiveDate::from_ymd_opt(2024, month.into(), day.into())
            .and_then(|date| i32::try_from(date.ordinal()).ok())
    };
    let (first, last) = match *date {
        Date::Fixed { month, day, .. } => (ordinal(month, day)?, ordinal(month, day)?),
        Date::Weekday { month, .. } => (ordinal(month, 1)?, ordinal(month, 28)? + 3),
        // From 22 March to 25 April.
        Date::Easter { .. } => (ordinal(Month::March, 22)?, ordinal(Month::April, 25)?),
    };
    Some((first + i32::from(offset.day_offset), last + i32::from(offset.day_offset)))
}
