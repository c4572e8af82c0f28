//! The only reader of the time. Whoever needs "now" or a new id is given a [`Clock`].

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use uuid::{ContextV7, Timestamp, Uuid};

/// Tells the time and makes the ids that sort by it. Cheap to clone; clones share one sequence of ids.
#[derive(Clone)]
pub struct Clock {
    now: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    ids: Arc<Mutex<ContextV7>>,
}

impl Clock {
    /// The machine's clock.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the time")]
    pub fn system() -> Self {
        Self::of(Utc::now)
    }

    /// A clock for tests, that says what it is told.
    pub fn of(now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self { now: Arc::new(now), ids: Arc::default() }
    }

    /// The present moment, to the microsecond: what both databases keep.
    pub fn now(&self) -> DateTime<Utc> {
        let now = (self.now)();
        DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
    }

    /// A new id (UUID version 7): later ones sort after earlier ones.
    pub fn new_id(&self) -> Uuid {
        let now = (self.now)();
        let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
        let ids = self.ids.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Uuid::new_v7(Timestamp::from_unix(&*ids, seconds, now.timestamp_subsec_nanos()))
    }
}
