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

/// One part of a rule.
pub(super) fn statement(part: &RuleSequence, relation: Relation, voice: &Voice) -> Result<String, Wordless> {
    let words = voice.words;
    let is_all_day = part.time_selector == TimeSelector::default();
    // "Closed" takes away whatever was said before, so it needs no word for that.
    let related = |days: &str| match relation {
        Relation::Also if part.kind != RuleKind::Closed => fill(words.also, &[days]),
        Relation::Instead if part.kind != RuleKind::Closed => fill(words.instead, &[days]),
        _ => days.to_owned(),
    };
    let days = days(&part.day_selector, voice)?;
    let days = match relation {
        Relation::Apart | Relation::Otherwise if is_all_day => days.map(|days| related(&days)),
        // With hours, or beside other statements, "every day" is said.
        _ => Some(related(days.as_deref().unwrap_or(words.daily))),
    };
    let said = match (part.kind, is_all_day, days) {
        (RuleKind::Open, true, None) => words.always.to_owned(),
        (RuleKind::Closed, true, None) => words.closed.to_owned(),
        (RuleKind::Unknown, true, None) => words.unknown.to_owned(),
        (RuleKind::Open, true, Some(days)) => fill(words.label, &[&days, words.all_day]),
        (RuleKind::Closed, true, Some(days)) => fill(words.closed_days, &[&days]),
        (RuleKind::Unknown, true, Some(days)) => fill(words.label, &[&days, words.unknown]),
        (kind, _, days) => {
            // Said of each span: "8–9 and 10–11 closed" would leave the first one open to some.
            let pattern = match kind {
                RuleKind::Open => "{0}",
                RuleKind::Closed => words.closed_hours,
                RuleKind::Unknown => words.unknown_hours,
            };
            let times = times(&part.time_selector.spans, pattern, voice)?;
            fill(words.label, &[days.as_deref().unwrap_or(words.daily), &times])
        }
    };
    let said = if relation == Relation::Otherwise { fill(words.otherwise, &[&said]) } else { said };
    Ok(match &*part.comment {
        "" => said,
        remark => fill(words.remark, &[&said, &voice.remark(remark)]),
    })
}
