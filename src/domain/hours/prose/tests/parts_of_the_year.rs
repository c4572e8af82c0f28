//! Dates, months, holidays by name, places in the month.

use super::super::ProseFault;
use super::{assert_read, assert_refused};

#[test]
fn months_and_dates_are_read_in_german() {
    for (text, rule) in [
        ("Mai bis September: Mo-Fr 8-18 Uhr", "May-Sep Mo-Fr 08:00-18:00"),
        ("Mai bis September Mo-Fr 8-18 Uhr", "May-Sep Mo-Fr 08:00-18:00"),
        ("Montag bis Freitag (April bis September): 8–18 Uhr", "Apr-Sep Mo-Fr 08:00-18:00"),
        ("Mo-Fr 8-18 Uhr (Mai bis September)", "May-Sep Mo-Fr 08:00-18:00"),
        ("Von Mai bis September täglich 8-18 Uhr", "May-Sep Mo-Su 08:00-18:00"),
        ("Mo-Fr im August 8-12 Uhr", "Aug Mo-Fr 08:00-12:00"),
        ("April bis Oktober: 8–18 Uhr", "Apr-Oct 08:00-18:00"),
        ("24. Dezember geschlossen", "Dec 24 off"),
        ("24.12. geschlossen", "Dec 24 off"),
        ("Am 24.12.2026 geschlossen", "2026 Dec 24 off"),
        ("2026-12-24 geschlossen", "2026 Dec 24 off"),
        ("24.12.2026 bis 1.1.2027 geschlossen", "2026 Dec 24-2027 Jan 1 off"),
        ("24.12. bis 1.1.2027 geschlossen", "2026 Dec 24-2027 Jan 1 off"),
        ("24.12.-1.1. geschlossen", "Dec 24-Jan 1 off"),
        ("vom 7. bis 11. Dezember 2026 geschlossen", "2026 Dec 7-2026 Dec 11 off"),
        ("7.-11.12.2026 geschlossen", "2026 Dec 7-2026 Dec 11 off"),
        ("24. bis 26. Dezember geschlossen", "Dec 24-Dec 26 off"),
        ("1. August bis 5. September 2026 geschlossen", "2026 Aug 1-2026 Sep 5 off"),
        ("24. und 31. Dezember geschlossen", "Dec 24,Dec 31 off"),
        ("24./25.12. geschlossen", "Dec 24,Dec 25 off"),
        ("24 Dezember geschlossen", "Dec 24 off"),
        ("Geschlossen: 24.12., 31.12.", "Dec 24,Dec 31 off"),
        ("An Feiertagen sowie vom 24. bis 31. Dezember geschlossen", "PH off; Dec 24-Dec 31 off"),
        ("An Feiertagen und im August geschlossen", "PH off; Aug off"),
        ("24. 12. 2026 geschlossen", "2026 Dec 24 off"),
        ("Donnerstag, den 24. Dezember 2026 geschlossen", "2026 Dec 24 off"),
        ("Do 24.12.2026 8-12 Uhr; Fr 9-11 Uhr", "Fr 09:00-11:00; 2026 Dec 24 08:00-12:00"),
        ("1. und 2. Weihnachtsfeiertag geschlossen", "Dec 25,Dec 26 off"),
        ("Ostersamstag und Palmsonntag geschlossen", "easter -1 day,easter -7 days off"),
        ("Altweiber 8-11 Uhr", "easter -52 days 08:00-11:00"),
        ("Mär. bis Okt. Mo-Fr 8-12 Uhr", "Mar-Oct Mo-Fr 08:00-12:00"),
        ("24.12.2026 geschlossen; 24.12.2027 8-12 Uhr", "2026 Dec 24 off; 2027 Dec 24 08:00-12:00"),
        ("24., 25. und 26. Dezember 2026 geschlossen", "2026 Dec 24,2026 Dec 25,2026 Dec 26 off"),
        ("im August geschlossen", "Aug off"),
        ("Im August 2026 geschlossen", "2026 Aug off"),
        ("Okt. bis März: Mo-Fr 9-16 Uhr", "Oct-Mar Mo-Fr 09:00-16:00"),
        ("Mo-Fr 8.00-12.30. Am 24.12. geschlossen", "Mo-Fr 08:00-12:30; Dec 24 off"),
        ("Mo 8.00-12.10. Di 9-11", "Mo 08:00-12:10; Tu 09:00-11:00"),
        ("Mo-Fr 8-12, 24. Dezember geschlossen", "Mo-Fr 08:00-12:00; Dec 24 off"),
        ("Mo-Fr 8-12 Uhr; 24. Dezember abweichend: 8-10 Uhr", "Mo-Fr 08:00-12:00; Dec 24 08:00-10:00"),
        ("Mo-Fr 8-12 Uhr, im August Mi geschlossen", "Mo-Fr 08:00-12:00; Aug We off"),
        ("Mo-Fr 8-12 Uhr, Samstag, 19.12.2026 geschlossen", "Mo-Fr 08:00-12:00; 2026 Dec 19 off"),
        ("Mo-Fr 8-12 Uhr; 19.12.2026 10-14 Uhr", "Mo-Fr 08:00-12:00; 2026 Dec 19 10:00-14:00"),
    ] {
        assert_read(text, "de", Some(rule), false);
    }
}

