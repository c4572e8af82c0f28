//! The languages that a browser prefers: the header Accept-Language (RFC 9110 §12.5.4). Only the locale table reads it.

use super::Locale;

/// Headers name a handful of languages; the rest of a long one is not read.
const MAX_RANGES: usize = 20;

/// A quality of 1, in thousandths.
const FULL_QUALITY: u16 = 1000;

/// One range of the header.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Preference {
    /// The language; null for `*`, any language that no other range names.
    pub(super) locale: Option<Locale>,
    /// Thousandths, 0 to 1000; 0 means "not this one".
    pub(super) quality: u16,
}

/// The ranges of the header, the most wanted first, equals in the order of the header.
///
/// A range with a malformed tag or quality is left out, not an error: the header comes from browsers, not from people.
pub(super) fn preferences(header: &str) -> Vec<Preference> {
    let mut found: Vec<Preference> = header.split(',').take(MAX_RANGES).filter_map(read_range).collect();
    found.sort_by_key(|preference| std::cmp::Reverse(preference.quality));
    found
}

fn read_range(range: &str) -> Option<Preference> {
    let (tag, weight) = match range.split_once(';') {
        Some((tag, weight)) => (tag, Some(weight)),
        None => (range, None),
    };
    let quality = weight.map_or(Some(FULL_QUALITY), read_weight)?;
    let locale = match tag.trim() {
        "*" => None,
        tag => Some(Locale::parse_leniently(tag).ok()?),
    };
    Some(Preference { locale, quality })
}

/// `q=0.8`: 0 to 1 with at most three decimals (RFC 9110 §12.4.2).
fn read_weight(weight: &str) -> Option<u16> {
    let (name, value) = weight.split_once('=')?;
    if !name.trim().eq_ignore_ascii_case("q") {
        return None;
    }
    let (whole, decimals) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
    if decimals.len() > 3 || !decimals.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let thousandths: u16 = format!("{decimals:0<3}").parse().ok()?;
    match (whole, thousandths) {
        ("0", thousandths) => Some(thousandths),
        ("1", 0) => Some(FULL_QUALITY),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str) -> Vec<(String, u16)> {
        preferences(header)
            .into_iter()
            .map(|preference| {
                let tag = preference.locale.map_or("*".to_owned(), |l| l.to_string());
                (tag, preference.quality)
            })
            .collect()
    }

    fn pairs(expected: &[(&str, u16)]) -> Vec<(String, u16)> {
        expected.iter().map(|(tag, quality)| ((*tag).to_owned(), *quality)).collect()
    }

    #[test]
    fn the_most_wanted_comes_first_and_equals_keep_their_order() {
        assert_eq!(
            read("da, en-GB;q=0.8, en;q=0.7, fr ; Q=0.80, *;q=0.1"),
            pairs(&[("da", 1000), ("en-GB", 800), ("fr", 800), ("en", 700), ("*", 100)])
        );
    }

    #[test]
    fn bad_ranges_are_left_out() {
        assert_eq!(
            read(
                "de;q=2, en;q=, fr;q=0.1234, tr;q=1.001, !!, , x;q=1, uk;level=1, it;q=-1, ar;q=.5, pl;q=1.000"
            ),
            pairs(&[("pl", 1000)])
        );
        assert_eq!(read(""), []);
    }

    #[test]
    fn an_extension_is_left_away() {
        assert_eq!(read("de-DE-u-co-phonebk"), pairs(&[("de-DE", 1000)]));
    }

    #[test]
    fn a_long_header_is_read_in_part() {
        assert_eq!(preferences(&"de,".repeat(100_000)).len(), MAX_RANGES);
    }
}
