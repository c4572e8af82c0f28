//! The words of opening hours that CLDR lacks: one file a language, a table that its editor can read. Called by
//! [`super`] alone.
//!
//! Plain tables, not Fluent: no text here depends on a number or a gender but the ordinals, which are listed, so a
//! parser at run time would buy nothing, and the compiler already sees to it that no language lacks a word.
//!
//! Texts are headings and what stands beside them ("Monday to Friday: 8–12"), so that no name of CLDR must be declined.
//! In patterns `{0}` and `{1}` stand for what is filled in.

mod ar;
mod de;
mod de_simple;
mod en;
mod fa;
mod fr;
mod it;
mod pl;
mod ro;
mod ru;
mod tr;
mod uk;
mod zh_hant;

use std::sync::LazyLock;

use opening_hours_syntax::rules::day::Weekday;
use opening_hours_syntax::rules::time::TimeEvent;

use crate::domain::holiday::PublicHoliday;
use crate::domain::locale::{Chain, Locale, LocaleEntry, Locales};

/// How many languages the catalogue has.
pub(super) const COUNT: usize = 13;

/// German first: it is what a reader gets whose chain has no language of the catalogue.
static CATALOGUE: [&Words; COUNT] = [
    &de::WORDS,
    &de_simple::WORDS,
    &en::WORDS,
    &ar::WORDS,
    &fa::WORDS,
    &fr::WORDS,
    &it::WORDS,
    &pl::WORDS,
    &ro::WORDS,
    &ru::WORDS,
    &tr::WORDS,
    &uk::WORDS,
    &zh_hant::WORDS,
];

/// The words of one language.
pub(super) struct Words {
    /// Its tag.
    pub(super) tag: &'static str,

    /// Between two statements.
    pub(super) separator: &'static str,
    /// After the last statement.
    pub(super) full_stop: &'static str,
    /// Whether each statement is a sentence, with a capital.
    pub(super) is_in_sentences: bool,
    /// Days, and what holds on them.
    pub(super) label: &'static str,
    /// A remark of the editor's, `{1}`, behind a statement.
    pub(super) remark: &'static str,
    /// A rule as it is written, where words fail.
    pub(super) rule: &'static str,

    /// From one day of the week to another.
    pub(super) day_range: &'static str,
    /// From one date to another.
    pub(super) date_range: &'static str,
    /// From one month to another.
    pub(super) range: &'static str,
    /// From a date on.
    pub(super) from_date: &'static str,
    /// From a year on.
    pub(super) from_year: &'static str,
    /// A year, or years with a dash between them.
    pub(super) year: &'static str,
    /// Days, `{0}`, within a part of the year, `{1}`.
    pub(super) within: &'static str,
    /// A part of a year, `{0}`, and which year.
    pub(super) of_year: &'static str,
    pub(super) daily: &'static str,
    pub(super) public_holidays: &'static str,
    pub(super) day_before_public_holidays: &'static str,
    pub(super) day_after_public_holidays: &'static str,
    pub(super) school_holidays: &'static str,
    /// A week by its number (ISO 8601).
    pub(super) week: &'static str,
    pub(super) week_range: &'static str,
    pub(super) odd_weeks: &'static str,
    pub(super) even_weeks: &'static str,
    pub(super) nth_weekday: NthWeekday,

    /// These days besides what was said of them before.
    pub(super) also: &'static str,
    /// These days instead of what was said of them before.
    pub(super) instead: &'static str,
    /// A statement for when none before it holds.
    pub(super) otherwise: &'static str,

    /// Days without hours.
    pub(super) closed_days: &'static str,
    /// Hours without service.
    pub(super) closed_hours: &'static str,
    /// Nothing else is said.
    pub(super) closed: &'static str,
    /// All hours of a day.
    pub(super) all_day: &'static str,
    /// Every hour of every day.
    pub(super) always: &'static str,
    /// Whether it is open is not known.
    pub(super) unknown: &'static str,
    /// The same of hours.
    pub(super) unknown_hours: &'static str,

    /// Alone.
    pub(super) by_appointment: &'static str,
    /// Behind a single statement of hours.
    pub(super) and_by_appointment: &'static str,
    /// As a statement of its own, behind others.
    pub(super) also_by_appointment: &'static str,

