//! Rows in: content, facts, relations and texts of one stage. Called by `editing` alone, within its transaction.

use entity::{
    content, department, duty, office, office_run_by, page, page_contact, page_slug, related_link,
    responsibility, staff_member, translation,
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Iterable, ModelTrait};
use uuid::Uuid;

use super::error::Error;
use super::writing::Writing;
use crate::domain::content::{ContentId, Facts, Stage, TextEntry};
use crate::domain::hours::OpeningHours;
use crate::domain::page::LinkTarget;
use crate::domain::place::Address;
use crate::domain::translation::Digest;

/// When, by whom, in which version rows are written.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    pub at: chrono::DateTime<chrono::Utc>,
    /// Null for the command line.
    pub account_id: Option<Uuid>,
    /// The content's version in which the rows change.
    pub version: i64,
}

/// Inserts rows in as few statements as the number of placeholders allows.
pub async fn insert_all<M>(writing: &Writing, models: Vec<M>) -> Result<(), Error>
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    <M::Entity as EntityTrait>::ActiveModel: ActiveModelTrait<Entity = M::Entity> + Send,
{
    // SQLite takes 32,766 values in a statement.
    let rows = 30_000 / <M::Entity as EntityTrait>::Column::iter().count();
    let mut models = models.into_iter().map(IntoActiveModel::into_active_model).peekable();
    while models.peek().is_some() {
        let chunk: Vec<_> = models.by_ref().take(rows).collect();
        M::Entity::insert_many(chunk).exec_without_returning(writing.connection()).await?;
    }
    Ok(())
}

/// The shared rows of new contents.
pub async fn insert_contents(
    writing: &Writing,
    contents: &[(ContentId, &Facts)],
    source_locale: &str,
    stamp: Stamp,
) -> Result<(), Error> {
    let rows = contents.iter().map(|(id, facts)| content::Model {
        id: id.0,
        kind: facts.kind().as_str().to_owned(),
        version: stamp.version,
        source_locale: source_locale.to_owned(),
        created_at: stamp.at,
        changed_at: stamp.at,
        first_published_at: None,
        last_published_at: None,
        deleted_at: None,
    });
    insert_all(writing, rows.collect()).await
}

/// The facts of contents and the relations that they own.
pub async fn insert_facts(
    writing: &Writing,
    contents: &[(ContentId, &Facts)],
    stage: Stage,
    stamp: Stamp,
) -> Result<(), Error> {
    let mut rows = Rows::default();
    for (id, facts) in contents {
        rows.add(id.0, facts, stage.as_str().to_owned(), stamp.version);
    }
    insert_all(writing, rows.departments).await?;
    insert_all(writing, rows.staff).await?;
    insert_all(writing, rows.responsibilities).await?;
    insert_all(writing, rows.offices).await?;
    insert_all(writing, rows.pages).await?;
    insert_all(writing, rows.page_slugs).await?;
    insert_all(writing, rows.duties).await?;
    insert_all(writing, rows.run_by).await?;
    insert_all(writing, rows.contacts).await?;
    insert_all(writing, rows.links).await
}

/// The texts of contents.
pub async fn insert_texts(
    writing: &Writing,
    texts: impl Iterator<Item = (ContentId, TextEntry)>,
    stage: Stage,
    stamp: Stamp,
) -> Result<(), Error> {
    let rows = texts.map(|(id, text)| {
        let digest = Digest::of(&text.value, text.field.is_rich());
        let (source_locale, source_digest, source_version) = match text.source {
            Some(source) => (Some(source.locale), Some(source.digest), Some(source.version)),
            None => (None, None, None),
        };
        translation::Model {
            content_id: id.0,
            stage: stage.as_str().to_owned(),
            locale: text.locale.to_string(),
            field: text.field.as_str().to_owned(),
            item: text.item,
            version: stamp.version,
            value: text.value,
            digest: digest.as_str().to_owned(),
            origin: text.origin.as_str().to_owned(),
            source_locale: source_locale.map(|locale| locale.to_string()),
            source_digest: source_digest.map(|digest| digest.as_str().to_owned()),
            source_version,
            changed_at: stamp.at,
            changed_by: stamp.account_id,
        }
    });
    insert_all(writing, rows.collect()).await
}

/// The version and the time of publication of contents that go live now.
pub async fn mark_published(
    writing: &Writing,
    ids: &[ContentId],
    at: chrono::DateTime<chrono::Utc>,
) -> Result<(), Error> {
    let dialect = writing.dialect();
    let sql = format!(
        "UPDATE content SET version = version + 1, last_published_at = ?, \
         first_published_at = coalesce(first_published_at, ?) WHERE {}",
        dialect.id_in_sql("id")
    );
    writing.execute(&sql, [at.into(), at.into(), dialect.ids(ids)]).await
}

/// Rows of all tables of facts and relations.
#[derive(Default)]
struct Rows {
    departments: Vec<department::Model>,
    staff: Vec<staff_member::Model>,
    responsibilities: Vec<responsibility::Model>,
    offices: Vec<office::Model>,
    pages: Vec<page::Model>,
    page_slugs: Vec<page_slug::Model>,
    duties: Vec<duty::Model>,
    run_by: Vec<office_run_by::Model>,
    contacts: Vec<page_contact::Model>,
    links: Vec<related_link::Model>,
}

/// An address as its four columns.
fn columns(address: Option<&Address>) -> [Option<String>; 4] {
    address.map_or([const { None }; 4], |address| {
        [&address.street, &address.postal_code, &address.city, &address.country]
            .map(|part| Some(part.clone()))
    })
}

