//! What the server shows after a kill, held against what its clients were told.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::Client;
use super::own::{FIELDS, Face, Kind, Own};
use super::plan::{Ended, Planned};
use super::state::{Action, State};
use super::{PATIENCE, ask};

/// A content as the server shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seen {
    /// Zero where it has no draft.
    version: i64,
    draft: Option<Face>,
    live: Option<Face>,
}

/// The contents as the server shows them now, by their ids.
async fn seen(url: &str, token: &str, ids: &BTreeSet<String>) -> BTreeMap<String, Seen> {
    let variables = json!({ "ids": ids });
    let desk = FIELDS.replace("DESK", "version");
    let desk = format!("query($ids: [ID!]!) {{ preview {{ {desk} }} }}");
    let drafts = ask(url, Some(token), &desk, &variables).await;
    let public = format!("query($ids: [ID!]!) {{ {} }}", FIELDS.replace("DESK", ""));
    let live = ask(url, None, &public, &variables).await;
    let seen = ids.iter().enumerate().map(|(index, id)| {
        let (draft, live) = (&drafts["preview"]["nodes"][index], &live["nodes"][index]);
        let version = draft["version"].as_i64().unwrap_or_default();
        (id.clone(), Seen { version, draft: Face::read(draft), live: Face::read(live) })
    });
    seen.collect()
}

/// The contents as they are if a client's state is so, and nobody sees what is not public.
fn expected(state: &State, roots: &[String], ids: &BTreeSet<String>) -> BTreeMap<String, Seen> {
    let is_live = |id: &str| {
        roots.iter().any(|root| root == id) || state.all().any(|own| own.id == id && own.live.is_some())
    };
    let show = |own: &Own| Seen {
        version: own.version,
        draft: Some(own.draft.clone()),
        live: own.live.as_ref().map(|face| face.shown(is_live)),
    };
    let own = state.all().map(|own| (own.id.clone(), show(own)));
    let gone = ids.iter().map(|id| (id.clone(), Seen { version: 0, draft: None, live: None }));
    gone.chain(own).collect()
}

/// The steps that the server shows, by their times, with the moments at which they ended.
async fn ended(url: &str, token: &str) -> BTreeMap<i64, (Ended, String)> {
    let query = "{ plannedSteps(last: 100) { nodes { at verb state endedAt problems { code } \
        items { version content { id } } } } }";
    let answer = ask(url, Some(token), query, &json!({})).await;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let mut steps = BTreeMap::new();
    for step in list(&answer["plannedSteps"]["nodes"]) {
        let at =
            chrono::DateTime::parse_from_rfc3339(&text(&step["at"])).expect("a moment").timestamp_micros();
        let items = list(&step["items"]);
        let item =
            |item: &Value| (text(&item["content"]["id"]), item["version"].as_i64().expect("a version"));
        let mut items: Vec<(String, i64)> = items.iter().map(item).collect();
        items.sort();
        let codes = list(&step["problems"]).iter().map(|problem| text(&problem["code"])).collect();
        let ended = Ended { at, verb: text(&step["verb"]), state: text(&step["state"]), codes, items };
        assert!(steps.insert(at, (ended, text(&step["endedAt"]))).is_none(), "two steps of one moment");
    }
    steps
}

