//! Whether the schema itself is told.

use reqwest::StatusCode;
use serde_json::json;
use wegweiser::graphql::Bounds;

use crate::support::{TestApp, code_of};

const QUERIES: [&str; 4] = [
    "{ __schema { queryType { name } } }",
    "{ a: __type(name: \"Query\") { name } __typename }",
    "{ ... { ...F } } fragment F on Query { __schema { types { name } } }",
    "query A { __typename } query B { __schema { types { name } } }",
];

#[tokio::test]
async fn the_public_is_told_the_schema_unless_that_is_switched_off() {
    let app = TestApp::start().await;
    for query in &QUERIES[..3] {
        app.data(query).await;
    }
    let app = app.bounded(Bounds { has_public_introspection: false, ..Bounds::default() }, None);
    for query in QUERIES {
        let parameters = json!({ "query": query, "operationName": query.contains("query B").then_some("B") });
        let response = app.http.post(app.url("/graphql")).json(&parameters).send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let body = response.json().await.expect("JSON");
        assert_eq!(code_of(&body), "VALIDATION_FAILED");
        assert!(body.to_string().contains("introspection is switched off"), "{body}");
    }
    // The type of an object is no secret.
    assert_eq!(app.data("{ __typename locales { __typename } }").await["__typename"], "Query");
    let operation = json!({ "query": QUERIES[3], "operationName": "A" });
    let response = app.http.post(app.url("/graphql")).json(&operation).send().await.expect("an answer");
    assert_eq!(response.status(), StatusCode::OK);

    let token = app.admin().await;
    for query in &QUERIES[..3] {
        app.data_as(&token, query, json!({})).await;
    }
}
