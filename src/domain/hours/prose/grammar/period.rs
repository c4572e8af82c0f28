//! Dates and months in statements. Called by [`super::statement`].

use opening_hours_syntax::rules::day::Month;

use super::super::calendar::{Anniversary, Date, Period, PeriodFault};
use super::super::lexicon::Meaning;
use super::super::token::{Kind, Written};
use super::super::{ProseError, ProseFault, Speech};
use super::Parser;
use crate::domain::hours::{HoursError, MAX_TIMES};

/// A month, or a day whose month or year may be said further on.
#[derive(Clone, Copy, Debug)]
struct Point {
    day: PointDay,
    year: Option<i32>,
    token: usize,
}

#[derive(Clone, Copy, Debug)]
enum PointDay {
    Month(Month),
    /// Of the month of the next point.
    Number(u8),
    Of(Anniversary),
}

impl Parser<'_, '_> {
    pub(super) fn is_period_next(&self) -> bool {
        self.is_point_at(self.behind_prepositions())
    }

    pub(super) fn is_point_at(&self, at: usize) -> bool {
        match self.kind_at(at) {
            Some(
                Kind::DayOfMonth(_) | Kind::Date { .. } | Kind::Word(Meaning::Month(_) | Meaning::Feast(_)),
            ) => true,
            Some(Kind::Ordinal(_) | Kind::Word(Meaning::Nth(_))) => self.is_christmas_day_behind(at),
            _ => false,
        }
    }

    /// Whether the place before it is that of a Christmas day: "1. Weihnachtstag", or the first of "1. und 2.
    /// Weihnachtstag".
    fn is_christmas_day_behind(&self, at: usize) -> bool {
        let is_nth = |at| matches!(self.kind_at(at), Some(Kind::Ordinal(_) | Kind::Word(Meaning::Nth(_))));
        let is_joined =
            matches!(self.kind_at(at + 1), Some(Kind::Dash | Kind::Word(Meaning::And | Meaning::To)))
                && is_nth(at + 2);
        let day = if is_joined { at + 3 } else { at + 1 };
        self.kind_at(day) == Some(Kind::Word(Meaning::ChristmasDay))
    }

    /// Periods joined by commas and "and".
    pub(super) fn periods(&mut self) -> Result<Vec<(Period, usize)>, ProseError> {
        let mut ranges = vec![self.range()?];
        loop {
            if self.goes_on(Self::is_period_next) {
                ranges.push(self.range()?);
            } else if let Some(range) = self.next_day_of_month(ranges.last()) {
                ranges.push(range);
            } else {
                break;
            }
            // The rule would be refused; so its parts stay few.
            if ranges.len() > MAX_TIMES {
                return Err(ProseError::Rule(HoursError::TooManyTimes));
            }
        }
        let mut periods = Vec::with_capacity(ranges.len());
        // The month, and the year if it is shared, of what stands behind.
        let mut behind: Option<Point> = None;
        for (first, last) in ranges.into_iter().rev() {
            let last_point = last.unwrap_or(first);
            let last_point = self.completed(last_point, behind)?;
            let first_point =
                if last.is_some() { self.completed(first, Some(last_point))? } else { last_point };
            behind = Some(first_point);
            let period = self.period(first_point, last_point)?;
            if let Some((_, later)) = periods.iter().find(|(known, _)| *known == period) {
                return Err(self.fault_at(*later, ProseFault::Twice));
            }
            periods.push((period, first.token));
        }
        periods.reverse();
        let has_year = |(period, _): &&(Period, usize)| period.year().is_some();
        match (periods.iter().find(has_year), periods.iter().find(|period| !has_year(period))) {
            (Some(_), Some((_, token))) => Err(self.fault_at(*token, ProseFault::YearMissing)),
            _ => Ok(periods),
        }
    }

