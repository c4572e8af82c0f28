//! Signing in and out.

use std::num::NonZeroU32;

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::StatusCode;
use serde_json::{Value, json};
use wegweiser::app::App;
use wegweiser::domain::permission::Role;
use wegweiser::editing::Actor;
use wegweiser::editing::account::SignInSettings;

use crate::support::{Answer, Database, TestApp, clock, code_of, home};

const SIGN_IN: &str = "mutation($input: SignInInput!) { signIn(input: $input) {
    token expiresAt problems { __typename code message path } } }";

const PASSWORD: &str = "vier Wörter sind genug";

fn attempt(email: &str, password: &str) -> Value {
    json!({ "input": { "email": email, "password": password, "tokenName": "Firefox" } })
}

async fn sign_in(app: &TestApp, email: &str, password: &str) -> Answer {
    app.ask_with(SIGN_IN, attempt(email, password), &[]).await
}

on_both_databases! {
    async fn signing_in_gives_a_token_that_expires(app: TestApp) {
        let account = app.account("Kim Muster").may(Role::Editor).password(PASSWORD).make().await;
        let answer = sign_in(&app, " KIM.Muster@Example.org", PASSWORD).await;
        let payload = &answer.body["data"]["signIn"];
        assert_eq!(payload["problems"], json!([]), "{}", answer.text);
        let expires_at: DateTime<Utc> = payload["expiresAt"].as_str().expect("a time").parse().expect("a time");
        let hours = (expires_at - clock().now() + TimeDelta::minutes(1)).num_hours();
        assert_eq!(hours, 12);

        let token = payload["token"].as_str().expect("a token");
        let query = "{ viewer { id name email grants { role departmentId locales } token { name expiresAt grants { role } } tokens { name } } }";
        let viewer = &app.data_as(token, query, json!({})).await["viewer"];
        assert_eq!(viewer["id"], account.id.to_string());
        assert_eq!((&viewer["name"], &viewer["email"]), (&json!("Kim Muster"), &json!("kim.muster@example.org")));
        assert_eq!(viewer["grants"], json!([{ "role": "EDITOR", "departmentId": null, "locales": null }]));
        let expected = json!({ "name": "Firefox", "expiresAt": payload["expiresAt"], "grants": null });
        assert_eq!(viewer["token"], expected);
        assert_eq!(viewer["tokens"], json!([{ "name": "Firefox" }, { "name": "test" }]));
        assert_eq!(app.data("{ viewer { id name email } }").await, json!({ "viewer": null }));
    }

    async fn a_refused_sign_in_does_not_say_why(app: TestApp) {
        app.account("Kim Muster").password(PASSWORD).make().await;
        let disabled = app.account("Dana Fort").password(PASSWORD).make().await;
        app.account("Nora Ohne").make().await;
        app.administrator().await;
        app.app.accounts().disable(&Actor::CommandLine, disabled.id).await.expect("it is disabled");
        let wrong = sign_in(&app, "kim.muster@example.org", "vier Worter sind genug").await;
        assert_eq!(wrong.body["data"]["signIn"]["problems"][0]["code"], "SIGN_IN_REFUSED", "{}", wrong.text);
        assert_eq!(wrong.status, StatusCode::OK);
        for email in ["dana.fort@example.org", "nora.ohne@example.org", "niemand@example.org", "", "a\u{0}b", "@"] {
            let answer = sign_in(&app, email, PASSWORD).await;
            assert_eq!((answer.status, &answer.text), (wrong.status, &wrong.text), "{email:?}");
        }
        assert_eq!(sign_in(&app, "kim.muster@example.org", "").await.text, wrong.text);
    }

    async fn signing_out_revokes_the_token_of_the_request_and_no_other(app: TestApp) {
        let account = app.account("Kim Muster").password(PASSWORD).make().await;
        let answer = sign_in(&app, &account.email, PASSWORD).await;
        let token = answer.body["data"]["signIn"]["token"].as_str().expect("a token").to_owned();
        let query = "mutation { signOut { token { name revokedAt } problems { code } } }";
        let data = app.data_as(&token, query, json!({})).await;
        assert_eq!(data["signOut"]["token"]["name"], "Firefox");
        assert!(data["signOut"]["token"]["revokedAt"].is_string(), "{data}");
        assert!(!app.takes(&token).await && app.takes(&account.token).await);
    }
}

