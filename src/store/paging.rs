//! Lists by keyset: a page begins behind a row, not behind a number of rows, so that inserts and deletes never shift it.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::Arc;

use sea_orm::sea_query::{Expr, Order, SimpleExpr};
use sea_orm::{
    ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QueryResult, QuerySelect,
    Select, Value,
};
use uuid::Uuid;

use super::dialect::Dialect;
use super::error::Error;
use super::lookup::Lookup;
use super::noun::{Noun, Row, table};
use super::reader::Turn;
use super::visible::{self, View};
use crate::domain::content::{ContentId, Stage};
use crate::domain::locale::Locale;

/// Where a row stands in a list: its order key, and its id among equal keys.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub key: Vec<u8>,
    pub id: ContentId,
}

/// Which part of a list is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageRequest {
    /// The most rows that come back.
    pub size: u32,
    pub after: Option<Place>,
    pub before: Option<Place>,
    /// From the end: the last `size` rows instead of the first.
    pub is_backward: bool,
}

/// A part of a list, in the list's order.
#[derive(Debug)]
pub struct Slice<N: Noun> {
    pub rows: Vec<Placed<N>>,
    pub has_previous: bool,
    pub has_next: bool,
}

/// A row and its place in the list.
#[derive(Debug)]
pub struct Placed<N: Noun> {
    pub place: Place,
    pub row: Arc<Row<N>>,
}

/// The order of a list, which its places are keyed by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ordering {
    /// The order that editors gave, among the content of one owner.
    Position,
    /// By name, in the collation of a locale.
    Name(Locale),
}

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// All of the noun: the key is null.
    All,
    /// What belongs to a department.
    Department,
    /// What stands below a content of the same noun.
    Parent,
}

/// A noun that stands in lists.
pub trait Listed: Noun {
    /// The column that names the owner; null for [`Owner::All`], and where the noun has no owner of that sort.
    fn owner_column(owner: Owner) -> Option<<Self::Entity as EntityTrait>::Column>;
}

/// A page of a noun's list, for each owner.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct List<N> {
    view: View,
    owner: Owner,
    ordering: Ordering,
    page: PageRequest,
    noun: PhantomData<N>,
}

impl<N: Listed> List<N> {
    pub const fn new(view: View, owner: Owner, ordering: Ordering, page: PageRequest) -> Self {
        Self { view, owner, ordering, page, noun: PhantomData }
    }

    /// The SQL of the order key.
    fn key_sql(&self) -> String {
        match self.ordering {
            Ordering::Position => N::column(N::POSITION),
            Ordering::Name(_) => "\"sort_key\".\"key\"".to_owned(),
        }
    }

    /// The join that the order key needs, and its value.
    fn join_sql(&self) -> (String, Option<Value>) {
        match &self.ordering {
            Ordering::Position => (String::new(), None),
            Ordering::Name(locale) => {
                let (id, stage) = (N::column(N::CONTENT_ID), N::column(N::STAGE));
                let join = format!(
                    "JOIN sort_key ON sort_key.content_id = {id} AND sort_key.stage = {stage} AND sort_key.locale = ?"
                );
                (join, Some(locale.as_str().into()))
            }
        }
    }

    /// What the page's bounds demand of a row, and the values for it.
    fn bounds(&self) -> (String, Vec<Value>) {
        let bounds = [(">", &self.page.after), ("<", &self.page.before)];
        let (mut sql, mut values) = (String::new(), Vec::new());
        for (comparison, place) in bounds {
            let Some(place) = place else { continue };
            sql += &format!(" AND ({}, {}) {comparison} (?, ?)", self.key_sql(), N::column(N::CONTENT_ID));
            values.push(match self.ordering {
                Ordering::Position => String::from_utf8_lossy(&place.key).into_owned().into(),
                Ordering::Name(_) => place.key.clone().into(),
            });
            values.push(place.id.0.into());
        }
        (sql, values)
    }

    /// One more than asked for: the one more says whether the list goes on.
    fn limit(&self) -> u64 {
        u64::from(self.page.size) + 1
    }

    /// The ids of the page's rows: of one list by a limit, of many lists by numbering the rows of each.
    fn ids_sql(&self, keys: &[Option<ContentId>], dialect: Dialect) -> SimpleExpr {
        let id = N::column(N::CONTENT_ID);
        let key = self.key_sql();
        let way = if self.page.is_backward { "DESC" } else { "ASC" };
        let order = format!("ORDER BY {key} {way}, {id} {way}");
        let (join, join_value) = self.join_sql();
        let mut values: Vec<Value> = join_value.into_iter().collect();
        let (sees, stage) = self.view.sees_sql(&N::column(N::STAGE));
        values.push(stage);
        let owner = N::owner_column(self.owner).map(N::column);
        let owners: Vec<ContentId> = keys.iter().copied().flatten().collect();
        let among = match (&owner, owners.as_slice()) {
            (None, _) => String::new(),
            (Some(owner), [one]) => {
                values.push(one.0.into());
                format!(" AND {owner} = ?")
            }
            (Some(owner), many) => {
                values.push(dialect.ids(many));
                format!(" AND {}", dialect.id_in_sql(owner))
            }
        };
        let (bounds, bound_values) = self.bounds();
        values.extend(bound_values);
        let from_where = format!("FROM {} {join} WHERE {sees}{among}{bounds}", table::<N>());
        let limit = self.limit();
        let sql = match owner {
            Some(owner) if owners.len() > 1 => format!(
                "{id} IN (SELECT numbered.id FROM (SELECT {id} AS id, row_number() OVER (PARTITION BY {owner} {order}) \
                 AS place {from_where}) numbered WHERE numbered.place <= {limit})"
            ),
            _ => format!(
                "{id} IN (SELECT limited.id FROM (SELECT {id} AS id {from_where} {order} LIMIT {limit}) limited)"
            ),
        };
        dialect.expr(&sql, values)
    }

