//! Properties of what reads people's texts: whatever comes, it is read or refused, and what was read is read again as the
//! same. `PROPTEST_CASES` says how many are tried.

use proptest::prelude::*;
use wegweiser::domain::contact::{Email, WebAddress};
use wegweiser::domain::hours::OpeningHours;
use wegweiser::domain::locale::Locale;
use wegweiser::domain::markdown::{find_html, html, outline, plain};
use wegweiser::domain::phone::Phone;
use wegweiser::domain::slug::{PageSlug, Slug};

use crate::support::home;

/// Pieces that mean something, put together at random, and some that mean nothing.
fn text_of(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece =
        prop_oneof![6 => proptest::sample::select(pieces).prop_map(str::to_owned), 1 => any::<String>()];
    proptest::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

const TAGS: &[&str] = &[
    "de",
    "-",
    "_",
    "simple",
    "Latn",
    "u-nu-latn",
    "x-a",
    "1996",
    "DE",
    "und",
    "i-klingon",
    "sr",
    "*",
    "a",
    "ß",
];

const HOURS: &[&str] = &[
    "Mo",
    "-",
    "Fr",
    " ",
    "08:30",
    "-",
    "12:30",
    "; ",
    "We off",
    ",",
    "PH",
    "\"remark\"",
    "24/7",
    "Jan",
    "week 1-53/2",
    "[1]",
    "||",
    "sunrise",
    "+",
    "26:00",
    "–",
    "Aug 2026",
    "easter",
    "\"",
    "open",
    "99:99",
    "(",
    "+2 days",
];

const NUMBERS: &[&str] = &[
    "+49",
    "0",
    "711",
    " ",
    "(",
    ")",
    "/",
    "-",
    "3512",
    "tel:",
    "ext. ",
    "Durchwahl ",
    "12",
    "٣",
    "+",
    "00",
    "115",
    ";",
    "9999999999",
    "\u{a0}",
    "x",
    "*",
];

const MARKS: &[&str] = &[
    "# ",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "> ",
    "**",
    "_",
    "`",
    "```\n",
    "[a](",
    "javascript:alert(1)",
    "/de/b",
    ")",
    "![",
    "](",
    "<script>",
    "</",
    "<b onclick=a>",
    "<!--",
    "&#x3c;",
    "&amp",
    "<https://a.b>",
    "\\",
    "| a | b |\n|--|\n",
    "    ",
    "\t",
    "[^1]",
    "http://",
    "\u{0}",
    "ä",
    "💥",
    "<",
    ">",
    "\"",
    "'",
    "[x]: <a b>",
    "***",
];

proptest! {
    #[test]
    fn a_tag_is_refused_or_has_one_spelling(tag in text_of(TAGS)) {
        if let Ok(locale) = Locale::parse(&tag) {
            let again = Locale::parse(locale.as_str());
            prop_assert_eq!(again.as_ref().ok(), Some(&locale));
            prop_assert!(locale.as_str().starts_with(locale.language()));
            locale.native_name();
        }
    }

    #[test]
    fn opening_hours_are_refused_or_have_one_spelling(rule in text_of(HOURS), by_appointment: bool) {
        if let Ok(Some(hours)) = OpeningHours::new(Some(&rule), by_appointment) {
            let spelt = hours.rule.as_deref();
            let again = OpeningHours::new(spelt, by_appointment);
            prop_assert!(again.is_ok(), "{rule:?} became {spelt:?}: {again:?}");
        }
    }

    #[test]
    fn a_telephone_number_is_refused_or_kept(number in text_of(NUMBERS)) {
        if let Ok(phone) = Phone::parse(&number, &home()) {
            prop_assert_eq!(Phone::from_stored(phone.as_stored()), Some(phone.clone()));
            prop_assert!(phone.uri().starts_with("tel:") && !phone.national().is_empty());
            phone.international();
        }
    }

    #[test]
    fn slugs_are_refused_or_kept(slug in "[a-zäß0-9-]{0,12}|(a|-|e\u{301}|ﬁ|İ|ǅ|１|中){0,8}|.{0,20}") {
        if let Ok(read) = Slug::parse(&slug) {
            prop_assert_eq!(read.as_str(), &slug);
        }
        if let Ok(read) = PageSlug::parse(&slug) {
            let again = PageSlug::parse(read.as_str());
            prop_assert_eq!(again.as_ref().map(PageSlug::as_str), Ok(read.as_str()));
            prop_assert!(!read.as_str().contains(['/', '.', '%', '\0', ' ']), "{}", read.as_str());
        }
    }

    #[test]
    fn addresses_are_refused_or_kept(address in "(https?://|mailto:|javascript:|//|)[a-zä.@:/?#%\\[\\]0-9 -]{0,30}|.{0,30}") {
        if let Ok(email) = Email::parse(&address) {
            prop_assert!(Email::from_stored(email.as_str()).is_some(), "{}", email.as_str());
        }
        if let Ok(address) = WebAddress::parse(&address) {
            prop_assert!(WebAddress::from_stored(address.as_str()).is_some(), "{}", address.as_str());
            prop_assert!(address.as_str().starts_with("http"), "{}", address.as_str());
        }
    }

    #[test]
    fn no_formatted_text_brings_a_script_along(markdown in text_of(MARKS)) {
        let page = html(&markdown).to_lowercase();
        for word in ["<script", "<style", "<iframe", "<!--", "href=\"javascript:", "src=\"javascript:", "<b onclick"] {
            prop_assert!(!page.contains(word), "{markdown:?} became {page}");
        }
        plain(&markdown);
        find_html(&markdown);
        let anchors: Vec<String> = outline(&markdown).into_iter().map(|heading| heading.anchor).collect();
        for anchor in &anchors {
            prop_assert!(page.contains(&format!("id=\"{}\"", anchor.to_lowercase())), "{anchor} is not in {page}");
        }
    }
}
