//! The root fields.

use async_graphql::Object;

use super::error::Failure;
use super::public::is_desk;
use super::request::ContextExt;
use super::roots::Roots;
use super::types::locale::LocaleInfo;
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

    /// The content as it stands on the desk: in draft what you may read in draft, all else as it is live.
    #[graphql(visible = "is_desk")]
    async fn preview(&self, ctx: &async_graphql::Context<'_>) -> Result<Roots, Failure> {
        Ok(Roots { sight: ctx.desk_sight().await? })
    }
}
