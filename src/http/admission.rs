//! How many requests are answered at a time, and how much of what was answered waits to be taken. The GraphQL endpoint
//! asks; whoever finds no room is told to come again (503), so that a flood costs those who come with it, not the
//! server.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use hyper::body::Bytes;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::settings::HttpSettings;

/// What one permit of answers stands for, in bytes.
const PORTION: usize = 1024;

/// There is no room at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Busy {
    #[error("too many requests wait for their turn")]
    Queue,
    #[error("the request waited too long for its turn")]
    Turn,
    #[error("too many answers wait to be taken")]
    Answers,
}

pub(super) struct Admission {
    running: Arc<Semaphore>,
    waiting: AtomicUsize,
    max_waiting: usize,
    patience: Duration,
    answers: Arc<Semaphore>,
}

impl Admission {
    pub(super) fn new(settings: &HttpSettings) -> Self {
        Self {
            running: Arc::new(Semaphore::new(settings.max_requests)),
            waiting: AtomicUsize::new(0),
            max_waiting: settings.max_waiting_requests,
            patience: settings.request_patience,
            answers: Arc::new(Semaphore::new(settings.max_answer_bytes / PORTION)),
        }
    }

    /// Waits for a place among the requests that are answered, which lasts as long as the permit.
    pub(super) async fn enter(&self) -> Result<OwnedSemaphorePermit, Busy> {
        if let Ok(permit) = Arc::clone(&self.running).try_acquire_owned() {
            return Ok(permit);
        }
        let Some(_waiting) = self.wait() else { return Err(Busy::Queue) };
        match timeout(self.patience, Arc::clone(&self.running).acquire_owned()).await {
            Ok(permit) => Ok(permit.expect("the semaphore is never closed")),
            Err(_) => Err(Busy::Turn),
        }
    }

    fn wait(&self) -> Option<Waiting<'_>> {
        let waiting = Waiting(&self.waiting);
        // Counted before it is compared: dropping the value takes it back.
        (self.waiting.fetch_add(1, Relaxed) < self.max_waiting).then_some(waiting)
    }

    /// The bytes of an answer, which count until the client has taken them.
    pub(super) fn hold(&self, answer: Vec<u8>) -> Result<Bytes, Busy> {
        let portions = u32::try_from(answer.len().div_ceil(PORTION)).unwrap_or(u32::MAX);
        match Arc::clone(&self.answers).try_acquire_many_owned(portions) {
            Ok(permit) => Ok(Bytes::from_owner(Held { answer, _permit: permit })),
            Err(_) => Err(Busy::Answers),
        }
    }
}

/// A request in the queue.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}

/// An answer that is being taken.
struct Held {
    answer: Vec<u8>,
    _permit: OwnedSemaphorePermit,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admission(max_requests: usize, max_waiting_requests: usize) -> Admission {
        Admission::new(&HttpSettings {
            max_requests,
            max_waiting_requests,
            request_patience: Duration::from_millis(50),
            max_answer_bytes: 4 * PORTION,
            ..HttpSettings::default()
        })
    }

    #[tokio::test]
    async fn who_finds_no_place_waits_a_while_and_then_is_refused() {
        let admission = admission(1, 1);
        let first = admission.enter().await.expect("a place");
        let (waited, refused) = tokio::join!(admission.enter(), admission.enter());
        assert!(waited.is_err() && refused.is_err(), "one waited in vain, one was not let into the queue");
        let later = async {
            tokio::time::sleep(Duration::from_millis(5)).await;
            drop(first);
        };
        let (second, ()) = tokio::join!(admission.enter(), later);
        assert!(second.is_ok());
        assert_eq!(admission.waiting.load(Relaxed), 0);
    }

    #[test]
    fn an_answer_counts_until_it_is_taken() {
        let admission = admission(1, 1);
        let first = admission.hold(vec![0; 3 * PORTION - 1]).expect("room");
        assert!(admission.hold(vec![0; PORTION + 1]).is_err());
        let second = admission.hold(vec![0; PORTION]).expect("room");
        assert_eq!((first.len(), second.len()), (3 * PORTION - 1, PORTION));
        let part = first.slice(..10);
        drop(first);
        assert!(admission.hold(vec![0; PORTION]).is_err(), "a part of it is not taken yet");
        drop(part);
        assert!(admission.hold(vec![0; 3 * PORTION]).is_ok());
    }
}
