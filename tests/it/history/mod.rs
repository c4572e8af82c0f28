//! The history of contents: read with differences, gone back to, and rewritten where a person is to be forgotten.

mod erase;
mod restore;
mod revisions;

use serde_json::{Value, json};
use wegweiser::domain::content::ContentId;

use crate::support::TestApp;

/// What a token sees of a content's history, with `selection` of each revision.
async fn history(app: &TestApp, token: &str, id: impl std::fmt::Display, selection: &str) -> Vec<Value> {
    let query = format!(
        r#"{{ preview {{ node(id: "{id}") {{ ... on Content {{ revisions(first: 100) {{ nodes {{ {selection} }} }} }} }} }} }}"#
    );
    let mut data = app.data_as(token, &query, json!({})).await;
    match data["preview"]["node"]["revisions"]["nodes"].take() {
        Value::Array(nodes) => nodes,
        other => panic!("no history of {id}: {other}"),
    }
}

/// The changes of the newest revision, each as `part | field | before | after`.
async fn newest(app: &TestApp, token: &str, id: impl std::fmt::Display) -> Vec<String> {
    let selection = "changes { part field locale item before after }";
    let mut revisions = history(app, token, id, selection).await;
    let changes = revisions.swap_remove(0)["changes"].take();
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let shown =
        |change: &Value| ["part", "field", "before", "after"].map(|field| text(&change[field])).join(" | ");
    changes.as_array().expect("a list").iter().map(shown).collect()
}

/// Takes a draft away, as deleting does.
async fn delete(app: &TestApp, id: ContentId) {
    let key = app.database.id_sql(id);
    for (table, owner) in [
        ("department", "content_id"),
        ("staff_member", "content_id"),
        ("page", "content_id"),
        ("page_slug", "content_id"),
        ("page_path", "content_id"),
        ("page_contact", "page_id"),
        ("related_link", "page_id"),
        ("translation", "content_id"),
        ("label", "content_id"),
        ("tree_place", "content_id"),
    ] {
        app.database.execute(&format!("DELETE FROM {table} WHERE stage = 'draft' AND {owner} = {key}")).await;
    }
    let sql = format!("UPDATE content SET deleted_at = '2026-11-01 00:00:00+00:00' WHERE id = {key}");
    assert_eq!(app.database.execute(&sql).await, 1);
}
