//! The files' keys, as serde reads them. An unknown key is an error, so that a slip of the pen is not passed over.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::address::AddressInput;
use crate::domain::content::{ContentId, Field};
use crate::domain::edit::Edit;
use crate::domain::hours::HoursInput;
use crate::domain::place::{Coordinates, PlaceInput, ReachInput};
use crate::domain::{department, office, responsibility, salutation, staff_member};

/// `[text.de]`, `[text.en]`, …
pub type TextsFile = BTreeMap<String, FieldsFile>;

/// The texts of one locale.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct FieldsFile(BTreeMap<Field, String>);

impl FieldsFile {
    pub fn iter(&self) -> impl Iterator<Item = (Field, &str)> {
        self.0.iter().map(|(field, value)| (*field, value.as_str()))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DepartmentFile {
    pub parent: Option<String>,
    #[serde(default)]
    pub position: i64,
    address: Option<AddressInput>,
    building: Option<String>,
    room: Option<String>,
    phone: Option<String>,
    fax: Option<String>,
    email: Option<String>,
    website: Option<String>,
    coordinates: Option<Coordinates>,
    opening_hours: Option<String>,
    #[serde(default)]
    by_appointment: bool,
    pub text: TextsFile,
}

impl DepartmentFile {
    /// The slug is the name of the file.
    pub fn into_input(self, slug: String) -> department::Input {
        department::Input {
            slug: Edit::Set(slug),
            place: place(self.address, self.building, self.room),
            reach: reach(self.phone, self.fax, self.email),
            website: self.website.into(),
            coordinates: self.coordinates.into(),
            opening_hours: HoursInput::of_new(self.opening_hours, self.by_appointment),
        }
    }
}

fn place(address: Option<AddressInput>, building: Option<String>, room: Option<String>) -> PlaceInput {
    PlaceInput { address: address.into(), building: building.into(), room: room.into() }
}

fn reach(phone: Option<String>, fax: Option<String>, email: Option<String>) -> ReachInput {
    ReachInput { phone: phone.into(), fax: fax.into(), email: email.into() }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffFile {
    pub department: String,
    #[serde(default)]
    pub position: i64,
    given_name: String,
    family_name: String,
    academic_title: Option<String>,
    salutation: Option<SalutationFile>,
    address: Option<AddressInput>,
    building: Option<String>,
    room: Option<String>,
    phone: Option<String>,
    fax: Option<String>,
    email: Option<String>,
    opening_hours: Option<String>,
    #[serde(default)]
    by_appointment: bool,
    pub text: TextsFile,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum SalutationFile {
    Ms,
    Mr,
}

impl StaffFile {
    pub fn into_input(self) -> staff_member::Input {
        let salutation = self.salutation.map(|salutation| match salutation {
            SalutationFile::Ms => salutation::Salutation::Ms,
            SalutationFile::Mr => salutation::Salutation::Mr,
        });
        staff_member::Input {
            given_name: Edit::Set(self.given_name),
            family_name: Edit::Set(self.family_name),
            academic_title: self.academic_title.into(),
            salutation: salutation.into(),
            place: place(self.address, self.building, self.room),
            reach: reach(self.phone, self.fax, self.email),
            opening_hours: HoursInput::of_new(self.opening_hours, self.by_appointment),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponsibilityFile {
    pub department: String,
    #[serde(default)]
    pub position: i64,
    #[serde(default)]
    pub duties: Vec<DutyFile>,
    pub text: TextsFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyFile {
    pub staff: String,
    pub role: DutyRoleFile,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DutyRoleFile {
    Responsible,
    Deputy,
}

impl From<DutyRoleFile> for responsibility::DutyRole {
    fn from(role: DutyRoleFile) -> Self {
        match role {
            DutyRoleFile::Responsible => Self::Responsible,
            DutyRoleFile::Deputy => Self::Deputy,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeFile {
    pub department: String,
    #[serde(default)]
    pub position: i64,
    address: Option<AddressInput>,
    phone: Option<String>,
    fax: Option<String>,
    email: Option<String>,
    website: Option<String>,
    opening_hours: Option<String>,
    #[serde(default)]
    by_appointment: bool,
    #[serde(default)]
    pub run_by: Vec<String>,
    pub text: TextsFile,
}

impl OfficeFile {
    pub fn into_input(self, slug: String, run_by: Vec<ContentId>) -> office::Input {
        office::Input {
            slug: Edit::Set(slug),
            address: self.address.into(),
            reach: reach(self.phone, self.fax, self.email),
            website: self.website.into(),
            opening_hours: HoursInput::of_new(self.opening_hours, self.by_appointment),
            run_by: Edit::Set(run_by),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageFile {
    pub department: String,
    pub parent: Option<String>,
    #[serde(default)]
    pub position: i64,
    #[serde(default)]
    pub contacts: Vec<String>,
    #[serde(default)]
    pub slug: BTreeMap<String, String>,
    #[serde(default)]
    pub links: Vec<LinkFile>,
    pub text: TextsFile,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkFile {
    pub target: Option<String>,
    pub url: Option<String>,
    pub label: BTreeMap<String, String>,
}
