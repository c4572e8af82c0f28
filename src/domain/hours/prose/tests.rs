//! What the reader of prose promises.

use proptest::prelude::*;

use super::super::text::text as said;
use super::*;
use crate::domain::locale::Chain;

fn locale(tag: &str) -> Locale {
    Locale::parse(tag).unwrap()
}

fn read(text: &str, tag: &str) -> Result<(Option<String>, bool), ProseError> {
    parse_prose(text, &locale(tag)).map(|hours| (hours.rule, hours.is_by_appointment))
}

#[track_caller]
fn assert_read(text: &str, tag: &str, rule: Option<&str>, is_by_appointment: bool) {
    match read(text, tag) {
        Ok(found) => assert_eq!((found.0.as_deref(), found.1), (rule, is_by_appointment), "{text}"),
        Err(fault) => panic!("{text}: {fault}"),
    }
}

#[track_caller]
fn assert_refused(text: &str, tag: &str, position: usize, words: &str, fault: ProseFault) {
    let expected = ProseError::Words { position, words: words.to_owned(), fault };
    assert_eq!(read(text, tag), Err(expected), "{text}");
}

#[test]
fn german_prose_becomes_a_rule() {
    for (text, rule) in [
        (
            "Montag, Dienstag, Donnerstag und Freitag: 8:30 - 12:30 Uhr; Mittwoch geschlossen",
            "Mo,Tu,Th,Fr 08:30-12:30; We off",
        ),
        ("Mo–Fr 8–12 und 14–16 Uhr", "Mo-Fr 08:00-12:00,14:00-16:00"),
        ("Mo. bis Do. von 8.00 bis 16.00 Uhr, Fr 8-12 Uhr", "Mo-Th 08:00-16:00; Fr 08:00-12:00"),
        ("Do zusätzlich 14:00-18:00 Uhr", "Th 14:00-18:00"),
        ("Mo-Fr 8-12 Uhr, Do zusätzlich 14:00-18:00 Uhr", "Mo-Fr 08:00-12:00, Th 14:00-18:00"),
        ("Mo-Fr 8-12 Uhr\nauch Do 14-18 Uhr", "Mo-Fr 08:00-12:00, Th 14:00-18:00"),
        ("Mo-Fr 8-18 Uhr; Mi abweichend: 10-16 Uhr", "Mo-Fr 08:00-18:00; We 10:00-16:00"),
        ("täglich außer Samstag 9-17 Uhr", "Mo-Fr,Su 09:00-17:00"),
        ("Täglich außer Samstag und Sonntag 9-17 Uhr", "Mo-Fr 09:00-17:00"),
        ("täglich außer an Feiertagen 9-17 Uhr", "Mo-Su 09:00-17:00; PH off"),
        ("an Feiertagen geschlossen", "PH off"),
        ("An Feiertagen geschlossen. Mo-Fr 8-12 Uhr.", "Mo-Fr 08:00-12:00; PH off"),
        ("So und an Feiertagen geschlossen; Mo-Sa 8-12 Uhr", "Su off; Mo-Sa 08:00-12:00; PH off"),
        ("Mo-Fr 8-12 Uhr; an Feiertagen 10-12 Uhr", "Mo-Fr 08:00-12:00; PH 10:00-12:00"),
        ("Montag:\t8h – 12\u{a0}h\r\nDienstag:\t14h30\u{2014}18h\n", "Mo 08:00-12:00; Tu 14:30-18:00"),
        ("Montag\n8.30 Uhr bis 12 Uhr", "Mo 08:30-12:00"),
        ("Sonnabends ab 14 Uhr („bei gutem Wetter“)", "Sa 14:00+ \"bei gutem Wetter\""),
        ("von Montag bis Freitag geöffnet von 8 bis 12", "Mo-Fr 08:00-12:00"),
        ("Montag 12–13 Uhr geschlossen", "Mo 12:00-13:00 off"),
        ("Fr 20 Uhr bis 2 Uhr am Folgetag", "Fr 20:00-02:00"),
        ("Am Wochenende 0–24 Uhr", "Sa,Su"),
        ("Sa ganztägig", "Sa"),
        ("Fr–Mo 18–24 Uhr", "Fr-Mo 18:00-24:00"),
        ("Mo/Di 8-12", "Mo,Tu 08:00-12:00"),
        ("Öffnungszeiten:\nMo 8-12 Uhr", "Mo 08:00-12:00"),
        ("Mo. u. Di. 8-12 Uhr", "Mo,Tu 08:00-12:00"),
        ("Rund um die Uhr", "24/7"),
        ("24/7; an Feiertagen geschlossen", "24/7; PH off"),
    ] {
        assert_read(text, "de", Some(rule), false);
    }
}

