//! Opening hours read for a city: whether it is open at an instant, when that changes, and what each day looks like.
//! Called by whoever answers readers. It never asks the clock: instants and dates are passed in.
//!
//! docs/opening-hours.md says what the rules mean, and where that differs from other readers of OSM's syntax.

use std::convert::Infallible;
use std::sync::Arc;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use opening_hours::schedule::Schedule;
use opening_hours::{Context, ContextHolidays, OpeningHours as Evaluator};
use opening_hours_syntax::{ExtendedTime, RuleKind};

use super::day::{ClockTime, Interval, IntervalKind, Moment, OpeningDay};
use super::layer::{Layer, layers};
use super::wall_clock::{instant, time_on_the_wall};
use super::{OpeningHours, TimeZone};
use crate::domain::holiday::{Calendar, Land};

/// The most days that are shown at once: a year.
pub const MAX_DAYS: usize = 366;

/// How far a change is looked for, in days: five years, in which there is a leap day.
///
/// A rule that changes nothing is walked through day by day to the end, so this bounds the work.
pub const HORIZON: i64 = 1830;

/// How far a change is looked for where each week is like every other: a week, and what the night before and a change of
/// the clock move.
const DAYS_OF_WEEK: i64 = 9;

/// The years of which there is an answer: the specification's.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(1900, 1, 1).expect("is a date");
const LAST_DAY: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("is a date");

/// What opening hours depend on beside the rule: whose clock hangs on the wall, and which days are holidays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct City {
    /// Beyond 2100 its clock changes are not known, and its standard time holds.
    pub time_zone: TimeZone,
    pub calendar: Calendar,
}

impl Default for City {
    /// Somewhere in Baden-Württemberg.
    fn default() -> Self {
        Self { time_zone: chrono_tz::Europe::Berlin, calendar: Calendar::of_land(Land::BadenWuerttemberg) }
    }
}

impl City {
    /// The date that the calendar on the wall shows at an instant.
    pub fn today(&self, at: DateTime<Utc>) -> NaiveDate {
        time_on_the_wall(self.time_zone, at).date()
    }
}

/// A rule that the clock alone can answer, as the evaluating crate takes it. Cheap to clone.
#[derive(Clone)]
pub struct Reading(Arc<[Layer]>);

impl Reading {
    /// Reads a rule. Null where there is no answer at any time: by the sun (`sunset`), at points in time
    /// (`10:00-16:00/30`). Takes longer than an answer.
    pub fn of(rule: &str) -> Option<Self> {
        Some(Self(layers(rule)?.into()))
    }

    /// How much text it was made of, in bytes: more than the rule, where parts hold for several alternatives.
    pub fn length(&self) -> usize {
        self.0.iter().map(|layer| layer.length).sum()
    }

    /// For the holidays and the clock of a city.
    pub fn in_city(self, city: &City) -> Timetable<'_> {
        Timetable { layers: self.0, city }
    }
}

/// A rule in a city.
pub struct Timetable<'a> {
    layers: Arc<[Layer]>,
    city: &'a City,
}

impl<'a> Timetable<'a> {
    /// Of hours, read for this once. Null where there is no answer at any time: by appointment only, or by a rule that
    /// the clock alone cannot answer. Appointments beside a rule change nothing of it.
    pub fn of(hours: &OpeningHours, city: &'a City) -> Option<Self> {
        Reading::of(hours.rule.as_deref()?).map(|reading| reading.in_city(city))
    }

    /// How much work it is to look at one day: the parts of the rule.
    pub fn effort_of_day(&self) -> u64 {
        self.layers.iter().map(|layer| layer.times as u64).sum()
    }

    /// Whether it is open at an instant. Null where the rule says `unknown` or leaves an end open, and outside the years
    /// 1900 to 9999.
    pub fn is_open(&self, at: DateTime<Utc>) -> Option<bool> {
        let from = self.on_the_wall(at)?;
        let to = from + TimeDelta::minutes(1);
        let evaluators = self.evaluators(from.date(), to.date());
        match periods(&evaluators, from, to).next()?.kind {
            RuleKind::Open => Some(true),
            RuleKind::Closed => Some(false),
            RuleKind::Unknown => None,
        }
    }

    /// The first instant after `at` at which [`Self::is_open`] answers otherwise, null included. Null where it does not
    /// within [`HORIZON`], and outside the years 1900 to 9999.
    pub fn next_change(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let Ok(change) = self.next_change_within(at, |_| Ok::<_, Infallible>(()));
        change
    }

