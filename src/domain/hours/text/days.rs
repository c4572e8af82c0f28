//! Days in words: those of the week, holidays, and parts of the year. Called by [`super::statement`].

use opening_hours_syntax::rules::day::{
    Date, DateOffset, DaySelector, HolidayKind, Month, MonthdayRange, WeekDayOffset, WeekDayRange, WeekRange,
    Weekday, Year, YearRange,
};

use super::catalogue::fill;
use super::{Voice, Wordless};
use crate::domain::holiday::PublicHoliday;

/// The last year of the syntax: a range up to it has no end.
const NO_END: i32 = 9999;

/// The last week that a year can have (ISO 8601).
const LAST_WEEK: u8 = 53;

/// How many days in a row are said as "from … to".
const SHORTEST_RANGE: usize = 3;

/// The days that a selector picks; null for all.
pub(super) fn days(selector: &DaySelector, voice: &Voice) -> Result<Option<String>, Wordless> {
    let period = period(selector, voice)?;
    let weekdays = match selector.weekday.as_slice() {
        [] => None,
        ranges => Some(weekdays(ranges, voice)?),
    };
    Ok(match (weekdays, period) {
        (Some(weekdays), Some(period)) => Some(fill(voice.words.within, &[&weekdays, &period])),
        (Some(one), None) | (None, Some(one)) => Some(one),
        (None, None) => None,
    })
}

/// Days of the week, then those by their place in the month, then holidays: any of them is meant.
fn weekdays(ranges: &[WeekDayRange], voice: &Voice) -> Result<String, Wordless> {
    let mut plain: Vec<Weekday> = Vec::new();
    let mut others = Vec::new();
    for range in ranges {
        match range {
            WeekDayRange::Fixed { range, offset: 0, nth_from_start, nth_from_end } => {
                if nth_from_start.iter().chain(nth_from_end).all(|&is_meant| is_meant) {
                    for day in days_of(*range.start(), *range.end()) {
                        if !plain.contains(&day) {
                            plain.push(day);
                        }
                    }
                } else {
                    others.push(nth_weekdays(*range.start(), nth_from_start, nth_from_end, voice)?);
                }
            }
            WeekDayRange::Fixed { .. } => return Err(Wordless),
            WeekDayRange::Holiday { .. } => {}
        }
    }
    let mut items = in_runs(&plain, voice);
    items.extend(others);
    for range in ranges {
        if let WeekDayRange::Holiday { kind, offset } = range {
            items.push(holidays(*kind, *offset, voice)?.to_owned());
        }
    }
    Ok(voice.cldr.list(&items))
}

/// From one day to another, over the end of the week when it must.
pub(super) fn days_of(first: Weekday, last: Weekday) -> impl Iterator<Item = Weekday> {
    let count = (7 + last.num_days_from_monday() - first.num_days_from_monday()) % 7 + 1;
    std::iter::successors(Some(first), |day| Some(day.succ())).take(count as usize)
}

/// Days in the order of the rule; three or more that follow each other are a range.
fn in_runs(days: &[Weekday], voice: &Voice) -> Vec<String> {
    if days.len() == 7 {
        return vec![voice.words.daily.to_owned()];
    }
    let mut items = Vec::new();
    for run in days.chunk_by(|day, next| day.succ() == *next) {
        match run {
            [first, .., last] if run.len() >= SHORTEST_RANGE => {
                let (first, last) = (voice.cldr.weekday(*first), voice.cldr.weekday(*last));
                items.push(fill(voice.words.day_range, &[&first, &last]));
            }
            _ => items.extend(run.iter().map(|&day| voice.cldr.weekday(day))),
        }
    }
    items
}

/// "First and last Monday of the month".
fn nth_weekdays(
    day: Weekday,
    from_start: &[bool; 5],
    from_end: &[bool; 5],
    voice: &Voice,
) -> Result<String, Wordless> {
    // "The last but one" has no short word in most languages.
    if from_end[1..].contains(&true) {
        return Err(Wordless);
    }
    let name = voice.cldr.weekday(day);
    let meant = from_start.iter().chain(&from_end[..1]).enumerate().filter(|(_, is_meant)| **is_meant);
    let ordinals: Vec<String> =
        meant.map(|(nth, _)| voice.words.nth_weekday.ordinal(nth, day).to_owned()).collect();
    Ok(fill(voice.words.nth_weekday.pattern, &[&voice.cldr.list(&ordinals), &name]))
}

fn holidays(kind: HolidayKind, offset: i16, voice: &Voice) -> Result<&'static str, Wordless> {
    match (kind, offset) {
        (HolidayKind::Public, 0) => Ok(voice.words.public_holidays),
        (HolidayKind::Public, -1) => Ok(voice.words.day_before_public_holidays),
        (HolidayKind::Public, 1) => Ok(voice.words.day_after_public_holidays),
        (HolidayKind::School, 0) => Ok(voice.words.school_holidays),
        _ => Err(Wordless),
    }
}

