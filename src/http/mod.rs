//! The door: everything about HTTP and nothing else. Knows poem and hyper, asks `graphql`
//! for answers, and is put together by `app`, the only caller.
//!
//! A request walks `listen` (bounds of the connection) → `guard` (request id, time bound,
//! panics, access log) → `routes` → `graphql` (`media_type`, `request_body` and `params` read
//! it, `viewer` says who asks, `answer` writes it), `health`, or the page around GraphiQL.

mod access_log;
mod activity;
mod admission;
mod answer;
mod byte_budget;
mod compression;
mod conditional;
mod connection;
mod cors;
mod export;
mod graphiql;
mod graphql;
mod guard;
mod health;
mod limits;
mod listen;
mod lock;
mod media_type;
mod params;
mod permits;
mod query_string;
mod request_body;
mod request_id;
mod routes;
mod security_headers;
mod service;
mod settings;
mod untaken;
mod viewer;

pub use cors::{Cors, NoOrigin};
/// Whether GraphiQL is in the program; else its page loads it from a public CDN.
pub use graphiql::IS_BUNDLED as HAS_BUNDLED_GRAPHIQL;
pub use health::Readiness;
pub use limits::Limits;
pub use listen::{ListenError, Listening};
pub use request_id::RequestId;
pub use routes::routes;
pub use settings::HttpSettings;
pub use viewer::{LookupFault, Token, Tokens};
