//! Weeks of the calendar in statements: "in geraden Kalenderwochen", "KW 30 bis 33". Called by [`super::statement`].

use super::super::lexicon::Meaning;
use super::super::reach::CalendarWeeks;
use super::super::token::{Kind, Written};
use super::super::{ProseError, ProseFault};
use super::{Parser, Statement};

impl<'a> Parser<'_, 'a> {
    pub(super) fn is_weeks_next(&self) -> bool {
        self.is_weeks_at(self.behind_prepositions())
    }

    fn is_weeks_at(&self, at: usize) -> bool {
        match self.kind_at(at) {
            Some(Kind::Word(Meaning::EvenWeeks | Meaning::OddWeeks)) => true,
            Some(Kind::Word(Meaning::CalendarWeek)) => self.number_of_week(at + 1).is_some(),
            _ => false,
        }
    }

    /// Weeks in front may hold for days that follow too.
    pub(super) fn weeks_before_days(&mut self, statement: &mut Statement<'a>) -> Result<(), ProseError> {
        self.weeks_of_calendar(statement)?;
        self.relation(statement);
        let behind = self.at;
        self.take(Kind::Colon);
        while self.take(Kind::Line) {}
        if self.is_day_next() {
            self.weeks_of_scope = true;
        } else {
            self.at = behind;
        }
        Ok(())
    }

    /// With or without brackets.
    pub(super) fn weeks_behind_days(&mut self, statement: &mut Statement<'a>) -> Result<(), ProseError> {
        let start = self.at;
        let has_bracket = self.take(Kind::Opening);
        if !self.is_weeks_next() {
            self.at = start;
            return Ok(());
        }
        self.weeks_of_calendar(statement)?;
        if has_bracket && !self.take(Kind::Closing) {
            return Err(self.fault(ProseFault::InBrackets));
        }
        Ok(())
    }

    fn weeks_of_calendar(&mut self, statement: &mut Statement<'a>) -> Result<(), ProseError> {
        self.at = self.behind_prepositions();
        let token = self.at;
        let weeks = match self.word() {
            Some(Meaning::EvenWeeks) => CalendarWeeks::EVEN,
            Some(Meaning::OddWeeks) => CalendarWeeks::ODD,
            _ => {
                let Some(first) = self.number_of_week(token + 1) else {
                    return Err(self.fault(ProseFault::SomeWeeks));
                };
                self.at += 1;
                let is_range =
                    matches!(self.kind_at(self.at + 1), Some(Kind::Dash | Kind::Word(Meaning::To)));
                let last_at = self.at + 2;
                let last_at =
                    last_at + usize::from(self.kind_at(last_at) == Some(Kind::Word(Meaning::CalendarWeek)));
                let last = match self.number_of_week(last_at).filter(|_| is_range) {
                    Some(last) => {
                        self.at = last_at;
                        last
                    }
                    None => first,
                };
                // "KW 30, 31", "KW 30 8-12": which numbers are weeks?
                let behind = self.at + 1;
                let is_joined = matches!(self.kind_at(behind), Some(Kind::Comma | Kind::Word(Meaning::And)));
                let behind = behind + usize::from(is_joined);
                if self.number_of_week(behind).is_some() {
                    return Err(self.fault_at(behind, ProseFault::SomeWeeks));
                }
                CalendarWeeks::between(first, last)
                    .ok_or_else(|| self.fault_at(token, ProseFault::SomeWeeks))?
            }
        };
        self.at += 1;
        statement.calendar_weeks = Some((weeks, token));
        Ok(())
    }

    fn number_of_week(&self, at: usize) -> Option<u8> {
        match self.kind_at(at)? {
            Kind::Number(number) | Kind::Time(Written { is_bare: true, hour: number, .. }) => Some(number),
            _ => None,
        }
    }
}
