//! A department: a node in the tree of the administration.

use serde::{Deserialize, Serialize};

use super::contact::WebAddress;
use super::content::ContentId;
use super::fault::{Fault, Faults};
use super::hours::OpeningHours;
use super::phone::PhoneHome;
use super::place::{Coordinates, Place, PlaceInput, Reach, ReachInput};
use super::position::Position;
use super::slug::Slug;

/// The facts of a department.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    pub slug: Slug,
    /// Null: a root of the tree.
    pub parent: Option<ContentId>,
    /// Among the departments of the same parent.
    pub position: Position,
    pub place: Place,
    pub reach: Reach,
    pub website: Option<WebAddress>,
    pub coordinates: Option<Coordinates>,
    pub opening_hours: Option<OpeningHours>,
}

/// The facts of a department as somebody wrote them.
#[derive(Clone, Debug, Default)]
pub struct Input {
    pub slug: String,
    pub parent: Option<ContentId>,
    pub place: PlaceInput,
    pub reach: ReachInput,
    pub website: Option<String>,
    pub coordinates: Option<Coordinates>,
    pub opening_hours: Option<String>,
    pub is_by_appointment: bool,
}

impl Facts {
    /// Checks every value and names all faults at once.
    pub fn check(input: Input, position: Position, home: &PhoneHome) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::default();
        let slug = faults.take(&["slug"], Slug::parse(&input.slug));
        let place = Place::check(input.place, &mut faults);
        let reach = Reach::check(&input.reach, home, &mut faults);
        let website = faults.take_optional(&["website"], input.website.as_deref().map(WebAddress::parse));
        let coordinates = input.coordinates.and_then(|coordinates| coordinates.check(&mut faults));
        let hours = OpeningHours::new(input.opening_hours.as_deref(), input.is_by_appointment);
        let opening_hours = faults.take(&["openingHours"], hours).flatten();
        faults.into_result()?;
        let slug = slug.expect("a slug without fault is there");
        Ok(Self { slug, parent: input.parent, position, place, reach, website, coordinates, opening_hours })
    }
}
