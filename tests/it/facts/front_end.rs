//! Where the city's front end shows contents: the addresses in cards and documents.

use serde_json::{Value, json};
use wegweiser::domain::front_end::{AddressTemplate, FrontEnd, Variable};

use crate::support::{Empty, Sketch, TestApp};

fn template(text: &str, known: &[Variable]) -> Option<AddressTemplate> {
    Some(AddressTemplate::parse(text, known, "").expect("a template"))
}

/// The same city with a front end.
fn with_front_end(app: Empty) -> TestApp {
    app.0.with_front_end(FrontEnd {
        page: template("https://stadt.example{+path}", Variable::OF_PAGE),
        department: template("https://stadt.example/{locale}/amt/{slug}", Variable::OF_ORGANISATION),
        person: template("https://stadt.example/{locale}/person/{id}", Variable::OF_PERSON),
        office: template("https://stadt.example/stelle/{slug}?l={locale}", Variable::OF_ORGANISATION),
    })
}

async fn get(app: &TestApp, path: &str) -> String {
    app.http.get(app.url(path)).send().await.expect("an answer").text().await.expect("text")
}

fn lines_of(card: &str) -> Vec<String> {
    let unfolded = card.replace("\r\n ", "");
    unfolded.lines().filter_map(|line| line.strip_prefix("URL:")).map(str::to_owned).collect()
}

fn url_of(document: &Value) -> Value {
    let text = document.as_str().expect("a text");
    serde_json::from_str::<Value>(text).expect("JSON")["url"].clone()
}

on_both_databases! {
    async fn cards_and_documents_say_where_the_city_shows_a_content(app: Empty) {
        let app = with_front_end(app);
        let department = Sketch::department("bauamt", None);
        let home = department.id();
        let person = Sketch::staff_member(home, "Muster");
        let office = Sketch::office(home, "beirat", &[]);
        let page = Sketch::page(home, "plan").slug("en", "scheme");
        let (person_id, page_id) = (person.id().0, page.id().0);
        app.live([department, person, office, page]).await;
        for locale in ["de", "en"] {
            let data = app.data(&format!(
                r#"{{ department(by: {{slug: "bauamt"}}, locale: "{locale}") {{ vcard jsonLd }}
                    staffMember(by: {{id: "{person_id}"}}, locale: "{locale}") {{ vcard jsonLd }}
                    office(by: {{slug: "beirat"}}, locale: "{locale}") {{ vcard jsonLd }}
                    page(by: {{id: "{page_id}"}}, locale: "{locale}") {{ jsonLd path }} }}"#
            )).await;
            for (noun, file, address) in [
                ("department", "departments/bauamt", format!("https://stadt.example/{locale}/amt/bauamt")),
                ("staffMember", &format!("staff/{person_id}"), format!("https://stadt.example/{locale}/person/{person_id}")),
                ("office", "offices/beirat", format!("https://stadt.example/stelle/beirat?l={locale}")),
            ] {
                let card = data[noun]["vcard"].as_str().expect("a card");
                assert_eq!(lines_of(card), std::slice::from_ref(&address), "{card}");
                assert_eq!(url_of(&data[noun]["jsonLd"]), json!(address));
                assert_eq!(get(&app, &format!("/export/{file}.vcf?locale={locale}")).await, card);
                let document = get(&app, &format!("/export/{file}.jsonld?locale={locale}")).await;
                assert_eq!(json!(document), data[noun]["jsonLd"]);
            }
            let slug = if locale == "de" { "plan" } else { "scheme" };
            assert_eq!(data["page"]["path"], format!("/{locale}/bauamt/{slug}"));
            let address = format!("https://stadt.example/{locale}/bauamt/{slug}");
            assert_eq!(url_of(&data["page"]["jsonLd"]), json!(address));
        }
    }

    async fn a_page_without_a_path_has_no_address(app: Empty) {
        let app = with_front_end(app);
        let department = Sketch::department("bauamt", None);
        let page = Sketch::page(department.id(), "plan");
        let id = page.id().0;
        app.live([department, page]).await;
        let read = async |fallback: &str| {
            let query = format!("{{ page(by: {{id: \"{id}\"}}, locale: \"en\"{fallback}) {{ path jsonLd }} }}");
            let data = app.data(&query).await;
            (data["page"]["path"].clone(), url_of(&data["page"]["jsonLd"]))
        };
        assert_eq!(read(", fallback: []").await, (Value::Null, Value::Null));
        // As the path is answered in the language that the chain finds, so is the address.
        assert_eq!(read("").await, (json!("/de/bauamt/plan"), json!("https://stadt.example/de/bauamt/plan")));
    }

    async fn without_a_front_end_there_is_no_address(app: Empty) {
        let department = Sketch::department("bauamt", None);
        let page = Sketch::page(department.id(), "plan");
        let id = page.id().0;
        app.live([department, page]).await;
        let query = format!(r#"{{ department(by: {{slug: "bauamt"}}) {{ vcard jsonLd }} page(by: {{id: "{id}"}}) {{ jsonLd }} }}"#);
        let data = app.data(&query).await;
        assert!(lines_of(data["department"]["vcard"].as_str().expect("a card")).is_empty());
        assert_eq!((url_of(&data["department"]["jsonLd"]), url_of(&data["page"]["jsonLd"])), (Value::Null, Value::Null));
    }
}
