//! The inputs themselves, as clients write them.

use async_graphql::{ID, InputObject};

use super::{Conditions, NounFilter, read_ids, reference};
use crate::domain::phone::Phone;
use crate::graphql::error::Failure;
use crate::graphql::types::locale::LocaleTag;
use crate::graphql::types::responsibility::DutyRole;
use crate::store::filter::Filter;
use crate::store::noun::Owner;

/// How a text is compared: without regard to case and marks, umlauts and ß in either spelling ("mueller", "muller" and
/// "Müller" find "Müller"). Given both, both must hold.
#[derive(InputObject)]
pub struct TextFilter {
    /// It contains this.
    pub(super) contains: Option<String>,
    /// It begins with this.
    pub(super) starts_with: Option<String>,
}

/// Which departments something belongs to, or which content it stands below. Give either ids or slugs.
#[derive(InputObject)]
pub struct TreeFilter {
    /// By id, at most 100.
    pub(super) ids: Option<Vec<ID>>,
    /// By slug, at most 100.
    pub(super) slugs: Option<Vec<String>>,
    /// Whether what stands below them counts too.
    #[graphql(default)]
    pub(super) includes_subtree: bool,
}

/// Which responsibilities somebody carries. Give either ids or slugs.
#[derive(InputObject)]
pub struct DutyFilter {
    /// By id, at most 100.
    ids: Option<Vec<ID>>,
    /// By slug, at most 100.
    slugs: Option<Vec<String>>,
    /// In this role only. Left out: in any.
    role: Option<DutyRole>,
}

/// Which offices somebody runs. Give either ids or slugs.
#[derive(InputObject)]
pub struct RunsFilter {
    /// By id, at most 100.
    ids: Option<Vec<ID>>,
    /// By slug, at most 100.
    slugs: Option<Vec<String>>,
}

/// Departments for which all of these hold.
#[derive(Default, InputObject)]
pub struct DepartmentFilter {
    /// One of these, at most 100.
    ids: Option<Vec<ID>>,
    /// The slug is one of these, at most 100.
    slugs: Option<Vec<String>>,
    /// The name, in the locale of the list with its fallbacks.
    name: Option<TextFilter>,
    /// It is a part of one of these.
    parent: Option<TreeFilter>,
    /// Its telephone or fax number, in any usual spelling; an extension does not matter.
    phone: Option<String>,
    /// Its name is published in this locale.
    available_in: Option<LocaleTag>,
    /// All of these hold.
    and: Option<Vec<DepartmentFilter>>,
    /// At least one of these holds. None of an empty list does.
    or: Option<Vec<DepartmentFilter>>,
    /// This does not hold.
    not: Option<Box<DepartmentFilter>>,
}

impl DepartmentFilter {
    /// Those that a number reaches, whatever extension is dialled behind it.
    pub fn by_number(number: &Phone) -> Self {
        Self { phone: Some(number.as_stored().to_owned()), ..Self::default() }
    }
}

impl NounFilter for DepartmentFilter {
    fn add(self, conditions: &mut Conditions<'_>) -> Result<(), Failure> {
        conditions.ids(self.ids)?;
        conditions.keys(self.slugs)?;
        conditions.label(self.name)?;
        conditions.owner(Owner::Parent, self.parent)?;
        conditions.number(self.phone)?;
        conditions.available_in(self.available_in)?;
        conditions.logic(self.and, self.or, self.not)
    }
}

/// Members of the staff for whom all of these hold.
#[derive(Default, InputObject)]
pub struct StaffMemberFilter {
    /// One of these, at most 100.
    ids: Option<Vec<ID>>,
    /// The person's own e-mail address is one of these, at most 100, in any spelling of the domain.
    emails: Option<Vec<String>>,
    /// The name: it begins with the family name, and contains given name and family name in either order.
    name: Option<TextFilter>,
    /// The person works in one of these departments.
    department: Option<TreeFilter>,
    /// The person carries one of these responsibilities.
    responsibility: Option<DutyFilter>,
    /// The person runs one of these offices.
    office: Option<RunsFilter>,
    /// The telephone or fax number, the person's own or the department's, in any usual spelling; an extension does not
    /// matter.
    phone: Option<String>,
    /// The role title is published in this locale.
    available_in: Option<LocaleTag>,
    /// All of these hold.
    and: Option<Vec<StaffMemberFilter>>,
    /// At least one of these holds. None of an empty list does.
    or: Option<Vec<StaffMemberFilter>>,
    /// This does not hold.
    not: Option<Box<StaffMemberFilter>>,
}

impl StaffMemberFilter {
    /// Those that a number reaches, whatever extension is dialled behind it.
    pub fn by_number(number: &Phone) -> Self {
        Self { phone: Some(number.as_stored().to_owned()), ..Self::default() }
    }
}

impl NounFilter for StaffMemberFilter {
    fn add(self, conditions: &mut Conditions<'_>) -> Result<(), Failure> {
        conditions.ids(self.ids)?;
        conditions.emails(self.emails)?;
        conditions.label(self.name)?;
        conditions.owner(Owner::Department, self.department)?;
        if let Some(DutyFilter { ids, slugs, role }) = self.responsibility {
            let responsibilities = reference(ids, slugs)?;
            conditions.push(Some(Filter::Carries { responsibilities, role: role.map(Into::into) }))?;
        }
        if let Some(RunsFilter { ids, slugs }) = self.office {
            conditions.push(Some(Filter::Runs(reference(ids, slugs)?)))?;
        }
        conditions.number(self.phone)?;
        conditions.available_in(self.available_in)?;
        conditions.logic(self.and, self.or, self.not)
    }
}

