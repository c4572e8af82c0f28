//! When a part says that it adds to another or replaces it.

use super::*;

#[test]
fn holidays_alone_replace_without_a_word_unless_they_were_spoken_of() {
    for (rule, german) in [
        (
            "Mo-Fr 08:00-12:00; Sa,Su,PH 10:00-12:00",
            "Montag bis Freitag: 8–12 Uhr; Samstag sowie an Sonn- und Feiertagen: 10–12 Uhr",
        ),
        (
            "Mo-Fr 08:00-12:00; Fr,PH 10:00-12:00",
            "Montag bis Freitag: 8–12 Uhr; Freitag und an Feiertagen abweichend: 10–12 Uhr",
        ),
        (
            "Mo-Fr 08:00-12:00, PH 14:00-16:00",
            "Montag bis Freitag: 8–12 Uhr; an Feiertagen zusätzlich: 14–16 Uhr",
        ),
        ("Mo-Fr 08:00-16:00; SH 08:00-12:00", "Montag bis Freitag: 8–16 Uhr; in den Schulferien: 8–12 Uhr"),
        (
            "Mo-Fr 08:00-12:00; PH -1 day 08:00-10:00; PH 08:00-09:00",
            "Montag bis Freitag: 8–12 Uhr; am Tag vor Feiertagen: 8–10 Uhr; an Feiertagen abweichend: 8–9 Uhr",
        ),
        (
            "Dec 24-Jan 1 08:00-09:00; PH 10:00-12:00",
            "Täglich (24. Dezember bis 1. Januar): 8–9 Uhr; an Feiertagen abweichend: 10–12 Uhr",
        ),
    ] {
        assert_eq!(said(Some(rule), false, "de"), german, "{rule}");
    }
}

#[test]
fn a_single_date_replaces_only_the_day_of_the_week_on_which_it_falls() {
    for (rule, german) in [
        (
            "Mo-Fr 08:00-12:00; 2026 Nov 20 08:00-10:00; 2026 Nov 21 08:00-10:00",
            "Montag bis Freitag: 8–12 Uhr; 20. November 2026 abweichend: 8–10 Uhr; 21. November 2026: 8–10 Uhr",
        ),
        (
            "Mo-Fr 08:00-12:00; May Su[1] 10:00-12:00; easter -3 days 08:00-10:00",
            "Montag bis Freitag: 8–12 Uhr; erster Sonntag im Mai: 10–12 Uhr; Gründonnerstag abweichend: 8–10 Uhr",
        ),
        (
            "We[1] 08:00-10:00; We[3] 14:00-16:00; We[-1] 12:00-13:00; We[5] 09:00-10:00",
            "Erster Mittwoch im Monat: 8–10 Uhr; dritter Mittwoch im Monat: 14–16 Uhr; letzter Mittwoch im Monat: 12–13 Uhr; \
             fünfter Mittwoch im Monat abweichend: 9–10 Uhr",
        ),
    ] {
        assert_eq!(said(Some(rule), false, "de"), german, "{rule}");
    }
}

#[test]
fn a_part_replaces_nothing_in_another_part_of_the_years() {
    for (rule, is_instead) in [
        ("Jun 15-Aug 31 Mo-Su,PH 09:00-20:00; May 01-Jun 14,Sep 01-Sep 15 Mo-Su,PH 10:00-19:00", false),
        ("Jun 15-Aug 31 Mo-Su,PH 09:00-20:00; May 01-Jun 15 Mo-Su,PH 10:00-19:00", true),
        ("Nov-Feb Mo 09:00-12:00; Mar-Oct Mo 08:00-12:00", false),
        ("Nov-Feb Mo 09:00-12:00; Jan Mo 08:00-12:00", true),
        ("Dec 24-Jan 6 10:00-12:00; Jan 7-Dec 23 08:00-12:00", false),
        ("Dec 24-Jan 6 10:00-12:00; Jan 6-Dec 23 08:00-12:00", true),
        ("week 1-53/2 Mo 08:00-10:00; week 2-52/2 Mo 14:00-16:00", false),
        ("week 1-53/2 Mo 08:00-10:00; week 51 Mo 14:00-16:00", true),
        ("2026 Mo 08:00-10:00; 2027 Mo 14:00-16:00", false),
        ("2026-2028 Mo 08:00-10:00; 2028 Mo 14:00-16:00", true),
        ("2026 Dec 24-2027 Jan 6 08:00-10:00; 2027 Dec 24 10:00-12:00", true),
        ("2026 Aug 1-2026 Aug 15 08:00-10:00; 2027 Aug 1-2027 Aug 15 10:00-12:00", false),
        ("easter-Oct 3 Mo 08:00-10:00; Nov Mo 10:00-12:00", false),
        ("easter-Oct 3 Mo 08:00-10:00; Apr Mo 10:00-12:00", true),
        ("easter +1 day 10:00-12:00; Apr Mo 08:00-10:00", true),
        ("easter +1 day 10:00-12:00; Jan Mo 08:00-10:00", false),
    ] {
        assert_eq!(said(Some(rule), false, "de").contains("abweichend"), is_instead, "{rule}");
    }
}
