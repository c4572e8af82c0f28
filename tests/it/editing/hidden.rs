//! What an editor may not see is neither told nor lost.

use serde_json::{Value, json};
use wegweiser::domain::content::{ContentId, Field};
use wegweiser::domain::permission::Role;

use crate::support::{Empty, Sketch, TestApp};

/// An editor of one department; another department with a changed draft, and a draft of a person.
struct City {
    admin: String,
    token: String,
    mine: ContentId,
    other: ContentId,
    hidden_person: ContentId,
    version: i64,
}

async fn city(app: &TestApp) -> City {
    let (mine, other) = (Sketch::department("mein", None), Sketch::department("anderes", None));
    let (mine_id, other_id) = (mine.id(), other.id());
    let person = Sketch::staff_member(other_id, "Geheim");
    let hidden_person = person.id();
    app.live([mine, other]).await;
    app.draft([person]).await;
    let admin = app.admin().await;
    let set = json!({ "room": "geheim", "texts": [{ "locale": "en", "name": "Secret" }] });
    app.done(&admin, "departmentUpdate", json!({ "id": other_id, "expectedVersion": 2, "set": set }), "")
        .await;
    let token = app.account("Edi").may_in(Role::Editor, Some(mine_id), None).make().await.token;
    City { admin, token, mine: mine_id, other: other_id, hidden_person, version: 3 }
}

