//! Every noun is made and changed: absent is not null, facts and any number of locales in one call, relations in order.

use serde_json::{Value, json};
use wegweiser::domain::permission::Role;

use crate::support::{Empty, Sketch, TestApp};

const DEPARTMENT: &str = r#"department { id slug version stage room building phone { national } fax { national } email
    website address { lines } coordinates { latitude longitude } openingHours { rule isByAppointment }
    parent { slug } de: name(locale: "de") { value } en: name(locale: "en") { value lang isOutdated }
    abbreviation { value } description(locale: "de") { plain } updatedAt }"#;

/// A department by its slug, as a draft.
async fn department(app: &TestApp, token: &str, slug: &str, parent: Option<&Value>) -> Value {
    let mut input = json!({ "slug": slug, "texts": [{ "locale": "de", "name": slug }] });
    if let Some(parent) = parent {
        input["parent"] = parent.clone();
    }
    app.done(token, "departmentCreate", input, "department { id version }").await["department"].take()
}

async fn person(app: &TestApp, token: &str, department: &Value, family_name: &str) -> Value {
    let input = json!({
        "department": department, "givenName": "Kim", "familyName": family_name,
        "texts": [{ "locale": "de", "roleTitle": "Sachbearbeitung" }]
    });
    app.done(token, "staffMemberCreate", input, "staffMember { id }").await["staffMember"]["id"].take()
}

