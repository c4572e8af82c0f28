//! Parts of the year, checked and as a rule has them. Called by [`super::grammar`], which reads dates, by
//! [`super::reach`] and by [`super::rule`].

use std::fmt;

use chrono::{Datelike, NaiveDate};
use opening_hours_syntax::rules::day::Month;

/// A leap year: dates without a year may be 29 February.
const LEAP_YEAR: i32 = 2000;

/// The days of a leap year.
const DAYS_OF_YEAR: u16 = 366;

/// Easter Sunday is from 22 March to 25 April, here as days of a leap year from 0.
const FIRST_EASTER: i16 = 81;
const LAST_EASTER: i16 = 115;

/// A day that comes every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anniversary {
    Fixed(Month, u8),
    /// So many days after Easter Sunday.
    Easter(i16),
}

/// Days that are holidays, or beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holiday {
    Public,
    School,
    DayBeforePublic,
    DayAfterPublic,
}

/// A day, of one year or of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) day: Anniversary,
    pub(super) year: Option<i32>,
}

/// A part of the year, of one year or of all. The first may come later in the year than the last where no year is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Period {
    Months { first: Month, last: Month, year: Option<i32> },
    Dates { first: Date, last: Date },
}

/// What is wrong with a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PeriodFault {
    NoSuchDay,
    Backward,
    /// One end has a year, the other has none.
    YearMissing,
}

impl Period {
    pub(super) const fn year(&self) -> Option<i32> {
        match self {
            Self::Months { year, .. } => *year,
            Self::Dates { last, .. } => last.year,
        }
    }

    /// Whether it is one day, which was named for its own sake.
    pub(super) fn is_one_day(&self) -> bool {
        matches!(self, Self::Dates { first, last } if first == last)
    }

    pub(super) fn is_one_month(&self) -> bool {
        matches!(self, Self::Months { first, last, .. } if first == last)
    }

    /// Refuses days that never come, and a last day before the first. What goes over New Year does so within months:
    /// "11. bis 7. Dezember" would be nearly all of the year.
    pub(super) fn check(&self) -> Result<(), PeriodFault> {
        match self {
            Self::Months { first, last, year } => {
                let is_backward = year.is_some() && first > last;
                let is_all_year = first != last && self.days().0 == Days::ALL;
                if is_backward || is_all_year { Err(PeriodFault::Backward) } else { Ok(()) }
            }
            Self::Dates { first, last } => {
                if !(first.exists() && last.exists()) {
                    return Err(PeriodFault::NoSuchDay);
                }
                let is_in_order = match (first.year, last.year) {
                    (Some(_), Some(_)) => first.earliest() <= last.earliest(),
                    (None, None) => match (first.day, last.day) {
                        (Anniversary::Fixed(month, day), Anniversary::Fixed(last_month, last_day)) => {
                            month != last_month || day <= last_day
                        }
                        (Anniversary::Easter(first), Anniversary::Easter(last)) => first <= last,
                        // Some years have them the other way round.
                        _ => first.latest() < last.earliest() || last.latest() < first.earliest(),
                    },
                    _ => return Err(PeriodFault::YearMissing),
                };
                if is_in_order { Ok(()) } else { Err(PeriodFault::Backward) }
            }
        }
    }

    /// Its days of the year, and the first and the last in years where it has these.
    pub(super) fn days(&self) -> (Days, Option<(Instant, Instant)>) {
        match self {
            Self::Months { first, last, year } => {
                let (first, last) = (day_of_year(*first, 1), last_of_month(*last));
                (Days::between(first, last), year.map(|year| ((year, first), (year, last))))
            }
            Self::Dates { first, last } => {
                let (from, to) = (first.earliest(), last.latest());
                let is_long = to.0 > from.0 + 1 || (to.0 == from.0 + 1 && to.1 >= from.1);
                let days = if is_long { Days::ALL } else { Days::between(from.1, to.1) };
                (days, first.year.map(|_| (from, to)))
            }
        }
    }