#[test]
fn months_and_dates_are_read_in_english() {
    for (text, rule) in [
        ("December 24: closed", "Dec 24 off"),
        ("24 December to 1 January closed", "Dec 24-Jan 1 off"),
        ("December 24 to January 1: closed", "Dec 24-Jan 1 off"),
        ("December 7–11, 2026 closed", "2026 Dec 7-2026 Dec 11 off"),
        ("December 24, 2026: closed", "2026 Dec 24 off"),
        ("24–26 December closed", "Dec 24-Dec 26 off"),
        ("24 and 31 December closed", "Dec 24,Dec 31 off"),
        ("December 24 and 31: closed", "Dec 24,Dec 31 off"),
        ("December 24 and December 31: closed", "Dec 24,Dec 31 off"),
        ("closed on the 24th of December", "Dec 24 off"),
        ("closed from 24th to 26th December", "Dec 24-Dec 26 off"),
        ("2026-12-24 closed", "2026 Dec 24 off"),
        ("May to September Mon-Fri 9am-5pm", "May-Sep Mo-Fr 09:00-17:00"),
        ("Monday to Friday (April to September): 8 AM–6 PM", "Apr-Sep Mo-Fr 08:00-18:00"),
        ("In December Mon 9 am - 5 pm", "Dec Mo 09:00-17:00"),
        ("December 24 9am-noon", "Dec 24 09:00-12:00"),
        ("Mon 9-17, 24 December closed", "Mo 09:00-17:00; Dec 24 off"),
        ("Mon 9-17 and 24 December closed", "Mo 09:00-17:00; Dec 24 off"),
        ("closed on 24, 25 and 26 December", "Dec 24,Dec 25,Dec 26 off"),
        ("closed on December 24, 25 and 26", "Dec 24,Dec 25,Dec 26 off"),
        ("December 24, 9-17", "Dec 24 09:00-17:00"),
        ("July 4th closed", "Jul 4 off"),
        ("closed in August", "Aug off"),
        ("closed in August 2026", "2026 Aug off"),
    ] {
        assert_read(text, "en", Some(rule), false);
    }
}

