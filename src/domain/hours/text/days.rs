//! Days in words: those of the week and holidays; `dates` has the parts of the year, `places` days by their place in
//! a month. Called by [`super::statement`].

use opening_hours_syntax::rules::day::{
    DaySelector, HolidayKind, MonthdayRange, WeekDayRange, Weekday, Year,
};

use super::catalogue::fill;
use super::dates::{are_neighbours, period};
use super::places::{MonthOf, Places, add_places, is_every_week, placed_days, places};
use super::years::single_year;
use super::{SHORTEST_RANGE, Voice, Wordless};
use crate::domain::hours::week::days_of;

/// How many days a week has.
const ALL_DAYS: usize = 7;

/// The days that a selector picks; null for all.
///
/// Hours in a season hold on each of its days, weekends too: so "daily" is said with them.
pub(super) fn days(
    selector: &DaySelector,
    has_hours: bool,
    voice: &Voice,
) -> Result<Option<String>, Wordless> {
    if let Some(month) = month_of_places(selector) {
        return weekdays(&selector.weekday, Some(month), voice).map(Some);
    }
    let period = period(selector, voice)?;
    let weekdays = match selector.weekday.as_slice() {
        [] => None,
        ranges => Some(weekdays(ranges, None, voice)?),
    };
    Ok(match (weekdays, period) {
        (Some(weekdays), Some(period)) => Some(fill(voice.words.within, &[&weekdays, &period])),
        (Some(weekdays), None) => Some(weekdays),
        (None, Some(period)) if has_hours && is_season(selector) => {
            Some(fill(voice.words.within, &[voice.words.daily, &period]))
        }
        (None, Some(period)) if is_of_one_or_two_months(selector) => {
            Some(voice.words.in_months.map_or_else(|| period.clone(), |pattern| fill(pattern, &[&period])))
        }
        (None, Some(period)) => Some(period),
        (None, None) => None,
    })
}

/// Whether it has several days, and not only dates that are named one by one.
fn is_season(selector: &DaySelector) -> bool {
    let is_range = |range: &MonthdayRange| match range {
        MonthdayRange::Month { .. } => true,
        MonthdayRange::Date { start, end } => start != end,
    };
    match selector.monthday.as_slice() {
        [] => true,
        ranges => ranges.iter().any(is_range),
    }
}

fn is_of_one_or_two_months(selector: &DaySelector) -> bool {
    let [MonthdayRange::Month { range, .. }] = selector.monthday.as_slice() else { return false };
    range.start() == range.end() || are_neighbours(range)
}

/// The month of days that are all named by their place in it, `May Su[1,3]`: "in May", not "of the month (May)".
fn month_of_places(selector: &DaySelector) -> Option<MonthOf> {
    let DaySelector { year, monthday, week, weekday } = selector;
    let ([MonthdayRange::Month { range, year: own_year }], []) = (monthday.as_slice(), week.as_slice())
    else {
        return None;
    };
    let year = match (own_year, year.as_slice()) {
        (None, []) => None,
        (Some(Year(year)), []) => Some(*year),
        (None, [years]) => Some(single_year(years)?),
        _ => return None,
    };
    let is_placed = |range: &WeekDayRange| {
        matches!(range, WeekDayRange::Fixed { nth_from_start, nth_from_end, .. }
            if !is_every_week(nth_from_start, nth_from_end))
    };
    let are_placed = !weekday.is_empty() && weekday.iter().all(is_placed);
    (are_placed && range.start() == range.end()).then_some((*range.start(), year))
}

/// Days of the week, then those by their place in the month, then holidays: any of them is meant.
fn weekdays(ranges: &[WeekDayRange], month: Option<MonthOf>, voice: &Voice) -> Result<String, Wordless> {
    let mut plain: Vec<Weekday> = Vec::new();
    let mut placed: Vec<(Weekday, Places)> = Vec::new();
    for range in ranges {
        match range {
            WeekDayRange::Fixed { range, offset: 0, nth_from_start, nth_from_end } => {
                if is_every_week(nth_from_start, nth_from_end) {
                    for day in days_of(*range.start(), *range.end()) {
                        if !plain.contains(&day) {
                            plain.push(day);
                        }
                    }
                } else {
                    let (day, places) = (*range.start(), places(nth_from_start, nth_from_end)?);
                    match placed.iter_mut().find(|(known, _)| *known == day) {
                        Some((_, known)) => add_places(known, places),
                        None => placed.push((day, places)),
                    }
                }
            }
            WeekDayRange::Fixed { .. } => return Err(Wordless),
            WeekDayRange::Holiday { .. } => {}
        }
    }
    let mut items = in_runs(&plain, voice);
    items.extend(placed.iter().map(|(day, places)| placed_days(*day, places, month, voice)));
    let is_public = |range: &&WeekDayRange| {
        matches!(range, WeekDayRange::Holiday { kind: HolidayKind::Public, offset: 0 })
    };
    let is_daily_with_holidays =
        plain.len() == ALL_DAYS && placed.is_empty() && ranges.iter().any(|range| is_public(&range));
    if is_daily_with_holidays {
        items = vec![voice.words.daily_and_public_holidays.to_owned()];
    }
    let sundays = voice.words.sundays_and_public_holidays.filter(|_| {
        let is_sunday_apart = ends_with_sunday_apart(&plain) && placed.is_empty();
        is_sunday_apart && !is_daily_with_holidays && ranges.iter().any(|range| is_public(&range))
    });
    if let Some([alone, behind_others]) = sundays {
        items.pop();
        let both = if items.is_empty() {
            alone.to_owned()
        } else {
            fill(behind_others, &[&voice.cldr.list(&items)])
        };
        items = vec![both];
    }
    let is_said = is_daily_with_holidays || sundays.is_some();
    for range in ranges.iter().filter(|range| !(is_said && is_public(range))) {
        if let WeekDayRange::Holiday { kind, offset } = range {
            items.push(holidays(*kind, *offset, voice)?.to_owned());
        }
    }
    Ok(voice.cldr.list(&items))
}

/// Days in the order of the rule; three or more that follow each other are a range.
fn in_runs(days: &[Weekday], voice: &Voice) -> Vec<String> {
    if days.len() == ALL_DAYS {
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

/// Whether Sunday is the last day and not the end of a range.
fn ends_with_sunday_apart(days: &[Weekday]) -> bool {
    let run = days.chunk_by(|day, next| day.succ() == *next).next_back();
    run.is_some_and(|run| run.last() == Some(&Weekday::Sun) && run.len() < SHORTEST_RANGE)
}

fn holidays(kind: HolidayKind, offset: i16, voice: &Voice) -> Result<&'static str, Wordless> {
    match (kind, offset) {
        (HolidayKind::Public, 0) => Ok(voice.words.public_holidays),
        (HolidayKind::Public, -2) => Ok(voice.words.two_days_before_public_holidays),
        (HolidayKind::Public, -1) => Ok(voice.words.day_before_public_holidays),
        (HolidayKind::Public, 1) => Ok(voice.words.day_after_public_holidays),
        (HolidayKind::School, 0) => Ok(voice.words.school_holidays),
        _ => Err(Wordless),
    }
}
