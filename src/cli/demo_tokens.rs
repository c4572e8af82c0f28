//! The tokens of the demo accounts at a start of `serve`: fresh ones where only this machine can use them, none where
//! others can reach the server.

use std::net::IpAddr;

use crate::editing;
use crate::editing::account::{Accounts, DemoRole, DemoToken};

/// What happens to the tokens of the demo accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemoTokens {
    /// Only this machine reaches the server, and a demo is asked for: they are made anew and printed.
    Renew,
    /// Only this machine reaches the server: they stay as they are.
    Keep,
    /// Others reach the server: they are revoked.
    Revoke { is_told: bool },
}

/// What the start says of them.
pub struct Printed {
    tokens: Vec<DemoToken>,
    is_told: bool,
}

impl DemoTokens {
    /// At the address that the server listens on.
    pub fn at(address: IpAddr, is_demo: bool) -> Self {
        match (address.to_canonical().is_loopback(), is_demo) {
            (true, true) => Self::Renew,
            (true, false) => Self::Keep,
            (false, is_told) => Self::Revoke { is_told },
        }
    }

    pub async fn renew(self, accounts: &Accounts) -> Result<Printed, editing::Error> {
        let tokens = match self {
            Self::Keep => Vec::new(),
            Self::Renew => accounts.renew_demo_tokens(true).await?,
            Self::Revoke { .. } => accounts.renew_demo_tokens(false).await?,
        };
        Ok(Printed { tokens, is_told: self == Self::Revoke { is_told: true } })
    }
}

impl Printed {
    /// As headers to paste into GraphiQL, after the addresses.
    pub fn print(&self) {
        for DemoToken { role, token } in &self.tokens {
            let who = match role {
                DemoRole::Administrator => "Administrator",
                DemoRole::Editor => "Editor",
                DemoRole::Translator => "Translator",
            };
            println!(r#"{who:<13}  {{"Authorization": "Bearer {}"}}"#, token.reveal());
        }
        if self.is_told {
            println!("No tokens of the demo accounts are printed: others can reach this address.");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_printed_only_where_nobody_else_can_use_them() {
        let at = |address: &str, is_demo| DemoTokens::at(address.parse().unwrap(), is_demo);
        for address in ["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"] {
            assert_eq!(at(address, true), DemoTokens::Renew, "{address}");
            assert_eq!(at(address, false), DemoTokens::Keep, "{address}");
        }
        for address in ["0.0.0.0", "::", "192.168.1.7", "2001:db8::1", "::ffff:10.0.0.1"] {
            assert_eq!(at(address, true), DemoTokens::Revoke { is_told: true }, "{address}");
            assert_eq!(at(address, false), DemoTokens::Revoke { is_told: false }, "{address}");
        }
    }
}
