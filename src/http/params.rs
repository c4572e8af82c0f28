//! Reads the parameters of a GraphQL request: `query`, `operationName`, `variables`,
//! `extensions`, from a JSON body or a query string ("GraphQL over HTTP", "Request"). The
//! GraphQL endpoint calls it.
//!
//! In place of `query`, or beside it, a document may be named: by `documentId`, or by
//! `extensions.persistedQuery.sha256Hash` as Apollo's clients do (automatic persisted queries).
//!
//! What cannot be read at all is a 400, what can be read and is not a GraphQL request is a
//! 422. Other keys are ignored, as the specification wants.

use std::borrow::Cow;

use async_graphql::{Extensions, Request, Value, Variables};
use poem::http::StatusCode;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;

use super::answer::Refusal;
use super::query_string::{self, NotUtf8};
use crate::graphql::{Asked, Bound, ErrorCode, Exceeded};

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "an object with `query` or `documentId`")]
struct Params {
    query: Option<String>,
    document_id: Option<String>,
    operation_name: Option<String>,
    #[serde(default)]
    variables: Variables,
    #[serde(default)]
    extensions: Extensions,
}

/// The most values in the JSON of a body. An object counts [`OF_OBJECT`]: it takes half a kilobyte of memory, however short
/// it is written.
const MAX_VALUES: usize = 30_000;
const OF_OBJECT: usize = 4;

/// A request from the body of a POST.
pub(super) fn from_json(body: &[u8]) -> Result<(Asked, Request), Refusal> {
    let values = values_of(body);
    if values > MAX_VALUES {
        let found = u64::try_from(values).ok();
        let exceeded = Exceeded { bound: Bound::Variables, max: MAX_VALUES, found };
        return Err(Refusal::from_response(StatusCode::BAD_REQUEST, exceeded.into()));
    }
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

/// How many values JSON has, seen from its signs alone: before anything is made of them.
fn values_of(json: &[u8]) -> usize {
    let (mut values, mut is_text, mut is_escaped) = (0, false, false);
    for byte in json {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            b',' | b'[' if !is_text => values += 1,
            b'{' if !is_text => values += OF_OBJECT,
            _ => {}
        }
    }
    values
}

/// A request from the query string of a GET. An empty value is as good as none.
pub(super) fn from_query_string(query: &str) -> Result<(Asked, Request), Refusal> {
    let mut known =
        ["query", "documentId", "operationName", "variables", "extensions"].map(|name| (name, None));
    for pair in query_string::pairs(query) {
        let (name, value) = pair.map_err(|NotUtf8| unreadable("the query string is not UTF-8"))?;
        let Some((_, place)) = known.iter_mut().find(|(key, _)| *key == name) else {
            continue;
        };
        if place.replace(value).is_some() {
            return Err(unreadable(format!("the parameter `{name}` is given twice")));
        }
    }
    let [query, document_id, operation_name, variables, extensions] =
        known.map(|(_, value)| value.filter(|text: &String| !text.is_empty()));
    Params {
        query,
        document_id,
        operation_name,
        variables: from_text("`variables`", variables)?,
        extensions: from_text("`extensions`", extensions)?,
    }
    .into_request()
}

impl Params {
    /// The document that is asked for, and the request for it without its text.
    fn into_request(self) -> Result<(Asked, Request), Refusal> {
        let id = match (self.document_id, persisted(&self.extensions)?) {
            (Some(id), Some(hash)) if !id.eq_ignore_ascii_case(&hash) => {
                return Err(ill_formed("`documentId` and `extensions.persistedQuery` name two documents"));
            }
            (id, hash) => id.or(hash),
        };
        let mut request = Request::new(String::new()).variables(self.variables);
        request.operation_name = self.operation_name.filter(|name| !name.is_empty());
        request.extensions = self.extensions;
        Ok((Asked { text: self.query, id }, request))
    }
}

/// The hash by which `extensions.persistedQuery` names a document, in small letters.
fn persisted(extensions: &Extensions) -> Result<Option<String>, Refusal> {
    match extensions.get("persistedQuery") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(persisted)) => match (persisted.get("version"), persisted.get("sha256Hash")) {
            (Some(Value::Number(version)), Some(Value::String(hash))) if version.as_u64() == Some(1) => {
                Ok(Some(hash.to_ascii_lowercase()))
            }
            _ => Err(ill_formed("`extensions.persistedQuery` must have `version` 1 and a text `sha256Hash`")),
        },
        Some(_) => Err(ill_formed("`extensions.persistedQuery` must be an object")),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_where_they_are_no_text() {
        for (json, values) in [
            ("{}", 4),
            (r#"{"a": [1, 2, {"b": "c"}], "d": null}"#, 4 + 1 + 2 + 4 + 1),
            (r#"{"query": "{ a, [b] \"{,\" }"}"#, 4),
            (r#""\\",{"#, 5),
            ("", 0),
        ] {
            assert_eq!(values_of(json.as_bytes()), values, "{json}");
        }
    }
}
