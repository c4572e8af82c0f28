//! Every mutation with an input for each case that rights tell apart. Each try has content and accounts of its own.

use serde_json::{Value, json};
use wegweiser::domain::content::ContentId;
use wegweiser::domain::permission::Role;

use super::{Asker, City, Kind, introspect, refused};
use crate::support::Sketch;

pub async fn rows(city: &City) -> Vec<(String, Vec<String>)> {
    let administrator = city.asker(Kind::Administrator).await;
    let schema = introspect(city, &administrator).await;
    let mut rows = Vec::new();
    for mutation in schema["mutationType"]["fields"].as_array().expect("a list") {
        let name = mutation["name"].as_str().expect("a name");
        let has_input = !mutation["args"].as_array().expect("a list").is_empty();
        let cases = cases(name);
        assert!(!cases.is_empty(), "the mutation {name} is not placed in the matrix of permissions");
        for &case in cases {
            let mut cells = Vec::new();
            for kind in Kind::ALL {
                let asker = city.asker(kind).await;
                let input = input(city, &asker, name, case).await;
                cells.push(outcome(city, &asker, name, has_input.then_some(input)).await);
            }
            let title = if case.is_empty() { name.to_owned() } else { format!("{name}: {case}") };
            rows.push((title, cells));
        }
    }
    rows
}

/// The cases in which a mutation is tried.
fn cases(mutation: &str) -> &'static [&'static str] {
    match mutation {
        "departmentCreate" => &["below mine", "below other", "as a root"],
        "staffMemberCreate" | "responsibilityCreate" | "officeCreate" | "pageCreate" => {
            &["in mine", "in other"]
        }
        "departmentUpdate" | "staffMemberUpdate" | "responsibilityUpdate" | "officeUpdate" | "pageUpdate" => {
            &[
                "facts in mine",
                "facts in other",
                "text de in mine",
                "text en in mine",
                "text en in other",
                "draft-only text en in other",
            ]
        }
        "contentPublish" => &["mine", "other", "texts en of other"],
        "plannedStepCancel" => &["of mine", "of other"],
        "contentUnpublish" | "contentDiscardDraft" | "contentDelete" => &["mine", "other"],
        "contentMove" => &["within mine", "mine to other", "other to mine", "within other"],
        "staffMemberErase" => &["in mine", "in other"],
        "contentRestore" => &[
            "facts in mine",
            "facts in other",
            "text de in mine",
            "text en in mine",
            "draft-only text en in other",
            "deleted, in mine",
        ],
        "accountCreate" | "localeSave" | "localeRemove" | "signIn" | "signOut" => &[""],
        "accountUpdate" | "accountDisable" | "accountEnable" | "grantAdd" | "grantRemove" | "tokenRevoke" => {
            &["own", "other's"]
        }
        "tokenCreate" => &["own", "other's", "own, narrowed to an administrator"],
        _ => &[],
    }
}

async fn outcome(city: &City, asker: &Asker, mutation: &str, input: Option<Value>) -> String {
    let (first, rest) = mutation.split_at(1);
    let input_type = format!("{}{rest}Input", first.to_uppercase());
    let (head, argument) = match input {
        Some(_) => (format!("mutation($input: {input_type}!)"), "(input: $input)"),
        None => ("mutation".to_owned(), ""),
    };
    let query = format!("{head} {{ {mutation}{argument} {{ problems {{ code path message }} }} }}");
    let body = city.ask(asker, &query, json!({ "input": input })).await;
    if let Some(refused) = refused(&body) {
        return refused;
    }
    let problems = body["data"][mutation]["problems"].as_array().expect("a list");
    let mut codes: Vec<&str> =
        problems.iter().map(|problem| problem["code"].as_str().expect("a code")).collect();
    assert!(!codes.contains(&"INVALID_FIELD"), "the input itself is wrong: {body}");
    codes.dedup();
    if codes.is_empty() { "done".to_owned() } else { codes.join(" ") }
}

