//! Where something is: a postal address, a building, a room. And how it is reached: telephone, fax, e-mail.

use serde::{Deserialize, Serialize};

use super::address::{Address, AddressInput, edit_address};
use super::contact::{Email, WebAddress};
use super::edit::Edit;
use super::fault::Faults;
use super::phone::{Phone, PhoneHome};
use super::text;

/// The mean radius of the Earth (IUGG), in metres.
const EARTH_RADIUS: f64 = 6_371_008.8;

/// A point on the Earth in WGS 84, in decimal degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coordinates {
    pub latitude: f64,
    pub longitude: f64,
}

impl Coordinates {
    /// Whether latitude and longitude are in their ranges.
    pub fn is_on_earth(self) -> bool {
        (-90.0..=90.0).contains(&self.latitude) && (-180.0..=180.0).contains(&self.longitude)
    }

    /// Checks the ranges; a fault goes to `faults` under `coordinates`.
    pub fn check(self, faults: &mut Faults) -> Option<Self> {
        let is_valid = self.is_on_earth();
        if !is_valid {
            faults.add(
                &["coordinates"],
                "are not on the Earth: latitude from -90 to 90, longitude from -180 to 180",
            );
        }
        // Without the sign of zero, which one database keeps and another does not.
        is_valid.then_some(Self { latitude: self.latitude + 0.0, longitude: self.longitude + 0.0 })
    }

    /// The great-circle distance to another point, in metres: on a sphere of the Earth's mean radius (IUGG), which is
    /// within half a percent.
    pub fn distance(self, other: Self) -> f64 {
        let radians = |point: Self| (point.latitude.to_radians(), point.longitude.to_radians());
        let ((from, from_longitude), (to, to_longitude)) = (radians(self), radians(other));
        let half = |difference: f64| (difference / 2.0).sin().powi(2);
        let square = half(to - from) + from.cos() * to.cos() * half(to_longitude - from_longitude);
        2.0 * EARTH_RADIUS * square.clamp(0.0, 1.0).sqrt().asin()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_along_the_great_circle() {
        let point = |latitude, longitude| Coordinates { latitude, longitude };
        // A degree of latitude; a quarter of the Earth; around the date line; to the other side.
        for (from, to, metres) in [
            (point(48.0, 9.0), point(49.0, 9.0), 111_195.1),
            (point(0.0, 0.0), point(90.0, 17.0), 10_007_557.2),
            (point(0.0, 179.5), point(0.0, -179.5), 111_195.1),
            (point(10.0, 20.0), point(-10.0, -160.0), 20_015_114.4),
            (point(48.7, 9.3), point(48.7, 9.3), 0.0),
        ] {
            assert!((from.distance(to) - metres).abs() < 1.0, "{from:?} {to:?}: {}", from.distance(to));
            assert!((to.distance(from) - from.distance(to)).abs() < 1e-6);
        }
    }
}
