//! A person is to be forgotten: their draft, their history, and what refers to them in the drafts of others. The one verb
//! that rewrites history.

use super::locate::{Located, Target};
use super::problems::Problems;
use super::{Command, Error, Locks, Tree, Work};
use crate::domain::content::{ContentId, ContentKind, Facts, Verb};
use crate::domain::mention::Naming;
use crate::domain::permission::Action;
use crate::domain::problem::{Problem, Reason};
use crate::domain::publication::PublicationState;
use crate::domain::version::{Part, changed_parts};
use crate::store::draft;
use crate::store::event::NewEvent;
use crate::store::revision::{self, NewRevision};
use crate::store::{erasure, publication};

/// Forgets a member of the staff, deleted or not, who is not public.
#[derive(Clone, Debug)]
pub struct Erase {
    pub id: ContentId,
    /// The version that whoever asks has read.
    pub expected_version: i64,
}

/// What an erasure did, and what it could not do.
#[derive(Clone, Debug, Default)]
pub struct Erased {
    /// How many versions the history has lost.
    pub versions: usize,
    /// Contents whose texts name the person still.
    pub mentions: Vec<ContentId>,
}

impl Command for Erase {
    type Outcome = Erased;

    fn locks(&self) -> Locks {
        Locks { tree: Tree::Changes, ..Locks::default() }
    }

    async fn perform(&self, work: &mut Work) -> Result<Erased, Error> {
        if !work.rights().await?.allow(Action::Administer, None) {
            let message = "only administrators erase a person";
            return Err(Problem::new(&["input"], message, Reason::NotPermitted).into());
        }
        let users = erasure::users(&work.writing, self.id).await?;
        let located = work.locate(users.into_iter().chain([self.id])).await?;
        let (version, facts) = self.check(work, &located).await?;
        // Without facts all was erased before.
        let Some(facts) = facts else { return Ok(Erased::default()) };

        self.leave_out_of_drafts(work).await?;
        erasure::forget_rows(&work.writing, self.id, work.at).await?;
        let versions = erasure::forget_history(&work.writing, self.id, work.at).await?;
        let mentions = match naming(&facts) {
            Some(naming) => erasure::mentions(&work.writing, &naming).await?,
            None => Vec::new(),
        };
        let (id, version, verb) = (self.id, version + 1, Verb::Erase);
        let content = Some((id, ContentKind::StaffMember, version));
        work.events.push(NewEvent { content, verb, locales: Vec::new() });
        work.revisions.push(NewRevision { content: id, verb, locales: None, snapshot: None, version });
        Ok(Erased { versions, mentions })
    }
}

/// Null for what is no person.
fn naming(facts: &Facts) -> Option<Naming> {
    let Facts::StaffMember(facts) = facts else { return None };
    let email = facts.reach.email.as_ref().map(crate::domain::contact::Email::as_str);
    Some(Naming::new(&facts.given_name, &facts.family_name, email))
}

impl Erase {
    /// The current version, and the facts: those of the draft, or the last that history has of a deleted person.
    async fn check(&self, work: &Work, located: &Located) -> Result<(i64, Option<Facts>), Error> {
        let mut problems = Problems::below(&["input"]);
        let deleted = located.deleted(self.id).filter(|found| found.kind == ContentKind::StaffMember);
        if let Some(found) = deleted {
            if found.version != self.expected_version {
                let changed_by = revision::author(&work.writing, self.id, found.version).await?;
                let reason = Reason::VersionConflict { current_version: found.version, changed_by };
                problems.add(&["expectedVersion"], "the person was deleted in another version", reason);
            }
            problems.into_result()?;
            let snapshot = revision::snapshot_at(&work.writing, self.id, found.version).await?;
            return Ok((found.version, snapshot.map(|snapshot| snapshot.facts)));
        }
        let target = work.target(located, self.id, Some(ContentKind::StaffMember)).await?;
        if located.visible(self.id).is_some_and(|found| found.is_live) {
            let from = publication::state(&work.writing, self.id).await?.unwrap_or(PublicationState::Live);
            let message = "is public: take the person from the public first";
            problems.add(&["id"], message, Reason::StepNotAllowed { from });
        }
        let Target { draft, version, .. } = &target;
        let texts = draft.texts.iter().map(|text| Part::Text(text.key()));
        let parts: Vec<Part> = [Part::Facts].into_iter().chain(texts).collect();
        let path = ["input", "expectedVersion"];
        work.check_versions(&target, self.expected_version, (&parts, None), &path, &mut problems).await?;
        problems.into_result()?;
        Ok((*version, Some(draft.facts.clone())))
    }

    /// Takes the person out of the drafts that name them, each as the next version of its content.
    async fn leave_out_of_drafts(&self, work: &mut Work) -> Result<(), Error> {
        // With the lock on the person nobody refers to them anew; who was quicker is found now.
        let users = erasure::users(&work.writing, self.id).await?;
        let located = work.locate(users.iter().copied()).await?;
        let found = users.iter().filter_map(|&id| Some((id, located.whereabouts(id)?)));
        let found: Vec<_> = found.map(|(id, found)| (id, found.kind, found.version)).collect();
        let contents: Vec<_> = found.iter().map(|&(id, kind, _)| (id, kind)).collect();
        let mut drafts = draft::read(&work.writing, &contents).await?;
        let gone = [self.id].into();
        for (id, _, version) in found {
            let Some(mut draft) = drafts.remove(&id) else { continue };
            let (old_facts, old_texts) = (draft.facts.clone(), draft.texts.clone());
            draft.facts.leave_out(&gone);
            let facts = &draft.facts;
            let is_labelled = |item| facts.links().iter().any(|link| link.id == item);
            draft.texts.retain(|text| text.item.is_nil() || is_labelled(text.item));
            let changed = changed_parts((&old_facts, &old_texts), (&draft.facts, &draft.texts));
            work.put(id, draft, version + 1, (&changed, Verb::Erase)).await?;
        }
        Ok(())
    }
}
