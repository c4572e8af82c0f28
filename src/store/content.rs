//! Reads over content of any kind: which kind an id is, in which locales it is there, what it stands below.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::Arc;

use sea_orm::ConnectionTrait;

use super::connect::Archive;
use super::dialect::Dialect;
use super::error::Error;
use super::event;
use super::lookup::Lookup;
use super::noun::table;
use super::noun::{Listed, Owner};
use super::reader::Turn;
use super::sight::Sight;
use super::writing::Writing;
use crate::domain::content::{ContentId, ContentKind};
use crate::domain::tree::{self, TreeKey};

/// The kinds of contents, whatever stage they stand in: what a viewer sees of them is for the next read to decide.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KindOf;

impl Lookup for KindOf {
    type Key = ContentId;
    type Value = ContentKind;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        keys: &[ContentId],
    ) -> Result<HashMap<ContentId, ContentKind>, Error> {
        let sql = format!("SELECT id, kind FROM content WHERE {}", turn.dialect.id_in_sql("id"));
        let statement = turn.dialect.statement_with(&sql, [turn.dialect.ids(keys)]);
        let mut kinds = HashMap::new();
        for row in turn.connection().query_all_raw(statement).await? {
            let kind = row.try_get::<String>("", "kind")?;
            let kind =
                ContentKind::parse(&kind).ok_or_else(|| Error::Corrupt(format!("content kind {kind}")))?;
            kinds.insert(ContentId(row.try_get("", "id")?), kind);
        }
        Ok(kinds)
    }
}

/// Where contents stand in the tree of drafts. Not found: what has no draft, and what stands nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DraftPlaceOf;

impl Lookup for DraftPlaceOf {
    type Key = ContentId;
    type Value = TreeKey;

    async fn fetch(&self, turn: &Turn<'_>, keys: &[ContentId]) -> Result<HashMap<ContentId, TreeKey>, Error> {
        let dialect = turn.dialect;
        let sql = format!(
            "SELECT content_id, key FROM tree_place WHERE stage = 'draft' AND {}",
            dialect.id_in_sql("content_id")
        );
        let statement = dialect.statement_with(&sql, [dialect.ids(keys)]);
        let mut places = HashMap::new();
        for row in turn.connection().query_all_raw(statement).await? {
            let key = row.try_get::<String>("", "key")?;
            if key != tree::NOWHERE {
                let place = TreeKey::from_stored(&key);
                let place = place.ok_or_else(|| Error::Corrupt(format!("key {key} of the tree")))?;
                places.insert(ContentId(row.try_get("", "content_id")?), place);
            }
        }
        Ok(places)
    }
}

/// The tags of the locales in which contents have their required text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LocalesOf {
    pub sight: Sight,
}

impl Lookup for LocalesOf {
    type Key = ContentId;
    type Value = Arc<Vec<String>>;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        keys: &[ContentId],
    ) -> Result<HashMap<ContentId, Arc<Vec<String>>>, Error> {
        let dialect = turn.dialect;
        let required = ContentKind::ALL.iter().map(|kind| {
            format!("(c.kind = '{}' AND t.field = '{}')", kind.as_str(), kind.required_text().as_str())
        });
        let sees = self.sight.sees("t.stage", "t.content_id");
        let sql = format!(
            "SELECT t.content_id, t.locale FROM translation t JOIN content c ON c.id = t.content_id \
             WHERE {sees} AND {} AND t.item = {} AND ({})",
            dialect.id_in_sql("t.content_id"),
            dialect.nil(),
            required.collect::<Vec<_>>().join(" OR "),
        );
        let statement = dialect.statement_with(&sql, [dialect.ids(keys)]);
        let mut found: HashMap<ContentId, Vec<String>> = HashMap::new();
        for row in turn.connection().query_all_raw(statement).await? {
            found
                .entry(ContentId(row.try_get("", "content_id")?))
                .or_default()
                .push(row.try_get("", "locale")?);
        }
        Ok(found.into_iter().map(|(id, locales)| (id, Arc::new(locales))).collect())
    }
}

/// The ids of what contents stand below, the root first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AncestorsOf<N> {
    sight: Sight,
    noun: PhantomData<N>,
}

impl<N: Listed> AncestorsOf<N> {
    pub const fn new(sight: Sight) -> Self {
        Self { sight, noun: PhantomData }
    }
}

/// The most ancestors that are followed: more than any town hall has, and an end to a cycle.
const MAX_ANCESTORS: usize = 64;

