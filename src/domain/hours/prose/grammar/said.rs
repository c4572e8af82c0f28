//! What a text says: statements of days and hours. Made by the module above and its parts, read by the steps behind it.

use opening_hours_syntax::rules::day::Weekday;

use super::super::calendar::{Holiday, Period};
use super::super::reach::{CalendarWeeks, Weeks};
use super::super::token::Written;

/// All that a text says.
#[derive(Debug, Default)]
pub(in super::super) struct Said<'a> {
    pub(in super::super) statements: Vec<Statement<'a>>,
    /// The token that says "by appointment".
    pub(in super::super) appointment: Option<usize>,
    /// What holds whenever nothing else does.
    pub(in super::super) otherwise: Option<Otherwise<'a>>,
}

/// What holds whenever nothing else does, behind "sonst".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Otherwise<'a> {
    Closed,
    /// With a remark, or without any.
    Unknown(Option<&'a str>),
}

/// Days and what holds on them. Numbers of tokens say where it was said.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Statement<'a> {
    /// In the order of the text, none twice.
    pub(in super::super) weekdays: Vec<NamedDay>,
    pub(in super::super) holidays: Vec<(Holiday, usize)>,
    /// Holidays on which it does not hold.
    pub(in super::super) excepted: Vec<(Holiday, usize)>,
    /// The parts of the year in which it holds; none: all of it.
    pub(in super::super) periods: Vec<(Period, usize)>,
    /// The weeks of the calendar in which it holds; none: all of them.
    pub(in super::super) calendar_weeks: Option<(CalendarWeeks, usize)>,
    pub(in super::super) relation: Relation,
    pub(in super::super) is_closed: bool,
    /// Nobody knows whether it is open; the remark may say more.
    pub(in super::super) is_unknown: bool,
    /// None: all day.
    pub(in super::super) spans: Vec<Span>,
    pub(in super::super) remark: Option<&'a str>,
    /// Every hour of every day: then there are no days.
    pub(in super::super) is_always: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct NamedDay {
    pub(in super::super) day: Weekday,
    pub(in super::super) weeks: Weeks,
    pub(in super::super) token: usize,
    pub(in super::super) by: NamedBy,
}

/// How a day was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum NamedBy {
    /// By its own name.
    Name,
    /// By the first and the last of some.
    Range,
    /// By a word for several: "täglich".
    Word,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) enum Relation {
    #[default]
    Plain,
    Also,
    Instead,
}

/// From one time to another; without an end, for an unknown time.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Span {
    pub(in super::super) start: Time,
    pub(in super::super) end: Option<Time>,
    pub(in super::super) is_next_day: bool,
    /// The token that says that nobody knows what is behind the end.
    pub(in super::super) or_longer: Option<usize>,
    pub(in super::super) half: Option<Half>,
}

/// The part of the day that hours are said to be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Half {
    Morning,
    Afternoon,
    Evening,
}

#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Time {
    pub(in super::super) said: SaidTime,
    pub(in super::super) token: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum SaidTime {
    Digits(Written),
    Am(Written),
    Pm(Written),
    Noon,
    Midnight,
}

impl Statement<'_> {
    /// Whether it speaks of whole days on which it is closed.
    pub(in super::super) const fn is_closed_all_day(&self) -> bool {
        self.is_closed && self.spans.is_empty()
    }

    /// Whether its days are those of the week.
    pub(in super::super) const fn is_weekly(&self) -> bool {
        self.is_always || !self.weekdays.is_empty()
    }

    /// Whether it is said of every day of the week, by naming all of them or none.
    pub(in super::super) fn is_of_every_weekday(&self) -> bool {
        let are_all = self.weekdays.len() == 7 && self.weekdays.iter().all(|day| day.weeks == Weeks::ALL);
        self.holidays.is_empty() && (self.weekdays.is_empty() || are_all)
    }

    /// Whether it closes parts of the year, whatever day of the week it is.
    pub(in super::super) const fn closes_a_period(&self) -> bool {
        self.is_closed_all_day()
            && self.weekdays.is_empty()
            && (!self.periods.is_empty() || self.calendar_weeks.is_some())
    }

    /// Whether its days are single dates.
    pub(in super::super) fn is_of_dates(&self) -> bool {
        !self.is_weekly()
            && self.calendar_weeks.is_none()
            && !self.periods.is_empty()
            && self.periods.iter().all(|(period, _)| period.is_one_day())
    }

    /// The first word that names its days.
    pub(in super::super) fn first_token(&self) -> usize {
        let weekdays = self.weekdays.iter().map(|day| day.token);
        let holidays = self.holidays.iter().map(|(_, token)| *token);
        let periods = self.periods.iter().map(|(_, token)| *token);
        let weeks = self.calendar_weeks.iter().map(|(_, token)| *token);
        weekdays.chain(holidays).chain(periods).chain(weeks).min().unwrap_or_default()
    }
}
