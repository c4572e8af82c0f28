//! Publishes a thousand contents in one transaction, again and again, while readers ask for contact pages, and says how
//! long that took and what the readers noticed.
//!
//! Over a SQLite file that it makes and removes, or an empty database that it is given:
//! `cargo bench --bench publishing -- --database-url postgres://…`.

mod city;

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use clap::Parser;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use wegweiser::app::App;
use wegweiser::clock::Clock;
use wegweiser::domain::content::ContentId;
use wegweiser::domain::permission::{Grant, Role};
use wegweiser::domain::phone::PhoneHome;
use wegweiser::editing::Actor;
use wegweiser::editing::account::{NewAccount, NewToken};
use wegweiser::http::{HttpSettings, Limits, Listening};
use wegweiser::store::Archive;
use wegweiser::store::connect::PoolSizes;

use self::city::{City, LOCALES};

#[derive(Parser)]
struct Arguments {
    /// An empty database. Left out: a SQLite file in a temporary folder.
    #[arg(long)]
    database_url: Option<String>,
    /// How many departments the city has; 55 contents stand in each.
    #[arg(long, default_value_t = 200)]
    departments: usize,
    /// How many contents go live in one transaction.
    #[arg(long, default_value_t = 1_000)]
    contents: usize,
    #[arg(long, default_value_t = 7)]
    rounds: usize,
    /// How many ask at the same time.
    #[arg(long, default_value_t = 4)]
    readers: usize,
    /// Also print which statements a publication takes, the slowest first.
    #[arg(long)]
    statements: bool,
    /// `cargo bench` says so.
    #[arg(long, hide = true)]
    bench: bool,
}

/// The contact page of a department, as a front end writes it.
const CONTACT_PAGE: &str = "query($slug: String!) { department(by: {slug: $slug}, locale: \"en\") {
    name { value lang } description { html } address { lines } phone { national uri } fax { national }
    staff(first: 10) { nodes {
        displayName { value } roleTitle { value lang isFallback } phone { national } room openingHours { rule }
        duties { role responsibility { title { value lang } } } offices { slug name { value lang } }
    } } } }";

const PUBLISH: &str = "mutation($input: ContentPublishInput!) { contentPublish(input: $input) {
    contents { id version } problems { code path message } } }";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let folder = tempfile::tempdir()?;
    let file = format!("sqlite:{}", folder.path().join("city.db").display());
    let url = arguments.database_url.clone().unwrap_or(file);
    let archive = Archive::open(&url, PoolSizes { readers: 4, writers: 4 }).await?;
    archive.migrate().await?;
    let home = PhoneHome { country: "DE".to_owned(), area_code: Some("711".to_owned()) };
    let app = App::new(archive, Clock::system(), home).await?;
    let begun = Instant::now();
    let city = City::build(&app, arguments.departments).await?;
    let sets = [
        ("mixed", city.sample(arguments.contents)),
        ("departments", first(&city.departments, arguments.contents)),
        ("staff", first(&city.staff, arguments.contents)),
        ("responsibilities", first(&city.responsibilities, arguments.contents)),
        ("pages", first(&city.pages, arguments.contents)),
    ];
    println!("a city of {} departments, made in {:.1?}", arguments.departments, begun.elapsed());

    let statements = Arc::<Mutex<HashMap<String, Duration>>>::default();
    if arguments.statements {
        let statements = Arc::clone(&statements);
        app.archive().on_statement(move |statement, took| {
            let mut statements = statements.lock().expect("nobody panics here");
            *statements.entry(statement.sql.clone()).or_default() += took;
        });
    }
    let bench =
        Bench { statements, token: token(&app).await?, url: serve(&app)?, http: reqwest::Client::new() };
    for (name, contents) in sets {
        bench.measure(name, &contents, &arguments).await?;
    }
    Ok(())
}

fn first(contents: &[ContentId], count: usize) -> Vec<ContentId> {
    contents.iter().copied().take(count).collect()
}

