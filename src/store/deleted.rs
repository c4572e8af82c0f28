//! Contents that were deleted: names in history, shown to those who read all drafts.

use std::collections::HashMap;
use std::sync::Arc;

use sea_orm::{ConnectionTrait, QueryResult, Value};

use super::error::Error;
use super::lookup::Lookup;
use super::paging::{PageRequest, Place, Slice};
use super::reader::Turn;
use super::revision::read_snapshot;
use super::sight::Sight;
use crate::domain::content::{ContentId, ContentKind, Snapshot};
use crate::domain::permission::Readable;

/// A content that was deleted.
#[derive(Clone, Debug)]
pub struct Deleted {
    pub id: ContentId,
    pub kind: ContentKind,
    /// That of the deletion, or of the erasure.
    pub version: i64,
    pub at: chrono::DateTime<chrono::Utc>,
    /// Who deleted it; null for the command line.
    pub by: Option<String>,
    /// Its last draft; null where that was erased.
    pub draft: Option<Snapshot>,
}

impl Deleted {
    /// Its place in the list.
    pub fn place(&self) -> Place {
        Place::at(self.at, self.id)
    }

    fn read(row: &QueryResult) -> Result<Self, Error> {
        let id = ContentId(row.try_get("", "id")?);
        let kind: String = row.try_get("", "kind")?;
        Ok(Self {
            id,
            kind: ContentKind::parse(&kind).ok_or_else(|| Error::Corrupt(format!("kind {kind}")))?,
            version: row.try_get("", "version")?,
            at: row.try_get("", "deleted_at")?,
            by: row.try_get("", "author")?,
            draft: read_snapshot(row, id)?,
        })
    }
}

/// A page of what was deleted, the last first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DeletedPage {
    pub sight: Sight,
    pub page: PageRequest,
}

/// Which contents `c` are in the list.
const fn condition(sight: &Sight) -> &'static str {
    match sight {
        Sight::Desk(Readable::All) => "c.deleted_at IS NOT NULL",
        Sight::Desk(Readable::Below(_)) | Sight::Live => "1 = 0",
    }
}

impl Lookup for DeletedPage {
    type Key = ();
    type Value = Arc<Slice<Arc<Deleted>>>;

    async fn fetch(&self, turn: &Turn<'_>, _: &[()]) -> Result<HashMap<(), Arc<Slice<Arc<Deleted>>>>, Error> {
        let PageRequest { after, before, is_backward, .. } = &self.page;
        let mut condition = condition(&self.sight).to_owned();
        let mut values = Vec::new();
        // The last come first: what comes after was deleted earlier.
        for (place, comparison) in [(after, "<"), (before, ">")] {
            let Some(place) = place else { continue };
            let at = place.time()?;
            condition += &format!(" AND (c.deleted_at, c.id) {comparison} (?, ?)");
            values.extend([Value::from(at), place.id.0.into()]);
        }
        let way = if *is_backward { "ASC" } else { "DESC" };
        let limit = self.page.limit();
        let sql = format!(
            "SELECT c.id, c.kind, c.version, c.deleted_at, a.name AS author, r.format, r.snapshot FROM content c \
             LEFT JOIN revision r ON r.content_id = c.id AND r.version = (SELECT max(d.version) FROM revision d \
             WHERE d.content_id = c.id AND d.format IS NOT NULL) \
             LEFT JOIN revision e ON e.content_id = c.id AND e.version = (SELECT max(d.version) FROM revision d \
             WHERE d.content_id = c.id AND d.verb IN ('delete', 'erase')) \
             LEFT JOIN account a ON a.id = e.account_id \
             WHERE {condition} ORDER BY c.deleted_at {way}, c.id {way} LIMIT {limit}"
        );
        let rows = turn.connection().query_all_raw(turn.dialect.statement_with(&sql, values)).await?;
        let contents: Vec<Arc<Deleted>> =
            rows.iter().map(|row| Deleted::read(row).map(Arc::new)).collect::<Result<_, Error>>()?;
        Ok(HashMap::from([((), Arc::new(self.page.cut(contents)))]))
    }
}

/// How many there are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DeletedCount {
    pub sight: Sight,
}

impl Lookup for DeletedCount {
    type Key = ();
    type Value = i64;

    async fn fetch(&self, turn: &Turn<'_>, _: &[()]) -> Result<HashMap<(), i64>, Error> {
        let sql = format!("SELECT count(*) AS total FROM content c WHERE {}", condition(&self.sight));
        let rows = turn.connection().query_all_raw(turn.dialect.statement_with(&sql, [])).await?;
        let total = rows.first().map(|row| row.try_get("", "total")).transpose()?;
        Ok(total.map(|total| ((), total)).into_iter().collect())
    }
}
