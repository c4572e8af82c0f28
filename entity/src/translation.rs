//! The texts of all nouns, a row a locale and field.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "translation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub content_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub stage: String,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub locale: String,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub field: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub item: Uuid,
    pub version: i64,
    #[sea_orm(column_type = "Text")]
    pub value: String,
    #[sea_orm(column_type = "Text")]
    pub digest: String,
    #[sea_orm(column_type = "Text")]
    pub origin: String,
    #[sea_orm(column_type = "Text")]
    pub source_locale: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub source_digest: Option<String>,
    pub source_version: Option<i64>,
    pub changed_at: DateTimeUtc,
    pub changed_by: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
