//! Words that turn what hours mean: read where they have one meaning, and never to be left out.

use super::super::{ProseError, ProseFault};
use super::{assert_read, assert_refused, read};
use crate::domain::hours::OpeningHours;

#[test]
fn exceptions_behind_hours_are_read() {
    for (text, tag, rule) in [
        ("täglich 10-18 Uhr (außer montags)", "de", "Tu-Su 10:00-18:00"),
        ("täglich 10-18 Uhr, außer montags", "de", "Tu-Su 10:00-18:00"),
        ("Mo-Fr 8-12 Uhr außer Mittwoch", "de", "Mo,Tu,Th,Fr 08:00-12:00"),
        ("Mo-Fr (außer Mittwoch) 8-12 Uhr", "de", "Mo,Tu,Th,Fr 08:00-12:00"),
        ("Mo-Fr (außer Mi und Do): 8-12 und 14-16 Uhr", "de", "Mo,Tu,Fr 08:00-12:00,14:00-16:00"),
        ("täglich 9-17 Uhr (außer an Feiertagen)", "de", "Mo-Su 09:00-17:00; PH off"),
        ("Mo-Fr 8-12 und 14-16 Uhr, nicht an Feiertagen", "de", "Mo-Fr 08:00-12:00,14:00-16:00; PH off"),
        ("Mo-Fr 8-12 Uhr (nicht in den Schulferien)", "de", "Mo-Fr 08:00-12:00; SH off"),
        ("daily 10am-6pm (except Wednesday)", "en", "Mo,Tu,Th-Su 10:00-18:00"),
        ("Mon-Fri 9am-5pm, but not on public holidays", "en", "Mo-Fr 09:00-17:00; PH off"),
        ("Mi nicht geöffnet", "de", "We off"),
        ("Mo-Fr 8-12 Uhr nicht geöffnet", "de", "Mo-Fr 08:00-12:00 off"),
        ("Wed: not open", "en", "We off"),
    ] {
        assert_read(text, tag, Some(rule), false);
    }
}

