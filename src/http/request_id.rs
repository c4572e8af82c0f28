//! The name of one request, in its log lines, its errors and its response. Made by `guard`,
//! read by everything behind it.

use std::fmt;
use std::sync::Arc;

use poem::Request;
use poem::http::{HeaderName, HeaderValue};
use uuid::Uuid;

/// The header that carries the id in both directions.
pub(super) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

const MAX_LENGTH: usize = 64;

/// Names one request: what a proxy in front of us called it, or a fresh UUID v7 (RFC 9562).
/// 1 to 64 characters of `A-Z a-z 0-9 . _ -`, so it is safe in a header, a log and JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// The id that the caller brought, if it is sane, else a new one.
    pub(super) fn from_request(request: &Request) -> Self {
        let brought = request.headers().get(X_REQUEST_ID);
        brought
            .and_then(|value| value.to_str().ok())
            .filter(|text| is_sane(text))
            .map_or_else(Self::fresh, |text| Self(text.into()))
    }

    /// The id that `guard` gave the request; a new one where no guard stands in front.
    pub(super) fn of(request: &Request) -> Self {
        request.data::<Self>().cloned().unwrap_or_else(Self::fresh)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "names a request, orders nothing, and no test depends on its time"
    )]
    fn fresh() -> Self {
        let mut buffer = Uuid::encode_buffer();
        let text = Uuid::now_v7().hyphenated().encode_lower(&mut buffer);
        Self((&*text).into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn to_header(&self) -> HeaderValue {
        HeaderValue::from_str(&self.0).expect("a request id holds header characters only")
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn is_sane(text: &str) -> bool {
    (1..=MAX_LENGTH).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_short_and_plain_ids_are_taken_over() {
        assert!(is_sane("trace-1.a_B"));
        assert!(is_sane(&"x".repeat(64)));
        assert!(!is_sane(""));
        assert!(!is_sane(&"x".repeat(65)));
        assert!(!is_sane("a b"));
        assert!(!is_sane("a\nb"));
        assert!(!is_sane("ä"));
    }
}
