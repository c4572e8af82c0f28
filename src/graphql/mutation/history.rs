//! Going back in history, and forgetting a person.

use async_graphql::{ID, InputObject, Object, SimpleObject};
use futures_util::future::try_join_all;

use super::{actor, begin, payload, run};
use crate::editing::{Erase, Restore};
use crate::graphql::error::Failure;
use crate::graphql::id::content_id;
use crate::graphql::node::{Content, content};
use crate::graphql::problem::{Problem, outcome};
use crate::graphql::public::is_desk;
use crate::graphql::request::ContextExt;

/// To which version a content's draft is to go back.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct ContentRestoreInput {
    /// Which content. An administrator may name a deleted one, which then has a draft again.
    id: ID,
    /// The `version` of the revision. Where it left the draft as it was, as a publication does: the draft as it was then.
    version: i32,
    /// The `version` that you have read. What somebody else has changed since is not overwritten: `VersionConflict`.
    expected_version: i32,
}

payload! {
    /// What became of `contentRestore`.
    ContentRestorePayload {
        /// The content as it is now. Null where there are problems.
        content: Content
    }
}

/// Who is to be forgotten.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct StaffMemberEraseInput {
    /// Which staff member, deleted or not.
    id: ID,
    /// The `version` that you have read. If anything has changed since: `VersionConflict`.
    expected_version: i32,
}

/// What became of `staffMemberErase`.
#[derive(SimpleObject)]
#[graphql(visible = "is_desk")]
pub struct StaffMemberErasePayload {
    /// How many versions in the history have lost the draft that they left.
    erased_versions: usize,
    /// Contents that name the person still, in a text of theirs on the desk or in public: both names at the beginning of
    /// a word, in whichever order and case, or the e-mail address. As you see them, by id. Change these texts by hand.
    mentions: Vec<Content>,
    /// What stands against it, all at once. None: it was done. Else nothing was changed.
    problems: Vec<Problem>,
}

#[derive(Default)]
pub struct HistoryMutation;

/// Going back in history, and forgetting a person.
#[Object]
impl HistoryMutation {
    /// Makes the draft what it was in a former version, as a new version: facts, relations, texts, its place in the tree.
    /// What is public stays. Where the draft is the same, nothing is written. Left out is what cannot be any more: texts
    /// and slugs in locales that the city does not have, and relations to what was deleted. If what it stood below was
    /// deleted: `NotFound`. For whoever may change all that differs: facts, and the texts in each locale.
    #[graphql(visible = "is_desk")]
    async fn content_restore(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Which version.")] input: ContentRestoreInput,
    ) -> Result<ContentRestorePayload, Failure> {
        let id = content_id(&input.id)?;
        let command =
            Restore { id, version: input.version.into(), expected_version: input.expected_version.into() };
        let problems = run(ctx, &command).await?;
        let restored = if problems.is_empty() {
            content(ctx, &ctx.desk_scope(None, None).await?, id).await?
        } else {
            None
        };
        Ok(ContentRestorePayload { content: restored, problems })
    }
    /// Forgets a person who is not public, for good: the draft with its texts and all drafts that history keeps of it.
    /// What refers to the person in the drafts of others goes too, each as a new version: duties, who runs an office,
    /// contacts of pages, links that lead there. Ids stay, and texts of others that name the person, in history too:
    /// `mentions` says where those of today are. Cannot be taken back. For administrators.
    #[graphql(visible = "is_desk")]
    async fn staff_member_erase(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Who.")] input: StaffMemberEraseInput,
    ) -> Result<StaffMemberErasePayload, Failure> {
        let command = Erase { id: content_id(&input.id)?, expected_version: input.expected_version.into() };
        let actor = actor(ctx)?;
        begin(ctx).await?;
        let (erased, problems) = outcome(ctx.request().desk.run(actor, &command).await)?;
        let erased = erased.unwrap_or_default();
        let scope = ctx.desk_scope(None, None).await?;
        let mentions = try_join_all(erased.mentions.iter().map(|&id| content(ctx, &scope, id))).await?;
        let mentions = mentions.into_iter().flatten().collect();
        Ok(StaffMemberErasePayload { erased_versions: erased.versions, mentions, problems })
    }
}
