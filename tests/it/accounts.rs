//! Accounts and grants: who makes them, who sees them, what is refused.

use serde_json::{Value, json};
use wegweiser::domain::permission::Role;
use wegweiser::editing::Actor;

use crate::support::{Empty, TestAccount, TestApp, code_of, problems_of};

const CREATE: &str = "mutation($input: AccountCreateInput!) { accountCreate(input: $input) {
    account { id name email hasPassword isDisabled grants { id role departmentId locales department { slug } } }
    problems { code path message } } }";
const UPDATE: &str = "mutation($input: AccountUpdateInput!) { accountUpdate(input: $input) {
    account { name email hasPassword } problems { code path message } } }";
const DISABLE: &str = "mutation($input: AccountDisableInput!) { accountDisable(input: $input) {
    account { isDisabled disabledAt tokens { id } } problems { code path } } }";
const ENABLE: &str = "mutation($input: AccountEnableInput!) { accountEnable(input: $input) {
    account { isDisabled disabledAt } problems { code path } } }";
const ADD: &str = "mutation($input: GrantAddInput!) { grantAdd(input: $input) {
    account { grants { id role locales } } problems { code path } } }";
const REMOVE: &str = "mutation($input: GrantRemoveInput!) { grantRemove(input: $input) {
    account { grants { role } } problems { code path } } }";

const NOBODY: &str = "018f4e2a-7c3b-7d5e-9f10-2b3c4d5e6f70";

/// The payload of a mutation.
async fn run(app: &TestApp, who: &TestAccount, query: &str, input: Value) -> Value {
    let mut data = app.data_as(&who.token, query, json!({ "input": input })).await;
    let field = data.as_object_mut().and_then(|data| data.values_mut().next());
    field.expect("one field").take()
}

async fn grant_id(app: &TestApp, who: &TestAccount) -> Value {
    let query = "query($id: ID!) { account(id: $id) { grants { id } } }";
    let mut data = app.data_as(&who.token, query, json!({ "id": who.id })).await;
    data["account"]["grants"][0]["id"].take()
}

