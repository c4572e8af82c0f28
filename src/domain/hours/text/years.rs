//! Years and weeks in words. Called by [`super::dates`], and by `days` and `places` where these name a year.

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
        (_, _, 1) => Ok(fill(voice.words.week_range, &[&number(first), &number(last)])),
        (1, LAST_WEEK, 2) => Ok(voice.words.odd_weeks.to_owned()),
        (2, 52 | LAST_WEEK, 2) => Ok(voice.words.even_weeks.to_owned()),
        _ => Err(Wordless),
    }
}