on_both_databases! {
    async fn a_department_is_made_with_facts_and_texts_in_one_call(app: Empty) {
        let token = app.admin().await;
        let root = department(&app, &token, "stadt", None).await;
        let input = json!({
            "slug": "amt", "parent": root["id"], "building": " Rathaus ", "room": "153", "phone": "(07 11) 35 12-28 76",
            "email": "Amt@Example.ORG", "website": "https://www.example.org", "coordinates": { "latitude": 48.74, "longitude": 9.31 },
            "address": { "street": "Platz 1", "postalCode": "73728", "city": "Esslingen", "country": "DE" },
            "openingHours": { "rule": "Mo-Fr 08:30-12:30", "isByAppointment": true },
            "texts": [
                { "locale": "de", "name": "Amt für Beispiele", "abbreviation": "AfB", "description": "**Viel** zu tun." },
                { "locale": "en", "name": "Office of Examples" }
            ]
        });
        let made = app.done(&token, "departmentCreate", input, DEPARTMENT).await;
        let made = &made["department"];
        let expected = json!({
            "slug": "amt", "version": 1, "stage": "DRAFT", "room": "153", "building": "Rathaus",
            "phone": { "national": "0711 35122876" }, "fax": null, "email": "Amt@example.org",
            "website": "https://www.example.org/", "address": { "lines": ["Platz 1", "73728 Esslingen"] },
            "coordinates": { "latitude": 48.74, "longitude": 9.31 },
            "openingHours": { "rule": "Mo-Fr 08:30-12:30", "isByAppointment": true },
            "parent": { "slug": "stadt" }, "de": { "value": "Amt für Beispiele" },
            "en": { "value": "Office of Examples", "lang": "en", "isOutdated": false },
            "abbreviation": { "value": "AfB" }, "description": { "plain": "Viel zu tun." }
        });
        for (field, value) in expected.as_object().expect("fields") {
            assert_eq!(&made[field], value, "{field}");
        }
        let public = app.ask(r#"{ department(by: {slug: "amt"}) { id } }"#).await;
        assert_eq!(public, json!({ "data": { "department": null } }), "nobody has published it");
    }

    async fn what_is_left_out_stays_and_null_clears(app: Empty) {
        let token = app.admin().await;
        let input = json!({
            "slug": "amt", "room": "1", "building": "Rathaus", "phone": "0711 1234567", "email": "a@example.org",
            "openingHours": { "rule": "Mo 08:00-12:00" },
            "texts": [{ "locale": "de", "name": "Amt", "abbreviation": "A" }, { "locale": "en", "name": "Office" }]
        });
        let made = app.done(&token, "departmentCreate", input, DEPARTMENT).await["department"].take();
        let set = json!({ "room": "2", "phone": null, "texts": [{ "locale": "de", "abbreviation": null }] });
        let input = json!({ "id": made["id"], "expectedVersion": 1, "set": set });
        let changed = app.done(&token, "departmentUpdate", input, DEPARTMENT).await["department"].take();
        let mut expected = made.clone();
        expected["room"] = json!("2");
        expected["version"] = json!(2);
        expected["phone"] = Value::Null;
        expected["abbreviation"] = Value::Null;
        expected["updatedAt"] = changed["updatedAt"].clone();
        assert_eq!(changed, expected);
        assert_ne!(changed["updatedAt"], made["updatedAt"]);
    }

    async fn a_save_that_changes_nothing_writes_nothing(app: Empty) {
        let token = app.admin().await;
        let input = json!({ "slug": "amt", "room": "1", "phone": "0711 1234567", "texts": [{ "locale": "de", "name": "Amt" }] });
        let made = app.done(&token, "departmentCreate", input, DEPARTMENT).await["department"].take();
        let set = json!({ "slug": "amt", "room": " 1 ", "phone": "+49 (0)711 123 45 67", "fax": null,
            "texts": [{ "locale": "de", "name": "Amt " }, { "locale": "en", "name": null }] });
        let input = json!({ "id": made["id"], "expectedVersion": 1, "set": set });
        let changed = app.done(&token, "departmentUpdate", input, DEPARTMENT).await["department"].take();
        assert_eq!(changed, made);
        let rows = app.database.count("revision").await;
        assert_eq!((rows, app.database.count("event").await), (1, 1));
    }

    async fn people_duties_and_offices_are_made_and_changed(app: Empty) {
        let token = app.admin().await;
        let amt = department(&app, &token, "amt", None).await["id"].take();
        let (a, b) = (person(&app, &token, &amt, "Anders").await, person(&app, &token, &amt, "Berger").await);
        let fields = r#"responsibility { id slug version title { value } description { html }
            duties { role staffMember { id } } }"#;
        let input = json!({
            "department": amt, "slug": "hunde",
            "duties": [{ "staffMember": b, "role": "RESPONSIBLE" }, { "staffMember": a, "role": "DEPUTY" }],
            "texts": [{ "locale": "de", "title": "Hundesteuer", "description": "Für *Hunde*." }]
        });
        let made = app.done(&token, "responsibilityCreate", input, fields).await["responsibility"].take();
        let duties = json!([
            { "role": "RESPONSIBLE", "staffMember": { "id": b } }, { "role": "DEPUTY", "staffMember": { "id": a } }
        ]);
        assert_eq!(made["duties"], duties);
        let input = json!({ "id": made["id"], "expectedVersion": 1, "set": {
            "duties": [{ "staffMember": a, "role": "RESPONSIBLE" }] } });
        let changed = app.done(&token, "responsibilityUpdate", input, fields).await["responsibility"].take();
        assert_eq!(changed["duties"], json!([{ "role": "RESPONSIBLE", "staffMember": { "id": a } }]));
        assert_eq!((&changed["title"]["value"], &changed["version"]), (&json!("Hundesteuer"), &json!(2)));

        let fields = "office { id slug version name { value } runBy { familyName } phone { national } }";
        let input = json!({
            "department": amt, "slug": "rat", "runBy": [b, a], "phone": "115",
            "texts": [{ "locale": "de", "name": "Rat" }]
        });
        let made = app.done(&token, "officeCreate", input, fields).await["office"].take();
        assert_eq!(made["runBy"], json!([{ "familyName": "Berger" }, { "familyName": "Anders" }]));
        let input = json!({ "id": made["id"], "expectedVersion": 1, "set": { "runBy": null, "slug": "beirat" } });
        let changed = app.done(&token, "officeUpdate", input, fields).await["office"].take();
        assert_eq!((&changed["runBy"], &changed["slug"]), (&json!([]), &json!("beirat")));
        assert_eq!(changed["phone"]["national"], "115");

        let fields = r#"staffMember { id displayName(locale: "de") { value } salutation roleTitle { value } note { value } room
            openingHours { isByAppointment } }"#;
        let input = json!({ "id": a, "expectedVersion": 1, "set": {
            "salutation": "MS", "academicTitle": "Dr.", "familyName": "Andersen", "room": "12",
            "openingHours": { "isByAppointment": true }, "texts": [{ "locale": "de", "note": "Erste\nZeile" }] } });
        let changed = app.done(&token, "staffMemberUpdate", input, fields).await["staffMember"].take();
        assert_eq!(changed["displayName"]["value"], "Frau Dr. Kim Andersen");
        assert_eq!(changed["note"]["value"], "Erste\nZeile");
        assert_eq!(changed["openingHours"], json!({ "isByAppointment": true }));
    }

    async fn a_page_is_made_with_slugs_contacts_and_labelled_links(app: Empty) {
        let token = app.admin().await;
        let amt = department(&app, &token, "amt", None).await["id"].take();
        let who = person(&app, &token, &amt, "Anders").await;
        let fields = r#"page { id version de: path(locale: "de") en: path(locale: "en") title { value }
            contacts { familyName } parent { id } department { slug }
            relatedLinks { id url de: label(locale: "de") { value } en: label(locale: "en") { value lang } target { id } } }"#;
        let input = json!({
            "department": amt, "slugs": [{ "locale": "de", "slug": "willkommen" }, { "locale": "en", "slug": "welcome" }],
            "contacts": [who],
            "relatedLinks": [
                { "target": amt, "labels": [{ "locale": "de", "label": "Zum Amt" }, { "locale": "en", "label": "The office" }] },
                { "url": "https://example.org/x", "labels": [{ "locale": "de", "label": "Mehr" }] }
            ],
            "texts": [{ "locale": "de", "title": "Willkommen", "body": "Guten *Tag*" }, { "locale": "en", "title": "Welcome" }]
        });
        let made = app.done(&token, "pageCreate", input, fields).await["page"].take();
        assert_eq!((&made["de"], &made["en"]), (&json!("/de/amt/willkommen"), &json!("/en/amt/welcome")));
        assert_eq!(made["contacts"], json!([{ "familyName": "Anders" }]));
        assert_eq!(made["relatedLinks"][0]["en"], json!({ "value": "The office", "lang": "en" }));
        assert_eq!(made["relatedLinks"][1]["en"], json!({ "value": "Mehr", "lang": "de" }));
        let (first, second) = (&made["relatedLinks"][0]["id"], &made["relatedLinks"][1]["id"]);

        // The links change their order; a label that is not named stays, that of a link that goes is gone.
        let input = json!({ "id": made["id"], "expectedVersion": 1, "set": { "relatedLinks": [
            { "id": second, "url": "https://example.org/y", "labels": [{ "locale": "en", "label": "More" }] },
            { "id": first, "target": amt }
        ] } });
        let changed = app.done(&token, "pageUpdate", input, fields).await["page"].take();
        let links = &changed["relatedLinks"];
        assert_eq!((&links[0]["id"], &links[0]["url"]), (second, &json!("https://example.org/y")));
        assert_eq!((&links[0]["de"]["value"], &links[0]["en"]["value"]), (&json!("Mehr"), &json!("More")));
        assert_eq!((&links[1]["id"], &links[1]["en"]["value"]), (first, &json!("The office")));
        let input = json!({ "id": made["id"], "expectedVersion": 2, "set": { "relatedLinks": [{ "id": first, "target": amt }] } });
        app.done(&token, "pageUpdate", input, fields).await;
        let labels = app.database.count("translation WHERE field = 'label'").await;
        assert_eq!(labels, 2, "the two of the link that stayed");

        let input = json!({ "parent": made["id"], "slugs": [{ "locale": "de", "slug": "unten" }],
            "texts": [{ "locale": "de", "title": "Unten" }] });
        let child = app.done(&token, "pageCreate", input, fields).await["page"].take();
        assert_eq!(child["de"], "/de/amt/willkommen/unten");
        assert_eq!((&child["parent"]["id"], &child["department"]["slug"]), (&made["id"], &json!("amt")));
        let input = json!({ "id": made["id"], "expectedVersion": 3, "set": { "slugs": [
            { "locale": "de", "slug": "anfang" }, { "locale": "en", "slug": null }] } });
        let changed = app.done(&token, "pageUpdate", input, fields).await["page"].take();
        assert_eq!((&changed["de"], &changed["en"]), (&json!("/de/amt/anfang"), &json!("/de/amt/anfang")));
        let input = json!({ "id": child["id"], "expectedVersion": 1, "set": {} });
        let child = app.done(&token, "pageUpdate", input, fields).await["page"].take();
        assert_eq!(child["de"], "/de/amt/anfang/unten", "the paths below follow");
    }

    async fn a_translation_remembers_the_source_that_its_author_read(app: Empty) {
        let token = app.admin().await;
        let fields = r#"department { id version en: name(locale: "en") { value isOutdated } }"#;
        let amt = department(&app, &token, "amt", None).await["id"].take();
        let text = |locale: &str, name: &str| json!({ "texts": [{ "locale": locale, "name": name }] });
        let update = async |version: i64, set: Value| {
            let input = json!({ "id": amt, "expectedVersion": version, "set": set });
            app.done(&token, "departmentUpdate", input, fields).await["department"].take()
        };
        assert_eq!(update(1, text("en", "Office")).await["en"]["isOutdated"], false);
        assert_eq!(update(2, json!({ "room": "7" })).await["en"]["isOutdated"], false, "facts have no language");
        assert_eq!(update(3, text("de", "Amt für Neues")).await["en"]["isOutdated"], true);
        assert_eq!(update(4, text("de", "amt")).await["en"]["isOutdated"], false, "the source is as it was");
        update(5, text("de", "Neues Amt")).await;
        // Its author has read version 5, in which the source was another: never missed.
        let late = update(5, text("en", "Bureau")).await;
        assert_eq!(late["en"], json!({ "value": "Bureau", "isOutdated": true }));
        let both = json!({ "texts": [{ "locale": "de", "name": "Ganz neu" }, { "locale": "en", "name": "Brand new" }] });
        assert_eq!(update(7, both).await["en"]["isOutdated"], false, "both were written together");
    }

    async fn every_change_is_in_the_history_and_in_the_outbox(app: Empty) {
        let token = app.account("Rita Redaktion").may(Role::Editor).make().await.token;
        let amt = department(&app, &token, "amt", None).await["id"].take();
        let input = json!({ "id": amt, "expectedVersion": 1, "set": { "room": "7", "texts": [{ "locale": "en", "name": "Office" }] } });
        app.done(&token, "departmentUpdate", input, "").await;
        let rows = app.database.rows(
            "SELECT r.verb || ' ' || r.version || ' ' || a.name AS line FROM revision r JOIN account a ON a.id = r.account_id ORDER BY r.version"
        ).await;
        assert_eq!(rows, ["create 1 Rita Redaktion", "update 2 Rita Redaktion"]);
        let rows = app.database.rows("SELECT verb || ' ' || version || ' ' || kind AS line FROM event ORDER BY cursor").await;
        assert_eq!(rows, ["create 1 department", "update 2 department"]);
    }

    async fn a_change_takes_as_many_statements_in_a_large_city(app: Empty) {
        let token = app.admin().await;
        let mut counts = Vec::new();
        for (slug, people) in [("klein", 3), ("gross", 120)] {
            let department = Sketch::department(slug, None);
            let id = department.id();
            let staff: Vec<Sketch> = (0..people).map(|number| Sketch::staff_member(id, &format!("P{number}"))).collect();
            let person = staff[1].id();
            app.live([department].into_iter().chain(staff)).await;
            let mut taken = Vec::new();
            for (mutation, input) in [
                ("staffMemberUpdate", json!({ "id": person, "expectedVersion": 2, "set": { "room": "7" } })),
                ("staffMemberUpdate", json!({ "id": person, "expectedVersion": 3, "set": { "texts": [{ "locale": "en", "note": "x" }] } })),
                ("departmentUpdate", json!({ "id": id, "expectedVersion": 2, "set": { "room": "7" } })),
            ] {
                taken.push(app.statements(app.done(&token, mutation, input, "")).await.0);
            }
            counts.push(taken);
        }
        assert_eq!(counts[0], counts[1]);
        assert!(counts[0].iter().all(|&count| count <= 17), "{counts:?}");
    }
}
