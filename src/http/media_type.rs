//! Which media type an answer gets (`Accept`) and which a body has (`Content-Type`), as
//! RFC 9110, 12.5.1 and 8.3, and "GraphQL over HTTP" say. The GraphQL endpoint calls it.

use poem::http::{HeaderMap, HeaderValue, header};

/// The two forms of a GraphQL response. They differ in their label, and in the status code of
/// a partial success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MediaType {
    GraphqlResponse,
    Json,
}

impl MediaType {
    pub(super) fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
            Self::Json => "application/json; charset=utf-8",
        })
    }
}

/// The type to answer with; None when the client accepts neither, which is a 406.
///
/// The higher `q` wins; at the same `q` the type that is named wins over one that a wildcard
/// covers, and `application/graphql-response+json` over `application/json`. A client that
/// names neither (no header, `*/*`, `application/*`) gets `application/json`: the
/// specification leaves that to us, and such a client is a browser's address line, a script
/// or older than the newer type.
pub(super) fn negotiate(headers: &HeaderMap) -> Option<MediaType> {
    let mut ranges = header_text(headers, &header::ACCEPT).filter(|range| !range.is_empty()).peekable();
    if ranges.peek().is_none() {
        return Some(MediaType::Json);
    }
    let mut newer = Fit::default();
    let mut older = Fit::default();
    for range in ranges.filter_map(Range::read) {
        newer.weigh(&range, "graphql-response+json");
        older.weigh(&range, "json");
    }
    match (newer.quality, older.quality) {
        (0, 0) => None,
        (left, right) if left > right => Some(MediaType::GraphqlResponse),
        (left, right) if left < right => Some(MediaType::Json),
        _ if newer.precision == EXACT => Some(MediaType::GraphqlResponse),
        _ => Some(MediaType::Json),
    }
}

/// Whether a body is JSON in UTF-8: `application/json`, with no charset or that one. A missing
/// or second header is neither.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return false;
    };
    let Ok(text) = value.to_str() else {
        return false;
    };
    let mut parts = text.split(';').map(str::trim);
    let is_json = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    is_json && parts.all(is_utf8_or_no_charset)
}

/// The elements of a header that is a comma-separated list, over all its lines.
pub(super) fn header_text<'a>(
    headers: &'a HeaderMap,
    name: &header::HeaderName,
) -> impl Iterator<Item = &'a str> {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(',').map(str::trim))
}

/// The weight of a `q` parameter in thousandths; None when it is malformed (RFC 9110, 12.4.2).
pub(super) fn read_quality(text: &str) -> Option<u16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths: u16 = format!("{fraction:0<3}").parse().ok()?;
    match whole {
        "0" => Some(thousandths),
        "1" if thousandths == 0 => Some(1000),
        _ => None,
    }
}

const EXACT: u8 = 3;

/// One element of `Accept`, already known to be for `application` or for everything.
struct Range<'a> {
    /// None stands for `*`.
    subtype: Option<&'a str>,
    is_any: bool,
    quality: u16,
}

impl<'a> Range<'a> {
    /// None for types that are not ours and for what cannot be read, which is passed over.
    fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        let is_any = kind == "*" && subtype == "*";
        if !is_any && !kind.eq_ignore_ascii_case("application") {
            return None;
        }
        let mut quality = 1000;
        for part in parts {
            match part.split_once('=') {
                Some((name, value)) if name.trim().eq_ignore_ascii_case("q") => {
                    quality = read_quality(value.trim())?;
                }
                _ if is_utf8_or_no_charset(part) => {}
                _ => return None,
            }
        }
        Some(Self { subtype: (subtype != "*").then_some(subtype), is_any, quality })
    }
}

/// How well the most precise range so far fits a type.
#[derive(Default)]
struct Fit {
    quality: u16,
    precision: u8,
}

impl Fit {
    fn weigh(&mut self, range: &Range<'_>, subtype: &str) {
        let precision = match range.subtype {
            Some(named) if named.eq_ignore_ascii_case(subtype) => EXACT,
            Some(_) => return,
            None if range.is_any => 1,
            None => 2,
        };
        if precision > self.precision {
            self.precision = precision;
            self.quality = range.quality;
        } else if precision == self.precision {
            self.quality = self.quality.max(range.quality);
        }
    }
}

