//! The outbox: what happened, in the order of commits.

use entity::event;

use super::dialect::Dialect;
use super::error::Error;
use super::insert::insert_all;
use super::writing::Writing;
use crate::domain::content::{ContentId, ContentKind, Verb};

/// Something that happened.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// To which content, of which kind, in which version of it; null where it is about the city.
    pub content: Option<(ContentId, ContentKind, i64)>,
    pub verb: Verb,
    /// The tags of the locales that it is about; none where it is about the whole.
    pub locales: Vec<String>,
}

/// Waits until no other change is about to end, and keeps them waiting until this one has: what is read from here on is
/// as all of them left it. After everything else that a change locks.
pub async fn take_turn(writing: &Writing) -> Result<(), Error> {
    // SQLite has one writer.
    if writing.dialect() == Dialect::Postgres {
        writing.query("SELECT cursor FROM event_counter WHERE id = 1 FOR UPDATE", []).await?;
    }
    Ok(())
}

/// Appends a transaction's events. Must be its last statements: the counter's row is locked from here to the commit, so
/// that cursors grow in the order of commits.
pub async fn append(
    writing: &Writing,
    events: Vec<NewEvent>,
    at: chrono::DateTime<chrono::Utc>,
) -> Result<(), Error> {
    let count = i64::try_from(events.len()).map_err(|_| Error::Corrupt("number of events".to_owned()))?;
    if count == 0 {
        return Ok(());
    }
    let sql = "UPDATE event_counter SET cursor = cursor + ? WHERE id = 1 RETURNING cursor";
    let counter = writing.query(sql, [count.into()]).await?;
    let last: i64 =
        counter.first().ok_or_else(|| Error::Corrupt("event counter".to_owned()))?.try_get("", "cursor")?;
    let rows = (last - count + 1..).zip(events).map(|(cursor, event)| event::Model {
        cursor,
        at,
        content_id: event.content.map(|(id, ..)| id.0),
        kind: event.content.map(|(_, kind, _)| kind.as_str().to_owned()),
        verb: event.verb.as_str().to_owned(),
        version: event.content.map(|(.., version)| version),
        locales: Some(event.locales.into()),
    });
    insert_all(writing, rows.collect()).await
}
