//! Every bound: what reaches it is answered, one more is refused with its name.

use reqwest::StatusCode;
use serde_json::{Value, json};
use wegweiser::graphql::Bounds;

use super::door::Door;
use crate::support::TestApp;

/// A bound: its name, how many are answered, the bounds that say so, and a request that has so many.
type Edge = (&'static str, usize, Bounds, fn(usize) -> (String, Value));

fn plain(query: String) -> (String, Value) {
    (query, json!({}))
}

fn edges() -> Vec<Edge> {
    let usual = Bounds::default();
    vec![
        ("tokens", 30, Bounds { max_tokens: 30, ..usual.clone() }, |count| {
            plain(format!("{{ {}}} # {{ more of them", "__typename ".repeat(count - 2)))
        }),
        ("nameLength", 256, usual.clone(), |count| plain(format!("{{ {}: __typename }}", "a".repeat(count)))),
        ("nesting", 33, usual.clone(), |count| {
            plain(format!("{}__typename{}", "{ ... ".repeat(count - 1) + "{ ", " }".repeat(count)))
        }),
        ("fields", 30, Bounds { max_fields: 30, ..usual.clone() }, |count| {
            let rest = "slug ".repeat((count - 2) % 4);
            let spreads = "...F ".repeat((count - 2) / 4);
            plain(format!(
                r#"{{ department(by: {{slug: "bauamt"}}) {{ id {rest} {spreads} }} }}
                fragment F on Department {{ id ... {{ slug }} }}"#
            ))
        }),
        ("depth", 20, usual.clone(), |count| {
            let parents = count - 2;
            plain(format!(
                r#"{{ department(by: {{slug: "bauamt"}}) {{ {} slug {} }} }}"#,
                "parent { ".repeat(parents),
                "} ".repeat(parents)
            ))
        }),
        ("rootFields", 50, usual.clone(), |count| plain(format!("{{ {} }}", "__typename ".repeat(count)))),
        ("aliases", 500, usual.clone(), |count| {
            let aliases: String = (0..count).map(|alias| format!("a{alias}: slug ")).collect();
            plain(format!(r#"{{ department(by: {{slug: "bauamt"}}) {{ {aliases} }} }}"#))
        }),
        ("directives", 200, usual.clone(), |count| {
            let fields = "slug @skip(if: false) ".repeat(count);
            plain(format!(r#"{{ department(by: {{slug: "bauamt"}}) {{ {fields} }} }}"#))
        }),
        ("listItems", 50, Bounds { max_list_items: 50, ..usual.clone() }, |count| {
            ("query($ids: [ID!]!) { nodes(ids: $ids) { id } }".to_owned(), json!({ "ids": ids(count) }))
        }),
        ("listItems", 40, Bounds { max_list_items: 40, ..usual.clone() }, |count| {
            plain(format!("{{ nodes(ids: {:?}) {{ id }} }}", ids(count)))
        }),
        ("arguments", 44, Bounds { max_arguments: 44, ..usual.clone() }, |count| {
            let query = "query($ids: [ID!]!) { a: nodes(ids: $ids) { id } b: nodes(ids: $ids) { id } staff(PAGE) { totalCount } }";
            let page = if count % 2 == 0 { "" } else { "(first: 1)" };
            (query.replace("(PAGE)", page), json!({ "ids": ids(count / 2 - 1) }))
        }),
        ("cost", 30, Bounds { max_cost: 30, ..usual.clone() }, |count| {
            plain(format!("{{ staff(first: {}) {{ edges {{ cursor }} }} }}", count - 1))
        }),
        ("values", 60, Bounds { max_values: 60, ..usual }, |count| {
            let rest = "__typename ".repeat(count % 3);
            plain(format!(
                "{{ staff(first: {}) {{ nodes {{ id givenName familyName }} }} {rest} }}",
                count / 3
            ))
        }),
    ]
}

fn ids(count: usize) -> Vec<String> {
    (0..count as u128).map(|id| uuid::Uuid::from_u128(id).to_string()).collect()
}

#[tokio::test]
async fn what_reaches_a_bound_is_answered_and_one_more_is_refused() {
    let app = TestApp::start().await;
    for (bound, most, bounds, request) in edges() {
        let door = Door::open(&app, bounds);
        let (query, variables) = request(most);
        let answer = door.ask_with(&query, &variables).await;
        assert_eq!(answer.status, StatusCode::OK, "{bound}: {query:.300} {:.500}", answer.text);
        let (query, variables) = request(most + 1);
        assert_eq!(door.exceeded(&query, &variables).await, bound, "{query:.300}");
    }
}

#[tokio::test]
async fn long_texts_are_taken_into_an_answer_as_far_as_they_fit() {
    let app = TestApp::start().await;
    let query = "{ pages(first: 100) { nodes { body { markdown } } } }";
    let data = app.data(query).await;
    let pages = data["pages"]["nodes"].as_array().expect("pages").iter();
    let bytes: usize = pages.filter_map(|page| page["body"]["markdown"].as_str()).map(str::len).sum();
    assert!(bytes > 1_000, "{bytes}");
    let door = |max_text_bytes| Door::open(&app, Bounds { max_text_bytes, ..Bounds::default() });
    // Each counts when it is read and when it is written.
    assert_eq!(door(2 * bytes).ask(query).await.body["data"], data);
    let answer = door(2 * bytes - 1).ask(query).await;
    let extensions = &answer.body["errors"][0]["extensions"];
    assert_eq!((&extensions["code"], &extensions["bound"]), (&json!("TOO_COMPLEX"), &json!("textBytes")));
    assert!(answer.status.as_u16() < 500, "{}", answer.status);
}

#[tokio::test]
async fn changes_of_opening_hours_are_looked_for_as_far_as_the_effort_lasts() {
    let app = TestApp::start().await;
    let (token, id) = (app.admin().await, app.department_id("bauamt").await);
    // It is looked at day by day for five years: 1,830 days of one part, or a day more.
    let hours = json!({ "openingHours": { "rule": "Jan-Dec 00:00-24:00" } });
    let input = json!({ "id": id, "expectedVersion": 1, "set": hours });
    app.done(&token, "departmentUpdate", input, "").await;
    app.publish(&[id]).await;
    let changes = |count: usize| {
        let changes = (0..count).map(|at| format!("c{at}: nextChange")).collect::<Vec<_>>().join(" ");
        format!(r#"{{ department(by: {{slug: "bauamt"}}) {{ openingHours {{ {changes} }} }} }}"#)
    };
    let door = Door::open(&app, Bounds { max_cost: 600, ..Bounds::default() });
    let answer = door.ask(&changes(3)).await;
    assert!(answer.body["errors"].is_null() && answer.text.contains("\"c2\":null"), "{}", answer.text);
    let answer = door.ask(&changes(4)).await;
    let extensions = &answer.body["errors"][0]["extensions"];
    assert_eq!((&extensions["code"], &extensions["bound"]), (&json!("TOO_COMPLEX"), &json!("openingDays")));
    assert_eq!(extensions["max"], 6_000);
}
