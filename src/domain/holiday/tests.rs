//! Days by law, and the operator's.

use std::sync::Arc;

use super::*;
use crate::domain::locale::{Chain, Locale};

fn day(date: &str) -> NaiveDate {
    date.parse().unwrap()
}

fn kept(land: Land, year: i32) -> Vec<PublicHoliday> {
    PublicHoliday::ALL.iter().copied().filter(|holiday| holiday.is_kept(land, year)).collect()
}

fn named(name: &str) -> Arc<HolidayName> {
    Arc::new(HolidayName::everywhere(name).unwrap())
}

fn each_year(month: u32, day: u32, name: &str) -> OwnHoliday {
    OwnHoliday::EachYear { month, day, name: named(name) }
}

#[test]
fn each_land_has_as_many_holidays_as_its_law() {
    for (land, in_2016, in_2017, in_2018, in_2026) in [
        (Land::BadenWuerttemberg, 12, 13, 12, 12),
        (Land::Bavaria, 12, 13, 12, 12),
        (Land::Berlin, 9, 10, 9, 10),
        (Land::Brandenburg, 12, 12, 12, 12),
        (Land::Bremen, 9, 10, 10, 10),
        (Land::Hamburg, 9, 10, 10, 10),
        (Land::Hesse, 10, 11, 10, 10),
        (Land::LowerSaxony, 9, 10, 10, 10),
        (Land::MecklenburgWesternPomerania, 10, 10, 10, 11),
        (Land::NorthRhineWestphalia, 11, 12, 11, 11),
        (Land::RhinelandPalatinate, 11, 12, 11, 11),
        (Land::Saarland, 12, 13, 12, 12),
        (Land::Saxony, 11, 11, 11, 11),
        (Land::SaxonyAnhalt, 11, 11, 11, 11),
        (Land::SchleswigHolstein, 9, 10, 10, 10),
        (Land::Thuringia, 10, 10, 10, 11),
    ] {
        let counts = [2016, 2017, 2018, 2026].map(|year| kept(land, year).len());
        assert_eq!(counts, [in_2016, in_2017, in_2018, in_2026], "{land}");
    }
}

#[test]
fn baden_wuerttemberg_has_these_twelve_in_2026() {
    let calendar = Calendar::of_land(Land::BadenWuerttemberg);
    let mut days: Vec<String> = calendar.public_days(2026).map(|day| day.to_string()).collect();
    days.sort();
    assert_eq!(
        days,
        [
            "2026-01-01",
            "2026-01-06",
            "2026-04-03",
            "2026-04-06",
            "2026-05-01",
            "2026-05-14",
            "2026-05-25",
            "2026-06-04",
            "2026-10-03",
            "2026-11-01",
            "2026-12-25",
            "2026-12-26",
        ]
    );
}

#[test]
fn what_a_law_brought_begins_in_its_year() {
    for (land, holiday, first) in [
        (Land::Berlin, PublicHoliday::WomensDay, 2019),
        (Land::MecklenburgWesternPomerania, PublicHoliday::WomensDay, 2023),
        (Land::Thuringia, PublicHoliday::WorldChildrensDay, 2019),
        (Land::SchleswigHolstein, PublicHoliday::Reformation, 2017),
        (Land::Saxony, PublicHoliday::Repentance, 1995),
        (Land::Bavaria, PublicHoliday::NewYear, 1995),
    ] {
        assert!(!holiday.is_kept(land, first - 1), "{holiday:?}");
        assert!((first..first + 20).all(|year| holiday.is_kept(land, year)), "{holiday:?}");
    }
}

#[test]
fn single_days_come_once_and_in_berlin() {
    let years = |holiday: PublicHoliday| -> Vec<(Land, i32)> {
        let all = Land::ALL.iter().flat_map(|&land| (1990..2060).map(move |year| (land, year)));
        all.filter(|&(land, year)| holiday.is_kept(land, year)).collect()
    };
    assert_eq!(years(PublicHoliday::LiberationDay), [(Land::Berlin, 2020), (Land::Berlin, 2025)]);
    assert_eq!(years(PublicHoliday::Uprising), [(Land::Berlin, 2028)]);
    let in_2017 = Land::ALL.iter().filter(|&&land| PublicHoliday::Reformation.is_kept(land, 2017));
    assert_eq!(in_2017.count(), 16);
}

#[test]
fn movable_days_are_where_calendars_print_them() {
    for (holiday, date) in [
        (PublicHoliday::GoodFriday, "2026-04-03"),
        (PublicHoliday::EasterSunday, "2026-04-05"),
        (PublicHoliday::Ascension, "2026-05-14"),
        (PublicHoliday::WhitSunday, "2026-05-24"),
        (PublicHoliday::WhitMonday, "2026-05-25"),
        (PublicHoliday::CorpusChristi, "2026-06-04"),
        (PublicHoliday::Repentance, "2026-11-18"),
        (PublicHoliday::Repentance, "2023-11-22"),
        (PublicHoliday::Repentance, "2022-11-16"),
    ] {
        let date = day(date);
        assert_eq!(holiday.date(date.year()), Some(date), "{holiday:?}");
    }
}

#[test]
fn every_year_that_a_date_can_have_is_answered() {
    for year in [i32::MIN, -262_143, -1, 0, 1, 1582, 9999, 262_142, i32::MAX] {
        for holiday in PublicHoliday::ALL {
            let date = holiday.date(year);
            assert!(date.is_none_or(|date| date.year() == year), "{holiday:?}");
        }
    }
    let calendar = Calendar::of_land(Land::Saxony);
    assert_eq!(calendar.holiday(NaiveDate::MIN), None);
    assert_eq!(calendar.holiday(NaiveDate::MAX), None);
}

