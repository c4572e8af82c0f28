//! The database fails in every way that it has: what a client is told, that nothing is lost, and that the server goes on
//! by itself once the database does.

mod at_start;
mod city;
mod damaged;
mod disk;
mod full_disk;
mod load;
mod locked;
mod postgres_hangs;
mod postgres_silent;
mod postgres_stops;

use std::time::Duration;

/// The server has two seconds to answer again; a busy machine gets more.
const RECOVERY: Duration = Duration::from_secs(10);

/// Longer than any answer may take.
const HANG: Duration = Duration::from_secs(15);
