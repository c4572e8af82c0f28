//! Statements out of tokens, by recursive descent with one token of foresight, over commas, brackets and words like
//! "on" a few more. Called by [`super`].
//!
//! ```text
//! text      = [ ( heading | open ) [ ":" ] ] statement { separator statement } [ separator otherwise ]
//! statement = [ also ] appointment | [ open ] always | also holidays
//!           | [ also ] [ open ] when [ also | instead ] [ ":" ] what [ exception ] [ including holidays ]
//!             [ [ "(" ] periods [ ")" ] | [ "(" ] weeks [ ")" ] ] [ remark ] [ "(" [ and | also ] appointment ")" ]
//!           | closed [ ":" ] when [ remark ]
//!           | hours days
//! otherwise = "otherwise" [ ":" ] ( closed | possibly open | appointment | remark )
//! when      = [ all year [ ":" ] ] days [ weeks ] [ all year | [ "(" ] periods [ ")" ] ]
//!           | ( periods | weeks ) [ also | instead ] [ ":" ] [ days ]
//!           | dates ( "," | and ) days
//! days      = day { ( "," | and ) ( day | dates ) } [ exception ]
//! exception = [ "," | "(" ] ( except | not ) day { and day } [ ")" ]
//! weeks     = even weeks | odd weeks | week number [ to number ]
//! day       = [ on ] weekday [ to weekday ] | [ on ] nth { ( "," | and ) nth } weekday "of the month"
//!             | [ on ] nth weekday in periods | daily | [ also | including ] holidays
//! periods   = period { ( "," | and ) period }
//! period    = [ in | from ] point [ to point ]
//! point     = month [ year ] | date [ year ] | feast [ year ]
//! what      = [ each ] ( closed [ hours { and closed span } ] | around the clock | all day closed | appointment
//!           | possibly open [ hours ] | hours ( possibly open | ":" remark )
//!           | [ open ] [ continuously ] hours [ continuously ] [ open | closed { and span closed } ] )
//! hours     = span { ( "," | and ) span }
//! span      = [ half ] ( [ from ] time to ( time [ next day ] [ or longer ] | open end ) | onwards time [ open end ] )
//!             [ half ]
//! ```
//!
//! `dates` are periods of one day each; behind holidays alone they may be any. A period in front of days holds for what a comma or "and" joins to them too;
//! with a line to itself, for all that follows up to the next one ([`scope`]).

mod behind;
mod days;
mod hours;
mod period;
mod scope;
mod statement;
mod weeks;

use opening_hours_syntax::rules::day::Weekday;

use super::calendar::{Holiday, Period};
use super::lexicon::Meaning;
use super::reach::{CalendarWeeks, Weeks};
use super::token::{Kind, Token, Written};
use super::{ProseError, ProseFault, Speech};

/// All that a text says.
#[derive(Debug, Default)]
pub(super) struct Said<'a> {
    pub(super) statements: Vec<Statement<'a>>,
    /// The token that says "by appointment".
    pub(super) appointment: Option<usize>,
    /// What holds whenever nothing else does.
    pub(super) otherwise: Option<Otherwise<'a>>,
}

/// What holds whenever nothing else does, behind "sonst".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Otherwise<'a> {
    Closed,
    /// With a remark, or without any.
    Unknown(Option<&'a str>),
}

/// Days and what holds on them. Numbers of tokens say where it was said.
#[derive(Clone, Debug, Default)]
pub(super) struct Statement<'a> {
    /// In the order of the text, none twice.
    pub(super) weekdays: Vec<NamedDay>,
    pub(super) holidays: Vec<(Holiday, usize)>,
    /// Holidays on which it does not hold.
    pub(super) excepted: Vec<(Holiday, usize)>,
    /// The parts of the year in which it holds; none: all of it.
    pub(super) periods: Vec<(Period, usize)>,
    /// The weeks of the calendar in which it holds; none: all of them.
    pub(super) calendar_weeks: Option<(CalendarWeeks, usize)>,
    pub(super) relation: Relation,
    pub(super) is_closed: bool,
    /// Nobody knows whether it is open; the remark may say more.
    pub(super) is_unknown: bool,
    /// None: all day.
    pub(super) spans: Vec<Span>,
    pub(super) remark: Option<&'a str>,
    /// Every hour of every day: then there are no days.
    pub(super) is_always: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NamedDay {
    pub(super) day: Weekday,
    pub(super) weeks: Weeks,
    pub(super) token: usize,
    pub(super) by: NamedBy,
}

/// How a day was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NamedBy {
    /// By its own name.
    Name,
    /// By the first and the last of some.
    Range,
    /// By a word for several: "täglich".
    Word,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Relation {
    #[default]
    Plain,
    Also,
    Instead,
}

/// From one time to another; without an end, for an unknown time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) start: Time,
    pub(super) end: Option<Time>,
    pub(super) is_next_day: bool,
    /// Behind the end nobody knows.
    pub(super) is_open_ended: bool,
    pub(super) half: Option<Half>,
}

