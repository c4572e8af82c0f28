//! Outputs in a language that lacks a text, where the reader's own fallback chain ends before one that has it.

use serde_json::{Value, json};
use wegweiser::domain::content::{ContentId, Field};

use crate::support::{Empty, Sketch};

/// A person with texts in German, and perhaps a role title in English.
async fn live_person(app: &Empty, english: Option<&str>) -> ContentId {
    let admin = app.admin().await;
    app.done(&admin, "localeSave", json!({ "tag": "fr", "position": 4, "isEnabled": true }), "").await;
    let department = Sketch::department("bauamt", None);
    let person = Sketch::staff_member(department.id(), "Muster").text("de", Field::RoleTitle, "Baurat");
    let person = english.into_iter().fold(person, |person, title| person.text("en", Field::RoleTitle, title));
    let duty = Sketch::responsibility(department.id(), "statik", &[person.id()]);
    let id = person.id();
    app.live([department, person, duty]).await;
    id
}

on_both_databases! {
    async fn a_cell_is_what_graphql_answers(app: Empty) {
        live_person(&app, None).await;
        for (fallback, title, department) in [
            ("[]", None, None),
            (r#"["en"]"#, None, None),
            (r#"["en", "de"]"#, Some("Baurat"), Some("bauamt")),
        ] {
            let arguments = format!(r#"locale: "fr", fallback: {fallback}, first: 1"#);
            let data = app.data(&format!(
                "{{ staff({arguments}) {{ nodes {{ roleTitle {{ value }} department {{ name {{ value }} }}
                    duties {{ responsibility {{ title {{ value }} }} }} }} }} staffCsv({arguments}) {{ text }} }}"
            )).await;
            let person = &data["staff"]["nodes"][0];
            let found = |pointer: &str| person.pointer(pointer).and_then(Value::as_str);
            assert_eq!((found("/roleTitle/value"), found("/department/name/value")), (title, department), "{fallback}");
            let duty = found("/duties/0/responsibility/title/value").unwrap_or_default();
            let table = data["staffCsv"]["text"].as_str().expect("a table");
            let row: Vec<&str> = table.lines().nth(1).expect("a row").split("\",\"").collect();
            assert_eq!((row[6], row[7]), (title.unwrap_or_default(), department.unwrap_or_default()), "{fallback}");
            assert_eq!(row[19].trim_end_matches('"'), duty, "{fallback}");
        }
    }

    async fn what_is_in_other_languages_is_not_preferred(app: Empty) {
        let id = live_person(&app, Some("Surveyor")).await.0;
        let read = async |fallback: &str| {
            let query = format!(
                "{{ staffMember(by: {{id: \"{id}\"}}, locale: \"fr\", fallback: {fallback}) {{ vcard jsonLd }} }}"
            );
            let data = app.data(&query).await;
            let text = |name: &str| data["staffMember"][name].as_str().expect("a text").to_owned();
            (text("vcard"), serde_json::from_str::<Value>(&text("jsonLd")).expect("JSON"))
        };
        let tagged = |tag: &str, value: &str| json!({ "@language": tag, "@value": value });
        let (german, english) = (tagged("de", "Baurat"), tagged("en", "Surveyor"));
        let (card, document) = read("[]").await;
        assert!(!card.contains("PREF=1"), "{card}");
        assert!(card.contains("TITLE;LANGUAGE=de;ALTID=1:Baurat\r\nTITLE;LANGUAGE=en;ALTID=1:Surveyor"), "{card}");
        assert_eq!(document["jobTitle"], json!([german, english]));
        let (card, document) = read(r#"["en"]"#).await;
        assert!(card.contains("TITLE;LANGUAGE=en;ALTID=1;PREF=1:Surveyor"), "{card}");
        assert_eq!(document["jobTitle"], json!([english, german]));
    }

    async fn a_page_is_in_the_language_that_was_asked_for_or_says_none(app: Empty) {
        let department = Sketch::department("bauamt", None);
        let page = Sketch::page(department.id(), "plan");
        let id = page.id().0;
        app.live([department, page]).await;
        for (fallback, language) in [("[]", Value::Null), (r#"["de"]"#, json!("de"))] {
            let query = format!("{{ page(by: {{id: \"{id}\"}}, locale: \"en\", fallback: {fallback}) {{ jsonLd }} }}");
            let data = app.data(&query).await;
            let document: Value = serde_json::from_str(data["page"]["jsonLd"].as_str().expect("a text")).expect("JSON");
            assert_eq!(document["inLanguage"], language, "{document}");
            assert_eq!(document["name"]["@value"], "plan");
        }
    }
}
