//! The examples that GraphiQL opens with: each runs as it stands, given what the tab's own queries find.

use std::str::FromStr;

use async_graphql::parser::parse_query;
use async_graphql::parser::types::DocumentOperations;
use chrono::Datelike;
use serde_json::{Map, Value, json};
use wegweiser::domain::permission::Role;

use crate::support::{TestApp, clock, problems_of};

const EXAMPLES: &str = include_str!("../../graphiql/src/examples.js");

/// What a reader of the tab is to replace.
const PLACEHOLDER: &str = "put the id here";

/// A tab.
struct Example {
    title: String,
    query: String,
    variables: Map<String, Value>,
    /// Whether it has a token in its headers.
    is_desk: bool,
}

/// The tabs, read from the file as it is written: no JavaScript is run.
fn examples() -> Vec<Example> {
    let (_, list) = EXAMPLES.split_once("export const examples = [").expect("a list");
    let examples: Vec<Example> = list.split("\n  {\n").skip(1).map(example).collect();
    assert_eq!(examples.len(), EXAMPLES.matches("query: `").count(), "an example was not read");
    examples
}

fn example(source: &str) -> Example {
    let title = between(source, "title: '", "',").expect("a title").to_owned();
    let query = between(source, "query: `", "`").unwrap_or_else(|| panic!("{title}: no query"));
    assert!(!query.contains('\\') && !query.contains("${"), "{title}: the query has an escape");
    let (_, panes) = source.split_once("`,\n").unwrap_or_else(|| panic!("{title}: what follows the query"));
    let variables = panes.split_once("variables: ").map(|(_, literal)| object(literal)).unwrap_or_default();
    Example { query: query.to_owned(), variables, is_desk: panes.contains("headers: token"), title }
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    Some(rest.split_once(end)?.0)
}

/// A flat object literal: names without quotes, texts in single quotes, numbers and null, and `newYear`.
fn object(literal: &str) -> Map<String, Value> {
    let (fields, _) = literal.trim_start_matches('{').split_once('}').expect("an object");
    let fields = fields.split([',', '\n']).map(str::trim).filter(|field| !field.is_empty());
    let field = |field: &str| {
        if field == "newYear" {
            let year = clock().now().year() + 1;
            return (field.to_owned(), json!(format!("{year}-01-01T00:00:00Z")));
        }
        let (name, value) = field.split_once(':').unwrap_or_else(|| panic!("{field}: no value"));
        let value = value.trim().replace('\'', "\"");
        (name.to_owned(), Value::from_str(&value).unwrap_or_else(|error| panic!("{field}: {error}")))
    };
    fields.map(field).collect()
}

/// An operation of a tab.
struct Operation {
    name: String,
    /// The variables that its reader is to put in.
    wanted: Vec<String>,
}

impl Example {
    /// Those that need nothing of the others come first.
    fn operations(&self) -> Vec<Operation> {
        let document = parse_query(&self.query).unwrap_or_else(|error| panic!("{}: {error}", self.title));
        let DocumentOperations::Multiple(operations) = document.operations else {
            panic!("{}: an operation has no name", self.title);
        };
        let mut operations: Vec<_> = operations.into_iter().collect();
        operations.sort_by_key(|(_, operation)| operation.pos);
        let operation = |(name, operation): (async_graphql::Name, async_graphql::Positioned<_>)| {
            let operation: async_graphql::parser::types::OperationDefinition = operation.node;
            let names =
                operation.variable_definitions.iter().map(|variable| variable.node.name.node.to_string());
            let wanted =
                names.filter(|name| name == "version" || self.variables[name] == PLACEHOLDER).collect();
            Operation { name: name.to_string(), wanted }
        };
        let mut operations: Vec<Operation> = operations.into_iter().map(operation).collect();
        operations.sort_by_key(|operation| !operation.wanted.is_empty());
        operations
    }
}

/// What a tab's reader would copy: the value of the field of this name, or the id in it.
fn found<'a>(data: &'a Value, name: &str) -> Option<&'a Value> {
    match data {
        Value::Object(fields) => match fields.get(name) {
            Some(value @ (Value::Object(_) | Value::Array(_))) => found(value, "id"),
            Some(value) => Some(value),
            None => fields.values().find_map(|value| found(value, name)),
        },
        Value::Array(values) => values.iter().find_map(|value| found(value, name)),
        _ => None,
    }
}

async fn run(app: &TestApp, example: &Example, name: &str, variables: Value, token: Option<&str>) -> Value {
    let body = json!({ "query": example.query, "operationName": name, "variables": variables });
    let mut request = reqwest::Client::new().post(app.url("/graphql")).json(&body);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    let mut answer: Value = request.send().await.expect("an answer").json().await.expect("JSON");
    assert!(answer.get("errors").is_none(), "{}, {name}: {answer}", example.title);
    answer["data"].take()
}

/// The problems that an example is there to show.
fn expected_problems(operation: &str) -> &'static [&'static str] {
    match operation {
        "Problems" => &["INVALID_FIELD input.set.phone", "VERSION_CONFLICT input.expectedVersion"],
        "SignIn" => &["SIGN_IN_REFUSED input"],
        _ => &[],
    }
}

#[test]
fn the_examples_are_read() {
    let examples = examples();
    let (desk, public): (Vec<&Example>, Vec<&Example>) = examples.iter().partition(|example| example.is_desk);
    assert!(desk.len() >= 7 && public.len() >= 9, "{} and {}", desk.len(), public.len());
    let variables: Vec<&String> = examples.iter().flat_map(|example| example.variables.keys()).collect();
    assert!(variables.iter().any(|name| *name == "pool"), "{variables:?}");
}

on_both_databases! {
    async fn every_example_runs_as_it_stands(app: TestApp) {
        let referat = app.department_id("referat-migration-integration").await;
        let editor = app.account("Emil Entwurf").may_in(Role::Editor, Some(referat), None).make().await.token;
        let administrator = app.admin().await;
        for example in examples() {
            let is_for = |whom: &str| example.title.starts_with(whom);
            let is_more = is_for("For administrators") || is_for("For publishers");
            let token = if is_more { &administrator } else { &editor };
            let mut seen = Value::Array(Vec::new());
            for Operation { name, wanted } in example.operations() {
                let mut variables = example.variables.clone();
                for wanted in wanted {
                    let value = found(&seen, &wanted);
                    let value = value.unwrap_or_else(|| panic!("{}: nothing finds {wanted}", example.title));
                    variables.insert(wanted, value.clone());
                }
                let token = example.is_desk.then_some(token.as_str());
                let data = run(&app, &example, &name, Value::Object(variables), token).await;
                for (field, value) in data.as_object().expect("fields") {
                    // What readers do not find yet is what that example shows.
                    assert_eq!(value.is_null(), field == "forReaders", "{}, {name}: {data}", example.title);
                    if value.get("problems").is_some() {
                        let problems = problems_of(value);
                        assert_eq!(problems, expected_problems(&name), "{}, {name}: {data}", example.title);
                    }
                }
                seen.as_array_mut().expect("a list").push(data);
            }
        }
    }
}
