//! Verbs that all content shares.

use async_graphql::{ID, InputObject, MaybeUndefined, Object};

use super::input::optional_id;
use super::{contents, payload, run};
use crate::domain::edit::Edit;
use crate::editing::{Delete, Discard, Relocate};
use crate::graphql::error::Failure;
use crate::graphql::id::content_id;
use crate::graphql::node::Content;
use crate::graphql::public::is_desk;

/// Where a content is to go: below a parent, and among its siblings there. At least one of `parent`, `before` and
/// `after` is needed.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct ContentMoveInput {
    /// Which content.
    id: ID,
    /// What it is to stand below: a department, for pages also a page. Null, for departments: a root of the tree. Left
    /// out: it stays where it is. A page takes the pages below it along.
    parent: MaybeUndefined<ID>,
    /// The sibling that is to follow it. With neither `before` nor `after` it comes last.
    before: Option<ID>,
    /// The sibling that it is to follow.
    after: Option<ID>,
    /// The `version` that you have read. If facts have changed since: `VersionConflict`.
    expected_version: i32,
}

payload! {
    /// What became of `contentMove`.
    ContentMovePayload {
        /// The content as it is now. Null where there are problems.
        content: Content
    }
}

/// Whose draft goes back to what is live.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct ContentDiscardDraftInput {
    /// Which content.
    id: ID,
    /// The `version` that you have read. If what would go has changed since: `VersionConflict`.
    expected_version: i32,
}

/// What is deleted.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct ContentDeleteInput {
    /// Which content. It must not be public, and nothing may refer to it.
    id: ID,
    /// The `version` that you have read. If it has changed since: `VersionConflict`.
    expected_version: i32,
}

payload! {
    /// What became of `contentDiscardDraft`.
    ContentDiscardDraftPayload {
        /// The content as it is now. Null where there are problems.
        content: Content
    }
}
payload! {
    /// What became of `contentDelete`.
    ContentDeletePayload {
        /// The id of the content that is no more. Null where there are problems.
        deleted_id: ID
    }
}

#[derive(Default)]
pub struct ContentMutation;

/// Verbs that all content shares.
#[Object]
impl ContentMutation {
    /// Moves a draft in the order of its siblings, or in the tree. A move changes this content only, but for pages that
    /// follow a page into another department. For editors of both ends.
    #[graphql(visible = "is_desk")]
    async fn content_move(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The move.")] input: ContentMoveInput,
    ) -> Result<ContentMovePayload, Failure> {
        let id = content_id(&input.id)?;
        let parent = match &input.parent {
            MaybeUndefined::Undefined => Edit::Keep,
            MaybeUndefined::Null => Edit::Clear,
            MaybeUndefined::Value(parent) => Edit::Set(content_id(parent)?),
        };
        let command = Relocate {
            id,
            parent,
            before: optional_id(input.before.as_ref())?,
            after: optional_id(input.after.as_ref())?,
            expected_version: input.expected_version.into(),
        };
        let problems = run(ctx, &command).await?;
        let moved = contents(ctx, &[id], &problems).await?.and_then(|mut moved| moved.pop());
        Ok(ContentMovePayload { content: moved, problems })
    }

    /// Takes back what a draft has beyond what is live: in facts, relations and texts. For editors of what changes.
    #[graphql(visible = "is_desk")]
    async fn content_discard_draft(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Whose draft.")] input: ContentDiscardDraftInput,
    ) -> Result<ContentDiscardDraftPayload, Failure> {
        let id = content_id(&input.id)?;
        let problems = run(ctx, &Discard { id, expected_version: input.expected_version.into() }).await?;
        let content = contents(ctx, &[id], &problems).await?.and_then(|mut contents| contents.pop());
        Ok(ContentDiscardDraftPayload { content, problems })
    }

    /// Deletes a content that is not public and that nothing refers to. Its slug is free then; its history stays. For
    /// editors.
    #[graphql(visible = "is_desk")]
    async fn content_delete(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Which content.")] input: ContentDeleteInput,
    ) -> Result<ContentDeletePayload, Failure> {
        let id = content_id(&input.id)?;
        let problems = run(ctx, &Delete { id, expected_version: input.expected_version.into() }).await?;
        let deleted_id = problems.is_empty().then(|| input.id.clone());
        Ok(ContentDeletePayload { deleted_id, problems })
    }
}
