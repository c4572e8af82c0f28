//! How the drafts of contents stand to what is public: read by comparing the rows of both stages, never kept.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, QueryResult};

use super::dialect::Dialect;
use super::error::Error;
use super::lookup::Lookup;
use super::reader::Turn;
use super::sight::Sight;
use super::stage::Staged;
use super::visible;
use super::writing::Writing;
use crate::domain::content::ContentId;
use crate::domain::permission::Readable;
use crate::domain::publication::PublicationState;

/// The states of contents, to somebody who sees drafts by `sight`: content whose draft is not seen is as it is live.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PublicationOf {
    pub sight: Sight,
}

/// Columns that say when and by whom a row came to be as it is. A change that was taken back leaves its trace in them.
const TRACES: [&str; 9] = [
    "version",
    "duties_version",
    "run_by_version",
    "contacts_version",
    "links_version",
    "source_version",
    "digest",
    "changed_at",
    "changed_by",
];

/// Whether the rows of the content `c` differ between the stages. What is the same in both makes a group of two: a
/// stage has a row once, and nulls are alike to GROUP BY.
fn differs(staged: &Staged) -> String {
    let Staged { table, owner, columns } = staged;
    let columns = columns.iter().filter(|column| !TRACES.contains(&column.as_str()));
    let columns = columns.map(|column| format!("n.{column}")).collect::<Vec<_>>().join(", ");
    format!(
        "EXISTS (SELECT 1 FROM {table} n WHERE n.{owner} = c.id{{among}} GROUP BY {columns} HAVING count(*) <> 2)"
    )
}

/// Whether the draft of the content `c` differs from what is live: in facts, relations, or texts in the city's locales.
fn is_changed() -> String {
    let facts = Staged::facts();
    let known = " AND n.locale IN (SELECT tag FROM locale WHERE is_enabled = TRUE)";
    // Readers meet neither texts nor slugs in a locale that they do not know.
    let facts = facts.iter().map(|staged| {
        differs(staged).replace("{among}", if staged.table == "page_slug" { known } else { "" })
    });
    let texts = differs(&Staged::texts()).replace("{among}", known);
    facts.chain([texts]).collect::<Vec<_>>().join(" OR ")
}

/// The states of the contents that the one value names, to whoever sees drafts by `sight`.
fn states_sql(sight: &Sight, dialect: Dialect) -> String {
    format!(
        "SELECT c.id, CASE WHEN NOT ({}) THEN 'live' \
         WHEN NOT ({}) THEN CASE WHEN c.first_published_at IS NULL THEN 'draft' ELSE 'unpublished' END \
         WHEN {} THEN 'changed' ELSE 'live' END AS state FROM content c WHERE {}",
        sight.reads_draft("c.id"),
        visible::content(&Sight::Live, "c.id"),
        is_changed(),
        dialect.id_in_sql("c.id"),
    )
}

fn read_state(row: &QueryResult) -> Result<PublicationState, Error> {
    let state = PublicationState::parse(&row.try_get::<String>("", "state")?);
    state.ok_or_else(|| Error::Corrupt("state of a publication".to_owned()))
}

impl Lookup for PublicationOf {
    type Key = ContentId;
    type Value = PublicationState;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        keys: &[ContentId],
    ) -> Result<HashMap<ContentId, PublicationState>, Error> {
        let sql = states_sql(&self.sight, turn.dialect);
        let statement = turn.dialect.statement_with(&sql, [turn.dialect.ids(keys)]);
        let rows = turn.connection().query_all_raw(statement).await?;
        rows.iter().map(|row| Ok((ContentId(row.try_get("", "id")?), read_state(row)?))).collect()
    }
}

/// The state of a content within a change; null where there is no such content.
pub async fn state(writing: &Writing, id: ContentId) -> Result<Option<PublicationState>, Error> {
    let dialect = writing.dialect();
    let sql = states_sql(&Sight::Desk(Readable::All), dialect);
    writing.query(&sql, [dialect.ids(&[id])]).await?.first().map(read_state).transpose()
}