    /// Whether a full hour is written without minutes.
    pub(super) omits_full_hour: bool,
    /// Whether times are written as Germans do, `8:30`, which CLDR does not.
    pub(super) has_german_times: bool,
    /// A time that stands alone.
    pub(super) clock: &'static str,
    /// Both times within a day.
    pub(super) span: &'static str,
    /// Where one of both is not a plain time of the day: sunset, or on the next day.
    pub(super) span_in_words: &'static str,
    pub(super) from: &'static str,
    pub(super) or_longer: &'static str,
    pub(super) next_day: &'static str,
    /// 24:00, the end of a day, as [`Words::clock`] and [`Words::span`] take it.
    pub(super) midnight: &'static str,
    /// Dawn, sunrise, sunset, dusk.
    pub(super) events: [Event; 4],
    pub(super) minutes: &'static str,
    pub(super) hours: &'static str,
    /// Hours and minutes.
    pub(super) duration: &'static str,

    /// In the order of [`PublicHoliday`].
    pub(super) holidays: [&'static str; 21],
}

/// A time that the sun sets.
pub(super) struct Event {
    pub(super) at: &'static str,
    pub(super) before: &'static str,
    pub(super) after: &'static str,
}

/// The ordinals of days within a month.
pub(super) struct NthWeekday {
    /// The ordinal or a list of them, `{0}`, and the day.
    pub(super) pattern: &'static str,
    /// First to fifth and last, by gender: masculine, feminine, neuter. Languages without genders repeat them.
    pub(super) ordinals: [[&'static str; 6]; 3],
    /// The gender of each day from Monday on, as an index of the ordinals.
    pub(super) genders: [usize; 7],
}

impl Words {
    /// The words of an event.
    pub(super) const fn event(&self, event: TimeEvent) -> &Event {
        match event {
            TimeEvent::Dawn => &self.events[0],
            TimeEvent::Sunrise => &self.events[1],
            TimeEvent::Sunset => &self.events[2],
            TimeEvent::Dusk => &self.events[3],
        }
    }

    /// The name of a holiday.
    pub(super) const fn holiday(&self, holiday: PublicHoliday) -> &'static str {
        self.holidays[holiday as usize]
    }
}

impl NthWeekday {
    /// The word for a place in the month: from the first on, which is 0; 5 is the last.
    pub(super) const fn ordinal(&self, nth: usize, weekday: Weekday) -> &'static str {
        self.ordinals[self.genders[weekday.num_days_from_monday() as usize]][nth]
    }
}

/// A language of the catalogue.
#[derive(Clone, Copy)]
pub(super) struct Language {
    pub(super) words: &'static Words,
    /// Its place in the catalogue.
    pub(super) index: usize,
}

static LOCALES: LazyLock<Locales> = LazyLock::new(|| {
    let entry = |words: &&Words| LocaleEntry {
        tag: Locale::parse(words.tag).expect("the catalogue is filed under language tags"),
        fallback: Vec::new(),
        is_source: words.tag == de::WORDS.tag,
        is_enabled: true,
    };
    Locales::new(CATALOGUE.iter().map(entry).collect()).expect("each language is in the catalogue once")
});

/// The first language of the chain that the catalogue has, matched as a reader's wish is (`en-GB` finds `en`); German
/// when there is none.
pub(super) fn language(chain: &Chain) -> (Language, Locale) {
    let locale = chain.iter().find_map(|locale| LOCALES.matching(locale)).unwrap_or_else(|| LOCALES.source());
    let index = CATALOGUE
        .iter()
        .position(|words| words.tag == locale.as_str())
        .expect("the locales are those of the catalogue");
    (Language { words: CATALOGUE[index], index }, locale.clone())
}

/// A pattern with its places filled in.
pub(super) fn fill(pattern: &str, parts: &[&str]) -> String {
    let mut text = String::with_capacity(pattern.len() + parts.iter().map(|part| part.len()).sum::<usize>());
    let mut pieces = pattern.split('{');
    text.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (place, rest) = piece.split_once('}').expect("a place in a pattern is closed");
        let place: usize = place.parse().expect("a place in a pattern is a number");
        text.push_str(parts[place]);
        text.push_str(rest);
    }
    text
}

#[cfg(test)]
mod tests;