#[test]
fn english_prose_becomes_a_rule() {
    for (text, rule) in [
        ("Monday to Friday 9 am to 5 pm, closed on Wednesdays", "Mo-Fr 09:00-17:00; We off"),
        ("Mon-Fri 9:00-17:00", "Mo-Fr 09:00-17:00"),
        ("Mon–Fri 9:00–12:00 and 13:00–17:00", "Mo-Fr 09:00-12:00,13:00-17:00"),
        ("Mon-Fri 08:00-12:00", "Mo-Fr 08:00-12:00"),
        ("Mon 9-11 am and 2-5 p.m.; Tue 9am-noon", "Mo 09:00-11:00,14:00-17:00; Tu 09:00-12:00"),
        ("Saturday 12 noon to midnight", "Sa 12:00-24:00"),
        ("Saturday 12 PM – 12 AM", "Sa 12:00-24:00"),
        ("Every day from 12 am until 6 am", "Mo-Su 00:00-06:00"),
        ("Weekdays except Wednesday 8:30 a.m. – 12:30 p.m.", "Mo,Tu,Th,Fr 08:30-12:30"),
        ("Mon, Tue, and Thu from 2 o’clock pm", "Mo,Tu,Th 14:00+"),
        ("Thursday also 2 pm - 6 pm", "Th 14:00-18:00"),
        ("Sunday and public holidays: closed", "Su,PH off"),
        ("Friday 8 pm to 2 am the next day", "Fr 20:00-02:00"),
        ("open 24 hours a day, 7 days a week", "24/7"),
    ] {
        assert_read(text, "en", Some(rule), false);
    }
}

#[test]
fn appointments_are_a_fact_of_their_own() {
    for (text, tag, rule) in [
        ("Nach Vereinbarung", "de", None),
        ("sowie nach Vereinbarung", "de", None),
        ("nur nach Terminvereinbarung.", "de", None),
        ("Mo-Fr 8-12 Uhr und nach Vereinbarung", "de", Some("Mo-Fr 08:00-12:00")),
        ("Mo-Fr 8-12 Uhr; außerdem nach Vereinbarung", "de", Some("Mo-Fr 08:00-12:00")),
        ("Mo-Fr 8-12 Uhr, sowie nach Vereinbarung", "de", Some("Mo-Fr 08:00-12:00")),
        ("Mo-Fr 8-12 Uhr\nnach Vereinbarung", "de", Some("Mo-Fr 08:00-12:00")),
        ("Sprechzeiten nach Vereinbarung", "de", None),
        ("by appointment only", "en", None),
        ("Mon 9 am to noon, also by appointment", "en", Some("Mo 09:00-12:00")),
    ] {
        assert_read(text, tag, rule, true);
    }
}

#[test]
fn what_is_not_understood_is_named_with_its_place() {
    for (text, tag, position, words, fault) in [
        ("Mo-Fr 8-12 Uhr und nach telefonischer Absprache", "de", 20, "nach", ProseFault::NotUnderstood),
        ("Telefonische Sprechzeiten: Mo 8-12", "de", 1, "Telefonische", ProseFault::NotUnderstood),
        ("Mo 8-12; Sprechzeiten: Di 8-12", "de", 10, "Sprechzeiten", ProseFault::Unexpected),
        ("Mo 8-12 Uhr (Eingang Nord)", "de", 14, "Eingang", ProseFault::NotUnderstood),
        ("Monday 8 am to 12 pm (ish)", "en", 23, "ish", ProseFault::NotUnderstood),
        ("Mo 8-12 Uhr €", "de", 13, "€", ProseFault::NotUnderstood),
        ("8-12 Uhr", "de", 1, "8", ProseFault::NoDays),
        ("geschlossen", "de", 1, "geschlossen", ProseFault::NoDays),
        ("Mo-Fr 8-12 Uhr; Sa", "de", 17, "Sa", ProseFault::NoHours),
        ("täglich außer Samstag", "de", 1, "täglich", ProseFault::NoHours),
        ("Mo 8 Uhr", "de", 4, "8", ProseFault::NoEnd),
        ("Mo bis 18 Uhr", "de", 4, "bis", ProseFault::Unexpected),
        ("from Monday 9 am to 5 pm", "en", 6, "Monday", ProseFault::NoEnd),
        ("Mo 8-25 Uhr", "de", 6, "25", ProseFault::NoTime),
        ("Mo 8:60-9 Uhr", "de", 4, "8:60", ProseFault::NoTime),
        ("Mo 8-2026", "de", 6, "2026", ProseFault::NoTime),
        ("Mo 13 pm to 2 pm", "en", 4, "13", ProseFault::NoTime),
        ("Fr 20-2 Uhr", "de", 7, "2", ProseFault::EndBeforeStart),
        ("Mo 8-12 Uhr „Zimmer 3", "de", 13, "„Zimmer", ProseFault::OpenQuotation),
        ("Mo 8-12 Di 9-11", "de", 9, "Di", ProseFault::Unexpected),
        ("Mo, Di, Mo 8-12", "de", 9, "Mo", ProseFault::Twice),
        ("nach Vereinbarung; nach Absprache", "de", 20, "nach Absprache", ProseFault::Twice),
        ("Mo 8-12 Uhr,", "de", 12, ",", ProseFault::Unexpected),
    ] {
        assert_refused(text, tag, position, words, fault);
    }
}

