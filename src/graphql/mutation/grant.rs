//! What an account may: given and taken away.

use async_graphql::{ID, InputObject, Object, SimpleObject};

use super::account_payload::account_payload;
use super::{actor, begin};
use crate::domain::permission::Grant;
use crate::editing::account::NewGrant;
use crate::graphql::error::Failure;
use crate::graphql::id::{content_id, uuid};
use crate::graphql::problem::{Problem, outcome};
use crate::graphql::public::is_desk;
use crate::graphql::request::ContextExt;
use crate::graphql::types::account::{Account, Role};
use crate::graphql::types::locale::LocaleTag;

/// A role and where it is to hold.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct GrantInput {
    /// What may be done.
    role: Role,
    /// The department that it holds in, with all below. Left out: everywhere. Not for administrators.
    department_id: Option<ID>,
    /// The locales whose texts it holds for. Left out: all. Not for administrators; never the source locale for
    /// translators.
    locales: Option<Vec<LocaleTag>>,
}

impl GrantInput {
    pub fn read(self) -> Result<Grant, Failure> {
        read(self.role, self.department_id.as_ref(), self.locales)
    }
}

fn read(role: Role, department_id: Option<&ID>, locales: Option<Vec<LocaleTag>>) -> Result<Grant, Failure> {
    Ok(Grant {
        role: role.into(),
        department: department_id.map(content_id).transpose()?,
        locales: locales.map(|tags| tags.into_iter().map(|tag| tag.0).collect()),
    })
}

/// A grant that is to be given.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct GrantAddInput {
    /// Who gets it.
    account_id: ID,
    /// What may be done.
    role: Role,
    /// The department that it holds in, with all below. Left out: everywhere. Not for administrators.
    department_id: Option<ID>,
    /// The locales whose texts it holds for. Left out: all. Not for administrators; never the source locale for
    /// translators.
    locales: Option<Vec<LocaleTag>>,
}

/// Which grant is to be taken away.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct GrantRemoveInput {
    /// Which grant.
    id: ID,
}

account_payload! {
    /// The account with its new grant.
    GrantAddPayload
}
account_payload! {
    /// The account without the grant.
    GrantRemovePayload
}

#[derive(Default)]
pub struct GrantMutation;

#[Object]
impl GrantMutation {
    /// Gives an account a grant, which holds from the next request on; one that it has is given once. Administrators
    /// only.
    #[graphql(visible = "is_desk")]
    async fn grant_add(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "To whom, and what.")] input: GrantAddInput,
    ) -> Result<GrantAddPayload, Failure> {
        begin(ctx).await?;
        let request = ctx.request();
        let grant = read(input.role, input.department_id.as_ref(), input.locales)?;
        let new = NewGrant { account_id: uuid(&input.account_id)?, grant };
        let added = request.accounts.add_grant(&actor(ctx)?, request.desk.locales().desk(), new).await;
        GrantAddPayload::of(ctx, added).await
    }

    /// Takes a grant away, which no longer holds from the next request on. Never the last administrator's.
    /// Administrators only.
    #[graphql(visible = "is_desk")]
    async fn grant_remove(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Which grant.")] input: GrantRemoveInput,
    ) -> Result<GrantRemovePayload, Failure> {
        begin(ctx).await?;
        let removed = ctx.request().accounts.remove_grant(&actor(ctx)?, uuid(&input.id)?).await;
        GrantRemovePayload::of(ctx, removed).await
    }
}
