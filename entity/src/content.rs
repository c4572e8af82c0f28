//! What all content shares: identity, kind, version, the times of its life.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "content")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    pub version: i64,
    #[sea_orm(column_type = "Text")]
    pub source_locale: String,
    pub created_at: DateTimeUtc,
    pub changed_at: DateTimeUtc,
    pub first_published_at: Option<DateTimeUtc>,
    pub last_published_at: Option<DateTimeUtc>,
    pub deleted_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
