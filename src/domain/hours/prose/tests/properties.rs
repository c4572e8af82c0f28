//! What holds for any rule and any text.

use proptest::prelude::*;

use super::super::{ProseError, ProseFault, parse_prose};
use super::{locale, read};
use crate::domain::hours::OpeningHours;
use crate::domain::hours::text::text as said;
use crate::domain::locale::Chain;

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// Days of a set, in order, three or more in a row as a range.
fn written(days: &[usize]) -> String {
    let runs = days.chunk_by(|day, next| day + 1 == *next).flat_map(|run| match run {
        [first, .., last] if run.len() > 2 => vec![format!("{}-{}", DAYS[*first], DAYS[*last])],
        _ => run.iter().map(|day| DAYS[*day].to_owned()).collect(),
    });
    runs.collect::<Vec<_>>().join(",")
}

/// Quarters of an hour from midnight.
fn clock(quarter: u32) -> String {
    format!("{:02}:{:02}", quarter / 4, quarter % 4 * 15)
}

fn any_times() -> impl Strategy<Value = String> {
    prop::collection::btree_set(0..=96_u32, 2..=4).prop_map(|quarters| {
        let quarters: Vec<u32> = quarters.into_iter().collect();
        let spans = quarters.chunks(2).map(|span| match span {
            [0, 96] => "00:00-23:45".to_owned(),
            [96] => "23:45+".to_owned(),
            [start, end] => format!("{}-{}", clock(*start), clock(*end)),
            _ => format!("{}+", clock(span[0])),
        });
        spans.collect::<Vec<_>>().join(",")
    })
}

/// Rules as town halls have them, in the spelling that the reader writes.
fn any_rule() -> impl Strategy<Value = String> {
    let groups = prop::collection::vec(0..5_usize, 7);
    let times = prop::collection::vec(any_times(), 8);
    let periods =
        prop::sample::select(vec!["", "", "", "Apr-Jun ", "Nov-Mar ", "2026 Oct ", "May 2-Jul 15 "]);
    let periods = prop::collection::vec(periods, 4);
    let holidays = prop::sample::select(vec![
        "",
        "PH off",
        "SH,PH off",
        "PH 10:00-12:00",
        "SH off; PH off",
        "PH 10:00-12:00; Mo-Su 11:00-11:30 off",
    ]);
    let remark = prop::sample::select(vec!["", " \"nur mit Ausweis\""]);
    let nth = prop::sample::select(vec!["", "", "Sa[1]", "We[1,3]", "Su[-1]"]);
    let closed = prop::sample::select(vec![
        "",
        "",
        "Dec 24 off",
        "Dec 24-Jan 1 off \"Betriebsferien\"",
        "Dec 24,Dec 31 off",
        "2026 Dec 7-2026 Dec 11 off",
        "2026 Aug 1-2026 Sep 5 off",
        "2026 Dec 24-2027 Jan 1 off",
        "Aug off",
        "2026 Aug off",
        "easter -2 days off",
        "easter -2 days-easter +1 day off",
    ]);
    let date = prop::sample::select(vec!["", "", "Dec 24", "2026 Nov 20", "easter -2 days", "Dec 30,Dec 31"]);
    (groups, times, periods, holidays, remark, 0..3_u8, (nth, closed, date)).prop_filter_map(
        "a rule has a part",
        |(groups, times, periods, holidays, remark, more, (nth, closed, date))| {
            // Nothing is said of the days of group 0, those of group 4 are closed.
            let days = |group| (0..7).filter(|day| groups[*day] == group).collect::<Vec<_>>();
            let mut parts: Vec<String> = Vec::new();
            for group in (1..4).filter(|group| groups.contains(group)) {
                parts.push(format!("{}{} {}{remark}", periods[group], written(&days(group)), times[group]));
            }
            if groups.contains(&4) {
                parts.push(format!("{} off", written(&days(4))));
            }
            let mut rule = parts.join("; ");
            if let Some(first) = groups.iter().position(|group| (1..4).contains(group)) {
                let first = DAYS[first];
                match more {
                    1 => rule += &format!(", {first} {}", times[4]),
                    // What closes the very hours that are open contradicts them.
                    2 => {
                        let closed = times[5].split(',').next().unwrap_or_default();
                        if !times.iter().take(5).any(|open| open == closed) {
                            rule += &format!("; {first} {closed} off");
                        }
                    }
                    _ => {}
                }
            }
            let with_times = |days: &str, times: &str| {
                if days.is_empty() { String::new() } else { format!("{days} {times}") }
            };
            let (nth, date) = (with_times(nth, &times[6]), with_times(date, &times[7]));
            let parts = [rule.as_str(), &nth, holidays, closed, &date];
            let rule = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
            // Some would mislead, and are refused.
            OpeningHours::new(Some(&rule), false).ok().flatten().map(|_| rule)
        },
    )
}

/// A comma adds, and what is closed adds nothing.
fn has_closed_part_behind_comma(rule: &str) -> bool {
    let parts = rule.split("; ").flat_map(|part| part.split(", ").skip(1));
    parts.map(|part| part.split(" || ").next().unwrap_or_default()).any(|part| part.contains(" off"))
}

