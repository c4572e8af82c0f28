//! How many bytes of long texts one answer may hold: the only thing in it whose size the document does not tell.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Bound, Bounds, Exceeded};

/// What is left for the texts of one answer.
pub struct TextBudget {
    max: usize,
    left: AtomicUsize,
}

impl TextBudget {
    pub fn new(bounds: &Bounds) -> Self {
        let max = bounds.max_text_bytes;
        Self { max, left: AtomicUsize::new(max) }
    }

    /// Takes a text into the answer, if there is room.
    pub fn take(&self, text: &str) -> Result<(), Exceeded> {
        let taken =
            self.left.try_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(text.len()));
        let exceeded = Exceeded { bound: Bound::TextBytes, max: self.max, found: None };
        taken.map(drop).map_err(|_| exceeded)
    }
}
