//! What can go wrong in the archive.

use sea_orm::DbErr;

/// A fault of the archive. Its `Display` says this level only; `source()` carries the cause.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database does not answer; it may answer again later.
    #[error("the database is not available")]
    Unavailable(#[source] DbErr),
    /// The database answers, but refused a statement: our fault.
    #[error("the database refused a statement")]
    Statement(#[source] DbErr),
    /// Another change came first, on the same rows: the whole change may be tried again.
    #[error("another change came first")]
    Overtaken(#[source] DbErr),
    /// A stored value that no version of this program writes.
    #[error("a stored value cannot be read: {0}")]
    Corrupt(String),
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if is_connection_fault(&error) {
            Self::Unavailable(error)
        } else if is_overtaken(&error) {
            Self::Overtaken(error)
        } else {
            Self::Statement(error)
        }
    }
}

/// Whether a unique index or a lock says that somebody else was quicker.
fn is_overtaken(error: &DbErr) -> bool {
    use sea_orm::{RuntimeErr, SqlErr};
    if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) {
        return true;
    }
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        return false;
    };
    // PostgreSQL: serialization_failure, deadlock_detected.
    let code = cause.as_database_error().and_then(sqlx::error::DatabaseError::code);
    code.is_some_and(|code| code == "40001" || code == "40P01")
}

/// Whether the connection failed rather than the statement: no connection to be had, or one that broke or was ended.
fn is_connection_fault(error: &DbErr) -> bool {
    use sea_orm::RuntimeErr;
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => {
            match cause.as_ref() {
                sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => true,
                sqlx::Error::WorkerCrashed | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => true,
                // 57P01 admin_shutdown, 57P02 crash_shutdown, 57P03 cannot_connect_now; class 08 is the connection's.
                // SQLite 5 is SQLITE_BUSY: the file stayed locked for the whole busy timeout.
                sqlx::Error::Database(database) => database
                    .code()
                    .is_some_and(|code| code.starts_with("57P0") || code.starts_with("08") || code == "5"),
                _ => false,
            }
        }
        _ => false,
    }
}
