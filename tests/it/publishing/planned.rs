//! Steps that are planned for a time.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::task::JoinSet;
use wegweiser::app::App;
use wegweiser::clock::Clock;
use wegweiser::domain::content::{ContentId, Field};
use wegweiser::domain::permission::Role;

use super::{items, let_time_pass, run_due};
use crate::support::{Empty, Program, Sketch, TestApp, clock, document, home};

const STEP: &str = r#"plannedStep { id verb at facts locales state by problems { code path message } items { version content { id } } }"#;

/// As the steps stand, by their time.
const PLAN: &str = "{ plannedSteps { totalCount nodes { verb state problems { code path message } } } }";

async fn plan(app: &TestApp, token: &str, mutation: &str, mut input: Value, at: &str) -> Value {
    input["at"] = json!(at);
    app.done(token, mutation, input, STEP).await["plannedStep"].take()
}

async fn room(app: &TestApp) -> Value {
    app.data(r#"{ department(by: {slug: "amt"}) { room name { value } } }"#).await["department"].take()
}

async fn changed_department(app: &TestApp, token: &str) -> ContentId {
    let department = Sketch::department("amt", None);
    let id = department.id();
    app.live([department]).await;
    let set = json!({ "room": "7", "texts": [{ "locale": "de", "name": "Neues Amt" }] });
    app.done(token, "departmentUpdate", json!({ "id": id, "expectedVersion": 2, "set": set }), "").await;
    id
}

on_both_databases! {
    async fn a_step_publishes_the_version_that_was_planned_when_its_time_has_come(app: Empty) {
        let token = app.account("Petra Plan").may(Role::Publisher).make().await.token;
        let id = changed_department(&app, &token).await;
        let input = json!({ "items": items(&[(id, 3)]), "locales": ["de"] });
        let step = plan(&app, &token, "contentPublish", input, "2027-01-01T00:00:00+01:00").await;
        assert_eq!(step["at"], "2026-12-31T23:00:00Z");
        for (field, value) in [
            ("verb", json!("PUBLISH")), ("state", json!("PLANNED")), ("facts", json!(true)), ("locales", json!(["de"])),
            ("by", json!("Petra Plan")), ("items", json!([{ "version": 3, "content": { "id": id } }])),
        ] {
            assert_eq!(step[field], value, "{field}");
        }
        let query = format!("{{ preview {{ node(id: \"{id}\") {{ ... on Content {{ publication {{ plannedSteps {{ verb }} }} }} }} }} }}");
        let data = app.data_as(&token, &query, json!({})).await;
        assert_eq!(data["preview"]["node"]["publication"]["plannedSteps"], json!([{ "verb": "PUBLISH" }]));
        assert_eq!(run_due(&app.app).await, 0, "its time has not come");
        // A later draft does not slip out.
        let set = json!({ "room": "8", "texts": [{ "locale": "de", "name": "Noch neuer" }] });
        app.done(&token, "departmentUpdate", json!({ "id": id, "expectedVersion": 3, "set": set }), "").await;
        let_time_pass(&app).await;
        assert_eq!(run_due(&app.app).await, 1);
        assert_eq!(room(&app).await, json!({ "room": "7", "name": { "value": "Neues Amt" } }));
        let data = app.data_as(&token, PLAN, json!({})).await;
        assert_eq!(data["plannedSteps"], json!({ "totalCount": 1, "nodes": [{ "verb": "PUBLISH", "state": "DONE", "problems": [] }] }));
        let history = app.database.rows(&format!(
            "SELECT r.verb || ' ' || r.version || ' ' || a.name AS line FROM revision r JOIN account a ON a.id = r.account_id \
             WHERE r.content_id = {} ORDER BY r.version", app.database.id_sql(id))).await;
        assert_eq!(history, ["update 3 Petra Plan", "update 4 Petra Plan", "publish 5 Petra Plan"]);
        assert_eq!(run_due(&app.app).await, 0, "and once");
    }

    async fn of_many_processes_one_runs_a_step_and_once(app: Empty) {
        let token = app.admin().await;
        let mut sketches = Vec::new();
        for number in 0..10 {
            sketches.push(Sketch::department(&format!("amt{number}"), None));
        }
        let ids: Vec<ContentId> = sketches.iter().map(Sketch::id).collect();
        app.draft(sketches).await;
        for id in &ids {
            let input = json!({ "items": items(&[(id, 1)]), "locales": ["de"] });
            plan(&app, &token, "contentPublish", input, "2030-06-01T12:00:00Z").await;
        }
        let_time_pass(&app).await;
        let app = Arc::new(app);
        let mut processes = JoinSet::new();
        for _ in 0..4 {
            let app = Arc::clone(&app);
            processes.spawn(async move {
                let archive = app.database.archive().await;
                let other = App::new(archive.clone(), clock(), home()).await.expect("a migrated database");
                let mut count = 0;
                for _ in 0..40 {
                    match other.desk().run_due().await {
                        Ok(true) => count += 1,
                        // Another has it, or has just done it.
                        Ok(false) | Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
                    }
                }
                archive.close().await.expect("nothing holds the database");
                count
            });
        }
        let counts = processes.join_all().await;
        assert_eq!(counts.iter().sum::<usize>(), 10, "{counts:?}");
        assert_eq!(app.database.count("revision WHERE verb = 'publish'").await, 10);
        assert_eq!(app.database.count("planned_step WHERE state = 'done'").await, 10);
    }

    async fn a_step_that_was_missed_while_the_server_was_down_runs_when_it_is_up_again(app: Empty) {
        let token = app.admin().await;
        let id = changed_department(&app, &token).await;
        let input = json!({ "items": items(&[(id, 3)]), "locales": ["de"] });
        plan(&app, &token, "contentPublish", input, "2030-06-01T12:00:00Z").await;
        // The server of the test runs no plan.
        let_time_pass(&app).await;
        for _ in 0..2 {
            let program = Program::serve(&["--database-url", &app.database.url], app.database.folder.path()).await;
            let begun = Instant::now();
            while app.database.count("planned_step WHERE state = 'done'").await == 0 {
                assert!(begun.elapsed() < Duration::from_secs(60), "it was not run");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            program.stop().await;
        }
        assert_eq!(room(&app).await["room"], json!("7"));
        assert_eq!(app.database.count("revision WHERE verb = 'publish' AND version = 4").await, 1);
        assert_eq!(app.database.count("revision WHERE verb = 'publish'").await, 2, "and once");
    }

    async fn an_hour_that_comes_twice_and_one_that_never_comes_are_told_apart_by_their_offset(app: Empty) {
        let token = app.admin().await;
        let id = changed_department(&app, &token).await;
        let input = json!({ "items": items(&[(id, 3)]), "locales": ["de"] });
        // Clocks go back in Germany in the night to 2027-10-31, forth in the night to 2028-03-26.
        let times = ["2027-10-31T02:30:00+02:00", "2027-10-31T02:30:00+01:00", "2028-03-26T02:30:00+01:00", "2028-03-26T03:30:00+02:00"];
        let mut instants = Vec::new();
        for time in times {
            instants.push(plan(&app, &token, "contentPublish", input.clone(), time).await["at"].take());
        }
        let expected = ["2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z", "2028-03-26T01:30:00Z", "2028-03-26T01:30:00Z"];
        assert_eq!(json!(instants), json!(expected));
        let no_offset = app.ask_as(&token, &document("contentPublish", ""), json!({ "input": { "items": items(&[(id, 3)]), "locales": ["de"], "at": "2027-10-31T02:30:00" } })).await;
        assert!(no_offset.text.contains("DateTime"), "{}", no_offset.text);

        let done = async |at: &str| {
            let at = chrono::DateTime::parse_from_rfc3339(at).expect("a time").to_utc();
            let archive = app.database.archive().await;
            let then = App::new(archive.clone(), Clock::of(move || at), home()).await.expect("a migrated database");
            let count = run_due(&then).await;
            archive.close().await.expect("nothing holds the database");
            count
        };
        for (at, count) in [
            ("2027-10-31T02:29:59+02:00", 0), ("2027-10-31T02:30:00+02:00", 1), ("2027-10-31T02:29:59+01:00", 0),
            ("2027-10-31T02:30:00+01:00", 1), ("2028-03-26T01:59:59+01:00", 0), ("2028-03-26T03:29:59+02:00", 0), ("2028-03-26T03:30:00+02:00", 2),
        ] {
            assert_eq!(done(at).await, count, "{at}");
        }
    }

    async fn a_step_that_has_become_impossible_has_failed_with_its_problems(app: Empty) {
        let token = app.admin().await;
        let (one, two) = (Sketch::department("eins", None), Sketch::department("zwei", None));
        let ids = (one.id(), two.id());
        app.draft([one, two]).await;
        for id in [ids.0, ids.1] {
            let input = json!({ "items": items(&[(id, 1)]), "locales": ["de"] });
            plan(&app, &token, "contentPublish", input, "2030-06-01T12:00:00Z").await;
        }
        app.done(&token, "contentDelete", json!({ "id": ids.0, "expectedVersion": 1 }), "").await;
        let_time_pass(&app).await;
        assert_eq!(run_due(&app.app).await, 2, "what fails keeps nothing waiting");
        let data = app.data_as(&token, "{ plannedSteps(states: [FAILED]) { nodes { problems { code path message } items { content { id } } } } }", json!({})).await;
        assert_eq!(data["plannedSteps"]["nodes"], json!([{
            "problems": [{ "code": "NOT_FOUND", "path": ["input", "items", "0", "id"], "message": "there is no content with this id" }],
            "items": [{ "content": null }]
        }]));
        assert_eq!(app.data("{ departments { nodes { slug } } }").await["departments"]["nodes"], json!([{ "slug": "zwei" }]));
    }

    async fn rights_are_asked_for_again_when_the_time_has_come(app: Empty) {
        let planner = app.account("Petra Plan").may(Role::Publisher).make().await;
        let id = changed_department(&app, &planner.token).await;
        let input = json!({ "items": items(&[(id, 3)]), "locales": ["de"] });
        plan(&app, &planner.token, "contentPublish", input.clone(), "2030-06-01T12:00:00Z").await;
        plan(&app, &planner.token, "contentPublish", input, "2030-06-02T12:00:00Z").await;
        let of_planner = app.database.id_sql(planner.id);
        app.database.execute(&format!("UPDATE account_grant SET role = 'editor' WHERE account_id = {of_planner}")).await;
        app.database.execute("UPDATE planned_step SET at = '2020-01-01 00:00:00+00:00' WHERE at < '2030-06-02'").await;
        assert_eq!(run_due(&app.app).await, 1);
        app.database.execute(&format!("UPDATE account SET disabled_at = '2020-01-01 00:00:00+00:00' WHERE id = {of_planner}")).await;
        let_time_pass(&app).await;
        assert_eq!(run_due(&app.app).await, 1);
        let admin = app.admin().await;
        let data = app.data_as(&admin, PLAN, json!({})).await;
        for step in data["plannedSteps"]["nodes"].as_array().expect("a list") {
            assert_eq!((&step["state"], &step["problems"][0]["code"]), (&json!("FAILED"), &json!("NOT_PERMITTED")));
        }
        assert_eq!(room(&app).await["room"], Value::Null);
    }

    async fn a_step_is_cancelled_by_whoever_may_publish(app: Empty) {
        let token = app.admin().await;
        let id = changed_department(&app, &token).await;
        let input = json!({ "items": items(&[(id, 3)]), "locales": ["de"] });
        let step = plan(&app, &token, "contentPublish", input, "2030-06-01T12:00:00Z").await;
        let cancel = json!({ "id": step["id"] });
        let editor = app.account("Edi").may(Role::Editor).make().await.token;
        let other = app.account("Nora").make().await.token;
        assert_eq!(app.problems(&other, "plannedStepCancel", cancel.clone()).await, ["NOT_FOUND input.id: there is no such planned step"]);
        assert_eq!(app.data_as(&other, PLAN, json!({})).await["plannedSteps"]["totalCount"], 0);
        assert_eq!(app.problems(&editor, "plannedStepCancel", cancel.clone()).await,
            ["NOT_PERMITTED input.id: you may not publish all that it names"]);
        let payload = app.done(&token, "plannedStepCancel", cancel.clone(), "plannedStep { state endedAt }").await;
        assert_eq!(payload["plannedStep"]["state"], "CANCELLED");
        assert_eq!(app.problems(&token, "plannedStepCancel", cancel).await, ["INVALID_FIELD input.id: is cancelled already"]);
        app.database.execute("UPDATE planned_step SET at = '2020-01-01 00:00:00+00:00'").await;
        assert_eq!(run_due(&app.app).await, 0);
    }

    async fn what_is_public_goes_at_its_time_in_whatever_version(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None).translation("en", Field::Name, "Office", "amt");
        let id = department.id();
        app.live([department]).await;
        plan(&app, &token, "contentUnpublish", json!({ "items": items(&[(id, 2)]), "locales": ["en"] }), "2030-06-01T12:00:00Z").await;
        plan(&app, &token, "contentUnpublish", json!({ "items": items(&[(id, 2)]) }), "2030-06-02T12:00:00Z").await;
        let set = json!({ "id": id, "expectedVersion": 2, "set": { "room": "7" } });
        app.done(&token, "departmentUpdate", set, "").await;
        app.publish(&[id]).await;
        app.database.execute("UPDATE planned_step SET at = '2020-01-01 00:00:00+00:00' WHERE at < '2030-06-02'").await;
        assert_eq!(run_due(&app.app).await, 1);
        let data = app.data(r#"{ department(by: {slug: "amt"}) { room availableLocales } }"#).await;
        assert_eq!(data["department"], json!({ "room": "7", "availableLocales": ["de"] }));
        let_time_pass(&app).await;
        assert_eq!(run_due(&app.app).await, 1);
        assert_eq!(room(&app).await, Value::Null);
    }

    async fn a_time_that_has_passed_and_a_version_that_is_old_are_refused(app: Empty) {
        let token = app.admin().await;
        let id = changed_department(&app, &token).await;
        let in_days = |days: i64| (clock().now() + chrono::TimeDelta::days(days)).to_rfc3339();
        let input = |version: i64, at: &str| json!({ "items": items(&[(id, version)]), "locales": ["de"], "at": at });
        for (input, expected) in [
            (input(3, "2020-01-01T00:00:00Z"), "INVALID_FIELD input.at: has passed already: leave it out for now"),
            (input(3, "2090-01-01T00:00:00Z"), "INVALID_FIELD input.at: is more than ten years ahead"),
            (input(3, &in_days(3_654)), "INVALID_FIELD input.at: is more than ten years ahead"),
            (input(2, "2030-01-01T00:00:00Z"),
                "VERSION_CONFLICT input.items.0.expectedVersion: changed since version 2: the facts, the name in de"),
        ] {
            assert_eq!(app.problems(&token, "contentPublish", input).await, [expected]);
        }
        assert_eq!(app.database.count("planned_step").await, 0);
        app.done(&token, "contentPublish", input(3, &in_days(3_651)), "").await;
    }
}
