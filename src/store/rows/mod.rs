//! Facts as rows and back: of each noun its table and those of the relations that it owns. Called by `write` and `draft`.

mod department;
mod office;
mod page;
mod responsibility;
mod staff_member;

use std::collections::HashMap;

use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::error::Error;
use super::insert::insert_all;
use super::stored::{stored, stored_option};
use super::writing::Writing;
use crate::domain::address::Address;
use crate::domain::contact::WebAddress;
use crate::domain::content::{ContentId, ContentKind, Facts, Stage};
use crate::domain::hours::OpeningHours;
use crate::domain::place::Reach;
use crate::domain::position::Position;
use crate::domain::slug::Slug;
use crate::domain::version::Versions;

/// Rows of all tables of facts and relations, of one stage.
#[derive(Default)]
pub(super) struct Rows {
    departments: Vec<entity::department::Model>,
    staff: Vec<entity::staff_member::Model>,
    responsibilities: Vec<entity::responsibility::Model>,
    duties: Vec<entity::duty::Model>,
    offices: Vec<entity::office::Model>,
    run_by: Vec<entity::office_run_by::Model>,
    pages: Vec<entity::page::Model>,
    page_slugs: Vec<entity::page_slug::Model>,
    contacts: Vec<entity::page_contact::Model>,
    links: Vec<entity::related_link::Model>,
}

/// Whose rows are made, and with which versions.
struct Head<'a> {
    content_id: Uuid,
    stage: &'static str,
    versions: &'a Versions,
}

/// The tables of a kind, each with the column that names its content: the facts, then the relations.
const fn tables(kind: ContentKind) -> &'static [(&'static str, &'static str)] {
    match kind {
        ContentKind::Department => &[("department", "content_id")],
        ContentKind::StaffMember => &[("staff_member", "content_id")],
        ContentKind::Responsibility => &[("responsibility", "content_id"), ("duty", "responsibility_id")],
        ContentKind::Office => &[("office", "content_id"), ("office_run_by", "office_id")],
        ContentKind::Page => &[
            ("page", "content_id"),
            ("page_slug", "content_id"),
            ("page_contact", "page_id"),
            ("related_link", "page_id"),
        ],
    }
}

impl Rows {
    pub fn add(&mut self, id: ContentId, facts: &Facts, stage: Stage, versions: &Versions) {
        let head = Head { content_id: id.0, stage: stage.as_str(), versions };
        match facts {
            Facts::Department(facts) => self.add_department(&head, facts),
            Facts::StaffMember(facts) => self.add_staff_member(&head, facts),
            Facts::Responsibility(facts) => self.add_responsibility(&head, facts),
            Facts::Office(facts) => self.add_office(&head, facts),
            Facts::Page(facts) => self.add_page(&head, facts),
        }
    }

    pub async fn insert(self, writing: &Writing) -> Result<(), Error> {
        insert_all(writing, self.departments).await?;
        insert_all(writing, self.staff).await?;
        insert_all(writing, self.responsibilities).await?;
        insert_all(writing, self.duties).await?;
        insert_all(writing, self.offices).await?;
        insert_all(writing, self.run_by).await?;
        insert_all(writing, self.pages).await?;
        insert_all(writing, self.page_slugs).await?;
        insert_all(writing, self.contacts).await?;
        insert_all(writing, self.links).await
    }
}

/// Removes the facts and relations of contents of a kind in a stage.
pub(super) async fn delete(
    writing: &Writing,
    stage: Stage,
    kind: ContentKind,
    ids: &[ContentId],
) -> Result<(), Error> {
    let dialect = writing.dialect();
    for (table, owner) in tables(kind) {
        let sql = format!("DELETE FROM {table} WHERE stage = ? AND {}", dialect.id_in_sql(owner));
        writing.execute(&sql, [stage.as_str().into(), dialect.ids(ids)]).await?;
    }
    Ok(())
}

/// Facts with the versions of their parts. Contents without a row in the stage are left out.
pub(super) async fn read(
    writing: &Writing,
    stage: Stage,
    kind: ContentKind,
    ids: &[ContentId],
) -> Result<HashMap<ContentId, (Facts, Versions)>, Error> {
    match kind {
        ContentKind::Department => department::read(writing, stage, ids).await,
        ContentKind::StaffMember => staff_member::read(writing, stage, ids).await,
        ContentKind::Responsibility => responsibility::read(writing, stage, ids).await,
        ContentKind::Office => office::read(writing, stage, ids).await,
        ContentKind::Page => page::read(writing, stage, ids).await,
    }
}

/// All rows of a table that belong to contents, in the order of `order`.
async fn select<M: FromQueryResult>(
    writing: &Writing,
    stage: Stage,
    (table, owner, order): (&str, &str, &str),
    ids: &[ContentId],
) -> Result<Vec<M>, Error> {
    let dialect = writing.dialect();
    let sql =
        format!("SELECT * FROM {table} WHERE stage = ? AND {} ORDER BY {order}", dialect.id_in_sql(owner));
    let values: [Value; 2] = [stage.as_str().into(), dialect.ids(ids)];
    let rows = writing.query(&sql, values).await?;
    rows.iter().map(|row| Ok(M::from_query_result(row, "")?)).collect()
}

/// Rows by the content that they belong to, each content's in their order.
fn by_owner<M, T>(
    rows: Vec<M>,
    read: impl Fn(M) -> Result<(Uuid, T), Error>,
) -> Result<HashMap<ContentId, Vec<T>>, Error> {
    let mut found: HashMap<ContentId, Vec<T>> = HashMap::new();
    for row in rows {
        let (owner, value) = read(row)?;
        found.entry(ContentId(owner)).or_default().push(value);
    }
    Ok(found)
}

// --- values that several nouns have --------------------------------------------------------

fn slug(text: &str) -> Result<Slug, Error> {
    stored(text, Slug::from_stored)
}

fn position(text: &str) -> Result<Position, Error> {
    stored(text, Position::from_stored)
}

fn website(text: Option<&str>) -> Result<Option<WebAddress>, Error> {
    stored_option(text, WebAddress::from_stored)
}

/// An address as its four columns.
fn address_columns(address: Option<&Address>) -> [Option<String>; 4] {
    address.map_or([const { None }; 4], |address| {
        let Address { street, postal_code, city, country } = address.clone();
        [Some(street), postal_code, Some(city), Some(country)]
    })
}

/// Telephone, fax and e-mail as their three columns.
fn reach_columns(reach: &Reach) -> [Option<String>; 3] {
    [
        reach.phone.as_ref().map(|phone| phone.as_stored().to_owned()),
        reach.fax.as_ref().map(|fax| fax.as_stored().to_owned()),
        reach.email.as_ref().map(|email| email.as_str().to_owned()),
    ]
}

/// Opening hours as their two columns.
fn hours_columns(hours: Option<&OpeningHours>) -> (Option<String>, bool) {
    hours.map_or((None, false), |hours| (hours.rule.clone(), hours.is_by_appointment))
}
