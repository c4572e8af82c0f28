//! How each of the two pools connects. `connect` opens them.

use std::time::Duration;

use sea_orm::ConnectOptions;
use sqlx::sqlite::{SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{Connection, PgConnection};
use tokio::time::timeout;

use super::dialect::Dialect;

/// How many connections each pool may hold.
#[derive(Clone, Copy, Debug)]
pub struct PoolSizes {
    pub readers: u32,
    /// PostgreSQL only: SQLite has one writer.
    pub writers: u32,
}

/// Long enough for a busy moment, short enough that a caller hears of a database that is gone.
pub(super) const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// How long a connection to PostgreSQL may say nothing where it has only to say that it is there.
const SILENCE: Duration = Duration::from_secs(1);

/// How long a connection rests before it is asked whether it is still there.
const REST: Duration = Duration::from_secs(10);

fn options(url: &str, dialect: Dialect, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    // PostgreSQL: a pool that wants one at least holds a place for it through an outage, and long after.
    let least = u32::from(dialect == Dialect::Sqlite);
    options
        .max_connections(connections)
        .min_connections(least)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .map_sqlx_sqlite_pool_opts(|pool| {
            pool.after_release(|connection, _| Box::pin(is_reusable(connection)))
        })
        .map_sqlx_postgres_pool_opts(|pool| {
            pool.before_acquire(|connection, state| Box::pin(wakes_up(connection, state.idle_for)))
                .after_release(|connection, _| Box::pin(answers(connection)))
        });
    options
}

/// Whether a connection to PostgreSQL answers in time.
///
/// A host that is gone, or a firewall that has forgotten the connection, says nothing at all. The library asks whoever
/// comes back to the pool, and waits without a bound: the place in the pool would be lost until TCP gives up, which is a
/// quarter of an hour.
async fn answers(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let silence = || sqlx::Error::Io(std::io::Error::new(std::io::ErrorKind::TimedOut, "it says nothing"));
    timeout(SILENCE, connection.ping()).await.unwrap_or_else(|_| Err(silence())).map(|()| true)
}

/// As [`answers`], but only of a connection that has rested: who has answered just now is not asked again.
async fn wakes_up(connection: &mut PgConnection, rest: Duration) -> Result<bool, sqlx::Error> {
    if rest < REST { Ok(true) } else { answers(connection).await }
}

/// Whether a connection to SQLite may go back into the pool.
///
/// SQLite ends a transaction by itself where the disk is full or the file broken. The library goes on counting it, and
/// what is begun on that connection later lies in a transaction that nobody ends: acknowledged, and lost with it.
async fn is_reusable(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    if connection.is_in_transaction() {
        // Answered after a rollback that is under way.
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
}

pub(super) fn writer_options(url: &str, dialect: Dialect, sizes: PoolSizes) -> ConnectOptions {
    let writers = if dialect == Dialect::Sqlite { 1 } else { sizes.writers };
    let mut options = options(url, dialect, writers);
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
    if dialect == Dialect::Postgres {
        options.map_sqlx_postgres_opts(|postgres| {
            // Whoever is lost in the middle of a change keeps its locks, and all others waiting, until the database
            // hears of it. No change of ours rests so long between two statements.
            postgres.options([("idle_in_transaction_session_timeout", "10s")])
        });
    }
    options
}

pub(super) fn reader_options(url: &str, dialect: Dialect, sizes: PoolSizes) -> ConnectOptions {
    let mut options = options(url, dialect, sizes.readers);
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
                // Whoever is lost in the middle of an answer keeps old rows from being cleared away.
                ("idle_in_transaction_session_timeout", "60s"),
                // The database does not hear that nobody waits for its answer any more.
                ("statement_timeout", "60s"),
            ])
        });
    }
    options
}
