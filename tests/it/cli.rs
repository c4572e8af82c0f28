//! The program as its operators meet it.

use std::process::Output;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::support::{Database, Program, TestDatabase};

/// What it printed, as text.
fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// It refused: not zero, one line that says why, and no panic.
fn assert_refused(output: &Output, words: &[&str]) {
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    assert!(said.starts_with("wegweiser: "), "{said}");
    assert!(words.iter().all(|word| said.contains(word)), "{words:?} in {said}");
    assert!(!said.contains("panicked"), "{said}");
}

fn database_url(database: &TestDatabase) -> [&str; 2] {
    ["--database-url", &database.url]
}

async fn ask(url: &str, query: &str) -> Value {
    let request = reqwest::Client::new().post(url).json(&json!({ "query": query }));
    request.send().await.expect("an answer").json().await.expect("JSON")
}

on_both_databases! {
    async fn one_command_serves_the_demo_city(database: TestDatabase) {
        let [flag, url] = database_url(&database);
        let mut program = Program::serve(&[flag, url, "--demo"], database.folder.path()).await;
        let query = r#"{ department(by: {slug: "migration-integration"}) { name { value } } }"#;
        let body = ask(&program.url, query).await;
        assert_eq!(body["data"]["department"]["name"]["value"], "Abteilung Migration und Integration");
        let ready = reqwest::get(program.url.replace("/graphql", "/health/ready")).await.expect("an answer");
        assert_eq!(ready.status(), reqwest::StatusCode::OK);
        program.signal("INT").await;
        program.wait_for_log("stopped").await;
        assert_eq!(program.end().await.code(), Some(0));

        // A second start finds the city and leaves it as it is.
        let program = Program::serve(&[flag, url, "--demo"], database.folder.path()).await;
        assert_eq!(ask(&program.url, "{ staff { totalCount } }").await["data"]["staff"]["totalCount"], 41);
        program.signal("TERM").await;
        assert_eq!(program.end().await.code(), Some(0));
    }

    async fn the_demo_is_never_loaded_beside_other_content(database: TestDatabase) {
        let [flag, url] = database_url(&database);
        let loaded = Program::run(&["demo", flag, url], database.folder.path()).await;
        assert!(loaded.status.success(), "{}", text(&loaded.stderr));
        assert_eq!(text(&loaded.stdout), "Loaded 118 contents.\n");
        let again = Program::run(&["demo", flag, url], database.folder.path()).await;
        assert_refused(&again, &["has content already"]);
        assert_eq!(text(&again.stdout), "");
    }

    async fn two_that_load_the_demo_at_once_load_it_once(database: TestDatabase) {
        let [flag, url] = database_url(&database);
        let (arguments, folder) = (["demo", flag, url], database.folder.path());
        let (first, second) = tokio::join!(Program::run(&arguments, folder), Program::run(&arguments, folder));
        let (loaded, refused) = if first.status.success() { (first, second) } else { (second, first) };
        assert_eq!(text(&loaded.stdout), "Loaded 118 contents.\n", "{}", text(&loaded.stderr));
        assert_refused(&refused, &["has content already"]);
    }

    async fn a_newer_database_is_left_alone(database: TestDatabase) {
        let [flag, url] = database_url(&database);
        let migrated = Program::run(&["migrate", flag, url], database.folder.path()).await;
        assert!(migrated.status.success(), "{}", text(&migrated.stderr));
        database.pretend_newer().await;
        for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["migrate"], &["demo"]] {
            let output = Program::run(&[command, &[flag, url]].concat(), database.folder.path()).await;
            assert_refused(&output, &["newer", "m29991231_1_from_the_future"]);
        }
    }

    async fn a_folder_of_ones_own_can_be_the_demo(database: TestDatabase) {
        let folder = database.file("stadt");
        for (file, words) in [
            ("departments/amt.toml", "position = 1\n[text.de]\nname = \"Amt\"\n"),
            (
                "staff/a.toml",
                "department = \"amt\"\nposition = 1\ngiven_name = \"A\"\nfamily_name = \"B\"\n[text.de]\nrole_title = \"C\"\n",
            ),
        ] {
            let file = folder.join(file);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(file, words).expect("a file");
        }
        let [flag, url] = database_url(&database);
        let arguments = ["demo", flag, url, "--demo-folder", folder.to_str().expect("a path")];
        std::fs::write(folder.join("staff/b.toml"), "department = \"nirgends\"\n").expect("a file");
        assert_refused(&Program::run(&arguments, database.folder.path()).await, &["b.toml"]);
        std::fs::remove_file(folder.join("staff/b.toml")).expect("it was there");
        let loaded = Program::run(&arguments, database.folder.path()).await;
        assert_eq!((text(&loaded.stdout), text(&loaded.stderr)), ("Loaded 2 contents.\n", ""));
    }
}

