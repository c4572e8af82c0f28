//! What answers tell browsers not to do with them: on GraphiQL's page, on what it loads, and on everything else.

use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::json;
use wegweiser::http::HAS_BUNDLED_GRAPHIQL;

use crate::support::TestApp;

const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().expect("a header in ASCII"))
}

async fn send(request: RequestBuilder) -> Response {
    request.send().await.expect("an answer")
}

async fn get(app: &TestApp, path: &str) -> Response {
    send(app.http.get(app.url(path))).await
}

/// The same again, for who has it already.
async fn get_again(app: &TestApp, path: &str) -> Response {
    let etag = header(&get(app, path).await, "etag").to_owned();
    let response = send(app.http.get(app.url(path)).header("if-none-match", etag)).await;
    assert_eq!(response.status(), StatusCode::NOT_MODIFIED, "{path}");
    response
}

/// The addresses of what the page loads from here.
async fn assets(app: &TestApp) -> Vec<String> {
    let page = get(app, "/").await.text().await.expect("text");
    let quoted = page.split('"').filter(|text| text.starts_with("graphiql/"));
    quoted.map(|path| format!("/{path}")).collect()
}

fn assert_common(response: &Response, what: &str) {
    assert_eq!(header(response, "x-content-type-options"), "nosniff", "{what}");
    assert_eq!(header(response, "referrer-policy"), "no-referrer", "{what}");
    assert_eq!(header(response, "cross-origin-resource-policy"), "same-origin", "{what}");
    let policies = response.headers().get_all("content-security-policy").iter().count();
    assert_eq!(policies, 1, "{what}");
    assert!(!response.headers().contains_key("strict-transport-security"), "{what}: that is the proxy's");
}

/// An answer that is no page: nothing may be loaded for it, and nothing of a page's is sent with it.
fn assert_sealed(response: &Response, what: &str) {
    assert_common(response, what);
    assert_eq!(header(response, "content-security-policy"), NOTHING, "{what}");
    for name in ["x-frame-options", "permissions-policy", "cross-origin-opener-policy"] {
        assert!(!response.headers().contains_key(name), "{what}: {name}");
    }
}

/// The sources of a directive of the page's policy.
fn sources<'a>(response: &'a Response, directive: &str) -> Vec<&'a str> {
    let policy = header(response, "content-security-policy");
    let mut found = policy.split("; ").filter_map(|words| words.strip_prefix(directive)?.strip_prefix(' '));
    found.next().unwrap_or_default().split(' ').collect()
}

#[tokio::test]
async fn the_page_loads_and_asks_its_own_origin_alone() {
    let app = TestApp::start().await;
    for page in [get(&app, "/").await, get_again(&app, "/").await] {
        assert_common(&page, "the page");
        for directive in ["default-src", "base-uri", "form-action", "frame-ancestors"] {
            assert_eq!(sources(&page, directive), ["'none'"], "{directive}");
        }
        assert_eq!(sources(&page, "connect-src"), ["'self'"]);
        assert_eq!(sources(&page, "img-src"), ["'self'", "data:"]);
        assert!(!header(&page, "content-security-policy").contains("unsafe-eval"));
        if HAS_BUNDLED_GRAPHIQL {
            assert_eq!(sources(&page, "script-src"), ["'self'"]);
            assert_eq!(sources(&page, "worker-src"), ["'self'"]);
            assert_eq!(sources(&page, "style-src"), ["'self'", "'unsafe-inline'"]);
            assert_eq!(sources(&page, "font-src"), ["'self'"]);
            assert!(!header(&page, "content-security-policy").contains("//"));
        } else {
            let is_named = |source: &&str| *source == "'self'" || source.starts_with("'sha384-");
            assert!(sources(&page, "script-src").iter().all(is_named));
        }
    }
}

#[tokio::test]
async fn the_page_stands_alone_and_has_no_devices() {
    let app = TestApp::start().await;
    for page in [get(&app, "/").await, get_again(&app, "/").await] {
        assert_eq!(header(&page, "x-frame-options"), "DENY");
        assert_eq!(header(&page, "cross-origin-opener-policy"), "same-origin");
        for device in ["camera=()", "microphone=()", "geolocation=()", "usb=()"] {
            assert!(header(&page, "permissions-policy").contains(device), "{device}");
        }
    }
}

#[tokio::test]
async fn what_the_page_loads_can_load_nothing_itself() {
    let app = TestApp::start().await;
    let assets = assets(&app).await;
    assert!(assets.len() >= 3, "{assets:?}");
    for path in assets {
        let response = get(&app, &path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_sealed(&response, &path);
        assert_sealed(&get_again(&app, &path).await, &path);
    }
}

#[tokio::test]
async fn answers_in_graphql_are_sealed() {
    let app = TestApp::start().await;
    let url = app.url("/graphql");
    let asked = |document: &str| app.http.post(&url).json(&json!({ "query": document }));
    assert_sealed(&send(asked("{ __typename }")).await, "a query over POST");
    assert_sealed(&get(&app, "/graphql?query=%7B__typename%7D").await, "a query over GET");
    assert_sealed(&send(asked("{ noSuchField }")).await, "a query that is refused");
    assert_sealed(&send(asked("{ __typename }").bearer_auth("unknown")).await, "a token that does not hold");
    assert_sealed(&send(app.http.put(&url)).await, "a method that is refused");
    assert_sealed(&send(app.http.request(Method::OPTIONS, &url)).await, "the methods");
}

#[tokio::test]
async fn everything_else_is_sealed() {
    let app = TestApp::start().await;
    for path in ["/health/live", "/health/ready", "/nowhere", "/graphiql/nowhere.js", "/graphiql/index.html"]
    {
        assert_sealed(&get(&app, path).await, path);
        assert_sealed(&send(app.http.head(app.url(path))).await, path);
    }
    assert_sealed(&send(app.http.post(app.url("/"))).await, "a page that can only be read");
    let mut request = app.http.get(app.url("/"));
    for index in 0..70 {
        request = request.header(format!("x-{index}"), "1");
    }
    let response = send(request).await;
    assert_eq!(response.status(), StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    assert_sealed(&response, "too many headers");
}
