//! The holidays of one city: those of its Land, and what the operator adds. Called by `hours::timetable`; made by
//! whoever reads the operator's data.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate, TimeDelta};
use thiserror::Error;

use super::{Land, PublicHoliday};
use crate::domain::locale::{Chain, Locale};
use crate::domain::text::{TextFault, check_plain};

/// How many holidays an operator may add: ten years of one a month, and some.
pub const MAX_OWN_HOLIDAYS: usize = 150;

/// How many periods of school holidays an operator may add: sixteen years of six a year, and some.
pub const MAX_SCHOOL_HOLIDAYS: usize = 100;

/// The longest period of school holidays, in days. Longer ones have a wrong year in them.
const MAX_PERIOD: i64 = 100;

/// The years that opening hours know, as their specification has them.
const YEARS: RangeInclusive<i32> = 1900..=9999;

/// The longest name of a holiday, in characters.
const MAX_NAME: usize = 100;

/// In how many languages a holiday may have a name.
const MAX_NAMES: usize = 200;

/// The public holidays of a Land, with what the operator adds to them, and the school holidays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    land: Land,
    own: Vec<OwnHoliday>,
    school: Vec<SchoolHoliday>,
}

/// A holiday that the operator adds: it counts as a public one (`PH`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnHoliday {
    /// On one day only.
    Once { date: NaiveDate, name: Arc<HolidayName> },
    /// On the same date each year; 29 February in leap years only.
    EachYear { month: u32, day: u32, name: Arc<HolidayName> },
    /// A holiday that the law gives to other Länder, or to some municipalities of this one: Assumption in much of
    /// Bavaria, Corpus Christi in parts of Saxony.
    Kept(PublicHoliday),
}

/// A period in which schools are closed (`SH`), both days included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolHoliday {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub name: Arc<HolidayName>,
}

/// What the operator calls a holiday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolidayName(Names);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Names {
    Everywhere(String),
    /// Never empty.
    ByLocale(BTreeMap<Locale, String>),
}

/// A holiday as a day has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holiday {
    Public(PublicHoliday),
    /// One that the operator named.
    Own(Arc<HolidayName>),
}

/// Why the operator's holidays are refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CalendarFault {
    #[error("there are more than {MAX_OWN_HOLIDAYS} holidays")]
    TooManyHolidays,
    #[error("there are more than {MAX_SCHOOL_HOLIDAYS} periods of school holidays")]
    TooManySchoolHolidays,
    #[error("no year has a day {day} in month {month}")]
    NoSuchDay { month: u32, day: u32 },
    #[error("the school holidays from {first} end before they begin, on {last}")]
    Backwards { first: NaiveDate, last: NaiveDate },
    #[error("the school holidays from {first} to {last} have more than {MAX_PERIOD} days")]
    TooLong { first: NaiveDate, last: NaiveDate },
    #[error(
        "the school holidays from {first} begin before those from {other_first} have ended, on {other_last}"
    )]
    Overlapping { first: NaiveDate, other_first: NaiveDate, other_last: NaiveDate },
    #[error("{0} is not between the years {first} and {last}", first = YEARS.start(), last = YEARS.end())]
    YearOutOfRange(NaiveDate),
    #[error("a holiday of the operator's needs a name")]
    Nameless,
    #[error("a holiday has names in more than {MAX_NAMES} languages")]
    TooManyNames,
    #[error("the name of a holiday cannot be kept: {0}")]
    Name(TextFault),
}

impl HolidayName {
    /// One name, whatever the locale.
    pub fn everywhere(name: &str) -> Result<Self, CalendarFault> {
        Ok(Self(Names::Everywhere(check_name(name)?)))
    }

    /// A name for each of some locales, at least one.
    pub fn by_locale(names: BTreeMap<Locale, String>) -> Result<Self, CalendarFault> {
        if names.is_empty() {
            return Err(CalendarFault::Nameless);
        }
        if names.len() > MAX_NAMES {
            return Err(CalendarFault::TooManyNames);
        }
        let names = names.into_iter().map(|(locale, name)| Ok((locale, check_name(&name)?)));
        Ok(Self(Names::ByLocale(names.collect::<Result<_, CalendarFault>>()?)))
    }

    /// The name for a reader, with its locale: the first of `chain` that has one. A name for every locale has none of
    /// its own, so the locale is null. Null where no locale of the chain has a name.
    pub fn find(&self, chain: &Chain) -> Option<(&str, Option<Locale>)> {
        match &self.0 {
            Names::Everywhere(name) => Some((name, None)),
            Names::ByLocale(names) => chain
                .iter()
                .find_map(|locale| names.get(locale).map(|name| (name.as_str(), Some(locale.clone())))),
        }
    }
}

fn check_name(name: &str) -> Result<String, CalendarFault> {
    check_plain(name, MAX_NAME).map_err(CalendarFault::Name)?.ok_or(CalendarFault::Nameless)
}

