//! Wegweiser: the content backend of a city's departments, over GraphQL.
//!
//! The rooms, and which way the arrows go: `http → graphql → editing → store → entity`, with `domain` below all.
//! docs/architecture.md shows them with three walks; the test `rooms` reads the `use` lines against its table.
//!
//! # Adding a noun
//! Begin with a member of [`domain::content::ContentKind`]; the compiler leads from there:
//! 1. `migration`: a table with `content_id`, `stage`, `version`, `position`; `entity/src/<noun>.rs`.
//! 2. `domain/<noun>.rs`: facts and their checks; its texts in [`domain::content::ContentKind::texts`].
//! 3. `store/<noun>.rs`: a [`store::noun::Noun`]; its rows in [`store::write`], its tables in [`store::stage`].
//! 4. `graphql/types/<noun>.rs`: what readers see; its filter, its order and its fields at the root.
//!    `exchange/content_files`: its file.
//! 5. `tests/it/<noun>.rs`, a folder in `demo/`, `schema.graphql`, docs/ and CHANGELOG.md.

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod domain;
pub mod editing;
pub mod exchange;
pub mod graphql;
pub mod http;
pub mod secret;
pub mod store;
