//! What lists can be narrowed to: an input for each noun, made of conditions that all hold.

use async_graphql::ID;

mod inputs;

use inputs::{TextFilter, TreeFilter};

use super::error::Failure;
use super::id::content_id;
use super::types::locale::LocaleTag;
use crate::domain::contact::Email;
use crate::domain::content::ContentId;
use crate::domain::fold::Folded;
use crate::domain::locale::{Locale, Locales};
use crate::domain::phone::{Phone, PhoneHome};
use crate::store::filter::{Filter, Reference};
use crate::store::noun::Owner;

pub use inputs::{DepartmentFilter, OfficeFilter, PageFilter, ResponsibilityFilter, StaffMemberFilter};

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

    /// E-mail addresses, read as when they are written. What is none finds nothing.
    fn emails(&mut self, emails: Option<Vec<String>>) -> Result<(), Failure> {
        let emails = emails.map(bounded).transpose()?;
        let stored = |email: &String| Email::parse(email).ok().map(|email| email.as_str().to_owned());
        self.push(emails.map(|emails| Filter::Keys(emails.iter().filter_map(stored).collect())))
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

    /// A line, whatever extension is dialled behind it.
    fn number(&mut self, number: Option<String>) -> Result<(), Failure> {
        let phone = number.map(|number| Phone::parse(&number, self.reading.phone_home)).transpose();
        let phone = phone.map_err(|error| Failure::bad_request(error.to_string()))?;
        self.push(phone.map(|phone| Filter::Number(phone.line())))
    }

    fn available_in(&mut self, locale: Option<LocaleTag>) -> Result<(), Failure> {
        // Nothing is available in a locale that matches none of the city's.
        let filter = locale.map(|LocaleTag(locale)| match self.reading.locales.matching(&locale) {
            Some(locale) => Filter::AvailableIn(locale.clone()),
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
