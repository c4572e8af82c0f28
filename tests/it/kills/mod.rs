//! The server is killed while many write, and started again: what was acknowledged is there, nothing is there by half,
//! and the next writes work.

mod client;
mod whole;

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::task::JoinSet;

use self::client::{Action, Client, Own};
use crate::model::Random;
use crate::support::{Database, Program, TestDatabase, document, rounds, seed};

/// How often the server is killed in a normal run.
const KILLS: u64 = 5;
const CLIENTS: usize = 4;

/// As long as the tests' patience elsewhere.
const PATIENCE: Duration = Duration::from_secs(60);

const FIELDS: &str = r#"nodes(ids: $ids) {
    ... on Content { id DESK }
    ... on Department { slug building above: parent { id } de: name(locale: "de") { value lang } en: name(locale: "en") { value lang } }
    ... on Page { page_slug: slug(locale: "de") department { id } parent { id } de_title: title(locale: "de") { value lang }
        en_title: title(locale: "en") { value lang } relatedLinks { url label(locale: "de") { value } } }
}"#;

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

/// The word that stands in everything of a content, several where they disagree.
fn mark(node: &Value) -> String {
    let places = if node["slug"].is_string() {
        vec!["/slug", "/building", "/de/value", "/en/value"]
    } else {
        vec!["/page_slug", "/de_title/value", "/en_title/value", "/relatedLinks/0/label/value"]
    };
    let mut marks: Vec<String> =
        places.into_iter().map(|place| node.pointer(place).unwrap_or(&Value::Null).to_string()).collect();
    marks.dedup();
    let is_complete = !node.to_string().contains(r#""lang":"de"},"en_title":{"lang":"de""#)
        && node["relatedLinks"].as_array().is_none_or(|links| links.len() == 1);
    format!("{}{}", marks.join(" and ").replace('"', ""), if is_complete { "" } else { " and more or less" })
}

/// The contents as the server shows them now.
async fn seen(url: &str, token: &str, own: &[Own]) -> Vec<Own> {
    let ids = json!({ "ids": own.iter().map(|own| &own.id).collect::<Vec<_>>() });
    let desk = FIELDS.replace("DESK", "version");
    let desk = format!("query($ids: [ID!]!) {{ preview {{ {desk} }} }}");
    let drafts = ask(url, Some(token), &desk, &ids).await;
    let public = format!("query($ids: [ID!]!) {{ {} }}", FIELDS.replace("DESK", ""));
    let live = ask(url, None, &public, &ids).await;
    let pairs = own.iter().enumerate();
    pairs
        .map(|(index, own)| {
            let (draft, live) = (&drafts["preview"]["nodes"][index], &live["nodes"][index]);
            let above = match own.is_page {
                true => draft["parent"]["id"].as_str().or_else(|| draft["department"]["id"].as_str()),
                false => draft["above"]["id"].as_str(),
            };
            Own {
                id: own.id.clone(),
                is_page: own.is_page,
                version: draft["version"].as_i64().unwrap_or_default(),
                mark: mark(draft),
                above: above.unwrap_or_default().to_owned(),
                live: (!live.is_null()).then(|| mark(live)),
            }
        })
        .collect()
}

/// What a client was told is there, and what it was not told is there whole or not at all.
async fn reconcile(url: &str, client: &mut Client, when: &str) -> bool {
    let mut outcomes = vec![client.own.clone()];
    let sent = client.sent.take();
    if let Some(sent) = &sent {
        let mut after = client.after(sent);
        if matches!(sent.action, Action::Create { .. }) {
            let query = "query($mark: String!) { preview { pages(filter: {title: {startsWith: $mark}}) { nodes { id title { value } } } } }";
            let found = ask(url, Some(&client.token), query, &json!({ "mark": sent.mark })).await;
            let found = found["preview"]["pages"]["nodes"].as_array().expect("a list").iter();
            let ids: Vec<&str> = found
                .filter(|page| page["title"]["value"] == sent.mark.as_str())
                .filter_map(|page| page["id"].as_str())
                .collect();
            assert!(ids.len() <= 1, "{when}: made twice: {ids:?}");
            if let (Some(id), Some(new)) = (ids.first(), after.last_mut()) {
                (*id).clone_into(&mut new.id);
                outcomes = vec![after];
            }
        } else {
            outcomes.push(after);
        }
    }
    let seen = seen(url, &client.token, &outcomes[0]).await;
    let found = outcomes.iter().position(|outcome| *outcome == seen);
    assert!(
        found.is_some(),
        "{when}: client {} sent {sent:?}\nfound {seen:#?}\nnot one of {outcomes:#?}",
        client.number
    );
    let was_done = seen != client.own;
    client.own = seen;
    was_done
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

/// Clients with two departments each, below two that are public.
async fn clients(url: &str, token: &str) -> Vec<Client> {
    let create = async |slug: &str, parent: Option<&str>| {
        let mut input = json!({ "slug": slug, "building": slug,
            "texts": [{ "locale": "de", "name": slug }, { "locale": "en", "name": slug }] });
        if let Some(parent) = parent {
            input["parent"] = json!(parent);
        }
        let query = document("departmentCreate", "department { id }");
        let data = ask(url, Some(token), &query, &json!({ "input": input })).await;
        let id = data["departmentCreate"]["department"]["id"].as_str();
        id.unwrap_or_else(|| panic!("{data}")).to_owned()
    };
    let roots = [create("wurzel1", None).await, create("wurzel2", None).await];
    let items: Vec<Value> = roots.iter().map(|id| json!({ "id": id, "expectedVersion": 1 })).collect();
    let input = json!({ "items": items, "locales": ["de", "en"] });
    ask(url, Some(token), &document("contentPublish", ""), &json!({ "input": input })).await;
    let mut clients = Vec::new();
    for number in 0..CLIENTS {
        let mut own = Vec::new();
        for (place, root) in roots.iter().enumerate() {
            let mark = format!("amt{number}x{place}");
            let (above, live, is_page) = (root.clone(), None, false);
            own.push(Own { id: create(&mark, Some(&above)).await, is_page, version: 1, mark, above, live });
        }
        let random = Random(u64::try_from(number).expect("few clients") + 100 * seed().unwrap_or(1));
        let (token, roots) = (token.to_owned(), roots.clone());
        let (sent, count, acknowledged) = (None, 0, 0);
        clients.push(Client { number, token, roots, own, sent, count, acknowledged, random });
    }
    clients
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

on_both_databases! {
    async fn what_is_acknowledged_survives_a_kill_and_nothing_is_there_by_half(database: TestDatabase) {
        let create = ["account", "create", "--role", "admin", "--name", "Ada", "--email", "ada@example.org", "--database-url", &database.url];
        let output = Program::run(&create, database.folder.path()).await;
        let token = String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned();
        let (mut program, _) = start(&database).await;
        let mut clients = clients(&program.url, &token).await;
        let mut random = Random(seed().unwrap_or(1));
        let (mut starts, mut unheard, mut halted) = (Vec::new(), 0, 0);
        let kills = rounds(KILLS);
        for kill in 1..=kills {
            let after = Duration::from_millis(60 + random.next() % 500);
            (_, clients) = write(program, clients, usize::MAX, Some(after)).await;
            let (restarted, took) = start(&database).await;
            program = restarted;
            starts.push(took);
            settle(&database).await;
            let when = format!("after kill {kill} of {kills}");
            database.assert_whole(&when).await;
            for client in &mut clients {
                halted += usize::from(client.sent.is_some());
                unheard += usize::from(reconcile(&program.url, client, &when).await);
            }
        }
        let before: Vec<usize> = clients.iter().map(|client| client.acknowledged).collect();
        (_, clients) = match write(program, clients, 5, None).await {
            (Some(program), clients) => {
                program.stop().await;
                (None::<Program>, clients)
            }
            (None, clients) => (None, clients),
        };
        assert!(clients.iter().zip(before).all(|(client, before)| client.acknowledged > before), "writes go on");
        database.assert_whole("in the end").await;
        let acknowledged: usize = clients.iter().map(|client| client.acknowledged).sum();
        let longest = starts.iter().max().copied().unwrap_or_default();
        let mean = starts.iter().sum::<Duration>() / u32::try_from(starts.len()).expect("few starts").max(1);
        println!("{kills} kills, {acknowledged} acknowledged, {halted} in flight, of which {unheard} were done; a start takes {mean:?}, at most {longest:?}");
    }
}