/// A part of the year; null for all of it.
///
/// A selector may name years, dates and weeks, of which all must hold. Said are one of them, or dates within a year.
fn period(selector: &DaySelector, voice: &Voice) -> Result<Option<String>, Wordless> {
    let DaySelector { year, monthday, week, .. } = selector;
    match (year.as_slice(), monthday.as_slice(), week.as_slice()) {
        ([], [], []) => Ok(None),
        (years, [], []) => list(years, |years| self::years(years, voice), voice),
        ([], dates, []) => list(dates, |date| self::dates(date, voice), voice),
        ([], [], weeks) => list(weeks, |weeks| self::weeks(weeks, voice), voice),
        ([year], dates, []) if dates.iter().all(is_within_any_year) => {
            let year = single_year(year).ok_or(Wordless)?;
            let Some(dates) = list(dates, |date| self::dates(date, voice), voice)? else { return Ok(None) };
            Ok(Some(of_year(&dates, year, voice)))
        }
        _ => Err(Wordless),
    }
}

fn list<T>(
    parts: &[T],
    words: impl Fn(&T) -> Result<String, Wordless>,
    voice: &Voice,
) -> Result<Option<String>, Wordless> {
    let items: Vec<String> = parts.iter().map(words).collect::<Result<_, _>>()?;
    Ok(Some(voice.cldr.list(&items)))
}

fn of_year(part: &str, year: i32, voice: &Voice) -> String {
    let year = fill(voice.words.year, &[&voice.cldr.number(year)]);
    fill(voice.words.of_year, &[part, &year])
}

fn single_year(years: &YearRange) -> Option<i32> {
    let (range, _) = years.into_parts();
    (range.start() == range.end()).then_some(range.start().0)
}

fn years(years: &YearRange, voice: &Voice) -> Result<String, Wordless> {
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

fn weeks(weeks: &WeekRange, voice: &Voice) -> Result<String, Wordless> {
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

fn dates(range: &MonthdayRange, voice: &Voice) -> Result<String, Wordless> {
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
        MonthdayRange::Date { start, end } if start == end => date(start, voice),
        MonthdayRange::Date { start, end } => {
            let first = date(start, voice)?;
            if *end == (Date::ymd(31, Month::December, Year(NO_END)), DateOffset::default()) {
                return Ok(fill(voice.words.from_date, &[&first]));
            }
            if !is_in_order(&start.0, &end.0) {
                return Err(Wordless);
            }
            Ok(fill(voice.words.date_range, &[&first, &date(end, voice)?]))
        }
    }
}

fn months(first: Month, last: Month, voice: &Voice) -> String {
    let name = voice.cldr.month(first);
    if first == last { name } else { fill(voice.words.range, &[&name, &voice.cldr.month(last)]) }
}

/// Both with a year, the later one last, or both without one: then a range may go over the end of the year.
fn is_in_order(start: &Date, end: &Date) -> bool {
    let (start, end) = (key(start), key(end));
    match (start.0, end.0) {
        (None, None) => true,
        (Some(_), Some(_)) => start <= end,
        _ => false,
    }
}

/// Year, month and day, to tell which of two dates is the earlier one.
fn key(date: &Date) -> (Option<i32>, u8, u8) {
    match date {
        Date::Fixed { year, month, day } => (year.map(|year| year.0), *month as u8, *day),
        // In March or April.
        Date::Easter { year } => (year.map(|year| year.0), 3, 22),
        Date::Weekday { year, month, .. } => (year.map(|year| year.0), *month as u8, 1),
    }
}

/// Whether it names no year and does not go over the end of one: "October to March 2026" would be two winters.
fn is_within_any_year(range: &MonthdayRange) -> bool {
    match range {
        MonthdayRange::Month { range, year } => year.is_none() && range.start() <= range.end(),
        MonthdayRange::Date { start, end } => {
            let (start, end) = (key(&start.0), key(&end.0));
            start.0.is_none() && end.0.is_none() && start <= end
        }
    }
}

fn date((date, offset): &(Date, DateOffset), voice: &Voice) -> Result<String, Wordless> {
    if offset.wday_offset != WeekDayOffset::None {
        return Err(Wordless);
    }
    match (date, offset.day_offset) {
        (Date::Fixed { year, month, day }, 0) => {
            voice.cldr.date(year.map(|year| year.0), *month, *day).ok_or(Wordless)
        }
        (Date::Easter { year }, offset) => {
            let name = voice.words.holiday(holiday_after_easter(offset).ok_or(Wordless)?);
            Ok(year.map_or_else(|| name.to_owned(), |Year(year)| of_year(name, year, voice)))
        }
        _ => Err(Wordless),
    }
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
