//! The date of Easter, on which the movable holidays hang. Called by the module above.

use chrono::NaiveDate;

/// The year in which the Gregorian calendar has its first Easter.
const FIRST_GREGORIAN_EASTER: i32 = 1583;

/// Easter Sunday by the Gregorian computus: the first Sunday after the ecclesiastical full moon on or after 21 March.
///
/// Null before 1583, and past the years that a date can have. The steps are those of the "anonymous Gregorian"
/// algorithm (Nature, 1876; J. Meeus, Astronomical Algorithms, ch. 8), with its letters.
pub(super) fn easter(year: i32) -> Option<NaiveDate> {
    if year < FIRST_GREGORIAN_EASTER {
        return None;
    }
    let year_of_moon = year % 19;
    let (century, year_of_century) = (year / 100, year % 100);
    let (d, e) = (century / 4, century % 4);
    let f = (century + 8) / 25;
    let g = (century - f + 1) / 3;
    let full_moon = (19 * year_of_moon + century - d - g + 15) % 30;
    let (i, k) = (year_of_century / 4, year_of_century % 4);
    let weekday = (32 + 2 * e + 2 * i - full_moon - k) % 7;
    let m = (year_of_moon + 11 * full_moon + 22 * weekday) / 451;
    let day_of_march = full_moon + weekday - 7 * m + 22;
    let first_of_march = NaiveDate::from_ymd_opt(year, 3, 1)?;
    first_of_march.checked_add_signed(chrono::TimeDelta::days(i64::from(day_of_march - 1)))
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Weekday};

    use super::*;

    #[test]
    fn easter_is_where_the_tables_have_it() {
        for date in [
            "1583-04-10",
            "1818-03-22",
            "1943-04-25",
            "1954-04-18",
            "1961-04-02",
            "1995-04-16",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2016-03-27",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2027-03-28",
            "2038-04-25",
            "2100-03-28",
            "2285-03-22",
        ] {
            let date: NaiveDate = date.parse().unwrap();
            assert_eq!(easter(date.year()), Some(date));
        }
    }

    #[test]
    fn easter_is_a_sunday_from_22_march_to_25_april() {
        for year in 1583..10_000 {
            let easter = easter(year).unwrap();
            assert_eq!(easter.weekday(), Weekday::Sun, "{easter}");
            assert!(((3, 22)..=(4, 25)).contains(&(easter.month(), easter.day())), "{easter}");
        }
    }

    #[test]
    fn there_is_no_easter_before_its_calendar_nor_past_the_last_date() {
        for year in [i32::MIN, -1, 0, 1582, 300_000, i32::MAX] {
            assert_eq!(easter(year), None);
        }
    }
}
