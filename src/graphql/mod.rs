//! The counter: what front ends and editors ask over GraphQL. Reads through `store`, changes through `editing`; knows
//! neither sea-orm nor poem.
//!
//! A request becomes a [`request::Context`]: who asks, in which languages, on which connection. Root fields make a
//! [`scope::Scope`] of it, which goes from parent to child. Reads are batched per request by [`loader`].

mod answer;
mod bounds;
mod by;
mod cards;
mod connection;
mod cursor;
mod document;
mod error;
mod export;
mod filter;
mod id;
mod loader;
mod mutation;
mod named;
mod node;
mod order;
mod problem;
mod public;
mod query;
mod read_hours;
mod rendering;
mod request;
mod roots;
mod schema;
mod scope;
mod turns;
mod types;
mod workshop;

pub use bounds::{Bound, Bounds, Exceeded, Refused};
pub use document::{Asked, Document, Trusted, TrustedFault, Unclear, Unread};
pub use error::{ErrorCode, RETRY_AFTER, refusal};
pub use export::{Export, ExportArguments, Exported, NoExport};
pub use schema::{Caller, Graphql, sdl};
pub use turns::Turns;
pub use workshop::Workshop;