    /// A point, or two with "to" between them.
    fn range(&mut self) -> Result<(Point, Option<Point>), ProseError> {
        let mut needs_end = false;
        while let Some(Meaning::On | Meaning::Each | Meaning::From | Meaning::FromOrOnwards) = self.word() {
            needs_end |= matches!(self.word(), Some(Meaning::From | Meaning::FromOrOnwards));
            self.at += 1;
        }
        let first = self.point()?;
        let is_range = matches!(self.kind(), Some(Kind::Dash | Kind::Word(Meaning::To)));
        if is_range {
            let start = self.at;
            self.at += 1;
            let on = self.take_word(Meaning::On);
            if self.is_point_at(self.at) {
                let last = self.point()?;
                return Ok((first, Some(last)));
            }
            if !on && let Some(last) = self.day_behind_month(first) {
                return Ok((first, Some(last)));
            }
            self.at = start;
        }
        if needs_end { Err(self.fault_at(first.token, ProseFault::NoLastDay)) } else { Ok((first, None)) }
    }

    fn point(&mut self) -> Result<Point, ProseError> {
        let token = self.at;
        let Some(kind) = self.kind() else { return Err(self.fault(ProseFault::Unexpected)) };
        self.at += 1;
        let point = |day| Point { day, year: None, token };
        let mut point = match kind {
            Kind::DayOfMonth(day) => {
                self.take_word(Meaning::Of);
                match self.word() {
                    Some(Meaning::Month(month)) => {
                        self.at += 1;
                        point(PointDay::Of(Anniversary::Fixed(month, day)))
                    }
                    _ => return Ok(point(PointDay::Number(day))),
                }
            }
            Kind::Date { day, month, year } => {
                Point { year, ..point(PointDay::Of(Anniversary::Fixed(month, day))) }
            }
            Kind::Word(Meaning::Feast(day)) => point(PointDay::Of(day)),
            Kind::Word(Meaning::Month(month)) => match self.bare_day() {
                Some(day) => point(PointDay::Of(Anniversary::Fixed(month, day))),
                None => point(PointDay::Month(month)),
            },
            Kind::Ordinal(nth) | Kind::Word(Meaning::Nth(nth)) if self.is_christmas_day_behind(token) => {
                self.take_word(Meaning::ChristmasDay);
                if !(1..=2).contains(&nth) {
                    return Err(self.fault_at(token, ProseFault::NoSuchDay));
                }
                point(PointDay::Of(Anniversary::Fixed(Month::December, 24 + nth)))
            }
            _ => return Err(self.fault_at(token, ProseFault::Unexpected)),
        };
        if point.year.is_none() {
            point.year = self.year();
        }
        self.check_days_or_hours(point)?;
        Ok(point)
    }

    /// Refuses "Mai 8-12", which may be days or hours.
    fn check_days_or_hours(&self, point: Point) -> Result<(), ProseError> {
        let is_bare = |at| {
            matches!(self.kind_at(at), Some(Kind::Number(_) | Kind::Time(Written { is_bare: true, .. })))
        };
        let is_range = is_bare(self.at)
            && matches!(self.kind_at(self.at + 1), Some(Kind::Dash | Kind::Word(Meaning::To)))
            && is_bare(self.at + 2)
            && self.kind_at(self.at + 3) != Some(Kind::Word(Meaning::Clock));
        if self.speech == Speech::German && matches!(point.day, PointDay::Month(_)) && is_range {
            return Err(self.fault(ProseFault::DaysOrHours));
        }
        Ok(())
    }

    /// A year, in English behind a comma too.
    fn year(&mut self) -> Option<i32> {
        let has_comma = self.speech == Speech::English && self.kind() == Some(Kind::Comma);
        match self.kind_at(self.at + usize::from(has_comma)) {
            Some(Kind::Year(year)) => {
                self.at += 1 + usize::from(has_comma);
                Some(year)
            }
            _ => None,
        }
    }

