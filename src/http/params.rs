//! Reads the parameters of a GraphQL request: `query`, `operationName`, `variables`,
//! `extensions`, from a JSON body or a query string ("GraphQL over HTTP", "Request"). The
//! GraphQL endpoint calls it.
//!
//! What cannot be read at all is a 400, what can be read and is not a GraphQL request is a
//! 422. Other keys are ignored, as the specification wants.

use std::borrow::Cow;

use async_graphql::{Extensions, Request, Variables};
use poem::http::StatusCode;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;

use super::answer::Refusal;
use super::query_string::{self, NotUtf8};
use crate::graphql::ErrorCode;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Params {
    query: Option<String>,
    operation_name: Option<String>,
    #[serde(default)]
    variables: Variables,
    #[serde(default)]
    extensions: Extensions,
}

/// A request from the body of a POST.
pub(super) fn from_json(body: &[u8]) -> Result<Request, Refusal> {
    let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        None => Err(unreadable("the body is empty")),
        // serde reads a struct from an array too.
        Some(b'[') => Err(match serde_json::from_slice::<IgnoredAny>(body) {
            Ok(_) => ill_formed("one request at a time: an array of requests is not taken"),
            Err(fault) => json_refusal("the body", &fault),
        }),
        Some(_) => serde_json::from_slice::<Params>(body)
            .map_err(|fault| json_refusal("the body", &fault))?
            .into_request(),
    }
}

/// A request from the query string of a GET. An empty value is as good as none.
pub(super) fn from_query_string(query: &str) -> Result<Request, Refusal> {
    let mut known: [(&str, Option<String>); 4] =
        [("query", None), ("operationName", None), ("variables", None), ("extensions", None)];
    for pair in query_string::pairs(query) {
        let (name, value) = pair.map_err(|NotUtf8| unreadable("the query string is not UTF-8"))?;
        let Some((_, place)) = known.iter_mut().find(|(key, _)| *key == name) else {
            continue;
        };
        if place.replace(value).is_some() {
            return Err(unreadable(format!("the parameter `{name}` is given twice")));
        }
    }
    let [query, operation_name, variables, extensions] =
        known.map(|(_, value)| value.filter(|text| !text.is_empty()));
    Params {
        query,
        operation_name,
        variables: from_text("`variables`", variables)?,
        extensions: from_text("`extensions`", extensions)?,
    }
    .into_request()
}

impl Params {
    fn into_request(self) -> Result<Request, Refusal> {
        let Some(query) = self.query else {
            return Err(self.without_document());
        };
        let mut request = Request::new(query).variables(self.variables);
        request.operation_name = self.operation_name.filter(|name| !name.is_empty());
        request.extensions = self.extensions;
        Ok(request)
    }

    /// A hash in place of a document asks for one that was kept. None is kept yet, and this
    /// answer makes the client send the document along.
    fn without_document(&self) -> Refusal {
        if self.extensions.contains_key("persistedQuery") {
            return Refusal::new(
                StatusCode::BAD_REQUEST,
                ErrorCode::PersistedQueryNotFound,
                "PersistedQueryNotFound",
            );
        }
        ill_formed("`query` is missing: it holds the document, a string")
    }
}

fn from_text<T: DeserializeOwned + Default>(name: &str, text: Option<String>) -> Result<T, Refusal> {
    text.map_or_else(
        || Ok(T::default()),
        |text| serde_json::from_str(&text).map_err(|fault| json_refusal(name, &fault)),
    )
}

fn json_refusal(what: &str, fault: &serde_json::Error) -> Refusal {
    match fault.classify() {
        Category::Data => ill_formed(format!("{what} is not a GraphQL request: {fault}")),
        Category::Io | Category::Syntax | Category::Eof => {
            unreadable(format!("{what} is not JSON in UTF-8: {fault}"))
        }
    }
}

fn unreadable(message: impl Into<Cow<'static, str>>) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, ErrorCode::BadRequest, message)
}

fn ill_formed(message: impl Into<Cow<'static, str>>) -> Refusal {
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, ErrorCode::BadRequest, message)
}
