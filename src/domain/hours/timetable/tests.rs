//! Plain cases: the seeds' rules, holidays, remarks, alternatives, clock changes.

use chrono::TimeZone;

use super::*;
use crate::domain::holiday::{Holiday, HolidayName, OwnHoliday, PublicHoliday, SchoolHoliday};

/// As it is stored; what is refused today may have been stored before.
fn hours(rule: &str) -> OpeningHours {
    let stored = || OpeningHours { rule: Some(rule.to_owned()), is_by_appointment: false };
    OpeningHours::new(Some(rule), false).ok().flatten().unwrap_or_else(stored)
}

#[test]
fn weeks_that_are_all_alike_are_looked_at_once() {
    let city = City::default();
    for rule in ["24/7", "24/7 off", "Mo-Su 00:00-24:00"] {
        let hours = hours(rule);
        let timetable = Timetable::of(&hours, &city).unwrap();
        assert!(timetable.layers.iter().all(|layer| layer.is_weekly), "{rule}");
        assert_eq!(timetable.next_change(at("2026-03-27 12:00")), None, "{rule}");
    }
    let weekly = hours("Sa 23:30-24:00");
    let timetable = Timetable::of(&weekly, &city).unwrap();
    assert_eq!(timetable.next_change(at("2026-10-25 00:00")), Some(at("2026-10-31 23:30")));
    for rule in [
        "Mo[1] 08:00-12:00",
        "PH off",
        "Dec 08:00-12:00",
        "week 1-53/2 Mo 08:00-12:00",
        "2026 Mo 08:00-12:00",
    ] {
        let hours = hours(rule);
        assert!(!Timetable::of(&hours, &city).unwrap().layers.iter().all(|layer| layer.is_weekly), "{rule}");
    }
}

#[test]
fn a_search_spends_effort_for_each_day_and_each_part() {
    let city = City::default();
    let hours = hours("Jan-Dec 00:00-24:00; PH 00:00-24:00");
    let timetable = Timetable::of(&hours, &city).unwrap();
    let mut spent = 0;
    let found = timetable.next_change_within(at("2026-11-26 12:00"), |effort| {
        spent += effort;
        if spent > 100 { Err(()) } else { Ok(()) }
    });
    assert_eq!((found, spent, timetable.effort_of_day()), (Err(()), 102, 2));
}

#[test]
fn a_year_before_a_month_holds_for_all_of_it() {
    for rule in ["2026 Apr 08:00-12:00", "2026Apr 08:00-12:00", "2026Apr,2026Oct 08:00-12:00"] {
        for (date, is_open) in
            [("2026-03-31", false), ("2026-04-01", true), ("2026-04-30", true), ("2026-05-01", false)]
        {
            assert_eq!(!day(rule, date).is_empty(), is_open, "{rule} {date}");
            // As it was stored before today's spelling.
            let stored = OpeningHours { rule: Some(rule.to_owned()), is_by_appointment: false };
            let days = Timetable::of(&stored, &City::default()).unwrap().days(date.parse().unwrap(), 1);
            assert_eq!(!days[0].intervals.is_empty(), is_open, "{rule} {date}");
        }
    }
}

