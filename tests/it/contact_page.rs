//! The main job: a department's contact page in every language, in few statements however many people work there.

use serde_json::{Value, json};
use wegweiser::domain::content::ContentId;

use crate::support::{Empty, Sketch, TestApp, texts_at};

/// As a front end writes it.
const QUERY: &str = r#"{ department(by: {slug: "migration-integration"}, locale: "en") {
    name { value lang } address { lines } phone { national uri } fax { national }
    staff(first: 10) { nodes {
        displayName { value } roleTitle { value lang isFallback }
        phone { national } fax { national } building room
        openingHours { rule isByAppointment } duties { role responsibility { title { value lang } } }
        offices { slug name { value lang } }
    } }
    pages(first: 5) { nodes {
        path title { value lang } body { html outline { level text } } relatedLinks { label { value } url }
    } }
} }"#;

/// The statements that the contact page may take, however many rows it has.
const STATEMENTS: u64 = 6;

async fn contact_page(app: &TestApp, locale: &str) -> Value {
    let query = QUERY.replace("\"en\"", &format!("{locale:?}"));
    app.data(&query).await["department"].take()
}

/// What is left of an answer without its texts and the paths that are made of them.
fn facts(answer: &Value) -> Value {
    const TEXTS: [&str; 7] = ["name", "displayName", "roleTitle", "title", "body", "label", "path"];
    match answer {
        Value::Object(fields) => {
            let facts = fields.iter().filter(|(name, _)| !TEXTS.contains(&name.as_str()));
            facts.map(|(name, value)| (name.clone(), facts_of_field(name, value))).collect()
        }
        Value::Array(members) => members.iter().map(facts).collect(),
        value => value.clone(),
    }
}

/// A link to a page is a path, which begins with its locale.
fn facts_of_field(name: &str, value: &Value) -> Value {
    match value.as_str().filter(|_| name == "url").and_then(|url| url.strip_prefix('/')) {
        Some(path) => json!({ "department": path.split('/').nth(1) }),
        None => facts(value),
    }
}

