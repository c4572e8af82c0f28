//! Taking from the public.

use serde_json::{Value, json};
use wegweiser::domain::content::Field;

use super::items;
use crate::support::{Empty, Sketch};

on_both_databases! {
    async fn what_is_taken_from_the_public_is_gone_there_and_stays_on_the_desk(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let (id, page) = (department.id(), Sketch::page(department.id(), "seite"));
        let page_id = page.id();
        let child = Sketch::page(id, "unten").below(Some(page_id), &[]);
        app.live([department, page, child]).await;
        let fields = "contents { stage version publication { state liveLocales } }";
        let payload = app.done(&token, "contentUnpublish", json!({ "items": items(&[(page_id, 2)]), "acceptInUse": true }), fields).await;
        assert_eq!(payload["contents"], json!([{
            "stage": "DRAFT", "version": 3, "publication": { "state": "UNPUBLISHED", "liveLocales": [] }
        }]));
        let data = app.data(r#"{ page(by: {path: "/de/amt/seite"}) { id } pages { nodes { path parent { id } ancestors { id } } } }"#).await;
        assert_eq!(data, json!({ "page": null, "pages": { "nodes": [{ "path": null, "parent": null, "ancestors": [] }] } }));
        for table in ["page", "page_slug", "page_path", "label", "tree_place", "translation"] {
            let rows = format!("{table} WHERE stage = 'live' AND content_id = {}", app.database.id_sql(page_id));
            assert_eq!(app.database.count(&rows).await, 0, "{table}");
        }
        // Live again, everything is as it was.
        let input = json!({ "items": items(&[(page_id, 3)]), "locales": ["de"] });
        app.done(&token, "contentPublish", input, "").await;
        let data = app.data(r#"{ page(by: {path: "/de/amt/seite/unten"}) { path ancestors { path } } }"#).await;
        assert_eq!(data["page"], json!({ "path": "/de/amt/seite/unten", "ancestors": [{ "path": "/de/amt/seite" }] }));
    }

    async fn what_is_in_use_says_by_whom(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let id = department.id();
        let person = Sketch::staff_member(id, "Anders");
        let person_id = person.id();
        let hidden = Sketch::staff_member(id, "Entwurf");
        app.live([department, person]).await;
        app.draft([hidden]).await;
        let document = crate::support::document("contentUnpublish", "")
            .replace("... on LocaleInUse", "... on InUse { usedBy { id } hiddenCount } ... on LocaleInUse");
        let input = json!({ "items": items(&[(id, 2)]) });
        let mut answer = app.ask_as(&token, &document, json!({ "input": input })).await;
        assert_eq!(answer.body["data"]["contentUnpublish"]["problems"].take(), json!([{
            "__typename": "InUse", "code": "IN_USE", "path": ["input", "items", "0", "id"],
            "message": "1 public content refers to it", "usedBy": [{ "id": person_id }], "hiddenCount": 0
        }]));
        // Together they go.
        app.done(&token, "contentUnpublish", json!({ "items": items(&[(id, 2), (person_id, 2)]) }), "").await;
        let data = app.data("{ departments { totalCount } staff { totalCount } }").await;
        assert_eq!(data, json!({ "departments": { "totalCount": 0 }, "staff": { "totalCount": 0 } }));
        let problems = app.problems(&token, "contentUnpublish", json!({ "items": items(&[(id, 3)]) })).await;
        assert_eq!(problems, ["STEP_NOT_ALLOWED input.items.0.id: is not public"]);
    }

    async fn some_locales_go_and_the_others_stay(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None).translation("en", Field::Name, "Office", "amt");
        let id = department.id();
        app.live([department]).await;
        let input = json!({ "items": items(&[(id, 2)]), "locales": ["en"] });
        app.done(&token, "contentUnpublish", input, "").await;
        let data = app.data(r#"{ department(by: {slug: "amt"}, locale: "en") { name { value lang } availableLocales } }"#).await;
        assert_eq!(data["department"], json!({ "name": { "value": "amt", "lang": "de" }, "availableLocales": ["de"] }));
        let data = app.data_as(&token, r#"{ preview { department(by: {slug: "amt"}, locale: "en") { name { value } } } }"#, json!({})).await;
        assert_eq!(data["preview"]["department"]["name"]["value"], "Office");
    }

    async fn a_source_does_not_go_without_its_translations(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None).translation("en", Field::Name, "Office", "amt");
        let id = department.id();
        let page = Sketch::page(id, "seite").link(Some(id), None, "Zum Amt").translation("en", Field::Title, "Page", "seite");
        let page_id = page.id();
        app.live([department, page]).await;
        let input = json!({ "items": items(&[(page_id, 2), (id, 2)]), "locales": ["de"] });
        let document = crate::support::document("contentUnpublish", "")
            .replace("... on LocaleInUse", "... on SourceNotLive { locales } ... on LocaleInUse");
        let answer = app.ask_as(&token, &document, json!({ "input": input })).await;
        let problems = answer.body["data"]["contentUnpublish"]["problems"].as_array().expect("a list").clone();
        assert_eq!(problems.len(), 2, "{problems:?}");
        for problem in problems {
            assert_eq!((&problem["code"], &problem["locales"]), (&json!("SOURCE_NOT_LIVE"), &json!(["en"])));
            assert_eq!(problem["message"], "has texts in en that were made from these: they must go too");
        }
        app.done(&token, "contentUnpublish", json!({ "items": items(&[(id, 2)]), "locales": ["en", "de"] }), "").await;
        app.done(&token, "contentUnpublish", json!({ "items": items(&[(page_id, 2)]), "locales": ["en"] }), "").await;
        app.done(&token, "contentUnpublish", json!({ "items": items(&[(page_id, 3)]), "locales": ["de"] }), "").await;
        let data = app.data("{ pages { nodes { title { value } relatedLinks { label { value } } } } }").await;
        assert_eq!(data["pages"]["nodes"], json!([{ "title": null, "relatedLinks": [{ "label": { "value": "Zum Amt" } }] }]));
    }

    async fn where_nothing_is_to_be_taken_nothing_is_written(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None).translation("en", Field::Name, "Office", "amt");
        let bare = Sketch::department("ohne", None);
        let ids = [department.id(), bare.id()];
        app.live([department, bare]).await;
        let input = json!({ "items": items(&[(ids[0], 2), (ids[1], 2)]), "locales": ["en"] });
        let payload = app.done(&token, "contentUnpublish", input, "contents { version }").await;
        assert_eq!(payload["contents"], json!([{ "version": 3 }, { "version": 2 }]));
        assert_eq!(app.database.count("revision WHERE verb = 'unpublish'").await, 1);
        assert_eq!(app.database.count("event WHERE verb = 'unpublish'").await, 1);
    }

    async fn what_somebody_published_meanwhile_is_not_taken_unseen(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let id = department.id();
        app.live([department]).await;
        let set = json!({ "id": id, "expectedVersion": 2, "set": { "room": "7" } });
        app.done(&token, "departmentUpdate", set, "").await;
        let publish = json!({ "items": items(&[(id, 3)]), "locales": [] });
        app.done(&token, "contentPublish", publish, "").await;
        let problems = app.problems(&token, "contentUnpublish", json!({ "items": items(&[(id, 2)]) })).await;
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with("VERSION_CONFLICT input.items.0.expectedVersion"), "{problems:?}");
        // The whole takes the texts too: what somebody published of them counts as well.
        let set = json!({ "texts": [{ "locale": "de", "name": "Neues Amt" }] });
        app.done(&token, "departmentUpdate", json!({ "id": id, "expectedVersion": 4, "set": set }), "").await;
        let texts = json!({ "items": items(&[(id, 5)]), "locales": ["de"], "facts": false });
        app.done(&token, "contentPublish", texts, "").await;
        for locales in [Value::Null, json!(["de"])] {
            let input = json!({ "items": items(&[(id, 4)]), "locales": locales });
            let problems = app.problems(&token, "contentUnpublish", input).await;
            assert_eq!(problems, ["VERSION_CONFLICT input.items.0.expectedVersion: changed since version 4: the name in de"]);
        }
        let payload = app.run(&token, "contentUnpublish", json!({ "items": items(&[(id, 6)]) }), "").await;
        assert_eq!(payload["problems"], Value::Array(Vec::new()));
    }
}
