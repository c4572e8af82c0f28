//! How often somebody may try to sign in. Counted in this process alone: several processes allow several times as much.

use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use sha2::{Digest, Sha256};

use super::SignInSettings;
use crate::editing::Error;

/// The time in which all attempts are regained, one after the other.
pub const PERIOD: Duration = Duration::from_secs(15 * 60);

/// The most accounts, and the most addresses, that are counted: a few megabytes.
const MAX_KEYS: usize = 100_000;

/// What is counted of an account: the address as typed, in a size of our choice.
type AccountKey = [u8; 32];

/// The attempts of the last while.
pub struct Limits {
    accounts: Limit<AccountKey>,
    addresses: Limit<IpAddr>,
}

struct Limit<K: Clone + Eq + Hash>(DefaultKeyedRateLimiter<K>);

impl<K: Clone + Eq + Hash> Limit<K> {
    fn new(attempts: NonZeroU32) -> Self {
        let quota = Quota::with_period(PERIOD / attempts.get()).expect("a period that is not zero");
        Self(RateLimiter::keyed(quota.allow_burst(attempts)))
    }

    /// Counts an attempt, or says for how long there may be none.
    fn count(&self, key: &K) -> Result<(), Error> {
        if self.0.len() >= MAX_KEYS {
            self.0.retain_recent();
            if self.0.len() >= MAX_KEYS {
                return Err(Error::TooOften { retry_after: Duration::from_secs(60) });
            }
        }
        self.0.check_key(key).map_err(|refused| Error::TooOften {
            retry_after: refused.wait_time_from(DefaultClock::default().now()),
        })
    }
}

impl Limits {
    pub fn new(settings: &SignInSettings) -> Self {
        Self {
            accounts: Limit::new(settings.attempts_per_account),
            addresses: Limit::new(settings.attempts_per_address),
        }
    }

    /// Counts an attempt from a network address; those from an unknown one are counted together.
    pub fn count_address(&self, address: Option<IpAddr>) -> Result<(), Error> {
        self.addresses.count(&network_of(address.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
    }

    /// Counts an attempt on an account, whether there is one or not.
    pub fn count_account(&self, account: &str) -> Result<(), Error> {
        self.accounts.count(&Sha256::digest(account).into())
    }
}

/// An IPv6 customer has a /64 at least, so that is what counts as one address.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)).into(),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_are_counted_by_account_and_by_network() {
        let number = |number| NonZeroU32::new(number).unwrap();
        let settings = SignInSettings {
            attempts_per_account: number(2),
            attempts_per_address: number(3),
            ..SignInSettings::default()
        };
        let limits = Limits::new(&settings);
        assert!(limits.count_account("a").is_ok() && limits.count_account("a").is_ok());
        let Err(Error::TooOften { retry_after }) = limits.count_account("a") else { panic!("refused") };
        assert!(retry_after > Duration::from_secs(400) && retry_after <= PERIOD / 2, "{retry_after:?}");
        assert!(limits.count_account("b").is_ok());
        let from = |address: &str| limits.count_address(Some(address.parse().unwrap()));
        assert!(from("2001:db8::1").is_ok() && from("2001:db8::2").is_ok() && from("2001:db8::3").is_ok());
        assert!(from("2001:db8::4").is_err());
        assert!(from("2001:db8:0:1::4").is_ok());
    }
}
