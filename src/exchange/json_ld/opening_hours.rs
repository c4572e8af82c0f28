//! Opening hours in the words of schema.org: `OpeningHoursSpecification` where a plain week says all of the rule, else
//! nothing. Called by [`super`].

use chrono::{NaiveTime, Weekday};
use serde_json::{Value, json};

use super::super::weekly_hours::{Closing, DatedHours, Hours, WEEK, WeeklyHours};
use super::Node;
use crate::domain::hours::{OpeningHours, text};
use crate::domain::locale::{Chain, Locale};

/// The languages in which it is always said that appointments are made.
const OTHERS: [&str; 2] = ["de", "en"];

/// The weekly hours of a place, and those of certain dates, which stand instead of them. Both empty where the rule is
/// none, or more than a plain week.
pub fn of_place(hours: &OpeningHours) -> (Vec<Value>, Vec<Value>) {
    let weekly = hours.rule.as_deref().and_then(WeeklyHours::of_rule).unwrap_or_default();
    let dated = weekly.dated.iter().flat_map(dated).collect();
    (week(&weekly), dated)
}

/// When somebody can be reached. Empty as for a place, and also where certain dates are different: a `ContactPoint` has no
/// property for them.
pub fn of_contact(hours: &OpeningHours) -> Vec<Value> {
    match of_place(hours) {
        (weekly, dated) if dated.is_empty() => weekly,
        _ => Vec::new(),
    }
}

/// That appointments are made: in the language asked for, or German where that has no words for it, then for readers of
/// German and of English. Empty where none are made.
pub fn appointments(hours: &OpeningHours, asked: &Locale) -> Vec<Value> {
    let others = OTHERS.map(|tag| Locale::parse(tag).expect("a registered language"));
    let mut said: Vec<(String, Locale)> = Vec::new();
    for locale in [asked.clone()].into_iter().chain(others) {
        let text = text::appointments(hours, &Chain::new(locale, []));
        said.extend(text.filter(|(_, language)| said.iter().all(|(_, other)| other != language)));
    }
    let tagged =
        |(text, language): (String, Locale)| json!({ "@language": language.as_str(), "@value": text });
    said.into_iter().map(tagged).collect()
}

/// Days with the same hours together. A day without hours is closed, and not named.
fn week(weekly: &WeeklyHours) -> Vec<Value> {
    let mut all: Vec<Hours> = weekly.days.iter().flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    let named = |hours: &Hours| {
        let days = WEEK.iter().zip(&weekly.days).filter(|(_, of_day)| of_day.contains(hours));
        let mut node = specification(Some(*hours));
        node.set("dayOfWeek", days.map(|(day, _)| name(*day)).collect::<Vec<_>>());
        node.finish()
    };
    let on_holidays = weekly.public_holidays.iter().flat_map(|hours| {
        or_closed(hours).into_iter().map(|hours| {
            let mut node = specification(hours);
            node.set("dayOfWeek", "PublicHolidays");
            node.finish()
        })
    });
    all.iter().map(named).chain(on_holidays).collect()
}

fn dated(dated: &DatedHours) -> Vec<Value> {
    let one = |hours| {
        let mut node = specification(hours);
        node.set("validFrom", dated.dates.start().to_string());
        node.set("validThrough", dated.dates.end().to_string());
        node.finish()
    };
    or_closed(&dated.hours).into_iter().map(one).collect()
}

/// The hours, or once null: closed.
fn or_closed(hours: &[Hours]) -> Vec<Option<Hours>> {
    if hours.is_empty() { vec![None] } else { hours.iter().copied().map(Some).collect() }
}

/// Without `opens` it means "closed", by the words of schema.org.
fn specification(hours: Option<Hours>) -> Node {
    let mut node = Node::new("OpeningHoursSpecification");
    if let Some(Hours { opens, closes }) = hours {
        node.set("opens", clock(opens));
        node.set("closes", closing(opens, closes));
    }
    node
}

/// Midnight is the 00:00 after. From 00:00 to 00:00 would be read as "closed", so a whole day ends a minute early, as
/// search engines ask for.
fn closing(opens: NaiveTime, closes: Closing) -> String {
    match closes {
        Closing::At(time) => clock(time),
        Closing::Midnight if opens == NaiveTime::MIN => "23:59:00".to_owned(),
        Closing::Midnight => clock(NaiveTime::MIN),
    }
}

fn clock(time: NaiveTime) -> String {
    time.format("%H:%M:%S").to_string()
}

fn name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}
