//! Opens the database: two pools, readers and writers, and brings the schema up to date.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait,
};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, PgConnection};
use tokio::time::{sleep, timeout};

use super::dialect::Dialect;
use super::error::{Error, is_unwritable};
pub use super::pools::PoolSizes;
use super::pools::{ACQUIRE_TIMEOUT, reader_options, writer_options};
use super::presence::Presence;
use super::writing::Writing;

/// How long the end of statements under way is waited for.
const CLOSING: Duration = Duration::from_secs(10);

/// How often the schema's steps are tried on SQLite, and how long another program is given in between.
const MIGRATION_ATTEMPTS: u32 = 20;
const MIGRATION_PAUSE: Duration = Duration::from_millis(100);

/// Why a database cannot be used at all: each is one line for the operator.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the database URL {0} is not one of sqlite:FILE or postgres://USER@HOST/NAME")]
    UnknownUrl(String),
    #[error(
        "the SQLite database must be a file: a database in memory is not shared by its readers and its writer"
    )]
    InMemory,
    /// The libraries' messages hold their causes already.
    #[error("the database {url} cannot be opened: {cause}")]
    Refused { url: String, cause: String },
    #[error(
        "the database file {file} is missing, but {file}-wal, with its newest writes, is there: put the file back, or take both away"
    )]
    Missing { file: String },
    #[error("the database {url} cannot be written: {cause}")]
    Unwritable { url: String, cause: String },
    #[error(
        "the database is newer than this program: it has the unknown schema step {0}; start the version that wrote it"
    )]
    Newer(String),
    #[error("the database is not migrated: the schema step {0} is missing; run `wegweiser migrate`")]
    NotMigrated(String),
    #[error("the schema cannot be brought up to date: {0}")]
    Migration(DbErr),
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Archive {
    readers: DatabaseConnection,
    writers: DatabaseConnection,
    max_readers: usize,
    dialect: Dialect,
    /// Null on SQLite, which is part of the process.
    presence: Option<Arc<Presence>>,
    /// As messages may show it.
    url: String,
    statements: Arc<Statements>,
}

/// Is shown every statement, and how long it took.
type Listener = Box<dyn Fn(&Statement, Duration) + Send + Sync>;

/// What is known of the statements that run.
#[derive(Default)]
struct Statements {
    count: AtomicU64,
    listener: OnceLock<Listener>,
}

impl Archive {
    /// Opens the database at `url`; a SQLite file that does not exist is created.
    pub async fn open(url: &str, sizes: PoolSizes) -> Result<Self, OpenError> {
        let dialect = Dialect::of_url(url).ok_or_else(|| OpenError::UnknownUrl(shown(url)))?;
        if dialect == Dialect::Sqlite && (url.contains(":memory:") || url.contains("mode=memory")) {
            return Err(OpenError::InMemory);
        }
        if dialect == Dialect::Sqlite {
            refuse_orphan(url)?;
        }
        let refused = |cause: String| OpenError::Refused { url: shown(url), cause };
        let unreachable = |error: sqlx::Error| refused(error.to_string());
        let refused = |error: DbErr| refused(error.to_string());
        let statements = Arc::<Statements>::default();
        let mut presence = None;
        if dialect == Dialect::Postgres {
            // A pool tries until its time is up and says only that; one connection says at once why there is none.
            let connection = PgConnection::connect(url).await.map_err(unreachable)?;
            connection.close().await.map_err(unreachable)?;
            let largest = sizes.readers.max(sizes.writers);
            presence = Some(Arc::new(Presence::new(url, largest).map_err(unreachable)?));
        }
        // The writer first: it creates the file that the read-only connections then find.
        let mut writers = Database::connect(writer_options(url, dialect, sizes)).await.map_err(refused)?;
        let mut readers = Database::connect(reader_options(url, dialect, sizes)).await.map_err(refused)?;
        for pool in [&mut writers, &mut readers] {
            let statements = Arc::clone(&statements);
            pool.set_metric_callback(move |info| {
                statements.count.fetch_add(1, Ordering::Relaxed);
                if let Some(listener) = statements.listener.get() {
                    listener(info.statement, info.elapsed);
                }
            });
        }
        let max_readers = sizes.readers.try_into().unwrap_or(usize::MAX);
        Ok(Self { readers, writers, max_readers, dialect, presence, url: shown(url), statements })
    }

    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// How many requests can read at the same time.
    pub const fn max_readers(&self) -> usize {
        self.max_readers
    }

    /// How many statements have run since the start, BEGIN and COMMIT not counted.
    pub fn statements(&self) -> u64 {
        self.statements.count.load(Ordering::Relaxed)
    }

    /// Shows every statement that runs from now on to `listener`, with the time that it took. Once: a second listener is
    /// not heard.
    pub fn on_statement(&self, listener: impl Fn(&Statement, Duration) + Send + Sync + 'static) {
        if self.statements.listener.set(Box::new(listener)).is_err() {
            tracing::warn!("statements have a listener already");
        }
    }

    /// Brings the schema to this program's version. Replicas that start at once wait for each other.
    pub async fn migrate(&self) -> Result<(), OpenError> {
        self.refuse_newer().await?;
        for attempt in 1.. {
            match self.take_steps().await {
                Ok(()) => break,
                // It may be migrated all the same, but nobody could change anything in it.
                Err(error) if self.dialect == Dialect::Sqlite && is_unwritable(&error) => {
                    return Err(OpenError::Unwritable { url: self.url.clone(), cause: error.to_string() });
                }
                // SQLite has no lock that spans the steps: another program may have taken them first, or be about to.
                Err(_) if self.check_migrated().await.is_ok() => break,
                Err(_) if self.dialect == Dialect::Sqlite && attempt < MIGRATION_ATTEMPTS => {
                    sleep(MIGRATION_PAUSE).await;
                }
                Err(error) => return Err(OpenError::Migration(error)),
            }
        }
        Ok(())
    }

