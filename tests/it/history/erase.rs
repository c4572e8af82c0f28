//! A person is forgotten: nothing of them is left but what others wrote about them, which is named.

use serde_json::{Value, json};
use wegweiser::domain::content::{ContentId, Field};
use wegweiser::domain::permission::Role;

use super::{delete, history};
use crate::publishing::{let_time_pass, run_due};
use crate::support::{Database, Empty, Sketch, TestApp};

/// What only the person has.
const TRACES: [&str; 6] =
    ["Zwiebelfisch", "Kunigunde", "k.zwiebelfisch@example.org", "Turmzimmer", "35122899", "Drachenkunde"];

/// A person with all facts that name them, in a department; the ids of the department and of the person.
async fn person(app: &TestApp, token: &str) -> (ContentId, ContentId) {
    let department = Sketch::department("amt", None);
    let person =
        Sketch::staff_member(department.id(), "Zwiebelfisch").text("de", Field::Note, "Drachenkunde");
    let ids = (department.id(), person.id());
    app.draft([department, person]).await;
    let set = json!({
        "givenName": "Kunigunde", "email": "k.zwiebelfisch@example.org", "room": "Turmzimmer", "phone": "(07 11) 35 12-28 99",
        "texts": [{ "locale": "en", "note": "Drachenkunde" }]
    });
    app.done(token, "staffMemberUpdate", json!({ "id": ids.1, "expectedVersion": 1, "set": set }), "").await;
    ids
}

