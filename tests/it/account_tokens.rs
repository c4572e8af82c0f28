//! Tokens: shown once, hashed, narrowed, ended.

use sea_orm::EntityTrait;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use wegweiser::domain::permission::Role;

use crate::support::{TestApp, clock, problems_of};

const CREATE: &str = "mutation($input: TokenCreateInput!) { tokenCreate(input: $input) { secret
    token { id name expiresAt revokedAt grants { role departmentId locales department { slug } } } problems { code path message } } }";
const REVOKE: &str = "mutation($input: TokenRevokeInput!) { tokenRevoke(input: $input) {
    token { revokedAt } problems { code path } } }";

async fn create(app: &TestApp, token: &str, input: Value) -> Value {
    app.data_as(token, CREATE, json!({ "input": input })).await["tokenCreate"].take()
}

async fn revoke(app: &TestApp, token: &str, id: &Value) -> Value {
    app.data_as(token, REVOKE, json!({ "input": { "id": id } })).await["tokenRevoke"].take()
}

fn secret(payload: &Value) -> &str {
    payload["secret"].as_str().unwrap_or_else(|| panic!("no token in {payload}"))
}

on_both_databases! {
    async fn a_token_is_shown_once_and_kept_as_a_hash(app: TestApp) {
        let kim = app.account("Kim Muster").may(Role::Editor).make().await;
        let payload = create(&app, &kim.token, json!({ "name": " Skript " })).await;
        let token = secret(&payload);
        assert!(token.starts_with("wgw_") && app.takes(token).await);
        assert_eq!((&payload["token"]["name"], &payload["token"]["expiresAt"]), (&json!("Skript"), &Value::Null));
        let connection = app.database.connection().await;
        #[expect(clippy::disallowed_methods, reason = "this test looks behind the gate")]
        let rows = entity::token::Entity::find().all(&connection).await.expect("tokens");
        let hash = Sha256::digest(token).to_vec();
        assert_eq!(rows.iter().filter(|row| row.hash == hash).count(), 1);
        assert!(!format!("{rows:?}").contains(token));
        let data = app.data_as(token, "{ viewer { token { id name } tokens { id } } accounts { nodes { tokens { id name } } } }", json!({})).await;
        assert_eq!(data["viewer"]["token"]["id"], payload["token"]["id"]);
        assert!(!data.to_string().contains("wgw_"), "{data}");
    }

    async fn a_token_is_looked_up_in_one_statement_each_time(app: TestApp) {
        let kim = app.account("Kim Muster").may(Role::Editor).make().await;
        for _ in 0..2 {
            assert_eq!(app.statements(app.takes(&kim.token)).await, (1, true), "nothing of it is kept");
        }
    }

    async fn a_token_ends_when_it_expires(app: TestApp) {
        let kim = app.account("Kim Muster").make().await;
        let at = |seconds: i64| (clock().now() + chrono::TimeDelta::seconds(seconds)).to_rfc3339();
        let problems = problems_of(&create(&app, &kim.token, json!({ "name": "", "expiresAt": at(-1) })).await);
        assert_eq!(problems, ["INVALID_FIELD input.name", "INVALID_FIELD input.expiresAt"]);
        let payload = create(&app, &kim.token, json!({ "name": "kurz", "expiresAt": at(2) })).await;
        assert!(app.takes(secret(&payload)).await);
        tokio::time::sleep(std::time::Duration::from_millis(2100)).await;
        assert!(!app.takes(secret(&payload)).await);
    }

    async fn a_revoked_token_is_refused_from_the_next_request_on(app: TestApp) {
        let kim = app.account("Kim Muster").make().await;
        let other = app.account("Nora Ohne").make().await;
        let admin = app.administrator().await;
        let (first, second) = (create(&app, &kim.token, json!({ "name": "a" })).await, create(&app, &kim.token, json!({ "name": "b" })).await);
        let id = |payload: &Value| payload["token"]["id"].clone();
        let foreign = revoke(&app, &other.token, &id(&first)).await;
        assert_eq!(problems_of(&foreign), ["NOT_FOUND input.id"]);
        let unknown = revoke(&app, &admin.token, &json!("018f4e2a-7c3b-7d5e-9f10-2b3c4d5e6f70")).await;
        assert_eq!(unknown, foreign, "whether it is there is not told");
        assert!(app.takes(secret(&first)).await && app.takes(secret(&second)).await);
        let own = revoke(&app, &kim.token, &id(&first)).await;
        assert!(own["token"]["revokedAt"].is_string() && !app.takes(secret(&first)).await, "{own}");
        assert_eq!(problems_of(&revoke(&app, &admin.token, &id(&second)).await), [""; 0]);
        assert!(!app.takes(secret(&second)).await && app.takes(&kim.token).await);
        assert_eq!(revoke(&app, &kim.token, &id(&first)).await, own, "the first time counts");
    }

    async fn a_token_for_another_account_is_an_administrators_to_make(app: TestApp) {
        let kim = app.account("Kim Muster").may(Role::Editor).make().await;
        let admin = app.administrator().await;
        let input = |id| json!({ "name": "für andere", "accountId": id });
        assert_eq!(problems_of(&create(&app, &kim.token, input(admin.id)).await), ["NOT_FOUND input.accountId"]);
        let payload = create(&app, &admin.token, input(kim.id)).await;
        let data = app.data_as(secret(&payload), "{ viewer { name } accounts { totalCount } }", json!({})).await;
        assert_eq!(data, json!({ "viewer": { "name": "Kim Muster" }, "accounts": { "totalCount": 1 } }));
        let wider = json!({ "name": "weiter", "accountId": kim.id, "grants": [{ "role": "ADMIN" }] });
        assert_eq!(problems_of(&create(&app, &admin.token, wider).await), ["NOT_PERMITTED input.grants.0"]);
        app.data_as(&admin.token, "mutation($id: ID!) { accountDisable(input: {id: $id}) { problems { code } } }", json!({ "id": kim.id })).await;
        assert_eq!(problems_of(&create(&app, &admin.token, input(kim.id)).await), ["NOT_PERMITTED input.accountId"]);
    }

    async fn a_narrowed_token_gives_no_more_than_its_account_has(app: TestApp) {
        let above = app.department_id("referat-migration-integration").await;
        let below = app.department_id("migration-integration").await;
        let beside = app.department_id("bauamt").await;
        let kim = app.account("Kim Muster").may_in(Role::Editor, Some(above), Some(&["de", "en"])).make().await;
        let grant = |role: &str, department: Option<wegweiser::domain::content::ContentId>, locales: &[&str]| {
            json!({ "role": role, "departmentId": department.map(|id| id.0), "locales": locales })
        };
        let narrow = |grants: Vec<Value>| json!({ "name": "eng", "grants": grants });
        let payload = create(&app, &kim.token, narrow(vec![
            grant("TRANSLATOR", Some(below), &["en"]),
            grant("EDITOR", Some(beside), &["en"]),
            grant("PUBLISHER", Some(below), &["en"]),
            grant("EDITOR", None, &["en"]),
            grant("EDITOR", Some(below), &["de", "de-simple"]),
            json!({ "role": "EDITOR", "departmentId": below.0 }),
            json!({ "role": "ADMIN" }),
            grant("EDITOR", Some(above), &["en", "de"]),
        ])).await;
        let refused: Vec<String> = (1..=6).map(|number| format!("NOT_PERMITTED input.grants.{number}")).collect();
        assert_eq!(problems_of(&payload), refused, "{payload}");
        assert_eq!(problems_of(&create(&app, &kim.token, narrow(Vec::new())).await), ["INVALID_FIELD input.grants"]);
        let bad = narrow(vec![json!({ "role": "EDITOR", "locales": [] })]);
        assert_eq!(problems_of(&create(&app, &kim.token, bad).await), ["INVALID_FIELD input.grants.0.locales"]);

        let payload = create(&app, &kim.token, narrow(vec![grant("TRANSLATOR", Some(below), &["en"])])).await;
        let expected = json!([{ "role": "TRANSLATOR", "departmentId": below.0, "locales": ["en"], "department": { "slug": "migration-integration" } }]);
        assert_eq!(payload["token"]["grants"], expected);
        let narrowed = secret(&payload).to_owned();
        // What it makes is no wider, even where nothing is said.
        assert_eq!(create(&app, &narrowed, json!({ "name": "Kind" })).await["token"]["grants"], expected);
        let wide = create(&app, &narrowed, narrow(vec![grant("EDITOR", Some(below), &["en"])])).await;
        assert_eq!(problems_of(&wide), ["NOT_PERMITTED input.grants.0"]);
        let update = "mutation($id: ID!) { accountUpdate(input: {id: $id, set: {email: \"neu@example.org\"}}) { problems { code path } } }";
        let data = app.data_as(&narrowed, update, json!({ "id": kim.id })).await;
        assert_eq!(problems_of(&data["accountUpdate"]), ["NOT_PERMITTED input.id"]);
    }

    async fn a_narrowed_token_of_an_administrator_administers_nothing(app: TestApp) {
        let admin = app.administrator().await;
        let other = app.account("Kim Muster").make().await;
        let payload = create(&app, &admin.token, json!({ "name": "eng", "grants": [{ "role": "PUBLISHER" }] })).await;
        let narrowed = secret(&payload);
        let query = "mutation($id: ID!) { accountDisable(input: {id: $id}) { problems { code path } } }";
        let data = app.data_as(narrowed, query, json!({ "id": other.id })).await;
        assert_eq!(problems_of(&data["accountDisable"]), ["NOT_FOUND input.id"]);
        assert_eq!(app.data_as(narrowed, "{ accounts { totalCount } }", json!({})).await["accounts"]["totalCount"], 1);
        let payload = create(&app, narrowed, json!({ "name": "weit", "grants": [{ "role": "ADMIN" }] })).await;
        assert_eq!(problems_of(&payload), ["NOT_PERMITTED input.grants.0"]);
    }
}
