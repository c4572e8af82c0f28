//! Readers and writers that ask all the while.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::task::JoinSet;

use super::HANG;
use super::city::{Asker, Heard};

const READERS: u64 = 4;
const WRITERS: u64 = 2;

/// What a fault must not touch.
pub struct Load {
    shared: Arc<Shared>,
    tasks: JoinSet<()>,
}

struct Shared {
    asker: Asker,
    /// Even while the database is there.
    phase: AtomicU64,
    is_over: AtomicBool,
    seen: Mutex<Seen>,
}

/// What they were told.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub right: usize,
    pub refused: usize,
    pub longest_refusal: Duration,
    pub longest: Duration,
    /// The ids of what was acknowledged.
    pub written: Vec<String>,
}

impl Seen {
    fn note(&mut self, took: Duration, is_right: bool) {
        self.longest = self.longest.max(took);
        if is_right {
            self.right += 1;
        } else {
            self.refused += 1;
            self.longest_refusal = self.longest_refusal.max(took);
        }
    }
}

impl Load {
    pub fn start(asker: &Asker) -> Self {
        let (phase, is_over, seen) = (AtomicU64::new(0), AtomicBool::new(false), Mutex::default());
        let shared = Arc::new(Shared { asker: asker.clone(), phase, is_over, seen });
        let mut tasks = JoinSet::new();
        for number in 0..READERS + WRITERS {
            tasks.spawn(work(Arc::clone(&shared), number < READERS));
        }
        Self { shared, tasks }
    }

    /// From here on the database may be away, or from here on it must be there.
    pub fn turn(&self) {
        self.shared.phase.fetch_add(1, Ordering::SeqCst);
    }

    /// What was seen since this was last asked.
    pub fn take(&self) -> Seen {
        std::mem::take(&mut self.shared.seen.lock().expect("nobody panics with it"))
    }

    /// Ends it; fails if any answer was wrong.
    pub async fn end(self) -> Seen {
        self.shared.is_over.store(true, Ordering::SeqCst);
        self.tasks.join_all().await;
        let seen = self.shared.seen.lock().expect("nobody panics with it");
        seen.clone()
    }
}

async fn work(shared: Arc<Shared>, is_reader: bool) {
    while !shared.is_over.load(Ordering::SeqCst) {
        let phase = shared.phase.load(Ordering::SeqCst);
        let (heard, is_right) = ask(&shared, is_reader).await;
        let is_calm = phase.is_multiple_of(2) && shared.phase.load(Ordering::SeqCst) == phase;
        assert!(is_right || !is_calm, "refused while the database is there: {heard:?}");
        assert!(heard.took < HANG, "{heard:?}");
        shared.seen.lock().expect("nobody panics with it").note(heard.took, is_right);
        // Enough to have requests at all times, and not all the machine.
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn ask(shared: &Shared, is_reader: bool) -> (Heard, bool) {
    if is_reader {
        let heard = shared.asker.read().await;
        let is_right = shared.asker.is_right(&heard);
        return (heard, is_right);
    }
    let heard = shared.asker.write("Neu").await;
    let written = Asker::written(&heard);
    let is_right = written.is_some();
    shared.seen.lock().expect("nobody panics with it").written.extend(written);
    (heard, is_right)
}
