//! The accounts of the demo city, and their tokens at a start.

use std::process::Stdio;

use serde_json::{Value, json};

use crate::support::{Program, TestDatabase};

async fn ask(url: &str, token: &str, query: &str) -> (u16, Value) {
    let request = reqwest::Client::new().post(url).json(&json!({ "query": query })).bearer_auth(token);
    let response = request.send().await.expect("an answer");
    (response.status().as_u16(), response.json().await.expect("JSON"))
}

/// The token in a line such as `Editor         {"Authorization": "Bearer wgw_…"}`.
fn token_in(line: &str, who: &str) -> String {
    let (name, header) = line.split_at(who.len());
    assert_eq!(name, who, "{line}");
    let header: Value = serde_json::from_str(header.trim()).expect("a header as JSON");
    header["Authorization"]
        .as_str()
        .and_then(|value| value.strip_prefix("Bearer "))
        .expect("a token")
        .to_owned()
}

fn tokens_in(lines: &[String]) -> [String; 3] {
    assert_eq!(lines.len(), 3, "{lines:?}");
    [(0, "Administrator"), (1, "Editor"), (2, "Translator")].map(|(line, who)| token_in(&lines[line], who))
}

on_both_databases! {
    async fn a_demo_prints_tokens_that_hold_until_the_next_start(database: TestDatabase) {
        let arguments = ["--database-url", &database.url, "--demo"];
        let mut program = Program::serve(&arguments, database.folder.path()).await;
        let first = tokens_in(&program.lines(3).await);
        let who = "{ viewer { email grants { role department { slug } locales } token { name expiresAt } } }";
        let mut grants = Vec::new();
        for token in &first {
            let (status, body) = ask(&program.url, token, who).await;
            assert_eq!(status, 200, "{body}");
            assert!(body["data"]["viewer"]["token"]["expiresAt"].is_string(), "{body}");
            grants.push(body["data"]["viewer"]["grants"].clone());
        }
        let expected = [
            json!([{ "role": "ADMIN", "department": null, "locales": null }]),
            json!([{ "role": "EDITOR", "department": { "slug": "referat-migration-integration" }, "locales": null }]),
            json!([{ "role": "TRANSLATOR", "department": null, "locales": ["en"] }]),
        ];
        assert_eq!(grants, expected);
        // An account that an administrator made is none of the demo's.
        let make = r#"mutation { accountCreate(input: {name: "Kim", email: "kim@example.org"}) { account { id } } }"#;
        let (_, body) = ask(&program.url, &first[0], make).await;
        let id = body["data"]["accountCreate"]["account"]["id"].as_str().expect("an id").to_owned();
        let make = format!(r#"mutation {{ tokenCreate(input: {{name: "a", accountId: "{id}"}}) {{ secret }} }}"#);
        let (_, body) = ask(&program.url, &first[0], &make).await;
        let kims = body["data"]["tokenCreate"]["secret"].as_str().expect("a token").to_owned();
        assert_eq!(program.stop().await, [""; 0]);

        // Without --demo nothing is printed, and nothing is revoked.
        let program = Program::serve(&arguments[..2], database.folder.path()).await;
        assert_eq!(ask(&program.url, &first[1], who).await.0, 200);
        assert_eq!(program.stop().await, [""; 0]);

        let mut program = Program::serve(&arguments, database.folder.path()).await;
        let second = tokens_in(&program.lines(3).await);
        for (token, status) in first.iter().map(|token| (token, 401)).chain(second.iter().map(|token| (token, 200))) {
            assert_eq!(ask(&program.url, token, who).await.0, status);
        }
        assert_eq!(ask(&program.url, &kims, who).await.0, 200);
        program.stop().await;

        // Where others can reach the server, they are gone, and none are printed.
        let open = [&arguments[..], &["--listen", "0.0.0.0:0"]].concat();
        let program = Program::start(&open, database.folder.path(), Stdio::null()).await;
        let url = program.url.replace("0.0.0.0", "127.0.0.1");
        for token in &second {
            assert_eq!(ask(&url, token, who).await.0, 401);
        }
        assert_eq!(ask(&url, &kims, who).await.0, 200);
        let lines = program.stop().await;
        assert_eq!(lines, ["No tokens of the demo accounts are printed: others can reach this address."]);
    }

    async fn a_city_of_ones_own_gets_no_demo_accounts(database: TestDatabase) {
        let folder = database.file("stadt/departments");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("amt.toml"), "position = 1\n[text.de]\nname = \"Amt\"\n").expect("a file");
        let stadt = database.file("stadt");
        let arguments = ["--database-url", &database.url, "--demo-folder", stadt.to_str().expect("a path")];
        let loaded = Program::run(&[&["demo"], &arguments[..]].concat(), database.folder.path()).await;
        assert!(loaded.status.success(), "{loaded:?}");
        let program = Program::serve(&["--database-url", &database.url, "--demo"], database.folder.path()).await;
        assert_eq!(program.stop().await, [""; 0]);
        let list = Program::run(&["account", "list", "--database-url", &database.url], database.folder.path()).await;
        assert_eq!(list.stdout, b"");
    }
}
