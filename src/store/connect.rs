//! Opens the database: two pools, readers and writers, and brings the schema up to date.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection, PgConnection};

use super::dialect::Dialect;
use super::error::Error;
use super::writing::Writing;

/// How many connections each pool may hold.
#[derive(Clone, Copy, Debug)]
pub struct PoolSizes {
    pub readers: u32,
    /// PostgreSQL only: SQLite has one writer.
    pub writers: u32,
}

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
    dialect: Dialect,
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
        let refused = |cause: String| OpenError::Refused { url: shown(url), cause };
        let unreachable = |error: sqlx::Error| refused(error.to_string());
        let refused = |error: DbErr| refused(error.to_string());
        let statements = Arc::<Statements>::default();
        if dialect == Dialect::Postgres {
            // A pool tries until its time is up and says only that; one connection says at once why there is none.
            let connection = PgConnection::connect(url).await.map_err(unreachable)?;
            connection.close().await.map_err(unreachable)?;
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
        Ok(Self { readers, writers, dialect, statements })
    }

    pub const fn dialect(&self) -> Dialect {
        self.dialect
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
        let migrate = async {
            let turn = self.writers.begin().await?;
            if self.dialect == Dialect::Postgres {
                // The number is ours alone; the lock ends with the transaction.
                turn.execute_unprepared("SELECT pg_advisory_xact_lock(7219340127)").await?;
                Migrator::up(&self.writers, None).await?;
                turn.commit().await
            } else {
                turn.rollback().await?;
                Migrator::up(&self.writers, None).await
            }
        };
        match migrate.await {
            Ok(()) => Ok(()),
            // SQLite has no lock that spans the steps: another program may have taken them first.
            Err(_) if self.check_migrated().await.is_ok() => Ok(()),
            Err(error) => Err(OpenError::Migration(error)),
        }
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
            if self.writers.query_all_raw(self.dialect.statement(exists)).await?.is_empty() {
                return Ok(Vec::new());
            }
            let steps = self.dialect.statement("SELECT version FROM seaql_migrations ORDER BY version");
            self.writers.query_all_raw(steps).await?.iter().map(|row| row.try_get("", "version")).collect()
        };
        read.await.map_err(OpenError::Migration)
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), Error> {
        Ok(self.readers.ping().await?)
    }

    /// Begins a transaction that may write. On SQLite it waits for its turn at once, so that it cannot lose it later.
    pub async fn begin_write(&self) -> Result<Writing, Error> {
        let mode = (self.dialect == Dialect::Sqlite).then_some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() };
        Ok(Writing::new(self.writers.begin_with_options(options).await?, self.dialect))
    }

    /// Begins a transaction that sees one state of the database to its end.
    pub(super) async fn begin_read(&self) -> Result<DatabaseTransaction, Error> {
        Ok(self.readers.begin().await?)
    }

    /// Closes both pools; statements under way end first.
    pub async fn close(self) -> Result<(), Error> {
        self.readers.close().await?;
        Ok(self.writers.close().await?)
    }
}

/// Long enough for a busy moment, short enough that a caller hears of a database that is gone.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    options
}

fn writer_options(url: &str, dialect: Dialect, sizes: PoolSizes) -> ConnectOptions {
    let writers = if dialect == Dialect::Sqlite { 1 } else { sizes.writers };
    let mut options = options(url, writers);
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // An acknowledged write survives the loss of power.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(ACQUIRE_TIMEOUT)
            // What was erased is not left in free pages.
            .pragma("secure_delete", "ON")
    });
    options
}

fn reader_options(url: &str, dialect: Dialect, sizes: PoolSizes) -> ConnectOptions {
    let mut options = options(url, sizes.readers);
    if dialect == Dialect::Sqlite {
        options
            .map_sqlx_sqlite_opts(|sqlite| sqlite.pragma("query_only", "ON").busy_timeout(ACQUIRE_TIMEOUT));
    } else {
        // As defaults of the session they cost no statement per transaction.
        options.map_sqlx_postgres_opts(|postgres| {
            postgres.options([
                ("default_transaction_read_only", "on"),
                ("default_transaction_isolation", "repeatable read"),
                // A city's content lies in memory: looking rows up costs no more than reading past them.
                ("random_page_cost", "1.1"),
            ])
        });
    }
    options
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
