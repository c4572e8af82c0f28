//! What all steps of publication have in common: the contents that they name, and what is recorded of them.

use std::collections::{HashMap, HashSet};

use super::locate::{Located, Target};
use super::problems::Problems;
use super::{Error, Work};
use crate::domain::content::{ContentId, ContentKind, Verb};
use crate::domain::locale::Locale;
use crate::domain::permission::Action;
use crate::domain::problem::Reason;
use crate::domain::publication::PublicationState;
use crate::store::content;
use crate::store::draft::{self, Draft};
use crate::store::event::NewEvent;
use crate::store::revision::NewRevision;

/// The most contents that one step takes.
pub(super) const MAX_ITEMS: usize = 1_000;

/// A content of a step, and the version of it that whoever asks has read.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    pub id: ContentId,
    pub expected_version: i64,
}

/// There are contents, none twice, not too many.
pub(super) fn check_items(items: &[Item], problems: &mut Problems) {
    if items.is_empty() {
        problems.invalid(&["items"], "names nothing");
    }
    if items.len() > MAX_ITEMS {
        problems.invalid(&["items"], format!("has {} entries, at most {MAX_ITEMS} fit here", items.len()));
        return;
    }
    let mut seen = HashSet::new();
    for (index, item) in items.iter().enumerate() {
        if !seen.insert(item.id) {
            problems.invalid(&["items", &index.to_string(), "id"], "stands in this list already");
        }
    }
}

impl Work {
    /// Locales of the city, enabled or not, none twice.
    pub(super) fn check_locales(&self, locales: &[Locale], problems: &mut Problems) {
        let mut seen = HashSet::new();
        for (index, locale) in locales.iter().enumerate() {
            if !seen.insert(locale) {
                problems.invalid(&["locales", &index.to_string()], "stands in this list already");
            }
            if self.locales.desk().get(locale).is_none() {
                let message = format!("{locale} is no locale of the city");
                problems.invalid(&["locales", &index.to_string()], message);
            }
        }
    }

    /// The contents of a step with their drafts, by their numbers in the list; what the actor does not see is a problem.
    pub(super) async fn targets(
        &self,
        located: &Located,
        items: &[Item],
        problems: &mut Problems,
    ) -> Result<Vec<(usize, Target)>, Error> {
        let found = |item: &Item| located.visible(item.id).filter(|found| found.place.is_some());
        let kinds: Vec<(ContentId, ContentKind)> =
            items.iter().filter_map(|item| Some((item.id, found(item)?.kind))).collect();
        let mut drafts: HashMap<ContentId, Draft> = draft::read(&self.writing, &kinds).await?;
        let mut targets = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let place = found(item).and_then(|found| Some((found, found.place.clone()?)));
            match place.zip(drafts.remove(&item.id)) {
                Some(((_, place), _)) if !located.rights.allow(Action::ReadDraft, Some(&place)) => {
                    let path = ["items", &index.to_string(), "id"];
                    problems.add(&path, "you may not change what is public of this", Reason::NotPermitted);
                }
                Some(((found, place), draft)) => {
                    let (kind, version) = (found.kind, found.version);
                    targets.push((index, Target { id: item.id, kind, version, place, draft }));
                }
                None => {
                    let path = ["items", &index.to_string(), "id"];
                    problems.add(&path, "there is no content with this id", Reason::NotFound);
                }
            }
        }
        Ok(targets)
    }

    /// Where a content stands that is not public.
    pub(super) async fn state_of_hidden(&self, id: ContentId) -> Result<PublicationState, Error> {
        let was_published = content::was_published(&self.writing, id).await?;
        Ok(if was_published { PublicationState::Unpublished } else { PublicationState::Draft })
    }

    /// A step of publication in history and outbox: the draft stays as it is.
    pub(super) fn record(
        &mut self,
        id: ContentId,
        kind: ContentKind,
        version: i64,
        verb: Verb,
        locales: &[String],
    ) {
        let content = Some((id, kind, version));
        self.events.push(NewEvent { content, verb, locales: locales.to_vec() });
        let locales = Some(locales.to_vec());
        self.revisions.push(NewRevision { content: id, verb, locales, snapshot: None, version });
    }
}