impl Calendar {
    /// The days of a Land alone.
    pub fn of_land(land: Land) -> Self {
        Self { land, own: Vec::new(), school: Vec::new() }
    }

    /// The days of a Land with the operator's. Days may stand twice: the first that is found gives the name.
    pub fn new(land: Land, own: Vec<OwnHoliday>, school: Vec<SchoolHoliday>) -> Result<Self, CalendarFault> {
        if own.len() > MAX_OWN_HOLIDAYS {
            return Err(CalendarFault::TooManyHolidays);
        }
        if school.len() > MAX_SCHOOL_HOLIDAYS {
            return Err(CalendarFault::TooManySchoolHolidays);
        }
        own.iter().try_for_each(OwnHoliday::check)?;
        school.iter().try_for_each(SchoolHoliday::check)?;
        check_overlaps(&school)?;
        Ok(Self { land, own, school })
    }

    /// The Land whose law it follows.
    pub fn land(&self) -> Land {
        self.land
    }

    /// The holiday on a date: the Land's before the operator's, and of two the first in the year's order (in 2008
    /// Labour Day was Ascension). Null on a day that is none.
    pub fn holiday(&self, date: NaiveDate) -> Option<Holiday> {
        let by_law = PublicHoliday::ALL.iter().find(|holiday| {
            holiday.is_kept(self.land, date.year()) && holiday.date(date.year()) == Some(date)
        });
        if let Some(&holiday) = by_law {
            return Some(Holiday::Public(holiday));
        }
        self.own.iter().find(|own| own.date(date.year()) == Some(date)).map(OwnHoliday::as_holiday)
    }

    /// The school holidays that a date lies in; null where it lies in none.
    pub fn school_holiday(&self, date: NaiveDate) -> Option<&SchoolHoliday> {
        self.school.iter().find(|period| (period.first..=period.last).contains(&date))
    }

    /// All days of `year` that count as public holidays, in no order; some may stand twice.
    pub fn public_days(&self, year: i32) -> impl Iterator<Item = NaiveDate> {
        let by_law = PublicHoliday::ALL.iter().filter(move |holiday| holiday.is_kept(self.land, year));
        let own = self.own.iter().filter_map(move |own| own.date(year));
        by_law.filter_map(move |holiday| holiday.date(year)).chain(own)
    }

    /// All days of school holidays from `first` to `last`, in no order; some may stand twice.
    pub fn school_days(&self, first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        self.school.iter().flat_map(move |period| {
            let (from, to) = (period.first.max(first), period.last.min(last));
            from.iter_days().take_while(move |day| *day <= to)
        })
    }
}

impl OwnHoliday {
    /// The day in `year`; null where there is none.
    fn date(&self, year: i32) -> Option<NaiveDate> {
        match *self {
            Self::Once { date, .. } => (date.year() == year).then_some(date),
            Self::EachYear { month, day, .. } => NaiveDate::from_ymd_opt(year, month, day),
            Self::Kept(holiday) => holiday.date(year),
        }
    }

    fn as_holiday(&self) -> Holiday {
        match self {
            Self::Once { name, .. } | Self::EachYear { name, .. } => Holiday::Own(Arc::clone(name)),
            Self::Kept(holiday) => Holiday::Public(*holiday),
        }
    }

    fn check(&self) -> Result<(), CalendarFault> {
        /// Has every day that any year has.
        const LEAP_YEAR: i32 = 2000;
        match *self {
            Self::EachYear { month, day, .. } if NaiveDate::from_ymd_opt(LEAP_YEAR, month, day).is_none() => {
                Err(CalendarFault::NoSuchDay { month, day })
            }
            Self::Once { date, .. } => check_year(date),
            Self::EachYear { .. } | Self::Kept(_) => Ok(()),
        }
    }
}

impl SchoolHoliday {
    fn check(&self) -> Result<(), CalendarFault> {
        let (first, last) = (self.first, self.last);
        check_year(first)?;
        check_year(last)?;
        if last < first {
            return Err(CalendarFault::Backwards { first, last });
        }
        if last.signed_duration_since(first) >= TimeDelta::days(MAX_PERIOD) {
            return Err(CalendarFault::TooLong { first, last });
        }
        Ok(())
    }
}

fn check_year(date: NaiveDate) -> Result<(), CalendarFault> {
    if YEARS.contains(&date.year()) { Ok(()) } else { Err(CalendarFault::YearOutOfRange(date)) }
}

/// Two periods with a day in common: one of them has a wrong date in it.
fn check_overlaps(school: &[SchoolHoliday]) -> Result<(), CalendarFault> {
    let mut periods: Vec<&SchoolHoliday> = school.iter().collect();
    periods.sort_by_key(|period| period.first);
    match periods.windows(2).find(|pair| pair[1].first <= pair[0].last) {
        None => Ok(()),
        Some(pair) => Err(CalendarFault::Overlapping {
            first: pair[1].first,
            other_first: pair[0].first,
            other_last: pair[0].last,
        }),
    }
}
