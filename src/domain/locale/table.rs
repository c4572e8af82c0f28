//! The city's enabled locales, and which of them answers a request. Built by whoever loads the locale table; read by
//! every room that shows texts.

use std::sync::Arc;

use icu_locale::LocaleExpander;
use icu_locale::subtags::{Language, Region, Script};
use thiserror::Error;

use super::Locale;
use super::preference::{Preference, preferences};

/// How many locales of a request's own fallback list are read.
const MAX_FALLBACK: usize = 20;

/// One locale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocaleEntry {
    /// Its tag, unique in the table.
    pub tag: Locale,
    /// Where its texts come from when it has none, in order. Empty: nowhere.
    pub fallback: Vec<Locale>,
    /// Whether texts are written in it first. True for exactly one: it is also the default of a request.
    pub is_source: bool,
    /// Whether the public knows it.
    pub is_enabled: bool,
}

/// Why a list of locales is no table.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LocaleTableFault {
    #[error("no locale is the source; mark the one that texts are written in first")]
    NoSource,
    #[error("{0} and {1} are both the source; only one locale can be")]
    TwoSources(Locale, Locale),
    #[error("{0} is listed twice")]
    Duplicate(Locale),
    #[error("{0} is the source and cannot be disabled")]
    DisabledSource(Locale),
    #[error("{locale} falls back to {fallback}, which is no locale of the city")]
    UnknownFallback { locale: Locale, fallback: Locale },
    #[error("{0} falls back to itself")]
    OwnFallback(Locale),
    #[error("{locale} falls back to {fallback} twice")]
    RepeatedFallback { locale: Locale, fallback: Locale },
}

/// The locales in which a text is looked for: the one asked for, then its fallbacks. Never empty, none twice; cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Chain(Arc<[Locale]>);

impl Chain {
    /// A chain of `asked` and then `rest`; what stands in it already is left out.
    pub fn new(asked: Locale, rest: impl IntoIterator<Item = Locale>) -> Self {
        let mut locales = vec![asked];
        for locale in rest {
            if !locales.contains(&locale) {
                locales.push(locale);
            }
        }
        Self(locales.into())
    }

    /// The locale that was asked for, after matching.
    pub fn asked(&self) -> &Locale {
        self.0.first().expect("a chain is never empty")
    }

    /// All its locales, the one asked for first.
    pub fn iter(&self) -> impl Iterator<Item = &Locale> {
        self.0.iter()
    }

    /// All its locales, the one asked for first.
    pub fn as_slice(&self) -> &[Locale] {
        &self.0
    }
}

/// Locales, in the order in which a language switcher shows them.
#[derive(Clone, Debug)]
pub struct Locales {
    known: Vec<Known>,
    source: usize,
}

#[derive(Clone, Debug)]
struct Known {
    entry: LocaleEntry,
    chain: Chain,
    likely: Likely,
    has_variant: bool,
}

/// A tag with its likely subtags (UTS 35): `zh-TW` is `zh-Hant-TW`. Script and region are null for languages that CLDR does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Likely {
    language: Language,
    script: Option<Script>,
    region: Option<Region>,
}

impl Likely {
    fn of(locale: &Locale) -> Self {
        let mut identifier = locale.identifier();
        LocaleExpander::new_extended().maximize(&mut identifier);
        Self { language: identifier.language, script: identifier.script, region: identifier.region }
    }

    fn reads_like(&self, other: &Self) -> bool {
        self.language == other.language && self.script == other.script
    }
}

