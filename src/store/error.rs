//! What can go wrong in the archive.

use sea_orm::{DbErr, RuntimeErr, SqlErr};
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

/// A fault of the archive. Its `Display` says this level only; `source()` carries the cause.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database cannot do it now; it may be able to later.
    #[error("{0}")]
    Unavailable(Outage, #[source] DbErr),
    /// The database answers, but refused a statement: our fault.
    #[error("the database refused a statement")]
    Statement(#[source] DbErr),
    /// Another change came first, on the same rows: the whole change may be tried again.
    #[error("another change came first")]
    Overtaken(#[source] DbErr),
    /// The database's own files do not hold what it wrote: somebody must look at them.
    #[error("the database is damaged")]
    Damaged(#[source] DbErr),
    /// A stored value that no version of this program writes.
    #[error("a stored value cannot be read: {0}")]
    Corrupt(String),
}

/// What keeps the database from doing what it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Outage {
    /// It does not answer, or its connections break.
    #[error("the database is not available at the moment")]
    Away,
    /// It answers, but others hold what is needed: its connections, or SQLite's one lock.
    #[error("the database is busy with other work at the moment")]
    Busy,
    /// It can be read and not written: its disk is full, or it is read only.
    #[error("the database cannot be written at the moment: its disk may be full, or it is read only")]
    Unwritable,
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match Kind::of(&error) {
            Kind::Outage(outage) => Self::Unavailable(outage, error),
            Kind::Overtaken => Self::Overtaken(error),
            Kind::Damaged => Self::Damaged(error),
            Kind::Statement => Self::Statement(error),
        }
    }
}

/// What an error of the libraries comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Outage(Outage),
    Overtaken,
    Damaged,
    Statement,
}

impl Kind {
    fn of(error: &DbErr) -> Self {
        if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) {
            return Self::Overtaken;
        }
        match error {
            DbErr::ConnectionAcquire(_) => Self::Outage(Outage::Busy),
            // No connection at all is an outage, whatever is the cause.
            DbErr::Conn(cause) => match Self::of_cause(cause) {
                Self::Statement => Self::Outage(Outage::Away),
                kind => kind,
            },
            DbErr::Exec(cause) | DbErr::Query(cause) => Self::of_cause(cause),
            _ => Self::Statement,
        }
    }

    fn of_cause(cause: &RuntimeErr) -> Self {
        let RuntimeErr::SqlxError(cause) = cause else { return Self::Statement };
        match cause.as_ref() {
            sqlx::Error::PoolTimedOut => Self::Outage(Outage::Busy),
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => Self::Outage(Outage::Away),
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed | sqlx::Error::BeginFailed => {
                Self::Outage(Outage::Away)
            }
            sqlx::Error::Database(said) => {
                let code = said.code().unwrap_or_default();
                if said.try_downcast_ref::<PgDatabaseError>().is_some() {
                    Self::of_postgres(&code)
                } else if said.try_downcast_ref::<SqliteError>().is_some() {
                    code.parse().map_or(Self::Statement, Self::of_sqlite)
                } else {
                    Self::Statement
                }
            }
            _ => Self::Statement,
        }
    }

    /// By the SQLSTATE (PostgreSQL, appendix A).
    fn of_postgres(state: &str) -> Self {
        match state {
            // serialization_failure, deadlock_detected.
            "40001" | "40P01" => Self::Overtaken,
            // disk_full; read_only_sql_transaction, as a standby says.
            "53100" | "25006" => Self::Outage(Outage::Unwritable),
            // lock_not_available; query_canceled, as by the operator's time limit.
            "55P03" | "57014" => Self::Outage(Outage::Busy),
            // Time limits of the operator's that end the connection.
            "25P03" | "25P04" => Self::Outage(Outage::Away),
            // data_corrupted, index_corrupted.
            "XX001" | "XX002" => Self::Damaged,
            // Resources are short, connections too.
            _ if state.starts_with("53") => Self::Outage(Outage::Busy),
            // The connection's own class; shut down, crashed, starting; the system below it.
            _ if ["08", "57P", "58"].iter().any(|class| state.starts_with(class)) => {
                Self::Outage(Outage::Away)
            }
            _ => Self::Statement,
        }
    }

    /// By the extended result code, whose lowest byte is the primary one (sqlite.org/rescode.html).
    fn of_sqlite(code: u32) -> Self {
        match code & 0xff {
            // BUSY, LOCKED: somebody else held the lock for the whole busy timeout.
            5 | 6 => Self::Outage(Outage::Busy),
            // READONLY, FULL.
            8 | 13 => Self::Outage(Outage::Unwritable),
            // IOERR: of write, fsync, fsync of the folder, truncate, the size of the shared memory.
            10 if matches!(code >> 8, 3..=6 | 19) => Self::Outage(Outage::Unwritable),
            // PERM, NOMEM, IOERR, CANTOPEN, PROTOCOL.
            3 | 7 | 10 | 14 | 15 => Self::Outage(Outage::Away),
            // CORRUPT, NOTADB.
            11 | 26 => Self::Damaged,
            _ => Self::Statement,
        }
    }
}

/// Whether a connection broke, or was ended, while a statement ran on it; a new one may do.
pub(super) fn is_broken(error: &DbErr) -> bool {
    matches!(error, DbErr::Exec(_) | DbErr::Query(_)) && Kind::of(error) == Kind::Outage(Outage::Away)
}

/// Whether the database can be read only.
pub(super) fn is_unwritable(error: &DbErr) -> bool {
    Kind::of(error) == Kind::Outage(Outage::Unwritable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_time_may_mend_is_an_outage() {
        for state in ["08006", "57P01", "57P03", "58030"] {
            assert_eq!(Kind::of_postgres(state), Kind::Outage(Outage::Away), "{state}");
        }
        for state in ["53300", "53200", "55P03", "57014"] {
            assert_eq!(Kind::of_postgres(state), Kind::Outage(Outage::Busy), "{state}");
        }
        assert_eq!(Kind::of_postgres("53100"), Kind::Outage(Outage::Unwritable));
        // IOERR_READ, CANTOPEN.
        for code in [266, 14] {
            assert_eq!(Kind::of_sqlite(code), Kind::Outage(Outage::Away), "{code}");
        }
        // BUSY, BUSY_SNAPSHOT.
        for code in [5, 517] {
            assert_eq!(Kind::of_sqlite(code), Kind::Outage(Outage::Busy), "{code}");
        }
        // FULL, READONLY_DIRECTORY, IOERR_WRITE, IOERR_FSYNC, IOERR_SHMSIZE.
        for code in [13, 1544, 778, 1034, 4874] {
            assert_eq!(Kind::of_sqlite(code), Kind::Outage(Outage::Unwritable), "{code}");
        }
    }

    #[test]
    fn what_time_does_not_mend_is_none() {
        // CORRUPT, CORRUPT_INDEX, NOTADB.
        for code in [11, 779, 26] {
            assert_eq!(Kind::of_sqlite(code), Kind::Damaged, "{code}");
        }
        assert_eq!(Kind::of_postgres("XX001"), Kind::Damaged);
        // ERROR; a syntax error.
        assert_eq!(Kind::of_sqlite(1), Kind::Statement);
        assert_eq!(Kind::of_postgres("42601"), Kind::Statement);
        assert_eq!(Kind::of(&DbErr::Custom(String::new())), Kind::Statement);
    }
}
