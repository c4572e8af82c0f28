//! The time as tests have it.

use std::sync::LazyLock;
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};
use wegweiser::clock::Clock;

/// A clock that goes on from one morning in November 2026, whenever tests run: what they plan for a date lies ahead.
/// Programs of their own have the machine's.
pub fn clock() -> Clock {
    static CLOCK: LazyLock<Clock> = LazyLock::new(|| {
        let morning: DateTime<Utc> = "2026-11-02T08:00:00Z".parse().expect("a time");
        let start = Instant::now();
        Clock::of(move || morning + TimeDelta::from_std(start.elapsed()).expect("a short time"))
    });
    CLOCK.clone()
}
