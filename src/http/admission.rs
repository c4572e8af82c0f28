//! How many requests are answered at a time. The GraphQL endpoint asks; whoever finds no room is told to come again
//! (503), so that a flood costs those who come with it, not the server.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::settings::HttpSettings;

/// There is no room at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Busy {
    #[error("too many requests wait for their turn")]
    Queue,
    #[error("the request waited too long for its turn")]
    Turn,
    #[error("too many large bodies are on their way")]
    Bodies,
    #[error("too many answers wait to be taken")]
    Answers,
}

pub(super) struct Admission {
    running: Arc<Semaphore>,
    /// The part of them that requests with long bodies may have, which take long to be read.
    reading: Arc<Semaphore>,
    waiting: AtomicUsize,
    max_waiting: usize,
    patience: Duration,
}

/// A place among the requests that are answered.
#[derive(Debug)]
pub(super) struct Place {
    _running: OwnedSemaphorePermit,
    _reading: Option<OwnedSemaphorePermit>,
}

impl Admission {
    pub(super) fn new(settings: &HttpSettings) -> Self {
        Self {
            running: Arc::new(Semaphore::new(settings.max_requests)),
            reading: Arc::new(Semaphore::new((settings.max_requests / 4).max(1))),
            waiting: AtomicUsize::new(0),
            max_waiting: settings.max_waiting_requests,
            patience: settings.request_patience,
        }
    }

    /// Waits for a place among the requests that are answered; a quarter of the places is for those with long bodies.
    pub(super) async fn enter(&self, is_long: bool) -> Result<Place, Busy> {
        if let Some(place) = self.try_enter(is_long) {
            return Ok(place);
        }
        let Some(_waiting) = self.wait() else { return Err(Busy::Queue) };
        let place = async {
            let place = |semaphore: &Arc<Semaphore>| Arc::clone(semaphore).acquire_owned();
            let reading = if is_long { Some(place(&self.reading).await?) } else { None };
            Ok::<_, AcquireError>(Place { _running: place(&self.running).await?, _reading: reading })
        };
        match timeout(self.patience, place).await {
            Ok(place) => Ok(place.expect("the semaphores are never closed")),
            Err(_) => Err(Busy::Turn),
        }
    }

    fn try_enter(&self, is_long: bool) -> Option<Place> {
        let place = |semaphore: &Arc<Semaphore>| Arc::clone(semaphore).try_acquire_owned().ok();
        let reading = if is_long { Some(place(&self.reading)?) } else { None };
        Some(Place { _running: place(&self.running)?, _reading: reading })
    }

    fn wait(&self) -> Option<Waiting<'_>> {
        let waiting = Waiting(&self.waiting);
        // Counted before it is compared: dropping the value takes it back.
        (self.waiting.fetch_add(1, Relaxed) < self.max_waiting).then_some(waiting)
    }
}

/// A request in the queue.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
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
            ..HttpSettings::default()
        })
    }

    #[tokio::test]
    async fn who_finds_no_place_waits_a_while_and_then_is_refused() {
        let admission = admission(1, 1);
        let first = admission.enter(false).await.expect("a place");
        let (waited, refused) = tokio::join!(admission.enter(false), admission.enter(false));
        assert!(waited.is_err() && refused.is_err(), "one waited in vain, one was not let into the queue");
        let later = async {
            tokio::time::sleep(Duration::from_millis(5)).await;
            drop(first);
        };
        let (second, ()) = tokio::join!(admission.enter(false), later);
        assert!(second.is_ok());
        assert_eq!(admission.waiting.load(Relaxed), 0);
    }

    #[tokio::test]
    async fn long_bodies_leave_places_to_the_others() {
        let admission = admission(4, 8);
        let long = admission.enter(true).await.expect("a place");
        let (refused, short) = tokio::join!(admission.enter(true), admission.enter(false));
        assert!(refused.is_err() && short.is_ok());
        drop(long);
        assert!(admission.enter(true).await.is_ok());
    }
}
