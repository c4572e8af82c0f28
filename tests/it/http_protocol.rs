//! HTTP as the specifications want it: "GraphQL over HTTP" (edition September 2026), RFC 9110.
//! Over real sockets; no content is needed but `__typename`.

mod refused;

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