    /// As [`Self::next_change`], asking before each day whether its effort may be spent.
    pub fn next_change_within<E>(
        &self,
        at: DateTime<Utc>,
        mut spend: impl FnMut(u64) -> Result<(), E>,
    ) -> Result<Option<DateTime<Utc>>, E> {
        let Some(from) = self.on_the_wall(at) else { return Ok(None) };
        let horizon = if self.layers.iter().all(|layer| layer.is_weekly) { DAYS_OF_WEEK } else { HORIZON };
        let to =
            (from + TimeDelta::days(horizon)).min(LAST_DAY.and_time(NaiveTime::MIN) + TimeDelta::days(1));
        let evaluators = self.evaluators(from.date(), to.date());
        let zone = self.city.time_zone;
        let (mut now, mut date) = (None, None);
        for period in periods(&evaluators, from, to) {
            if date != Some(period.from.date()) {
                date = Some(period.from.date());
                spend(self.effort_of_day())?;
            }
            let (start, end) = (instant(zone, period.from), instant(zone, period.to));
            // The clock leaves it out.
            if end <= start.max(at) {
                continue;
            }
            if *now.get_or_insert(period.kind) != period.kind {
                return Ok(Some(start));
            }
        }
        Ok(None)
    }

    /// The local days from `from` on, at most [`MAX_DAYS`]. Days outside the years 1900 to 9999 are left out.
    pub fn days(&self, from: NaiveDate, count: usize) -> Vec<OpeningDay> {
        let dates: Vec<NaiveDate> = from
            .iter_days()
            .take(count.min(MAX_DAYS))
            .filter(|date| (FIRST_DAY..=LAST_DAY).contains(date))
            .collect();
        let (Some(&first), Some(&last)) = (dates.first(), dates.last()) else {
            return Vec::new();
        };
        let evaluators = self.evaluators(first, last);
        dates.into_iter().map(|date| self.day(&evaluators, date)).collect()
    }

    fn on_the_wall(&self, at: DateTime<Utc>) -> Option<NaiveDateTime> {
        // Zones are less than two days apart; past that, the sum may be no date.
        let (first, last) = (FIRST_DAY - TimeDelta::days(2), LAST_DAY + TimeDelta::days(2));
        if !(first..=last).contains(&at.date_naive()) {
            return None;
        }
        let local = time_on_the_wall(self.city.time_zone, at);
        (FIRST_DAY..=LAST_DAY).contains(&local.date()).then_some(local)
    }

    fn day(&self, evaluators: &[OfDay], date: NaiveDate) -> OpeningDay {
        let zone = self.city.time_zone;
        let moment = |local| Moment { local: ClockTime::within(date, local), instant: instant(zone, local) };
        let midnight = date.and_time(NaiveTime::MIN);
        let mut intervals: Vec<Interval> = Vec::new();
        let mut closed_remark = None;
        for period in periods(evaluators, midnight, midnight + TimeDelta::days(1)) {
            let comment = (!period.comment.is_empty()).then(|| period.comment.to_string());
            let kind = match period.kind {
                RuleKind::Open => IntervalKind::Open,
                RuleKind::Unknown => IntervalKind::Unknown,
                RuleKind::Closed => {
                    closed_remark = closed_remark.or(comment);
                    continue;
                }
            };
            let (from, to) = (moment(period.from), moment(period.to));
            match intervals.last_mut() {
                // Two alternatives that say the same.
                Some(last) if (last.to, last.kind, &last.comment) == (from, kind, &comment) => last.to = to,
                _ => intervals.push(Interval { from, to, kind, comment }),
            }
        }
        // The clock leaves it out.
        intervals.retain(|interval| interval.from.instant < interval.to.instant);
        OpeningDay {
            date,
            holiday: self.city.calendar.holiday(date),
            school_holiday: self.city.calendar.school_holiday(date).map(|period| Arc::clone(&period.name)),
            intervals,
            closed_remark,
        }
    }

    /// The layers with the holidays that they may ask for from `first` to `last`.
    fn evaluators(&self, first: NaiveDate, last: NaiveDate) -> Vec<OfDay> {
        let layers = self.layers.iter().flat_map(|layer| {
            let in_context = |evaluator: &Evaluator| self.in_context(layer, evaluator, first, last);
            let day = OfDay { evaluator: in_context(&layer.day), days_before: 0, cuts: None };
            let night = layer.night.as_ref().map(|night| OfDay {
                evaluator: in_context(night),
                days_before: 1,
                cuts: layer.cuts.as_ref().map(in_context),
            });
            night.into_iter().chain([day])
        });
        layers.collect()
    }

