//! Places: addresses by the rules of their country, and the nearest department.

use serde_json::{Value, json};
use wegweiser::domain::content::ContentId;

use crate::support::{Empty, Sketch, TestApp, code_of, texts_at};

/// Departments at so many metres to the north of a point, and one that is not on the map.
async fn city(app: &TestApp) {
    let mut sketches = vec![Sketch::department("nirgends", None)];
    for metres in [900, 100, 500, 1300, 300] {
        let latitude = 48.74 + f64::from(metres) / 111_195.08;
        sketches.push(Sketch::department(&format!("nord-{metres}"), None).on_map(latitude, 9.31));
    }
    app.live(sketches).await;
}

const FROM: &str = "from: { latitude: 48.74, longitude: 9.31 }";

async fn nearest(app: &TestApp, arguments: &str, direction: &str) -> Value {
    let query = format!(
        "{{ departments({arguments}, orderBy: {{ field: DISTANCE, direction: {direction}, {FROM} }}) {{
            nodes {{ slug distance({FROM}) }} pageInfo {{ endCursor hasNextPage }} }} }}"
    );
    app.data(&query).await["departments"].take()
}

on_both_databases! {
    async fn the_nearest_comes_first_and_pages_go_on_from_there(app: Empty) {
        city(&app).await;
        let order = ["nord-100", "nord-300", "nord-500", "nord-900", "nord-1300", "nirgends"].map(Some);
        let all = nearest(&app, "first: 10", "ASC").await;
        assert_eq!(texts_at(&all["nodes"], "/slug"), order);
        for node in all["nodes"].as_array().expect("a list") {
            match node["slug"].as_str().and_then(|slug| slug.strip_prefix("nord-")) {
                Some(metres) => {
                    let far: f64 = metres.parse().expect("a number");
                    let distance = node["distance"].as_f64().expect("a distance");
                    assert!((distance - far).abs() < 1.0, "{node}");
                }
                None => assert_eq!(node["distance"], Value::Null),
            }
        }
        let (mut walked, mut after) = (Vec::new(), Value::Null);
        loop {
            let page = nearest(&app, &format!("first: 2, after: {after}"), "ASC").await;
            walked.extend(texts_at(&page["nodes"], "/slug").into_iter().map(|slug| slug.map(str::to_owned)));
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = page["pageInfo"]["endCursor"].clone();
        }
        assert_eq!(walked, order.map(|slug| slug.map(str::to_owned)));
        let back = nearest(&app, "last: 2", "DESC").await;
        assert_eq!(texts_at(&back["nodes"], "/slug"), [Some("nord-300"), Some("nord-100")]);
    }

    async fn a_cursor_is_good_for_its_point_only(app: Empty) {
        city(&app).await;
        let cursor = nearest(&app, "first: 1", "ASC").await["pageInfo"]["endCursor"].clone();
        let elsewhere = format!(
            "{{ departments(first: 1, after: {cursor}, orderBy: {{ field: DISTANCE, from: {{ latitude: 48.75, longitude: 9.31 }} }}) {{ nodes {{ slug }} }} }}"
        );
        assert_eq!(code_of(&app.ask(&elsewhere).await), "BAD_REQUEST");
    }
}

#[tokio::test]
async fn a_distance_needs_a_point_on_the_earth() {
    let app = TestApp::start().await;
    for order in [
        "{ field: DISTANCE }",
        "{ field: NAME, from: { latitude: 1, longitude: 1 } }",
        "{ field: DISTANCE, from: { latitude: 91, longitude: 1 } }",
        "{ field: DISTANCE, from: { latitude: 1, longitude: -180.1 } }",
    ] {
        let body = app.ask(&format!("{{ departments(orderBy: {order}) {{ nodes {{ slug }} }} }}")).await;
        assert_eq!(code_of(&body), "BAD_REQUEST", "{order}");
    }
    let query = "{ departments(first: 1) { nodes { distance(from: { latitude: 100, longitude: 1 }) } } }";
    assert_eq!(code_of(&app.ask(query).await), "BAD_REQUEST");
}