/// The input of a try, after whatever it needs was made.
async fn input(city: &City, asker: &Asker, mutation: &str, case: &str) -> Value {
    let department = if case.contains("other") && !case.contains("mine to") { city.other } else { city.mine };
    match mutation {
        "departmentCreate" => {
            let parent = (case != "as a root").then_some(department);
            json!({ "slug": city.name(), "parent": parent, "texts": [{ "locale": "de", "name": "Amt" }] })
        }
        "staffMemberCreate" => json!({ "department": department, "givenName": "Kim", "familyName": "Neu",
            "texts": [{ "locale": "de", "roleTitle": "Rolle" }] }),
        "responsibilityCreate" => json!({ "department": department, "slug": city.name(),
            "texts": [{ "locale": "de", "title": "Aufgabe" }] }),
        "officeCreate" => json!({ "department": department, "slug": city.name(),
            "texts": [{ "locale": "de", "name": "Stelle" }] }),
        "pageCreate" => json!({ "department": department, "slugs": [{ "locale": "de", "slug": city.name() }],
            "texts": [{ "locale": "de", "title": "Seite" }] }),
        "departmentUpdate" | "staffMemberUpdate" | "responsibilityUpdate" | "officeUpdate" | "pageUpdate" => {
            update(city, department, mutation, case).await
        }
        "contentMove" => relocate(city, department, case).await,
        "staffMemberErase" => {
            let person = Sketch::staff_member(department, &city.name());
            let id = person.id();
            city.app.draft([person]).await;
            json!({ "id": id, "expectedVersion": 1 })
        }
        "contentRestore" => restore(city, department, case).await,
        "contentPublish"
        | "contentUnpublish"
        | "contentDiscardDraft"
        | "contentDelete"
        | "plannedStepCancel" => step(city, department, mutation, case).await,
        "localeSave" => json!({ "tag": "fr", "position": 4 }),
        "localeRemove" => {
            let sql = "INSERT INTO locale VALUES ('it', 9, '[]', FALSE, TRUE) ON CONFLICT DO NOTHING";
            city.app.database.execute(sql).await;
            json!({ "tag": "it" })
        }
        _ => account_input(city, asker, mutation, case).await,
    }
}

async fn update(city: &City, department: ContentId, mutation: &str, case: &str) -> Value {
    let name = city.name();
    let sketch = match mutation {
        "departmentUpdate" => Sketch::department(&name, Some(department)),
        "staffMemberUpdate" => Sketch::staff_member(department, &name),
        "responsibilityUpdate" => Sketch::responsibility(department, &name, &[]),
        "officeUpdate" => Sketch::office(department, &name, &[]),
        _ => Sketch::page(department, &name),
    };
    let (id, text) = (sketch.id(), sketch_text(mutation));
    let version = if case.contains("draft-only") {
        city.app.draft([sketch]).await;
        1
    } else {
        city.app.live([sketch]).await;
        2
    };
    let set = match case {
        "facts in mine" | "facts in other" => match mutation {
            "pageUpdate" => json!({ "slugs": [{ "locale": "en", "slug": city.name() }] }),
            "staffMemberUpdate" => json!({ "room": "7" }),
            _ => json!({ "slug": city.name() }),
        },
        "text de in mine" => json!({ "texts": [{ "locale": "de", text: "Neu" }] }),
        _ => json!({ "texts": [{ "locale": "en", text: "New" }] }),
    };
    json!({ "id": id, "expectedVersion": version, "set": set })
}

/// Back to before a change.
async fn restore(city: &City, department: ContentId, case: &str) -> Value {
    let changes = if case.starts_with("deleted") { "facts in mine" } else { case };
    let input = update(city, department, "staffMemberUpdate", changes).await;
    let (id, version) = (input["id"].clone(), input["expectedVersion"].as_i64().expect("a version"));
    let administrator = city.asker(Kind::Administrator).await;
    let mutation = "mutation($input: StaffMemberUpdateInput!) { staffMemberUpdate(input: $input) { problems { code } } }";
    let body = city.ask(&administrator, mutation, json!({ "input": input })).await;
    assert_eq!(body["data"]["staffMemberUpdate"]["problems"], json!([]), "{body}");
    if case.starts_with("deleted") {
        let key = city.app.database.id_sql(id.as_str().expect("an id"));
        for table in ["staff_member", "translation", "label", "tree_place"] {
            city.app.database.execute(&format!("DELETE FROM {table} WHERE content_id = {key}")).await;
        }
    }
    json!({ "id": id, "version": version, "expectedVersion": version + 1 })
}

