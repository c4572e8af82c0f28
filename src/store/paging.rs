//! Lists by keyset: a page begins behind a row, not behind a number of rows, so that inserts and deletes never shift it.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::Arc;

use sea_orm::sea_query::{Expr, Order, SimpleExpr};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};
use uuid::Uuid;

use super::dialect::Dialect;
use super::error::Error;
use super::filter::{Filter, Sql};
use super::lookup::Lookup;
use super::noun::{Listed, Noun, Owner, Row, table};
use super::ordering::Ordering;
use super::reader::Turn;
use super::sight::Sight;
use super::visible::{self, View};
use crate::domain::content::ContentId;

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
pub struct Slice<T> {
    pub rows: Vec<T>,
    pub has_previous: bool,
    pub has_next: bool,
}

impl<T> Default for Slice<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), has_previous: false, has_next: false }
    }
}

impl PageRequest {
    /// How many rows to read: one more than asked for says whether the list goes on.
    pub const fn limit(&self) -> u64 {
        self.size as u64 + 1
    }

    /// Cuts the one row more off, says what it said, and brings a page from the end into the list's order.
    pub fn cut<T>(&self, mut rows: Vec<T>) -> Slice<T> {
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        let goes_on = rows.len() > size;
        rows.truncate(size);
        if self.is_backward {
            rows.reverse();
            Slice { rows, has_previous: goes_on, has_next: self.before.is_some() }
        } else {
            Slice { rows, has_previous: self.after.is_some(), has_next: goes_on }
        }
    }
}

impl Place {
    /// In a list by time.
    pub fn at(time: chrono::DateTime<chrono::Utc>, id: ContentId) -> Self {
        Self { key: time.timestamp_micros().to_be_bytes().to_vec(), id }
    }

    /// The time of a place in a list by time.
    pub fn time(&self) -> Result<chrono::DateTime<chrono::Utc>, Error> {
        let micros = <[u8; 8]>::try_from(&self.key[..]).map(i64::from_be_bytes).ok();
        let time = micros.and_then(chrono::DateTime::from_timestamp_micros);
        time.ok_or_else(|| Error::Corrupt("order key of a cursor".to_owned()))
    }
}

/// A row and its place in the list.
#[derive(Debug)]
pub struct Placed<N: Noun> {
    pub place: Place,
    pub row: Arc<Row<N>>,
}

/// A noun's list: what it is of, which of these, in which order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Listing {
    pub owner: Owner,
    pub filter: Option<Filter>,
    pub ordering: Ordering,
}

/// A page of a noun's list, for each owner.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct List<N> {
    view: View,
    listing: Listing,
    page: PageRequest,
    noun: PhantomData<N>,
}

impl<N: Listed> List<N> {
    pub const fn new(view: View, listing: Listing, page: PageRequest) -> Self {
        Self { view, listing, page, noun: PhantomData }
    }

    /// Whether rows are read from the greatest key down: a list in descending order, or the end of an ascending one.
    const fn reads_down(&self) -> bool {
        self.listing.ordering.is_descending != self.page.is_backward
    }

    /// Adds what the page's bounds demand of a row.
    fn add_bounds(&self, sql: &mut Sql, sight: &Sight) -> Result<(), Error> {
        let by = &self.listing.ordering.by;
        for (place, is_after) in [(&self.page.after, true), (&self.page.before, false)] {
            let Some(place) = place else { continue };
            let comparison = if is_after == self.listing.ordering.is_descending { "<" } else { ">" };
            sql.text +=
                &format!(" AND ({}, {}) {comparison} (?, ?)", by.key_sql::<N>(sight), by.id_sql::<N>());
            let key =
                by.value(&place.key).ok_or_else(|| Error::Corrupt("order key of a cursor".to_owned()))?;
            sql.values.extend([key, place.id.0.into()]);
        }
        Ok(())
    }

