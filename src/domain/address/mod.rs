//! Postal addresses: checked and written by the rules of their country. The nouns' field checks call it.

mod country;
mod iso_3166;

use serde::{Deserialize, Serialize};

use self::country::Order;
use super::edit::Edit;
use super::fault::Faults;
use super::text;

/// A postal address without the addressee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Street with house number.
    pub street: String,
    /// As the country spells it. Null where there is none: many countries have no postal codes.
    pub postal_code: Option<String>,
    pub city: String,
    /// ISO 3166-1 alpha-2, upper case.
    pub country: String,
}

/// An address as somebody wrote it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddressInput {
    pub street: String,
    /// Null where the country has none.
    pub postal_code: Option<String>,
    pub city: String,
    pub country: String,
}

impl Address {
    /// The address as on an envelope within its country: in that country's order, or in the most usual one where that is not
    /// known here.
    pub fn lines(&self) -> Vec<String> {
        let Self { street, postal_code, city, country } = self;
        let order = country::order(country, city);
        let (street, city) = (street.clone(), city.clone());
        let Some(code) = postal_code.clone() else {
            return if order.is_city_first() { vec![city, street] } else { vec![street, city] };
        };
        match order {
            Order::CodeCity => vec![street, format!("{code} {city}")],
            Order::CityCode => vec![street, format!("{city} {code}")],
            Order::CityCommaCode => vec![street, format!("{city}, {code}")],
            Order::CityThenCode => vec![street, city, code],
            Order::CityStreetCode => vec![city, street, code],
            Order::CodeCityStreet => vec![code, city, street],
        }
    }

    /// Checks an input; faults go to `faults` under `address`.
    pub fn check(input: AddressInput, faults: &mut Faults) -> Option<Self> {
        let mut part = |name: &str, value: &str, max: usize| match text::check_plain(value, max) {
            Ok(Some(value)) => Some(value),
            Ok(None) => {
                faults.add(&["address", name], "is needed in an address");
                None
            }
            Err(fault) => {
                faults.add(&["address", name], fault.to_string());
                None
            }
        };
        let street = part("street", &input.street, 200);
        let city = part("city", &input.city, 100);
        let country = part("country", &input.country, 2);
        let country = country.and_then(|country| check_country(country, faults));
        let postal_code = check_postal_code(input.postal_code.as_deref(), country.as_deref(), faults);
        Some(Self { street: street?, postal_code: postal_code?, city: city?, country: country? })
    }
}

fn check_country(country: String, faults: &mut Faults) -> Option<String> {
    let is_code = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    let complaint = if !is_code {
        "is not a country code of two capital letters (ISO 3166-1 alpha-2), such as DE".to_owned()
    } else if !iso_3166::is_country(&country) {
        format!("there is no country {country} (ISO 3166-1 alpha-2)")
    } else {
        return Some(country);
    };
    faults.add(&["address", "country"], complaint);
    None
}

/// Where the country's postal codes are not known here, any is taken, and none: many countries have no postal codes.
/// Null where it is refused.
fn check_postal_code(
    postal_code: Option<&str>,
    country: Option<&str>,
    faults: &mut Faults,
) -> Option<Option<String>> {
    let path = ["address", "postalCode"];
    let postal_code = match text::check_plain(postal_code.unwrap_or_default(), 20) {
        Ok(postal_code) => postal_code,
        Err(fault) => {
            faults.add(&path, fault.to_string());
            return None;
        }
    };
    let Some(known) = country.and_then(country::find) else { return Some(postal_code) };
    let Some(postal_code) = postal_code else {
        faults.add(&path, "is needed in an address of this country");
        return None;
    };
    let spelt = known.spell(&postal_code);
    if spelt.is_none() {
        let (country, forms) = (known.code, known.examples());
        faults.add(&path, format!("is no postal code in {country}: write it in the form of {forms}"));
    }
    spelt.map(Some)
}

