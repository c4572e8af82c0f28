//! What can be changed: a file a noun, and one for what all content shares. Each mutation takes one `input` and answers
//! with what it made and the problems that stand against it.

mod content;
mod department;
mod input;
mod locale;
mod office;
mod page;
mod responsibility;
mod staff_member;

use std::sync::Arc;

use async_graphql::MergedObject;

use super::error::Failure;
use super::node::by_id;
use super::problem::{Problem, outcome};
use super::request::{ContextExt, RICH};
use super::types::content::Loaded;
use crate::domain::content::ContentId;
use crate::domain::permission::Account;
use crate::editing::Command;
use crate::store::noun::Noun;

/// What can be changed. Mutations of one request run one after the other, each in a transaction of its own.
#[derive(MergedObject, Default)]
pub struct Mutation(
    content::ContentMutation,
    department::DepartmentMutation,
    staff_member::StaffMemberMutation,
    responsibility::ResponsibilityMutation,
    office::OfficeMutation,
    page::PageMutation,
    locale::LocaleMutation,
    Tmp,
);
#[derive(Default)]
pub struct Tmp;
/// Tmp
#[async_graphql::Object]
impl Tmp {
    /// Tmp
    async fn tmp(&self) -> bool {
        true
    }
}

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

/// Who asks, for what only accounts may do. The schema of the public has none of it; this is the second lock.
fn actor(ctx: &async_graphql::Context<'_>) -> Result<Arc<Account>, Failure> {
    ctx.request().viewer.account().cloned().ok_or_else(Failure::unauthenticated)
}

/// Does what is asked for. Everything that is read from here on is as it left it.
async fn run<C: Command>(ctx: &async_graphql::Context<'_>, command: &C) -> Result<Vec<Problem>, Failure> {
    let actor = actor(ctx)?;
    let request = ctx.request();
    request.loader.forget().await?;
    let (_, problems) = outcome(request.desk.run(Some(actor), command).await)?;
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
