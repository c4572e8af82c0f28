//! Hashes passwords off the async threads, few at a time: each takes a core and 19 MiB for a while.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;

use crate::domain::account::password_form;
use crate::editing::Error;
use crate::secret::{self, PasswordHash, Secret};

/// How many are hashed at the same time.
const AT_ONCE: usize = 2;
/// How many more may wait for their turn; beyond that, it is said at once that there is no room.
const WAITING: usize = 32;

/// The places for hashing in this process.
pub struct Hashing {
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
}

impl Hashing {
    pub fn new() -> Self {
        Self { places: Arc::new(Semaphore::new(AT_ONCE + WAITING)), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    pub async fn hash(&self, password: &Secret) -> Result<PasswordHash, Error> {
        self.run(password, secret::hash_password).await
    }

    /// Whether it is the password that was hashed; without a hash it is not, after the same work.
    pub async fn verify(&self, password: &Secret, hash: Option<PasswordHash>) -> Result<bool, Error> {
        self.run(password, move |password| secret::verify_password(password, hash.as_ref())).await
    }

    async fn run<T: Send + 'static>(
        &self,
        password: &Secret,
        work: impl FnOnce(&Secret) -> Result<T, secret::Fault> + Send + 'static,
    ) -> Result<T, Error> {
        let permits = self.wait().await?;
        let password = Secret::new(password_form(password.reveal()));
        let done = spawn_blocking(move || {
            let done = work(&password);
            // Given back when the work ends: who asked may have gone away before.
            drop(permits);
            done
        });
        Ok(done.await.expect("hashing does not panic and is not aborted")?)
    }

    async fn wait(&self) -> Result<[OwnedSemaphorePermit; 2], Error> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Error::Busy)?;
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        Ok([place, turn.expect("the semaphore is never closed")])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn there_is_a_bound_on_those_who_wait() {
        let hashing = Arc::new(Hashing::new());
        let running = [hashing.wait().await.unwrap(), hashing.wait().await.unwrap()];
        let wait = |_| {
            let hashing = Arc::clone(&hashing);
            tokio::task::spawn(async move { hashing.wait().await.is_ok() })
        };
        let waiting: Vec<_> = (0..WAITING).map(wait).collect();
        while hashing.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(hashing.wait().await, Err(Error::Busy)));
        drop(running);
        for task in waiting {
            assert!(task.await.unwrap());
        }
        assert!(hashing.wait().await.is_ok());
    }
}
