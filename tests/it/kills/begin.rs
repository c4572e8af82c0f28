//! What the clients begin with.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::client::Client;
use super::own::{Face, Kind, Own, WITHIN_DEPARTMENTS};
use super::plan::Plan;
use super::state::State;
use super::{CLIENTS, ask};
use crate::model::Random;
use crate::support::{document, seed};

/// Makes a content as it is to be, and says its id.
async fn create(url: &str, token: &str, own: &Own) -> String {
    let noun = own.kind.noun();
    let (mutation, mut input) = (format!("{noun}Create"), own.draft.input(own.kind));
    if own.kind == Kind::Department {
        input["parent"] = json!(own.draft.parent);
    } else {
        input["department"] = json!(own.draft.department);
    }
    let query = document(&mutation, &format!("{noun} {{ id }}"));
    let data = ask(url, Some(token), &query, &json!({ "input": input })).await;
    let id = data[&mutation][noun]["id"].as_str();
    id.unwrap_or_else(|| panic!("{data}")).to_owned()
}

async fn create_department(url: &str, token: &str, mark: &str, parent: Option<String>) -> Own {
    let draft = Face { mark: mark.to_owned(), department: None, parent, people: Vec::new() };
    let mut own =
        Own { id: String::new(), kind: Kind::Department, version: 1, draft, live: None, is_moved: false };
    own.id = create(url, token, &own).await;
    own
}

/// One of each kind, in a department; what names staff names the one there.
async fn create_plan(url: &str, token: &str, mark: &str, department: &Own) -> Plan {
    let mut planned: Vec<Own> = Vec::new();
    for kind in WITHIN_DEPARTMENTS {
        let staff = planned.iter().filter(|own| own.kind == Kind::StaffMember && kind.names_people());
        let staff = staff.map(|own| own.id.clone()).collect();
        let mut new = Own::new(kind, mark, department, staff);
        new.id = create(url, token, &new).await;
        planned.push(new);
    }
    Plan::new(planned)
}

/// Clients with two departments each, below two that are public, and with the contents of their plans.
pub async fn clients(url: &str, token: &str) -> Vec<Client> {
    let roots = ["wurzel1", "wurzel2"].map(|mark| create_department(url, token, mark, None));
    let [one, two] = roots;
    let roots = [one.await.id, two.await.id];
    let items: Vec<Value> = roots.iter().map(|id| json!({ "id": id, "expectedVersion": 1 })).collect();
    let input = json!({ "items": items, "locales": ["de", "en"] });
    ask(url, Some(token), &document("contentPublish", ""), &json!({ "input": input })).await;
    let mut clients = Vec::new();
    for number in 0..CLIENTS {
        let mut own = Vec::new();
        for (place, root) in roots.iter().enumerate() {
            let mark = format!("amt{number}x{place}");
            own.push(create_department(url, token, &mark, Some(root.clone())).await);
        }
        let plan = create_plan(url, token, &format!("plan{number}x0"), &own[0]).await;
        clients.push(Client {
            number,
            token: token.to_owned(),
            roots: roots.clone(),
            state: State { own, plan, gone: Vec::new() },
            sent: None,
            count: 0,
            acknowledged: 0,
            planned: 0,
            ended: BTreeMap::new(),
            random: Random(u64::try_from(number).expect("few clients") + 100 * seed().unwrap_or(1)),
        });
    }
    clients
}
