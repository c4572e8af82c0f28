//! Parts of the year, and which days statements have in common. Called by [`super::grammar`], which reads dates, by
//! [`super::check`] and by [`super::rule`].

use std::fmt;

use chrono::{Datelike, NaiveDate};
use opening_hours_syntax::rules::day::{Month, Weekday};

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
    fn days(&self) -> (Days, Option<(Instant, Instant)>) {
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
    fn weekdays(&self) -> [bool; 7] {
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
type Instant = (i32, u16);

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
struct Days([u64; 6]);

impl Days {
    const NONE: Self = Self([0; 6]);
    const ALL: Self =
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

    fn add(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word |= other);
    }

    fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).any(|(word, other)| word & other != 0)
    }

    fn is_within(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).all(|(word, other)| word & !other == 0)
    }
}

/// Which of the weeks of a month a day of the week is meant in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Weeks {
    /// A bit for each from the first to the fifth.
    from_start: u8,
    is_last: bool,
}

impl Weeks {
    pub(super) const ALL: Self = Self { from_start: 0b1_1111, is_last: true };
    pub(super) const NONE: Self = Self { from_start: 0, is_last: false };

    /// The week from 1, the last as 0; null where there is none or it was there before.
    pub(super) fn with(self, nth: u8) -> Option<Self> {
        match nth {
            0 if !self.is_last => Some(Self { is_last: true, ..self }),
            1..=5 if self.from_start & (1 << (nth - 1)) == 0 => {
                Some(Self { from_start: self.from_start | (1 << (nth - 1)), ..self })
            }
            _ => None,
        }
    }

    /// The last is the fourth or the fifth.
    const fn mask(self) -> u8 {
        self.from_start | if self.is_last { 0b1_1000 } else { 0 }
    }
}

impl fmt::Display for Weeks {
    /// As the rule has it behind the day: nothing for all.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::ALL {
            return Ok(());
        }
        let from_start = (1..=5_i8).filter(|nth| self.from_start & (1 << (nth - 1)) != 0);
        let weeks = from_start.chain(self.is_last.then_some(-1)).map(|nth| nth.to_string());
        write!(f, "[{}]", weeks.collect::<Vec<_>>().join(","))
    }
}

/// The days that a statement speaks of. Where it cannot be told (which date Easter has), it is more than these.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    /// The weeks of the month, by days of the week from Monday on.
    weekdays: [u8; 7],
    days: Days,
    /// From the first to the last, where all of them are of certain years.
    years: Option<(Instant, Instant)>,
}

impl Reach {
    /// No weekdays: all of them.
    pub(super) fn of(weekdays: &[(Weekday, Weeks)], periods: &[Period]) -> Self {
        let mut reach = Self { weekdays: [0; 7], days: Days::NONE, years: None };
        for (day, weeks) in weekdays {
            reach.weekdays[day.num_days_from_monday() as usize] |= weeks.mask();
        }
        for (index, period) in periods.iter().enumerate() {
            let (days, years) = period.days();
            reach.days.add(days);
            reach.years = match (index, reach.years, years) {
                (0, _, years) => years,
                (_, Some((first, last)), Some((from, to))) => Some((first.min(from), last.max(to))),
                _ => None,
            };
            if weekdays.is_empty() {
                for (mask, is_in) in reach.weekdays.iter_mut().zip(period.weekdays()) {
                    *mask |= if is_in { Weeks::ALL.mask() } else { 0 };
                }
            }
        }
        if periods.is_empty() {
            reach.days = Days::ALL;
            if weekdays.is_empty() {
                reach.weekdays = [Weeks::ALL.mask(); 7];
            }
        }
        reach
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        let years_meet = match (self.years, other.years) {
            (Some((first, last)), Some((from, to))) => first <= to && from <= last,
            _ => true,
        };
        let weekdays_meet = self.weekdays.iter().zip(other.weekdays).any(|(weeks, other)| weeks & other != 0);
        years_meet && weekdays_meet && self.days.meets(&other.days)
    }

    /// Whether both have a day of the week, in whatever part of the year.
    pub(super) fn shares_weekday(&self, other: &Self) -> bool {
        self.weekdays.iter().zip(other.weekdays).any(|(weeks, other)| *weeks != 0 && other != 0)
    }

    /// The same, of one of its days of the week.
    pub(super) fn on(&self, weekday: Weekday) -> Self {
        let mut weekdays = [0; 7];
        let index = weekday.num_days_from_monday() as usize;
        weekdays[index] = self.weekdays[index];
        Self { weekdays, ..*self }
    }

    /// Whether it is in no part of the year and no week of a month in which the other is not. Says nothing of the days
    /// of the week that only one of them has.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        let is_in_years = match (self.years, other.years) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some((first, last)), Some((from, to))) => from <= first && last <= to,
        };
        let both = self.weekdays.iter().zip(other.weekdays).filter(|(weeks, other)| *weeks & other != 0);
        let is_in_weeks = { both }.all(|(weeks, other)| weeks & !other == 0);
        is_in_years && is_in_weeks && self.days.is_within(&other.days)
    }
}