#[test]
fn what_may_mean_two_things_is_refused() {
    for (text, tag, position, words, fault) in [
        ("Mo-Fr 8-12 Uhr, Mi 14-18 Uhr", "de", 17, "Mi", ProseFault::DayTwice),
        ("Mittwoch geschlossen; Mo-Fr 8-12 Uhr", "de", 23, "Mo", ProseFault::DayTwice),
        ("Werktags 8-12 Uhr", "de", 1, "Werktags", ProseFault::Workdays),
        ("täglich außer Samstag, Sonntag 8-12 Uhr", "de", 24, "Sonntag", ProseFault::ExceptedOrNew),
        ("Mo-Fr 8-18 Uhr, 12-13 Uhr geschlossen", "de", 27, "geschlossen", ProseFault::ClosedHours),
        ("An Feiertagen geschlossen; Sa abweichend 10-12 Uhr", "de", 28, "Sa", ProseFault::InsteadOfNothing),
        ("Mo-Fr 8-12; in den Schulferien 8-10", "de", 20, "Schulferien", ProseFault::SchoolHolidayHours),
        ("Mo außer an Feiertagen 8-12; Di 8-12", "de", 13, "Feiertagen", ProseFault::ExceptedHolidays),
        ("Mon 8-12", "en", 5, "8", ProseFault::HalfOfDay),
        ("Mo-Fr 8-12 und 2-4 Uhr", "de", 16, "2", ProseFault::HalfOfDay),
        ("Mo 2-4", "de", 4, "2", ProseFault::HalfOfDay),
        ("Mon 9-12am", "en", 7, "12", ProseFault::HalfOfDay),
        ("Mon 12-12 am", "en", 8, "12", ProseFault::HalfOfDay),
        ("Mon 8:30-12:30", "en", 5, "8:30", ProseFault::HalfOfDay),
        ("Mon 9-5 pm", "en", 5, "9", ProseFault::HalfOfDay),
        ("Mon 9 am to 5", "en", 13, "5", ProseFault::HalfOfDay),
        ("Mon 9:00-17:00, Tue 2:00-5:00", "en", 21, "2:00", ProseFault::HalfOfDay),
        ("Mon 9 am - 5 pm, Tue 8-12", "en", 22, "8", ProseFault::HalfOfDay),
        ("Mon 8 to midnight", "en", 5, "8", ProseFault::HalfOfDay),
        ("Mo 8-12 Uhr, nach Vereinbarung", "de", 14, "nach Vereinbarung", ProseFault::HoursByAppointment),
        ("Mo 8-12 Uhr; nur nach Absprache", "de", 14, "nur nach Absprache", ProseFault::HoursByAppointment),
        ("Nach Vereinbarung, Mo 8-12 Uhr", "de", 1, "Nach Vereinbarung", ProseFault::HoursByAppointment),
        ("geöffnet Mo-Fr geschlossen", "de", 16, "geschlossen", ProseFault::Unexpected),
        ("closed Wednesday, Thursday 9-17", "en", 28, "9", ProseFault::Unexpected),
    ] {
        assert_refused(text, tag, position, words, fault);
    }
}

