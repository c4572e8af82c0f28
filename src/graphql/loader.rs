//! Batches the reads of one request without a timer.
//!
//! [`Loader::drive`] polls the execution until it can go no further: by then every field that wants a read has put its
//! key into a batch. Then it reads each open batch in one statement, and polls again. So the number of statements
//! follows from the shape of the query, never from how many rows there are.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{self, Poll, Wake, Waker};
use std::time::{Duration, Instant};

use async_graphql::indexmap::IndexSet;
use futures_channel::oneshot;
use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared};

use super::error::Failure;
use crate::store::Reader;
use crate::store::lookup::Lookup;

/// How long an execution is polled before others get in between.
const SLICE: Duration = Duration::from_millis(5);

/// What a batch found.
type Outcome<L> = Result<Arc<HashMap<<L as Lookup>::Key, <L as Lookup>::Value>>, Failure>;

/// A batch that still takes keys.
struct Batch<L: Lookup> {
    /// In the order of asking.
    keys: IndexSet<L::Key>,
    sender: oneshot::Sender<Outcome<L>>,
    outcome: Shared<oneshot::Receiver<Outcome<L>>>,
}

/// The open batches of one type of read, and what earlier ones found.
struct Lane<L: Lookup> {
    open: HashMap<L, Batch<L>>,
    known: HashMap<(L, L::Key), Option<L::Value>>,
}

impl<L: Lookup> Default for Lane<L> {
    fn default() -> Self {
        Self { open: HashMap::new(), known: HashMap::new() }
    }
}

/// Reads an open batch, whatever its type.
type ReadBatch = Box<dyn FnOnce(Arc<Inner>) -> BoxFuture<'static, ()> + Send>;

struct Inner {
    reader: Reader,
    lanes: Mutex<HashMap<TypeId, Box<dyn Any + Send>>>,
    /// The open batches in the order of their first keys.
    queue: Mutex<Vec<ReadBatch>>,
}

/// The reads of one request: batched, and each key read once. Cheap to clone.
#[derive(Clone)]
pub struct Loader(Arc<Inner>);

/// What an execution came to.
enum Step<T> {
    Done(T),
    /// It waits for what is read in the open batches, and maybe for more.
    Reads,
    /// It waits for what is not read, and holds a connection meanwhile.
    Waits,
}

enum Joined<L: Lookup> {
    Known(Option<L::Value>),
    Batch(Shared<oneshot::Receiver<Outcome<L>>>),
}

impl Loader {
    pub fn new(reader: Reader) -> Self {
        Self(Arc::new(Inner { reader, lanes: Mutex::default(), queue: Mutex::default() }))
    }

    /// The value of one key; null where the read does not find it. Only within what [`Self::drive`] drives.
    pub async fn load<L: Lookup>(&self, lookup: &L, key: L::Key) -> Result<Option<L::Value>, Failure> {
        match self.0.join(lookup, &key) {
            Joined::Known(value) => Ok(value),
            Joined::Batch(outcome) => {
                let outcome = outcome.await.expect("a batch is read before its loader is dropped");
                Ok(outcome?.get(&key).cloned())
            }
        }
    }

    /// Runs an execution to its end, reading what it waits for.
    pub async fn drive<F: Future>(&self, execution: F) -> F::Output {
        let mut execution = pin!(execution);
        let mut may_hold_connection = false;
        loop {
            let step = poll_fn(|context| self.advance(execution.as_mut(), context, may_hold_connection));
            match step.await {
                Step::Done(output) => return output,
                Step::Reads => {
                    may_hold_connection = true;
                    let queue = std::mem::take(&mut *lock(&self.0.queue));
                    for read in queue {
                        read(Arc::clone(&self.0)).await;
                    }
                }
                // The answer stays of one moment all the same: whatever still reads would have put its key into a batch by
                // now, and what it waits for are texts that are rendered, of which nothing is read afterwards. Mutations
                // wait for more, and begin anew themselves (`forget`).
                Step::Waits => {
                    may_hold_connection = false;
                    self.give_back().await;
                }
            }
        }
    }

