//! Batches the reads of one request without a timer.
//!
//! Siblings are resolved in one pass over the tree. The first that wants a read opens a batch and yields once; the
//! others put their keys in; the batch closes when the connection is free and reads all keys in one statement. So the
//! number of statements follows from the shape of the query, never from how many rows there are.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared};

use super::error::Failure;
use crate::store::Reader;
use crate::store::lookup::Lookup;

/// What a batch found.
type Found<L> = Arc<HashMap<<L as Lookup>::Key, <L as Lookup>::Value>>;

/// A batch that still takes keys.
struct Batch<L: Lookup> {
    keys: Vec<L::Key>,
    result: Shared<BoxFuture<'static, Result<Found<L>, Failure>>>,
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

struct Inner {
    reader: Arc<Reader>,
    lanes: Mutex<HashMap<TypeId, Box<dyn Any + Send>>>,
}

/// The reads of one request: batched, and each key read once.
#[derive(Clone)]
pub struct Loader(Arc<Inner>);

impl Loader {
    pub fn new(reader: Arc<Reader>) -> Self {
        Self(Arc::new(Inner { reader, lanes: Mutex::default() }))
    }

    /// The value of one key; null where the read does not find it.
    pub async fn load<L: Lookup>(&self, lookup: &L, key: L::Key) -> Result<Option<L::Value>, Failure> {
        let result = match self.0.join(&self.0, lookup, &key) {
            Joined::Known(value) => return Ok(value),
            Joined::Batch(result) => result,
        };
        Ok(result.await?.get(&key).cloned())
    }
}

enum Joined<L: Lookup> {
    Known(Option<L::Value>),
    Batch(Shared<BoxFuture<'static, Result<Found<L>, Failure>>>),
}

impl Inner {
    /// What is known of the key, or the batch that will read it.
    fn join<L: Lookup>(&self, shared: &Arc<Self>, lookup: &L, key: &L::Key) -> Joined<L> {
        self.with_lane(|lane: &mut Lane<L>| {
            if let Some(value) = lane.known.get(&(lookup.clone(), key.clone())) {
                return Joined::Known(value.clone());
            }
            let batch = lane.open.entry(lookup.clone()).or_insert_with(|| {
                // Weak: an unfinished batch must not keep its request alive.
                let inner = Arc::downgrade(shared);
                let lookup = lookup.clone();
                let read = async move {
                    tokio::task::yield_now().await;
                    match inner.upgrade() {
                        Some(inner) => inner.read(&lookup).await,
                        None => Ok(Arc::default()),
                    }
                };
                Batch { keys: Vec::new(), result: read.boxed().shared() }
            });
            if !batch.keys.contains(key) {
                batch.keys.push(key.clone());
            }
            Joined::Batch(batch.result.clone())
        })
    }

    /// Closes the batch of a read and reads all its keys.
    async fn read<L: Lookup>(&self, lookup: &L) -> Result<Found<L>, Failure> {
        let turn = self.reader.turn().await;
        // Closed only now, with the connection in hand: whoever came while we waited is in.
        let keys = self.with_lane(|lane: &mut Lane<L>| {
            lane.open.remove(lookup).map(|batch| batch.keys).unwrap_or_default()
        });
        let found = Arc::new(lookup.fetch(&turn?, &keys).await?);
        self.with_lane(|lane: &mut Lane<L>| {
            for key in keys {
                let value = found.get(&key).cloned();
                lane.known.insert((lookup.clone(), key), value);
            }
        });
        Ok(found)
    }

    fn with_lane<L: Lookup, T>(&self, use_lane: impl FnOnce(&mut Lane<L>) -> T) -> T {
        let mut lanes: MutexGuard<'_, _> = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        let lane = lanes.entry(TypeId::of::<L>()).or_insert_with(|| Box::new(Lane::<L>::default()));
        use_lane(lane.downcast_mut().expect("a lane is found under the type of its own read"))
    }
}