on_both_databases! {
    async fn an_address_is_checked_and_spelt_by_its_country(app: Empty) {
        let token = app.admin().await;
        let input = |postal_code: &str, country: &str| json!({
            "slug": format!("amt-{}", country.to_lowercase()), "texts": [{ "locale": "de", "name": "Amt" }],
            "address": { "street": "Rue 1", "postalCode": postal_code, "city": "Ville", "country": country },
        });
        let made = app.done(&token, "departmentCreate", input("sw1a2aa", "GB"), "department { address { postalCode lines } }").await;
        let address = &made["department"]["address"];
        assert_eq!(*address, json!({ "postalCode": "SW1A 2AA", "lines": ["Rue 1", "Ville", "SW1A 2AA"] }));
        for (postal_code, country, path) in
            [("7017", "DE", "postalCode"), ("D-70173", "DE", "postalCode"), ("1234", "FR", "postalCode"), ("1234", "XX", "country")]
        {
            let problems = app.problems(&token, "departmentCreate", input(postal_code, country)).await;
            assert!(problems.len() == 1 && problems[0].contains(path), "{postal_code} {country}: {problems:?}");
        }
    }
    async fn an_address_needs_no_postal_code_where_the_country_has_none(app: Empty) {
        let token = app.admin().await;
        let input = |slug: &str, country: &str| json!({
            "slug": slug, "texts": [{ "locale": "de", "name": "Amt" }],
            "address": { "street": "1 Harbour Road", "city": "Wan Chai", "country": country },
        });
        let selection = "department { id address { postalCode country lines } }";
        let made = app.done(&token, "departmentCreate", input("hafen", "HK"), selection).await;
        let expected = json!({ "postalCode": null, "country": "HK", "lines": ["1 Harbour Road", "Wan Chai"] });
        assert_eq!(made["department"]["address"], expected);
        let department = made["department"]["id"].as_str().expect("an id").parse().expect("an id");
        let person = Sketch::staff_member(ContentId(department), "Muster");
        app.publish(&[ContentId(department)]).await;
        app.live([person]).await;
        let data = app.data("{ staff { nodes { address { postalCode country lines } vcard jsonLd } } staffCsv { text } }").await;
        let person = &data["staff"]["nodes"][0];
        assert_eq!(person["address"], expected, "it is inherited as any other");
        let card = person["vcard"].as_str().expect("a card").replace("\r\n ", "");
        assert!(card.contains(";CC=\"HK\":;;1 Harbour Road;Wan Chai;;;"), "{card}");
        let document: Value = serde_json::from_str(person["jsonLd"].as_str().expect("a text")).expect("JSON");
        let address = &document["workLocation"]["address"];
        assert_eq!((&address["postalCode"], &address["addressCountry"]), (&Value::Null, &json!("HK")));
        let table = data["staffCsv"]["text"].as_str().expect("a table");
        assert!(table.contains("\"1 Harbour Road\",\"\",\"Wan Chai\",\"HK\""), "{table}");
        for (country, path) in [("DE", "postalCode"), ("SG", "postalCode"), ("XK", "country")] {
            let problems = app.problems(&token, "departmentCreate", input("anderswo", country)).await;
            assert!(problems.len() == 1 && problems[0].contains(path), "{country}: {problems:?}");
        }
    }

    async fn a_web_site_is_taken_as_it_is_written_or_refused(app: Empty) {
        let token = app.admin().await;
        let input = |website: &str| json!({
            "slug": "amt", "website": website, "texts": [{ "locale": "de", "name": "Amt" }],
        });
        for (website, words) in [
            ("https:evil", "write it whole"),
            ("https:///evil", "write it whole"),
            ("http:\\\\evil", "write it whole"),
            ("https://e..org/", "\"e..org\" is no name of a host"),
            ("https://-e.org/", "\"-e.org\" is no name of a host"),
        ] {
            let problems = app.problems(&token, "departmentCreate", input(website)).await;
            assert!(problems.len() == 1 && problems[0].contains(words), "{website}: {problems:?}");
        }
        let made = app.done(&token, "departmentCreate", input("HTTPS://www.Example.org"), "department { website }").await;
        assert_eq!(made["department"]["website"], "https://www.example.org/");
    }
}
