//! Back to what is live: the draft's changes go.

use super::locate::Target;
use super::problems::Problems;
use super::put::refuse_collisions;
use super::{Command, Error, Locks, Tree, Work};
use crate::domain::content::{ContentId, ContentKind, Facts, TextEntry, Verb};
use crate::domain::draft::Above;
use crate::domain::permission::Action;
use crate::domain::problem::Reason;
use crate::domain::version::{changed_parts, changed_sources};
use crate::store::draft::{self, Draft};
use crate::store::whereabouts;

/// Makes a draft what is live again.
#[derive(Clone, Copy, Debug)]
pub struct Discard {
    pub id: ContentId,
    pub expected_version: i64,
}

impl Command for Discard {
    type Outcome = ();

    fn locks(&self) -> Locks {
        Locks { tree: Tree::Changes, ..Locks::default() }
    }

    async fn perform(&self, work: &mut Work) -> Result<(), Error> {
        let located = work.locate([self.id]).await?;
        let target = work.target(&located, self.id, None).await?;
        let old = &target.draft;
        let mut problems = Problems::below(&["input"]);
        let live = draft::read_live(&work.writing, &[(self.id, target.kind)]).await?.remove(&self.id);
        let Some(Draft { mut facts, mut texts, .. }) = live else {
            let from = work.state_of_hidden(self.id).await?;
            let message = "is not public: there is nothing to go back to";
            problems.add(&["id"], message, Reason::StepNotAllowed { from });
            return problems.into_result();
        };
        leave_out_gone(work, &mut facts, &mut texts).await?;
        for what in work.missing(&facts, &texts) {
            problems
                .invalid(&["id"], format!("has no {what}, in public: publish that first, or keep the draft"));
        }
        // In the order of the draft's, which does not matter, but is the same for what is the same.
        texts.sort_by_key(TextEntry::key);

        let above = facts.above();
        let department = work.department_below(&facts).await?;
        let position = work.free_position(self.id, &facts, Some(&old.facts)).await?;
        facts.place(above, department, position);
        let mut changed = changed_parts((&old.facts, &old.texts), (&facts, &texts));
        changed.extend(changed_sources(&old.texts, &texts));
        work.check_rights(&located, Some(&target.place), &changed, &mut problems);
        let expected = self.expected_version;
        let path = ["input", "expectedVersion"];
        let then = work.snapshot_at(&target, expected).await?;
        work.check_versions(&target, expected, (&changed, then.as_ref()), &path, &mut problems).await?;
        work.check_former_slugs((self.id, &facts), &["id"], &mut problems).await?;
        if above != old.facts.above() {
            self.check_parent(work, &target, above, &mut problems).await?;
        }
        problems.into_result()?;
        if changed.is_empty() {
            return Ok(());
        }
        if target.kind == ContentKind::Page && old.facts.department() != facts.department() {
            work.take_pages_along(self.id, &target.place, facts.department()).await?;
        }
        let draft = Draft { facts: facts.clone(), texts, versions: old.versions.clone() };
        work.put(self.id, draft, target.version + 1, (&changed, Verb::Discard)).await?;
        let collisions = work.derive(self.id, &old.facts, &facts, &changed).await?;
        refuse_collisions(collisions, &["input", "id"])
    }
}

impl Discard {
    /// What it would stand below is there on the desk, does not stand below it, and takes what the actor puts there.
    async fn check_parent(
        &self,
        work: &Work,
        target: &Target,
        above: Above,
        problems: &mut Problems,
    ) -> Result<(), Error> {
        let found = whereabouts::lock(&work.writing, above.id().as_slice()).await?;
        let place = above.id().and_then(|parent| found.get(&parent)?.place.as_ref());
        if above.id().is_some() && place.is_none() {
            problems.invalid(&["id"], "what it stands below in public is no more on the desk");
            return Ok(());
        }
        if !work.rights().await?.allow(Action::WriteFacts, place) {
            problems.add(&["id"], "you may not put anything where it stands in public", Reason::NotPermitted);
        }
        if let Some(place) = place {
            let own = (target.kind, Some(&target.place));
            work.check_tree(own, (above, place), &["id"], problems).await?;
        }
        Ok(())
    }
}

/// Takes out of what is live whatever it refers to that is no more: an erased person does not come back. The tree is
/// locked, so that nothing goes meanwhile.
async fn leave_out_gone(work: &Work, facts: &mut Facts, texts: &mut Vec<TextEntry>) -> Result<(), Error> {
    let mut gone = facts.references();
    let ids: Vec<ContentId> = gone.iter().copied().collect();
    let found = whereabouts::look(&work.writing, &ids).await?;
    gone.retain(|id| found.get(id).is_none_or(|found| found.place.is_none()));
    facts.leave_out(&gone);
    texts.retain(|text| text.item.is_nil() || facts.links().iter().any(|link| link.id == text.item));
    Ok(())
}