#[test]
fn days_beside_holidays_weeks_and_evenings_are_read() {
    for (text, tag, rule) in [
        ("am Tag vor Feiertagen geschlossen", "de", "PH -1 day off"),
        (
            "Mo-Fr 8-18 Uhr; Sa, So 9-14 Uhr; an Feiertagen geschlossen; am Tag vor Feiertagen: 8-12 Uhr",
            "de",
            "Mo-Fr 08:00-18:00; Sa,Su 09:00-14:00; PH -1 day 08:00-12:00; PH off",
        ),
        (
            "Mo-Fr 8-12; an Sonn- und Feiertagen sowie am Tag nach Feiertagen geschlossen",
            "de",
            "Mo-Fr 08:00-12:00; Su,PH,PH +1 day off",
        ),
        (
            "Mo-Fr 8-12; So und Feiertage geschlossen; am Tag vor Feiertagen geschlossen",
            "de",
            "Mo-Fr 08:00-12:00; Su off; PH -1 day off; PH off",
        ),
        (
            "Daily 8 AM-6 PM. The day before public holidays: 8 AM-noon",
            "en",
            "Mo-Su 08:00-18:00; PH -1 day 08:00-12:00",
        ),
        ("am Tag nach Feiertagen geschlossen", "de", "PH +1 day off"),
        ("in geraden Kalenderwochen Do 14-18 Uhr", "de", "week 02-52/2 Th 14:00-18:00"),
        ("In ungeraden Kalenderwochen: Do 14-18 Uhr", "de", "week 01-53/2 Th 14:00-18:00"),
        ("Do in ungeraden Kalenderwochen 14-18 Uhr", "de", "week 01-53/2 Th 14:00-18:00"),
        (
            "Montag (ungerade Kalenderwochen): 8–10 Uhr; Dienstag (gerade Kalenderwochen): 8–10 Uhr; KW 30 bis 33 geschlossen",
            "de",
            "week 01-53/2 Mo 08:00-10:00; week 02-52/2 Tu 08:00-10:00; week 30-33 off",
        ),
        (
            "Monday (odd weeks): 8 AM–10 AM; Tuesday (even weeks): 8 AM–10 AM; weeks 30 to 33: closed",
            "en",
            "week 01-53/2 Mo 08:00-10:00; week 02-52/2 Tu 08:00-10:00; week 30-33 off",
        ),
        ("Thu in odd weeks 2 pm to 6 pm", "en", "week 01-53/2 Th 14:00-18:00"),
        (
            "Montag (gerade KW): 8-12 Uhr; Montag (ungerade KW): 14-16 Uhr",
            "de",
            "week 02-52/2 Mo 08:00-12:00; week 01-53/2 Mo 14:00-16:00",
        ),
        (
            "Mo-Fr 8-12 Uhr; in geraden Kalenderwochen zusätzlich Do 14-18 Uhr",
            "de",
            "Mo-Fr 08:00-12:00, week 02-52/2 Th 14:00-18:00",
        ),
        ("KW 30-33 geschlossen. Mo-Fr 8-12 Uhr", "de", "Mo-Fr 08:00-12:00; week 30-33 off"),
        ("in KW 52 Mo-Fr 8-12 Uhr", "de", "week 52 Mo-Fr 08:00-12:00"),
        ("KW 52 und 53 geschlossen", "de", "week 52-53 off"),
        ("KW 1 und 2 geschlossen", "de", "week 01-02 off"),
        ("KW 52/53 geschlossen", "de", "week 52-53 off"),
        ("KW 53 bis KW 1 geschlossen", "de", "week 01,53 off"),
        ("KW 52 bis 2 geschlossen", "de", "week 01-02,52-53 off"),
        ("KW 30, 33-35 und 40 geschlossen", "de", "week 30,33-35,40 off"),
        ("In KW 52 und in KW 1 Mo 8-12 Uhr", "de", "week 01,52 Mo 08:00-12:00"),
        (
            "Mo-Fr 8-12; Mo (KW 30 und 31) abweichend 9-10",
            "de",
            "Mo-Fr 08:00-12:00; week 30-31 Mo 09:00-10:00",
        ),
        ("weeks 30, 31 and 33 closed", "en", "week 30-31,33 off"),
        ("Mittwochnachmittag 14-16 Uhr", "de", "We 14:00-16:00"),
        ("Samstagvormittag 9-12 Uhr", "de", "Sa 09:00-12:00"),
        ("Freitagabend 6-8 Uhr", "de", "Fr 18:00-20:00"),
        ("Mo 8-12 Uhr, Mi zu", "de", "Mo 08:00-12:00; We off"),
        ("Mo-Fr 8-12; abweichend am 2.12.2026 8-10 Uhr", "de", "Mo-Fr 08:00-12:00; 2026 Dec 2 08:00-10:00"),
        ("Mo-Fr 8-12 Uhr, abweichend Mittwoch 8-10 Uhr", "de", "Mo-Fr 08:00-12:00; We 08:00-10:00"),
        (
            "Mo-Fr 8-12 Uhr, Do 14-18 Uhr zusätzlich, Sa 9-11 Uhr",
            "de",
            "Mo-Fr 08:00-12:00, Th 14:00-18:00; Sa 09:00-11:00",
        ),
        (
            "Mo-Fr 8-12 Uhr; Do 14-16 und 17-18 Uhr zusätzlich",
            "de",
            "Mo-Fr 08:00-12:00, Th 14:00-16:00,17:00-18:00",
        ),
        (
            "Mo-Fr 8-12 Uhr; Do 14-18 Uhr zusätzlich „Zimmer 3“",
            "de",
            "Mo-Fr 08:00-12:00, Th 14:00-18:00 \"Zimmer 3\"",
        ),
        (
            "Mo-Fr 8-12 Uhr; Do 14-18 Uhr zusätzlich (Mai bis September)",
            "de",
            "Mo-Fr 08:00-12:00, May-Sep Th 14:00-18:00",
        ),
        ("Mon-Fri 9am-5pm; Thursday 9am-8pm instead", "en", "Mo-Fr 09:00-17:00; Th 09:00-20:00"),
        ("Mo abends 18-20 Uhr", "de", "Mo 18:00-20:00"),
        ("Mo abends 6-8 Uhr", "de", "Mo 18:00-20:00"),
        ("Mo 8-12 Uhr, abends 18-20 Uhr", "de", "Mo 08:00-12:00,18:00-20:00"),
        ("Wednesday afternoon 2-4pm", "en", "We 14:00-16:00"),
        ("Friday morning 9-11", "en", "Fr 09:00-11:00"),
        ("Mon in the evening 6-8", "en", "Mo 18:00-20:00"),
        ("Mo 18-20 Uhr abends", "de", "Mo 18:00-20:00"),
        ("Mo 8-12 Uhr in geraden Kalenderwochen", "de", "week 02-52/2 Mo 08:00-12:00"),
        ("Mo 8-12 Uhr (ungerade KW)", "de", "week 01-53/2 Mo 08:00-12:00"),
    ] {
        let hours = OpeningHours::new(Some(rule), false).unwrap().unwrap();
        assert_read(text, tag, hours.rule.as_deref(), false);
    }
}