    /// Polls an execution until it can go no further by itself.
    fn advance<F: Future>(
        &self,
        mut execution: Pin<&mut F>,
        context: &task::Context<'_>,
        may_hold_connection: bool,
    ) -> Poll<Step<F::Output>> {
        let alarm = Alarm::new(context.waker());
        let waker = Arc::clone(&alarm).into();
        let began = Instant::now();
        loop {
            match execution.as_mut().poll(&mut task::Context::from_waker(&waker)) {
                Poll::Ready(output) => return Poll::Ready(Step::Done(output)),
                // It only made a pause, as a long list does: not all fields have been asked.
                Poll::Pending if alarm.take() => {
                    if began.elapsed() > SLICE {
                        context.waker().wake_by_ref();
                        return Poll::Pending;
                    }
                }
                Poll::Pending if self.has_open_batch() => return Poll::Ready(Step::Reads),
                Poll::Pending if may_hold_connection => return Poll::Ready(Step::Waits),
                Poll::Pending => return Poll::Pending,
            }
        }
    }

    /// Gives the connection back, if there is one.
    pub async fn give_back(&self) {
        if let Err(error) = self.0.reader.finish().await {
            // All that was asked of it has been read; it was only lost while it was given back.
            tracing::warn!(error = &error as &dyn std::error::Error, "a read connection was not given back");
        }
    }

    /// Forgets what was read and gives the connection back: what is read from now on is as a change has left it.
    pub async fn forget(&self) -> Result<(), Failure> {
        lock(&self.0.lanes).clear();
        Ok(self.0.reader.finish().await?)
    }

    fn has_open_batch(&self) -> bool {
        !lock(&self.0.queue).is_empty()
    }
}

/// A waker that remembers that it rang.
struct Alarm {
    has_rung: AtomicBool,
    waker: Waker,
}

impl Alarm {
    fn new(waker: &Waker) -> Arc<Self> {
        Arc::new(Self { has_rung: AtomicBool::new(false), waker: waker.clone() })
    }

    /// Whether it rang since this was last asked.
    fn take(&self) -> bool {
        self.has_rung.swap(false, Ordering::AcqRel)
    }
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.has_rung.store(true, Ordering::Release);
        self.waker.wake_by_ref();
    }
}

impl Inner {
    /// What is known of the key, or the batch that will read it.
    fn join<L: Lookup>(&self, lookup: &L, key: &L::Key) -> Joined<L> {
        self.with_lane(|lane: &mut Lane<L>| {
            if let Some(value) = lane.known.get(&(lookup.clone(), key.clone())) {
                return Joined::Known(value.clone());
            }
            let batch = lane.open.entry(lookup.clone()).or_insert_with(|| {
                let lookup = lookup.clone();
                lock(&self.queue).push(Box::new(|inner| async move { inner.read(lookup).await }.boxed()));
                let (sender, receiver) = oneshot::channel();
                Batch { keys: IndexSet::new(), sender, outcome: receiver.shared() }
            });
            batch.keys.insert(key.clone());
            Joined::Batch(batch.outcome.clone())
        })
    }

    /// Closes the batch of a read and reads all its keys.
    async fn read<L: Lookup>(&self, lookup: L) {
        let batch = self.with_lane(|lane: &mut Lane<L>| lane.open.remove(&lookup));
        let Some(Batch { keys, sender, .. }) = batch else { return };
        let keys: Vec<L::Key> = keys.into_iter().collect();
        let outcome = self.fetch(&lookup, &keys).await;
        if let Ok(found) = &outcome {
            self.with_lane(|lane: &mut Lane<L>| {
                for key in keys {
                    let value = found.get(&key).cloned();
                    lane.known.insert((lookup.clone(), key), value);
                }
            });
        }
        // Nobody waits any more where the fields that asked were given up.
        drop(sender.send(outcome));
    }

    async fn fetch<L: Lookup>(&self, lookup: &L, keys: &[L::Key]) -> Outcome<L> {
        let turn = self.reader.turn().await?;
        Ok(Arc::new(lookup.fetch(&turn, keys).await?))
    }

    fn with_lane<L: Lookup, T>(&self, use_lane: impl FnOnce(&mut Lane<L>) -> T) -> T {
        let mut lanes = lock(&self.lanes);
        let lane = lanes.entry(TypeId::of::<L>()).or_insert_with(|| Box::new(Lane::<L>::default()));
        use_lane(lane.downcast_mut().expect("a lane is found under the type of its own read"))
    }
}

/// What the lock guards is whole even if a thread died while holding it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
