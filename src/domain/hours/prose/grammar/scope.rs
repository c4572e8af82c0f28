//! How far a part of the year that stands in front of days reaches. Called by [`super::statement`].
//!
//! "Mai bis September: Mo-Fr 8-18 Uhr, Sa 9-12 Uhr" speaks of one time. Behind a semicolon nobody can tell, so days
//! without a time of their own are refused there. A time with a line to itself is a heading: it holds up to the next.

use super::super::calendar::Period;
use super::super::{ProseError, ProseFault};
use super::{Parser, Statement};

#[derive(Clone, Debug)]
pub(super) enum Scope {
    /// No statement began with a part of the year.
    None,
    /// For statements that a comma or "and" joins.
    Sentence(Vec<(Period, usize)>),
    /// A date with its day of the week: what a comma joins may be of that week.
    Date,
    /// For all that follows.
    Heading(Vec<(Period, usize)>),
    /// It cannot be told.
    Ended,
}

impl Scope {
    /// What follows is joined no more.
    pub(super) fn end_of_sentence(&mut self) {
        match self {
            Self::Sentence(_) => *self = Self::Ended,
            Self::Date => *self = Self::None,
            Self::None | Self::Heading(_) | Self::Ended => {}
        }
    }

    pub(super) fn begin_date(&mut self) {
        if matches!(self, Self::None) {
            *self = Self::Date;
        }
    }
}

impl Parser<'_, '_> {
    /// Gives days without a part of the year that of the statements before. Holidays are those of all the year, so
    /// they are the last that is said then.
    pub(super) fn join_scope(&mut self, statement: &mut Statement<'_>) -> Result<(), ProseError> {
        if let (Some(token), true) = (self.holidays_of_scope, statement.is_weekly()) {
            return Err(self.fault_at(token, ProseFault::HolidaysOfPeriod));
        }
        if !statement.periods.is_empty() {
            if !matches!(self.scope, Scope::None | Scope::Date) {
                self.scope = Scope::Ended;
            }
            return Ok(());
        }
        if statement.weekdays.is_empty() {
            if let (Scope::Sentence(_) | Scope::Heading(_), Some((_, token))) =
                (&self.scope, statement.holidays.first())
            {
                self.holidays_of_scope.get_or_insert(*token);
            }
            return Ok(());
        }
        match &self.scope {
            Scope::None => Ok(()),
            Scope::Sentence(_) | Scope::Heading(_) if !statement.holidays.is_empty() => {
                Err(self.fault_at(statement.holidays[0].1, ProseFault::HolidaysOfPeriod))
            }
            Scope::Sentence(periods) | Scope::Heading(periods) => {
                statement.periods.clone_from(periods);
                Ok(())
            }
            Scope::Date | Scope::Ended => {
                Err(self.fault_at(statement.first_token(), ProseFault::PeriodUnclear))
            }
        }
    }
}
