//! The schema's steps, on SQLite and PostgreSQL, in the order in which they landed.
//!
//! A landed step never changes; it imports nothing of `entity`, so that it means tomorrow what it meant when it landed.

pub use sea_orm_migration::prelude::{MigrationTrait, MigratorTrait};

mod dialect;
mod m20261122_1_foundation;
mod m20261126_1_label_search;

/// Knows every step; `Migrator::up` brings a database to the newest.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m20261122_1_foundation::Migration), Box::new(m20261126_1_label_search::Migration)]
    }
}
