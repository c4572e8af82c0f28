//! A server over the demo city, and somebody who reads and writes in it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use reqwest::StatusCode;
use reqwest::header::RETRY_AFTER;
use serde_json::{Value, json};

use super::RECOVERY;
use crate::support::{Program, codes_of, document};

/// Its answer changes only with a publication, which no test here makes.
const READ: &str = "{ departments { totalCount nodes { slug name { value } } } }";

pub struct City {
    pub asker: Asker,
    pub program: Program,
    log: PathBuf,
}

/// Asks the server. Cheap to clone.
#[derive(Clone)]
pub struct Asker {
    http: reqwest::Client,
    url: String,
    token: String,
    department: String,
    /// The right answer to [`READ`].
    read: Value,
}

/// An answer, and how long it took.
#[derive(Debug)]
pub struct Heard {
    pub status: StatusCode,
    pub body: Value,
    pub took: Duration,
    has_retry_after: bool,
}

impl Heard {
    /// Whether it says, in due form, that the database cannot be asked. Any other error is none that we expect.
    pub fn is_refusal(&self) -> bool {
        if self.body.get("errors").is_none() {
            return false;
        }
        assert!(codes_of(&self.body).iter().all(|code| *code == "UNAVAILABLE"), "{self:?}");
        let is_empty = self.body.get("data").is_none_or(Value::is_null);
        let is_marked = self.status == StatusCode::SERVICE_UNAVAILABLE && self.has_retry_after;
        assert!(!is_empty || is_marked, "{self:?}");
        true
    }

    /// The message of its first error.
    pub fn message(&self) -> &str {
        self.body["errors"][0]["message"].as_str().unwrap_or_else(|| panic!("no error: {self:?}"))
    }
}

impl City {
    /// Serves a database that has the demo city. The log goes into a file in the folder.
    pub async fn serve(url: &str, folder: &Path, arguments: &[&str]) -> Self {
        let create = [
            "account",
            "create",
            "--role",
            "admin",
            "--name",
            "Ada",
            "--email",
            "ada@example.org",
            "--database-url",
            url,
        ];
        let output = Program::run(&create, folder).await;
        assert!(output.status.success(), "{output:?}");
        let token = String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned();
        let log = folder.join("log");
        let arguments = [&["--database-url", url, "--log", "warn"], arguments].concat();
        let program = Program::serve_logging(&arguments, folder, &log).await;
        let http = reqwest::Client::new();
        let (url, department, read) = (program.url.clone(), String::new(), Value::Null);
        let asker = Asker { http, url, token, department, read };
        Self { asker, program, log }
    }

    /// As [`Self::serve`], having read once.
    pub async fn start(url: &str, folder: &Path, arguments: &[&str]) -> Self {
        let mut city = Self::serve(url, folder, arguments).await;
        let mut read = city.asker.read().await.body;
        city.asker.read = read["data"].take();
        let found = r#"{ department(by: {slug: "migration-integration"}) { id } }"#;
        let found = city.asker.ask(found, json!({}), false).await.body;
        found["data"]["department"]["id"]
            .as_str()
            .expect("it is there")
            .clone_into(&mut city.asker.department);
        city
    }

    /// What the log has by now.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).expect("the log")
    }

    /// Stops in order, and has never been in disorder.
    pub async fn stop(self) {
        self.program.stop().await;
        let log = std::fs::read_to_string(&self.log).expect("the log");
        assert!(!log.contains("panicked"), "{log}");
        assert!(!log.contains("an error of ours"), "{log}");
    }
}

impl Asker {
    pub async fn ask(&self, query: &str, variables: Value, has_token: bool) -> Heard {
        let begun = Instant::now();
        let mut request = self.http.post(&self.url).header("accept", "application/graphql-response+json");
        if has_token {
            request = request.bearer_auth(&self.token);
        }
        let answer = request.json(&json!({ "query": query, "variables": variables })).send().await;
        let answer = answer.expect("the server lives");
        let (status, has_retry_after) = (answer.status(), answer.headers().contains_key(RETRY_AFTER));
        let body = answer.json().await.expect("JSON");
        Heard { status, body, took: begun.elapsed(), has_retry_after }
    }

    /// Reads in public.
    pub async fn read(&self) -> Heard {
        self.ask(READ, json!({}), false).await
    }

    /// Whether an answer to [`Self::read`] is right; if not, it is a refusal.
    pub fn is_right(&self, heard: &Heard) -> bool {
        if heard.is_refusal() {
            return false;
        }
        assert_eq!(heard.body["data"], self.read);
        true
    }

    /// Writes a person of that name into the city.
    pub async fn write(&self, name: &str) -> Heard {
        let input = json!({ "department": self.department, "givenName": "Kim", "familyName": name,
            "texts": [{ "locale": "de", "roleTitle": "Rolle" }] });
        let query = document("staffMemberCreate", "staffMember { id }");
        self.ask(&query, json!({ "input": input }), true).await
    }

    /// The id of what was written; null if that was refused.
    pub fn written(heard: &Heard) -> Option<String> {
        if heard.is_refusal() {
            return None;
        }
        let id = heard.body["data"]["staffMemberCreate"]["staffMember"]["id"].as_str();
        Some(id.unwrap_or_else(|| panic!("{heard:?}")).to_owned())
    }

    /// All of these are there.
    pub async fn assert_there(&self, ids: &[String]) {
        for ids in ids.chunks(50) {
            let query = "query($ids: [ID!]!) { preview { nodes(ids: $ids) { id } } }";
            let heard = self.ask(query, json!({ "ids": ids }), true).await;
            let nodes =
                heard.body["data"]["preview"]["nodes"].as_array().unwrap_or_else(|| panic!("{heard:?}"));
            assert_eq!(nodes.len(), ids.len());
            assert!(nodes.iter().zip(ids).all(|(node, id)| node["id"] == *id), "{ids:?}\n{heard:?}");
        }
    }

    /// Whether the server says that it is ready.
    pub async fn is_ready(&self) -> bool {
        let url = self.url.replace("/graphql", "/health/ready");
        let status = self.http.get(url).send().await.expect("the server lives").status();
        assert!([200, 503].contains(&status.as_u16()), "{status}");
        status == StatusCode::OK
    }

    /// Waits until it is ready, reads and writes; how long that took.
    pub async fn await_recovery(&self) -> Duration {
        self.await_recovery_within(RECOVERY).await
    }

    pub async fn await_recovery_within(&self, most: Duration) -> Duration {
        let begun = Instant::now();
        loop {
            let is_back = self.is_ready().await
                && self.is_right(&self.read().await)
                && Self::written(&self.write("Zurück").await).is_some();
            if is_back {
                return begun.elapsed();
            }
            assert!(begun.elapsed() < most, "the database is back and the server is not");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
