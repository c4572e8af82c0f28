//! Hours in statements. Called by [`super::statement`].

use super::super::lexicon::Meaning;
use super::super::token::{Kind, Token};
use super::super::{ProseError, ProseFault};
use super::{Half, NamedBy, Parser, Relation, SaidTime, Span, Statement, Time};

/// Hours of a clock face at which something may open in the morning.
const MORNING_HOURS: std::ops::RangeInclusive<u8> = 5..=12;

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
        self.take_word(Meaning::Each);
        if !was_open && self.unknown(statement)? {
            return Ok(());
        }
        statement.is_closed = !was_open && self.take_word(Meaning::Closed);
        let mut is_open = was_open || (!statement.is_closed && self.take_word(Meaning::Open));
        let continuously = self.at;
        let mut is_continuous = self.take_word(Meaning::Continuously);
        is_open = is_open || (is_continuous && self.take_word(Meaning::Open));
        if self.is_span_next() {
            self.spans(statement)?;
            if !is_continuous && self.word() == Some(Meaning::Continuously) {
                is_continuous = true;
                self.at += 1;
            }
            // Hours with a break between them are none without one.
            if is_continuous && (statement.spans.len() > 1 || statement.is_closed) {
                return Err(self.fault_at(continuously, ProseFault::Unexpected));
            }
            return self.state_behind(statement, is_open);
        }
        if statement.is_closed && !is_continuous {
            self.take_word(Meaning::AllDay);
            return Ok(());
        }
        let all_day = self.at;
        if !is_continuous && self.take_word(Meaning::AllDay) {
            if !is_open && self.take_word(Meaning::Closed) {
                statement.is_closed = true;
                return Ok(());
            }
            if !is_every_day(statement) {
                return Err(self.fault_at(all_day, ProseFault::AllDay));
            }
            if !is_open {
                self.take_word(Meaning::Open);
            }
            return Ok(());
        }
        if !is_continuous && self.take_word(Meaning::AroundTheClock) {
            if !is_open {
                self.take_word(Meaning::Open);
            }
            return Ok(());
        }
        Err(match self.kind() {
            None
            | Some(
                Kind::Stop
                | Kind::DayOfMonth(_)
                | Kind::Date { .. }
                | Kind::Word(Meaning::Day(_) | Meaning::Days(..) | Meaning::Month(_)),
            ) => self.fault_at(first_day, ProseFault::NoHours),
            Some(Kind::Word(Meaning::To)) if matches!(self.kind_at(self.at + 1), Some(Kind::Time(_))) => {
                self.fault(ProseFault::NoStart)
            }
            Some(Kind::Word(Meaning::Morning | Meaning::Afternoon | Meaning::Evening)) => {
                self.fault(ProseFault::PartOfDay)
            }
            _ => self.fault(ProseFault::Unexpected),
        })
    }

    /// "9am-5pm Mon-Fri", "8-12 Uhr: Mo, Di". Whether days stand behind hours; if not, nothing was read.
    pub(super) fn hours_before_days(&mut self, statement: &mut Statement<'a>) -> Result<bool, ProseError> {
        let start = self.at;
        if !self.is_span_next() || self.is_point_at(self.at) {
            return Ok(false);
        }
        let has_spans = self.spans(statement).is_ok();
        let has_comma = has_spans && !self.take(Kind::Colon) && self.take(Kind::Comma);
        if has_spans && !has_comma {
            self.relation(statement);
        }
        let has_line = has_spans && self.kind() == Some(Kind::Line);
        while has_line && self.take(Kind::Line) {}
        if has_spans && self.is_day_next() {
            let before = statement.clone();
            let has_no_dates = self.days(statement)?.is_empty();
            if has_no_dates && !has_line && (!has_comma || self.is_alone(start)) {
                if !has_comma {
                    self.relation_behind_hours(statement);
                }
                return Ok(true);
            }
            let hours = self.at + usize::from(self.kind() == Some(Kind::Colon));
            if !self.is_span_at(hours) {
                return Err(self.fault_at(start, ProseFault::HoursBeforeDays));
            }
            *statement = before;
        }
        self.at = start;
        statement.spans.clear();
        statement.relation = Relation::Plain;
        Ok(false)
    }

    /// "Donnerstagnachmittag zusätzlich 14-18 Uhr": the half of the day is that of the hours behind the word.
    pub(super) fn half_before_relation(&mut self) {
        let is_half = |at| {
            matches!(
                self.kind_at(at),
                Some(Kind::Word(Meaning::Morning | Meaning::Afternoon | Meaning::Evening))
            )
        };
        let is_relation =
            matches!(self.kind_at(self.at + 1), Some(Kind::Word(Meaning::Also | Meaning::Instead)));
        let hours = self.at + 2 + usize::from(self.kind_at(self.at + 2) == Some(Kind::Colon));
        if is_half(self.at) && is_relation && self.is_span_at(hours) && !is_half(hours) {
            self.half_of_next = self.half();
        }
    }

    /// Whether what was read since a token is a sentence of its own: in "8-12 Uhr, Mo 14-16 Uhr" the days have hours
    /// behind them.
    fn is_alone(&self, start: usize) -> bool {
        let is_end = |kind| matches!(kind, None | Some(Kind::Stop | Kind::Line));
        let open = Some(Kind::Word(Meaning::Open));
        let mut before = (0..start).rev().map(|at| self.kind_at(at)).skip_while(|kind| *kind == open);
        let before = before.next().flatten();
        let behind = (self.at..).find(|at| self.kind_at(*at) != Some(Kind::Line));
        let has_hours_behind =
            behind.is_some_and(|at| self.is_span_at(at)) && self.kind() != Some(Kind::Stop);
        (is_end(before) || before == Some(Kind::Colon)) && is_end(self.kind()) && !has_hours_behind
    }

    /// "open" or "closed" behind hours. Said of each of them, more may follow: "10–11 Uhr geschlossen und 12–13 Uhr
    /// geschlossen".
    fn state_behind(&mut self, statement: &mut Statement<'a>, is_open: bool) -> Result<(), ProseError> {
        if statement.is_closed {
            while self.goes_on(Self::is_closed_next) {
                self.at += 1;
                let span = self.span()?;
                statement.spans.push(span);
            }
            return Ok(());
        }
        if is_open || self.take_word(Meaning::Open) {
            return Ok(());
        }
        let is_remark_next = matches!(self.kind_at(self.at + 1), Some(Kind::Remark(_)));
        if self.take_word(Meaning::PossiblyOpen) || (is_remark_next && self.take(Kind::Colon)) {
            statement.is_unknown = true;
            return Ok(());
        }
        let closed = self.at;
        if self.take_word(Meaning::Closed) {
            statement.is_closed = true;
            if statement.spans.len() > 1 {
                return Err(self.fault_at(closed, ProseFault::ClosedHours));
            }
            while self.goes_on(Self::is_span_next) {
                let span = self.span()?;
                statement.spans.push(span);
                if !self.take_word(Meaning::Closed) {
                    return Err(self.fault_at(span.start.token, ProseFault::ClosedHours));
                }
            }
        }
        Ok(())
    }

    /// Days of which nobody knows whether it is open: "Mi nach Vereinbarung", "Mi: „anrufen“".
    fn unknown(&mut self, statement: &mut Statement<'a>) -> Result<bool, ProseError> {
        match self.kind() {
            Some(Kind::Word(Meaning::Appointment | Meaning::OnlyByAppointment)) => {
                if statement.relation == Relation::Also {
                    return Err(self.fault(ProseFault::HoursByAppointment));
                }
                statement.remark = self.tokens.get(self.at).map(Token::words);
                self.at += 1;
            }
            Some(Kind::Remark(_)) if self.kind_at(self.at.wrapping_sub(1)) == Some(Kind::Colon) => {}
            Some(Kind::Word(Meaning::PossiblyOpen)) => {
                self.at += 1;
                if self.is_span_next() {
                    self.spans(statement)?;
                }
            }
            _ => return Ok(false),
        }
        statement.is_unknown = true;
        Ok(true)
    }

    fn is_closed_next(&self) -> bool {
        self.word() == Some(Meaning::Closed) && self.is_span_at(self.at + 1)
    }

    pub(super) fn is_span_next(&self) -> bool {
        self.is_span_at(self.at)
    }

    pub(super) fn is_span_at(&self, at: usize) -> bool {
        let is_half = matches!(
            self.kind_at(at),
            Some(Kind::Word(Meaning::Morning | Meaning::Afternoon | Meaning::Evening))
        );
        let at = at + usize::from(is_half);
        let is_from = matches!(
            self.kind_at(at),
            Some(Kind::Word(Meaning::From | Meaning::FromOrOnwards | Meaning::Onwards))
        );
        matches!(
            self.kind_at(at + usize::from(is_from)),
            Some(
                Kind::Time(_)
                    | Kind::Number(_)
                    | Kind::Year(_)
                    | Kind::Word(Meaning::Noon | Meaning::Midnight)
            )
        )
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
        let half = self.half_of_next.take().or_else(|| self.half());
        let may_have_no_end = matches!(self.word(), Some(Meaning::FromOrOnwards | Meaning::Onwards));
        self.at += usize::from(matches!(
            self.word(),
            Some(Meaning::From | Meaning::FromOrOnwards | Meaning::Onwards)
        ));
        let start = self.time()?;
        let mut span = Span { start, end: None, is_next_day: false, or_longer: None, half };
        let comma = usize::from(self.kind() == Some(Kind::Comma));
        if self.take(Kind::Dash) || self.take_word(Meaning::To) {
            if !self.take_word(Meaning::OpenEnd) {
                span.end = Some(self.time()?);
                span.is_next_day = self.take_word(Meaning::NextDay);
                span.or_longer = self.take_word(Meaning::OrLonger).then(|| self.at - 1);
            }
        } else if self.kind_at(self.at + comma) == Some(Kind::Word(Meaning::OpenEnd)) {
            self.at += comma + 1;
        } else if !may_have_no_end {
            return Err(self.fault_at(start.token, ProseFault::NoEnd));
        }
        if span.half.is_none() {
            let behind = self.at;
            span.half = self.half();
            // "9–10 Uhr abends": the evening may be that of the end only.
            let may_be_morning =
                matches!(start.said, SaidTime::Digits(written) if MORNING_HOURS.contains(&written.hour));
            if span.half == Some(Half::Evening) && may_be_morning {
                return Err(self.fault_at(behind, ProseFault::PartOfDay));
            }
        }
        Ok(span)
    }

    fn half(&mut self) -> Option<Half> {
        let half = match self.word()? {
            Meaning::Morning => Half::Morning,
            Meaning::Afternoon => Half::Afternoon,
            Meaning::Evening => Half::Evening,
            _ => return None,
        };
        self.at += 1;
        Some(half)
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

/// Whether it names every day by a word: "täglich ganztägig" leaves nothing to guess.
fn is_every_day(statement: &Statement<'_>) -> bool {
    statement.weekdays.len() == 7 && statement.weekdays.iter().all(|day| day.by == NamedBy::Word)
}
