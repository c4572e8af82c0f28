//! What of a content is public, for the desk.

use std::sync::Arc;

use async_graphql::{Enum, Object};

use super::locale::LocaleTag;
use super::planned_step::PlannedStep;
use crate::domain::publication;
use crate::graphql::error::Failure;
use crate::graphql::named::Named;
use crate::graphql::node::Content;
use crate::graphql::public::is_desk;
use crate::graphql::request::ContextExt;
use crate::store::content::LocalesOf;
use crate::store::plan::PlannedFor;
use crate::store::publication::PublicationOf;
use crate::store::sight::Sight;

/// How a draft stands to what is live.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "publication::PublicationState", visible = "is_desk")]
pub enum PublicationState {
    /// It was never live.
    Draft,
    /// It is live, and the draft is the same: in its facts, its relations and its texts in every locale. A change that
    /// was taken back is none.
    Live,
    /// It is live, and the draft differs, be it by one text in one locale.
    Changed,
    /// It was live and is no more.
    Unpublished,
}

pub struct PublicationStatus(pub Content);

/// What of a content is live.
#[Object(visible = "is_desk")]
impl PublicationStatus {
    /// How its draft stands to what is live, compared as it is read. LIVE where you may not read the draft.
    async fn state(&self, ctx: &async_graphql::Context<'_>) -> Result<PublicationState, Failure> {
        let lookup = PublicationOf { sight: ctx.desk_sight().await? };
        let state = ctx.load(&lookup, self.0.shared().id).await?;
        Ok(state.map_or(PublicationState::Live, PublicationState::from))
    }

    /// The steps that are planned for it and whose time has not come, by their time. None where you may not read the draft.
    async fn planned_steps(
        &self,
        ctx: &async_graphql::Context<'_>,
    ) -> Result<Vec<Named<PlannedStep>>, Failure> {
        let lookup = PlannedFor { sight: ctx.desk_sight().await? };
        let steps = ctx.load(&lookup, self.0.shared().id).await?.unwrap_or_default();
        Ok(steps.iter().map(|step| Named(PlannedStep(Arc::clone(step)))).collect())
    }

    /// The locales in which it is live, in the order of `locales`: those whose required text (name, title or role title)
    /// is published.
    async fn live_locales(&self, ctx: &async_graphql::Context<'_>) -> Result<Vec<LocaleTag>, Failure> {
        self.0.locales_in(ctx, Sight::Live).await
    }
}

impl Content {
    /// The locales in which a sight shows the required text, in the order of the city's.
    pub async fn locales_in(
        &self,
        ctx: &async_graphql::Context<'_>,
        sight: Sight,
    ) -> Result<Vec<LocaleTag>, Failure> {
        let found = ctx.load(&LocalesOf { sight }, self.shared().id).await?.unwrap_or_default();
        let locales =
            self.scope().locales().iter().filter(|entry| found.iter().any(|tag| tag == entry.tag.as_str()));
        Ok(locales.map(|entry| LocaleTag(entry.tag.clone())).collect())
    }
}
