//! One request: who asks, in which languages, with which reads.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures_util::future::try_join_all;

use super::bounds::{EffortBudget, TextBudget};
use super::error::Failure;
use super::loader::Loader;
use super::read_hours::ReadHours;
use super::rendering::Rendering;
use super::scope::Scope;
use super::types::locale::LocaleTag;
use crate::domain::front_end::FrontEnd;
use crate::domain::hours::City;
use crate::domain::locale::Locale;
use crate::domain::permission::{Readable, Rights, Viewer};
use crate::domain::phone::PhoneHome;
use crate::editing::Desk;
use crate::editing::account::Accounts;
use crate::store::content::DraftPlaceOf;
use crate::store::lookup::Lookup;
use crate::store::sight::Sight;

/// What every resolver may ask for.
pub struct Context {
    pub loader: Loader,
    /// What is left for the texts of the answer.
    pub texts: TextBudget,
    /// What is left for looking at opening hours.
    pub effort: Arc<EffortBudget>,
    pub rendering: Rendering,
    pub accept_language: Option<String>,
    pub phone_home: Arc<PhoneHome>,
    /// Whose time zone and holidays opening hours go by.
    pub city: Arc<City>,
    /// Where the city's front end shows contents.
    pub front_end: Arc<FrontEnd>,
    /// Opening hours that were read already.
    pub hours: Arc<ReadHours>,
    /// The moment of the request.
    pub now: DateTime<Utc>,
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

    /// The scope of a root field over what a sight shows.
    fn scope(&self, sight: Sight, locale: Option<&Locale>, fallback: Option<Vec<LocaleTag>>) -> Scope;

    /// What the viewer sees under `preview`, by the tree of drafts as this request reads it.
    fn desk_sight(&self) -> impl Future<Output = Result<Sight, Failure>> + Send;

    /// The scope of what a command made: as the viewer sees it under `preview`.
    fn desk_scope(
        &self,
        locale: Option<&Locale>,
        fallback: Option<Vec<LocaleTag>>,
    ) -> impl Future<Output = Result<Scope, Failure>> + Send;

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

    fn scope(&self, sight: Sight, locale: Option<&Locale>, fallback: Option<Vec<LocaleTag>>) -> Scope {
        let request = self.request();
        let fallback = fallback.map(|tags| tags.into_iter().map(|tag| tag.0).collect());
        let accepted = request.accept_language.as_deref();
        let locales = request.desk.locales();
        let locales = match sight {
            Sight::Live => locales.public(),
            Sight::Desk(_) => locales.desk(),
        };
        Scope::new(sight, Arc::clone(locales), locale, accepted, fallback)
    }

    async fn desk_sight(&self) -> Result<Sight, Failure> {
        let Some(account) = self.request().viewer.account() else { return Ok(Sight::Live) };
        // Whoever reads everything does so wherever departments stand.
        if Rights::of(account, &HashMap::new()).readable() == Readable::All {
            return Ok(Sight::Desk(Readable::All));
        }
        let departments = account.departments();
        let places = departments.iter().map(|&department| self.load(&DraftPlaceOf, department));
        let places = try_join_all(places).await?;
        let places = departments.into_iter().zip(places).filter_map(|(id, place)| Some((id, place?)));
        Ok(Sight::Desk(Rights::of(account, &places.collect()).readable()))
    }

    async fn desk_scope(
        &self,
        locale: Option<&Locale>,
        fallback: Option<Vec<LocaleTag>>,
    ) -> Result<Scope, Failure> {
        Ok(self.scope(self.desk_sight().await?, locale, fallback))
    }

    fn selects(&self, path: &[&str], names: &[&str]) -> bool {
        let below = path.iter().fold(self.look_ahead(), |ahead, step| ahead.field(step));
        names.iter().any(|name| below.field(name).exists())
    }
}

/// The names of the long texts, which are read only where they are asked for.
pub const RICH: &[&str] = &["description", "body"];
