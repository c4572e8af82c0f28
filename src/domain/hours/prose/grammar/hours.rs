//! Hours in statements. Called by [`super`].

use super::super::lexicon::Meaning;
use super::super::token::Kind;
use super::super::{ProseError, ProseFault};
use super::{Parser, SaidTime, Span, Statement, Time};

impl<'a> Parser<'_, 'a> {
    /// What holds on the days that begin at a token. What was called open before them is not closed then.
    pub(super) fn hours_of_days(
        &mut self,
        statement: &mut Statement<'a>,
        first_day: usize,
        was_open: bool,
    ) -> Result<(), ProseError> {
        while matches!(self.kind(), Some(Kind::Colon | Kind::Comma | Kind::Line)) {
            self.at += 1;
        }
        statement.is_closed = !was_open && self.take_word(Meaning::Closed);
        let is_open = was_open || (!statement.is_closed && self.take_word(Meaning::Open));
        if self.is_span_next() {
            self.spans(statement)?;
            let closed = self.at;
            if !statement.is_closed && !is_open && !self.take_word(Meaning::Open) {
                statement.is_closed = self.take_word(Meaning::Closed);
                if statement.is_closed && statement.spans.len() > 1 {
                    return Err(self.fault_at(closed, ProseFault::ClosedHours));
                }
            }
            return Ok(());
        }
        if statement.is_closed {
            return Ok(());
        }
        if self.take_word(Meaning::AllDay) {
            if !is_open {
                self.take_word(Meaning::Open);
            }
            return Ok(());
        }
        Err(match self.kind() {
            None | Some(Kind::Stop | Kind::Word(Meaning::Day(_) | Meaning::Days(..))) => {
                self.fault_at(first_day, ProseFault::NoHours)
            }
            _ => self.fault(ProseFault::Unexpected),
        })
    }

    fn is_start_next(&self) -> bool {
        matches!(self.word(), Some(Meaning::From | Meaning::FromOrOnwards | Meaning::Onwards))
    }

    pub(super) fn is_span_next(&self) -> bool {
        let at = if self.is_start_next() { self.at + 1 } else { self.at };
        matches!(self.kind_at(at), Some(Kind::Time(_) | Kind::Word(Meaning::Noon | Meaning::Midnight)))
    }

    fn spans(&mut self, statement: &mut Statement<'a>) -> Result<(), ProseError> {
        let span = self.span()?;
        statement.spans.push(span);
        while self.goes_on(Self::is_span_next) {
            let span = self.span()?;
            statement.spans.push(span);
        }
        Ok(())
    }

    fn span(&mut self) -> Result<Span, ProseError> {
        let may_have_no_end = matches!(self.word(), Some(Meaning::FromOrOnwards | Meaning::Onwards));
        self.at += usize::from(self.is_start_next());
        let start = self.time()?;
        if !(self.take(Kind::Dash) || self.take_word(Meaning::To)) {
            if !may_have_no_end {
                return Err(self.fault_at(start.token, ProseFault::NoEnd));
            }
            return Ok(Span { start, end: None, is_next_day: false });
        }
        let end = Some(self.time()?);
        Ok(Span { start, end, is_next_day: self.take_word(Meaning::NextDay) })
    }

    fn time(&mut self) -> Result<Time, ProseError> {
        let token = self.at;
        let said = match self.kind() {
            Some(Kind::Time(written)) => {
                self.at += 1;
                let has_clock = self.take_word(Meaning::Clock);
                match self.word() {
                    Some(Meaning::Am) => SaidTime::Am(written),
                    Some(Meaning::Pm) => SaidTime::Pm(written),
                    // "12 noon"
                    Some(Meaning::Noon) if !has_clock && (written.hour, written.minute) == (12, 0) => {
                        SaidTime::Noon
                    }
                    _ => return Ok(Time { said: SaidTime::Digits(written), token }),
                }
            }
            Some(Kind::Word(Meaning::Noon)) => SaidTime::Noon,
            Some(Kind::Word(Meaning::Midnight)) => SaidTime::Midnight,
            None => return Err(self.fault(ProseFault::NoEnd)),
            Some(_) => return Err(self.fault(ProseFault::NoTime)),
        };
        self.at += 1;
        Ok(Time { said, token })
    }
}
