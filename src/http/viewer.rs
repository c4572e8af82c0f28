//! Who asks: from the `Authorization` header to a `Viewer`. The GraphQL endpoint calls it;
//! `app` brings the look-up.

use std::fmt;

use futures_util::future::BoxFuture;
use poem::http::{HeaderMap, StatusCode, header};

use super::answer::Refusal;
use crate::domain::permission::Viewer;
use crate::graphql::ErrorCode;

/// Long enough for any token of ours and of an identity provider, short enough to hash.
const MAX_TOKEN_LENGTH: usize = 4096;

/// A bearer token as it came, well-formed by RFC 6750, 2.1. `Debug` does not show it.
#[derive(Clone, Copy)]
pub struct Token<'a>(&'a str);

impl<'a> Token<'a> {
    /// The secret itself: for the look-up, never for a log or an answer.
    pub fn reveal(self) -> &'a str {
        self.0
    }
}

impl fmt::Debug for Token<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}

/// The look-up could not be made.
#[derive(Debug, thiserror::Error)]
pub enum LookupFault {
    /// It may go better later: answered 503.
    #[error("tokens cannot be looked up right now")]
    Unavailable,
    /// It will not: a fault of ours, answered 500.
    #[error("an internal error occurred")]
    Internal,
}

/// Knows whose token is whose.
pub trait Tokens: Send + Sync {
    /// The token's holder; None when it is unknown, expired or withdrawn. Whoever implements
    /// it logs the cause of a fault.
    fn find<'a>(&'a self, token: Token<'a>) -> BoxFuture<'a, Result<Option<Viewer>, LookupFault>>;
}

/// Anonymous without the header. A header that does not hold (another scheme, malformed,
/// unknown, expired, given twice) is refused: whoever brings a token wants the answer it
/// stands for, not the public one.
pub(super) async fn find_viewer(headers: &HeaderMap, tokens: &dyn Tokens) -> Result<Viewer, Refusal> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Ok(Viewer::Anonymous);
    };
    let token = value.to_str().ok().and_then(read_bearer);
    let (Some(token), None) = (token, values.next()) else {
        return Err(unauthenticated("the Authorization header must be one Bearer token", "Bearer"));
    };
    match tokens.find(token).await {
        Ok(Some(viewer)) => Ok(viewer),
        Ok(None) => {
            Err(unauthenticated("the token is unknown or no longer valid", r#"Bearer error="invalid_token""#))
        }
        Err(fault) => {
            let (status, code) = match fault {
                LookupFault::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, ErrorCode::Unavailable),
                LookupFault::Internal => (StatusCode::INTERNAL_SERVER_ERROR, ErrorCode::Internal),
            };
            Err(Refusal::new(status, code, fault.to_string()))
        }
    }
}

/// `Bearer` in any case, spaces, `b64token` (RFC 6750, 2.1; RFC 9110, 11.4).
fn read_bearer(value: &str) -> Option<Token<'_>> {
    let (scheme, rest) = value.split_once(' ')?;
    let token = rest.trim_matches(' ');
    let body = token.trim_end_matches('=');
    let is_plain = body.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/".contains(&byte));
    let holds = scheme.eq_ignore_ascii_case("bearer")
        && !body.is_empty()
        && token.len() <= MAX_TOKEN_LENGTH
        && is_plain;
    holds.then_some(Token(token))
}

fn unauthenticated(message: &'static str, challenge: &'static str) -> Refusal {
    Refusal::new(StatusCode::UNAUTHORIZED, ErrorCode::Unauthenticated, message).with_challenge(challenge)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_bearer_token_is_read_and_nothing_else() {
        let read = |value| read_bearer(value).map(Token::reveal);
        assert_eq!(read("Bearer abc-._~+/=="), Some("abc-._~+/=="));
        assert_eq!(read("bearer  abc"), Some("abc"));
        assert_eq!(read("Bearer"), None);
        assert_eq!(read("Bearer "), None);
        assert_eq!(read("Bearer =="), None);
        assert_eq!(read("Bearer a b"), None);
        assert_eq!(read("Bearer a=b"), None);
        assert_eq!(read("Basic YTpi"), None);
    }

    #[test]
    fn a_token_does_not_show_itself() {
        let shown = format!("{:?}", read_bearer("Bearer secret"));
        assert!(!shown.contains("secret"), "{shown}");
    }

    proptest! {
        #[test]
        fn only_what_a_token_may_have_is_one(value in "(Bearer|bearer|BEARER|Basic|) {0,3}[a-c._~+/= ,\"-]{0,20}") {
            if let Some(token) = read_bearer(&value) {
                let token = token.reveal();
                prop_assert!(value.ends_with(token) || value.trim_end().ends_with(token));
                prop_assert!(token.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"' && byte != b','));
            }
        }
    }
}