#[test]
fn a_day_has_the_holiday_of_the_law_before_the_operators() {
    let own = vec![
        each_year(8, 8, "Friedensfest"),
        each_year(1, 1, "Stadtfest"),
        OwnHoliday::Once { date: day("2026-06-26"), name: named("Betriebsausflug") },
        OwnHoliday::Kept(PublicHoliday::Assumption),
    ];
    let calendar = Calendar::new(Land::Bavaria, own, Vec::new()).unwrap();
    let name = |name: &str| Some(Holiday::Own(named(name)));
    assert_eq!(calendar.holiday(day("2026-01-01")), Some(Holiday::Public(PublicHoliday::NewYear)));
    assert_eq!(calendar.holiday(day("2026-08-08")), name("Friedensfest"));
    assert_eq!(calendar.holiday(day("2031-08-08")), name("Friedensfest"));
    assert_eq!(calendar.holiday(day("2026-06-26")), name("Betriebsausflug"));
    assert_eq!(calendar.holiday(day("2027-06-26")), None);
    assert_eq!(calendar.holiday(day("2026-08-15")), Some(Holiday::Public(PublicHoliday::Assumption)));
    assert_eq!(Calendar::of_land(Land::Bavaria).holiday(day("2026-08-15")), None);
    // Ascension fell on 1 May.
    assert_eq!(calendar.holiday(day("2008-05-01")), Some(Holiday::Public(PublicHoliday::LabourDay)));
}

#[test]
fn every_day_that_counts_has_a_name() {
    for &land in Land::ALL {
        let calendar = Calendar::of_land(land);
        for year in 1990..2040 {
            let days: Vec<NaiveDate> = calendar.public_days(year).collect();
            assert!(days.iter().all(|&day| calendar.holiday(day).is_some()));
            let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
            let found = first.iter_days().take_while(|day| day.year() == year);
            assert!(found.filter(|&day| calendar.holiday(day).is_some()).all(|day| days.contains(&day)));
        }
    }
}

#[test]
fn school_holidays_have_both_their_ends() {
    let name = named("Sommerferien");
    let summer = SchoolHoliday { first: day("2026-07-30"), last: day("2026-09-12"), name };
    let calendar = Calendar::new(Land::BadenWuerttemberg, Vec::new(), vec![summer.clone()]).unwrap();
    for (date, is_free) in
        [("2026-07-29", false), ("2026-07-30", true), ("2026-09-12", true), ("2026-09-13", false)]
    {
        assert_eq!(calendar.school_holiday(day(date)), is_free.then_some(&summer));
    }
    let days = calendar.school_days(day("2026-09-10"), day("2026-12-31"));
    assert_eq!(days.collect::<Vec<_>>(), ["2026-09-10", "2026-09-11", "2026-09-12"].map(day));
    assert_eq!(calendar.school_days(NaiveDate::MIN, NaiveDate::MAX).count(), 45);
}

#[test]
fn a_name_is_found_along_the_chain() {
    let locale = |tag: &str| Locale::parse(tag).unwrap();
    let chain = Chain::new(locale("de-simple"), vec![locale("de")]);
    let names = [(locale("de"), " Fest ".to_owned()), (locale("en"), "Feast".to_owned())];
    let by_locale = HolidayName::by_locale(names.into()).unwrap();
    assert_eq!(by_locale.find(&chain), Some(("Fest", Some(locale("de")))));
    assert_eq!(by_locale.find(&Chain::new(locale("tr"), Vec::new())), None);
    assert_eq!(named("Fest").find(&chain), Some(("Fest", None)));
}

#[test]
fn a_holiday_of_the_operators_has_a_name() {
    let nameless = Err(CalendarFault::Nameless);
    assert_eq!(HolidayName::everywhere(" "), nameless);
    assert_eq!(HolidayName::by_locale([].into()), nameless);
    assert_eq!(HolidayName::by_locale([(Locale::parse("de").unwrap(), String::new())].into()), nameless);
    assert!(matches!(HolidayName::everywhere(&"x".repeat(101)), Err(CalendarFault::Name(_))));
}

#[test]
fn what_an_operator_adds_is_bounded() {
    let refused = |own| Calendar::new(Land::Berlin, own, Vec::new()).unwrap_err();
    let many = vec![each_year(2, 29, "x"); MAX_OWN_HOLIDAYS];
    assert!(Calendar::new(Land::Berlin, many.clone(), Vec::new()).is_ok());
    let too_many = [many, vec![each_year(1, 2, "x")]].concat();
    assert_eq!(refused(too_many), CalendarFault::TooManyHolidays);
    let no_such_day = CalendarFault::NoSuchDay { month: 2, day: 30 };
    assert_eq!(refused(vec![each_year(2, 30, "x")]), no_such_day);

    let period = |first, last| SchoolHoliday { first: day(first), last: day(last), name: named("x") };
    let refused = |periods| Calendar::new(Land::Berlin, Vec::new(), periods).unwrap_err();
    let (first, last) = (day("2026-07-30"), day("2026-07-29"));
    assert_eq!(refused(vec![period("2026-07-30", "2026-07-29")]), CalendarFault::Backwards { first, last });
    let last = day("2027-07-30");
    assert_eq!(refused(vec![period("2026-07-30", "2027-07-30")]), CalendarFault::TooLong { first, last });
    let many = vec![period("2026-07-30", "2026-07-30"); MAX_SCHOOL_HOLIDAYS + 1];
    assert_eq!(refused(many), CalendarFault::TooManySchoolHolidays);
}