#[test]
fn a_night_goes_on_whatever_is_said_of_the_next_day() {
    for (rule, saturday, sunday) in [
        (
            "Fr,Sa 22:00-04:00; Su 10:00-12:00",
            &["00:00-04:00", "22:00-24:00"][..],
            &["00:00-04:00", "10:00-12:00"][..],
        ),
        (
            "Fr,Sa 22:00-04:00, Su 10:00-12:00",
            &["00:00-04:00", "22:00-24:00"],
            &["00:00-04:00", "10:00-12:00"],
        ),
        ("Fr 22:00-04:00; Sa off", &["00:00-04:00"], &[]),
        ("Fr 22:00-28:00; Sa 02:00-06:00", &["00:00-06:00"], &[]),
        ("Fr 22:00-04:00; 2026 Nov 27 off", &[], &[]),
        ("Fr 20:00-02:00; 2026 Nov 28 off", &["00:00-02:00"], &[]),
        ("Fr 08:00-12:00,22:00-02:00; Fr 09:00-10:00 off", &["00:00-02:00"], &[]),
        ("Mo-Fr 22:00-04:00, Fr 08:00-12:00", &["00:00-04:00"], &[]),
        ("Mo-Fr 22:00-04:00; Fr 08:00-12:00", &[], &[]),
        ("Mo-Fr 08:00-12:00; Sa 07:00-07:00", &["07:00-24:00"], &["00:00-07:00"]),
        ("Fr 18:00-00:00; Sa off", &[], &[]),
        ("Fr 22:00-02:00 || Sa 01:00-03:00 unknown", &["00:00-02:00", "02:00-03:00?"], &[]),
        ("Fr 08:00-48:00", &["00:00-24:00"], &[]),
        ("24/7; Fr 22:00-06:00 unknown", &["00:00-06:00?", "06:00-24:00"], &["00:00-24:00"]),
        ("Fr 22:00-04:00; Sa 02:00-06:00 off", &["00:00-02:00"], &[]),
        ("Mo 10:00-11:00 off, Fr 22:00-04:00", &["00:00-04:00"], &[]),
        ("Fr 22:00-04:00; Sa 02:00-03:00 off", &["00:00-02:00", "03:00-04:00"], &[]),
        ("24/7; 22:00-06:00 off", &["06:00-22:00"], &["06:00-22:00"]),
        ("24/7; Fr 22:00-06:00 off", &["06:00-24:00"], &["00:00-24:00"]),
        (
            "Mo-Su 18:00-02:00; Fr 23:00-01:00 off",
            &["01:00-02:00", "18:00-24:00"],
            &["00:00-02:00", "18:00-24:00"],
        ),
        ("Fr 22:00-04:00 unknown; Sa 10:00-12:00", &["00:00-04:00?", "10:00-12:00"], &[]),
        ("Fr,Sa 22:00-04:00; Fr 23:00+ off", &["22:00-24:00"], &["00:00-04:00"]),
        ("Fr,Sa 22:00-04:00, Fr 23:00+ off", &["22:00-24:00"], &["00:00-04:00"]),
        ("Fr 22:00-04:00 || Sa 10:00-12:00; Sa off", &["00:00-04:00"], &[]),
        ("Fr 22:00-04:00, 2026 Nov 27 off", &[], &[]),
        ("Fr 22:00-04:00 unknown \"x\"; 2026 Nov 27 off", &[], &[]),
        ("Fr 22:00-04:00 unknown; Fr 23:00+ off", &[], &[]),
        (
            "Fr 22:00-04:00 || Mo-Su 20:00-06:00 unknown; 2026 Nov 27 23:00+ off",
            &["20:00-24:00?"],
            &["00:00-06:00?", "20:00-24:00?"],
        ),
    ] {
        assert_eq!(day(rule, "2026-11-28"), saturday, "{rule}");
        assert_eq!(day(rule, "2026-11-29"), sunday, "{rule}");
    }
    // The remark of a day that is closed is not that of the next.
    let days = day("Fr 22:00-04:00 \"Bar\"; We off \"Ruhetag\"", "2026-11-28");
    assert_eq!(days, ["00:00-04:00 Bar"]);
}

/// An instant by the clock in Berlin.
fn at(local: &str) -> DateTime<Utc> {
    let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
    chrono_tz::Europe::Berlin.from_local_datetime(&local).unwrap().to_utc()
}

fn utc(text: &str) -> DateTime<Utc> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap().and_utc()
}

fn is_open(rule: &str, local: &str) -> Option<bool> {
    Timetable::of(&hours(rule), &City::default()).unwrap().is_open(at(local))
}

fn next_change(rule: &str, local: &str) -> Option<DateTime<Utc>> {
    Timetable::of(&hours(rule), &City::default()).unwrap().next_change(at(local))
}