/// Opening hours as their two columns.
fn hours(hours: Option<&OpeningHours>) -> (Option<String>, bool) {
    hours.map_or((None, false), |hours| (hours.rule.clone(), hours.is_by_appointment))
}

impl Rows {
    fn add(&mut self, content_id: Uuid, facts: &Facts, stage: String, version: i64) {
        match facts {
            Facts::Department(facts) => {
                let [street, postal_code, city, country] = columns(facts.place.address.as_ref());
                let (opening_hours, is_by_appointment) = hours(facts.opening_hours.as_ref());
                self.departments.push(department::Model {
                    content_id,
                    stage,
                    version,
                    slug: facts.slug.as_str().to_owned(),
                    parent_id: facts.parent.map(|parent| parent.0),
                    position: facts.position.as_str().to_owned(),
                    street,
                    postal_code,
                    city,
                    country,
                    building: facts.place.building.clone(),
                    room: facts.place.room.clone(),
                    phone: facts.reach.phone.as_ref().map(|phone| phone.as_stored().to_owned()),
                    fax: facts.reach.fax.as_ref().map(|fax| fax.as_stored().to_owned()),
                    email: facts.reach.email.as_ref().map(|email| email.as_str().to_owned()),
                    website: facts.website.as_ref().map(|website| website.as_str().to_owned()),
                    latitude: facts.coordinates.map(|point| point.latitude),
                    longitude: facts.coordinates.map(|point| point.longitude),
                    opening_hours,
                    is_by_appointment,
                });
            }
            Facts::StaffMember(facts) => {
                let [street, postal_code, city, country] = columns(facts.place.address.as_ref());
                let (opening_hours, is_by_appointment) = hours(facts.opening_hours.as_ref());
                self.staff.push(staff_member::Model {
                    content_id,
                    stage,
                    version,
                    department_id: facts.department.0,
                    position: facts.position.as_str().to_owned(),
                    given_name: facts.given_name.clone(),
                    family_name: facts.family_name.clone(),
                    academic_title: facts.academic_title.clone(),
                    salutation: facts.salutation.map(|salutation| salutation.as_str().to_owned()),
                    street,
                    postal_code,
                    city,
                    country,
                    building: facts.place.building.clone(),
                    room: facts.place.room.clone(),
                    phone: facts.reach.phone.as_ref().map(|phone| phone.as_stored().to_owned()),
                    fax: facts.reach.fax.as_ref().map(|fax| fax.as_stored().to_owned()),
                    email: facts.reach.email.as_ref().map(|email| email.as_str().to_owned()),
                    opening_hours,
                    is_by_appointment,
                });
            }
            Facts::Responsibility(facts) => {
                self.responsibilities.push(responsibility::Model {
                    content_id,
                    stage: stage.clone(),
                    version,
                    duties_version: version,
                    slug: facts.slug.as_str().to_owned(),
                    department_id: facts.department.0,
                    position: facts.position.as_str().to_owned(),
                });
                self.duties.extend((1..).zip(&facts.duties).map(|(position, duty)| duty::Model {
                    responsibility_id: content_id,
                    stage: stage.clone(),
                    staff_member_id: duty.staff_member.0,
                    role: duty.role.as_str().to_owned(),
                    position,
                }));
            }
            Facts::Office(facts) => {
                let [street, postal_code, city, country] = columns(facts.address.as_ref());
                let (opening_hours, is_by_appointment) = hours(facts.opening_hours.as_ref());
                self.offices.push(office::Model {
                    content_id,
                    stage: stage.clone(),
                    version,
                    run_by_version: version,
                    slug: facts.slug.as_str().to_owned(),
                    department_id: facts.department.0,
                    position: facts.position.as_str().to_owned(),
                    street,
                    postal_code,
                    city,
                    country,
                    phone: facts.reach.phone.as_ref().map(|phone| phone.as_stored().to_owned()),
                    fax: facts.reach.fax.as_ref().map(|fax| fax.as_stored().to_owned()),
                    email: facts.reach.email.as_ref().map(|email| email.as_str().to_owned()),
                    website: facts.website.as_ref().map(|website| website.as_str().to_owned()),
                    opening_hours,
                    is_by_appointment,
                });
                self.run_by.extend((1..).zip(&facts.run_by).map(|(position, staff)| office_run_by::Model {
                    office_id: content_id,
                    stage: stage.clone(),
                    staff_member_id: staff.0,
                    position,
                }));
            }
            Facts::Page(facts) => {
                self.pages.push(page::Model {
                    content_id,
                    stage: stage.clone(),
                    version,
                    contacts_version: version,
                    links_version: version,
                    department_id: facts.department.0,
                    parent_id: facts.parent.map(|parent| parent.0),
                    position: facts.position.as_str().to_owned(),
                });
                self.page_slugs.extend(facts.slugs.iter().map(|(locale, slug)| page_slug::Model {
                    content_id,
                    stage: stage.clone(),
                    locale: locale.to_string(),
                    version,
                    slug: slug.as_str().to_owned(),
                }));
                self.contacts.extend((1..).zip(&facts.contacts).map(|(position, staff)| {
                    page_contact::Model {
                        page_id: content_id,
                        stage: stage.clone(),
                        staff_member_id: staff.0,
                        position,
                    }
                }));
                self.links.extend((1..).zip(&facts.links).map(|(position, link)| {
                    let (target_id, url) = match &link.target {
                        LinkTarget::Content(target) => (Some(target.0), None),
                        LinkTarget::Url(url) => (None, Some(url.as_str().to_owned())),
                    };
                    related_link::Model {
                        id: link.id,
                        stage: stage.clone(),
                        page_id: content_id,
                        position,
                        target_id,
                        url,
                    }
                }));
            }
        }
    }
}
