//! How many bytes may wait: bodies that are read and not parsed yet, answers that are not taken yet. Each kind has its
//! own budget, which all requests share. Where it is used up, who has kept us waiting longest gives way: who stops in
//! the middle keeps nobody else out. `request_body` and `answer` claim.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

use super::lock::lock;

/// What one permit stands for, in bytes.
const PORTION: usize = 1024;

/// A claim that is larger is large, in bytes.
const SMALL: usize = 16 * 1024;

/// How often one is asked to give way for a claim, and how long it may take each time.
const ASKED: usize = 4;
const LEAVING: Duration = Duration::from_millis(250);

/// There is no room, and nobody who could give way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UsedUp;

/// The bytes of one kind that may wait.
pub(super) struct ByteBudget {
    all: Arc<Semaphore>,
    /// The part that large claims may have: the rest is always there for the small ones.
    of_large: Arc<Semaphore>,
    /// How long a claim is left alone.
    patience: Duration,
    next: AtomicU64,
    /// The claims that may have to give way, in the order of their making.
    claims: Mutex<BTreeMap<u64, Holder>>,
}

struct Holder {
    since: Instant,
    leave: Arc<Notify>,
}

/// Bytes that wait, counted until it is dropped.
pub(super) struct Claim {
    number: u64,
    permits: Vec<OwnedSemaphorePermit>,
    /// In portions: of all, and of what large claims may have.
    held: (usize, usize),
    /// In portions, of all.
    overhead: usize,
    budget: Arc<ByteBudget>,
}

impl ByteBudget {
    /// Of so many bytes, of which large claims may have three quarters. A claim that is older than `patience` gives way to
    /// others.
    pub(super) fn new(bytes: usize, patience: Duration) -> Arc<Self> {
        let portions = (bytes / PORTION).clamp(1, Semaphore::MAX_PERMITS);
        Arc::new(Self {
            all: Arc::new(Semaphore::new(portions)),
            of_large: Arc::new(Semaphore::new(portions - portions / 4)),
            patience,
            next: AtomicU64::new(0),
            claims: Mutex::default(),
        })
    }

    /// Claims nothing yet. Who is to give way hears of it by `leave`. `overhead` is what it takes beside its bytes.
    pub(super) fn claim(self: &Arc<Self>, leave: Arc<Notify>, overhead: usize) -> Claim {
        let number = self.next.fetch_add(1, Relaxed);
        lock(&self.claims).insert(number, Holder { since: Instant::now(), leave });
        let overhead = overhead.div_ceil(PORTION);
        Claim { number, permits: Vec::new(), held: (0, 0), overhead, budget: Arc::clone(self) }
    }

    /// Asks the oldest claim but one to give way; false where none is old enough.
    fn ask_oldest(&self, but: u64) -> bool {
        let mut claims = lock(&self.claims);
        let mut others = claims.iter().filter(|(number, _)| **number != but);
        let oldest = others.next().filter(|(_, holder)| holder.since.elapsed() >= self.patience);
        let Some(number) = oldest.map(|(number, _)| *number) else { return false };
        // Once: the next who needs room asks the next.
        if let Some(holder) = claims.remove(&number) {
            holder.leave.notify_one();
        }
        true
    }

    /// Until there is room for so many portions, for a moment at least.
    async fn wait_for(&self, (of_all, of_large): (usize, usize)) {
        for (semaphore, portions) in [(&self.of_large, of_large), (&self.all, of_all)] {
            drop(semaphore.acquire_many(u32::try_from(portions).unwrap_or(u32::MAX)).await);
        }
    }
}

impl Claim {
    /// Claims as many bytes in all. What is claimed already stays so where there is no room for more.
    pub(super) async fn grow(&mut self, bytes: usize) -> Result<(), UsedUp> {
        let portions = bytes.div_ceil(PORTION);
        let of_large = if bytes > SMALL { portions } else { 0 };
        let of_all = portions.saturating_add(self.overhead);
        let more = (of_all.saturating_sub(self.held.0), of_large.saturating_sub(self.held.1));
        if more == (0, 0) {
            return Ok(());
        }
        for _ in 0..ASKED {
            if self.take(more) {
                return Ok(());
            }
            if !self.budget.ask_oldest(self.number) {
                break;
            }
            // Whether it was enough is seen by trying.
            let _ = timeout(LEAVING, self.budget.wait_for(more)).await;
        }
        if self.take(more) { Ok(()) } else { Err(UsedUp) }
    }

