//! What is on the desk goes live, is taken from the public, goes back, is deleted: exactly what is named, all or nothing.

mod delete;
mod discard;
mod edges;
mod impossible;
mod in_order;
mod planned;
mod publish;
mod unpublish;

use serde_json::{Value, json};
use wegweiser::app::App;

use crate::support::TestApp;

/// Items of a step.
fn items(of: &[(impl ToString, i64)]) -> Value {
    of.iter().map(|(id, version)| json!({ "id": id.to_string(), "expectedVersion": version })).collect()
}

/// The time of every planned step has come.
pub async fn let_time_pass(app: &TestApp) {
    let sql = "UPDATE planned_step SET at = '2020-01-01 00:00:00+00:00' WHERE state = 'planned'";
    assert!(app.database.execute(sql).await > 0);
}

/// Runs what is due; how many steps that was.
pub async fn run_due(app: &App) -> usize {
    let mut count = 0;
    while app.desk().run_due().await.expect("the database answers") {
        count += 1;
    }
    count
}