/// Waits until the server has run all that was planned; how long that took.
pub async fn await_plan(url: &str, token: &str, when: &str) -> Duration {
    let begun = Instant::now();
    loop {
        let answer =
            ask(url, Some(token), "{ plannedSteps(states: [PLANNED]) { totalCount } }", &json!({})).await;
        let count = &answer["plannedSteps"]["totalCount"];
        if count == 0 {
            return begun.elapsed();
        }
        assert!(begun.elapsed() < PATIENCE, "{when}: {count} steps are planned for ever");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The ids of the contents whose name is a mark.
async fn made(url: &str, token: &str, kind: Kind, mark: &str) -> Vec<String> {
    let (list, field) = kind.list();
    let query = format!(
        "query($mark: String!) {{ preview {{ {list}(filter: {{ {field}: {{ startsWith: $mark }} }}, first: 100) \
         {{ nodes {{ id label {{ value }} }} }} }} }}"
    );
    let found = ask(url, Some(token), &query, &json!({ "mark": mark })).await;
    let found = found["preview"][list]["nodes"].as_array().expect("a list").iter();
    // Others begin like it. A person is called by two names.
    let is_named = |label: &str| label.split(' ').all(|name| name == mark);
    found
        .filter(|node| node["label"]["value"].as_str().is_some_and(is_named))
        .filter_map(|node| node["id"].as_str().map(str::to_owned))
        .collect()
}

/// What may have become of a client's contents: all that it was told, and perhaps what it was not.
async fn outcomes(url: &str, client: &Client, when: &str) -> Vec<State> {
    let before = client.state.clone();
    let Some(sent) = &client.sent else { return vec![before] };
    let mut after = client.state.after(sent);
    let new = match sent.action {
        Action::Create { .. } => after.own.last_mut(),
        Action::Plan(Planned::Doom(_)) => after.plan.own.last_mut(),
        _ => None,
    };
    if let Some(new) = new {
        let ids = made(url, &client.token, new.kind, &sent.mark).await;
        assert!(ids.len() <= 1, "{when}: made twice: {ids:?}");
        let Some(id) = ids.into_iter().next() else { return vec![before] };
        new.id = id;
        return vec![after];
    }
    if client.state.refusal(&sent.action).is_empty() { vec![before, after] } else { vec![before] }
}

/// What a client was told is there, and what it was not told is there whole or not at all; whether it is. To be asked when
/// no step is planned any more.
pub async fn reconcile(url: &str, client: &mut Client, when: &str) -> bool {
    let outcomes = outcomes(url, client, when).await;
    let outcomes = outcomes.into_iter().map(|mut state| {
        let was_done = state != client.state;
        let ended = state.settle();
        (state, ended, was_done)
    });
    let outcomes: Vec<(State, Vec<Ended>, bool)> = outcomes.collect();
    let all = outcomes.iter().flat_map(|(state, ..)| state.all().map(|own| &own.id).chain(&state.gone));
    let ids: BTreeSet<String> = all.cloned().collect();
    let seen = seen(url, &client.token, &ids).await;
    let steps = ended(url, &client.token).await;
    let is_own = |at: i64| usize::try_from(at % 10).is_ok_and(|number| number == client.number);
    let steps: BTreeMap<i64, (Ended, String)> = steps.into_iter().filter(|(at, _)| is_own(*at)).collect();
    let new = steps.iter().filter(|(at, _)| !client.ended.contains_key(at));
    let new: Vec<Ended> = new.map(|(_, (step, _))| step.clone()).collect();
    let found = outcomes
        .iter()
        .position(|(state, ended, _)| *ended == new && expected(state, &client.roots, &ids) == seen);
    let Some(found) = found else {
        let (number, sent, kept) = (client.number, &client.sent, &client.state);
        let partings = outcomes.iter().map(|(state, ended, _)| {
            let expected = expected(state, &client.roots, &ids);
            let differs = |(id, _): &(&String, &Seen)| expected[*id] != seen[*id];
            let contents: Vec<_> = seen.iter().filter(differs).map(|(id, seen)| (seen, &expected[id], id)).collect();
            let steps: Vec<_> = ended.iter().filter(|step| !new.contains(step)).collect();
            let others: Vec<_> = new.iter().filter(|step| !ended.contains(step)).collect();
            format!("contents as found and expected: {contents:#?}\nsteps expected: {steps:#?}\nand found: {others:#?}")
        });
        let partings: Vec<String> = partings.collect();
        panic!("{when}: client {number} sent {sent:?} and kept {kept:?}\n{}", partings.join("\nor else "));
    };
    for (at, (step, ended_at)) in steps {
        let first = client.ended.entry(at).or_insert_with(|| ended_at.clone());
        assert_eq!(*first, ended_at, "{when}: done twice: {step:?}");
    }
    let (state, _, was_done) = outcomes.into_iter().nth(found).expect("it was found");
    client.state = state;
    client.sent = None;
    was_done
}
