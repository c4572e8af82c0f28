//! What an operator can set about a request. Bounds of a connection are `limits::Limits`.
//! `config` fills it, `routes` takes it.

use std::time::Duration;

use super::cors::Cors;

/// Bounds and switches of one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpSettings {
    /// The longest body of a POST, in bytes; more is answered 413. Default 1 MiB.
    pub max_body_bytes: usize,
    /// How many bytes of bodies may be on their way, or wait for their turn, all together; what would be more is answered
    /// 503. Half as much again as the longest body at least. Default 128 MiB.
    pub max_pending_body_bytes: usize,
    /// How long a body may take to arrive; slower is answered 408. Default 10 s.
    pub body_timeout: Duration,
    /// How long an answer may take from the end of the request's header to the start of the
    /// response; longer is cancelled and answered 503. A stream that has begun (an upgrade,
    /// events) is no longer bound by it. Default 30 s.
    pub request_timeout: Duration,
    /// How many header fields a request may carry; more is answered 431 (RFC 6585, 5).
    /// Default 64. The accept loop bounds their bytes.
    pub max_headers: usize,
    /// How many GraphQL requests are answered at the same time; more wait. Default 128.
    pub max_requests: usize,
    /// How many GraphQL requests may wait for their turn; more are answered 503. Default 1024.
    pub max_waiting_requests: usize,
    /// How long a GraphQL request may wait for its turn; longer is answered 503. Default 5 s.
    pub request_patience: Duration,
    /// How many bytes of answers may wait to be taken by their clients, all together; what
    /// would be more is answered 503. Default 256 MiB.
    pub max_answer_bytes: usize,
    /// Which pages of other origins may read answers. Default none.
    pub cors: Cors,
    /// Whether each request leaves a line in the log at level info. Default true.
    pub access_log: bool,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            max_body_bytes: 1024 * 1024,
            max_pending_body_bytes: 128 * 1024 * 1024,
            body_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(30),
            max_headers: 64,
            max_requests: 128,
            max_waiting_requests: 1024,
            request_patience: Duration::from_secs(5),
            max_answer_bytes: 256 * 1024 * 1024,
            cors: Cors::SameOrigin,
            access_log: true,
        }
    }
}
