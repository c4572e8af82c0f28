//! Rules that can be read, but mean something else than whoever wrote them meant. Called by the module above when a
//! rule comes in, and by `layer`, for rules that were stored before. `dates` looks at parts of the year,
//! `order` at how parts follow each other.

mod dates;
mod order;

use opening_hours_syntax::ExtendedTime;
use opening_hours_syntax::rules::time::{Time, TimeSelector, TimeSpan};
use opening_hours_syntax::rules::{OpeningHoursExpression, RuleKind, RuleOperator, RuleSequence};

use super::spelling::has_days_only;
use super::{HoursError, MAX_TIMES};

/// Refuses what would mislead a reader, or take long to evaluate. `rule` is what `expression` was read from.
pub(super) fn check(expression: &OpeningHoursExpression, rule: &str) -> Result<(), HoursError> {
    if let Some(lone) = expression.rules.iter().find(|part| is_lone_remark(part, rule)) {
        return Err(HoursError::LoneRemark(lone.comment.to_string()));
    }
    if !outside_remarks_contains(rule, "00:00-24:00")
        && let Some(days) = days_apart(expression)
    {
        return Err(HoursError::DaysApart(days));
    }
    if let Some(words) = holiday_beside_days(rule) {
        return Err(HoursError::HolidayBesideDays(words));
    }
    if let Some(hours) = open_night(expression, rule) {
        return Err(HoursError::OpenNight(hours));
    }
    if let Some(hours) = closed_or_longer(expression) {
        return Err(HoursError::ClosedOrLonger(hours));
    }
    dates::check(expression)?;
    order::check(expression)?;
    check_evaluation(expression)
}

/// Refuses what the evaluating crate takes wrongly, or takes long for.
pub(super) fn check_evaluation(expression: &OpeningHoursExpression) -> Result<(), HoursError> {
    if times(expression) > MAX_TIMES {
        return Err(HoursError::TooManyTimes);
    }
    match dates::impossible(expression) {
        Some(day) => Err(HoursError::NoSuchDay(day.to_string())),
        None => Ok(()),
    }
}

/// How many times of day a rule has, or dates in those of its parts that have more of these.
pub(super) fn times(expression: &OpeningHoursExpression) -> usize {
    let parts = expression.rules.iter();
    parts.map(|part| part.time_selector.spans.len().max(part.day_selector.monthday.len())).sum()
}

/// A remark with neither hours nor state: the parser takes it for "open all day", which nobody means by it.
fn is_lone_remark(part: &RuleSequence, rule: &str) -> bool {
    let says_always = ["24/7", "open", "00:00-24:00", "0:00-24:00"]
        .iter()
        .any(|always| outside_remarks_contains(rule, always));
    !part.comment.is_empty()
        && part.kind == RuleKind::Open
        && part.time_selector == TimeSelector::default()
        && !says_always
}

/// Hours until midnight or later "at least", as in `20:00-02:00+`. The parser takes `20:00-24:00+` for `20:00+`, which is
/// less certain.
fn open_night(expression: &OpeningHoursExpression, rule: &str) -> Option<String> {
    let mut spans = expression.rules.iter().flat_map(|part| &part.time_selector.spans);
    let goes_on = |span: &&TimeSpan| {
        let (Time::Fixed(start), Time::Fixed(end)) = (span.range.start, span.range.end) else { return false };
        span.open_end && (end <= start || end > ExtendedTime::MIDNIGHT_24)
    };
    let is_said = outside_remarks_contains(&rule.replace(' ', ""), "-24:00+");
    let said = is_said.then(|| "-24:00+".to_owned());
    spans.find(goes_on).map(ToString::to_string).or(said)
}

/// Hours that are closed "at least", as in `14:00-16:00+ off`. What is closed from a time on is so for the rest of the day.
fn closed_or_longer(expression: &OpeningHoursExpression) -> Option<String> {
    let closed = expression.rules.iter().filter(|part| part.kind == RuleKind::Closed);
    let is_longer =
        |span: &&TimeSpan| span.open_end && span.range.end != Time::Fixed(ExtendedTime::MIDNIGHT_24);
    closed.flat_map(|part| &part.time_selector.spans).find(is_longer).map(ToString::to_string)
}

fn outside_remarks_contains(rule: &str, word: &str) -> bool {
    rule.split('"').step_by(2).any(|part| part.to_lowercase().contains(word))
}

/// Days that stand before a comma and a blank without hours, as in `Mo, We 08:30-12:30`: by the specification that is
/// all of Monday, and Wednesday morning besides.
fn days_apart(expression: &OpeningHoursExpression) -> Option<String> {
    let has_weekdays_only =
        |part: &RuleSequence| has_days_only(part) && !part.day_selector.weekday.is_empty();
    expression
        .rules
        .windows(2)
        .find(|pair| has_weekdays_only(&pair[0]) && pair[1].operator == RuleOperator::Additional)
        .map(|pair| pair[0].day_selector.to_string())
}

/// What a word of a rule ends or begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Holiday,
    Weekday,
    Other,
}

/// Holidays and weekdays with nothing but a blank between them, as in `SH Mo-Fr`: by the specification the weekdays of
/// the holidays. The parser takes them for all holidays and all these weekdays.
fn holiday_beside_days(rule: &str) -> Option<String> {
    let mut before = (Named::Other, "");
    for word in rule.split('"').step_by(2).flat_map(|part| part.split(' ')) {
        let first = named(word.split([',', ';', ':']).next().unwrap_or_default());
        let last = named(word.rsplit([',', ';', ':']).next().unwrap_or_default());
        if matches!((before.0, first), (Named::Holiday, Named::Weekday) | (Named::Weekday, Named::Holiday)) {
            return Some(format!("{} {word}", before.1));
        }
        // `PH +1 day`: the offset belongs to what it follows.
        let is_offset = word.starts_with(['+', '-']) || matches!(word, "day" | "days");
        if !is_offset {
            before = (last, word);
        }
    }
    None
}

