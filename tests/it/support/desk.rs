//! Mutations on behalf of an account.

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::app::TestApp;

impl TestApp {
    /// A token of an administrator.
    pub async fn admin(&self) -> String {
        self.administrator().await.token
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
