//! Fills the cards that outputs are made of (`exchange::card`) from content, as its readers see it.

use async_graphql::Context;
use chrono::{DateTime, Utc};
use futures_util::future::try_join_all;
use uuid::Uuid;

use super::error::Failure;
use super::node::by_id;
use super::request::ContextExt;
use super::scope::Scope;
use super::types::content::{Loaded, person_label, updated_at};
use super::types::department::Department;
use super::types::office::Office;
use super::types::page::Page;
use super::types::staff_member::StaffMember;
use crate::domain::contact::{Email, WebAddress};
use crate::domain::content::{ContentId, Field};
use crate::domain::hours::OpeningHours;
use crate::domain::locale::{Chain, Locale};
use crate::domain::markdown;
use crate::domain::phone::Phone;
use crate::domain::place::{Coordinates, Place, Reach};
use crate::domain::responsibility::DutyRole;
use crate::domain::salutation::Salutation;
use crate::exchange::card::{self, Localized, Texts, Unit};
use crate::store::content::AncestorsOf;
use crate::store::department::Department as DepartmentNoun;
use crate::store::error::Error;
use crate::store::noun::{Noun, Shared};
use crate::store::page::Page as PageNoun;
use crate::store::related::{RelatedTo, Walk};
use crate::store::responsibility::Responsibility as ResponsibilityNoun;
use crate::store::staff_member::Inherited;
use crate::store::text::TextsOf;

/// A person.
pub async fn person(ctx: &Context<'_>, person: &StaffMember, chain: &Chain) -> Result<card::Person, Failure> {
    let StaffMember(loaded) = person;
    let (facts, inherited) = (loaded.facts(), &loaded.row.extra);
    let label = person_label(loaded, chain);
    let reader = Reader { ctx, scope: &loaded.scope, chain };
    let related = RelatedTo::<ResponsibilityNoun>::new(loaded.scope.view(false), Walk::StaffToDuties);
    let duties = ctx.load(&related, loaded.id()).await?.unwrap_or_default();
    let responsible = duties.iter().filter(|duty| duty.role == Some(DutyRole::Responsible));
    let responsibilities =
        try_join_all(responsible.map(|duty| reader.texts(duty.row.shared.id, Field::Title))).await?;
    Ok(card::Person {
        id: loaded.id().0,
        locale: chain.asked().clone(),
        given_name: facts.given_name.clone(),
        family_name: facts.family_name.clone(),
        academic_title: facts.academic_title.clone(),
        salutation: facts.salutation.as_deref().and_then(Salutation::parse),
        display_name: Localized { locale: label.language.lang, value: label.value },
        role_title: reader.texts(loaded.id(), Field::RoleTitle).await?,
        note: reader.texts(loaded.id(), Field::Note).await?,
        responsibilities,
        units: reader.units(ContentId(facts.department_id)).await?,
        place: Place {
            address: person.postal_address(),
            building: person.building_or_inherited().map(str::to_owned),
            room: person.room_or_inherited().map(str::to_owned),
        },
        reach: reach_of([&facts.phone, &facts.fax, &facts.email], inherited)?,
        opening_hours: hours_of(facts.opening_hours.as_ref(), facts.is_by_appointment, Some(inherited)),
        spoken_languages: Vec::new(),
        url: None,
        changed_at: reader.changed_at(&loaded.row.shared, facts.department_id).await?,
    })
}

/// A department.
pub async fn department(
    ctx: &Context<'_>,
    department: &Department,
    chain: &Chain,
) -> Result<card::Organisation, Failure> {
    let Department(loaded) = department;
    let facts = loaded.facts();
    let reader = Reader { ctx, scope: &loaded.scope, chain };
    let mut units = reader.units(loaded.id()).await?;
    // Those above it, without itself.
    units.pop();
    let point = facts.latitude.zip(facts.longitude);
    let place = Place {
        address: department.postal_address(),
        building: facts.building.clone(),
        room: facts.room.clone(),
    };
    Ok(card::Organisation {
        units,
        place,
        coordinates: point.map(|(latitude, longitude)| Coordinates { latitude, longitude }),
        reach: reach([facts.phone.as_deref(), facts.fax.as_deref(), facts.email.as_deref()])?,
        opening_hours: hours_of(facts.opening_hours.as_ref(), facts.is_by_appointment, None),
        website: website(facts.website.as_deref())?,
        ..reader.organisation(loaded).await?
    })
}

/// The office of a body.
pub async fn office(
    ctx: &Context<'_>,
    office: &Office,
    chain: &Chain,
) -> Result<card::Organisation, Failure> {
    let Office(loaded) = office;
    let (facts, inherited) = (loaded.facts(), &loaded.row.extra);
    let reader = Reader { ctx, scope: &loaded.scope, chain };
    Ok(card::Organisation {
        units: reader.units(ContentId(facts.department_id)).await?,
        place: Place { address: office.postal_address(), building: None, room: None },
        reach: reach_of([&facts.phone, &facts.fax, &facts.email], inherited)?,
        opening_hours: hours_of(facts.opening_hours.as_ref(), facts.is_by_appointment, Some(inherited)),
        website: website(facts.website.as_deref())?,
        changed_at: reader.changed_at(&loaded.row.shared, facts.department_id).await?,
        ..reader.organisation(loaded).await?
    })
}

