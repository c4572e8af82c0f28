//! Texts that are refused, and where.

use super::super::{MAX_PROSE_LENGTH, ProseError, ProseFault};
use super::{assert_read, assert_refused, locale, read};
use crate::domain::hours::HoursError;

#[test]
fn what_is_not_understood_is_named_with_its_place() {
    for (text, tag, position, words, fault) in [
        ("Mo-Fr 8-12 Uhr und nach langem Klingeln", "de", 20, "nach", ProseFault::BesideDays),
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
        ("Mo bis 18 Uhr", "de", 4, "bis", ProseFault::NoStart),
        ("from Monday 9 am to 5 pm", "en", 6, "Monday", ProseFault::NoEndOfDays),
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
        ("Werktags 8-12 Uhr", "de", 1, "Werktags", ProseFault::Workdays),
        ("täglich außer Samstag, Sonntag 8-12 Uhr", "de", 24, "Sonntag", ProseFault::ExceptedOrNew),
        ("Mo-Fr 8-18 Uhr, 12-13 Uhr geschlossen", "de", 27, "geschlossen", ProseFault::ClosedHours),
        ("An Feiertagen geschlossen; Sa abweichend 10-12 Uhr", "de", 28, "Sa", ProseFault::InsteadOfNothing),
        ("Mo-Fr 8-12; in den Schulferien 8-10", "de", 20, "Schulferien", ProseFault::SchoolHolidayHours),
        ("Mo außer an Feiertagen 8-12; Di 8-12", "de", 13, "Feiertagen", ProseFault::ExceptedHolidays),
        ("Mon 8-12", "en", 5, "8", ProseFault::HalfOfDay),
        ("Mo-Fr 8-12 und 2-4 Uhr", "de", 16, "2", ProseFault::NightOrAfternoon),
        ("Mo 2-4", "de", 4, "2", ProseFault::NightOrAfternoon),
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
        ("Mo-Fr ganztags", "de", 7, "ganztags", ProseFault::AllDay),
        ("Montag ganztägig, Dienstag 8-12 Uhr", "de", 8, "ganztägig", ProseFault::AllDay),
        ("Sat all day", "en", 5, "all day", ProseFault::AllDay),
        ("Mo 8-12 Uhr, 14-16 Uhr „x“", "de", 24, "„x“", ProseFault::RemarkOfHours),
        ("Mo 8-12, 14-16 Uhr Hinweis: „x“", "de", 29, "„x“", ProseFault::RemarkOfHours),
        ("Mo-Fr 8-12 Uhr nur mit Termin", "de", 16, "nur mit Termin", ProseFault::HoursByAppointment),
        ("Mi 14-16 Uhr (nach Vereinbarung)", "de", 15, "nach Vereinbarung", ProseFault::HoursByAppointment),
        (
            "Mo-Fr 8-12 Uhr, nachmittags nach Vereinbarung",
            "de",
            29,
            "nach Vereinbarung",
            ProseFault::HoursByAppointment,
        ),
        (
            "Mo-Fr 8-12 Uhr; Mi zusätzlich nach Vereinbarung",
            "de",
            31,
            "nach Vereinbarung",
            ProseFault::HoursByAppointment,
        ),
        ("Mo-Fr 8-12 Uhr; Mi nach Vereinbarung", "de", 17, "Mi", ProseFault::DayTwice),
        ("Mi nach Vereinbarung; Mi zusätzlich 14-16 Uhr", "de", 23, "Mi", ProseFault::BehindSpecial),
        ("Mo 8-12; Di geschlossen; sonst nach Absprache", "de", 26, "sonst", ProseFault::OtherwiseClosed),
        (
            "Mo 8-12, nicht an Feiertagen, sonst nach Absprache",
            "de",
            31,
            "sonst",
            ProseFault::OtherwiseClosed,
        ),
        ("Mo 8-12; sonst nach Absprache; Di 8-12", "de", 10, "sonst", ProseFault::OtherwiseLast),
        ("sonst geschlossen", "de", 1, "sonst", ProseFault::OtherwiseLast),
        ("Mi nachmittags geschlossen", "de", 4, "nachmittags", ProseFault::PartOfDay),
        ("Mon-Fri 9am-5pm, closed 12-1pm", "en", 18, "closed", ProseFault::ClosedHours),
        ("8-12 Uhr Mo, Di 9-11 Uhr", "de", 17, "9", ProseFault::Unexpected),
        ("Mo-Fr 8-12 Uhr (Mi geschlossen)", "de", 17, "Mi", ProseFault::InBrackets),
        ("Mo-Fr 8-12, Do nicht 14-16 Uhr", "de", 16, "nicht", ProseFault::Negation),
        ("Mo Mi Fr 8-12", "de", 1, "Mo", ProseFault::NoHours),
        ("Mo 8-12 Uhr* Di 9-11", "de", 12, "*", ProseFault::NotUnderstood),
        ("<s>Mo 8-12 Uhr</s>", "de", 1, "<", ProseFault::NotUnderstood),
        ("geöffnet Mo-Fr geschlossen", "de", 16, "geschlossen", ProseFault::Unexpected),
        ("closed Wednesday, Thursday 9-17", "en", 28, "9", ProseFault::ClosedOrOpen),
        ("Closed Mon and Tue, Wed-Sun: 10am-6pm", "en", 30, "10", ProseFault::ClosedOrOpen),
        ("Closed Mondays, Tue-Sun open 10am-6pm", "en", 30, "10", ProseFault::ClosedOrOpen),
        ("geschlossen: Mo, Di-So 9-12 Uhr", "de", 24, "9", ProseFault::ClosedOrOpen),
        ("Closed on Wednesdays, Mon-Fri 9am-noon", "en", 23, "Mon", ProseFault::ClosedOrOpen),
        ("Closed Mon, Mon", "en", 13, "Mon", ProseFault::Twice),
        ("Mo halb neun bis 12 Uhr", "de", 4, "halb", ProseFault::NoTime),
        ("Mon half past eight to noon", "en", 5, "half", ProseFault::NoTime),
        ("Mon 0900-1700", "en", 5, "0900", ProseFault::NoTime),
        ("8-12 Uhr, Mo 14-16 Uhr", "de", 1, "8", ProseFault::NoDays),
        ("9am-5pm, Mon-Fri\n10am-2pm, Sat", "en", 1, "9", ProseFault::HoursBeforeDays),
        ("9am-5pm, Mon-Fri, 10am-2pm Sat", "en", 1, "9", ProseFault::HoursBeforeDays),
        ("9am-5pm, Mon-Fri, Sat closed", "en", 1, "9", ProseFault::HoursBeforeDays),
        ("8-12 Uhr\nMontag bis Freitag", "de", 1, "8", ProseFault::HoursBeforeDays),
        ("8-12 Uhr Mo und 24.12. Di 14-16 Uhr", "de", 1, "8", ProseFault::HoursBeforeDays),
        ("Zu Silvester 8-10 Uhr", "de", 1, "Zu", ProseFault::NotUnderstood),
    ] {
        assert_refused(text, tag, position, words, fault);
    }
}

