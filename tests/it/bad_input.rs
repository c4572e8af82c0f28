//! What clients get wrong: a typed error each time, never ours.

use serde_json::{Value, json};

use crate::support::{Answer, TestApp, code_of, codes_of};

/// The client's fault, said so; the server goes on.
fn assert_refused(answer: &Answer, what: &str) {
    assert!(answer.status.is_success() || answer.status.is_client_error(), "{what:.200}: {}", answer.text);
    for code in codes_of(&answer.body) {
        assert!(
            ["BAD_REQUEST", "VALIDATION_FAILED", "TOO_COMPLEX"].contains(&code),
            "{what:.200}: {}",
            answer.text
        );
    }
    for error in answer.body["errors"].as_array().expect("errors") {
        let message = error["message"].as_str().expect("a message");
        assert!(!message.is_empty(), "{what:.200}");
    }
}

on_both_databases! {
    async fn what_is_no_id_is_refused(app: TestApp) {
        for id in [
            "",
            " ",
            "1",
            "bauamt",
            "018f4e2a",
            "018f4e2a-7c3b-7d5e-9f10-2b3c4d5e6f7g",
            "💥",
            "a\u{0}b",
            "{}",
            "' OR 1=1",
        ] {
            for query in [
                "query($id: ID!) { node(id: $id) { id } }",
                "query($id: ID!) { nodes(ids: [$id]) { id } }",
                "query($id: ID!) { department(by: {id: $id}) { id } }",
                "query($id: ID!) { staffMember(by: {id: $id}) { id } }",
                "query($id: ID!) { responsibility(by: {id: $id}) { id } }",
                "query($id: ID!) { office(by: {id: $id}) { id } }",
                "query($id: ID!) { page(by: {id: $id}) { id } }",
            ] {
                let answer = app.ask_with(query, json!({ "id": id }), &[]).await;
                assert_eq!(code_of(&answer.body), "BAD_REQUEST", "{query} {id:?}");
            }
        }
        let answer = app.ask_with("query($id: ID!) { node(id: $id) { id } }", json!({ "id": 7 }), &[]).await;
        assert_refused(&answer, "a number is an ID, but no UUID");
    }

    async fn no_more_than_a_hundred_ids_are_taken(app: TestApp) {
        let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
        let ids =
            |count: u128| (0..count).map(|id| uuid::Uuid::from_u128(id).to_string()).collect::<Vec<_>>();
        for (count, code) in [(101, "BAD_REQUEST"), (200, "BAD_REQUEST"), (20_000, "TOO_COMPLEX")] {
            let answer = app.ask_with(query, json!({ "ids": ids(count) }), &[]).await;
            assert_eq!(code_of(&answer.body), code, "{count}");
        }
        for count in [0, 1, 100] {
            let data = app.data_with(query, json!({ "ids": ids(count) })).await;
            let nodes = data["nodes"].as_array().expect("a list");
            assert_eq!((nodes.len() as u128, nodes.iter().all(Value::is_null)), (count, true));
        }
    }

    async fn any_text_may_be_a_key(app: TestApp) {
        let long = "ä".repeat(100_000);
        let texts = [
            "",
            " ",
            "\u{0}",
            "bauamt\u{0}",
            "a\u{0}b",
            "💥",
            "e\u{301}",
            "\u{202e}abc",
            "\u{feff}",
            "\u{ffff}",
            "%",
            "_",
            "\\",
            "'; DROP TABLE department; --",
            "\"",
            "$1",
            "?",
            "/de/\u{0}",
            "//",
            "/de",
            &long,
        ];
        for text in texts {
            for (field, by) in [
                ("department", "slug"),
                ("responsibility", "slug"),
                ("office", "slug"),
                ("staffMember", "email"),
                ("page", "path"),
            ] {
                let query = format!("query($key: String!) {{ it: {field}(by: {{{by}: $key}}) {{ id }} }}");
                let answer = app.ask_with(&query, json!({ "key": text }), &[]).await;
                assert!(!answer.status.is_server_error(), "{field} {text:.30?}: {}", answer.text);
                if answer.body.get("errors").is_some() {
                    assert_refused(&answer, text);
                } else {
                    assert_eq!(answer.body, json!({ "data": { "it": null } }), "{field} {text:.30?}");
                }
            }
        }
        assert_eq!(
            app.data(r#"{ department(by: {slug: "bauamt"}) { slug } }"#).await["department"]["slug"],
            "bauamt"
        );
    }

    async fn a_nul_in_the_document_itself_finds_nothing(app: TestApp) {
        for query in [
            r#"{ it: department(by: {slug: "a\u0000"}) { id } }"#,
            r#"{ it: page(by: {path: "/de/\u0000"}) { id } }"#,
            r#"{ it: staffMember(by: {email: "\u0000"}) { id } }"#,
            r#"{ it: staff(after: "\u0000") { totalCount } }"#,
        ] {
            let answer = app.ask_with(query, json!({}), &[]).await;
            assert!(!answer.status.is_server_error(), "{query}: {}", answer.text);
            if answer.body.get("errors").is_some() {
                assert_refused(&answer, query);
            }
        }
    }
}

#[tokio::test]
async fn a_document_that_does_not_fit_is_refused() {
    let app = TestApp::start().await;
    let department =
        |selection: &str| format!(r#"{{ department(by: {{slug: "bauamt"}}) {{ {selection} }} }}"#);
    for query in [
        department(""),
        department("name"),
        department("slug { value }"),
        department("staff(orderBy: BY_MAGIC) { nodes { id } }"),
        department("staff(first: FIVE) { nodes { id } }"),
        department("... on StaffMember { givenName }"),
        department("slug: id slug"),
        department("...missing"),
        department("name(locale: de) { value }"),
        department("slug @skip"),
        department("slug @unknown"),
        "{ department { slug } }".to_owned(),
        "{ department(by: {}) { slug } }".to_owned(),
        "{ department(by: null) { slug } }".to_owned(),
        r#"{ department(by: {slug: null}) { slug } }"#.to_owned(),
        r#"{ department(by: {slug: "a", id: "b"}) { slug } }"#.to_owned(),
        r#"{ department(by: {name: "a"}) { slug } }"#.to_owned(),
        r#"{ department(by: {slug: 1}) { slug } }"#.to_owned(),
        r#"{ department(by: {slug: BAUAMT}) { slug } }"#.to_owned(),
        r#"{ node(id: "a", id: "b") { id } }"#.to_owned(),
        "{ staff(first: 1) }".to_owned(),
        "{ offices { ...a } } fragment a on OfficeConnection { ...b } fragment b on OfficeConnection { ...a }"
            .to_owned(),
        "{ staff { totalCount } } fragment unused on Query { __typename }".to_owned(),
        "query($unused: Int) { __typename }".to_owned(),
        "mutation { departmentCreate { id } }".to_owned(),
        "{ __type { name } }".to_owned(),
    ] {
        assert_refused(&app.ask_with(&query, json!({}), &[]).await, &query);
    }
}

#[tokio::test]
async fn variables_that_do_not_fit_are_refused() {
    let app = TestApp::start().await;
    let slug = "query($v: String!) { department(by: {slug: $v}) { slug } }";
    let by = "query($v: DepartmentBy!) { department(by: $v) { slug } }";
    let first = "query($v: Int) { staff(first: $v) { totalCount } }";
    let ids = "query($v: [ID!]!) { nodes(ids: $v) { id } }";
    let wrong = "query($v: Int!) { department(by: {slug: $v}) { slug } }";
    let unknown = "query($v: Nonsense) { department(by: {slug: $v}) { slug } }";
    let null_in_list = json!({ "v": ["01890a5d-ac96-774b-bcce-b302099a8057", null] });
    let deep = (0..60).fold(json!(1), |inner, _| json!([inner]));
    for (query, variables) in [
        (slug, json!({})),
        (slug, json!({ "v": null })),
        (slug, json!({ "v": 1 })),
        (slug, json!({ "v": ["a"] })),
        (slug, json!({ "v": { "a": 1 } })),
        (slug, json!({ "V": "bauamt" })),
        (by, json!({})),
        (by, json!({ "v": {} })),
        (by, json!({ "v": { "slug": "a", "id": "b" } })),
        (by, json!({ "v": { "slug": null } })),
        (by, json!({ "v": "bauamt" })),
        (by, json!({ "v": { "nonsense": 1 } })),
        (first, json!({ "v": "1" })),
        (first, json!({ "v": 1.5 })),
        (first, json!({ "v": 1e300 })),
        (first, json!({ "v": 9_000_000_000_i64 })),
        (first, json!({ "v": true })),
        (first, json!({ "v": deep })),
        (ids, json!({ "v": null })),
        (ids, null_in_list),
        (ids, json!({ "v": [["a"]] })),
        (ids, json!({ "v": { "0": "a" } })),
        (wrong, json!({ "v": 1 })),
        (unknown, json!({ "v": 1 })),
    ] {
        assert_refused(&app.ask_with(query, variables.clone(), &[]).await, &format!("{query} {variables}"));
    }
    for (query, variables) in
        [(first, json!({})), (first, json!({ "v": null })), (first, json!({ "v": 1, "other": 2 }))]
    {
        assert_eq!(app.data_with(query, variables).await["staff"]["totalCount"], 41);
    }
}

#[tokio::test]
async fn one_bad_field_does_not_spoil_its_neighbours() {
    let app = TestApp::start().await;
    let query =
        r#"{ good: department(by: {slug: "bauamt"}) { slug } bad: department(by: {id: "x"}) { slug } }"#;
    let body = app.ask(query).await;
    assert_eq!(body["data"], json!({ "good": { "slug": "bauamt" }, "bad": null }));
    assert_eq!(code_of(&body), "BAD_REQUEST");
    assert_eq!(body["errors"][0]["path"], json!(["bad"]));
    assert_eq!(body["errors"][0]["locations"], json!([{ "line": 1, "column": 51 }]));
}

#[tokio::test]
async fn an_error_in_a_required_list_takes_the_whole_answer() {
    let app = TestApp::start().await;
    let body = app.ask(r#"{ department(by: {slug: "bauamt"}) { slug } nodes(ids: ["x"]) { id } }"#).await;
    assert_eq!((&body["data"], code_of(&body)), (&Value::Null, "BAD_REQUEST"));
    assert!(body.as_object().expect("an object").contains_key("data"));
}

#[tokio::test]
async fn deep_and_wide_documents_are_answered_or_refused() {
    let app = TestApp::start().await;
    let nested = |depth: usize| {
        format!(
            r#"{{ department(by: {{slug: "bauamt"}}) {{ {} slug {} }} }}"#,
            "parent { ".repeat(depth),
            "}".repeat(depth)
        )
    };
    app.data(&nested(5)).await;
    for query in [
        nested(1_000),
        nested(20_000),
        format!("{{ {} }}", (0..20_000).map(|alias| format!("a{alias}: __typename ")).collect::<String>()),
        format!("{{ __typename {} }}", "@skip(if: false) ".repeat(20_000)),
        format!("{{ nodes(ids: {}{}) {{ id }} }}", "[".repeat(2_000), "]".repeat(2_000)),
        format!("{{ {} }}", "...a ".repeat(10_000)) + "fragment a on Query { __typename }",
    ] {
        let answer = app.ask_with(&query, json!({}), &[]).await;
        assert!(!answer.status.is_server_error(), "{query:.60}: {:.200}", answer.text);
        if answer.body.get("errors").is_some() {
            assert_refused(&answer, &query);
        }
    }
    app.data(&nested(5)).await;
}

#[tokio::test]
async fn half_a_character_is_no_text() {
    let app = TestApp::start().await;
    let query = r#"query($v: String!) { department(by: {slug: $v}) { slug } }"#;
    let body = format!(r#"{{"query": {query:?}, "variables": {{"v": "\ud83d"}}}}"#);
    let request = app.http.post(app.url("/graphql")).header("content-type", "application/json");
    let response = request.body(body).send().await.expect("an answer");
    assert_eq!(response.status(), reqwest::StatusCode::BAD_REQUEST);
    let inline = app.ask(r#"{ department(by: {slug: "\ud83d"}) { slug } }"#).await;
    assert!(["BAD_REQUEST", "VALIDATION_FAILED"].contains(&code_of(&inline)), "{inline}");
}