#[test]
fn other_languages_and_texts_without_hours_are_refused() {
    assert_eq!(read("lundi 8-12", "fr"), Err(ProseError::Language(locale("fr"))));
    assert_read("Mo 8-12", "de-AT", Some("Mo 08:00-12:00"), false);
    assert_read("Mon 8-17", "en-GB", Some("Mo 08:00-17:00"), false);
    for text in ["", " \n\t", "; .", "Öffnungszeiten:"] {
        assert_eq!(read(text, "de"), Err(ProseError::Empty));
    }
    let most = "Mo 8-12;".repeat(MAX_PROSE_LENGTH / 8);
    assert!(matches!(read(&most, "de"), Err(ProseError::Words { position: 9, .. })));
    for text in [most + " ", "ä".repeat(MAX_PROSE_LENGTH + 1), "x".repeat(3_000_000)] {
        assert_eq!(read(&text, "de"), Err(ProseError::TooLong));
    }
    assert_read("Sa ganztägig „x“", "de", Some("Sa 00:00-24:00 \"x\""), false);
    let long = format!("Mo {}", "8-9, ".repeat(390)) + "8-9";
    assert_eq!(read(&long, "de"), Err(ProseError::Rule(HoursError::TooLong)));
}

#[test]
fn a_fault_is_a_sentence_for_editors() {
    let fault = read("Mo-Fr 8-12 Uhr, Mi 14-18 Uhr", "de").unwrap_err();
    assert_eq!(
        fault.to_string(),
        "character 17, \"Mi\": this day was named before; say \"zusätzlich\" or \"also\" where hours are added, \
         \"abweichend\" or \"instead\" where they replace those before"
    );
}

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
    let times = prop::collection::vec(any_times(), 6);
    let holidays = prop::sample::select(vec!["", "PH off", "SH,PH off", "PH 10:00-12:00", "SH off; PH off"]);
    let remark = prop::sample::select(vec!["", " \"nur mit Ausweis\""]);
    (groups, times, holidays, remark, 0..3_u8).prop_filter_map(
        "a rule has a part",
        |(groups, times, holidays, remark, more)| {
            // Nothing is said of the days of group 0, those of group 4 are closed.
            let days = |group| (0..7).filter(|day| groups[*day] == group).collect::<Vec<_>>();
            let mut parts: Vec<String> = Vec::new();
            for group in (1..4).filter(|group| groups.contains(group)) {
                parts.push(format!("{} {}{remark}", written(&days(group)), times[group]));
            }
            if groups.contains(&4) {
                parts.push(format!("{} off", written(&days(4))));
            }
            let mut rule = parts.join("; ");
            if let Some(first) = groups.iter().position(|group| (1..4).contains(group)) {
                let first = DAYS[first];
                match more {
                    1 => rule += &format!(", {first} {}", times[4]),
                    2 => rule += &format!("; {first} {} off", times[5].split(',').next().unwrap_or_default()),
                    _ => {}
                }
            }
            let parts = [rule.as_str(), holidays];
            let rule = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
            (!rule.is_empty()).then_some(rule)
        },
    )
}

proptest! {
    #[test]
    fn the_text_of_a_rule_is_read_as_that_rule(rule in any_rule(), is_by_appointment: bool) {
        let hours = OpeningHours::new(Some(&rule), is_by_appointment).unwrap().unwrap();
        // In words, "1–5 Uhr" is the afternoon to most: it is refused, and never read as something else.
        let is_early = (1..6).any(|hour| rule.contains(&format!("0{hour}:")));
        for tag in ["de", "en"] {
            let text = said(&hours, &Chain::new(locale(tag), [])).0;
            let found = read(&text, tag);
            if is_early && matches!(found, Err(ProseError::Words { fault: ProseFault::HalfOfDay, .. })) {
                continue;
            }
            prop_assert_eq!(found, Ok((hours.rule.clone(), is_by_appointment)), "{}", text);
        }
    }

    #[test]
    fn a_foreign_word_anywhere_in_a_text_is_refused_there(rule in any_rule(), place: prop::sample::Index) {
        let hours = OpeningHours::new(Some(&rule), false).unwrap().unwrap();
        let text = said(&hours, &Chain::new(locale("de"), [])).0;
        // Within a remark every word is welcome.
        prop_assume!(!text.contains('„'));
        let words: Vec<&str> = text.split(' ').collect();
        let (before, behind) = words.split_at(place.index(words.len() + 1));
        let place = before.iter().map(|word| word.chars().count() + 1).sum::<usize>() + 1;
        let text = [before, &["vielleicht"], behind].concat().join(" ");
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
            "Monday", "closed", "pm", "noon", "from", "to", "also", "except", "on", "midnight", "by appointment only",
        ]), 0..14),
        is_german: bool,
    ) {
        if let Ok(hours) = parse_prose(&words.join(" "), &locale(if is_german { "de" } else { "en" })) {
            let again = OpeningHours::new(hours.rule.as_deref(), hours.is_by_appointment).unwrap().unwrap();
            prop_assert_eq!(again.rule, hours.rule);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}", is_german: bool) {
        let _ = parse_prose(&text, &locale(if is_german { "de" } else { "en" }));
    }
}
