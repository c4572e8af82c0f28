//! What commands say of a draft's facts, whatever its noun. Called by `editing`; the nouns' own files judge the values,
//! `text_edit` the texts.

use std::collections::HashSet;

use super::content::{ContentId, ContentKind, Facts};
use super::edit::Edit;
use super::fault::Fault;
use super::phone::PhoneHome;
use super::position::Position;
use super::slug::Slug;
use super::{department, office, page, responsibility, staff_member};

/// The facts and relations of a noun as somebody wrote them.
#[derive(Clone, Debug)]
pub enum FactsInput {
    Department(department::Input),
    StaffMember(staff_member::Input),
    Responsibility(responsibility::Input),
    Office(office::Input),
    Page(page::Input),
}

/// What a content stands below, among whose others it has its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Above {
    /// A root of the tree of departments.
    Nothing,
    Department(ContentId),
    Page(ContentId),
}

impl Above {
    pub const fn id(self) -> Option<ContentId> {
        match self {
            Self::Nothing => None,
            Self::Department(id) | Self::Page(id) => Some(id),
        }
    }
}

/// Another content that an input names.
#[derive(Clone, Debug)]
pub struct Reference {
    pub path: Vec<String>,
    pub id: ContentId,
    /// Null where any kind will do.
    pub kind: Option<ContentKind>,
}

impl FactsInput {
    pub const fn kind(&self) -> ContentKind {
        match self {
            Self::Department(_) => ContentKind::Department,
            Self::StaffMember(_) => ContentKind::StaffMember,
            Self::Responsibility(_) => ContentKind::Responsibility,
            Self::Office(_) => ContentKind::Office,
            Self::Page(_) => ContentKind::Page,
        }
    }

    /// The facts of something new. `department` is that of a page below another page, else what `above` says.
    pub fn create(
        self,
        above: Above,
        department: Option<ContentId>,
        position: Position,
        home: &PhoneHome,
    ) -> Result<Facts, Vec<Fault>> {
        let needed = || vec![Fault { path: vec!["department".to_owned()], message: "is needed".to_owned() }];
        let department = department.or(match above {
            Above::Department(id) => Some(id),
            Above::Nothing | Above::Page(_) => None,
        });
        match self {
            Self::Department(input) => {
                department::Facts::new(above.id(), position, input, home).map(Facts::Department)
            }
            Self::StaffMember(input) => {
                let department = department.ok_or_else(needed)?;
                staff_member::Facts::new(department, position, input, home).map(Facts::StaffMember)
            }
            Self::Responsibility(input) => {
                let department = department.ok_or_else(needed)?;
                responsibility::Facts::new(department, position, input).map(Facts::Responsibility)
            }
            Self::Office(input) => {
                let department = department.ok_or_else(needed)?;
                office::Facts::new(department, position, input, home).map(Facts::Office)
            }
            Self::Page(input) => {
                let department = department.ok_or_else(needed)?;
                let parent = match above {
                    Above::Page(parent) => Some(parent),
                    Above::Nothing | Above::Department(_) => None,
                };
                page::Facts::new(department, parent, position, input).map(Facts::Page)
            }
        }
    }

    /// What the input makes of facts of the same kind.
    pub fn change(self, facts: &Facts, home: &PhoneHome) -> Result<Facts, Vec<Fault>> {
        match (self, facts) {
            (Self::Department(input), Facts::Department(facts)) => {
                facts.change(input, home).map(Facts::Department)
            }
            (Self::StaffMember(input), Facts::StaffMember(facts)) => {
                facts.change(input, home).map(Facts::StaffMember)
            }
            (Self::Responsibility(input), Facts::Responsibility(facts)) => {
                facts.change(input).map(Facts::Responsibility)
            }
            (Self::Office(input), Facts::Office(facts)) => facts.change(input, home).map(Facts::Office),
            (Self::Page(input), Facts::Page(facts)) => facts.change(input).map(Facts::Page),
            (_, facts) => Ok(facts.clone()),
        }
    }

