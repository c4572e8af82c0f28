//! Offices in the archive, with what they inherit from their department.

use entity::office::{Column, Entity, Model};
use sea_orm::Select;

use super::dialect::Dialect;
use super::noun::{Listed, NaturalKey, Noun, Owner};
use super::staff_member::{Inherited, inherit};
use super::visible::View;
use crate::domain::content::{ContentId, ContentKind};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Office;

impl Noun for Office {
    const KIND: ContentKind = ContentKind::Office;
    const CONTENT_ID: Column = Column::ContentId;
    const STAGE: Column = Column::Stage;
    const POSITION: Column = Column::Position;
    type Entity = Entity;
    type Facts = Model;
    type Extra = Inherited;

    fn extend(select: Select<Entity>, view: &View, _: Dialect) -> Select<Entity> {
        inherit(select, Column::DepartmentId, view)
    }

    fn content_id(facts: &Model) -> ContentId {
        ContentId(facts.content_id)
    }
}

impl NaturalKey for Office {
    const KEY: Column = Column::Slug;

    fn natural_key(facts: &Model) -> Option<&str> {
        Some(&facts.slug)
    }
}

impl Listed for Office {
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
