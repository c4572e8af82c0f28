//! A transaction that may write. Begun by [`super::Archive::begin_write`] for `editing`, which hands it to the
//! archive's writers and knows nothing of what is in it.

use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, Value};

use super::dialect::Dialect;
use super::error::Error;

/// Dropped without [`Self::commit`], it leaves nothing behind.
pub struct Writing {
    transaction: DatabaseTransaction,
    dialect: Dialect,
}

impl Writing {
    pub(super) const fn new(transaction: DatabaseTransaction, dialect: Dialect) -> Self {
        Self { transaction, dialect }
    }

    /// Makes all of it durable.
    pub async fn commit(self) -> Result<(), Error> {
        Ok(self.transaction.commit().await?)
    }

    pub(super) const fn dialect(&self) -> Dialect {
        self.dialect
    }

    pub(super) const fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// Runs a statement whose `?` stand for `values`.
    pub(super) async fn execute(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<(), Error> {
        self.transaction.execute_raw(self.dialect.statement_with(sql, values)).await?;
        Ok(())
    }

    /// The rows of a statement whose `?` stand for `values`.
    pub(super) async fn query(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<QueryResult>, Error> {
        Ok(self.transaction.query_all_raw(self.dialect.statement_with(sql, values)).await?)
    }
}
