//! The archive: tables in, rows out, on SQLite and PostgreSQL. Knows sea-orm; knows neither GraphQL nor HTTP.
//!
//! Reads are [`lookup::Lookup`]s: each takes a slice of keys, returns a map and is one statement, so that a read per
//! row has no function to call. What a viewer may see is part of the select ([`visible`]), never a check afterwards.

pub mod account;
pub mod connect;
pub mod contact;
pub mod content;
pub mod deleted;
pub mod department;
pub mod dialect;
pub mod draft;
pub mod erasure;
pub mod error;
pub mod event;
pub mod filter;
pub mod history;
mod insert;
pub mod label;
pub mod link;
pub mod locale;
pub mod lock;
pub mod lookup;
pub mod noun;
pub mod office;
pub mod ordering;
pub mod page;
pub mod page_path;
pub mod paging;
pub mod plan;
mod pools;
mod presence;
pub mod publication;
pub mod reader;
pub mod related;
pub mod responsibility;
pub mod revision;
mod rows;
pub mod sight;
pub mod staff_member;
pub mod stage;
pub mod stored;
pub mod text;
pub mod tree_place;
pub mod used_by;
pub mod visible;
pub mod whereabouts;
pub mod write;
pub mod writing;

pub use connect::Archive;
pub use error::Error;
pub use reader::Reader;
pub use writing::Writing;
