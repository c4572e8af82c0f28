//! Back to what is live.

use serde_json::json;
use wegweiser::domain::content::Field;
use wegweiser::domain::permission::Role;

use crate::support::{Empty, Sketch};

on_both_databases! {
    async fn a_draft_goes_back_to_what_is_live_whole(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let amt = department.id();
        let person = Sketch::staff_member(amt, "Anders");
        let page = Sketch::page(amt, "seite").below(None, &[person.id()]).link(Some(amt), None, "Amt")
            .translation("en", Field::Title, "Page", "seite");
        let id = page.id();
        app.live([department, person, page]).await;
        let fields = r#"page { id version path(locale: "de") title(locale: "de") { value } en: title(locale: "en") { value lang isOutdated }
            summary { value } contacts { familyName } relatedLinks { id label { value } } }"#;
        let unchanged = json!({ "id": id, "expectedVersion": 2, "set": {} });
        let mut before = app.done(&token, "pageUpdate", unchanged, fields).await["page"].take();
        let set = json!({ "slugs": [{ "locale": "de", "slug": "neu" }], "contacts": [], "relatedLinks": [],
            "texts": [{ "locale": "de", "title": "Neu", "summary": "Kurz" }, { "locale": "en", "title": null }] });
        app.done(&token, "pageUpdate", json!({ "id": id, "expectedVersion": 2, "set": set }), "").await;
        let input = json!({ "id": id, "expectedVersion": 3 });
        let content = fields.replace("page {", "content { ... on Page {") + " }";
        let after = app.done(&token, "contentDiscardDraft", input, &content).await["content"].take();
        before["version"] = json!(4);
        assert_eq!(after, before);
        let query = format!("{{ preview {{ node(id: \"{id}\") {{ ... on Content {{ publication {{ state }} }} }} }} }}");
        let data = app.data_as(&token, &query, json!({})).await;
        assert_eq!(data["preview"]["node"]["publication"]["state"], "LIVE");
        // There is nothing more to take back.
        app.done(&token, "contentDiscardDraft", json!({ "id": id, "expectedVersion": 4 }), "").await;
        assert_eq!(app.database.count("revision WHERE verb = 'discard'").await, 1);
    }

    async fn a_draft_does_not_lose_what_a_draft_must_have(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let id = department.id();
        app.draft([department]).await;
        app.publish_in(&[id], &[]).await;
        let problems = app.problems(&token, "contentDiscardDraft", json!({ "id": id, "expectedVersion": 2 })).await;
        assert_eq!(problems, ["INVALID_FIELD input.id: has no name in de, the source locale, in public: publish that first, or keep the draft"]);
        app.publish_in(&[id], &["de"]).await;
        app.done(&token, "contentDiscardDraft", json!({ "id": id, "expectedVersion": 3 }), "").await;
    }

    async fn pages_below_come_back_with_their_page(app: Empty) {
        let token = app.admin().await;
        let (a, b) = (Sketch::department("a", None), Sketch::department("b", None));
        let (a_id, b_id) = (a.id(), b.id());
        let page = Sketch::page(a_id, "seite");
        let id = page.id();
        let below = Sketch::page(a_id, "unten").below(Some(id), &[]);
        app.live([a, b, page, below]).await;
        app.done(&token, "contentMove", json!({ "id": id, "parent": b_id, "expectedVersion": 2 }), "").await;
        let path = r#"{ preview { page(by: {path: "/de/a/seite/unten"}) { department { slug } parent { department { slug } } } } }"#;
        assert!(app.data_as(&token, path, json!({})).await["preview"]["page"]["department"]["slug"] != "a");
        // Whoever may not put anything there does not put it back either.
        let editor = app.account("Bea").may_in(Role::Editor, Some(b_id), None).make().await.token;
        let problems = app.problems(&editor, "contentDiscardDraft", json!({ "id": id, "expectedVersion": 3 })).await;
        assert_eq!(problems, ["NOT_PERMITTED input.id: you may not put anything where it stands in public"]);
        app.done(&token, "contentDiscardDraft", json!({ "id": id, "expectedVersion": 3 }), "").await;
        let data = app.data_as(&token, path, json!({})).await;
        assert_eq!(data["preview"]["page"], json!({ "department": { "slug": "a" }, "parent": { "department": { "slug": "a" } } }));
    }

    async fn a_page_stays_in_the_department_of_the_page_above(app: Empty) {
        let token = app.admin().await;
        let (a, b) = (Sketch::department("a", None), Sketch::department("b", None));
        let (a_id, b_id) = (a.id(), b.id());
        let page = Sketch::page(a_id, "seite");
        let id = page.id();
        let below = Sketch::page(a_id, "unten").below(Some(id), &[]);
        let below_id = below.id();
        app.live([a, b, page, below]).await;
        app.done(&token, "contentMove", json!({ "id": id, "parent": b_id, "expectedVersion": 2 }), "").await;
        let set = json!({ "id": below_id, "expectedVersion": 3, "set": { "texts": [{ "locale": "de", "title": "Neu" }] } });
        app.done(&token, "pageUpdate", set, "").await;
        let content = r#"content { ... on Page { title { value } path(locale: "de") department { slug } } }"#;
        let after = app.done(&token, "contentDiscardDraft", json!({ "id": below_id, "expectedVersion": 4 }), content).await;
        let expected = json!({ "title": { "value": "unten" }, "path": "/de/b/seite/unten", "department": { "slug": "b" } });
        assert_eq!(after["content"], expected);
    }

    async fn a_later_removal_is_not_taken_back_unseen(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None).translation("en", Field::Name, "Office", "amt");
        let id = department.id();
        app.live([department]).await;
        let set = |version: i64, set: serde_json::Value| json!({ "id": id, "expectedVersion": version, "set": set });
        app.done(&token, "departmentUpdate", set(2, json!({ "room": "3" })), "").await;
        app.done(&token, "departmentUpdate", set(3, json!({ "texts": [{ "locale": "en", "name": null }] })), "").await;
        let problems = app.problems(&token, "contentDiscardDraft", json!({ "id": id, "expectedVersion": 3 })).await;
        assert_eq!(problems, ["VERSION_CONFLICT input.expectedVersion: changed since version 3: the name in en"]);
        app.done(&token, "contentDiscardDraft", json!({ "id": id, "expectedVersion": 4 }), "").await;
    }

    async fn a_translation_is_made_from_what_it_was_again(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None).translation("en", Field::Name, "Office", "amt");
        let id = department.id();
        app.live([department]).await;
        for (version, locale, name) in [(2, "de", "Behörde"), (3, "en", "Bureau"), (4, "en", "Office"), (5, "de", "amt")] {
            let set = json!({ "texts": [{ "locale": locale, "name": name }] });
            app.done(&token, "departmentUpdate", json!({ "id": id, "expectedVersion": version, "set": set }), "").await;
        }
        let content = r#"content { ... on Department { name(locale: "en") { value isOutdated } publication { state } } }"#;
        let after = app.done(&token, "contentDiscardDraft", json!({ "id": id, "expectedVersion": 6 }), content).await;
        let expected = json!({ "name": { "value": "Office", "isOutdated": false }, "publication": { "state": "LIVE" } });
        assert_eq!(after["content"], expected);
    }

    async fn what_was_never_live_has_nothing_to_go_back_to(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let id = department.id();
        app.draft([department]).await;
        let problems = app.problems(&token, "contentDiscardDraft", json!({ "id": id, "expectedVersion": 1 })).await;
        assert_eq!(problems, ["STEP_NOT_ALLOWED input.id: is not public: there is nothing to go back to"]);
    }

    async fn a_slug_that_is_taken_meanwhile_and_a_tree_that_has_turned_are_refused(app: Empty) {
        let token = app.admin().await;
        let (a, b) = (Sketch::department("a", None), Sketch::department("b", None));
        let (a_id, b_id) = (a.id(), b.id());
        app.live([a, b]).await;
        let set = |id: &dyn ToString, version: i64, slug: &str| json!({ "id": id.to_string(), "expectedVersion": version, "set": { "slug": slug } });
        app.done(&token, "departmentUpdate", set(&a_id, 2, "c"), "").await;
        app.done(&token, "departmentUpdate", set(&b_id, 2, "a"), "").await;
        let problems = app.problems(&token, "contentDiscardDraft", json!({ "id": a_id, "expectedVersion": 3 })).await;
        assert_eq!(problems, ["SLUG_TAKEN input.id: another department has the slug \"a\" by now"]);
        app.done(&token, "departmentUpdate", set(&b_id, 3, "b"), "").await;
        app.done(&token, "contentDiscardDraft", json!({ "id": a_id, "expectedVersion": 3 }), "").await;
        // Live: a below b. On the desk: b below a.
        let relocate = |id: &dyn ToString, version: i64, parent: Option<String>| json!({ "id": id.to_string(), "expectedVersion": version, "parent": parent });
        app.done(&token, "contentMove", relocate(&a_id, 4, Some(b_id.to_string())), "").await;
        app.publish(&[a_id]).await;
        app.done(&token, "contentMove", relocate(&a_id, 6, None), "").await;
        app.done(&token, "contentMove", relocate(&b_id, 4, Some(a_id.to_string())), "").await;
        let problems = app.problems(&token, "contentDiscardDraft", json!({ "id": a_id, "expectedVersion": 7 })).await;
        assert_eq!(problems, ["INVALID_FIELD input.id: would stand below itself"]);
    }

    async fn a_translator_takes_back_what_a_translator_may_write(app: Empty) {
        let department = Sketch::department("amt", None).translation("en", Field::Name, "Office", "amt");
        let id = department.id();
        app.live([department]).await;
        let token = app.account("Tara").may_in(Role::Translator, None, Some(&["en"])).make().await.token;
        let set = json!({ "texts": [{ "locale": "en", "name": "Bureau" }] });
        app.done(&token, "departmentUpdate", json!({ "id": id, "expectedVersion": 2, "set": set }), "").await;
        app.done(&token, "contentDiscardDraft", json!({ "id": id, "expectedVersion": 3 }), "").await;
        let admin = app.admin().await;
        app.done(&admin, "departmentUpdate", json!({ "id": id, "expectedVersion": 4, "set": { "room": "7" } }), "").await;
        let problems = app.problems(&token, "contentDiscardDraft", json!({ "id": id, "expectedVersion": 5 })).await;
        assert_eq!(problems, ["NOT_PERMITTED input: you may not change facts here"]);
    }
}
