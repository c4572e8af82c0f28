//! Two editors at once: nothing is overwritten unseen, nothing acknowledged is lost.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::task::JoinSet;
use wegweiser::domain::permission::Role;

use crate::support::{Empty, Sketch, TestApp, document};

/// A draft department; its id.
async fn department(app: &TestApp) -> String {
    let department = Sketch::department("amt", None);
    let id = department.id().to_string();
    app.draft([department]).await;
    id
}

fn change(id: &str, version: i64, set: &Value) -> Value {
    json!({ "id": id, "expectedVersion": version, "set": set })
}

on_both_databases! {
    async fn the_second_of_two_on_one_part_is_told_who_was_first(app: Empty) {
        let first = app.account("Erna Erste").may(Role::Editor).make().await.token;
        let second = app.account("Zeno Zweiter").may(Role::Editor).make().await.token;
        let id = department(&app).await;
        app.done(&first, "departmentUpdate", change(&id, 1, &json!({ "room": "1" })), "").await;
        let mut payload =
            app.run(&second, "departmentUpdate", change(&id, 1, &json!({ "phone": "115" })), "department { id }").await;
        assert_eq!(payload["department"], Value::Null);
        assert_eq!(payload["problems"].take(), json!([{
            "__typename": "VersionConflict", "code": "VERSION_CONFLICT", "path": ["input", "expectedVersion"],
            "message": "changed since version 1: the facts", "currentVersion": 2, "changedBy": "Erna Erste"
        }]));
        app.done(&second, "departmentUpdate", change(&id, 2, &json!({ "phone": "115" })), "").await;
        let problems = app.problems(&second, "departmentUpdate", change(&id, 9, &json!({ "phone": "112" }))).await;
        assert_eq!(problems, ["VERSION_CONFLICT input.expectedVersion: there is no version 9 yet: the newest is 3"]);
    }

    async fn different_parts_of_one_version_are_all_kept(app: Empty) {
        let token = app.admin().await;
        let id = department(&app).await;
        let texts = |locale: &str, name: &str| json!({ "texts": [{ "locale": locale, "name": name }] });
        for set in [
            json!({ "room": "7" }),
            texts("de", "Neues Amt"),
            texts("en", "New office"),
            json!({ "texts": [{ "locale": "en", "abbreviation": "NO" }] }),
            texts("de-simple", "Das Amt"),
        ] {
            app.done(&token, "departmentUpdate", change(&id, 1, &set), "").await;
        }
        let fields = r#"department { version room de: name(locale: "de") { value } en: name(locale: "en") { value }
            plain: name(locale: "de-simple") { value } abbreviation(locale: "en") { value } }"#;
        let payload = app.done(&token, "departmentUpdate", change(&id, 6, &json!({})), fields).await;
        assert_eq!(payload["department"], json!({
            "version": 6, "room": "7", "de": { "value": "Neues Amt" }, "en": { "value": "New office" },
            "plain": { "value": "Das Amt" }, "abbreviation": { "value": "NO" }
        }));
        let problems = app.problems(&token, "departmentUpdate", change(&id, 1, &texts("en", "Another"))).await;
        assert_eq!(problems, ["VERSION_CONFLICT input.expectedVersion: changed since version 1: the name in en"]);
        // The same value twice is no conflict: there is nothing to change.
        app.done(&token, "departmentUpdate", change(&id, 1, &texts("en", "New office")), "").await;
    }

    async fn a_text_that_somebody_removed_is_a_conflict_too(app: Empty) {
        let token = app.admin().await;
        let id = department(&app).await;
        let english = |name: Value| json!({ "texts": [{ "locale": "en", "name": name }] });
        app.done(&token, "departmentUpdate", change(&id, 1, &english(json!("Office"))), "").await;
        app.done(&token, "departmentUpdate", change(&id, 2, &english(Value::Null)), "").await;
        let problems = app.problems(&token, "departmentUpdate", change(&id, 2, &english(json!("Bureau")))).await;
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with("VERSION_CONFLICT"), "{problems:?}");
        app.done(&token, "departmentUpdate", change(&id, 1, &english(json!("Bureau"))), "").await;
    }

    async fn relations_are_parts_of_their_own(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let amt = department.id();
        let people = ["A", "B"].map(|name| Sketch::staff_member(amt, name));
        let ids = people.each_ref().map(Sketch::id);
        let (duty, page) = (Sketch::responsibility(amt, "aufgabe", &ids[..1]), Sketch::page(amt, "seite"));
        let (duty_id, page_id) = (duty.id().to_string(), page.id().to_string());
        app.draft([department].into_iter().chain(people).chain([duty, page])).await;
        let duties = json!({ "duties": [{ "staffMember": ids[1], "role": "DEPUTY" }] });
        app.done(&token, "responsibilityUpdate", change(&duty_id, 1, &duties), "").await;
        app.done(&token, "responsibilityUpdate", change(&duty_id, 1, &json!({ "slug": "neu" })), "").await;
        let none = app.problems(&token, "responsibilityUpdate", change(&duty_id, 1, &json!({ "duties": null }))).await;
        assert_eq!(none, ["VERSION_CONFLICT input.expectedVersion: changed since version 1: the duties"]);
        for set in [
            json!({ "contacts": [ids[0]] }),
            json!({ "relatedLinks": [{ "target": amt, "labels": [{ "locale": "de", "label": "Amt" }] }] }),
            json!({ "slugs": [{ "locale": "en", "slug": "page" }] }),
            json!({ "slugs": [{ "locale": "de", "slug": "neue-seite" }] }),
        ] {
            app.done(&token, "pageUpdate", change(&page_id, 1, &set), "").await;
        }
        let problems = app.problems(&token, "pageUpdate", change(&page_id, 2, &json!({ "contacts": [ids[1]] }))).await;
        assert_eq!(problems, [""; 0]);
        let problems = app.problems(&token, "pageUpdate", change(&page_id, 3, &json!({ "slugs": [{ "locale": "de", "slug": "x" }] }))).await;
        assert_eq!(problems.len(), 1, "{problems:?}");
    }

    async fn two_hundred_at_once_on_parts_of_one_page_are_all_kept(app: Empty) {
        let token = app.admin().await;
        for (position, tag) in (10..).zip(TAGS.split(' ')) {
            let sql = format!("INSERT INTO locale VALUES ('{tag}', {position}, '[]', FALSE, TRUE)");
            assert_eq!(app.database.execute(&sql).await, 1);
        }
        let department = Sketch::department("amt", None);
        let page = Sketch::page(department.id(), "seite");
        let id = page.id().to_string();
        app.draft([department, page]).await;
        let sets = TAGS.split(' ').flat_map(|tag| {
            let text = |field: &str| json!({ "texts": [{ "locale": tag, field: format!("{field} {tag}") }] });
            [text("title"), text("summary"), text("body"), json!({ "slugs": [{ "locale": tag, "slug": tag }] })]
        });
        // All have read version 1.
        let sets = sets.map(|set| change(&id, 1, &set));
        let Outcome { app, refused } = at_once(app, sets, "pageUpdate", token).await;
        assert_eq!(refused, 0, "nobody wrote what another did");
        let of_page = format!("content_id = {}", app.database.id_sql(&id));
        let sql = format!("SELECT CAST(version AS text) AS line FROM revision WHERE {of_page} ORDER BY version");
        let expected: Vec<String> = (1..=201).map(|version: i64| version.to_string()).collect();
        assert_eq!(app.database.rows(&sql).await, expected, "no gap and nothing twice");
        let sql = "SELECT CAST(cursor AS text) AS line FROM event ORDER BY cursor";
        assert_eq!(app.database.rows(sql).await.len(), 202);
        let texts = app.database.count(&format!("translation WHERE {of_page} AND locale <> 'de'")).await;
        let slugs = app.database.count(&format!("page_slug WHERE {of_page} AND locale <> 'de'")).await;
        assert_eq!((texts, slugs), (150, 50));
    }

    async fn of_many_at_once_on_one_part_one_is_first_and_the_others_are_told(app: Empty) {
        let token = app.admin().await;
        let id = department(&app).await;
        let sets = (0..40).map(|number| change(&id, 1, &json!({ "room": format!("Zimmer {number}") })));
        let Outcome { app, refused } = at_once(app, sets, "departmentUpdate", token).await;
        assert_eq!(refused, 39);
        let versions = app.database.rows("SELECT CAST(version AS text) AS line FROM revision ORDER BY version").await;
        assert_eq!(versions, ["1", "2"]);
    }
}

