//! A responsibility: something that the town hall does, and who carries it.

use serde::{Deserialize, Serialize};

use super::closed_set::closed_set;
use super::content_id::ContentId;
use super::edit::Edit;
use super::fault::{Fault, Faults};
use super::position::Position;
use super::slug::Slug;

closed_set! {
    /// How somebody carries a responsibility.
    pub enum DutyRole {
        Responsible = "responsible",
        Deputy = "deputy",
    }
}

/// Somebody's part in a responsibility.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    pub staff_member: ContentId,
    pub role: DutyRole,
}

/// The facts of a responsibility, and its duties in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    pub slug: Slug,
    pub department: ContentId,
    /// Among the responsibilities of the same department.
    pub position: Position,
    pub duties: Vec<Duty>,
}

/// The facts of a responsibility as somebody wrote them.
#[derive(Clone, Debug, Default)]
pub struct Input {
    pub slug: Edit<String>,
    pub duties: Edit<Vec<Duty>>,
}

impl Facts {
    /// The facts of a new responsibility. Checks every value and names all faults at once.
    pub fn new(department: ContentId, position: Position, input: Input) -> Result<Self, Vec<Fault>> {
        Self::read(None, department, position, input)
    }

    /// What the input makes of these facts.
    pub fn change(&self, input: Input) -> Result<Self, Vec<Fault>> {
        Self::read(Some(self), self.department, self.position.clone(), input)
    }

    fn read(
        current: Option<&Self>,
        department: ContentId,
        position: Position,
        input: Input,
    ) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::default();
        let slug = faults.edit_required(&["slug"], input.slug, current.map(|facts| &facts.slug), |slug| {
            Slug::parse(&slug).map(Some)
        });
        let duties = faults.edit_list(input.duties, current.map(|facts| &facts.duties));
        check_people("duties", duties.iter().map(|duty| duty.staff_member), &mut faults);
        faults.into_result()?;
        Ok(Self { slug: slug.expect("a slug without fault is there"), department, position, duties })
    }
}

/// The most people or links that a content may list.
pub const MAX_LIST: usize = 200;

/// Nobody stands twice in a list of people, and the list has an end.
pub(super) fn check_people(
    name: &str,
    people: impl ExactSizeIterator<Item = ContentId>,
    faults: &mut Faults,
) {
    if people.len() > MAX_LIST {
        faults.add(&[name], format!("has {} entries, at most {MAX_LIST} fit here", people.len()));
        return;
    }
    let mut seen = std::collections::HashSet::new();
    for (index, person) in people.enumerate() {
        if !seen.insert(person) {
            faults.add(&[name, &index.to_string()], "names a person who stands in this list already");
        }
    }
}
