//! A statement, from its days to its remark. Called by [`super`].

use super::super::calendar::{Holiday, Period};
use super::super::lexicon::Meaning;
use super::super::token::Kind;
use super::super::{ProseError, ProseFault};
use super::days::{is_date_of_day, range_of_day};
use super::scope::{Beginning, Scope};
use super::{Parser, Relation, Said, Statement};

impl<'a> Parser<'_, 'a> {
    pub(super) fn statement(&mut self, said: &mut Said<'a>) -> Result<(), ProseError> {
        let start = self.at;
        // "sowie nach Vereinbarung"
        let is_added = self.take_word(Meaning::And);
        let is_behind_comma = start > 0 && self.kind_at(start - 1) == Some(Kind::Comma);
        let is_also = self.take_word(Meaning::Also);
        let is_instead = !is_also && self.take_word(Meaning::Instead);
        match self.word() {
            Some(
                Meaning::Appointment
                | Meaning::OnlyByAppointment
                | Meaning::AlsoByAppointment
                | Meaning::Otherwise
                | Meaning::Always
                | Meaning::AroundTheClock,
            ) if is_instead => return Err(self.fault_at(start, ProseFault::Unexpected)),
            Some(Meaning::Appointment | Meaning::OnlyByAppointment | Meaning::AlsoByAppointment) => {
                let says_also = is_added || is_also || self.word() == Some(Meaning::AlsoByAppointment);
                // A comma alone may join it to the hours.
                if is_behind_comma && !says_also {
                    return Err(self.fault(ProseFault::HoursByAppointment));
                }
                return self.appointment(said);
            }
            Some(Meaning::Otherwise) if !is_added && !is_also => return self.otherwise(said),
            _ if is_added => return Err(self.fault_at(start, ProseFault::Unexpected)),
            Some(Meaning::Workdays) => return Err(self.fault(ProseFault::Workdays)),
            _ => {}
        }
        let mut statement = Statement::default();
        if is_also {
            statement.relation = Relation::Also;
        } else if is_instead {
            statement.relation = Relation::Instead;
            self.take(Kind::Colon);
        }
        let is_open = self.take_word(Meaning::Open);
        if self.take_word(Meaning::Always) || self.take_word(Meaning::AroundTheClock) {
            if is_also || is_instead {
                return Err(self.fault_at(start, ProseFault::Unexpected));
            }
            if !is_open {
                self.take_word(Meaning::Open);
            }
            statement.is_always = true;
            self.remark(&mut statement)?;
            said.statements.push(statement);
            return Ok(());
        }
        let is_joined = start > 0
            && !said.statements.is_empty()
            && matches!(self.kind_at(start - 1), Some(Kind::Comma | Kind::Word(Meaning::And)));
        let is_closed_first = !is_open && self.take_word(Meaning::Closed);
        if is_closed_first {
            self.take(Kind::Colon);
            if self.is_span_next() {
                return Err(self.fault_at(self.at - 1, ProseFault::ClosedHours));
            }
        }
        if statement.relation == Relation::Plain && self.hours_before_days(&mut statement)? {
            return self.push(said, statement, Vec::new(), is_joined);
        }
        if !(self.is_day_next()
            || self.is_period_next()
            || self.is_weeks_next()
            || self.word() == Some(Meaning::AllYear))
        {
            return Err(self.no_days(start, is_closed_first));
        }
        let first_day = self.at;
        let besides = match self.when(&mut statement, start) {
            Err(fault) if is_closed_first => return Err(self.closed_or_open(fault)),
            besides => besides?,
        };
        self.check_joined(start, is_also, first_day)?;
        if self.are_holidays_too(&statement, said) {
            let holidays = statement.holidays;
            said.statements.iter_mut().for_each(|before| before.holidays.clone_from(&holidays));
            return Ok(());
        }
        // "auch an Feiertagen" of a part of the year needs no hours to be refused.
        if !is_closed_first && matches!(self.kind(), None | Some(Kind::Stop | Kind::Line)) {
            self.check_holidays(&statement, said, is_joined)?;
        }
        if !is_closed_first && statement.relation == Relation::Plain {
            self.half_before_relation();
        }
        self.relation(&mut statement);
        if is_closed_first {
            statement.is_closed = true;
            if let Some(hours) = self.hours_behind_closed() {
                return Err(self.fault_at(hours, ProseFault::ClosedOrOpen));
            }
        } else {
            self.hours_of_days(&mut statement, first_day, is_open)?;
            self.relation_behind_hours(&mut statement);
        }
        self.exception_behind_hours(&mut statement, said)?;
        if self.word() == Some(Meaning::Including) && !statement.is_closed && statement.periods.is_empty() {
            self.holidays_too(&mut statement)?;
        }
        // "Mo-Fr 8-12 Uhr und am Tag vor Feiertagen 14-16 Uhr": instead or besides?
        let is_beside_holidays = |(holiday, _): &(Holiday, usize)| {
            matches!(holiday, Holiday::DayBeforePublic | Holiday::DayAfterPublic)
        };
        if is_joined
            && statement.weekdays.is_empty()
            && statement.relation == Relation::Plain
            && !statement.is_closed
            && let Some((_, token)) = statement.holidays.iter().find(|holiday| is_beside_holidays(holiday))
        {
            return Err(self.fault_at(*token, ProseFault::DayTwice));
        }
        self.part_of_year_behind_hours(&mut statement, is_joined)?;
        if statement.remark.is_none() {
            self.remark(&mut statement)?;
        }
        if let (Some(Meaning::Appointment | Meaning::OnlyByAppointment), false) =
            (self.word(), statement.is_closed)
        {
            return Err(self.fault(ProseFault::HoursByAppointment));
        }
        self.push(said, statement, besides, is_joined)?;
        self.appointment_behind_hours(said)
    }

    /// "8–18 Uhr, auch an Feiertagen, montags geschlossen": days that "also" or "and" joins to the hours before may belong
    /// to those, and what a comma puts behind them to what follows.
    fn check_joined(&self, start: usize, is_also: bool, first_day: usize) -> Result<(), ProseError> {
        let Some(before) = start.checked_sub(1).and_then(|at| self.kind_at(at)) else { return Ok(()) };
        let is_joined = match before {
            Kind::Stop | Kind::Line => false,
            Kind::Word(Meaning::And) => true,
            _ => is_also,
        };
        let comma = (first_day..self.at).find(|at| self.kind_at(*at) == Some(Kind::Comma));
        match comma {
            Some(comma) if is_joined => Err(self.fault_at(comma + 1, ProseFault::JoinedDays)),
            _ => Ok(()),
        }
    }

    /// "täglich 8–18 Uhr, auch an Feiertagen": the hours of the one statement before.
    fn are_holidays_too(&mut self, statement: &Statement<'a>, said: &Said<'a>) -> bool {
        let [before] = said.statements.as_slice() else { return false };
        let has_open = self.word() == Some(Meaning::Open);
        let is_end =
            matches!(self.kind_at(self.at + usize::from(has_open)), None | Some(Kind::Stop | Kind::Line));
        let is_of_holidays =
            !statement.holidays.is_empty() && statement.weekdays.is_empty() && statement.periods.is_empty();
        let can_have_holidays = !before.weekdays.is_empty()
            && !before.is_closed
            && before.holidays.is_empty()
            && before.excepted.is_empty()
            && before.periods.is_empty()
            && before.calendar_weeks.is_none();
        let are_too = statement.relation == Relation::Also && is_of_holidays && is_end && can_have_holidays;
        self.at += usize::from(are_too && has_open);
        are_too
    }

    fn no_days(&self, start: usize, is_closed_first: bool) -> ProseError {
        match self.kind() {
            Some(Kind::Word(Meaning::On))
                if matches!(self.kind_at(self.behind_prepositions()), Some(Kind::Time(_))) =>
            {
                self.fault_at(self.behind_prepositions(), ProseFault::NumericDate)
            }
            // "24. 12. 2026"
            Some(Kind::Time(_) | Kind::Number(_)) if self.kind_at(self.at + 1) == Some(Kind::Stop) => {
                self.fault(ProseFault::NumericDate)
            }
            Some(Kind::Word(Meaning::Morning | Meaning::Afternoon | Meaning::Evening))
                if matches!(
                    self.kind_at(self.at + 1),
                    Some(Kind::Word(Meaning::Appointment | Meaning::OnlyByAppointment))
                ) =>
            {
                self.fault_at(self.at + 1, ProseFault::HoursByAppointment)
            }
            _ if is_closed_first => self.fault_at(start, ProseFault::NoDays),
            Some(Kind::Word(Meaning::Onwards | Meaning::To)) if self.is_point_at(self.at + 1) => {
                self.fault(ProseFault::NoLastDay)
            }
            Some(
                Kind::Time(_)
                | Kind::Word(
                    Meaning::From
                    | Meaning::FromOrOnwards
                    | Meaning::Onwards
                    | Meaning::To
                    | Meaning::AllDay
                    | Meaning::Morning
                    | Meaning::Afternoon
                    | Meaning::Evening
                    | Meaning::Noon
                    | Meaning::Midnight,
                ),
            ) => self.fault(ProseFault::NoDays),
            _ => self.fault(ProseFault::Unexpected),
        }
    }

    /// The days of a statement. Returned are dates that stand beside days of the week: "an Feiertagen und am 24.12.".
    fn when(
        &mut self,
        statement: &mut Statement<'a>,
        start: usize,
    ) -> Result<Vec<(Period, usize)>, ProseError> {
        if self.take_word(Meaning::AllYear) {
            self.all_year();
            self.take(Kind::Colon);
            while self.take(Kind::Line) {}
            if !self.is_day_next() {
                return Err(self.fault(ProseFault::NoDays));
            }
            return self.days(statement);
        }
        if self.is_period_next() {
            return self.periods_before_days(statement, start);
        }
        if self.is_weeks_next() {
            self.weeks_before_days(statement)?;
            return if self.is_day_next() { self.days(statement) } else { Ok(Vec::new()) };
        }
        let besides = self.days(statement)?;
        self.weeks_behind_days(statement)?;
        if self.take_word(Meaning::AllYear) {
            self.all_year();
        } else if self.is_bracket_of_periods() {
            self.periods_in_brackets(statement)?;
        } else if self.is_period_next() {
            statement.periods = self.periods()?;
            if is_date_of_day(statement, &statement.periods) {
                statement.weekdays.clear();
                self.scope.begin_date();
            } else if let Some(token) = range_of_day(statement) {
                return Err(self.fault_at(token, ProseFault::WeekdayOfDate));
            }
            self.check_days_of_periods(statement)?;
        }
        Ok(besides)
    }

    /// Nothing that was said of a part of the year holds on.
    fn all_year(&mut self) {
        self.scope = Scope::None;
        self.weeks_of_scope = false;
        self.has_season_alone = false;
        self.has_closed_part_before = false;
    }

    fn periods_before_days(
        &mut self,
        statement: &mut Statement<'a>,
        start: usize,
    ) -> Result<Vec<(Period, usize)>, ProseError> {
        let periods = self.periods()?;
        self.relation(statement);
        let behind = self.at;
        let has_colon = self.take(Kind::Colon);
        let is_heading = self.kind() == Some(Kind::Line);
        while self.take(Kind::Line) {}
        if self.is_day_next() {
            statement.periods.clone_from(&periods);
            let besides = self.days(statement)?;
            self.check_days_of_periods(statement)?;
            self.scope = Scope::Begun(Beginning { periods, start, has_colon, is_heading });
            return Ok(besides);
        }
        self.at = behind;
        let has_and = self.has_and_next();
        if self.goes_on(Self::is_day_next) {
            if periods.iter().any(|(period, _)| !period.is_one_day()) {
                return Err(self.fault(ProseFault::PeriodOrDays));
            }
            let day = self.behind_prepositions();
            if !has_and && !matches!(self.kind_at(day), Some(Kind::Word(Meaning::Holiday(_)))) {
                return Err(self.fault_at(day, ProseFault::WeekdayOfDate));
            }
            let mut besides = self.days(statement)?;
            besides.extend(periods);
            return Ok(besides);
        }
        statement.periods = periods;
        Ok(Vec::new())
    }

    pub(super) fn has_and_next(&self) -> bool {
        let at = self.at + usize::from(self.kind() == Some(Kind::Comma));
        self.kind_at(at) == Some(Kind::Word(Meaning::And))
    }

    fn push(
        &mut self,
        said: &mut Said<'a>,
        mut statement: Statement<'a>,
        besides: Vec<(Period, usize)>,
        is_joined: bool,
    ) -> Result<(), ProseError> {
        let is_of_part = !statement.periods.is_empty() || statement.calendar_weeks.is_some();
        if let (Some((_, token)), true) = (besides.first(), is_of_part) {
            return Err(self.fault_at(*token, ProseFault::PeriodOrDays));
        }
        // The syntax cannot have holidays of some weeks.
        if let (Some((_, token)), Some(_)) = (statement.holidays.first(), statement.calendar_weeks) {
            return Err(self.fault_at(*token, ProseFault::HolidaysOfPeriod));
        }
        if self.weeks_of_scope && statement.calendar_weeks.is_none() && statement.is_weekly() {
            return Err(self.fault_at(statement.first_token(), ProseFault::PeriodUnclear));
        }
        let has_own_scope = match std::mem::replace(&mut self.scope, Scope::Ended) {
            Scope::Begun(beginning) => {
                self.settle_scope(beginning, &statement, said);
                true
            }
            scope => {
                let has_own = matches!(
                    &scope,
                    Scope::Sentence(periods) | Scope::Heading(periods) if *periods == statement.periods
                );
                self.scope = scope;
                has_own
            }
        };
        if !has_own_scope {
            self.join_scope(&mut statement, said, is_joined)?;
        } else if let Some(token) = self.holidays_of_scope {
            return Err(self.fault_at(token, ProseFault::HolidaysOfPeriod));
        }
        self.has_closed_part_before = statement.closes_a_period() && !statement.is_of_dates();
        self.has_season_alone |=
            is_of_part && !(statement.is_closed || statement.is_weekly() || statement.is_of_dates());
        let dates = (!besides.is_empty()).then(|| Statement {
            weekdays: Vec::new(),
            holidays: Vec::new(),
            excepted: Vec::new(),
            periods: besides,
            ..statement.clone()
        });
        said.statements.push(statement);
        said.statements.extend(dates);
        Ok(())
    }

    pub(super) fn relation(&mut self, statement: &mut Statement<'a>) {
        if statement.relation == Relation::Plain {
            if self.take_word(Meaning::Also) {
                statement.relation = Relation::Also;
            } else if self.take_word(Meaning::Instead) {
                statement.relation = Relation::Instead;
            }
        }
    }
}
