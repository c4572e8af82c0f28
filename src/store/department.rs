//! Departments in the archive.

use entity::department::{Column, Entity, Model};
use sea_orm::{FromQueryResult, Select};

use super::dialect::Dialect;
use super::noun::{Listed, NaturalKey, Noun, Owner};
use super::visible::View;
use crate::domain::content::{ContentId, ContentKind};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Department;

/// Departments carry nothing from other tables.
#[derive(Debug, FromQueryResult)]
pub struct Nothing {}

impl Noun for Department {
    const KIND: ContentKind = ContentKind::Department;
    const CONTENT_ID: Column = Column::ContentId;
    const STAGE: Column = Column::Stage;
    const POSITION: Column = Column::Position;
    type Entity = Entity;
    type Facts = Model;
    type Extra = Nothing;

    fn extend(select: Select<Entity>, _: &View, _: Dialect) -> Select<Entity> {
        select
    }

    fn content_id(facts: &Model) -> ContentId {
        ContentId(facts.content_id)
    }
}

impl NaturalKey for Department {
    const KEY: Column = Column::Slug;

    fn natural_key(facts: &Model) -> Option<&str> {
        Some(&facts.slug)
    }
}

impl Listed for Department {
    fn owner_column(owner: Owner) -> Option<Column> {
        match owner {
            Owner::Parent => Some(Column::ParentId),
            Owner::All | Owner::Department => None,
        }
    }

    fn key_column() -> Option<Column> {
        Some(Column::Slug)
    }
}
