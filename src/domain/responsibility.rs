//! A responsibility: something that the town hall does, and who carries it.

use serde::{Deserialize, Serialize};

use super::closed_set::closed_set;
use super::content::ContentId;
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

impl Facts {
    /// Checks every value and names all faults at once.
    pub fn check(
        slug: &str,
        department: ContentId,
        duties: Vec<Duty>,
        position: Position,
    ) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::default();
        let slug = faults.take(&["slug"], Slug::parse(slug));
        check_distinct("duties", duties.iter().map(|duty| duty.staff_member), &mut faults);
        faults.into_result()?;
        Ok(Self { slug: slug.expect("a slug without fault is there"), department, position, duties })
    }
}

/// Nobody stands twice in a list of people.
pub(super) fn check_distinct(name: &str, people: impl Iterator<Item = ContentId>, faults: &mut Faults) {
    let mut seen = std::collections::HashSet::new();
    for (index, person) in people.enumerate() {
        if !seen.insert(person) {
            faults.add(&[name, &index.to_string()], "names a person who stands in this list already");
        }
    }
}
