//! Where something is: a postal address, a building, a room. And how it is reached: telephone, fax, e-mail.

use serde::{Deserialize, Serialize};

use super::contact::{Email, WebAddress};
use super::edit::Edit;
use super::fault::Faults;
use super::phone::{Phone, PhoneHome};
use super::text;

/// A postal address without the addressee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Street with house number.
    pub street: String,
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
    /// The address as on an envelope within its country: street, then postal code and city.
    pub fn lines(&self) -> Vec<String> {
        vec![self.street.clone(), format!("{} {}", self.postal_code, self.city)]
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
        if let Some(country) = &country
            && !(country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase()))
        {
            faults.add(
                &["address", "country"],
                "is not a country code of two capital letters (ISO 3166-1 alpha-2), such as DE",
            );
            return None;
        }
        Some(Self { street: street?, postal_code: postal_code?, city: city?, country: country? })
    }
}

/// A point on the Earth in WGS 84, in decimal degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coordinates {
    pub latitude: f64,
    pub longitude: f64,
}

impl Coordinates {
    /// Checks the ranges; a fault goes to `faults` under `coordinates`.
    pub fn check(self, faults: &mut Faults) -> Option<Self> {
        let is_valid = (-90.0..=90.0).contains(&self.latitude) && (-180.0..=180.0).contains(&self.longitude);
        if !is_valid {
            faults.add(
                &["coordinates"],
                "are not on the Earth: latitude from -90 to 90, longitude from -180 to 180",
            );
        }
        is_valid.then_some(self)
    }
}

/// Where somebody sits. Each part that is null is the department's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub address: Option<Address>,
    pub building: Option<String>,
    pub room: Option<String>,
}

/// A place as somebody wrote it.
#[derive(Clone, Debug, Default)]
pub struct PlaceInput {
    pub address: Edit<AddressInput>,
    pub building: Edit<String>,
    pub room: Edit<String>,
}

impl Place {
    /// What the input makes of `current`, which is empty for something new.
    pub fn check(input: PlaceInput, current: &Self, faults: &mut Faults) -> Self {
        Self {
            address: edit_address(input.address, current.address.as_ref(), faults),
            building: short_text("building", input.building, current.building.as_ref(), faults),
            room: short_text("room", input.room, current.room.as_ref(), faults),
        }
    }
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

/// How somebody is reached. Each part that is null is the department's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    pub phone: Option<Phone>,
    pub fax: Option<Phone>,
    pub email: Option<Email>,
}

/// Telephone, fax and e-mail as somebody wrote them.
#[derive(Clone, Debug, Default)]
pub struct ReachInput {
    pub phone: Edit<String>,
    pub fax: Edit<String>,
    pub email: Edit<String>,
}

impl Reach {
    /// What the input makes of `current`, which is empty for something new. Numbers without a country or area code are
    /// read as `home`'s.
    pub fn check(input: ReachInput, current: &Self, home: &PhoneHome, faults: &mut Faults) -> Self {
        let number = |number: String| Phone::parse(&number, home).map(Some);
        let (phone, fax) = (current.phone.as_ref(), current.fax.as_ref());
        Self {
            phone: faults.edit(&["phone"], input.phone, phone, number),
            fax: faults.edit(&["fax"], input.fax, fax, number),
            email: faults.edit(&["email"], input.email, current.email.as_ref(), |email| {
                Email::parse(&email).map(Some)
            }),
        }
    }
}

/// An optional name of at most 100 characters on one line.
pub(super) fn short_text(
    name: &str,
    input: Edit<String>,
    current: Option<&String>,
    faults: &mut Faults,
) -> Option<String> {
    faults.edit(&[name], input, current, |value| text::check_plain(&value, 100))
}

/// The web site of a department or a body.
pub(super) fn edit_website(
    input: Edit<String>,
    current: Option<&WebAddress>,
    faults: &mut Faults,
) -> Option<WebAddress> {
    faults.edit(&["website"], input, current, |website| WebAddress::parse(&website).map(Some))
}
