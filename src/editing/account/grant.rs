//! What an account may, given and taken. Administrators only.

use uuid::Uuid;

use super::{Accounts, Actor, invalid, not_found, refuse};
use crate::domain::account::MAX_GRANTS;
use crate::domain::locale::Locales;
use crate::domain::permission::{Grant, Role};
use crate::editing::Error;
use crate::store::account::write;

/// A grant that is to be.
#[derive(Debug)]
pub struct NewGrant {
    pub account_id: Uuid,
    pub grant: Grant,
}

impl Accounts {
    /// Gives a grant; the account's id. One that it has already is given once.
    pub async fn add_grant(&self, actor: &Actor, locales: &Locales, new: NewGrant) -> Result<Uuid, Error> {
        let change = self.begin(actor).await?;
        let path = ["input", "accountId"];
        let account = change.administered(new.account_id, &path).await?;
        let mut problems = change
            .check_grants(std::slice::from_ref(&new.grant), locales, |_| vec!["input".to_owned()])
            .await?;
        let grants = write::grants(&change.writing, Some(account.id)).await?;
        if grants.len() >= MAX_GRANTS {
            problems.push(invalid(&path, format!("an account has at most {MAX_GRANTS} grants")));
        }
        refuse(problems)?;
        if grants.iter().any(|grant| grant.grant == new.grant) {
            return Ok(account.id);
        }
        let id = self.0.clock.new_id();
        write::insert_grants(&change.writing, account.id, vec![(id, new.grant)], change.at).await?;
        let by = change.actor.by();
        change.commit().await?;
        tracing::info!(grant = %id, account = %account.id, by, "a grant was given");
        Ok(account.id)
    }

    /// Takes a grant away; the account's id. Never the last administrator's.
    pub async fn remove_grant(&self, actor: &Actor, id: Uuid) -> Result<Uuid, Error> {
        let change = self.begin(actor).await?;
        let path = ["input", "id"];
        let grant = write::find_grant(&change.writing, id).await?.ok_or_else(|| not_found(&path))?;
        change.administer(grant.account_id, &path)?;
        write::delete_grant(&change.writing, id).await?;
        if grant.grant.role == Role::Admin {
            change.keep_an_administrator(&path).await?;
        }
        let by = change.actor.by();
        change.commit().await?;
        tracing::info!(grant = %id, account = %grant.account_id, by, "a grant was taken away");
        Ok(grant.account_id)
    }
}
