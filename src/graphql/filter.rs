//! What lists can be narrowed to: an input for each noun, made of conditions that all hold.

use async_graphql::{ID, InputObject};

use super::error::Failure;
use super::query::content_id;
use super::types::locale::LocaleTag;
use super::types::responsibility::DutyRole;
use crate::domain::content::ContentId;
use crate::domain::fold::Folded;
use crate::domain::locale::{Locale, Locales};
use crate::domain::phone::{Phone, PhoneHome};
use crate::store::filter::{Filter, Reference};
use crate::store::paging::Owner;

/// What a filter is read with.
pub struct Reading<'a> {
    pub locales: &'a Locales,
    /// The locale in which labels are compared: the list's own.
    pub locale: &'a Locale,
    pub phone_home: &'a PhoneHome,
}

/// The most conditions of one filter, those within `and`, `or` and `not` included.
const MAX_CONDITIONS: usize = 100;
/// How deep `and`, `or` and `not` may stand in each other.
const MAX_DEPTH: usize = 8;
/// The most values of one condition.
const MAX_VALUES: usize = 100;

/// The input of one noun.
pub trait NounFilter: Sized {
    /// Adds this noun's own conditions, then [`Conditions::logic`].
    fn add(self, conditions: &mut Conditions<'_>) -> Result<(), Failure>;

    /// The condition for the archive, or what is wrong with the input.
    fn read(self, reading: &Reading<'_>) -> Result<Filter, Failure> {
        let mut conditions = Conditions { reading, count: 0, depth: 0, all: Vec::new() };
        self.add(&mut conditions)?;
        Ok(Filter::All(conditions.all))
    }
}

/// Conditions under construction, which all must hold.
pub struct Conditions<'a> {
    reading: &'a Reading<'a>,
    count: usize,
    depth: usize,
    all: Vec<Filter>,
}

impl Conditions<'_> {
    fn push(&mut self, filter: Option<Filter>) -> Result<(), Failure> {
        let Some(filter) = filter else { return Ok(()) };
        self.count += 1;
        if self.count > MAX_CONDITIONS {
            return Err(Failure::bad_request(format!("a filter has at most {MAX_CONDITIONS} conditions")));
        }
        self.all.push(filter);
        Ok(())
    }

    fn ids(&mut self, ids: Option<Vec<ID>>) -> Result<(), Failure> {
        self.push(ids.map(|ids| read_ids(&ids)).transpose()?.map(Filter::Ids))
    }

    fn keys(&mut self, keys: Option<Vec<String>>) -> Result<(), Failure> {
        self.push(keys.map(bounded).transpose()?.map(Filter::Keys))
    }

    fn label(&mut self, filter: Option<TextFilter>) -> Result<(), Failure> {
        let Some(TextFilter { contains, starts_with }) = filter else { return Ok(()) };
        for (text, is_start) in [(contains, false), (starts_with, true)] {
            let locale = self.reading.locale.clone();
            self.push(text.map(|text| Filter::Label { locale, text: Folded::of(&text), is_start }))?;
        }
        Ok(())
    }

    fn owner(&mut self, owner: Owner, filter: Option<TreeFilter>) -> Result<(), Failure> {
        let Some(TreeFilter { ids, slugs, includes_subtree }) = filter else { return Ok(()) };
        let of = reference(ids, slugs)?;
        self.push(Some(Filter::Owner { owner, of, has_subtree: includes_subtree }))
    }

    fn number(&mut self, number: Option<String>) -> Result<(), Failure> {
        let phone = number.map(|number| Phone::parse(&number, self.reading.phone_home)).transpose();
        self.push(phone.map_err(|error| Failure::bad_request(error.to_string()))?.map(Filter::Number))
    }

    fn available_in(&mut self, locale: Option<LocaleTag>) -> Result<(), Failure> {
        // Nothing is available in a locale that the city does not have.
        let filter = locale.map(|LocaleTag(locale)| match self.reading.locales.get(&locale) {
            Some(entry) => Filter::AvailableIn(entry.tag.clone()),
            None => Filter::Any(Vec::new()),
        });
        self.push(filter)
    }

    fn logic<F: NounFilter>(
        &mut self,
        and: Option<Vec<F>>,
        or: Option<Vec<F>>,
        not: Option<Box<F>>,
    ) -> Result<(), Failure> {
        if let Some(filters) = and {
            let all = self.each(filters)?;
            self.push(Some(Filter::All(all)))?;
        }
        if let Some(filters) = or {
            let any = self.each(filters)?;
            self.push(Some(Filter::Any(any)))?;
        }
        if let Some(filter) = not {
            let all = self.each(vec![*filter])?;
            self.push(Some(Filter::Not(Box::new(Filter::All(all)))))?;
        }
        Ok(())
    }

    fn each<F: NounFilter>(&mut self, filters: Vec<F>) -> Result<Vec<Filter>, Failure> {
        if self.depth == MAX_DEPTH {
            return Err(Failure::bad_request(format!(
                "`and`, `or` and `not` stand at most {MAX_DEPTH} deep in each other"
            )));
        }
        let mut read = Vec::with_capacity(filters.len());
        for filter in filters {
            // A filter of nothing counts too.
            let mut inner = Conditions {
                reading: self.reading,
                count: self.count + 1,
                depth: self.depth + 1,
                all: Vec::new(),
            };
            filter.add(&mut inner)?;
            self.count = inner.count;
            read.push(Filter::All(inner.all));
        }
        Ok(read)
    }
}