fn named(item: &str) -> Named {
    const WEEKDAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];
    let is_weekday = |item: &str| {
        item.get(..2).is_some_and(|day| WEEKDAYS.contains(&day.to_lowercase().as_str()))
            && matches!(item.as_bytes().get(2), None | Some(b'-' | b'['))
    };
    match item {
        "PH" | "SH" => Named::Holiday,
        item if is_weekday(item) => Named::Weekday,
        _ => Named::Other,
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::hours::{HoursError, MAX_TIMES, OpeningHours};

    fn rule(text: &str) -> Result<String, HoursError> {
        OpeningHours::new(Some(text), false).map(|hours| hours.unwrap().rule.unwrap())
    }

    #[test]
    fn a_remark_alone_points_to_appointments() {
        for text in [
            "\"nach Vereinbarung\"",
            "Mo-Fr 08:00-12:00; \"nach Vereinbarung\"",
            "Mo-Fr 08:00-12:00 || \"nach Vereinbarung\"",
            "We \"nach Vereinbarung\"",
        ] {
            assert_eq!(rule(text), Err(HoursError::LoneRemark("nach Vereinbarung".to_owned())));
        }
    }

    #[test]
    fn signs_that_nobody_sees_are_refused() {
        for text in
            ["Mo 08:00-12:00 \"a\u{0}b\"", "Mo 08:00-12:00 \"\u{202e}x\"", "Mo 08:00-12:00 \"\u{1b}[31m\""]
        {
            assert!(matches!(rule(text), Err(HoursError::Text(_))), "{text:?}");
        }
    }

    #[test]
    fn days_with_a_blank_after_the_comma_are_refused() {
        for (text, days) in [
            ("Mo, We 08:00-12:00", "Mo"),
            ("Mo-Th, Fr 08:00-12:00; PH off", "Mo-Th"),
            ("Mo off; We,Th, Fr 08:00-12:00", "We,Th"),
            ("Mo-Fr, PH 10:00-12:00", "Mo-Fr"),
        ] {
            assert_eq!(rule(text), Err(HoursError::DaysApart(days.to_owned())));
        }
        for text in [
            "Mo,We 08:00-12:00",
            "Mo-Fr 08:00-12:00, Th 14:00-18:00",
            "Mo 08:00-12:00, 14:00-16:00",
            "24/7, PH off",
            "Mo; We 08:00-12:00",
        ] {
            assert!(rule(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_holiday_with_a_blank_beside_a_weekday_is_refused() {
        for (text, words) in [
            ("PH Mo 08:00-12:00", "PH Mo"),
            ("Mo-Fr 08:00-16:00; SH Mo-Fr 08:00-12:00", "SH Mo-Fr"),
            ("Mo off; Tu[1] PH 10:00-12:00", "Tu[1] PH"),
            ("SH,PH Mo,Tu off", "SH,PH Mo,Tu"),
            ("PH +1 day mo 10:00-12:00", "PH mo"),
            ("Mo 08:00-12:00 \"x\"; SH Mo off", "SH Mo"),
        ] {
            assert_eq!(rule(text), Err(HoursError::HolidayBesideDays(words.to_owned())));
        }
        for text in [
            "PH,Mo 08:00-12:00",
            "Mo-Fr,SH 08:00-12:00",
            "Mo off; PH off",
            "Mo 08:00-12:00; PH +1 day off",
            "Mo 08:00-12:00, PH 10:00-12:00",
            "PH,Mo 10:00-12:00; easter +1 day 08:00-12:00",
            "Mo 08:00-12:00 \"PH Mo\"",
        ] {
            assert!(rule(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn nights_without_an_end_are_refused() {
        for (text, hours) in [
            ("Fr 20:00-02:00+", "20:00-02:00+"),
            ("Mo-Th 08:00-12:00; Fr 20:00-26:00+", "20:00-26:00+"),
            ("Fr 20:00-00:00+", "20:00-00:00+"),
            ("Fr 20:00-24:00+", "-24:00+"),
            ("Fr 20:00 - 24:00+", "-24:00+"),
        ] {
            assert_eq!(rule(text), Err(HoursError::OpenNight(hours.to_owned())), "{text}");
        }
        for text in
            ["Fr 20:00+", "Fr 14:00-18:00+", "Fr 20:00-02:00 \"oder länger\"", "Fr 20:00-24:00 \"-24:00+\""]
        {
            assert!(rule(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn closed_hours_without_an_end_are_refused() {
        let refused = Err(HoursError::ClosedOrLonger("14:00-16:00+".to_owned()));
        assert_eq!(rule("Mo-Fr 08:00-20:00; Fr 14:00-16:00+ off"), refused);
        for text in
            ["Mo-Fr 08:00-20:00; Fr 14:00+ off", "Fr 14:00-16:00+ unknown", "Fr 14:00-16:00 off \"+\""]
        {
            assert!(rule(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_rule_has_a_bounded_number_of_times() {
        let crowded = |count: usize| vec!["Mo off"; count].join("; ");
        assert!(rule(&crowded(MAX_TIMES)).is_ok());
        assert_eq!(rule(&crowded(MAX_TIMES + 1)), Err(HoursError::TooManyTimes));
        let dates = vec!["easter"; MAX_TIMES].join(",");
        assert_eq!(rule(&format!("Mo off; {dates} off")), Err(HoursError::TooManyTimes));
        let spans = vec!["08:00-09:00"; MAX_TIMES].join(",");
        assert_eq!(rule(&format!("Mo off; Tu {spans}")), Err(HoursError::TooManyTimes));
    }
}
