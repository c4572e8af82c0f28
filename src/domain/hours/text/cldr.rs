//! What CLDR knows of a language: names of days and months, dates, times, numbers and lists. Only the modules of
//! [`super`] call it; it alone depends on ICU4X's formatters.

use std::cell::OnceCell;
use std::rc::Rc;

use icu_calendar::Gregorian;
use icu_datetime::fieldsets::{E, M, MD, T, YMD};
use icu_datetime::input::{Date, Time};
use icu_datetime::options::TimePrecision;
use icu_datetime::{FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu_decimal::DecimalFormatter;
use icu_decimal::options::GroupingStrategy;
use icu_list::ListFormatter;
use icu_list::options::{ListFormatterOptions, ListLength};
use opening_hours_syntax::rules::day::{Month, Weekday};

use super::catalogue::Words;
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
    times: NoCalendarFormatter<T>,
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
        let precision =
            if words.omits_full_hour { TimePrecision::MinuteOptional } else { TimePrecision::Minute };
        Self {
            weekdays: FixedCalendarDateTimeFormatter::try_new(identifier.into(), E::long())
                .expect(COMPILED_IN),
            months: FixedCalendarDateTimeFormatter::try_new(identifier.into(), M::long()).expect(COMPILED_IN),
            month_days: FixedCalendarDateTimeFormatter::try_new(identifier.into(), MD::long())
                .expect(COMPILED_IN),
            dates: FixedCalendarDateTimeFormatter::try_new(identifier.into(), YMD::long())
                .expect(COMPILED_IN),
            times: NoCalendarFormatter::try_new(identifier.into(), T::short().with_time_precision(precision))
                .expect(COMPILED_IN),
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
    pub(super) fn date(&self, year: Option<i32>, month: Month, day: u8) -> Option<String> {
        let date = Date::try_new_gregorian(year.unwrap_or(LEAP_YEAR), month as u8, day).ok()?;
        Some(match year {
            Some(_) => self.dates.format(&date).to_string(),
            None => self.month_days.format(&date).to_string(),
        })
    }

    /// A time of the day on the clock that the language uses; null when the day has no such time.
    pub(super) fn time(&self, hour: u8, minute: u8) -> Option<String> {
        let time = Time::try_new(hour, minute, 0, 0).ok()?;
        Some(self.times.format(&time).to_string())
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
