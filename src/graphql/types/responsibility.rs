//! Responsibilities, and who carries them.

use std::sync::Arc;

use async_graphql::{Enum, Object, SimpleObject};

use super::content::{ContentFields, Loaded};
use super::department::Department;
use super::locale::LocaleTag;
use super::staff_member::StaffMember;
use super::text::{RichText, Text, rich_text, text};
use crate::domain;
use crate::domain::content::{ContentId, Field};
use crate::graphql::connection::ListNode;
use crate::graphql::error::Failure;
use crate::graphql::filter::ResponsibilityFilter;
use crate::graphql::node::by_id;
use crate::graphql::order::ResponsibilityOrder;
use crate::graphql::request::{ContextExt, RICH};
use crate::store::related::{RelatedTo, Walk};
use crate::store::responsibility::Responsibility as Noun;
use crate::store::staff_member::StaffMember as StaffNoun;

#[derive(Clone)]
pub struct Responsibility(pub Loaded<Noun>);

impl ListNode for Responsibility {
    type Noun = Noun;
    const CONNECTION: &'static str = "ResponsibilityConnection";
    const EDGE: &'static str = "ResponsibilityEdge";
    type Filter = ResponsibilityFilter;
    type Order = ResponsibilityOrder;

    fn new(loaded: Loaded<Noun>) -> Self {
        Self(loaded)
    }
}

/// How somebody carries a responsibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::responsibility::DutyRole")]
pub enum DutyRole {
    /// The person to turn to.
    Responsible,
    /// Stands in when that person is away.
    Deputy,
}

/// Somebody's part in a responsibility, seen from either end.
#[derive(Clone, SimpleObject)]
pub struct Duty {
    /// How the person carries it.
    pub role: DutyRole,
    /// What is carried.
    pub responsibility: Responsibility,
    /// Who carries it.
    pub staff_member: StaffMember,
}

/// Something that the town hall does, such as issuing passports.
#[Object]
impl Responsibility {
    #[graphql(flatten)]
    async fn content(&self) -> ContentFields {
        ContentFields(self.clone().into())
    }

    /// Its natural key: unique over all responsibilities, the same in every language.
    async fn slug(&self) -> &str {
        &self.0.facts().slug
    }

    /// What it is called. Null where no locale of the chain has it.
    async fn title(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<Option<Text>, Failure> {
        text(ctx, &self.0, Field::Title, locale).await
    }

    /// What it comprises. Null where there is none.
    async fn description(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<Option<RichText>, Failure> {
        rich_text(ctx, &self.0, Field::Description, locale).await
    }

    /// The department that it belongs to. Null where you may not see it.
    async fn department(&self, ctx: &async_graphql::Context<'_>) -> Result<Option<Department>, Failure> {
        let id = ContentId(self.0.facts().department_id);
        let has_rich = ctx.selects(&[], RICH);
        Ok(by_id(ctx, &self.0.scope, id, has_rich).await?.map(Department))
    }

    /// Who carries it and who stands in, in the order that editors gave.
    async fn duties(&self, ctx: &async_graphql::Context<'_>) -> Result<Vec<Duty>, Failure> {
        // People have no long texts.
        let walk = RelatedTo::<StaffNoun>::new(self.0.scope.view(false), Walk::ResponsibilityToDuties);
        let related = ctx.load(&walk, self.0.id()).await?.unwrap_or_default();
        let duties = related.iter().filter_map(|related| {
            let loaded = Loaded::new(Arc::clone(&related.row), self.0.scope.clone(), false);
            Some(Duty {
                role: related.role?.into(),
                responsibility: self.clone(),
                staff_member: StaffMember(loaded),
            })
        });
        Ok(duties.collect())
    }
}
