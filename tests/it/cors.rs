//! Which pages of other origins may read answers, by the WHATWG's Fetch standard.

use reqwest::{Method, Response};
use serde_json::json;
use wegweiser::http::{Cors, HttpSettings};

use crate::support::TestApp;

const WWW: &str = "https://www.example.org";

async fn allowing(cors: Cors) -> TestApp {
    TestApp::start().await.set(HttpSettings { cors, ..HttpSettings::default() })
}

async fn allowing_www() -> TestApp {
    allowing(Cors::parse(&[WWW.to_owned()]).expect("an origin")).await
}

async fn ask(app: &TestApp, origin: &str, query: &str) -> Response {
    let request =
        app.http.post(app.url("/graphql")).header("origin", origin).json(&json!({ "query": query }));
    request.send().await.expect("an answer")
}

/// As a browser does before a page of another origin sends JSON.
async fn preflight(app: &TestApp, origin: &str) -> Response {
    let request = app.http.request(Method::OPTIONS, app.url("/graphql")).header("origin", origin);
    let request = request.header("access-control-request-method", "POST");
    let request = request.header("access-control-request-headers", "authorization,content-type");
    request.send().await.expect("an answer")
}

/// A header's value; "-" where it is not there.
fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("-", |value| value.to_str().expect("a header in ASCII"))
}

#[tokio::test]
async fn without_a_setting_no_other_origin_reads_anything() {
    let app = TestApp::start().await;
    let response = ask(&app, WWW, "{ __typename }").await;
    assert_eq!((response.status().as_u16(), header(&response, "access-control-allow-origin")), (200, "-"));
    let response = preflight(&app, WWW).await;
    assert_eq!((response.status().as_u16(), header(&response, "access-control-allow-origin")), (204, "-"));
    assert_eq!(header(&response, "access-control-allow-headers"), "-");
}

#[tokio::test]
async fn an_origin_that_is_named_reads_answers_and_refusals() {
    let app = allowing_www().await;
    for (query, status) in [("{ __typename }", 200), ("{ nothing }", 422), ("{", 400)] {
        let response = ask(&app, WWW, query).await;
        assert_eq!(response.status().as_u16(), status);
        assert_eq!(header(&response, "access-control-allow-origin"), WWW);
        assert!(header(&response, "access-control-expose-headers").contains("X-Request-Id"));
        assert_eq!(header(&response, "access-control-allow-credentials"), "-");
    }
    let response = preflight(&app, WWW).await;
    assert_eq!(response.status().as_u16(), 204);
    for (name, value) in [
        ("access-control-allow-origin", WWW),
        ("access-control-allow-methods", "GET, HEAD, POST"),
        (
            "access-control-allow-headers",
            "Accept, Accept-Language, Authorization, Content-Type, If-None-Match, X-Request-Id",
        ),
        ("access-control-max-age", "86400"),
    ] {
        assert_eq!(header(&response, name), value, "{name}");
    }
}

#[tokio::test]
async fn another_origin_is_answered_and_may_not_read_it() {
    let app = allowing_www().await;
    for origin in
        ["https://example.org", "http://www.example.org", "https://www.example.org.evil.test", "null", ""]
    {
        let response = ask(&app, origin, "{ __typename }").await;
        assert_eq!(header(&response, "access-control-allow-origin"), "-", "{origin}");
        assert_eq!(header(&preflight(&app, origin).await, "access-control-allow-origin"), "-", "{origin}");
    }
}

#[tokio::test]
async fn caches_keep_answers_apart_by_origin_whether_one_was_sent_or_not() {
    let app = allowing_www().await;
    let vary = |response: &Response| {
        let lines = response.headers().get_all("vary").iter();
        lines.map(|line| line.to_str().expect("ASCII").to_owned()).collect::<Vec<_>>().join(", ")
    };
    assert!(vary(&ask(&app, WWW, "{ __typename }").await).contains("Origin"));
    let request = app.http.post(app.url("/graphql")).json(&json!({ "query": "{ __typename }" }));
    assert!(vary(&request.send().await.expect("an answer")).contains("Origin"));

    let app = allowing(Cors::Any).await;
    let response = ask(&app, "https://anywhere.example", "{ __typename }").await;
    assert_eq!(header(&response, "access-control-allow-origin"), "*");
    assert!(!vary(&response).contains("Origin"), "the answer is the same for all");
    let request = app.http.get(app.url("/graphql?query=%7B__typename%7D"));
    let response = request.send().await.expect("an answer");
    assert_eq!(header(&response, "access-control-allow-origin"), "*", "without an origin too");
}