/// Whether a text speaks of hours that are of the night to some and of the afternoon to others. In words, "1–5 Uhr" is
/// the afternoon to most: it is refused, and never read as something else.
fn is_of_the_night(rule: &str, fault: ProseFault) -> bool {
    matches!(fault, ProseFault::HalfOfDay | ProseFault::NightOrAfternoon)
        && (1..6).any(|hour| rule.contains(&format!("0{hour}:")))
}

proptest! {
    #[test]
    fn the_text_of_a_rule_is_read_as_that_rule(rule in any_rule(), is_by_appointment: bool) {
        let hours = OpeningHours::new(Some(&rule), is_by_appointment).unwrap().unwrap();
        for tag in ["de", "de-simple", "en"] {
            let text = said(&hours, &Chain::new(locale(tag), [])).0;
            let found = read(&text, tag);
            // Without "jeweils" a remark may be said of the last hours only.
            let is_of_last = text.contains('(') && !text.contains("jeweils") && !text.contains("each time");
            if matches!(found, Err(ProseError::Words { fault: ProseFault::RemarkOfHours, .. }) if is_of_last) {
                continue;
            }
            if matches!(found, Err(ProseError::Words { fault, .. }) if is_of_the_night(&rule, fault)) {
                continue;
            }
            prop_assert_eq!(found, Ok((hours.rule.clone(), is_by_appointment)), "{}", text);
        }
    }

    #[test]
    fn a_foreign_word_anywhere_in_a_text_is_refused_there(rule in any_rule(), place: prop::sample::Index) {
        // Within a remark every word is welcome.
        let rule: String = rule.split(" \"").map(|part| part.rsplit('"').next().unwrap_or_default()).collect();
        let hours = OpeningHours::new(Some(&rule), false).unwrap().unwrap();
        let text = said(&hours, &Chain::new(locale("de"), [])).0;
        let words: Vec<&str> = text.split(' ').collect();
        let (before, behind) = words.split_at(place.index(words.len() + 1));
        let place = before.iter().map(|word| word.chars().count() + 1).sum::<usize>() + 1;
        let text = [before, &["Eingang"], behind].concat().join(" ");
        // It may cut a phrase, "in den Schulferien", of which the first word is nothing by itself.
        let is_refused_there = matches!(
            read(&text, "de"),
            Err(ProseError::Words { position, fault: ProseFault::NotUnderstood, .. })
                if position == place || (position < place && position + 20 > place)
        );
        prop_assert!(is_refused_there, "{}", text);
    }

    #[test]
    fn any_heap_of_words_is_read_or_refused(
        words in prop::collection::vec(prop::sample::select(vec![
            "Öffnungszeiten", "Montag", "Mo.", "Di", "täglich", "und", "bis", "-", "–", ",", ";", ":", "\n", "8", "08:00", "12.30",
            "24", "Uhr", "von", "ab", "außer", "an", "Feiertagen", "Schulferien", "geschlossen", "geöffnet",
            "zusätzlich", "abweichend", "nach Vereinbarung", "ganztägig", "am Folgetag", "(", ")", "„x“", "24/7",
            "24.", "Dezember", "24.12.", "1.1.2027", "2026", "Mai", "im August", "erster", "letzten", "Samstag", "im Monat", "1.",
            "Karfreitag", "Weihnachtstag", "jeweils", "durchgehend", "nachmittags", "vormittags", "open end", "oder länger",
            "Sonn-", "ganzjährig", "einschließlich", "anders", "keine Sprechzeiten", "Hinweis:", "Sie brauchen einen Termin",
            "December", "24", "31", "3rd", "of", "of the month", "Good Friday", "or later", "in the morning", "nicht", "abends", "gerade Kalenderwochen", "in ungeraden Kalenderwochen", "KW", "even weeks",
            "am Tag vor Feiertagen", "30", "not", "n. V.", "möglicherweise geöffnet", "sonst", "oder nach Vereinbarung", "•", "<br>", "M-F", "24 hours",
            "Mittwochnachmittag", "zu", "KW 52", "53", "stattdessen", "instead", "am Tag nach Feiertagen", "weitere Termine nach Vereinbarung", "h", "nach tel. Absprache", "halb",
            "24. 12. 2026", "Donnerstag", "each time", "all year",
            "Monday", "closed", "pm", "noon", "from", "to", "also", "except", "on", "midnight", "by appointment only",
        ]), 0..14),
        is_german: bool,
    ) {
        if let Ok(hours) = parse_prose(&words.join(" "), &locale(if is_german { "de" } else { "en" })) {
            let again = OpeningHours::new(hours.rule.as_deref(), hours.is_by_appointment).unwrap().unwrap();
            prop_assert!(!hours.rule.as_deref().is_some_and(has_closed_part_behind_comma), "{:?}", hours.rule);
            prop_assert_eq!(again.rule, hours.rule);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}", is_german: bool) {
        let _ = parse_prose(&text, &locale(if is_german { "de" } else { "en" }));
    }
}
