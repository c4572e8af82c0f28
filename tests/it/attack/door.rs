//! A door of its own to the database of a test, with the bounds that an attack needs.

use std::net::{Ipv4Addr, SocketAddr};

use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use wegweiser::graphql::Bounds;
use wegweiser::http::{HttpSettings, Limits, Listening};

use crate::support::{Answer, TestApp};

/// Closed when it is dropped.
pub struct Door {
    pub http: reqwest::Client,
    pub address: SocketAddr,
    task: JoinHandle<()>,
}

impl Drop for Door {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Door {
    pub fn open(app: &TestApp, bounds: Bounds) -> Self {
        Self::with(app, bounds, Limits::default(), HttpSettings::default())
    }

    pub fn with(app: &TestApp, bounds: Bounds, limits: Limits, settings: HttpSettings) -> Self {
        let any_port = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let listening = Listening::bind(any_port, limits).expect("a free port");
        let address = listening.address;
        let endpoint = app.app.clone().with_bounds(bounds, None).endpoint(settings);
        let task = tokio::spawn(listening.serve(endpoint, std::future::pending()));
        // A connection that is kept may be ended by the server while the next request is on its way.
        let http = reqwest::Client::builder().pool_max_idle_per_host(0).build().expect("a client");
        Self { http, address, task }
    }

    pub async fn ask(&self, query: &str) -> Answer {
        self.ask_with(query, &json!({})).await
    }

    pub async fn ask_with(&self, query: &str, variables: &Value) -> Answer {
        self.send(&json!({ "query": query, "variables": variables }).to_string(), None).await
    }

    /// Posts a body as it is.
    pub async fn send(&self, body: &str, token: Option<&str>) -> Answer {
        let mut request = self.http.post(format!("http://{}/graphql", self.address));
        request = request.header("accept", "application/graphql-response+json");
        request = request.header("content-type", "application/json").body(body.to_owned());
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let response = request.send().await.expect("an answer");
        let status = response.status();
        let text = response.text().await.expect("text");
        let body = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text:.500}"));
        Answer { status, text, body }
    }

    /// Asks what must be refused before it is executed: the bound that it exceeds.
    pub async fn exceeded(&self, query: &str, variables: &Value) -> String {
        let answer = self.ask_with(query, variables).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query:.200}: {:.500}", answer.text);
        assert_eq!(answer.body["errors"][0]["extensions"]["code"], "TOO_COMPLEX", "{:.500}", answer.text);
        answer.body["errors"][0]["extensions"]["bound"].as_str().expect("a bound").to_owned()
    }

    pub async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("a connection")
    }
}
