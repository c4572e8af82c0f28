//! A page: its place in the tree, its slugs and paths, the contacts and links that it shows.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::contact::WebAddress;
use super::content_id::ContentId;
use super::edit::Edit;
use super::fault::{Fault, Faults};
use super::locale::{Locale, Locales};
use super::position::Position;
use super::responsibility::{MAX_LIST, check_people};
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
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// By locale; those that are not named stay.
    pub slugs: Vec<(Locale, Edit<String>)>,
    pub contacts: Edit<Vec<ContentId>>,
    pub links: Edit<Vec<LinkInput>>,
}

/// A related link as somebody wrote it: either leads to content or to a URL.
#[derive(Clone, Debug)]
pub struct LinkInput {
    pub id: Uuid,
    /// Else it must be a link that the page has.
    pub is_new: bool,
    pub target: Option<ContentId>,
    pub url: Option<String>,
}

impl Facts {
    /// The facts of a new page. Checks every value and names all faults at once.
    pub fn new(
        department: ContentId,
        parent: Option<ContentId>,
        position: Position,
        input: Input,
    ) -> Result<Self, Vec<Fault>> {
        let slugs = BTreeMap::new();
        let (contacts, links) = (Vec::new(), Vec::new());
        Self { department, parent, position, slugs, contacts, links }.change(input)
    }

    /// What the input makes of these facts.
    pub fn change(&self, input: Input) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::default();
        let mut slugs = self.slugs.clone();
        for (index, (locale, slug)) in input.slugs.into_iter().enumerate() {
            let path = ["slugs", &index.to_string(), "slug"];
            let current = self.slugs.get(&locale);
            let read = |slug: String| PageSlug::parse(&slug).map(Some);
            match faults.edit(&path, slug, current, read) {
                Some(slug) => slugs.insert(locale, slug),
                None => slugs.remove(&locale),
            };
        }
        let contacts = faults.edit_list(input.contacts, Some(&self.contacts));
        check_people("contacts", contacts.iter().copied(), &mut faults);
        let links = match input.links {
            Edit::Keep => self.links.clone(),
            Edit::Clear => Vec::new(),
            Edit::Set(links) => check_links(links, &self.links, &mut faults),
        };
        faults.into_result()?;
        Ok(Self {
            department: self.department,
            parent: self.parent,
            position: self.position.clone(),
            slugs,
            contacts,
            links,
        })
    }
}

fn check_links(links: Vec<LinkInput>, current: &[Link], faults: &mut Faults) -> Vec<Link> {
    if links.len() > MAX_LIST {
        faults.add(&["relatedLinks"], format!("has {} entries, at most {MAX_LIST} fit here", links.len()));
        return Vec::new();
    }
    let mut seen = HashSet::new();
    let mut checked = Vec::with_capacity(links.len());
    for (index, link) in links.into_iter().enumerate() {
        if !link.is_new && !current.iter().any(|known| known.id == link.id) {
            faults.add(
                &["relatedLinks", &index.to_string(), "id"],
                "is no link of this page: leave it out for a new link",
            );
        } else if !seen.insert(link.id) {
            faults.add(&["relatedLinks", &index.to_string(), "id"], "stands in this list already");
        }
        let known = current.iter().find(|known| known.id == link.id);
        checked.extend(check_link(index, link, known, faults));
    }
    checked
}

fn check_link(index: usize, link: LinkInput, known: Option<&Link>, faults: &mut Faults) -> Option<Link> {
    let index = index.to_string();
    let target = match (link.target, link.url) {
        (Some(target), None) => LinkTarget::Content(target),
        (None, None) if known.is_some() => return known.cloned(),
        (None, Some(url)) => {
            LinkTarget::Url(faults.take(&["relatedLinks", &index, "url"], WebAddress::parse(&url))?)
        }
        _ => {
            faults.add(&["relatedLinks", &index], "needs either a target or a URL, not both");
            return None;
        }
    };
    Some(Link { id: link.id, target })
}

/// What paths are made of: a page's place and its slugs.
#[derive(Clone, Debug)]
pub struct PathPart {
    /// Null where its department is not in the stage. Only that of the page at the top matters.
    pub department_slug: Option<Slug>,
    pub parent: Option<ContentId>,
    pub slugs: BTreeMap<Locale, PageSlug>,
}

/// The longest path, in bytes: what an index of the database holds, and every browser passes on.
pub const MAX_PATH_LENGTH: usize = 2_000;

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
        let (mut parent, mut top) = (own.parent, own);
        while let Some(ancestor) = parent {
            let part = parts.get(&ancestor)?;
            slugs.push(chain.iter().find_map(|locale| part.slugs.get(locale))?.as_str());
            if slugs.len() > MAX_DEPTH {
                return None;
            }
            (parent, top) = (part.parent, part);
        }
        slugs.extend([top.department_slug.as_ref()?.as_str(), locale.as_str(), ""]);
        slugs.reverse();
        Some(slugs.join("/"))
    };
    own.slugs.keys().filter_map(|locale| Some((locale.clone(), in_locale(locale)?))).collect()
}
