//! Deletion: the draft goes, the content stays as a name in history, from which an administrator can restore it.

use super::problems::Problems;
use super::put::refuse_collisions;
use super::{Command, Error, Locks, Tree, Work};
use crate::domain::content::{ContentId, Stage, Verb};
use crate::domain::permission::{Action, Readable};
use crate::domain::problem::Reason;
use crate::domain::publication::PublicationState;
use crate::domain::version::{Part, fact_parts};
use crate::store::event::NewEvent;
use crate::store::revision::NewRevision;
use crate::store::sight::Sight;
use crate::store::whereabouts::Whereabouts;
use crate::store::{label, page_path, tree_place, used_by, write};

/// The most users of a content that a problem names.
pub(super) const MAX_USERS: usize = 100;

/// Deletes a content that is not public and that nothing refers to.
#[derive(Clone, Copy, Debug)]
pub struct Delete {
    pub id: ContentId,
    pub expected_version: i64,
}

impl Command for Delete {
    type Outcome = ();

    fn locks(&self) -> Locks {
        Locks { tree: Tree::Changes, ..Locks::default() }
    }

    async fn perform(&self, work: &mut Work) -> Result<(), Error> {
        let located = work.locate([self.id]).await?;
        let target = work.target(&located, self.id, None).await?;
        let mut problems = Problems::below(&["input"]);
        if !located.rights.allow(Action::WriteFacts, Some(&target.place)) {
            problems.add(&["id"], "you may not delete this", Reason::NotPermitted);
        }
        if located.visible(self.id).is_some_and(|found| found.is_live) {
            let message = "is public: take it from the public first";
            let from = PublicationState::Live;
            problems.add(&["id"], message, Reason::StepNotAllowed { from });
        }
        let path = ["input", "expectedVersion"];
        let parts = fact_parts(&target.draft.facts);
        let texts = target.draft.texts.iter().map(|text| Part::Text(text.key()));
        let parts: Vec<_> = parts.into_iter().chain(texts).collect();
        work.check_versions(&target, self.expected_version, (&parts, None), &path, &mut problems).await?;
        self.check_users(work, &mut problems).await?;
        problems.into_result()?;

        let (writing, ids) = (&work.writing, [self.id]);
        write::delete_draft(writing, self.id, target.kind, work.at).await?;
        page_path::remove(writing, Stage::Draft, &ids, work.at).await?;
        let collisions = page_path::rewrite(writing, Stage::Draft, &ids, &work.locales, work.at).await?;
        refuse_collisions(collisions, &["input", "id"])?;
        label::rewrite(writing, Stage::Draft, &ids, &work.locales).await?;
        tree_place::rewrite(writing, Stage::Draft, &ids).await?;
        let (version, verb) = (target.version + 1, Verb::Delete);
        let content = Some((self.id, target.kind, version));
        work.events.push(NewEvent { content, verb, locales: Vec::new() });
        work.revisions.push(NewRevision { content: self.id, verb, locales: None, snapshot: None, version });
        Ok(())
    }
}

impl Delete {
    /// Nothing refers to it, on the desk or in public.
    async fn check_users(&self, work: &Work, problems: &mut Problems) -> Result<(), Error> {
        let mut users: Vec<ContentId> = Vec::new();
        for sight in [Sight::Desk(Readable::All), Sight::Live] {
            let found = used_by::users(&work.writing, &sight, &[self.id]).await?;
            users.extend(found.into_iter().map(|(_, user)| user));
        }
        users.sort_unstable();
        users.dedup();
        if users.is_empty() {
            return Ok(());
        }
        let count = users.len();
        let located = work.locate(users.iter().copied()).await?;
        users.retain(|&user| located.visible(user).is_some_and(is_there));
        let hidden = count - users.len();
        users.truncate(MAX_USERS);
        let message = match count {
            1 => "1 content refers to it: change that first".to_owned(),
            _ => format!("{count} contents refer to it: change those first"),
        };
        problems.add(&["id"], message, Reason::InUse { used_by: users, hidden });
        Ok(())
    }
}

fn is_there(found: &Whereabouts) -> bool {
    found.is_live || found.place.is_some()
}
