//! Writes what leaves the door: GraphQL responses and refusals, with their status, media type
//! and cache headers. The endpoint, `guard` and `routes` call it.
//!
//! Status codes are those of "GraphQL over HTTP", edition September 2026, "Status Codes". Its
//! rule for clients that know `application/json` only is followed too: they get the same
//! status codes, an answer with `data` is labelled `application/json`, and one without is
//! labelled `application/graphql-response+json`, so that it cannot be mistaken for the error
//! of a proxy.

use std::borrow::Cow;
use std::collections::BTreeMap;

use async_graphql::{Response as GraphqlResponse, ServerError, Value};
use hyper::ext::ReasonPhrase;
use poem::Response;
use poem::http::{HeaderName, StatusCode, header};
use serde::Serialize;
use tracing::error;

use super::admission::Busy;
use super::compression::{self, Coding};
use super::media_type::MediaType;
use super::request_id::RequestId;
use crate::graphql::{ErrorCode, RETRY_AFTER, Workshop, refusal};

const NO_STORE: &str = "no-store";
const VARY: &str = "Accept, Accept-Language, Accept-Encoding, Authorization";

/// `data` and `errors` together. The code is the specification's own, outside the IANA
/// registry; software that does not know it treats it as 200 (RFC 9110, 15).
const PARTIAL_SUCCESS: u16 = 294;

/// An answer that is longer is compressed off the async workers, in bytes: it takes some milliseconds.
const LONG: usize = 64 * 1024;

/// A request that got no further than the door.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    error: Box<ServerError>,
    header: Option<(HeaderName, &'static str)>,
    media_type: MediaType,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, code: ErrorCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self::from_response(status, refusal(code, message.into()))
    }

    /// For a response that refuses a request with one error.
    pub(super) fn from_response(status: StatusCode, mut response: GraphqlResponse) -> Self {
        let error = response.errors.pop().expect("a refusal holds one error");
        Self::from_error(status, error)
    }

    /// For a response that was refused, or failed, on the way to a resource that is no GraphQL.
    pub(super) fn of_response(mut response: GraphqlResponse) -> Self {
        log_ours(&response.errors);
        let status = status_of(&response.errors);
        response.errors.truncate(1);
        Self::from_response(status, response)
    }

    /// For an error that knows where in the document it is.
    pub(super) fn from_error(status: StatusCode, error: ServerError) -> Self {
        Self { status, error: Box::new(error), header: None, media_type: MediaType::GraphqlResponse }
    }

    /// 405 with the methods that there are, as RFC 9110, 15.5.6 wants.
    pub(super) fn method(allow: &'static str, message: &'static str) -> Self {
        let refusal = Self::new(StatusCode::METHOD_NOT_ALLOWED, ErrorCode::BadRequest, message);
        refusal.with_header(header::ALLOW, allow)
    }

    /// How to authenticate, which a 401 must say (RFC 9110, 11.6.1).
    pub(super) fn with_challenge(self, challenge: &'static str) -> Self {
        self.with_header(header::WWW_AUTHENTICATE, challenge)
    }

    pub(super) fn with_header(mut self, name: HeaderName, value: &'static str) -> Self {
        self.header = Some((name, value));
        self
    }

    /// For addresses at which no GraphQL is spoken.
    pub(super) fn outside_graphql(mut self) -> Self {
        self.media_type = MediaType::Json;
        self
    }

    pub(super) fn into_response(self, id: &RequestId) -> Response {
        let mut errors = [*self.error];
        mark(&mut errors, id);
        let body = encode(&Body { errors: &errors, data: None, extensions: None });
        let mut response = Response::builder()
            .status(self.status)
            .header(header::CONTENT_TYPE, self.media_type.content_type())
            .header(header::CACHE_CONTROL, NO_STORE);
        if let Some((name, value)) = self.header {
            response = response.header(name, value);
        }
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response = response.header(header::RETRY_AFTER, "1");
        }
        response.body(body)
    }
}

impl From<Busy> for Refusal {
    fn from(busy: Busy) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, ErrorCode::Unavailable, busy.to_string())
    }
}

/// What the form of an answer depends on besides the GraphQL response.
pub(super) struct Form {
    pub(super) media_type: MediaType,
    pub(super) coding: Coding,
    /// No Authorization header, and a query: others may be given the same answer.
    pub(super) is_public: bool,
}

