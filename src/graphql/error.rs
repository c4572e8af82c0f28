//! Errors that a client sees: a sentence and a code. Causes that are ours are logged and never sent.

use std::time::Duration;

use async_graphql::{ErrorExtensionValues, Response, ServerError};

use super::bounds::{Exceeded, Refused};
use crate::store;

/// The key in `extensions` of the seconds to wait.
pub const RETRY_AFTER: &str = "retryAfter";

/// After how many seconds it may go better where nobody knows.
const SOON: u64 = 1;

/// `extensions.code` of every error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    BadRequest,
    ValidationFailed,
    PersistedQueryNotFound,
    Unauthenticated,
    Forbidden,
    TooComplex,
    RateLimited,
    Unavailable,
    Internal,
}

impl ErrorCode {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BadRequest => "BAD_REQUEST",
            Self::ValidationFailed => "VALIDATION_FAILED",
            Self::PersistedQueryNotFound => "PERSISTED_QUERY_NOT_FOUND",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::TooComplex => "TOO_COMPLEX",
            Self::RateLimited => "RATE_LIMITED",
            Self::Unavailable => "UNAVAILABLE",
            Self::Internal => "INTERNAL",
        }
    }
}

/// Why a field could not be answered.
#[derive(Clone, Debug)]
pub struct Failure {
    code: ErrorCode,
    message: String,
    /// After how many seconds it may go better; null where time does not help.
    retry_after: Option<u64>,
    /// The bound of a request that it goes beyond; null where it is not that.
    exceeded: Option<Exceeded>,
}

impl Failure {
    /// The request's fault: `message` says what to change.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::BadRequest, message)
    }

    /// The caller asks too often, and may ask again in a while.
    pub fn rate_limited(retry_after: Duration) -> Self {
        let seconds = retry_after.as_secs() + 1;
        let message = format!("there were too many attempts: try again in {seconds} s");
        Self { retry_after: Some(seconds), ..Self::new(ErrorCode::RateLimited, message) }
    }

    /// The caller must say who they are.
    pub fn unauthenticated(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Unauthenticated, message)
    }

    /// There is no room for one more at the moment.
    pub fn busy() -> Self {
        Self::unavailable("too much is going on at the moment: try again in a few seconds")
    }

    /// It may go better soon.
    fn unavailable(message: impl Into<String>) -> Self {
        Self { retry_after: Some(SOON), ..Self::new(ErrorCode::Unavailable, message) }
    }

    fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), retry_after: None, exceeded: None }
    }

    /// Our fault, whatever it is: logged, and not told.
    pub fn internal(cause: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(error = cause, "a request failed");
        Self::new(ErrorCode::Internal, "an internal error occurred")
    }
}

impl From<Exceeded> for Failure {
    fn from(exceeded: Exceeded) -> Self {
        Self { exceeded: Some(exceeded), ..Self::new(ErrorCode::TooComplex, exceeded.to_string()) }
    }
}

impl From<store::Error> for Failure {
    /// Logs the cause, which is for us alone.
    fn from(error: store::Error) -> Self {
        let cause: &(dyn std::error::Error + 'static) = &error;
        match error {
            store::Error::Unavailable(outage, _) => {
                tracing::error!(error = cause, "the database could not be asked");
                Self::unavailable(outage.to_string())
            }
            store::Error::Overtaken(_) => {
                tracing::warn!(error = cause, "a change was overtaken by others, again and again");
                Self::unavailable("too many changes of the same content at once: try again")
            }
            store::Error::Statement(_) | store::Error::Damaged(_) | store::Error::Corrupt(_) => {
                Self::internal(cause)
            }
        }
    }
}

impl From<Failure> for async_graphql::Error {
    fn from(failure: Failure) -> Self {
        let mut error = Self::new(failure.message);
        let mut extensions = with_code(failure.code);
        if let Some(seconds) = failure.retry_after {
            extensions.set(RETRY_AFTER, seconds);
        }
        if let Some(exceeded) = failure.exceeded {
            exceeded.tell(&mut extensions);
        }
        error.extensions = Some(extensions);
        error
    }
}

fn with_code(code: ErrorCode) -> ErrorExtensionValues {
    let mut extensions = ErrorExtensionValues::default();
    extensions.set("code", code.as_str());
    extensions
}

/// A response that refuses a whole request before it is executed.
pub fn refusal(code: ErrorCode, message: impl Into<String>) -> Response {
    let mut error = ServerError::new(message, None);
    error.extensions = Some(with_code(code));
    Response::from_errors(vec![error])
}

impl From<Failure> for Response {
    /// Refuses a whole request before it is executed.
    fn from(failure: Failure) -> Self {
        let async_graphql::Error { message, extensions, .. } = failure.into();
        Self::from_errors(vec![ServerError { extensions, ..ServerError::new(message, None) }])
    }
}

impl From<Exceeded> for Response {
    fn from(exceeded: Exceeded) -> Self {
        let mut response = refusal(ErrorCode::TooComplex, exceeded.to_string());
        for error in &mut response.errors {
            exceeded.tell(error.extensions.get_or_insert_default());
        }
        response
    }
}

impl From<Refused> for Response {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Exceeded(exceeded) => exceeded.into(),
            Refused::Circle(_) => refusal(ErrorCode::ValidationFailed, refused.to_string()),
        }
    }
}

/// The most errors that an answer lists.
const MAX_ERRORS: usize = 50;

/// The most characters of an error's message.
const MAX_MESSAGE_CHARS: usize = 500;

/// What follows is a value of the request, in the library's own words.
const FOUND: &str = ", found ";

/// Cuts the value off that does not fit: it may be a password in the wrong place, and whoever sent it has it.
fn hide_value(message: &mut String) {
    if message.starts_with("Expected input type")
        && let Some(end) = message.find(FOUND)
    {
        message.truncate(end);
    }
}

/// Gives every error a code: the library's own come without. Of a flood of errors the first are kept.
///
/// An error without a path came before execution, so the document or its variables do not fit the schema; one with a
/// path came from an argument that the library could not read.
pub fn complete(response: &mut Response) {
    response.errors.truncate(MAX_ERRORS);
    for error in &mut response.errors {
        // The library repeats names of the document, which may be as long as the document.
        if let Some((end, _)) = error.message.char_indices().nth(MAX_MESSAGE_CHARS) {
            error.message.replace_range(end.., "…");
        }
    }
    for error in &mut response.errors {
        let code = if error.path.is_empty() { ErrorCode::ValidationFailed } else { ErrorCode::BadRequest };
        let extensions = error.extensions.get_or_insert_default();
        if extensions.get("code").is_none() {
            hide_value(&mut error.message);
            extensions.set("code", code.as_str());
        }
    }
}
