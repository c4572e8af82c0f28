//! Which days statements speak of, and which of them they have in common. Called by [`super::check`]; days of the week
//! have their weeks from [`super::grammar`].

use std::fmt;

use opening_hours_syntax::rules::day::Weekday;

use super::calendar::{Days, Instant, Period};

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

/// Weeks of the calendar as ISO 8601 counts them: a bit for each from the first on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CalendarWeeks(u64);

/// The last week that a year can have.
const LAST_WEEK: u8 = 53;

impl CalendarWeeks {
    pub(super) const ALL: Self = Self((1 << LAST_WEEK) - 1);
    pub(super) const ODD: Self = Self(Self::ALL.0 & 0x5555_5555_5555_5555);
    pub(super) const EVEN: Self = Self(Self::ALL.0 & !Self::ODD.0);

    /// Both included, over New Year where that is no more than half a year; null where there is no such week or they go
    /// backwards.
    pub(super) fn between(first: u8, last: u8) -> Option<Self> {
        let are_weeks = [first, last].iter().all(|week| (1..=LAST_WEEK).contains(week));
        are_weeks.then_some(())?;
        let set = |weeks: std::ops::RangeInclusive<u8>| weeks.fold(0_u64, |set, week| set | 1 << (week - 1));
        let set = if first <= last { set(first..=last) } else { set(first..=LAST_WEEK) | set(1..=last) };
        (first <= last || set.count_ones() <= u32::from(LAST_WEEK / 2)).then_some(Self(set))
    }

    /// With others; null where some are in both.
    pub(super) fn with(self, others: Self) -> Option<Self> {
        (!self.meets(others)).then_some(Self(self.0 | others.0))
    }

    /// In a row, from the first to the last.
    fn runs(self) -> Vec<(u8, u8)> {
        let mut runs: Vec<(u8, u8)> = Vec::new();
        for week in (1..=LAST_WEEK).filter(|week| self.0 & (1 << (week - 1)) != 0) {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == week => *last = week,
                _ => runs.push((week, week)),
            }
        }
        runs
    }

    const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    const fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }
}

impl fmt::Display for CalendarWeeks {
    /// As the rule has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::ODD => f.write_str("week 01-53/2"),
            Self::EVEN => f.write_str("week 02-52/2"),
            weeks => {
                let run = |(first, last): (u8, u8)| {
                    if first == last { format!("{first:02}") } else { format!("{first:02}-{last:02}") }
                };
                let runs: Vec<String> = weeks.runs().into_iter().map(run).collect();
                write!(f, "week {}", runs.join(","))
            }
        }
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
    calendar_weeks: CalendarWeeks,
}

impl Reach {
    /// No weekdays: all of them.
    pub(super) fn of(
        weekdays: &[(Weekday, Weeks)],
        periods: &[Period],
        calendar_weeks: CalendarWeeks,
    ) -> Self {
        let mut reach = Self { weekdays: [0; 7], days: Days::NONE, years: None, calendar_weeks };
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
        let weeks_meet = self.calendar_weeks.meets(other.calendar_weeks);
        years_meet && weekdays_meet && weeks_meet && self.days.meets(&other.days)
    }

    /// Whether both have a day of the week, in whatever part of the year.
    pub(super) fn shares_weekday(&self, other: &Self) -> bool {
        self.weekdays.iter().zip(other.weekdays).any(|(weeks, other)| *weeks != 0 && other != 0)
    }

    /// Whether it has all days of the week that the other has, in whatever part of the year.
    pub(super) fn has_weekdays_of(&self, other: &Self) -> bool {
        self.weekdays.iter().zip(other.weekdays).all(|(weeks, other)| *weeks != 0 || other == 0)
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
        let is_in_calendar_weeks = self.calendar_weeks.is_within(other.calendar_weeks);
        is_in_years && is_in_weeks && is_in_calendar_weeks && self.days.is_within(&other.days)
    }
}