    /// The slug that it sets, where the noun has one for all languages.
    pub fn slug(&self) -> Option<&str> {
        let slug = match self {
            Self::Department(input) => &input.slug,
            Self::Responsibility(input) => &input.slug,
            Self::Office(input) => &input.slug,
            Self::StaffMember(_) | Self::Page(_) => return None,
        };
        match slug {
            Edit::Set(slug) => Some(slug),
            Edit::Keep | Edit::Clear => None,
        }
    }

    /// Whether it replaces a list of other contents.
    pub fn sets_lists(&self) -> bool {
        match self {
            Self::Department(_) | Self::StaffMember(_) => false,
            Self::Responsibility(input) => input.duties.is_said(),
            Self::Office(input) => input.run_by.is_said(),
            Self::Page(input) => input.contacts.is_said() || input.links.is_said(),
        }
    }

    /// Whether it speaks of slugs that paths are made of.
    pub fn sets_slugs(&self) -> bool {
        match self {
            Self::Department(input) => input.slug.is_said(),
            Self::Page(input) => !input.slugs.is_empty(),
            Self::StaffMember(_) | Self::Responsibility(_) | Self::Office(_) => false,
        }
    }

    /// The other contents that it names, but for what it stands below.
    pub fn references(&self) -> Vec<Reference> {
        let people = |name: &str, people: &Edit<Vec<ContentId>>, key: Option<&str>| match people {
            Edit::Set(people) => references(name, people.iter().copied(), key),
            Edit::Keep | Edit::Clear => Vec::new(),
        };
        match self {
            Self::Department(_) | Self::StaffMember(_) => Vec::new(),
            Self::Responsibility(input) => match &input.duties {
                Edit::Set(duties) => {
                    references("duties", duties.iter().map(|duty| duty.staff_member), Some("staffMember"))
                }
                Edit::Keep | Edit::Clear => Vec::new(),
            },
            Self::Office(input) => people("runBy", &input.run_by, None),
            Self::Page(input) => {
                let mut found = people("contacts", &input.contacts, None);
                if let Edit::Set(links) = &input.links {
                    found.extend(links.iter().enumerate().filter_map(|(index, link)| {
                        let path = ["relatedLinks", &index.to_string(), "target"].map(str::to_owned);
                        Some(Reference { path: path.into(), id: link.target?, kind: None })
                    }));
                }
                found
            }
        }
    }
}

/// People in a list.
fn references(name: &str, people: impl Iterator<Item = ContentId>, key: Option<&str>) -> Vec<Reference> {
    let reference = |(index, id): (usize, ContentId)| {
        let path = [Some(name.to_owned()), Some(index.to_string()), key.map(str::to_owned)];
        Reference { path: path.into_iter().flatten().collect(), id, kind: Some(ContentKind::StaffMember) }
    };
    people.enumerate().map(reference).collect()
}

impl Facts {
    /// The slug, where the noun has one for all languages.
    pub const fn slug(&self) -> Option<&Slug> {
        match self {
            Self::Department(facts) => Some(&facts.slug),
            Self::Responsibility(facts) => Some(&facts.slug),
            Self::Office(facts) => Some(&facts.slug),
            Self::StaffMember(_) | Self::Page(_) => None,
        }
    }

    /// What it stands below.
    pub const fn above(&self) -> Above {
        match self {
            Self::Department(facts) => match facts.parent {
                Some(parent) => Above::Department(parent),
                None => Above::Nothing,
            },
            Self::StaffMember(facts) => Above::Department(facts.department),
            Self::Responsibility(facts) => Above::Department(facts.department),
            Self::Office(facts) => Above::Department(facts.department),
            Self::Page(facts) => match facts.parent {
                Some(parent) => Above::Page(parent),
                None => Above::Department(facts.department),
            },
        }
    }

    /// Its place among its siblings.
    pub const fn position(&self) -> &Position {
        match self {
            Self::Department(facts) => &facts.position,
            Self::StaffMember(facts) => &facts.position,
            Self::Responsibility(facts) => &facts.position,
            Self::Office(facts) => &facts.position,
            Self::Page(facts) => &facts.position,
        }
    }

