//! A move: in the order of siblings, and in the tree.

use super::locate::{Located, Target};
use super::problems::Problems;
use super::put::refuse_collisions;
use super::{Command, Error, Locks, Tree, Work};
use crate::domain::content::{ContentId, ContentKind, Facts, Verb};
use crate::domain::draft::Above;
use crate::domain::edit::Edit;
use crate::domain::page;
use crate::domain::permission::Action;
use crate::domain::position::Position;
use crate::domain::problem::Reason;
use crate::domain::tree::{self, TreeKey};
use crate::domain::version::{Part, changed_parts};
use crate::store::draft;
use crate::store::whereabouts::{self, Among};

/// Moves a content behind or before a sibling, or to the end of what stands below a parent.
#[derive(Clone, Debug)]
pub struct Relocate {
    pub id: ContentId,
    /// What it is to stand below: a department, for pages also a page. Kept: what it stands below now.
    pub parent: Edit<ContentId>,
    /// The sibling that is to follow it.
    pub before: Option<ContentId>,
    /// The sibling that it is to follow.
    pub after: Option<ContentId>,
    pub expected_version: i64,
}

/// Where something is to go.
struct Destination {
    above: Above,
    /// Null at the root.
    place: Option<TreeKey>,
    /// For all but departments.
    department: Option<ContentId>,
}

impl Command for Relocate {
    type Outcome = ();

    fn locks(&self) -> Locks {
        Locks { tree: Tree::Changes, ..Locks::default() }
    }

    async fn perform(&self, work: &mut Work) -> Result<(), Error> {
        let parent = match &self.parent {
            Edit::Set(parent) => Some(*parent),
            Edit::Keep | Edit::Clear => None,
        };
        let named = [Some(self.id), parent, self.before, self.after];
        let located = work.locate(named.into_iter().flatten()).await?;
        let target = work.target(&located, self.id, None).await?;
        let mut problems = Problems::below(&["input"]);

        let source_place = Some(&target.place);
        if !located.rights.allow(Action::WriteFacts, source_place) {
            problems.add(&["id"], "you may not move this", Reason::NotPermitted);
        }
        let destination = self.destination(work, &located, &target, &mut problems).await?;
        let mut position = None;
        if let Some(destination) = &destination {
            if !located.rights.allow(Action::WriteFacts, destination.place.as_ref()) {
                problems.add(&["parent"], "you may not put anything there", Reason::NotPermitted);
            }
            if let Some(place) = &destination.place
                && destination.above != target.draft.facts.above()
            {
                let own = (target.kind, Some(&target.place));
                work.check_tree(own, (destination.above, place), &["parent"], &mut problems).await?;
            }
            position = self.position(work, &located, &target, destination, &mut problems).await?;
        }
        let mut facts = target.draft.facts.clone();
        if let (Some(destination), Some(position)) = (&destination, &position) {
            facts.place(destination.above, destination.department, position.clone());
            check_siblings(work, self.id, &facts, &mut problems).await?;
        }
        let texts = &target.draft.texts;
        let changed = changed_parts((&target.draft.facts, texts), (&facts, texts));
        let path = ["input", "expectedVersion"];
        work.check_versions(&target, self.expected_version, (&changed, None), &path, &mut problems).await?;
        problems.into_result()?;
        if changed.is_empty() {
            return Ok(());
        }
        self.write(work, target, facts, &changed).await
    }
}

