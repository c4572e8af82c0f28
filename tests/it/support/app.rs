//! The real server in this process, and ways to ask it.

use std::net::{Ipv4Addr, SocketAddr};

use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use wegweiser::app::App;
use wegweiser::domain::content::ContentId;
use wegweiser::domain::front_end::FrontEnd;
use wegweiser::editing::{Actor, Desk, Publication};
use wegweiser::graphql::{Bounds, Trusted};
use wegweiser::http::{HttpSettings, Limits, Listening};

use super::clock::clock;
use super::database::{Database, TestDatabase, home};
use super::sketch::{Sketch, locale};

/// A server over a database of its own. Both are gone when it is dropped.
pub struct TestApp {
    pub http: reqwest::Client,
    pub app: App,
    address: SocketAddr,
    server: Server,
    /// Below the server, so that it goes after it.
    pub database: TestDatabase,
}

/// The task that serves, which ends with its owner.
struct Server {
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// An answer over HTTP.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    /// As it came.
    pub text: String,
    pub body: Value,
}

impl TestApp {
    /// The demo city on SQLite, for what has nothing to do with the database.
    pub async fn start() -> Self {
        Self::over(Database::Sqlite.with_demo().await.expect("SQLite is always there")).await
    }

    /// A migrated database.
    pub async fn over(database: TestDatabase) -> Self {
        let archive = database.archive().await;
        let app = App::new(archive, clock(), home()).await.expect("a migrated database");
        Self::serving(app, database)
    }

    /// A program that was put together already.
    pub fn serving(app: App, database: TestDatabase) -> Self {
        Self::serving_with(app, database, HttpSettings::default())
    }

    /// As [`Self::serving`], with settings of one's own.
    pub fn serving_with(app: App, database: TestDatabase, settings: HttpSettings) -> Self {
        let any_port = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let listening = Listening::bind(any_port, Limits::default()).expect("a free port");
        let address = listening.address;
        let (stop, stopped) = oneshot::channel();
        let endpoint = app.endpoint(settings);
        let task = tokio::spawn(listening.serve(endpoint, async {
            let _ = stopped.await;
        }));
        let server = Server { stop: Some(stop), task };
        Self { http: reqwest::Client::new(), app, address, server, database }
    }

    /// The same again with other bounds of requests.
    pub fn bounded(self, bounds: Bounds, trusted: Option<Trusted>) -> Self {
        let Self { app, database, .. } = self;
        Self::serving(app.with_bounds(bounds, trusted), database)
    }

    /// The same again with a front end that shows contents.
    pub fn with_front_end(self, front_end: FrontEnd) -> Self {
        let Self { app, database, .. } = self;
        Self::serving(app.with_front_end(front_end), database)
    }

    /// The same again with other settings.
    pub fn set(self, settings: HttpSettings) -> Self {
        let Self { app, database, .. } = self;
        Self::serving_with(app, database, settings)
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Asks in public; the whole body of the answer, which may have errors.
    pub async fn ask(&self, query: &str) -> Value {
        let answer = self.ask_with(query, json!({}), &[]).await;
        assert!(!answer.status.is_server_error(), "{query}\n{answer:?}");
        answer.body
    }

    /// Asks what must be answered without an error; the data.
    pub async fn data(&self, query: &str) -> Value {
        self.data_with(query, json!({})).await
    }

    /// As [`Self::data`], with variables.
    pub async fn data_with(&self, query: &str, variables: Value) -> Value {
        let mut answer = self.ask_with(query, variables, &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}\n{}", answer.text);
        assert!(answer.body.get("errors").is_none(), "{query}\n{}", answer.text);
        answer.body["data"].take()
    }

    /// Asks with variables and headers; whatever comes back, as long as it is JSON.
    pub async fn ask_with(&self, query: &str, variables: Value, headers: &[(&str, &str)]) -> Answer {
        let mut request = self.http.post(self.url("/graphql"));
        request = request.header("accept", "application/graphql-response+json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.json(&json!({ "query": query, "variables": variables })).send().await;
        let response = response.expect("an answer");
        let status = response.status();
        let text = response.text().await.expect("text");
        let body = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        Answer { status, text, body }
    }

    /// How many statements an action takes.
    pub async fn statements<T>(&self, action: impl Future<Output = T>) -> (u64, T) {
        let before = self.app.archive().statements();
        let result = action.await;
        (self.app.archive().statements() - before, result)
    }

    pub fn desk(&self) -> Desk {
        self.app.desk()
    }

    /// Makes contents, as drafts only.
    pub async fn draft(&self, sketches: impl IntoIterator<Item = Sketch>) {
        let mut work = self.desk().begin(&Actor::CommandLine).await.expect("a change begins");
        work.create(sketches.into_iter().map(Sketch::finish).collect()).await.expect("drafts");
        work.commit().await.expect("the change is made");
    }

    /// Publishes what is a draft so far, in all locales of the city.
    pub async fn publish(&self, contents: &[ContentId]) {
        let locales = self.app.locales();
        let locales: Vec<&str> = locales.iter().map(|entry| entry.tag.as_str()).collect();
        self.publish_in(contents, &locales).await;
    }

    /// Publishes facts, and the texts of some locales.
    pub async fn publish_in(&self, contents: &[ContentId], locales: &[&str]) {
        let publication = Publication {
            contents: contents.to_vec(),
            has_facts: true,
            locales: locales.iter().map(|tag| locale(tag)).collect(),
        };
        let mut work = self.desk().begin(&Actor::CommandLine).await.expect("a change begins");
        work.publish(publication).await.expect("a publication");
        work.commit().await.expect("the change is made");
    }

    /// Makes contents and publishes them.
    pub async fn live(&self, sketches: impl IntoIterator<Item = Sketch>) {
        let sketches: Vec<Sketch> = sketches.into_iter().collect();
        let ids: Vec<ContentId> = sketches.iter().map(Sketch::id).collect();
        self.draft(sketches).await;
        self.publish(&ids).await;
    }

    /// Stops the server in order and starts it anew over the same database.
    pub async fn restart(mut self) -> Self {
        self.server.stop.take().map(|stop| stop.send(()));
        (&mut self.server.task).await.expect("the server ends in order");
        self.app.archive().clone().close().await.expect("the database closes");
        Self::over(self.database).await
    }
}

/// The codes of a body's errors, each of which must have one.
pub fn codes_of(body: &Value) -> Vec<&str> {
    let errors = body["errors"].as_array().unwrap_or_else(|| panic!("no errors in {body}"));
    let codes: Vec<&str> = errors.iter().filter_map(|error| error["extensions"]["code"].as_str()).collect();
    assert!(!errors.is_empty() && codes.len() == errors.len(), "{body}");
    codes
}

/// The code of the only error of a body.
pub fn code_of(body: &Value) -> &str {
    let codes = codes_of(body);
    assert_eq!(codes.len(), 1, "{body}");
    codes[0]
}

/// The texts at a JSON pointer of each member of a list; null where there is none.
pub fn texts_at<'a>(list: &'a Value, pointer: &str) -> Vec<Option<&'a str>> {
    let list = list.as_array().unwrap_or_else(|| panic!("no list: {list}"));
    list.iter().map(|member| member.pointer(pointer).and_then(Value::as_str)).collect()
}