fn bounded<T>(values: Vec<T>) -> Result<Vec<T>, Failure> {
    if values.len() > MAX_VALUES {
        return Err(Failure::bad_request(format!(
            "a condition takes at most {MAX_VALUES} values, but has {}",
            values.len()
        )));
    }
    Ok(values)
}

fn read_ids(ids: &[ID]) -> Result<Vec<ContentId>, Failure> {
    bounded(ids.iter().collect())?.into_iter().map(content_id).collect()
}

fn reference(ids: Option<Vec<ID>>, slugs: Option<Vec<String>>) -> Result<Reference, Failure> {
    match (ids, slugs) {
        (Some(ids), None) => Ok(Reference::Ids(read_ids(&ids)?)),
        (None, Some(slugs)) => Ok(Reference::Slugs(bounded(slugs)?)),
        _ => Err(Failure::bad_request("give either `ids` or `slugs`")),
    }
}

/// How a text is compared: without regard to case and marks, umlauts and ß in either spelling ("mueller", "muller" and
/// "Müller" find "Müller"). Given both, both must hold.
#[derive(InputObject)]
pub struct TextFilter {
    /// It contains this.
    contains: Option<String>,
    /// It begins with this.
    starts_with: Option<String>,
}

/// Which departments something belongs to, or which content it stands below. Give either ids or slugs.
#[derive(InputObject)]
pub struct TreeFilter {
    /// By id, at most 100.
    ids: Option<Vec<ID>>,
    /// By slug, at most 100.
    slugs: Option<Vec<String>>,
    /// Whether what stands below them counts too.
    #[graphql(default)]
    includes_subtree: bool,
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
#[derive(InputObject)]
pub struct DepartmentFilter {
    /// One of these, at most 100.
    ids: Option<Vec<ID>>,
    /// The slug is one of these, at most 100.
    slugs: Option<Vec<String>>,
    /// The name, in the locale of the list with its fallbacks.
    name: Option<TextFilter>,
    /// It is a part of one of these.
    parent: Option<TreeFilter>,
    /// Its telephone or fax number, in any usual spelling.
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
#[derive(InputObject)]
pub struct StaffMemberFilter {
    /// One of these, at most 100.
    ids: Option<Vec<ID>>,
    /// The person's own e-mail address is one of these, at most 100.
    emails: Option<Vec<String>>,
    /// The name: it begins with the family name, and contains given name and family name in either order.
    name: Option<TextFilter>,
    /// The person works in one of these departments.
    department: Option<TreeFilter>,
    /// The person carries one of these responsibilities.
    responsibility: Option<DutyFilter>,
    /// The person runs one of these offices.
    office: Option<RunsFilter>,
    /// The telephone or fax number, the person's own or the department's, in any usual spelling.
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

impl NounFilter for StaffMemberFilter {
    fn add(self, conditions: &mut Conditions<'_>) -> Result<(), Failure> {
        conditions.ids(self.ids)?;
        conditions.keys(self.emails)?;
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
#[derive(InputObject)]
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
    /// The telephone or fax number, its own or the department's, in any usual spelling.
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