    /// The days of the week that it may have.
    pub(super) fn weekdays(&self) -> [bool; 7] {
        let Self::Dates { first, last } = self else { return [true; 7] };
        let (start, length) = match (first.day, last.day, first.year, last.year) {
            (Anniversary::Easter(from), Anniversary::Easter(to), ..) => {
                ((6 + i64::from(from)).rem_euclid(7), i64::from(to - from))
            }
            (Anniversary::Fixed(..), Anniversary::Fixed(..), Some(_), Some(_)) => {
                match (first.fixed(), last.fixed()) {
                    (Some(from), Some(to)) => {
                        (i64::from(from.weekday().num_days_from_monday()), (to - from).num_days())
                    }
                    _ => return [true; 7],
                }
            }
            _ => return [true; 7],
        };
        let mut weekdays = [false; 7];
        for (day, is_in) in (0..7_i64).zip(&mut weekdays) {
            *is_in = (day - start).rem_euclid(7) <= length;
        }
        weekdays
    }
}

/// A year, which is 0 where none is said, and a day of it from 0, as leap years have them.
pub(super) type Instant = (i32, u16);

impl Date {
    fn fixed(&self) -> Option<NaiveDate> {
        match self.day {
            Anniversary::Fixed(month, day) => {
                NaiveDate::from_ymd_opt(self.year.unwrap_or(LEAP_YEAR), month.into(), day.into())
            }
            Anniversary::Easter(_) => None,
        }
    }

    fn exists(&self) -> bool {
        matches!(self.day, Anniversary::Easter(_)) || self.fixed().is_some()
    }

    fn earliest(&self) -> Instant {
        self.at(FIRST_EASTER)
    }

    fn latest(&self) -> Instant {
        self.at(LAST_EASTER)
    }

    fn at(&self, easter: i16) -> Instant {
        let day = match self.day {
            Anniversary::Fixed(month, day) => day_of_year(month, day),
            Anniversary::Easter(offset) => u16::try_from(easter + offset).unwrap_or_default(),
        };
        (self.year.unwrap_or_default(), day)
    }
}

/// From 0; 29 February is counted in every year.
fn day_of_year(month: Month, day: u8) -> u16 {
    let first = NaiveDate::from_ymd_opt(LEAP_YEAR, month.into(), 1).map_or(0, |first| first.ordinal0());
    u16::try_from(first).unwrap_or_default() + u16::from(day.saturating_sub(1))
}

fn last_of_month(month: Month) -> u16 {
    match month {
        Month::December => DAYS_OF_YEAR - 1,
        _ => day_of_year(month.next(), 1) - 1,
    }
}

impl fmt::Display for Holiday {
    /// As the rule has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Public => "PH",
            Self::School => "SH",
            Self::DayBeforePublic => "PH -1 day",
            Self::DayAfterPublic => "PH +1 day",
        })
    }
}

impl fmt::Display for Period {
    /// As the rule has it, in the spelling of the parser.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Months { first, last, year } => {
                if let Some(year) = year {
                    write!(f, "{year} ")?;
                }
                write!(f, "{first}")?;
                if first == last { Ok(()) } else { write!(f, "-{last}") }
            }
            Self::Dates { first, last } if first == last => write!(f, "{first}"),
            Self::Dates { first, last } => write!(f, "{first}-{last}"),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(year) = self.year {
            write!(f, "{year} ")?;
        }
        match self.day {
            Anniversary::Fixed(month, day) => write!(f, "{month} {day}"),
            Anniversary::Easter(0) => f.write_str("easter"),
            Anniversary::Easter(offset @ (-1 | 1)) => write!(f, "easter {offset:+} day"),
            Anniversary::Easter(offset) => write!(f, "easter {offset:+} days"),
        }
    }
}

/// A set of days of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Days([u64; 6]);

impl Days {
    pub(super) const NONE: Self = Self([0; 6]);
    pub(super) const ALL: Self =
        Self([u64::MAX, u64::MAX, u64::MAX, u64::MAX, u64::MAX, (1 << (DAYS_OF_YEAR % 64)) - 1]);

    /// Both included, over New Year when it must.
    fn between(first: u16, last: u16) -> Self {
        let mut days = Self::NONE;
        for day in 0..DAYS_OF_YEAR {
            let is_in = if first <= last { first <= day && day <= last } else { first <= day || day <= last };
            days.0[usize::from(day / 64)] |= u64::from(is_in) << (day % 64);
        }
        days
    }

    pub(super) fn add(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word |= other);
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).any(|(word, other)| word & other != 0)
    }

    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).all(|(word, other)| word & !other == 0)
    }
}
