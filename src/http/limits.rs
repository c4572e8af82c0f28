//! What an operator can set about connections. `listen` and `connection` keep to it; bounds of a request are
//! `settings::HttpSettings`.

use std::time::Duration;

use super::activity::Patience;

/// Bounds of connections. Those of a request are `HttpSettings`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long a request's header may take from its first byte, and the first header from the
    /// opening of the connection; slower is closed. Default 10 s.
    pub header_timeout: Duration,
    /// How long a connection may rest between requests, or a client refuse to take what is
    /// written to it; longer is closed. Default 75 s, longer than usual proxies keep theirs.
    pub keep_alive: Duration,
    /// How long a client may take for one answer; longer is closed. Default 120 s.
    pub answer_timeout: Duration,
    /// The most bytes of a request line and its header; more is answered 431 (HTTP/1.1,
    /// RFC 6585, 5) or refused (HTTP/2). At least 8 KiB, which hyper needs; less is taken
    /// as that. Default 16 KiB.
    pub max_header_bytes: usize,
    /// The most connections at a time; more wait in the system's queue. Upgraded connections
    /// have left the count. Default 1024.
    pub max_connections: usize,
    /// The most connections of one address at a time (IPv6: of one /64); more are closed.
    /// Loopback is not counted. Behind a proxy on another machine every connection has the
    /// proxy's address: raise it there. Default 64.
    pub max_connections_per_address: usize,
    /// The most requests at a time on one HTTP/2 connection (RFC 9113, 5.1.2). Default 64.
    pub http2_streams: u32,
    /// The most HTTP/2 streams that a client has reset and we have not noticed yet; more
    /// closes the connection ("rapid reset", CVE-2023-44487). Default 20.
    pub http2_pending_resets: usize,
    /// How long requests under way may take to finish once the server stops. Default 30 s.
    pub grace: Duration,
    /// How long a connection that had its time may take to say good-bye. Default 1 s.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header_timeout: Duration::from_secs(10),
            keep_alive: Duration::from_secs(75),
            answer_timeout: Duration::from_secs(120),
            max_header_bytes: 16 * 1024,
            max_connections: 1024,
            max_connections_per_address: 64,
            http2_streams: 64,
            http2_pending_resets: 20,
            grace: Duration::from_secs(30),
            farewell: Duration::from_secs(1),
        }
    }
}

impl Limits {
    pub(super) const fn patience(&self) -> Patience {
        Patience { header: self.header_timeout, idle: self.keep_alive, taking: self.answer_timeout }
    }
}
