//! How countries write addresses, by the Universal Postal Union's "Postal addressing systems in member countries". Those
//! of Europe and its neighbours, and a few more.

/// In which order an address stands on an envelope within its country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The street; the postal code and the city.
    CodeCity,
    /// The street; the city and the postal code.
    CityCode,
    /// The street; the city, a comma, and the postal code.
    CityCommaCode,
    /// The street; the city; the postal code.
    CityThenCode,
    /// The city; the street; the postal code.
    CityStreetCode,
    /// The postal code; the city; the street.
    CodeCityStreet,
}

use Order::{CityCode, CityCommaCode, CityStreetCode, CityThenCode, CodeCity, CodeCityStreet};

impl Order {
    /// Whether the city stands before the street.
    pub(super) const fn is_city_first(self) -> bool {
        matches!(self, CityStreetCode | CodeCityStreet)
    }
}

/// How a country writes addresses.
pub(super) struct Country {
    /// ISO 3166-1 alpha-2.
    pub(super) code: &'static str,
    /// The forms of its postal codes: `9` stands for a digit, `@` for a letter, `*` for either, all else for itself.
    pub(super) postal_codes: &'static [&'static str],
    order: Order,
    /// In the country's own script, where that is Han, Kana or Hangul: from the largest to the smallest.
    order_in_own_script: Order,
}

const fn country(code: &'static str, postal_codes: &'static [&'static str], order: Order) -> Country {
    Country { code, postal_codes, order, order_in_own_script: order }
}

/// A country that writes addresses in letters of Europe otherwise than in its own script.
const fn with_script(country: Country, order_in_own_script: Order) -> Country {
    Country { order_in_own_script, ..country }
}

const COUNTRIES: [Country; 59] = [
    country("AD", &["AD999"], CodeCity),
    country("AL", &["9999"], CodeCity),
    country("AT", &["9999"], CodeCity),
    country("AU", &["9999"], CityCode),
    country("BA", &["99999"], CodeCity),
    country("BE", &["9999"], CodeCity),
    country("BG", &["9999"], CodeCity),
    country("BR", &["99999-999"], CodeCity),
    country("BY", &["999999"], CodeCity),
    country("CA", &["@9@ 9@9"], CityCode),
    country("CH", &["9999"], CodeCity),
    with_script(country("CN", &["999999"], CodeCity), CodeCityStreet),
    country("CY", &["9999"], CodeCity),
    country("CZ", &["999 99"], CodeCity),
    country("DE", &["99999"], CodeCity),
    country("DK", &["9999"], CodeCity),
    country("EE", &["99999"], CodeCity),
    country("ES", &["99999"], CodeCity),
    country("FI", &["99999"], CodeCity),
    country("FR", &["99999"], CodeCity),
    country("GB", &["@9 9@@", "@99 9@@", "@@9 9@@", "@@99 9@@", "@9@ 9@@", "@@9@ 9@@"], CityThenCode),
    country("GE", &["9999"], CodeCity),
    country("GR", &["999 99"], CodeCity),
    country("HR", &["99999"], CodeCity),
    country("HU", &["9999"], CityStreetCode),
    country("IE", &["@99 ****", "@9@ ****"], CityThenCode),
    country("IL", &["9999999", "99999"], CodeCity),
    country("IN", &["999999"], CityCode),
    country("IR", &["99999-99999"], CityThenCode),
    country("IS", &["999"], CodeCity),
    country("IT", &["99999"], CodeCity),
    with_script(country("JP", &["999-9999"], CityThenCode), CodeCityStreet),
    with_script(country("KR", &["99999"], CityCode), CityStreetCode),
    country("LI", &["9999"], CodeCity),
    country("LT", &["LT-99999"], CodeCity),
    country("LU", &["9999"], CodeCity),
    country("LV", &["LV-9999"], CityCommaCode),
    country("MC", &["99999"], CodeCity),
    country("MD", &["MD-9999"], CodeCity),
    country("ME", &["99999"], CodeCity),
    country("MK", &["9999"], CodeCity),
    country("MT", &["@@@ 9999"], CityThenCode),
    country("NL", &["9999 @@"], CodeCity),
    country("NO", &["9999"], CodeCity),
    country("PL", &["99-999"], CodeCity),
    country("PT", &["9999-999"], CodeCity),
    country("RO", &["999999"], CodeCity),
    country("RS", &["99999"], CodeCity),
    country("RU", &["999999"], CityThenCode),
    country("SE", &["999 99"], CodeCity),
    country("SG", &["999999"], CityCode),
    country("SI", &["9999"], CodeCity),
    country("SK", &["999 99"], CodeCity),
    country("SM", &["99999"], CodeCity),
    country("TR", &["99999"], CodeCity),
    with_script(country("TW", &["99999", "999999", "999"], CityCode), CodeCityStreet),
    country("UA", &["99999"], CityThenCode),
    country("US", &["99999", "99999-9999"], CityCode),
    country("VA", &["99999"], CodeCity),
];

/// How a country writes addresses; null where that is not known here.
pub(super) fn find(code: &str) -> Option<&'static Country> {
    let index = COUNTRIES.binary_search_by_key(&code, |country| country.code).ok()?;
    COUNTRIES.get(index)
}

