//! Whether PostgreSQL is there: bounds how long a transaction waits for its beginning. `connect` begins with it.
//!
//! The pool alone tries a database that is gone until its time is up, then says only that. Here a transaction that does
//! not begin at once has one connection made, for all that wait, which says what is the matter.

use std::str::FromStr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use sea_orm::{ConnAcquireErr, DatabaseTransaction, DbErr, RuntimeErr};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::error::is_broken;

/// How long a transaction may wait until it is asked whether the database is there.
const PATIENCE: Duration = Duration::from_millis(250);

/// How long the database may take to let somebody in.
const GREETING: Duration = Duration::from_secs(1);

/// How long it holds that the database is away: short, for it delays those who ask when it is back.
const AWAY_HOLDS: Duration = Duration::from_millis(250);

/// How long it holds that it is there: a pool that is merely busy is no reason for many connections.
const THERE_HOLDS: Duration = Duration::from_secs(1);

/// What is known of the database.
pub(super) struct Presence {
    options: PgConnectOptions,
    /// How many connections of a pool may have broken unnoticed.
    connections: u32,
    is_away: AtomicBool,
    /// Held while somebody looks; the others take over what was found.
    found: Mutex<Option<Found>>,
}

struct Found {
    at: Instant,
    outcome: Result<(), DbErr>,
}

impl Found {
    fn holds(&self) -> bool {
        let long = if self.outcome.is_ok() { THERE_HOLDS } else { AWAY_HOLDS };
        self.at.elapsed() < long
    }
}

impl Presence {
    pub(super) fn new(url: &str, connections: u32) -> Result<Self, sqlx::Error> {
        let options = PgConnectOptions::from_str(url)?.disable_statement_logging();
        let (is_away, found) = (AtomicBool::new(false), Mutex::new(None));
        Ok(Self { options, connections, is_away, found })
    }

    /// Begins a transaction. Nothing is lost with a connection that broke while it lay in the pool: the next is tried.
    pub(super) async fn begin<B>(
        &self,
        begin: impl Fn() -> B,
        patience: Duration,
    ) -> Result<DatabaseTransaction, DbErr>
    where
        B: Future<Output = Result<DatabaseTransaction, DbErr>>,
    {
        let started = Instant::now();
        if self.is_away.load(Ordering::Relaxed) {
            self.look().await?;
        }
        let mut broken = 0;
        loop {
            match self.await_beginning(begin(), started, patience).await {
                Err(error) if is_broken(&error) && broken < self.connections => broken += 1,
                outcome => return outcome,
            }
        }
    }

    async fn await_beginning(
        &self,
        beginning: impl Future<Output = Result<DatabaseTransaction, DbErr>>,
        started: Instant,
        patience: Duration,
    ) -> Result<DatabaseTransaction, DbErr> {
        let mut beginning = Box::pin(beginning);
        loop {
            if let Ok(outcome) = timeout(PATIENCE, &mut beginning).await {
                return outcome;
            }
            self.look().await?;
            if started.elapsed() > patience {
                return Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout));
            }
        }
    }

    /// Finds out whether the database lets somebody in, unless that was found just now.
    async fn look(&self) -> Result<(), DbErr> {
        let mut found = self.found.lock().await;
        if let Some(found) = found.as_ref().filter(|found| found.holds()) {
            return found.outcome.clone();
        }
        let outcome = self.knock().await;
        self.is_away.store(outcome.is_err(), Ordering::Relaxed);
        *found = Some(Found { at: Instant::now(), outcome: outcome.clone() });
        outcome
    }

    async fn knock(&self) -> Result<(), DbErr> {
        let visit = async {
            let connection = self.options.connect().await?;
            connection.close().await
        };
        match timeout(GREETING, visit).await {
            Ok(Ok(())) => Ok(()),
            // too_many_connections: it is there.
            Ok(Err(sqlx::Error::Database(said))) if said.code().is_some_and(|code| code == "53300") => Ok(()),
            Ok(Err(error)) => Err(DbErr::Conn(RuntimeErr::SqlxError(error.into()))),
            Err(_) => Err(DbErr::Conn(RuntimeErr::Internal("it lets nobody in".to_owned()))),
        }
    }
}