impl Relocate {
    async fn destination(
        &self,
        work: &Work,
        located: &Located,
        target: &Target,
        problems: &mut Problems,
    ) -> Result<Option<Destination>, Error> {
        let facts = &target.draft.facts;
        let parent = match self.parent {
            Edit::Keep => {
                if self.before.is_none() && self.after.is_none() {
                    problems.invalid(&[""; 0], "say where to: `parent`, `before` or `after`");
                }
                let above = facts.above();
                let places = whereabouts::lock(&work.writing, above.id().as_slice()).await?;
                let place = above.id().and_then(|id| places.get(&id)?.place.clone());
                return Ok(Some(Destination { above, place, department: facts.department() }));
            }
            Edit::Clear if target.kind == ContentKind::Department => {
                return Ok(Some(Destination { above: Above::Nothing, place: None, department: None }));
            }
            Edit::Clear => {
                problems.invalid(&["parent"], "is needed: only departments stand below nothing");
                return Ok(None);
            }
            Edit::Set(parent) => parent,
        };
        let kinds: &[ContentKind] = match target.kind {
            ContentKind::Page => &[ContentKind::Department, ContentKind::Page],
            _ => &[ContentKind::Department],
        };
        let Some((kind, place)) = located.place(parent, kinds, &["input", "parent"], problems) else {
            return Ok(None);
        };
        let (above, department) = if kind == ContentKind::Page {
            let parents = draft::read(&work.writing, &[(parent, kind)]).await?;
            (Above::Page(parent), parents.get(&parent).and_then(|page| page.facts.department()))
        } else {
            (Above::Department(parent), Some(parent))
        };
        Ok(Some(Destination { above, place: Some(place), department }))
    }

    async fn position(
        &self,
        work: &Work,
        located: &Located,
        target: &Target,
        destination: &Destination,
        problems: &mut Problems,
    ) -> Result<Option<Position>, Error> {
        let (writing, kind, above) = (&work.writing, target.kind, destination.above);
        let (sibling, name) = match (self.before, self.after) {
            (Some(_), Some(_)) => {
                problems.invalid(&["after"], "give either `before` or `after`, not both");
                return Ok(None);
            }
            (None, None) => {
                let last = whereabouts::position(writing, kind, above, Among::Last).await?;
                let own = target.draft.facts.position();
                if above == target.draft.facts.above() && last.as_ref() == Some(own) {
                    return Ok(last);
                }
                return Ok(Position::between(last.as_ref(), None).ok());
            }
            (Some(before), None) => (before, "before"),
            (None, Some(after)) => (after, "after"),
        };
        if sibling == target.id {
            problems.invalid(&[name], "is the content itself");
            return Ok(None);
        }
        if located.place(sibling, &[kind], &["input", name], problems).is_none() {
            return Ok(None);
        }
        let siblings = draft::read(writing, &[(sibling, kind)]).await?;
        let facts = siblings.get(&sibling).map(|draft| &draft.facts);
        let Some(facts) = facts.filter(|facts| facts.above() == above) else {
            problems.invalid(&[name], "does not stand below the same parent");
            return Ok(None);
        };
        let next_to = facts.position();
        let among = if name == "before" { Among::NextBelow(next_to) } else { Among::NextAbove(next_to) };
        let neighbour = whereabouts::position(writing, kind, above, among).await?;
        let own = target.draft.facts.position();
        if above == target.draft.facts.above() && neighbour.as_ref() == Some(own) {
            // It stands there already.
            return Ok(neighbour);
        }
        let between = match name {
            "before" => Position::between(neighbour.as_ref(), Some(next_to)),
            _ => Position::between(Some(next_to), neighbour.as_ref()),
        };
        Ok(between.ok())
    }

    async fn write(
        &self,
        work: &mut Work,
        target: Target,
        facts: Facts,
        changed: &[Part],
    ) -> Result<(), Error> {
        let old = target.draft.facts.clone();
        let mut draft = target.draft;
        draft.facts = facts.clone();
        if target.kind == ContentKind::Page && old.department() != facts.department() {
            work.take_pages_along(self.id, &target.place, facts.department()).await?;
        }
        work.put(self.id, draft, target.version + 1, (changed, Verb::Move)).await?;
        let collisions = work.derive(self.id, &old, &facts, changed).await?;
        refuse_collisions(collisions, &["input", "parent"])
    }
}

