//! Who gives a command.

use std::sync::Arc;

use tracing::field::DisplayValue;
use uuid::Uuid;

use super::Error;
use crate::domain::permission::Account;
use crate::domain::problem::{Problem, Reason};
use crate::store::Writing;
use crate::store::account::write;

/// Who gives a command.
#[derive(Clone, Debug)]
pub enum Actor {
    /// May everything: whoever runs it has the database anyway.
    CommandLine,
    Account(Arc<Account>),
}

impl Actor {
    /// Null for the command line.
    pub(super) fn account(&self) -> Option<&Account> {
        match self {
            Self::CommandLine => None,
            Self::Account(account) => Some(account),
        }
    }

    /// As the account stands within a change: what it was may have been taken from it while it waited for its turn.
    pub(super) async fn presented(
        &self,
        writing: &Writing,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<Self, Error> {
        let Self::Account(account) = self else { return Ok(Self::CommandLine) };
        let account = if account.token_id.is_nil() {
            write::with_grants(writing, account.id).await?
        } else {
            write::presented(writing, account.token_id, now).await?
        };
        let no_longer =
            || Problem::new(&["input"], "your token no longer holds: sign in again", Reason::NotPermitted);
        Ok(Self::Account(Arc::new(account.ok_or_else(no_longer)?)))
    }

    pub(super) fn is_administrator(&self) -> bool {
        self.account().is_none_or(Account::is_administrator)
    }

    pub(super) fn is(&self, id: Uuid) -> bool {
        self.account().is_some_and(|account| account.id == id)
    }

    /// Who it is, for the log.
    pub(super) fn by(&self) -> Option<DisplayValue<Uuid>> {
        self.id().map(tracing::field::display)
    }

    pub(super) fn id(&self) -> Option<Uuid> {
        self.account().map(|account| account.id)
    }
}
