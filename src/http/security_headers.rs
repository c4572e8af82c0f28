//! What tells browsers what not to do with our answers. `guard` calls [`seal`] for every response, `graphiql` sends
//! [`of_page`] with its page.
//!
//! `Strict-Transport-Security` is not here: we speak plain HTTP, in which browsers ignore it. It is the proxy's.

use poem::http::{HeaderMap, HeaderName, HeaderValue, header};

const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const CROSS_ORIGIN_OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// For all but the page: should a browser show it, then with nothing around it and nothing loaded. A worker is bound by
/// the policy of its own file, so those of GraphiQL can ask nobody for anything.
const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'";

/// GraphiQL from the binary. Monaco writes colours and places into `style` elements and attributes of its own making,
/// which change as one types: neither hash nor nonce fits them, hence the 'unsafe-inline' of styles. A style could send
/// nothing away, as images and fonts come from here alone. `data:` holds Monaco's pictures, the waves below an error
/// among them.
const BUNDLED: &str = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// GraphiQL from the CDN: these three scripts by their content, and one style sheet by its address. The CDN as an origin
/// would let in whatever anybody has put there. GraphiQL 4 has no workers, and its fonts lie in its style sheet.
const FROM_CDN: &str = "default-src 'none'; script-src 'self' \
    'sha384-DGyLxAyjq0f9SPpVevD6IgztCFlnMF6oW/XQGmfe+IsZ8TqEiDrcHkMLKI6fiB/Z' \
    'sha384-gTGxhz21lVGYNMcdJOyq01Edg0jhn/c22nsx0kyqP0TxaV5WVdsSH1fSDUf5YJj1' \
    'sha384-9XdHu7ajgGJziD4J1zNBKQ842Q/+zZfDv+ib1eMhZWBH6hPAs806x+Jbcf0yNO6B'; \
    connect-src 'self'; \
    style-src 'self' https://unpkg.com/graphiql@4.1.2/graphiql.min.css 'unsafe-inline'; \
    img-src 'self' data:; font-src data:; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What a browser would ask its user for, or could tell about the machine. The page needs the clipboard alone.
const NO_DEVICES: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), \
    local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), \
    screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";

/// What every answer says. A content security policy that is there already is the page's.
pub(super) fn seal(headers: &mut HeaderMap) {
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(NOTHING));
    // The address of a GET has the query and its variables in it.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    // Browsers look at it only where a page asks without CORS and could not read the answer anyway: an origin that
    // `cors` lets in reads all the same (WHATWG Fetch, "HTTP fetch").
    headers.insert(CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
}

/// What the page says besides, bundled or from a CDN. Also with a 304: after an update the policy may be new where the page is not.
pub(super) fn of_page(is_bundled: bool) -> [(HeaderName, &'static str); 4] {
    [
        (header::CONTENT_SECURITY_POLICY, if is_bundled { BUNDLED } else { FROM_CDN }),
        (CROSS_ORIGIN_OPENER_POLICY, "same-origin"),
        (PERMISSIONS_POLICY, NO_DEVICES),
        // For browsers that do not know `frame-ancestors`.
        (header::X_FRAME_OPTIONS, "DENY"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUNDLED_PAGE: &str = include_str!("../../graphiql/src/index.html");
    const CDN_PAGE: &str = include_str!("../../graphiql/cdn/index.html");

    /// The sources of a directive.
    fn sources(policy: &'static str, directive: &str) -> Vec<&'static str> {
        let mut directives = policy.split("; ").map(|directive| directive.split(' '));
        let mut found = directives.find_map(|mut words| (words.next() == Some(directive)).then_some(words));
        found.as_mut().map(Iterator::collect).unwrap_or_default()
    }

    /// The tags of a page by their name.
    fn tags(page: &'static str, name: &str) -> Vec<&'static str> {
        page.split('<').filter(|tag| tag.starts_with(name)).collect()
    }

    fn attribute(tag: &'static str, name: &str) -> Option<&'static str> {
        tag.split_once(&format!("{name}=\""))?.1.split('"').next()
    }

    #[test]
    fn the_cdn_pages_policy_lets_in_what_the_page_loads_and_nothing_else() {
        let scripts = tags(CDN_PAGE, "script").into_iter().filter_map(|tag| attribute(tag, "integrity"));
        let expected: Vec<String> = scripts.map(|hash| format!("'{hash}'")).collect();
        assert_eq!(expected.len(), 3);
        assert_eq!(sources(FROM_CDN, "script-src"), [&["'self'".to_owned()], &expected[..]].concat());

        let sheets = tags(CDN_PAGE, "link").into_iter().filter(|tag| tag.contains("integrity="));
        let sheets: Vec<&str> = sheets.filter_map(|tag| attribute(tag, "href")).collect();
        assert_eq!(sources(FROM_CDN, "style-src"), [&["'self'"], &sheets[..], &["'unsafe-inline'"]].concat());
        assert_eq!(FROM_CDN.matches("https:").count(), 1);
    }

    #[test]
    fn what_a_page_loads_from_elsewhere_has_its_hash_with_it() {
        for tag in [tags(CDN_PAGE, "script"), tags(CDN_PAGE, "link")].concat() {
            assert!(!tag.contains("https:") || attribute(tag, "integrity").is_some(), "{tag}");
        }
        assert!(!BUNDLED_PAGE.contains("https:"));
    }

    #[test]
    fn no_page_has_a_script_or_a_style_inside() {
        for tag in [tags(BUNDLED_PAGE, ""), tags(CDN_PAGE, "")].concat() {
            let tag = tag.split('>').next().unwrap_or_default();
            assert!(!tag.starts_with("script") || attribute(tag, "src").is_some(), "{tag}");
            assert!(!tag.starts_with("style") && !tag.contains(" style=") && !tag.contains(" on"), "{tag}");
        }
    }
}