#[tokio::test]
async fn requests_under_way_are_finished_before_it_ends() {
    let database = Database::Sqlite.with_demo().await.expect("SQLite is always there");
    let mut program = Program::serve(&database_url(&database), database.folder.path()).await;
    let address = program.url.trim_start_matches("http://").trim_end_matches("/graphql").to_owned();
    let mut socket = TcpStream::connect(&address).await.expect("a connection");
    let body = r#"{"query": "{ offices { totalCount } }"}"#;
    let head = format!(
        "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    socket.write_all(head.as_bytes()).await.expect("an open connection");
    let mut interim = [0; 25];
    socket.read_exact(&mut interim).await.expect("it asks for the body");
    assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\n\r\n");
    program.signal("TERM").await;
    let line = program.wait_for_log("stopping").await;
    assert!(!line.contains('\u{1b}'), "no colours where no terminal is: {line:?}");
    socket.write_all(body.as_bytes()).await.expect("an open connection");
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.expect("an answer, then the end");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(r#""totalCount":7"#), "{answer}");
    assert_eq!(program.end().await.code(), Some(0));
    TcpStream::connect(&address).await.expect_err("nobody listens any more");
}

#[tokio::test]
async fn a_taken_port_is_told_before_a_database_is_made() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let taken = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let output = Program::run(&["serve", "--listen", &address], folder.path()).await;
    assert_refused(&output, &[&address, "already in use"]);
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 0);
}

#[tokio::test]
async fn a_database_that_cannot_be_opened_is_told_in_one_line() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(
        folder.path().join("text.db"),
        "This is no database, but a letter to its reader. ".repeat(200),
    )
    .expect("a file");
    std::fs::create_dir(folder.path().join("folder.db")).expect("a folder");
    for (url, word) in [
        ("sqlite:nowhere/city.db", "nowhere/city.db"),
        ("sqlite:folder.db", "folder.db"),
        ("sqlite:text.db", "not a database"),
        ("sqlite::memory:", "memory"),
        ("mysql://root@localhost/city", "mysql"),
        ("", "sqlite:FILE"),
        ("postgres://city:hunter2@127.0.0.1:1/city", "127.0.0.1:1"),
        ("postgres://city:hunter2@127.0.0.1:1/city", "Connection refused"),
    ] {
        for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["migrate"]] {
            let output = Program::run(&[command, &["--database-url", url]].concat(), folder.path()).await;
            assert_refused(&output, &[word]);
            assert!(!text(&output.stderr).contains("hunter2"), "a password is never shown");
        }
    }
}

#[tokio::test]
async fn settings_come_from_the_environment_too() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = async |name: &str, value: &str| {
        let mut command = Program::command(&["migrate"], folder.path());
        command.env(name, value).output().await.expect("it starts")
    };
    assert!(run("DATABASE_URL", "sqlite:other.db").await.status.success());
    assert!(folder.path().join("other.db").is_file());
    assert!(!folder.path().join("wegweiser.db").exists());
    let output = run("WEGWEISER_LOG_FORMAT", "carrier-pigeon").await;
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert_refused(&run("WEGWEISER_LOG", "a=b=c").await, &["log filter"]);
}

#[tokio::test]
async fn an_empty_variable_is_as_none_where_a_setting_has_no_default() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    // It gets as far as the address, which is nobody's here.
    let run = async |variables: &[&str], arguments: &[&str]| {
        let arguments = [&["serve", "--listen", "192.0.2.1:1"], arguments].concat();
        let mut command = Program::command(&arguments, folder.path());
        command.envs(variables.iter().map(|name| (name, "")));
        command.output().await.expect("it starts")
    };
    let variables = [
        "WEGWEISER_PAGE_URL",
        "WEGWEISER_DEPARTMENT_URL",
        "WEGWEISER_PERSON_URL",
        "WEGWEISER_OFFICE_URL",
        "WEGWEISER_CORS_ORIGINS",
        "WEGWEISER_AREA_CODE",
        "WEGWEISER_HOLIDAYS",
        "WEGWEISER_DEMO",
        "WEGWEISER_DEMO_FOLDER",
    ];
    assert_refused(&run(&variables, &[]).await, &["192.0.2.1:1"]);
    for name in
        ["WEGWEISER_LISTEN", "WEGWEISER_TIME_ZONE", "WEGWEISER_MAX_COST", "WEGWEISER_TRUSTED_DOCUMENTS"]
    {
        let output = Program::command(&["serve"], folder.path()).env(name, "").output().await;
        assert_eq!(output.expect("it starts").status.code(), Some(2), "{name}");
    }
    let mut command = Program::command(&["migrate"], folder.path());
    assert!(!command.env("DATABASE_URL", "").output().await.expect("it starts").status.success());
    let output = run(&[], &["--page-url", ""]).await;
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
}

