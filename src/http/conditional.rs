//! Conditional requests (RFC 9110, 13). Whoever answers with an entity tag calls it.

use poem::http::{HeaderMap, header};

use super::media_type::header_text;

/// Whether the client has the representation with this tag: `If-None-Match`, compared weakly, since proxies weaken tags.
pub(super) fn has_tag(headers: &HeaderMap, etag: &str) -> bool {
    header_text(headers, &header::IF_NONE_MATCH)
        .any(|item| item == "*" || item.strip_prefix("W/").unwrap_or(item) == etag)
}
