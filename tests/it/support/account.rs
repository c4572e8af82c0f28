//! Accounts for tests, with grants and a token.

use serde_json::{Value, json};
use uuid::Uuid;
use wegweiser::domain::content::ContentId;
use wegweiser::domain::permission::{Grant, Role};
use wegweiser::editing::Actor;
use wegweiser::editing::account::{NewAccount, NewToken};
use wegweiser::secret::Secret;

use super::app::{Answer, TestApp};
use super::sketch::locale;

/// An account that is to be.
pub struct AccountSketch<'app> {
    app: &'app TestApp,
    name: String,
    password: Option<String>,
    grants: Vec<Grant>,
    narrowed_to: Option<Vec<Grant>>,
}

/// An account with a token that lasts.
#[derive(Clone, Debug)]
pub struct TestAccount {
    pub id: Uuid,
    pub email: String,
    pub token: String,
}

impl AccountSketch<'_> {
    /// A grant that holds everywhere, for texts of all locales.
    pub fn may(self, role: Role) -> Self {
        self.may_in(role, None, None)
    }

    /// A grant for a department with all below (null: everywhere) and some locales (null: all).
    pub fn may_in(mut self, role: Role, department: Option<ContentId>, locales: Option<&[&str]>) -> Self {
        let locales = locales.map(|tags| tags.iter().map(|tag| locale(tag)).collect());
        self.grants.push(Grant { role, department, locales });
        self
    }

    /// What its token is narrowed to.
    pub fn narrowed_to(self, grants: Option<Vec<Grant>>) -> Self {
        Self { narrowed_to: grants, ..self }
    }

    pub fn password(mut self, password: &str) -> Self {
        self.password = Some(password.to_owned());
        self
    }

    /// Makes it.
    pub async fn make(self) -> TestAccount {
        let email = format!("{}@example.org", self.name.to_lowercase().replace(' ', "."));
        let new = NewAccount {
            name: self.name,
            email: email.clone(),
            password: self.password.map(Secret::new),
            grants: self.grants,
        };
        let token = NewToken { name: "test".to_owned(), expires_at: None, grants: self.narrowed_to };
        let (accounts, locales) = (self.app.app.accounts(), self.app.app.locales());
        let made =
            accounts.create(&Actor::CommandLine, &locales, new, Some(token)).await.expect("an account");
        let token = made.token.expect("a token was asked for").token.reveal().to_owned();
        TestAccount { id: made.id, email, token }
    }
}

impl TestApp {
    /// Begins an account, which may nothing yet.
    pub fn account(&self, name: &str) -> AccountSketch<'_> {
        AccountSketch {
            app: self,
            name: name.to_owned(),
            password: None,
            grants: Vec::new(),
            narrowed_to: None,
        }
    }

    /// An administrator.
    pub async fn administrator(&self) -> TestAccount {
        self.account("Ada Verwaltung").may(Role::Admin).make().await
    }

    /// Asks with a token; whatever comes back, as long as it is JSON.
    pub async fn ask_as(&self, token: &str, query: &str, variables: Value) -> Answer {
        self.ask_with(query, variables, &[("authorization", &format!("Bearer {token}"))]).await
    }

    /// Asks with a token what must be answered without an error; the data.
    pub async fn data_as(&self, token: &str, query: &str, variables: Value) -> Value {
        let mut answer = self.ask_as(token, query, variables).await;
        assert_eq!(answer.status, reqwest::StatusCode::OK, "{query}\n{}", answer.text);
        assert!(answer.body.get("errors").is_none(), "{query}\n{}", answer.text);
        answer.body["data"].take()
    }

    /// Whether a token is taken.
    pub async fn takes(&self, token: &str) -> bool {
        let answer = self.ask_as(token, "{ __typename }", json!({})).await;
        assert!([200, 401].contains(&answer.status.as_u16()), "{}", answer.text);
        answer.status == reqwest::StatusCode::OK
    }

    /// The id of a department of the demo city.
    pub async fn department_id(&self, slug: &str) -> ContentId {
        let query = "query($slug: String!) { department(by: {slug: $slug}) { id } }";
        let data = self.data_with(query, json!({ "slug": slug })).await;
        ContentId(Uuid::parse_str(data["department"]["id"].as_str().expect("it is there")).expect("a UUID"))
    }
}

/// What the problems of a payload are: each code with its path, `INVALID_FIELD input.name`.
pub fn problems_of(payload: &Value) -> Vec<String> {
    let problems = payload["problems"].as_array().unwrap_or_else(|| panic!("no problems in {payload}"));
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let shown = |problem: &Value| {
        let path = problem["path"].as_array().expect("a path").iter().map(text).collect::<Vec<_>>();
        format!("{} {}", text(&problem["code"]), path.join("."))
    };
    problems.iter().map(shown).collect()
}
