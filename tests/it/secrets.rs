//! Passwords and tokens stand in no log and no error, whatever goes wrong with them.

use serde_json::{Value, json};

use crate::support::{Program, TestDatabase};

const PASSWORD: &str = "streng-geheimes-passwort";
/// A password that came as a number, which no fault may repeat.
const NUMBER: u64 = 918_273_645_546_372;

on_both_databases! {
    async fn a_secret_is_in_no_log_and_no_error(database: TestDatabase) {
        let log = database.file("log");
        let arguments = ["--database-url", &database.url, "--demo", "--log", "trace", "--access-log", "true"];
        let mut program = Program::serve_logging(&arguments, database.folder.path(), &log).await;
        let line = program.lines(1).await.remove(0);
        let admin = line.split("Bearer ").nth(1).and_then(|rest| rest.split('"').next()).expect("a token").to_owned();
        let client = reqwest::Client::new();
        let ask = async |token: Option<&str>, body: Value| {
            let mut request = client.post(&program.url).json(&body);
            if let Some(token) = token {
                request = request.bearer_auth(token);
            }
            request.send().await.expect("an answer").text().await.expect("text")
        };
        let create = "mutation($input: AccountCreateInput!) { accountCreate(input: $input) { account { id } problems { message code } } }";
        let account = json!({ "name": "Kim", "email": "kim@example.org", "password": PASSWORD });
        let answer = ask(Some(&admin), json!({ "query": create, "variables": { "input": account } })).await;
        let answer: Value = serde_json::from_str(&answer).expect("JSON");
        let id = answer["data"]["accountCreate"]["account"]["id"].as_str().expect("an id").to_owned();
        let sign_in = "mutation($input: SignInInput!) { signIn(input: $input) { token problems { message } } }";
        let attempt = |password: Value| json!({ "query": sign_in, "variables": { "input": { "email": "kim@example.org", "password": password, "tokenName": "a" } } });
        let answer: Value = serde_json::from_str(&ask(None, attempt(json!(PASSWORD))).await).expect("JSON");
        let token = answer["data"]["signIn"]["token"].as_str().expect("a token").to_owned();
        let made = ask(Some(&token), json!({ "query": r#"mutation { tokenCreate(input: {name: "b"}) { secret } }"# })).await;
        let made: Value = serde_json::from_str(&made).expect("JSON");
        let made = made["data"]["tokenCreate"]["secret"].as_str().expect("a token").to_owned();

        let wrong = format!("{PASSWORD}-falsch");
        let mut answers = vec![
            ask(None, attempt(json!(wrong))).await,
            ask(None, attempt(json!(NUMBER))).await,
            ask(None, attempt(json!([PASSWORD, NUMBER]))).await,
            ask(None, attempt(json!({ "is": PASSWORD }))).await,
            ask(Some("wgw_unbekannt-streng-geheimes"), json!({ "query": "{ __typename }" })).await,
        ];
        for document in [
            format!(r#"mutation {{ signIn(input: {{email: "kim@example.org", password: {NUMBER}, tokenName: "a"}}) {{ token }} }}"#),
            format!(r#"mutation {{ signIn(input: {{email: "kim@example.org", password: "{PASSWORD}", tokenName: "a"}}) {{ token "#),
            format!(r#"mutation {{ signIn(input: {{email: "kim@example.org", password: "{PASSWORD}, tokenName: "a"}}) {{ token }} }}"#),
            format!(r#"mutation {{ signIn(input: {{email: "kim@example.org", password: "{PASSWORD}", tokenNam: "a"}}) {{ token }} }}"#),
            format!(r#"mutation {{ signIn(input: {{email: "kim@example.org", password: ["{PASSWORD}"], tokenName: "a"}}) {{ token }} }}"#),
            format!(r#"mutation {{ signIn(input: {{email: "kim@example.org", password: "{PASSWORD}"}}) {{ token }} }}"#),
            format!(r#"mutation {{ signIn(input: "{PASSWORD}") {{ token }} }}"#),
            r#"mutation { signIn(input: {email: "kim@example.org", password: geheim, tokenName: "a"}) { token } }"#.to_owned(),
        ] {
            answers.push(ask(None, json!({ "query": document })).await);
        }
        let update = "mutation($input: AccountUpdateInput!) { accountUpdate(input: $input) { problems { message } } }";
        for (current, new) in [(wrong.as_str(), PASSWORD), (PASSWORD, "geheim")] {
            let input = json!({ "id": id, "currentPassword": current, "set": { "password": new } });
            answers.push(ask(Some(&token), json!({ "query": update, "variables": { "input": input } })).await);
        }
        for answer in &answers {
            for secret in ["geheim", &NUMBER.to_string(), &token, &admin] {
                assert!(!answer.contains(secret), "{secret} in {answer}");
            }
        }
        program.stop().await;
        let log = std::fs::read_to_string(&log).expect("the log");
        assert!(log.contains("somebody signed in"), "there is a log");
        for secret in ["geheim", &NUMBER.to_string(), &token, &made, &admin, "kim@example.org", "wgw_"] {
            let line = log.lines().find(|line| line.contains(secret));
            assert_eq!(line, None, "{secret}");
        }
    }
}
