//! Postal addresses: checked and written by the rules of their country. The nouns' field checks call it.

mod country;

use phonenumber::country::Id;
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
    /// As the country spells it.
    pub postal_code: String,
    pub city: String,
    /// ISO 3166-1 alpha-2, upper case.
    pub country: String,
}

/// An address as somebody wrote it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddressInput {
    pub street: String,
    pub postal_code: String,
    pub city: String,
    pub country: String,
}

impl Address {
    /// The address as on an envelope within its country, in that country's order.
    pub fn lines(&self) -> Vec<String> {
        let Self { street, postal_code, city, country } = self;
        let order = country::find(country).map_or(Order::CodeCity, |country| country.order);
        let (street, code, city) = (street.clone(), postal_code.clone(), city.clone());
        match order {
            Order::CodeCity => vec![street, format!("{code} {city}")],
            Order::CityCode => vec![street, format!("{city} {code}")],
            Order::CityCommaCode => vec![street, format!("{city}, {code}")],
            Order::CityThenCode => vec![street, city, code],
            Order::CityStreetCode => vec![city, street, code],
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
        let postal_code = part("postalCode", &input.postal_code, 20);
        let city = part("city", &input.city, 100);
        let country = part("country", &input.country, 2);
        let country = country.and_then(|country| check_country(country, faults));
        let postal_code = match &country {
            Some(country) => postal_code.and_then(|code| check_postal_code(code, country, faults)),
            None => postal_code,
        };
        Some(Self { street: street?, postal_code: postal_code?, city: city?, country: country? })
    }
}

fn check_country(country: String, faults: &mut Faults) -> Option<String> {
    let is_code = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    let complaint = if !is_code {
        "is not a country code of two capital letters (ISO 3166-1 alpha-2), such as DE".to_owned()
    } else if country.parse::<Id>().is_err() {
        format!("there is no country {country} (ISO 3166-1 alpha-2)")
    } else {
        return Some(country);
    };
    faults.add(&["address", "country"], complaint);
    None
}

/// Where the country's postal codes are not known here, any is taken.
fn check_postal_code(postal_code: String, country: &str, faults: &mut Faults) -> Option<String> {
    let Some(known) = country::find(country) else { return Some(postal_code) };
    let spelt = known.spell(&postal_code);
    if spelt.is_none() {
        let complaint =
            format!("is no postal code in {country}: write it in the form of {}", known.examples());
        faults.add(&["address", "postalCode"], complaint);
    }
    spelt
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
            postal_code: postal_code.to_owned(),
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
        // Not known here: as most countries do.
        assert_eq!(lines("0001", "ZA"), "Musterstraße 1 / 0001 Musterstadt");
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
        for country in ["Germany", "de", "D", "ZZ", "XX"] {
            let faults = check("12345", country).unwrap_err();
            assert_eq!(faults[0].0, "address.country", "{country}");
        }
    }
}