/// In which order an address stands whose city is written so: as most countries do where that is not known here.
pub(super) fn order(code: &str, city: &str) -> Order {
    match (find(code), code) {
        (Some(country), _) => country.order_of(city),
        // They have no postal codes.
        (None, "HK" | "MO") if is_east_asian(city) => CodeCityStreet,
        (None, _) => CodeCity,
    }
}

/// Whether a text has letters of Han, Kana or Hangul: the blocks of Unicode that these scripts have.
fn is_east_asian(text: &str) -> bool {
    text.chars().any(|letter| {
        matches!(letter,
            '\u{1100}'..='\u{11ff}' // Hangul Jamo
            | '\u{3040}'..='\u{30ff}' // Hiragana, Katakana
            | '\u{3130}'..='\u{318f}' // Hangul Compatibility Jamo
            | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' // CJK Unified Ideographs
            | '\u{ac00}'..='\u{d7af}' // Hangul Syllables
            | '\u{f900}'..='\u{faff}' // CJK Compatibility Ideographs
            | '\u{20000}'..='\u{3ffff}') // further ideographs
    })
}

impl Country {
    /// In which order an address stands whose city is written so.
    fn order_of(&self, city: &str) -> Order {
        if is_east_asian(city) { self.order_in_own_script } else { self.order }
    }

    /// A postal code as the country writes it, from any usual spelling; null where it is none.
    pub(super) fn spell(&self, postal_code: &str) -> Option<String> {
        let signs: Vec<char> = postal_code.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        self.postal_codes.iter().find_map(|form| fill(form, &signs))
    }

    /// Its forms with examples in place of the signs.
    pub(super) fn examples(&self) -> String {
        let example = |form: &&str| form.replace('9', "1").replace(['@', '*'], "X");
        self.postal_codes.iter().map(example).collect::<Vec<_>>().join(" or ")
    }
}

/// The form with the signs in it; null where they do not fit. A country's letters in front may be left out.
fn fill(form: &str, signs: &[char]) -> Option<String> {
    let prefix = form.chars().take_while(char::is_ascii_uppercase).count();
    let has_prefix = signs.iter().take(prefix).all(|sign| sign.is_alphabetic());
    let mut rest = signs.iter().copied();
    let mut spelt = String::with_capacity(form.len());
    for (place, wanted) in form.chars().enumerate() {
        if matches!(wanted, ' ' | '-') || (place < prefix && !has_prefix) {
            spelt.push(wanted);
            continue;
        }
        let sign = rest.next()?.to_ascii_uppercase();
        let fits = match wanted {
            '9' => sign.is_ascii_digit(),
            '@' => sign.is_ascii_uppercase(),
            '*' => sign.is_ascii_alphanumeric(),
            itself => sign == itself,
        };
        if !fits {
            return None;
        }
        spelt.push(sign);
    }
    rest.next().is_none().then_some(spelt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_countries_are_in_order() {
        assert!(COUNTRIES.is_sorted_by_key(|country| country.code));
        assert!(COUNTRIES.iter().all(|country| find(country.code).is_some()));
    }

    #[test]
    fn a_script_is_known_by_its_letters() {
        assert!(
            ["東京", "トウキョウ", "とうきょう", "서울", "Chiyoda 千代田"]
                .iter()
                .all(|text| is_east_asian(text))
        );
        assert!(["", "Tokyo", "Москва", "Αθήνα", "تهران", "ěščř"].iter().all(|text| !is_east_asian(text)));
    }

    #[test]
    fn a_postal_code_is_spelt_as_its_country_does() {
        for (country, given, spelt) in [
            ("DE", "70173", "70173"),
            ("PL", "00950", "00-950"),
            ("PL", "00-950", "00-950"),
            ("NL", "1012ab", "1012 AB"),
            ("GB", "sw1a2aa", "SW1A 2AA"),
            ("GB", "M1 1AE", "M1 1AE"),
            ("LV", "1010", "LV-1010"),
            ("LV", "lv-1010", "LV-1010"),
            ("SE", "11122", "111 22"),
            ("AD", "500", "AD500"),
            ("IE", "d02af30", "D02 AF30"),
            ("IE", "D6W XH90", "D6W XH90"),
            ("US", "20500-0003", "20500-0003"),
        ] {
            assert_eq!(find(country).unwrap().spell(given).as_deref(), Some(spelt), "{country} {given}");
        }
    }

    #[test]
    fn what_is_no_postal_code_of_the_country_is_none() {
        for (country, given) in [
            ("DE", "7017"),
            ("DE", "701733"),
            ("DE", "D-70173"),
            ("DE", "7O173"),
            ("DE", "٧٠١٧٣"),
            ("AT", "70173"),
            ("LV", "LT-1010"),
            ("GB", "12345"),
            ("CA", ""),
        ] {
            assert_eq!(find(country).unwrap().spell(given), None, "{country} {given}");
        }
        assert!(find("XX").is_none() && find("").is_none());
    }
}
