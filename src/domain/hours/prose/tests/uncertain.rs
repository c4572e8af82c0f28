//! Days of which nobody knows whether it is open, remarks, and what holds otherwise.

use super::assert_read;
use crate::domain::hours::OpeningHours;
use crate::domain::hours::text::text as said;
use crate::domain::locale::Chain;

#[track_caller]
fn assert_read_as(text: &str, tag: &str, rule: &str) {
    let hours = OpeningHours::new(Some(rule), false).unwrap().unwrap();
    assert_read(text, tag, hours.rule.as_deref(), false);
}

#[test]
fn days_by_appointment_are_unknown() {
    for (text, tag, rule) in [
        ("Mi nach Vereinbarung", "de", "We unknown \"nach Vereinbarung\""),
        ("Mo-Do 8-16, Fr nach Vereinbarung", "de", "Mo-Th 08:00-16:00; Fr unknown \"nach Vereinbarung\""),
        (
            "Mi nur nach telefonischer Vereinbarung",
            "de",
            "We unknown \"nur nach telefonischer Vereinbarung\"",
        ),
        (
            "Mo-Fr 8-12 Uhr; Mi abweichend nach Absprache",
            "de",
            "Mo-Fr 08:00-12:00; We unknown \"nach Absprache\"",
        ),
        ("Di nach tel. Vereinbarung", "de", "Tu unknown \"nach tel. Vereinbarung\""),
        ("Di nach vorheriger Absprache", "de", "Tu unknown \"nach vorheriger Absprache\""),
        ("an Feiertagen n. V.", "de", "PH unknown \"n. V.\""),
        ("Wed by appointment only", "en", "We unknown \"by appointment only\""),
        ("Mo 8-12 Uhr, sonst nach Vereinbarung", "de", "Mo 08:00-12:00 || unknown \"nach Vereinbarung\""),
        ("Mo 8-12 Uhr; ansonsten geschlossen", "de", "Mo 08:00-12:00 || off"),
        ("Mo 8-12 und 14-16 Uhr (jeweils „x“)", "de", "Mo 08:00-12:00,14:00-16:00 \"x\""),
        ("Mon 9am-noon and 2pm-4pm (each time “x”)", "en", "Mo 09:00-12:00,14:00-16:00 \"x\""),
        ("Mo 8-12 und 14-16 Uhr. Hinweis: „x“", "de", "Mo 08:00-12:00,14:00-16:00 \"x\""),
    ] {
        assert_read_as(text, tag, rule);
    }
}

#[test]
fn appointments_besides_are_said_in_many_ways() {
    for (text, tag) in [
        ("Mo 8-12 Uhr oder nach Vereinbarung", "de"),
        ("Mo 8-12 Uhr (und nach Vereinbarung)", "de"),
        ("Mo 8-12 Uhr (oder nach telefonischer Vereinbarung)", "de"),
        ("Mo 8-12 Uhr u. n. V.", "de"),
        ("Mo 8-12 Uhr auch nach Vereinbarung", "de"),
        ("Mo 8-12 Uhr. Termine nach Vereinbarung", "de"),
        ("Mo 8-12 Uhr; nach vorheriger Vereinbarung", "de"),
        ("Mo 8-12 Uhr oder nach tel. Vereinbarung", "de"),
        ("Mo 8-12 Uhr, weitere Termine nach Vereinbarung", "de"),
        ("Mo 8-12 Uhr. Andere Termine nach Vereinbarung.", "de"),
        ("Mon 8am-noon or by appointment", "en"),
        ("Mon 8am-noon. Other times by appointment", "en"),
    ] {
        assert_read(text, tag, Some("Mo 08:00-12:00"), true);
    }
}

#[test]
fn our_own_words_for_what_is_unknown_come_back() {
    for rule in [
        "Mo 08:00-12:00; We unknown",
        "Mo 08:00-12:00; We 14:00-16:00 unknown",
        "We unknown \"anrufen\"",
        "We 14:00-16:00 unknown \"anrufen\"",
        "We 14:00-16:00,17:00-18:00 unknown \"anrufen\"",
        "Mo 08:00-12:00 || unknown \"anrufen\"",
        "Mo 08:00-12:00 || unknown",
        "week 01-53/2 Mo 08:00-10:00; week 02-52/2 Tu 08:00-10:00; week 30-33 off",
        "Mo-Su 08:00-18:00; PH -1 day 08:00-12:00",
        "Mo-Fr 08:00-18:00; PH -1 day off; PH off",
        "Mo-Fr 08:00-17:00; PH 10:00-17:00; Mo-Su 12:00-13:00 off",
        "Mo-Su 10:00-18:00; PH 10:00-17:00; Aug Mo-Su off",
        "Mo-Fr 08:00-18:00; PH +1 day off",
        "week 30-31 off",
        "week 01,52-53 off",
        "week 30,33-35 Mo 08:00-10:00",
    ] {
        let hours = OpeningHours::new(Some(rule), false).unwrap().unwrap();
        for tag in ["de", "de-simple", "en"] {
            let text = said(&hours, &Chain::new(super::locale(tag), [])).0;
            assert_read(&text, tag, hours.rule.as_deref(), false);
        }
    }
}