    /// It does not give way from now on: what it waits for is up to us.
    pub(super) fn settle(&self) {
        lock(&self.budget.claims).remove(&self.number);
    }

    fn take(&mut self, (of_all, of_large): (usize, usize)) -> bool {
        let try_take = |semaphore: &Arc<Semaphore>, portions: usize| {
            Arc::clone(semaphore).try_acquire_many_owned(u32::try_from(portions).unwrap_or(u32::MAX)).ok()
        };
        let Some(large) = try_take(&self.budget.of_large, of_large) else { return false };
        let Some(all) = try_take(&self.budget.all, of_all) else { return false };
        self.permits.extend([large, all]);
        self.held = (self.held.0 + of_all, self.held.1 + of_large);
        true
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.settle();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    /// Of eight portions too large to be small: large claims may have six.
    const EIGHTH: usize = 2 * SMALL;

    fn budget(patience: Duration) -> Arc<ByteBudget> {
        ByteBudget::new(8 * EIGHTH, patience)
    }

    async fn claim(budget: &Arc<ByteBudget>, bytes: usize) -> Option<Claim> {
        let mut claim = budget.claim(Arc::default(), 0);
        claim.grow(bytes).await.is_ok().then_some(claim)
    }

    #[tokio::test]
    async fn what_waits_is_bounded_and_a_quarter_is_for_small_claims() {
        let budget = budget(LONG);
        let mut first = claim(&budget, EIGHTH).await.expect("room");
        let second = claim(&budget, 4 * EIGHTH).await.expect("room");
        first.grow(2 * EIGHTH).await.expect("room for one more");
        assert_eq!(first.grow(3 * EIGHTH).await, Err(UsedUp));
        let mut small = Vec::new();
        while let Some(claim) = claim(&budget, SMALL).await {
            small.push(claim);
        }
        assert_eq!(small.len(), 4, "a quarter of the whole");
        drop(second);
        assert!(claim(&budget, 4 * EIGHTH).await.is_some());
        drop((first, small));
        assert_eq!(budget.all.available_permits(), 8 * EIGHTH / PORTION);
        assert_eq!(budget.of_large.available_permits(), 6 * EIGHTH / PORTION);
        assert!(lock(&budget.claims).is_empty());
    }

    #[tokio::test]
    async fn who_has_waited_longest_gives_way() {
        let budget = budget(Duration::ZERO);
        let leave = Arc::new(Notify::new());
        let mut oldest = budget.claim(Arc::clone(&leave), 0);
        oldest.grow(3 * EIGHTH).await.expect("room");
        let settled = claim(&budget, EIGHTH).await.expect("room");
        settled.settle();
        let other = claim(&budget, 2 * EIGHTH).await.expect("room");
        let gives_way = async {
            leave.notified().await;
            drop(oldest);
        };
        let (next, ()) = tokio::join!(claim(&budget, EIGHTH), gives_way);
        assert!(next.is_some());
        drop((settled, other));
    }

    #[tokio::test]
    async fn what_a_claim_takes_beside_its_bytes_counts_once_and_makes_it_no_larger() {
        let budget = budget(LONG);
        let mut claim = budget.claim(Arc::default(), EIGHTH);
        claim.grow(PORTION).await.expect("room");
        claim.grow(2 * PORTION).await.expect("room");
        let free = 8 * EIGHTH / PORTION - EIGHTH / PORTION - 2;
        assert_eq!(budget.all.available_permits(), free);
        assert_eq!(budget.of_large.available_permits(), 6 * EIGHTH / PORTION);
    }

    #[tokio::test]
    async fn who_does_not_leave_keeps_its_room() {
        let budget = budget(Duration::ZERO);
        let _deaf = claim(&budget, 6 * EIGHTH).await.expect("room");
        assert!(claim(&budget, EIGHTH).await.is_none());
        assert!(claim(&budget, SMALL).await.is_some());
    }

    #[tokio::test]
    async fn a_claim_that_never_fits_is_refused_at_once() {
        assert!(claim(&budget(LONG), usize::MAX).await.is_none());
    }
}
