//! Hours that go on past midnight, apart from those up to it. Called by `layer`.

use opening_hours_syntax::ExtendedTime;
use opening_hours_syntax::rules::time::{Time, TimeSelector, TimeSpan};
use opening_hours_syntax::rules::{OpeningHoursExpression, RuleKind, RuleOperator, RuleSequence};

const MINUTES_OF_DAY: i16 = 24 * 60;

/// The same rule, in which every night ends at midnight. Hours that are closed go on: they are cut out of what the next day
/// has.
pub(super) fn up_to_midnight(expression: &OpeningHoursExpression) -> OpeningHoursExpression {
    let cut = |span: &TimeSpan| {
        let end = if past(span).is_some() { Time::Fixed(ExtendedTime::MIDNIGHT_24) } else { span.range.end };
        TimeSpan { range: span.range.start..end, ..span.clone() }
    };
    let part = |part: &RuleSequence| match part.kind {
        RuleKind::Open | RuleKind::Unknown => RuleSequence {
            time_selector: TimeSelector { spans: part.time_selector.spans.iter().map(cut).collect() },
            ..part.clone()
        },
        RuleKind::Closed => part.clone(),
    };
    OpeningHoursExpression { rules: expression.rules.iter().map(part).collect() }
}

/// What the days of a rule have past midnight, as if it were their morning; null where they have nothing. What replaces a
/// day replaces its night too.
pub(super) fn past_midnight(expression: &OpeningHoursExpression) -> Option<OpeningHoursExpression> {
    let has_night = |part: &RuleSequence| part.time_selector.spans.iter().any(|span| past(span).is_some());
    if !expression.rules.iter().any(has_night) {
        return None;
    }
    Some(joined(expression.rules.iter().filter_map(night).collect()))
}

/// The hours that a rule cuts out of its days, as if it were open then: so much of a night is closed. Null where there are
/// none.
pub(super) fn cuts(expression: &OpeningHoursExpression) -> Option<OpeningHoursExpression> {
    let is_cut =
        |part: &&RuleSequence| part.kind == RuleKind::Closed && part.time_selector != TimeSelector::default();
    let cuts = expression.rules.iter().filter(is_cut).map(|part| RuleSequence {
        kind: RuleKind::Open,
        operator: RuleOperator::Additional,
        comment: "".into(),
        ..part.clone()
    });
    let rules: Vec<RuleSequence> = cuts.collect();
    (!rules.is_empty()).then(|| joined(rules))
}

/// An expression of some parts. The first has nothing before it that it could add to.
fn joined(mut rules: Vec<RuleSequence>) -> OpeningHoursExpression {
    if let Some(first) = rules.first_mut() {
        first.operator = RuleOperator::Normal;
    }
    OpeningHoursExpression { rules }
}

fn night(part: &RuleSequence) -> Option<RuleSequence> {
    let spans: Vec<TimeSpan> = part.time_selector.spans.iter().filter_map(past).collect();
    if !spans.is_empty() {
        return Some(RuleSequence { time_selector: TimeSelector { spans }, ..part.clone() });
    }
    let is_all_day = part.time_selector == TimeSelector::default();
    let goes_on = part.time_selector.spans.iter().any(|span| span.open_end);
    let replaces = match (part.kind, part.operator) {
        // Other hours that are closed are cut out of the day. "From 23:00 on" is later than that: it is the night's too.
        (RuleKind::Closed, _) => is_all_day || goes_on,
        // What adds to a day leaves its night.
        (_, operator) => operator != RuleOperator::Additional,
    };
    replaces.then(|| RuleSequence {
        time_selector: TimeSelector::default(),
        kind: RuleKind::Closed,
        comment: "".into(),
        ..part.clone()
    })
}

/// What a span has past midnight; null where it ends before.
fn past(span: &TimeSpan) -> Option<TimeSpan> {
    let (Time::Fixed(start), Time::Fixed(end)) = (span.range.start, span.range.end) else { return None };
    let end = match () {
        () if end > ExtendedTime::MIDNIGHT_24 => end.add_minutes(-MINUTES_OF_DAY)?,
        // An end that is not after the start is on the next day.
        () if end <= start => end,
        () => return None,
    };
    let midnight = ExtendedTime::MIDNIGHT_00;
    (midnight < end).then(|| TimeSpan { range: Time::Fixed(midnight)..Time::Fixed(end), ..span.clone() })
}
