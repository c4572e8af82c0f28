//! Statements out of tokens, by recursive descent with one token of foresight, over commas, brackets and words like
//! "on" a few more. Called by [`super`].
//!
//! ```text
//! text      = [ ( heading | open ) [ ":" ] ] statement { separator statement } [ separator otherwise ]
//! statement = [ also ] appointment | [ open ] always | also holidays
//!           | [ also | instead ] [ open ] when [ [ half ] also | instead ] [ ":" ] what [ also | instead ] [ exception ]
//!             [ including holidays ] [ [ "(" ] periods [ ")" ] | [ "(" ] weeks [ ")" ] ] [ remark ] [ "(" [ and | also ] appointment ")" ]
//!           | closed [ ":" ] when [ remark ]
//!           | hours ( "," days | [ ":" ] [ also | instead ] days [ also | instead ] )
//! otherwise = "otherwise" [ ":" ] ( closed | possibly open | appointment | remark )
//! when      = [ all year [ ":" ] ] days [ weeks ] [ all year | [ "(" ] periods [ ")" ] ]
//!           | ( periods | weeks ) [ also | instead ] [ ":" ] [ days ]
//!           | dates ( "," | and ) days
//! days      = day { ( "," | and ) ( day | dates ) } [ exception ]
//! exception = [ "," | "(" ] ( except | not ) day { and day } [ ")" ]
//! weeks     = even weeks | odd weeks | row { ( "," | and ) row }
//! row       = [ week ] number [ to [ week ] number ]
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
mod said;
mod scope;
mod statement;
mod weeks;

pub(super) use said::{Half, NamedBy, NamedDay, Otherwise, Relation, Said, SaidTime, Span, Statement, Time};

use super::lexicon::Meaning;
use super::token::{Kind, Token};
use super::{ProseError, ProseFault, Speech};

/// What the tokens say; all of them are used.
pub(super) fn read<'a>(tokens: &[Token<'a>], speech: Speech) -> Result<Said<'a>, ProseError> {
    let mut parser = Parser {
        tokens,
        at: 0,
        speech,
        scope: scope::Scope::None,
        holidays_of_scope: None,
        weeks_of_scope: false,
        has_season_alone: false,
        has_closed_part_before: false,
        closed_holidays: Vec::new(),
        half_of_next: None,
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
    parser.check_closed_holidays(&said)?;
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
    /// Whether hours of a part of the year stand before that name no days.
    has_season_alone: bool,
    /// Whether the statement before closes a part of the year.
    has_closed_part_before: bool,
    /// Closed holidays behind a part of the year that may hold for them, and that part.
    closed_holidays: Vec<(usize, scope::Part)>,
    /// The half of the day that was said of the hours that come, with a word between.
    half_of_next: Option<Half>,
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