/// A day's intervals as text: `08:30-12:30`, with `?` where it is unknown, and the remark.
fn day(rule: &str, date: &str) -> Vec<String> {
    let days = Timetable::of(&hours(rule), &City::default()).unwrap().days(date.parse().unwrap(), 1);
    assert_eq!(days.len(), 1);
    let written = |interval: &Interval| {
        let sign = if interval.kind == IntervalKind::Unknown { "?" } else { "" };
        let comment = interval.comment.as_deref().map(|comment| format!(" {comment}")).unwrap_or_default();
        format!("{}-{}{sign}{comment}", interval.from.local, interval.to.local)
    };
    days[0].intervals.iter().map(written).collect()
}

const SEED: &str = "Mo,Tu,Th,Fr 08:30-12:30; We off";

#[test]
fn the_town_hall_is_open_in_the_morning_but_not_on_wednesday() {
    for (local, is) in [
        ("2026-07-13 08:29", false),
        ("2026-07-13 08:30", true),
        ("2026-07-13 12:29", true),
        ("2026-07-13 12:30", false),
        ("2026-07-15 09:00", false),
        ("2026-07-18 09:00", false),
    ] {
        assert_eq!(is_open(SEED, local), Some(is), "{local}");
    }
    for (from, to) in [
        ("2026-07-13 08:00", "2026-07-13 08:30"),
        ("2026-07-13 08:30", "2026-07-13 12:30"),
        ("2026-07-14 12:30", "2026-07-16 08:30"),
        ("2026-07-17 13:00", "2026-07-20 08:30"),
    ] {
        assert_eq!(next_change(SEED, from), Some(at(to)), "{from}");
    }
    let week = Timetable::of(&hours(SEED), &City::default()).unwrap().days("2026-07-13".parse().unwrap(), 7);
    let open: Vec<usize> = week.iter().map(|day| day.intervals.len()).collect();
    assert_eq!(open, [1, 1, 0, 1, 1, 0, 0]);
    let monday = &week[0].intervals[0];
    assert_eq!(
        (monday.from.local.to_string(), monday.from.instant),
        ("08:30".to_owned(), utc("2026-07-13 06:30"))
    );
    assert_eq!(
        (monday.to.local.to_string(), monday.to.instant),
        ("12:30".to_owned(), utc("2026-07-13 10:30"))
    );
}

#[test]
fn by_appointment_alone_has_no_fixed_hours_and_beside_a_rule_changes_nothing() {
    let city = City::default();
    let alone = OpeningHours { rule: None, is_by_appointment: true };
    assert!(Timetable::of(&alone, &city).is_none());
    let beside = OpeningHours { is_by_appointment: true, ..hours(SEED) };
    let timetable = Timetable::of(&beside, &city).unwrap();
    assert_eq!(timetable.is_open(at("2026-07-13 09:00")), Some(true));
    assert_eq!(timetable.is_open(at("2026-07-15 09:00")), Some(false));
}

#[test]
fn a_holiday_is_what_the_rule_makes_of_it() {
    let without = "Mo-Fr 08:00-12:00";
    let with = "Mo-Fr 08:00-12:00; PH off";
    // Epiphany is one in Baden-Württemberg, and a Tuesday in 2026.
    assert_eq!(is_open(without, "2026-01-06 09:00"), Some(true));
    assert_eq!(is_open(with, "2026-01-06 09:00"), Some(false));
    assert_eq!(next_change(with, "2026-01-05 12:00"), Some(at("2026-01-07 08:00")));
    let hesse = City { calendar: Calendar::of_land(Land::Hesse), ..City::default() };
    let hours = hours(with);
    let in_hesse = Timetable::of(&hours, &hesse).unwrap();
    assert_eq!(in_hesse.is_open(at("2026-01-06 09:00")), Some(true));
    let epiphany = "2026-01-06".parse().unwrap();
    assert_eq!(in_hesse.days(epiphany, 1)[0].holiday, None);
    let city = City::default();
    let here = Timetable::of(&hours, &city).unwrap().days(epiphany, 1);
    assert_eq!(here[0].holiday, Some(Holiday::Public(PublicHoliday::Epiphany)));
    assert!(here[0].intervals.is_empty());
    assert_eq!(day("Mo-Fr 08:00-12:00; PH +1 day 10:00-11:00", "2026-01-07"), ["10:00-11:00"]);
}