#[test]
fn days_that_may_belong_to_both_sides_are_refused() {
    for (text, tag, position, words) in [
        ("Di-So 10-18 Uhr, auch feiertags, Mo geschlossen", "de", 34, "Mo"),
        ("Di-So 10-18 Uhr und an Feiertagen, montags geschlossen", "de", 36, "montags"),
        ("Mo-Fr 8-12 Uhr, auch Sa, So geschlossen", "de", 26, "So"),
        ("Mon-Fri 9am-5pm and Sat, Sun closed", "en", 26, "Sun"),
    ] {
        assert_refused(text, tag, position, words, ProseFault::JoinedDays);
    }
    for (text, rule) in [
        ("Mo-Fr 8-12 Uhr; auch Sa, So 10-12 Uhr", "Mo-Fr 08:00-12:00; Sa,Su 10:00-12:00"),
        ("Mo-Fr 8-12 Uhr, Sa und So geschlossen", "Mo-Fr 08:00-12:00; Sa,Su off"),
    ] {
        assert_read(text, "de", Some(rule), false);
    }
}

#[test]
fn what_contradicts_itself_is_refused() {
    for (text, tag, position, words, fault) in [
        ("Mo 8-12, Di 8-12, Mo geschlossen", "de", 19, "Mo", ProseFault::Contradiction),
        ("Mo, Di 8-12; Mo geschlossen", "de", 14, "Mo", ProseFault::Contradiction),
        ("Mo-Fr 8-12; Mo-Fr geschlossen", "de", 13, "Mo", ProseFault::Contradiction),
        ("täglich 8-12; täglich geschlossen", "de", 15, "täglich", ProseFault::Contradiction),
        ("24/7; täglich geschlossen", "de", 7, "täglich", ProseFault::Contradiction),
        ("im August 8-12 Uhr; im August geschlossen", "de", 24, "August", ProseFault::Contradiction),
        ("Mo 8-12, täglich geschlossen", "de", 10, "täglich", ProseFault::Contradiction),
        ("an Feiertagen 8-12, an Feiertagen geschlossen", "de", 24, "Feiertagen", ProseFault::Contradiction),
        ("Mi geschlossen, Mi zusätzlich 14-18 Uhr", "de", 17, "Mi", ProseFault::Contradiction),
        ("Mi geschlossen, Mi abweichend 14-18 Uhr", "de", 17, "Mi", ProseFault::Contradiction),
        ("Sa, So geschlossen; Sa zusätzlich 9-12 Uhr", "de", 21, "Sa", ProseFault::Contradiction),
        ("So geschlossen; täglich zusätzlich 8-9 Uhr", "de", 17, "täglich", ProseFault::Contradiction),
        (
            "am 24.12. geschlossen, am 24.12. zusätzlich 14-16 Uhr",
            "de",
            27,
            "24.12.",
            ProseFault::Contradiction,
        ),
        ("24.12. geschlossen; 24.12. abweichend 14-16 Uhr", "de", 21, "24.12.", ProseFault::Contradiction),
        (
            "Feiertage geschlossen; an Feiertagen zusätzlich 14-16 Uhr",
            "de",
            27,
            "Feiertagen",
            ProseFault::Contradiction,
        ),
        (
            "Feiertage geschlossen; Feiertage abweichend 8-9 Uhr",
            "de",
            24,
            "Feiertage",
            ProseFault::Contradiction,
        ),
        (
            "Mo-Do 8-12 Uhr; Mi abweichend 14-18 Uhr; Mi 14-18 Uhr geschlossen",
            "de",
            42,
            "Mi",
            ProseFault::Contradiction,
        ),
        ("Mo 8-12 Uhr; Mo 8-12 Uhr geschlossen", "de", 14, "Mo", ProseFault::Contradiction),
        ("Mi 14-18 Uhr geschlossen; Mi zusätzlich 14-18 Uhr", "de", 27, "Mi", ProseFault::Contradiction),
        ("Wed closed; Wed also 2pm-6pm", "en", 13, "Wed", ProseFault::Contradiction),
        ("Mo 8-12 und 8-12 Uhr", "de", 13, "8", ProseFault::Overlap),
        ("Mo 8-12 und 11-14 Uhr", "de", 13, "11", ProseFault::Overlap),
        ("Mo 11-14 und 8-12 Uhr", "de", 14, "8", ProseFault::Overlap),
        ("Mo ab 14 Uhr und 16-18 Uhr", "de", 18, "16", ProseFault::Overlap),
        ("Fr 8-12 Uhr am Folgetag", "de", 6, "12", ProseFault::LongSpan),
        ("Fr 20-2 Uhr am Folgetag oder länger", "de", 25, "oder länger", ProseFault::OrLonger),
        ("Fr 20-24 Uhr oder länger", "de", 14, "oder länger", ProseFault::OrLonger),
        (
            "Mo-Fr 8-20 Uhr; Fr 14-16 Uhr oder länger geschlossen",
            "de",
            30,
            "oder länger",
            ProseFault::ClosedOrLonger,
        ),
        ("Fri 8pm-midnight or later", "en", 18, "or later", ProseFault::OrLonger),
        ("Mo vormittags 14-16 Uhr", "de", 15, "14", ProseFault::WrongHalf),
        ("Mo nachmittags 8-10 Uhr", "de", 18, "10", ProseFault::WrongHalf),
        ("Mo durchgehend 8-12 und 14-16 Uhr", "de", 4, "durchgehend", ProseFault::Unexpected),
        ("täglich ganztägig; Mo auch 8-12", "de", 20, "Mo", ProseFault::Twice),
        ("Do bis 18 Uhr", "de", 4, "bis", ProseFault::NoStart),
        ("Mo-Fr durchgehend geöffnet", "de", 1, "Mo", ProseFault::NoHours),
    ] {
        assert_refused(text, tag, position, words, fault);
    }
}