#[tokio::test]
async fn attempts_on_an_account_are_limited_whether_it_exists_or_not() {
    let app = TestApp::start().await;
    app.account("Kim Muster").password(PASSWORD).make().await;
    for email in ["kim.muster@example.org", "niemand@example.org"] {
        for number in 0..10 {
            let spelling = if number % 2 == 0 { email.to_owned() } else { email.to_uppercase() };
            let answer = sign_in(&app, &spelling, "falsches Passwort").await;
            assert_eq!(answer.status, StatusCode::OK, "{number}: {}", answer.text);
        }
        let request = app.http.post(app.url("/graphql")).header("accept", "application/json");
        let request = request.json(&json!({ "query": SIGN_IN, "variables": attempt(email, PASSWORD) }));
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        let seconds = response.headers()["retry-after"].to_str().expect("text").parse::<u64>();
        assert!((1..=91).contains(seconds.as_ref().expect("a number")), "{seconds:?}");
        let body: Value = response.json().await.expect("JSON");
        assert_eq!(code_of(&body), "RATE_LIMITED");
        assert!(
            body.get("data").is_none() && body["errors"][0]["extensions"]["retryAfter"].is_u64(),
            "{body}"
        );
    }
    let other = sign_in(&app, "jemand@example.org", PASSWORD).await;
    assert_eq!(other.status, StatusCode::OK, "{}", other.text);
}

#[tokio::test]
async fn attempts_from_an_address_are_limited_over_all_accounts() {
    let database = Database::Sqlite.migrated().await.expect("SQLite is always there");
    let settings = SignInSettings {
        attempts_per_address: NonZeroU32::new(3).expect("not zero"),
        ..SignInSettings::default()
    };
    let app = App::new(database.archive().await, clock(), home()).await.expect("a migrated database");
    let app = TestApp::serving(app.with_sign_in(settings), database);
    for number in 0..3 {
        let answer = sign_in(&app, &format!("{number}@example.org"), PASSWORD).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    }
    let answer = sign_in(&app, "4@example.org", PASSWORD).await;
    assert_eq!((answer.status, code_of(&answer.body)), (StatusCode::TOO_MANY_REQUESTS, "RATE_LIMITED"));
    // Several attempts in one request are several attempts.
    let many: String = (0..5)
        .map(|n| {
            format!("a{n}: signIn(input: {{email: \"{n}\", password: \"\", tokenName: \"a\"}}) {{ token }} ")
        })
        .collect();
    let answer = app.ask_with(&format!("mutation {{ {many} }}"), json!({}), &[]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{}", answer.text);
}

#[tokio::test]
async fn the_public_can_sign_in_and_change_nothing_else() {
    let app = TestApp::start().await;
    let query = "{ __schema { mutationType { fields { name } } types { name } } }";
    let data = app.data(query).await;
    assert_eq!(data["__schema"]["mutationType"]["fields"], json!([{ "name": "signIn" }]));
    let types = data["__schema"]["types"].to_string();
    for word in ["Account", "Grant", "\"Token\"", "\"Role\"", "NotPermitted", "LastAdministrator"] {
        assert!(!types.contains(word), "{word} in {types}");
    }
    for query in [
        "mutation { signOut { token { id } } }",
        r#"mutation { accountDisable(input: {id: "018f4e2a-7c3b-7d5e-9f10-2b3c4d5e6f70"}) { account { id } } }"#,
        "{ viewer { grants { role } } }",
        "{ accounts { totalCount } }",
        "{ account(id: \"a\") { id } }",
    ] {
        let answer = app.ask_with(query, json!({}), &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}: {}", answer.text);
    }
}