/// A page.
pub async fn page(ctx: &Context<'_>, page: &Page, chain: &Chain) -> Result<card::Page, Failure> {
    let Page(loaded) = page;
    let facts = loaded.facts();
    let reader = Reader { ctx, scope: &loaded.scope, chain };
    // Only one that the reader sees is named.
    let parent = match facts.parent_id {
        Some(id) => by_id::<PageNoun>(ctx, &loaded.scope, ContentId(id), false).await?,
        None => None,
    };
    Ok(card::Page {
        id: loaded.id().0,
        title: reader.texts(loaded.id(), Field::Title).await?,
        summary: reader.texts(loaded.id(), Field::Summary).await?,
        department: reader.units(ContentId(facts.department_id)).await?.pop(),
        parent_id: parent.map(|page| page.id().0),
        url: None,
        changed_at: updated_at(&loaded.row.shared),
    })
}

/// What several cards read in the same way.
struct Reader<'a> {
    ctx: &'a Context<'a>,
    scope: &'a Scope,
    chain: &'a Chain,
}

impl Reader<'_> {
    /// A text in every language that has it: those of the chain first, then the city's others.
    async fn texts(&self, id: ContentId, field: Field) -> Result<Texts, Failure> {
        let others = self.scope.locales().iter().map(|entry| &entry.tag);
        let mut locales: Vec<&Locale> = self.chain.iter().collect();
        locales.extend(others.filter(|locale| !self.chain.as_slice().contains(locale)));
        let lookup = TextsOf { sight: self.scope.sight().clone() };
        let reads = locales.iter().map(|&locale| self.ctx.load(&lookup, (id, locale.clone())));
        let found = try_join_all(reads).await?;
        let mut texts = Vec::new();
        for (&locale, found) in locales.iter().zip(found) {
            let Some(value) = found.as_ref().and_then(|texts| texts.get(field, Uuid::nil(), locale)) else {
                continue;
            };
            self.ctx.request().texts.take(&value.value)?;
            let value = match field.is_rich() {
                true => self.ctx.request().rendering.render(&value.value, markdown::plain).await?,
                false => value.value.clone(),
            };
            texts.push(Localized { locale: locale.clone(), value });
        }
        Ok(Texts::new(texts))
    }

    /// When what stands on a card last changed, what it has of its department too.
    async fn changed_at(&self, shared: &Shared, department: Uuid) -> Result<DateTime<Utc>, Failure> {
        let department = by_id::<DepartmentNoun>(self.ctx, self.scope, ContentId(department), false).await?;
        let own = updated_at(shared);
        Ok(department.map_or(own, |department| own.max(updated_at(&department.row.shared))))
    }

    /// A department and those above it, the outermost first; without those that the reader does not see.
    async fn units(&self, department: ContentId) -> Result<Vec<Unit>, Failure> {
        let above = AncestorsOf::<DepartmentNoun>::new(self.scope.sight().clone());
        let above = self.ctx.load(&above, department).await?.unwrap_or_default();
        let ids = above.iter().copied().chain([department]);
        let seen =
            try_join_all(ids.map(|id| by_id::<DepartmentNoun>(self.ctx, self.scope, id, false))).await?;
        let units = seen.into_iter().flatten().map(async |loaded| {
            let name = self.texts(loaded.id(), Field::Name).await?;
            Ok(Unit { id: loaded.id().0, name })
        });
        try_join_all(units).await
    }

    /// What departments and offices have in common: their texts.
    async fn organisation<N: Noun>(&self, loaded: &Loaded<N>) -> Result<card::Organisation, Failure> {
        let id = loaded.id();
        Ok(card::Organisation {
            id: id.0,
            locale: self.chain.asked().clone(),
            name: self.texts(id, Field::Name).await?,
            abbreviation: self.texts(id, Field::Abbreviation).await?,
            description: self.texts(id, Field::Description).await?,
            units: Vec::new(),
            place: Place::default(),
            coordinates: None,
            reach: Reach::default(),
            opening_hours: None,
            spoken_languages: Vec::new(),
            website: None,
            url: None,
            changed_at: updated_at(&loaded.row.shared),
        })
    }
}

/// Telephone, fax and e-mail of its own, else the department's.
fn reach_of(own: [&Option<String>; 3], inherited: &Inherited) -> Result<Reach, Failure> {
    let of_department = [&inherited.department_phone, &inherited.department_fax, &inherited.department_email];
    let [phone, fax, email] = [0, 1, 2].map(|part| own[part].as_deref().or(of_department[part].as_deref()));
    reach([phone, fax, email])
}

fn reach([phone, fax, email]: [Option<&str>; 3]) -> Result<Reach, Failure> {
    Ok(Reach {
        phone: stored(phone, Phone::from_stored)?,
        fax: stored(fax, Phone::from_stored)?,
        email: stored(email, Email::from_stored)?,
    })
}

fn website(website: Option<&str>) -> Result<Option<WebAddress>, Failure> {
    stored(website, WebAddress::from_stored)
}

/// A stored value, read by its type; an error where that never wrote it.
fn stored<T>(text: Option<&str>, read: fn(&str) -> Option<T>) -> Result<Option<T>, Failure> {
    let read = |text| read(text).ok_or_else(|| Error::Corrupt(format!("the value {text:?}")));
    Ok(text.map(read).transpose()?)
}

/// Its own hours, else the department's.
fn hours_of(
    rule: Option<&String>,
    is_by_appointment: bool,
    inherited: Option<&Inherited>,
) -> Option<OpeningHours> {
    let hours = |rule: Option<&String>, is_by_appointment| {
        let has_hours = rule.is_some() || is_by_appointment;
        has_hours.then(|| OpeningHours { rule: rule.cloned(), is_by_appointment })
    };
    hours(rule, is_by_appointment).or_else(|| {
        let inherited = inherited?;
        let is_by_appointment = inherited.department_is_by_appointment.unwrap_or_default();
        hours(inherited.department_opening_hours.as_ref(), is_by_appointment)
    })
}