/// An address is changed as a whole.
pub(super) fn edit_address(
    input: Edit<AddressInput>,
    current: Option<&Address>,
    faults: &mut Faults,
) -> Option<Address> {
    match input {
        Edit::Keep => current.cloned(),
        Edit::Clear => None,
        Edit::Set(address) => Address::check(address, faults),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(postal_code: &str, country: &str) -> Result<Address, Vec<(String, String)>> {
        let mut faults = Faults::default();
        let input = AddressInput {
            street: "Musterstraße 1".to_owned(),
            postal_code: Some(postal_code.to_owned()),
            city: "Musterstadt".to_owned(),
            country: country.to_owned(),
        };
        let address = Address::check(input, &mut faults);
        let faults = faults.into_result().err().unwrap_or_default();
        address.ok_or_else(|| faults.into_iter().map(|fault| (fault.path.join("."), fault.message)).collect())
    }

    #[test]
    fn lines_stand_in_the_order_of_the_country() {
        let lines = |code: &str, country: &str| check(code, country).unwrap().lines().join(" / ");
        assert_eq!(lines("12345", "DE"), "Musterstraße 1 / 12345 Musterstadt");
        assert_eq!(lines("m11ae", "GB"), "Musterstraße 1 / Musterstadt / M1 1AE");
        assert_eq!(lines("1011", "HU"), "Musterstadt / Musterstraße 1 / 1011");
        assert_eq!(lines("1010", "LV"), "Musterstraße 1 / Musterstadt, LV-1010");
        assert_eq!(lines("12345", "US"), "Musterstraße 1 / Musterstadt 12345");
        assert_eq!(lines("049483", "SG"), "Musterstraße 1 / Musterstadt 049483");
        assert_eq!(lines("110 001", "IN"), "Musterstraße 1 / Musterstadt 110001");
        assert_eq!(lines("01000000", "BR"), "Musterstraße 1 / 01000-000 Musterstadt");
        assert_eq!(lines("1193612345", "IR"), "Musterstraße 1 / Musterstadt / 11936-12345");
        // Not known here: as most countries do.
        assert_eq!(lines("0001", "ZA"), "Musterstraße 1 / 0001 Musterstadt");
    }

    #[test]
    fn an_address_in_its_own_script_begins_with_the_largest() {
        for (street, code, city, country, lines) in [
            ("千代田1-1", "1000001", "東京都千代田区", "JP", "100-0001 / 東京都千代田区 / 千代田1-1"),
            (
                "1-1 Chiyoda",
                "100-0001",
                "Chiyoda-ku, Tokyo",
                "JP",
                "1-1 Chiyoda / Chiyoda-ku, Tokyo / 100-0001",
            ),
            ("朝阳门外大街1号", "100020", "北京市朝阳区", "CN", "100020 / 北京市朝阳区 / 朝阳门外大街1号"),
            ("市府路1號", "110", "臺北市信義區", "TW", "110 / 臺北市信義區 / 市府路1號"),
            ("세종대로 110", "04524", "서울특별시 중구", "KR", "서울특별시 중구 / 세종대로 110 / 04524"),
        ] {
            let (street, city, country) = (street.to_owned(), city.to_owned(), country.to_owned());
            let input = AddressInput { street, postal_code: Some(code.to_owned()), city, country };
            let mut faults = Faults::default();
            let address = Address::check(input, &mut faults);
            assert_eq!(address.map(|address| address.lines().join(" / ")).as_deref(), Some(lines));
        }
    }

    #[test]
    fn a_postal_code_is_needed_only_where_the_country_is_known_to_have_one() {
        let check = |code: Option<&str>, country: &str| {
            let (street, city) = ("Harbour Road 1".to_owned(), "Wan Chai".to_owned());
            let postal_code = code.map(str::to_owned);
            let input = AddressInput { street, postal_code, city, country: country.to_owned() };
            let mut faults = Faults::default();
            let address = Address::check(input, &mut faults);
            let faults = faults.into_result().err().unwrap_or_default();
            address.ok_or_else(|| faults.into_iter().map(|fault| fault.path.join(".")).collect::<Vec<_>>())
        };
        for country in ["HK", "AE", "QA", "AQ"] {
            for code in [None, Some(""), Some(" ")] {
                let address = check(code, country).unwrap();
                assert_eq!(address.postal_code, None);
                assert_eq!(address.lines(), ["Harbour Road 1", "Wan Chai"]);
            }
        }
        for (country, city) in [("HK", "香港灣仔"), ("MO", "澳門")] {
            let (street, city) = ("港灣道1號".to_owned(), city.to_owned());
            let address = Address { street, postal_code: None, city, country: country.to_owned() };
            assert_eq!(address.lines(), [address.city.as_str(), address.street.as_str()]);
        }
        assert_eq!(check(Some("00000"), "HK").unwrap().postal_code.as_deref(), Some("00000"));
        for country in ["DE", "SG"] {
            for code in [None, Some("")] {
                assert_eq!(check(code, country).unwrap_err(), ["address.postalCode"]);
            }
        }
    }

    #[test]
    fn a_postal_code_that_the_country_does_not_have_is_refused_with_an_example() {
        let faults = check("1234", "DE").unwrap_err();
        let [(path, message)] = faults.as_slice() else { panic!("{faults:?}") };
        assert_eq!(path, "address.postalCode");
        assert!(message.contains("11111") && message.contains("DE"), "{message}");
    }

    #[test]
    fn a_country_that_is_none_is_refused() {
        for country in ["Germany", "de", "D", "ZZ", "XX", "XK", "EU"] {
            let faults = check("12345", country).unwrap_err();
            assert_eq!(faults[0].0, "address.country", "{country}");
        }
    }
}
