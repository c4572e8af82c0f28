//! Resources for those who do not speak GraphQL: cards, documents for search engines, the table of staff.

use reqwest::{Response, StatusCode, header};
use serde_json::{Value, json};
use wegweiser::domain::content::Field;
use wegweiser::graphql::Bounds;

use crate::support::{Empty, Sketch, TestApp};

async fn get(app: &TestApp, path: &str) -> Response {
    app.http.get(app.url(path)).send().await.expect("an answer")
}

fn head<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

on_both_databases! {
    async fn a_card_is_what_the_field_says(app: TestApp) {
        let data = app.data(r#"{ department(by: {slug: "buergeramt"}) { id vcard jsonLd en: vcard(locale: "en") }
            staff(first: 1) { nodes { id vcard jsonLd } } offices(first: 1) { nodes { id slug vcard jsonLd } }
            pages(first: 1) { nodes { id jsonLd } } }"#).await;
        let department = &data["department"];
        let (person, office, page) = (&data["staff"]["nodes"][0], &data["offices"]["nodes"][0], &data["pages"]["nodes"][0]);
        let id = |node: &Value| node["id"].as_str().expect("an id").to_owned();
        for (path, content, media_type) in [
            ("departments/buergeramt.vcf".to_owned(), &department["vcard"], "text/vcard; charset=utf-8"),
            (format!("departments/{}.vcf", id(department)), &department["vcard"], "text/vcard; charset=utf-8"),
            ("departments/buergeramt.vcf?locale=en".to_owned(), &department["en"], "text/vcard; charset=utf-8"),
            ("departments/buergeramt.jsonld".to_owned(), &department["jsonLd"], "application/ld+json"),
            (format!("staff/{}.vcf", id(person)), &person["vcard"], "text/vcard; charset=utf-8"),
            (format!("staff/{}.jsonld", id(person)), &person["jsonLd"], "application/ld+json"),
            (format!("offices/{}.vcf", office["slug"].as_str().expect("a slug")), &office["vcard"], "text/vcard; charset=utf-8"),
            (format!("offices/{}.jsonld", id(office)), &office["jsonLd"], "application/ld+json"),
            (format!("pages/{}.jsonld", id(page)), &page["jsonLd"], "application/ld+json"),
        ] {
            let response = get(&app, &format!("/export/{path}")).await;
            assert_eq!(response.status(), StatusCode::OK, "{path}");
            assert_eq!(head(&response, "content-type"), media_type, "{path}");
            assert_eq!(head(&response, "cache-control"), "public, no-cache");
            assert_eq!(response.text().await.expect("text"), content.as_str().expect("a text"), "{path}");
        }
        let card = department["vcard"].as_str().expect("a card");
        assert!(card.starts_with("BEGIN:VCARD\r\nVERSION:4.0\r\n") && card.ends_with("END:VCARD\r\n"), "{card}");
        let document: Value = serde_json::from_str(department["jsonLd"].as_str().expect("a text")).expect("JSON");
        assert_eq!((&document["@type"], &document["@context"]), (&json!("GovernmentOrganization"), &json!("https://schema.org")));
    }

    async fn the_table_has_everybody_once_whatever_their_number(app: Empty) {
        let department = Sketch::department("bauamt", None);
        let below = Sketch::department("baurecht", Some(department.id()));
        let people: Vec<Sketch> = (0..230).map(|n| {
            let home = if n % 2 == 0 { department.id() } else { below.id() };
            Sketch::staff_member(home, &format!("Muster{n:03}")).text("de", Field::RoleTitle, "=1+1")
        }).collect();
        let other = Sketch::department("archiv", None);
        let stranger = Sketch::staff_member(other.id(), "Fremde");
        app.live([department, below, other].into_iter().chain(people).chain([stranger])).await;
        let table = get(&app, "/export/staff.csv?separator=semicolon").await;
        assert_eq!(head(&table, "content-type"), "text/csv; charset=utf-8; header=present");
        assert!(head(&table, "content-disposition").contains("staff.csv"));
        let table = table.text().await.expect("text");
        assert_eq!(table.matches("\"family_name\"").count(), 1);
        assert_eq!(table.trim_end().lines().count(), 1 + 231);
        assert!((0..230).all(|n| table.matches(&format!("\"Muster{n:03}\"")).count() == 1));
        assert!(table.contains(";\"'=1+1\";") && !table.contains("\"=1+1\""), "{table:.600}");
        let part = get(&app, "/export/staff.csv?department=bauamt").await.text().await.expect("text");
        assert_eq!(part.trim_end().lines().count(), 1 + 230);
        app.live([Sketch::department("leer", None)]).await;
        let none = get(&app, "/export/staff.csv?department=leer").await.text().await.expect("text");
        assert_eq!(none.trim_end().lines().count(), 1);
    }

    async fn a_short_resource_has_the_same_tag_in_any_coding(app: Empty) {
        app.live([Sketch::department("bauamt", None)]).await;
        let ask = async |coding: &str| {
            let request = app.http.get(app.url("/export/departments/bauamt.vcf"));
            request.header(header::ACCEPT_ENCODING, coding).send().await.expect("an answer")
        };
        let (plain, coded) = (ask("identity").await, ask("gzip").await);
        assert_eq!(head(&plain, "etag"), head(&coded, "etag"));
        assert!(!coded.headers().contains_key("content-encoding"));
        assert!(coded.text().await.expect("text").len() < 1024);
    }

    async fn a_card_is_newer_when_a_responsibility_goes_live(app: Empty) {
        let department = Sketch::department("bauamt", None);
        let person = Sketch::staff_member(department.id(), "Muster");
        let duty = Sketch::responsibility(department.id(), "statik", &[person.id()]);
        let (person_id, duty_id) = (person.id(), duty.id());
        app.live([department, person]).await;
        app.draft([duty]).await;
        let revision = async || {
            let card = get(&app, &format!("/export/staff/{}.vcf", person_id.0)).await.text().await.expect("text");
            let line = card.lines().find(|line| line.starts_with("REV:")).expect("a revision").to_owned();
            (line, card.contains("ROLE"))
        };
        let (before, has_duty) = revision().await;
        assert!(!has_duty);
        // Revisions are told in seconds.
        tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
        app.publish(&[duty_id]).await;
        let (after, has_duty) = revision().await;
        assert!(has_duty && after > before, "{before} {after}");
    }

    async fn what_is_not_live_has_no_resource(app: Empty) {
        let department = Sketch::department("bauamt", None);
        let id = department.id();
        app.draft([department]).await;
        let token = app.admin().await;
        for token in [None, Some(&token)] {
            let mut request = app.http.get(app.url("/export/departments/bauamt.vcf"));
            if let Some(token) = token {
                request = request.bearer_auth(token);
            }
            assert_eq!(request.send().await.expect("an answer").status(), StatusCode::NOT_FOUND);
        }
        app.publish(&[id]).await;
        let live = get(&app, "/export/departments/bauamt.vcf").await;
        assert_eq!(live.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn who_has_the_same_already_is_told_so() {
    let app = TestApp::start().await;
    let path = "/export/departments/buergeramt.jsonld";
    let first = get(&app, path).await;
    let tag = head(&first, "etag").to_owned();
    assert!(tag.starts_with('"') && first.text().await.expect("text").len() > 500);
    let ask = async |tag: &str, coding: &str| {
        let request = app.http.get(app.url(path)).header(header::IF_NONE_MATCH, tag);
        request.header(header::ACCEPT_ENCODING, coding).send().await.expect("an answer")
    };
    let same = ask(&tag, "identity").await;
    assert_eq!((same.status(), head(&same, "etag")), (StatusCode::NOT_MODIFIED, tag.as_str()));
    assert_eq!(ask(&format!("\"x\", W/{tag}"), "identity").await.status(), StatusCode::NOT_MODIFIED);
    let coded = ask(&tag, "gzip").await;
    assert_eq!((coded.status(), head(&coded, "content-encoding")), (StatusCode::OK, "gzip"));
    assert_ne!(head(&coded, "etag"), tag);

    let head_of = app.http.head(app.url(path)).send().await.expect("an answer");
    assert_eq!((head_of.status(), head(&head_of, "etag")), (StatusCode::OK, tag.as_str()));
    assert_eq!(head_of.text().await.expect("text"), "");
}

#[tokio::test]
async fn an_address_may_be_percent_encoded() {
    let app = TestApp::start().await;
    let plain = get(&app, "/export/departments/buergeramt.vcf").await.text().await.expect("text");
    for path in ["/export/departments/%62uergeramt.vcf", "/export/departments/buergeramt%2Evcf"] {
        let encoded = get(&app, path).await;
        assert_eq!((encoded.status(), encoded.text().await.expect("text")), (StatusCode::OK, plain.clone()));
    }
}

#[tokio::test]
async fn the_table_is_read_in_smaller_pieces_where_less_may_be_asked_at_once() {
    let app = TestApp::start().await;
    let whole = get(&app, "/export/staff.csv").await.text().await.expect("text");
    let app = app.bounded(Bounds { max_cost: 100, ..Bounds::default() }, None);
    let in_pieces = get(&app, "/export/staff.csv").await;
    assert_eq!((in_pieces.status(), in_pieces.text().await.expect("text")), (StatusCode::OK, whole));
}

#[tokio::test]
async fn what_is_asked_in_another_way_is_refused_in_words() {
    let app = TestApp::start().await;
    for (path, status, words) in [
        ("/export/", 404, "nothing at this address"),
        ("/export/departments/nirgends.vcf", 404, "nothing at this address"),
        ("/export/staff/018f4e2a-7c3b-7d5e-9f10-2b3c4d5e6f70.vcf", 404, "nothing at this address"),
        ("/export/staff.csv?local=en", 400, "local"),
        ("/export/staff.csv?locale=en&locale=de", 400, "given twice"),
        ("/export/staff.csv?separator=%3B", 400, "comma"),
        ("/export/staff.csv?locale=%FF", 400, "UTF-8"),
        ("/export/departments/buergeramt.vcf?department=a", 400, "table of staff"),
        ("/export/departments/buergeramt.vcf?locale=x_y!", 400, "no language tag"),
        ("/export/staff.csv?locale=_", 400, "no language tag"),
        ("/export/staff.csv?department=nirgends", 404, "nothing at this address"),
        ("/export/departments/%FF.vcf", 400, "UTF-8"),
    ] {
        let response = get(&app, path).await;
        assert_eq!(response.status(), status, "{path}");
        let body: Value = response.json().await.expect("JSON");
        let message = body["errors"][0]["message"].as_str().expect("a message");
        assert!(message.contains(words), "{path}: {message}");
    }
    let post = app.http.post(app.url("/export/staff.csv")).send().await.expect("an answer");
    assert_eq!((post.status(), head(&post, "allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD"));
    let wrong = app.http.get(app.url("/export/staff.csv")).bearer_auth("x").send().await.expect("an answer");
    assert_eq!(wrong.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_card_takes_as_many_statements_for_a_hundred_as_for_three() {
    let app = TestApp::start().await;
    let count = async |first: usize| {
        let query = format!("{{ staff(first: {first}) {{ nodes {{ vcard jsonLd }} }} }}");
        app.statements(app.data(&query)).await.0
    };
    let few = count(3).await;
    assert_eq!(count(40).await, few);
    println!("{few} statements");
    assert!(few <= 16, "{few}");
}
