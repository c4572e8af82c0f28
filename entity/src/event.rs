//! The outbox of what happened, in the order of commits.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub cursor: i64,
    pub at: DateTimeUtc,
    pub content_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub kind: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub verb: String,
    pub version: Option<i64>,
    #[sea_orm(column_type = "JsonBinary")]
    pub locales: Option<Json>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
