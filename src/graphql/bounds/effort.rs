//! How much looking a request may cause in calendars, spent while it is answered: a rule that changes nothing is looked
//! at for years, day by day.

use std::sync::atomic::{AtomicU64, Ordering};

use super::{Bound, Bounds, Exceeded};

/// How much effort each object of the bound on cost allows. Ten take about 20 microseconds.
const EFFORT_OF_OBJECT: usize = 10;

/// What is left for one request: days of opening hours that are looked at, times the parts of their rules.
pub struct EffortBudget {
    max: usize,
    left: AtomicU64,
}

impl EffortBudget {
    pub fn new(bounds: &Bounds) -> Self {
        let max = bounds.max_cost.saturating_mul(EFFORT_OF_OBJECT);
        Self { max, left: AtomicU64::new(max as u64) }
    }

    /// Spends some effort, if there is so much left.
    pub fn spend(&self, effort: u64) -> Result<(), Exceeded> {
        let spent =
            self.left.try_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(effort));
        let exceeded = Exceeded { bound: Bound::OpeningDays, max: self.max, found: None };
        spent.map(drop).map_err(|_| exceeded)
    }
}
