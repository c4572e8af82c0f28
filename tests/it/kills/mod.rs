//! The server is killed while many write and while it runs what was planned, and started again: what was acknowledged is
//! there, nothing is there by half, each planned step has been run once, and the next writes work.

mod begin;
mod choose;
mod client;
mod own;
mod places;
mod plan;
mod reconcile;
mod state;
mod whole;

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::task::JoinSet;
use wegweiser::clock::Clock;

use self::client::Client;
use self::plan::FARTHEST;
use self::reconcile::{await_plan, reconcile};
use crate::model::Random;
use crate::support::{Database, Program, TestDatabase, rounds, seed};

/// How often the server is killed in a normal run.
const KILLS: u64 = 5;
const CLIENTS: usize = 4;

/// As long as the tests' patience elsewhere.
const PATIENCE: Duration = Duration::from_secs(60);

async fn ask(url: &str, token: Option<&str>, query: &str, variables: &Value) -> Value {
    let mut request = reqwest::Client::new().post(url);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    let answer = request.json(&json!({ "query": query, "variables": variables })).send().await;
    let mut answer: Value = answer.expect("an answer").json().await.expect("JSON");
    assert!(answer.get("errors").is_none(), "{query} {variables}\n{answer}");
    answer["data"].take()
}

/// Starts the server; how long that took.
async fn start(database: &TestDatabase) -> (Program, Duration) {
    let begun = Instant::now();
    let arguments = ["--database-url", &database.url, "--log", "warn"];
    let log = database.file("log");
    let program = Program::serve_logging(&arguments, database.folder.path(), &log).await;
    (program, begun.elapsed())
}

/// Waits until the dead server's transactions are over, one way or the other.
async fn settle(database: &TestDatabase) {
    if database.kind == Database::Postgres {
        let busy = "pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()";
        let begun = Instant::now();
        while database.count(busy).await > 0 {
            assert!(begun.elapsed() < PATIENCE, "a transaction of a dead server goes on");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

/// All clients at once, until the server is gone or each has done so much; killed after a while, if one is given.
async fn write(
    program: Program,
    clients: Vec<Client>,
    most: usize,
    kill_after: Option<Duration>,
) -> (Option<Program>, Vec<Client>) {
    let mut tasks = JoinSet::new();
    for mut client in clients {
        let url = program.url.clone();
        tasks.spawn(async move {
            client.work(&url, most).await;
            client
        });
    }
    if let Some(while_they_write) = kill_after {
        tokio::time::sleep(while_they_write).await;
        program.signal("KILL").await;
    }
    let mut clients = tasks.join_all().await;
    clients.sort_by_key(|client| client.number);
    let left = match kill_after {
        None => Some(program),
        Some(_) => {
            program.end().await;
            None
        }
    };
    (left, clients)
}

/// What the kills have shown, for whoever reads the log.
#[derive(Default)]
struct Tally {
    starts: Vec<Duration>,
    halted: usize,
    unheard: usize,
    /// Steps whose time had come and that a dead server had not run.
    due: i64,
    /// Kills of a server that had run some of its steps and not all.
    within_plan: usize,
    longest_wait: Duration,
}

impl Tally {
    /// Starts the server.
    async fn start(&mut self, database: &TestDatabase) -> Program {
        let (program, took) = start(database).await;
        self.starts.push(took);
        program
    }

    /// Counts the steps that a dead server has left behind. `ended_before` had ended when it was started.
    async fn look_at_plan(&mut self, database: &TestDatabase, ended_before: i64) {
        let now = Clock::system().now().format("%Y-%m-%dT%H:%M:%S%.6f+00:00");
        let due = database.count(&format!("planned_step WHERE state = 'planned' AND at <= '{now}'")).await;
        let ended = database.count("planned_step WHERE state <> 'planned'").await;
        self.due += due;
        self.within_plan += usize::from(due > 0 && ended > ended_before);
    }

    fn print(&self, kills: u64, clients: &[Client]) {
        let Self { halted, unheard, due, within_plan, longest_wait, starts } = self;
        let acknowledged: usize = clients.iter().map(|client| client.acknowledged).sum();
        let planned: usize = clients.iter().map(|client| client.planned).sum();
        let longest = starts.iter().max().copied().unwrap_or_default();
        let mean = starts.iter().sum::<Duration>() / u32::try_from(starts.len()).expect("few starts").max(1);
        println!(
            "{kills} kills of writers, {} starts: each takes {mean:?}, at most {longest:?}",
            starts.len()
        );
        println!("{acknowledged} acknowledged, {halted} in flight, of which {unheard} were done");
        println!(
            "{planned} of them planned steps; dead servers left {due} that were due, {within_plan} died between two \
             steps; the longest wait for the plan was {longest_wait:?}"
        );
    }
}

on_both_databases! {
    async fn what_is_acknowledged_survives_a_kill_and_nothing_is_there_by_half(database: TestDatabase) {
        let create = ["account", "create", "--role", "admin", "--name", "Ada", "--email", "ada@example.org", "--database-url", &database.url];
        let output = Program::run(&create, database.folder.path()).await;
        let token = String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned();
        let mut tally = Tally::default();
        let mut program = tally.start(&database).await;
        let mut clients = begin::clients(&program.url, &token).await;
        let mut random = Random(seed().unwrap_or(1));
        let kills = rounds(KILLS);
        for kill in 1..=kills {
            let ended = database.count("planned_step WHERE state <> 'planned'").await;
            let after = Duration::from_millis(60 + random.next() % 900);
            (_, clients) = write(program, clients, usize::MAX, Some(after)).await;
            tally.look_at_plan(&database, ended).await;
            if random.percent(50) {
                // Once more, as the next server begins with all that has been planned.
                tokio::time::sleep(Duration::from_micros(FARTHEST.unsigned_abs())).await;
                let ended = database.count("planned_step WHERE state <> 'planned'").await;
                let next = tally.start(&database).await;
                tokio::time::sleep(Duration::from_millis(random.next() % 100)).await;
                next.signal("KILL").await;
                next.end().await;
                tally.look_at_plan(&database, ended).await;
            }
            program = tally.start(&database).await;
            settle(&database).await;
            let when = format!("after kill {kill} of {kills}");
            database.assert_whole(&when).await;
            let wait = await_plan(&program.url, &token, &when).await;
            tally.longest_wait = tally.longest_wait.max(wait);
            database.assert_whole(&format!("{when}, with all steps run")).await;
            for client in &mut clients {
                tally.halted += usize::from(client.sent.is_some());
                tally.unheard += usize::from(reconcile(&program.url, client, &when).await);
            }
        }
        let before: Vec<usize> = clients.iter().map(|client| client.acknowledged).collect();
        let (left, mut clients) = write(program, clients, 8, None).await;
        let program = left.expect("nobody killed it");
        await_plan(&program.url, &token, "in the end").await;
        for client in &mut clients {
            reconcile(&program.url, client, "in the end").await;
        }
        program.stop().await;
        assert!(clients.iter().zip(before).all(|(client, before)| client.acknowledged > before), "writes go on");
        database.assert_whole("in the end").await;
        tally.print(kills, &clients);
        let done = database.count("planned_step WHERE state = 'done'").await;
        let failed = database.count("planned_step WHERE state = 'failed'").await;
        println!("{done} steps were done, {failed} failed");
    }
}
