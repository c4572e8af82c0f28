//! Steps of publication that are planned for a time, for the desk.

use std::sync::Arc;

use async_graphql::connection::PageInfo;
use async_graphql::{Enum, ID, Object};

use super::date_time::Moment;
use super::locale::LocaleTag;
use crate::domain::content::ContentId;
use crate::domain::publication::{PlanState, PlannedVerb};
use crate::graphql::connection::PageArguments;
use crate::graphql::cursor;
use crate::graphql::error::Failure;
use crate::graphql::node::{Content, content};
use crate::graphql::problem::Problem;
use crate::graphql::public::is_desk;
use crate::graphql::request::ContextExt;
use crate::store::paging::Slice;
use crate::store::plan::{self, PlanCount, PlanPage, StepOf};

/// What a planned step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "PlannedVerb", visible = "is_desk")]
pub enum PlannedStepVerb {
    /// Brings to the public.
    Publish,
    /// Takes from the public.
    Unpublish,
}

/// What became of a planned step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "PlanState", visible = "is_desk")]
pub enum PlannedStepState {
    /// Its time has not come.
    Planned,
    /// It was done.
    Done,
    /// Somebody cancelled it.
    Cancelled,
    /// Its time came, and something stood against it: see `problems`. Nothing was changed.
    Failed,
}

pub struct PlannedStep(pub Arc<plan::PlannedStep>);

impl PlannedStep {
    /// A step as the viewer sees it; null where there is none, or none for them.
    pub async fn read(ctx: &async_graphql::Context<'_>, id: uuid::Uuid) -> Result<Option<Self>, Failure> {
        Ok(ctx.load(&StepOf { sight: ctx.desk_sight().await? }, id).await?.map(Self))
    }
}

/// A step of publication that is planned for a time. It runs once, when its time has come; if no server was up then, at the
/// next start.
#[Object(visible = "is_desk")]
impl PlannedStep {
    /// A UUID.
    async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// What it does.
    async fn verb(&self) -> PlannedStepVerb {
        self.0.verb.into()
    }

    /// When.
    async fn at(&self) -> Moment {
        Moment(self.0.at)
    }

    /// Publish: whether facts and relations go live. Unpublish: whether all goes, not texts only.
    async fn facts(&self) -> bool {
        self.0.has_facts
    }

    /// The locales whose texts it is about.
    async fn locales(&self) -> Vec<LocaleTag> {
        self.0.locales.iter().cloned().map(LocaleTag).collect()
    }

    /// Whether it takes contents from the public although others refer to them.
    async fn accept_in_use(&self) -> bool {
        self.0.accepts_in_use
    }

    /// What became of it.
    async fn state(&self) -> PlannedStepState {
        self.0.state.into()
    }

    /// What stood against it when its time came. None unless it failed.
    async fn problems(&self) -> Vec<Problem> {
        self.0.problems.iter().cloned().map(Problem::from).collect()
    }

    /// The name of whoever planned it. Null for the command line.
    async fn by(&self) -> Option<&str> {
        self.0.account_name.as_deref()
    }

    /// When it was planned.
    async fn created_at(&self) -> Moment {
        Moment(self.0.created_at)
    }

    /// When it was done, cancelled, or failed. Null before.
    async fn ended_at(&self) -> Option<Moment> {
        self.0.ended_at.map(Moment)
    }

    /// The contents that it is about.
    async fn items(&self) -> Vec<PlannedItem> {
        self.0.items.iter().map(|&(id, version)| PlannedItem { id, version }).collect()
    }
}

pub struct PlannedItem {
    id: ContentId,
    version: i64,
}

/// A content of a planned step.
#[Object(visible = "is_desk")]
impl PlannedItem {
    /// The content. Null where you do not see it, or where it is no more.
    async fn content(&self, ctx: &async_graphql::Context<'_>) -> Result<Option<Content>, Failure> {
        content(ctx, &ctx.desk_scope(None, None).await?, self.id).await
    }

    /// The version that goes live, whatever the draft has become since.
    async fn version(&self) -> i64 {
        self.version
    }
}

/// What a cursor of the list is bound to.
fn list(states: Option<&[PlanState]>) -> String {
    format!("planned_step/{states:?}")
}

pub struct PlannedStepConnection {
    slice: Arc<Slice<Arc<plan::PlannedStep>>>,
    states: Option<Vec<PlanState>>,
}

impl PlannedStepConnection {
    pub async fn read(
        ctx: &async_graphql::Context<'_>,
        states: Option<Vec<PlannedStepState>>,
        page: PageArguments,
    ) -> Result<Self, Failure> {
        let states: Option<Vec<PlanState>> =
            states.map(|states| states.into_iter().map(PlanState::from).collect());
        let page = page.read(&list(states.as_deref()))?;
        let sight = ctx.desk_sight().await?;
        let slice = ctx.load(&PlanPage { sight, states: states.clone(), page }, ()).await?;
        Ok(Self { slice: slice.unwrap_or_default(), states })
    }

    fn cursor(&self, step: &plan::PlannedStep) -> String {
        cursor::encode(&list(self.states.as_deref()), &step.place())
    }
}

/// A page of the planned steps, by the Relay connection specification.
#[Object(visible = "is_desk")]
impl PlannedStepConnection {
    /// The rows of this page with their cursors.
    async fn edges(&self) -> Vec<PlannedStepEdge> {
        let edge = |step: &Arc<plan::PlannedStep>| PlannedStepEdge {
            cursor: self.cursor(step),
            step: Arc::clone(step),
        };
        self.slice.rows.iter().map(edge).collect()
    }

    /// The rows of this page, for those who need no cursor of each.
    async fn nodes(&self) -> Vec<PlannedStep> {
        self.slice.rows.iter().map(|step| PlannedStep(Arc::clone(step))).collect()
    }

    /// Where this page stands in the list.
    async fn page_info(&self) -> PageInfo {
        PageInfo {
            has_previous_page: self.slice.has_previous,
            has_next_page: self.slice.has_next,
            start_cursor: self.slice.rows.first().map(|step| self.cursor(step)),
            end_cursor: self.slice.rows.last().map(|step| self.cursor(step)),
        }
    }

    /// How many steps the whole list has. Counted only where it is asked for.
    async fn total_count(&self, ctx: &async_graphql::Context<'_>) -> Result<i64, Failure> {
        let lookup = PlanCount { sight: ctx.desk_sight().await?, states: self.states.clone() };
        Ok(ctx.load(&lookup, ()).await?.unwrap_or_default())
    }
}

pub struct PlannedStepEdge {
    cursor: String,
    step: Arc<plan::PlannedStep>,
}

/// A row of a page and its cursor.
#[Object(visible = "is_desk")]
impl PlannedStepEdge {
    /// The row's place in the list, for `after` and `before`. Opaque.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The row itself.
    async fn node(&self) -> PlannedStep {
        PlannedStep(Arc::clone(&self.step))
    }
}
