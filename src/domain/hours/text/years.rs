//! Years and weeks in words. Called by [`super::dates`], and by `days` and `places` where these name a year.

use chrono::{Datelike, NaiveDate, Weekday};
use opening_hours_syntax::rules::day::{WeekRange, Year, YearRange};

use super::catalogue::fill;
use super::{Voice, Wordless};

/// The last year of the syntax: a range up to it has no end.
pub(super) const NO_END: i32 = 9999;

/// The last week that a year can have (ISO 8601).
const LAST_WEEK: u8 = 53;

/// A part of a year, and which year.
pub(super) fn of_year(part: &str, year: i32, voice: &Voice) -> String {
    let year = fill(voice.words.year, &[&voice.cldr.number(year)]);
    fill(voice.words.of_year, &[part, &year])
}

/// The year, where it is one.
pub(super) fn single_year(years: &YearRange) -> Option<i32> {
    let (range, _) = years.into_parts();
    (range.start() == range.end()).then_some(range.start().0)
}

pub(super) fn years(years: &YearRange, voice: &Voice) -> Result<String, Wordless> {
    let (range, step) = years.into_parts();
    let (Year(first), Year(last)) = range.into_inner();
    let number = |year| voice.cldr.number(year);
    if first == last {
        return Ok(fill(voice.words.year, &[&number(first)]));
    }
    match (step, last) {
        (1, NO_END) => {
            let first = fill(voice.words.year, &[&number(first)]);
            Ok(fill(voice.words.from_year, &[&first]))
        }
        (1, _) => Ok(fill(voice.words.year, &[&format!("{}–{}", number(first), number(last))])),
        _ => Err(Wordless),
    }
}

pub(super) fn weeks(weeks: &WeekRange, voice: &Voice) -> Result<String, Wordless> {
    let (range, step) = weeks.into_parts();
    let (first, last) = (range.start().0, range.end().0);
    let number = |week: u8| voice.cldr.number(week.into());
    match (first, last, step) {
        _ if first == last => Ok(fill(voice.words.week, &[&number(first)])),
        (_, _, 1) if first + 1 == last => Ok(fill(voice.words.two_weeks, &[&number(first), &number(last)])),
        (_, _, 1) => Ok(fill(voice.words.week_range, &[&number(first), &number(last)])),
        (1, LAST_WEEK, 2) => Ok(voice.words.odd_weeks.to_owned()),
        (2, 52 | LAST_WEEK, 2) => Ok(voice.words.even_weeks.to_owned()),
        _ => Err(Wordless),
    }
}

/// Weeks of one year. A rule means days of that year, as the calendar has it; words mean weeks. They are the same but
/// about the turn of a year, where a week is of one year and some of its days of another.
pub(super) fn weeks_of_year(weeks: &WeekRange, year: i32, voice: &Voice) -> Result<String, Wordless> {
    let (range, step) = weeks.into_parts();
    let (first, last) = (range.start().0, range.end().0);
    let is_of_year = |day: Option<NaiveDate>| day.is_some_and(|day| day.year() == year);
    let are_within = is_of_year(NaiveDate::from_isoywd_opt(year, first.into(), Weekday::Mon))
        && is_of_year(NaiveDate::from_isoywd_opt(year, last.into(), Weekday::Sun));
    let is_foreign = |month, day| {
        let week = NaiveDate::from_ymd_opt(year, month, day).map(|day| day.iso_week());
        week.is_some_and(|week| {
            week.year() != year && (u32::from(first)..=u32::from(last)).contains(&week.week())
        })
    };
    if !are_within || is_foreign(1, 1) || is_foreign(12, 31) || (step != 1 && first != last) {
        return Err(Wordless);
    }
    let year = fill(voice.words.year, &[&voice.cldr.number(year)]);
    Ok(fill(voice.words.week_of_year, &[&self::weeks(weeks, voice)?, &year]))
}
