//! A department: a node in the tree of the administration.

use serde::{Deserialize, Serialize};

use super::contact::WebAddress;
use super::content_id::ContentId;
use super::edit::Edit;
use super::fault::{Fault, Faults};
use super::hours::{HoursInput, OpeningHours, edit_hours};
use super::phone::PhoneHome;
use super::place::{Coordinates, Place, PlaceInput, Reach, ReachInput, edit_website};
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
    pub slug: Edit<String>,
    pub place: PlaceInput,
    pub reach: ReachInput,
    pub website: Edit<String>,
    pub coordinates: Edit<Coordinates>,
    pub opening_hours: Edit<HoursInput>,
}

impl Facts {
    /// The facts of a new department. Checks every value and names all faults at once.
    pub fn new(
        parent: Option<ContentId>,
        position: Position,
        input: Input,
        home: &PhoneHome,
    ) -> Result<Self, Vec<Fault>> {
        Self::read(None, parent, position, input, home)
    }

    /// What the input makes of these facts.
    pub fn change(&self, input: Input, home: &PhoneHome) -> Result<Self, Vec<Fault>> {
        Self::read(Some(self), self.parent, self.position.clone(), input, home)
    }

    fn read(
        current: Option<&Self>,
        parent: Option<ContentId>,
        position: Position,
        input: Input,
        home: &PhoneHome,
    ) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::default();
        let slug = faults.edit_required(&["slug"], input.slug, current.map(|facts| &facts.slug), |slug| {
            Slug::parse(&slug).map(Some)
        });
        let (no_place, no_reach) = (Place::default(), Reach::default());
        let place = Place::check(input.place, current.map_or(&no_place, |facts| &facts.place), &mut faults);
        let reach =
            Reach::check(input.reach, current.map_or(&no_reach, |facts| &facts.reach), home, &mut faults);
        let website =
            edit_website(input.website, current.and_then(|facts| facts.website.as_ref()), &mut faults);
        let coordinates = match input.coordinates {
            Edit::Keep => current.and_then(|facts| facts.coordinates),
            Edit::Clear => None,
            Edit::Set(coordinates) => coordinates.check(&mut faults),
        };
        let hours = current.and_then(|facts| facts.opening_hours.as_ref());
        let opening_hours = edit_hours(input.opening_hours, hours, &mut faults);
        faults.into_result()?;
        let slug = slug.expect("a slug without fault is there");
        Ok(Self { slug, parent, position, place, reach, website, coordinates, opening_hours })
    }
}
