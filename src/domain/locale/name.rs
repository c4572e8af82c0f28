//! Names of languages, from CLDR. Only [`Locale`] calls this module: it alone depends on `icu_experimental`, whose
//! interface may change with every release.

use icu_experimental::displaynames::multi::{LanguageDisplayNames, LocaleDisplayNamesFormatter};
use icu_experimental::displaynames::{DisplayNamesOptions, DisplayNamesPreferences};
use icu_locale::LanguageIdentifier;
use icu_locale::subtags::{Variant, variant};

use super::Locale;

/// Registered for a simplified form of any language (IANA, 2015); cities publish plain language under it.
const SIMPLE: Variant = variant!("simple");

/// The name of `locale` in the language `other`; null when CLDR does not know it there.
pub(super) fn name_in(locale: &Locale, other: &Locale) -> Option<String> {
    let mut named = locale.identifier();
    let other = other.identifier();
    let is_simple = named.variants.remove(&SIMPLE);
    let name = cldr_name(&named, &other)?;
    Some(if is_simple { simple_name(&named, &other, &name) } else { name })
}

fn cldr_name(named: &LanguageIdentifier, other: &LanguageIdentifier) -> Option<String> {
    let preferences = || DisplayNamesPreferences::from(other);
    let options = DisplayNamesOptions::default;
    // The formatter answers with the bare tag for what it does not know, so ask for the language alone first.
    LanguageDisplayNames::try_new(preferences(), options()).ok()?.of(named.language)?;
    let formatter = LocaleDisplayNamesFormatter::try_new(preferences(), options()).ok()?;
    Some(formatter.of(&named.clone().into()).into_owned())
}

/// CLDR has no name for the variant, and the bare subtag says nothing to a reader, so the two languages that
/// every city begins with have words of ours.
fn simple_name(named: &LanguageIdentifier, other: &LanguageIdentifier, name: &str) -> String {
    match (other.language.as_str(), named.language.as_str()) {
        ("de", "de") => "Einfache Sprache".to_owned(),
        ("de", _) => format!("{name} (einfache Sprache)"),
        ("en", _) => format!("Plain {name}"),
        _ => format!("{name} (simple)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(tag: &str, other: &str) -> Option<String> {
        name_in(&Locale::parse(tag).unwrap(), &Locale::parse(other).unwrap())
    }

    #[test]
    fn a_language_has_a_name_in_each_language() {
        assert_eq!(name("de", "en").as_deref(), Some("German"));
        assert_eq!(name("de", "de").as_deref(), Some("Deutsch"));
        assert_eq!(name("uk", "tr").as_deref(), Some("Ukraynaca"));
        assert_eq!(name("ar", "ar").as_deref(), Some("العربية"));
        assert_eq!(name("zh-Hant", "en").as_deref(), Some("Traditional Chinese"));
    }

    #[test]
    fn plain_language_is_named_as_its_readers_call_it() {
        assert_eq!(name("de-simple", "de").as_deref(), Some("Einfache Sprache"));
        assert_eq!(name("de-simple", "de-simple").as_deref(), Some("Einfache Sprache"));
        assert_eq!(name("de-simple", "en").as_deref(), Some("Plain German"));
        assert_eq!(name("en-simple", "de").as_deref(), Some("Englisch (einfache Sprache)"));
        assert_eq!(name("de-simple", "tr").as_deref(), Some("Almanca (simple)"));
    }

    #[test]
    fn a_language_that_cldr_does_not_know_has_no_name() {
        assert_eq!(name("qaa", "de"), None);
        assert_eq!(Locale::parse("qaa").unwrap().native_name(), "qaa");
    }
}
