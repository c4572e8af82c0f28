//! What the endpoints that ask `graphql` share: the bounds hold for all of them together. `routes` makes it.

use std::sync::Arc;

use poem::http::{HeaderMap, header};

use super::admission::Admission;
use super::media_type::header_text;
use super::request_body::Bodies;
use super::settings::HttpSettings;
use super::viewer::Tokens;
use crate::graphql::Graphql;

pub(super) struct Service {
    pub(super) graphql: Graphql,
    pub(super) tokens: Arc<dyn Tokens>,
    pub(super) bodies: Bodies,
    pub(super) admission: Admission,
}

impl Service {
    pub(super) fn new(graphql: Graphql, tokens: Arc<dyn Tokens>, settings: &HttpSettings) -> Arc<Self> {
        let (bodies, admission) = (Bodies::new(settings), Admission::new(settings));
        Arc::new(Self { graphql, tokens, bodies, admission })
    }
}

/// The languages that a client reads: several header lines joined by commas; null where it says nothing.
pub(super) fn accept_language(headers: &HeaderMap) -> Option<String> {
    let languages: Vec<&str> = header_text(headers, &header::ACCEPT_LANGUAGE).collect();
    (!languages.is_empty()).then(|| languages.join(", "))
}
