//! Holidays behind a part of the year, which the syntax cannot keep apart.

use super::super::ProseFault;
use super::{assert_read, assert_refused};

#[test]
fn hours_of_holidays_behind_a_part_of_the_year_are_refused() {
    for (text, tag, position, words) in [
        ("Mai bis September: täglich 9-20 Uhr, feiertags 9-18 Uhr", "de", 38, "feiertags"),
        ("Mai bis September: 9-20 Uhr, feiertags 9-18 Uhr", "de", 30, "feiertags"),
        ("Mai bis September: 9-20 Uhr; feiertags 9-18 Uhr", "de", 30, "feiertags"),
        ("Mai bis September: Mo-Fr 8-18 Uhr, Sa 9-12 Uhr, Feiertage 10-12 Uhr", "de", 49, "Feiertage"),
        ("Mai bis September:\nMo-Fr 8-18 Uhr\nFeiertage 10-12 Uhr", "de", 35, "Feiertage"),
        ("Mai bis September\n\n• Mo-Fr 8-18 Uhr\n\n• Feiertage 10-12 Uhr", "de", 40, "Feiertage"),
        (
            "<b>Mai bis September</b><ul><li>Mo-Fr 8-18 Uhr</li><li>Feiertage 10-12 Uhr</li></ul>",
            "de",
            56,
            "Feiertage",
        ),
        ("1. Mai bis 30. September 2027: Mo-Fr 8-18 Uhr, Feiertage 10-12 Uhr", "de", 48, "Feiertage"),
        ("KW 30 bis 33: Mo-Fr 8-10 Uhr, Feiertage 8-9 Uhr", "de", 31, "Feiertage"),
        ("KW 30 bis 33: Mo-Fr 8-10 Uhr, auch an Feiertagen", "de", 39, "Feiertagen"),
        ("Mai bis September: Mo-Fr 8-18 Uhr, auch an Feiertagen", "de", 44, "Feiertagen"),
        ("KW 30 bis 33: Mo-Fr 8-10 Uhr; Feiertage 8-9 Uhr", "de", 31, "Feiertage"),
        ("Mai bis September: Mo-Fr 8-18 Uhr, Feiertage nach Vereinbarung", "de", 36, "Feiertage"),
        ("Mai bis September: Mo-Fr 8-18 Uhr; 10-12 Uhr Feiertage", "de", 46, "Feiertage"),
        ("Mai bis September: Mo-Fr 8-18 Uhr. Feiertage 10-12 Uhr", "de", 36, "Feiertage"),
        (
            "Mai bis September: Mo-Fr 8-18 Uhr; Oktober bis April: Mo-Fr 9-16 Uhr, Feiertage 10-12 Uhr",
            "de",
            71,
            "Feiertage",
        ),
        ("Mo-Fr 8-16 Uhr, im August geschlossen, Feiertage 10-12 Uhr", "de", 40, "Feiertage"),
        ("vom 24.12. bis 6.1. geschlossen, Feiertage 10-12 Uhr", "de", 34, "Feiertage"),
        ("Mo-Fr 8-16 Uhr; im August Sa 9-12 Uhr, Feiertage 10-12 Uhr", "de", 40, "Feiertage"),
        ("May to September: Mon-Fri 8am-6pm, public holidays 10am-noon", "en", 36, "public holidays"),
    ] {
        assert_refused(text, tag, position, words, ProseFault::HolidaysOfPeriod);
    }
    assert_refused(
        "täglich 8-18 Uhr; Mai bis September: täglich abweichend 8-20 Uhr; am Tag vor Feiertagen 8-12 Uhr",
        "de",
        67,
        "am Tag vor Feiertagen",
        ProseFault::BesideHolidays,
    );
}

