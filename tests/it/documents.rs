//! Documents by their hash (automatic persisted queries), and the registered ones that the public may be held to.

use std::path::Path;

use reqwest::StatusCode;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use wegweiser::graphql::{Bounds, Trusted};

use crate::support::{Answer, Database, Program, TestApp, code_of};

/// `{ __typename }`, and the SHA-256 of it.
const DOCUMENT: &str = "{ __typename }";
const HASH: &str = "7f56e67dd21ab3f30d1ff8b7bed08893f0a0db86449836189b361dd1e56ddb4b";

fn persisted(hash: &str) -> Value {
    json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } })
}

/// Posts parameters of a GraphQL request as they are.
async fn post(app: &TestApp, token: Option<&str>, parameters: Value) -> Answer {
    let mut request = app.http.post(app.url("/graphql"));
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    answer(request.json(&parameters)).await
}

async fn get(app: &TestApp, parameters: &[(&str, String)]) -> Answer {
    let mut url = url::Url::parse(&app.url("/graphql")).expect("a URL");
    url.query_pairs_mut().extend_pairs(parameters);
    answer(app.http.get(url)).await
}

async fn answer(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.expect("an answer");
    let (status, text) = (response.status(), response.text().await.expect("text"));
    let body = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    Answer { status, text, body }
}

fn assert_answered(answer: &Answer) {
    assert_eq!(
        (answer.status, &answer.body["data"]["__typename"]),
        (StatusCode::OK, &json!("Query")),
        "{answer:?}"
    );
}

fn assert_refused(answer: &Answer, status: u16, code: &str) {
    assert_eq!((answer.status.as_u16(), code_of(&answer.body)), (status, code), "{}", answer.text);
    assert!(answer.body.get("data").is_none());
}

#[tokio::test]
async fn a_document_that_was_sent_once_is_asked_for_by_its_hash_over_post_and_get() {
    let app = TestApp::start().await;
    let unknown = post(&app, None, json!({ "extensions": persisted(HASH) })).await;
    assert_refused(&unknown, 400, "PERSISTED_QUERY_NOT_FOUND");
    assert_eq!(
        unknown.body["errors"][0]["message"], "PersistedQueryNotFound",
        "the words that clients look for"
    );

    assert_answered(&post(&app, None, json!({ "query": DOCUMENT, "extensions": persisted(HASH) })).await);
    assert_answered(&post(&app, None, json!({ "extensions": persisted(HASH) })).await);
    assert_answered(&post(&app, None, json!({ "extensions": persisted(&HASH.to_uppercase()) })).await);
    assert_answered(&post(&app, None, json!({ "documentId": HASH })).await);
    assert_answered(&get(&app, &[("extensions", persisted(HASH).to_string())]).await);
    assert_answered(&get(&app, &[("documentId", HASH.to_owned())]).await);
    assert_answered(&get(&app, &[("documentId", HASH.to_ascii_uppercase())]).await);
}

#[tokio::test]
async fn a_document_that_came_without_its_hash_is_known_by_it_too() {
    let app = TestApp::start().await;
    assert_answered(&get(&app, &[("query", DOCUMENT.to_owned())]).await);
    assert_answered(&post(&app, None, json!({ "extensions": persisted(HASH) })).await);
}

#[tokio::test]
async fn a_hash_is_that_of_its_document_and_well_formed() {
    let app = TestApp::start().await;
    let other = json!({ "query": "{ locales { tag } }", "extensions": persisted(HASH) });
    assert_refused(&post(&app, None, other).await, 400, "BAD_REQUEST");
    assert_refused(&post(&app, None, json!({ "documentId": HASH })).await, 400, "PERSISTED_QUERY_NOT_FOUND");
    for extensions in [
        json!({ "persistedQuery": { "version": 2, "sha256Hash": HASH } }),
        json!({ "persistedQuery": { "sha256Hash": HASH } }),
        json!({ "persistedQuery": { "version": 1, "sha256Hash": 7 } }),
        json!({ "persistedQuery": HASH }),
    ] {
        assert_refused(&post(&app, None, json!({ "extensions": extensions })).await, 422, "BAD_REQUEST");
    }
    for id in ["", "00", "ä", "+f", &"g".repeat(64), &"é".repeat(32)] {
        let answer = post(&app, None, json!({ "extensions": persisted(id) })).await;
        assert_refused(&answer, 400, "PERSISTED_QUERY_NOT_FOUND");
    }
    let two = json!({ "documentId": "name", "extensions": persisted(HASH) });
    assert_refused(&post(&app, None, two).await, 422, "BAD_REQUEST");
    // What cannot be read is not kept.
    let broken = json!({ "query": "{", "extensions": persisted("021fb596db81e6d02bf3d2586ee3981fe519f275c0ac9ca76bbcf2ebb4097d96") });
    assert_refused(&post(&app, None, broken).await, 400, "BAD_REQUEST");
}

