//! The endpoint `/graphql`: from an HTTP request to a call of `graphql` and back, by "GraphQL
//! over HTTP", edition September 2026 (<https://http-spec.graphql.org/September2026/>).
//! `routes` mounts it.
//!
//! Cross-site requests: we set no cookie and know no other credential that a browser adds by
//! itself, so a page elsewhere can only ask what everybody may ask. Beyond that, nothing with
//! an effect can be sent without a preflight: a POST must be `application/json`, and a GET
//! executes queries only. A page of another origin reads answers only where `cors` lets it.

use std::borrow::Cow;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use async_graphql::ServerError;
use async_graphql::parser::types::OperationType;
use poem::http::{Method, StatusCode, header};
use poem::{Body, Endpoint, Request, RequestParts, Response};

use super::answer::{self, Form, Refusal};
use super::compression::Coding;
use super::media_type::{self, MediaType};
use super::params;
use super::request_body::Whole;
use super::request_id::RequestId;
use super::service::{Service, accept_language};
use super::viewer::find_viewer;
use crate::graphql::{Caller, ErrorCode, Refused, Unread};

/// Long enough for any reason that the parser gives.
const MAX_REASON_CHARS: usize = 500;

/// A body that is longer is read off the async workers, in bytes: it takes some milliseconds.
const LONG: usize = 16 * 1024;

const ALLOW: &str = "GET, HEAD, POST, OPTIONS";

/// Answers GraphQL requests over GET and POST.
pub(super) struct GraphqlEndpoint(pub(super) Arc<Service>);

impl GraphqlEndpoint {
    async fn answer(&self, request: Request, id: &RequestId) -> Result<Response, Refusal> {
        let address = request.remote_addr().as_socket_addr().map(SocketAddr::ip);
        let (parts, body) = request.into_parts();
        if parts.method == Method::OPTIONS {
            return Ok(Response::builder()
                .status(StatusCode::NO_CONTENT)
                .header(header::ALLOW, ALLOW)
                .finish());
        }
        let verb = Verb::read(&parts.method)?;
        let media_type = media_type::negotiate(&parts.headers).ok_or_else(not_acceptable)?;
        let body = match verb {
            Verb::Post => Some(self.read_body(body, &parts).await?),
            Verb::Get => None,
        };
        // From here on it takes work; before, only whoever sends it slowly waits.
        let is_long = body.as_ref().is_some_and(|body| body.len() > LONG);
        let _place = self.0.admission.enter(is_long).await?;
        let asked = Asked { parts, verb, media_type, body, is_long, address };
        // Apart, so that those who send or wait are small: what executes a document takes a lot of memory.
        Box::pin(self.execute(asked, id)).await
    }

    /// Answers a request that was admitted.
    async fn execute(&self, asked: Asked, id: &RequestId) -> Result<Response, Refusal> {
        let Asked { parts, verb, media_type, body, is_long, address } = asked;
        let (asked, request) = match body {
            Some(body) if is_long => self.0.graphql.workshop().run(move || params::from_json(&body)).await?,
            Some(body) => params::from_json(&body)?,
            None => params::from_query_string(parts.uri.query().unwrap_or_default())?,
        };
        let viewer = find_viewer(&parts.headers, &*self.0.tokens).await?;
        let document = self.0.graphql.document(asked, &viewer).await.map_err(unread)?;
        let operation = document.operation(request.operation_name.as_deref());
        let operation = operation.map_err(|fault| unclear(fault.to_string()))?.ty;
        permit(operation, verb)?;

        let form = Form {
            media_type,
            coding: Coding::negotiate(&parts.headers),
            is_public: operation == OperationType::Query
                && !parts.headers.contains_key(header::AUTHORIZATION),
        };
        let caller = Caller { viewer, accept_language: accept_language(&parts.headers), address };
        let response = self.0.graphql.execute(document, request, caller).await;
        Ok(answer::write(response, &form, id, self.0.graphql.workshop()).await)
    }

