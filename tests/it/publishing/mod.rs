//! What is on the desk goes live, is taken from the public, goes back, is deleted: exactly what is named, all or nothing.

mod delete;
mod discard;
mod planned;
mod publish;
mod unpublish;

use serde_json::{Value, json};

/// Items of a step.
fn items(of: &[(impl ToString, i64)]) -> Value {
    of.iter().map(|(id, version)| json!({ "id": id.to_string(), "expectedVersion": version })).collect()
}