    /// The ids of the page's rows: of one list by a limit, of many lists by numbering the rows of each.
    fn ids_sql(&self, keys: &[Option<ContentId>], dialect: Dialect) -> Result<SimpleExpr, Error> {
        let id = N::column(N::CONTENT_ID);
        let way = if self.reads_down() { "DESC" } else { "ASC" };
        let limit = self.page.limit();
        let owner = N::owner_column(self.listing.owner).map(N::column);
        if let Some(owner) = owner.as_ref().filter(|_| keys.len() != 1) {
            let by = &self.listing.ordering.by;
            let key = by.key_sql::<N>(&self.view.sight);
            let order = format!("ORDER BY {key} {way}, {} {way}", by.id_sql::<N>());
            let place = format!("row_number() OVER (PARTITION BY {owner} {order}) AS place");
            let mut sql = self.rows_sql(&place, (&self.view.sight, None), keys, dialect)?;
            sql.text = format!("SELECT page.id FROM ({}) page WHERE page.place <= {limit}", sql.text);
            return Ok(dialect.expr(&dialect.in_select(&id, &sql.text), sql.values));
        }
        let by = &self.listing.ordering.by;
        let parts = self.view.sight.parts(&by.id_sql::<N>());
        let (mut texts, mut values) = (Vec::new(), Vec::new());
        for (sight, condition) in &parts {
            let key = by.key_sql::<N>(sight);
            let mut sql =
                self.rows_sql(&format!("{key} AS order_key"), (sight, condition.as_deref()), keys, dialect)?;
            sql.text += &format!(" ORDER BY {key} {way}, {} {way} LIMIT {limit}", by.id_sql::<N>());
            texts.push(sql.text);
            values.extend(sql.values);
        }
        let rows = match texts.as_slice() {
            [rows] => rows.clone(),
            // The first rows of the whole are among the first rows of its parts.
            parts => {
                let parts = parts.iter().map(|part| format!("SELECT * FROM ({part}) part"));
                let parts = parts.collect::<Vec<_>>().join(" UNION ALL ");
                format!("{parts} ORDER BY order_key {way}, id {way} LIMIT {limit}")
            }
        };
        let sql = format!("SELECT page.id FROM ({rows}) page");
        Ok(dialect.expr(&dialect.in_select(&id, &sql), values))
    }

    /// The rows of the lists that `sight` shows and for which `condition` holds: the id, and another column.
    fn rows_sql(
        &self,
        column: &str,
        (sight, condition): (&Sight, Option<&str>),
        keys: &[Option<ContentId>],
        dialect: Dialect,
    ) -> Result<Sql, Error> {
        let by = &self.listing.ordering.by;
        let mut sql = Sql::new(self.view.sight.clone(), dialect);
        let has_owner = N::owner_column(self.listing.owner).is_some();
        let (from_where, values) = by.derived_sql::<N>(sight);
        if let Some(from_where) = from_where.filter(|_| !has_owner && self.listing.filter.is_none()) {
            sql.text = format!("SELECT {} AS id, {column} {from_where}", by.id_sql::<N>());
            sql.values = values;
        } else {
            let (join, values) = by.join_sql::<N>(sight);
            let sees = sight.sees(&N::column(N::STAGE), &N::column(N::CONTENT_ID));
            let (id, table) = (N::column(N::CONTENT_ID), table::<N>());
            sql.text = format!("SELECT {id} AS id, {column} FROM {table}{join} WHERE {sees}");
            sql.values = values;
            add_listing::<N>(&mut sql, &self.listing, keys);
        }
        if let Some(condition) = condition {
            sql.text += &format!(" AND {condition}");
        }
        self.add_bounds(&mut sql, sight)?;
        Ok(sql)
    }

