//! Content that a relation leads to: duties, who runs an office, the contacts of a page; from either end.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::Arc;

use sea_orm::sea_query::{Alias, Expr};
use sea_orm::{DbErr, FromQueryResult, JoinType, QueryOrder, QueryResult, QuerySelect, QueryTrait};

use super::error::Error;
use super::lookup::Lookup;
use super::noun::{Noun, Row};
use super::reader::Turn;
use super::visible::{self, View};
use crate::domain::content::ContentId;
use crate::domain::responsibility::DutyRole;

/// A relation, walked from one end to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Walk {
    /// From a staff member to the responsibilities carried, in the order of responsibilities.
    StaffToDuties,
    /// From a responsibility to the staff that carries it, in the order of duties.
    ResponsibilityToDuties,
    /// From a staff member to the offices run, in the order of offices.
    StaffToOffices,
    /// From an office to who runs it, in order.
    OfficeToStaff,
    /// From a page to its contacts, in order.
    PageToContacts,
}

/// A relation's table and its columns.
struct Path {
    table: &'static str,
    /// The content that the relation is drafted and published with.
    owner: &'static str,
    near: &'static str,
    far: &'static str,
    /// Whether the relation's own position orders the far end, as it does from its owner; else the far end's does.
    is_ordered: bool,
    has_role: bool,
}

impl Walk {
    const fn path(self) -> Path {
        let (table, near, far, is_ordered, has_role) = match self {
            Self::StaffToDuties => ("duty", "staff_member_id", "responsibility_id", false, true),
            Self::ResponsibilityToDuties => ("duty", "responsibility_id", "staff_member_id", true, true),
            Self::StaffToOffices => ("office_run_by", "staff_member_id", "office_id", false, false),
            Self::OfficeToStaff => ("office_run_by", "office_id", "staff_member_id", true, false),
            Self::PageToContacts => ("page_contact", "page_id", "staff_member_id", true, false),
        };
        let owner = if is_ordered { near } else { far };
        Path { table, owner, near, far, is_ordered, has_role }
    }
}

/// A content at the far end of a relation.
#[derive(Debug)]
pub struct Related<N: Noun> {
    pub row: Arc<Row<N>>,
    /// For duties only.
    pub role: Option<DutyRole>,
}

/// What a relation leads to, for each content at its near end. Ends that the viewer does not see are left out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RelatedTo<N> {
    view: View,
    walk: Walk,
    noun: PhantomData<N>,
}

impl<N: Noun> RelatedTo<N> {
    pub const fn new(view: View, walk: Walk) -> Self {
        Self { view, walk, noun: PhantomData }
    }
}

/// A far end with the near end that it belongs to.
struct End<N: Noun> {
    near: ContentId,
    related: Related<N>,
}

impl<N: Noun> FromQueryResult for End<N> {
    fn from_query_result(result: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let role = result.try_get::<Option<String>>(prefix, "role")?;
        let role =
            role.map(|role| DutyRole::parse(&role).ok_or_else(|| DbErr::Type(format!("duty role {role}"))));
        let row = Arc::new(Row::from_query_result(result, prefix)?);
        Ok(Self {
            near: ContentId(result.try_get(prefix, "near_id")?),
            related: Related { row, role: role.transpose()? },
        })
    }
}

impl<N: Noun> Lookup for RelatedTo<N> {
    type Key = ContentId;
    type Value = Arc<Vec<Related<N>>>;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        keys: &[ContentId],
    ) -> Result<HashMap<ContentId, Arc<Vec<Related<N>>>>, Error> {
        let Path { table, owner, near, far, is_ordered, has_role } = self.walk.path();
        let dialect = turn.dialect;
        let sees = self.view.sight.sees("r.stage", &format!("r.{owner}"));
        let mut select = visible::select_joined::<N>(&self.view, dialect);
        let among = dialect.id_in_sql(&format!("r.{near}"));
        let condition = format!("{sees} AND {among} AND r.{far} = {}", N::column(N::CONTENT_ID));
        let condition = dialect.expr(&condition, [dialect.ids(keys)]);
        QueryTrait::query(&mut select).join_as(
            JoinType::InnerJoin,
            Alias::new(table),
            Alias::new("r"),
            condition,
        );
        let order = if is_ordered { "r.position".to_owned() } else { N::column(N::POSITION) };
        let role = if has_role { "r.role" } else { "NULL" };
        let ends = select
            .expr_as(Expr::cust(format!("r.{near}")), "near_id")
            .expr_as(Expr::cust(role), "role")
            .order_by_asc(Expr::cust(order))
            .order_by_asc(N::CONTENT_ID)
            .into_model::<End<N>>()
            .all(turn.connection())
            .await?;
        let mut found: HashMap<ContentId, Vec<Related<N>>> = HashMap::new();
        for end in ends {
            found.entry(end.near).or_default().push(end.related);
        }
        Ok(found.into_iter().map(|(near, related)| (near, Arc::new(related))).collect())
    }
}
