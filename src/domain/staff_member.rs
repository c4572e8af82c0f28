//! A member of the staff.

use serde::{Deserialize, Serialize};

use super::content::ContentId;
use super::fault::{Fault, Faults};
use super::hours::OpeningHours;
use super::phone::PhoneHome;
use super::place::{Place, PlaceInput, Reach, ReachInput, short_text};
use super::position::Position;
use super::salutation::Salutation;

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
#[derive(Clone, Debug)]
pub struct Input {
    pub department: ContentId,
    pub given_name: String,
    pub family_name: String,
    pub academic_title: Option<String>,
    pub salutation: Option<Salutation>,
    pub place: PlaceInput,
    pub reach: ReachInput,
    pub opening_hours: Option<String>,
    pub is_by_appointment: bool,
}

impl Facts {
    /// Checks every value and names all faults at once.
    pub fn check(input: Input, position: Position, home: &PhoneHome) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::default();
        let mut name = |key: &str, value: &str| {
            let name = short_text(key, Some(value), &mut faults);
            if name.is_none() && value.trim().is_empty() {
                faults.add(&[key], "is needed");
            }
            name.unwrap_or_default()
        };
        let given_name = name("givenName", &input.given_name);
        let family_name = name("familyName", &input.family_name);
        let academic_title = short_text("academicTitle", input.academic_title.as_deref(), &mut faults);
        let place = Place::check(input.place, &mut faults);
        let reach = Reach::check(&input.reach, home, &mut faults);
        let hours = OpeningHours::new(input.opening_hours.as_deref(), input.is_by_appointment);
        let opening_hours = faults.take(&["openingHours"], hours).flatten();
        faults.into_result()?;
        let (department, salutation) = (input.department, input.salutation);
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