    async fn take_steps(&self) -> Result<(), DbErr> {
        if self.dialect == Dialect::Sqlite {
            Migrator::up(&self.writers, None).await?;
            // Changes nothing, but shows whether something can be changed: a file that is migrated was only read.
            let sql = "DELETE FROM seaql_migrations WHERE 1 = 0";
            return self.writers.execute_unprepared(sql).await.map(drop);
        }
        let turn = self.begin_writing().await?;
        // The number is ours alone; the lock ends with the transaction.
        turn.execute_unprepared("SELECT pg_advisory_xact_lock(7219340127)").await?;
        Migrator::up(&self.writers, None).await?;
        turn.commit().await
    }

    /// Whether the schema is this program's: neither older nor newer.
    pub async fn check_migrated(&self) -> Result<(), OpenError> {
        self.refuse_newer().await?;
        let applied = self.applied_steps().await?;
        let missing =
            Migrator::migrations().into_iter().find(|step| !applied.iter().any(|name| name == step.name()));
        missing.map_or(Ok(()), |step| Err(OpenError::NotMigrated(step.name().to_owned())))
    }

    async fn refuse_newer(&self) -> Result<(), OpenError> {
        let known = Migrator::migrations();
        let unknown = self
            .applied_steps()
            .await?
            .into_iter()
            .find(|name| !known.iter().any(|step| step.name() == name));
        unknown.map_or(Ok(()), |name| Err(OpenError::Newer(name)))
    }

    /// The names of the schema steps that the database has; none in a new one.
    async fn applied_steps(&self) -> Result<Vec<String>, OpenError> {
        let read = async {
            let exists = match self.dialect {
                Dialect::Sqlite => {
                    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'seaql_migrations'"
                }
                Dialect::Postgres => {
                    "SELECT c.relname::text AS name FROM pg_class c WHERE c.oid = to_regclass('seaql_migrations')"
                }
            };
            // A reader: a long change is no reason to call the database unready.
            let read = self.begin(&self.readers, None).await?;
            if read.query_all_raw(self.dialect.statement(exists)).await?.is_empty() {
                return Ok(Vec::new());
            }
            let steps = self.dialect.statement("SELECT version FROM seaql_migrations ORDER BY version");
            read.query_all_raw(steps).await?.iter().map(|row| row.try_get("", "version")).collect()
        };
        read.await.map_err(OpenError::Migration)
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), Error> {
        let read = self.begin_read().await?;
        read.query_one_raw(self.dialect.statement("SELECT 1")).await?;
        Ok(read.commit().await?)
    }

    /// Begins a transaction that may write. On SQLite it waits for its turn at once, so that it cannot lose it later.
    pub async fn begin_write(&self) -> Result<Writing, Error> {
        Ok(Writing::new(self.begin_writing().await?, self.dialect))
    }

    async fn begin_writing(&self) -> Result<DatabaseTransaction, DbErr> {
        let mode = (self.dialect == Dialect::Sqlite).then_some(SqliteTransactionMode::Immediate);
        self.begin(&self.writers, mode).await
    }

    /// Begins a transaction that sees one state of the database to its end.
    pub(super) async fn begin_read(&self) -> Result<DatabaseTransaction, Error> {
        Ok(self.begin(&self.readers, None).await?)
    }

    async fn begin(
        &self,
        pool: &DatabaseConnection,
        sqlite_transaction_mode: Option<SqliteTransactionMode>,
    ) -> Result<DatabaseTransaction, DbErr> {
        let begin = || {
            let options = TransactionOptions { sqlite_transaction_mode, ..TransactionOptions::default() };
            pool.begin_with_options(options)
        };
        match &self.presence {
            Some(presence) => presence.begin(begin, ACQUIRE_TIMEOUT).await,
            None => begin().await,
        }
    }

    /// Closes both pools; statements under way end first. A connection that says nothing is not waited for long.
    pub async fn close(self) -> Result<(), Error> {
        let closing = async {
            self.readers.clone().close().await?;
            self.writers.clone().close().await
        };
        match timeout(CLOSING, closing).await {
            Ok(closed) => Ok(closed?),
            Err(_) => {
                tracing::warn!("connections to the database were left open: they say nothing");
                Ok(())
            }
        }
    }
}

/// SQLite would make a new file, and throw the log of the old one away.
fn refuse_orphan(url: &str) -> Result<(), OpenError> {
    let Ok(options) = url.parse::<SqliteConnectOptions>() else { return Ok(()) };
    let file = options.get_filename().display().to_string();
    if !Path::new(&file).exists() && Path::new(&format!("{file}-wal")).exists() {
        return Err(OpenError::Missing { file });
    }
    Ok(())
}

/// The URL as messages may show it: without a password.
fn shown(url: &str) -> String {
    let Ok(mut parsed) = url::Url::parse(url) else {
        // It may hold a password all the same.
        let scheme = url.split(':').next().unwrap_or_default();
        return format!("{scheme}:…");
    };
    if parsed.password().is_some() && parsed.set_password(Some("...")).is_err() {
        return format!("{}:…", parsed.scheme());
    }
    // Parameters may hold one too, and more that is not for a log.
    if parsed.query().is_some() {
        parsed.set_query(Some("..."));
    }
    parsed.to_string()
}
