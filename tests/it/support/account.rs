//! Accounts with tokens, in a line or two, and ways to ask as one of them.

use reqwest::StatusCode;
use sea_orm::{EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use wegweiser::clock::Clock;
use wegweiser::domain::content::ContentId;
use wegweiser::domain::permission::{Grant, Role};

use super::app::TestApp;

/// Somebody with a token.
pub struct Member {
    header: String,
}

/// A role in all locales: at a department and below, or everywhere.
pub fn grant(role: Role, department: Option<ContentId>) -> Grant {
    Grant { role, department, locales: None }
}

impl Member {
    /// Makes an account with grants, and a token of it, which may be narrowed.
    pub async fn new(app: &TestApp, grants: Vec<Grant>, narrowed_to: Option<Vec<Grant>>) -> Self {
        let (clock, connection) = (Clock::system(), app.database.connection().await);
        let (now, account_id, token) = (clock.now(), clock.new_id(), clock.new_id().to_string());
        let account = entity::account::Model {
            id: account_id,
            name: "Redaktion".to_owned(),
            email: None,
            password_hash: None,
            created_at: now,
            disabled_at: None,
            erased_at: None,
        };
        let account = entity::account::Entity::insert(account.into_active_model());
        account.exec_without_returning(&connection).await.expect("an account");
        for grant in grants {
            let row = entity::account_grant::Model {
                id: clock.new_id(),
                account_id,
                role: grant.role.as_str().to_owned(),
                department_id: grant.department.map(|id| id.0),
                locales: grant.locales.map(|locales| json!(locales)),
                created_at: now,
            };
            let row = entity::account_grant::Entity::insert(row.into_active_model());
            row.exec_without_returning(&connection).await.expect("a grant");
        }
        let row = entity::token::Model {
            id: clock.new_id(),
            account_id,
            name: "Test".to_owned(),
            hash: Sha256::digest(&token).to_vec(),
            grants: narrowed_to.map(|grants| json!(grants)),
            created_at: now,
            expires_at: None,
            revoked_at: None,
        };
        let row = entity::token::Entity::insert(row.into_active_model());
        row.exec_without_returning(&connection).await.expect("a token");
        connection.close().await.expect("a connection");
        Self { header: format!("Bearer {token}") }
    }

    /// An editor of a department and all below it.
    pub async fn editor(app: &TestApp, department: ContentId) -> Self {
        Self::new(app, vec![grant(Role::Editor, Some(department))], None).await
    }

    /// Somebody who may everything.
    pub async fn admin(app: &TestApp) -> Self {
        Self::new(app, vec![grant(Role::Admin, None)], None).await
    }

    /// Asks what must be answered without an error; the data.
    pub async fn data(&self, app: &TestApp, query: &str) -> Value {
        self.data_with(app, query, json!({})).await
    }

    /// As [`Self::data`], with variables.
    pub async fn data_with(&self, app: &TestApp, query: &str, variables: Value) -> Value {
        let mut answer = app.ask_with(query, variables, &[("authorization", &self.header)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}\n{}", answer.text);
        assert!(answer.body.get("errors").is_none(), "{query}\n{}", answer.text);
        answer.body["data"].take()
    }

    /// The whole body of an answer, which may have errors.
    pub async fn ask(&self, app: &TestApp, query: &str) -> Value {
        app.ask_with(query, json!({}), &[("authorization", &self.header)]).await.body
    }
}
