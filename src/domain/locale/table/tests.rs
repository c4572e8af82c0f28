//! What the locale table promises.

use super::*;

fn locale(tag: &str) -> Locale {
    Locale::parse(tag).unwrap()
}

fn entry(tag: &str, fallback: &[&str], is_source: bool) -> LocaleEntry {
    LocaleEntry {
        tag: locale(tag),
        fallback: fallback.iter().map(|tag| locale(tag)).collect(),
        is_source,
        is_enabled: true,
    }
}

/// A table of these tags, each falling back to `de`, the source.
fn table(tags: &[&str]) -> Locales {
    let mut entries = vec![entry("de", &[], true)];
    entries.extend(tags.iter().map(|tag| entry(tag, &["de"], false)));
    Locales::new(entries).unwrap()
}

fn found<'a>(locales: &'a Locales, asked: &str) -> Option<&'a str> {
    locales.matching(&locale(asked)).map(Locale::as_str)
}

fn negotiated<'a>(locales: &'a Locales, header: &str) -> Option<&'a str> {
    locales.negotiate(header).map(Locale::as_str)
}

fn tags(chain: &Chain) -> Vec<&str> {
    chain.iter().map(Locale::as_str).collect()
}

#[test]
fn a_table_has_exactly_one_source() {
    assert_eq!(Locales::new(vec![entry("de", &[], false)]).unwrap_err(), LocaleTableFault::NoSource);
    assert_eq!(
        Locales::new(vec![entry("de", &[], true), entry("en", &[], true)]).unwrap_err(),
        LocaleTableFault::TwoSources(locale("de"), locale("en"))
    );
    assert_eq!(Locales::new(vec![]).unwrap_err(), LocaleTableFault::NoSource);
}

#[test]
fn a_tag_or_a_fallback_stands_once() {
    assert_eq!(
        Locales::new(vec![entry("de", &[], true), entry("de", &[], false)]).unwrap_err(),
        LocaleTableFault::Duplicate(locale("de"))
    );
    let repeated = vec![entry("de", &[], true), entry("en", &["de", "de"], false)];
    assert_eq!(
        Locales::new(repeated).unwrap_err(),
        LocaleTableFault::RepeatedFallback { locale: locale("en"), fallback: locale("de") }
    );
}

#[test]
fn a_fallback_is_another_locale_of_the_table() {
    assert_eq!(
        Locales::new(vec![entry("de", &["de"], true)]).unwrap_err(),
        LocaleTableFault::OwnFallback(locale("de"))
    );
    assert_eq!(
        Locales::new(vec![entry("de", &["fr"], true)]).unwrap_err(),
        LocaleTableFault::UnknownFallback { locale: locale("de"), fallback: locale("fr") }
    );
}

#[test]
fn a_longer_tag_finds_its_beginning() {
    let locales = table(&["en", "zh-Hant", "de-simple"]);
    assert_eq!(found(&locales, "en"), Some("en"));
    assert_eq!(found(&locales, "en-GB"), Some("en"));
    assert_eq!(found(&locales, "zh-Hant-HK"), Some("zh-Hant"));
    assert_eq!(found(&locales, "de-1996"), Some("de"));
    assert_eq!(found(&locales, "fr"), None);
}

#[test]
fn likely_subtags_find_the_same_script() {
    let locales = table(&["zh-Hant", "pt-PT", "pt-BR", "sr-Latn"]);
    assert_eq!(found(&locales, "zh-TW"), Some("zh-Hant"));
    assert_eq!(found(&locales, "zh-HK"), Some("zh-Hant"));
    assert_eq!(found(&locales, "pt"), Some("pt-BR"));
    assert_eq!(found(&locales, "pt-AO"), Some("pt-PT"));
    assert_eq!(found(&locales, "sr-ME"), Some("sr-Latn"));
}

