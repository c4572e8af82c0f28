//! The words of opening hours that CLDR lacks: one file a language, a table that its editor can read. Called by
//! [`super`] alone.
//!
//! Plain tables, not Fluent: no text here depends on a number or a gender but the ordinals, which are listed, so a
//! parser at run time would buy nothing, and the compiler already sees to it that no language lacks a word.
//!
//! Texts are headings and what stands beside them ("Monday to Friday: 8–12"), so that no name of CLDR must be declined.
//! In patterns `{0}` and `{1}` stand for what is filled in. `words` says what each word and pattern is for.

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
mod words;
mod zh_hant;

use std::sync::LazyLock;

use crate::domain::locale::{Chain, Locale, LocaleEntry, Locales};
pub(super) use words::{Easter, Event, NthWeekday, Words};

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

/// A language of the catalogue.
#[derive(Clone, Copy)]
pub(super) struct Language {
    pub(super) words: &'static Words,
    /// Its place in the catalogue.
    pub(super) index: usize,
}

/// The language in which a reader is answered.
pub(super) struct Match<'a> {
    pub(super) language: Language,
    /// The language as a locale.
    pub(super) locale: &'static Locale,
    /// What of the reader's chain found it: `en-GB` for English. Null where nothing did.
    pub(super) wanted: Option<&'a Locale>,
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
pub(super) fn language(chain: &Chain) -> Match<'_> {
    let found = chain.iter().find_map(|wanted| Some((LOCALES.matching(wanted)?, Some(wanted))));
    let (locale, wanted) = found.unwrap_or_else(|| (LOCALES.source(), None));
    let index = CATALOGUE
        .iter()
        .position(|words| words.tag == locale.as_str())
        .expect("the locales are those of the catalogue");
    Match { language: Language { words: CATALOGUE[index], index }, locale, wanted }
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