/// Every row of every table, as text after the name of its table.
async fn dump(app: &TestApp) -> Vec<String> {
    let database = &app.database;
    let tables = match database.kind {
        Database::Sqlite => {
            "SELECT name AS line FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        }
        Database::Postgres => "SELECT tablename::text AS line FROM pg_tables WHERE schemaname = 'public'",
    };
    let mut rows = Vec::new();
    for table in database.rows(tables).await {
        let row = match database.kind {
            Database::Sqlite => {
                let columns =
                    format!("SELECT 'quote(\"' || name || '\")' AS line FROM pragma_table_info('{table}')");
                database.rows(&columns).await.join(" || ',' || ")
            }
            Database::Postgres => "t::text".to_owned(),
        };
        let found = database.rows(&format!("SELECT {row} AS line FROM {table} t")).await;
        rows.extend(found.into_iter().map(|row| format!("{table}: {row}")));
    }
    assert!(rows.len() > 10, "{rows:?}");
    rows
}

fn naming(rows: &[String]) -> Vec<&String> {
    rows.iter().filter(|row| TRACES.iter().any(|trace| row.contains(trace))).collect()
}

async fn erase(app: &TestApp, token: &str, id: ContentId, version: i64) -> Value {
    let input = json!({ "id": id, "expectedVersion": version });
    app.done(token, "staffMemberErase", input, "erasedVersions mentions { id }").await
}

on_both_databases! {
    async fn nothing_is_left_of_a_person_in_any_table(app: Empty) {
        let token = app.account("Erna Erste").may(Role::Admin).make().await.token;
        let (amt, id) = person(&app, &token).await;
        let others = Sketch::staff_member(amt, "Andere");
        let other = others.id();
        let (duty, office) = (Sketch::responsibility(amt, "aufgabe", &[id, other]), Sketch::office(amt, "stelle", &[id]));
        let page = Sketch::page(amt, "seite").below(None, &[id, other]).link(Some(id), None, "Zur Person").link(Some(amt), None, "Zum Amt");
        let users = [duty.id(), office.id(), page.id()];
        let unrelated = Sketch::page(amt, "daneben");
        let unrelated_id = unrelated.id();
        app.draft([others, duty, office, page, unrelated]).await;
        // Once public, and no more: the history of publications stays.
        app.publish(&[id]).await;
        app.done(&token, "contentUnpublish", json!({ "items": [{ "id": id, "expectedVersion": 3 }], "acceptInUse": true }), "").await;
        for trace in TRACES {
            assert!(dump(&app).await.iter().any(|row| row.contains(trace)), "{trace} is there before");
        }

        assert_eq!(erase(&app, &token, id, 4).await, json!({ "problems": [], "erasedVersions": 2, "mentions": [] }));
        assert_eq!(naming(&dump(&app).await), [""; 0]);
        if app.database.kind == Database::Sqlite {
            app.database.execute("PRAGMA wal_checkpoint(TRUNCATE)").await;
            for name in ["city.db", "city.db-wal"] {
                let file = std::fs::read(app.database.file(name)).unwrap_or_default();
                for trace in TRACES {
                    let is_there = file.windows(trace.len()).any(|bytes| bytes == trace.as_bytes());
                    assert!(!is_there, "{trace} is in {name}");
                }
            }
        }

        let fields = "... on Responsibility { duties { staffMember { id } } } ... on Office { runBy { id } }
            ... on Page { contacts { id } relatedLinks { label { value } } }";
        let mut left = Vec::new();
        for user in users {
            let query = format!("{{ preview {{ node(id: \"{user}\") {{ {fields} }} }} }}");
            left.push(app.data_as(&token, &query, json!({})).await["preview"]["node"].take());
            let told = history(&app, &token, user, "version verb by isErased").await;
            assert_eq!(told[0], json!({ "version": 2, "verb": "ERASE", "by": "Erna Erste", "isErased": false }));
        }
        assert_eq!(json!(left), json!([
            { "duties": [{ "staffMember": { "id": other } }] }, { "runBy": [] },
            { "contacts": [{ "id": other }], "relatedLinks": [{ "label": { "value": "Zum Amt" } }] }
        ]));
        assert_eq!(history(&app, &token, unrelated_id, "version").await.len(), 1);
        let key = app.database.id_sql(id);
        let told = format!("SELECT verb || ' ' || coalesce(format, 0) || ' ' || (CASE WHEN erased_at IS NULL THEN 'no' ELSE 'erased' END) AS line \
            FROM revision WHERE content_id = {key} ORDER BY version");
        assert_eq!(app.database.rows(&told).await, ["create 1 erased", "update 1 erased", "publish 0 no", "unpublish 0 no", "erase 0 no"]);
        assert_eq!(app.database.count(&format!("content WHERE deleted_at IS NOT NULL AND version = 5 AND id = {key}")).await, 1);
        assert_eq!(app.database.count(&format!("event WHERE verb = 'erase' AND content_id = {key}")).await, 1);

        let gone = app.problems(&token, "contentRestore", json!({ "id": id, "version": 2, "expectedVersion": 5 })).await;
        assert_eq!(gone, ["NOT_FOUND input.version: history has no draft of version 2, or it was erased"]);
        // What those who named the person were is there still, but for the person.
        app.done(&token, "contentRestore", json!({ "id": users[0], "version": 1, "expectedVersion": 2 }), "").await;
        let told = history(&app, &token, users[0], "version changes { before after }").await;
        assert_eq!(told.len(), 2, "without the person nothing differs: {told:?}");
        assert_eq!(told[0]["changes"][0]["before"], json!("… (responsible)\nKim Andere (responsible)"));
    }

    async fn a_draft_that_goes_back_to_what_is_public_does_not_bring_the_person_back(app: Empty) {
        let token = app.admin().await;
        let (amt, id) = person(&app, &token).await;
        let page = Sketch::page(amt, "seite").below(None, &[id]).link(Some(id), None, "Kunigunde Zwiebelfisch");
        let page_id = page.id();
        app.draft([page]).await;
        app.publish(&[amt, id, page_id]).await;
        let items = json!([{ "id": id, "expectedVersion": 3 }]);
        app.done(&token, "contentUnpublish", json!({ "items": items, "acceptInUse": true }), "").await;
        erase(&app, &token, id, 4).await;
        let set = json!({ "texts": [{ "locale": "de", "summary": "Neu" }] });
        app.done(&token, "pageUpdate", json!({ "id": page_id, "expectedVersion": 3, "set": set }), "").await;
        app.done(&token, "contentDiscardDraft", json!({ "id": page_id, "expectedVersion": 4 }), "").await;
        let drafts = dump(&app).await;
        let drafts: Vec<&String> = naming(&drafts).into_iter().filter(|row| row.contains("draft")).collect();
        assert_eq!(drafts, [""; 0], "only what is public and former versions name the person");
        let left = app.database.count(&format!("page_contact WHERE stage = 'draft' AND page_id = {}", app.database.id_sql(page_id))).await;
        assert_eq!(left, 0);
        // What goes live next has no trace of the person either.
        app.publish(&[page_id]).await;
        let public = app.data("{ pages { nodes { contacts { id } relatedLinks { id } } } }").await;
        assert_eq!(public["pages"]["nodes"], json!([{ "contacts": [], "relatedLinks": [] }]));
        assert_eq!(app.database.count("translation WHERE value LIKE '%Zwiebelfisch%'").await, 0);
    }

    async fn who_names_the_person_still_is_told(app: Empty) {
        let token = app.admin().await;
        let (amt, id) = person(&app, &token).await;
        let by_name = Sketch::page(amt, "namen").text("de", Field::Body, "Fragen Sie **Kunigunde** ZWIEBELFISCH.");
        let by_address = Sketch::page(amt, "adresse").text("en", Field::Summary, "Mail K.Zwiebelfisch@example.org!");
        let live = Sketch::page(amt, "live").text("de", Field::Summary, "Zwiebelfischs Vorname ist Kunigunde.");
        let half = Sketch::page(amt, "halb").text("de", Field::Summary, "Ein Zwiebelfisch ist ein Druckfehler.");
        let (mut named, live_id) = ([&by_name, &by_address, &live].map(Sketch::id), live.id());
        app.draft([by_name, by_address, half]).await;
        app.live([live]).await;
        let set = json!({ "texts": [{ "locale": "de", "summary": null }] });
        app.done(&token, "pageUpdate", json!({ "id": live_id, "expectedVersion": 2, "set": set }), "").await;
        named.sort();
        let ids: Vec<Value> = named.iter().map(|id| json!({ "id": id })).collect();
        assert_eq!(erase(&app, &token, id, 2).await["mentions"], json!(ids));
        let left = dump(&app).await;
        let tables: std::collections::BTreeSet<&str> = naming(&left).iter().filter_map(|row| row.split(':').next()).collect();
        assert!(tables.iter().all(|table| ["translation", "revision"].contains(table)), "{tables:?}");
    }

    async fn a_public_person_is_not_erased_and_nobody_unseen(app: Empty) {
        let token = app.admin().await;
        let (amt, id) = person(&app, &token).await;
        app.publish(&[amt, id]).await;
        let mut from = Vec::new();
        for version in [3, 4] {
            let payload = app.run(&token, "staffMemberErase", json!({ "id": id, "expectedVersion": version }), "erasedVersions mentions { id }").await;
            assert_eq!((&payload["erasedVersions"], &payload["mentions"]), (&json!(0), &json!([])));
            from.push(payload["problems"][0]["message"].clone());
            let set = json!({ "room": version.to_string() });
            app.done(&token, "staffMemberUpdate", json!({ "id": id, "expectedVersion": version, "set": set }), "").await;
        }
        assert_eq!(from, ["is public: take the person from the public first"; 2]);
        let query = "mutation($input: StaffMemberEraseInput!) { staffMemberErase(input: $input) { problems { code path ... on StepNotAllowed { from } } } }";
        let answer = app.data_as(&token, query, json!({ "input": { "id": id, "expectedVersion": 5 } })).await;
        assert_eq!(answer["staffMemberErase"]["problems"], json!([{ "code": "STEP_NOT_ALLOWED", "path": ["input", "id"], "from": "CHANGED" }]));
        let department = app.problems_of_erasure(&token, amt, 2).await;
        assert_eq!(department, ["NOT_FOUND input.id: there is no staff member with this id"]);

        let other = Sketch::staff_member(amt, "Andere");
        let other_id = other.id();
        app.draft([other]).await;
        app.done(&token, "staffMemberUpdate", json!({ "id": other_id, "expectedVersion": 1, "set": { "room": "7" } }), "").await;
        let conflict = app.problems_of_erasure(&token, other_id, 1).await;
        assert_eq!(conflict, ["VERSION_CONFLICT input.expectedVersion: changed since version 1: the facts"]);
        let publisher = app.account("Pub").may(Role::Publisher).make().await.token;
        assert_eq!(app.problems_of_erasure(&publisher, other_id, 2).await, ["NOT_PERMITTED input: only administrators erase a person"]);
    }

    async fn a_deleted_person_is_erased_too_and_only_once(app: Empty) {
        let token = app.admin().await;
        let (amt, id) = person(&app, &token).await;
        let page = Sketch::page(amt, "seite").text("de", Field::Summary, "Kunigunde Zwiebelfisch war hier.");
        let page_id = page.id();
        app.draft([page]).await;
        delete(&app, &token, id, 2).await;
        let conflict = app.problems_of_erasure(&token, id, 2).await;
        assert_eq!(conflict, ["VERSION_CONFLICT input.expectedVersion: the person was deleted in another version"]);
        let erased = erase(&app, &token, id, 3).await;
        assert_eq!(erased, json!({ "problems": [], "erasedVersions": 2, "mentions": [{ "id": page_id }] }));
        let again = erase(&app, &token, id, 4).await;
        assert_eq!(again, json!({ "problems": [], "erasedVersions": 0, "mentions": [] }));
        let key = app.database.id_sql(id);
        let told = format!("SELECT verb AS line FROM revision WHERE content_id = {key} ORDER BY version");
        assert_eq!(app.database.rows(&told).await, ["create", "update", "delete", "erase"]);
        assert_eq!(naming(&dump(&app).await).len(), 2, "the page's summary, in its draft and its history");
    }

    async fn a_step_that_was_planned_for_an_erased_person_has_failed(app: Empty) {
        let token = app.admin().await;
        let (amt, id) = person(&app, &token).await;
        let other = Sketch::staff_member(amt, "Andere");
        let other_id = other.id();
        app.draft([other]).await;
        app.publish(&[amt]).await;
        let items = json!([{ "id": id, "expectedVersion": 2 }, { "id": other_id, "expectedVersion": 1 }]);
        let input = json!({ "items": items, "locales": ["de"], "at": "2030-06-01T12:00:00Z" });
        app.done(&token, "contentPublish", input, "").await;
        erase(&app, &token, id, 2).await;
        assert_eq!(naming(&dump(&app).await), [""; 0]);
        let_time_pass(&app).await;
        assert_eq!(run_due(&app.app).await, 1);
        let query = "{ plannedSteps { nodes { state problems { code path } items { version content { id } } } } }";
        let step = app.data_as(&token, query, json!({})).await["plannedSteps"]["nodes"][0].take();
        assert_eq!(step, json!({
            "state": "FAILED", "problems": [{ "code": "NOT_FOUND", "path": ["input", "items", "0", "expectedVersion"] }],
            "items": [{ "version": 2, "content": null }, { "version": 1, "content": { "id": other_id } }]
        }));
        assert_eq!(app.data("{ staff { totalCount } }").await["staff"]["totalCount"], json!(0), "all or nothing");
    }
}

impl TestApp {
    /// The problems of an erasure, each as `CODE path: message`.
    async fn problems_of_erasure(&self, token: &str, id: ContentId, version: i64) -> Vec<String> {
        let payload = self
            .run(token, "staffMemberErase", json!({ "id": id, "expectedVersion": version }), "erasedVersions")
            .await;
        let problem = |problem: &Value| {
            let path: Vec<&str> =
                problem["path"].as_array().expect("a path").iter().filter_map(Value::as_str).collect();
            let text = |field: &str| problem[field].as_str().expect("a text").to_owned();
            format!("{} {}: {}", text("code"), path.join("."), text("message"))
        };
        payload["problems"].as_array().expect("a list").iter().map(problem).collect()
    }
}
