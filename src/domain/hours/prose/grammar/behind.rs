//! What stands behind days or hours: parts of the year in brackets, exceptions, relations, appointments, remarks. Called
//! by [`super::statement`] and [`super::days`].

use super::super::lexicon::Meaning;
use super::super::token::{Kind, Token};
use super::super::{ProseError, ProseFault};
use super::{NamedDay, Otherwise, Parser, Said, Statement};

impl<'a> Parser<'_, 'a> {
    pub(super) fn is_bracket_of_periods(&self) -> bool {
        let is_preposition = |at| {
            matches!(self.kind_at(at), Some(Kind::Word(Meaning::On | Meaning::From | Meaning::FromOrOnwards)))
        };
        let at = self.at + 1;
        self.kind() == Some(Kind::Opening) && self.is_point_at(at + usize::from(is_preposition(at)))
    }

    pub(super) fn periods_in_brackets(&mut self, statement: &mut Statement<'a>) -> Result<(), ProseError> {
        self.at += 1;
        statement.periods = self.periods()?;
        if !self.take(Kind::Closing) {
            return Err(self.fault(ProseFault::Unexpected));
        }
        self.check_days_of_periods(statement)
    }

    /// Refuses "Thursday, 24 December", which would be the 24th only in years in which it is a Thursday, and holidays,
    /// which the syntax cannot have in a part of the year only.
    pub(super) fn check_days_of_periods(&self, statement: &Statement<'a>) -> Result<(), ProseError> {
        if let Some((_, token)) = statement.holidays.first() {
            return Err(self.fault_at(*token, ProseFault::HolidaysOfPeriod));
        }
        if let (Some(day), true) =
            (statement.weekdays.first(), statement.periods.iter().any(|(period, _)| period.is_one_day()))
        {
            return Err(self.fault_at(day.token, ProseFault::WeekdayOfDate));
        }
        Ok(())
    }

    /// "(Mai bis September)", "in geraden Kalenderwochen" behind hours, where these may be said of no others.
    pub(super) fn part_of_year_behind_hours(
        &mut self,
        statement: &mut Statement<'a>,
        is_joined: bool,
    ) -> Result<(), ProseError> {
        let start = self.at;
        if self.is_bracket_of_periods() && statement.periods.is_empty() {
            self.periods_in_brackets(statement)?;
        } else if statement.calendar_weeks.is_none() {
            self.weeks_behind_days(statement)?;
        }
        // "Mo-Fr 8-18 Uhr, Sa 9-12 Uhr (Mai bis September)"
        if self.at > start && (is_joined || statement.spans.len() > 1) {
            return Err(self.fault_at(start + 1, ProseFault::BracketOfPeriods));
        }
        Ok(())
    }

    /// "außer montags", "(nicht an Feiertagen)". Whether there was such.
    pub(super) fn exception(&mut self, statement: &mut Statement<'a>) -> Result<bool, ProseError> {
        let start = self.at;
        let has_bracket = !self.take(Kind::Comma) && self.take(Kind::Opening);
        if !(self.take_word(Meaning::Except) || self.take_word(Meaning::Not)) {
            self.at = start;
            return Ok(false);
        }
        self.excepted_days(statement)?;
        if has_bracket && !self.take(Kind::Closing) {
            return Err(self.fault(ProseFault::InBrackets));
        }
        Ok(true)
    }

    /// The same behind hours, where days of the week are clear only if there are no other hours that it may be said of:
    /// "8–12 und 14–16 Uhr, außer Mittwoch" may be the afternoon.
    pub(super) fn exception_behind_hours(
        &mut self,
        statement: &mut Statement<'a>,
        said: &Said<'a>,
    ) -> Result<(), ProseError> {
        let start = self.at;
        let before = statement.weekdays.clone();
        if !self.exception(statement)? {
            return Ok(());
        }
        let is_excepted = |named: &&NamedDay| !statement.weekdays.contains(named);
        let is_day_of = |other: &Statement<'_>, day: &NamedDay| {
            !other.is_closed && other.weekdays.iter().any(|known| known.day == day.day)
        };
        let mut excepted = before.iter().filter(is_excepted);
        let is_unclear = statement.is_closed
            || (before.len() > statement.weekdays.len() && statement.spans.len() > 1)
            || excepted.any(|day| said.statements.iter().any(|other| is_day_of(other, day)));
        if is_unclear { Err(self.fault_at(start + 1, ProseFault::Negation)) } else { Ok(()) }
    }

    /// Hours behind days that "closed" stands before: "Closed Mondays, Tue-Sun: 10am-6pm".
    pub(super) fn hours_behind_closed(&self) -> Option<usize> {
        let is_between = |at: &usize| {
            matches!(self.kind_at(*at), Some(Kind::Colon | Kind::Word(Meaning::Open | Meaning::Each)))
        };
        let at = (self.at..).find(|at| !is_between(at))?;
        self.is_span_at(at).then_some(at)
    }

    /// The fault of days behind "closed": those that are named twice may be open in "Closed on Wednesdays, Mon-Fri
    /// 9am-noon".
    pub(super) fn closed_or_open(&self, fault: ProseError) -> ProseError {
        let clause = self.tokens.iter().skip(self.at).map(|token| token.kind);
        let mut clause = clause.take_while(|kind| !matches!(kind, Kind::Stop | Kind::Line));
        match fault {
            ProseError::Words { position, words, fault: ProseFault::Twice }
                if clause.any(|kind| matches!(kind, Kind::Time(_))) =>
            {
                ProseError::Words { position, words, fault: ProseFault::ClosedOrOpen }
            }
            fault => fault,
        }
    }

    /// "Do 14-18 Uhr zusätzlich". Said of several hours or of the last, the hours of the day are the same.
    pub(super) fn relation_behind_hours(&mut self, statement: &mut Statement<'a>) {
        let is_end = matches!(
            self.kind_at(self.at + 1),
            None | Some(Kind::Stop | Kind::Line | Kind::Comma | Kind::Opening | Kind::Remark(_))
        );
        if is_end {
            self.relation(statement);
        }
    }

    /// "oder nach Vereinbarung", "(und nach Vereinbarung)"
    pub(super) fn appointment_behind_hours(&mut self, said: &mut Said<'a>) -> Result<(), ProseError> {
        if self.word() == Some(Meaning::AlsoByAppointment) {
            return self.appointment(said);
        }
        let is_also = self.word() == Some(Meaning::Also);
        if is_also && self.kind_at(self.at + 1) == Some(Kind::Word(Meaning::Appointment)) {
            self.at += 1;
            return self.appointment(said);
        }
        if !self.take(Kind::Opening) {
            return Ok(());
        }
        let says_also = self.take_word(Meaning::And) || self.take_word(Meaning::Also);
        match self.word() {
            Some(Meaning::AlsoByAppointment) => {}
            Some(Meaning::Appointment) if says_also => {}
            Some(Meaning::Appointment | Meaning::OnlyByAppointment) => {
                return Err(self.fault(ProseFault::HoursByAppointment));
            }
            _ => return Err(self.fault(ProseFault::InBrackets)),
        }
        self.appointment(said)?;
        if self.take(Kind::Closing) { Ok(()) } else { Err(self.fault(ProseFault::InBrackets)) }
    }

    /// "sonst nach Vereinbarung", at the end of the text.
    pub(super) fn otherwise(&mut self, said: &mut Said<'a>) -> Result<(), ProseError> {
        let start = self.at;
        self.at += 1;
        self.take(Kind::Colon);
        let otherwise = match self.kind() {
            Some(Kind::Word(Meaning::Closed)) => Otherwise::Closed,
            Some(Kind::Word(Meaning::PossiblyOpen)) => Otherwise::Unknown(None),
            Some(Kind::Word(Meaning::Appointment | Meaning::OnlyByAppointment)) => {
                Otherwise::Unknown(self.tokens.get(self.at).map(Token::words))
            }
            Some(Kind::Remark(remark)) if !remark.is_empty() => Otherwise::Unknown(Some(remark)),
            _ if self.is_day_next()
                || self.is_period_next()
                || self.is_weeks_next()
                || self.is_span_next()
                || matches!(self.word(), Some(Meaning::Open | Meaning::AllYear)) =>
            {
                return Err(self.fault_at(start, ProseFault::OtherwiseHours));
            }
            _ => return Err(self.fault(ProseFault::Unexpected)),
        };
        self.at += 1;
        self.skip_stops();
        if self.kind().is_some() || said.statements.is_empty() {
            return Err(self.fault_at(start, ProseFault::OtherwiseLast));
        }
        // Of a closed day it may be said or not.
        let is_closed_sometimes =
            |statement: &Statement<'_>| statement.is_closed || !statement.excepted.is_empty();
        if otherwise != Otherwise::Closed && said.statements.iter().any(is_closed_sometimes) {
            return Err(self.fault_at(start, ProseFault::OtherwiseClosed));
        }
        said.otherwise = Some(otherwise);
        Ok(())
    }

    pub(super) fn appointment(&mut self, said: &mut Said<'a>) -> Result<(), ProseError> {
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

    /// In quotation marks, with or without brackets, or behind "Hinweis:".
    pub(super) fn remark(&mut self, statement: &mut Statement<'a>) -> Result<(), ProseError> {
        let note = self.at + usize::from(self.kind() == Some(Kind::Stop));
        if self.kind_at(note) == Some(Kind::Word(Meaning::Note)) {
            self.at = note + 1;
            self.take(Kind::Colon);
            if !matches!(self.kind(), Some(Kind::Remark(_))) {
                return Err(self.fault(ProseFault::Unexpected));
            }
        }
        // A sentence of its own is about all of them.
        let is_own_sentence = note < self.at && self.kind_at(note.wrapping_sub(1)) == Some(Kind::Stop);
        let has_bracket = self.take(Kind::Opening);
        let is_of_several = statement.spans.len() > 1 && !statement.is_unknown;
        let is_of_each = self.take_word(Meaning::Each);
        match self.kind() {
            Some(Kind::Remark(_)) if is_of_several && !is_of_each && !is_own_sentence => {
                return Err(self.fault(ProseFault::RemarkOfHours));
            }
            Some(Kind::Remark(remark)) if !remark.is_empty() => {
                statement.remark = Some(remark);
                self.at += 1;
            }
            _ if is_of_each => return Err(self.fault(ProseFault::Unexpected)),
            // It may be an appointment in brackets.
            _ if has_bracket => {
                self.at -= 1;
                return Ok(());
            }
            _ => {}
        }
        if has_bracket && !self.take(Kind::Closing) {
            return Err(self.fault(ProseFault::Unexpected));
        }
        Ok(())
    }
}