on_both_databases! {
    async fn the_facts_are_those_of_the_town_hall(app: TestApp) {
        let page = contact_page(&app, "de").await;
        assert_eq!(page["address"]["lines"], json!(["Beblinger Straße 3", "73728 Esslingen am Neckar"]));
        assert_eq!(page["phone"], json!({ "national": "0711 35122876", "uri": "tel:+4971135122876" }));
        assert_eq!(page["fax"]["national"], "0711 3512553382");
        let staff = &page["staff"]["nodes"];
        let names = ["Bianka Gärtner", "Frau Miriam Denninghaus", "Stephan Stötzler-Nottrodt"].map(Some);
        assert_eq!(texts_at(staff, "/displayName/value"), names);
        assert_eq!(texts_at(staff, "/room"), ["153", "316", "152"].map(Some));
        let house = "Beblinger Straße 3";
        assert_eq!(texts_at(staff, "/building"), [house, house, "Rathausplatz 2/3"].map(Some));
        let numbers = ["0711 35122876", "0711 35122373", "0711 35122876"].map(Some);
        assert_eq!(texts_at(staff, "/phone/national"), numbers);
        assert_eq!(texts_at(staff, "/fax/national"), ["0711 35123382"; 3].map(Some));
        let hours = json!({ "rule": "Mo,Tu,Th,Fr 08:30-12:30; We off", "isByAppointment": false });
        assert_eq!(staff[0]["openingHours"], hours);
        assert_eq!(staff[1]["openingHours"], Value::Null);
        assert_eq!(staff[2]["openingHours"], json!({ "rule": null, "isByAppointment": true }));
        let slugs = ["buntes", "dolmetscherpool", "fachrat"].map(Some);
        assert_eq!(texts_at(&staff[0]["offices"], "/slug"), slugs);
        assert_eq!(texts_at(&staff[1]["duties"], "/role"), [Some("RESPONSIBLE")]);
    }

    async fn a_room_is_the_same_in_every_language(app: TestApp) {
        let german = facts(&contact_page(&app, "de").await);
        assert_eq!(german["staff"]["nodes"][1]["room"], "316");
        assert_eq!(german["pages"]["nodes"][0]["relatedLinks"].as_array().map(Vec::len), Some(5));
        for locale in ["en", "de-simple"] {
            assert_eq!(facts(&contact_page(&app, locale).await), german, "{locale}");
        }
    }

    async fn every_text_is_in_the_language_asked_for(app: TestApp) {
        for (locale, name, person, role, title, link) in [
            (
                "de",
                "Abteilung Migration und Integration",
                "Frau Miriam Denninghaus",
                "Leiterin der Abteilung Migration und Integration",
                "Aufgaben & Ziele",
                "Bürgeramt",
            ),
            (
                "en",
                "Migration and Integration Division",
                "Ms Miriam Denninghaus",
                "Head of the Migration and Integration Division",
                "Tasks and Targets",
                "Citizens' Office",
            ),
            (
                "de-simple",
                "Abteilung für Migration und Integration",
                "Frau Miriam Denninghaus",
                "Leiterin von der Abteilung",
                "Unsere Aufgaben und Ziele",
                "Bürger-Amt",
            ),
        ] {
            let page = contact_page(&app, locale).await;
            assert_eq!(page["name"], json!({ "value": name, "lang": locale }));
            let miriam = &page["staff"]["nodes"][1];
            assert_eq!(miriam["displayName"]["value"], person);
            assert_eq!(miriam["roleTitle"], json!({ "value": role, "lang": locale, "isFallback": false }));
            assert_eq!(miriam["duties"][0]["responsibility"]["title"]["lang"], locale);
            assert_eq!(page["staff"]["nodes"][0]["offices"][2]["name"]["lang"], locale);
            let shown = &page["pages"]["nodes"][0];
            assert_eq!(shown["title"], json!({ "value": title, "lang": locale }));
            assert_eq!(shown["relatedLinks"][3]["label"]["value"], link);
            let path = shown["path"].as_str().expect("a path");
            assert!(path.starts_with(&format!("/{locale}/migration-integration/")), "{path}");
            let first = shown["relatedLinks"][0]["url"].as_str().expect("a path");
            assert!(first.starts_with(&format!("/{locale}/buergeramt/")), "{first}");
            let outline = &shown["body"]["outline"];
            assert_eq!(outline.as_array().map(Vec::len), Some(5));
            let html = shown["body"]["html"].as_str().expect("HTML");
            assert!(texts_at(outline, "/text").into_iter().flatten().all(|text| html.contains(text)));
        }
    }

    async fn its_statements_are_counted(app: TestApp) {
        for locale in ["de", "en", "de-simple"] {
            let (statements, _) = app.statements(contact_page(&app, locale)).await;
            assert_eq!(statements, STATEMENTS, "{locale}");
        }
    }

    async fn its_statements_do_not_depend_on_how_many_people_there_are(app: Empty) {
        live_department(&app, "klein", 3).await;
        live_department(&app, "gross", 100).await;
        for (slug, people) in [("klein", 3), ("gross", 100)] {
            for first in [10, 100] {
                let query = QUERY.replace("migration-integration", slug);
                let query = query.replace("first: 10", &format!("first: {first}"));
                let (statements, data) = app.statements(app.data(&query)).await;
                let department = &data["department"];
                let staff = department["staff"]["nodes"].as_array().expect("a list");
                assert_eq!(staff.len(), people.min(first));
                assert!(staff.iter().all(|person| person["offices"][0]["slug"].is_string()));
                assert!(staff.iter().all(|person| person["duties"][0]["role"] == "RESPONSIBLE"));
                assert_eq!(department["pages"]["nodes"].as_array().map(Vec::len), Some(people.min(5)));
                assert_eq!(statements, STATEMENTS, "{people} people, the first {first}");
            }
        }
    }
}

/// A department in which everybody carries a responsibility, runs an office and is shown on a page.
async fn live_department(app: &TestApp, slug: &str, people: usize) {
    let department = Sketch::department(slug, None);
    let id = department.id();
    let mut sketches = vec![department];
    let mut ids: Vec<ContentId> = Vec::new();
    for number in 0..people {
        let person = Sketch::staff_member(id, &format!("Muster{number}"));
        sketches.push(Sketch::responsibility(id, &format!("{slug}-aufgabe-{number}"), &[person.id()]));
        sketches.push(Sketch::office(id, &format!("{slug}-stelle-{number}"), &[person.id()]));
        let page = Sketch::page(id, &format!("seite-{number}")).below(None, &[person.id()]);
        let page = page.link(Some(id), None, "Amt").link(None, Some("https://stadt.example/"), "Stadt");
        ids.push(person.id());
        sketches.extend([page, person]);
    }
    app.live(sketches).await;
}