/// The part of the day that hours are said to be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Morning,
    Afternoon,
    Evening,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Time {
    pub(super) said: SaidTime,
    pub(super) token: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SaidTime {
    Digits(Written),
    Am(Written),
    Pm(Written),
    Noon,
    Midnight,
}

impl Statement<'_> {
    /// Whether it speaks of whole days on which it is closed.
    pub(super) const fn is_closed_all_day(&self) -> bool {
        self.is_closed && self.spans.is_empty()
    }

    /// Whether its days are those of the week.
    pub(super) const fn is_weekly(&self) -> bool {
        self.is_always || !self.weekdays.is_empty()
    }

    /// Whether it closes parts of the year, whatever day of the week it is.
    pub(super) const fn closes_a_period(&self) -> bool {
        self.is_closed_all_day()
            && self.weekdays.is_empty()
            && (!self.periods.is_empty() || self.calendar_weeks.is_some())
    }

    /// Whether its days are single dates.
    pub(super) fn is_of_dates(&self) -> bool {
        !self.is_weekly()
            && self.calendar_weeks.is_none()
            && !self.periods.is_empty()
            && self.periods.iter().all(|(period, _)| period.is_one_day())
    }

    /// The first word that names its days.
    pub(super) fn first_token(&self) -> usize {
        let weekdays = self.weekdays.iter().map(|day| day.token);
        let holidays = self.holidays.iter().map(|(_, token)| *token);
        let periods = self.periods.iter().map(|(_, token)| *token);
        let weeks = self.calendar_weeks.iter().map(|(_, token)| *token);
        weekdays.chain(holidays).chain(periods).chain(weeks).min().unwrap_or_default()
    }
}

/// What the tokens say; all of them are used.
pub(super) fn read<'a>(tokens: &[Token<'a>], speech: Speech) -> Result<Said<'a>, ProseError> {
    let mut parser = Parser {
        tokens,
        at: 0,
        speech,
        scope: scope::Scope::None,
        holidays_of_scope: None,
        weeks_of_scope: false,
    };
    let mut said = Said::default();
    parser.skip_stops();
    let is_open_heading =
        parser.word() == Some(Meaning::Open) && parser.kind_at(parser.at + 1) == Some(Kind::Colon);
    if is_open_heading || parser.word() == Some(Meaning::Heading) {
        parser.at += 1;
        parser.take(Kind::Colon);
        parser.skip_stops();
    }
    while parser.kind().is_some() {
        parser.statement(&mut said)?;
        if parser.kind().is_some() && !parser.separator() {
            return Err(parser.fault(ProseFault::Unexpected));
        }
    }
    if said.statements.is_empty() && said.appointment.is_none() {
        return Err(ProseError::Empty);
    }
    Ok(said)
}

struct Parser<'t, 'a> {
    tokens: &'t [Token<'a>],
    at: usize,
    speech: Speech,
    scope: scope::Scope,
    /// Holidays that stand where a part of the year may hold for them too.
    holidays_of_scope: Option<usize>,
    /// Whether weeks stand in front that may hold for what follows too.
    weeks_of_scope: bool,
}

impl<'a> Parser<'_, 'a> {
    fn kind(&self) -> Option<Kind<'a>> {
        self.kind_at(self.at)
    }

    fn kind_at(&self, at: usize) -> Option<Kind<'a>> {
        self.tokens.get(at).map(|token| token.kind)
    }

    fn word(&self) -> Option<Meaning> {
        match self.kind() {
            Some(Kind::Word(meaning)) => Some(meaning),
            _ => None,
        }
    }

    fn take(&mut self, kind: Kind<'_>) -> bool {
        let is_there = self.kind() == Some(kind);
        self.at += usize::from(is_there);
        is_there
    }

    fn take_word(&mut self, meaning: Meaning) -> bool {
        self.take(Kind::Word(meaning))
    }

    /// What is wrong with the token that comes, or with the last one when none does.
    fn fault(&self, fault: ProseFault) -> ProseError {
        self.fault_at(self.at, fault)
    }

    fn fault_at(&self, at: usize, fault: ProseFault) -> ProseError {
        let token = self.tokens.get(at).or_else(|| self.tokens.last());
        // Whoever leaves these out, or begins anew with them, says the opposite.
        let is_negation =
            token.is_some_and(|token| matches!(token.kind, Kind::Word(Meaning::Except | Meaning::Not)));
        let fault = match fault {
            ProseFault::Unexpected | ProseFault::NoDays if is_negation => ProseFault::Negation,
            fault => fault,
        };
        token.map_or(ProseError::Empty, |token| token.fault(fault))
    }

    fn skip_stops(&mut self) {
        while matches!(self.kind(), Some(Kind::Stop | Kind::Line)) {
            self.at += 1;
        }
    }

    /// Between two statements, or behind the last.
    fn separator(&mut self) -> bool {
        let start = self.at;
        self.skip_stops();
        if self.at == start {
            self.take(Kind::Comma);
            self.skip_stops();
            self.take_word(Meaning::And);
            let is_at_end = self.kind().is_none();
            return self.at > start && !is_at_end;
        }
        self.scope.end_of_sentence();
        true
    }

    /// Goes over a comma, "and" or both, if what follows is as asked.
    fn goes_on(&mut self, is_next: impl Fn(&Self) -> bool) -> bool {
        let start = self.at;
        let has_comma = self.take(Kind::Comma);
        let has_and = self.take_word(Meaning::And);
        if (has_comma || has_and) && is_next(self) {
            return true;
        }
        self.at = start;
        false
    }

    /// The place behind words that stand before days and add nothing.
    fn behind_prepositions(&self) -> usize {
        let mut at = self.at;
        while matches!(
            self.kind_at(at),
            Some(Kind::Word(Meaning::On | Meaning::Each | Meaning::From | Meaning::FromOrOnwards))
        ) {
            at += 1;
        }
        at
    }
}
