//! What an operator can set about a request. Bounds of a connection are `listen::Limits`.
//! `config` fills it, `routes` takes it.

use std::time::Duration;

/// Bounds and switches of one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpSettings {
    /// The longest body of a POST, in bytes; more is answered 413. Default 1 MiB.
    pub max_body_bytes: usize,
    /// How long a body may take to arrive; slower is answered 408. Default 10 s.
    pub body_timeout: Duration,
    /// How long an answer may take from the end of the request's header to the start of the
    /// response; longer is cancelled and answered 503. A stream that has begun (an upgrade,
    /// events) is no longer bound by it. Default 30 s.
    pub request_timeout: Duration,
    /// How many header fields a request may carry; more is answered 431 (RFC 6585, 5).
    /// Default 64. The accept loop bounds their bytes.
    pub max_headers: usize,
    /// Whether each request leaves a line in the log at level info. Default true.
    pub access_log: bool,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            max_body_bytes: 1024 * 1024,
            body_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(30),
            max_headers: 64,
            access_log: true,
        }
    }
}
