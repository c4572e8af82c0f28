//! A member of the staff.

use serde::{Deserialize, Serialize};

use super::content_id::ContentId;
use super::edit::Edit;
use super::fault::{Fault, Faults};
use super::hours::{HoursInput, OpeningHours, edit_hours};
use super::phone::PhoneHome;
use super::place::{Place, PlaceInput, Reach, ReachInput, short_text};
use super::position::Position;
use super::salutation::Salutation;
use super::text;

/// The facts of a staff member. Place, reach and hours that are null are the department's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    pub department: ContentId,
    /// Among the staff of the same department.
    pub position: Position,
    pub given_name: String,
    pub family_name: String,
    pub academic_title: Option<String>,
    pub salutation: Option<Salutation>,
    pub place: Place,
    pub reach: Reach,
    pub opening_hours: Option<OpeningHours>,
}

/// The facts of a staff member as somebody wrote them.
#[derive(Clone, Debug, Default)]
pub struct Input {
    pub given_name: Edit<String>,
    pub family_name: Edit<String>,
    pub academic_title: Edit<String>,
    pub salutation: Edit<Salutation>,
    pub place: PlaceInput,
    pub reach: ReachInput,
    pub opening_hours: Edit<HoursInput>,
}

impl Facts {
    /// The facts of a new staff member. Checks every value and names all faults at once.
    pub fn new(
        department: ContentId,
        position: Position,
        input: Input,
        home: &PhoneHome,
    ) -> Result<Self, Vec<Fault>> {
        Self::read(None, department, position, input, home)
    }

    /// What the input makes of these facts.
    pub fn change(&self, input: Input, home: &PhoneHome) -> Result<Self, Vec<Fault>> {
        Self::read(Some(self), self.department, self.position.clone(), input, home)
    }

    fn read(
        current: Option<&Self>,
        department: ContentId,
        position: Position,
        input: Input,
        home: &PhoneHome,
    ) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::default();
        let mut name = |key: &str, input, current| {
            faults.edit_required(&[key], input, current, |name: String| text::check_plain(&name, 100))
        };
        let given_name = name("givenName", input.given_name, current.map(|facts| &facts.given_name));
        let family_name = name("familyName", input.family_name, current.map(|facts| &facts.family_name));
        let title = current.and_then(|facts| facts.academic_title.as_ref());
        let academic_title = short_text("academicTitle", input.academic_title, title, &mut faults);
        let salutation = match input.salutation {
            Edit::Keep => current.and_then(|facts| facts.salutation),
            Edit::Clear => None,
            Edit::Set(salutation) => Some(salutation),
        };
        let (no_place, no_reach) = (Place::default(), Reach::default());
        let place = Place::check(input.place, current.map_or(&no_place, |facts| &facts.place), &mut faults);
        let reach =
            Reach::check(input.reach, current.map_or(&no_reach, |facts| &facts.reach), home, &mut faults);
        let hours = current.and_then(|facts| facts.opening_hours.as_ref());
        let opening_hours = edit_hours(input.opening_hours, hours, &mut faults);
        faults.into_result()?;
        let (given_name, family_name) = given_name.zip(family_name).expect("names without fault are there");
        Ok(Self {
            department,
            position,
            given_name,
            family_name,
            academic_title,
            salutation,
            place,
            reach,
            opening_hours,
        })
    }
}

/// What people are ordered by: the family name, then the given name.
pub fn sort_name(family_name: &str, given_name: &str) -> String {
    format!("{family_name} {given_name}")
}

/// What filters by name look in: it begins with the family name, and has the names in either order.
pub fn filter_name(family_name: &str, given_name: &str) -> String {
    format!("{family_name} {given_name} {family_name}")
}
