//! The root fields.

use async_graphql::{ID, Object};

use super::connection::PageArguments;
use super::error::Failure;
use super::id::uuid;
use super::public::is_desk;
use super::request::ContextExt;
use super::roots::Roots;
use super::types::account::{Account, AccountConnection, Viewer};
use super::types::deleted::DeletedContentConnection;
use super::types::hours::{OpeningHours, OpeningHoursReading};
use super::types::locale::{LocaleInfo, LocaleTag};
use super::types::planned_step::{PlannedStepConnection, PlannedStepState};
use crate::domain;
use crate::domain::hours::HoursInput;
use crate::domain::hours::prose::{ProseError, parse_prose};
use crate::domain::problem::Reason;
use crate::store::sight::Sight;

pub struct Query;

/// What can be read. The locale of an answer is the argument `locale`, else the first of the header `Accept-Language`
/// that the city has, else the city's source locale; it holds for everything below. Where it lacks a text, the locale's
/// fallback chain is walked; `fallback` replaces that chain, and an empty list means none.
#[Object]
impl Query {
    #[graphql(flatten)]
    async fn roots(&self) -> Roots {
        Roots { sight: Sight::Live }
    }

    /// Who asks: the account behind the token. Null without a token.
    async fn viewer(&self, ctx: &async_graphql::Context<'_>) -> Result<Option<Viewer>, Failure> {
        Viewer::read(ctx).await
    }

    /// An account. Null where there is none, or none that you see: administrators see all, everybody else themselves.
    #[graphql(visible = "is_desk")]
    async fn account(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Its id.")] id: ID,
    ) -> Result<Option<Account>, Failure> {
        Account::read(ctx, uuid(&id)?).await
    }

    /// The accounts that you see, in the order in which they were made.
    #[graphql(visible = "is_desk")]
    async fn accounts(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<AccountConnection, Failure> {
        AccountConnection::read(ctx, PageArguments { first, after, last, before }).await
    }

    /// The locales of the city, in the order of a language switcher.
    async fn locales(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(
            desc = "Whether locales that the public does not know are listed too.",
            default = false,
            visible = "is_desk"
        )]
        includes_disabled: bool,
    ) -> Vec<LocaleInfo> {
        let locales = ctx.request().desk.locales();
        let table = if includes_disabled { locales.desk() } else { locales.public() };
        table.iter().cloned().map(LocaleInfo::new).collect()
    }

    /// The steps that are planned for a time, or were, by their time: those of which you may read the draft of a content.
    #[graphql(visible = "is_desk")]
    async fn planned_steps(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Only those in one of these states.")] states: Option<Vec<PlannedStepState>>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<PlannedStepConnection, Failure> {
        PlannedStepConnection::read(ctx, states, PageArguments { first, after, last, before }).await
    }

    /// What was deleted, the last first, for those who read all drafts; empty for others. Administrators bring it back with
    /// `contentRestore`.
    #[graphql(visible = "is_desk")]
    async fn deleted_contents(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<DeletedContentConnection, Failure> {
        DeletedContentConnection::read(ctx, PageArguments { first, after, last, before }).await
    }

    /// Reads opening hours out of a text in German or English, as it stands in letters and on websites. Nothing is guessed:
    /// what is not understood is named with its place. For a form that offers the rule to whoever pasted the text.
    #[graphql(visible = "is_desk")]
    async fn opening_hours_parse(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "At most 2,000 characters, such as \"Mo-Fr 8-12 Uhr und nach Vereinbarung\".")] text: String,
        #[graphql(desc = "The language of the text: German or English, in any region.")] locale: LocaleTag,
    ) -> OpeningHoursReading {
        match parse_prose(&text, &locale.0) {
            Ok(HoursInput { rule, is_by_appointment }) => {
                let hours = domain::hours::OpeningHours { rule, is_by_appointment };
                let scope = ctx.scope(Sight::Live, Some(&locale.0), None);
                let opening_hours = Some(OpeningHours::new(hours, scope));
                OpeningHoursReading { opening_hours, problems: Vec::new() }
            }
            Err(fault) => {
                let argument = if matches!(fault, ProseError::Language(_)) { "locale" } else { "text" };
                let problem = domain::problem::Problem {
                    path: vec![argument.to_owned()],
                    message: fault.to_string(),
                    reason: Reason::InvalidField,
                };
                OpeningHoursReading { opening_hours: None, problems: vec![problem.into()] }
            }
        }
    }

    /// The content as it stands on the desk: in draft what you may read in draft, all else as it is live.
    #[graphql(visible = "is_desk")]
    async fn preview(&self, ctx: &async_graphql::Context<'_>) -> Result<Roots, Failure> {
        Ok(Roots { sight: ctx.desk_sight().await? })
    }
}
