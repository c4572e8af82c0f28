//! HTTP as the specifications want it: "GraphQL over HTTP" (edition September 2026), RFC 9110.
//! Over real sockets; no content is needed but `__typename`.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

use crate::support::TestApp;

const NEWER: &str = "application/graphql-response+json";
const OLDER: &str = "application/json";

// --- asking ------------------------------------------------------------------------------

fn post(app: &TestApp, accept: &str) -> RequestBuilder {
    app.http.post(app.url("/graphql")).header("accept", accept)
}

/// Posts bytes as they are.
async fn post_raw(app: &TestApp, body: impl Into<Vec<u8>>) -> Response {
    let request = post(app, NEWER).header("content-type", OLDER).body(body.into());
    request.send().await.expect("an answer")
}

async fn post_document(app: &TestApp, accept: &str, document: &str) -> Response {
    let request = post(app, accept).json(&json!({ "query": document }));
    request.send().await.expect("an answer")
}

/// `query` is the query string, already encoded.
async fn get(app: &TestApp, query: &str) -> Response {
    let request = app.http.get(format!("{}?{query}", app.url("/graphql"))).header("accept", NEWER);
    request.send().await.expect("an answer")
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().expect("a header in ASCII"))
}

/// The code of the only error, after the checks that hold for every refusal.
async fn refusal(response: Response) -> String {
    let id = header(&response, "x-request-id").to_owned();
    assert_eq!(header(&response, "cache-control"), "no-store");
    assert_eq!(header(&response, "x-content-type-options"), "nosniff");
    let body: Value = response.json().await.expect("JSON");
    assert!(body.get("data").is_none(), "a refusal has no data: {body}");
    let error = &body["errors"][0];
    assert!(error["message"].is_string(), "{body}");
    assert_eq!(error["extensions"]["requestId"], json!(id));
    error["extensions"]["code"].as_str().expect("a code").to_owned()
}

/// Sends bytes over a socket of its own and reads until the server closes it.
async fn exchange(app: &TestApp, request: Vec<u8>) -> String {
    let url = app.url("/");
    let work = move || {
        let address = url.trim_start_matches("http://").trim_end_matches('/');
        let mut socket = TcpStream::connect(address).expect("a connection");
        socket.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
        socket.write_all(&request).expect("an open connection");
        let mut answer = Vec::new();
        socket.read_to_end(&mut answer).expect("an answer");
        String::from_utf8(answer).expect("text")
    };
    tokio::task::spawn_blocking(work).await.expect("no panic")
}

// --- what is answered --------------------------------------------------------------------

#[tokio::test]
async fn a_query_is_answered_over_post_and_over_get() {
    let app = TestApp::start().await;
    let over_post = post_document(&app, NEWER, "{ __typename }").await;
    let over_get = get(&app, "query=%7B__typename%7D&variables=&operationName=").await;
    for response in [over_post, over_get] {
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(header(&response, "content-type"), format!("{NEWER}; charset=utf-8"));
        assert_eq!(header(&response, "cache-control"), "public, no-cache");
        assert_eq!(header(&response, "vary"), "Accept, Accept-Language, Accept-Encoding, Authorization");
        assert_eq!(header(&response, "x-content-type-options"), "nosniff");
        assert!(response.headers().contains_key("content-length"));
        let body: Value = response.json().await.expect("JSON");
        assert!(body["data"]["__typename"].is_string(), "{body}");
        assert!(body.get("errors").is_none(), "{body}");
    }
}

#[tokio::test]
async fn head_gets_the_header_of_a_get_without_its_body() {
    let app = TestApp::start().await;
    let request = app.http.head(format!("{}?query=%7B__typename%7D", app.url("/graphql")));
    let response = request.send().await.expect("an answer");
    assert_eq!(response.status(), StatusCode::OK);
    assert_ne!(header(&response, "content-length"), "0");
    assert_eq!(response.text().await.expect("text"), "");
}

