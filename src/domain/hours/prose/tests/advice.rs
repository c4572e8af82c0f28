//! Whoever follows the advice of a fault is understood.

use super::super::{ProseError, ProseFault};
use super::{assert_read, read};
use crate::domain::hours::OpeningHours;

/// A language, a text, its fault, the text of whoever follows the advice, and its rule.
pub(super) type Case = (&'static str, &'static str, ProseFault, &'static str, &'static str);

#[track_caller]
pub(super) fn assert_works(cases: &[Case]) {
    for (tag, refused, fault, followed, rule) in cases {
        let found = read(refused, tag);
        assert!(
            matches!(&found, Err(ProseError::Words { fault: found, .. }) if found == fault),
            "{refused}: {found:?} and not {fault:?}"
        );
        let hours = OpeningHours::new(Some(rule), false).unwrap().unwrap();
        assert_read(followed, tag, hours.rule.as_deref(), false);
    }
}

#[test]
fn the_advice_of_a_fault_works_when_followed() {
    use ProseFault as F;
    assert_works(&[
        (
            "de",
            "Mo 8-12 Uhr Eingang Nord",
            F::NotUnderstood,
            "Mo 8-12 Uhr „Eingang Nord“",
            "Mo 08:00-12:00 \"Eingang Nord\"",
        ),
        ("de", "Mo 8-12 Di 9-11", F::Unexpected, "Mo 8-12; Di 9-11", "Mo 08:00-12:00; Tu 09:00-11:00"),
        (
            "de",
            "Mo-Fr 8-12 Uhr, Mi entfällt",
            F::Negation,
            "Mo-Fr 8-12 Uhr; Mi geschlossen",
            "Mo-Fr 08:00-12:00; We off",
        ),
        ("de", "in der Woche vor Ostern Mo 8-12", F::SomeWeeks, "KW 15 Mo 8-12", "week 15 Mo 08:00-12:00"),
        ("de", "vor Ostern geschlossen", F::BesideDays, "24. bis 31. März geschlossen", "Mar 24-Mar 31 off"),
        (
            "de",
            "vor Feiertagen 8-12 Uhr",
            F::BesideDays,
            "24. und 31. Dezember 8-12 Uhr",
            "Dec 24,Dec 31 08:00-12:00",
        ),
        ("de", "Mo nachts 22-2 Uhr", F::PartOfDay, "Mo 22-2 Uhr am Folgetag", "Mo 22:00-02:00"),
        (
            "de",
            "in den Sommerferien Mo 8-12",
            F::Vacation,
            "1. bis 31. August Mo 8-12",
            "Aug 1-Aug 31 Mo 08:00-12:00",
        ),
        (
            "en",
            "Sat 9am-1pm (first Saturday of the month only)",
            F::Condition,
            "first Saturday of the month 9 am to 1 pm",
            "Sa[1] 09:00-13:00",
        ),
        (
            "en",
            "Sat 9am-1pm (first Saturday of the month)",
            F::InBrackets,
            "first Saturday of the month 9am-1pm",
            "Sa[1] 09:00-13:00",
        ),
        ("de", "Mo-Fr ganztags", F::AllDay, "Mo-Fr 0-24 Uhr", "Mo-Fr"),
        ("en", "Sat all day", F::AllDay, "Sat 24 hours", "Sa"),
        (
            "de",
            "Mo 8-12, 14-16 Uhr „x“",
            F::RemarkOfHours,
            "Mo 8-12, 14-16 Uhr jeweils „x“",
            "Mo 08:00-12:00,14:00-16:00 \"x\"",
        ),
        (
            "de",
            "Mo 8-12, 14-16 Uhr „x“",
            F::RemarkOfHours,
            "Mo 8-12 Uhr; Mo zusätzlich 14-16 Uhr „x“",
            "Mo 08:00-12:00, Mo 14:00-16:00 \"x\"",
        ),
        ("de", "Mai 8-12 geschlossen", F::DaysOrHours, "8. bis 12. Mai geschlossen", "May 8-May 12 off"),
        ("de", "Mo 9-1 Uhr", F::EndBeforeStart, "Mo 9-13 Uhr", "Mo 09:00-13:00"),
        ("de", "Mo Mi Fr 8-12", F::NoHours, "Mo, Mi, Fr 8-12", "Mo,We,Fr 08:00-12:00"),
        (
            "de",
            "Mo-Fr 8-12 Uhr (Mi geschlossen)",
            F::InBrackets,
            "Mo-Fr 8-12 Uhr; Mi geschlossen",
            "Mo-Fr 08:00-12:00; We off",
        ),
        (
            "de",
            "Mo-Fr 8-12 Uhr nur mit Termin",
            F::HoursByAppointment,
            "Mo-Fr 8-12 Uhr „nur mit Termin“",
            "Mo-Fr 08:00-12:00 \"nur mit Termin\"",
        ),
        (
            "de",
            "jeden 2. Montag 8-12 Uhr",
            F::NthOfMonth,
            "Montag in geraden Kalenderwochen 8-12 Uhr",
            "week 02-52/2 Mo 08:00-12:00",
        ),
        ("de", "KW 30, 8-12 Uhr", F::SomeWeeks, "KW 30 und KW 31 geschlossen", "week 30-31 off"),
        ("de", "Mo halb neun bis 12 Uhr", F::NoTime, "Mo 8:30 Uhr bis 12 Uhr", "Mo 08:30-12:00"),
        ("en", "Mon 0900-1700", F::NoTime, "Mon 9:00-17:00", "Mo 09:00-17:00"),
        ("de", "8-12 Uhr", F::NoDays, "täglich 8-12 Uhr", "Mo-Su 08:00-12:00"),
        ("de", "Mo 8-12; Sa", F::NoHours, "Mo 8-12; Sa geschlossen", "Mo 08:00-12:00; Sa off"),
        ("de", "Do bis 18 Uhr", F::NoStart, "Do 8 bis 18 Uhr", "Th 08:00-18:00"),
        ("en", "Thu until 6 pm", F::NoStart, "Thu 8 am to 6 pm", "Th 08:00-18:00"),
        ("de", "Mo 8 Uhr", F::NoEnd, "Mo 8 bis 12 Uhr", "Mo 08:00-12:00"),
        ("de", "von Montag 8-12", F::NoEndOfDays, "von Montag bis Freitag 8-12", "Mo-Fr 08:00-12:00"),
        (
            "de",
            "vom 1. Mai Mo 8-12",
            F::NoLastDay,
            "vom 1. Mai bis 30. September Mo 8-12",
            "May 1-Sep 30 Mo 08:00-12:00",
        ),
        ("de", "Mo 8-25 Uhr", F::NoTime, "Mo 8:30-12 Uhr", "Mo 08:30-12:00"),
        ("de", "30. Februar geschlossen", F::NoSuchDay, "28. Februar geschlossen", "Feb 28 off"),
        ("de", "Fr 20-2 Uhr", F::EndBeforeStart, "Fr 20-2 Uhr am Folgetag", "Fr 20:00-02:00"),
        (
            "de",
            "Fr 20-2 Uhr am Folgetag oder länger",
            F::OrLonger,
            "Fr 20-2 Uhr am Folgetag „oder länger“",
            "Fr 20:00-02:00 \"oder länger\"",
        ),
        (
            "de",
            "Mo-Fr 8-20 Uhr; Fr 14-16 Uhr oder länger geschlossen",
            F::ClosedOrLonger,
            "Mo-Fr 8-20 Uhr; Fr ab 14 Uhr geschlossen",
            "Mo-Fr 08:00-20:00; Fr 14:00+ off",
        ),
        (
            "en",
            "Mon-Fri 8am-8pm; Fri 2pm to 4pm or longer closed",
            F::ClosedOrLonger,
            "Mon-Fri 8am-8pm; Fri closed from 2 pm",
            "Mo-Fr 08:00-20:00; Fr 14:00+ off",
        ),
        (
            "de",
            "Mo-Fr 8-20 Uhr; Fr 14-16 Uhr oder länger geschlossen",
            F::ClosedOrLonger,
            "Mo-Fr 8-20 Uhr; Fr 14-16 Uhr geschlossen „oder länger“",
            "Mo-Fr 08:00-20:00; Fr 14:00-16:00 off \"oder länger\"",
        ),
        ("de", "Fr 20-24 Uhr oder länger", F::OrLonger, "Fr 20-24 Uhr", "Fr 20:00-24:00"),
        (
            "en",
            "Fri 8pm to 2am the next day or later",
            F::OrLonger,
            "Fri 8 pm to 2 am the next day “or later”",
            "Fr 20:00-02:00 \"or later\"",
        ),
        ("de", "Fr 8-12 Uhr am Folgetag", F::LongSpan, "Fr 8-12 Uhr", "Fr 08:00-12:00"),
        ("de", "Mo 8-12 und 8-12 Uhr", F::Overlap, "Mo 8-12 Uhr", "Mo 08:00-12:00"),
        ("de", "Sa 22-24 und 0-2 Uhr", F::NextMorning, "Sa 22 Uhr bis 2 Uhr am Folgetag", "Sa 22:00-02:00"),
        ("de", "Sa 22-24 und 0-2 Uhr", F::NextMorning, "Sa 0-2 und 22-24 Uhr", "Sa 00:00-02:00,22:00-24:00"),
        ("en", "Mon 8-12", F::HalfOfDay, "Mon 08:00-12:00", "Mo 08:00-12:00"),
        ("en", "Mon 10-12", F::HalfOfDay, "Mon 10:00-12:00", "Mo 10:00-12:00"),
        (
            "en",
            "Mon 9 am - 5 pm, Tue 10:00-12:00",
            F::HalfOfDay,
            "Mon 9 am - 5 pm, Tue 10:00 am-12:00 pm",
            "Mo 09:00-17:00; Tu 10:00-12:00",
        ),
        ("de", "Mo 2-4 Uhr", F::NightOrAfternoon, "Mo 14-16 Uhr", "Mo 14:00-16:00"),
        ("de", "Mo 2-4 Uhr", F::NightOrAfternoon, "Mo 02:00-04:00", "Mo 02:00-04:00"),
        ("de", "Mo vormittags 14-16 Uhr", F::WrongHalf, "Mo 14-16 Uhr", "Mo 14:00-16:00"),
        ("de", "werktags 8-12", F::Workdays, "Mo-Fr 8-12", "Mo-Fr 08:00-12:00"),
        (
            "de",
            "täglich außer Samstag, Sonntag 8-12",
            F::ExceptedOrNew,
            "täglich außer Samstag und Sonntag 8-12",
            "Mo-Fr 08:00-12:00",
        ),
        (
            "de",
            "täglich außer 24. Dezember 8-12 Uhr",
            F::ExceptedDates,
            "täglich 8-12 Uhr; 24. Dezember geschlossen",
            "Mo-Su 08:00-12:00; Dec 24 off",
        ),
        (
            "de",
            "jeden ersten Samstag 10-12",
            F::NthOfMonth,
            "jeden ersten Samstag im Monat 10-12",
            "Sa[1] 10:00-12:00",
        ),
        ("en", "12/24 closed", F::NumericDate, "24 December closed", "Dec 24 off"),
        (
            "de",
            "11. bis 7. Dezember geschlossen",
            F::Backward,
            "7. bis 11. Dezember geschlossen",
            "Dec 7-Dec 11 off",
        ),
        (
            "de",
            "24.12.2026 bis 1.1. geschlossen",
            F::YearMissing,
            "24.12.2026 bis 1.1.2027 geschlossen",
            "2026 Dec 24-2027 Jan 1 off",
        ),
        (
            "de",
            "Oktober 2026 bis März 2027 Mo 8-12",
            F::MonthsOfYears,
            "1. Oktober 2026 bis 31. März 2027 Mo 8-12",
            "2026 Oct 1-2027 Mar 31 Mo 08:00-12:00",
        ),
        ("de", "Donnerstag, 24.12. geschlossen", F::WeekdayOfDate, "24.12. geschlossen", "Dec 24 off"),
        (
            "de",
            "Donnerstag, 24.12. geschlossen",
            F::WeekdayOfDate,
            "Donnerstag, 24.12.2026 geschlossen",
            "2026 Dec 24 off",
        ),
        ("de", "Mo, Di, Mo 8-12", F::Twice, "Mo, Di 8-12", "Mo,Tu 08:00-12:00"),
        ("de", "Mo 8-12 „Zimmer 3", F::OpenQuotation, "Mo 8-12 „Zimmer 3“", "Mo 08:00-12:00 \"Zimmer 3\""),
    ]);
    assert!(read("Mo 8-12 Uhr, nach Vereinbarung", "de").is_err());
    assert_read("Mo 8-12 Uhr und nach Vereinbarung", "de", Some("Mo 08:00-12:00"), true);
}
