//! Parts of the year in words: months and dates; `years` has years and weeks, `easter` the days that move with it.
//! Called by [`super::days`]; `order` tells which of two dates is the earlier one.

use std::cmp::Ordering;
use std::ops::RangeInclusive;

use opening_hours_syntax::rules::day::{
    Date, DateOffset, DaySelector, Month, MonthdayRange, WeekDayOffset, Weekday, Year,
};

use super::catalogue::fill;
use super::easter::{easter, western};
use super::order::{Day, order, year, years_of};
use super::places::{MonthOf, Places, add_places, place, placed_days};
use super::years::{NO_END, of_year, single_year, weeks, weeks_of_year, years};
use super::{Voice, Wordless};

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
        ([year], [], weeks) => {
            let year = single_year(year).ok_or(Wordless)?;
            list(weeks, |weeks| weeks_of_year(weeks, year, voice), voice).map(Some)
        }
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
    /// Days of one month.
    Days(Month, Option<i32>, Vec<u8>),
    /// One day of the week, at places in one month.
    Places(Weekday, MonthOf, Places),
    Range(&'a MonthdayRange),
}

/// Dates as a list, in which neighbours of one kind in one month stand together: "first and third Sunday in May", "24
/// to 26 and 31 December". Two months in a row are a list too.
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
    let mut items = Vec::with_capacity(all.len());
    for dates in &all {
        match dates {
            Dates::Days(month, year, days) => {
                let days = voice.cldr.days_in_month(*year, *month, days, voice.words);
                items.push(days.ok_or(Wordless)?);
            }
            Dates::Places(day, month, places) => {
                items.push(placed_days(*day, places, Some(*month), voice));
            }
            Dates::Range(MonthdayRange::Month { range, year: None }) if are_neighbours(range) => {
                items.extend([*range.start(), *range.end()].map(|month| voice.cldr.month(month)));
            }
            Dates::Range(range) => items.push(self::range(range, voice)?),
        }
    }
    Ok(voice.cldr.list(&items))
}

/// Whether a range has two months.
pub(super) fn are_neighbours(months: &RangeInclusive<Month>) -> bool {
    months.start().next() == *months.end()
}

fn neighbours(range: &MonthdayRange) -> Result<Dates<'_>, Wordless> {
    let MonthdayRange::Date { start, end } = range else { return Ok(Dates::Range(range)) };
    if start.1 != NO_OFFSET || end.1 != NO_OFFSET {
        return Ok(Dates::Range(range));
    }
    Ok(match (start.0, end.0) {
        (Date::Fixed { month, day: first, .. }, Date::Fixed { month: other, day: last, .. })
            if month == other
                && first <= last
                && years_of(start, end).is_some_and(|(first, last)| first == last) =>
        {
            Dates::Days(month, year(start), (first..=last).collect())
        }
        (Date::Weekday { month, wday, nth, .. }, _) if start == end => {
            Dates::Places(wday, (month, year(start)), place(nth).ok_or(Wordless)?)
        }
        _ => Dates::Range(range),
    })
}

fn range(range: &MonthdayRange, voice: &Voice) -> Result<String, Wordless> {
    match range {
        MonthdayRange::Month { range, year } => {
            let months = months(range, voice);
            match year {
                None => Ok(months),
                Some(Year(year)) if range.start() <= range.end() => Ok(of_year(&months, *year, voice)),
                Some(_) => Err(Wordless),
            }
        }
        MonthdayRange::Date { start, end } if start == end => {
            Ok(western(date(start, year(start), voice)?, &[start], voice))
        }
        MonthdayRange::Date { start, end }
            if *end == (Date::ymd(31, Month::December, Year(NO_END)), NO_OFFSET) =>
        {
            let date = western(date(start, year(start), voice)?, &[start], voice);
            Ok(fill(voice.words.from_date, &[&date]))
        }
        MonthdayRange::Date { start, end } => {
            Ok(western(date_range(start, end, voice)?, &[start, end], voice))
        }
    }
}

fn months(range: &RangeInclusive<Month>, voice: &Voice) -> String {
    let [first, last] = [*range.start(), *range.end()].map(|month| voice.cldr.month(month));
    if range.start() == range.end() {
        first
    } else if are_neighbours(range) {
        voice.cldr.list(&[first, last])
    } else {
        fill(voice.words.range, &[&first, &last])
    }
}

/// From one date to another, in two months; a year that both have is said once.
fn date_range(start: &Day, end: &Day, voice: &Voice) -> Result<String, Wordless> {
    let (first_year, last_year) = years_of(start, end).ok_or(Wordless)?;
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
            let name = easter(offset, voice)?;
            Ok(year.map_or_else(|| name.clone(), |year| of_year(&name, year, voice)))
        }
        _ => Err(Wordless),
    }
}
