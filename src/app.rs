//! The composition root: puts the rooms together.

use std::sync::Arc;

use arc_swap::ArcSwap;
use futures_util::future::BoxFuture;
use poem::Endpoint;
use sha2::{Digest, Sha256};

use crate::clock::Clock;
use crate::domain::locale::{CityLocales, Locales};
use crate::domain::permission::Viewer;
use crate::domain::phone::PhoneHome;
use crate::editing::Desk;
use crate::graphql::Graphql;
use crate::http::{HttpSettings, Readiness, Token, Tokens, Unavailable, routes};
use crate::store::{self, Archive};

/// The whole program but for its command line. Cheap to clone.
#[derive(Clone)]
pub struct App {
    archive: Archive,
    clock: Clock,
    locales: Arc<ArcSwap<CityLocales>>,
    phone_home: Arc<PhoneHome>,
}

impl App {
    /// Over a database that is open and migrated.
    pub async fn new(archive: Archive, clock: Clock, phone_home: PhoneHome) -> Result<Self, store::Error> {
        let locales = Arc::new(ArcSwap::from_pointee(store::locale::read(&archive).await?));
        Ok(Self { archive, clock, locales, phone_home: Arc::new(phone_home) })
    }

    pub const fn archive(&self) -> &Archive {
        &self.archive
    }

    /// Where telephone numbers without a country or area code are.
    pub fn phone_home(&self) -> &PhoneHome {
        &self.phone_home
    }

    /// The city's locales as they are now, enabled and disabled.
    pub fn locales(&self) -> Arc<Locales> {
        Arc::clone(self.locales.load().desk())
    }

    /// Where changes are made.
    pub fn desk(&self) -> Desk {
        Desk::new(
            self.archive.clone(),
            self.clock.clone(),
            Arc::clone(&self.locales),
            Arc::clone(&self.phone_home),
        )
    }

    /// The door, ready to be served.
    pub fn endpoint(&self, settings: HttpSettings) -> impl Endpoint<Output = poem::Response> + 'static {
        let graphql = Graphql::new(
            self.archive.clone(),
            Arc::clone(&self.phone_home),
            self.desk(),
        );
        routes(graphql, Arc::new(self.clone()), Arc::new(self.clone()), settings)
    }
}

impl Tokens for App {
    fn find<'a>(&'a self, token: Token<'a>) -> BoxFuture<'a, Result<Option<Viewer>, Unavailable>> {
        Box::pin(async move {
            let hash = Sha256::digest(token.reveal());
            let found = store::account::by_token(&self.archive, &hash, self.clock.now()).await;
            let account = found.map_err(|error| {
                tracing::error!(error = &error as &dyn std::error::Error, "a token could not be looked up");
                Unavailable
            })?;
            Ok(account.map(|account| Viewer::Account(Arc::new(account))))
        })
    }
}

impl Readiness for App {
    fn is_ready(&self) -> BoxFuture<'_, Result<(), String>> {
        Box::pin(async move {
            self.archive.ping().await.map_err(|error| chain(&error))?;
            self.archive.check_migrated().await.map_err(|error| chain(&error))
        })
    }
}

/// An error with its causes on one line.
pub fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
