//! What it takes to forget a person: who refers to them, what goes, and where they are named still. Called by `editing`
//! alone, within its transaction.

use std::collections::BTreeSet;

use sea_orm::Value;

use super::error::Error;
use super::stage::Staged;
use super::writing::Writing;
use crate::domain::content::{ContentId, Stage};
use crate::domain::mention::Naming;

/// The contents whose drafts refer to a person: that the person carries, runs, is shown on or linked from.
pub async fn users(writing: &Writing, person: ContentId) -> Result<Vec<ContentId>, Error> {
    let selects = [
        ("duty", "responsibility_id", "staff_member_id"),
        ("office_run_by", "office_id", "staff_member_id"),
        ("page_contact", "page_id", "staff_member_id"),
        ("related_link", "page_id", "target_id"),
    ]
    .map(|(table, user, used)| format!("SELECT {user} AS id FROM {table} WHERE stage = ? AND {used} = ?"));
    let sql = format!("{} ORDER BY id", selects.join(" UNION "));
    let values = selects.iter().flat_map(|_| [Value::from(Stage::Draft.as_str()), person.0.into()]);
    let rows = writing.query(&sql, values).await?;
    rows.iter().map(|row| Ok(ContentId(row.try_get("", "id")?))).collect()
}

/// Removes all rows of a content but its identity and its history, and marks it deleted in its next version.
pub async fn forget_rows(
    writing: &Writing,
    id: ContentId,
    at: chrono::DateTime<chrono::Utc>,
) -> Result<(), Error> {
    let tables = Staged::facts().into_iter().chain([Staged::texts()]);
    let tables = tables.map(|staged| (staged.table, staged.owner));
    let derived = ["label", "tree_place"].map(|table| (table.to_owned(), "content_id".to_owned()));
    for (table, owner) in tables.chain(derived) {
        writing.execute(&format!("DELETE FROM {table} WHERE {owner} = ?"), [id.0.into()]).await?;
    }
    let sql = "UPDATE content SET version = version + 1, changed_at = ?, deleted_at = coalesce(deleted_at, ?) \
        WHERE id = ?";
    writing.execute(sql, [at.into(), at.into(), id.0.into()]).await
}

/// Erases the drafts that history keeps of a content. How many there were.
pub async fn forget_history(
    writing: &Writing,
    id: ContentId,
    at: chrono::DateTime<chrono::Utc>,
) -> Result<usize, Error> {
    let sql = "UPDATE revision SET snapshot = NULL, erased_at = ? WHERE content_id = ? AND snapshot IS NOT NULL \
        RETURNING version";
    Ok(writing.query(sql, [at.into(), id.0.into()]).await?.len())
}

/// The contents with a text, draft or live, that names a person, in the order of their ids.
pub async fn mentions(writing: &Writing, naming: &Naming) -> Result<Vec<ContentId>, Error> {
    // The databases know capital letters differently: the usual spellings are looked for, and what is found is read.
    let spellings: BTreeSet<String> =
        naming.keys().flat_map(|key| [key.to_owned(), key.to_lowercase(), key.to_uppercase()]).collect();
    let likes = vec!["value LIKE ? ESCAPE '!'"; spellings.len()].join(" OR ");
    let sql = format!("SELECT content_id, value FROM translation WHERE {likes} ORDER BY content_id");
    let values = spellings.iter().map(|text| Value::from(format!("%{}%", literal(text))));
    let mut found = Vec::new();
    for row in writing.query(&sql, values).await? {
        let id = ContentId(row.try_get("", "content_id")?);
        if found.last() != Some(&id) && naming.is_in(&row.try_get::<String>("", "value")?) {
            found.push(id);
        }
    }
    Ok(found)
}

/// A text that LIKE takes as it is, with `!` as its sign of escape.
fn literal(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}
