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
use crate::domain::contact::WebAddress;
use crate::domain::content::{ContentId, Field};
use crate::domain::front_end::{AddressTemplate, Shown};
use crate::domain::locale::{Chain, Locale};
use crate::domain::markdown;
use crate::domain::place::{Coordinates, Place, Reach};
use crate::domain::responsibility::DutyRole;
use crate::domain::salutation::Salutation;
use crate::exchange::card::{self, Localized, Texts, Unit};
use crate::store::content::AncestorsOf;
use crate::store::department::Department as DepartmentNoun;
use crate::store::noun::{Noun, Shared};
use crate::store::page::Page as PageNoun;
use crate::store::related::{RelatedTo, Walk};
use crate::store::responsibility::Responsibility as ResponsibilityNoun;
use crate::store::stored::stored_option;
use crate::store::text::TextsOf;

/// A person.
pub async fn person(ctx: &Context<'_>, person: &StaffMember, chain: &Chain) -> Result<card::Person, Failure> {
    let StaffMember(loaded) = person;
    let (facts, contact) = (loaded.facts(), person.contact());
    let label = person_label(loaded, chain);
    let reader = Reader { ctx, scope: &loaded.scope, chain };
    let related = RelatedTo::<ResponsibilityNoun>::new(loaded.scope.view(false), Walk::StaffToDuties);
    let duties = ctx.load(&related, loaded.id()).await?.unwrap_or_default();
    let responsible = duties.iter().filter(|duty| duty.role == Some(DutyRole::Responsible));
    let changed_at = reader.changed_at(&loaded.row.shared, facts.department_id).await?;
    let responsibilities =
        try_join_all(responsible.clone().map(|duty| reader.texts(duty.row.shared.id, Field::Title))).await?;
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
            address: contact.address(),
            building: person.building_or_inherited().map(str::to_owned),
            room: person.room_or_inherited().map(str::to_owned),
        },
        reach: contact.reach()?,
        opening_hours: contact.opening_hours(),
        spoken_languages: Vec::new(),
        url: reader.url(ctx.request().front_end.person.as_ref(), loaded.id(), None),
        changed_at: responsible.map(|duty| updated_at(&duty.row.shared)).fold(changed_at, DateTime::max),
    })
}

/// A department.
pub async fn department(
    ctx: &Context<'_>,
    department: &Department,
    chain: &Chain,
) -> Result<card::Organisation, Failure> {
    let Department(loaded) = department;
    let (facts, contact) = (loaded.facts(), department.contact());
    let reader = Reader { ctx, scope: &loaded.scope, chain };
    let template = ctx.request().front_end.department.as_ref();
    let mut units = reader.units(loaded.id()).await?;
    // Those above it, without itself.
    units.pop();
    let point = facts.latitude.zip(facts.longitude);
    let place =
        Place { address: contact.address(), building: facts.building.clone(), room: facts.room.clone() };
    Ok(card::Organisation {
        units,
        place,
        coordinates: point.map(|(latitude, longitude)| Coordinates { latitude, longitude }),
        reach: contact.reach()?,
        opening_hours: contact.opening_hours(),
        website: stored_option(facts.website.as_deref(), WebAddress::from_stored)?,
        url: reader.url(template, loaded.id(), Some(&facts.slug)),
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
    let (facts, contact) = (loaded.facts(), office.contact());
    let reader = Reader { ctx, scope: &loaded.scope, chain };
    Ok(card::Organisation {
        units: reader.units(ContentId(facts.department_id)).await?,
        place: Place { address: contact.address(), building: None, room: None },
        reach: contact.reach()?,
        opening_hours: contact.opening_hours(),
        website: stored_option(facts.website.as_deref(), WebAddress::from_stored)?,
        url: reader.url(ctx.request().front_end.office.as_ref(), loaded.id(), Some(&facts.slug)),
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
    let paths = &loaded.row.extra;
    let path = chain.iter().find_map(|locale| Some((locale, paths.path(locale)?)));
    let url = path.and_then(|(locale, path)| {
        let shown = Shown { id: loaded.id().0, slug: None, path: Some(path), locale };
        ctx.request().front_end.page.as_ref()?.address_of(shown)
    });
    Ok(card::Page {
        id: loaded.id().0,
        title: reader.texts(loaded.id(), Field::Title).await?,
        summary: reader.texts(loaded.id(), Field::Summary).await?,
        department: reader.units(ContentId(facts.department_id)).await?.pop(),
        parent_id: parent.map(|page| page.id().0),
        url,
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
    /// A text in every language that has it: those of the chain, then the city's others.
    async fn texts(&self, id: ContentId, field: Field) -> Result<Texts, Failure> {
        let others = self.scope.locales().iter().map(|entry| &entry.tag);
        let mut locales: Vec<&Locale> = self.chain.iter().collect();
        let in_chain = locales.len();
        locales.extend(others.filter(|locale| !self.chain.as_slice().contains(locale)));
        let lookup = TextsOf { sight: self.scope.sight().clone() };
        let reads = locales.iter().map(|&locale| self.ctx.load(&lookup, (id, locale.clone())));
        let found = try_join_all(reads).await?;
        let (mut answers, mut others) = (Vec::new(), Vec::new());
        for (index, (&locale, found)) in locales.iter().zip(found).enumerate() {
            let Some(value) = found.as_ref().and_then(|texts| texts.get(field, Uuid::nil(), locale)) else {
                continue;
            };
            self.ctx.request().texts.take(&value.value)?;
            let value = match field.is_rich() {
                true => self.ctx.request().rendering.render(&value.value, markdown::plain).await?,
                false => value.value.clone(),
            };
            let texts = if index < in_chain { &mut answers } else { &mut others };
            texts.push(Localized { locale: locale.clone(), value });
        }
        Ok(Texts::new(answers).and_others(others))
    }

    /// Where the front end shows what has a slug, or an id alone. Null where it shows no such contents.
    fn url(
        &self,
        template: Option<&AddressTemplate>,
        id: ContentId,
        slug: Option<&str>,
    ) -> Option<WebAddress> {
        template?.address_of(Shown { id: id.0, slug, path: None, locale: self.chain.asked() })
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
