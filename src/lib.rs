//! Wegweiser: the content backend of a city's departments, over GraphQL.
//!
//! The rooms, and which way the arrows go: `http → graphql → editing → store → entity`, with `domain` below all.
//! docs/architecture.md shows them with some walks; the test `rooms` reads the `use` lines against its table.
//!
//! # Adding a noun
//! Begin with a member of [`domain::content::ContentKind`]; the compiler leads from there:
//! 1. `migration`: a table with `content_id`, `stage`, `version`, `position` and a version for each relation that it
//!    owns; `entity/src/<noun>.rs`.
//! 2. `domain/<noun>.rs`: facts, input and their checks, in [`domain::content::Facts`] and
//!    [`domain::draft::FactsInput`]; its texts in [`domain::content::ContentKind::texts`], a relation in
//!    [`domain::version::Part`].
//! 3. `store/rows/<noun>.rs`: its rows; `store/<noun>.rs`: a [`store::noun::Noun`]; its tables in [`store::stage`] and
//!    [`store::tree_place`], its references to other content in [`store::used_by`].
//! 4. `graphql/types/<noun>.rs`: what readers see; its filter, its order and its fields at the root, its member in
//!    `graphql/node.rs`. `graphql/mutation/<noun>.rs`: its inputs; where it may stand in [`editing::Create`] and
//!    [`editing::Relocate`].
//! 5. `exchange/content_files`: its file, and a folder in `demo/`.
//! 6. `tests/it/<noun>.rs`, its cases in `tests/it/permissions`, `schema.graphql`, docs/ and CHANGELOG.md.

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