on_both_databases! {
    async fn a_guess_at_a_hidden_draft_is_answered_alike_right_or_wrong(app: Empty) {
        let city = city(&app).await;
        for (version, set) in [
            (city.version, json!({ "room": "geheim" })),
            (city.version, json!({ "room": "falsch" })),
            (city.version, json!({ "texts": [{ "locale": "en", "name": "Secret" }] })),
            (city.version, json!({})),
            (99_999, json!({})),
            (city.version, json!({ "phone": "(07 11)" })),
        ] {
            let input = json!({ "id": city.other, "expectedVersion": version, "set": set });
            let problems = app.problems(&city.token, "departmentUpdate", input).await;
            assert_eq!(problems, ["NOT_PERMITTED input.id: you may not change this"]);
        }
        let items = |version: i64| json!({ "items": [{ "id": city.other, "expectedVersion": version }], "locales": ["de"] });
        for version in [city.version, 99_999] {
            let problems = app.problems(&city.token, "contentPublish", items(version)).await;
            assert_eq!(problems, ["NOT_PERMITTED input.items.0.id: you may not change what is public of this"]);
        }
    }

    async fn relations_to_what_is_hidden_stay_when_lists_are_written_anew(app: Empty) {
        let city = city(&app).await;
        let person = Sketch::staff_member(city.mine, "Anders");
        let person_id = person.id();
        let page = Sketch::page(city.mine, "seite").below(None, &[city.hidden_person, person_id])
            .link(Some(city.hidden_person), None, "Zur Person").link(Some(city.mine), None, "Zum Amt");
        let duty = Sketch::responsibility(city.mine, "aufgabe", &[city.hidden_person, person_id]);
        let office = Sketch::office(city.mine, "stelle", &[city.hidden_person]);
        let (page_id, duty_id, office_id) = (page.id(), duty.id(), office.id());
        app.draft([person, page, duty, office]).await;
        let fields = "page { contacts { familyName } relatedLinks { id label { value } } }";
        let lists = json!({ "contacts": [], "relatedLinks": null });
        let input = json!({ "id": page_id, "expectedVersion": 1, "set": lists });
        let shown = app.done(&city.token, "pageUpdate", input, fields).await;
        assert_eq!(shown["page"], json!({ "contacts": [], "relatedLinks": [] }), "what the editor sees");
        let input = json!({ "id": duty_id, "expectedVersion": 1, "set": { "duties": [{ "staffMember": person_id, "role": "DEPUTY" }] } });
        app.done(&city.token, "responsibilityUpdate", input, "").await;
        app.done(&city.token, "officeUpdate", json!({ "id": office_id, "expectedVersion": 1, "set": { "runBy": null } }), "").await;
        let admin = city.admin.clone();
        let query = format!("{{ preview {{ page(by: {{id: \"{page_id}\"}}) {{ contacts {{ familyName }} relatedLinks {{ label {{ value }} }} }}
            responsibility(by: {{id: \"{duty_id}\"}}) {{ duties {{ role staffMember {{ familyName }} }} }}
            office(by: {{id: \"{office_id}\"}}) {{ runBy {{ familyName }} }} }} }}");
        let data = app.data_as(&admin, &query, json!({})).await["preview"].take();
        let hidden = json!([{ "familyName": "Geheim" }]);
        assert_eq!(data["page"]["contacts"], hidden);
        assert_eq!(data["page"]["relatedLinks"], json!([{ "label": { "value": "Zur Person" } }]));
        assert_eq!(data["office"]["runBy"], hidden);
        assert_eq!(data["responsibility"]["duties"], json!([
            { "role": "DEPUTY", "staffMember": { "familyName": "Anders" } },
            { "role": "RESPONSIBLE", "staffMember": { "familyName": "Geheim" } }
        ]));
        // Whoever sees them takes them away.
        app.done(&admin, "pageUpdate", json!({ "id": page_id, "expectedVersion": 2, "set": { "contacts": [] } }), "").await;
        let data = app.data_as(&admin, &query, json!({})).await["preview"].take();
        assert_eq!(data["page"]["contacts"], json!([]));
        // A hidden id that is named is as unknown as any.
        let input = json!({ "id": duty_id, "expectedVersion": 2, "set": { "duties": [{ "staffMember": city.hidden_person, "role": "DEPUTY" }] } });
        let problems = app.problems(&city.token, "responsibilityUpdate", input).await;
        assert_eq!(problems, ["NOT_FOUND input.set.duties.0.staffMember: there is no staff member with this id"]);
    }

    async fn a_form_reads_what_is_its_own_and_what_is_the_departments(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None).at(Some("Rathaus"), Some("1"), Some("0711 1234567"));
        let person = Sketch::staff_member(department.id(), "Anders").at(None, Some("7"), None);
        let id = person.id();
        app.draft([department, person]).await;
        let query = format!("{{ preview {{ staffMember(by: {{id: \"{id}\"}}) {{ building room phone {{ national }}
            own {{ building room phone {{ national }} email address {{ city }} openingHours {{ rule }} }} }} }} }}");
        let data = app.data_as(&token, &query, json!({})).await["preview"]["staffMember"].take();
        assert_eq!((&data["building"], &data["room"], &data["phone"]["national"]), (&json!("Rathaus"), &json!("7"), &json!("0711 1234567")));
        assert_eq!(data["own"], json!({ "building": null, "room": "7", "phone": null, "email": null, "address": null, "openingHours": null }));
    }

    async fn what_is_too_long_for_a_path_is_told(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let amt = department.id();
        app.draft([department]).await;
        let mut parent: Option<Value> = None;
        let mut refused = Vec::new();
        for _ in 0..12 {
            let mut input = json!({ "slugs": [{ "locale": "de", "slug": "語".repeat(100) }], "texts": [{ "locale": "de", "title": "x" }] });
            match &parent {
                Some(id) => input["parent"] = id.clone(),
                None => input["department"] = json!(amt),
            }
            let mut payload = app.run(&token, "pageCreate", input, "page { id }").await;
            if payload["problems"] != json!([]) {
                refused.push(payload["problems"][0]["message"].as_str().expect("a message").to_owned());
                break;
            }
            parent = Some(payload["page"]["id"].take());
        }
        assert!(refused.len() == 1 && refused[0].ends_with("would be longer than 2000 bytes"), "{refused:?}");
    }

    async fn deep_trees_of_departments_and_pages_have_their_places(app: Empty) {
        let token = app.admin().await;
        let mut chain: Vec<Sketch> = Vec::new();
        for level in 0..64 {
            chain.push(Sketch::department(&format!("ebene-{level}"), chain.last().map(Sketch::id)));
        }
        let (first, last) = (chain[0].id(), chain[63].id());
        let mut pages: Vec<Sketch> = Vec::new();
        for level in 0..32 {
            let page = Sketch::page(last, &format!("s{level}")).below(pages.last().map(Sketch::id), &[]);
            pages.push(page);
        }
        let person = Sketch::staff_member(last, "Unten");
        let other = Sketch::department("anderes", None);
        let other_id = other.id();
        app.draft(chain.into_iter().chain(pages).chain([person, other])).await;
        for version in 1..7 {
            let place = if version % 2 == 1 { "after" } else { "before" };
            let input = json!({ "id": first, "expectedVersion": version, place: other_id });
            app.done(&token, "contentMove", input, "").await;
            assert_eq!(app.database.count("tree_place WHERE key LIKE '~%'").await, 0);
        }
    }

    async fn small_slips_are_told_and_not_misread(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None).text("en", Field::Name, "Office");
        let id = department.id();
        app.draft([department]).await;
        let create = |slug: &str, name: &str| json!({ "slug": slug, "texts": [{ "locale": "de", "name": name }] });
        for (mutation, input, expected) in [
            ("departmentCreate", create("a\u{0}b", "x"), "INVALID_FIELD input.slug"),
            ("departmentCreate", create("neu", "\u{200b}"), "INVALID_FIELD input.texts.0.name"),
            ("departmentUpdate", json!({ "id": id, "expectedVersion": 0, "set": { "room": "1" } }), "INVALID_FIELD input.expectedVersion"),
            ("departmentUpdate", json!({ "id": id, "expectedVersion": -5, "set": { "room": "1" } }), "INVALID_FIELD input.expectedVersion"),
        ] {
            let problems = app.problems(&token, mutation, input.clone()).await;
            assert!(problems.len() == 1 && problems[0].starts_with(expected), "{input}: {problems:?}");
        }
        let person = json!({ "department": id, "givenName": "", "familyName": "x", "texts": [] });
        let problems = app.problems(&token, "staffMemberCreate", person).await;
        assert_eq!(problems, [
            "INVALID_FIELD input.givenName: is needed",
            "INVALID_FIELD input.texts: the role title is needed in de, the source locale"
        ]);
        let editor = app.account("Edi").may_in(Role::Editor, Some(id), None).make().await.token;
        let problems = app.problems(&editor, "departmentCreate", create("neu", "x")).await;
        assert_eq!(problems, [
            "NOT_PERMITTED input.parent: you may not make anything there",
            "NOT_PERMITTED input.texts: you may not change texts in de here"
        ]);
        let page = |slug: &str| json!({ "department": id, "slugs": [{ "locale": "de", "slug": slug }], "texts": [{ "locale": "de", "title": "x" }] });
        app.done(&token, "pageCreate", page("büro"), "").await;
        let problems = app.problems(&token, "pageCreate", page("bu\u{308}ro")).await;
        assert_eq!(problems, ["SLUG_TAKEN input.slugs.0.slug: another page in the same place has the slug \"büro\" in de"]);
    }
}
