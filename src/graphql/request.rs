//! One request: who asks, in which languages, with which reads.

use std::net::IpAddr;
use std::sync::Arc;

use super::error::Failure;
use super::loader::Loader;
use super::scope::Scope;
use super::types::locale::LocaleTag;
use crate::domain::content::Stage;
use crate::domain::locale::{Locale, Locales};
use crate::domain::permission::Viewer;
use crate::domain::phone::PhoneHome;
use crate::editing::Desk;
use crate::editing::account::Accounts;
use crate::store::lookup::Lookup;

/// What every resolver may ask for.
pub struct Context {
    pub loader: Loader,
    pub locales: Arc<Locales>,
    pub accept_language: Option<String>,
    pub phone_home: Arc<PhoneHome>,
    pub viewer: Viewer,
    /// Where the request came from; null where the connection does not say.
    pub address: Option<IpAddr>,
    /// Where changes are made.
    pub desk: Desk,
    /// Where accounts are changed.
    pub accounts: Accounts,
}

/// Short ways from async-graphql's context to ours.
pub trait ContextExt {
    fn request(&self) -> &Context;

    /// The value of one key, read together with those of its siblings.
    fn load<L: Lookup>(
        &self,
        lookup: &L,
        key: L::Key,
    ) -> impl Future<Output = Result<Option<L::Value>, Failure>> + Send;

    /// The scope of a root field over published content.
    fn scope(&self, locale: Option<&Locale>, fallback: Option<Vec<LocaleTag>>) -> Scope;

    /// Whether a text by one of these names is selected, directly or behind `path`.
    fn selects(&self, path: &[&str], names: &[&str]) -> bool;
}

impl ContextExt for async_graphql::Context<'_> {
    fn request(&self) -> &Context {
        self.data_unchecked()
    }

    async fn load<L: Lookup>(&self, lookup: &L, key: L::Key) -> Result<Option<L::Value>, Failure> {
        self.request().loader.load(lookup, key).await
    }

    fn scope(&self, locale: Option<&Locale>, fallback: Option<Vec<LocaleTag>>) -> Scope {
        let request = self.request();
        let fallback = fallback.map(|tags| tags.into_iter().map(|tag| tag.0).collect());
        let accepted = request.accept_language.as_deref();
        Scope::new(Stage::Live, Arc::clone(&request.locales), locale, accepted, fallback)
    }

    fn selects(&self, path: &[&str], names: &[&str]) -> bool {
        let below = path.iter().fold(self.look_ahead(), |ahead, step| ahead.field(step));
        names.iter().any(|name| below.field(name).exists())
    }
}

/// The names of the long texts, which are read only where they are asked for.
pub const RICH: &[&str] = &["description", "body"];
