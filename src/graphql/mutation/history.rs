//! Going back in history, and forgetting a person.

use async_graphql::{ID, InputObject, Object};

use super::{payload, run};
use crate::editing::Restore;
use crate::graphql::error::Failure;
use crate::graphql::id::content_id;
use crate::graphql::node::{Content, content};
use crate::graphql::public::is_desk;
use crate::graphql::request::ContextExt;

/// To which version a content's draft is to go back.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct ContentRestoreInput {
    /// Which content. An administrator may name a deleted one, which then has a draft again.
    id: ID,
    /// The `version` of the revision. Where it left the draft as it was, as a publication does: the draft as it was then.
    version: i64,
    /// The `version` that you have read. What somebody else has changed since is not overwritten: `VersionConflict`.
    expected_version: i64,
}

payload! {
    /// What became of `contentRestore`.
    ContentRestorePayload {
        /// The content as it is now. Null where there are problems.
        content: Content
    }
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
        let command = Restore { id, version: input.version, expected_version: input.expected_version };
        let problems = run(ctx, &command).await?;
        let restored = if problems.is_empty() {
            content(ctx, &ctx.desk_scope(None, None).await?, id).await?
        } else {
            None
        };
        Ok(ContentRestorePayload { content: restored, problems })
    }
}
