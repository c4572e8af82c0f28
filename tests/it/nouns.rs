//! The five nouns: found by id and by natural key.

use serde_json::{Value, json};
use wegweiser::domain::content::Field;

use crate::support::{Empty, Sketch, TestApp};

/// Each noun's root field with a natural key of the demo city, its type and its kind.
const NOUNS: [(&str, &str, &str, &str); 5] = [
    ("department", r#"{slug: "bauamt"}"#, "Department", "DEPARTMENT"),
    ("staffMember", r#"{email: "ada.beispiel@stadt.example"}"#, "StaffMember", "STAFF_MEMBER"),
    ("responsibility", r#"{slug: "fundbuero"}"#, "Responsibility", "RESPONSIBILITY"),
    ("office", r#"{slug: "fachrat"}"#, "Office", "OFFICE"),
    ("page", r#"{path: "/de/standesamt/heiraten/trauorte"}"#, "Page", "PAGE"),
];

/// A label for each noun, found by its natural key.
async fn found(app: &TestApp, field: &str, by: &str) -> Value {
    let query = format!("{{ it: {field}(by: {by}) {{ __typename id kind label {{ value }} }} }}");
    app.data(&query).await["it"].take()
}

on_both_databases! {
    async fn every_noun_is_found_by_id_and_by_natural_key(app: TestApp) {
        for (field, by, name, kind) in NOUNS {
            let noun = found(&app, field, by).await;
            assert_eq!((&noun["__typename"], &noun["kind"]), (&json!(name), &json!(kind)));
            assert!(noun["label"]["value"].is_string(), "{noun}");
            let id = noun["id"].as_str().expect("an id");
            assert_eq!(id.as_bytes()[14], b'7', "{id} is a UUID of version 7");
            assert_eq!(found(&app, field, &format!("{{id: {id:?}}}")).await, noun);
            let upper = id.to_uppercase();
            assert_eq!(found(&app, field, &format!("{{id: {upper:?}}}")).await, noun);
        }
    }

    async fn a_noun_is_not_found_by_the_id_of_another(app: TestApp) {
        let office = found(&app, "office", NOUNS[3].1).await;
        let by = format!("{{id: {}}}", office["id"]);
        for (field, ..) in NOUNS.iter().filter(|(field, ..)| *field != "office") {
            assert_eq!(found(&app, field, &by).await, Value::Null, "{field}");
        }
    }

    async fn what_nobody_has_is_null(app: TestApp) {
        let unknown = r#"{id: "01890a5d-ac96-774b-bcce-b302099a8057"}"#;
        for (field, by) in [
            ("department", r#"{slug: "bauamt "}"#),
            ("department", r#"{slug: "BAUAMT"}"#),
            ("department", r#"{slug: ""}"#),
            ("staffMember", r#"{email: "niemand@stadt.example"}"#),
            ("responsibility", r#"{slug: "bauamt"}"#),
            ("office", r#"{slug: "%"}"#),
            ("page", r#"{path: ""}"#),
            ("page", r#"{path: "/"}"#),
            ("page", r#"{path: "/de/standesamt"}"#),
            ("page", r#"{path: "/de/standesamt/heiraten/"}"#),
            ("page", r#"{path: "/fr/standesamt/heiraten"}"#),
        ] {
            assert_eq!(found(&app, field, by).await, Value::Null, "{field} {by}");
        }
        for (field, ..) in NOUNS {
            assert_eq!(found(&app, field, unknown).await, Value::Null, "{field}");
        }
    }

    async fn nodes_come_in_the_order_of_their_ids(app: TestApp) {
        let mut ids = Vec::new();
        for (field, by, ..) in NOUNS {
            ids.push(found(&app, field, by).await["id"].take());
        }
        ids.extend([json!("01890a5d-ac96-774b-bcce-b302099a8057"), ids[0].clone()]);
        let query = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Content { kind label { value } } } }";
        let (statements, data) = app.statements(app.data_with(query, json!({ "ids": ids }))).await;
        let nodes = data["nodes"].as_array().expect("a list");
        for (index, (_, _, name, kind)) in NOUNS.iter().enumerate() {
            assert_eq!(nodes[index]["id"], ids[index]);
            assert_eq!((&nodes[index]["__typename"], &nodes[index]["kind"]), (&json!(name), &json!(kind)));
        }
        assert_eq!((&nodes[5], &nodes[6]), (&Value::Null, &nodes[0]));
        assert_eq!(nodes.len(), 7);
        assert_eq!(statements, 6, "the kinds, and each kind once");
        for (index, id) in ids[..5].iter().enumerate() {
            let node = app
                .data_with("query($id: ID!) { node(id: $id) { __typename id } }", json!({ "id": id }))
                .await;
            assert_eq!((&node["node"]["__typename"], &node["node"]["id"]), (&json!(NOUNS[index].2), id));
        }
    }

    async fn a_page_found_by_its_path_is_in_the_paths_language(app: TestApp) {
        for (path, locale, title) in [
            ("/de/migration-integration/aufgaben-und-ziele", "de", "Aufgaben & Ziele"),
            ("/en/migration-integration/tasks-and-targets", "en", "Tasks and Targets"),
            ("/de-simple/migration-integration/aufgaben-und-ziele", "de-simple", "Unsere Aufgaben und Ziele"),
        ] {
            let query =
                "query($path: String!) { page(by: {path: $path}) { locale path slug title { value } } }";
            let answer = app.ask_with(query, json!({ "path": path }), &[("accept-language", "tr")]).await;
            let page = &answer.body["data"]["page"];
            assert_eq!((&page["locale"], &page["path"]), (&json!(locale), &json!(path)));
            assert_eq!(page["title"]["value"], title);
        }
        let query = r#"{ page(by: {path: "/de/migration-integration/aufgaben-und-ziele"}, locale: "en") {
            path de: path(locale: "de")
        } }"#;
        let page = &app.data(query).await["page"];
        assert_eq!(page["path"], "/en/migration-integration/tasks-and-targets");
        assert_eq!(page["de"], "/de/migration-integration/aufgaben-und-ziele");
    }

    async fn a_former_path_still_finds_its_page(app: Empty) {
        let department = Sketch::department("bauhof", None);
        let page = Sketch::page(department.id(), "winterdienst");
        let child = Sketch::page(department.id(), "streuplan").below(Some(page.id()), &[]);
        let (id, child_id) = (page.id(), child.id());
        app.live([department, page, child]).await;
        let key = app.database.id_sql(id);
        for rename in [
            format!("UPDATE page_slug SET slug = 'raeumdienst' WHERE stage = 'draft' AND content_id = {key}"),
            format!(
                "UPDATE page_path SET path = '/de/bauhof/raeumdienst' WHERE stage = 'draft' AND content_id = {key}"
            ),
        ] {
            assert_eq!(app.database.execute(&rename).await, 1);
        }
        let path_of = async |path: &str| {
            let query = "query($path: String!) { page(by: {path: $path}) { id path } }";
            app.data_with(query, json!({ "path": path })).await["page"].take()
        };
        assert_eq!(path_of("/de/bauhof/raeumdienst").await, Value::Null, "not published yet");
        app.publish(&[id]).await;
        for path in ["/de/bauhof/winterdienst", "/de/bauhof/raeumdienst"] {
            assert_eq!(path_of(path).await, json!({ "id": id, "path": "/de/bauhof/raeumdienst" }), "{path}");
        }
        for path in ["/de/bauhof/winterdienst/streuplan", "/de/bauhof/raeumdienst/streuplan"] {
            let expected = json!({ "id": child_id, "path": "/de/bauhof/raeumdienst/streuplan" });
            assert_eq!(path_of(path).await, expected, "{path}");
        }
        // A page that now stands where another once stood is the one that is found.
        let department = app.data(r#"{ department(by: {slug: "bauhof"}) { id } }"#).await;
        let department = department["department"]["id"].as_str().expect("an id").parse().expect("a UUID");
        let next = Sketch::page(wegweiser::domain::content::ContentId(department), "winterdienst");
        let next_id = next.id();
        app.live([next]).await;
        assert_eq!(path_of("/de/bauhof/winterdienst").await["id"], json!(next_id));
    }

    async fn slugs_can_be_swapped_in_one_publication(app: Empty) {
        let (one, other) = (Sketch::department("links", None), Sketch::department("rechts", None));
        let ids = [one.id(), other.id()];
        app.live([one, other]).await;
        for (id, slug) in [(ids[0], "zwischen"), (ids[1], "links"), (ids[0], "rechts")] {
            let id = app.database.id_sql(id);
            let rename =
                format!("UPDATE department SET slug = '{slug}' WHERE stage = 'draft' AND content_id = {id}");
            assert_eq!(app.database.execute(&rename).await, 1);
        }
        app.publish(&ids).await;
        let data = app
            .data(
                r#"{
            links: department(by: {slug: "links"}) { id } rechts: department(by: {slug: "rechts"}) { id }
        }"#,
            )
            .await;
        assert_eq!((&data["links"]["id"], &data["rechts"]["id"]), (&json!(ids[1]), &json!(ids[0])));
    }

    async fn times_tell_of_publications_only(app: Empty) {
        let department = Sketch::department("amt", None);
        let id = department.id();
        app.live([department]).await;
        let query =
            r#"{ department(by: {slug: "amt"}) { createdAt publishedAt updatedAt availableLocales } }"#;
        let first = app.data(query).await["department"].take();
        assert_eq!(first["publishedAt"], first["updatedAt"]);
        assert_eq!(first["availableLocales"], json!(["de"]));
        app.publish(&[id]).await;
        let second = app.data(query).await["department"].take();
        assert_eq!(
            (&second["publishedAt"], &second["createdAt"]),
            (&first["publishedAt"], &first["createdAt"])
        );
        assert!(second["updatedAt"].as_str() > first["updatedAt"].as_str(), "{second}");
    }

    async fn a_text_that_is_not_published_is_not_there(app: Empty) {
        let department = Sketch::department("amt", None).text("en", Field::Name, "Office");
        let id = department.id();
        app.draft([department]).await;
        app.publish_in(&[id], &["de"]).await;
        let query = r#"{ department(by: {slug: "amt"}, locale: "en") { name { value lang isFallback }
            availableLocales } }"#;
        let german = json!({ "name": { "value": "amt", "lang": "de", "isFallback": true }, "availableLocales": ["de"] });
        assert_eq!(app.data(query).await["department"], german);
        app.publish_in(&[id], &["en"]).await;
        let english = json!({ "name": { "value": "Office", "lang": "en", "isFallback": false }, "availableLocales": ["de", "en"] });
        assert_eq!(app.data(query).await["department"], english);
    }
}
