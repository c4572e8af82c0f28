//! Postal addresses and points on the map.

use async_graphql::{InputObject, Object, SimpleObject};

use crate::domain::address::Address;
use crate::domain::place;
use crate::graphql::error::Failure;

/// A postal address as readers see it.
pub struct PostalAddress(Address);

impl From<Address> for PostalAddress {
    fn from(address: Address) -> Self {
        Self(address)
    }
}

/// A postal address without the addressee: the same in every language.
#[Object]
impl PostalAddress {
    /// Street with house number.
    async fn street(&self) -> &str {
        &self.0.street
    }

    /// Postal code. Null where there is none: many countries have no postal codes.
    async fn postal_code(&self) -> Option<&str> {
        self.0.postal_code.as_deref()
    }

    /// Town or city.
    async fn city(&self) -> &str {
        &self.0.city
    }

    /// Country code by ISO 3166-1 alpha-2, such as "DE".
    async fn country(&self) -> &str {
        &self.0.country
    }

    /// The lines as they stand on an envelope within the country, in that country's order: in Chinese, Japanese and Korean
    /// letters from the largest to the smallest, where these are the country's own. Where its order is not known here: the
    /// street, then the postal code and the city.
    async fn lines(&self) -> Vec<String> {
        self.0.lines()
    }
}

/// A point on the Earth in WGS 84.
#[derive(SimpleObject)]
pub struct Coordinates {
    /// Decimal degrees, from -90 (south) to 90 (north).
    pub latitude: f64,
    /// Decimal degrees, from -180 (west) to 180 (east).
    pub longitude: f64,
}

/// A point on the map, in WGS 84.
#[derive(Clone, Copy, InputObject)]
pub struct CoordinatesInput {
    /// Degrees north, from -90 to 90.
    latitude: f64,
    /// Degrees east, from -180 to 180.
    longitude: f64,
}

impl From<CoordinatesInput> for place::Coordinates {
    fn from(CoordinatesInput { latitude, longitude }: CoordinatesInput) -> Self {
        Self { latitude, longitude }
    }
}

impl CoordinatesInput {
    /// The point, if it is on the Earth.
    pub fn read(self) -> Result<place::Coordinates, Failure> {
        let point = place::Coordinates::from(self);
        point.is_on_earth().then_some(point).ok_or_else(|| {
            Failure::bad_request(
                "`from` is not on the Earth: latitude from -90 to 90, longitude from -180 to 180",
            )
        })
    }
}
