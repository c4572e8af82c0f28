//! Weeks of the calendar in statements: "in geraden Kalenderwochen", "KW 30 bis 33", "KW 52 und KW 1". Called by [`super::statement`].

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
            _ => self.list_of_weeks()?,
        };
        self.at += usize::from(self.at == token);
        statement.calendar_weeks = Some((weeks, token));
        Ok(())
    }

    fn list_of_weeks(&mut self) -> Result<CalendarWeeks, ProseError> {
        let mut weeks = self.weeks_in_a_row()?;
        while self.goes_on(Self::is_week_of_list_next) {
            let at = self.at;
            let more = self.weeks_in_a_row()?;
            weeks = weeks.with(more).ok_or_else(|| self.fault_at(at, ProseFault::Twice))?;
        }
        // "KW 30 8-12", "KW 30, 8-12": which numbers are weeks?
        let is_joined = matches!(self.kind(), Some(Kind::Comma | Kind::Word(Meaning::And)));
        let behind = self.at + usize::from(is_joined);
        match self.number_of_week(behind) {
            Some(_) => Err(self.fault_at(behind, ProseFault::SomeWeeks)),
            None => Ok(weeks),
        }
    }

    /// "KW 30", "KW 30 bis KW 33"; the word may be left out of all but the first.
    fn weeks_in_a_row(&mut self) -> Result<CalendarWeeks, ProseError> {
        self.at = self.behind_prepositions();
        let token = self.at;
        self.take_word(Meaning::CalendarWeek);
        let Some(first) = self.number_of_week(self.at) else {
            return Err(self.fault(ProseFault::SomeWeeks));
        };
        self.at += 1;
        let is_range = matches!(self.kind(), Some(Kind::Dash | Kind::Word(Meaning::To)));
        let has_word = self.kind_at(self.at + 1) == Some(Kind::Word(Meaning::CalendarWeek));
        let last_at = self.at + 1 + usize::from(has_word);
        let last = match self.number_of_week(last_at).filter(|_| is_range) {
            Some(last) => {
                self.at = last_at + 1;
                last
            }
            None => first,
        };
        CalendarWeeks::between(first, last).ok_or_else(|| self.fault_at(token, ProseFault::SomeWeeks))
    }

    /// A number without the word may be an hour, but for those of which a day has none.
    fn is_week_of_list_next(&self) -> bool {
        let at = self.behind_prepositions();
        if self.kind_at(at) == Some(Kind::Word(Meaning::CalendarWeek)) {
            return self.number_of_week(at + 1).is_some();
        }
        let is_hour = matches!(
            self.kind_at(at + 1),
            Some(
                Kind::Dash
                    | Kind::Word(Meaning::To | Meaning::Clock | Meaning::Am | Meaning::Pm | Meaning::Noon)
            )
        );
        matches!(self.kind_at(at), Some(Kind::Number(_))) || (self.number_of_week(at).is_some() && !is_hour)
    }

    fn number_of_week(&self, at: usize) -> Option<u8> {
        match self.kind_at(at)? {
            Kind::Number(number) | Kind::Time(Written { is_bare: true, hour: number, .. }) => Some(number),
            _ => None,
        }
    }
}