/// An administrator's.
async fn token(app: &App) -> anyhow::Result<String> {
    let account = NewAccount {
        name: "Ada".to_owned(),
        email: "ada@example.org".to_owned(),
        password: None,
        grants: vec![Grant { role: Role::Admin, department: None, locales: None }],
    };
    let token = NewToken { name: "bench".to_owned(), expires_at: None, grants: None };
    let created = app.accounts().create(&Actor::CommandLine, &app.locales(), account, Some(token)).await?;
    Ok(created.token.context("a token was asked for")?.token.reveal().to_owned())
}

/// The real server, in this process; where it is.
fn serve(app: &App) -> anyhow::Result<String> {
    let listening = Listening::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), Limits::default())?;
    let url = format!("http://{}/graphql", listening.address);
    let endpoint = app.endpoint(HttpSettings { access_log: false, ..HttpSettings::default() });
    tokio::spawn(listening.serve(endpoint, std::future::pending()));
    Ok(url)
}

struct Bench {
    /// How long each took since it was last looked at.
    statements: Arc<Mutex<HashMap<String, Duration>>>,
    token: String,
    url: String,
    http: reqwest::Client,
}

impl Bench {
    /// Publishes the same contents once a round, in turn without and with readers; readers are counted in turn without and
    /// with a publication beside them.
    async fn measure(&self, name: &str, contents: &[ContentId], arguments: &Arguments) -> anyhow::Result<()> {
        let mut version = self.publish(contents, None).await?;
        let (mut alone, mut beside_readers) = (Vec::new(), Vec::new());
        let (mut idle, mut busy) = (Reading::default(), Reading::default());
        for _ in 0..arguments.rounds {
            self.statements.lock().expect("nobody panics here").clear();
            let begun = Instant::now();
            version = self.publish(contents, Some(&version)).await?;
            let took = begun.elapsed();
            alone.push(took);
            self.print_statements();
            idle.add(self.read(arguments, tokio::time::sleep(took)).await?.0);
            let publish = async {
                let begun = Instant::now();
                (self.publish(contents, Some(&version)).await, begun.elapsed())
            };
            let (reading, (published, took)) = self.read(arguments, publish).await?;
            version = published?;
            beside_readers.push(took);
            busy.add(reading);
        }
        println!("{} {name} in one transaction", contents.len());
        println!("  alone           {}", summary(&mut alone));
        println!("  beside readers  {}", summary(&mut beside_readers));
        println!("readers, {} at a time", arguments.readers);
        println!("  nobody publishes  {}", idle.summary());
        println!("  while it is done  {}", busy.summary());
        println!(
            "  of the rate there is left {:.2}; the slowest answer is {:.2} of a publication",
            busy.rate() / idle.rate(),
            busy.slowest().as_secs_f64() / median(&mut beside_readers).as_secs_f64()
        );
        Ok(())
    }

    fn print_statements(&self) {
        let statements = std::mem::take(&mut *self.statements.lock().expect("nobody panics here"));
        let mut statements: Vec<(String, Duration)> = statements.into_iter().collect();
        statements.sort_by_key(|(_, took)| std::cmp::Reverse(*took));
        for (sql, took) in statements.into_iter().take(20) {
            println!("    {took:>8.1?}  {sql:.150}");
        }
    }

    /// The versions afterwards. Without versions before: those that there are now.
    async fn publish(&self, contents: &[ContentId], versions: Option<&[i64]>) -> anyhow::Result<Vec<i64>> {
        let read;
        let versions = match versions {
            Some(versions) => versions,
            None => {
                read = self.versions(contents).await?;
                &read
            }
        };
        let items = contents.iter().zip(versions);
        let items: Vec<Value> =
            items.map(|(id, version)| json!({ "id": id.to_string(), "expectedVersion": version })).collect();
        let locales: Vec<&str> = LOCALES.iter().map(|(tag, _)| *tag).collect();
        let input = json!({ "items": items, "locales": locales });
        let answer = self.ask(PUBLISH, &json!({ "input": input }), true).await?;
        let payload = &answer["data"]["contentPublish"];
        ensure!(payload["problems"] == json!([]), "{answer}");
        let contents = payload["contents"].as_array().context("contents")?;
        Ok(contents.iter().filter_map(|content| content["version"].as_i64()).collect())
    }

