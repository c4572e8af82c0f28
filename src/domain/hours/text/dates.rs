//! Parts of the year in words: months and dates; `years` has years and weeks. Called by [`super::days`]; `order` tells
//! which of two dates is the earlier one.

use std::cmp::Ordering;

use opening_hours_syntax::rules::day::{
    Date, DateOffset, DaySelector, Month, MonthdayRange, WeekDayOffset, Weekday, Year,
};

use super::catalogue::fill;
use super::order::{Day, order, year, years_of};
use super::places::{MonthOf, Places, add_places, place, placed_days};
use super::years::{NO_END, of_year, single_year, weeks, years};
use super::{Voice, Wordless};
use crate::domain::holiday::PublicHoliday;

const NO_OFFSET: DateOffset = DateOffset { wday_offset: WeekDayOffset::None, day_offset: 0 };

/// A part of the year; null for all of it.
///
/// A selector may name years, dates and weeks, of which all must hold. Said are one of them, or dates within a year.
pub(super) fn period(selector: &DaySelector, voice: &Voice) -> Result<Option<String>, Wordless> {
    let DaySelector { year, monthday, week, .. } = selector;
    match (year.as_slice(), monthday.as_slice(), week.as_slice()) {
        ([], [], []) => Ok(None),
        (years, [], []) => list(years, |years| self::years(years, voice), voice).map(Some),
        ([], dates, []) => self::dates(dates, voice).map(Some),
        ([], [], weeks) => list(weeks, |weeks| self::weeks(weeks, voice), voice).map(Some),
        ([year], dates, []) if dates.iter().all(is_within_any_year) => {
            let year = single_year(year).ok_or(Wordless)?;
            Ok(Some(of_year(&self::dates(dates, voice)?, year, voice)))
        }
        _ => Err(Wordless),
    }
}

fn list<T>(
    parts: &[T],
    words: impl Fn(&T) -> Result<String, Wordless>,
    voice: &Voice,
) -> Result<String, Wordless> {
    let items: Vec<String> = parts.iter().map(words).collect::<Result<_, _>>()?;
    Ok(voice.cldr.list(&items))
}

/// Neighbours in a list of dates.
enum Dates<'a> {
    /// Single days of one month.
    Days(Month, Option<i32>, Vec<u8>),
    /// One day of the week, at places in one month.
    Places(Weekday, MonthOf, Places),
    Range(&'a MonthdayRange),
}

/// Dates as a list, in which neighbours of one kind in one month stand together: "first and third Sunday in May", "24
/// and 31 December".
fn dates(ranges: &[MonthdayRange], voice: &Voice) -> Result<String, Wordless> {
    let mut all = Vec::new();
    for range in ranges {
        let next = neighbours(range)?;
        match (all.last_mut(), &next) {
            (Some(Dates::Days(month, year, days)), Dates::Days(other, other_year, more))
                if (&*month, &*year) == (other, other_year) =>
            {
                days.extend(more);
            }
            (Some(Dates::Places(day, month, places)), Dates::Places(other, other_month, more))
                if (&*day, &*month) == (other, other_month) =>
            {
                add_places(places, *more);
            }
            _ => all.push(next),
        }
    }
    let words = |dates: &Dates<'_>| match dates {
        Dates::Days(month, year, days) => {
            voice.cldr.days_in_month(*year, *month, days, voice.words).ok_or(Wordless)
        }
        Dates::Places(day, month, places) => Ok(placed_days(*day, places, Some(*month), voice)),
        Dates::Range(range) => self::range(range, voice),
    };
    list(&all, words, voice)
}

fn neighbours(range: &MonthdayRange) -> Result<Dates<'_>, Wordless> {
    Ok(match range {
        MonthdayRange::Date { start, end } if start == end && start.1 == NO_OFFSET => match start.0 {
            Date::Fixed { month, day, .. } => Dates::Days(month, year(start), vec![day]),
            Date::Weekday { month, wday, nth, .. } => {
                Dates::Places(wday, (month, year(start)), place(nth).ok_or(Wordless)?)
            }
            Date::Easter { .. } => Dates::Range(range),
        },
        _ => Dates::Range(range),
    })
}