    fn select(&self, keys: &[Option<ContentId>], dialect: Dialect) -> Result<Select<N::Entity>, Error> {
        let by = &self.listing.ordering.by;
        let mut select = visible::select::<N>(&self.view, dialect).filter(self.ids_sql(keys, dialect)?);
        if let Some(owner) = N::owner_column(self.listing.owner) {
            select = select.column_as(owner, "owner_id");
        }
        let key = by.key_sql::<N>(&self.view.sight);
        let key = match by.derived_sql::<N>(&self.view.sight) {
            (None, _) => Expr::cust(key),
            (Some(from_where), values) => {
                let (derived_id, id) = (by.id_sql::<N>(), N::column(N::CONTENT_ID));
                dialect.expr(&format!("(SELECT {key} {from_where} AND {derived_id} = {id})"), values)
            }
        };
        let way = if self.reads_down() { Order::Desc } else { Order::Asc };
        Ok(select
            .expr_as(key, "order_key")
            .order_by(Expr::cust("order_key"), way.clone())
            .order_by(N::CONTENT_ID, way))
    }
}

impl<N: Listed> Lookup for List<N> {
    type Key = Option<ContentId>;
    type Value = Arc<Slice<Placed<N>>>;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        keys: &[Option<ContentId>],
    ) -> Result<HashMap<Option<ContentId>, Arc<Slice<Placed<N>>>>, Error> {
        let statement = self.select(keys, turn.dialect)?.build(turn.dialect.backend());
        let has_owner = N::owner_column(self.listing.owner).is_some();
        let mut lists: HashMap<_, Vec<Placed<N>>> = keys.iter().map(|&key| (key, Vec::new())).collect();
        for result in turn.connection().query_all_raw(statement).await? {
            let row = Row::<N>::from_query_result(&result, "")?;
            let place = Place { key: self.listing.ordering.by.read_key(&result)?, id: row.shared.id };
            let owner = if has_owner { Some(ContentId(result.try_get("", "owner_id")?)) } else { None };
            lists.entry(owner).or_default().push(Placed { place, row: Arc::new(row) });
        }
        Ok(lists.into_iter().map(|(key, rows)| (key, Arc::new(self.page.cut(rows)))).collect())
    }
}

/// What a list demands of a row that is seen: that it belongs to one of the owners, passes the filter.
fn add_listing<N: Listed>(sql: &mut Sql, listing: &Listing, owners: &[Option<ContentId>]) {
    let owners: Vec<ContentId> = owners.iter().copied().flatten().collect();
    match (N::owner_column(listing.owner).map(N::column), owners.as_slice()) {
        (None, _) => {}
        // An equality, so that the index's order is used.
        (Some(owner), [one]) => {
            sql.text += &format!(" AND {owner} = ?");
            sql.values.push(one.0.into());
        }
        (Some(owner), many) => {
            sql.text += " AND ";
            sql.ids(&owner, many);
        }
    }
    if let Some(filter) = &listing.filter {
        sql.text += " AND ";
        sql.add::<N>(filter);
    }
}

/// How many rows a noun's list has, for each owner. Its order does not matter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Count<N> {
    sight: Sight,
    listing: Listing,
    noun: PhantomData<N>,
}

impl<N: Listed> Count<N> {
    pub const fn new(sight: Sight, listing: Listing) -> Self {
        Self { sight, listing, noun: PhantomData }
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
        let mut sql = Sql::new(self.sight.clone(), turn.dialect);
        let owner = N::owner_column(self.listing.owner).map(N::column);
        let (owner_id, group) = match &owner {
            Some(owner) => (format!("{owner} AS owner_id, "), format!(" GROUP BY {owner}")),
            None => (String::new(), String::new()),
        };
        sql.text = format!("SELECT {owner_id}count(*) AS total FROM {} WHERE ", table::<N>());
        sql.sees(&N::column(N::STAGE), &N::column(N::CONTENT_ID));
        add_listing::<N>(&mut sql, &self.listing, keys);
        let statement = turn.dialect.statement_with(&(sql.text + &group), sql.values);
        let mut counts: HashMap<_, _> = keys.iter().map(|&key| (key, 0)).collect();
        for row in turn.connection().query_all_raw(statement).await? {
            let owner = row.try_get::<Uuid>("", "owner_id").ok().map(ContentId);
            counts.insert(owner, row.try_get("", "total")?);
        }
        Ok(counts)
    }
}