fn is_utf8_or_no_charset(parameter: &str) -> bool {
    match parameter.split_once('=') {
        Some((name, value)) if name.trim().eq_ignore_ascii_case("charset") => {
            value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::compression::Coding;
    use super::*;

    fn accept(value: &str) -> Option<MediaType> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, value.parse().expect("a header value"));
        negotiate(&headers)
    }

    #[test]
    fn accept_chooses_by_weight_then_by_name_then_by_age() {
        use MediaType::{GraphqlResponse, Json};
        let newer = "application/graphql-response+json";
        assert_eq!(negotiate(&HeaderMap::new()), Some(Json));
        assert_eq!(accept("*/*"), Some(Json));
        assert_eq!(accept("application/*;q=0.5"), Some(Json));
        assert_eq!(accept("application/json, text/plain, */*"), Some(Json));
        assert_eq!(accept("text/html, */*;q=0.1"), Some(Json));
        assert_eq!(accept(newer), Some(GraphqlResponse));
        assert_eq!(accept(&format!("application/json, {newer}")), Some(GraphqlResponse));
        assert_eq!(accept(&format!("{newer}, */*")), Some(GraphqlResponse));
        assert_eq!(accept("APPLICATION/GRAPHQL-RESPONSE+JSON; charset=\"UTF-8\""), Some(GraphqlResponse));
        assert_eq!(accept(&format!("{newer};q=0.8, application/json;q=0.9")), Some(Json));
        assert_eq!(accept(&format!("{newer}, application/json;q=0.9")), Some(GraphqlResponse));
        assert_eq!(accept(&format!("{newer};q=0, */*")), Some(Json));
        assert_eq!(accept("application/json;q=0, */*"), Some(GraphqlResponse));
    }

    #[test]
    fn what_covers_neither_type_is_not_acceptable() {
        assert_eq!(accept("text/html"), None);
        assert_eq!(accept("*/*;q=0"), None);
        assert_eq!(accept("application/json; charset=latin1"), None);
        assert_eq!(accept("application/json; q=2"), None);
        assert_eq!(accept("nonsense"), None);
    }

    #[test]
    fn only_json_in_utf8_is_a_body_we_read() {
        let reads = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, value.parse().expect("a header value"));
            is_json(&headers)
        };
        assert!(reads("application/json"));
        assert!(reads("Application/JSON; charset=UTF-8"));
        assert!(reads("application/json;charset=\"utf-8\""));
        assert!(!reads("application/json; charset=iso-8859-1"));
        assert!(!reads("text/plain"));
        assert!(!reads("application/jsonp"));
        assert!(!reads("application/x-www-form-urlencoded"));
        assert!(!is_json(&HeaderMap::new()));
    }

    proptest! {
        #[test]
        fn any_header_is_read_or_passed_over(
            value in "([a-zA-Z*/+.;=,\" 01-]|q=|application/|json|charset=){0,24}",
            bytes in proptest::collection::vec(any::<u8>(), 0..60),
        ) {
            for value in [value.as_bytes(), &bytes] {
                let Ok(value) = HeaderValue::from_bytes(value) else { continue };
                let mut headers = HeaderMap::new();
                for name in [header::ACCEPT, header::CONTENT_TYPE, header::ACCEPT_ENCODING] {
                    headers.append(name, value.clone());
                }
                is_json(&headers);
                Coding::negotiate(&headers);
                negotiate(&headers);
                // With one more that is acceptable there is an answer.
                headers.append(header::ACCEPT, HeaderValue::from_static("application/json"));
                prop_assert!(negotiate(&headers).is_some());
            }
        }

        #[test]
        fn a_quality_is_at_most_one(text in "[01][.]?[0-9x+-]{0,4}") {
            prop_assert!(read_quality(&text).is_none_or(|quality| quality <= 1000));
        }
    }
}
