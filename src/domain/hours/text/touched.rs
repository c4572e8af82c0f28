//! Which days a rule has spoken of, so that a later part says whether it adds to them or replaces them. Called by
//! [`super`].

use chrono::{Datelike, NaiveDate};
use opening_hours_syntax::rules::day::{
    Date, DaySelector, MonthdayRange, WeekDayOffset, WeekDayRange, Weekday, Year,
};

use super::easter::weekday_from_easter;
use super::extent::Extent;
use super::places::is_every_week;
use crate::domain::hours::week::days_of;

/// Days of the week from Monday on, each in the five weeks of a month, a bit each; and holidays.
type Days = u64;

/// How often a day of the week may come in a month.
const WEEKS: u32 = 5;
const ALL_WEEKS: Days = 0b1_1111;
const ALL_WEEKDAYS: Days = (1 << (7 * WEEKS)) - 1;
const HOLIDAYS: Days = 1 << (7 * WEEKS);

/// The parts of a rule that were spoken of: the days of each, and in which part of the years.
#[derive(Default)]
pub(super) struct Touched(Vec<(Days, Extent)>);

impl Touched {
    /// Takes the days of a selector in, and says whether one of them may have been spoken of before. `adds`: whether its
    /// hours add to those before.
    ///
    /// A holiday falls on any day of the week: hours that are added to those of weekdays hold besides them then. But
    /// hours that replace those of weekdays need no word for it, as naming the holiday says so.
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
        let extent = Extent::of(selector);
        let is_again = self.0.iter().any(|(days, known)| days & asked != 0 && known.meets(&extent));
        self.0.push((weekdays | holidays | dates, extent));
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
        (Date::Easter { .. }, offset) => weekday_from_easter(offset),
        _ => return None,
    };
    Some(in_weeks(day, ALL_WEEKS))
}
