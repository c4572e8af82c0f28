//! What the nouns have in common as rows, and the reads that serve them all.

use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::Hash;
use std::marker::PhantomData;
use std::sync::Arc;

use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    DbErr, EntityName, EntityTrait, FromQueryResult, Iden, ModelTrait, QueryFilter, QueryResult, Select,
};

use super::dialect::Dialect;
use super::error::Error;
use super::lookup::Lookup;
use super::reader::Turn;
use super::text::Texts;
use super::visible::{self, View};
use crate::domain::content::{ContentId, ContentKind, Stage};

/// A noun's table, and what its rows carry beside their own columns.
pub trait Noun: Copy + Debug + Eq + Hash + Send + Sync + 'static {
    const KIND: ContentKind;
    const CONTENT_ID: <Self::Entity as EntityTrait>::Column;
    const STAGE: <Self::Entity as EntityTrait>::Column;
    const POSITION: <Self::Entity as EntityTrait>::Column;
    type Entity: EntityTrait<Model = Self::Facts>;
    type Facts: FromQueryResult + ModelTrait<Entity = Self::Entity> + Debug + Send + Sync + 'static;
    /// Values from other tables that every reader of the noun wants, such as what it inherits from its department.
    type Extra: FromQueryResult + Debug + Send + Sync + 'static;

    /// Adds the columns of [`Self::Extra`].
    fn extend(select: Select<Self::Entity>, view: &View, dialect: Dialect) -> Select<Self::Entity>;

    fn content_id(facts: &Self::Facts) -> ContentId;

    /// `table.column` as SQL.
    fn column(column: <Self::Entity as EntityTrait>::Column) -> String {
        format!("\"{}\".\"{}\"", Self::Entity::default().table_name(), column.unquoted())
    }
}

/// A noun's row in one stage.
#[derive(Debug)]
pub struct Row<N: Noun> {
    pub shared: Shared,
    pub facts: N::Facts,
    pub extra: N::Extra,
    pub texts: Texts,
}

/// What all content has.
#[derive(Clone, Debug)]
pub struct Shared {
    pub id: ContentId,
    pub kind: ContentKind,
    pub stage: Stage,
    pub version: i64,
    /// The tag of the locale in which this content is written first.
    pub source_locale: String,
    pub created_at: chrono::DateTime<chrono::Utc>,
    pub changed_at: chrono::DateTime<chrono::Utc>,
    pub first_published_at: Option<chrono::DateTime<chrono::Utc>>,
    pub last_published_at: Option<chrono::DateTime<chrono::Utc>>,
}

impl<N: Noun> FromQueryResult for Row<N> {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let facts = N::Facts::from_query_result(row, prefix)?;
        let text = |column: &str| row.try_get::<String>(prefix, column);
        let corrupt = |what: &str| DbErr::Type(format!("{what} of content {}", N::content_id(&facts)));
        let shared = Shared {
            id: N::content_id(&facts),
            kind: N::KIND,
            stage: Stage::parse(&text("stage")?).ok_or_else(|| corrupt("stage"))?,
            version: row.try_get(prefix, "content_version")?,
            source_locale: text("source_locale")?,
            created_at: row.try_get(prefix, "created_at")?,
            changed_at: row.try_get(prefix, "changed_at")?,
            first_published_at: row.try_get(prefix, "first_published_at")?,
            last_published_at: row.try_get(prefix, "last_published_at")?,
        };
        let texts = Texts::from_json(row.try_get::<Option<String>>(prefix, "texts")?.as_deref())?;
        Ok(Self { shared, facts, extra: N::Extra::from_query_result(row, prefix)?, texts })
    }
}

/// A noun's rows by id.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ById<N> {
    view: View,
    noun: PhantomData<N>,
}

impl<N: Noun> ById<N> {
    pub const fn new(view: View) -> Self {
        Self { view, noun: PhantomData }
    }
}

impl<N: Noun> Lookup for ById<N> {
    type Key = ContentId;
    type Value = Arc<Row<N>>;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        keys: &[ContentId],
    ) -> Result<HashMap<ContentId, Arc<Row<N>>>, Error> {
        let among = turn.dialect.id_in(&N::column(N::CONTENT_ID), keys);
        let rows = select_where::<N>(&self.view, turn, among).await?;
        Ok(rows.into_iter().map(|row| (row.shared.id, row)).collect())
    }
}

/// The rows that the viewer sees and for which `condition` holds.
pub(super) async fn select_where<N: Noun>(
    view: &View,
    turn: &Turn<'_>,
    condition: SimpleExpr,
) -> Result<Vec<Arc<Row<N>>>, Error> {
    let select = visible::select::<N>(view, turn.dialect).filter(condition);
    let rows = select.into_model::<Row<N>>().all(turn.connection()).await?;
    Ok(rows.into_iter().map(Arc::new).collect())
}

/// A noun with a natural key of one column, unique in each stage.
pub trait NaturalKey: Noun {
    const KEY: <Self::Entity as EntityTrait>::Column;
    /// The row's key; null where it has none.
    fn natural_key(facts: &Self::Facts) -> Option<&str>;
}

/// A noun's rows by natural key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ByKey<N> {
    view: View,
    noun: PhantomData<N>,
}

impl<N: NaturalKey> ByKey<N> {
    pub const fn new(view: View) -> Self {
        Self { view, noun: PhantomData }
    }
}

impl<N: NaturalKey> Lookup for ByKey<N> {
    type Key = String;
    type Value = Arc<Row<N>>;

    async fn fetch(&self, turn: &Turn<'_>, keys: &[String]) -> Result<HashMap<String, Arc<Row<N>>>, Error> {
        let among = turn.dialect.text_in(&N::column(N::KEY), keys);
        let mut rows = select_where::<N>(&self.view, turn, among).await?;
        // Where a key is not unique (two people on one e-mail address), the older content answers, always.
        rows.sort_by_key(|row| std::cmp::Reverse(row.shared.id));
        let keyed = rows.into_iter().filter_map(|row| Some((N::natural_key(&row.facts)?.to_owned(), row)));
        Ok(keyed.collect())
    }
}

/// The noun's table as SQL.
pub(super) fn table<N: Noun>() -> String {
    format!("\"{}\"", N::Entity::default().table_name())
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

    /// The column of the natural key; null for pages, whose paths depend on the locale.
    fn key_column() -> Option<<Self::Entity as EntityTrait>::Column>;
}
