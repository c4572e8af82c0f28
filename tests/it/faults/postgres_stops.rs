//! PostgreSQL stops and starts, in order and by a crash, while many ask.

use std::time::{Duration, Instant};

use tokio::task::block_in_place;

use super::RECOVERY;
use super::city::City;
use super::load::Load;
use crate::support::{Cluster, Program, rounds};

/// How often it stops in a normal run.
const STOPS: u64 = 3;

/// A cluster of its own with the demo city; its database's URL.
pub async fn cluster_with_demo(folder: &std::path::Path) -> Option<(Cluster, String)> {
    let cluster = block_in_place(Cluster::of_test)?;
    let url = cluster.create("template0").await;
    let loaded = Program::run(&["demo", "--database-url", &url], folder).await;
    assert!(loaded.status.success(), "{loaded:?}");
    Some((cluster, url))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_and_a_start_of_postgres_need_no_restart_of_ours_and_lose_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let Some((cluster, url)) = cluster_with_demo(folder.path()).await else { return };
    let city = City::start(&url, folder.path(), &[]).await;
    let load = Load::start(&city.asker);
    let (mut written, mut recoveries, mut longest) = (Vec::new(), Vec::new(), Duration::ZERO);
    let (mut right, mut refused) = (0, 0);
    let stops = rounds(STOPS);
    for stop in 0..stops {
        tokio::time::sleep(Duration::from_millis(300)).await;
        load.turn();
        block_in_place(|| cluster.stop(if stop % 2 == 0 { "immediate" } else { "fast" }));
        assert!(!city.asker.is_ready().await, "ready without a database");
        // Who was under way when it stopped has heard of it by now.
        tokio::time::sleep(Duration::from_millis(500)).await;
        let before = load.take();
        let refusal = city.asker.read().await;
        assert!(refusal.is_refusal(), "{refusal:?}");
        longest = longest.max(refusal.took);
        let refusal = city.asker.write("Niemand").await;
        assert!(refusal.is_refusal(), "{refusal:?}");
        tokio::time::sleep(Duration::from_millis(500)).await;
        let away = load.take();
        assert_eq!(away.right, 0, "answered without a database");
        longest = longest.max(away.longest_refusal);
        let started = Instant::now();
        block_in_place(|| cluster.start_again());
        let start_took = started.elapsed();
        recoveries.push(city.asker.await_recovery().await);
        load.turn();
        tokio::time::sleep(Duration::from_millis(200)).await;
        let after = load.take();
        println!(
            "stop {stop}: {} right, {} refused (at most {:?}); away {} refused (at most {:?}); start {start_took:?}, \
             back after {:?}",
            before.right,
            before.refused,
            before.longest,
            away.refused,
            away.longest_refusal,
            recoveries.last(),
        );
        for seen in [before, away, after] {
            right += seen.right;
            refused += seen.refused;
            written.extend(seen.written);
        }
        city.asker.assert_there(&written).await;
    }
    written.extend(load.end().await.written);
    city.asker.assert_there(&written).await;
    city.stop().await;
    let slowest = recoveries.iter().max();
    println!(
        "{stops} stops: {right} right, {refused} refused, {} acknowledged writes are there; back after {slowest:?} at \
         most; refused within {longest:?} while away",
        written.len()
    );
    assert!(longest < RECOVERY, "a database that refuses connections is told after {longest:?}");
}
