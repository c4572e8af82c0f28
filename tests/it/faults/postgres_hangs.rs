//! PostgreSQL stands still: it takes connections and says nothing.

use std::time::{Duration, Instant};

use tokio::task::block_in_place;

use super::city::City;
use super::load::Load;
use super::postgres_stops::cluster_with_demo;

/// The time bound of a request here, in seconds.
const BOUND: &str = "3";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgres_that_hangs_is_told_within_the_time_bound_and_forgiven() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let Some((cluster, url)) = cluster_with_demo(folder.path()).await else { return };
    let city = City::start(&url, folder.path(), &["--request-timeout", BOUND]).await;
    let load = Load::start(&city.asker);
    tokio::time::sleep(Duration::from_millis(300)).await;
    load.turn();
    let hang = block_in_place(|| cluster.hang());
    let begun = Instant::now();
    let mut longest = Duration::ZERO;
    while begun.elapsed() < Duration::from_secs(6) {
        let (read, write) = tokio::join!(city.asker.read(), city.asker.write("Niemand"));
        assert!(read.is_refusal() && write.is_refusal(), "{read:?} {write:?}");
        longest = longest.max(read.took).max(write.took);
    }
    assert!(!city.asker.is_ready().await, "ready without a database");
    let mut seen = load.take();
    block_in_place(|| drop(hang));
    let back = city.asker.await_recovery().await;
    load.turn();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let after = load.end().await;
    seen.written.extend(after.written);
    city.asker.assert_there(&seen.written).await;
    city.stop().await;
    println!(
        "{} refused, of those under way within {:?}, of the others within {longest:?}; back after {back:?}",
        seen.refused, seen.longest_refusal
    );
}
