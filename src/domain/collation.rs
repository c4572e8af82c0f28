//! Sort keys of labels, so that SQL orders a list as the readers of a locale expect. Called by `editing` and `store`
//! when they write a label.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use icu_collator::options::CollatorOptions;
use icu_collator::{CollatorBorrowed, CollatorPreferences};

use super::locale::Locale;

/// How many characters of a label count for its place.
const MAX_LABEL_LENGTH: usize = 256;

/// The longest key, in bytes: it stands in an index. Labels that differ only further on count as equal.
pub const MAX_SORT_KEY_LENGTH: usize = 512;

type Collators = HashMap<Locale, Arc<CollatorBorrowed<'static>>>;

/// One collator per locale of the city, so few that none is ever dropped.
static COLLATORS: LazyLock<RwLock<Collators>> = LazyLock::new(RwLock::default);

/// The sort key of a label in the collation of a locale (UTS 10, CLDR): keys of one locale compare as bytes.
///
/// At most [`MAX_SORT_KEY_LENGTH`] bytes. Keys of different locales, or made with other collation data, do not compare.
pub fn sort_key(locale: &Locale, label: &str) -> Vec<u8> {
    let end = label.char_indices().nth(MAX_LABEL_LENGTH).map_or(label.len(), |(end, _)| end);
    let mut key = Vec::with_capacity(2 * end.min(MAX_LABEL_LENGTH));
    let Ok(()) = collator(locale).write_sort_key_to(&label[..end], &mut key);
    key.truncate(MAX_SORT_KEY_LENGTH);
    key
}

fn collator(locale: &Locale) -> Arc<CollatorBorrowed<'static>> {
    // A map of finished collators is whole even if a thread died while holding it.
    let known = COLLATORS.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(collator) = known.get(locale) {
        return Arc::clone(collator);
    }
    drop(known);
    let mut identifier = locale.identifier();
    // CLDR sorts no variant of the languages that cities publish in differently from the language itself.
    identifier.variants.clear();
    let collator =
        CollatorBorrowed::try_new(CollatorPreferences::from(&identifier), CollatorOptions::default())
            .expect("the collation data are compiled in, with the root as the last resort");
    let collator = Arc::new(collator);
    COLLATORS.write().unwrap_or_else(PoisonError::into_inner).insert(locale.clone(), Arc::clone(&collator));
    collator
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'a>(tag: &str, labels: &[&'a str]) -> Vec<&'a str> {
        let locale = Locale::parse(tag).unwrap();
        let mut labels = labels.to_vec();
        labels.sort_by_key(|label| sort_key(&locale, label));
        labels
    }

    #[test]
    fn each_locale_has_its_own_order() {
        let labels = ["Zoo", "Ärztehaus", "Amt", "Bad"];
        assert_eq!(sorted("de", &labels), ["Amt", "Ärztehaus", "Bad", "Zoo"]);
        assert_eq!(sorted("sv", &labels), ["Amt", "Bad", "Zoo", "Ärztehaus"]);
        assert_eq!(sorted("tr", &["İrem", "Irmak", "Ömer", "Oya"]), ["Irmak", "İrem", "Oya", "Ömer"]);
    }

    #[test]
    fn a_variant_sorts_as_its_language() {
        let de = Locale::parse("de").unwrap();
        let simple = Locale::parse("de-simple").unwrap();
        for label in ["Ärztehaus", "straße", "Amt 61"] {
            assert_eq!(sort_key(&de, label), sort_key(&simple, label));
        }
    }

    #[test]
    fn case_and_accents_decide_only_between_equals() {
        assert_eq!(sorted("de", &["Amt", "ämter", "amt", "Amtshaus"]), ["amt", "Amt", "ämter", "Amtshaus"]);
    }

    #[test]
    fn a_language_without_a_collation_of_its_own_still_sorts() {
        assert_eq!(sorted("tlh", &["b", "a"]), ["a", "b"]);
    }

    #[test]
    fn a_key_is_bounded_and_keeps_the_order() {
        let de = Locale::parse("de").unwrap();
        let long = |end: &str| format!("{}{end}", "漢".repeat(200));
        for label in ["漢".repeat(100_000), "Ä".repeat(100_000), long("a")] {
            assert!(sort_key(&de, &label).len() <= MAX_SORT_KEY_LENGTH);
        }
        assert!(sort_key(&de, &"a".repeat(300)) <= sort_key(&de, &"a".repeat(400)));
        assert!(sort_key(&de, "a") < sort_key(&de, &"a".repeat(300)));
        assert_eq!(sort_key(&de, ""), sort_key(&de, ""));
    }
}