    fn in_context(
        &self,
        layer: &Layer,
        evaluator: &Evaluator,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Evaluator {
        let evaluator = evaluator.clone();
        let Some(reach) = layer.holiday_reach else {
            return evaluator;
        };
        // Hours of the day before may reach into the first.
        let reach = TimeDelta::days(i64::from(reach) + 1);
        let (first, last) = (first - reach, last + reach);
        let calendar = &self.city.calendar;
        let public = (first.year()..=last.year()).flat_map(|year| calendar.public_days(year));
        let school = calendar.school_days(first, last);
        let holidays = ContextHolidays::new(Arc::new(public.collect()), Arc::new(school.collect()));
        evaluator.with_context(Context::default().with_holidays(holidays))
    }
}

/// What a layer says of a day.
struct OfDay {
    evaluator: Evaluator,
    /// Of how many days before that is asked: 1 for what goes on past midnight.
    days_before: u64,
    /// When it is closed all the same.
    cuts: Option<Evaluator>,
}

impl OfDay {
    fn schedule(&self, date: NaiveDate) -> Schedule {
        let asked = date.checked_sub_days(Days::new(self.days_before));
        asked.map(|date| self.evaluator.schedule_at(date)).unwrap_or_default()
    }
}

/// A time on the wall in which nothing changes.
struct Period {
    from: NaiveDateTime,
    to: NaiveDateTime,
    kind: RuleKind,
    /// Empty where the rule has none.
    comment: Arc<str>,
}

/// What the alternatives make of `from` to `to`, without gaps, cut at midnight.
///
/// Day by day: the crate can leap over days on which it expects no change, but leaps too far over days that some years
/// do not have (`May Sa[5]`).
fn periods(evaluators: &[OfDay], from: NaiveDateTime, to: NaiveDateTime) -> impl Iterator<Item = Period> {
    from.date()
        .iter_days()
        .take_while(move |date| date.and_time(NaiveTime::MIN) < to)
        .flat_map(|date| periods_of_day(evaluators, date))
        .map(move |period| Period { from: period.from.max(from), to: period.to.min(to), ..period })
        .filter(|period| period.from < period.to)
}

/// What the alternatives make of a day: the first that is not closed counts.
fn periods_of_day(evaluators: &[OfDay], date: NaiveDate) -> impl Iterator<Item = Period> + use<> {
    let midnight = date.and_time(NaiveTime::MIN);
    let local = move |time: ExtendedTime| midnight + TimeDelta::minutes(time.mins_from_midnight().into());
    let schedules = evaluators.iter().map(|of_day| {
        let cuts = of_day.cuts.as_ref().map(|cuts| cuts.schedule_at(date).into_iter().peekable());
        (of_day.schedule(date).into_iter().peekable(), cuts)
    });
    let mut layers: Vec<_> = schedules.collect();
    let mut at = ExtendedTime::MIDNIGHT_00;
    std::iter::from_fn(move || {
        let mut said: Option<(RuleKind, Arc<str>)> = None;
        let mut end = ExtendedTime::MIDNIGHT_24;
        for (layer, cuts) in &mut layers {
            while layer.next_if(|range| range.range.end <= at).is_some() {}
            let Some(range) = layer.peek() else { continue };
            end = end.min(range.range.end);
            let mut of_range = (range.kind, Arc::clone(&range.comment));
            if let Some(cuts) = cuts {
                while cuts.next_if(|cut| cut.range.end <= at).is_some() {}
                if let Some(cut) = cuts.peek() {
                    end = end.min(cut.range.end);
                    if cut.kind == RuleKind::Open {
                        of_range = (RuleKind::Closed, Arc::from(""));
                    }
                }
            }
            let is_better = said.as_ref().is_none_or(|(kind, comment)| {
                *kind == RuleKind::Closed && (of_range.0 != RuleKind::Closed || comment.is_empty())
            });
            if is_better {
                said = Some(of_range);
            }
        }
        let (kind, comment) = said?;
        let period = Period { from: local(at), to: local(end), kind, comment };
        at = end;
        Some(period)
    })
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
