//! Statements out of tokens, by recursive descent with one token of foresight, over commas two. Called by [`super`].
//!
//! ```text
//! text      = [ heading [ ":" ] ] statement { separator statement }
//! statement = [ also ] appointment | always
//!           | [ also ] days [ also | instead ] [ ":" ] ( closed [ hours ] | all day | hours [ closed ] ) [ remark ]
//!           | closed days [ remark ]
//! days      = day { ( "," | and ) day } [ except day { and day } ]
//! day       = [ on ] weekday [ to weekday ] | daily | holidays
//! hours     = span { ( "," | and ) span }
//! span      = [ from ] time to time [ next day ] | onwards time
//! ```

mod days;
mod hours;

use opening_hours_syntax::rules::day::{HolidayKind, Weekday};

use super::lexicon::Meaning;
use super::token::{Kind, Token, Written};
use super::{ProseError, ProseFault};

/// All that a text says.
#[derive(Debug, Default)]
pub(super) struct Said<'a> {
    pub(super) statements: Vec<Statement<'a>>,
    /// The token that says "by appointment".
    pub(super) appointment: Option<usize>,
}

/// Days and what holds on them. Numbers of tokens say where it was said.
#[derive(Debug, Default)]
pub(super) struct Statement<'a> {
    /// In the order of the text, none twice.
    pub(super) weekdays: Vec<(Weekday, usize)>,
    pub(super) holidays: Vec<(HolidayKind, usize)>,
    /// Holidays on which it does not hold.
    pub(super) excepted: Vec<(HolidayKind, usize)>,
    pub(super) relation: Relation,
    pub(super) is_closed: bool,
    /// None: all day.
    pub(super) spans: Vec<Span>,
    pub(super) remark: Option<&'a str>,
    /// Every hour of every day: then there are no days.
    pub(super) is_always: bool,
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

/// What the tokens say; all of them are used.
pub(super) fn read<'a>(tokens: &[Token<'a>]) -> Result<Said<'a>, ProseError> {
    let mut parser = Parser { tokens, at: 0 };
    let mut said = Said::default();
    parser.skip_stops();
    if parser.take_word(Meaning::Heading) {
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
        true
    }

    fn statement(&mut self, said: &mut Said<'a>) -> Result<(), ProseError> {
        let start = self.at;
        // "sowie nach Vereinbarung"
        let is_added = self.take_word(Meaning::And);
        let is_behind_comma = start > 0 && self.kind_at(start - 1) == Some(Kind::Comma);
        let mut relation = if self.take_word(Meaning::Also) { Relation::Also } else { Relation::Plain };
        match self.word() {
            Some(Meaning::Appointment | Meaning::OnlyByAppointment) => {
                // A comma alone may join it to the hours.
                if is_behind_comma && !is_added && relation == Relation::Plain {
                    return Err(self.fault(ProseFault::HoursByAppointment));
                }
                return self.appointment(said);
            }
            _ if is_added => return Err(self.fault_at(start, ProseFault::Unexpected)),
            Some(Meaning::Workdays) => return Err(self.fault(ProseFault::Workdays)),
            _ => {}
        }
        let mut statement = Statement::default();
        let is_open = self.take_word(Meaning::Open);
        if self.take_word(Meaning::Always) {
            if relation == Relation::Also {
                return Err(self.fault_at(start, ProseFault::Unexpected));
            }
            statement.is_always = true;
            self.remark(&mut statement)?;
            said.statements.push(statement);
            return Ok(());
        }
        let is_closed_first = !is_open && self.take_word(Meaning::Closed);
        if !self.is_day_next() {
            return Err(match self.kind() {
                _ if is_closed_first => self.fault_at(start, ProseFault::NoDays),
                Some(
                    Kind::Time(_)
                    | Kind::Word(Meaning::From | Meaning::FromOrOnwards | Meaning::Onwards | Meaning::AllDay),
                ) => self.fault(ProseFault::NoDays),
                _ => self.fault(ProseFault::Unexpected),
            });
        }
        let first_day = self.at;
        self.days(&mut statement)?;
        if relation == Relation::Plain {
            relation = self.relation();
        }
        statement.relation = relation;
        if is_closed_first {
            statement.is_closed = true;
        } else {
            self.hours_of_days(&mut statement, first_day, is_open)?;
        }
        self.remark(&mut statement)?;
        said.statements.push(statement);
        Ok(())
    }

    fn appointment(&mut self, said: &mut Said<'a>) -> Result<(), ProseError> {
        if said.appointment.is_some() {
            return Err(self.fault(ProseFault::Twice));
        }
        said.appointment = Some(self.at);
        self.at += 1;
        if self.kind() == Some(Kind::Comma) && self.kind_at(self.at + 1) != Some(Kind::Word(Meaning::And)) {
            return Err(self.fault_at(self.at - 1, ProseFault::HoursByAppointment));
        }
        Ok(())
    }

    fn relation(&mut self) -> Relation {
        if self.take_word(Meaning::Also) {
            Relation::Also
        } else if self.take_word(Meaning::Instead) {
            Relation::Instead
        } else {
            Relation::Plain
        }
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

    /// In quotation marks, with or without brackets.
    fn remark(&mut self, statement: &mut Statement<'a>) -> Result<(), ProseError> {
        let has_bracket = self.take(Kind::Opening);
        match self.kind() {
            Some(Kind::Remark(remark)) if !remark.is_empty() => {
                statement.remark = Some(remark);
                self.at += 1;
            }
            _ if has_bracket => return Err(self.fault(ProseFault::NotUnderstood)),
            _ => {}
        }
        if has_bracket && !self.take(Kind::Closing) {
            return Err(self.fault(ProseFault::Unexpected));
        }
        Ok(())
    }
}