on_both_databases! {
    async fn an_administrator_makes_accounts_and_sees_them_all(app: TestApp) {
        let admin = app.administrator().await;
        let department = app.department_id("bauamt").await;
        let input = json!({ "name": " Kim Muster ", "email": "Kim@Example.org", "password": "vier Worte sind gut",
            "grants": [{ "role": "EDITOR", "departmentId": department.0, "locales": ["de", "EN"] }, { "role": "TRANSLATOR" }] });
        let payload = run(&app, &admin, CREATE, input.clone()).await;
        assert_eq!(problems_of(&payload), [""; 0], "{payload}");
        let account = &payload["account"];
        assert_eq!((&account["name"], &account["email"]), (&json!("Kim Muster"), &json!("kim@example.org")));
        assert_eq!((&account["hasPassword"], &account["isDisabled"]), (&json!(true), &json!(false)));
        let first = &account["grants"][0];
        assert_eq!((&first["role"], &first["locales"]), (&json!("EDITOR"), &json!(["de", "en"])));
        assert_eq!((&first["departmentId"], &first["department"]["slug"]), (&json!(department.0), &json!("bauamt")));
        assert_eq!(account["grants"][1]["locales"], Value::Null);
        assert_eq!(problems_of(&run(&app, &admin, CREATE, input).await), ["INVALID_FIELD input.email"]);

        let query = "query($after: String, $before: String, $last: Int) { accounts(first: 2) { totalCount pageInfo { hasNextPage endCursor } nodes { name } }
            next: accounts(after: $after) { edges { cursor node { name } } pageInfo { hasPreviousPage hasNextPage } }
            end: accounts(last: $last, before: $before) { nodes { name } pageInfo { hasPreviousPage } } }";
        let data = app.data_as(&admin.token, query, json!({})).await;
        assert_eq!(data["accounts"]["totalCount"], 5, "three of the demo, two of this test: {data}");
        let (page, cursor) = (&data["accounts"]["pageInfo"], &data["accounts"]["pageInfo"]["endCursor"]);
        assert_eq!(page["hasNextPage"], true);
        let data = app.data_as(&admin.token, query, json!({ "after": cursor })).await;
        let edges = &data["next"]["edges"];
        let names: Vec<&Value> = edges.as_array().expect("edges").iter().map(|edge| &edge["node"]["name"]).collect();
        assert_eq!(names, [&json!("Tessa Sample"), &json!("Ada Verwaltung"), &json!("Kim Muster")]);
        assert_eq!(data["next"]["pageInfo"], json!({ "hasPreviousPage": true, "hasNextPage": false }));
        let before = &edges[1]["cursor"];
        let data = app.data_as(&admin.token, query, json!({ "last": 1, "before": before })).await;
        assert_eq!(data["end"], json!({ "nodes": [{ "name": "Tessa Sample" }], "pageInfo": { "hasPreviousPage": true } }));
    }

    async fn all_that_is_wrong_with_an_account_is_said_at_once(app: TestApp) {
        let admin = app.administrator().await;
        let page = app.data("{ pages(first: 1) { nodes { id } } }").await["pages"]["nodes"][0]["id"].take();
        let department = app.department_id("bauamt").await.0;
        let input = json!({ "name": "a\u{202e}b", "email": "kim", "password": "zu kurz", "grants": [
            { "role": "ADMIN", "departmentId": department, "locales": ["de"] },
            { "role": "EDITOR", "locales": [] },
            { "role": "TRANSLATOR", "locales": ["en", "de", "fr", "en"] },
            { "role": "PUBLISHER", "departmentId": NOBODY },
            { "role": "PUBLISHER", "departmentId": page },
        ] });
        let payload = run(&app, &admin, CREATE, input).await;
        assert_eq!(payload["account"], Value::Null);
        let expected = [
            "INVALID_FIELD input.name", "INVALID_FIELD input.email", "INVALID_FIELD input.password",
            "INVALID_FIELD input.grants.0.departmentId", "INVALID_FIELD input.grants.0.locales",
            "INVALID_FIELD input.grants.1.locales", "INVALID_FIELD input.grants.2.locales.1",
            "INVALID_FIELD input.grants.2.locales.2", "INVALID_FIELD input.grants.2.locales.3",
            "NOT_FOUND input.grants.3.departmentId", "NOT_FOUND input.grants.4.departmentId",
        ];
        assert_eq!(problems_of(&payload), expected, "{payload}");
        let input = json!({ "accountId": admin.id, "role": "TRANSLATOR", "locales": ["de"], "departmentId": NOBODY });
        let expected = ["INVALID_FIELD input.locales.0", "NOT_FOUND input.departmentId"];
        assert_eq!(problems_of(&run(&app, &admin, ADD, input).await), expected);
        let input = json!({ "id": admin.id, "set": { "name": null, "email": null, "password": "" } });
        let problems = problems_of(&run(&app, &admin, UPDATE, input).await);
        assert_eq!(problems, ["name", "email", "password"].map(|field| format!("INVALID_FIELD input.set.{field}")));
        let answer = app.ask_as(&admin.token, DISABLE, json!({ "input": { "id": "1" } })).await;
        assert_eq!(code_of(&answer.body), "BAD_REQUEST", "{}", answer.text);
    }

    async fn who_is_no_administrator_sees_and_changes_nobody_else(app: TestApp) {
        let admin = app.administrator().await;
        let editor = app.account("Kim Muster").may(Role::Editor).make().await;
        let (own, foreign) = (grant_id(&app, &editor).await, grant_id(&app, &admin).await);
        let query = "query($id: ID!) { accounts { totalCount nodes { name } } account(id: $id) { name } }";
        let data = app.data_as(&editor.token, query, json!({ "id": admin.id })).await;
        let expected = json!({ "accounts": { "totalCount": 1, "nodes": [{ "name": "Kim Muster" }] }, "account": null });
        assert_eq!(data, expected);
        let data = app.data_as(&editor.token, query, json!({ "id": editor.id })).await;
        assert_eq!(data["account"]["name"], "Kim Muster");

        let say = async |query, input| problems_of(&run(&app, &editor, query, input).await);
        let new = json!({ "name": "", "email": "" });
        assert_eq!(say(CREATE, new).await, ["NOT_PERMITTED input"]);
        for (query, name) in [(DISABLE, "id"), (ENABLE, "id")] {
            assert_eq!(say(query, json!({ name: editor.id })).await, ["NOT_PERMITTED input.id"]);
            assert_eq!(say(query, json!({ name: admin.id })).await, ["NOT_FOUND input.id"]);
            assert_eq!(say(query, json!({ name: NOBODY })).await, ["NOT_FOUND input.id"]);
        }
        assert_eq!(say(REMOVE, json!({ "id": own })).await, ["NOT_PERMITTED input.id"]);
        assert_eq!(say(REMOVE, json!({ "id": foreign })).await, ["NOT_FOUND input.id"]);
        let add = |id| json!({ "accountId": id, "role": "ADMIN" });
        assert_eq!(say(ADD, add(editor.id)).await, ["NOT_PERMITTED input.accountId"]);
        assert_eq!(say(ADD, add(admin.id)).await, ["NOT_FOUND input.accountId"]);
        let set = json!({ "id": admin.id, "set": { "name": "X" } });
        assert_eq!(say(UPDATE, set).await, ["NOT_FOUND input.id"]);
    }

    async fn ones_own_password_needs_the_current_one(app: TestApp) {
        let kim = app.account("Kim Muster").may(Role::Editor).make().await;
        let other = app.account("Nora Ohne").password("noras altes Passwort").make().await;
        let admin = app.administrator().await;
        let set = |account: &TestAccount, current: Value, set: Value| json!({ "id": account.id, "currentPassword": current, "set": set });
        let payload = run(&app, &kim, UPDATE, set(&kim, Value::Null, json!({ "name": "Kim M.", "email": "KM@example.org" }))).await;
        assert_eq!(payload["account"], json!({ "name": "Kim M.", "email": "km@example.org", "hasPassword": false }));
        let taken = run(&app, &kim, UPDATE, set(&kim, Value::Null, json!({ "email": "NORA.ohne@example.org" }))).await;
        assert_eq!(problems_of(&taken), ["INVALID_FIELD input.set.email"]);

        // The first one replaces nothing.
        let password = |password: &str| json!({ "password": password });
        let second = second_token(&app, &kim).await;
        let payload = run(&app, &kim, UPDATE, set(&kim, Value::Null, password("das erste Passwort"))).await;
        assert_eq!(payload["account"]["hasPassword"], true, "{payload}");
        assert!(app.takes(&kim.token).await && !app.takes(&second).await, "other tokens are revoked, this one is not");
        for current in [Value::Null, json!("das falsche Passwort"), json!("")] {
            let payload = run(&app, &kim, UPDATE, set(&kim, current, password("das zweite Passwort"))).await;
            assert_eq!(problems_of(&payload), ["INVALID_FIELD input.currentPassword"]);
        }
        let payload = run(&app, &kim, UPDATE, set(&kim, json!("das erste Passwort"), password("das zweite Passwort"))).await;
        assert_eq!(problems_of(&payload), [""; 0], "{payload}");
        assert!(signs_in(&app, "km@example.org", "das zweite Passwort").await);
        assert!(!signs_in(&app, "km@example.org", "das erste Passwort").await);

        // An administrator need not know it.
        let payload = run(&app, &admin, UPDATE, set(&other, Value::Null, password("noras neues Passwort"))).await;
        assert_eq!(problems_of(&payload), [""; 0]);
        assert!(!app.takes(&other.token).await && signs_in(&app, &other.email, "noras neues Passwort").await);
        let payload = run(&app, &admin, UPDATE, set(&other, Value::Null, json!({ "password": null }))).await;
        assert_eq!(payload["account"]["hasPassword"], false);
        assert!(!signs_in(&app, &other.email, "noras neues Passwort").await);
    }

    async fn a_disabled_account_is_shut_out_at_once(app: TestApp) {
        let admin = app.administrator().await;
        let kim = app.account("Kim Muster").may(Role::Editor).password("vier Worte sind gut").make().await;
        assert!(app.takes(&kim.token).await);
        let payload = run(&app, &admin, DISABLE, json!({ "id": kim.id })).await;
        assert_eq!((&payload["account"]["isDisabled"], &payload["account"]["tokens"]), (&json!(true), &json!([])));
        assert!(!app.takes(&kim.token).await && !signs_in(&app, &kim.email, "vier Worte sind gut").await);
        let payload = run(&app, &admin, ENABLE, json!({ "id": kim.id })).await;
        assert_eq!(payload["account"], json!({ "isDisabled": false, "disabledAt": null }));
        assert!(!app.takes(&kim.token).await, "its tokens stay revoked");
        assert!(signs_in(&app, &kim.email, "vier Worte sind gut").await);
    }

    async fn a_grant_holds_and_ends_at_once(app: TestApp) {
        let admin = app.administrator().await;
        let kim = app.account("Kim Muster").make().await;
        let input = json!({ "accountId": kim.id, "role": "ADMIN" });
        for _ in 0..2 {
            let payload = run(&app, &admin, ADD, input.clone()).await;
            assert_eq!(payload["account"]["grants"].as_array().map(Vec::len), Some(1), "given once: {payload}");
        }
        let all = "{ accounts { totalCount } }";
        assert_eq!(app.data_as(&kim.token, all, json!({})).await["accounts"]["totalCount"], 5);
        let id = grant_id(&app, &kim).await;
        let payload = run(&app, &kim, REMOVE, json!({ "id": id })).await;
        assert_eq!(payload["account"]["grants"], json!([]));
        assert_eq!(app.data_as(&kim.token, all, json!({})).await["accounts"]["totalCount"], 1);
    }

    async fn the_last_administrator_stays(app: Empty) {
        let admin = app.administrator().await;
        let id = grant_id(&app, &admin).await;
        let say = async |query, id: Value| problems_of(&run(&app, &admin, query, json!({ "id": id })).await);
        let last = ["LAST_ADMINISTRATOR input.id"];
        assert_eq!(say(DISABLE, json!(admin.id)).await, last);
        assert_eq!(say(REMOVE, id.clone()).await, last);
        assert!(app.takes(&admin.token).await, "nothing of it happened");
        // One who is disabled manages nothing.
        let other = app.account("Zweite Person").may(Role::Admin).make().await;
        app.app.accounts().disable(&Actor::CommandLine, other.id).await.expect("there is another");
        assert_eq!(say(REMOVE, id.clone()).await, last);
        app.app.accounts().enable(&Actor::CommandLine, other.id).await.expect("it can be enabled");
        assert_eq!(say(REMOVE, id).await, [""; 0]);
    }

    async fn two_administrators_who_remove_each_other_at_once_leave_one(app: Empty) {
        let one = app.account("Eins").may(Role::Admin).make().await;
        for round in 0..4 {
            let other = app.account(&format!("Zwei {round}")).may(Role::Admin).make().await;
            let this = if round == 0 { one.clone() } else { app.account(&format!("Drei {round}")).may(Role::Admin).make().await };
            if round > 0 {
                // Only these two are left.
                for (account, _) in app.app.accounts().list().await.expect("a list") {
                    if account.id != other.id && account.id != this.id {
                        app.app.accounts().disable(&Actor::CommandLine, account.id).await.expect("it is disabled");
                    }
                }
            }
            let disable = |who: &TestAccount, whom: &TestAccount| {
                let (token, id) = (who.token.clone(), whom.id);
                let app = &app;
                async move { app.ask_as(&token, DISABLE, json!({ "input": { "id": id } })).await }
            };
            let (first, second) = tokio::join!(disable(&this, &other), disable(&other, &this));
            let done = [&first, &second].into_iter().filter(|answer| answer.body["data"]["accountDisable"]["account"]["isDisabled"] == true);
            assert_eq!(done.count(), 1, "{} {}", first.text, second.text);
            let active = app.app.accounts().list().await.expect("a list").into_iter().filter(|(account, _)| account.disabled_at.is_none());
            assert_eq!(active.count(), 1);
        }
    }
}

async fn second_token(app: &TestApp, who: &TestAccount) -> String {
    let query = r#"mutation { tokenCreate(input: {name: "zwei"}) { secret } }"#;
    let data = app.data_as(&who.token, query, json!({})).await;
    data["tokenCreate"]["secret"].as_str().expect("a token").to_owned()
}

async fn signs_in(app: &TestApp, email: &str, password: &str) -> bool {
    let query = "mutation($input: SignInInput!) { signIn(input: $input) { token } }";
    let input = json!({ "email": email, "password": password, "tokenName": "Test" });
    app.data_with(query, json!({ "input": input })).await["signIn"]["token"].is_string()
}
