//! A rule as the evaluating crate takes it. Called by `timetable`.
//!
//! Four things the crate takes otherwise than the specification, so they are said to it in other words:
//! - What is closed is so whether a semicolon or a comma stands before it: on its days, in their nights, in all that stands
//!   before. The crate would know of the days alone.
//! - An alternative (`||`) holds whenever what stands before it is closed. The crate would weigh whole days, so each
//!   alternative is a layer of its own, and the first that is not closed counts. What a semicolon joins behind an
//!   alternative replaces days of all that stands before, and so is in each of these layers.
//! - An open end (`14:00+`) says that nobody knows when it closes. The crate would have it open until midnight; the
//!   rest of the day becomes `unknown`.
//! - A night that begins on one day ends on the next, whatever is said of that. The crate would end it at midnight where
//!   the next day has a part of its own. So what is past midnight is a rule of its own, asked for the day before
//!   (`night`).

use opening_hours::OpeningHours as Evaluator;
use opening_hours_syntax::rules::day::WeekDayRange;
use opening_hours_syntax::rules::time::{Time, TimeSelector, TimeSpan};
use opening_hours_syntax::rules::{OpeningHoursExpression, RuleKind, RuleOperator, RuleSequence};
use opening_hours_syntax::{ExtendedTime, parse};

use super::misreading::{check_evaluation, times};
use super::spelling::{spell, with_days};
use super::{MAX_RULE_LENGTH, night, year};

/// One alternative of a rule.
pub(super) struct Layer {
    /// Up to midnight.
    pub day: Evaluator,
    /// From midnight on, told from the beginning of the next day; null where no hours go on so long.
    pub night: Option<Evaluator>,
    /// When nights are closed all the same; null where there are none, or nothing is cut out.
    pub cuts: Option<Evaluator>,
    /// How many days a holiday may reach, by `PH +2 days`; null where the layer asks for no holidays.
    pub holiday_reach: Option<u16>,
    /// Whether each week is like every other.
    pub is_weekly: bool,
    /// How many times of day or dates it has, at least one.
    pub times: usize,
    /// The bytes of all its evaluators, as they are written.
    pub length: usize,
}

/// The alternatives of a rule, the first before the others. Null where the clock alone cannot say when it holds: by the
/// sun (`sunset`), at points in time (`10:00-16:00/30`), or where it cannot be read.
pub(super) fn layers(rule: &str) -> Option<Vec<Layer>> {
    if rule.len() > MAX_RULE_LENGTH {
        return None;
    }
    let expression = parse(rule).ok()?;
    check_evaluation(&expression).ok()?;
    let mut spans = expression.rules.iter().flat_map(|part| &part.time_selector.spans);
    if !spans.all(is_by_the_clock) {
        return None;
    }
    alternatives(expression).into_iter().map(layer).collect()
}

/// The parts of each alternative, with those behind later ones that replace days.
fn alternatives(expression: OpeningHoursExpression) -> Vec<OpeningHoursExpression> {
    let mut found: Vec<OpeningHoursExpression> = Vec::new();
    let mut is_of_all = false;
    for part in expression.rules {
        if found.is_empty() || part.operator == RuleOperator::Fallback {
            let first = RuleSequence { operator: RuleOperator::Normal, ..part };
            found.push(OpeningHoursExpression { rules: vec![first] });
            is_of_all = false;
            continue;
        }
        is_of_all |= part.operator == RuleOperator::Normal;
        let is_closed = part.kind == RuleKind::Closed;
        let from = if is_of_all || is_closed { 0 } else { found.len() - 1 };
        let operator = if is_closed { RuleOperator::Normal } else { part.operator };
        let part = RuleSequence { operator, ..part };
        for alternative in &mut found[from..] {
            alternative.rules.push(part.clone());
        }
    }
    found
}