#[tokio::test]
async fn a_mutation_by_its_hash_is_not_executed_over_get() {
    let app = TestApp::start().await;
    let mutation = "mutation { signIn(input: {email: \"a@example.org\", password: \"b\", tokenName: \"c\"}) { problems { code } } }";
    assert_eq!(post(&app, None, json!({ "query": mutation })).await.status, StatusCode::OK);
    let hash: String = Sha256::digest(mutation).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(post(&app, None, json!({ "documentId": hash })).await.status, StatusCode::OK);
    assert_eq!(get(&app, &[("documentId", hash)]).await.status, StatusCode::METHOD_NOT_ALLOWED);
}

/// The demo city with registered documents.
async fn trusting(documents: &[(&str, &str)]) -> TestApp {
    let app = TestApp::start().await;
    let documents = documents.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned()));
    let trusted = Trusted::new(documents, &Bounds::default()).expect("well-formed documents");
    app.bounded(Bounds::default(), Some(trusted))
}

#[tokio::test]
async fn where_documents_are_registered_the_public_is_answered_no_other() {
    let app = trusting(&[("start", DOCUMENT), ("locales", "query L { locales { tag } }")]).await;
    for parameters in [
        json!({ "documentId": "start" }),
        json!({ "documentId": HASH }),
        json!({ "documentId": HASH.to_ascii_uppercase() }),
        json!({ "extensions": persisted(HASH) }),
        json!({ "query": DOCUMENT }),
        json!({ "query": DOCUMENT, "extensions": persisted(HASH) }),
    ] {
        assert_answered(&post(&app, None, parameters).await);
    }
    assert_answered(&get(&app, &[("documentId", "start".to_owned())]).await);
    assert_refused(&post(&app, None, json!({ "query": "{ locales { tag } }" })).await, 403, "FORBIDDEN");
    let unknown = json!({ "extensions": persisted(&"0".repeat(64)) });
    assert_refused(&post(&app, None, unknown).await, 400, "PERSISTED_QUERY_NOT_FOUND");

    // Editors work in GraphiQL. What they ask is not registered by that.
    let token = app.admin().await;
    let own = json!({ "query": "{ viewer { name } }" });
    assert_eq!(post(&app, Some(&token), own.clone()).await.status, StatusCode::OK);
    assert_refused(&post(&app, None, own).await, 403, "FORBIDDEN");
}

#[tokio::test]
async fn registered_documents_are_read_from_the_files_that_front_ends_tools_write() {
    let database = Database::Sqlite.with_demo().await.expect("SQLite is always there");
    let file = database.file("documents.json");
    let arguments = |file: &Path| {
        [
            "--database-url".to_owned(),
            database.url.clone(),
            "--trusted-documents".to_owned(),
            file.display().to_string(),
        ]
    };
    for manifest in [
        json!({ "start": DOCUMENT }),
        json!({ "format": "apollo-persisted-query-manifest", "version": 1,
            "operations": [{ "id": "start", "name": "S", "type": "query", "body": DOCUMENT }] }),
    ] {
        std::fs::write(&file, manifest.to_string()).expect("a file");
        let arguments = arguments(&file);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let program = Program::serve(&arguments, database.folder.path()).await;
        let request = reqwest::Client::new().post(&program.url).json(&json!({ "documentId": "start" }));
        assert_answered(&answer(request).await);
        program.stop().await;
    }
    for (content, words) in [
        ("[]", "neither a JSON object of documents"),
        ("{}", "has no documents"),
        (r#"{"a": "{"}"#, "the document a cannot be read"),
    ] {
        std::fs::write(&file, content).expect("a file");
        let [url, url_value, trusted, trusted_value] = arguments(&file);
        let output = Program::run(
            &["serve", "--listen", "127.0.0.1:0", &url, &url_value, &trusted, &trusted_value],
            database.folder.path(),
        )
        .await;
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(1) && said.contains(words), "{content}: {said}");
    }
}
