//! How far a part of the year that stands in front of days reaches. Called by [`super::statement`].
//!
//! "Mai bis September: Mo-Fr 8-18 Uhr, Sa 9-12 Uhr" speaks of one time. Behind a semicolon nobody can tell, so days
//! without a time of their own are refused there. A time with a line to itself is a heading: it holds up to the next.
//!
//! A time that is named in passing holds for its own days only: "im August mittwochs geschlossen, Mo-Fr 8-12 Uhr" says
//! hardly that Tuesdays are of August. So a time carries on only from the start of a sentence, from hours that are plainly
//! open, and where no days of all the year stand before. Else days without a time of their own are refused.
//!
//! Nobody has holidays of a part of the year in the syntax. So hours of holidays are refused behind such a part, unless
//! they are said to be of all the year. That they are closed does no harm where all other hours are of that part.

use super::super::calendar::{Holiday, Period};
use super::super::reach::CalendarWeeks;
use super::super::token::Kind;
use super::super::{ProseError, ProseFault};
use super::{Parser, Relation, Said, Statement};

#[derive(Clone, Debug)]
pub(super) enum Scope {
    /// No statement began with a part of the year.
    None,
    /// The statement that is read began with one.
    Begun(Beginning),
    /// For statements that a comma or "and" joins.
    Sentence(Vec<(Period, usize)>),
    /// A date with its day of the week: what a comma joins may be of that week.
    Date,
    /// For all that follows.
    Heading(Vec<(Period, usize)>),
    /// It cannot be told.
    Ended,
}

/// Parts of the year in front of days.
#[derive(Clone, Debug)]
pub(super) struct Beginning {
    pub(super) periods: Vec<(Period, usize)>,
    /// The first token of the statement.
    pub(super) start: usize,
    pub(super) has_colon: bool,
    /// Whether they have a line to themselves.
    pub(super) is_heading: bool,
}

/// Parts of the year and weeks of the calendar.
pub(super) type Part = (Vec<Period>, Option<CalendarWeeks>);

impl Scope {
    /// What follows is joined no more.
    pub(super) fn end_of_sentence(&mut self) {
        match self {
            Self::Sentence(_) => *self = Self::Ended,
            Self::Date => *self = Self::None,
            Self::None | Self::Begun(_) | Self::Heading(_) | Self::Ended => {}
        }
    }

    pub(super) fn begin_date(&mut self) {
        if matches!(self, Self::None) {
            *self = Self::Date;
        }
    }
}

impl Parser<'_, '_> {
    /// How far the part of the year reaches with which a statement began.
    pub(super) fn settle_scope(&mut self, beginning: Beginning, statement: &Statement<'_>, said: &Said<'_>) {
        let before = beginning.start.checked_sub(1).and_then(|at| self.kind_at(at));
        let begins_sentence = matches!(before, None | Some(Kind::Stop | Kind::Line | Kind::Colon));
        let has_all_year_before = said
            .statements
            .iter()
            .any(|before| before.is_weekly() && before.periods.is_empty() && before.calendar_weeks.is_none());
        let is_open = !(statement.is_closed || statement.is_unknown);
        let is_plain = is_open && statement.relation == Relation::Plain && !has_all_year_before;
        self.scope = match (begins_sentence, beginning.is_heading) {
            (true, true) if is_plain || (is_open && beginning.has_colon) => Scope::Heading(beginning.periods),
            (true, false) if is_plain => Scope::Sentence(beginning.periods),
            _ => Scope::Ended,
        };
    }

    /// Gives days without a part of the year that of the statements before. Holidays are those of all the year, so
    /// they are the last that is said then.
    pub(super) fn join_scope(
        &mut self,
        statement: &mut Statement<'_>,
        said: &Said<'_>,
        is_joined: bool,
    ) -> Result<(), ProseError> {
        self.check_holidays(statement, said, is_joined)?;
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
            Scope::Begun(_) | Scope::Date | Scope::Ended => {
                Err(self.fault_at(statement.first_token(), ProseFault::PeriodUnclear))
            }
        }
    }

    /// Refuses hours of holidays behind a part of the year, and keeps in mind where they are closed.
    pub(super) fn check_holidays(
        &mut self,
        statement: &Statement<'_>,
        said: &Said<'_>,
        is_joined: bool,
    ) -> Result<(), ProseError> {
        let has_part_in_front =
            self.weeks_of_scope || self.has_season_alone || !matches!(self.scope, Scope::None | Scope::Date);
        let [(kind, token), ..] = statement.holidays.as_slice() else { return Ok(()) };
        if statement.is_weekly() || !(has_part_in_front || (is_joined && self.has_closed_part_before)) {
            return Ok(());
        }
        if !statement.is_closed {
            return match kind {
                Holiday::Public => Err(self.fault_at(*token, ProseFault::HolidaysOfPeriod)),
                Holiday::DayBeforePublic | Holiday::DayAfterPublic => {
                    Err(self.fault_at(*token, ProseFault::BesideHolidays))
                }
                // Refused in any place.
                Holiday::School => Ok(()),
            };
        }
        if has_part_in_front && (is_joined || matches!(self.scope, Scope::Heading(_))) {
            let is_of_part = |statement: &&Statement<'_>| {
                (!statement.periods.is_empty() && !statement.is_of_dates())
                    || statement.calendar_weeks.is_some()
            };
            self.closed_holidays
                .extend(said.statements.iter().rfind(is_of_part).map(|before| (*token, part(before))));
        }
        Ok(())
    }

    /// Refuses closed holidays that may be those of a part of the year only, where hours are said of another.
    pub(super) fn check_closed_holidays(&self, said: &Said<'_>) -> Result<(), ProseError> {
        let is_open = |statement: &&Statement<'_>| {
            !(statement.is_closed || statement.is_of_dates())
                && (statement.is_weekly() || statement.holidays.is_empty())
        };
        let mut open = said.statements.iter().filter(is_open);
        // They are all of one part where they are of that of the first.
        let Some(first) = open.next().map(part) else { return Ok(()) };
        let is_one = open.all(|statement| part(statement) == first);
        let doubtful = self.closed_holidays.iter().find(|(_, closed)| !is_one || *closed != first);
        doubtful.map_or(Ok(()), |(token, _)| Err(self.fault_at(*token, ProseFault::HolidaysOfPeriod)))
    }
}

fn part(statement: &Statement<'_>) -> Part {
    let periods = statement.periods.iter().map(|(period, _)| *period).collect();
    (periods, statement.calendar_weeks.map(|(weeks, _)| weeks))
}
