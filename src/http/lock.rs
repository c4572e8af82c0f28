//! A lock whose holder may have panicked. Those call it that count connections, bodies and answers.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What such a lock guards is whole after each statement, so a panic elsewhere does not spoil it.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