fn layer(mut expression: OpeningHoursExpression) -> Option<Layer> {
    year::complete(&mut expression);
    let holiday_reach = expression
        .rules
        .iter()
        .flat_map(|part| &part.day_selector.weekday)
        .filter_map(|day| match day {
            WeekDayRange::Holiday { offset, .. } => Some(offset.unsigned_abs()),
            WeekDayRange::Fixed { .. } => None,
        })
        .max();
    let plain = without_open_ends(&expression);
    let day = evaluator(&night::up_to_midnight(&plain))?;
    let (night, cuts) = match night::past_midnight(&plain) {
        None => (None, None),
        Some(night) => {
            let cuts = match night::cuts(&plain) {
                None => None,
                Some(cuts) => Some(evaluator(&cuts)?),
            };
            (Some(evaluator(&night)?), cuts)
        }
    };
    let is_weekly = expression.rules.iter().all(is_of_every_week);
    let times = times(&plain).max(1);
    let evaluators = [Some(&day), night.as_ref(), cuts.as_ref()].into_iter().flatten();
    let length = evaluators.map(|evaluator| evaluator.get_expression().to_string().len()).sum();
    Some(Layer { day, night, cuts, holiday_reach, is_weekly, times, length })
}

/// The crate reads text only.
fn evaluator(expression: &OpeningHoursExpression) -> Option<Evaluator> {
    let rules = expression.rules.iter().map(|part| with_days(part).into_owned()).collect();
    let expression = OpeningHoursExpression { rules };
    let evaluator: Evaluator = spell(&expression).parse().ok()?;
    (*evaluator.get_expression() == expression).then_some(evaluator)
}

fn is_of_every_week(part: &RuleSequence) -> bool {
    let days = &part.day_selector;
    let is_plain = |day: &WeekDayRange| match day {
        WeekDayRange::Fixed { nth_from_start, nth_from_end, offset, .. } => {
            *offset == 0 && nth_from_start.iter().chain(nth_from_end).all(|is_in| *is_in)
        }
        WeekDayRange::Holiday { .. } => false,
    };
    days.year.is_empty()
        && days.monthday.is_empty()
        && days.week.is_empty()
        && days.weekday.iter().all(is_plain)
}

fn is_by_the_clock(span: &TimeSpan) -> bool {
    let is_fixed = |time: &Time| matches!(time, Time::Fixed(_));
    is_fixed(&span.range.start) && is_fixed(&span.range.end) && span.repeats.is_none()
}

/// The same hours, but for what follows an open end: that is unknown until the end of the day.
fn without_open_ends(expression: &OpeningHoursExpression) -> OpeningHoursExpression {
    let rules = expression.rules.iter().flat_map(close).collect();
    OpeningHoursExpression { rules }
}

fn close(part: &RuleSequence) -> Vec<RuleSequence> {
    let spans = &part.time_selector.spans;
    if part.kind == RuleKind::Closed || !spans.iter().any(|span| span.open_end) {
        return vec![part.clone()];
    }
    let with = |spans: Vec<TimeSpan>, kind, operator| RuleSequence {
        time_selector: TimeSelector { spans },
        kind,
        operator,
        ..part.clone()
    };
    let said: Vec<TimeSpan> = spans
        .iter()
        // `14:00+` reaches to the end of the day only because it must reach somewhere.
        .filter(|span| !(span.open_end && span.range.end == Time::Fixed(ExtendedTime::MIDNIGHT_24)))
        .map(|span| TimeSpan { open_end: false, ..span.clone() })
        .collect();
    let tails: Vec<TimeSpan> = spans.iter().filter(|span| span.open_end).filter_map(tail).collect();
    match (said.is_empty(), tails.is_empty()) {
        (true, _) => vec![with(tails, RuleKind::Unknown, part.operator)],
        (false, true) => vec![with(said, part.kind, part.operator)],
        // The hours come last, so that they hold where another's tail reaches into them.
        (false, false) => vec![
            with(tails, RuleKind::Unknown, part.operator),
            with(said, part.kind, RuleOperator::Additional),
        ],
    }
}

/// From where the end is open to the end of that day. Null where that is past midnight: the day is over then.
fn tail(span: &TimeSpan) -> Option<TimeSpan> {
    let midnight = Time::Fixed(ExtendedTime::MIDNIGHT_24);
    let from = match span.range.end {
        end if end == midnight => span.range.start,
        end if end <= span.range.start => return None,
        end => end,
    };
    (from < midnight).then_some(TimeSpan { range: from..midnight, open_end: false, repeats: None })
}
