//! An office: the branch (Geschäftsstelle) of a body, run by staff.

use serde::{Deserialize, Serialize};

use super::address::{Address, AddressInput, edit_address};
use super::contact::WebAddress;
use super::content_id::ContentId;
use super::edit::Edit;
use super::fault::{Fault, Faults};
use super::hours::{HoursInput, OpeningHours, edit_hours};
use super::phone::PhoneHome;
use super::place::{Reach, ReachInput, edit_website};
use super::position::Position;
use super::responsibility::check_people;
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
#[derive(Clone, Debug, Default)]
pub struct Input {
    pub slug: Edit<String>,
    pub address: Edit<AddressInput>,
    pub reach: ReachInput,
    pub website: Edit<String>,
    pub opening_hours: Edit<HoursInput>,
    pub run_by: Edit<Vec<ContentId>>,
}

impl Facts {
    /// The facts of a new office. Checks every value and names all faults at once.
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
        let slug = faults.edit_required(&["slug"], input.slug, current.map(|facts| &facts.slug), |slug| {
            Slug::parse(&slug).map(Some)
        });
        let address =
            edit_address(input.address, current.and_then(|facts| facts.address.as_ref()), &mut faults);
        let no_reach = Reach::default();
        let reach =
            Reach::check(input.reach, current.map_or(&no_reach, |facts| &facts.reach), home, &mut faults);
        let website =
            edit_website(input.website, current.and_then(|facts| facts.website.as_ref()), &mut faults);
        let hours = current.and_then(|facts| facts.opening_hours.as_ref());
        let opening_hours = edit_hours(input.opening_hours, hours, &mut faults);
        let run_by = faults.edit_list(input.run_by, current.map(|facts| &facts.run_by));
        check_people("runBy", run_by.iter().copied(), &mut faults);
        faults.into_result()?;
        let slug = slug.expect("a slug without fault is there");
        Ok(Self { slug, department, position, address, reach, website, opening_hours, run_by })
    }
}
