//! Secrets: the only place that asks for randomness, and the wrapping in which passwords and tokens travel. `editing`
//! makes them, `graphql` and `cli` read and show them once.

mod password;

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

pub use password::{PasswordHash, hash_password, verify_password};

/// What every token begins with, so that people and scanners of repositories know one when they see it.
pub const TOKEN_PREFIX: &str = "wgw_";

/// How many random bytes a token has.
const TOKEN_BYTES: usize = 32;

/// A password or a token. `Debug` does not show it, and there is no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub const fn new(secret: String) -> Self {
        Self(secret)
    }

    /// The secret itself: for hashing, and for the one answer that shows it. Never for a log.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

/// Why a secret could not be made. It never says with what.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error("the system gives no random bytes: {0}")]
    Random(getrandom::Error),
    #[error("a password could not be hashed: {0}")]
    Hash(argon2::password_hash::Error),
}

/// A new bearer token: the prefix, then 32 random bytes in base64url.
pub fn new_token() -> Result<Secret, Fault> {
    Ok(Secret(format!("{TOKEN_PREFIX}{}", URL_SAFE_NO_PAD.encode(random::<TOKEN_BYTES>()?))))
}

/// What is kept of a token: its SHA-256. A token has too much randomness to be guessed, so that a fast hash does.
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that asks for randomness")]
fn random<const BYTES: usize>() -> Result<[u8; BYTES], Fault> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(Fault::Random)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_recognised_and_is_no_other() {
        let (one, other) = (new_token().unwrap(), new_token().unwrap());
        assert!(one.reveal().starts_with("wgw_") && one.reveal().len() == 4 + 43, "{}", one.reveal());
        assert_ne!(one, other);
    }

    #[test]
    fn a_secret_does_not_show_itself() {
        let shown = format!("{:?}", Secret::new("hunter2".to_owned()));
        assert_eq!(shown, "Secret(…)");
    }
}
