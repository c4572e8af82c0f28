//! A search in the middle of names and titles finds all that it reads in an index.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "async_trait demands the signature of the trait to the letter")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, include_str!("m20261126_1_label_search.sql")).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