#[test]
fn another_script_is_never_found() {
    let locales = table(&["zh", "sr", "ku"]);
    assert_eq!(found(&locales, "zh-TW"), None);
    assert_eq!(found(&locales, "sr-Latn"), None);
    assert_eq!(found(&locales, "sr-Latn-RS"), None);
    assert_eq!(found(&locales, "ku-Arab"), None);
    assert_eq!(found(&locales, "zh-CN"), Some("zh"));
}

#[test]
fn a_variant_is_found_only_by_its_name() {
    let entries = vec![entry("de-simple", &["de-AT"], false), entry("de-AT", &[], true)];
    let locales = Locales::new(entries).unwrap();
    assert_eq!(found(&locales, "de"), Some("de-AT"));
    assert_eq!(found(&locales, "de-simple"), Some("de-simple"));
    assert_eq!(found(&locales, "en"), None);
    assert_eq!(found(&table(&[]), "de-simple"), Some("de"));
    assert_eq!(found(&table(&["en-simple"]), "en"), None);
}

#[test]
fn the_browsers_first_match_wins() {
    let locales = table(&["en", "tr", "de-simple"]);
    assert_eq!(negotiated(&locales, "fr, tr;q=0.5, en;q=0.9"), Some("en"));
    assert_eq!(negotiated(&locales, "en;q=0.5, tr;q=0.5"), Some("en"));
    assert_eq!(negotiated(&locales, "fr"), None);
    assert_eq!(negotiated(&locales, ""), None);
    assert_eq!(negotiated(&locales, "de-DE,de;q=0.9"), Some("de"));
}

#[test]
fn a_star_means_the_default() {
    let locales = table(&["en", "de-simple"]);
    assert_eq!(negotiated(&locales, "fr, *;q=0.5"), Some("de"));
    assert_eq!(negotiated(&locales, "*, de;q=0"), Some("en"));
    assert_eq!(negotiated(&locales, "*;q=0"), None);
}

#[test]
fn what_has_no_quality_is_never_chosen() {
    let locales = table(&["en", "en-GB"]);
    assert_eq!(negotiated(&locales, "en-US, en;q=0"), None);
    assert_eq!(negotiated(&locales, "en-GB, en;q=0"), Some("en-GB"));
    assert_eq!(negotiated(&locales, "en;q=0, *"), Some("de"));
}

#[test]
fn a_chain_begins_with_the_locale_asked_for() {
    let locales = table(&["en", "zh-Hant"]);
    let chain = locales.resolve(Some(&locale("zh-TW")), Some("en"), None);
    assert_eq!(tags(&chain), ["zh-Hant", "de"]);
    assert_eq!(chain.asked().as_str(), "zh-Hant");
    assert_eq!(tags(&locales.resolve(None, Some("en-US"), None)), ["en", "de"]);
}

#[test]
fn what_matches_nothing_gets_the_default() {
    let locales = table(&["en"]);
    assert_eq!(tags(&locales.resolve(None, None, None)), ["de"]);
    assert_eq!(tags(&locales.resolve(None, Some("fr"), None)), ["de"]);
    assert_eq!(tags(&locales.resolve(Some(&locale("fr")), Some("en"), None)), ["de"]);
    let own = [locale("en")];
    assert_eq!(tags(&locales.resolve(Some(&locale("fr")), None, Some(&own))), ["de", "en"]);
}

#[test]
fn a_requests_own_fallback_replaces_the_chain() {
    let locales = table(&["en", "tr"]);
    let own = ["en-GB", "fr", "tr", "en"].map(locale);
    let chain = locales.resolve(Some(&locale("tr")), None, Some(&own));
    assert_eq!(tags(&chain), ["tr", "en"]);
    assert_eq!(tags(&locales.resolve(Some(&locale("tr")), None, Some(&[]))), ["tr"]);
}

#[test]
fn a_stored_tag_is_looked_up_without_parsing() {
    let locales = table(&["en"]);
    assert_eq!(locales.find("en"), Some(&locale("en")));
    assert_eq!(locales.find("EN"), None);
    assert!(locales.get(&locale("fr")).is_none());
    assert!(locales.get(&locale("de")).is_some_and(|entry| entry.is_source));
    assert_eq!(locales.iter().count(), 2);
}
