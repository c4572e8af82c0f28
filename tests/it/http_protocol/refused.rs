//! What the protocol refuses, with which status and code.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{NEWER, OLDER, exchange, get, header, post, post_document, post_raw, refusal};
use crate::support::TestApp;

#[tokio::test]
async fn a_document_that_does_not_fit_the_schema_is_a_422_for_old_and_new_clients() {
    let app = TestApp::start().await;
    for accept in [NEWER, OLDER] {
        let response = post_document(&app, accept, "{ noSuchField }").await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(header(&response, "content-type"), format!("{NEWER}; charset=utf-8"));
        assert_eq!(refusal(response).await, "VALIDATION_FAILED");
    }
}

#[tokio::test]
async fn a_document_that_cannot_be_parsed_is_a_400_that_says_where() {
    let app = TestApp::start().await;
    let response = post_document(&app, NEWER, "{\n  a(").await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    let body: Value = response.json().await.expect("JSON");
    assert_eq!(body["errors"][0]["extensions"]["code"], "BAD_REQUEST");
    assert_eq!(body["errors"][0]["locations"][0]["line"], 2);
}

#[tokio::test]
async fn a_body_that_is_not_json_is_a_400() {
    let app = TestApp::start().await;
    let bodies: [&[u8]; 7] =
        [b"", b"  ", b"NONSENSE", b"{\"query\":", b"{\"query\": \"\xff\"}", b"[{\"query\":", b"{} {}"];
    for body in bodies {
        let response = post_raw(&app, body).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{}", body.escape_ascii());
        assert_eq!(refusal(response).await, "BAD_REQUEST");
    }
}

#[tokio::test]
async fn json_that_is_not_a_graphql_request_is_a_422() {
    let app = TestApp::start().await;
    for body in [
        r#"{"qeury": "{ __typename }"}"#,
        r#"{"query": null}"#,
        r#"{"query": 1}"#,
        r#"{"query": "{ __typename }", "variables": [7]}"#,
        r#"{"query": "{ __typename }", "variables": "{}"}"#,
        r#"{"query": "{ __typename }", "operationName": 1}"#,
        r#"{"query": "{ __typename }", "extensions": true}"#,
        r#"[{"query": "{ __typename }"}]"#,
        "[]",
        "\"{ __typename }\"",
    ] {
        let response = post_raw(&app, body).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(refusal(response).await, "BAD_REQUEST", "{body}");
    }
}

#[tokio::test]
async fn an_operation_that_cannot_be_determined_is_a_422() {
    let app = TestApp::start().await;
    let two = "query A { __typename } query B { __typename }";
    for (document, name) in [(two, None), (two, Some("C")), ("{ __typename }", Some("A"))] {
        let body = json!({ "query": document, "operationName": name });
        let response = post(&app, NEWER).json(&body).send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refusal(response).await, "BAD_REQUEST");
    }
    let body = json!({ "query": two, "operationName": "B" });
    let response = post(&app, NEWER).json(&body).send().await.expect("an answer");
    assert_eq!(response.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_body_in_another_media_type_or_coding_is_a_415() {
    let app = TestApp::start().await;
    for content_type in [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
        Some("multipart/form-data; boundary=x"),
        Some("application/graphql"),
        Some("application/json; charset=iso-8859-1"),
    ] {
        let mut request = post(&app, NEWER).body(r#"{"query": "{ __typename }"}"#);
        if let Some(content_type) = content_type {
            request = request.header("content-type", content_type);
        }
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "{content_type:?}");
        assert_eq!(refusal(response).await, "BAD_REQUEST");
    }
    for coding in ["gzip", "br", "identity, gzip", ""] {
        let request = post(&app, NEWER).header("content-encoding", coding).json(&json!({}));
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "{coding}");
    }
    for coding in ["identity", "Identity"] {
        let request = post(&app, NEWER).header("content-encoding", coding);
        let response = request.json(&json!({ "query": "{ __typename }" })).send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::OK, "{coding}");
    }
}

#[tokio::test]
async fn a_body_of_ten_megabytes_is_a_413_whether_announced_or_not() {
    let app = TestApp::start().await;
    let response = post_raw(&app, vec![b' '; 10 * 1024 * 1024]).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(refusal(response).await, "BAD_REQUEST");

    let mut chunked = b"POST /graphql HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\
        Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        .to_vec();
    for _ in 0..160 {
        chunked.extend_from_slice(b"10000\r\n");
        chunked.extend_from_slice(&[b' '; 0x10000]);
        chunked.extend_from_slice(b"\r\n");
    }
    chunked.extend_from_slice(b"0\r\n\r\n");
    let answer = exchange(&app, chunked).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

#[tokio::test]
async fn a_chunked_body_without_a_length_is_read() {
    let app = TestApp::start().await;
    let request = b"POST /graphql HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\
        Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n\
        c\r\n{\"query\": \"{\r\n11\r\n __typename }\"  }\r\n0\r\n\r\n";
    let answer = exchange(&app, request.to_vec()).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn a_query_string_that_is_ambiguous_or_not_utf8_is_a_400() {
    let app = TestApp::start().await;
    for query in [
        "query=%7B__typename%7D&query=%7B__typename%7D",
        "query=%FF",
        "query=%7B__typename%7D&variables=%7B",
        "query=%7B__typename%7D&extensions=nonsense",
    ] {
        let response = get(&app, query).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(refusal(response).await, "BAD_REQUEST");
    }
    for query in ["", "query=", "query=%7B__typename%7D&variables=%5B1%5D"] {
        let response = get(&app, query).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{query}");
    }
}

#[tokio::test]
async fn a_mutation_over_get_is_refused_before_anything_is_done() {
    let app = TestApp::start().await;
    for query in [
        "query=mutation%7Banything%7D",
        "query=query+A%7B__typename%7D+mutation+B%7Banything%7D&operationName=B",
    ] {
        let response = get(&app, query).await;
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{query}");
        assert_eq!(header(&response, "allow"), "POST");
        assert_eq!(refusal(response).await, "BAD_REQUEST");
    }
}

#[tokio::test]
async fn other_methods_are_refused_with_those_that_there_are() {
    let app = TestApp::start().await;
    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        let request = app.http.request(method, app.url("/graphql"));
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(header(&response, "allow"), "GET, HEAD, POST, OPTIONS");
        assert_eq!(refusal(response).await, "BAD_REQUEST");
    }
    let request = app.http.request(Method::OPTIONS, app.url("/graphql"));
    let response = request.send().await.expect("an answer");
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    assert!(!response.headers().contains_key("access-control-allow-origin"));
}

#[tokio::test]
async fn a_hash_without_a_document_asks_for_the_document() {
    let app = TestApp::start().await;
    let body = json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": "00" } } });
    let response = post(&app, NEWER).json(&body).send().await.expect("an answer");
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert_eq!(refusal(response).await, "PERSISTED_QUERY_NOT_FOUND");
}

#[tokio::test]
async fn a_document_nested_without_end_is_refused_and_the_server_lives() {
    let app = TestApp::start().await;
    for document in ["{a".repeat(100_000), format!("{{a(b:{}", "[".repeat(200_000))] {
        let response = post_document(&app, NEWER, &document).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    }
    let nested = format!(r#"{{"query": "{{ __typename }}", "variables": {{"a": {}"#, "[".repeat(200_000));
    assert_eq!(post_raw(&app, nested).await.status(), StatusCode::BAD_REQUEST);
    assert_eq!(get(&app, "query=%7B__typename%7D").await.status(), StatusCode::OK);
}
