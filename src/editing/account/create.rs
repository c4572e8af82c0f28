//! A new account, with its first grants.

use uuid::Uuid;

use super::token::{NewToken, TokenMade};
use super::{Accounts, Actor, Change, invalid, not_permitted, refuse, take};
use crate::domain::account::{MAX_GRANTS, check_email, check_name, check_password};
use crate::domain::locale::Locales;
use crate::domain::permission::Grant;
use crate::domain::problem::Problem;
use crate::editing::Error;
use crate::secret::{PasswordHash, Secret};
use crate::store::account::write;

/// An account that is to be.
#[derive(Debug)]
pub struct NewAccount {
    pub name: String,
    pub email: String,
    /// Null: nobody signs in with a password; tokens can be made for it.
    pub password: Option<Secret>,
    pub grants: Vec<Grant>,
}

/// An account that was made.
#[derive(Debug)]
pub struct Created {
    pub id: Uuid,
    /// Its first token, where one was asked for.
    pub token: Option<TokenMade>,
}

impl Accounts {
    /// Makes an account, and a token for it if one is asked for. Administrators only.
    pub async fn create(
        &self,
        actor: &Actor,
        locales: &Locales,
        new: NewAccount,
        token: Option<NewToken>,
    ) -> Result<Created, Error> {
        if !actor.is_administrator() {
            return Err(not_permitted(&["input"]).into());
        }
        let mut problems = Vec::new();
        let name = take(&mut problems, &["input", "name"], check_name(&new.name));
        let email = take(&mut problems, &["input", "email"], check_email(&new.email));
        if let Some(password) = &new.password {
            take(&mut problems, &["input", "password"], check_password(password.reveal()));
        }
        if new.grants.len() > MAX_GRANTS {
            problems.push(invalid(&["input", "grants"], format!("at most {MAX_GRANTS} grants fit here")));
        }
        // Hashed only for what can be taken, and before the lock, which it would hold for long.
        let hash = match &new.password {
            Some(password) if problems.is_empty() => Some(self.0.hashing.hash(password).await?),
            _ => None,
        };

        let change = self.begin(actor).await?;
        if !change.actor.is_administrator() {
            return Err(not_permitted(&["input"]).into());
        }
        if let Some(email) = &email {
            problems.extend(change.check_email_is_free(email, None, &["input", "email"]).await?);
        }
        let above = |index: usize| vec!["input".to_owned(), "grants".to_owned(), index.to_string()];
        problems.extend(change.check_grants(&new.grants, locales, above).await?);
        refuse(problems)?;
        let (Some(name), Some(email)) = (name, email) else { return Err(Error::Refused(Vec::new())) };
        let id = self.insert(&change, None, name, email, hash, new.grants).await?;
        let token = match token {
            Some(token) => Some(self.insert_token(&change, id, token).await?),
            None => None,
        };
        let by = change.actor.by();
        change.commit().await?;
        tracing::info!(account = %id, by, "an account was made");
        Ok(Created { id, token })
    }

    /// Writes an account that was judged; null makes an id.
    pub(super) async fn insert(
        &self,
        change: &Change,
        id: Option<Uuid>,
        name: String,
        email: String,
        hash: Option<PasswordHash>,
        grants: Vec<Grant>,
    ) -> Result<Uuid, Error> {
        let id = id.unwrap_or_else(|| self.0.clock.new_id());
        let password_hash = hash.as_ref().map(PasswordHash::as_str);
        write::insert_account(&change.writing, id, &name, &email, password_hash, change.at).await?;
        let grants = grants.into_iter().map(|grant| (self.0.clock.new_id(), grant)).collect();
        write::insert_grants(&change.writing, id, grants, change.at).await?;
        Ok(id)
    }
}

impl Change {
    /// Two accounts with one address could not both sign in. `own` is the account that may have it.
    pub(super) async fn check_email_is_free(
        &self,
        email: &str,
        own: Option<Uuid>,
        path: &[&str],
    ) -> Result<Option<Problem>, Error> {
        let found = write::find_by_email(&self.writing, email).await?;
        let is_taken = found.is_some_and(|account| Some(account.id) != own);
        Ok(is_taken.then(|| invalid(path, "another account has this e-mail address")))
    }
}