#[test]
fn holidays_have_names() {
    for (text, tag, rule) in [
        ("Karfreitag geschlossen", "de", "easter -2 days off"),
        ("Karfreitag bis Ostermontag geschlossen", "de", "easter -2 days-easter +1 day off"),
        ("Heiligabend und Silvester geschlossen", "de", "Dec 24,Dec 31 off"),
        ("an Heiligabend 8-12 Uhr", "de", "Dec 24 08:00-12:00"),
        ("Heiligabend bis Neujahr geschlossen", "de", "Dec 24-Jan 1 off"),
        ("1. Weihnachtstag geschlossen", "de", "Dec 25 off"),
        ("Am zweiten Weihnachtsfeiertag geschlossen", "de", "Dec 26 off"),
        ("Tag der Deutschen Einheit: 10-12 Uhr", "de", "Oct 3 10:00-12:00"),
        ("Karfreitag 2027 geschlossen", "de", "2027 easter -2 days off"),
        ("An Feiertagen, Heiligabend und Silvester geschlossen", "de", "PH off; Dec 24,Dec 31 off"),
        ("An Feiertagen sowie am 24. und 31. Dezember geschlossen", "de", "PH off; Dec 24,Dec 31 off"),
        ("Sonntags und an Heiligabend geschlossen", "de", "Su off; Dec 24 off"),
        ("Heiligabend und an Feiertagen geschlossen", "de", "PH off; Dec 24 off"),
        ("Good Friday: closed", "en", "easter -2 days off"),
        ("closed on Christmas Eve and New Year’s Eve", "en", "Dec 24,Dec 31 off"),
        ("closed on Sundays and Christmas Eve", "en", "Su off; Dec 24 off"),
    ] {
        assert_read(text, tag, Some(rule), false);
    }
}

#[test]
fn days_have_a_place_in_the_month() {
    for (text, tag, rule) in [
        ("jeden ersten Samstag im Monat 10-12 Uhr", "de", "Sa[1] 10:00-12:00"),
        ("Erster und dritter Mittwoch im Monat: 14–16 Uhr", "de", "We[1,3] 14:00-16:00"),
        ("Im Juli und August jeden ersten Samstag im Monat 10-12 Uhr", "de", "Jul,Aug: Sa[1] 10:00-12:00"),
        ("letzter Sonntag im Monat 10-12 Uhr", "de", "Su[-1] 10:00-12:00"),
        ("1. Samstag im Monat 10-12 Uhr", "de", "Sa[1] 10:00-12:00"),
        ("am 1. und 3. Mittwoch im Monat 14-16 Uhr", "de", "We[1,3] 14:00-16:00"),
        ("Mo-Fr 8-12; jeden ersten Mittwoch im Monat geschlossen", "de", "Mo-Fr 08:00-12:00; We[1] off"),
        ("Mo, Mi 8-12; jeden ersten Mittwoch im Monat geschlossen", "de", "Mo,We 08:00-12:00; We[1] off"),
        ("Sa 8-12; letzter Samstag im Monat geschlossen", "de", "Sa 08:00-12:00; Sa[-1] off"),
        ("am 1. Samstag im Dezember 10-12 Uhr", "de", "Dec: Sa[1] 10:00-12:00"),
        ("erster Samstag im Mai und Juni 10-12 Uhr", "de", "May,Jun: Sa[1] 10:00-12:00"),
        ("Letzter Sonntag im März: 10–12 Uhr", "de", "Mar: Su[-1] 10:00-12:00"),
        ("Last Sunday of March: 10 AM–noon", "en", "Mar: Su[-1] 10:00-12:00"),
        ("first Saturday of the month 10am-noon", "en", "Sa[1] 10:00-12:00"),
        ("every last Thursday of the month 2-6 pm", "en", "Th[-1] 14:00-18:00"),
        ("1st and 3rd Wednesday of the month: 2 PM–4 PM", "en", "We[1,3] 14:00-16:00"),
        ("First and third Wednesday of the month: 2 PM–4 PM", "en", "We[1,3] 14:00-16:00"),
    ] {
        assert_read(text, tag, Some(rule), false);
    }
}

#[test]
fn what_is_special_goes_behind_what_is_usual() {
    for (text, rule) in [
        ("Im August geschlossen. Mo-Fr 8-12 Uhr", "Mo-Fr 08:00-12:00; Aug off"),
        (
            "24.12. geschlossen; an Feiertagen geschlossen; Mo-Fr 8-12",
            "Mo-Fr 08:00-12:00; Dec 24 off; PH off",
        ),
        ("1. Mai 10-12 Uhr; an Feiertagen geschlossen", "PH off; May 1 10:00-12:00"),
        (
            "An Feiertagen geschlossen. Mai bis September: Mo-Fr 8-18 Uhr. Oktober bis April: Mo-Fr 9-17 Uhr.",
            "May-Sep Mo-Fr 08:00-18:00; Oct-Apr Mo-Fr 09:00-17:00; PH off",
        ),
        ("24. Dezember 8-12 Uhr; Sa, So geschlossen", "Sa,Su off; Dec 24 08:00-12:00"),
        ("24.12.-1.1. geschlossen; 28.12. abweichend 8-12 Uhr", "Dec 24-Jan 1 off; Dec 28 08:00-12:00"),
    ] {
        assert_read(text, "de", Some(rule), false);
    }
}

