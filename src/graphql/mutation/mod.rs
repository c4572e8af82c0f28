//! What can be changed: a file a noun, each a part of the root. Inputs and payloads stand beside their fields. What a
//! mutation means is decided in `editing`.

mod account;
mod grant;
mod token;

use std::sync::Arc;

use async_graphql::MergedObject;

use super::error::Failure;
use super::request::ContextExt;
use crate::domain::permission::Account;
use crate::editing::account::Actor;

use account::AccountMutation;
use grant::GrantMutation;
use token::TokenMutation;

/// What can be changed. Each field takes one `input`, is done whole or not at all, and gives what it changed or the
/// `problems` that stood against it, all of them at once. Several fields in one request are done one after the other.
#[derive(MergedObject, Default)]
pub struct Mutation(AccountMutation, GrantMutation, TokenMutation);

/// Who gives the command. The desk's fields are not there for the public; should one ever be, it is refused here.
fn account(ctx: &async_graphql::Context<'_>) -> Result<Arc<Account>, Failure> {
    let account = ctx.request().viewer.account().cloned();
    account.ok_or_else(|| Failure::unauthenticated("this needs a token"))
}

fn actor(ctx: &async_graphql::Context<'_>) -> Result<Actor, Failure> {
    Ok(Actor::Account(account(ctx)?))
}

/// Begins a mutation: what was read before it is forgotten, and the connection is given back.
async fn begin(ctx: &async_graphql::Context<'_>) -> Result<(), Failure> {
    ctx.request().loader.forget().await
}
