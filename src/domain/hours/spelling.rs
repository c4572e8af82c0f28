//! Rules as they are written. Called by [`super`] for what is stored, by `layer` for what the evaluating crate reads, and
//! by whoever names a part of a rule.

use std::borrow::Cow;

use opening_hours_syntax::rules::day::{DaySelector, MonthdayRange, WeekDayRange, Weekday};
use opening_hours_syntax::rules::time::TimeSelector;
use opening_hours_syntax::rules::{OpeningHoursExpression, RuleKind, RuleOperator, RuleSequence};

/// The parser's own spelling, but with `off`, OSM's usual word, for `closed`, and with what it forgets: the colon in
/// `Dec: Sa[1]`, the plus in `PH +2 days`, and the hours of days that are open all day before a comma, as without them what
/// follows would be more such days.
pub(super) fn spell(expression: &OpeningHoursExpression) -> String {
    let mut spelt = String::new();
    let mut parts = expression.rules.iter().peekable();
    while let Some(part) = parts.next() {
        if !spelt.is_empty() {
            spelt += match part.operator {
                RuleOperator::Normal => "; ",
                RuleOperator::Additional => ", ",
                RuleOperator::Fallback => " || ",
            };
        }
        spelt += &spell_part(&with_days(part));
        let is_joined = parts.peek().is_some_and(|next| next.operator == RuleOperator::Additional);
        if is_joined && has_days_only(part) {
            spelt += " 00:00-24:00";
        }
    }
    outside_remarks(&spelt, |part| sign_offsets(&set_apart(&part.replace("closed", "off"))))
}

/// The same part, with days where it has none but stands behind a comma: without them its hours would be those of the
/// days before.
pub(super) fn with_days(part: &RuleSequence) -> Cow<'_, RuleSequence> {
    if part.operator != RuleOperator::Additional || !part.day_selector.is_empty() || part.is_constant() {
        return Cow::Borrowed(part);
    }
    let every_day = WeekDayRange::Fixed {
        range: Weekday::Mon..=Weekday::Sun,
        offset: 0,
        nth_from_start: [true; 5],
        nth_from_end: [true; 5],
    };
    let day_selector = DaySelector { weekday: vec![every_day], ..DaySelector::default() };
    Cow::Owned(RuleSequence { day_selector, ..part.clone() })
}

/// Whether it is open all day on some days, which nothing but these says.
pub(super) fn has_days_only(part: &RuleSequence) -> bool {
    part.kind == RuleKind::Open
        && part.comment.is_empty()
        && part.time_selector == TimeSelector::default()
        && !part.day_selector.is_empty()
}

/// The days of a part.
pub(super) fn spell_days(days: &DaySelector) -> String {
    set_apart(&with_colon(days, days.to_string()))
}

fn spell_part(part: &RuleSequence) -> String {
    with_colon(&part.day_selector, part.to_string())
}

fn with_colon(days: &DaySelector, spelt: String) -> String {
    if !has_month_before_nth_day(days) {
        return spelt;
    }
    let months = DaySelector { weekday: Vec::new(), ..days.clone() }.to_string();
    let behind = spelt.strip_prefix(&months).expect("a part begins with its months");
    format!("{months}:{behind}")
}

/// Without a colon the day would be a date of the last month.
fn has_month_before_nth_day(days: &DaySelector) -> bool {
    let is_nth = |day: &WeekDayRange| match day {
        WeekDayRange::Fixed { nth_from_start, nth_from_end, .. } => {
            !nth_from_start.iter().chain(nth_from_end).all(|is_in| *is_in)
        }
        WeekDayRange::Holiday { .. } => false,
    };
    days.week.is_empty()
        && matches!(days.monthday.last(), Some(MonthdayRange::Month { .. }))
        && days.weekday.first().is_some_and(is_nth)
}

/// `2026-2028 Apr` for `2026-2028Apr`, and `week 30` for `week30`.
fn set_apart(part: &str) -> String {
    let mut apart = String::with_capacity(part.len());
    for character in part.chars() {
        let is_joined =
            character.is_ascii_uppercase() && apart.ends_with(|before: char| before.is_ascii_digit());
        if is_joined || (character.is_ascii_digit() && apart.ends_with("week")) {
            apart.push(' ');
        }
        apart.push(character);
    }
    apart
}

/// `PH +2 days` for `PH 2 days`, which the parser writes but does not read.
fn sign_offsets(part: &str) -> String {
    let mut holidays = part.split("PH ");
    let before = holidays.next().unwrap_or_default().to_owned();
    holidays.fold(before, |spelt, after| {
        let is_offset = after.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(" days");
        let sign = if is_offset && !after.starts_with(' ') { "+" } else { "" };
        spelt + "PH " + sign + after
    })
}

/// The rule with its parts outside quotes changed. The syntax has no escape inside quotes.
pub(super) fn outside_remarks(rule: &str, change: impl Fn(&str) -> String) -> String {
    let parts: Vec<String> = rule
        .split('"')
        .enumerate()
        .map(|(index, part)| if index % 2 == 0 { change(part) } else { part.to_owned() })
        .collect();
    parts.join("\"")
}