#[test]
fn a_holiday_of_the_operators_counts_as_a_public_one() {
    let name = Arc::new(HolidayName::everywhere("Betriebsausflug").unwrap());
    let own = vec![OwnHoliday::Once { date: "2026-07-13".parse().unwrap(), name: Arc::clone(&name) }];
    let calendar = Calendar::new(Land::BadenWuerttemberg, own, Vec::new()).unwrap();
    let city = City { calendar, ..City::default() };
    let hours = hours("Mo-Fr 08:00-12:00; PH off");
    let timetable = Timetable::of(&hours, &city).unwrap();
    assert_eq!(timetable.is_open(at("2026-07-13 09:00")), Some(false));
    assert_eq!(timetable.next_change(at("2026-07-10 12:00")), Some(at("2026-07-14 08:00")));
    let days = timetable.days("2026-07-13".parse().unwrap(), 1);
    assert_eq!(days[0].holiday, Some(Holiday::Own(name)));
}

#[test]
fn school_holidays_are_the_operators() {
    let name = Arc::new(HolidayName::everywhere("Sommerferien").unwrap());
    let (first, last) = ("2026-07-30".parse().unwrap(), "2026-09-12".parse().unwrap());
    let school = vec![SchoolHoliday { first, last, name: Arc::clone(&name) }];
    let calendar = Calendar::new(Land::BadenWuerttemberg, Vec::new(), school).unwrap();
    let city = City { calendar, ..City::default() };
    let hours = hours("Mo-Fr 08:00-16:00; SH 09:00-12:00");
    let days = Timetable::of(&hours, &city).unwrap().days("2026-07-29".parse().unwrap(), 2);
    assert_eq!(days[0].intervals[0].to.local.to_string(), "16:00");
    assert_eq!(days[1].intervals[0].to.local.to_string(), "12:00");
    assert_eq!((&days[0].school_holiday, &days[1].school_holiday), (&None, &Some(name)));
}

#[test]
fn unknown_is_neither_open_nor_closed() {
    let rule = "Mo 08:00-12:00; We 14:00-16:00 unknown \"nach Vereinbarung\"";
    assert_eq!(is_open(rule, "2026-07-15 15:00"), None);
    assert_eq!(next_change(rule, "2026-07-15 13:00"), Some(at("2026-07-15 14:00")));
    assert_eq!(next_change(rule, "2026-07-15 15:00"), Some(at("2026-07-15 16:00")));
    assert_eq!(day(rule, "2026-07-15"), ["14:00-16:00? nach Vereinbarung"]);
}

#[test]
fn a_remark_stays_with_its_hours_and_with_what_is_closed() {
    let rule = "Mo 08:00-12:00 \"nur Pässe\", Mo 14:00-16:00; Jul 20 off \"Betriebsausflug\"";
    assert_eq!(day(rule, "2026-07-13"), ["08:00-12:00 nur Pässe", "14:00-16:00"]);
    let timetable = hours(rule);
    let city = City::default();
    let closed = Timetable::of(&timetable, &city).unwrap().days("2026-07-20".parse().unwrap(), 1);
    assert_eq!(closed[0].closed_remark.as_deref(), Some("Betriebsausflug"));
    assert!(closed[0].intervals.is_empty());
    // A remark alone is no change.
    assert_eq!(
        next_change("Mo 08:00-10:00 \"a\", Mo 10:00-12:00 \"b\"", "2026-07-13 09:00"),
        Some(at("2026-07-13 12:00"))
    );
}