impl Work {
    /// Nothing stands below itself, and no tree grows too deep: of what is to stand below `above`, with what stands below
    /// it where it has a place already.
    pub(super) async fn check_tree(
        &self,
        (kind, own): (ContentKind, Option<&TreeKey>),
        (above, place): (Above, &TreeKey),
        path: &[&str],
        problems: &mut Problems,
    ) -> Result<(), Error> {
        if own.is_some_and(|own| place.is_within(own)) {
            problems.invalid(path, "would stand below itself");
            return Ok(());
        }
        if !matches!(kind, ContentKind::Department | ContentKind::Page) {
            return Ok(());
        }
        let height = match own {
            Some(own) => {
                let below = whereabouts::below(&self.writing, kind, own).await?;
                let deepest = below.iter().map(|(_, key)| key.level()).max().unwrap_or_default();
                deepest.saturating_sub(own.level())
            }
            None => 0,
        };
        let (level, max) = match kind {
            ContentKind::Page if !matches!(above, Above::Page(_)) => (0, page::MAX_DEPTH),
            ContentKind::Page => (place.level(), page::MAX_DEPTH),
            _ => (place.level(), tree::MAX_DEPTH),
        };
        if level + 1 + height > max {
            problems.invalid(path, format!("the tree would have more than {max} levels there"));
        }
        Ok(())
    }

    /// The place of facts among their siblings: their own if it is free, else the next one, which they may have already.
    pub(super) async fn free_position(
        &self,
        id: ContentId,
        facts: &Facts,
        old: Option<&Facts>,
    ) -> Result<Position, Error> {
        let (above, position) = (facts.above(), facts.position());
        if old.is_some_and(|old| old.above() == above && old.position() == position) {
            return Ok(position.clone());
        }
        let own = (id, facts.kind());
        if !whereabouts::is_position_taken(&self.writing, own, above, position).await? {
            return Ok(position.clone());
        }
        let next =
            whereabouts::position(&self.writing, facts.kind(), above, Among::NextAbove(position)).await?;
        let stands = old.filter(|old| old.above() == above).map(Facts::position);
        if let Some(stands) = stands.filter(|stands| next.as_ref() == Some(*stands)) {
            return Ok(stands.clone());
        }
        Ok(Position::between(Some(position), next.as_ref()).unwrap_or_else(|_| position.clone()))
    }

    /// The department that facts belong to where they stand: a page's is that of the page above, wherever that is by now.
    pub(super) async fn department_below(&self, facts: &Facts) -> Result<Option<ContentId>, Error> {
        let Above::Page(parent) = facts.above() else { return Ok(facts.department()) };
        let parents = draft::read(&self.writing, &[(parent, ContentKind::Page)]).await?;
        Ok(parents.get(&parent).and_then(|page| page.facts.department()))
    }

    /// Pages below a page follow it into another department.
    pub(super) async fn take_pages_along(
        &mut self,
        page: ContentId,
        place: &TreeKey,
        department: Option<ContentId>,
    ) -> Result<(), Error> {
        let below = whereabouts::below(&self.writing, ContentKind::Page, place).await?;
        let below: Vec<ContentId> = below.into_iter().map(|(id, _)| id).filter(|&id| id != page).collect();
        let located = whereabouts::lock(&self.writing, &below).await?;
        let pages: Vec<_> = below.iter().map(|&id| (id, ContentKind::Page)).collect();
        let mut drafts = draft::read(&self.writing, &pages).await?;
        for id in below {
            let Some((mut draft, found)) = drafts.remove(&id).zip(located.get(&id)) else { continue };
            let (above, position) = (draft.facts.above(), draft.facts.position().clone());
            draft.facts.place(above, department, position);
            self.put(id, draft, found.version + 1, (&[Part::Facts], Verb::Move)).await?;
        }
        Ok(())
    }
}

/// A page's slugs, where it is to stand.
async fn check_siblings(
    work: &Work,
    id: ContentId,
    facts: &Facts,
    problems: &mut Problems,
) -> Result<(), Error> {
    let Facts::Page(page) = facts else { return Ok(()) };
    let slugs: Vec<_> =
        page.slugs.iter().map(|(locale, slug)| (locale.clone(), slug.as_str().to_owned())).collect();
    for (locale, slug, taken_by) in
        whereabouts::page_slug_owners(&work.writing, facts.above(), &slugs).await?
    {
        if taken_by != id {
            let message = format!("another page there has the slug \"{slug}\" in {locale}");
            problems.add(&["parent"], message, Reason::SlugTaken { taken_by });
        }
    }
    Ok(())
}
