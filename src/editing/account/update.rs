//! Changes of an account: name, address, password; disabled or not.

use uuid::Uuid;

use super::{Accounts, Actor, Change, invalid, not_found, refuse, refuse_erased, take};
use crate::domain::account::{check_email, check_name, check_password};
use crate::domain::permission::Account;
use crate::domain::problem::{Problem, Reason};
use crate::editing::Error;
use crate::secret::{PasswordHash, Secret};
use crate::store::account::write;

/// What is to change of an account; null leaves it.
#[derive(Debug, Default)]
pub struct AccountChanges {
    pub name: Option<String>,
    pub email: Option<String>,
    /// The inner null takes the password away.
    pub password: Option<Option<Secret>>,
    /// Proves that whoever changes their own password is who they are, not somebody at their desk.
    pub current_password: Option<Secret>,
}

const ID: &[&str] = &["input", "id"];
const PASSWORD: &[&str] = &["input", "set", "password"];
const CURRENT_PASSWORD: &[&str] = &["input", "currentPassword"];

impl Accounts {
    /// Changes an account: administrators any, everybody else their own. A new password revokes the other tokens.
    pub async fn update(&self, actor: &Actor, id: Uuid, changes: AccountChanges) -> Result<Uuid, Error> {
        permit(actor, id)?;
        let mut problems = Vec::new();
        let name = changes.name.map(|name| take(&mut problems, &["input", "set", "name"], check_name(&name)));
        let email =
            changes.email.map(|email| take(&mut problems, &["input", "set", "email"], check_email(&email)));
        if let Some(Some(password)) = &changes.password {
            take(&mut problems, PASSWORD, check_password(password.reveal()));
        }
        let proven = if changes.password.is_some() && actor.is(id) {
            self.prove(id, changes.current_password.as_ref(), &mut problems).await?
        } else {
            None
        };
        let hash = match &changes.password {
            Some(Some(password)) if problems.is_empty() => Some(self.0.hashing.hash(password).await?),
            _ => None,
        };

        let change = self.begin(actor).await?;
        permit(&change.actor, id)?;
        let account = write::find(&change.writing, id).await?.ok_or_else(|| not_found(ID))?;
        refuse_erased(&account, ID)?;
        if let Some(Some(email)) = &email {
            let path = ["input", "set", "email"];
            problems.extend(change.check_email_is_free(email, Some(id), &path).await?);
        }
        if let Some(proven) = proven {
            let now = write::credentials_of(&change.writing, id).await?;
            if now.and_then(|now| now.password_hash) != proven {
                problems.push(invalid(CURRENT_PASSWORD, "the password was changed meanwhile"));
            }
        }
        refuse(problems)?;
        if let Some(name) = name.flatten() {
            write::set_name(&change.writing, id, &name).await?;
        }
        if let Some(email) = email.flatten() {
            write::set_email(&change.writing, id, &email).await?;
        }
        let has_new_password = changes.password.is_some();
        if has_new_password {
            let hash = hash.as_ref().map(PasswordHash::as_str);
            write::set_password_hash(&change.writing, id, hash).await?;
            let own_token = change.actor.account().map(|account| account.token_id);
            write::revoke_tokens(&change.writing, id, own_token, change.at).await?;
        }
        let by = change.actor.by();
        change.commit().await?;
        tracing::info!(account = %id, by, has_new_password, "an account was changed");
        Ok(id)
    }

    /// Whether whoever changes their own password knows it; the hash that was compared. Null where there is a problem.
    /// Who has no password yet has nothing to prove.
    async fn prove(
        &self,
        id: Uuid,
        password: Option<&Secret>,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<Option<String>>, Error> {
        let writing = self.0.archive.begin_write().await?;
        let credentials = write::credentials_of(&writing, id).await?;
        drop(writing);
        let Some(stored) = credentials.and_then(|credentials| credentials.password_hash) else {
            return Ok(Some(None));
        };
        let Some(password) = password else {
            problems.push(invalid(CURRENT_PASSWORD, "changing your own password needs the current one"));
            return Ok(None);
        };
        self.0.limits.count_account(&id.to_string())?;
        if self.0.hashing.verify(password, Some(PasswordHash::from_stored(stored.clone()))).await? {
            return Ok(Some(Some(stored)));
        }
        problems.push(invalid(CURRENT_PASSWORD, "this is not your password"));
        Ok(None)
    }

    /// Disables an account and revokes its tokens. Administrators only; never the last of them.
    pub async fn disable(&self, actor: &Actor, id: Uuid) -> Result<Uuid, Error> {
        let change = self.begin(actor).await?;
        let account = change.administered(id, ID).await?;
        if account.disabled_at.is_none() {
            write::set_disabled(&change.writing, id, Some(change.at)).await?;
            change.keep_an_administrator(ID).await?;
        }
        write::revoke_tokens(&change.writing, id, None, change.at).await?;
        change.end(id, "an account was disabled").await
    }

    /// Enables an account again. Its tokens stay revoked. Administrators only.
    pub async fn enable(&self, actor: &Actor, id: Uuid) -> Result<Uuid, Error> {
        let change = self.begin(actor).await?;
        change.administered(id, ID).await?;
        write::set_disabled(&change.writing, id, None).await?;
        change.end(id, "an account was enabled").await
    }
}

impl Change {
    async fn end(self, account: Uuid, what: &'static str) -> Result<Uuid, Error> {
        let by = self.actor.by();
        self.commit().await?;
        tracing::info!(%account, by, "{what}");
        Ok(account)
    }
}

/// Administrators change any account; everybody else their own, with a token that is not narrowed.
fn permit(actor: &Actor, id: Uuid) -> Result<(), Problem> {
    if actor.is_administrator() {
        return Ok(());
    }
    if !actor.is(id) {
        return Err(not_found(ID));
    }
    if actor.account().is_some_and(Account::is_narrowed) {
        let message = "your token is narrowed, so that it does not change your account: sign in";
        return Err(Problem::new(ID, message, Reason::NotPermitted));
    }
    Ok(())
}