#[test]
fn an_alternative_holds_whenever_what_stands_before_it_is_closed() {
    let rule = "Mo-Fr 08:00-12:00; We off || unknown \"nach Vereinbarung\"";
    assert_eq!(
        day(rule, "2026-07-13"),
        ["00:00-08:00? nach Vereinbarung", "08:00-12:00", "12:00-24:00? nach Vereinbarung"]
    );
    assert_eq!(day(rule, "2026-07-15"), ["00:00-24:00? nach Vereinbarung"]);
    assert_eq!(next_change(rule, "2026-07-14 12:00"), Some(at("2026-07-16 08:00")));
    let twice = "Mo 08:00-10:00 || Mo 09:00-11:00 || Mo 10:30-12:00 unknown";
    assert_eq!(day(twice, "2026-07-13"), ["08:00-11:00", "11:00-12:00?"]);
    // What a semicolon joins replaces days of all that stands before it.
    for (rule, thursday) in [
        ("Mo-Fr 08:00-12:00 || unknown; PH off", &[][..]),
        ("Mo-Fr 08:00-12:00 || unknown, PH off", &[]),
        (
            "Mo-Fr 08:00-12:00 || Th 14:00-16:00, Jun 04 11:00-15:00 off, Th 18:00-19:00",
            &["08:00-11:00", "15:00-16:00", "18:00-19:00"],
        ),
        ("Mo-Fr 08:00-12:00 || Mo-Fr 14:00-16:00 || unknown; Jun 04 10:00-11:00", &["10:00-11:00"]),
        ("Mo-Fr 08:00-12:00 || Mo-Fr 14:00-16:00; Jun 04 11:00-15:00 off", &["08:00-11:00", "15:00-16:00"]),
        (
            "Mo-Fr 08:00-12:00 || Mo-Fr 14:00-16:00, Th 18:00-19:00",
            &["08:00-12:00", "14:00-16:00", "18:00-19:00"],
        ),
        ("Mo-Fr 08:00-12:00 || Sa 14:00-16:00, Th 09:00-13:00", &["08:00-13:00"]),
    ] {
        assert_eq!(day(rule, "2026-06-04"), thursday, "{rule}");
    }
    // Two bars in a remark are none.
    assert_eq!(day("Mo 08:00-12:00 \"a || b\"", "2026-07-13"), ["08:00-12:00 a || b"]);
}

#[test]
fn nobody_knows_when_an_open_end_is() {
    assert_eq!(day("Mo 14:00+", "2026-07-13"), ["14:00-24:00?"]);
    assert_eq!(
        day("Mo 08:00-12:00,14:00-16:00+", "2026-07-13"),
        ["08:00-12:00", "14:00-16:00", "16:00-24:00?"]
    );
    assert_eq!(
        day("Mo 08:00-12:00+,14:00-16:00", "2026-07-13"),
        ["08:00-12:00", "12:00-14:00?", "14:00-16:00", "16:00-24:00?"]
    );
    assert_eq!(day("Mo-Fr 08:00-12:00; Th 14:00-18:00+; PH off", "2026-06-04"), [""; 0]);
    assert_eq!(day("Mo-Fr 08:00-12:00, 14:00+; PH +1 day off", "2026-01-07"), [""; 0]);
    // As it was stored once.
    assert_eq!(day("Mo 22:00-02:00+", "2026-07-14"), ["00:00-02:00"]);
    assert_eq!(day("14:00-18:00+", "2026-07-14"), ["14:00-18:00", "18:00-24:00?"]);
}

#[test]
fn what_goes_on_past_midnight_stands_in_both_days() {
    let rule = "Fr 22:00-02:00";
    assert_eq!(day(rule, "2026-07-17"), ["22:00-24:00"]);
    assert_eq!(day(rule, "2026-07-18"), ["00:00-02:00"]);
    assert_eq!(is_open(rule, "2026-07-18 01:59"), Some(true));
    assert_eq!(next_change(rule, "2026-07-17 23:00"), Some(at("2026-07-18 02:00")));
    assert_eq!(day("24/7", "2026-07-18"), ["00:00-24:00"]);
    assert_eq!(next_change("24/7", "2026-07-18 12:00"), None);
    assert_eq!(next_change("24/7 off", "2026-07-18 12:00"), None);
}

