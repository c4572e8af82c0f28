//! The city's locales: for administrators.

use async_graphql::{InputObject, Object};

use super::{payload, run};
use crate::editing::{LocaleRemove, LocaleSave};
use crate::graphql::error::Failure;
use crate::graphql::public::is_desk;
use crate::graphql::request::ContextExt;
use crate::graphql::types::locale::{LocaleInfo, LocaleTag};

/// A locale to make or to change. What is left out stays; of a new one it is what is said below.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct LocaleSaveInput {
    /// Its tag (BCP 47), which names it for good.
    tag: LocaleTag,
    /// Where its texts are looked for when it has none, in this order: locales of the city, none twice, not itself. New:
    /// nowhere.
    fallback: Option<Vec<LocaleTag>>,
    /// Whether the public knows it. New: yes. The source locale cannot be disabled.
    is_enabled: Option<bool>,
    /// Whether texts are written in it first. Can be set until there is content; the former source is none then.
    is_source: Option<bool>,
    /// Its place in language switchers, from 1. New: the last.
    position: Option<i32>,
    /// Disable it although it has texts. They stay on the desk, and are public again when it is enabled.
    #[graphql(default)]
    accept_in_use: bool,
}

/// A locale to remove.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct LocaleRemoveInput {
    /// Its tag. Not the source locale, and none that another falls back to.
    tag: LocaleTag,
    /// Remove it although it has texts. They are gone then, but for the history of each content.
    #[graphql(default)]
    accept_in_use: bool,
}

payload! {
    /// What became of `localeSave`.
    LocaleSavePayload {
        /// The locale as it is now. Null where there are problems.
        locale: LocaleInfo
    }
}
payload! {
    /// What became of `localeRemove`.
    LocaleRemovePayload {
        /// The locales that are left, enabled and disabled. Null where there are problems.
        locales: Vec<LocaleInfo>
    }
}

#[derive(Default)]
pub struct LocaleMutation;

/// The city's locales.
#[Object]
impl LocaleMutation {
    /// Makes a locale or changes one. For administrators. Where it changes what readers find, labels and paths of all
    /// content are written anew: in a large city that takes a while, and other changes wait.
    #[graphql(visible = "is_desk")]
    async fn locale_save(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The locale.")] input: LocaleSaveInput,
    ) -> Result<LocaleSavePayload, Failure> {
        let LocaleSaveInput { tag: LocaleTag(tag), fallback, .. } = input;
        let command = LocaleSave {
            tag: tag.clone(),
            fallback: fallback.map(|tags| tags.into_iter().map(|tag| tag.0).collect()),
            is_enabled: input.is_enabled,
            is_source: input.is_source,
            position: input.position,
            accepts_in_use: input.accept_in_use,
        };
        let problems = run(ctx, &command).await?;
        let locales = ctx.request().desk.locales();
        let saved = problems.is_empty().then(|| locales.desk().get(&tag).cloned()).flatten();
        Ok(LocaleSavePayload { locale: saved.map(LocaleInfo::new), problems })
    }

    /// Removes a locale with all its texts, slugs and paths, from the desk and from the public. For administrators.
    #[graphql(visible = "is_desk")]
    async fn locale_remove(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The locale.")] input: LocaleRemoveInput,
    ) -> Result<LocaleRemovePayload, Failure> {
        let command = LocaleRemove { tag: input.tag.0, accepts_in_use: input.accept_in_use };
        let problems = run(ctx, &command).await?;
        let locales = ctx.request().desk.locales();
        let left = || locales.desk().iter().cloned().map(LocaleInfo::new).collect();
        Ok(LocaleRemovePayload { locales: problems.is_empty().then(left), problems })
    }
}
