//! What CLDR knows of a language: names of days and months, dates, numbers and lists. Only the modules of [`super`]
//! call it; `clock` has the times of the day. Only these two depend on ICU4X's formatters.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

use icu_calendar::Gregorian;
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{E, M, MD, YMD};
use icu_datetime::input::Date;
use icu_decimal::DecimalFormatter;
use icu_decimal::options::GroupingStrategy;
use icu_list::ListFormatter;
use icu_list::options::{ListFormatterOptions, ListLength};
use opening_hours_syntax::rules::day::{Month, Weekday};

use super::SHORTEST_RANGE;
use super::catalogue::{Words, fill};
use super::clock::Clocks;
use crate::domain::locale::Locale;

/// A leap year, so that dates without a year can be 29 February.
const LEAP_YEAR: i32 = 2024;

/// A Monday.
const MONDAY: (i32, u8, u8) = (2024, 1, 1);

/// The formatters of one language.
pub(super) struct Cldr {
    weekdays: FixedCalendarDateTimeFormatter<Gregorian, E>,
    months: FixedCalendarDateTimeFormatter<Gregorian, M>,
    month_days: FixedCalendarDateTimeFormatter<Gregorian, MD>,
    dates: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    /// The clocks on which the language is read.
    pub(super) clocks: Clocks,
    numbers: DecimalFormatter,
    lists: ListFormatter,
}

thread_local! {
    // By the place in the catalogue. The formatters cannot be shared between threads.
    static FORMATTERS: [OnceCell<Rc<Cldr>>; super::catalogue::COUNT] = const { [const { OnceCell::new() }; super::catalogue::COUNT] };
}

impl Cldr {
    /// The formatters of a language of the catalogue, made once a thread.
    pub(super) fn of(words: &Words, index: usize) -> Rc<Self> {
        FORMATTERS.with(|all| Rc::clone(all[index].get_or_init(|| Rc::new(Self::new(words)))))
    }

    fn new(words: &Words) -> Self {
        const COMPILED_IN: &str = "the data of CLDR are compiled in, with the root as the last resort";
        let locale = Locale::parse(words.tag).expect("the catalogue is filed under language tags");
        let mut identifier = locale.identifier();
        // CLDR has no data of its own for variants.
        identifier.variants.clear();
        let identifier = &identifier;
        Self {
            weekdays: FixedCalendarDateTimeFormatter::try_new(identifier.into(), E::long())
                .expect(COMPILED_IN),
            months: FixedCalendarDateTimeFormatter::try_new(identifier.into(), M::long()).expect(COMPILED_IN),
            month_days: FixedCalendarDateTimeFormatter::try_new(identifier.into(), MD::long())
                .expect(COMPILED_IN),
            dates: FixedCalendarDateTimeFormatter::try_new(identifier.into(), YMD::long())
                .expect(COMPILED_IN),
            clocks: Clocks::new(identifier, words.omits_full_hour),
            numbers: DecimalFormatter::try_new(identifier.into(), GroupingStrategy::Never.into())
                .expect(COMPILED_IN),
            lists: ListFormatter::try_new_and(
                identifier.into(),
                ListFormatterOptions::default().with_length(ListLength::Wide),
            )
            .expect(COMPILED_IN),
        }
    }

    /// The name of a day, as a heading has it.
    pub(super) fn weekday(&self, weekday: Weekday) -> String {
        let (year, month, monday) = MONDAY;
        let day = monday + u8::try_from(weekday.num_days_from_monday()).expect("a week has 7 days");
        let date = Date::try_new_gregorian(year, month, day).expect("the first week of January");
        self.weekdays.format(&date).to_string()
    }

    /// The name of a month, as it stands alone.
    pub(super) fn month(&self, month: Month) -> String {
        let date = Date::try_new_gregorian(LEAP_YEAR, month as u8, 1).expect("every month has a first day");
        self.months.format(&date).to_string()
    }