#[test]
fn what_the_crate_spells_ambiguously_has_an_answer() {
    for (rule, date, open) in [
        ("Fr 22:00-04:00; Dec: Sa[1] 10:00-12:00", "2026-12-05", &["00:00-04:00", "10:00-12:00"][..]),
        ("Th 14:00+; Jul,Aug: Sa[1] 10:00-12:00", "2026-07-04", &["10:00-12:00"]),
        ("Th 14:00+; Jul,Aug: Sa[1] 10:00-12:00", "2026-07-02", &["14:00-24:00?"]),
        ("Mo-Fr 08:00+; 2026 May: Mo[1] off", "2026-05-04", &[]),
        ("Mo-Fr 08:00-12:00; Dec 24 00:00-24:00, easter 08:00-10:00", "2026-04-05", &["08:00-10:00"]),
    ] {
        assert_eq!(day(rule, date), open, "{rule} {date}");
    }
}

#[test]
fn a_day_has_the_hours_that_the_clock_gives_it() {
    let all_day = hours("24/7");
    let city = City::default();
    let timetable = Timetable::of(&all_day, &city).unwrap();
    for (date, hours) in [("2026-03-29", 23), ("2026-10-25", 25), ("2026-10-26", 24)] {
        let day = &timetable.days(date.parse().unwrap(), 1)[0];
        let [interval] = day.intervals.as_slice() else { panic!("{day:?}") };
        assert_eq!(interval.to.instant - interval.from.instant, TimeDelta::hours(hours), "{date}");
    }
}

#[test]
fn hours_that_the_clock_leaves_out_are_not() {
    assert_eq!(day("02:15-02:45", "2026-03-28"), ["02:15-02:45"]);
    assert_eq!(day("02:15-02:45", "2026-03-29"), [""; 0]);
    let reaching = hours("Su 01:30-02:30");
    let city = City::default();
    let timetable = Timetable::of(&reaching, &city).unwrap();
    let interval = &timetable.days("2026-03-29".parse().unwrap(), 1)[0].intervals[0];
    assert_eq!(
        (interval.to.local.to_string(), interval.to.instant),
        ("02:30".to_owned(), utc("2026-03-29 01:00"))
    );
    assert_eq!(timetable.is_open(utc("2026-03-29 00:59")), Some(true));
    assert_eq!(timetable.is_open(utc("2026-03-29 01:00")), Some(false));
    assert_eq!(next_change("02:15-02:45", "2026-03-28 12:00"), Some(at("2026-03-30 02:15")));
}

#[test]
fn hours_in_an_hour_that_comes_twice_are_open_once() {
    let rule = hours("Su 01:30-02:30");
    let city = City::default();
    let timetable = Timetable::of(&rule, &city).unwrap();
    for (at, is) in [
        ("2026-10-24 23:29", false),
        ("2026-10-24 23:30", true),
        ("2026-10-25 00:29", true),
        ("2026-10-25 00:30", false),
        ("2026-10-25 01:10", false),
        ("2026-10-25 02:10", false),
    ] {
        assert_eq!(timetable.is_open(utc(at)), Some(is), "{at}");
    }
    assert_eq!(timetable.next_change(utc("2026-10-25 00:00")), Some(utc("2026-10-25 00:30")));
    assert_eq!(timetable.next_change(utc("2026-10-25 01:10")), Some(utc("2026-11-01 00:30")));
}

