//! An office: the branch (Geschäftsstelle) of a body, run by staff.

use serde::{Deserialize, Serialize};

use super::contact::WebAddress;
use super::content::ContentId;
use super::fault::{Fault, Faults};
use super::hours::OpeningHours;
use super::phone::PhoneHome;
use super::place::{Address, AddressInput, Reach, ReachInput};
use super::position::Position;
use super::responsibility::check_distinct;
use super::slug::Slug;

/// The facts of an office, and who runs it, in order. Address, reach and hours that are null are the department's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    pub slug: Slug,
    pub department: ContentId,
    /// Among the offices of the same department.
    pub position: Position,
    pub address: Option<Address>,
    pub reach: Reach,
    pub website: Option<WebAddress>,
    pub opening_hours: Option<OpeningHours>,
    pub run_by: Vec<ContentId>,
}

/// The facts of an office as somebody wrote them.
#[derive(Clone, Debug)]
pub struct Input {
    pub slug: String,
    pub department: ContentId,
    pub address: Option<AddressInput>,
    pub reach: ReachInput,
    pub website: Option<String>,
    pub opening_hours: Option<String>,
    pub is_by_appointment: bool,
    pub run_by: Vec<ContentId>,
}

impl Facts {
    /// Checks every value and names all faults at once.
    pub fn check(input: Input, position: Position, home: &PhoneHome) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::default();
        let slug = faults.take(&["slug"], Slug::parse(&input.slug));
        let address = input.address.and_then(|address| Address::check(address, &mut faults));
        let reach = Reach::check(&input.reach, home, &mut faults);
        let website = faults.take_optional(&["website"], input.website.as_deref().map(WebAddress::parse));
        let hours = OpeningHours::new(input.opening_hours.as_deref(), input.is_by_appointment);
        let opening_hours = faults.take(&["openingHours"], hours).flatten();
        check_distinct("runBy", input.run_by.iter().copied(), &mut faults);
        faults.into_result()?;
        let slug = slug.expect("a slug without fault is there");
        let (department, run_by) = (input.department, input.run_by);
        Ok(Self { slug, department, position, address, reach, website, opening_hours, run_by })
    }
}
