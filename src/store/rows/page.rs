//! Pages, with their slugs, contacts and links.

use std::collections::HashMap;

use entity::page::Model;

use super::{Head, Rows, by_owner, position};
use crate::domain::contact::WebAddress;
use crate::domain::content::{ContentId, Facts, Stage};
use crate::domain::locale::Locale;
use crate::domain::page::{self, Link, LinkTarget};
use crate::domain::slug::PageSlug;
use crate::domain::version::{Part, Versions};
use crate::store::error::Error;
use crate::store::stored::stored;
use crate::store::writing::Writing;

impl Rows {
    pub(super) fn add_page(&mut self, head: &Head<'_>, facts: &page::Facts) {
        let (content_id, stage) = (head.content_id, head.stage.to_owned());
        self.pages.push(Model {
            content_id,
            stage: stage.clone(),
            version: head.versions.get(&Part::Facts),
            contacts_version: head.versions.get(&Part::Contacts),
            links_version: head.versions.get(&Part::Links),
            department_id: facts.department.0,
            parent_id: facts.parent.map(|parent| parent.0),
            position: facts.position.as_str().to_owned(),
        });
        self.page_slugs.extend(facts.slugs.iter().map(|(locale, slug)| entity::page_slug::Model {
            content_id,
            stage: stage.clone(),
            locale: locale.to_string(),
            version: head.versions.get(&Part::Slug(locale.clone())),
            slug: slug.as_str().to_owned(),
        }));
        self.contacts.extend((1..).zip(&facts.contacts).map(|(position, staff)| {
            entity::page_contact::Model {
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
            entity::related_link::Model {
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

pub(super) async fn read(
    writing: &Writing,
    stage: Stage,
    ids: &[ContentId],
) -> Result<HashMap<ContentId, (Facts, Versions)>, Error> {
    let rows = super::select(writing, stage, ("page", "content_id", "content_id"), ids).await?;
    let slugs = super::select(writing, stage, ("page_slug", "content_id", "locale"), ids).await?;
    let contacts = super::select(writing, stage, ("page_contact", "page_id", "position"), ids).await?;
    let links = super::select(writing, stage, ("related_link", "page_id", "position"), ids).await?;
    let mut slugs = by_owner(slugs, |row: entity::page_slug::Model| {
        let locale = stored(&row.locale, Locale::from_stored)?;
        Ok((row.content_id, (locale, stored(&row.slug, PageSlug::from_stored)?, row.version)))
    })?;
    let mut contacts = by_owner(contacts, |row: entity::page_contact::Model| {
        Ok((row.page_id, ContentId(row.staff_member_id)))
    })?;
    let mut links = by_owner(links, |row: entity::related_link::Model| Ok((row.page_id, link(row)?)))?;
    let read = |row: Model| {
        let id = ContentId(row.content_id);
        let mut versions = Versions::all(row.version);
        versions.set(Part::Contacts, row.contacts_version);
        versions.set(Part::Links, row.links_version);
        let slugs = slugs.remove(&id).unwrap_or_default();
        for (locale, _, version) in &slugs {
            versions.set(Part::Slug(locale.clone()), *version);
        }
        let facts = page::Facts {
            department: ContentId(row.department_id),
            parent: row.parent_id.map(ContentId),
            position: position(&row.position)?,
            slugs: slugs.into_iter().map(|(locale, slug, _)| (locale, slug)).collect(),
            contacts: contacts.remove(&id).unwrap_or_default(),
            links: links.remove(&id).unwrap_or_default(),
        };
        Ok((id, (Facts::Page(facts), versions)))
    };
    rows.into_iter().map(read).collect()
}

fn link(row: entity::related_link::Model) -> Result<Link, Error> {
    let target = match (row.target_id, &row.url) {
        (Some(target), _) => LinkTarget::Content(ContentId(target)),
        (None, Some(url)) => LinkTarget::Url(stored(url, WebAddress::from_stored)?),
        (None, None) => return Err(Error::Corrupt(format!("the target of link {}", row.id))),
    };
    Ok(Link { id: row.id, target })
}