#[test]
fn what_the_clock_alone_cannot_say_has_no_answer() {
    for rule in ["sunrise-sunset", "Mo 08:00-sunset", "(sunset-01:00)-22:00", "Mo 10:00-16:00/30"] {
        assert!(Timetable::of(&hours(rule), &City::default()).is_none(), "{rule}");
    }
    for rule in ["", "Montag", "Mo 08:00-12:00 ||", "|| Mo 08:00-12:00"] {
        let unread = OpeningHours { rule: Some(rule.to_owned()), is_by_appointment: false };
        assert!(Timetable::of(&unread, &City::default()).is_none(), "{rule}");
    }
}

#[test]
fn far_instants_have_no_answer_and_near_ones_an_end() {
    let rule = hours("Mo-Fr 08:00-12:00; PH off");
    let city = City::default();
    let timetable = Timetable::of(&rule, &city).unwrap();
    for far in
        [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC, utc("0001-01-01 00:00"), utc("1899-12-31 12:00")]
    {
        assert_eq!(timetable.is_open(far), None);
        assert_eq!(timetable.next_change(far), None);
        assert!(timetable.days(far.date_naive(), 1).is_empty());
    }
    assert_eq!(timetable.is_open(utc("1900-01-01 08:00")), Some(true));
    assert_eq!(timetable.is_open(utc("9999-12-31 22:59")), Some(false));
    assert_eq!(timetable.is_open(utc("9999-12-31 23:00")), None);
    assert_eq!(timetable.next_change(utc("9999-12-31 12:00")), None);
    assert_eq!(timetable.days("9999-12-30".parse().unwrap(), 9).len(), 2);
    assert_eq!(timetable.days("2026-07-13".parse().unwrap(), usize::MAX).len(), MAX_DAYS);
    assert_eq!(next_change("2030 Dec 24 08:00-12:00", "2026-07-13 12:00"), Some(at("2030-12-24 08:00")));
    assert_eq!(next_change("Feb 29 08:00-12:00", "2026-07-13 12:00"), Some(at("2028-02-29 08:00")));
    assert_eq!(
        next_change("May Sa[5]-Jan Mo[5] 00:00-13:00", "2022-01-31 13:00"),
        Some(at("2025-05-31 00:00"))
    );
    assert_eq!(next_change("2070 Dec 24 08:00-12:00", "2026-07-13 12:00"), None);
}

