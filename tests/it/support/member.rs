//! Somebody at the desk: an account with grants, and ways to ask as it.

use reqwest::StatusCode;
use serde_json::{Value, json};
use wegweiser::domain::content::ContentId;
use wegweiser::domain::locale::Locale;
use wegweiser::domain::permission::{Grant, Role};

use super::app::TestApp;

/// Somebody with a token.
pub struct Member {
    token: String,
}

/// A role in all locales: at a department and below, or everywhere.
pub fn grant(role: Role, department: Option<ContentId>) -> Grant {
    Grant { role, department, locales: None }
}

impl Member {
    /// Makes an account with grants, and a token of it, which may be narrowed.
    pub async fn new(app: &TestApp, grants: Vec<Grant>, narrowed_to: Option<Vec<Grant>>) -> Self {
        let name = format!("Redaktion {}", app.desk().new_id());
        let mut sketch = app.account(&name).narrowed_to(narrowed_to);
        for Grant { role, department, locales } in grants {
            let locales: Option<Vec<&str>> =
                locales.as_ref().map(|locales| locales.iter().map(Locale::as_str).collect());
            sketch = sketch.may_in(role, department, locales.as_deref());
        }
        Self { token: sketch.make().await.token }
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
        app.data_as(&self.token, query, variables).await
    }

    /// The whole body of an answer, which may have errors.
    pub async fn ask(&self, app: &TestApp, query: &str) -> Value {
        let answer = app.ask_as(&self.token, query, json!({})).await;
        assert!(answer.status != StatusCode::UNAUTHORIZED, "{}", answer.text);
        answer.body
    }
}
