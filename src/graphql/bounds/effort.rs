//! How much looking a request may cause in calendars, spent while it is answered: a rule that changes nothing is looked
//! at for years, day by day.

use std::sync::atomic::{AtomicU64, Ordering};

use super::{Bound, Bounds, Exceeded};

/// How much effort each object of the bound on cost allows. Ten take about 20 microseconds.
const EFFORT_OF_OBJECT: usize = 10;

/// How much effort of one request takes no time to speak of: about 30 milliseconds; a list of a
/// hundred with usual hours takes a third of it.
const QUICK: u64 = 20_000;

/// What is left for one request: days of opening hours that are looked at, times the parts of their rules.
pub struct EffortBudget {
    max: usize,
    left: AtomicU64,
    quick: AtomicU64,
}

impl EffortBudget {
    pub fn new(bounds: &Bounds) -> Self {
        let max = bounds.max_cost.saturating_mul(EFFORT_OF_OBJECT);
        Self { max, left: AtomicU64::new(max as u64), quick: AtomicU64::new(QUICK) }
    }

    /// Spends some effort, if there is so much left.
    pub fn spend(&self, effort: u64) -> Result<(), Exceeded> {
        let exceeded = Exceeded { bound: Bound::OpeningDays, max: self.max, found: None };
        if take(&self.left, effort) { Ok(()) } else { Err(exceeded) }
    }

    /// Whether so much effort can be made at once, beside what was made at once before. Else it is long work.
    pub fn is_quick(&self, effort: u64) -> bool {
        take(&self.quick, effort)
    }
}

fn take(left: &AtomicU64, effort: u64) -> bool {
    let taken = left.try_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(effort));
    taken.is_ok()
}
