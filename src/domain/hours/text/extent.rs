//! Which part of the years a selector may pick: dates, weeks and years. Called by [`super::touched`].

use std::cmp::Ordering;
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};
use opening_hours_syntax::rules::day::{DaySelector, Month, MonthdayRange, WeekDayOffset};

use super::order::{Day, days_of_year, order, year};

/// How many days the longest year has.
const LONGEST_YEAR: i32 = 366;

/// The days of a leap year from 1 January on, a bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Dates([u128; 3]);

/// Weeks by their numbers (ISO 8601), a bit each.
type Weeks = u64;

/// What a selector may pick, whatever the days of the week.
#[derive(Debug)]
pub(super) struct Extent {
    dates: Dates,
    weeks: Weeks,
    /// Empty for all.
    years: Vec<RangeInclusive<i32>>,
}

impl Extent {
    pub(super) fn of(selector: &DaySelector) -> Self {
        let DaySelector { year, monthday, week, .. } = selector;
        let dates = if monthday.is_empty() {
            Dates::ALL
        } else {
            monthday.iter().fold(Dates::NONE, |all, range| all.with(Dates::of(range)))
        };
        let weeks = week.iter().fold(0, |all, weeks| {
            let (range, step) = weeks.into_parts();
            let weeks = (range.start().0..=range.end().0).step_by(usize::from(step.max(1)));
            weeks.fold(all, |all, week| all | 1_u64.checked_shl(week.into()).unwrap_or_default())
        });
        let years = if year.is_empty() {
            monthday.iter().map(years_of_range).collect::<Option<_>>().unwrap_or_default()
        } else {
            year.iter()
                .map(|years| years.into_parts().0)
                .map(|years| years.start().0..=years.end().0)
                .collect()
        };
        Self { dates, weeks: if week.is_empty() { Weeks::MAX } else { weeks }, years }
    }

    /// Whether both may pick the same day.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let meet = |one: &RangeInclusive<i32>, other: &RangeInclusive<i32>| {
            one.start() <= other.end() && other.start() <= one.end()
        };
        let share_years = self.years.is_empty()
            || other.years.is_empty()
            || self.years.iter().any(|one| other.years.iter().any(|other| meet(one, other)));
        share_years && self.weeks & other.weeks != 0 && self.dates.meets(other.dates)
    }
}

impl Dates {
    const NONE: Self = Self([0; 3]);
    const ALL: Self = Self([u128::MAX; 3]);

    fn of(range: &MonthdayRange) -> Self {
        match range {
            MonthdayRange::Month { range, .. } => {
                let first = first_of_month(*range.start());
                let last = first_of_month(range.end().next()) - 1;
                Self::between(first, if last < first { last + LONGEST_YEAR } else { last })
            }
            MonthdayRange::Date { start, end } => Self::between_dates(start, end).unwrap_or(Self::ALL),
        }
    }

    /// Null where the dates are not the same every year.
    fn between_dates(start: &Day, end: &Day) -> Option<Self> {
        let is_plain = |day: &Day| day.1.wday_offset == WeekDayOffset::None;
        if !is_plain(start) || !is_plain(end) {
            return None;
        }
        let ((first, _), (_, last)) = (days_of_year(start)?, days_of_year(end)?);
        if start == end {
            return Some(Self::between(first, last));
        }
        let years = match (year(start), year(end)) {
            (Some(first), Some(last)) => last - first,
            _ => i32::from(order(start, end)? == Ordering::Greater),
        };
        Some(Self::between(first, last + LONGEST_YEAR * years))
    }

    /// From one day to another, both counted from 1 January of the first year, which is 1.
    fn between(first: i32, last: i32) -> Self {
        if last - first >= LONGEST_YEAR {
            return Self::ALL;
        }
        (first..=last).fold(Self::NONE, |mut all, day| {
            let bit = usize::try_from((day - 1).rem_euclid(LONGEST_YEAR)).unwrap_or_default();
            all.0[bit / 128] |= 1 << (bit % 128);
            all
        })
    }

    fn with(self, other: Self) -> Self {
        Self(std::array::from_fn(|part| self.0[part] | other.0[part]))
    }

    fn meets(self, other: Self) -> bool {
        self.0.iter().zip(other.0).any(|(one, other)| one & other != 0)
    }
}

/// The day of a leap year on which a month begins.
fn first_of_month(month: Month) -> i32 {
    NaiveDate::from_ymd_opt(2024, month.into(), 1)
        .and_then(|date| i32::try_from(date.ordinal()).ok())
        .expect("every month has a first day")
}

/// Null where a range is of every year.
fn years_of_range(range: &MonthdayRange) -> Option<RangeInclusive<i32>> {
    match range {
        MonthdayRange::Month { range, year } => {
            let year = year.as_ref()?.0;
            Some(year..=year + i32::from(range.end() < range.start()))
        }
        MonthdayRange::Date { start, end } => {
            let first = year(start)?;
            // Without a year it ends in this one or the next.
            Some(first..=year(end).unwrap_or(first + 1))
        }
    }
}