#[test]
fn a_word_that_turns_the_meaning_is_never_to_be_left_out() {
    use ProseFault as F;
    for (text, tag, position, words, fault) in [
        (
            "Mo-Fr 8-12 Uhr; die Sprechstunde am Mi entfällt",
            "de",
            17,
            "die Sprechstunde am Mi entfällt",
            F::Negation,
        ),
        ("Mo-Fr 8-12 Uhr, Mi entfällt", "de", 20, "entfällt", F::Negation),
        ("Mo-Fr 8-12 Uhr, Mi fällt aus", "de", 20, "fällt", F::Negation),
        ("Mo-Fr 8-12 Uhr, Mi keine Annahme", "de", 20, "keine", F::Negation),
        ("Mo-Fr 8-12 Uhr; nicht Mi", "de", 17, "nicht", F::Negation),
        ("Mo-Fr 8-12 und 14-16 Uhr außer Mittwoch", "de", 32, "Mittwoch", F::Negation),
        ("Mo-Fr 8-12 Uhr; Mo-Fr zusätzlich 14-16 Uhr (außer Mi)", "de", 45, "außer", F::Negation),
        ("Mo-Fr 8-12 Uhr (außer samstags)", "de", 23, "samstags", F::Negation),
        ("24/7 außer Mi", "de", 6, "außer", F::Negation),
        ("Mo 8-12 ohne Mittagspause am Dienstag", "de", 27, "am", F::Unexpected),
        ("vor Feiertagen 8-12 Uhr", "de", 1, "vor", F::BesideDays),
        ("Mo nach Ostern geschlossen", "de", 4, "nach", F::BesideDays),
        ("alternate Mondays 9am-noon", "en", 1, "alternate", F::SomeWeeks),
        ("Mondays fortnightly 9am-noon", "en", 9, "fortnightly", F::SomeWeeks),
        ("every other Monday 9am-noon", "en", 7, "other", F::SomeWeeks),
        ("alle zwei Wochen Mo 8-12 Uhr", "de", 1, "alle", F::SomeWeeks),
        ("Mo 14-tägig 8-12 Uhr", "de", 7, "tägig", F::SomeWeeks),
        ("KW 30, 8-12 Uhr", "de", 8, "8", F::SomeWeeks),
        ("KW 30, 8 Uhr bis 12 Uhr", "de", 8, "8", F::SomeWeeks),
        ("KW 40 bis 30 geschlossen", "de", 1, "KW", F::SomeWeeks),
        ("KW 30 und KW 30 geschlossen", "de", 11, "KW", F::Twice),
        (
            "Mo-Fr 8-12 Uhr und am Tag vor Feiertagen 14-16 Uhr",
            "de",
            20,
            "am Tag vor Feiertagen",
            F::DayTwice,
        ),
        ("Mo-Fr 8-12 Uhr ohne Mi", "de", 16, "ohne", F::NotUnderstood),
        ("KW 54 geschlossen", "de", 1, "KW", F::SomeWeeks),
        ("KW 30 8-12 Uhr", "de", 7, "8", F::SomeWeeks),
        ("in geraden Kalenderwochen Do 14-18 Uhr; Fr 8-12 Uhr", "de", 41, "Fr", F::PeriodUnclear),
        ("in geraden Kalenderwochen an Feiertagen 8-12 Uhr", "de", 30, "Feiertagen", F::HolidaysOfPeriod),
        ("in geraden Kalenderwochen 8-12 Uhr", "de", 4, "geraden Kalenderwochen", F::DaysOfPeriod),
        ("während der Sommerferien Mo-Fr 8-12", "de", 1, "während", F::Condition),
        ("in den Sommerferien Mo-Fr 8-12", "de", 8, "Sommerferien", F::Vacation),
        ("Sat 9am-1pm (first Saturday of the month only)", "en", 42, "only", F::Condition),
        ("Sat 9am-1pm (first Saturday of the month)", "en", 14, "first", F::InBrackets),
        ("Mo 8-12 Uhr, falls kein Feiertag", "de", 14, "falls", F::Condition),
        ("Mo nachts 8-12 Uhr", "de", 4, "nachts", F::PartOfDay),
        ("Mo 9-10 Uhr abends", "de", 13, "abends", F::PartOfDay),
        ("Wed closed for lunch", "en", 12, "for lunch", F::PartOfDay),
        ("Mo von Viertel nach acht bis 12 Uhr", "de", 8, "Viertel", F::NoTime),
        ("Mo 8-12, abweichend nach Vereinbarung", "de", 10, "abweichend", F::Unexpected),
        ("Mo 8-12, Di 9-11 Uhr (gerade KW)", "de", 23, "gerade KW", F::BracketOfPeriods),
        ("Mo 8-12 und 14-16 Uhr (gerade KW)", "de", 24, "gerade KW", F::BracketOfPeriods),
        ("täglich 8-12 Uhr außer in KW 30", "de", 18, "außer", F::Negation),
        ("Mo abends 8-12 Uhr", "de", 13, "12", F::WrongHalf),
    ] {
        assert_refused(text, tag, position, words, fault);
    }
}

