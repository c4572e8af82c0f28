//! Responsibilities in the archive.

use entity::responsibility::{Column, Entity, Model};
use sea_orm::Select;

use super::department::Nothing;
use super::dialect::Dialect;
use super::noun::{Listed, NaturalKey, Noun, Owner};
use super::visible::View;
use crate::domain::content::{ContentId, ContentKind};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Responsibility;

impl Noun for Responsibility {
    const KIND: ContentKind = ContentKind::Responsibility;
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

impl NaturalKey for Responsibility {
    const KEY: Column = Column::Slug;

    fn natural_key(facts: &Model) -> Option<&str> {
        Some(&facts.slug)
    }
}

impl Listed for Responsibility {
    fn owner_column(owner: Owner) -> Option<Column> {
        match owner {
            Owner::Department => Some(Column::DepartmentId),
            Owner::All | Owner::Parent => None,
        }
    }

    fn key_column() -> Option<Column> {
        Some(Column::Slug)
    }
}