#[test]
fn rules_mean_what_they_mean_to_osms_evaluator() {
    // Each was compared with opening_hours.js over all of 2026. 13 July is a Monday.
    for (rule, date, expected) in [
        // A semicolon replaces the day, a comma with a blank adds to it.
        ("Mo-Fr 08:00-12:00; Th 14:00-18:00", "2026-07-16", &["14:00-18:00"] as &[&str]),
        ("Mo-Fr 08:00-12:00, Th 14:00-18:00", "2026-07-16", &["08:00-12:00", "14:00-18:00"]),
        ("Mo-Fr 08:00-12:00, 14:00-16:00", "2026-07-16", &["08:00-12:00", "14:00-16:00"]),
        // Closed hours take away only themselves, wherever they stand after the hours.
        ("Mo 08:00-12:00; Mo 10:00-11:00 off", "2026-07-13", &["08:00-10:00", "11:00-12:00"]),
        ("Mo-Fr 08:00-12:00, Mo 10:00-11:00 off", "2026-07-13", &["08:00-10:00", "11:00-12:00"]),
        ("We off; Mo-Fr 08:00-12:00", "2026-07-15", &["08:00-12:00"]),
        ("Mo-Fr 08:00-12:00; We off; We[1] 14:00-16:00", "2026-07-01", &["14:00-16:00"]),
        ("Mo 08:00-12:00; 24/7 off", "2026-07-13", &[]),
        // Holidays: 6 January, 4 June.
        ("PH off; Mo-Fr 08:00-12:00", "2026-06-04", &["08:00-12:00"]),
        ("PH,Su 10:00-12:00", "2026-06-04", &["10:00-12:00"]),
        ("Mo-Fr 08:00-12:00; PH off; Jan 06 10:00-11:00", "2026-01-06", &["10:00-11:00"]),
        ("Mo-Fr 08:00-12:00; PH -1 day 08:00-10:00", "2026-06-03", &["08:00-10:00"]),
        ("Mo-Fr 08:00-12:00; easter +1 day off", "2026-04-06", &[]),
        ("24/7; PH off", "2026-06-04", &[]),
        // Of a month, of a year.
        ("Mo[-1] 14:00-18:00", "2026-07-27", &["14:00-18:00"]),
        ("Mo[-1] 14:00-18:00", "2026-07-20", &[]),
        ("Th[1,3] 14:00-18:00", "2026-07-16", &["14:00-18:00"]),
        ("Tu[1] +1 day 08:00-12:00", "2026-07-08", &["08:00-12:00"]),
        ("week 1-53/2 Th 14:00-18:00", "2026-07-16", &["14:00-18:00"]),
        ("week 1-53/2 Th 14:00-18:00", "2026-07-23", &[]),
        ("week 53 Mo 08:00-12:00", "2026-12-28", &["08:00-12:00"]),
        ("Nov 15-Jan 15 Mo-Fr 10:00-12:00", "2026-01-15", &["10:00-12:00"]),
        ("Nov 15-Jan 15 Mo-Fr 10:00-12:00", "2026-01-16", &[]),
        ("Mo-Fr 08:00-12:00; Dec 24-Jan 01 off", "2026-12-28", &[]),
        ("Apr-Oct Mo-Fr 08:00-18:00; Nov-Mar Mo-Fr 09:00-16:00", "2026-11-02", &["09:00-16:00"]),
        ("2025 Mo-Fr 08:00-12:00; 2026 Mo-Th 09:00-13:00", "2026-07-13", &["09:00-13:00"]),
        // Over the ends of a week and of a day.
        ("Fr-Mo 08:00-12:00", "2026-07-19", &["08:00-12:00"]),
        ("Fr 22:00-26:00", "2026-07-18", &["00:00-02:00"]),
        ("Su 10:00-12:00; Fr-Sa 20:00-02:00", "2026-07-19", &["00:00-02:00", "10:00-12:00"]),
        ("Su 10:00-12:00, Fr-Sa 20:00-02:00", "2026-07-19", &["00:00-02:00", "10:00-12:00"]),
        ("Sa off; Fr 22:00-02:00", "2026-07-18", &["00:00-02:00"]),
        ("Mo-Su 00:00-00:00", "2026-07-13", &["00:00-24:00"]),
        // Alternatives.
        ("Mo-Fr 09:00-12:00; Aug off || Aug Mo 09:00-10:00", "2026-08-03", &["09:00-10:00"]),
    ] {
        assert_eq!(day(rule, date), expected, "{rule} on {date}");
    }
}

#[test]
fn where_we_differ_from_osms_evaluator_it_is_like_this() {
    // A remark beside hours would make them unknown there.
    assert_eq!(is_open("Mo 08:00-12:00 \"nur mit Termin\"", "2026-07-13 09:00"), Some(true));
    // The tail of an open end would go on until four.
    assert_eq!(is_open("Mo 14:00-18:00+", "2026-07-13 23:59"), None);
    assert_eq!(is_open("Mo 14:00-18:00+", "2026-07-14 00:00"), Some(false));
    // A night would end at midnight where a later part of the rule speaks of the day that it ends on, and would not end
    // where the day that it begins on is closed.
    assert_eq!(day("Fr 20:00-02:00; Sa off", "2026-07-18"), ["00:00-02:00"]);
    assert_eq!(day("Mo-Su 20:00-02:00; 2026 Jul 18 off", "2026-07-18"), ["00:00-02:00"]);
    assert_eq!(day("Mo-Su 20:00-02:00; 2026 Jul 18 off", "2026-07-19"), ["20:00-24:00"]);
    // A season of the whole year.
    assert_eq!(day("Aug 15-Aug 14 Mo 10:00-12:00", "2026-07-13"), ["10:00-12:00"]);
}
