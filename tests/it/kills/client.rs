//! A client that writes and remembers what it was told: what the database must hold after a kill.

use serde_json::{Value, json};

use crate::model::Random;
use crate::support::document;

/// A content that only this client changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    pub id: String,
    pub is_page: bool,
    pub version: i64,
    /// The word that stands in all its facts and texts since they were last written; several where they disagree.
    pub mark: String,
    pub above: String,
    /// The mark that is public.
    pub live: Option<String>,
}

#[derive(Clone, Debug)]
pub enum Action {
    Update(usize),
    Create { above: String },
    Move { of: usize, above: String },
    Publish(Vec<usize>),
}

/// What it sent last and was not answered.
#[derive(Clone, Debug)]
pub struct Sent {
    pub action: Action,
    pub mark: String,
}

pub struct Client {
    pub number: usize,
    pub token: String,
    pub roots: [String; 2],
    /// Two departments, then pages.
    pub own: Vec<Own>,
    pub sent: Option<Sent>,
    pub count: usize,
    pub acknowledged: usize,
    pub random: Random,
}

/// The most contents of a client.
const MOST: usize = 14;

impl Client {
    /// What the own contents are once an action is done.
    pub fn after(&self, Sent { action, mark }: &Sent) -> Vec<Own> {
        let mut own = self.own.clone();
        match action {
            Action::Update(of) => {
                own[*of].version += 1;
                own[*of].mark.clone_from(mark);
            }
            Action::Create { above } => own.push(Own {
                id: String::new(),
                is_page: true,
                version: 1,
                mark: mark.clone(),
                above: above.clone(),
                live: None,
            }),
            Action::Move { of, above } => {
                own[*of].version += 1;
                own[*of].above.clone_from(above);
                if own[*of].is_page && self.department(above) != self.department(&self.own[*of].above) {
                    let below = (0..own.len()).filter(|&page| page != *of && self.is_below(page, *of));
                    for page in below.collect::<Vec<_>>() {
                        own[page].version += 1;
                    }
                }
            }
            Action::Publish(items) => {
                for &of in items {
                    own[of].version += 1;
                    own[of].live = Some(own[of].mark.clone());
                }
            }
        }
        own
    }

    fn find(&self, id: &str) -> Option<&Own> {
        self.own.iter().find(|own| own.id == id)
    }

    /// The department that what stands directly below `above` belongs to.
    fn department(&self, above: &str) -> String {
        match self.find(above).filter(|own| own.is_page) {
            Some(page) => self.department(&page.above),
            None => above.to_owned(),
        }
    }

    fn is_below(&self, page: usize, of: usize) -> bool {
        let mut above = Some(&self.own[page]).filter(|own| own.is_page);
        while let Some(own) = above {
            if own.id == self.own[of].id {
                return true;
            }
            above = self.find(&own.above).filter(|own| own.is_page);
        }
        false
    }

    fn next(&mut self) -> Action {
        let of = self.random.below(self.own.len());
        let others: Vec<String> = match self.own[of].is_page {
            false => self.roots.to_vec(),
            true => {
                let free = (0..self.own.len()).filter(|&other| !self.is_below(other, of));
                free.map(|other| self.own[other].id.clone()).collect()
            }
        };
        match self.random.below(10) {
            0 | 1 if self.own.len() < MOST => {
                let above = self.random.pick(&self.own).expect("there are some").id;
                Action::Create { above }
            }
            2..=4 => {
                let others: Vec<String> =
                    others.into_iter().filter(|other| *other != self.own[of].above).collect();
                match self.random.pick(&others) {
                    Some(above) => Action::Move { of, above },
                    None => Action::Update(of),
                }
            }
            5 | 6 if self.random.percent(60) => Action::Publish((0..self.own.len()).collect()),
            5 | 6 => Action::Publish(vec![of]),
            _ => Action::Update(of),
        }
    }

    fn request(&self, Sent { action, mark }: &Sent) -> (&'static str, Value, &'static str) {
        let about = |of: usize| json!({ "id": self.own[of].id, "expectedVersion": self.own[of].version });
        let page = json!({
            "slugs": [{ "locale": "de", "slug": mark }],
            "relatedLinks": [{ "url": "https://example.org/", "labels": [{ "locale": "de", "label": mark }] }],
            "texts": [{ "locale": "de", "title": mark }, { "locale": "en", "title": mark }]
        });
        match action {
            Action::Update(of) if self.own[*of].is_page => {
                let mut input = about(*of);
                input["set"] = page;
                ("pageUpdate", input, "page { id version }")
            }
            Action::Update(of) => {
                let mut input = about(*of);
                input["set"] = json!({ "slug": mark, "building": mark,
                    "texts": [{ "locale": "de", "name": mark }, { "locale": "en", "name": mark }] });
                ("departmentUpdate", input, "department { id version }")
            }
            Action::Create { above } => {
                let is_page = self.find(above).is_some_and(|own| own.is_page);
                let mut input = page;
                input[if is_page { "parent" } else { "department" }] = json!(above);
                ("pageCreate", input, "page { id version }")
            }
            Action::Move { of, above } => {
                let mut input = about(*of);
                input["parent"] = json!(above);
                ("contentMove", input, "content { id version }")
            }
            Action::Publish(items) => {
                let items: Vec<Value> = items.iter().map(|&of| about(of)).collect();
                let input = json!({ "items": items, "locales": ["de", "en", "de-simple"] });
                ("contentPublish", input, "contents { id version }")
            }
        }
    }

    /// Does one action after the other until nobody answers any more, or so many are done.
    pub async fn work(&mut self, url: &str, most: usize) {
        let http = reqwest::Client::new();
        for _ in 0..most {
            let action = self.next();
            self.count += 1;
            let mark = format!("m{}x{}", self.number, self.count);
            let sent = Sent { action, mark };
            let (mutation, input, selection) = self.request(&sent);
            let query = document(mutation, selection);
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
            let payload = &answer["data"][mutation];
            assert!(payload.is_object(), "{mutation} {input}\n{answer}");
            self.sent = None;
            let problems = payload["problems"].as_array().expect("a list");
            if !problems.is_empty() {
                // A part of the tree alone may stand below itself in public.
                let is_circle = matches!(sent.action, Action::Publish(_))
                    && problems.iter().all(|problem| problem["code"] == "INVALID_FIELD");
                assert!(is_circle, "{mutation} {input}\n{answer}");
                continue;
            }
            self.acknowledged += 1;
            let mut after = self.after(&sent);
            match sent.action {
                Action::Update(of) | Action::Move { of, .. } => check(&after[of], &answer, mutation),
                Action::Publish(items) => {
                    let contents = payload["contents"].as_array().expect("contents");
                    for (of, content) in items.into_iter().zip(contents) {
                        assert_eq!(content["version"], after[of].version, "{answer}");
                    }
                }
                Action::Create { .. } => {
                    let new = after.last_mut().expect("it was made");
                    payload["page"]["id"].as_str().expect("an id").clone_into(&mut new.id);
                }
            }
            self.own = after;
        }
    }
}

fn check(own: &Own, answer: &Value, mutation: &str) {
    let payload = answer["data"][mutation].as_object().expect("a payload");
    let content = payload.iter().find(|(key, _)| *key != "problems").expect("a content").1;
    assert_eq!((&content["id"], &content["version"]), (&json!(own.id), &json!(own.version)), "{answer}");
}
