//! A client that writes and remembers what it was told: what the database must hold after a kill.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::own::{Face, Own};
use super::plan::Planned;
use super::state::{Action, Sent, State};
use crate::model::Random;
use crate::support::document;

pub struct Client {
    pub number: usize,
    pub token: String,
    /// Departments that all share.
    pub roots: [String; 2],
    pub state: State,
    pub sent: Option<Sent>,
    pub count: usize,
    pub acknowledged: usize,
    /// How many steps it has planned.
    pub planned: usize,
    /// When each of its steps ended, by the time that it was planned for.
    pub ended: BTreeMap<i64, String>,
    pub random: Random,
}

impl Client {
    fn request(&self, sent: &Sent) -> (String, Value, String) {
        let after = self.state.after(sent);
        let own = &self.state.own;
        let about = |own: &Own| json!({ "id": own.id, "expectedVersion": own.version });
        let items = |items: &[usize]| items.iter().map(|&of| about(&own[of])).collect::<Vec<_>>();
        match &sent.action {
            Action::Create { .. } => create(after.own.last().expect("it was made")),
            Action::Plan(Planned::Doom(_)) => create(after.plan.own.last().expect("it was made")),
            Action::Update { of, .. } => update(about(&own[*of]), &after.own[*of]),
            Action::Plan(Planned::Update { of, .. }) => {
                let input =
                    json!({ "id": after.plan.own[*of].id, "expectedVersion": self.state.plan.drafted[*of] });
                update(input, &after.plan.own[*of])
            }
            Action::Move { of, above } => {
                let mut input = about(&own[*of]);
                input["parent"] = json!(above);
                ("contentMove".to_owned(), input, "content { id version }".to_owned())
            }
            Action::Publish(of) => {
                let input = json!({ "items": items(of), "locales": ["de", "en", "de-simple"] });
                ("contentPublish".to_owned(), input, "contents { id version }".to_owned())
            }
            Action::Unpublish { items: of, accepts_in_use } => {
                let input = json!({ "items": items(of), "acceptInUse": accepts_in_use });
                ("contentUnpublish".to_owned(), input, "contents { id version }".to_owned())
            }
            Action::Delete(of) => ("contentDelete".to_owned(), about(&own[*of]), "deletedId".to_owned()),
            Action::Plan(Planned::DeleteDoomed) => {
                let doomed = self.state.plan.own.last().expect("there is one");
                ("contentDelete".to_owned(), about(doomed), "deletedId".to_owned())
            }
            Action::Plan(planned) => {
                let (mutation, input) = self.state.plan.request(planned).expect("a step");
                (mutation.to_owned(), input, "plannedStep { id state }".to_owned())
            }
        }
    }

    /// Does one action after the other until nobody answers any more, or so many are done.
    pub async fn work(&mut self, url: &str, most: usize) {
        let http = reqwest::Client::new();
        for _ in 0..most {
            self.count += 1;
            let mark = format!("m{}x{}", self.number, self.count);
            let sent = Sent { action: self.next(), mark };
            let (mutation, input, selection) = self.request(&sent);
            let query = document(&mutation, &selection);
            self.sent = Some(sent.clone());
            let body = json!({ "query": query, "variables": { "input": input } });
            let answer = loop {
                let request = http.post(url).bearer_auth(&self.token).json(&body).send().await;
                let Ok(response) = request else { return };
                let Ok(answer) = response.json::<Value>().await else { return };
                // Nothing was done: there was no room in the queue.
                if !answer.to_string().contains("UNAVAILABLE") {
                    break answer;
                }
            };
            let payload = &answer["data"][&mutation];
            assert!(payload.is_object(), "{mutation} {input}\n{answer}");
            self.sent = None;
            self.hear(&sent, payload, &format!("{mutation} {input}\n{answer}"));
        }
    }

    /// Takes note of an answer.
    fn hear(&mut self, sent: &Sent, payload: &Value, what: &str) {
        let problems = payload["problems"].as_array().expect("a list").iter();
        let mut codes: Vec<&str> = problems.filter_map(|problem| problem["code"].as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        if codes != self.state.refusal(&sent.action) {
            self.hear_refusal(&sent.action, &codes, what);
            return;
        }
        if !codes.is_empty() {
            return;
        }
        self.acknowledged += 1;
        let mut after = self.state.after(sent);
        let content = payload.as_object().expect("a payload").iter().find(|(key, _)| *key != "problems");
        let content = content.expect("what became of it").1;
        let check = |own: &Own, content: &Value| {
            assert_eq!(
                (&content["id"], &content["version"]),
                (&json!(own.id), &json!(own.version)),
                "{what}"
            );
        };
        let id = || content["id"].as_str().expect("an id").to_owned();
        match &sent.action {
            Action::Update { of, .. } | Action::Move { of, .. } => check(&after.own[*of], content),
            Action::Publish(items) | Action::Unpublish { items, .. } => {
                let contents = content.as_array().expect("contents");
                assert_eq!(contents.len(), items.len(), "{what}");
                items.iter().zip(contents).for_each(|(&of, content)| check(&after.own[of], content));
            }
            Action::Create { .. } => after.own.last_mut().expect("it was made").id = id(),
            Action::Plan(Planned::Doom(_)) => after.plan.own.last_mut().expect("it was made").id = id(),
            Action::Plan(Planned::Update { of, .. }) => {
                after.plan.learn(*of, content["version"].as_i64().expect("a version"));
            }
            Action::Plan(Planned::Publish { .. } | Planned::Unpublish { .. }) => {
                assert_eq!(content["state"], "PLANNED", "{what}");
                self.planned += 1;
            }
            Action::Delete(_) | Action::Plan(Planned::DeleteDoomed) => {}
        }
        self.state = after;
    }

    /// What may be refused, for all that a client knows.
    fn hear_refusal(&mut self, action: &Action, codes: &[&str], what: &str) {
        let is_expected = match (action, codes) {
            // A part of the tree alone may stand below itself in public; a time may have passed on the way.
            (Action::Publish(_), ["INVALID_FIELD"]) => true,
            (Action::Plan(Planned::Publish { .. } | Planned::Unpublish { .. }), ["INVALID_FIELD"]) => {
                what.contains("has passed already")
            }
            // The step came first.
            (Action::Plan(Planned::DeleteDoomed), ["STEP_NOT_ALLOWED"]) => {
                self.state.plan.is_doomed_saved = true;
                self.state.plan.is_doomed_planned()
            }
            _ => false,
        };
        assert!(is_expected, "should be {:?}: {what}", self.state.refusal(action));
    }
}

fn create(own: &Own) -> (String, Value, String) {
    let Face { department, parent, .. } = &own.draft;
    let mut input = own.draft.input(own.kind);
    match parent {
        Some(parent) => input["parent"] = json!(parent),
        None => input["department"] = json!(department),
    }
    let noun = own.kind.noun();
    (format!("{noun}Create"), input, format!("{noun} {{ id version }}"))
}

fn update(mut about: Value, own: &Own) -> (String, Value, String) {
    about["set"] = own.draft.input(own.kind);
    let noun = own.kind.noun();
    (format!("{noun}Update"), about, format!("{noun} {{ id version }}"))
}