#[test]
fn what_closes_every_day_closes_holidays_too() {
    for (text, tag, rule) in [
        (
            "Mo-Fr 8-17 Uhr; Feiertage 10-17 Uhr; täglich 12-13 Uhr geschlossen",
            "de",
            "Mo-Fr 08:00-17:00; PH 10:00-17:00; Mo-Su 12:00-13:00 off",
        ),
        (
            "So und Feiertage 12-18 Uhr; im August täglich 12-13 Uhr geschlossen; Mo-Sa (Mai) 8-12 Uhr",
            "de",
            "Su 12:00-18:00; May Mo-Sa 08:00-12:00; PH 12:00-18:00; Aug Mo-Su 12:00-13:00 off",
        ),
        (
            "So und Feiertage 12-18 Uhr; im August 12-13 Uhr geschlossen",
            "de",
            "Su,PH 12:00-18:00; Aug 12:00-13:00 off",
        ),
        (
            "So und Feiertage 12-18 Uhr; im August täglich geschlossen",
            "de",
            "Su,PH 12:00-18:00; Aug Mo-Su off",
        ),
        (
            "im August geschlossen; So und Feiertage 12-18 Uhr; Mo 8-12 Uhr",
            "de",
            "Su 12:00-18:00; Mo 08:00-12:00; PH 12:00-18:00; Aug off",
        ),
        (
            "Mon-Fri 9am-5pm; public holidays 10am-5pm; daily closed noon–1pm",
            "en",
            "Mo-Fr 09:00-17:00; PH 10:00-17:00; Mo-Su 12:00-13:00 off",
        ),
        (
            "Mo-Fr 8-17 Uhr; Feiertage geschlossen; Mo-Fr 12-13 Uhr geschlossen; Do zusätzlich 18-19 Uhr",
            "de",
            "Mo-Fr 08:00-17:00; Mo-Fr 12:00-13:00 off, Th 18:00-19:00; PH off",
        ),
    ] {
        assert_read(text, tag, Some(rule), false);
    }
    for (text, position, words, fault) in [
        (
            "Mo-Fr 8-17 Uhr; Feiertage 10-17 Uhr; Mo-Fr 12-13 Uhr geschlossen",
            38,
            "Mo",
            ProseFault::HolidaysBefore,
        ),
        ("So und Feiertage 9-12 Uhr, Mo und Mi zusätzlich 14-18 Uhr", 28, "Mo", ProseFault::HolidaysBefore),
        (
            "Sonntag und an Feiertagen: 14–16 Uhr; Montag bis Samstag auch: 8–12 Uhr",
            39,
            "Montag",
            ProseFault::HolidaysBefore,
        ),
        (
            "So und Feiertage 12-18 Uhr; täglich 14-15 Uhr geschlossen; Mo-Sa abweichend 8-18 Uhr",
            60,
            "Mo",
            ProseFault::BehindSpecial,
        ),
    ] {
        assert_refused(text, "de", position, words, fault);
    }
}

