//! A change of one content's facts, relations and texts.

use std::collections::HashSet;

use super::problems::Problems;
use super::put::refuse_collisions;
use super::{Command, Error, Locks, Tree, Work};
use crate::domain::content::{ContentId, Verb};
use crate::domain::draft::FactsInput;
use crate::domain::text_edit::{TextEdit, edit_texts};
use crate::domain::version::{Part, changed_parts};
use crate::store::draft::Draft;

/// Changes what it speaks of and leaves the rest.
#[derive(Clone, Debug)]
pub struct Update {
    pub id: ContentId,
    /// The version that whoever asks has read.
    pub expected_version: i64,
    pub facts: FactsInput,
    /// Their paths stand below `set`.
    pub texts: Vec<TextEdit>,
}

impl Command for Update {
    type Outcome = ();

    fn locks(&self) -> Locks {
        // Paths are made of slugs, those below too.
        let tree = if self.facts.sets_slugs() { Tree::Changes } else { Tree::Any };
        Locks { tree, ..Locks::default() }
    }

    async fn perform(&self, work: &mut Work) -> Result<(), Error> {
        let references = self.facts.references();
        let located = work.locate(references.iter().map(|reference| reference.id).chain([self.id])).await?;
        let target = work.target(&located, self.id, Some(self.facts.kind())).await?;
        let old = &target.draft;
        let mut problems = Problems::below(&["input", "set"]);

        located.check_references(&references, &mut problems);
        let mut facts = problems.take(self.facts.clone().change(&old.facts, &work.home));
        if let Some(facts) = facts.as_mut().filter(|_| self.facts.sets_lists()) {
            let hidden = work.hidden(&old.facts, &references).await?;
            facts.keep(&old.facts, &hidden);
        }
        work.check_page_slugs(&self.facts, facts.as_ref(), &mut problems);
        work.check_slugs(self.id, &self.facts, Some(old.facts.above()), &mut problems).await?;
        let has_facts = facts.is_some();
        let facts = facts.unwrap_or_else(|| old.facts.clone());
        let locales = work.locales.desk();
        let texts = problems.take(edit_texts(&facts, locales, &old.texts, self.texts.clone()));
        let texts = texts.unwrap_or_else(|| old.texts.clone());

        let changed = changed_parts((&old.facts, &old.texts), (&facts, &texts));
        // What cannot be read is taken for a change.
        let unread = (!has_facts).then_some(Part::Facts);
        let said: HashSet<Part> = changed.iter().cloned().chain(unread).collect();
        let said: Vec<Part> = said.into_iter().collect();
        work.check_rights(&located, Some(&target.place), &said, &mut problems);
        let then = work.snapshot_at(&target, self.expected_version).await?;
        work.check_versions(
            &target,
            self.expected_version,
            (&said, then.as_ref()),
            &["input", "expectedVersion"],
            &mut problems,
        )
        .await?;
        problems.into_result()?;
        if changed.is_empty() {
            return Ok(());
        }

        let version = target.version + 1;
        let mut draft = Draft { facts, texts, versions: old.versions.clone() };
        work.name_sources((&mut draft, version), &changed, self.expected_version, then.as_ref());
        let facts = draft.facts.clone();
        work.put(self.id, draft, version, (&changed, Verb::Update)).await?;
        let collisions = work.derive(self.id, &old.facts, &facts, &changed).await?;
        let path = if self.facts.slug().is_some() { "slug" } else { "slugs" };
        refuse_collisions(collisions, &["input", "set", path])
    }
}
