//! History: a row a version, append only.

use entity::revision;
use sea_orm::QueryResult;

use super::error::Error;
use super::insert::insert_all;
use super::write::Stamp;
use super::writing::Writing;
use crate::domain::content::{ContentId, Snapshot, Verb};

/// A step in a content's history.
pub struct NewRevision {
    pub content: ContentId,
    pub verb: Verb,
    /// The tags of the locales that the step was about; null where it was about the whole.
    pub locales: Option<Vec<String>>,
    /// The whole draft, where the step changed it.
    pub snapshot: Option<Snapshot>,
    pub version: i64,
}

/// Appends to the history.
pub async fn append(writing: &Writing, revisions: Vec<NewRevision>, stamp: Stamp) -> Result<(), Error> {
    let rows = revisions.into_iter().map(|revision| {
        let snapshot = revision.snapshot.map(|snapshot| {
            serde_json::to_value(snapshot).map_err(|error| Error::Corrupt(format!("snapshot: {error}")))
        });
        let snapshot = snapshot.transpose()?;
        Ok(revision::Model {
            content_id: revision.content.0,
            version: revision.version,
            at: stamp.at,
            account_id: stamp.account_id,
            verb: revision.verb.as_str().to_owned(),
            locales: revision.locales.map(Into::into),
            format: snapshot.is_some().then_some(Snapshot::FORMAT),
            snapshot,
            erased_at: None,
        })
    });
    insert_all(writing, rows.collect::<Result<_, Error>>()?).await
}

/// A content's draft as it was in a version; null where history has none so old, or it was erased.
pub async fn snapshot_at(writing: &Writing, id: ContentId, version: i64) -> Result<Option<Snapshot>, Error> {
    let sql = "SELECT format, snapshot FROM revision WHERE content_id = ? AND version <= ? \
        AND format IS NOT NULL ORDER BY version DESC LIMIT 1";
    let rows = writing.query(sql, [id.0.into(), version.into()]).await?;
    rows.first().map(|row| read_snapshot(row, id)).transpose().map(Option::flatten)
}

/// The snapshot of a row with the columns `format` and `snapshot`; null where it has none, or it was erased.
pub(super) fn read_snapshot(row: &QueryResult, id: ContentId) -> Result<Option<Snapshot>, Error> {
    let corrupt = |what: String| Error::Corrupt(format!("a snapshot of content {id}: {what}"));
    let Some(json) = row.try_get::<Option<sea_orm::JsonValue>>("", "snapshot")? else { return Ok(None) };
    // Every format that there ever was has an arm here.
    match row.try_get::<Option<i64>>("", "format")? {
        Some(1) => serde_json::from_value(json).map(Some).map_err(|error| corrupt(error.to_string())),
        format => Err(corrupt(format!("format {format:?}"))),
    }
}

/// The name of whoever made a version; null for the command line.
pub async fn author(writing: &Writing, id: ContentId, version: i64) -> Result<Option<String>, Error> {
    let sql = "SELECT a.name FROM revision r JOIN account a ON a.id = r.account_id \
        WHERE r.content_id = ? AND r.version = ?";
    let rows = writing.query(sql, [id.0.into(), version.into()]).await?;
    Ok(rows.first().map(|row| row.try_get("", "name")).transpose()?)
}