    /// The department that it belongs to; null for departments.
    pub const fn department(&self) -> Option<ContentId> {
        match self {
            Self::Department(_) => None,
            Self::StaffMember(facts) => Some(facts.department),
            Self::Responsibility(facts) => Some(facts.department),
            Self::Office(facts) => Some(facts.department),
            Self::Page(facts) => Some(facts.department),
        }
    }

    /// Puts it below `above`, which suits its kind, in a department.
    pub fn place(&mut self, above: Above, department: Option<ContentId>, position: Position) {
        match self {
            Self::Department(facts) => (facts.parent, facts.position) = (above.id(), position),
            Self::StaffMember(facts) => {
                facts.position = position;
                facts.department = department.unwrap_or(facts.department);
            }
            Self::Responsibility(facts) => {
                facts.position = position;
                facts.department = department.unwrap_or(facts.department);
            }
            Self::Office(facts) => {
                facts.position = position;
                facts.department = department.unwrap_or(facts.department);
            }
            Self::Page(facts) => {
                facts.position = position;
                facts.department = department.unwrap_or(facts.department);
                facts.parent = match above {
                    Above::Page(parent) => Some(parent),
                    Above::Nothing | Above::Department(_) => None,
                };
            }
        }
    }

    /// All other contents that it names: what it refers to, what it stands below, its department.
    pub fn named(&self) -> HashSet<ContentId> {
        self.references().into_iter().chain(self.above().id()).chain(self.department()).collect()
    }

    /// The other contents that it refers to, but for what it stands below.
    pub fn references(&self) -> HashSet<ContentId> {
        match self {
            Self::Department(_) | Self::StaffMember(_) => HashSet::new(),
            Self::Responsibility(facts) => facts.duties.iter().map(|duty| duty.staff_member).collect(),
            Self::Office(facts) => facts.run_by.iter().copied().collect(),
            Self::Page(facts) => {
                let targets = facts.links.iter().filter_map(|link| match link.target {
                    page::LinkTarget::Content(target) => Some(target),
                    page::LinkTarget::Url(_) => None,
                });
                facts.contacts.iter().copied().chain(targets).collect()
            }
        }
    }

    /// Leaves out what refers to contents that are no more, but for what it stands below.
    pub fn leave_out(&mut self, gone: &HashSet<ContentId>) {
        match self {
            Self::Department(_) | Self::StaffMember(_) => {}
            Self::Responsibility(facts) => facts.duties.retain(|duty| !gone.contains(&duty.staff_member)),
            Self::Office(facts) => facts.run_by.retain(|person| !gone.contains(person)),
            Self::Page(facts) => {
                facts.contacts.retain(|person| !gone.contains(person));
                facts.links.retain(|link| match link.target {
                    page::LinkTarget::Content(target) => !gone.contains(&target),
                    page::LinkTarget::Url(_) => true,
                });
            }
        }
    }

    /// Takes over from `old` what refers to `hidden` contents: whoever wrote these lists could not see them there.
    pub fn keep(&mut self, old: &Self, hidden: &HashSet<ContentId>) {
        match (self, old) {
            (Self::Responsibility(new), Self::Responsibility(old)) => {
                let kept = old.duties.iter().filter(|duty| hidden.contains(&duty.staff_member));
                new.duties.extend(kept.cloned());
            }
            (Self::Office(new), Self::Office(old)) => {
                new.run_by.extend(old.run_by.iter().filter(|id| hidden.contains(id)));
            }
            (Self::Page(new), Self::Page(old)) => {
                new.contacts.extend(old.contacts.iter().filter(|id| hidden.contains(id)));
                let is_hidden = |link: &&page::Link| match link.target {
                    page::LinkTarget::Content(target) => hidden.contains(&target),
                    page::LinkTarget::Url(_) => false,
                };
                let known: HashSet<_> = new.links.iter().map(|link| link.id).collect();
                let kept = old.links.iter().filter(is_hidden).filter(|link| !known.contains(&link.id));
                new.links.extend(kept.cloned());
            }
            _ => {}
        }
    }

    /// The related links, whose labels are texts.
    pub fn links(&self) -> &[page::Link] {
        match self {
            Self::Page(facts) => &facts.links,
            _ => &[],
        }
    }
}
