//! The editors' desk: accounts with rights, and mutations on their behalf.

use reqwest::StatusCode;
use sea_orm::{EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use wegweiser::clock::Clock;
use wegweiser::domain::content::ContentId;

use super::app::{Answer, TestApp};

/// A role, where it holds (null: everywhere), in which locales (null: all).
pub type Right<'a> = (&'a str, Option<ContentId>, Option<&'a [&'a str]>);

impl TestApp {
    /// A token of a new account with these rights.
    pub async fn token(&self, name: &str, rights: &[Right<'_>]) -> String {
        let (clock, connection) = (Clock::system(), self.database.connection().await);
        let (now, account_id) = (clock.now(), clock.new_id());
        let account = entity::account::Model {
            id: account_id,
            name: name.to_owned(),
            email: None,
            password_hash: None,
            created_at: now,
            disabled_at: None,
            erased_at: None,
        };
        let insert = entity::account::Entity::insert(account.into_active_model());
        insert.exec_without_returning(&connection).await.expect("an account");
        for (role, department, locales) in rights {
            let grant = entity::account_grant::Model {
                id: clock.new_id(),
                account_id,
                role: (*role).to_owned(),
                department_id: department.map(|id| id.0),
                locales: locales.map(|locales| json!(locales)),
                created_at: now,
            };
            let insert = entity::account_grant::Entity::insert(grant.into_active_model());
            insert.exec_without_returning(&connection).await.expect("a grant");
        }
        let token = format!("test-{account_id}");
        let row = entity::token::Model {
            id: clock.new_id(),
            account_id,
            name: "Test".to_owned(),
            hash: Sha256::digest(&token).to_vec(),
            grants: None,
            created_at: now,
            expires_at: None,
            revoked_at: None,
        };
        let insert = entity::token::Entity::insert(row.into_active_model());
        insert.exec_without_returning(&connection).await.expect("a token");
        token
    }

    /// A token of an administrator.
    pub async fn admin(&self) -> String {
        self.token("Ada Admin", &[("admin", None, None)]).await
    }

    /// Asks with a token; whatever comes back.
    pub async fn ask_as(&self, token: &str, query: &str, variables: Value) -> Answer {
        self.ask_with(query, variables, &[("authorization", &format!("Bearer {token}"))]).await
    }

    /// Asks with a token what must be answered without an error; the data.
    pub async fn data_as(&self, token: &str, query: &str) -> Value {
        let mut answer = self.ask_as(token, query, json!({})).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}\n{}", answer.text);
        answer.body["data"].take()
    }

    /// Runs a mutation and selects `selection` of its payload besides the problems.
    pub async fn run(&self, token: &str, mutation: &str, input: Value, selection: &str) -> Value {
        let mut answer = self.ask_as(token, &document(mutation, selection), json!({ "input": input })).await;
        assert_eq!(answer.status, StatusCode::OK, "{mutation} {input}\n{}", answer.text);
        answer.body["data"][mutation].take()
    }

    /// As [`Self::run`], without a problem.
    pub async fn done(&self, token: &str, mutation: &str, input: Value, selection: &str) -> Value {
        let payload = self.run(token, mutation, input.clone(), selection).await;
        assert_eq!(payload["problems"], json!([]), "{mutation} {input}");
        payload
    }

    /// The problems of a mutation, each as `CODE path: message`.
    pub async fn problems(&self, token: &str, mutation: &str, input: Value) -> Vec<String> {
        let payload = self.run(token, mutation, input, "").await;
        let problems = payload["problems"].as_array().expect("a list").iter();
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        problems
            .map(|problem| {
                let path = problem["path"].as_array().expect("a path").iter().map(text).collect::<Vec<_>>();
                format!("{} {}: {}", text(&problem["code"]), path.join("."), text(&problem["message"]))
            })
            .collect()
    }
}

/// A document with one mutation that takes `$input`.
pub fn document(mutation: &str, selection: &str) -> String {
    let (first, rest) = mutation.split_at(1);
    let input = format!("{}{rest}Input", first.to_uppercase());
    format!(
        "mutation($input: {input}!) {{ {mutation}(input: $input) {{ {selection}
            problems {{ __typename code path message
                ... on VersionConflict {{ currentVersion changedBy }}
                ... on LocaleInUse {{ contentCount liveContentCount textCount }}
                ... on SlugTaken {{ takenBy {{ id }} }} }} }} }}"
    )
}