/// Fifty languages.
const TAGS: &str = "af am az be bg bn bs ca cs cy da el es et eu fa fi fr ga gl gu ha he hi hr hu hy id is it ja ka kk \
    km ko lt lv mk mn ms nl pl pt ro ru sk sl sq sv tr";

/// What became of many changes at once.
struct Outcome {
    app: Arc<Empty>,
    /// How many were told of a conflict; all others were acknowledged.
    refused: usize,
}

/// Sends changes all at once. One that finds no room in the queue is sent again.
async fn at_once(
    app: Empty,
    inputs: impl Iterator<Item = Value>,
    mutation: &'static str,
    token: String,
) -> Outcome {
    let app = Arc::new(app);
    let mut tasks = JoinSet::new();
    for input in inputs {
        let (app, token) = (Arc::clone(&app), token.clone());
        tasks.spawn(async move {
            loop {
                let document = document(mutation, "");
                let answer = app.ask_as(&token, &document, json!({ "input": input })).await;
                if answer.text.contains("UNAVAILABLE") {
                    continue;
                }
                let problems = &answer.body["data"][mutation]["problems"];
                return match problems[0]["code"].as_str() {
                    None => {
                        assert_eq!(*problems, json!([]), "{}", answer.text);
                        0
                    }
                    Some(code) => {
                        assert_eq!(code, "VERSION_CONFLICT");
                        1
                    }
                };
            }
        });
    }
    let refused = tasks.join_all().await.into_iter().sum();
    Outcome { app, refused }
}
