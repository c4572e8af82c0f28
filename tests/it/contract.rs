//! The schema as front ends read it: committed, described, and answered in the order of the question.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Program, TestApp};

#[tokio::test]
async fn the_committed_schemas_are_those_of_the_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (arguments, file) in
        [(&["schema"][..], "schema.graphql"), (&["schema", "--public"], "docs/schema.public.graphql")]
    {
        let output = Program::run(arguments, root).await;
        assert!(output.status.success());
        let committed = std::fs::read(root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(
            committed == output.stdout,
            "{file} is old: write it with `cargo run -- {} > {file}`",
            arguments.join(" ")
        );
    }
}

const INTROSPECTION: &str = "{ __schema { types { name kind description
    fields(includeDeprecated: true) { name description args { name description } }
    inputFields { name description } enumValues(includeDeprecated: true) { name description }
} } }";

#[tokio::test]
async fn every_element_is_described() {
    let app = TestApp::start().await;
    // The desk's schema has everything that the public's has.
    let token = app.administrator().await.token;
    let data = app.data_as(&token, INTROSPECTION, json!({})).await;
    let mut silent = Vec::new();
    let mut ask = |path: String, element: &Value| {
        let words = element["description"].as_str().unwrap_or_default();
        if words.trim().is_empty() {
            silent.push(path);
        }
    };
    let members = |element: &Value, key: &str| element[key].as_array().cloned().unwrap_or_default();
    for kind in members(&data["__schema"], "types") {
        let name = kind["name"].as_str().expect("a name").to_owned();
        // Introspection and the built-in scalars are the engine's.
        if name.starts_with("__") || ["ID", "Int", "String", "Boolean", "Float"].contains(&name.as_str()) {
            continue;
        }
        ask(name.clone(), &kind);
        for key in ["fields", "inputFields", "enumValues"] {
            for member in members(&kind, key) {
                let path = format!("{name}.{}", member["name"].as_str().expect("a name"));
                for argument in members(&member, "args") {
                    ask(format!("{path}({})", argument["name"]), &argument);
                }
                ask(path, &member);
            }
        }
    }
    assert_eq!(silent, Vec::<String>::new());
}

#[tokio::test]
async fn an_answer_has_the_order_of_its_query() {
    let app = TestApp::start().await;
    let query = r#"{ z: __typename department(by: {slug: "bauamt"}) { slug __typename parent { slug }
        b: slug a: slug
        ...f name { lang value } ... on Node { id } } a: __typename }
        fragment f on Department { room building slug }"#;
    let answer = app.ask_with(query, json!({}), &[]).await;
    let keys: Vec<&str> = answer.text.split('"').skip(1).step_by(2).collect();
    let order = [
        "data",
        "z",
        "department",
        "slug",
        "__typename",
        "parent",
        "b",
        "a",
        "room",
        "building",
        "name",
        "lang",
        "value",
        "id",
    ];
    let mut rest = keys.iter();
    for key in order {
        assert!(rest.any(|found| *found == key), "{key} is out of order in {}", answer.text);
    }
}

#[tokio::test]
async fn a_field_that_a_fragment_repeats_is_answered_once_and_whole() {
    let app = TestApp::start().await;
    let query = r#"{ department(by: {slug: "bauamt"}) { staff(first: 1) { nodes { familyName } } ...more } }
        fragment more on Department { staff(first: 1) { nodes { givenName } totalCount } }"#;
    let data = app.data(query).await;
    let expected = json!({ "nodes": [{ "familyName": "Musterbau", "givenName": "Jürgen" }], "totalCount": data["department"]["staff"]["totalCount"] });
    assert_eq!(data["department"]["staff"], expected);
    assert!(expected["totalCount"].as_u64() > Some(0));
}

#[tokio::test]
async fn what_is_skipped_is_not_there_and_what_is_null_is() {
    let app = TestApp::start().await;
    let query = r#"query($no: Boolean!) { department(by: {slug: "stadtverwaltung"}) { parent { slug }
        slug @include(if: $no) id @skip(if: true) } }"#;
    let data = app.data_with(query, json!({ "no": false })).await;
    assert_eq!(data["department"], json!({ "parent": null }));
    for (query, empty) in [
        ("{ __typename @skip(if: true) }", json!({})),
        (r#"{ department(by: {slug: "bauamt"}) { slug @skip(if: true) } }"#, json!({ "department": {} })),
        (
            r#"{ department(by: {slug: "bauamt"}) { ... @include(if: false) { slug } } }"#,
            json!({ "department": {} }),
        ),
        (
            r#"{ departments(first: 2) { nodes { slug @skip(if: true) } } }"#,
            json!({ "departments": { "nodes": [{}, {}] } }),
        ),
    ] {
        assert_eq!(app.data(query).await, empty, "an object without fields is an object");
    }
}

#[tokio::test]
async fn a_fragment_on_another_type_leaves_an_object_as_it_is() {
    let app = TestApp::start().await;
    let department =
        app.data(r#"{ department(by: {slug: "bauamt"}) { id } }"#).await["department"]["id"].take();
    let query = format!("{{ node(id: {department}) {{ ... on Page {{ id }} }} }}");
    assert_eq!(app.data(&query).await, json!({ "node": {} }));
    let query = format!("{{ node(id: {department}) {{ ... on Page {{ __typename path }} id __typename }} }}");
    let answer = app.ask_with(&query, json!({}), &[]).await;
    let expected = format!(r#"{{"data":{{"node":{{"id":{department},"__typename":"Department"}}}}}}"#);
    assert_eq!(answer.text, expected, "keys stand in the order of what applies");
}

#[tokio::test]
async fn an_answer_to_a_bad_document_is_short() {
    let app = TestApp::start().await;
    let fields: Vec<String> = (0..20_000).map(|number| format!("x{number}")).collect();
    for query in [
        format!("{{ {} }}", fields.join(" ")),
        format!("{{ {} }}", "x".repeat(500_000)),
        format!("{{{}", "x ".repeat(250_000)),
    ] {
        let answer = app.ask_with(&query, json!({}), &[]).await;
        assert!(answer.status.is_client_error(), "{}", answer.status);
        assert!(answer.text.len() < 100_000, "{} bytes", answer.text.len());
    }
}
