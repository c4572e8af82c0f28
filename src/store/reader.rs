//! A request's view of the database: one connection, one snapshot, for all its reads.

use sea_orm::DatabaseTransaction;
use tokio::sync::{MappedMutexGuard, Mutex, MutexGuard};

use super::connect::Archive;
use super::dialect::Dialect;
use super::error::Error;

/// Opened at first use, held to the end of the request: all of an answer is of one moment.
pub struct Reader {
    archive: Archive,
    open: Mutex<Option<DatabaseTransaction>>,
}

/// The connection, while a statement runs on it.
pub struct Turn<'reader> {
    connection: MappedMutexGuard<'reader, DatabaseTransaction>,
    pub dialect: Dialect,
}

impl Turn<'_> {
    pub fn connection(&self) -> &DatabaseTransaction {
        &self.connection
    }
}

impl Reader {
    pub fn new(archive: Archive) -> Self {
        Self { archive, open: Mutex::new(None) }
    }

    /// Waits for the statement under way, if any; turns are taken in the order of asking.
    pub async fn turn(&self) -> Result<Turn<'_>, Error> {
        let mut open = self.open.lock().await;
        if open.is_none() {
            *open = Some(self.archive.begin_read().await?);
        }
        let connection =
            MutexGuard::map(open, |open| open.as_mut().expect("the connection was opened above"));
        Ok(Turn { connection, dialect: self.archive.dialect() })
    }

    /// Gives the connection back; the next read takes a new snapshot.
    pub async fn finish(&self) -> Result<(), Error> {
        // The lock is not held while it is given back: whoever drives the request may ask for the same meanwhile.
        let open = self.open.lock().await.take();
        match open {
            Some(connection) => Ok(connection.commit().await?),
            None => Ok(()),
        }
    }
}