#[test]
fn closed_holidays_are_refused_where_other_hours_are_of_another_time() {
    for (text, position, words) in [
        ("Mo-Fr 8-16 Uhr; Mai bis September: Sa 9-12 Uhr, Feiertage geschlossen", 49, "Feiertage"),
        ("Mai bis September: Sa 9-12 Uhr, Feiertage geschlossen; ganzjährig Mo-Fr 8-16 Uhr", 33, "Feiertage"),
        ("Mo-Fr 8-16 Uhr\nMai bis September:\nSa 9-12 Uhr\nFeiertage geschlossen", 47, "Feiertage"),
        ("Mo-Fr 8-16 Uhr; KW 30 bis 33: Sa 9-12 Uhr, Feiertage geschlossen", 44, "Feiertage"),
        (
            "Mai bis September: Mo-Fr 8-18 Uhr; Oktober bis April: Mo-Fr 9-16 Uhr, Feiertage geschlossen",
            71,
            "Feiertage",
        ),
    ] {
        assert_refused(text, "de", position, words, ProseFault::HolidaysOfPeriod);
    }
    for (text, rule) in [
        ("Mai bis September: Mo-Fr 8-18 Uhr, Feiertage geschlossen", "May-Sep Mo-Fr 08:00-18:00; PH off"),
        (
            "Mai bis September:\nMo-Fr 8-18 Uhr\nSa 9-12 Uhr\nFeiertage geschlossen",
            "May-Sep Mo-Fr 08:00-18:00; May-Sep Sa 09:00-12:00; PH off",
        ),
        ("KW 30 bis 33: Mo-Fr 8-10 Uhr, Feiertage geschlossen", "week 30-33 Mo-Fr 08:00-10:00; PH off"),
        (
            "Mo-Fr 8-16 Uhr; Mai bis September: Sa 9-12 Uhr; Feiertage geschlossen",
            "Mo-Fr 08:00-16:00; May-Sep Sa 09:00-12:00; PH off",
        ),
        (
            "Mo-Fr 8-16 Uhr, im August geschlossen, Feiertage geschlossen",
            "Mo-Fr 08:00-16:00; Aug off; PH off",
        ),
    ] {
        assert_read(text, "de", Some(rule), false);
    }
}

#[test]
fn holidays_of_all_the_year_are_said_to_be_such() {
    for (text, tag, rule) in [
        (
            "Mai bis September: Mo-Fr 8-18 Uhr; ganzjährig an Feiertagen 10-12 Uhr",
            "de",
            "May-Sep Mo-Fr 08:00-18:00; PH 10:00-12:00",
        ),
        (
            "Oktober bis April:\nMo-Fr 9-16 Uhr\n\nMai bis September:\nMo-Fr 8-18 Uhr\n\nganzjährig:\nFeiertage geschlossen",
            "de",
            "Oct-Apr Mo-Fr 09:00-16:00; May-Sep Mo-Fr 08:00-18:00; PH off",
        ),
        (
            "Mo-Fr 8-16 Uhr, im August geschlossen, ganzjährig an Feiertagen 10-12 Uhr",
            "de",
            "Mo-Fr 08:00-16:00; PH 10:00-12:00; Aug off",
        ),
        (
            "Mo-Fr 8-16 Uhr; im August geschlossen; Feiertage 10-12 Uhr",
            "de",
            "Mo-Fr 08:00-16:00; PH 10:00-12:00; Aug off",
        ),
        (
            "KW 30 bis 33: Mo-Fr 8-10 Uhr; ganzjährig an Feiertagen 8-9 Uhr",
            "de",
            "week 30-33 Mo-Fr 08:00-10:00; PH 08:00-09:00",
        ),
        (
            "Mai bis September: 9-20 Uhr; ganzjährig an Feiertagen 9-18 Uhr",
            "de",
            "May-Sep 09:00-20:00; PH 09:00-18:00",
        ),
        (
            "Mo-Fr 8-16 Uhr; Mai bis September: Sa 9-12 Uhr; ganzjährig an Feiertagen geschlossen",
            "de",
            "Mo-Fr 08:00-16:00; May-Sep Sa 09:00-12:00; PH off",
        ),
        (
            "Mai bis September: Mo-Fr 8-18 Uhr; 1. Mai abweichend 10-12 Uhr",
            "de",
            "May-Sep Mo-Fr 08:00-18:00; May 1 10:00-12:00",
        ),
        (
            "May to September: Mon-Fri 8am-6pm; all year on public holidays 10am-noon",
            "en",
            "May-Sep Mo-Fr 08:00-18:00; PH 10:00-12:00",
        ),
        (
            "May to September: Mon-Fri 8am-6pm; 1 May instead 10 am to noon",
            "en",
            "May-Sep Mo-Fr 08:00-18:00; May 1 10:00-12:00",
        ),
    ] {
        let hours = crate::domain::hours::OpeningHours::new(Some(rule), false).unwrap().unwrap();
        assert_read(text, tag, hours.rule.as_deref(), false);
    }
}
