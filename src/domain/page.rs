//! A page: its place in the tree, its slugs and paths, the contacts and links that it shows.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::contact::WebAddress;
use super::content::ContentId;
use super::fault::{Fault, Faults};
use super::locale::{Locale, Locales};
use super::position::Position;
use super::responsibility::check_distinct;
use super::slug::{PageSlug, Slug};

/// The facts of a page, the contacts and the links that it shows, each in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    pub department: ContentId,
    /// Null: directly below the department.
    pub parent: Option<ContentId>,
    /// Among the pages of the same parent.
    pub position: Position,
    pub slugs: BTreeMap<Locale, PageSlug>,
    pub contacts: Vec<ContentId>,
    pub links: Vec<Link>,
}

/// A related link. Its label is a text of the page, with the link as its item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    pub id: Uuid,
    pub target: LinkTarget,
}

/// Where a related link leads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkTarget {
    Content(ContentId),
    Url(WebAddress),
}

/// The facts of a page as somebody wrote them.
#[derive(Clone, Debug)]
pub struct Input {
    pub department: ContentId,
    pub parent: Option<ContentId>,
    pub slugs: Vec<(Locale, String)>,
    pub contacts: Vec<ContentId>,
    pub links: Vec<LinkInput>,
}

/// A related link as somebody wrote it: either leads to content or to a URL.
#[derive(Clone, Debug)]
pub struct LinkInput {
    pub id: Uuid,
    pub target: Option<ContentId>,
    pub url: Option<String>,
}

impl Facts {
    /// Checks every value and names all faults at once.
    pub fn check(input: Input, position: Position) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::default();
        let mut slugs = BTreeMap::new();
        for (locale, slug) in input.slugs {
            if let Some(slug) = faults.take(&["slug", locale.as_str()], PageSlug::parse(&slug)) {
                slugs.insert(locale, slug);
            }
        }
        check_distinct("contacts", input.contacts.iter().copied(), &mut faults);
        let links = input.links.into_iter().enumerate();
        let links = links.filter_map(|(index, link)| check_link(index, link, &mut faults)).collect();
        faults.into_result()?;
        Ok(Self {
            department: input.department,
            parent: input.parent,
            position,
            slugs,
            contacts: input.contacts,
            links,
        })
    }
}

fn check_link(index: usize, link: LinkInput, faults: &mut Faults) -> Option<Link> {
    let index = index.to_string();
    let target = match (link.target, link.url) {
        (Some(target), None) => LinkTarget::Content(target),
        (None, Some(url)) => {
            LinkTarget::Url(faults.take(&["links", &index, "url"], WebAddress::parse(&url))?)
        }
        _ => {
            faults.add(&["links", &index], "needs either a target or a URL");
            return None;
        }
    };
    Some(Link { id: link.id, target })
}

/// What paths are made of: a page's place and its slugs.
#[derive(Clone, Debug)]
pub struct PathPart {
    pub department_slug: Slug,
    pub parent: Option<ContentId>,
    pub slugs: BTreeMap<Locale, PageSlug>,
}

/// The deepest tree of pages: a longer chain has no path, so that a cycle ends.
pub const MAX_DEPTH: usize = 32;

/// The paths of `page` by locale: `/<locale>/<department slug>/<page slugs>`.
///
/// A page has a path in each locale in which it has a slug itself. An ancestor without a slug in that locale lends the
/// one that the locale's fallback chain finds; where there is none, or the ancestor is not in `parts`, there is no path.
pub fn paths(
    page: ContentId,
    parts: &HashMap<ContentId, PathPart>,
    locales: &Locales,
) -> BTreeMap<Locale, String> {
    let Some(own) = parts.get(&page) else { return BTreeMap::new() };
    let in_locale = |locale: &Locale| -> Option<String> {
        let chain = locales.resolve(Some(locale), None, None);
        let mut slugs = vec![own.slugs.get(locale)?.as_str()];
        let mut parent = own.parent;
        while let Some(ancestor) = parent {
            let part = parts.get(&ancestor)?;
            slugs.push(chain.iter().find_map(|locale| part.slugs.get(locale))?.as_str());
            if slugs.len() > MAX_DEPTH {
                return None;
            }
            parent = part.parent;
        }
        slugs.extend([own.department_slug.as_str(), locale.as_str(), ""]);
        slugs.reverse();
        Some(slugs.join("/"))
    };
    own.slugs.keys().filter_map(|locale| Some((locale.clone(), in_locale(locale)?))).collect()
}
