//! Days in statements. Called by [`super::statement`].

use opening_hours_syntax::rules::day::Weekday;

use super::super::calendar::Period;
use super::super::lexicon::Meaning;
use super::super::reach::Weeks;
use super::super::token::Kind;
use super::super::{ProseError, ProseFault};
use super::{NamedBy, NamedDay, Parser, Statement};
use crate::domain::hours::week::days_of;

impl<'a> Parser<'_, 'a> {
    pub(super) fn is_day_next(&self) -> bool {
        let at = self.behind_prepositions();
        match self.kind_at(at) {
            Some(
                Kind::Word(Meaning::Day(_) | Meaning::Days(..) | Meaning::Holiday(_) | Meaning::Workdays)
                | Kind::Ordinal(_),
            ) => !self.is_point_at(at),
            Some(Kind::Word(Meaning::Nth(_))) => !self.is_point_at(at),
            _ => false,
        }
    }

    /// Days joined by commas and "and". Returned are dates among them.
    pub(super) fn days(&mut self, statement: &mut Statement<'a>) -> Result<Vec<(Period, usize)>, ProseError> {
        let mut dates = Vec::new();
        self.day(statement)?;
        loop {
            let has_and = self.has_and_next();
            if self.goes_on(Self::is_day_next) {
                self.day(statement)?;
            } else if self.goes_on(Self::is_period_next) {
                let found = self.periods()?;
                let first = found.first().map_or(self.at, |(_, token)| *token);
                // "An Feiertagen und im August": the syntax has no holidays of August, nor has anybody.
                let is_beside_holidays = statement.weekdays.is_empty();
                if !is_beside_holidays && found.iter().any(|(period, _)| !period.is_one_day()) {
                    return Err(self.fault_at(first, ProseFault::PeriodOrDays));
                }
                // A comma alone may make a date of a day of the week: "Thursday, 24 December".
                if dates.is_empty() && statement.holidays.is_empty() && !has_and {
                    if is_date_of_day(statement, &found) {
                        statement.weekdays.clear();
                        statement.periods = found;
                        self.scope.begin_date();
                        break;
                    }
                    return Err(self.fault_at(first, ProseFault::WeekdayOfDate));
                }
                dates.extend(found);
            } else if !self.holidays_too(statement)? {
                break;
            }
        }
        self.exception(statement)?;
        Ok(dates)
    }

    /// "auch an Feiertagen" behind days.
    pub(super) fn holidays_too(&mut self, statement: &mut Statement<'a>) -> Result<bool, ProseError> {
        let start = self.at;
        self.take(Kind::Comma);
        if self.take_word(Meaning::Also) || self.take_word(Meaning::Including) {
            let at = self.behind_prepositions();
            if let Some(Kind::Word(Meaning::Holiday(_))) = self.kind_at(at) {
                self.day(statement)?;
                return Ok(true);
            }
        }
        self.at = start;
        Ok(false)
    }

    /// One day, or a range; whatever stands in it twice is refused.
    fn day(&mut self, statement: &mut Statement<'a>) -> Result<(), ProseError> {
        let mut is_range = false;
        while let Some(Meaning::On | Meaning::Each | Meaning::From | Meaning::FromOrOnwards) = self.word() {
            // "From Monday" alone would be a date.
            is_range |= matches!(self.word(), Some(Meaning::From | Meaning::FromOrOnwards));
            self.at += 1;
        }
        let token = self.at;
        if !is_range && let Some(weeks) = self.weeks()? {
            return self.day_of_month(statement, weeks, token);
        }
        let Some(meaning) = self.word() else { return Err(self.fault(ProseFault::Unexpected)) };
        let mut by = NamedBy::Word;
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
                    by = NamedBy::Range;
                    (first, last)
                }
                None if is_range => return Err(self.fault_at(token, ProseFault::NoEndOfDays)),
                None => {
                    by = NamedBy::Name;
                    (first, first)
                }
            },
            Meaning::Workdays => return Err(self.fault(ProseFault::Workdays)),
            _ => return Err(self.fault(ProseFault::Unexpected)),
        };
        self.at += 1;
        for day in days_of(days.0, days.1) {
            self.add(statement, NamedDay { day, weeks: Weeks::ALL, token, by })?;
        }
        Ok(())
    }

    fn add(&self, statement: &mut Statement<'a>, named: NamedDay) -> Result<(), ProseError> {
        if statement.weekdays.iter().any(|known| known.day == named.day && known.weeks == named.weeks) {
            return Err(self.fault_at(named.token, ProseFault::Twice));
        }
        statement.weekdays.push(named);
        Ok(())
    }

    /// "first and third"; null where there is no such word.
    fn weeks(&mut self) -> Result<Option<Weeks>, ProseError> {
        let mut weeks = None;
        while let Some(Kind::Ordinal(nth) | Kind::Word(Meaning::Nth(nth))) = self.kind() {
            // Only a word says "last".
            let is_number = matches!(self.kind(), Some(Kind::Ordinal(_)));
            let with = Some(weeks.unwrap_or(Weeks::NONE)).filter(|_| !is_number || nth > 0);
            weeks = with.and_then(|weeks| weeks.with(nth));
            if weeks.is_none() {
                return Err(self.fault(ProseFault::NthOfMonth));
            }
            self.at += 1;
            let is_nth =
                |parser: &Self| matches!(parser.kind(), Some(Kind::Ordinal(_) | Kind::Word(Meaning::Nth(_))));
            self.goes_on(is_nth);
        }
        Ok(weeks)
    }

    fn day_of_month(
        &mut self,
        statement: &mut Statement<'a>,
        weeks: Weeks,
        token: usize,
    ) -> Result<(), ProseError> {
        let Some(Meaning::Day(day)) = self.word() else { return Err(self.fault(ProseFault::Unexpected)) };
        self.at += 1;
        // "am ersten Samstag im Dezember": then the months follow, which would be those of other days too.
        let is_of_months = statement.weekdays.is_empty()
            && matches!(self.word(), Some(Meaning::On | Meaning::Of))
            && matches!(self.kind_at(self.at + 1), Some(Kind::Word(Meaning::Month(_))));
        self.at += usize::from(is_of_months);
        if !self.take_word(Meaning::OfMonth) && !is_of_months {
            return Err(self.fault_at(token, ProseFault::NthOfMonth));
        }
        self.add(statement, NamedDay { day, weeks, token, by: NamedBy::Name })
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

    pub(super) fn excepted_days(&mut self, statement: &mut Statement<'a>) -> Result<(), ProseError> {
        if self.is_period_next() {
            return Err(self.fault(ProseFault::ExceptedDates));
        }
        if !self.is_day_next() {
            return Err(self.fault_at(self.at - 1, ProseFault::Negation));
        }
        let mut excepted = Statement::default();
        self.day(&mut excepted)?;
        while self.take_word(Meaning::And) {
            self.day(&mut excepted)?;
        }
        let comma = self.at;
        if self.goes_on(Self::is_day_next) {
            return Err(self.fault_at(comma + 1, ProseFault::ExceptedOrNew));
        }
        for NamedDay { day, weeks, token, .. } in excepted.weekdays {
            let index = statement.weekdays.iter().position(|known| (known.day, known.weeks) == (day, weeks));
            let Some(index) = index else {
                return Err(self.fault_at(token, ProseFault::Negation));
            };
            statement.weekdays.remove(index);
        }
        if statement.weekdays.is_empty() {
            return Err(self.fault_at(comma - 1, ProseFault::NoDays));
        }
        statement.excepted.extend(excepted.holidays);
        Ok(())
    }
}

/// Whether a date has the day of the week that is said before it: "Donnerstag, 24. Dezember 2026".
pub(super) fn is_date_of_day(statement: &Statement<'_>, dates: &[(Period, usize)]) -> bool {
    let ([named], [(date, _)]) = (statement.weekdays.as_slice(), dates) else { return false };
    let has_one_day = date.is_one_day() && date.year().is_some() && statement.holidays.is_empty();
    let is_named = named.by == NamedBy::Name && named.weeks == Weeks::ALL;
    let days = date.weekdays();
    let is_fixed = days.iter().filter(|is_in| **is_in).count() == 1;
    has_one_day && is_named && is_fixed && days[named.day.num_days_from_monday() as usize]
}

/// Dates from one to another behind a single day of the week, which may be that of the first date: "Do 24.12. bis 1.1.".
/// The token where they begin.
pub(super) fn range_of_day(statement: &Statement<'_>) -> Option<usize> {
    let [named] = statement.weekdays.as_slice() else { return None };
    let is_range =
        |(period, _): &&(Period, usize)| matches!(period, Period::Dates { .. }) && !period.is_one_day();
    let range = statement.periods.iter().find(is_range).filter(|_| named.by == NamedBy::Name);
    range.map(|(_, token)| *token)
}