    /// In English a number behind a month that is no time: "December 24", but not "in December 9 am to 5 pm".
    fn bare_day(&mut self) -> Option<u8> {
        if self.speech != Speech::English {
            return None;
        }
        let day = match self.kind()? {
            Kind::Ordinal(day) | Kind::Number(day) => day,
            Kind::Time(Written { is_bare: true, hour, .. }) => hour,
            _ => return None,
        };
        let is_time = matches!(
            self.kind_at(self.at + 1),
            Some(Kind::Word(Meaning::Am | Meaning::Pm | Meaning::Clock | Meaning::Noon))
        );
        if is_time {
            return None;
        }
        self.at += 1;
        Some(day)
    }

    /// The end of "December 24–26", or another day of it.
    fn day_behind_month(&mut self, first: Point) -> Option<Point> {
        let PointDay::Of(Anniversary::Fixed(month, _)) = first.day else { return None };
        let token = self.at;
        let day = self.bare_day()?;
        Some(Point { day: PointDay::Of(Anniversary::Fixed(month, day)), year: self.year(), token })
    }

    /// "and 31" behind "December 24"; a number with an end is an hour.
    fn next_day_of_month(
        &mut self,
        before: Option<&(Point, Option<Point>)>,
    ) -> Option<(Point, Option<Point>)> {
        let (first, last) = before?;
        let start = self.at;
        let is_joined = self.goes_on(|parser| {
            matches!(parser.kind(), Some(Kind::Time(_) | Kind::Number(_) | Kind::Ordinal(_)))
        });
        if first.year.is_some() || !is_joined {
            self.at = start;
            return None;
        }
        let point = self.day_behind_month(last.unwrap_or(*first));
        let is_start_of_hours = matches!(self.kind(), Some(Kind::Dash | Kind::Word(Meaning::To)));
        if point.is_none() || is_start_of_hours {
            self.at = start;
            return None;
        }
        point.map(|point| (point, None))
    }

    /// With the month and the year that it has from what stands behind it.
    fn completed(&self, point: Point, behind: Option<Point>) -> Result<Point, ProseError> {
        let unexpected = || self.fault_at(point.token, ProseFault::Unexpected);
        let PointDay::Number(day) = point.day else { return Ok(point) };
        let behind = behind.ok_or_else(unexpected)?;
        let PointDay::Of(Anniversary::Fixed(month, _)) = behind.day else { return Err(unexpected()) };
        Ok(Point { day: PointDay::Of(Anniversary::Fixed(month, day)), year: behind.year, ..point })
    }

    fn period(&self, first: Point, last: Point) -> Result<Period, ProseError> {
        let period = match (first.day, last.day) {
            (PointDay::Month(from), PointDay::Month(to)) => {
                if first.token != last.token && first.year.is_some() {
                    return Err(self.fault_at(first.token, ProseFault::MonthsOfYears));
                }
                Period::Months { first: from, last: to, year: last.year }
            }
            (PointDay::Of(from), PointDay::Of(to)) => {
                let last = Date { day: to, year: last.year };
                let year = first.year.or_else(|| year_before(from, last));
                Period::Dates { first: Date { day: from, year }, last }
            }
            _ => return Err(self.fault_at(first.token, ProseFault::MonthsOfYears)),
        };
        match period.check() {
            Ok(()) => Ok(period),
            Err(fault) => Err(self.fault_at(
                first.token,
                match fault {
                    PeriodFault::NoSuchDay => ProseFault::NoSuchDay,
                    PeriodFault::Backward => ProseFault::Backward,
                    PeriodFault::YearMissing => ProseFault::YearMissing,
                },
            )),
        }
    }
}

/// The year of a first day without one: that of the last, or the one before it: "24.12. bis 1.1.2027".
fn year_before(first: Anniversary, last: Date) -> Option<i32> {
    let year = last.year?;
    match (first, last.day) {
        (Anniversary::Fixed(first_month, _), Anniversary::Fixed(last_month, _))
            if first_month > last_month =>
        {
            Some(year - 1)
        }
        _ => Some(year),
    }
}
