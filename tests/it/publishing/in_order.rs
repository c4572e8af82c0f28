//! Planned steps about one content, run by several processes.

use sea_orm::{ConnectionTrait, TransactionTrait};
use serde_json::json;

use super::{items, run_due};
use crate::support::{Database, Empty, Sketch};

on_both_databases! {
    async fn a_later_step_waits_for_an_earlier_one_about_the_same_content(app: Empty) {
        let token = app.admin().await;
        let (amt, other) = (Sketch::department("amt", None), Sketch::department("anderes", None));
        let (id, other_id) = (amt.id(), other.id());
        app.draft([amt, other]).await;
        let plan = async |id, version: i64, at: &str| {
            let input = json!({ "items": items(&[(id, version)]), "locales": ["de"], "at": at });
            app.done(&token, "contentPublish", input, "").await;
        };
        plan(id, 1, "2030-06-01T12:00:00Z").await;
        let set = json!({ "id": id, "expectedVersion": 1, "set": { "room": "8" } });
        app.done(&token, "departmentUpdate", set, "").await;
        plan(id, 2, "2030-06-02T12:00:00Z").await;
        plan(other_id, 1, "2030-06-03T12:00:00Z").await;
        for (year, end) in [(2020, "2030-06-02"), (2021, "2030-06-03"), (2022, "2030-06-04")] {
            let sql = format!("UPDATE planned_step SET at = '{year}-01-01 00:00:00+00:00' WHERE at > '2023-01-01' AND at < '{end}'");
            assert_eq!(app.database.execute(&sql).await, 1);
        }
        let mut left = 3;
        if app.database.kind == Database::Postgres {
            // Another process has the first one and does not get on: it hangs, or its machine is gone.
            let connection = app.database.connection().await;
            let claim = connection.begin().await.expect("a transaction");
            let first = "SELECT id FROM planned_step WHERE at < '2021-01-01' FOR UPDATE";
            claim.execute_unprepared(first).await.expect("it is there");
            assert_eq!(run_due(&app.app).await, 1, "that about another content");
            claim.rollback().await.expect("a transaction");
            left = 2;
        }
        assert_eq!(run_due(&app.app).await, left);
        let data = app.data("{ departments { nodes { slug room } } }").await;
        let expected = json!([{ "slug": "amt", "room": "8" }, { "slug": "anderes", "room": null }]);
        assert_eq!(data["departments"]["nodes"], expected, "the later step came last");
    }
}