    fn select(&self, keys: &[Option<ContentId>], dialect: Dialect) -> Select<N::Entity> {
        let mut select = visible::select::<N>(&self.view, dialect).filter(self.ids_sql(keys, dialect));
        let key: SimpleExpr = match &self.ordering {
            Ordering::Position => Expr::cust(N::column(N::POSITION)),
            Ordering::Name(locale) => dialect.expr(
                &format!(
                    "(SELECT k.key FROM sort_key k WHERE k.content_id = {} AND k.stage = {} AND k.locale = ?)",
                    N::column(N::CONTENT_ID),
                    N::column(N::STAGE)
                ),
                [locale.as_str().into()],
            ),
        };
        if let Some(owner) = N::owner_column(self.owner) {
            select = select.column_as(owner, "owner_id");
        }
        let way = if self.page.is_backward { Order::Desc } else { Order::Asc };
        select
            .expr_as(key, "order_key")
            .order_by(Expr::cust("order_key"), way.clone())
            .order_by(N::CONTENT_ID, way)
    }

    /// Cuts the one row more off, says what it said, and brings a page from the end into the list's order.
    fn slice(&self, mut rows: Vec<Placed<N>>) -> Slice<N> {
        let size = usize::try_from(self.page.size).unwrap_or(usize::MAX);
        let goes_on = rows.len() > size;
        rows.truncate(size);
        if self.page.is_backward {
            rows.reverse();
            Slice { rows, has_previous: goes_on, has_next: self.page.before.is_some() }
        } else {
            Slice { rows, has_previous: self.page.after.is_some(), has_next: goes_on }
        }
    }
}

/// A row with its list's owner and its order key.
struct Listing<N: Noun> {
    owner: Option<ContentId>,
    placed: Placed<N>,
}

impl<N: Noun> FromQueryResult for Listing<N> {
    fn from_query_result(result: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let row = Row::<N>::from_query_result(result, prefix)?;
        let key = result
            .try_get::<Vec<u8>>(prefix, "order_key")
            .or_else(|_| result.try_get::<String>(prefix, "order_key").map(String::into_bytes))?;
        let place = Place { key, id: row.shared.id };
        let owner = result.try_get::<Uuid>(prefix, "owner_id").ok().map(ContentId);
        Ok(Self { owner, placed: Placed { place, row: Arc::new(row) } })
    }
}

impl<N: Listed> Lookup for List<N> {
    type Key = Option<ContentId>;
    type Value = Arc<Slice<N>>;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        keys: &[Option<ContentId>],
    ) -> Result<HashMap<Option<ContentId>, Arc<Slice<N>>>, Error> {
        let rows = self.select(keys, turn.dialect).into_model::<Listing<N>>().all(turn.connection()).await?;
        let mut lists: HashMap<Option<ContentId>, Vec<Placed<N>>> =
            keys.iter().map(|&key| (key, Vec::new())).collect();
        for row in rows {
            lists.entry(row.owner).or_default().push(row.placed);
        }
        Ok(lists.into_iter().map(|(key, rows)| (key, Arc::new(self.slice(rows)))).collect())
    }
}

/// How many rows a noun's list has, for each owner.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Count<N> {
    stage: Stage,
    owner: Owner,
    noun: PhantomData<N>,
}

impl<N: Listed> Count<N> {
    pub const fn new(stage: Stage, owner: Owner) -> Self {
        Self { stage, owner, noun: PhantomData }
    }
}

impl<N: Listed> Lookup for Count<N> {
    type Key = Option<ContentId>;
    type Value = i64;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        keys: &[Option<ContentId>],
    ) -> Result<HashMap<Option<ContentId>, i64>, Error> {
        let (sees, stage) = visible::sees_sql(&N::column(N::STAGE), self.stage);
        let mut values = vec![stage];
        let table = table::<N>();
        let sql = match N::owner_column(self.owner).map(N::column) {
            None => format!("SELECT count(*) AS total FROM {table} WHERE {sees}"),
            Some(owner) => {
                values.push(turn.dialect.ids(&keys.iter().copied().flatten().collect::<Vec<_>>()));
                let among = turn.dialect.id_in_sql(&owner);
                format!(
                    "SELECT {owner} AS owner_id, count(*) AS total FROM {table} WHERE {sees} AND {among} GROUP BY {owner}"
                )
            }
        };
        let rows = turn.connection().query_all_raw(turn.dialect.statement_with(&sql, values)).await?;
        let mut counts: HashMap<_, _> = keys.iter().map(|&key| (key, 0)).collect();
        for row in rows {
            counts.insert(row.try_get("", "owner_id").ok().map(ContentId), row.try_get("", "total")?);
        }
        Ok(counts)
    }
}
