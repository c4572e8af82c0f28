//! Pasted texts are open when a human would say so.

use chrono::{NaiveDateTime, TimeZone};

use super::super::parse_prose;
use super::locale;
use crate::domain::hours::{City, OpeningHours, Timetable};

/// Whether a text says that it is open at a time on the clock in Stuttgart.
fn is_open(text: &str, tag: &str, local: &str) -> Option<bool> {
    let read = parse_prose(text, &locale(tag)).unwrap_or_else(|fault| panic!("{text}: {fault}"));
    let hours = OpeningHours { rule: read.rule, is_by_appointment: read.is_by_appointment };
    let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
    let at = chrono_tz::Europe::Berlin.from_local_datetime(&local).unwrap().to_utc();
    Timetable::of(&hours, &City::default()).unwrap().is_open(at)
}

#[test]
fn a_text_is_open_when_a_reader_would_come() {
    let town_hall = "Öffnungszeiten:\nMo, Di, Do, Fr 8-12 Uhr\nDo zusätzlich 14-18 Uhr\nMi geschlossen\n\
                     An Feiertagen sowie vom 24. bis 31. Dezember geschlossen";
    let pool = "Mai bis September:\nMo-Fr 9-20 Uhr\nSa, So 10-18 Uhr\nOktober bis April:\nMo-Fr 14-20 Uhr\n\
                Sa, So geschlossen\nHeiligabend geschlossen";
    let depot = "Jeden ersten Samstag im Monat 10-12 Uhr, im August geschlossen";
    let office = "Monday to Friday 9 am to 5 pm, closed on Wednesdays; closed from December 24 to January 1; \
                  Good Friday: closed";
    let market = "An Feiertagen geschlossen. Mi, Sa vormittags 7-13 Uhr, Fr nachmittags 2-6 Uhr. \
                  1. Mai abweichend 10-14 Uhr";
    let museum = "Di-So 10-17 Uhr; Feiertage 10-18 Uhr; täglich 12-13 Uhr geschlossen";
    for (text, tag, local, expected) in [
        (museum, "de", "2026-12-25 11:00", true),
        (museum, "de", "2026-12-25 12:30", false),
        (museum, "de", "2026-12-25 17:30", true),
        (museum, "de", "2026-11-25 12:30", false),
        (town_hall, "de", "2026-11-26 11:00", true),
        (town_hall, "de", "2026-11-26 13:00", false),
        (town_hall, "de", "2026-11-26 15:00", true),
        (town_hall, "de", "2026-11-25 11:00", false),
        (town_hall, "de", "2026-12-28 11:00", false),
        (town_hall, "de", "2027-01-04 11:00", true),
        (town_hall, "de", "2027-01-06 11:00", false),
        (pool, "de", "2026-07-13 10:00", true),
        (pool, "de", "2026-07-18 17:30", true),
        (pool, "de", "2026-11-26 10:00", false),
        (pool, "de", "2026-11-26 15:00", true),
        (pool, "de", "2026-11-28 15:00", false),
        (pool, "de", "2026-12-24 15:00", false),
        (depot, "de", "2026-12-05 11:00", true),
        (depot, "de", "2026-12-12 11:00", false),
        (depot, "de", "2026-08-01 11:00", false),
        (office, "en", "2026-11-26 16:59", true),
        (office, "en", "2026-11-25 12:00", false),
        (office, "en", "2026-12-31 12:00", false),
        (office, "en", "2027-03-26 12:00", false),
        (office, "en", "2027-03-25 12:00", true),
        (market, "de", "2026-05-01 12:00", true),
        (market, "de", "2026-05-02 08:00", true),
        (market, "de", "2026-04-24 15:00", true),
        (market, "de", "2026-04-03 15:00", false),
        (market, "de", "2026-12-26 08:00", false),
    ] {
        assert_eq!(is_open(text, tag, local), Some(expected), "{local}: {text}");
    }
    // An open end: nobody knows.
    assert_eq!(is_open("Fr 20 Uhr bis open end", "de", "2026-11-27 21:00"), None);
}