impl<N: Listed> Lookup for AncestorsOf<N> {
    type Key = ContentId;
    type Value = Arc<Vec<ContentId>>;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        keys: &[ContentId],
    ) -> Result<HashMap<ContentId, Arc<Vec<ContentId>>>, Error> {
        let dialect = turn.dialect;
        // A noun that stands below none of its kind has no ancestors.
        if N::owner_column(Owner::Parent).is_none() {
            return Ok(HashMap::new());
        }
        let table = table::<N>();
        let sees = self.sight.sees("n.stage", "n.content_id");
        let sql = format!(
            "WITH RECURSIVE above (start, id, height) AS (
               SELECT n.content_id, n.parent_id, 1 FROM {table} n
               WHERE {sees} AND {} AND n.parent_id IS NOT NULL
             UNION ALL
               SELECT above.start, n.parent_id, above.height + 1 FROM above
               JOIN {table} n ON n.content_id = above.id AND {sees}
               WHERE n.parent_id IS NOT NULL AND above.height < {MAX_ANCESTORS}
             ) SELECT start, id FROM above ORDER BY height DESC",
            dialect.id_in_sql("n.content_id"),
        );
        let statement = dialect.statement_with(&sql, [dialect.ids(keys)]);
        let mut found: HashMap<ContentId, Vec<ContentId>> = HashMap::new();
        for row in turn.connection().query_all_raw(statement).await? {
            found
                .entry(ContentId(row.try_get("", "start")?))
                .or_default()
                .push(ContentId(row.try_get("", "id")?));
        }
        Ok(found.into_iter().map(|(id, above)| (id, Arc::new(above))).collect())
    }
}

/// Locks contents in the order of their ids, so that two changes never wait for each other, and returns each with its
/// kind and version.
pub async fn lock(writing: &Writing, ids: &[ContentId]) -> Result<Vec<(ContentId, ContentKind, i64)>, Error> {
    // SQLite has one writer, which holds its lock since BEGIN IMMEDIATE. On PostgreSQL a row that refers to a content takes
    // a lock of its key, in no order that we know; ours does not stand against that one.
    let lock = if writing.dialect() == Dialect::Postgres { " FOR NO KEY UPDATE" } else { "" };
    select(writing, ids, lock).await
}

/// Contents with their kinds and versions, in the order of their ids.
pub async fn kinds(
    writing: &Writing,
    ids: &[ContentId],
) -> Result<Vec<(ContentId, ContentKind, i64)>, Error> {
    select(writing, ids, "").await
}

async fn select(
    writing: &Writing,
    ids: &[ContentId],
    lock: &str,
) -> Result<Vec<(ContentId, ContentKind, i64)>, Error> {
    let dialect = writing.dialect();
    let sql =
        format!("SELECT id, kind, version FROM content WHERE {} ORDER BY id{lock}", dialect.id_in_sql("id"));
    let rows = writing.query(&sql, [dialect.ids(ids)]).await?;
    let found = rows.iter().map(|row| {
        let kind = row.try_get::<String>("", "kind")?;
        let kind = ContentKind::parse(&kind).ok_or_else(|| Error::Corrupt(format!("content kind {kind}")))?;
        Ok((ContentId(row.try_get("", "id")?), kind, row.try_get("", "version")?))
    });
    found.collect()
}

/// The versions of contents as they are now, for whoever has the database.
pub async fn versions(archive: &Archive, ids: &[ContentId]) -> Result<HashMap<ContentId, i64>, Error> {
    let dialect = archive.dialect();
    let sql = format!("SELECT id, version FROM content WHERE {}", dialect.id_in_sql("id"));
    let read = archive.begin_read().await?;
    let rows = read.query_all_raw(dialect.statement_with(&sql, [dialect.ids(ids)])).await?;
    read.commit().await?;
    rows.iter().map(|row| Ok((ContentId(row.try_get("", "id")?), row.try_get("", "version")?))).collect()
}

/// Whether there is no content at all, deleted content included; stays so for everybody else until the writing ends.
pub async fn is_empty(writing: &Writing) -> Result<bool, Error> {
    event::take_turn(writing).await?;
    Ok(writing.query("SELECT 1 AS one FROM content LIMIT 1", []).await?.is_empty())
}

/// The ids of all contents, in order.
pub async fn all(writing: &Writing) -> Result<Vec<ContentId>, Error> {
    let rows = writing.query("SELECT id FROM content ORDER BY id", []).await?;
    rows.iter().map(|row| Ok(ContentId(row.try_get("", "id")?))).collect()
}

/// Whether a content was public once.
pub async fn was_published(writing: &Writing, id: ContentId) -> Result<bool, Error> {
    let sql = "SELECT 1 AS one FROM content WHERE id = ? AND first_published_at IS NOT NULL";
    Ok(!writing.query(sql, [id.0.into()]).await?.is_empty())
}
