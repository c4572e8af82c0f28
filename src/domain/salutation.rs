//! How a person is addressed, and the display name that is made of it.

use super::closed_set::closed_set;
use super::locale::{Chain, Locale};

closed_set! {
    /// How a person wishes to be addressed; null where they wish neither.
    pub enum Salutation {
        Ms = "ms",
        Mr = "mr",
    }
}

impl Salutation {
    /// The word in the language of `locale`, null where we have none for it.
    fn word(self, locale: &Locale) -> Option<&'static str> {
        match (locale.language(), self) {
            ("de", Self::Ms) => Some("Frau"),
            ("de", Self::Mr) => Some("Herr"),
            ("en", Self::Ms) => Some("Ms"),
            ("en", Self::Mr) => Some("Mr"),
            _ => None,
        }
    }
}

/// A name as it is shown, and the locale in whose manner.
///
/// Walks `chain` to the first locale that has a word for the salutation. A name without salutation is the same in every
/// locale; where no locale of the chain has the word, the name stands without it.
pub fn display_name(
    salutation: Option<Salutation>,
    academic_title: Option<&str>,
    given_name: &str,
    family_name: &str,
    chain: &Chain,
) -> (String, Locale) {
    let found = salutation.and_then(|salutation| {
        chain.iter().find_map(|locale| salutation.word(locale).map(|word| (word, locale)))
    });
    let (word, locale) = found.map_or((None, chain.asked()), |(word, locale)| (Some(word), locale));
    let parts = [word, academic_title, Some(given_name), Some(family_name)];
    (parts.into_iter().flatten().collect::<Vec<_>>().join(" "), locale.clone())
}
