//! Languages: the tag of a locale, the city's table of enabled locales, and which of them a request is answered in.
//! Any room may use it. The parts: `table` (locales, matching, chains), `city` (what the public and the desk see of it), `preference` (Accept-Language),
//! `name` (names of languages, the one place that knows the experimental part of ICU4X).

mod city;
mod name;
mod preference;
mod table;

use std::fmt;
use std::sync::Arc;

use icu_locale::{LanguageIdentifier, LocaleCanonicalizer, LocaleDirectionality};
use thiserror::Error;

use super::text::stored_text;

pub use city::CityLocales;
pub use table::{Chain, LocaleEntry, LocaleTableFault, Locales};

/// The longest tag that is read, in bytes: what RFC 5646 §4.4.1 asks every implementation to have room for.
pub const MAX_TAG_LENGTH: usize = 35;

/// A language as a BCP 47 tag (RFC 5646) in canonical form (UTS 35): `de`, `de-simple`, `zh-Hant`, `sr-Latn-RS`.
///
/// Two spellings of one tag (`DE-ch`, `iw`) are equal once parsed. Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locale {
    tag: Arc<str>,
    // A function of the tag, kept because every text of an answer may be asked for it.
    direction: Direction,
}

/// The direction in which a locale is written, from its (likely) script in CLDR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Left to right; also when CLDR does not know the language.
    Ltr,
    /// Right to left: Arabic, Hebrew, Persian, Sorani …
    Rtl,
}

/// Why a tag is no [`Locale`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MalformedLocale {
    #[error("a language tag has at most {MAX_TAG_LENGTH} characters, for example \"de\" or \"zh-Hant\"")]
    TooLong,
    #[error("\"{0}\" is no language tag (BCP 47), for example \"de\", \"de-simple\" or \"zh-Hant\"")]
    NotATag(String),
    #[error("\"{0}\" names no language; begin with one, for example \"de\" or \"en\"")]
    NoLanguage(String),
    #[error(
        "\"{0}\" has an extension or a private part (-u-, -t-, -x-), which no text can be in; for plain language use a variant, as in \"de-simple\""
    )]
    Extension(String),
}

impl Locale {
    /// Reads a tag in any case and makes it canonical.
    ///
    /// Extensions and private use parts are refused: they say how to sort or count, or mean something to one party
    /// only, and never name a language that a text is in. So is `und`.
    pub fn parse(tag: &str) -> Result<Self, MalformedLocale> {
        let locale = read_tag(tag)?;
        if !locale.extensions.is_empty() {
            return Err(MalformedLocale::Extension(tag.to_owned()));
        }
        Self::of(tag, locale)
    }

    /// Reads a tag as a browser sends it, leaving extensions away.
    fn parse_leniently(tag: &str) -> Result<Self, MalformedLocale> {
        Self::of(tag, read_tag(tag)?)
    }

    fn of(tag: &str, locale: icu_locale::Locale) -> Result<Self, MalformedLocale> {
        if locale.id.language.is_unknown() {
            return Err(MalformedLocale::NoLanguage(tag.to_owned()));
        }
        let direction = match LocaleDirectionality::new_extended().get(&locale.id) {
            Some(icu_locale::Direction::RightToLeft) => Direction::Rtl,
            _ => Direction::Ltr,
        };
        Ok(Self { tag: locale.id.to_string().into(), direction })
    }

    /// The canonical tag, as stored and as sent in `lang` attributes.
    pub fn as_str(&self) -> &str {
        &self.tag
    }

    /// Takes back a stored tag; null when it was never one. Reads it anew: see [`Locales::find`] for one a row.
    pub fn from_stored(tag: &str) -> Option<Self> {
        Self::parse(tag).ok()
    }

    /// The language alone, without script, region and variant: `de` for `de-simple`.
    pub fn language(&self) -> &str {
        self.tag.split('-').next().unwrap_or_default()
    }

    /// The direction in which its texts are written.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The name of this language in another, for example `German` for `de` in `en`. Null when CLDR has none.
    pub fn name_in(&self, other: &Locale) -> Option<String> {
        name::name_in(self, other)
    }

    /// The name of this language in itself, for a language switcher: `Deutsch`, `Türkçe`, `العربية`. The tag when CLDR has none.
    pub fn native_name(&self) -> String {
        self.name_in(self).unwrap_or_else(|| self.tag.to_string())
    }

    /// The same tag as ICU4X takes it.
    pub(super) fn identifier(&self) -> LanguageIdentifier {
        LanguageIdentifier::try_from_str(&self.tag).expect("a locale holds a canonical tag")
    }
}

fn read_tag(tag: &str) -> Result<icu_locale::Locale, MalformedLocale> {
    if tag.len() > MAX_TAG_LENGTH {
        return Err(MalformedLocale::TooLong);
    }
    let mut locale =
        icu_locale::Locale::try_from_str(tag).map_err(|_| MalformedLocale::NotATag(tag.to_owned()))?;
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    Ok(locale)
}

stored_text!(Locale, as_str, "a language tag (BCP 47)");

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tag)
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Locale({})", self.tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(tag: &str) -> Locale {
        Locale::parse(tag).unwrap()
    }

    #[test]
    fn a_tag_is_made_canonical() {
        for (given, canonical) in [
            ("DE", "de"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("iw", "he"),
            ("de-SIMPLE", "de-simple"),
            ("sr-latn", "sr-Latn"),
            ("en-UK", "en-GB"),
        ] {
            assert_eq!(locale(given).as_str(), canonical);
        }
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for tag in ["", "d", "deutsch-", "de--at", "12", "de at", "sr_Latn", "i-klingon", "ä"] {
            assert!(matches!(Locale::parse(tag), Err(MalformedLocale::NotATag(_))), "{tag}");
        }
        assert_eq!(Locale::parse(&"de-".repeat(20)), Err(MalformedLocale::TooLong));
    }

    #[test]
    fn the_unknown_language_is_no_locale() {
        for tag in ["und", "und-Latn", "UND-de"] {
            assert!(matches!(Locale::parse(tag), Err(MalformedLocale::NoLanguage(_))));
        }
    }

    #[test]
    fn extensions_and_private_parts_are_refused() {
        for tag in ["de-u-co-phonebk", "de-DE-x-leicht", "en-t-de"] {
            assert!(matches!(Locale::parse(tag), Err(MalformedLocale::Extension(_))));
        }
    }

    #[test]
    fn a_locale_is_a_text_in_json_and_may_be_a_key() {
        let slugs = std::collections::BTreeMap::from([(locale("de-simple"), 1)]);
        let json = serde_json::to_string(&slugs).unwrap();
        assert_eq!(json, r#"{"de-simple":1}"#);
        assert_eq!(serde_json::from_str::<std::collections::BTreeMap<Locale, i32>>(&json).unwrap(), slugs);
        assert!(serde_json::from_str::<Locale>("\"und\"").is_err());
        assert_eq!(locale("de-simple").language(), "de");
    }

    #[test]
    fn the_direction_follows_the_script() {
        for tag in ["ar", "fa", "he", "ckb", "ps", "ur", "ku-Arab", "az-Arab"] {
            assert_eq!(locale(tag).direction(), Direction::Rtl, "{tag}");
        }
        for tag in ["de", "tr", "ku", "uk", "ja", "ti", "tlh", "ar-Latn"] {
            assert_eq!(locale(tag).direction(), Direction::Ltr, "{tag}");
        }
    }
}
