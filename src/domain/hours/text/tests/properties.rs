//! What holds for every rule.

use proptest::prelude::*;

use super::*;

/// Rules made of the grammar: mostly accepted ones.
fn any_rule() -> impl Strategy<Value = String> {
    let wide = prop::sample::select(vec![
        "",
        "Apr-Sep ",
        "Dec 24 ",
        "Dec 24-26 ",
        "Feb 29 ",
        "2026 ",
        "2026-2028/2 ",
        "2027+ ",
        "2026 Apr ",
        "easter ",
        "easter +1 day-Oct 3 ",
        "2026 easter -3 days-Oct 3 ",
        "easter -20 days ",
        "May Su[1],May Su[-2],Oct Su[3] ",
        "Dec 24,Dec 31 ",
        "2026 Dec 24-Jan 2 ",
        "May ",
        "week 01-53/2 ",
        "week 10 ",
        "week 52-53 ",
        "2026 week 52 ",
        "Jul-Aug ",
        "Dec 20,Dec 24-26,Dec 31 ",
        "easter +51 days ",
        "easter -49 days-easter -46 days ",
        "2026 Dec 24+ ",
        "Nov Th[4] ",
        "Apr 1 -Mo-May 1 +Su +2 days ",
        "Apr week 10-20 ",
        "2026Oct-Mar ",
    ]);
    let days = prop::sample::select(vec![
        "",
        "Mo ",
        "Mo-Fr ",
        "Fr-Mo ",
        "Sa,Su ",
        "PH ",
        "SH,PH ",
        "Mo-Su,PH ",
        "We[1] ",
        "We[1-3,-1] ",
        "We[-2] ",
        "Mo[2] +1 day ",
        "PH -1 day ",
        "PH -2 days ",
        "Sa,Su,PH ",
        "PH +2 days ",
        "Mo,We,Mo ",
        "Su,Mo,Tu ",
    ]);
    let times = prop::sample::select(vec![
        "",
        "08:00-12:00",
        "08:00-12:00,14:00-18:30",
        "10:00+",
        "10:00-12:00+",
        "20:00-02:00",
        "20:00-26:00",
        "00:00-24:00",
        "08:00-08:00",
        "sunrise-sunset",
        "(dusk+01:00)-(dawn-00:30)",
        "sunset+",
        "08:00-48:00",
        "10:00-16:00/01:30",
        "00:00-00:30",
    ]);
    let state =
        prop::sample::select(vec!["", " off", " open", " unknown", " off \"Umbau\"", " \"سؤال {0}\""]);
    let operator = prop::sample::select(vec!["; ", ", ", " || "]);
    let part = (wide, days, times, state)
        .prop_map(|(wide, days, times, state)| format!("{wide}{days}{times}{state}"));
    prop::collection::vec((operator, part), 1..6).prop_map(|parts| {
        parts
            .iter()
            .enumerate()
            .map(
                |(index, (operator, part))| {
                    if index == 0 { part.clone() } else { format!("{operator}{part}") }
                },
            )
            .collect()
    })
}

proptest! {
    #[test]
    fn every_accepted_rule_has_a_text_in_every_language(rule in any_rule(), is_by_appointment: bool) {
        if let Ok(Some(hours)) = OpeningHours::new(Some(&rule), is_by_appointment) {
            for tag in LANGUAGES {
                let (text, locale) = text(&hours, &chain(&[tag]));
                prop_assert!(!text.trim().is_empty());
                prop_assert!(locale.as_str() == tag || (locale.as_str() == NO_LANGUAGE && Some(text) == hours.rule));
            }
        }
    }

    #[test]
    fn whatever_is_stored_as_a_rule_has_a_text(rule in "\\PC{0,40}") {
        let hours = OpeningHours { rule: Some(rule.clone()), is_by_appointment: true };
        prop_assert!(text(&hours, &chain(&["fa"])).0.len() > rule.len());
    }
}

#[test]
fn a_text_is_not_much_longer_than_its_rule() {
    for part in ["Mo,We,Fr 08:30-12:30; ", "Apr Mo[1] 10:00+, ", "PH,Su off; ", "Mo 8:00-9:00 \"{0}\"; "] {
        // Times and dates are counted too.
        let rule = part.repeat(30);
        let rule = rule.trim_end_matches([';', ',', ' ']);
        for tag in LANGUAGES {
            assert!(said(Some(rule), false, tag).len() < 20 * rule.len(), "{tag}");
        }
    }
}
