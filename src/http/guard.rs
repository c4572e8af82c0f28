//! What holds for every request whatever its path: an id, a bound on its time, a span for the
//! log, an answer even when something panics, the headers that every answer has, and no body for HEAD. `routes`
//! wraps everything in it.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use futures_util::FutureExt;
use poem::http::{Method, StatusCode, header};
use poem::{Body, Endpoint, IntoResponse, Request, Response};
use tracing::{Instrument, Span, error, error_span, field, warn};

use super::access_log;
use super::answer::Refusal;
use super::request_id::{RequestId, X_REQUEST_ID};
use super::security_headers;
use super::settings::HttpSettings;
use super::untaken::Untaken;
use crate::graphql::ErrorCode;

/// Wraps an endpoint; never fails itself.
pub(super) struct Guard<E> {
    inner: E,
    untaken: Untaken,
    settings: HttpSettings,
}

impl<E: Endpoint> Guard<E> {
    pub(super) fn new(inner: E, settings: HttpSettings) -> Self {
        let untaken = Untaken::new(settings.max_answer_bytes);
        Self { inner, untaken, settings }
    }

    async fn answer(&self, request: Request, id: &RequestId) -> Response {
        if request.headers().len() > self.settings.max_headers {
            return too_many_headers().into_response(id);
        }
        if let Some(response) = self.settings.cors.preflight(&request) {
            return response;
        }
        let work = AssertUnwindSafe(self.inner.call(request)).catch_unwind();
        match tokio::time::timeout(self.settings.request_timeout, work).await {
            Ok(Ok(Ok(response))) => response.into_response(),
            Ok(Ok(Err(fault))) => answer_for(&fault, id),
            Ok(Err(panic)) => {
                error!(cause = describe(&*panic), "a request panicked");
                internal().into_response(id)
            }
            Err(_) => {
                warn!("a request took longer than its time bound and was cancelled");
                too_slow().into_response(id)
            }
        }
    }
}

impl<E: Endpoint> Endpoint for Guard<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let started = Instant::now();
        let id = RequestId::from_request(&request);
        request.set_data(id.clone());
        let span = span_of(&request, &id);
        let origin = request.headers().get(header::ORIGIN).cloned();
        let connection = request.extensions().get().map(Arc::clone);
        let is_head = request.method() == Method::HEAD;
        let response = self.answer(request, &id).instrument(span.clone()).await;
        let response = if is_head { without_body(response).await } else { response };
        let held = self.untaken.hold(response, connection.as_ref()).await;
        // It is short enough to be held by nobody.
        let mut response = held.unwrap_or_else(|busy| Refusal::from(busy).into_response(&id));

        let headers = response.headers_mut();
        headers.insert(X_REQUEST_ID, id.to_header());
        security_headers::seal(headers);
        self.settings.cors.sign(origin.as_ref(), headers);
        span.record("status", response.status().as_u16());
        if self.settings.access_log {
            span.in_scope(|| access_log::write(response.status(), started.elapsed()));
        }
        Ok(response)
    }
}

/// What HEAD is answered (RFC 9110, 9.3.2): the length of a body and not the body. HTTP/1.1 would leave it out by itself,
/// HTTP/2 would not.
async fn without_body(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let length = body.into_bytes().await.map(|bytes| bytes.len()).unwrap_or_default();
    if length > 0 {
        parts.headers.insert(header::CONTENT_LENGTH, length.into());
    }
    Response::from_parts(parts, Body::empty())
}

/// A span at level error, so that an error keeps its request id in the strictest log.
fn span_of(request: &Request, id: &RequestId) -> Span {
    error_span!(
        "request",
        id = id.as_str(),
        method = method_name(request.method()),
        path = request.uri().path(),
        status = field::Empty,
    )
}

/// A method nobody has heard of is a client's free text, which has no place in a log.
fn method_name(method: &Method) -> &str {
    match *method {
        Method::GET | Method::HEAD | Method::POST | Method::OPTIONS | Method::PUT => method.as_str(),
        Method::PATCH | Method::DELETE | Method::TRACE | Method::CONNECT => method.as_str(),
        _ => "other",
    }
}

/// poem's own errors, in our shape: only "no such path" is expected here.
fn answer_for(fault: &poem::Error, id: &RequestId) -> Response {
    let status = fault.status();
    if status.is_server_error() {
        error!(cause = %fault, "a request failed");
        return internal().into_response(id);
    }
    let message = match status {
        StatusCode::NOT_FOUND => "there is nothing at this address; the API is at /graphql",
        _ => "this request cannot be answered",
    };
    Refusal::new(status, ErrorCode::BadRequest, message).outside_graphql().into_response(id)
}

fn internal() -> Refusal {
    Refusal::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        ErrorCode::Internal,
        "something went wrong on our side; the request id finds it in the log",
    )
}

fn too_slow() -> Refusal {
    Refusal::new(
        StatusCode::SERVICE_UNAVAILABLE,
        ErrorCode::Unavailable,
        "the answer took too long and was given up",
    )
}

fn too_many_headers() -> Refusal {
    Refusal::new(
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        ErrorCode::BadRequest,
        "the request has too many header fields",
    )
}

fn describe(panic: &(dyn Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without a message")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use poem::endpoint::make;

    use super::*;

    async fn ask(inner: impl Endpoint, id: &str) -> (StatusCode, Option<String>, String) {
        let settings = HttpSettings {
            request_timeout: Duration::from_millis(20),
            max_headers: 2,
            ..HttpSettings::default()
        };
        let request = Request::builder().header(X_REQUEST_ID, id).finish();
        let response = Guard::new(inner, settings).call(request).await.expect("a guard never fails");
        let status = response.status();
        let id = response.header(X_REQUEST_ID).map(str::to_owned);
        (status, id, response.into_body().into_string().await.expect("text"))
    }

    #[tokio::test]
    async fn a_panic_becomes_an_error_that_tells_nothing_but_its_id() {
        let panics = make(|_| async {
            assert!(std::hint::black_box(false), "a secret");
            ""
        });
        let (status, id, body) = ask(panics, "abc").await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(id.as_deref(), Some("abc"));
        assert!(body.contains(r#""requestId":"abc""#) && body.contains("INTERNAL"), "{body}");
        assert!(!body.contains("secret"), "{body}");
    }

    #[tokio::test]
    async fn an_answer_that_takes_too_long_is_given_up() {
        let sleeps = make(|_| async {
            tokio::time::sleep(Duration::from_secs(60)).await;
            ""
        });
        let (status, _, body) = ask(sleeps, "abc").await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(body.contains("UNAVAILABLE"), "{body}");
    }

    #[tokio::test]
    async fn an_id_that_is_not_sane_is_replaced() {
        let fine = make(|_| async { "" });
        let (_, id, _) = ask(fine, "two words").await;
        let id = id.expect("an id");
        assert!(uuid::Uuid::parse_str(&id).is_ok(), "{id}");
    }

    #[tokio::test]
    async fn too_many_headers_are_refused() {
        let fine = make(|_| async { "" });
        let settings = HttpSettings { max_headers: 1, ..HttpSettings::default() };
        let request = Request::builder().header("a", "1").header("b", "2").finish();
        let response = Guard::new(fine, settings).call(request).await.expect("a guard never fails");
        assert_eq!(response.status(), StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE);
    }
}
