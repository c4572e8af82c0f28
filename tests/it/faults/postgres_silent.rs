//! The way to PostgreSQL falls silent: what was under way is never answered, and nobody hears that it is over. So it is
//! where a machine is gone, or a firewall has forgotten its connections.

use std::path::Path;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::watch;
use tokio::time::sleep;

use super::city::City;
use super::load::Load;
use super::postgres_stops::cluster_with_demo;
use crate::support::rounds;

/// Where clients of PostgreSQL look for it in a folder.
const SOCKET: &str = ".s.PGSQL.5432";

/// Changes that were under way keep their locks for ten seconds.
const RECOVERY: Duration = Duration::from_secs(25);

/// A way to PostgreSQL that can fall silent.
struct Way {
    /// How often it has fallen silent; odd while it is.
    silences: watch::Sender<u32>,
}

impl Way {
    fn lead(from: &Path, to: &Path) -> Self {
        let (silences, seen) = watch::channel(0);
        let listener = UnixListener::bind(from.join(SOCKET)).expect("a free place");
        let to = to.join(SOCKET);
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(carry(near, to.clone(), seen.clone()));
            }
        });
        Self { silences }
    }

    /// Everybody on the way is lost; who comes later waits for the end of the silence.
    fn turn(&self) {
        self.silences.send_modify(|silences| *silences += 1);
    }
}

/// Carries what is said to and fro until the way falls silent; then holds both ends and says nothing for ever.
async fn carry(mut near: UnixStream, to: std::path::PathBuf, mut silences: watch::Receiver<u32>) {
    let heard = silences.wait_for(|silences| silences.is_multiple_of(2)).await.map(|silences| *silences);
    let Ok(since) = heard else { return };
    let mut far = UnixStream::connect(to).await.expect("PostgreSQL is there");
    // The end of the test ends it too.
    let fall = async move { silences.wait_for(|silences| *silences != since).await.is_ok() };
    tokio::pin!(fall);
    let (mut asked, mut answered) = (vec![0; 16 * 1024], vec![0; 16 * 1024]);
    loop {
        let carried = tokio::select! {
            biased;
            fell = &mut fall => {
                if fell {
                    std::future::pending::<()>().await;
                }
                return;
            }
            count = near.read(&mut asked) => match count {
                Ok(count @ 1..) => far.write_all(&asked[..count]).await,
                _ => return,
            },
            count = far.read(&mut answered) => match count {
                Ok(count @ 1..) => near.write_all(&answered[..count]).await,
                _ => return,
            },
        };
        if carried.is_err() {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_way_to_postgres_that_fell_silent_takes_nobodys_place_for_long() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let Some((cluster, url)) = cluster_with_demo(folder.path()).await else { return };
    let far = cluster.folder().to_str().expect("a path in UTF-8").to_owned();
    let near = folder.path().to_str().expect("a path in UTF-8");
    let way = Way::lead(folder.path(), cluster.folder());
    let city = City::start(&url.replace(&far, near), folder.path(), &["--request-timeout", "3"]).await;
    let load = Load::start(&city.asker);
    for silence in 0..rounds(1) {
        sleep(Duration::from_millis(300)).await;
        load.turn();
        way.turn();
        sleep(Duration::from_millis(500)).await;
        let refusal = city.asker.read().await;
        assert!(refusal.is_refusal(), "{refusal:?}");
        assert!(!city.asker.is_ready().await, "ready without a database");
        way.turn();
        let back = city.asker.await_recovery_within(RECOVERY).await;
        // Whoever was under way when it fell silent has been given up by now.
        sleep(Duration::from_secs(4)).await;
        load.turn();
        sleep(Duration::from_millis(300)).await;
        let seen = load.take();
        println!(
            "silence {silence}: {} refused (at most {:?}), back after {back:?}",
            seen.refused, seen.longest_refusal
        );
        city.asker.assert_there(&seen.written).await;
    }
    city.asker.assert_there(&load.end().await.written).await;
    city.stop().await;
}
