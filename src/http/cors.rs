//! Which pages of other origins may read answers: cross-origin resource sharing (WHATWG Fetch). `guard` asks it for
//! every response, so that refusals can be read too.
//!
//! No credentials: we set no cookie, and a token is put into its header by the page itself.

use poem::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use poem::{Request, Response};

/// What a page may send beyond what the standard always lets it.
const REQUEST_HEADERS: &str =
    "Accept, Accept-Language, Authorization, Content-Type, If-None-Match, X-Request-Id";
/// What a page may read beyond what the standard always lets it.
const RESPONSE_HEADERS: &str = "ETag, Retry-After, WWW-Authenticate, X-Request-Id";
/// How many seconds a browser may remember a preflight: the most that any of them does.
const MAX_AGE: &str = "86400";

/// The origins whose pages may read answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cors {
    /// Only our own.
    #[default]
    SameOrigin,
    /// These: each as browsers write it, `https://www.example.org`.
    Origins(Vec<String>),
    Any,
}

/// What is no origin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoOrigin {
    #[error(
        "{0} is no origin: write scheme, host and port alone, as in https://www.example.org, or * for any"
    )]
    Misspelt(String),
    /// To the URL standard an asterisk is a letter of a host, which no browser sends.
    #[error("{0} stands for no other origins: write each, as in https://www.example.org, or * alone for any")]
    Pattern(String),
}

impl Cors {
    /// Of origins as an operator writes them.
    pub fn parse(origins: &[String]) -> Result<Self, NoOrigin> {
        if origins.is_empty() {
            return Ok(Self::SameOrigin);
        }
        if origins.iter().any(|origin| origin == "*") {
            return Ok(Self::Any);
        }
        let parse = |origin: &String| {
            if origin.contains('*') {
                return Err(NoOrigin::Pattern(origin.clone()));
            }
            let misspelt = || NoOrigin::Misspelt(origin.clone());
            let parsed = url::Url::parse(origin).map_err(|_| misspelt())?.origin();
            let is_origin = parsed.is_tuple() && parsed.ascii_serialization() == origin.trim_end_matches('/');
            if is_origin { Ok(parsed.ascii_serialization()) } else { Err(misspelt()) }
        };
        Ok(Self::Origins(origins.iter().map(parse).collect::<Result<_, _>>()?))
    }

    /// What `Access-Control-Allow-Origin` says to a request; null where its origin may not read the answer.
    fn allows(&self, origin: Option<&HeaderValue>) -> Option<HeaderValue> {
        match self {
            Self::SameOrigin => None,
            // Whether an origin was sent or not: a cache may keep the answer for others.
            Self::Any => Some(HeaderValue::from_static("*")),
            Self::Origins(origins) => {
                origin.filter(|origin| origins.iter().any(|known| known == *origin)).cloned()
            }
        }
    }

    /// The answer to a preflight; null for any other request.
    pub(super) fn preflight(&self, request: &Request) -> Option<Response> {
        let is_preflight = request.method() == Method::OPTIONS
            && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        if !is_preflight {
            return None;
        }
        self.allows(request.headers().get(header::ORIGIN))?;
        let response = Response::builder()
            .status(StatusCode::NO_CONTENT)
            .header(header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST")
            .header(header::ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
            .header(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE);
        Some(response.finish())
    }

    /// Lets a page of `origin` read the response to its request, if it may.
    pub(super) fn sign(&self, origin: Option<&HeaderValue>, response: &mut HeaderMap) {
        if matches!(self, Self::Origins(_)) {
            // Whether an origin was sent or not: a cache may keep the answer for others.
            response.append(header::VARY, HeaderValue::from_static("Origin"));
        }
        if let Some(origin) = self.allows(origin) {
            response.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            let exposed = HeaderValue::from_static(RESPONSE_HEADERS);
            response.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(origins: &[&str]) -> Result<Cors, NoOrigin> {
        Cors::parse(&origins.iter().map(|&origin| origin.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn origins_are_taken_as_browsers_send_them() {
        assert_eq!(parse(&[]), Ok(Cors::SameOrigin));
        for wrong in ["https://*.example.org", "https://*", "*.example.org", "https://www.example.org:*"] {
            assert_eq!(parse(&[wrong]), Err(NoOrigin::Pattern(wrong.to_owned())));
        }
        assert_eq!(parse(&["https://a.example", "*"]), Ok(Cors::Any));
        let origins = ["https://www.example.org", "http://localhost:3000", "https://www.example.org/"];
        let expected = ["https://www.example.org", "http://localhost:3000", "https://www.example.org"];
        assert_eq!(parse(&origins), Ok(Cors::Origins(expected.map(str::to_owned).to_vec())));
        for wrong in [
            "www.example.org",
            "https://www.example.org/path",
            "https://Example.org:443",
            "null",
            "file:///x",
            "",
        ] {
            assert_eq!(parse(&[wrong]), Err(NoOrigin::Misspelt(wrong.to_owned())));
        }
    }
}
