//! Tokens: made, shown once, revoked.

use std::sync::Arc;

use chrono::TimeDelta;
use uuid::Uuid;

use super::{Accounts, Actor, Change, Time, invalid, not_found, refuse, take};
use crate::domain::account::{MAX_GRANTS, check_name};
use crate::domain::locale::Locales;
use crate::domain::permission::{Account, Grant, Rights};
use crate::domain::problem::{Problem, Reason};
use crate::editing::Error;
use crate::secret::{self, Secret};
use crate::store::account::write;
use crate::store::whereabouts;

/// How long a token that no longer holds is remembered.
const REMEMBERED: TimeDelta = TimeDelta::days(90);

/// Whose token it is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenOwner {
    /// Of the account that gives the command.
    Own,
    Other(Uuid),
}

/// A token that is to be.
#[derive(Debug)]
pub struct NewToken {
    pub name: String,
    /// Null: it holds until it is revoked.
    pub expires_at: Option<Time>,
    /// What it is narrowed to; null: it may all that the account may, or all that the token may that makes it.
    pub grants: Option<Vec<Grant>>,
}

/// A token that was made. Only here is it known.
#[derive(Debug)]
pub struct TokenMade {
    pub id: Uuid,
    pub token: Secret,
    pub expires_at: Option<Time>,
}

impl Accounts {
    /// Makes a token. One's own, or any as an administrator; never one that may more than its account and, for one's
    /// own, than the token that makes it.
    pub async fn create_token(
        &self,
        actor: &Actor,
        locales: &Locales,
        owner: TokenOwner,
        mut new: NewToken,
    ) -> Result<TokenMade, Error> {
        let change = self.begin(actor).await?;
        let (owner_id, account) = change.owner(owner).await?;
        let mut problems = Vec::new();
        if let Some(name) = take(&mut problems, &["input", "name"], check_name(&new.name)) {
            new.name = name;
        }
        if new.expires_at.is_some_and(|expires_at| expires_at <= change.at) {
            problems.push(invalid(&["input", "expiresAt"], "the token would have expired already"));
        }
        match &new.grants {
            Some(grants) => problems.extend(change.check_narrowing(&account, grants, locales).await?),
            None => new.grants.clone_from(&account.token_grants),
        }
        refuse(problems)?;
        let made = self.insert_token(&change, owner_id, new).await?;
        let by = change.actor.by();
        change.commit().await?;
        tracing::info!(token = %made.id, account = %owner_id, by, "a token was made");
        Ok(made)
    }

    /// Writes a token that was judged.
    pub(super) async fn insert_token(
        &self,
        change: &Change,
        account_id: Uuid,
        new: NewToken,
    ) -> Result<TokenMade, Error> {
        let token = secret::new_token()?;
        let id = self.0.clock.new_id();
        let row = write::NewToken {
            id,
            account_id,
            name: new.name,
            hash: secret::token_hash(token.reveal()),
            grants: new.grants,
            expires_at: new.expires_at,
        };
        write::delete_old_tokens(&change.writing, account_id, change.at - REMEMBERED).await?;
        write::insert_token(&change.writing, row, change.at).await?;
        Ok(TokenMade { id, token, expires_at: new.expires_at })
    }

    /// Revokes a token: it is refused from the next request on. One's own, or any as an administrator.
    pub async fn revoke_token(&self, actor: &Actor, id: Uuid) -> Result<Uuid, Error> {
        let change = self.begin(actor).await?;
        let path = ["input", "id"];
        let token = write::find_token(&change.writing, id).await?.ok_or_else(|| not_found(&path))?;
        if !change.actor.is_administrator() && !change.actor.is(token.account_id) {
            return Err(not_found(&path).into());
        }
        write::revoke_token(&change.writing, id, change.at).await?;
        let by = change.actor.by();
        change.commit().await?;
        tracing::info!(token = %id, account = %token.account_id, by, "a token was revoked");
        Ok(id)
    }
}

impl Accounts {
    /// Revokes the token that the command came with.
    pub async fn sign_out(&self, account: &Arc<Account>) -> Result<Uuid, Error> {
        let change = self.begin(&Actor::Account(Arc::clone(account))).await?;
        write::revoke_token(&change.writing, account.token_id, change.at).await?;
        change.commit().await?;
        tracing::info!(token = %account.token_id, account = %account.id, "somebody signed out");
        Ok(account.token_id)
    }
}

impl Change {
    /// The account that a token is to be of, with the rights that bound it.
    async fn owner(&self, owner: TokenOwner) -> Result<(Uuid, Arc<Account>), Error> {
        let path = ["input", "accountId"];
        let id = match (owner, &self.actor) {
            (TokenOwner::Own, Actor::Account(account)) => return Ok((account.id, Arc::clone(account))),
            (TokenOwner::Other(id), Actor::Account(account)) if account.id == id => {
                return Ok((id, Arc::clone(account)));
            }
            (TokenOwner::Own, Actor::CommandLine) => return Err(not_found(&path).into()),
            (TokenOwner::Other(id), _) => id,
        };
        let account = self.administered(id, &path).await?;
        if account.disabled_at.is_some() {
            let message = "the account is disabled: enable it first";
            return Err(Problem::new(&path, message, Reason::NotPermitted).into());
        }
        let grants = write::grants(&self.writing, Some(id)).await?;
        let grants = grants.into_iter().map(|row| row.grant).collect();
        let (name, token_id) = (account.name, Uuid::nil());
        Ok((id, Arc::new(Account { id, name, token_id, grants, token_grants: None })))
    }

    /// What stands against narrowing a token of `owner` to `grants`.
    async fn check_narrowing(
        &self,
        owner: &Account,
        grants: &[Grant],
        locales: &Locales,
    ) -> Result<Vec<Problem>, Error> {
        let path = ["input", "grants"];
        if grants.is_empty() {
            let message = "name a grant, or leave the list out: then the token may all that the account may";
            return Ok(vec![invalid(&path, message)]);
        }
        if grants.len() > MAX_GRANTS {
            return Ok(vec![invalid(&path, format!("at most {MAX_GRANTS} grants fit here"))]);
        }
        let above = |index: usize| vec!["input".to_owned(), "grants".to_owned(), index.to_string()];
        let mut problems = self.check_grants(grants, locales, above).await?;
        // Whether a department is there that the owner may not see is not told: both are more than the owner may.
        if !owner.is_administrator() {
            problems.retain(|problem| problem.reason != Reason::NotFound);
        }
        if !problems.is_empty() {
            return Ok(problems);
        }
        let mut departments = owner.departments();
        departments.extend(grants.iter().filter_map(|grant| grant.department));
        let places = whereabouts::places(&self.writing, &departments).await?;
        let rights = Rights::of(owner, &places);
        for (index, grant) in grants.iter().enumerate() {
            let place = grant.department.and_then(|department| places.get(&department));
            if !rights.cover(grant, place) {
                let number = index.to_string();
                let path = ["input", "grants", &number];
                let message = "this is more than what the token is made from may";
                problems.push(Problem::new(&path, message, Reason::NotPermitted));
            }
        }
        Ok(problems)
    }
}
