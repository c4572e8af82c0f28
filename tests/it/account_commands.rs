//! `wegweiser account`: as whoever runs the server manages accounts.

use std::process::{Output, Stdio};

use serde_json::json;
use tokio::io::AsyncWriteExt;

use crate::support::{Program, TestApp, TestDatabase};

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

async fn run(database: &TestDatabase, arguments: &[&str]) -> Output {
    let all = [&["account"], arguments, &["--database-url", &database.url]].concat();
    Program::run(&all, database.folder.path()).await
}

/// Runs it with something on standard input.
async fn run_with(database: &TestDatabase, arguments: &[&str], input: &[u8]) -> Output {
    let all = [&["account"], arguments, &["--database-url", &database.url, "--log", "trace"]].concat();
    let mut command = Program::command(&all, database.folder.path());
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(input).await.expect("it listens");
    drop(stdin);
    child.wait_with_output().await.expect("it ends")
}

fn said(output: &Output) -> &str {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said = text(&output.stderr);
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    assert!(said.starts_with("wegweiser: ") && output.stdout.is_empty(), "{output:?}");
    said
}

on_both_databases! {
    async fn the_first_administrator_is_made_on_the_command_line(database: TestDatabase) {
        let create = ["create", "--role", "admin", "--name", "Erste Person", "--email", "Erste@example.org", "--password-stdin"];
        let output = run_with(&database, &create, b"ein langes Passwort\n").await;
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let token = text(&output.stdout).strip_suffix('\n').expect("a line").to_owned();
        assert!(token.starts_with("wgw_") && !token.contains(char::is_whitespace), "{token}");
        let log = text(&output.stderr);
        assert!(log.contains("an account was made"), "{log}");
        assert!(!log.contains(&token) && !log.contains("langes"), "{log}");

        let app = TestApp::over(database).await;
        let data = app.data_as(&token, "{ viewer { name email grants { role } token { name expiresAt } } }", json!({})).await;
        assert_eq!(data["viewer"]["grants"], json!([{ "role": "ADMIN" }]));
        assert_eq!(data["viewer"]["email"], "erste@example.org");
        assert!(data["viewer"]["token"]["expiresAt"].is_string(), "{data}");
        let query = r#"mutation { signIn(input: {email: "erste@example.org", password: "ein langes Passwort", tokenName: "a"}) { token } }"#;
        assert!(app.data(query).await["signIn"]["token"].is_string());
        let query = r#"mutation { accountCreate(input: {name: "Zweite", email: "zweite@example.org"}) { account { name } problems { code } } }"#;
        assert_eq!(app.data_as(&token, query, json!({})).await["accountCreate"]["account"]["name"], "Zweite");
    }

    async fn accounts_are_listed_disabled_and_given_tokens_and_passwords(database: TestDatabase) {
        let demo = Program::run(&["demo", "--database-url", &database.url], database.folder.path()).await;
        assert!(demo.status.success() && !text(&demo.stdout).contains("wgw_"), "{demo:?}");
        let output = run(&database, &["create", "--role", "editor", "--name", "Kim", "--email", "kim@example.org",
            "--department", "bauamt", "--locale", "de", "--locale", "EN"]).await;
        let first = text(&output.stdout).trim_end().to_owned();
        let output = run(&database, &["list"]).await;
        let lines: Vec<Vec<&str>> = text(&output.stdout).lines().map(|line| line.split('\t').collect()).collect();
        assert_eq!(lines.len(), 4);
        assert_eq!(lines[0][1..], ["alma.beispiel@example.org", "active", "admin", "Alma Beispiel"]);
        assert_eq!((lines[3][1], lines[3][4]), ("kim@example.org", "Kim"));
        assert!(lines[3][3].starts_with("editor below ") && lines[3][3].ends_with(" in de en"), "{lines:?}");
        let id = lines[3][0].to_owned();

        let second = text(&run(&database, &["token", &id, "--expires-in", "1"]).await.stdout).trim_end().to_owned();
        let output = run(&database, &["disable", "ALMA.beispiel@example.org"]).await;
        assert!(said(&output).contains("nobody would be left who manages accounts"), "{output:?}");
        assert!(run(&database, &["disable", "KIM@example.org"]).await.status.success());
        assert!(said(&run(&database, &["token", "kim@example.org"]).await).contains("disabled"));
        assert!(run(&database, &["enable", &id]).await.status.success());
        let third = text(&run(&database, &["token", "kim@example.org"]).await.stdout).trim_end().to_owned();
        let output = run_with(&database, &["password", "kim@example.org", "--password-stdin"], b"kurz").await;
        assert!(text(&output.stderr).contains("needs 12") && output.status.code() == Some(1), "{output:?}");
        let output = run_with(&database, &["password", "kim@example.org", "--password-stdin"], b"ein langes Passwort\r\n").await;
        assert!(output.status.success(), "{output:?}");
        let fourth = text(&run(&database, &["token", "kim@example.org"]).await.stdout).trim_end().to_owned();
        let app = TestApp::over(database).await;
        for token in [first, second, third] {
            assert!(!app.takes(&token).await, "revoked with the account or the old password");
        }
        assert!(app.takes(&fourth).await);
    }

    async fn what_is_wrong_is_told_in_one_line(database: TestDatabase) {
        let create = |rest: &[&'static str]| [&["create", "--name", "Kim", "--email", "kim@example.org"], rest].concat();
        for (arguments, word) in [
            (create(&["--role", "editor", "--department", "nirgends"]), "no department \"nirgends\""),
            (create(&["--role", "translator", "--locale", "de"]), "source"),
            (create(&["--role", "translator", "--locale", "tlh-x-y"]), "tlh-x-y"),
            (create(&["--role", "admin", "--locale", "en"]), "every locale"),
            (vec!["create", "--role", "admin", "--name", " ", "--email", "kim"], "a name is needed; the e-mail address has no"),
            (vec!["token", "niemand@example.org"], "no account"),
            (vec!["disable", "018f4e2a-7c3b-7d5e-9f10-2b3c4d5e6f70"], "no account"),
        ] {
            let output = run(&database, &arguments).await;
            assert!(said(&output).contains(word), "{word}: {output:?}");
        }
        assert_eq!(text(&run(&database, &["list"]).await.stdout), "");
        let output = run(&database, &["password", "kim@example.org"]).await;
        assert_eq!(output.status.code(), Some(2), "a password is never an argument: {output:?}");
    }
}