    async fn read_body(&self, body: Body, parts: &RequestParts) -> Result<Whole, Refusal> {
        if !media_type::is_json(&parts.headers) {
            return Err(unsupported("the body must be application/json in UTF-8"));
        }
        // "identity" says that there is no coding (RFC 9110 §8.4.1, §12.5.3).
        let mut codings = parts.headers.get_all(header::CONTENT_ENCODING).iter();
        if !codings.all(|coding| coding.as_bytes().eq_ignore_ascii_case(b"identity")) {
            return Err(unsupported("the body must not be compressed")
                .with_header(header::ACCEPT_ENCODING, "identity"));
        }
        self.0.bodies.read(body, &parts.headers).await
    }
}

impl Endpoint for GraphqlEndpoint {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        let id = RequestId::of(&request);
        let outcome = self.answer(request, &id).await;
        Ok(outcome.unwrap_or_else(|refusal| refusal.into_response(&id)))
    }
}

/// A request as it came, whole.
struct Asked {
    parts: RequestParts,
    verb: Verb,
    media_type: MediaType,
    body: Option<Whole>,
    is_long: bool,
    address: Option<IpAddr>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verb {
    /// HEAD too: the guard leaves out the body.
    Get,
    Post,
}

impl Verb {
    fn read(method: &Method) -> Result<Self, Refusal> {
        match *method {
            Method::GET | Method::HEAD => Ok(Self::Get),
            Method::POST => Ok(Self::Post),
            _ => Err(Refusal::method(ALLOW, "GraphQL is asked by GET or POST")),
        }
    }
}

fn permit(operation: OperationType, verb: Verb) -> Result<(), Refusal> {
    match operation {
        OperationType::Mutation if verb != Verb::Post => {
            Err(Refusal::method("POST", "a mutation must be sent by POST"))
        }
        OperationType::Subscription => Err(unclear("a subscription is not answered by a single response")),
        OperationType::Query | OperationType::Mutation => Ok(()),
    }
}

/// There is no document to execute.
fn unread(unread: Unread) -> Refusal {
    let message = unread.message();
    match unread {
        Unread::Syntax(error) => syntax_error(error),
        Unread::Refused(refused) => {
            let status = match refused {
                Refused::Exceeded(_) => StatusCode::BAD_REQUEST,
                Refused::Circle(_) => StatusCode::UNPROCESSABLE_ENTITY,
            };
            Refusal::from_response(status, refused.into())
        }
        Unread::NotFound => Refusal::new(StatusCode::BAD_REQUEST, ErrorCode::PersistedQueryNotFound, message),
        Unread::NotTrusted => Refusal::new(StatusCode::FORBIDDEN, ErrorCode::Forbidden, message),
        Unread::Mismatch => Refusal::new(StatusCode::BAD_REQUEST, ErrorCode::BadRequest, message),
        Unread::Missing => unclear(message),
    }
}

/// The library's message shows the whole line that the fault is in, which may be the whole document: only its reason is
/// kept, the place is in `locations`.
fn syntax_error(mut error: ServerError) -> Refusal {
    let reason = error.message.lines().next_back().unwrap_or_default().trim().trim_start_matches("= ");
    let reason: String = reason.chars().take(MAX_REASON_CHARS).collect();
    error.message = format!("the document cannot be read: {reason}");
    error.extensions.get_or_insert_default().set("code", ErrorCode::BadRequest.as_str());
    Refusal::from_error(StatusCode::BAD_REQUEST, error)
}

fn not_acceptable() -> Refusal {
    Refusal::new(
        StatusCode::NOT_ACCEPTABLE,
        ErrorCode::BadRequest,
        "answers come as application/graphql-response+json or application/json",
    )
}

fn unsupported(message: &'static str) -> Refusal {
    Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, ErrorCode::BadRequest, message)
}

fn unclear(message: impl Into<Cow<'static, str>>) -> Refusal {
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, ErrorCode::BadRequest, message)
}
