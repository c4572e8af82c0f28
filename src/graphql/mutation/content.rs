//! Verbs that all content shares.

use async_graphql::{ID, InputObject, MaybeUndefined, Object};
use futures_util::future::try_join_all;

use super::input::optional_id;
use super::{payload, run};
use crate::domain::content::ContentId;
use crate::domain::edit::Edit;
use crate::domain::locale::Locale;
use crate::editing::{Delete, Discard, Item, Publish, Relocate, Unpublish};
use crate::graphql::error::Failure;
use crate::graphql::id::content_id;
use crate::graphql::node::{Content, content};
use crate::graphql::problem::Problem;
use crate::graphql::public::is_desk;
use crate::graphql::request::ContextExt;
use crate::graphql::types::locale::LocaleTag;

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
    expected_version: i64,
}

payload! {
    /// What became of `contentMove`.
    ContentMovePayload {
        /// The content as it is now. Null where there are problems.
        content: Content
    }
}

/// A content of a step of publication.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct ContentItemInput {
    /// Which content.
    id: ID,
    /// The `version` that you have read. If what goes has changed since: `VersionConflict`.
    expected_version: i64,
}

/// What goes live: exactly what is named here, all or nothing.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct ContentPublishInput {
    /// The contents; at most 1,000, none twice.
    items: Vec<ContentItemInput>,
    /// Whether their facts and relations go live. If not, only texts do, of what is live already.
    #[graphql(default = true)]
    facts: bool,
    /// The locales whose texts go live; none: facts alone. A text that the draft has no more goes from the public.
    locales: Vec<LocaleTag>,
}

/// What is taken from the public, all or nothing. The drafts stay.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct ContentUnpublishInput {
    /// The contents; at most 1,000, none twice.
    items: Vec<ContentItemInput>,
    /// Only their texts in these locales. Left out: all of them, facts too.
    locales: Option<Vec<LocaleTag>>,
    /// Take them although others that are public refer to them: those then show nothing in their place.
    #[graphql(default)]
    accept_in_use: bool,
}

/// Whose draft goes back to what is live.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct ContentDiscardDraftInput {
    /// Which content.
    id: ID,
    /// The `version` that you have read. If what would go has changed since: `VersionConflict`.
    expected_version: i64,
}

/// What is deleted.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct ContentDeleteInput {
    /// Which content. It must not be public, and nothing may refer to it.
    id: ID,
    /// The `version` that you have read. If it has changed since: `VersionConflict`.
    expected_version: i64,
}

payload! {
    /// What became of `contentPublish`.
    ContentPublishPayload {
        /// The contents as they are now, in the order of the items. Null where there are problems.
        contents: Vec<Content>
    }
}
payload! {
    /// What became of `contentUnpublish`.
    ContentUnpublishPayload {
        /// The contents as they are now, in the order of the items. Null where there are problems.
        contents: Vec<Content>
    }
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

/// Items as `editing` takes them.
fn items(items: &[ContentItemInput]) -> Result<Vec<Item>, Failure> {
    let item = |item: &ContentItemInput| {
        Ok(Item { id: content_id(&item.id)?, expected_version: item.expected_version })
    };
    items.iter().map(item).collect()
}

fn tags(locales: Vec<LocaleTag>) -> Vec<Locale> {
    locales.into_iter().map(|tag| tag.0).collect()
}

/// Contents as their author sees them now; null where there are problems.
async fn contents(
    ctx: &async_graphql::Context<'_>,
    ids: &[ContentId],
    problems: &[Problem],
) -> Result<Option<Vec<Content>>, Failure> {
    if !problems.is_empty() {
        return Ok(None);
    }
    let scope = ctx.desk_scope(None, None).await?;
    let found = try_join_all(ids.iter().map(|&id| content(ctx, &scope, id))).await?;
    Ok(Some(found.into_iter().flatten().collect()))
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
            expected_version: input.expected_version,
        };
        let problems = run(ctx, &command).await?;
        let moved = contents(ctx, &[id], &problems).await?.and_then(|mut moved| moved.pop());
        Ok(ContentMovePayload { content: moved, problems })
    }

    /// Brings drafts to the public: facts and relations, and texts in the locales that are named. For publishers.
    #[graphql(visible = "is_desk")]
    async fn content_publish(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "What goes live.")] input: ContentPublishInput,
    ) -> Result<ContentPublishPayload, Failure> {
        let items = items(&input.items)?;
        let ids: Vec<ContentId> = items.iter().map(|item| item.id).collect();
        let command = Publish { items, has_facts: input.facts, locales: tags(input.locales) };
        let problems = run(ctx, &command).await?;
        Ok(ContentPublishPayload { contents: contents(ctx, &ids, &problems).await?, problems })
    }

    /// Takes contents from the public, whole or in some locales. For publishers.
    #[graphql(visible = "is_desk")]
    async fn content_unpublish(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "What goes from the public.")] input: ContentUnpublishInput,
    ) -> Result<ContentUnpublishPayload, Failure> {
        let items = items(&input.items)?;
        let ids: Vec<ContentId> = items.iter().map(|item| item.id).collect();
        let (locales, accepts_in_use) = (input.locales.map(tags), input.accept_in_use);
        let problems = run(ctx, &Unpublish { items, locales, accepts_in_use }).await?;
        Ok(ContentUnpublishPayload { contents: contents(ctx, &ids, &problems).await?, problems })
    }

    /// Takes back what a draft has beyond what is live: in facts, relations and texts. For editors of what changes.
    #[graphql(visible = "is_desk")]
    async fn content_discard_draft(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Whose draft.")] input: ContentDiscardDraftInput,
    ) -> Result<ContentDiscardDraftPayload, Failure> {
        let id = content_id(&input.id)?;
        let problems = run(ctx, &Discard { id, expected_version: input.expected_version }).await?;
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
        let problems = run(ctx, &Delete { id, expected_version: input.expected_version }).await?;
        let deleted_id = problems.is_empty().then(|| input.id.clone());
        Ok(ContentDeletePayload { deleted_id, problems })
    }
}
