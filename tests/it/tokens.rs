//! Who asks: the public meets a schema without a word for drafts, a token the desk's.

use chrono::{Duration, Utc};
use reqwest::StatusCode;
use sea_orm::{DatabaseConnection, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{TestApp, clock, code_of};

/// What is wrong with a token, as its row in the archive says it.
#[derive(Clone, Copy, Default)]
struct Flaw {
    /// From now; null for a token that does not expire.
    expires_in: Option<Duration>,
    is_revoked: bool,
    is_disabled: bool,
    is_erased: bool,
}

/// Writes an account and a token of it.
async fn give_token(connection: &DatabaseConnection, token: &str, flaw: Flaw) {
    let clock = clock();
    let now: chrono::DateTime<Utc> = clock.now();
    let account = entity::account::Model {
        id: clock.new_id(),
        name: "Redaktion".to_owned(),
        email: None,
        password_hash: None,
        created_at: now,
        disabled_at: flaw.is_disabled.then_some(now),
        erased_at: flaw.is_erased.then_some(now),
    };
    let row = entity::token::Model {
        id: clock.new_id(),
        account_id: account.id,
        name: "Test".to_owned(),
        hash: Sha256::digest(token).to_vec(),
        grants: None,
        created_at: now,
        expires_at: flaw.expires_in.map(|time| now + time),
        revoked_at: flaw.is_revoked.then_some(now),
    };
    let account = entity::account::Entity::insert(account.into_active_model());
    account.exec_without_returning(connection).await.expect("an account");
    let row = entity::token::Entity::insert(row.into_active_model());
    row.exec_without_returning(connection).await.expect("a token");
}

const DESK: &str = r#"{ department(by: {slug: "bauamt"}) { slug stage version ... on Content { stage } } }"#;

on_both_databases! {
    async fn a_token_opens_the_desks_schema(app: TestApp) {
        let connection = app.database.connection().await;
        let valid = Flaw { expires_in: Some(Duration::hours(1)), ..Flaw::default() };
        give_token(&connection, "good-token", valid).await;
        give_token(&connection, "lasting-token", Flaw::default()).await;
        for token in ["Bearer good-token", "bearer lasting-token"] {
            let answer = app.ask_with(DESK, json!({}), &[("authorization", token)]).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
            let expected = json!({ "slug": "bauamt", "stage": "LIVE", "version": 2 });
            assert_eq!(answer.body, json!({ "data": { "department": expected } }));
            let types = r#"{ stage: __type(name: "Stage") { enumValues { name } } }"#;
            let answer = app.ask_with(types, json!({}), &[("authorization", token)]).await;
            let names = json!([{ "name": "DRAFT" }, { "name": "LIVE" }]);
            assert_eq!(answer.body["data"]["stage"]["enumValues"], names);
        }
    }

    async fn a_token_that_does_not_hold_is_refused(app: TestApp) {
        let connection = app.database.connection().await;
        let flaws = [
            ("expired", Flaw { expires_in: Some(Duration::microseconds(-1)), ..Flaw::default() }),
            ("long-expired", Flaw { expires_in: Some(Duration::days(-4000)), ..Flaw::default() }),
            ("revoked", Flaw { is_revoked: true, ..Flaw::default() }),
            ("disabled", Flaw { is_disabled: true, ..Flaw::default() }),
            ("erased", Flaw { is_erased: true, ..Flaw::default() }),
        ];
        for (token, flaw) in flaws {
            give_token(&connection, token, flaw).await;
        }
        give_token(&connection, "good", Flaw::default()).await;
        let long = "a".repeat(3000);
        let tokens =
            flaws.iter().map(|(token, _)| *token).chain(["unknown", "GOOD", "goo", "good=", long.as_str()]);
        for token in tokens {
            let header = format!("Bearer {token}");
            let answer = app.ask_with("{ __typename }", json!({}), &[("authorization", &header)]).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{token}: {}", answer.text);
            assert_eq!(code_of(&answer.body), "UNAUTHENTICATED", "{token}");
        }
    }

    async fn a_failed_token_look_up_says_nothing_of_why(app: TestApp) {
        let connection = app.database.connection().await;
        give_token(&connection, "revoked", Flaw { is_revoked: true, ..Flaw::default() }).await;
        let mut said = Vec::new();
        for token in ["Bearer revoked", "Bearer unknown"] {
            let answer = app.ask_with("{ __typename }", json!({}), &[("authorization", token)]).await;
            said.push(answer.body["errors"][0]["message"].clone());
        }
        assert_eq!(said[0], said[1]);
    }
}

#[tokio::test]
async fn the_public_has_no_word_for_the_desks_elements() {
    let app = TestApp::start().await;
    for field in ["stage", "version"] {
        for query in [
            format!(r#"{{ department(by: {{slug: "bauamt"}}) {{ {field} }} }}"#),
            format!(r#"{{ staff {{ nodes {{ ... on Content {{ {field} }} }} }} }}"#),
            format!(r#"{{ page(by: {{path: "/x"}}) {{ parent {{ x: {field} @skip(if: true) }} }} }}"#),
        ] {
            let answer = app.ask_with(&query, json!({}), &[]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}: {}", answer.text);
            assert_eq!(code_of(&answer.body), "VALIDATION_FAILED");
            assert!(!answer.text.contains("Did you mean"), "{}", answer.text);
        }
    }
    let answer = app.ask_with(DESK, json!({}), &[]).await;
    assert!(answer.body.get("data").is_none(), "{}", answer.text);
}

#[tokio::test]
async fn the_public_is_never_told_a_name_of_the_desk() {
    let app = TestApp::start().await;
    let connection = app.database.connection().await;
    give_token(&connection, "good", Flaw::default()).await;
    for (typed, meant) in [("stag", "stage"), ("versio", "version")] {
        let query = format!(r#"{{ department(by: {{slug: "bauamt"}}) {{ {typed} }} }}"#);
        let public = app.ask_with(&query, json!({}), &[]).await;
        assert!(!public.text.contains(&format!("\\\"{meant}\\\"")), "{}", public.text);
        let desk = app.ask_with(&query, json!({}), &[("authorization", "Bearer good")]).await;
        assert!(desk.text.contains(&format!("\\\"{meant}\\\"")), "editors are helped: {}", desk.text);
    }
    let introspection = "{ __schema { types { name fields(includeDeprecated: true) { name } enumValues { name } } } \
        hidden: __type(name: \"Stage\") { name } }";
    let data = app.data(introspection).await;
    assert_eq!(data["hidden"], Value::Null);
    let text = data.to_string();
    for word in ["\"Stage\"", "\"stage\"", "\"version\"", "\"DRAFT\"", "\"LIVE\""] {
        assert!(!text.contains(word), "{word}");
    }
}
