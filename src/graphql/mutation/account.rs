//! Accounts: made, changed, disabled.

use async_graphql::{ID, InputObject, MaybeUndefined, Object, SimpleObject};

use super::account_payload::account_payload;
use super::grant::GrantInput;
use super::{actor, begin};
use crate::editing::account::{AccountChanges, NewAccount};
use crate::graphql::error::Failure;
use crate::graphql::id::uuid;
use crate::graphql::problem::{Problem, outcome};
use crate::graphql::public::is_desk;
use crate::graphql::request::ContextExt;
use crate::graphql::types::account::Account;
use crate::secret::Secret;

/// An account that is to be.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct AccountCreateInput {
    /// The name that history shows: one line, at most 100 characters.
    name: String,
    /// The address to sign in with; no other account has it. Upper and lower case do not matter.
    email: String,
    /// From 12 to 256 characters. Left out: nobody signs in with a password; `tokenCreate` makes tokens for it.
    password: Option<String>,
    /// What it may. Left out: nothing yet, see `grantAdd`.
    #[graphql(default)]
    grants: Vec<GrantInput>,
}

/// Changes of an account.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct AccountUpdateInput {
    /// Which account.
    id: ID,
    /// Your own password of now: needed to change your own password, where you have one.
    current_password: Option<String>,
    /// What changes.
    set: AccountUpdateSet,
}

/// What changes of an account. A field that is left out stays as it is.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct AccountUpdateSet {
    /// The name that history shows: one line, at most 100 characters. Never null.
    name: MaybeUndefined<String>,
    /// The address to sign in with. Never null.
    email: MaybeUndefined<String>,
    /// From 12 to 256 characters; null takes the password away. Either revokes the account's other tokens.
    password: MaybeUndefined<String>,
}

/// Which account is to be disabled.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct AccountDisableInput {
    /// Which account.
    id: ID,
}

/// Which account is to be enabled.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct AccountEnableInput {
    /// Which account.
    id: ID,
}

account_payload! {
    /// The account that was made.
    AccountCreatePayload
}
account_payload! {
    /// The account that was changed.
    AccountUpdatePayload
}
account_payload! {
    /// The account that was disabled.
    AccountDisablePayload
}
account_payload! {
    /// The account that was enabled.
    AccountEnablePayload
}

/// What an update says: null where a value that must be there is null, else the value or nothing.
fn required(value: MaybeUndefined<String>) -> Option<String> {
    match value {
        MaybeUndefined::Undefined => None,
        // The check of the value says that one is needed.
        MaybeUndefined::Null => Some(String::new()),
        MaybeUndefined::Value(value) => Some(value),
    }
}

#[derive(Default)]
pub struct AccountMutation;

#[Object]
impl AccountMutation {
    /// Makes an account. Administrators only.
    #[graphql(visible = "is_desk")]
    async fn account_create(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The account.")] input: AccountCreateInput,
    ) -> Result<AccountCreatePayload, Failure> {
        begin(ctx).await?;
        let request = ctx.request();
        let grants = input.grants.into_iter().map(GrantInput::read).collect::<Result<_, _>>()?;
        let password = input.password.map(Secret::new);
        let new = NewAccount { name: input.name, email: input.email, password, grants };
        let created = request.accounts.create(&actor(ctx)?, request.desk.locales().desk(), new, None).await;
        AccountCreatePayload::of(ctx, created.map(|created| created.id)).await
    }

    /// Changes an account: your own, or any as an administrator. Your own password needs `currentPassword`; a new
    /// password revokes the account's other tokens. A narrowed token changes no account but as an administrator's.
    #[graphql(visible = "is_desk")]
    async fn account_update(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Which account, and what changes.")] input: AccountUpdateInput,
    ) -> Result<AccountUpdatePayload, Failure> {
        begin(ctx).await?;
        let password = match input.set.password {
            MaybeUndefined::Undefined => None,
            MaybeUndefined::Null => Some(None),
            MaybeUndefined::Value(password) => Some(Some(Secret::new(password))),
        };
        let changes = AccountChanges {
            name: required(input.set.name),
            email: required(input.set.email),
            password,
            current_password: input.current_password.map(Secret::new),
        };
        let id = uuid(&input.id)?;
        let updated = ctx.request().accounts.update(&actor(ctx)?, id, changes).await;
        AccountUpdatePayload::of(ctx, updated).await
    }

    /// Disables an account: it no longer signs in, and all its tokens are revoked. Never the last administrator.
    /// Administrators only.
    #[graphql(visible = "is_desk")]
    async fn account_disable(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Which account.")] input: AccountDisableInput,
    ) -> Result<AccountDisablePayload, Failure> {
        begin(ctx).await?;
        let disabled = ctx.request().accounts.disable(&actor(ctx)?, uuid(&input.id)?).await;
        AccountDisablePayload::of(ctx, disabled).await
    }

    /// Enables an account again. Its tokens stay revoked. Administrators only.
    #[graphql(visible = "is_desk")]
    async fn account_enable(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Which account.")] input: AccountEnableInput,
    ) -> Result<AccountEnablePayload, Failure> {
        begin(ctx).await?;
        let enabled = ctx.request().accounts.enable(&actor(ctx)?, uuid(&input.id)?).await;
        AccountEnablePayload::of(ctx, enabled).await
    }
}
