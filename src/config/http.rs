//! The server's address, and the bounds of connections and requests.

use std::net::SocketAddr;
use std::time::Duration;

use clap::Args;

use crate::http::{Cors, HttpSettings, Limits, NoOrigin};

/// The server's address and bounds.
#[derive(Args, Clone, Debug)]
pub struct HttpArguments {
    /// The address and port to listen on.
    #[arg(long, env = "WEGWEISER_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:8000")]
    pub listen: SocketAddr,

    /// The longest request body, in bytes.
    #[arg(long, env = "WEGWEISER_MAX_BODY_BYTES", value_name = "BYTES", default_value_t = 1_048_576, value_parser = clap::value_parser!(u32).range(1_024..=1_073_741_824))]
    pub max_body_bytes: u32,

    /// How many bytes of request bodies may be on their way, or wait for their turn, all together. What would be more is
    /// answered 503. Half as much again as the longest body at least, whatever is given.
    #[arg(long, env = "WEGWEISER_MAX_PENDING_BODY_BYTES", value_name = "BYTES", default_value_t = 134_217_728, value_parser = clap::value_parser!(u64).range(1_048_576..=1_099_511_627_776))]
    pub max_pending_body_bytes: u64,

    /// How long an answer may take, in seconds.
    #[arg(long, env = "WEGWEISER_REQUEST_TIMEOUT", value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub request_timeout: u64,

    /// The most connections at a time.
    #[arg(long, env = "WEGWEISER_MAX_CONNECTIONS", value_name = "NUMBER", default_value_t = 1024, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub max_connections: u32,

    /// The most connections of one address at a time; loopback is not counted. Raise it behind a proxy.
    #[arg(long, env = "WEGWEISER_MAX_CONNECTIONS_PER_ADDRESS", value_name = "NUMBER", default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub max_connections_per_address: u32,

    /// The most bytes of a request line with its header.
    #[arg(long, env = "WEGWEISER_MAX_HEADER_BYTES", value_name = "BYTES", default_value_t = 16_384, value_parser = clap::value_parser!(u32).range(8_192..=1_048_576))]
    pub max_header_bytes: u32,

    /// How long a request's header may take, in seconds.
    #[arg(long, env = "WEGWEISER_HEADER_TIMEOUT", value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub header_timeout: u64,

    /// How long a request's body may take to arrive, in seconds.
    #[arg(long, env = "WEGWEISER_BODY_TIMEOUT", value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub body_timeout: u64,

    /// How long a client may take for one answer, in seconds.
    #[arg(long, env = "WEGWEISER_ANSWER_TIMEOUT", value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub answer_timeout: u64,

    /// How many GraphQL requests are answered at the same time. More wait.
    #[arg(long, env = "WEGWEISER_MAX_REQUESTS", value_name = "NUMBER", default_value_t = 128, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub max_requests: u32,

    /// How many GraphQL requests may wait for their turn. More are answered 503.
    #[arg(long, env = "WEGWEISER_MAX_WAITING_REQUESTS", value_name = "NUMBER", default_value_t = 1024, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub max_waiting_requests: u32,

    /// How long a GraphQL request may wait for its turn, in seconds. Longer is answered 503.
    #[arg(long, env = "WEGWEISER_REQUEST_PATIENCE", value_name = "SECONDS", default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub request_patience: u64,

    /// How many bytes of answers may wait to be taken by their clients, all together. What would be more is answered 503.
    #[arg(long, env = "WEGWEISER_MAX_ANSWER_BYTES", value_name = "BYTES", default_value_t = 268_435_456, value_parser = clap::value_parser!(u64).range(1_048_576..=1_099_511_627_776))]
    pub max_answer_bytes: u64,

    /// An origin whose pages may read answers, such as https://www.example.org; * for any. May be given several times, in
    /// the variable with commas between. Left out: only pages from this server's own address.
    #[arg(
        long = "cors-origin",
        env = "WEGWEISER_CORS_ORIGINS",
        value_name = "ORIGIN",
        value_delimiter = ','
    )]
    pub cors_origins: Vec<String>,

    /// How long requests under way may take to finish when the server stops, in seconds.
    #[arg(long, env = "WEGWEISER_GRACE", value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(0..=3600))]
    pub grace: u64,

    /// Whether each request leaves a line in the log.
    #[arg(long, env = "WEGWEISER_ACCESS_LOG", value_name = "YES", default_value_t = true, action = clap::ArgAction::Set)]
    pub access_log: bool,
}

impl HttpArguments {
    pub fn settings(&self) -> Result<HttpSettings, NoOrigin> {
        Ok(HttpSettings {
            max_body_bytes: size(self.max_body_bytes.into()),
            max_pending_body_bytes: size(self.max_pending_body_bytes),
            body_timeout: Duration::from_secs(self.body_timeout),
            request_timeout: Duration::from_secs(self.request_timeout),
            max_requests: size(self.max_requests.into()),
            max_waiting_requests: size(self.max_waiting_requests.into()),
            request_patience: Duration::from_secs(self.request_patience),
            max_answer_bytes: size(self.max_answer_bytes),
            cors: Cors::parse(&self.cors_origins)?,
            access_log: self.access_log,
            ..HttpSettings::default()
        })
    }

    pub fn limits(&self) -> Limits {
        Limits {
            header_timeout: Duration::from_secs(self.header_timeout),
            answer_timeout: Duration::from_secs(self.answer_timeout),
            max_header_bytes: size(self.max_header_bytes.into()),
            max_connections: size(self.max_connections.into()),
            max_connections_per_address: size(self.max_connections_per_address.into()),
            grace: Duration::from_secs(self.grace),
            ..Limits::default()
        }
    }
}

/// A number that a machine without so much memory takes as the most it can count.
fn size(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