fn sketch_text(mutation: &str) -> &'static str {
    match mutation {
        "departmentUpdate" | "officeUpdate" => "name",
        "staffMemberUpdate" => "roleTitle",
        _ => "title",
    }
}

async fn step(city: &City, department: ContentId, mutation: &str, case: &str) -> Value {
    let sketch = Sketch::staff_member(department, &city.name());
    let id = sketch.id();
    if mutation == "contentDelete" {
        city.app.draft([sketch]).await;
        return json!({ "id": id, "expectedVersion": 1 });
    }
    city.app.live([sketch]).await;
    if mutation == "plannedStepCancel" {
        let admin = city.asker(Kind::Administrator).await.token.expect("a token");
        let items = json!([{ "id": id, "expectedVersion": 2 }]);
        let plan = json!({ "items": items, "locales": ["de"], "at": "2030-01-01T00:00:00Z" });
        let planned = city.app.done(&admin, "contentPublish", plan, "plannedStep { id }").await;
        return json!({ "id": planned["plannedStep"]["id"] });
    }
    let items = json!([{ "id": id, "expectedVersion": 3 }]);
    let admin = city.asker(Kind::Administrator).await.token.expect("a token");
    let set = json!({ "room": "7", "texts": [{ "locale": "en", "roleTitle": "Clerk" }] });
    let change = json!({ "id": id, "expectedVersion": 2, "set": set });
    city.app.done(&admin, "staffMemberUpdate", change, "").await;
    match mutation {
        "contentPublish" if case.starts_with("texts") => {
            json!({ "items": items, "facts": false, "locales": ["en"] })
        }
        "contentPublish" => json!({ "items": items, "locales": ["de"] }),
        "contentUnpublish" => json!({ "items": items }),
        _ => json!({ "id": id, "expectedVersion": 3 }),
    }
}

async fn relocate(city: &City, department: ContentId, case: &str) -> Value {
    let name = city.name();
    let people = ["a", "b"].map(|suffix| Sketch::staff_member(department, &format!("{name}{suffix}")));
    let [first, second] = people.each_ref().map(Sketch::id);
    city.app.live(people).await;
    match case {
        "mine to other" => json!({ "id": first, "parent": city.other, "expectedVersion": 2 }),
        "other to mine" => json!({ "id": first, "parent": city.mine, "expectedVersion": 2 }),
        _ => json!({ "id": first, "after": second, "expectedVersion": 2 }),
    }
}

async fn account_input(city: &City, asker: &Asker, mutation: &str, case: &str) -> Value {
    let name = city.name();
    let other = city.app.account(&name).may(Role::Editor).make().await;
    // Who has no account of their own is tried with another's.
    let id = asker.id.filter(|_| case.starts_with("own")).unwrap_or(other.id);
    let of_account = |sql: &str| sql.replace("{id}", &city.app.database.id_sql(id));
    match mutation {
        "signIn" => {
            json!({ "email": format!("{name}@example.org"), "password": "falsch geraten", "tokenName": "Test" })
        }
        "accountCreate" => json!({ "name": "Neu", "email": format!("neu-{name}@example.org") }),
        "accountUpdate" => json!({ "id": id, "set": { "name": "Neuer Name" } }),
        "accountDisable" | "accountEnable" => json!({ "id": id }),
        "grantAdd" => json!({ "accountId": id, "role": "EDITOR", "departmentId": city.other }),
        "grantRemove" => {
            let sql = of_account("SELECT lower(hex(id)) AS line FROM account_grant WHERE account_id = {id}");
            json!({ "id": city.app.database.rows(&sql).await[0] })
        }
        "tokenRevoke" => {
            let sql = of_account("SELECT lower(hex(id)) AS line FROM token WHERE account_id = {id}");
            json!({ "id": city.app.database.rows(&sql).await[0] })
        }
        "tokenCreate" if case.contains("narrowed") => {
            json!({ "name": "Test", "grants": [{ "role": "ADMIN" }] })
        }
        "tokenCreate" => {
            let account_id = (case == "other's").then_some(id);
            json!({ "name": "Test", "accountId": account_id })
        }
        _ => json!({}),
    }
}