/// Responsibilities for which all of these hold.
#[derive(InputObject)]
pub struct ResponsibilityFilter {
    /// One of these, at most 100.
    ids: Option<Vec<ID>>,
    /// The slug is one of these, at most 100.
    slugs: Option<Vec<String>>,
    /// The title, in the locale of the list with its fallbacks.
    title: Option<TextFilter>,
    /// It belongs to one of these departments.
    department: Option<TreeFilter>,
    /// One of these people carries it, in either role; at most 100 ids.
    staff_members: Option<Vec<ID>>,
    /// Its title is published in this locale.
    available_in: Option<LocaleTag>,
    /// All of these hold.
    and: Option<Vec<ResponsibilityFilter>>,
    /// At least one of these holds. None of an empty list does.
    or: Option<Vec<ResponsibilityFilter>>,
    /// This does not hold.
    not: Option<Box<ResponsibilityFilter>>,
}

impl NounFilter for ResponsibilityFilter {
    fn add(self, conditions: &mut Conditions<'_>) -> Result<(), Failure> {
        conditions.ids(self.ids)?;
        conditions.keys(self.slugs)?;
        conditions.label(self.title)?;
        conditions.owner(Owner::Department, self.department)?;
        let staff = self.staff_members.map(|ids| read_ids(&ids)).transpose()?;
        conditions.push(staff.map(Filter::CarriedBy))?;
        conditions.available_in(self.available_in)?;
        conditions.logic(self.and, self.or, self.not)
    }
}

/// Offices of bodies for which all of these hold.
#[derive(Default, InputObject)]
pub struct OfficeFilter {
    /// One of these, at most 100.
    ids: Option<Vec<ID>>,
    /// The slug is one of these, at most 100.
    slugs: Option<Vec<String>>,
    /// The name, in the locale of the list with its fallbacks.
    name: Option<TextFilter>,
    /// It belongs to one of these departments.
    department: Option<TreeFilter>,
    /// One of these people runs it; at most 100 ids.
    staff_members: Option<Vec<ID>>,
    /// The telephone or fax number, its own or the department's, in any usual spelling; an extension does not
    /// matter.
    phone: Option<String>,
    /// Its name is published in this locale.
    available_in: Option<LocaleTag>,
    /// All of these hold.
    and: Option<Vec<OfficeFilter>>,
    /// At least one of these holds. None of an empty list does.
    or: Option<Vec<OfficeFilter>>,
    /// This does not hold.
    not: Option<Box<OfficeFilter>>,
}

impl OfficeFilter {
    /// Those that a number reaches, whatever extension is dialled behind it.
    pub fn by_number(number: &Phone) -> Self {
        Self { phone: Some(number.as_stored().to_owned()), ..Self::default() }
    }
}

impl NounFilter for OfficeFilter {
    fn add(self, conditions: &mut Conditions<'_>) -> Result<(), Failure> {
        conditions.ids(self.ids)?;
        conditions.keys(self.slugs)?;
        conditions.label(self.name)?;
        conditions.owner(Owner::Department, self.department)?;
        let staff = self.staff_members.map(|ids| read_ids(&ids)).transpose()?;
        conditions.push(staff.map(Filter::RunBy))?;
        conditions.number(self.phone)?;
        conditions.available_in(self.available_in)?;
        conditions.logic(self.and, self.or, self.not)
    }
}

/// Pages for which all of these hold.
#[derive(InputObject)]
pub struct PageFilter {
    /// One of these, at most 100.
    ids: Option<Vec<ID>>,
    /// The title, in the locale of the list with its fallbacks.
    title: Option<TextFilter>,
    /// It belongs to one of these departments.
    department: Option<TreeFilter>,
    /// It stands below one of these pages: give ids, for a page's slug depends on the locale.
    parent: Option<PageTreeFilter>,
    /// Its title is published in this locale.
    available_in: Option<LocaleTag>,
    /// All of these hold.
    and: Option<Vec<PageFilter>>,
    /// At least one of these holds. None of an empty list does.
    or: Option<Vec<PageFilter>>,
    /// This does not hold.
    not: Option<Box<PageFilter>>,
}

/// Which pages something stands below.
#[derive(InputObject)]
pub struct PageTreeFilter {
    /// At most 100.
    ids: Vec<ID>,
    /// Whether what stands below those counts too.
    #[graphql(default)]
    includes_subtree: bool,
}

impl NounFilter for PageFilter {
    fn add(self, conditions: &mut Conditions<'_>) -> Result<(), Failure> {
        conditions.ids(self.ids)?;
        conditions.label(self.title)?;
        conditions.owner(Owner::Department, self.department)?;
        if let Some(PageTreeFilter { ids, includes_subtree }) = self.parent {
            let tree = TreeFilter { ids: Some(ids), slugs: None, includes_subtree };
            conditions.owner(Owner::Parent, Some(tree))?;
        }
        conditions.available_in(self.available_in)?;
        conditions.logic(self.and, self.or, self.not)
    }
}