    /// A day of the year, with or without the year. Null when the month has no such day.
    pub(super) fn date(&self, year: Option<i32>, month: Month, day: u8, words: &Words) -> Option<String> {
        match words.first_of_month {
            Some(first) if day == 1 => self.with_day(year, month, day, first),
            _ => self.plain_date(year, month, day),
        }
    }

    /// Days of a month: "24 and 31 December", and three or more in a row as a range: "24 to 26 December". Null when the
    /// month has no such days, and without any.
    pub(super) fn days_in_month(
        &self,
        year: Option<i32>,
        month: Month,
        days: &[u8],
        words: &Words,
    ) -> Option<String> {
        let &last = days.last()?;
        if let [day] = days {
            return self.date(year, month, *day, words);
        }
        for &day in days {
            self.plain_date(year, month, day)?;
        }
        let in_row = |day: &u8, next: &u8| *next == day.saturating_add(1);
        let mut runs = Vec::new();
        for run in days.chunk_by(in_row) {
            match run {
                [first, .., last] if run.len() >= SHORTEST_RANGE => runs.push((*first, Some(*last))),
                _ => runs.extend(run.iter().map(|&day| (day, None))),
            }
        }
        let pattern = if runs.len() > 1 { words.listed_days } else { words.days_of_month };
        let mut listed: Vec<String> = runs
            .into_iter()
            .map(|(first, last)| match last {
                Some(last) => fill(pattern, &[&self.day(first, words), &self.day(last, words)]),
                None => self.day(first, words),
            })
            .collect();
        if let Some((_, others)) = listed.split_last_mut() {
            others.iter_mut().for_each(|days| *days = fill(words.listed_day, &[days]));
        }
        self.with_day(year, month, last, &self.list(&listed))
    }

    /// The number of a day in its month.
    fn day(&self, day: u8, words: &Words) -> String {
        match words.first_of_month {
            Some(first) if day == 1 => first.to_owned(),
            _ => self.number(day.into()),
        }
    }

    /// Whether the language begins a date with its year.
    pub(super) fn begins_with_year(&self) -> bool {
        let date = self.plain_date(Some(LEAP_YEAR), Month::January, 1);
        date.is_some_and(|date| date.starts_with(&self.number(LEAP_YEAR)))
    }

    fn plain_date(&self, year: Option<i32>, month: Month, day: u8) -> Option<String> {
        let date = Date::try_new_gregorian(year.unwrap_or(LEAP_YEAR), month as u8, day).ok()?;
        Some(match year {
            Some(_) => self.dates.format(&date).to_string(),
            None => self.month_days.format(&date).to_string(),
        })
    }

    /// A date with other words in place of the number of its day. Null when the date does not show where that is.
    fn with_day(&self, year: Option<i32>, month: Month, day: u8, words: &str) -> Option<String> {
        let date = self.plain_date(year, month, day)?;
        let other = self.plain_date(year, month, if day == 1 { 2 } else { 1 })?;
        let place = place_of_difference(&date, &other)?;
        Some([&date[..place.start], words, &date[place.end..]].concat())
    }

    /// A number in the digits of the language.
    pub(super) fn number(&self, number: i32) -> String {
        self.numbers.format(&number.into()).to_string()
    }

    /// "A, B and C".
    pub(super) fn list(&self, items: &[String]) -> String {
        self.lists.format(items.iter()).to_string()
    }
}

/// Where the one number stands in which a text differs from another; null when they differ in anything else.
fn place_of_difference(text: &str, other: &str) -> Option<Range<usize>> {
    let (runs, others) = (runs(text), runs(other));
    if runs.len() != others.len() {
        return None;
    }
    let mut differing = runs.iter().zip(&others).filter(|(run, other)| run.1 != other.1);
    let (&(start, number), _) = differing.next()?;
    let is_number = number.chars().all(char::is_numeric);
    (is_number && differing.next().is_none()).then_some(start..start + number.len())
}

/// Numbers and what stands between them, each with its place.
fn runs(text: &str) -> Vec<(usize, &str)> {
    let mut runs = Vec::new();
    let mut start = 0;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| c.is_numeric() != first.is_numeric()).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        runs.push((start, run));
        start += end;
        rest = after;
    }
    runs
}
