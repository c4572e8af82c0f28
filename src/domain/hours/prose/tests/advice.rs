//! Whoever follows the advice of a fault is understood.

use super::super::{ProseError, ProseFault};
use super::{assert_read, read};
use crate::domain::hours::OpeningHours;

#[test]
fn the_advice_of_a_fault_works_when_followed() {
    use ProseFault as F;
    for (tag, refused, fault, followed, rule) in [
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
            "am Tag vor Feiertagen 8-12 Uhr",
            "PH -1 day 08:00-12:00",
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
        (
            "de",
            "Mo-Fr 8-18 Uhr, Sa 9-12 Uhr (Mai bis September)",
            F::BracketOfPeriods,
            "Mo-Fr 8-18 Uhr, Sa (Mai bis September) 9-12 Uhr",
            "Mo-Fr 08:00-18:00; May-Sep Sa 09:00-12:00",
        ),
        ("de", "Mai 8-12 geschlossen", F::DaysOrHours, "8. bis 12. Mai geschlossen", "May 8-May 12 off"),
        ("de", "Mai 8-12 geschlossen", F::DaysOrHours, "Mai 8-12 Uhr geschlossen", "May 08:00-12:00 off"),
        (
            "de",
            "Mo 8-12; Di geschlossen; sonst nach Absprache",
            F::OtherwiseClosed,
            "Mo 8-12; sonst nach Absprache",
            "Mo 08:00-12:00 || unknown \"nach Absprache\"",
        ),
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
            "en",
            "Mon-Fri 9am-5pm, closed 12-1pm",
            F::ClosedHours,
            "Mon-Fri 9am-5pm, Mon-Fri 12-1pm closed",
            "Mo-Fr 09:00-17:00; Mo-Fr 12:00-13:00 off",
        ),
        (
            "de",
            "jeden 2. Montag 8-12 Uhr",
            F::NthOfMonth,
            "Montag in geraden Kalenderwochen 8-12 Uhr",
            "week 02-52/2 Mo 08:00-12:00",
        ),
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
        (
            "de",
            "Mo-Fr 8-12, Mi 14-18 Uhr",
            F::DayTwice,
            "Mo-Fr 8-12, Mi zusätzlich 14-18 Uhr",
            "Mo-Fr 08:00-12:00, We 14:00-18:00",
        ),
        (
            "de",
            "Mo-Fr 8-12, Mi 14-18 Uhr",
            F::DayTwice,
            "Mo-Fr 8-12, Mi abweichend 14-18 Uhr",
            "Mo-Fr 08:00-12:00; We 14:00-18:00",
        ),
        (
            "de",
            "Mo 8-12, Di 8-12, Mo geschlossen",
            F::Contradiction,
            "Di 8-12, Mo geschlossen",
            "Tu 08:00-12:00; Mo off",
        ),
        (
            "de",
            "Mo-Fr 8-12; im August geschlossen; Do zusätzlich 14-18",
            F::BehindSpecial,
            "Mo-Fr 8-12; Do zusätzlich 14-18; im August geschlossen",
            "Mo-Fr 08:00-12:00, Th 14:00-18:00; Aug off",
        ),
        (
            "de",
            "Sa rund um die Uhr; an Feiertagen auch 8-12",
            F::BesideAllDay,
            "Sa rund um die Uhr; an Feiertagen 8-12",
            "Sa; PH 08:00-12:00",
        ),
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
            "Mo-Fr 8-18 Uhr, 12-13 Uhr geschlossen",
            F::ClosedHours,
            "Mo-Fr 8-18 Uhr, Mo-Fr 12-13 Uhr geschlossen",
            "Mo-Fr 08:00-18:00; Mo-Fr 12:00-13:00 off",
        ),
        ("de", "Sa abweichend 8-12", F::InsteadOfNothing, "Sa 8-12", "Sa 08:00-12:00"),
        (
            "de",
            "Mo außer an Feiertagen 8-12; Di 8-12",
            F::ExceptedHolidays,
            "Mo 8-12; Di 8-12; an Feiertagen geschlossen",
            "Mo 08:00-12:00; Tu 08:00-12:00; PH off",
        ),
        (
            "de",
            "Im August an Feiertagen geschlossen",
            F::HolidaysOfPeriod,
            "Im August Mo 8-12; an Feiertagen geschlossen",
            "Aug Mo 08:00-12:00; PH off",
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
            "Mai bis September, Mo-Fr 8-12",
            F::PeriodOrDays,
            "Mai bis September: Mo-Fr 8-12",
            "May-Sep Mo-Fr 08:00-12:00",
        ),
        (
            "de",
            "Mai bis Juni: Mo 8-12; Sa 8-12",
            F::PeriodUnclear,
            "Mai bis Juni: Mo 8-12; Mai bis Juni Sa 8-12",
            "May-Jun Mo 08:00-12:00; May-Jun Sa 08:00-12:00",
        ),
        (
            "de",
            "Mai bis Juni: Mo 8-12; Sa 8-12",
            F::PeriodUnclear,
            "Mai bis Juni: Mo 8-12; ganzjährig Sa 8-12",
            "May-Jun Mo 08:00-12:00; Sa 08:00-12:00",
        ),
        (
            "de",
            "Mo-Fr 8-12; im Mai abweichend 9-11",
            F::DaysOfPeriod,
            "Mo-Fr 8-12; im Mai täglich abweichend 9-11",
            "Mo-Fr 08:00-12:00; May Mo-Su 09:00-11:00",
        ),
        ("de", "Mo, Di, Mo 8-12", F::Twice, "Mo, Di 8-12", "Mo,Tu 08:00-12:00"),
        ("de", "Mo 8-12 „Zimmer 3", F::OpenQuotation, "Mo 8-12 „Zimmer 3“", "Mo 08:00-12:00 \"Zimmer 3\""),
    ] {
        let found = read(refused, tag);
        assert!(
            matches!(&found, Err(ProseError::Words { fault: found, .. }) if *found == fault),
            "{refused}: {found:?} and not {fault:?}"
        );
        let hours = OpeningHours::new(Some(rule), false).unwrap().unwrap();
        assert_read(followed, tag, hours.rule.as_deref(), false);
    }
    assert!(read("Mo 8-12 Uhr, nach Vereinbarung", "de").is_err());
    assert_read("Mo 8-12 Uhr und nach Vereinbarung", "de", Some("Mo 08:00-12:00"), true);
}

#[test]
fn a_rule_that_a_fault_offers_is_one() {
    use ProseFault as F;
    for fault in [F::BesideDays, F::SomeWeeks, F::Vacation, F::Condition, F::OtherwiseClosed] {
        let said = fault.to_string();
        let (_, offered) = said.rsplit_once("rule itself, as in \"").unwrap_or_else(|| panic!("{said}"));
        let is_rule = offered.match_indices('"').any(|(end, _)| {
            OpeningHours::new(Some(&offered[..end]), false).is_ok()
                || OpeningHours::new(Some(&offered[..=end]), false).is_ok()
        });
        assert!(is_rule, "{said}");
    }
}
