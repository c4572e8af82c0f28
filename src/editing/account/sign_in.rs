//! Signing in: an e-mail address and a password for a token that expires.

use std::net::IpAddr;

use uuid::Uuid;

use super::token::{NewToken, TokenMade};
use super::{Accounts, Actor, invalid};
use crate::domain::account::{check_name, typed_email};
use crate::domain::problem::{Problem, Reason};
use crate::editing::Error;
use crate::secret::{PasswordHash, Secret};
use crate::store::account::write;

/// Somebody wants to sign in.
#[derive(Debug)]
pub struct Attempt {
    pub email: String,
    pub password: Secret,
    /// The name that the token is to have.
    pub token_name: String,
    /// Where they are; null where the connection does not say.
    pub address: Option<IpAddr>,
}

/// Somebody has signed in.
#[derive(Debug)]
pub struct SignedIn {
    pub account_id: Uuid,
    pub token: TokenMade,
}

impl Accounts {
    /// Signs in. An unknown address, an account without a password or one that is disabled are refused as a wrong
    /// password is: with the same words, after the same work.
    pub async fn sign_in(&self, attempt: Attempt) -> Result<SignedIn, Error> {
        // Counted before anything is done, right or wrong.
        self.0.limits.count_address(attempt.address)?;
        let email = typed_email(&attempt.email);
        self.0.limits.count_account(&email)?;
        let name = check_name(&attempt.token_name)
            .map_err(|fault| invalid(&["input", "tokenName"], fault.to_string()))?;

        let found = write::credentials(&self.0.archive, &email).await?;
        let known = found.filter(|found| found.is_active);
        let hash = known.as_ref().and_then(|known| known.password_hash.clone());
        let is_right =
            self.0.hashing.verify(&attempt.password, hash.clone().map(PasswordHash::from_stored)).await?;
        let Some(known) = known.filter(|_| is_right) else { return Err(refused().into()) };

        let change = self.begin(&Actor::CommandLine).await?;
        // It may have been disabled, or its password changed, while this one was hashed.
        let now = write::credentials_of(&change.writing, known.account_id).await?;
        if now.is_none_or(|now| !now.is_active || now.password_hash != hash) {
            return Err(refused().into());
        }
        let expires_at = Some(change.at + self.0.settings.token_lifetime);
        let new = NewToken { name, expires_at, grants: None };
        let token = self.insert_token(&change, known.account_id, new).await?;
        change.commit().await?;
        tracing::info!(account = %known.account_id, token = %token.id, "somebody signed in");
        Ok(SignedIn { account_id: known.account_id, token })
    }
}

fn refused() -> Problem {
    let message = "the e-mail address and the password do not belong together";
    Problem::new(&["input"], message, Reason::SignInRefused)
}