fn range(range: &MonthdayRange, voice: &Voice) -> Result<String, Wordless> {
    match range {
        MonthdayRange::Month { range, year } => {
            let (first, last) = (*range.start(), *range.end());
            let months = months(first, last, voice);
            match year {
                None => Ok(months),
                Some(Year(year)) if first <= last => Ok(of_year(&months, *year, voice)),
                Some(_) => Err(Wordless),
            }
        }
        MonthdayRange::Date { start, end } if start == end => date(start, year(start), voice),
        MonthdayRange::Date { start, end }
            if *end == (Date::ymd(31, Month::December, Year(NO_END)), NO_OFFSET) =>
        {
            Ok(fill(voice.words.from_date, &[&date(start, year(start), voice)?]))
        }
        MonthdayRange::Date { start, end } => date_range(start, end, voice),
    }
}

fn months(first: Month, last: Month, voice: &Voice) -> String {
    let name = voice.cldr.month(first);
    if first == last { name } else { fill(voice.words.range, &[&name, &voice.cldr.month(last)]) }
}

/// From one date to another; a month or a year that both have is said once.
fn date_range(start: &Day, end: &Day, voice: &Voice) -> Result<String, Wordless> {
    let (first_year, last_year) = years_of(start, end).ok_or(Wordless)?;
    if let (
        (Date::Fixed { month, day: first, .. }, NO_OFFSET),
        (Date::Fixed { month: other, day: last, .. }, NO_OFFSET),
    ) = (start, end)
        && (month, first_year) == (other, last_year)
        && first < last
        && let Some(days) = voice.cldr.days_of_month(last_year, *month, (*first, *last), voice.words)
    {
        return Ok(days);
    }
    let (first_year, last_year) = match (first_year == last_year, voice.cldr.begins_with_year()) {
        (true, true) => (first_year, None),
        (true, false) => (None, last_year),
        (false, _) => (first_year, last_year),
    };
    let is_plain = |day: &Day| matches!(day.0, Date::Fixed { .. });
    let pattern =
        if is_plain(start) && is_plain(end) { voice.words.date_range } else { voice.words.named_range };
    Ok(fill(pattern, &[&date(start, first_year, voice)?, &date(end, last_year, voice)?]))
}

/// Whether it names no year and does not go over the end of one: "October to March 2026" would be two winters.
fn is_within_any_year(range: &MonthdayRange) -> bool {
    match range {
        MonthdayRange::Month { range, year } => year.is_none() && range.start() <= range.end(),
        MonthdayRange::Date { start, end } => {
            let has_no_year = year(start).is_none() && year(end).is_none();
            has_no_year && (start == end || order(start, end).is_some_and(Ordering::is_le))
        }
    }
}

fn date((date, offset): &Day, year: Option<i32>, voice: &Voice) -> Result<String, Wordless> {
    if offset.wday_offset != WeekDayOffset::None {
        return Err(Wordless);
    }
    match (*date, offset.day_offset) {
        (Date::Fixed { month, day, .. }, 0) => voice.cldr.date(year, month, day, voice.words).ok_or(Wordless),
        (Date::Weekday { month, wday, nth, .. }, 0) => {
            let places = place(nth).ok_or(Wordless)?;
            Ok(placed_days(wday, &places, Some((month, year)), voice))
        }
        (Date::Easter { .. }, offset) => {
            let name = easter(offset, voice);
            Ok(year.map_or_else(|| name.clone(), |year| of_year(&name, year, voice)))
        }
        _ => Err(Wordless),
    }
}

/// The day so many days after Easter Sunday, by its name if it has one.
fn easter(offset: i16, voice: &Voice) -> String {
    let words = &voice.words.easter;
    let name = holiday_after_easter(offset).map(|holiday| voice.words.holiday(holiday));
    if let Some(name) = name.or_else(|| words.name(offset)) {
        return name.to_owned();
    }
    let pattern = if offset < 0 { words.before } else { words.after };
    fill(pattern, &[&voice.cldr.number(i32::from(offset).abs())])
}

/// The feast that is so many days after Easter Sunday.
const fn holiday_after_easter(days: i16) -> Option<PublicHoliday> {
    match days {
        -2 => Some(PublicHoliday::GoodFriday),
        0 => Some(PublicHoliday::EasterSunday),
        1 => Some(PublicHoliday::EasterMonday),
        39 => Some(PublicHoliday::Ascension),
        49 => Some(PublicHoliday::WhitSunday),
        50 => Some(PublicHoliday::WhitMonday),
        60 => Some(PublicHoliday::CorpusChristi),
        _ => None,
    }
}
