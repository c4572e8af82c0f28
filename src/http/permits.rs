//! Counts open connections, in total and per address. The accept loop takes a permit for
//! each connection and keeps it as long as the connection.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::lock::lock;

/// Open connections by address; an address without any has no entry.
type Counts = HashMap<IpAddr, usize>;

/// The places there are.
pub(super) struct Permits {
    total: Arc<Semaphore>,
    per_address: usize,
    counts: Arc<Mutex<Counts>>,
}

impl Permits {
    pub(super) fn new(total: usize, per_address: usize) -> Self {
        Self { total: Arc::new(Semaphore::new(total)), per_address, counts: Arc::default() }
    }

    /// Waits for a place among all connections.
    pub(super) async fn wait(&self) -> OwnedSemaphorePermit {
        let permit = Arc::clone(&self.total).acquire_owned().await;
        permit.expect("the semaphore is never closed")
    }

    /// Takes a place among the connections of one peer; None when it has all it may have.
    /// Loopback is not counted: there sit proxies, tests and the operator.
    pub(super) fn admit(&self, peer: IpAddr, total: OwnedSemaphorePermit) -> Option<Permit> {
        let peer = peer.to_canonical();
        if peer.is_loopback() {
            return Some(Permit { _total: total, counted: None });
        }
        let address = network_of(peer);
        let mut counts = lock(&self.counts);
        let count = counts.entry(address).or_insert(0);
        if *count >= self.per_address {
            if *count == 0 {
                counts.remove(&address);
            }
            return None;
        }
        *count += 1;
        let counted = Some((address, Arc::clone(&self.counts)));
        Some(Permit { _total: total, counted })
    }
}

/// A connection's place; given back when dropped.
pub(super) struct Permit {
    _total: OwnedSemaphorePermit,
    counted: Option<(IpAddr, Arc<Mutex<Counts>>)>,
}

impl Drop for Permit {
    fn drop(&mut self) {
        let Some((address, counts)) = &self.counted else {
            return;
        };
        let mut counts = lock(counts);
        if let Some(count) = counts.get_mut(address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(address);
            }
        }
    }
}

/// An IPv6 customer has a /64 at least, so that is what counts as one address.
fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn admit(permits: &Permits, peer: &str) -> Option<Permit> {
        let total = permits.wait().await;
        permits.admit(peer.parse().expect("an address"), total)
    }

    #[tokio::test]
    async fn an_address_gets_its_share_and_no_more_until_it_gives_one_back() {
        let permits = Permits::new(100, 2);
        let first = admit(&permits, "192.0.2.1").await;
        let second = admit(&permits, "::ffff:192.0.2.1").await;
        assert!(first.is_some() && second.is_some());
        assert!(admit(&permits, "192.0.2.1").await.is_none());
        assert!(admit(&permits, "192.0.2.2").await.is_some());
        drop(first);
        assert!(admit(&permits, "192.0.2.1").await.is_some());
        drop(second);
        assert!(lock(&permits.counts).is_empty());
        assert_eq!(permits.total.available_permits(), 100);
    }

    #[tokio::test]
    async fn a_network_of_ipv6_counts_as_one_address_and_loopback_not_at_all() {
        let permits = Permits::new(100, 1);
        let _first = admit(&permits, "2001:db8::1").await;
        assert!(admit(&permits, "2001:db8::2").await.is_none());
        assert!(admit(&permits, "2001:db8:0:1::1").await.is_some());
        let _loopback = admit(&permits, "127.0.0.1").await;
        assert!(admit(&permits, "127.0.0.1").await.is_some());
    }
}
