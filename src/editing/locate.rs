//! Permit and lock: what a command finds of the contents that it names, as far as its actor may see them.

use std::collections::{HashMap, HashSet};

use super::problems::Problems;
use super::{Error, Work};
use crate::domain::content::{ContentId, ContentKind, Facts};
use crate::domain::draft::{Above, Reference};
use crate::domain::permission::{Action, Rights};
use crate::domain::problem::{Problem, Reason};
use crate::domain::tree::TreeKey;
use crate::store::draft::{self, Draft};
use crate::store::whereabouts::{self, Whereabouts};

/// The contents that a command names, locked, and the rights of its actor over them.
pub struct Located {
    pub rights: Rights,
    found: HashMap<ContentId, Whereabouts>,
}

/// The content that a command is about.
#[derive(Clone)]
pub struct Target {
    pub id: ContentId,
    pub kind: ContentKind,
    pub version: i64,
    pub place: TreeKey,
    pub draft: Draft,
}

impl Work {
    /// Locks contents, then looks up the actor's rights: what they were may have been taken while it waited.
    pub async fn locate(&self, ids: impl IntoIterator<Item = ContentId>) -> Result<Located, Error> {
        let mut ids: Vec<ContentId> = ids.into_iter().collect();
        ids.sort_unstable();
        ids.dedup();
        let found = whereabouts::lock(&self.writing, &ids).await?;
        Ok(Located { rights: self.rights().await?, found })
    }

    /// The actor's rights in the tree of drafts as it stands.
    pub async fn rights(&self) -> Result<Rights, Error> {
        let actor = self.actor.presented(&self.writing, self.at).await?;
        let Some(account) = actor.account() else { return Ok(Rights::unlimited()) };
        let places = whereabouts::places(&self.writing, &account.departments()).await?;
        Ok(Rights::of(account, &places))
    }

    /// Which contents facts refer to that the actor does not see. Those that the input names were looked at already.
    pub async fn hidden(&self, facts: &Facts, named: &[Reference]) -> Result<HashSet<ContentId>, Error> {
        let others = facts.references().into_iter().filter(|id| named.iter().all(|named| named.id != *id));
        let others: Vec<ContentId> = others.collect();
        if others.is_empty() {
            return Ok(HashSet::new());
        }
        let found = whereabouts::look(&self.writing, &others).await?;
        let located = Located { rights: self.rights().await?, found };
        Ok(others.into_iter().filter(|&id| located.visible(id).is_none()).collect())
    }

    /// The content with its draft, or the problem that the actor sees none such.
    pub async fn target(
        &self,
        located: &Located,
        id: ContentId,
        kind: Option<ContentKind>,
    ) -> Result<Target, Error> {
        let found = located.visible(id).filter(|found| kind.is_none_or(|kind| found.kind == kind));
        let what = kind.map_or("content", ContentKind::noun);
        let not_found =
            || Problem::new(&["input", "id"], format!("there is no {what} with this id"), Reason::NotFound);
        let found = found.ok_or_else(not_found)?;
        let place = found.place.clone().ok_or_else(not_found)?;
        // Whoever may not read the draft is told nothing that depends on it.
        if !located.rights.allow(Action::ReadDraft, Some(&place)) {
            let message = "you may not change this";
            return Err(Problem::new(&["input", "id"], message, Reason::NotPermitted).into());
        }
        let draft = draft::read(&self.writing, &[(id, found.kind)]).await?.remove(&id);
        let draft = draft.ok_or_else(not_found)?;
        Ok(Target { id, kind: found.kind, version: found.version, place, draft })
    }
}

impl Located {
    /// What the actor sees of a content; null where there is none, or none for them.
    pub fn visible(&self, id: ContentId) -> Option<&Whereabouts> {
        self.found.get(&id).filter(|found| {
            let reads = |place| self.rights.allow(Action::ReadDraft, Some(place));
            found.is_live || found.place.as_ref().is_some_and(reads)
        })
    }

    /// A content without a draft, being deleted: for administrators, and only as long as nothing of it is public.
    pub fn deleted(&self, id: ContentId) -> Option<&Whereabouts> {
        let is_seen = self.rights.allow(Action::Administer, None);
        self.found.get(&id).filter(|found| is_seen && found.place.is_none() && !found.is_live)
    }

    /// What was locked, whether the actor sees it or not; null where there is no such content.
    pub fn whereabouts(&self, id: ContentId) -> Option<&Whereabouts> {
        self.found.get(&id)
    }

    /// Where a content stands in the tree of drafts, whether the actor sees it or not; null where it is no more.
    pub fn place_of(&self, id: ContentId) -> Option<&TreeKey> {
        self.found.get(&id)?.place.as_ref()
    }

    /// Takes out of facts, whose references were locked, what is no more.
    pub fn leave_out_gone(&self, facts: &mut Facts) {
        let is_gone = |id: &ContentId| self.place_of(*id).is_none();
        facts.leave_out(&facts.references().into_iter().filter(is_gone).collect());
    }

    /// Whether the department or page that facts of old stood below, and that was locked, is there; else it is a problem.
    pub fn check_above(&self, facts: &Facts, path: &[impl AsRef<str>], problems: &mut Problems) -> bool {
        let is_there = facts.above().id().is_none_or(|id| self.place_of(id).is_some());
        if !is_there {
            let gone = match (facts.above(), facts.kind()) {
                (Above::Page(_), _) => "the page that it stood below",
                (_, ContentKind::Department) => "the department that it stood below",
                _ => "the department that it belonged to",
            };
            problems.add(path, format!("{gone} is no more"), Reason::NotFound);
        }
        is_there
    }

    /// Where a content stands in the tree of drafts, if it is of one of `kinds` and the actor sees it; else a problem.
    pub fn place(
        &self,
        id: ContentId,
        kinds: &[ContentKind],
        path: &[&str],
        problems: &mut Problems,
    ) -> Option<(ContentKind, TreeKey)> {
        let found = self.visible(id).filter(|found| kinds.contains(&found.kind));
        let found = found.and_then(|found| Some((found.kind, found.place.clone()?)));
        if found.is_none() {
            let names: Vec<&str> = kinds.iter().map(|kind| kind.noun()).collect();
            problems.add_at(
                path,
                format!("there is no {} with this id", names.join(" or ")),
                Reason::NotFound,
            );
        }
        found
    }

    /// Whatever is referred to is there, of the right kind, and seen by the actor.
    pub fn check_references(&self, references: &[Reference], problems: &mut Problems) {
        for Reference { path, id, kind } in references {
            let found = self.visible(*id).filter(|found| found.place.is_some());
            if found.is_none_or(|found| kind.is_some_and(|kind| kind != found.kind)) {
                let what = kind.map_or("content", ContentKind::noun);
                problems.add(path, format!("there is no {what} with this id"), Reason::NotFound);
            }
        }
    }
}
