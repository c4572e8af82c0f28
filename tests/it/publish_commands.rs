//! `wegweiser publish` and `unpublish`: the same as the mutations, for scripts.

use std::process::Output;

use chrono::Datelike;
use serde_json::json;

use crate::support::{Program, TestApp, TestDatabase};

async fn run(database: &TestDatabase, arguments: &[&str]) -> Output {
    Program::run(&[arguments, &["--database-url", &database.url]].concat(), database.folder.path()).await
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// What it says where it refuses: one line.
fn refusal(output: &Output) -> &str {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    let said = text(&output.stderr).trim_end();
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

/// What it says where it did something.
fn done(output: &Output) -> &str {
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    text(&output.stdout).trim_end()
}

on_both_databases! {
    async fn a_script_publishes_and_takes_back(database: TestDatabase) {
        done(&run(&database, &["demo"]).await);
        let app = TestApp::over(database).await;
        let token = app.admin().await;
        let id = app.department_id("bauamt").await.to_string();
        let read = "{ department(by: {slug: \"bauamt\"}) { room de: name(locale: \"de\") { value } } }";
        let before = app.data(read).await["department"].clone();
        let version = app.data_as(&token, "{ preview { department(by: {slug: \"bauamt\"}) { version } } }", json!({})).await;
        let version = version["preview"]["department"]["version"].as_i64().expect("a version");
        let set = json!({ "room": "911", "texts": [{ "locale": "de", "name": "Amt für Bauten" }] });
        app.done(&token, "departmentUpdate", json!({ "id": id, "expectedVersion": version, "set": set }), "department { id }").await;

        // What has changed since is not published unseen; what is unknown is said.
        let old = format!("{id}@{version}");
        let said = run(&app.database, &["publish", &old]).await;
        assert!(refusal(&said).contains(&format!("{id}: changed since version {version}")), "{said:?}");
        let said = run(&app.database, &["publish", &id, "--locale", "xx"]).await;
        assert!(refusal(&said).contains("xx"), "{said:?}");
        let nobody = "01a21046-45e5-703d-84f7-182f8548ec4e";
        let said = run(&app.database, &["publish", &id, nobody]).await;
        assert_eq!(refusal(&said), format!("wegweiser: there is no content {nobody}"));
        assert_eq!(run(&app.database, &["publish", "bauamt"]).await.status.code(), Some(2));
        assert_eq!(run(&app.database, &["publish"]).await.status.code(), Some(2));
        assert_eq!(run(&app.database, &["publish", &id, "--texts-only"]).await.status.code(), Some(2));
        assert_eq!(app.data(read).await["department"], before);

        // Facts alone, then the text.
        assert_eq!(done(&run(&app.database, &["publish", &id]).await), "Contents published: 1.");
        let after = app.data(read).await["department"].clone();
        assert_eq!(after, json!({ "room": "911", "de": before["de"] }));
        done(&run(&app.database, &["publish", &id, "--locale", "de", "--texts-only"]).await);
        let after = app.data(read).await["department"].clone();
        assert_eq!(after, json!({ "room": "911", "de": { "value": "Amt für Bauten" } }));

        // Others refer to it.
        let said = run(&app.database, &["unpublish", &id]).await;
        assert!(refusal(&said).contains("public contents refer to it"), "{said:?}");
        done(&run(&app.database, &["unpublish", &id, "--accept-in-use"]).await);
        assert!(app.data(read).await["department"].is_null());
        let revisions = "{ preview { department(by: {slug: \"bauamt\"}) { revisions(first: 1) { nodes { verb by } } } } }";
        let revisions = app.data_as(&token, revisions, json!({})).await;
        let newest = &revisions["preview"]["department"]["revisions"]["nodes"][0];
        assert_eq!(*newest, json!({ "verb": "UNPUBLISH", "by": null }));
    }

    async fn a_script_plans_a_step(database: TestDatabase) {
        done(&run(&database, &["demo"]).await);
        let app = TestApp::over(database).await;
        let token = app.admin().await;
        let id = app.department_id("bauamt").await.to_string();
        let year = wegweiser::clock::Clock::system().now().year() + 1;
        let at = format!("{year}-01-01T00:00:00-01:00");
        let said = run(&app.database, &["publish", &id, "--locale", "de", "--at", &at]).await;
        assert!(done(&said).starts_with(&format!("Planned for {year}-01-01T01:00:00+00:00 as step ")), "{said:?}");
        let said = run(&app.database, &["unpublish", &id, "--at", "2020-01-01T00:00:00Z"]).await;
        assert!(refusal(&said).contains("has passed already"), "{said:?}");
        assert_eq!(run(&app.database, &["unpublish", &id, "--at", "tomorrow"]).await.status.code(), Some(2));
        let plan = "{ plannedSteps { nodes { verb at by state locales items { content { id } } } } }";
        let plan = app.data_as(&token, plan, json!({})).await;
        let nodes = plan["plannedSteps"]["nodes"].as_array().expect("a list");
        assert_eq!(nodes.len(), 1);
        assert_eq!(nodes[0]["by"], json!(null));
        assert_eq!(nodes[0]["items"], json!([{ "content": { "id": id } }]));
    }
}
