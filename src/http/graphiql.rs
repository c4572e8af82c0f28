//! GraphiQL, served from the binary. `build.rs` makes the files: the bundle, or a page that loads GraphiQL from a CDN.
//!
//! Called by the routes only: [`page`] belongs at `/`, [`asset`] at `/graphiql/*path`. Neither may stand behind poem's
//! `Compression`, which would compress a second time.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Mutex;

use flate2::read::GzDecoder;
use hyper::body::Bytes;
use poem::{
    Body, Endpoint, Request, Response, Result,
    endpoint::make_sync,
    error::{InternalServerError, NotFoundError},
    get,
    http::{HeaderMap, StatusCode, header},
};

use super::conditional::has_tag;
use super::lock::lock;
use super::media_type::header_text;
use super::security_headers;
use super::untaken::Shared;

include!(concat!(env!("OUT_DIR"), "/graphiql.rs"));

/// The page among the files.
const PAGE: &str = "index.html";

/// A file of the page, gzip-compressed.
pub struct File {
    /// Where the browser finds it, relative to the page; the page itself is [`PAGE`].
    pub path: &'static str,
    pub content_type: &'static str,
    /// The opaque part of its entity tag (RFC 9110, 8.8.3), without quotes.
    pub etag: &'static str,
    pub gzip: &'static [u8],
}

/// The page, for GET and HEAD.
pub fn page() -> impl Endpoint {
    get(make_sync(|request| serve(&request, PAGE)))
}

/// What the page loads, for GET and HEAD. A name that is not in the binary is not found.
pub fn asset() -> impl Endpoint {
    get(make_sync(|request: Request| {
        let name = request.raw_path_param("path").unwrap_or_default();
        serve(&request, &format!("graphiql/{name}"))
    }))
}

fn serve(request: &Request, path: &str) -> Result<Response> {
    let file = FILES.iter().find(|file| file.path == path).ok_or(NotFoundError)?;
    let is_gzip = accepts_gzip(request.headers());
    // The two codings are two representations, and a strong tag belongs to one.
    let etag = if is_gzip { format!("\"{}-gzip\"", file.etag) } else { format!("\"{}\"", file.etag) };
    // In the bundle, every file but the page is named after its content.
    let is_hashed = IS_BUNDLED && path != PAGE;
    let mut response = Response::builder()
        .header(header::ETAG, &etag)
        .header(
            header::CACHE_CONTROL,
            if is_hashed { "public, max-age=31536000, immutable" } else { "public, no-cache" },
        )
        .header(header::VARY, "Accept-Encoding");
    if path == PAGE {
        for (name, value) in security_headers::of_page(IS_BUNDLED) {
            response = response.header(name, value);
        }
    }
    if has_tag(request.headers(), &etag) {
        return Ok(response.status(StatusCode::NOT_MODIFIED).finish());
    }
    let response = response.content_type(file.content_type).extension(Shared);
    Ok(if is_gzip {
        response.header(header::CONTENT_ENCODING, "gzip").body(Body::from(file.gzip))
    } else {
        response.body(unpacked(file).map_err(InternalServerError)?)
    })
}

/// The file without compression, unpacked once for all who ask for it so.
fn unpacked(file: &File) -> io::Result<Bytes> {
    static UNPACKED: Mutex<BTreeMap<&'static str, Bytes>> = Mutex::new(BTreeMap::new());
    let mut unpacked = lock(&UNPACKED);
    if let Some(content) = unpacked.get(file.path) {
        return Ok(content.clone());
    }
    let mut content = Vec::new();
    GzDecoder::new(file.gzip).read_to_end(&mut content)?;
    let content = Bytes::from(content);
    unpacked.insert(file.path, content.clone());
    Ok(content)
}

/// RFC 9110, 12.5.3: what is named beats `*`, and a weight of nought forbids.
fn accepts_gzip(headers: &HeaderMap) -> bool {
    let weight = |coding: &str| {
        header_text(headers, &header::ACCEPT_ENCODING).find_map(|item| {
            let mut parts = item.split(';').map(str::trim);
            if !parts.next()?.eq_ignore_ascii_case(coding) {
                return None;
            }
            let q = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
            Some(q.map_or(1.0, |q| q.parse().unwrap_or(0.0)))
        })
    };
    weight("gzip").or_else(|| weight("*")).is_some_and(|q: f32| q > 0.0)
}
