//! Compresses an answer that is already in memory. `answer` calls it.
//!
//! Not poem's middleware: that streams (no Content-Length), takes `q=0` for a wish, reads
//! `gzip; q=0.5` as an unknown coding, and answers `*` with zstd.

use std::io::Write;

use flate2::write::GzEncoder;
use poem::http::{HeaderMap, header};

use super::media_type::{header_text, read_quality};

/// Below this a compressed body saves no packet.
const MIN_BYTES: usize = 1024;
/// Brotli's window: 4 MiB, more than an answer has.
const BROTLI_WINDOW: u32 = 22;
/// Quality 4 costs about as much time as gzip's default and leaves less.
const BROTLI_QUALITY: u32 = 4;

/// A content coding (RFC 9110, 8.4.1; Brotli: RFC 7932).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    Identity,
    Gzip,
    Brotli,
}

impl Coding {
    /// The coding with the highest weight in `Accept-Encoding`; among equals the one that
    /// makes the answer smallest. Identity without the header, and when nothing else is left:
    /// an answer that was not wished for helps more than none (RFC 9110, 12.5.3).
    pub(super) fn negotiate(headers: &HeaderMap) -> Self {
        let mut weights = Weights::default();
        for element in header_text(headers, &header::ACCEPT_ENCODING) {
            weights.read(element);
        }
        let star = weights.star.unwrap_or(0);
        let brotli = weights.brotli.unwrap_or(star);
        let gzip = weights.gzip.unwrap_or(star);
        // Not mentioned, identity is acceptable, but compressing is the better offer.
        let identity = weights.identity.unwrap_or(0);
        if brotli > 0 && brotli >= gzip && brotli >= identity {
            Self::Brotli
        } else if gzip > 0 && gzip >= identity {
            Self::Gzip
        } else {
            Self::Identity
        }
    }

    /// The coding that a body of so many bytes gets.
    pub(super) const fn of_body(self, length: usize) -> Self {
        if length < MIN_BYTES { Self::Identity } else { self }
    }
}

/// The body as it is to be sent, with the value of Content-Encoding; None for identity.
pub(super) fn compress(body: Vec<u8>, coding: Coding) -> (Vec<u8>, Option<&'static str>) {
    match coding.of_body(body.len()) {
        Coding::Identity => (body, None),
        Coding::Gzip => (gzip(&body), Some("gzip")),
        Coding::Brotli => (brotli(&body), Some("br")),
    }
}

fn gzip(body: &[u8]) -> Vec<u8> {
    let buffer = Vec::with_capacity(body.len() / 4);
    let mut encoder = GzEncoder::new(buffer, flate2::Compression::default());
    encoder.write_all(body).and_then(|()| encoder.finish()).expect("writing to memory does not fail")
}

fn brotli(body: &[u8]) -> Vec<u8> {
    let buffer = Vec::with_capacity(body.len() / 4);
    let mut encoder = brotli::CompressorWriter::new(buffer, 4096, BROTLI_QUALITY, BROTLI_WINDOW);
    encoder.write_all(body).expect("writing to memory does not fail");
    encoder.into_inner()
}

#[derive(Default)]
struct Weights {
    brotli: Option<u16>,
    gzip: Option<u16>,
    identity: Option<u16>,
    star: Option<u16>,
}

impl Weights {
    /// Elements that cannot be read and codings that we do not have are passed over.
    fn read(&mut self, element: &str) {
        let (coding, parameter) = element.split_once(';').unwrap_or((element, "q=1"));
        let weight = parameter
            .split_once('=')
            .filter(|(name, _)| name.trim().eq_ignore_ascii_case("q"))
            .and_then(|(_, value)| read_quality(value.trim()));
        let coding = coding.trim();
        let place = if coding.eq_ignore_ascii_case("br") {
            &mut self.brotli
        } else if coding.eq_ignore_ascii_case("gzip") || coding.eq_ignore_ascii_case("x-gzip") {
            &mut self.gzip
        } else if coding.eq_ignore_ascii_case("identity") {
            &mut self.identity
        } else if coding == "*" {
            &mut self.star
        } else {
            return;
        };
        if weight.is_some() {
            *place = weight;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(value: &str) -> Coding {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, value.parse().expect("a header value"));
        Coding::negotiate(&headers)
    }

    #[test]
    fn the_highest_weight_wins_and_the_smallest_answer_among_equals() {
        assert_eq!(Coding::negotiate(&HeaderMap::new()), Coding::Identity);
        assert_eq!(choose("gzip, deflate, br, zstd"), Coding::Brotli);
        assert_eq!(choose("gzip, deflate"), Coding::Gzip);
        assert_eq!(choose("gzip, br; q=0.5"), Coding::Gzip);
        assert_eq!(choose("br;q=0, gzip;q=0.1"), Coding::Gzip);
        assert_eq!(choose("*"), Coding::Brotli);
        assert_eq!(choose("*, br;q=0"), Coding::Gzip);
        assert_eq!(choose("identity, gzip;q=0.5"), Coding::Identity);
        assert_eq!(choose("zstd"), Coding::Identity);
        assert_eq!(choose("gzip;q=0"), Coding::Identity);
        assert_eq!(choose(""), Coding::Identity);
    }

    #[test]
    fn only_long_bodies_are_compressed() {
        let short = vec![b'a'; MIN_BYTES - 1];
        assert_eq!(compress(short.clone(), Coding::Brotli), (short, None));
        let (body, name) = compress(vec![b'a'; MIN_BYTES], Coding::Gzip);
        assert_eq!(name, Some("gzip"));
        assert!(body.len() < 100);
    }
}
