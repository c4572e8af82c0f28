//! The facts of offices, a row a stage; null means "the department's".

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "office")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub content_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub stage: String,
    pub version: i64,
    pub run_by_version: i64,
    #[sea_orm(column_type = "Text")]
    pub slug: String,
    pub department_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub position: String,
    #[sea_orm(column_type = "Text")]
    pub street: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub postal_code: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub city: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub country: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub phone: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub fax: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub email: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub website: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub opening_hours: Option<String>,
    pub is_by_appointment: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