#[test]
fn some_of_what_is_closed_may_be_open() {
    for (text, rule) in [
        (
            "Di-Fr 8-17 Uhr; Mo geschlossen; täglich 12-13 Uhr geschlossen",
            "Tu-Fr 08:00-17:00; Mo off; Mo-Su 12:00-13:00 off",
        ),
        ("So und Feiertage geschlossen; Feiertage abweichend 9-12 Uhr", "Su,PH off; PH 09:00-12:00"),
        ("Sa, So geschlossen; Sa abweichend 9-12 Uhr", "Sa,Su off; Sa 09:00-12:00"),
        ("Mo-Do 14-18 Uhr; Mi 14-18 Uhr geschlossen", "Mo-Th 14:00-18:00; We 14:00-18:00 off"),
        ("Mo-Fr 8-18 Uhr; Do zusätzlich 12-13 Uhr geschlossen", "Mo-Fr 08:00-18:00; Th 12:00-13:00 off"),
        ("Sa geschlossen; jeden ersten Samstag im Monat zusätzlich 9-12 Uhr", "Sa off, Sa[1] 09:00-12:00"),
        ("Mo-Fr geschlossen; Mi abweichend 8-12 Uhr", "Mo-Fr off; We 08:00-12:00"),
        ("24.12. bis 1.1. geschlossen; 28.12. zusätzlich 8-12 Uhr", "Dec 24-Jan 1 off, Dec 28 08:00-12:00"),
    ] {
        assert_read(text, "de", Some(rule), false);
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
    assert_read("Sa 0-24 Uhr „x“", "de", Some("Sa 00:00-24:00 \"x\""), false);
    let days =
        ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"].map(|day| format!("{day} 8-9 „{}“", "ä".repeat(150)));
    assert_eq!(read(&days.join("; "), "de"), Err(ProseError::Rule(HoursError::TooLong)));
}

#[test]
fn a_fault_is_a_sentence_for_editors() {
    let fault = read("Mo-Fr 8-12 Uhr, Mi 14-18 Uhr", "de").unwrap_err();
    assert_eq!(
        fault.to_string(),
        "character 17, \"Mi\": this day was named before; say \"zusätzlich\" or \"also\" behind it where hours are added, \
         \"abweichend\" or \"instead\" where they replace those before"
    );
}

#[test]
fn what_is_special_is_not_said_before_closed_days_that_go_behind_it() {
    for (text, position, words, fault) in [
        (
            "Mo-Fr 8-12 Uhr, am Tag nach Feiertagen geschlossen, letzter Samstag im Dezember zusätzlich 8-12 Uhr",
            53,
            "letzter",
            ProseFault::BehindSpecial,
        ),
        (
            "Donnerstag: 8–12 Uhr; am Tag nach Feiertagen: geschlossen; letzter Samstag im Dezember auch: 8–12 Uhr",
            60,
            "letzter",
            ProseFault::BehindSpecial,
        ),
        (
            "Mo-Fr 8-12 Uhr, am Tag nach Feiertagen geschlossen, Fr abweichend 8-10 Uhr",
            53,
            "Fr",
            ProseFault::BehindSpecial,
        ),
        (
            "Mo-Fr 8-12 Uhr; So und am Tag vor Feiertagen geschlossen; Fr zusätzlich 14-16 Uhr",
            59,
            "Fr",
            ProseFault::BehindSpecial,
        ),
        (
            "Mo-Fr 8-12 Uhr; Feiertage geschlossen; letzter Samstag im Dezember zusätzlich 8-10 Uhr",
            40,
            "letzter",
            ProseFault::BehindSpecial,
        ),
        (
            "Mo-Fr 8-12 Uhr; Feiertage geschlossen; im Dezember Sa zusätzlich 8-10 Uhr",
            43,
            "Dezember",
            ProseFault::BehindSpecial,
        ),
        ("Mo-Fr 8-12 Uhr; Feiertage 9-12 Uhr; Fr abweichend 8-10 Uhr", 37, "Fr", ProseFault::HolidaysBefore),
        ("Mi ab 12 Uhr zu, Mo-Fr 8-16 Uhr", 18, "Mo", ProseFault::BehindSpecial),
        ("Mi ab 12 Uhr zu, Mo-Fr abweichend 8-16 Uhr", 18, "Mo", ProseFault::BehindSpecial),
        ("Mi ab 12 Uhr zu, Mo-Fr zusätzlich 8-16 Uhr", 18, "Mo", ProseFault::BehindSpecial),
    ] {
        assert_refused(text, "de", position, words, fault);
    }
}
