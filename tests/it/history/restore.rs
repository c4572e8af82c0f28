//! A draft goes back to a former version, as far as that can be, by those who may change what differs.

use serde_json::{Value, json};
use wegweiser::domain::content::{ContentId, Field};
use wegweiser::domain::permission::Role;

use super::{delete, history, newest};
use crate::support::{Empty, Sketch, TestApp};

fn change(id: ContentId, version: i64, set: Value) -> Value {
    json!({ "id": id, "expectedVersion": version, "set": set })
}

fn to(id: ContentId, version: i64, expected: i64) -> Value {
    json!({ "id": id, "version": version, "expectedVersion": expected })
}

/// Goes back, and selects of the content as it is then.
async fn restore(app: &TestApp, token: &str, input: Value, selection: &str) -> Value {
    let mut payload = app.done(token, "contentRestore", input, &format!("content {{ {selection} }}")).await;
    payload["content"].take()
}

on_both_databases! {
    async fn facts_relations_and_texts_go_back_and_what_is_derived_follows(app: Empty) {
        let token = app.account("Erna Erste").may(Role::Admin).make().await.token;
        let department = Sketch::department("amt", None);
        let amt = department.id();
        let people = ["Arndt", "Beyer"].map(|name| Sketch::staff_member(amt, name));
        let [arndt, beyer] = people.each_ref().map(Sketch::id);
        let top = Sketch::page(amt, "oben").below(None, &[arndt]).link(Some(beyer), None, "Beyer")
            .translation("en", Field::Title, "top", "oben");
        let top_id = top.id();
        let child = Sketch::page(amt, "unten").below(Some(top_id), &[]);
        let child_id = child.id();
        app.draft([department].into_iter().chain(people).chain([top, child])).await;
        let fields = "version stage ... on Page { de: title(locale: \"de\") { value } en: title(locale: \"en\") { value isOutdated }
            path(locale: \"de\") contacts { familyName } relatedLinks { id label { value } target { id } } }";
        let query = format!("{{ preview {{ page(by: {{id: \"{top_id}\"}}) {{ ... on Content {{ {fields} }} }} child: page(by: {{id: \"{child_id}\"}}) {{ path(locale: \"de\") }} }} }}");
        let mut before = app.data_as(&token, &query, json!({})).await["preview"].take();

        let set = json!({
            "slugs": [{ "locale": "de", "slug": "neu" }, { "locale": "en", "slug": "new" }], "contacts": [beyer],
            "relatedLinks": [{ "url": "https://www.example.org", "labels": [{ "locale": "de", "label": "Beispiel" }] }],
            "texts": [{ "locale": "de", "title": "Neu" }, { "locale": "en", "title": null }]
        });
        app.done(&token, "pageUpdate", change(top_id, 1, set), "").await;
        let between = app.data_as(&token, &query, json!({})).await;
        assert_eq!(between["preview"]["child"]["path"], json!("/de/amt/neu/unten"));

        let restored = restore(&app, &token, to(top_id, 1, 2), fields).await;
        before["page"]["version"] = json!(3);
        assert_eq!(restored, before["page"], "the link has its id, the translation what it was made from");
        let mut after = app.data_as(&token, &query, json!({})).await["preview"].take();
        assert_eq!(after["child"].take(), before["child"].take());
        let told = history(&app, &token, top_id, "version verb by locales").await;
        assert_eq!(told[0], json!({ "version": 3, "verb": "RESTORE", "by": "Erna Erste", "locales": ["de", "en"] }));
        assert!(newest(&app, &token, top_id).await.contains(&"the title in de | title | Neu | oben".to_owned()));
        assert_eq!(app.database.rows("SELECT verb AS line FROM event ORDER BY cursor DESC LIMIT 1").await, ["restore"]);
        let labels = format!("SELECT folded AS line FROM label WHERE locale = 'de' AND content_id = {}", app.database.id_sql(top_id));
        assert_eq!(app.database.rows(&labels).await, ["oben"]);
    }

    async fn what_is_the_same_already_is_not_written(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let id = department.id();
        app.live([department]).await;
        assert_eq!(restore(&app, &token, to(id, 2, 2), "version").await["version"], json!(2));
        app.done(&token, "departmentUpdate", change(id, 2, json!({ "room": "7" })), "").await;
        // A publication stands for the draft as it was then.
        let restored = restore(&app, &token, to(id, 2, 3), "version ... on Department { room }").await;
        assert_eq!(restored, json!({ "version": 4, "room": null }));
        for version in [0, 9] {
            let problems = app.problems(&token, "contentRestore", to(id, version, 4)).await;
            assert!(problems.len() == 1 && problems[0].starts_with("NOT_FOUND input.version: "), "{problems:?}");
        }
    }

    async fn what_the_city_has_no_more_is_left_out(app: Empty) {
        let token = app.admin().await;
        app.done(&token, "localeSave", json!({ "tag": "tr" }), "").await;
        let department = Sketch::department("amt", None);
        let amt = department.id();
        let people = ["Arndt", "Beyer"].map(|name| Sketch::staff_member(amt, name));
        let [arndt, beyer] = people.each_ref().map(Sketch::id);
        let duty = Sketch::responsibility(amt, "aufgabe", &[arndt, beyer]).text("tr", Field::Title, "görev");
        let office = Sketch::office(amt, "stelle", &[arndt, beyer]);
        let page = Sketch::page(amt, "seite").slug("tr", "sayfa").below(None, &[arndt, beyer]).link(Some(arndt), None, "Arndt")
            .link(Some(beyer), None, "Beyer");
        let (duty_id, office_id, page_id) = (duty.id(), office.id(), page.id());
        app.draft([department].into_iter().chain(people).chain([duty, office, page])).await;
        app.done(&token, "responsibilityUpdate", change(duty_id, 1, json!({ "duties": null })), "").await;
        app.done(&token, "officeUpdate", change(office_id, 1, json!({ "runBy": null })), "").await;
        app.done(&token, "pageUpdate", change(page_id, 1, json!({ "contacts": null, "relatedLinks": null })), "").await;
        app.done(&token, "localeRemove", json!({ "tag": "tr", "acceptInUse": true }), "").await;
        delete(&app, &token, arndt, 1).await;

        let duty = restore(&app, &token, to(duty_id, 1, 3), "... on Responsibility { duties { staffMember { id } } availableLocales }").await;
        assert_eq!(duty, json!({ "duties": [{ "staffMember": { "id": beyer } }], "availableLocales": ["de"] }));
        let office = restore(&app, &token, to(office_id, 1, 2), "... on Office { runBy { id } }").await;
        assert_eq!(office, json!({ "runBy": [{ "id": beyer }] }));
        let page = restore(&app, &token, to(page_id, 1, 3), "... on Page { contacts { id } relatedLinks { label { value } } }").await;
        assert_eq!(page, json!({ "contacts": [{ "id": beyer }], "relatedLinks": [{ "label": { "value": "Beyer" } }] }));
        let left = format!("translation WHERE content_id = {} AND field = 'label'", app.database.id_sql(page_id));
        assert_eq!(app.database.count(&left).await, 1);
    }

    async fn a_place_in_the_tree_comes_back_with_all_below(app: Empty) {
        let token = app.admin().await;
        let (first, second) = (Sketch::department("erstes", None), Sketch::department("zweites", None));
        let (first_id, second_id) = (first.id(), second.id());
        let middle = Sketch::department("mitte", Some(first_id));
        let middle_id = middle.id();
        let page = Sketch::page(first_id, "seite");
        let child = Sketch::page(first_id, "kind").below(Some(page.id()), &[]);
        let (page_id, child_id) = (page.id(), child.id());
        let person = Sketch::staff_member(middle_id, "Person");
        app.draft([first, second, middle, page, child, person]).await;
        let places = async || app.database.rows("SELECT key AS line FROM tree_place ORDER BY key").await;
        let before = places().await;
        for (id, version) in [(middle_id, 1), (page_id, 1)] {
            let input = json!({ "id": id, "parent": second_id, "expectedVersion": version });
            app.done(&token, "contentMove", input, "").await;
        }
        assert_ne!(places().await, before);
        restore(&app, &token, to(middle_id, 1, 2), "id").await;
        let path = restore(&app, &token, to(page_id, 1, 2), "... on Page { path }").await;
        assert_eq!((places().await, path), (before, json!({ "path": "/de/erstes/seite" })));
        assert_eq!(history(&app, &token, child_id, "verb").await.len(), 3, "it followed twice");

        // What stands below it now cannot be above it.
        app.done(&token, "contentMove", json!({ "id": middle_id, "parent": null, "expectedVersion": 3 }), "").await;
        app.done(&token, "contentMove", json!({ "id": first_id, "parent": middle_id, "expectedVersion": 1 }), "").await;
        let problems = app.problems(&token, "contentRestore", to(middle_id, 1, 4)).await;
        assert_eq!(problems, ["INVALID_FIELD input.version: would stand below itself"]);
    }

    async fn what_others_have_by_now_stands_against_it(app: Empty) {
        let token = app.admin().await;
        let (amt, other) = (Sketch::department("amt", None), Sketch::department("anderes", None));
        let (amt_id, other_id) = (amt.id(), other.id());
        let (page, person) = (Sketch::page(amt_id, "seite"), Sketch::staff_member(other_id, "Person"));
        let (page_id, person_id) = (page.id(), person.id());
        app.draft([amt, other, page, person]).await;
        app.done(&token, "departmentUpdate", change(amt_id, 1, json!({ "slug": "neu" })), "").await;
        app.done(&token, "departmentUpdate", change(other_id, 1, json!({ "slug": "amt" })), "").await;
        let taken = app.run(&token, "contentRestore", to(amt_id, 1, 2), "").await;
        assert_eq!(taken["problems"][0]["takenBy"]["id"], json!(other_id));
        assert_eq!(taken["problems"][0]["path"], json!(["input", "version"]));
        app.done(&token, "pageUpdate", change(page_id, 1, json!({ "slugs": [{ "locale": "de", "slug": "neu" }] })), "").await;
        app.draft([Sketch::page(amt_id, "seite")]).await;
        let problems = app.problems(&token, "contentRestore", to(page_id, 1, 2)).await;
        assert_eq!(problems, ["SLUG_TAKEN input.version: another page there has the slug \"seite\" in de by now"]);

        app.done(&token, "contentMove", json!({ "id": person_id, "parent": amt_id, "expectedVersion": 1 }), "").await;
        delete(&app, &token, other_id, 2).await;
        let problems = app.problems(&token, "contentRestore", to(person_id, 1, 2)).await;
        assert_eq!(problems, ["NOT_FOUND input.version: the department that it belonged to is no more"]);
    }

    async fn behind_who_has_its_place_by_now(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let people = ["A", "B", "C"].map(|name| Sketch::staff_member(department.id(), name));
        let [a, b, c] = people.each_ref().map(Sketch::id);
        app.draft([department].into_iter().chain(people)).await;
        let places = async || app.database.rows("SELECT position AS line FROM staff_member ORDER BY family_name").await;
        let before = places().await;
        app.done(&token, "contentMove", json!({ "id": a, "after": c, "expectedVersion": 1 }), "").await;
        // As a restoration, which brings keys back, or chance may have it.
        let taken = format!("UPDATE staff_member SET position = '{}' WHERE content_id = {}", before[0], app.database.id_sql(c));
        app.database.execute(&taken).await;
        restore(&app, &token, to(a, 1, 2), "id").await;
        let after = places().await;
        assert!(after[2] == before[0] && after[2] < after[0] && after[0] < after[1], "{before:?} {after:?}");
        assert_eq!(after[1], before[1], "{b} stays");
    }

    async fn it_conflicts_part_by_part(app: Empty) {
        let (first, second) = (app.account("Erna Erste").may(Role::Admin).make().await.token, app.admin().await);
        let department = Sketch::department("amt", None).text("en", Field::Name, "Office");
        let id = department.id();
        app.draft([department]).await;
        let english = |name: &str| json!({ "texts": [{ "locale": "en", "name": name }] });
        app.done(&first, "departmentUpdate", change(id, 1, english("Bureau")), "").await;
        app.done(&first, "departmentUpdate", change(id, 2, json!({ "room": "7" })), "").await;
        let problems = app.problems(&second, "contentRestore", to(id, 1, 2)).await;
        assert_eq!(problems, ["VERSION_CONFLICT input.expectedVersion: changed since version 2: the facts"]);
        // The facts stay as they are: only the name goes back, which has not changed since.
        app.done(&second, "departmentUpdate", change(id, 3, json!({ "room": null })), "").await;
        restore(&app, &second, to(id, 1, 2), "id").await;
        assert_eq!(newest(&app, &second, id).await, ["the name in en | name | Bureau | Office"]);
    }

    async fn only_who_may_change_all_that_differs_may_go_back(app: Empty) {
        let (mine, other) = (Sketch::department("mein", None), Sketch::department("anderes", None));
        let (mine_id, other_id) = (mine.id(), other.id());
        let person = Sketch::staff_member(other_id, "Person").text("en", Field::RoleTitle, "Clerk");
        let id = person.id();
        app.draft([mine, other, person]).await;
        let admin = app.admin().await;
        let translator = app.account("Tom").may_in(Role::Translator, None, Some(&["en"])).make().await.token;
        let editor = app.account("Ede").may_in(Role::Editor, Some(mine_id), None).make().await.token;
        let texts = json!({ "texts": [{ "locale": "en", "roleTitle": "Head" }, { "locale": "de", "roleTitle": "Leitung" }] });
        app.done(&admin, "staffMemberUpdate", change(id, 1, texts), "").await;
        assert_eq!(app.problems(&translator, "contentRestore", to(id, 1, 2)).await, ["NOT_PERMITTED input.version: you may not change texts in de here"]);
        let german = json!({ "texts": [{ "locale": "de", "roleTitle": "Sachbearbeitung" }] });
        app.done(&admin, "staffMemberUpdate", change(id, 2, german), "").await;
        app.done(&translator, "contentRestore", to(id, 1, 3), "").await;

        let invisible = app.problems(&editor, "contentRestore", to(id, 1, 4)).await;
        assert_eq!(invisible, ["NOT_FOUND input.id: there is no content with this id"]);
        app.done(&admin, "contentMove", json!({ "id": id, "parent": mine_id, "expectedVersion": 4 }), "").await;
        let away = app.problems(&editor, "contentRestore", to(id, 1, 5)).await;
        assert_eq!(away, ["NOT_PERMITTED input.version: you may not put anything where it stood"]);
    }

    async fn a_deleted_content_comes_back_for_administrators_only(app: Empty) {
        let (admin, editor) = (app.admin().await, app.account("Ede").may(Role::Publisher).make().await.token);
        let department = Sketch::department("amt", None);
        let amt = department.id();
        let page = Sketch::page(amt, "seite").link(Some(amt), None, "Amt");
        let page_id = page.id();
        app.draft([department, page]).await;
        let tables = async || {
            let mut rows = Vec::new();
            for table in ["page", "page_slug", "page_path", "translation", "label", "tree_place"] {
                rows.push(app.database.count(&format!("{table} WHERE content_id = {}", app.database.id_sql(page_id))).await);
            }
            rows.push(app.database.count("related_link").await);
            rows
        };
        let before = tables().await;
        delete(&app, &admin, page_id, 1).await;
        assert_eq!(tables().await, [0; 7]);
        assert_eq!(app.problems(&editor, "contentRestore", to(page_id, 1, 2)).await, ["NOT_FOUND input.id: there is no content with this id"]);
        let conflict = app.problems(&admin, "contentRestore", to(page_id, 1, 1)).await;
        assert_eq!(conflict, ["VERSION_CONFLICT input.expectedVersion: it was deleted in another version"]);
        let restored = restore(&app, &admin, to(page_id, 1, 2), "version stage ... on Page { path relatedLinks { label { value } } }").await;
        assert_eq!(restored, json!({ "version": 3, "stage": "DRAFT", "path": "/de/amt/seite", "relatedLinks": [{ "label": { "value": "Amt" } }] }));
        assert_eq!((tables().await, app.database.count("content WHERE deleted_at IS NOT NULL").await), (before, 0));
    }
}