/// Writes a GraphQL response, whether it was executed or refused on the way there.
pub(super) async fn write(
    mut response: GraphqlResponse,
    form: &Form,
    id: &RequestId,
    workshop: &Workshop,
) -> Response {
    log_ours(&response.errors);
    mark(&mut response.errors, id);
    if is_request_error(&response) || is_refused(&response) {
        return write_request_error(&response);
    }
    let body = encode(&Body {
        errors: &response.errors,
        data: Some(&response.data),
        extensions: (!response.extensions.is_empty()).then_some(&response.extensions),
    });
    let is_whole = response.errors.is_empty();
    // The same again, and larger: it need not wait with the body.
    drop(response);
    let cache = match (form.is_public, is_whole) {
        (true, true) => "public, no-cache",
        (true, false) => NO_STORE,
        (false, _) => "private, no-store",
    };
    let (body, content_encoding) = if body.len() > LONG && form.coding != Coding::Identity {
        let coding = form.coding;
        workshop.run(move || compression::compress(body, coding)).await
    } else {
        compression::compress(body, form.coding)
    };
    let mut head = Response::builder()
        .header(header::CONTENT_TYPE, form.media_type.content_type())
        .header(header::CACHE_CONTROL, cache)
        .header(header::VARY, VARY);
    if let Some(name) = content_encoding {
        head = head.header(header::CONTENT_ENCODING, name);
    }
    if !is_whole && form.media_type == MediaType::GraphqlResponse {
        let partial = StatusCode::from_u16(PARTIAL_SUCCESS).expect("294 is a status code");
        head = head.status(partial).extension(ReasonPhrase::from_static(b"Partial Success"));
    }
    head.body(body)
}

/// Nothing was executed: no `data` and no error that belongs to a field (GraphQL, "Errors").
fn is_request_error(response: &GraphqlResponse) -> bool {
    response.data == Value::Null
        && !response.errors.is_empty()
        && response.errors.iter().all(|error| error.path.is_empty())
}

/// A field that may not be null was refused because its caller asks too often, or could not be answered at the moment:
/// nothing is left of the answer, so the request as a whole is refused, as one that got no further than the door.
fn is_refused(response: &GraphqlResponse) -> bool {
    let is = |code: ErrorCode| move |error: &ServerError| code_of(error) == Some(code.as_str());
    response.data == Value::Null
        && !response.errors.is_empty()
        && (response.errors.iter().any(is(ErrorCode::RateLimited))
            || response.errors.iter().all(is(ErrorCode::Unavailable)))
}

/// The seconds to wait that an error names.
fn retry_after(errors: &[ServerError]) -> Option<String> {
    let named = |error: &ServerError| error.extensions.as_ref()?.get(RETRY_AFTER).map(ToString::to_string);
    errors.iter().find_map(named)
}

fn write_request_error(response: &GraphqlResponse) -> Response {
    let status = status_of(&response.errors);
    let body = encode(&Body {
        errors: &response.errors,
        data: None,
        extensions: (!response.extensions.is_empty()).then_some(&response.extensions),
    });
    let mut head = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, MediaType::GraphqlResponse.content_type())
        .header(header::CACHE_CONTROL, NO_STORE)
        .header(header::VARY, VARY);
    if status == StatusCode::UNAUTHORIZED {
        head = head.header(header::WWW_AUTHENTICATE, "Bearer");
    }
    if let Some(seconds) = retry_after(&response.errors) {
        head = head.header(header::RETRY_AFTER, seconds);
    } else if status == StatusCode::SERVICE_UNAVAILABLE {
        head = head.header(header::RETRY_AFTER, "1");
    }
    head.body(body)
}

/// By the first error: a response that was refused has one reason, or several of one kind.
/// The document has been parsed by now, so what is left of BAD_REQUEST is an operation or a
/// variable that does not fit, which the specification gives 422 like a failed validation.
fn status_of(errors: &[ServerError]) -> StatusCode {
    let code = errors.first().and_then(code_of).unwrap_or_default();
    let is = |known: ErrorCode| code == known.as_str();
    if is(ErrorCode::Unauthenticated) {
        StatusCode::UNAUTHORIZED
    } else if is(ErrorCode::Forbidden) {
        StatusCode::FORBIDDEN
    } else if is(ErrorCode::RateLimited) {
        StatusCode::TOO_MANY_REQUESTS
    } else if is(ErrorCode::Unavailable) {
        StatusCode::SERVICE_UNAVAILABLE
    } else if is(ErrorCode::Internal) {
        StatusCode::INTERNAL_SERVER_ERROR
    } else if is(ErrorCode::TooComplex) || is(ErrorCode::PersistedQueryNotFound) {
        StatusCode::BAD_REQUEST
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

fn code_of(error: &ServerError) -> Option<&str> {
    match error.extensions.as_ref()?.get("code")? {
        Value::String(code) => Some(code),
        _ => None,
    }
}

/// Gives each error the request's id, by which its log lines are found.
fn mark(errors: &mut [ServerError], id: &RequestId) {
    for error in errors {
        error.extensions.get_or_insert_default().set("requestId", id.as_str());
    }
}

/// Leaves a trace of the errors that are our fault. The cause itself is logged where it is
/// known, in the same span.
fn log_ours(errors: &[ServerError]) {
    let is_ours = |error: &&ServerError| code_of(error) == Some(ErrorCode::Internal.as_str());
    for error in errors.iter().filter(is_ours) {
        error!(path = ?error.path, "an error of ours was answered");
    }
}

/// A GraphQL response as the specification orders it, where `data` can be absent, not null.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extensions: Option<&'a BTreeMap<String, Value>>,
}

fn encode(body: &Body<'_>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(2048);
    serde_json::to_writer(&mut bytes, body)
        .expect("GraphQL values have string keys and memory does not fail to be written");
    bytes
}
