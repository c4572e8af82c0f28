//! What can be changed: a file a noun, and one for what all content shares. Inputs and payloads stand beside their fields.
//! What a mutation means is decided in `editing`.

mod account;
mod account_payload;
mod content;
mod department;
mod grant;
mod history;
mod input;
mod locale;
mod office;
mod page;
mod publication;
mod responsibility;
mod staff_member;
mod token;

use std::sync::Arc;

use async_graphql::MergedObject;
use futures_util::future::try_join_all;

use super::error::Failure;
use super::node::{Content, by_id, content};
use super::problem::{Problem, outcome};
use super::request::{ContextExt, RICH};
use super::types::content::Loaded;
use crate::domain::content::ContentId;
use crate::domain::permission::Account;
use crate::editing::{Actor, Command};
use crate::store::noun::Noun;

/// What can be changed. Each field takes one `input`, is done whole or not at all, and gives what it changed or the
/// `problems` that stood against it, all of them at once. Several fields in one request are done one after the other.
#[derive(MergedObject, Default)]
pub struct Mutation(
    content::ContentMutation,
    history::HistoryMutation,
    publication::PublicationMutation,
    department::DepartmentMutation,
    staff_member::StaffMemberMutation,
    responsibility::ResponsibilityMutation,
    office::OfficeMutation,
    page::PageMutation,
    locale::LocaleMutation,
    account::AccountMutation,
    grant::GrantMutation,
    token::TokenMutation,
);

/// Declares the payload of a mutation.
macro_rules! payload {
    ($(#[$meta:meta])* $name:ident { $(#[$field_meta:meta])* $field:ident: $type:ty }) => {
        #[derive(async_graphql::SimpleObject)]
        #[graphql(visible = "crate::graphql::public::is_desk")]
        $(#[$meta])*
        pub struct $name {
            $(#[$field_meta])*
            $field: Option<$type>,
            /// What stands against it, all at once. None: it was done. Else nothing was changed.
            problems: Vec<$crate::graphql::problem::Problem>,
        }
    };
}
use payload;

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

/// Does what is asked for.
async fn run<C: Command>(ctx: &async_graphql::Context<'_>, command: &C) -> Result<Vec<Problem>, Failure> {
    let actor = actor(ctx)?;
    begin(ctx).await?;
    let (_, problems) = outcome(ctx.request().desk.run(actor, command).await)?;
    Ok(problems)
}

/// As [`run`], and the noun that it is about as its author sees it now; null where there are problems.
async fn run_on<N: Noun, C: Command>(
    ctx: &async_graphql::Context<'_>,
    command: &C,
    id: ContentId,
    field: &str,
) -> Result<(Option<Loaded<N>>, Vec<Problem>), Failure> {
    let problems = run(ctx, command).await?;
    if !problems.is_empty() {
        return Ok((None, problems));
    }
    let scope = ctx.desk_scope(None, None).await?;
    Ok((by_id(ctx, &scope, id, ctx.selects(&[field], RICH)).await?, problems))
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