#[test]
fn a_part_of_the_year_in_front_holds_as_far_as_it_is_clear() {
    for (text, rule) in [
        (
            "Mai bis September: Mo-Fr 8-18 Uhr, Sa 9-12 Uhr",
            "May-Sep Mo-Fr 08:00-18:00; May-Sep Sa 09:00-12:00",
        ),
        (
            "Mai bis September:\nMo-Fr 8-18 Uhr\nSa 9-12 Uhr\nOktober bis April:\nMo-Fr 9-17 Uhr\nSa, So geschlossen",
            "May-Sep Mo-Fr 08:00-18:00; May-Sep Sa 09:00-12:00; Oct-Apr Mo-Fr 09:00-17:00; Oct-Apr Sa,Su off",
        ),
        (
            "Mai bis September: Mo-Fr 8-18 Uhr; ganzjährig Sa 9-12 Uhr",
            "May-Sep Mo-Fr 08:00-18:00; Sa 09:00-12:00",
        ),
        ("Mo-Fr (Mai bis September): 8-18 Uhr; Sa 9-12 Uhr", "May-Sep Mo-Fr 08:00-18:00; Sa 09:00-12:00"),
        ("24. Dezember geschlossen, Mo-Fr 8-12 Uhr", "Mo-Fr 08:00-12:00; Dec 24 off"),
    ] {
        assert_read(text, "de", Some(rule), false);
    }
    for (text, position, words) in [
        ("Mai bis September: Mo-Fr 8-18 Uhr; Sa 9-12 Uhr", 36, "Sa"),
        ("Mai bis September: Mo-Fr 8-18 Uhr\nSa geschlossen", 35, "Sa"),
        ("Mai bis September:\nMo-Fr 8-18 Uhr\n24.12. geschlossen\nSa 9-12 Uhr", 54, "Sa"),
    ] {
        assert_refused(text, "de", position, words, ProseFault::PeriodUnclear);
    }
}

#[test]
fn a_part_of_the_year_in_passing_holds_for_its_own_days_only() {
    for (text, tag, position, words) in [
        ("im August mittwochs geschlossen, Mo-Fr 8-12 Uhr", "de", 34, "Mo"),
        ("Im August\nmittwochs geschlossen\nMo-Fr 8-12 Uhr", "de", 33, "Mo"),
        ("Im August:\nmittwochs geschlossen\nMo-Fr 8-12 Uhr", "de", 34, "Mo"),
        ("Mo-Fr 8-12 Uhr\nIm August\nSa 9-12 Uhr\nSo 9-12 Uhr", "de", 38, "So"),
        ("Sa 9-12 Uhr, im Juli Sa geschlossen, Mo-Fr 8-12 Uhr", "de", 38, "Mo"),
        ("Sat 9am-noon, in July Sat closed, Mon-Fri 9am-noon", "en", 35, "Mon"),
        ("Mo 8-12 Uhr, im August abweichend Mo 9-10 Uhr, Di 14-18 Uhr, Mi 9-11 Uhr", "de", 48, "Di"),
        ("Di 14-18 Uhr, im August zusätzlich Mi 14-18 Uhr, Fr 8-12 Uhr", "de", 50, "Fr"),
        ("Mo-Fr 8-12 Uhr, vom 24.12. bis 6.1. Mo-Fr abweichend 9-10 Uhr, Sa 9-12 Uhr", "de", 64, "Sa"),
        ("Mo-Fr 8-12 Uhr, im August Sa 9-12 Uhr, So 9-12 Uhr", "de", 40, "So"),
        ("Mo-Fr 8-12 Uhr; im August: Sa 9-12 Uhr, So 9-12 Uhr", "de", 41, "So"),
        ("Im August Mi nach Vereinbarung, Mo 8-12 Uhr", "de", 33, "Mo"),
        ("Mai bis September: Mo-Fr 8-18 Uhr, Oktober bis April: Mo-Fr 9-17 Uhr, Sa 9-12 Uhr", "de", 71, "Sa"),
    ] {
        assert_refused(text, tag, position, words, ProseFault::PeriodUnclear);
    }
    for (text, rule) in [
        ("im August mittwochs geschlossen, ganzjährig Mo-Fr 8-12 Uhr", "Mo-Fr 08:00-12:00; Aug We off"),
        ("im August mittwochs geschlossen, im August Mo-Fr 8-12 Uhr", "Aug Mo-Fr 08:00-12:00; Aug We off"),
        (
            "Mo-Fr 8-12 Uhr, im August Sa 9-12 Uhr, ganzjährig So 9-12 Uhr",
            "Mo-Fr 08:00-12:00; Aug Sa 09:00-12:00; Su 09:00-12:00",
        ),
        ("im August mittwochs geschlossen, an Feiertagen geschlossen", "Aug We off; PH off"),
        (
            "24.12. geschlossen. Mai bis September: Mo-Fr 8-18 Uhr, Sa geschlossen, So 9-12 Uhr",
            "May-Sep Mo-Fr 08:00-18:00; May-Sep Sa off; May-Sep Su 09:00-12:00; Dec 24 off",
        ),
        (
            "Mo-Fr 8-12 Uhr\nIm August abweichend:\nMo 9-12 Uhr\nSa 9-12 Uhr",
            "Mo-Fr 08:00-12:00; Aug Mo 09:00-12:00; Aug Sa 09:00-12:00",
        ),
    ] {
        assert_read(text, "de", Some(rule), false);
    }
}

