//! Slugs: the part of an address that names a content. Called by the nouns' field checks; `hyphenated` also by `markdown`.

use std::fmt;

use icu_normalizer::properties::CanonicalCombiningClassMap;
use thiserror::Error;

use super::text::{nfc, stored_text};

/// The longest slug, in characters.
pub const MAX_SLUG_LENGTH: usize = 100;

/// The slug of a noun that is named alike in every language: groups of `a`–`z` and `0`–`9` joined by single hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

/// The slug of a page in one locale: as [`Slug`], but with the letters and digits of any script, in lower case and NFC.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageSlug(String);

/// Why a text is no slug.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SlugFault {
    #[error("the slug is empty; write for example \"buergeramt\"")]
    Empty,
    #[error("the slug has more than {MAX_SLUG_LENGTH} characters")]
    TooLong,
    #[error("the slug may not contain \"{0}\"; use lower-case letters, digits and hyphens")]
    Character(char),
    #[error("the slug begins or ends with a hyphen, or has two in a row")]
    Hyphen,
}

impl Slug {
    /// Checks a slug; nothing is changed, so that a typing fault does not become an address.
    pub fn parse(value: &str) -> Result<Self, SlugFault> {
        check(value, |c| c.is_ascii_lowercase() || c.is_ascii_digit())?;
        Ok(Self(value.to_owned()))
    }

    /// Takes back a stored slug; null when it was never one.
    pub fn from_stored(slug: &str) -> Option<Self> {
        Self::parse(slug).ok()
    }

    /// The slug as it stands in addresses.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PageSlug {
    /// Checks a slug and composes its letters (NFC); nothing else is changed.
    pub fn parse(value: &str) -> Result<Self, SlugFault> {
        if value.len() > MAX_SLUG_LENGTH * 16 {
            return Err(SlugFault::TooLong);
        }
        let value = nfc(value);
        check(&value, |c| is_word(c) && c.to_lowercase().eq([c]))?;
        let starts_with_mark = |part: &str| part.starts_with(is_mark);
        if let Some(part) = value.split('-').find(|part| starts_with_mark(part)) {
            return Err(SlugFault::Character(part.chars().next().unwrap_or('-')));
        }
        Ok(Self(value.into_owned()))
    }

    /// Takes back a stored slug; null when it was never one.
    pub fn from_stored(slug: &str) -> Option<Self> {
        Self::parse(slug).ok()
    }

    /// The slug as it stands in addresses, before percent-encoding.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

stored_text!(Slug, as_str, "a slug");
stored_text!(PageSlug, as_str, "the slug of a page");

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for PageSlug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The words of a text in lower case, joined by hyphens, at most `max` characters: letters, digits and marks of any
/// script stay, all else separates. Empty when the text has no word.
pub(super) fn hyphenated(text: &str, max: usize) -> String {
    let mut joined = String::new();
    let mut length = 0;
    let mut is_gap = false;
    for character in nfc(text).chars().flat_map(char::to_lowercase) {
        let is_kept = is_word(character) && (!is_mark(character) || (!joined.is_empty() && !is_gap));
        if !is_kept {
            is_gap = true;
            continue;
        }
        let is_hyphen_due = is_gap && !joined.is_empty();
        if length + usize::from(is_hyphen_due) >= max {
            break;
        }
        if is_hyphen_due {
            joined.push('-');
            length += 1;
        }
        joined.push(character);
        length += 1;
        is_gap = false;
    }
    nfc(&joined).into_owned()
}

fn check(value: &str, is_allowed: impl Fn(char) -> bool) -> Result<(), SlugFault> {
    if value.is_empty() {
        return Err(SlugFault::Empty);
    }
    if value.chars().nth(MAX_SLUG_LENGTH).is_some() {
        return Err(SlugFault::TooLong);
    }
    if let Some(character) = value.chars().find(|&c| c != '-' && !is_allowed(c)) {
        return Err(SlugFault::Character(character));
    }
    if value.split('-').any(str::is_empty) {
        return Err(SlugFault::Hyphen);
    }
    Ok(())
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || is_mark(character)
}

/// Marks such as the Devanagari virama are no letters, but words are not spelt without them.
fn is_mark(character: char) -> bool {
    CanonicalCombiningClassMap::new().get_u8(character) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_groups_joined_by_hyphens() {
        for slug in ["a", "amt-61", "abteilung-integration", "2024"] {
            assert_eq!(Slug::parse(slug).unwrap().as_str(), slug);
            assert_eq!(PageSlug::parse(slug).unwrap().as_str(), slug);
        }
        for slug in ["-", "-a", "a-", "a--b"] {
            assert_eq!(Slug::parse(slug), Err(SlugFault::Hyphen), "{slug}");
            assert_eq!(PageSlug::parse(slug), Err(SlugFault::Hyphen), "{slug}");
        }
        assert_eq!(Slug::parse(""), Err(SlugFault::Empty));
    }

    #[test]
    fn the_slug_of_a_noun_is_ascii() {
        for (slug, character) in [("bürgeramt", 'ü'), ("Amt", 'A'), ("a b", ' '), ("a/b", '/'), ("..", '.')]
        {
            assert_eq!(Slug::parse(slug), Err(SlugFault::Character(character)));
        }
    }

    #[test]
    fn the_slug_of_a_page_takes_any_script() {
        for slug in ["öffnungszeiten", "dolmetscher-pool", "мова-2", "العربية", "हिन्दी", "中文", "türkçe"]
        {
            assert_eq!(PageSlug::parse(slug).unwrap().as_str(), slug);
        }
        assert_eq!(PageSlug::parse("bu\u{308}ro").unwrap().as_str(), "büro");
    }

    #[test]
    fn the_slug_of_a_page_is_in_lower_case_and_has_no_signs() {
        for (slug, character) in
            [("Über", 'Ü'), ("a%20", '%'), ("a?b", '?'), ("a\u{200c}b", '\u{200c}'), ("ǅ", 'ǅ'), ("a_b", '_')]
        {
            assert_eq!(PageSlug::parse(slug), Err(SlugFault::Character(character)));
        }
        assert_eq!(PageSlug::parse("a-\u{94d}b"), Err(SlugFault::Character('\u{94d}')));
    }

    #[test]
    fn the_length_counts_characters() {
        assert!(Slug::parse(&"a".repeat(100)).is_ok());
        assert_eq!(Slug::parse(&"a".repeat(101)), Err(SlugFault::TooLong));
        assert!(PageSlug::parse(&"u\u{308}".repeat(100)).is_ok());
        assert_eq!(PageSlug::parse(&"ü".repeat(101)), Err(SlugFault::TooLong));
        assert_eq!(PageSlug::parse(&"ü".repeat(1_000_000)), Err(SlugFault::TooLong));
    }

    #[test]
    fn words_are_joined_by_hyphens() {
        for (text, joined) in [
            ("Öffnungszeiten & Kontakt", "öffnungszeiten-kontakt"),
            ("  Was ist das?  ", "was-ist-das"),
            ("Контакт 2", "контакт-2"),
            ("हिन्दी में", "हिन्दी-में"),
            ("?!", ""),
        ] {
            assert_eq!(hyphenated(text, 80), joined);
        }
        assert_eq!(hyphenated("ab cd", 3), "ab");
        assert_eq!(hyphenated("ab cd", 4), "ab-c");
    }
}