#[tokio::test]
async fn unknown_keys_and_nulls_in_the_request_are_ignored() {
    let app = TestApp::start().await;
    let body = json!({
        "query": "{ __typename }", "operationName": null, "variables": null, "extensions": null, "id": 1,
    });
    let response = post(&app, NEWER).json(&body).send().await.expect("an answer");
    assert_eq!(response.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_media_type_is_the_one_that_the_client_prefers() {
    let app = TestApp::start().await;
    for (accept, expected) in [
        ("*/*", OLDER),
        ("application/*", OLDER),
        (OLDER, OLDER),
        ("application/json, text/plain, */*", OLDER),
        (NEWER, NEWER),
        ("application/graphql-response+json, application/json;q=0.9", NEWER),
        ("application/graphql-response+json;q=0.1, application/json;q=0.9", OLDER),
        ("application/json, application/graphql-response+json", NEWER),
    ] {
        let response = post_document(&app, accept, "{ __typename }").await;
        assert_eq!(response.status(), StatusCode::OK, "{accept}");
        assert_eq!(header(&response, "content-type"), format!("{expected}; charset=utf-8"), "{accept}");
    }
}

#[tokio::test]
async fn a_client_that_accepts_no_json_is_told_so() {
    let app = TestApp::start().await;
    for accept in ["text/html", "application/json;q=0", "application/json; charset=latin1"] {
        let response = post_document(&app, accept, "{ __typename }").await;
        assert_eq!(response.status(), StatusCode::NOT_ACCEPTABLE, "{accept}");
        assert_eq!(refusal(response).await, "BAD_REQUEST");
    }
}

// --- what is refused ---------------------------------------------------------------------

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
    let request = post(&app, NEWER).header("content-encoding", "gzip").json(&json!({}));
    let response = request.send().await.expect("an answer");
    assert_eq!(response.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
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

// --- who asks ----------------------------------------------------------------------------

#[tokio::test]
async fn a_token_that_does_not_hold_gets_no_public_answer_instead() {
    let app = TestApp::start().await;
    for (value, challenge) in [
        ("Bearer unknown", r#"Bearer error="invalid_token""#),
        ("Bearer", "Bearer"),
        ("Bearer a b", "Bearer"),
        ("Basic YTpi", "Bearer"),
        ("unknown", "Bearer"),
    ] {
        let request = post(&app, NEWER).header("authorization", value);
        let response = request.json(&json!({ "query": "{ __typename }" })).send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{value}");
        assert_eq!(header(&response, "www-authenticate"), challenge);
        assert_eq!(refusal(response).await, "UNAUTHENTICATED");
    }
}

// --- what surrounds it -------------------------------------------------------------------

#[tokio::test]
async fn every_response_has_a_request_id_and_a_sane_one_is_kept() {
    let app = TestApp::start().await;
    for path in ["/graphql", "/health/live", "/nowhere"] {
        let response = app.http.get(app.url(path)).send().await.expect("an answer");
        assert_eq!(header(&response, "x-request-id").len(), 36, "{path}");
        let request = app.http.get(app.url(path)).header("x-request-id", "proxy-1.a_B");
        let response = request.send().await.expect("an answer");
        assert_eq!(header(&response, "x-request-id"), "proxy-1.a_B", "{path}");
        let request = app.http.get(app.url(path)).header("x-request-id", "not sane");
        let response = request.send().await.expect("an answer");
        assert_eq!(header(&response, "x-request-id").len(), 36, "{path}");
    }
}

#[tokio::test]
async fn an_unknown_path_is_a_404_in_json() {
    let app = TestApp::start().await;
    let response = app.http.get(app.url("/nowhere")).send().await.expect("an answer");
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert_eq!(header(&response, "content-type"), "application/json; charset=utf-8");
    assert_eq!(refusal(response).await, "BAD_REQUEST");
}

#[tokio::test]
async fn health_can_be_read_and_is_never_cached() {
    let app = TestApp::start().await;
    for path in ["/health/live", "/health/ready"] {
        for method in [Method::GET, Method::HEAD] {
            let response = app.http.request(method, app.url(path)).send().await.expect("an answer");
            assert_eq!(response.status(), StatusCode::OK, "{path}");
            assert_eq!(header(&response, "cache-control"), "no-store");
        }
        let response = app.http.post(app.url(path)).send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(header(&response, "allow"), "GET, HEAD");
    }
}

#[tokio::test]
async fn a_long_answer_is_compressed_as_the_client_wishes() {
    let app = TestApp::start().await;
    let introspection = "{ __schema { types { name kind description fields { name description } } } }";
    for (accept, expected) in [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip; q=0.5", "gzip"),
        ("zstd", ""),
        ("gzip;q=0", ""),
    ] {
        let request = post(&app, NEWER).header("accept-encoding", accept);
        let response = request.json(&json!({ "query": introspection })).send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(header(&response, "content-encoding"), expected, "{accept}");
        assert!(response.headers().contains_key("content-length"));
    }
    let request = post(&app, NEWER).header("accept-encoding", "gzip");
    let response = request.json(&json!({ "query": "{ __typename }" })).send().await.expect("an answer");
    assert_eq!(header(&response, "content-encoding"), "", "a short answer is left as it is");
}

#[tokio::test]
async fn too_many_headers_are_a_431() {
    let app = TestApp::start().await;
    let mut request = app.http.get(app.url("/health/live"));
    for index in 0..70 {
        request = request.header(format!("x-{index}"), "1");
    }
    let response = request.send().await.expect("an answer");
    assert_eq!(response.status(), StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
}

#[tokio::test]
async fn a_connection_is_kept_for_the_next_request() {
    let app = TestApp::start().await;
    let one = "GET /health/live HTTP/1.1\r\nHost: a\r\n";
    let answer = exchange(&app, format!("{one}\r\n{one}Connection: close\r\n\r\n").into_bytes()).await;
    assert_eq!(answer.matches("HTTP/1.1 200").count(), 2, "{answer}");
}