    async fn versions(&self, contents: &[ContentId]) -> anyhow::Result<Vec<i64>> {
        let mut versions = Vec::with_capacity(contents.len());
        for ids in contents.chunks(100) {
            let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
            let query = "query($ids: [ID!]!) { preview { nodes(ids: $ids) { ... on Content { version } } } }";
            let answer = self.ask(query, &json!({ "ids": ids }), true).await?;
            let nodes = answer["data"]["preview"]["nodes"].as_array().with_context(|| answer.to_string())?;
            versions.extend(nodes.iter().filter_map(|node| node["version"].as_i64()));
        }
        ensure!(versions.len() == contents.len(), "every content has a version");
        Ok(versions)
    }

    async fn ask(&self, query: &str, variables: &Value, is_admin: bool) -> anyhow::Result<Value> {
        let mut request = self.http.post(&self.url).json(&json!({ "query": query, "variables": variables }));
        if is_admin {
            request = request.bearer_auth(&self.token);
        }
        let answer: Value = request.send().await?.json().await?;
        ensure!(answer.get("errors").is_none(), "{answer}");
        Ok(answer)
    }

    /// Readers ask until an action is done.
    async fn read<T>(
        &self,
        arguments: &Arguments,
        action: impl Future<Output = T>,
    ) -> anyhow::Result<(Reading, T)> {
        let is_over = Arc::new(AtomicBool::new(false));
        let mut readers = JoinSet::new();
        for reader in 0..arguments.readers {
            let (http, url, departments) = (self.http.clone(), self.url.clone(), arguments.departments);
            let is_over = Arc::clone(&is_over);
            readers.spawn(async move {
                let (mut latencies, mut number) = (Vec::new(), reader * 31);
                while !is_over.load(Ordering::Relaxed) {
                    number += 7;
                    let slug = City::slug(number % departments);
                    let begun = Instant::now();
                    let body = json!({ "query": CONTACT_PAGE, "variables": { "slug": slug } });
                    let answer = http.post(&url).json(&body).send().await?.text().await?;
                    latencies.push(begun.elapsed());
                    ensure!(answer.len() > 1_000 && !answer.contains("\"errors\""), "{answer}");
                }
                Ok(latencies)
            });
        }
        let begun = Instant::now();
        let result = action.await;
        is_over.store(true, Ordering::Relaxed);
        let took = begun.elapsed();
        let mut latencies = Vec::new();
        for reader in readers.join_all().await {
            latencies.extend(reader?);
        }
        Ok((Reading { latencies, took }, result))
    }
}

/// What readers noticed.
#[derive(Default)]
struct Reading {
    latencies: Vec<Duration>,
    took: Duration,
}

impl Reading {
    fn add(&mut self, other: Self) {
        self.latencies.extend(other.latencies);
        self.took += other.took;
    }

    /// Answers a second.
    fn rate(&self) -> f64 {
        let count = u32::try_from(self.latencies.len()).expect("fewer answers");
        f64::from(count) / self.took.as_secs_f64()
    }

    fn slowest(&self) -> Duration {
        self.latencies.iter().copied().max().unwrap_or_default()
    }

    fn summary(&mut self) -> String {
        self.latencies.sort_unstable();
        let at = |percent: usize| self.latencies[(self.latencies.len() - 1) * percent / 100];
        let (count, rate) = (self.latencies.len(), self.rate());
        format!(
            "{count} answers, {rate:.0}/s, p50 {:.1?}, p99 {:.1?}, slowest {:.1?}",
            at(50),
            at(99),
            at(100)
        )
    }
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn summary(times: &mut [Duration]) -> String {
    let median = median(times);
    format!("median {median:.2?}, {:.2?} to {:.2?}", times[0], times[times.len() - 1])
}
