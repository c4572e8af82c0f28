//! Days in statements. Called by [`super`].

use opening_hours_syntax::rules::day::Weekday;

use super::super::lexicon::Meaning;
use super::super::token::Kind;
use super::super::{ProseError, ProseFault};
use super::{Parser, Statement};

impl<'a> Parser<'_, 'a> {
    pub(super) fn is_day_next(&self) -> bool {
        let mut at = self.at;
        while matches!(
            self.kind_at(at),
            Some(Kind::Word(Meaning::On | Meaning::From | Meaning::FromOrOnwards))
        ) {
            at += 1;
        }
        matches!(
            self.kind_at(at),
            Some(Kind::Word(Meaning::Day(_) | Meaning::Days(..) | Meaning::Holiday(_) | Meaning::Workdays))
        )
    }

    pub(super) fn days(&mut self, statement: &mut Statement<'a>) -> Result<(), ProseError> {
        self.day(statement)?;
        while self.goes_on(Self::is_day_next) {
            self.day(statement)?;
        }
        if self.take_word(Meaning::Except) {
            self.excepted_days(statement)?;
        }
        Ok(())
    }

    /// One day, or a range; whatever stands in it twice is refused.
    fn day(&mut self, statement: &mut Statement<'a>) -> Result<(), ProseError> {
        let mut is_range = false;
        while let Some(Meaning::On | Meaning::From | Meaning::FromOrOnwards) = self.word() {
            // "From Monday" alone would be a date.
            is_range |= self.word() != Some(Meaning::On);
            self.at += 1;
        }
        let token = self.at;
        let Some(meaning) = self.word() else { return Err(self.fault(ProseFault::Unexpected)) };
        let days = match meaning {
            Meaning::Holiday(kind) if !is_range => {
                self.at += 1;
                if statement.holidays.iter().any(|(known, _)| *known == kind) {
                    return Err(self.fault_at(token, ProseFault::Twice));
                }
                statement.holidays.push((kind, token));
                return Ok(());
            }
            Meaning::Days(first, last) if !is_range => (first, last),
            Meaning::Day(first) => match self.range_end(token + 1) {
                Some((last, at)) => {
                    self.at = at;
                    (first, last)
                }
                None if is_range => return Err(self.fault_at(token, ProseFault::NoEnd)),
                None => (first, first),
            },
            Meaning::Workdays => return Err(self.fault(ProseFault::Workdays)),
            _ => return Err(self.fault(ProseFault::Unexpected)),
        };
        self.at += 1;
        for day in days_of(days) {
            if statement.weekdays.iter().any(|(known, _)| *known == day) {
                return Err(self.fault_at(token, ProseFault::Twice));
            }
            statement.weekdays.push((day, token));
        }
        Ok(())
    }

    /// The last day of a range and its token, when there is a range.
    fn range_end(&self, at: usize) -> Option<(Weekday, usize)> {
        if !matches!(self.kind_at(at), Some(Kind::Dash | Kind::Word(Meaning::To))) {
            return None;
        }
        let at = if self.kind_at(at + 1) == Some(Kind::Word(Meaning::On)) { at + 2 } else { at + 1 };
        match self.kind_at(at) {
            Some(Kind::Word(Meaning::Day(day))) => Some((day, at)),
            _ => None,
        }
    }

    fn excepted_days(&mut self, statement: &mut Statement<'a>) -> Result<(), ProseError> {
        let mut excepted = Statement::default();
        self.day(&mut excepted)?;
        while self.take_word(Meaning::And) {
            self.day(&mut excepted)?;
        }
        let comma = self.at;
        if self.goes_on(Self::is_day_next) {
            return Err(self.fault_at(comma + 1, ProseFault::ExceptedOrNew));
        }
        for (day, token) in excepted.weekdays {
            let Some(index) = statement.weekdays.iter().position(|(known, _)| *known == day) else {
                return Err(self.fault_at(token, ProseFault::Unexpected));
            };
            statement.weekdays.remove(index);
        }
        if statement.weekdays.is_empty() {
            return Err(self.fault_at(comma - 1, ProseFault::NoDays));
        }
        statement.excepted = excepted.holidays;
        Ok(())
    }
}

/// From one day to another, over the end of the week when it must.
fn days_of((first, last): (Weekday, Weekday)) -> impl Iterator<Item = Weekday> {
    let count = (7 + last.num_days_from_monday() - first.num_days_from_monday()) % 7 + 1;
    std::iter::successors(Some(first), |day| Some(day.succ())).take(count as usize)
}
