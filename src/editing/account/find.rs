//! What the command line looks up before it gives a command.

use uuid::Uuid;

use super::Accounts;
use crate::domain::account::typed_email;
use crate::domain::content::ContentId;
use crate::editing::Error;
use crate::store::account::read::{AccountRow, GrantRow};
use crate::store::account::write;

impl Accounts {
    /// All accounts with their grants, in the order in which they were made.
    pub async fn list(&self) -> Result<Vec<(AccountRow, Vec<GrantRow>)>, Error> {
        let writing = self.0.archive.begin_write().await?;
        let accounts = write::all(&writing).await?;
        let grants = write::grants(&writing, None).await?;
        let of = |id: Uuid| grants.iter().filter(|grant| grant.account_id == id).cloned().collect();
        Ok(accounts.into_iter().map(|account| (account.clone(), of(account.id))).collect())
    }

    /// The account with an id or an e-mail address; null where there is none.
    pub async fn find(&self, id_or_email: &str) -> Result<Option<Uuid>, Error> {
        let writing = self.0.archive.begin_write().await?;
        let found = match Uuid::try_parse(id_or_email) {
            Ok(id) => write::find(&writing, id).await?,
            Err(_) => write::find_by_email(&writing, &typed_email(id_or_email)).await?,
        };
        Ok(found.map(|account| account.id))
    }

    /// The department whose draft has a slug; null where there is none.
    pub async fn department(&self, slug: &str) -> Result<Option<ContentId>, Error> {
        let writing = self.0.archive.begin_write().await?;
        Ok(write::department_by_slug(&writing, slug).await?)
    }
}