impl PartialEq for Locales {
    /// All else follows from the entries.
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Locales {
    /// Checks the entries and builds the table.
    pub fn new(entries: Vec<LocaleEntry>) -> Result<Self, LocaleTableFault> {
        let source = source_of(&entries)?;
        for (index, entry) in entries.iter().enumerate() {
            if entries[..index].iter().any(|other| other.tag == entry.tag) {
                return Err(LocaleTableFault::Duplicate(entry.tag.clone()));
            }
            check_fallback(entry, &entries)?;
        }
        let known = entries.into_iter().map(Known::new).collect();
        Ok(Self { known, source })
    }

    /// The locale that texts are written in first: the default of a request.
    pub fn source(&self) -> &Locale {
        &self.known[self.source].entry.tag
    }

    /// All entries, in order.
    pub fn iter(&self) -> impl Iterator<Item = &LocaleEntry> {
        self.known.iter().map(|known| &known.entry)
    }

    /// The entry of exactly this locale; null when it is not enabled.
    pub fn get(&self, locale: &Locale) -> Option<&LocaleEntry> {
        self.known(locale.as_str()).map(|known| &known.entry)
    }

    /// The enabled locale with exactly this canonical tag, for tags out of the archive: a look-up, where
    /// [`Locale::parse`] would read the tag anew for each row.
    pub fn find(&self, tag: &str) -> Option<&Locale> {
        self.known(tag).map(|known| &known.entry.tag)
    }

    /// The enabled locale that serves a reader of `asked`; null when none does.
    ///
    /// First the tag itself and its ever shorter beginnings (RFC 4647 §3.4), then a locale of the same language and
    /// likely script, the one of the same region before others (`zh-TW` finds `zh-Hant`). Never one in another script
    /// (`zh-TW` never finds `zh`), never a variant that was not asked for (`de` never finds `de-simple`).
    pub fn matching(&self, asked: &Locale) -> Option<&Locale> {
        self.matching_known(asked).map(|known| &known.entry.tag)
    }

    /// The enabled locale that a browser prefers, from its Accept-Language header (RFC 9110 §12.5.4); null when it
    /// wants none of ours. `*` means the default. What is given a quality of 0 is never chosen.
    pub fn negotiate(&self, accept_language: &str) -> Option<&Locale> {
        let wanted = preferences(accept_language);
        wanted.iter().filter(|preference| preference.quality > 0).find_map(|preference| {
            match &preference.locale {
                Some(asked) => self.matching(asked).filter(|found| !is_excluded(found, &wanted)),
                None => std::iter::once(self.source())
                    .chain(self.plain_tags())
                    .find(|found| !is_excluded(found, &wanted)),
            }
        })
    }

    /// The chain in which a request's texts are looked for.
    ///
    /// `asked` wins over `accept_language`, even when it matches nothing: then, as when neither is given, the default
    /// is meant, so that a request that names its locale is answered alike in every browser. `fallback` replaces the
    /// fallbacks of the table; unknown locales in it are left out, an empty one means none.
    pub fn resolve(
        &self,
        asked: Option<&Locale>,
        accept_language: Option<&str>,
        fallback: Option<&[Locale]>,
    ) -> Chain {
        let found = match (asked, accept_language) {
            (Some(asked), _) => self.matching_known(asked),
            (None, Some(header)) => self.negotiate(header).and_then(|found| self.known(found.as_str())),
            (None, None) => None,
        };
        let found = found.unwrap_or(&self.known[self.source]);
        match fallback {
            None => found.chain.clone(),
            Some(fallback) => Chain::new(
                found.entry.tag.clone(),
                fallback.iter().take(MAX_FALLBACK).filter_map(|locale| self.matching(locale).cloned()),
            ),
        }
    }

    fn known(&self, tag: &str) -> Option<&Known> {
        self.known.iter().find(|known| known.entry.tag.as_str() == tag)
    }

    fn matching_known(&self, asked: &Locale) -> Option<&Known> {
        self.known(asked.as_str()).or_else(|| {
            let likely = Likely::of(asked);
            self.beginning_of(asked, &likely).or_else(|| self.read_like(&likely))
        })
    }

    fn beginning_of(&self, asked: &Locale, likely: &Likely) -> Option<&Known> {
        let mut range = asked.as_str();
        while let Some((shorter, _)) = range.rsplit_once('-') {
            range = shorter;
            if let Some(known) = self.known(range)
                && known.likely.reads_like(likely)
            {
                return Some(known);
            }
        }
        None
    }

    fn read_like(&self, likely: &Likely) -> Option<&Known> {
        self.known
            .iter()
            .filter(|known| !known.has_variant && known.likely.reads_like(likely))
            .min_by_key(|known| known.likely.region != likely.region)
    }

    fn plain_tags(&self) -> impl Iterator<Item = &Locale> {
        self.known.iter().filter(|known| !known.has_variant).map(|known| &known.entry.tag)
    }
}

impl Known {
    fn new(entry: LocaleEntry) -> Self {
        Self {
            chain: Chain::new(entry.tag.clone(), entry.fallback.iter().cloned()),
            likely: Likely::of(&entry.tag),
            has_variant: !entry.tag.identifier().variants.is_empty(),
            entry,
        }
    }
}

fn source_of(entries: &[LocaleEntry]) -> Result<usize, LocaleTableFault> {
    let mut sources = entries.iter().enumerate().filter(|(_, entry)| entry.is_source);
    let (index, first) = sources.next().ok_or(LocaleTableFault::NoSource)?;
    match sources.next() {
        None => Ok(index),
        Some((_, second)) => Err(LocaleTableFault::TwoSources(first.tag.clone(), second.tag.clone())),
    }
}

fn check_fallback(entry: &LocaleEntry, entries: &[LocaleEntry]) -> Result<(), LocaleTableFault> {
    for (index, fallback) in entry.fallback.iter().enumerate() {
        let (locale, fallback) = (entry.tag.clone(), fallback.clone());
        if locale == fallback {
            return Err(LocaleTableFault::OwnFallback(locale));
        }
        if entry.fallback[..index].contains(&fallback) {
            return Err(LocaleTableFault::RepeatedFallback { locale, fallback });
        }
        if !entries.iter().any(|other| other.tag == fallback) {
            return Err(LocaleTableFault::UnknownFallback { locale, fallback });
        }
    }
    Ok(())
}

/// Whether the most exact range of the header that covers `found` (RFC 4647 §3.3.1) has a quality of 0.
fn is_excluded(found: &Locale, wanted: &[Preference]) -> bool {
    let covers = |range: &str| {
        found.as_str().strip_prefix(range).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    wanted
        .iter()
        .filter_map(|preference| Some((preference.locale.as_ref()?.as_str(), preference.quality)))
        .filter(|(range, _)| covers(range))
        .max_by_key(|(range, _)| range.len())
        .is_some_and(|(_, quality)| quality == 0)
}

#[cfg(test)]
mod tests;
