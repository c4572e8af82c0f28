//! Staff in the archive, with what they inherit from their department.

use entity::staff_member::{Column, Entity, Model};
use sea_orm::sea_query::{Expr, IntoCondition};
use sea_orm::{EntityTrait, FromQueryResult, JoinType, QuerySelect, RelationDef, Select};

use super::dialect::Dialect;
use super::noun::{Listed, NaturalKey, Noun, Owner};
use super::visible::View;
use crate::domain::content::{ContentId, ContentKind};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StaffMember;

/// The department's facts that hold for whoever has none of their own. All null where the viewer does not see it.
#[derive(Debug, FromQueryResult)]
pub struct Inherited {
    pub department_street: Option<String>,
    pub department_postal_code: Option<String>,
    pub department_city: Option<String>,
    pub department_country: Option<String>,
    pub department_building: Option<String>,
    pub department_room: Option<String>,
    pub department_phone: Option<String>,
    pub department_fax: Option<String>,
    pub department_email: Option<String>,
    pub department_opening_hours: Option<String>,
    pub department_is_by_appointment: Option<bool>,
}

/// Joins the department that `from` names, where the viewer sees it, and selects [`Inherited`].
pub(super) fn inherit<E: EntityTrait>(select: Select<E>, from: E::Column, view: &View) -> Select<E> {
    use entity::department::{Column as Department, Entity as Departments};
    let sees = view.sight.sees(r#""department"."stage""#, r#""department"."content_id""#);
    let join: RelationDef = E::belongs_to(Departments).from(from).to(Department::ContentId).into();
    let join = join.on_condition(move |_, _| Expr::cust(sees.clone()).into_condition());
    [
        (Department::Street, "department_street"),
        (Department::PostalCode, "department_postal_code"),
        (Department::City, "department_city"),
        (Department::Country, "department_country"),
        (Department::Building, "department_building"),
        (Department::Room, "department_room"),
        (Department::Phone, "department_phone"),
        (Department::Fax, "department_fax"),
        (Department::Email, "department_email"),
        (Department::OpeningHours, "department_opening_hours"),
        (Department::IsByAppointment, "department_is_by_appointment"),
    ]
    .into_iter()
    .fold(select.join(JoinType::LeftJoin, join), |select, (column, name)| select.column_as(column, name))
}

impl Noun for StaffMember {
    const KIND: ContentKind = ContentKind::StaffMember;
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

impl NaturalKey for StaffMember {
    const KEY: Column = Column::Email;

    fn natural_key(facts: &Model) -> Option<&str> {
        facts.email.as_deref()
    }
}

impl Listed for StaffMember {
    fn owner_column(owner: Owner) -> Option<Column> {
        match owner {
            Owner::Department => Some(Column::DepartmentId),
            Owner::All | Owner::Parent => None,
        }
    }

    fn key_column() -> Option<Column> {
        Some(Column::Email)
    }
}
