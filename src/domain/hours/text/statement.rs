//! A part of a rule in words. Called by [`super`].

use opening_hours_syntax::rules::time::TimeSelector;
use opening_hours_syntax::rules::{RuleKind, RuleSequence};

use super::catalogue::fill;
use super::days::days;
use super::times::times;
use super::{Voice, Wordless};

/// How a part of a rule stands to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// Of other days.
    Apart,
    /// Of days that were spoken of: it adds to them.
    Also,
    /// Of days that were spoken of: it replaces what was said.
    Instead,
    /// For when none before it holds.
    Otherwise,
}

/// One part of a rule. `is_alone`: whether the rule has no other.
pub(super) fn statement(
    part: &RuleSequence,
    relation: Relation,
    is_alone: bool,
    voice: &Voice,
) -> Result<String, Wordless> {
    let words = voice.words;
    let is_all_day = part.time_selector == TimeSelector::default();
    // "Closed" takes away whatever was said before, so it needs no word for that.
    let related = |days: &str| match relation {
        Relation::Also if part.kind != RuleKind::Closed => fill(words.also, &[days]),
        Relation::Instead if part.kind != RuleKind::Closed => fill(words.instead, &[days]),
        _ => days.to_owned(),
    };
    let days = days(&part.day_selector, !is_all_day, voice)?;
    let days = match relation {
        Relation::Apart | Relation::Otherwise if is_all_day => days,
        // With hours, or beside other statements, "every day" is said.
        _ => Some(related(days.as_deref().unwrap_or(words.daily))),
    };
    let otherwise = if days.is_some() { words.otherwise_on } else { words.otherwise };
    let remark = match &*part.comment {
        "" => None,
        remark => Some(remark),
    };
    let said = match (part.kind, remark) {
        (RuleKind::Unknown, Some(remark)) => remarked(part, days, remark, voice)?,
        _ if is_all_day => all_day(part.kind, days, relation, is_alone, voice),
        _ => {
            // Said of each span: "8–9 and 10–11 closed" would leave the first one open to some.
            let pattern = match part.kind {
                RuleKind::Open => "{0}",
                RuleKind::Closed => words.closed_hours,
                RuleKind::Unknown => words.unknown_hours,
            };
            let times = times(&part.time_selector.spans, pattern, voice)?;
            fill(words.label, &[days.as_deref().unwrap_or(words.daily), &times])
        }
    };
    let said = if relation == Relation::Otherwise { fill(otherwise, &[&said]) } else { said };
    Ok(match remark {
        Some(remark) if part.kind != RuleKind::Unknown => {
            // Behind the last of several times it might be of that one only.
            let has_times = part.time_selector.spans.len() > 1;
            let pattern = if has_times { words.remark_of_each } else { words.remark };
            fill(pattern, &[&said, &voice.remark(remark)])
        }
        _ => said,
    })
}

/// What holds all day, on some days or on all of them.
fn all_day(
    kind: RuleKind,
    days: Option<String>,
    relation: Relation,
    is_alone: bool,
    voice: &Voice,
) -> String {
    let words = voice.words;
    match (kind, days) {
        (RuleKind::Open, None) if is_alone => words.always.to_owned(),
        // "Every hour of every day" would contradict the parts that follow.
        (RuleKind::Open, None) if relation == Relation::Apart => words.around_the_clock.to_owned(),
        (RuleKind::Open, None) => words.all_day.to_owned(),
        (RuleKind::Closed, None) => words.closed.to_owned(),
        (RuleKind::Unknown, None) => words.unknown.to_owned(),
        (RuleKind::Open, Some(days)) => fill(words.label, &[&days, words.all_day]),
        (RuleKind::Closed, Some(days)) => fill(words.closed_days, &[&days]),
        (RuleKind::Unknown, Some(days)) => fill(words.label, &[&days, words.unknown]),
    }
}

/// What nobody knows but by the remark: it stands where "open" or "closed" would, and so differs from a remark beside
/// hours.
fn remarked(
    part: &RuleSequence,
    days: Option<String>,
    remark: &str,
    voice: &Voice,
) -> Result<String, Wordless> {
    let words = voice.words;
    let when = if part.time_selector == TimeSelector::default() {
        days
    } else {
        let times = times(&part.time_selector.spans, "{0}", voice)?;
        Some(fill(words.remarked_hours, &[days.as_deref().unwrap_or(words.daily), &times]))
    };
    let remark = voice.quoted(remark);
    Ok(match when {
        Some(when) => fill(words.label, &[&when, &remark]),
        None => remark,
    })
}
