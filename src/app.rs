//! The composition root: puts the rooms together.

use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use futures_util::future::BoxFuture;
use poem::Endpoint;
use tokio::time::timeout;

use crate::clock::Clock;
use crate::domain::front_end::FrontEnd;
use crate::domain::hours::City;
use crate::domain::locale::{CityLocales, Locales};
use crate::domain::permission::Viewer;
use crate::domain::phone::PhoneHome;
use crate::editing::Desk;
use crate::editing::account::{Accounts, SignInSettings};
use crate::graphql::{Bounds, Graphql, Trusted, Turns};
use crate::http::{HttpSettings, LookupFault, Readiness, Token, Tokens, routes};
use crate::secret;
use crate::store::{self, Archive};

/// How often the table of locales is read anew, which another process may have changed.
const LOCALES_EVERY: Duration = Duration::from_secs(1);

/// How often it is asked whether the time of a planned step has come.
const PLAN_EVERY: Duration = Duration::from_secs(1);

/// How long a read of the locales may take: a connection that says nothing is given up then.
const LOCALES_PATIENCE: Duration = Duration::from_secs(10);

/// How long a planned step may take: the largest take some seconds. Given up, it is tried again.
const STEP_PATIENCE: Duration = Duration::from_secs(120);

/// The whole program but for its command line. Cheap to clone.
#[derive(Clone)]
pub struct App {
    archive: Archive,
    clock: Clock,
    locales: Arc<ArcSwap<CityLocales>>,
    phone_home: Arc<PhoneHome>,
    city: Arc<City>,
    front_end: Arc<FrontEnd>,
    accounts: Accounts,
    bounds: Bounds,
    trusted: Option<Arc<Trusted>>,
}

impl App {
    /// Over a database that is open and migrated.
    pub async fn new(archive: Archive, clock: Clock, phone_home: PhoneHome) -> Result<Self, store::Error> {
        let locales = Arc::new(ArcSwap::from_pointee(store::locale::read(&archive).await?));
        let accounts = Accounts::new(archive.clone(), clock.clone(), SignInSettings::default());
        let (bounds, trusted) = (Bounds::default(), None);
        let (phone_home, city, front_end) = (Arc::new(phone_home), Arc::default(), Arc::default());
        Ok(Self { archive, clock, locales, phone_home, city, front_end, accounts, bounds, trusted })
    }

    /// Bounds signing in otherwise than by default.
    pub fn with_sign_in(self, settings: SignInSettings) -> Self {
        let accounts = Accounts::new(self.archive.clone(), self.clock.clone(), settings);
        Self { accounts, ..self }
    }

    /// Bounds requests otherwise than by default. Where documents are registered, the public is answered those alone.
    pub fn with_bounds(self, bounds: Bounds, trusted: Option<Trusted>) -> Self {
        Self { bounds, trusted: trusted.map(Arc::new), ..self }
    }

    /// In another city than one of Baden-Württemberg: its time zone and its holidays.
    pub fn with_city(self, city: City) -> Self {
        Self { city: Arc::new(city), ..self }
    }

    /// With a front end that shows contents at these addresses. Without one, outputs tell no addresses.
    pub fn with_front_end(self, front_end: FrontEnd) -> Self {
        Self { front_end: Arc::new(front_end), ..self }
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

    /// Takes over what other processes change of the city's locales, within [`LOCALES_EVERY`]. Never ends.
    pub async fn follow_locales(&self) {
        let mut ticks = tokio::time::interval(LOCALES_EVERY);
        loop {
            ticks.tick().await;
            match timeout(LOCALES_PATIENCE, store::locale::read(&self.archive)).await {
                Ok(Ok(locales)) if locales != **self.locales.load() => self.locales.store(Arc::new(locales)),
                Ok(Ok(_)) => {}
                // Requests say so too, and loudly enough.
                Ok(Err(error)) => {
                    tracing::debug!(error = &error as &dyn std::error::Error, "locales were not read");
                }
                Err(_) => tracing::warn!("locales were not read: the database says nothing"),
            }
        }
    }

    /// Runs planned steps when their time has come, those of the past first. Never ends.
    pub async fn keep_plan(&self) {
        let desk = self.desk();
        let mut ticks = tokio::time::interval(PLAN_EVERY);
        loop {
            ticks.tick().await;
            loop {
                match timeout(STEP_PATIENCE, desk.run_due()).await {
                    Ok(Ok(true)) => {}
                    Ok(Ok(false)) => break,
                    Ok(Err(error)) => {
                        tracing::warn!(error = &error as &dyn std::error::Error, "planned steps wait");
                        break;
                    }
                    Err(_) => {
                        tracing::warn!("planned steps wait: the database says nothing");
                        break;
                    }
                }
            }
        }
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

    /// Where accounts are changed.
    pub const fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// The door, ready to be served.
    pub fn endpoint(&self, settings: HttpSettings) -> impl Endpoint<Output = poem::Response> + 'static {
        let graphql = Graphql::new(
            self.archive.clone(),
            (Arc::clone(&self.phone_home), Arc::clone(&self.city), Arc::clone(&self.front_end)),
            (self.desk(), self.accounts.clone()),
            (self.bounds.clone(), self.trusted.clone()),
            Turns::among(self.archive.max_readers(), settings.max_requests),
        );
        routes(graphql, Arc::new(self.clone()), Arc::new(self.clone()), settings)
    }
}

impl Tokens for App {
    fn find<'a>(&'a self, token: Token<'a>) -> BoxFuture<'a, Result<Option<Viewer>, LookupFault>> {
        Box::pin(async move {
            let hash = secret::token_hash(token.reveal());
            let found = store::account::by_token(&self.archive, &hash, self.clock.now()).await;
            let account = found.map_err(|error| {
                tracing::error!(error = &error as &dyn std::error::Error, "a token could not be looked up");
                match error {
                    store::Error::Unavailable(..) | store::Error::Overtaken(_) => LookupFault::Unavailable,
                    store::Error::Statement(_) | store::Error::Damaged(_) | store::Error::Corrupt(_) => {
                        LookupFault::Internal
                    }
                }
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