#[test]
fn dates_that_are_not_sure_are_refused() {
    for (text, tag, position, words, fault) in [
        ("12/24 closed", "en", 1, "12/24", ProseFault::NumericDate),
        ("24/12/2026 closed", "en", 1, "24/12", ProseFault::NumericDate),
        ("closed 24.12.2026", "en", 8, "24.12.", ProseFault::NumericDate),
        ("Am 3.10 geschlossen", "de", 4, "3.10", ProseFault::NumericDate),
        ("24.12.26 geschlossen", "de", 1, "24.12.26", ProseFault::NumericDate),
        ("11. bis 7. Dezember geschlossen", "de", 1, "11", ProseFault::Backward),
        ("24.12.2026 bis 1.1.2026 geschlossen", "de", 1, "24.12.2026", ProseFault::Backward),
        ("Oktober bis März 2026 geschlossen", "de", 1, "Oktober", ProseFault::Backward),
        ("Mai bis April geschlossen", "de", 1, "Mai", ProseFault::Backward),
        ("Oktober 2026 bis März 2027 geschlossen", "de", 1, "Oktober", ProseFault::MonthsOfYears),
        ("August bis 5. September geschlossen", "de", 1, "August", ProseFault::MonthsOfYears),
        ("Karfreitag bis 10. April geschlossen", "de", 1, "Karfreitag", ProseFault::Backward),
        ("30. Februar geschlossen", "de", 1, "30", ProseFault::NoSuchDay),
        ("29.2.2027 geschlossen", "de", 1, "29.2.2027", ProseFault::NoSuchDay),
        ("24.12., 31.12.2026 geschlossen", "de", 1, "24.12.", ProseFault::YearMissing),
        ("24.12.2026 bis 1.1. geschlossen", "de", 1, "24.12.2026", ProseFault::YearMissing),
        ("ab 1. Mai Mo-Fr 8-12 Uhr", "de", 1, "ab", ProseFault::NoLastDay),
        ("closed from December 24", "en", 13, "December", ProseFault::NoLastDay),
        ("Freitag, 24.12.2026 geschlossen", "de", 10, "24.12.2026", ProseFault::WeekdayOfDate),
        ("Do, 24.12.2026 8-12 Uhr, Fr 9-11 Uhr", "de", 26, "Fr", ProseFault::PeriodUnclear),
        ("Mai 8-12 geschlossen", "de", 5, "8", ProseFault::DaysOrHours),
        ("Mo-Fr 8-18 Uhr, Sa 9-12 Uhr (Mai bis September)", "de", 30, "Mai", ProseFault::BracketOfPeriods),
        ("Donnerstag, 24.12. geschlossen", "de", 13, "24.12.", ProseFault::WeekdayOfDate),
        ("Donnerstag, den 24. Dezember geschlossen", "de", 17, "24", ProseFault::WeekdayOfDate),
        ("Do 24.12. 8-12 Uhr", "de", 1, "Do", ProseFault::WeekdayOfDate),
        ("Do 24.12. bis 1.1. geschlossen", "de", 4, "24.12.", ProseFault::WeekdayOfDate),
        ("Thursday 24 December - 1 January closed", "en", 10, "24", ProseFault::WeekdayOfDate),
        ("24. Dezember Do 8-12 Uhr", "de", 14, "Do", ProseFault::WeekdayOfDate),
        ("24. Dezember, Donnerstag 8-12 Uhr", "de", 15, "Donnerstag", ProseFault::WeekdayOfDate),
        ("Mai bis September, Mo-Fr 8-12 Uhr", "de", 20, "Mo", ProseFault::PeriodOrDays),
        ("Samstag und August geschlossen", "de", 13, "August", ProseFault::PeriodOrDays),
        ("Im August an Feiertagen 8-12 Uhr", "de", 14, "Feiertagen", ProseFault::HolidaysOfPeriod),
        ("täglich außer 24. Dezember 8-12 Uhr", "de", 15, "24", ProseFault::ExceptedDates),
        ("Mo-Fr 8-12 Uhr; Karfreitag bis Ostermontag 9-11 Uhr", "de", 17, "Karfreitag", ProseFault::DayTwice),
        ("Mo-Fr 8-12 Uhr; im August abweichend 9-11 Uhr", "de", 20, "August", ProseFault::DaysOfPeriod),
        ("Mo-Fr 8-12 Uhr; im August Mo-Fr 9-11 Uhr", "de", 27, "Mo", ProseFault::DayTwice),
        ("Mo-Fr 8-12 Uhr; 24. Dezember 8-10 Uhr", "de", 17, "24", ProseFault::DayTwice),
        ("24.12. 8-12 Uhr; 24.12. geschlossen", "de", 18, "24.12.", ProseFault::Contradiction),
        ("24.12. 8-12 Uhr; 20.12. bis 6.1. geschlossen", "de", 18, "20.12.", ProseFault::Contradiction),
        ("im August Mo 8-12; Mo geschlossen", "de", 20, "Mo", ProseFault::PeriodUnclear),
        ("Mo (August) 8-12; Mo geschlossen", "de", 19, "Mo", ProseFault::Contradiction),
        ("Im August geschlossen; im August geschlossen", "de", 27, "August", ProseFault::Twice),
        ("Im August geschlossen; im August Mo 8-12 Uhr", "de", 34, "Mo", ProseFault::ClosedThen),
        ("Mo-Fr 8-12; im August geschlossen; Do zusätzlich 14-18", "de", 36, "Do", ProseFault::BehindSpecial),
        ("24.12. 8-10 Uhr; Mo-Fr abweichend 8-12 Uhr", "de", 18, "Mo", ProseFault::BehindSpecial),
        ("Letzter Freitag im Monat geschlossen; Fr 8-12", "de", 39, "Fr", ProseFault::BehindSpecial),
        ("24.12.2026 geschlossen; 24.12. abweichend 8-12", "de", 25, "24.12.", ProseFault::BehindSpecial),
        ("Heiligabend, 24.12. geschlossen", "de", 14, "24.12.", ProseFault::Twice),
        (
            "Mai bis Juni: Mo 8-18, an Feiertagen geschlossen; Juli bis April: Mo 9-17",
            "de",
            27,
            "Feiertagen",
            ProseFault::HolidaysOfPeriod,
        ),
        ("jeden 1. u. 3. Mittwoch 14-16", "de", 7, "1", ProseFault::NthOfMonth),
        ("jeden 2. Montag 8-12 Uhr", "de", 7, "2", ProseFault::NthOfMonth),
        ("every second Monday 9am-noon", "en", 7, "second", ProseFault::NthOfMonth),
        ("Mo und erster Samstag im Mai 10-12 Uhr", "de", 8, "erster", ProseFault::NthOfMonth),
        ("jeden ersten Samstag 10-12 Uhr", "de", 7, "ersten", ProseFault::NthOfMonth),
        ("6th Saturday of the month 10am-noon", "en", 1, "6th", ProseFault::NthOfMonth),
        ("Mo-Fr 8-12; erster Mittwoch im Monat 14-18 Uhr", "de", 13, "erster", ProseFault::DayTwice),
    ] {
        assert_refused(text, tag, position, words, fault);
    }
}
