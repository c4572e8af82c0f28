//! Publishing.

use serde_json::{Value, json};
use wegweiser::domain::content::Field;
use wegweiser::domain::permission::Role;

use super::items;
use crate::support::{Empty, Sketch, TestApp};

const DEPARTMENT: &str = r#"{ department(by: {slug: "amt"}) { room de: name(locale: "de") { value isOutdated }
    en: name(locale: "en", ) { value lang isOutdated } availableLocales updatedAt } }"#;

async fn publish(app: &TestApp, token: &str, input: Value) -> Value {
    app.done(token, "contentPublish", input, "contents { id version publication { state liveLocales } }")
        .await
}

async fn update(app: &TestApp, token: &str, id: impl ToString, version: i64, set: Value) {
    let input = json!({ "id": id.to_string(), "expectedVersion": version, "set": set });
    app.done(token, "departmentUpdate", input, "").await;
}

on_both_databases! {
    async fn a_room_that_is_changed_and_published_is_in_every_locale_at_once(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None).translation("en", Field::Name, "Office", "amt");
        let id = department.id();
        app.live([department]).await;
        update(&app, &token, id, 2, json!({ "room": "7" })).await;
        assert_eq!(app.data(DEPARTMENT).await["department"]["room"], Value::Null, "it is a draft");
        let input = json!({ "items": items(&[(id, 3)]), "locales": [] });
        let published = publish(&app, &token, input).await;
        assert_eq!(published["contents"], json!([{
            "id": id, "version": 4, "publication": { "state": "LIVE", "liveLocales": ["de", "en"] }
        }]));
        let data = app.data(DEPARTMENT).await;
        assert_eq!(data["department"]["room"], "7");
        for locale in ["de", "en"] {
            assert_eq!(data["department"][locale]["isOutdated"], false, "{locale}");
        }
    }

    async fn exactly_what_is_named_goes_live(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None)
            .translation("en", Field::Name, "Office", "amt")
            .translation("de-simple", Field::Name, "Das Amt", "amt");
        let id = department.id();
        app.draft([department, Sketch::department("anderes", None)]).await;
        publish(&app, &token, json!({ "items": items(&[(id, 1)]), "locales": ["de"] })).await;
        let data = app.data(DEPARTMENT).await;
        assert_eq!(data["department"]["availableLocales"], json!(["de"]));
        assert_eq!(data["department"]["en"], json!({ "value": "amt", "lang": "de", "isOutdated": false }));
        let others = app.data("{ departments { totalCount } }").await;
        assert_eq!(others["departments"]["totalCount"], 1);
        // Texts alone, of what is live.
        let set = json!({ "room": "9", "texts": [{ "locale": "en", "name": "Bureau" }] });
        update(&app, &token, id, 2, set).await;
        publish(&app, &token, json!({ "items": items(&[(id, 3)]), "facts": false, "locales": ["en"] })).await;
        let data = app.data(DEPARTMENT).await;
        assert_eq!((&data["department"]["room"], &data["department"]["en"]["value"]), (&Value::Null, &json!("Bureau")));
        assert_eq!(data["department"]["availableLocales"], json!(["de", "en"]));
        // A text that the draft has no more goes.
        update(&app, &token, id, 4, json!({ "texts": [{ "locale": "en", "name": null }] })).await;
        publish(&app, &token, json!({ "items": items(&[(id, 5)]), "facts": false, "locales": ["en"] })).await;
        assert_eq!(app.data(DEPARTMENT).await["department"]["availableLocales"], json!(["de"]));
        let history = app.database.rows(&format!(
            "SELECT verb || ' ' || version AS line FROM revision WHERE content_id = {} ORDER BY version", app.database.id_sql(id))).await;
        assert_eq!(history, ["create 1", "publish 2", "update 3", "publish 4", "update 5", "publish 6"]);
    }

    async fn a_step_is_done_whole_or_not_at_all(app: Empty) {
        let token = app.admin().await;
        let (one, two) = (Sketch::department("amt", None), Sketch::department("zwei", None));
        let ids = [one.id(), two.id()];
        app.draft([one, two]).await;
        update(&app, &token, ids[1], 1, json!({ "room": "3" })).await;
        let input = json!({ "items": items(&[(ids[0], 1), (ids[1], 1)]), "locales": ["de"] });
        let problems = app.problems(&token, "contentPublish", input).await;
        assert_eq!(problems, ["VERSION_CONFLICT input.items.1.expectedVersion: changed since version 1: the facts"]);
        assert_eq!(app.data("{ departments { totalCount } }").await["departments"]["totalCount"], 0);
        let nobody = "01890000-0000-7000-8000-000000000000";
        for (input, expected) in [
            (json!({ "items": items(&[(ids[0], 1), (ids[0], 1)]), "locales": ["de"] }), "INVALID_FIELD input.items.1.id: stands in this list already"),
            (json!({ "items": items(&[(ids[0], 1)]), "locales": ["de", "de"] }), "INVALID_FIELD input.locales.1: stands in this list already"),
            (json!({ "items": [], "locales": ["de"] }), "INVALID_FIELD input.items: names nothing"),
            (json!({ "items": items(&[(ids[0], 1)]), "locales": ["fr"] }), "INVALID_FIELD input.locales.0: fr is no locale of the city"),
            (json!({ "items": items(&[(ids[0], 1)]), "facts": false, "locales": [] }), "INVALID_FIELD input.locales: is needed where facts do not go live"),
            (json!({ "items": items(&[(nobody, 1)]), "locales": [] }), "NOT_FOUND input.items.0.id: there is no content with this id"),
            (json!({ "items": items(&[(ids[0], 1)]), "facts": false, "locales": ["de"] }),
                "STEP_NOT_ALLOWED input.items.0.id: is not public yet: its facts must go live first, or with its texts"),
        ] {
            assert_eq!(app.problems(&token, "contentPublish", input).await, [expected]);
        }
        assert_eq!(app.database.count("revision WHERE verb = 'publish'").await, 0);
    }

    async fn what_is_so_already_is_left_alone(app: Empty) {
        let token = app.admin().await;
        let (one, two) = (Sketch::department("amt", None).translation("en", Field::Name, "Office", "amt"), Sketch::department("zwei", None));
        let ids = [one.id(), two.id()];
        app.live([one, two]).await;
        update(&app, &token, ids[0], 2, json!({ "room": "3", "texts": [{ "locale": "en", "name": "Bureau" }] })).await;
        update(&app, &token, ids[0], 3, json!({ "room": null })).await;
        let events = app.database.count("event").await;
        let read = "{ departments { nodes { updatedAt } } }";
        let before = app.data(read).await;
        // Taken back, it is as it was; the English text does not go along.
        let input = json!({ "items": items(&[(ids[0], 4), (ids[1], 2)]), "locales": ["de"] });
        let payload = app.done(&token, "contentPublish", input, "contents { version }").await;
        assert_eq!(payload["contents"], json!([{ "version": 4 }, { "version": 2 }]));
        assert_eq!((app.data(read).await, app.database.count("event").await), (before, events));
        let input = json!({ "items": items(&[(ids[0], 4), (ids[1], 2)]), "locales": ["de", "en"] });
        let payload = app.done(&token, "contentPublish", input, "contents { version }").await;
        assert_eq!(payload["contents"], json!([{ "version": 5 }, { "version": 2 }]));
        assert_eq!(app.database.count("event").await, events + 1);
    }

    async fn a_translation_does_not_go_without_its_source(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None).translation("en", Field::Name, "Office", "amt");
        let id = department.id();
        let page = Sketch::page(id, "seite").link(Some(id), None, "Zum Amt");
        let page_id = page.id();
        app.draft([department, page]).await;
        let input = json!({ "items": items(&[(id, 1)]), "locales": ["en"] });
        let document = crate::support::document("contentPublish", "")
            .replace("... on LocaleInUse", "... on SourceNotLive { locales } ... on LocaleInUse");
        let answer = app.ask_as(&token, &document, json!({ "input": input })).await;
        let problem = &answer.body["data"]["contentPublish"]["problems"][0];
        assert_eq!((&problem["code"], &problem["locales"]), (&json!("SOURCE_NOT_LIVE"), &json!(["de"])), "{problem}");
        publish(&app, &token, json!({ "items": items(&[(id, 1)]), "locales": ["en", "de"] })).await;
        publish(&app, &token, json!({ "items": items(&[(id, 2)]), "facts": false, "locales": ["en"] })).await;
        // What a link says in the source must go along with the link.
        let problems = app.problems(&token, "contentPublish", json!({ "items": items(&[(page_id, 1)]), "locales": [] })).await;
        assert_eq!(problems, ["SOURCE_NOT_LIVE input.items.0.id: needs its texts in de in public too"]);
        publish(&app, &token, json!({ "items": items(&[(page_id, 1)]), "locales": ["de"] })).await;
    }

    async fn a_removal_does_not_go_live_unseen(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None).translation("en", Field::Name, "Office", "amt");
        let id = department.id();
        app.live([department]).await;
        update(&app, &token, id, 2, json!({ "texts": [{ "locale": "en", "name": null }] })).await;
        let input = |version: i64| json!({ "items": items(&[(id, version)]), "locales": ["en"] });
        let problems = app.problems(&token, "contentPublish", input(2)).await;
        assert_eq!(problems, ["VERSION_CONFLICT input.items.0.expectedVersion: changed since version 2: the name in en"]);
        assert_eq!(app.data(DEPARTMENT).await["department"]["availableLocales"], json!(["de", "en"]));
        publish(&app, &token, input(3)).await;
        assert_eq!(app.data(DEPARTMENT).await["department"]["availableLocales"], json!(["de"]));
    }

    async fn a_public_link_keeps_what_it_says(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let amt = department.id();
        let page = Sketch::page(amt, "seite").link(Some(amt), None, "Zum Amt");
        let id = page.id();
        app.live([department, page]).await;
        let links = r#"{ page(by: {path: "/de/amt/seite"}) { relatedLinks { label { value } } } }"#;
        let before = json!([{ "label": { "value": "Zum Amt" } }]);
        let set = json!({ "id": id, "expectedVersion": 2, "set": { "relatedLinks": [] } });
        app.done(&token, "pageUpdate", set, "").await;
        let texts = json!({ "items": items(&[(id, 3)]), "facts": false, "locales": ["de"] });
        let problems = app.problems(&token, "contentPublish", texts).await;
        assert_eq!(problems, ["STEP_NOT_ALLOWED input.items.0.id: has other related links in public: its facts must go live with these texts"]);
        assert_eq!(app.data(links).await["page"]["relatedLinks"], before);
        app.done(&token, "contentUnpublish", json!({ "items": items(&[(id, 3)]), "locales": ["de"] }), "").await;
        assert_eq!(app.data(links).await["page"]["relatedLinks"], before);
        publish(&app, &token, json!({ "items": items(&[(id, 4)]), "locales": ["de"] })).await;
        assert_eq!(app.data(links).await["page"]["relatedLinks"], json!([]));
        assert_eq!(app.database.count("translation WHERE field = 'label'").await, 0);
    }

    async fn slugs_are_swapped_in_one_step_and_taken_in_none(app: Empty) {
        let token = app.admin().await;
        let (one, two) = (Sketch::department("eins", None), Sketch::department("zwei", None));
        let ids = [one.id(), two.id()];
        let pages = [Sketch::page(ids[0], "seite"), Sketch::page(ids[1], "seite")];
        app.live([one, two].into_iter().chain(pages)).await;
        update(&app, &token, ids[0], 2, json!({ "slug": "drei" })).await;
        update(&app, &token, ids[1], 2, json!({ "slug": "eins" })).await;
        update(&app, &token, ids[0], 3, json!({ "slug": "zwei" })).await;
        let alone = json!({ "items": items(&[(ids[1], 3)]), "locales": [] });
        let problems = app.problems(&token, "contentPublish", alone).await;
        assert_eq!(problems, ["SLUG_TAKEN input.items.0.id: another department has the slug \"eins\" in public"]);
        publish(&app, &token, json!({ "items": items(&[(ids[0], 4), (ids[1], 3)]), "locales": [] })).await;
        let data = app.data(r#"{ one: department(by: {slug: "zwei"}) { id pages { nodes { path } } }
            two: department(by: {slug: "eins"}) { id pages { nodes { path } } } }"#).await;
        assert_eq!(data["one"], json!({ "id": ids[0], "pages": { "nodes": [{ "path": "/de/zwei/seite" }] } }));
        assert_eq!(data["two"], json!({ "id": ids[1], "pages": { "nodes": [{ "path": "/de/eins/seite" }] } }));
    }

    async fn no_order_of_steps_makes_a_circle_in_public(app: Empty) {
        let token = app.admin().await;
        let (a, b) = (Sketch::department("a", None), Sketch::department("b", None));
        let (a_id, b_id) = (a.id(), b.id());
        app.live([a, b]).await;
        let relocate = async |id: String, version: i64, parent: Option<String>| {
            let input = json!({ "id": id, "expectedVersion": version, "parent": parent });
            app.done(&token, "contentMove", input, "").await;
        };
        relocate(a_id.to_string(), 2, Some(b_id.to_string())).await;
        publish(&app, &token, json!({ "items": items(&[(a_id, 3)]), "locales": [] })).await;
        relocate(a_id.to_string(), 4, None).await;
        relocate(b_id.to_string(), 2, Some(a_id.to_string())).await;
        let problems = app.problems(&token, "contentPublish", json!({ "items": items(&[(b_id, 3)]), "locales": [] })).await;
        assert_eq!(problems, ["INVALID_FIELD input.items.0.id: would stand below itself in public: publish what stands above it too"]);
        publish(&app, &token, json!({ "items": items(&[(b_id, 3), (a_id, 5)]), "locales": [] })).await;
        let data = app.data(r#"{ department(by: {slug: "b"}) { ancestors { slug } } }"#).await;
        assert_eq!(data["department"]["ancestors"], json!([{ "slug": "a" }]));
    }

    async fn publishers_of_some_locales_publish_texts_only(app: Empty) {
        let department = Sketch::department("amt", None).translation("en", Field::Name, "Office", "amt");
        let id = department.id();
        app.live([department]).await;
        let token = app.account("Pia").may_in(Role::Publisher, None, Some(&["en"])).make().await.token;
        let set = json!({ "room": "7", "texts": [{ "locale": "en", "name": "Bureau" }] });
        update(&app, &token, id, 2, set).await;
        let problems = app.problems(&token, "contentPublish", json!({ "items": items(&[(id, 3)]), "locales": ["de", "en"] })).await;
        assert_eq!(problems, [
            "NOT_PERMITTED input.items.0.id: you may not publish facts of this",
            "NOT_PERMITTED input.items.0.id: you may not publish texts in de of this"
        ]);
        publish(&app, &token, json!({ "items": items(&[(id, 3)]), "facts": false, "locales": ["en"] })).await;
        let data = app.data(DEPARTMENT).await;
        assert_eq!((&data["department"]["room"], &data["department"]["en"]["value"]), (&Value::Null, &json!("Bureau")));
    }

    async fn no_order_of_steps_loses_a_relation(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let amt = department.id();
        let person = Sketch::staff_member(amt, "Anders");
        let person_id = person.id();
        let duty = Sketch::responsibility(amt, "aufgabe", &[person_id]);
        let duty_id = duty.id();
        app.live([department]).await;
        app.draft([person, duty]).await;
        let duties = r#"{ responsibility(by: {slug: "aufgabe"}) { duties { staffMember { familyName } } } }"#;
        publish(&app, &token, json!({ "items": items(&[(duty_id, 1)]), "locales": ["de"] })).await;
        assert_eq!(app.data(duties).await["responsibility"]["duties"], json!([]));
        publish(&app, &token, json!({ "items": items(&[(person_id, 1)]), "locales": ["de"] })).await;
        let found = json!([{ "staffMember": { "familyName": "Anders" } }]);
        assert_eq!(app.data(duties).await["responsibility"]["duties"], found);
        let input = json!({ "items": items(&[(person_id, 2)]), "acceptInUse": true });
        app.done(&token, "contentUnpublish", input, "").await;
        assert_eq!(app.data(duties).await["responsibility"]["duties"], json!([]));
        publish(&app, &token, json!({ "items": items(&[(person_id, 3)]), "locales": ["de"] })).await;
        assert_eq!(app.data(duties).await["responsibility"]["duties"], found);
    }

    async fn a_thousand_contents_go_live_in_one_step(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let id = department.id();
        app.live([department]).await;
        let people: Vec<Sketch> = (0..1000)
            .map(|number| Sketch::staff_member(id, &format!("Person{number:04}")).translation("en", Field::RoleTitle, "Clerk", "Sachbearbeitung"))
            .collect();
        let ids: Vec<_> = people.iter().map(|person| (person.id(), 1)).collect();
        app.draft(people).await;
        let input = json!({ "items": items(&ids), "locales": ["de", "en"] });
        let (statements, payload) = app.statements(app.run(&token, "contentPublish", input, "")).await;
        assert_eq!(payload["problems"], json!([]));
        assert_eq!(app.data("{ staff { totalCount } }").await["staff"]["totalCount"], 1000);
        assert!(statements < 120, "{statements}");
        let ids: Vec<_> = (0..1001).map(|number| (uuid::Uuid::from_u128(number), 1)).collect();
        let problems = app.problems(&token, "contentPublish", json!({ "items": items(&ids), "locales": [] })).await;
        assert_eq!(problems, ["INVALID_FIELD input.items: has 1001 entries, at most 1000 fit here"]);
    }
}
