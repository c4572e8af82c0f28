//! Publication: now, or planned for a time.

use async_graphql::{ID, InputObject, Object, SimpleObject};
use uuid::Uuid;

use super::{contents, payload, run};
use crate::domain::content::ContentId;
use crate::domain::locale::Locale;
use crate::editing::{Item, Plan, PlanCancel, Publish, Step, Unpublish};
use crate::graphql::error::Failure;
use crate::graphql::id::{content_id, uuid};
use crate::graphql::node::Content;
use crate::graphql::problem::Problem;
use crate::graphql::public::is_desk;
use crate::graphql::request::ContextExt;
use crate::graphql::types::date_time::Moment;
use crate::graphql::types::locale::LocaleTag;
use crate::graphql::types::planned_step::PlannedStep;

/// A content of a step of publication.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct ContentItemInput {
    /// Which content.
    id: ID,
    /// The `version` that you have read. If what goes has changed since: `VersionConflict`.
    expected_version: i32,
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
    /// When; with any offset. What goes live then are the versions that you expect now. Left out: at once.
    at: Option<Moment>,
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
    /// When; with any offset. What goes then is what is public then, in whatever version. Left out: at once.
    at: Option<Moment>,
}

/// Which planned step.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct PlannedStepCancelInput {
    /// Its id.
    id: ID,
}

/// What became of `contentPublish`.
#[derive(SimpleObject)]
#[graphql(visible = "is_desk")]
pub struct ContentPublishPayload {
    /// The contents as they are now, in the order of the items. Null where there are problems.
    contents: Option<Vec<Content>>,
    /// The step that was planned. Null where it was done at once.
    planned_step: Option<PlannedStep>,
    /// What stands against it, all at once. None: it was done, or planned. Else nothing was changed.
    problems: Vec<Problem>,
}

/// What became of `contentUnpublish`.
#[derive(SimpleObject)]
#[graphql(visible = "is_desk")]
pub struct ContentUnpublishPayload {
    /// The contents as they are now, in the order of the items. Null where there are problems.
    contents: Option<Vec<Content>>,
    /// The step that was planned. Null where it was done at once.
    planned_step: Option<PlannedStep>,
    /// What stands against it, all at once. None: it was done, or planned. Else nothing was changed.
    problems: Vec<Problem>,
}

payload! {
    /// What became of `plannedStepCancel`.
    PlannedStepCancelPayload {
        /// The step as it is now. Null where there are problems.
        planned_step: PlannedStep
    }
}

/// Items as `editing` takes them.
fn items(items: &[ContentItemInput]) -> Result<Vec<Item>, Failure> {
    let item = |item: &ContentItemInput| {
        Ok(Item { id: content_id(&item.id)?, expected_version: item.expected_version.into() })
    };
    items.iter().map(item).collect()
}

fn tags(locales: Vec<LocaleTag>) -> Vec<Locale> {
    locales.into_iter().map(|tag| tag.0).collect()
}

/// Plans a step; gives it as its author sees it, or what stands against it.
async fn plan(
    ctx: &async_graphql::Context<'_>,
    step: Step,
    at: Moment,
) -> Result<(Option<PlannedStep>, Vec<Problem>), Failure> {
    let id: Uuid = ctx.request().desk.new_id();
    let problems = run(ctx, &Plan { id, step, at: at.0 }).await?;
    let planned = if problems.is_empty() { PlannedStep::read(ctx, id).await? } else { None };
    Ok((planned, problems))
}

#[derive(Default)]
pub struct PublicationMutation;

/// Publication.
#[Object]
impl PublicationMutation {
    /// Brings drafts to the public: facts and relations, and texts in the locales that are named. At once, or at a time.
    /// For publishers.
    #[graphql(visible = "is_desk")]
    async fn content_publish(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "What goes live.")] input: ContentPublishInput,
    ) -> Result<ContentPublishPayload, Failure> {
        let items = items(&input.items)?;
        let ids: Vec<ContentId> = items.iter().map(|item| item.id).collect();
        let publish = Publish { items, has_facts: input.facts, locales: tags(input.locales) };
        let (planned_step, problems) = match input.at {
            None => (None, run(ctx, &publish).await?),
            Some(at) => plan(ctx, Step::Publish(publish), at).await?,
        };
        let contents = contents(ctx, &ids, &problems).await?;
        Ok(ContentPublishPayload { contents, planned_step, problems })
    }

    /// Takes contents from the public, whole or in some locales. At once, or at a time. For publishers.
    #[graphql(visible = "is_desk")]
    async fn content_unpublish(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "What goes from the public.")] input: ContentUnpublishInput,
    ) -> Result<ContentUnpublishPayload, Failure> {
        let items = items(&input.items)?;
        let ids: Vec<ContentId> = items.iter().map(|item| item.id).collect();
        let (locales, accepts_in_use) = (input.locales.map(tags), input.accept_in_use);
        let unpublish = Unpublish { items, locales, accepts_in_use, is_planned: false };
        let (planned_step, problems) = match input.at {
            None => (None, run(ctx, &unpublish).await?),
            Some(at) => plan(ctx, Step::Unpublish(unpublish), at).await?,
        };
        let contents = contents(ctx, &ids, &problems).await?;
        Ok(ContentUnpublishPayload { contents, planned_step, problems })
    }

    /// Cancels a planned step whose time has not come. For whoever may publish all that it names.
    #[graphql(visible = "is_desk")]
    async fn planned_step_cancel(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The step.")] input: PlannedStepCancelInput,
    ) -> Result<PlannedStepCancelPayload, Failure> {
        let id = uuid(&input.id)?;
        let problems = run(ctx, &PlanCancel { id }).await?;
        let planned_step = if problems.is_empty() { PlannedStep::read(ctx, id).await? } else { None };
        Ok(PlannedStepCancelPayload { planned_step, problems })
    }
}
