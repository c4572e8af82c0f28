//! History: append only, a row a version.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "revision")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub content_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    pub at: DateTimeUtc,
    pub account_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub verb: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub locales: Option<Json>,
    pub format: Option<i64>,
    #[sea_orm(column_type = "JsonBinary")]
    pub snapshot: Option<Json>,
    pub erased_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
