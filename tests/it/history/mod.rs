//! The history of contents: read with differences, gone back to, and rewritten where a person is to be forgotten.

mod deleted;
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

async fn delete(app: &TestApp, token: &str, id: ContentId, version: i64) {
    app.done(token, "contentDelete", json!({ "id": id, "expectedVersion": version }), "").await;
}
