//! Passwords as hashes: argon2id by OWASP's password storage cheat sheet. Slow on purpose; `editing` calls it off the
//! async threads.

use argon2::password_hash::PasswordHasher;
use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, Params, Version};

use super::{Fault, Secret, random};

/// 19 MiB, two passes, one lane: the smallest setting that OWASP recommends, which keeps two at a time below 40 MiB.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const SALT_BYTES: usize = 16;

/// A password's hash as a PHC string, which says its own parameters. Not shown by `Debug`.
#[derive(Clone)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Takes back what was stored.
    pub const fn from_stored(hash: String) -> Self {
        Self(hash)
    }

    /// As it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PasswordHash(…)")
    }
}

fn hasher() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the parameters are within bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Hashes a password with a salt of its own. Takes tens of milliseconds and 19 MiB.
pub fn hash_password(password: &Secret) -> Result<PasswordHash, Fault> {
    let salt = random::<SALT_BYTES>()?;
    let hash: Result<phc::PasswordHash, _> =
        hasher().hash_password_with_salt(password.reveal().as_bytes(), &salt);
    Ok(PasswordHash(hash.map_err(Fault::Hash)?.to_string()))
}

/// Whether a password is the one that was hashed. Without a hash it is not, after the same work, so that the time does
/// not tell whether there was one.
pub fn verify_password(password: &Secret, hash: Option<&PasswordHash>) -> Result<bool, Fault> {
    use argon2::password_hash::{Error, PasswordVerifier};
    let Some(hash) = hash else {
        let nobody: Result<phc::PasswordHash, _> =
            hasher().hash_password_with_salt(password.reveal().as_bytes(), &[0; SALT_BYTES]);
        return nobody.map(|_| false).map_err(Fault::Hash);
    };
    match PasswordVerifier::<str>::verify_password(&hasher(), password.reveal().as_bytes(), hash.as_str()) {
        Ok(()) => Ok(true),
        Err(Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(Fault::Hash(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::new(text.to_owned())
    }

    #[test]
    fn a_password_is_known_by_its_hash_and_no_other_is() {
        let hash = hash_password(&secret("correct horse")).unwrap();
        assert!(hash.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", hash.as_str());
        assert!(verify_password(&secret("correct horse"), Some(&hash)).unwrap());
        assert!(!verify_password(&secret("correct horse "), Some(&hash)).unwrap());
        assert!(!verify_password(&secret(""), None).unwrap());
        assert_ne!(hash.as_str(), hash_password(&secret("correct horse")).unwrap().as_str());
    }

    #[test]
    fn a_stored_hash_that_is_none_is_a_fault_and_not_a_password() {
        assert!(verify_password(&secret("a"), Some(&PasswordHash::from_stored("a".to_owned()))).is_err());
    }
}