#[test]
fn hours_of_days_beside_holidays_are_refused_where_it_may_be_closed() {
    for (text, tag, position, words) in [
        ("am Tag vor Feiertagen 8-12 Uhr", "de", 1, "am Tag vor Feiertagen"),
        ("am Tag nach Feiertagen 8-12 Uhr", "de", 1, "am Tag nach Feiertagen"),
        ("Mo-Fr 8-16 Uhr; am Tag vor Feiertagen 8-12 Uhr", "de", 17, "am Tag vor Feiertagen"),
        ("Mo-Fr 8-16 Uhr; am Tag vor Feiertagen zusätzlich 18-20 Uhr", "de", 17, "am Tag vor Feiertagen"),
        (
            "täglich 8-16 Uhr; Mo geschlossen; am Tag vor Feiertagen 8-12 Uhr",
            "de",
            35,
            "am Tag vor Feiertagen",
        ),
        (
            "Mai bis September: täglich 8-16 Uhr; am Tag vor Feiertagen 8-12 Uhr",
            "de",
            38,
            "am Tag vor Feiertagen",
        ),
        (
            "Mo-Fr 8-16 Uhr; Sa, So nach Vereinbarung; am Tag vor Feiertagen 8-12 Uhr",
            "de",
            43,
            "am Tag vor Feiertagen",
        ),
        (
            "Mon-Fri 8am-4pm; the day before public holidays 8am-noon",
            "en",
            18,
            "the day before public holidays",
        ),
    ] {
        assert_refused(text, tag, position, words, ProseFault::BesideHolidays);
    }
}

#[test]
fn a_closed_day_in_front_is_an_exception_to_what_names_it_in_passing() {
    for (text, tag, rule) in [
        ("Mi geschlossen. Mo-Fr 8-12 Uhr", "de", "Mo-Fr 08:00-12:00; We off"),
        ("Closed Mondays; daily 10am-6pm", "en", "Mo-Su 10:00-18:00; Mo off"),
        ("Mi und an Feiertagen geschlossen. Mo-Fr 8-12 Uhr", "de", "Mo-Fr 08:00-12:00; We off; PH off"),
        ("Letzter Mittwoch im Monat geschlossen. Mo-Fr 8-12 Uhr", "de", "Mo-Fr 08:00-12:00; We[-1] off"),
        ("Mi, Sa geschlossen. Mo-Fr 8-12 Uhr", "de", "Mo-Fr 08:00-12:00; We,Sa off"),
    ] {
        assert_read(text, tag, Some(rule), false);
    }
    for (text, position, words, fault) in [
        ("Mi geschlossen. Mo, Mi 8-12 Uhr", 21, "Mi", ProseFault::DayTwice),
        ("Mo-Fr geschlossen. Mo-Fr 8-12 Uhr", 20, "Mo", ProseFault::DayTwice),
        (
            "Letzter Mittwoch im Monat geschlossen. Mo-Fr 8-12 Uhr. Mi zusätzlich 14-16 Uhr",
            56,
            "Mi",
            ProseFault::BehindSpecial,
        ),
        ("Mi geschlossen. Mo-Fr 8-12 Uhr. Mi zusätzlich 14-16 Uhr", 33, "Mi", ProseFault::Contradiction),
    ] {
        assert_refused(text, "de", position, words, fault);
    }
}

#[test]
fn no_advice_to_leave_it_out_comes_without_its_condition() {
    let Err(ProseError::Words { fault, .. }) = read("Mo 8-12 Uhr Eingang Nord", "de") else {
        panic!("it is not understood")
    };
    assert!(fault.to_string().contains("leave it out only if"), "{fault}");
}

#[test]
fn a_rule_that_a_fault_offers_is_one() {
    use ProseFault as F;
    for fault in
        [F::BesideDays, F::SomeWeeks, F::Vacation, F::Condition, F::OtherwiseClosed, F::SchoolHolidayHours]
    {
        let said = fault.to_string();
        let (_, offered) = said
            .rsplit_once("the rule in the field \"rule\" instead of this text, as in \"")
            .unwrap_or_else(|| panic!("{said}"));
        let is_rule = offered.match_indices('"').any(|(end, _)| {
            OpeningHours::new(Some(&offered[..end]), false).is_ok()
                || OpeningHours::new(Some(&offered[..=end]), false).is_ok()
        });
        assert!(is_rule, "{said}");
    }
}
