//! Fragments that spread each other, and other documents that are larger than they look.

use reqwest::StatusCode;
use serde_json::json;
use wegweiser::graphql::Bounds;

use super::assert_well;
use super::door::Door;
use crate::support::{TestApp, code_of};

async fn door(app: &TestApp) -> Door {
    Door::open(app, Bounds::default())
}

/// Fragments of which each spreads the next twice.
fn doubling(length: usize) -> String {
    let fragments = (0..length).map(|n| format!("fragment F{n} on Department {{ ...F{0} ...F{0} }} ", n + 1));
    fragments.collect::<String>() + &format!("fragment F{length} on Department {{ slug }}")
}

#[tokio::test]
async fn a_chain_of_doubling_fragments_is_refused() {
    let app = TestApp::start().await;
    let door = door(&app).await;
    for (length, bound) in [(15, "fields"), (25, "fields"), (3_000, "tokens"), (500, "nesting")] {
        let spread = format!(r#"{{ department(by: {{slug: "bauamt"}}) {{ ...F0 }} }} {}"#, doubling(length));
        assert_eq!(door.exceeded(&spread, &json!({})).await, bound);
        assert_eq!(door.exceeded(&format!("{{ __typename }} {}", doubling(length)), &json!({})).await, bound);
    }
    assert_well(&door).await;
}

#[tokio::test]
async fn fragments_in_a_circle_do_not_fit_wherever_they_stand() {
    let app = TestApp::start().await;
    let door = door(&app).await;
    let ring: String =
        (0..20).map(|n| format!("fragment F{n} on Query {{ ...F{} ...F{0} }} ", (n + 1) % 20)).collect();
    for query in [
        "{ ...F } fragment F on Query { ...F }".to_owned(),
        "{ __typename } fragment F on Query { __typename ... { ...F } }".to_owned(),
        format!("{{ ...F0 }} {ring}"),
        format!("{{ __typename }} {ring}"),
        format!("query A {{ __typename }} query B {{ ...F7 }} {ring}"),
    ] {
        let answer = door.ask(&query).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query:.200}: {}", answer.text);
        assert_eq!(code_of(&answer.body), "VALIDATION_FAILED");
    }
    assert_well(&door).await;
}

#[tokio::test]
async fn floods_are_refused_by_name() {
    let app = TestApp::start().await;
    let door = door(&app).await;
    let many = |count: usize, each: &dyn Fn(usize) -> String| (0..count).map(each).collect::<String>();
    let in_department =
        |fields: String| format!(r#"{{ department(by: {{slug: "bauamt"}}) {{ {fields} }} }}"#);
    for (bound, query) in [
        ("aliases", in_department(many(2_000, &|n| format!("a{n}: slug ")))),
        ("tokens", in_department(many(10_000, &|n| format!("a{n}: slug ")))),
        ("rootFields", format!("{{ {} }}", many(2_000, &|n| format!("a{n}: __typename ")))),
        ("directives", in_department("slug @skip(if: false) ".repeat(1_000))),
        ("directives", in_department(format!("slug {}", "@unknown ".repeat(4_000)))),
        ("directives", format!("query {} {{ __typename }}", "@unknown ".repeat(4_000))),
        (
            "fields",
            format!(
                "{} fragment F on Query {{ a b c d e f }}",
                many(1_000, &|n| format!("query Q{n} {{ ...F }} "))
            ),
        ),
        ("fields", format!("{{ __typename }} fragment F on Query {{ {} }}", "a ".repeat(6_000))),
        (
            "tokens",
            "{ __typename } ".to_owned() + &many(3_000, &|n| format!("fragment F{n} on Query {{ a }} ")),
        ),
        ("tokens", format!("{{ node(id: [{}]) {{ id }} }}", "1 ".repeat(100_000))),
        ("nameLength", format!("{{ {} }}", "a".repeat(900_000))),
        ("nameLength", format!("{{ {} }}", ("a".repeat(250) + " ").repeat(3_000))),
        ("nameLength", format!("{{ a(b: {}) }}", "1".repeat(900_000))),
        ("nesting", "{ a ".repeat(100_000)),
        ("nesting", format!("{{ a(b: {} ", "[".repeat(100_000))),
        ("nesting", format!("{{ a(b: {} ", "{c: ".repeat(100_000))),
        ("nesting", format!("query($v: {} ", "[".repeat(100_000))),
        ("nesting", "(".repeat(100_000)),
    ] {
        assert_eq!(door.exceeded(&query, &json!({})).await, bound, "{query:.100}");
    }
    assert_well(&door).await;
}

#[tokio::test]
async fn texts_that_do_not_end_are_no_documents() {
    let app = TestApp::start().await;
    let door = door(&app).await;
    let long = "a".repeat(900_000);
    for query in [
        format!("{{ node(id: \"{long}"),
        format!("{{ node(id: \"\"\"{long}"),
        format!("{{ node(id: \"\"\"{}", "\n  a\"\"".repeat(100_000)),
        format!("# {long}"),
        "#\n".repeat(400_000),
        " \u{feff}\t,".repeat(100_000),
        "\"".repeat(9_000),
        "\\\"".repeat(4_000),
        "\u{0}{ __typename }".to_owned(),
    ] {
        let answer = door.ask(&query).await;
        assert!(answer.status.is_client_error(), "{query:.60}: {:.300}", answer.text);
        assert!(answer.text.len() < 4_096, "{query:.60}: {} bytes", answer.text.len());
    }
    // One that ends is an id like any other.
    let answer = door.ask(&format!("{{ node(id: \"{long}\") {{ id }} }}")).await;
    assert_eq!(code_of(&answer.body), "BAD_REQUEST");
    assert!(answer.text.len() < 4_096);
    assert_well(&door).await;
}

#[tokio::test]
async fn large_variables_are_refused_or_ignored() {
    let app = TestApp::start().await;
    let door = door(&app).await;
    let filter = "query($v: StaffMemberFilter) { staff(filter: $v) { totalCount } }";
    let deep = (0..40).fold(json!({ "ids": [] }), |inner, _| json!({ "not": inner }));
    let wide = json!({ "and": vec![json!({ "ids": vec!["x"; 100] }); 1_500] });
    let keys: serde_json::Map<String, serde_json::Value> =
        (0..50_000).map(|n| (format!("k{n}"), json!(1))).collect();
    for (query, variables, code) in [
        (filter, json!({ "v": { "ids": vec![1; 100_000] } }), "TOO_COMPLEX"),
        (filter, json!({ "v": wide }), "TOO_COMPLEX"),
        (filter, json!({ "v": keys }), "TOO_COMPLEX"),
        (filter, json!({ "unused": vec![1; 100_000] }), "TOO_COMPLEX"),
        (
            "{ __typename }",
            json!({ "unused": vec![json!({ "": { "": { "": {} } } }); 2_000] }),
            "TOO_COMPLEX",
        ),
        (filter, json!({ "v": deep }), "BAD_REQUEST"),
        (filter, json!({ "v": { "name": { "contains": "a".repeat(1_000_000) } } }), "BAD_REQUEST"),
    ] {
        let answer = door.ask_with(query, &variables).await;
        if answer.body.get("errors").is_some() {
            assert_eq!(code_of(&answer.body), code, "{:.300}", answer.text);
        } else {
            assert_eq!(code, "BAD_REQUEST", "{:.300}", answer.text);
        }
        assert!(answer.status.as_u16() < 500 && answer.text.len() < 4_096, "{:.300}", answer.text);
    }
    let answer = door.ask_with("{ __typename }", &json!({ "v": "a".repeat(1_000_000) })).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_well(&door).await;
}
