//! History as readers of the desk see it: pages of revisions, the newest first, and what each of them changed. Only of
//! contents whose drafts they may read.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, JsonValue, QueryResult};

use super::error::Error;
use super::lookup::Lookup;
use super::paging::{PageRequest, Place, Slice};
use super::reader::Turn;
use super::revision::read_snapshot;
use super::sight::Sight;
use crate::domain::content::{ContentId, Snapshot, Verb};
use crate::domain::history::{Change, changes};
use crate::domain::locale::Locale;

/// A step in a content's history.
#[derive(Clone, Debug)]
pub struct Revision {
    pub content: ContentId,
    pub version: i64,
    pub at: DateTime<Utc>,
    pub verb: Verb,
    /// The name of the account; null for the command line.
    pub by: Option<String>,
    /// What it was about; none where it was about the whole.
    pub locales: Vec<Locale>,
    pub is_erased: bool,
}

impl Revision {
    /// Its place among the revisions of its content.
    pub fn place(&self) -> Place {
        Place { key: self.version.to_be_bytes().to_vec(), id: self.content }
    }

    fn read(row: &QueryResult) -> Result<Self, Error> {
        let corrupt = |what: &str| Error::Corrupt(format!("{what} of a revision"));
        let verb: String = row.try_get("", "verb")?;
        let tags = row.try_get::<Option<JsonValue>>("", "locales")?;
        let tags: Vec<String> =
            tags.map(serde_json::from_value).transpose().map_err(|_| corrupt("locales"))?.unwrap_or_default();
        let locale = |tag: &String| Locale::from_stored(tag).ok_or_else(|| corrupt("locale"));
        Ok(Self {
            content: ContentId(row.try_get("", "content_id")?),
            version: row.try_get("", "version")?,
            at: row.try_get("", "at")?,
            verb: Verb::parse(&verb).ok_or_else(|| corrupt("verb"))?,
            by: row.try_get("", "author")?,
            locales: tags.iter().map(locale).collect::<Result<_, _>>()?,
            is_erased: row.try_get::<Option<DateTime<Utc>>>("", "erased_at")?.is_some(),
        })
    }
}

/// A page of a content's history, the newest first.
pub type Revisions = Slice<Arc<Revision>>;

/// Pages of the histories of contents: each content's own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RevisionsOf {
    pub sight: Sight,
    pub page: PageRequest,
}

impl Lookup for RevisionsOf {
    type Key = ContentId;
    type Value = Arc<Revisions>;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        keys: &[ContentId],
    ) -> Result<HashMap<ContentId, Arc<Revisions>>, Error> {
        let PageRequest { after, before, is_backward, .. } = &self.page;
        let mut condition = format!(
            "{} AND {}",
            turn.dialect.id_in_sql("r.content_id"),
            self.sight.reads_history("r.content_id")
        );
        let mut values = vec![turn.dialect.ids(keys)];
        // The newest come first: what comes after is older.
        for (place, comparison) in [(after, "<"), (before, ">")] {
            if let Some(place) = place {
                let version = place.key.as_slice().try_into().map(i64::from_be_bytes);
                let version = version.map_err(|_| Error::Corrupt("version of a cursor".to_owned()))?;
                condition += &format!(" AND r.version {comparison} ?");
                values.push(version.into());
            }
        }
        let way = if *is_backward { "ASC" } else { "DESC" };
        let limit = self.page.limit();
        let sql = format!(
            "SELECT l.content_id, l.version, l.at, l.verb, l.locales, l.erased_at, a.name AS author FROM ( \
             SELECT r.content_id, r.version, r.at, r.verb, r.locales, r.erased_at, r.account_id, \
             row_number() OVER (PARTITION BY r.content_id ORDER BY r.version {way}) AS place \
             FROM revision r WHERE {condition}) l LEFT JOIN account a ON a.id = l.account_id \
             WHERE l.place <= {limit} ORDER BY l.place"
        );
        let statement = turn.dialect.statement_with(&sql, values);
        let mut found: HashMap<ContentId, Vec<Arc<Revision>>> = HashMap::new();
        for row in turn.connection().query_all_raw(statement).await? {
            let revision = Revision::read(&row)?;
            found.entry(revision.content).or_default().push(Arc::new(revision));
        }
        Ok(found.into_iter().map(|(id, revisions)| (id, Arc::new(self.page.cut(revisions)))).collect())
    }
}

/// How many revisions contents have.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RevisionCount {
    pub sight: Sight,
}

impl Lookup for RevisionCount {
    type Key = ContentId;
    type Value = i64;

    async fn fetch(&self, turn: &Turn<'_>, keys: &[ContentId]) -> Result<HashMap<ContentId, i64>, Error> {
        let sql = format!(
            "SELECT r.content_id, count(*) AS total FROM revision r WHERE {} AND {} GROUP BY r.content_id",
            turn.dialect.id_in_sql("r.content_id"),
            self.sight.reads_history("r.content_id")
        );
        let statement = turn.dialect.statement_with(&sql, [turn.dialect.ids(keys)]);
        let rows = turn.connection().query_all_raw(statement).await?;
        let count =
            |row: &QueryResult| Ok((ContentId(row.try_get("", "content_id")?), row.try_get("", "total")?));
        rows.iter().map(count).collect()
    }
}

/// What revisions changed: the difference of each draft to the one before. Not found: revisions that did not change the
/// draft, and those whose draft was erased.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChangesIn {
    pub sight: Sight,
}

impl Lookup for ChangesIn {
    /// A version of a content.
    type Key = (ContentId, i64);
    type Value = Arc<Vec<Change>>;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        keys: &[(ContentId, i64)],
    ) -> Result<HashMap<(ContentId, i64), Arc<Vec<Change>>>, Error> {
        let (asked, values) = turn.dialect.versions(keys);
        let reads = self.sight.reads_history("r.content_id");
        let sql = format!(
            "WITH asked AS {asked}, wanted AS (SELECT content_id, version FROM asked UNION \
             SELECT k.content_id, (SELECT max(p.version) FROM revision p WHERE p.content_id = k.content_id \
             AND p.version < k.version AND p.format IS NOT NULL) FROM asked k) \
             SELECT r.content_id, r.version, r.format, r.snapshot FROM wanted w \
             JOIN revision r ON r.content_id = w.content_id AND r.version = w.version \
             WHERE r.format IS NOT NULL AND {reads}"
        );
        let statement = turn.dialect.statement_with(&sql, values);
        let mut drafts: HashMap<ContentId, BTreeMap<i64, Option<Snapshot>>> = HashMap::new();
        for row in turn.connection().query_all_raw(statement).await? {
            let id = ContentId(row.try_get("", "content_id")?);
            drafts.entry(id).or_default().insert(row.try_get("", "version")?, read_snapshot(&row, id)?);
        }
        let difference = |&(id, version): &(ContentId, i64)| {
            let drafts = drafts.get(&id)?;
            let after = drafts.get(&version)?.as_ref()?;
            let before = drafts.range(..version).next_back().and_then(|(_, draft)| draft.as_ref());
            Some(((id, version), Arc::new(changes(before, after))))
        };
        Ok(keys.iter().filter_map(difference).collect())
    }
}
