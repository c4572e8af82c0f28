//! The integration tests, in one binary: the real server and a real database of its own for each test, asked over HTTP.
//!
//! Tests that touch the database run on SQLite and on PostgreSQL (`on_both_databases!`). PostgreSQL is started by the
//! tests themselves, see `support/postgres.rs`; where it is not on the machine its half says so and passes, unless
//! `WEGWEISER_TEST_POSTGRES=required`.

#[macro_use]
mod support;

mod account_commands;
mod account_tokens;
mod accounts;
mod attack;
mod bad_input;
mod cli;
mod contact_page;
mod contract;
mod cors;
mod crawl;
mod demo_accounts;
mod documents;
mod drafts;
mod editing;
mod facts;
mod faults;
mod filters;
mod filters_joined;
mod graphiql_examples;
mod history;
mod http_protocol;
mod introspection;
mod kills;
mod lists;
mod locales;
mod migrations;
mod model;
mod nouns;
mod orders;
mod permissions;
mod preview;
mod publication;
mod publish_commands;
mod publishing;
mod query_plans;
mod relations;
mod rich_text;
mod rooms;
mod secrets;
mod security_headers;
mod sign_in;
mod tokens;
mod used_by;
mod walks;
