//! Who did what when, and what it changed: in every noun, field by field and word by word.

use serde_json::{Value, json};
use wegweiser::domain::content::Field;
use wegweiser::domain::permission::Role;

use super::{history, newest};
use crate::support::{Empty, Member, Sketch, TestApp, code_of};

fn change(id: impl std::fmt::Display, version: i64, set: Value) -> Value {
    json!({ "id": id.to_string(), "expectedVersion": version, "set": set })
}

on_both_databases! {
    async fn every_verb_is_told_with_its_account_and_its_locales(app: Empty) {
        let token = app.account("Erna Erste").may(Role::Admin).make().await.token;
        let department = Sketch::department("amt", None);
        let id = department.id();
        app.draft([department]).await;
        let english = json!({ "room": "7", "texts": [{ "locale": "en", "name": "Office" }] });
        app.done(&token, "departmentUpdate", change(id, 1, english), "").await;
        app.publish_in(&[id], &["de"]).await;
        app.done(&token, "departmentUpdate", change(id, 3, json!({ "room": "8" })), "").await;
        let told = history(&app, &token, id, "version verb by locales isErased changes { field }").await;
        assert_eq!(json!(told), json!([
            { "version": 4, "verb": "UPDATE", "by": "Erna Erste", "locales": [], "isErased": false, "changes": [{ "field": "room" }] },
            { "version": 3, "verb": "PUBLISH", "by": null, "locales": ["de"], "isErased": false, "changes": [] },
            { "version": 2, "verb": "UPDATE", "by": "Erna Erste", "locales": ["en"], "isErased": false,
              "changes": [{ "field": "room" }, { "field": "name" }] },
            { "version": 1, "verb": "CREATE", "by": null, "locales": [], "isErased": false,
              "changes": [{ "field": "slug" }, { "field": "position" }, { "field": "name" }] }
        ]));
        let at = history(&app, &token, id, "at").await;
        assert!(at.iter().all(|revision| revision["at"].as_str().is_some_and(|at| at.ends_with('Z'))), "{at:?}");
        assert_eq!(newest(&app, &token, id).await, ["the facts | room | 7 | 8"], "publishing stands between the two drafts");
    }

    async fn texts_are_compared_word_by_word(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None).text("de", Field::Description, "Montag 8 Uhr.");
        let id = department.id();
        app.draft([department]).await;
        let set = json!({ "texts": [{ "locale": "de", "description": "Montag 9 Uhr." }] });
        app.done(&token, "departmentUpdate", change(id, 1, set), "").await;
        let told = history(&app, &token, id, "changes { part field locale item before after words { kind text } }").await;
        assert_eq!(told[0]["changes"], json!([{
            "part": "the description in de", "field": "description", "locale": "de", "item": null,
            "before": "Montag 8 Uhr.", "after": "Montag 9 Uhr.",
            "words": [
                { "kind": "EQUAL", "text": "Montag " }, { "kind": "DELETED", "text": "8" },
                { "kind": "INSERTED", "text": "9" }, { "kind": "EQUAL", "text": " Uhr." }
            ]
        }]));
        // Of a hundred thousand characters too.
        let long = |word: &str| (0..9_000).map(|number| format!("{word}{number} x ")).collect::<String>();
        for (version, text) in [(2, long("a")), (3, long("b"))] {
            let set = json!({ "texts": [{ "locale": "de", "description": text }] });
            app.done(&token, "departmentUpdate", change(id, version, set), "").await;
        }
        let told = history(&app, &token, id, "changes { words { kind } }").await;
        assert_eq!(told[0]["changes"][0]["words"], json!([{ "kind": "DELETED" }, { "kind": "INSERTED" }]));
    }

    async fn facts_and_relations_of_every_noun_are_shown_as_readers_see_them(app: Empty) {
        let token = app.admin().await;
        let (root, department) = (Sketch::department("stadt", None), Sketch::department("amt", None));
        let (root_id, amt) = (root.id(), department.id());
        let people = ["Arndt", "Beyer"].map(|name| Sketch::staff_member(amt, name));
        let [arndt, beyer] = people.each_ref().map(Sketch::id);
        let (duty, office) = (Sketch::responsibility(amt, "aufgabe", &[arndt]), Sketch::office(amt, "stelle", &[]));
        let page = Sketch::page(amt, "seite").link(Some(amt), None, "Amt");
        let (duty_id, office_id, page_id) = (duty.id(), office.id(), page.id());
        app.draft([root, department].into_iter().chain(people).chain([duty, office, page])).await;

        let set = json!({
            "phone": "(07 11) 35 12-28 76", "openingHours": { "rule": "Mo-Fr 08:30-12:30", "isByAppointment": true },
            "address": { "street": "Platz 1", "postalCode": "73728", "city": "Esslingen", "country": "DE" },
            "coordinates": { "latitude": 48.74, "longitude": 9.31 }, "website": "https://www.example.org"
        });
        app.done(&token, "departmentUpdate", change(amt, 1, set), "").await;
        assert_eq!(newest(&app, &token, amt).await, [
            "the facts | address | - | Platz 1\n73728 Esslingen\nDE", "the facts | coordinates | - | 48.74, 9.31",
            "the facts | phone | - | 0711 35122876", "the facts | website | - | https://www.example.org/",
            "the facts | openingHours | - | Mo-Fr 08:30-12:30\nby appointment"
        ]);
        app.done(&token, "contentMove", json!({ "id": amt, "parent": root_id, "expectedVersion": 2 }), "").await;
        let moved = newest(&app, &token, amt).await;
        assert!(moved.contains(&"the facts | parent | - | stadt".to_owned()), "{moved:?}");

        let set = json!({ "givenName": "Toni", "salutation": "MS", "texts": [{ "locale": "de", "roleTitle": "Leitung" }] });
        app.done(&token, "staffMemberUpdate", change(arndt, 1, set), "").await;
        assert_eq!(newest(&app, &token, arndt).await, [
            "the facts | givenName | Kim | Toni", "the facts | salutation | - | MS",
            "the role title in de | roleTitle | Sachbearbeitung | Leitung"
        ]);

        let duties = json!({ "duties": [{ "staffMember": beyer, "role": "RESPONSIBLE" }, { "staffMember": arndt, "role": "DEPUTY" }] });
        app.done(&token, "responsibilityUpdate", change(duty_id, 1, duties), "").await;
        assert_eq!(newest(&app, &token, duty_id).await, [
            "the duties | duties | Frau Toni Arndt (responsible) | Kim Beyer (responsible)\nFrau Toni Arndt (deputy)"
        ]);
        app.done(&token, "officeUpdate", change(office_id, 1, json!({ "runBy": [beyer], "slug": "neu" })), "").await;
        assert_eq!(newest(&app, &token, office_id).await, ["the facts | slug | stelle | neu", "who runs it | runBy | - | Kim Beyer"]);

        let set = json!({
            "contacts": [arndt], "slugs": [{ "locale": "en", "slug": "page" }],
            "relatedLinks": [{ "url": "https://www.example.org", "labels": [{ "locale": "de", "label": "Beispiel" }] }]
        });
        app.done(&token, "pageUpdate", change(page_id, 1, set), "").await;
        assert_eq!(newest(&app, &token, page_id).await, [
            "the slug in en | slug | - | page", "the contacts | contacts | - | Frau Toni Arndt",
            "the related links | relatedLinks | amt | https://www.example.org/",
            "the label in de | label | Amt | -", "the label in de | label | - | Beispiel"
        ]);
        let told = history(&app, &token, page_id, "changes { field locale item }").await;
        let labels: Vec<&Value> = told[0]["changes"].as_array().expect("a list").iter().filter(|change| change["field"] == "label").collect();
        assert!(labels.iter().all(|label| label["item"].is_string() && label["locale"] == "de"), "{labels:?}");
    }

    async fn a_history_is_paged_from_the_newest_to_the_oldest(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let id = department.id();
        app.draft([department]).await;
        for version in 1..6 {
            app.done(&token, "departmentUpdate", change(id, version, json!({ "room": version.to_string() })), "").await;
        }
        let page = async |arguments: &str| {
            let query = format!(
                r#"{{ preview {{ department(by: {{id: "{id}"}}) {{ revisions({arguments}) {{ totalCount nodes {{ version }}
                    edges {{ cursor node {{ version }} }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }} }} }}"#
            );
            let mut data = app.data_as(&token, &query, json!({})).await;
            data["preview"]["department"]["revisions"].take()
        };
        let versions = |page: &Value| -> Vec<i64> {
            page["nodes"].as_array().expect("a list").iter().map(|node| node["version"].as_i64().expect("a number")).collect()
        };
        let first = page("first: 2").await;
        assert_eq!((versions(&first), &first["totalCount"]), (vec![6, 5], &json!(6)));
        assert_eq!(first["pageInfo"]["hasNextPage"], json!(true));
        assert_eq!(first["edges"][1]["cursor"], first["pageInfo"]["endCursor"]);
        let cursor = first["pageInfo"]["endCursor"].as_str().expect("a cursor");
        let next = page(&format!(r#"first: 10, after: "{cursor}""#)).await;
        assert_eq!((versions(&next), &next["pageInfo"]["hasNextPage"]), (vec![4, 3, 2, 1], &json!(false)));
        assert_eq!(next["pageInfo"]["hasPreviousPage"], json!(true));
        assert_eq!(versions(&page("last: 2").await), [2, 1]);
        assert_eq!(versions(&page(&format!(r#"last: 1, before: "{cursor}""#)).await), [6]);
        assert_eq!(versions(&page("first: 0").await), [0; 0]);

        let query = |arguments: &str| format!(r#"{{ preview {{ department(by: {{id: "{id}"}}) {{ revisions({arguments}) {{ totalCount }} }} }} }}"#);
        for arguments in ["first: 101", "first: 1, last: 1", r#"after: "x""#] {
            let body = app.ask_as(&token, &query(arguments), json!({})).await.body;
            assert_eq!(code_of(&body), "BAD_REQUEST", "{arguments}");
        }
    }

    async fn only_who_may_read_the_draft_sees_its_history(app: Empty) {
        let (mine, other) = (Sketch::department("mein", None), Sketch::department("anderes", None));
        let ids = [mine.id(), other.id()];
        app.live([mine, other]).await;
        let editor = Member::editor(&app, ids[0]).await;
        let counts = async |query: &str| {
            let data = editor.data(&app, query).await;
            let data = data.get("preview").unwrap_or(&data);
            ["mine", "other"].map(|name| {
                let revisions = &data[name]["revisions"];
                (revisions["totalCount"].clone(), revisions["nodes"].as_array().expect("a list").len())
            })
        };
        let [mine, other] = ids.map(|id| format!(r#"node(id: "{id}") {{ ... on Content {{ revisions {{ totalCount nodes {{ version changes {{ field }} }} }} }} }}"#));
        for query in [format!("{{ preview {{ mine: {mine} other: {other} }} }}"), format!("{{ mine: {mine} other: {other} }}")] {
            assert_eq!(counts(&query).await, [(json!(2), 2), (json!(0), 0)]);
        }
        let body = app.ask(&format!("{{ {mine} }}")).await;
        assert_eq!(code_of(&body), "VALIDATION_FAILED", "the public has no word for it");
    }

    async fn any_number_of_histories_takes_the_same_statements(app: TestApp) {
        let token = app.admin().await;
        let ask = async |first: usize| {
            let query = format!(
                "{{ preview {{ pages(first: {first}) {{ nodes {{ revisions {{ totalCount nodes {{ by changes {{ before after words {{ text }} }} }} }} }} }} }} }}"
            );
            app.statements(app.data_as(&token, &query, json!({}))).await.0
        };
        ask(1).await;
        let (few, many) = (ask(2).await, ask(10).await);
        assert_eq!(few, many);
    }
}