#[tokio::test]
async fn help_lists_every_setting_with_its_variable() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = Program::run(&["serve", "--help"], folder.path()).await;
    let help = text(&output.stdout);
    let source = [
        include_str!("../../src/config.rs"),
        include_str!("../../src/config/bounds.rs"),
        include_str!("../../src/config/front_end.rs"),
        include_str!("../../src/config/http.rs"),
    ]
    .concat();
    let variables: Vec<&str> =
        source.split("env = \"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(variables.len() > 10, "{variables:?}");
    for variable in variables {
        assert!(help.contains(&format!("[env: {variable}")), "{variable} in {help}");
    }
    for flag in ["--listen", "--database-url", "--demo", "--grace", "--log-format"] {
        assert!(help.contains(flag), "{flag} in {help}");
    }
    assert!(
        help.contains("[default: 127.0.0.1:8000]") && help.contains("[default: sqlite:wegweiser.db]"),
        "{help}"
    );
    let output = Program::run(&["--help"], folder.path()).await;
    for command in ["serve", "migrate", "demo", "schema"] {
        assert!(text(&output.stdout).contains(&format!("\n  {command}")), "{command}");
    }
}

#[tokio::test]
async fn the_log_can_be_json() {
    let database = Database::Sqlite.migrated().await.expect("SQLite is always there");
    let arguments = ["--log-format", "json", "--database-url", &database.url];
    let mut program = Program::serve(&arguments, database.folder.path()).await;
    let request = reqwest::Client::new().post(&program.url).header("x-request-id", "log-1");
    let response = request.json(&json!({ "query": "{ __typename }" })).send().await.expect("an answer");
    assert_eq!(response.headers()["x-request-id"], "log-1");
    let line = program.wait_for_log("log-1").await;
    let line: Value = serde_json::from_str(&line).expect("a line is JSON");
    assert_eq!((&line["level"], &line["span"]["id"]), (&json!("INFO"), &json!("log-1")));
    assert!(line["timestamp"].is_string(), "{line}");
}

#[tokio::test]
async fn bounds_that_would_let_nobody_in_are_refused_at_the_start() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (flag, value) in [
        ("--max-connections", "0"),
        ("--max-connections", "2305843009213693952"),
        ("--max-connections-per-address", "0"),
        ("--max-body-bytes", "0"),
        ("--max-body-bytes", "18446744073709551615"),
        ("--max-pending-body-bytes", "0"),
        ("--max-requests", "0"),
        ("--grace", "18446744073709551615"),
    ] {
        let output = Program::run(&["serve", flag, value], folder.path()).await;
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{flag} {value}: {said}");
        assert!(said.contains(flag) && said.contains(value), "{said}");
    }
}

#[tokio::test]
async fn an_origin_that_no_browser_sends_is_refused_at_the_start() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for origin in ["https://*.e.org", "https://*"] {
        let output = Program::run(&["serve", "--cors-origin", origin], folder.path()).await;
        assert_refused(&output, &[origin, "* alone for any"]);
    }
}

#[tokio::test]
async fn a_front_end_that_is_nowhere_is_refused_at_the_start() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (flag, value, words) in [
        ("--page-url", "{+path}", "write it whole, for example https://www.stadt.example{+path}"),
        ("--page-url", "https://stadt.example/{slug}", "`{slug}` is not known here"),
        ("--department-url", "ftp://stadt.example/{slug}", "no address on the web"),
        ("--department-url", "https://stadt.example/", "`{id}` or `{slug}`"),
        ("--person-url", "https://stadt.example/{slug}", "there are `{id}` and `{locale}`"),
        ("--office-url", "https://stadt.example/{slug", "no URI template (RFC 6570)"),
        ("--office-url", "https://stadt.example/{id:3}", "write it without the \":\""),
        ("--person-url", "https://stadt.example{locale}/{id}", "its host ends otherwise"),
        ("--page-url", "https://stadt.example/{+path}", "write `{+path}` without one before it"),
    ] {
        let output = Program::run(&["serve", flag, value], folder.path()).await;
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{flag} {value}: {said}");
        assert!(said.contains(flag) && said.contains(value) && said.contains(words), "{said}");
    }
}
