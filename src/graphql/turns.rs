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
use crate::domain::permission::Viewer;

/// How long somebody waits for a turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many large requests are answered at a time at most: each takes a thread.
const MOST_AT_ONCE: usize = 64;

/// The turns of this process: two lines of those who wait for them.
pub struct Turns {
    public: Arc<Line>,
    desk: Arc<Line>,
}

/// Those who wait for turns together.
pub struct Line {
    /// Of those that have a turn and of those that wait for one.
    places: Arc<Semaphore>,
    /// The turns that this line may have.
    own: Arc<Semaphore>,
    /// The turns of all lines.
    all: Arc<Semaphore>,
    patience: Duration,
}

/// The right to ask for much, until it is dropped.
#[derive(Debug)]
pub struct Turn {
    _permits: [OwnedSemaphorePermit; 3],
}

impl Turns {
    /// Among so many connections to the database and so many requests at a time: large ones have half of both at most,
    /// one at least, and a quarter of the requests may wait in each line. The public has all turns but one, so that
    /// whoever works at the desk need not wait for strangers; where there is one turn, they share it.
    pub fn among(connections: usize, requests: usize) -> Self {
        let at_once = (connections.min(requests) / 2).clamp(1, MOST_AT_ONCE);
        Self::new(at_once, requests / 4, PATIENCE)
    }

    fn new(at_once: usize, waiting: usize, patience: Duration) -> Self {
        let all = Arc::new(Semaphore::new(at_once));
        let line = |own: usize| {
            Arc::new(Line {
                places: Arc::new(Semaphore::new(own + waiting)),
                own: Arc::new(Semaphore::new(own)),
                all: Arc::clone(&all),
                patience,
            })
        };
        Self { public: line(at_once.saturating_sub(1).max(1)), desk: line(at_once) }
    }

    /// The line in which somebody waits.
    pub const fn line(&self, viewer: &Viewer) -> &Arc<Line> {
        match viewer {
            Viewer::Anonymous => &self.public,
            Viewer::Account(_) => &self.desk,
        }
    }
}

impl Line {
    /// Waits for a turn. Refused where too many wait already, or it takes too long.
    pub async fn take(&self) -> Result<Turn, Failure> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Failure::busy())?;
        let both = async {
            let own = Arc::clone(&self.own).acquire_owned().await;
            let of_all = Arc::clone(&self.all).acquire_owned().await;
            [own, of_all].map(|permit| permit.expect("the semaphores are never closed"))
        };
        let [own, of_all] = timeout(self.patience, both).await.map_err(|_| Failure::busy())?;
        Ok(Turn { _permits: [place, own, of_all] })
    }

    /// Of a process in which one request may have a turn, and none may wait for one.
    #[cfg(test)]
    pub fn of_one() -> Arc<Self> {
        Turns::among(2, 2).public
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

    /// With one turn.
    fn line(waiting: usize, patience: Duration) -> Arc<Line> {
        Turns::new(1, waiting, patience).public
    }

    #[test]
    fn large_requests_have_half_of_what_there_is_and_the_public_leaves_one_to_the_desk() {
        let counts = |connections, requests| {
            let turns = Turns::among(connections, requests);
            let free = |line: &Line| (line.own.available_permits(), line.places.available_permits());
            (turns.desk.all.available_permits(), free(&turns.public), free(&turns.desk))
        };
        assert_eq!(counts(8, 128), (4, (3, 35), (4, 36)));
        assert_eq!(counts(3, 128), (1, (1, 33), (1, 33)));
        assert_eq!(counts(1, 1), (1, (1, 1), (1, 1)));
        assert_eq!(counts(8, 4), (2, (1, 2), (2, 3)));
        assert_eq!(counts(1_000, 1_024), (64, (63, 319), (64, 320)));
    }

    #[tokio::test]
    async fn a_crowd_of_strangers_leaves_the_desk_a_turn() {
        let turns = Turns::new(2, 4, SHORT);
        let _first = turns.public.take().await.unwrap();
        let (stranger, editor) = tokio::join!(turns.public.take(), turns.desk.take());
        assert!(stranger.is_err() && editor.is_ok());
    }

    #[tokio::test]
    async fn who_finds_no_turn_waits_a_while_and_then_is_refused() {
        let turns = line(1, SHORT);
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
        assert_eq!((turns.places.available_permits(), turns.all.available_permits()), (2, 1));
    }

    #[tokio::test]
    async fn who_goes_away_while_waiting_leaves_the_place_to_others() {
        let turns = line(1, LONG);
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
        let turns = line(0, LONG);
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
        let turns = line(1, LONG);
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
