//! The facts of responsibilities, a row a stage.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "responsibility")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub content_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub stage: String,
    pub version: i64,
    pub duties_version: i64,
    #[sea_orm(column_type = "Text")]
    pub slug: String,
    pub department_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub position: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
