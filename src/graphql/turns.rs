//! Large requests take turns: so few of them are answered at a time that small ones always find a connection to the
//! database, a place and a processor. [`super::schema`] asks before a large request reads anything, [`super::rendering`]
//! where a request shows to be large by its texts.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use futures_channel::oneshot;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;
use tracing::Span;

use super::error::Failure;
use super::workshop::off_workers;

/// How long somebody waits for a turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many large requests are answered at a time at most: each takes a thread.
const MOST_AT_ONCE: usize = 64;

/// The turns of this process.
pub struct Turns {
    /// Of those that have a turn and of those that wait for one.
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
    patience: Duration,
}

/// The right to ask for much, until it is dropped.
#[derive(Debug)]
pub struct Turn {
    _permits: [OwnedSemaphorePermit; 2],
}

impl Turns {
    /// Among so many connections to the database and so many requests at a time: large ones have half of both at most,
    /// one at least, and a quarter of the requests may wait.
    pub fn among(connections: usize, requests: usize) -> Self {
        let at_once = (connections.min(requests) / 2).clamp(1, MOST_AT_ONCE);
        Self::new(at_once, requests / 4, PATIENCE)
    }

    fn new(at_once: usize, waiting: usize, patience: Duration) -> Self {
        Self {
            places: Arc::new(Semaphore::new(at_once + waiting)),
            turns: Arc::new(Semaphore::new(at_once)),
            patience,
        }
    }

    /// Waits for a turn. Refused where too many wait already, or it takes too long.
    pub async fn take(&self) -> Result<Turn, Failure> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Failure::busy())?;
        let turn = timeout(self.patience, Arc::clone(&self.turns).acquire_owned()).await;
        let turn = turn.map_err(|_| Failure::busy())?.expect("the semaphore is never closed");
        Ok(Turn { _permits: [place, turn] })
    }
}

impl Turn {
    /// Does the work of a large request on a thread of its own, where it keeps nobody from an async worker however long it
    /// computes between two waits. Given up at its next wait where nobody waits for the outcome any more; the turn ends
    /// with the work.
    pub async fn run<T: Send + 'static>(self, work: impl Future<Output = T> + Send + 'static) -> T {
        let (_asking, gone) = oneshot::channel::<Infallible>();
        let (span, runtime) = (Span::current(), Handle::current());
        off_workers(move || {
            let outcome = span.in_scope(|| {
                runtime.block_on(async {
                    tokio::select! {
                        biased;
                        _ = gone => None,
                        outcome = work => Some(outcome),
                    }
                })
            });
            drop(self);
            outcome
        })
        .await
        .expect("it is given up only where nobody waits for it")
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::sync::atomic::{AtomicBool, Ordering};

    use tokio::task::{spawn, yield_now};

    use super::*;

    const SHORT: Duration = Duration::from_millis(50);
    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn large_requests_have_half_of_what_there_is() {
        let counts = |connections, requests| {
            let turns = Turns::among(connections, requests);
            (turns.turns.available_permits(), turns.places.available_permits())
        };
        assert_eq!(counts(8, 128), (4, 36));
        assert_eq!(counts(3, 128), (1, 33));
        assert_eq!(counts(1, 1), (1, 1));
        assert_eq!(counts(8, 4), (2, 3));
        assert_eq!(counts(1_000, 1_024), (64, 320));
    }

    #[tokio::test]
    async fn who_finds_no_turn_waits_a_while_and_then_is_refused() {
        let turns = Turns::new(1, 1, SHORT);
        let first = turns.take().await.unwrap();
        let (waited, not_let_in) = tokio::join!(turns.take(), turns.take());
        assert!(waited.is_err() && not_let_in.is_err());
        let later = async {
            tokio::time::sleep(SHORT / 10).await;
            drop(first);
        };
        let (second, ()) = tokio::join!(turns.take(), later);
        assert!(second.is_ok());
        drop(second);
        assert_eq!((turns.places.available_permits(), turns.turns.available_permits()), (2, 1));
    }

    #[tokio::test]
    async fn who_goes_away_while_waiting_leaves_the_place_to_others() {
        let turns = Arc::new(Turns::new(1, 1, LONG));
        let first = turns.take().await.unwrap();
        let waiting = {
            let turns = Arc::clone(&turns);
            spawn(async move { turns.take().await.is_ok() })
        };
        while turns.places.available_permits() > 0 {
            yield_now().await;
        }
        assert!(turns.take().await.is_err());
        waiting.abort();
        assert!(waiting.await.is_err());
        assert_eq!(turns.places.available_permits(), 1);
        drop(first);
        assert!(turns.take().await.is_ok());
    }

    #[tokio::test]
    async fn a_turn_ends_with_its_work() {
        let turns = Turns::new(1, 0, LONG);
        let work = async {
            tokio::time::sleep(SHORT / 10).await;
            17
        };
        let working = turns.take().await.unwrap().run(work);
        let (outcome, refused) = tokio::join!(working, turns.take());
        assert_eq!(outcome, 17);
        assert!(refused.is_err());
        assert!(turns.take().await.is_ok());
    }

    /// Says when it is dropped.
    struct Dropped(Arc<AtomicBool>);

    impl Drop for Dropped {
        fn drop(&mut self) {
            self.0.store(true, Ordering::Release);
        }
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_is_given_up_and_its_turn_given_back() {
        let turns = Turns::new(1, 1, LONG);
        let is_dropped = Arc::new(AtomicBool::new(false));
        let dropped = Dropped(Arc::clone(&is_dropped));
        let work = async move {
            let _dropped = dropped;
            pending::<()>().await;
        };
        let turn = turns.take().await.unwrap();
        assert!(timeout(SHORT, turn.run(work)).await.is_err());
        let next = turns.take().await;
        assert!(next.is_ok() && is_dropped.load(Ordering::Acquire));
    }
}
