//! Signing in and out; tokens made and revoked.

use async_graphql::{ID, InputObject, Object, SimpleObject};

use super::grant::GrantInput;
use super::{account, actor, begin};
use crate::editing::account::{Attempt, NewToken, TokenOwner};
use crate::graphql::error::Failure;
use crate::graphql::id::uuid;
use crate::graphql::problem::{Problem, outcome};
use crate::graphql::public::is_desk;
use crate::graphql::request::ContextExt;
use crate::graphql::types::account::Token;
use crate::graphql::types::date_time::Moment;
use crate::secret::Secret;

/// Who signs in.
#[derive(InputObject)]
pub struct SignInInput {
    /// The account's e-mail address. Upper and lower case do not matter.
    email: String,
    /// The account's password.
    password: String,
    /// What the token is called in the list of your tokens, such as the browser or the machine: one line, at most 100
    /// characters.
    token_name: String,
}

/// The token of a sign-in.
#[derive(SimpleObject)]
pub struct SignInPayload {
    /// The token, for the header `Authorization: Bearer …`. It is shown only here. Null where there are problems.
    token: Option<String>,
    /// Until when it holds. Null where there are problems.
    expires_at: Option<Moment>,
    /// What stands against it. Whether it is the address or the password is not told.
    problems: Vec<Problem>,
}

/// The token that was signed out.
#[derive(SimpleObject)]
#[graphql(visible = "is_desk")]
pub struct SignOutPayload {
    /// The token of this request, which is refused from the next one on. Null where there are problems.
    token: Option<Token>,
    /// What stands against it; nothing was changed then.
    problems: Vec<Problem>,
}

/// A token that is to be.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct TokenCreateInput {
    /// What it is for: one line, at most 100 characters.
    name: String,
    /// Until when it holds: in the future. Left out: until it is revoked.
    expires_at: Option<Moment>,
    /// What it is narrowed to: each no more than one of the account's grants gives. Left out: it may all that the
    /// account may, or, made with a narrowed token of the same account, what that token may.
    grants: Option<Vec<GrantInput>>,
    /// Whose it is. Left out: yours. Another's only as an administrator.
    account_id: Option<ID>,
}

/// The token that was made.
#[derive(SimpleObject)]
#[graphql(visible = "is_desk")]
pub struct TokenCreatePayload {
    /// The token itself, for the header `Authorization: Bearer …`. It is shown only here. Null where there are problems.
    secret: Option<String>,
    /// What is known of it from now on. Null where there are problems.
    token: Option<Token>,
    /// What stands against it; nothing was made then.
    problems: Vec<Problem>,
}

/// Which token is to be revoked.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct TokenRevokeInput {
    /// Which token.
    id: ID,
}

/// The token that was revoked.
#[derive(SimpleObject)]
#[graphql(visible = "is_desk")]
pub struct TokenRevokePayload {
    /// The token, which is refused from the next request on. Null where there are problems.
    token: Option<Token>,
    /// What stands against it; nothing was changed then.
    problems: Vec<Problem>,
}

/// The token that a command left, to be shown.
async fn shown(ctx: &async_graphql::Context<'_>, id: Option<uuid::Uuid>) -> Result<Option<Token>, Failure> {
    match id {
        Some(id) => Token::read(ctx, id).await,
        None => Ok(None),
    }
}

#[derive(Default)]
pub struct TokenMutation;

#[Object]
impl TokenMutation {
    /// Gives a token for an e-mail address and a password. It expires after some hours. Attempts are limited, by
    /// account and by network address: beyond that the answer is an error with the code `RATE_LIMITED` and, in
    /// `retryAfter`, the seconds to wait.
    async fn sign_in(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Who signs in.")] input: SignInInput,
    ) -> Result<SignInPayload, Failure> {
        begin(ctx).await?;
        let attempt = Attempt {
            email: input.email,
            password: Secret::new(input.password),
            token_name: input.token_name,
            address: ctx.request().address,
        };
        let (signed_in, problems) = outcome(ctx.request().accounts.sign_in(attempt).await)?;
        let token = signed_in.map(|signed_in| signed_in.token);
        Ok(SignInPayload {
            expires_at: token.as_ref().and_then(|token| token.expires_at).map(Moment),
            token: token.map(|token| token.token.reveal().to_owned()),
            problems,
        })
    }

    /// Revokes the token of this request.
    #[graphql(visible = "is_desk")]
    async fn sign_out(&self, ctx: &async_graphql::Context<'_>) -> Result<SignOutPayload, Failure> {
        begin(ctx).await?;
        let (id, problems) = outcome(ctx.request().accounts.sign_out(&account(ctx)?).await)?;
        Ok(SignOutPayload { token: shown(ctx, id).await?, problems })
    }

    /// Makes a token, for a program or another machine. A narrowed token makes none that may more than itself.
    #[graphql(visible = "is_desk")]
    async fn token_create(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The token.")] input: TokenCreateInput,
    ) -> Result<TokenCreatePayload, Failure> {
        begin(ctx).await?;
        let request = ctx.request();
        let owner = match &input.account_id {
            None => TokenOwner::Own,
            Some(id) => TokenOwner::Other(uuid(id)?),
        };
        let grants = input
            .grants
            .map(|grants| grants.into_iter().map(GrantInput::read).collect::<Result<_, _>>())
            .transpose()?;
        let new = NewToken { name: input.name, expires_at: input.expires_at.map(|moment| moment.0), grants };
        let made =
            request.accounts.create_token(&actor(ctx)?, request.desk.locales().desk(), owner, new).await;
        let (made, problems) = outcome(made)?;
        Ok(TokenCreatePayload {
            token: shown(ctx, made.as_ref().map(|made| made.id)).await?,
            secret: made.map(|made| made.token.reveal().to_owned()),
            problems,
        })
    }

    /// Revokes a token: your own, or any as an administrator. It is refused from the next request on.
    #[graphql(visible = "is_desk")]
    async fn token_revoke(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Which token.")] input: TokenRevokeInput,
    ) -> Result<TokenRevokePayload, Failure> {
        begin(ctx).await?;
        let revoked = ctx.request().accounts.revoke_token(&actor(ctx)?, uuid(&input.id)?).await;
        let (id, problems) = outcome(revoked)?;
        Ok(TokenRevokePayload { token: shown(ctx, id).await?, problems })
    }
}
