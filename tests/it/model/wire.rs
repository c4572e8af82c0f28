//! Steps as the API takes them, and what it answers.

use serde_json::{Map, Value, json};

use super::city::{City, Kind, Number};
use super::judge::Codes;
use super::steps::{LinkSet, Set, Step};
use crate::support::{TestApp, document};

/// What the server made of a step: null for nothing wrong, else the codes of all problems.
pub struct Answer {
    pub codes: Codes,
    pub payload: Value,
}

impl City {
    fn id(&self, number: Number) -> &str {
        &self.contents[number].id
    }

    fn set_json(&self, kind: Kind, set: &Set, is_new: bool) -> Map<String, Value> {
        let mut json = Map::new();
        let mut put = |key: &str, value: Value| json.insert(key.to_owned(), value);
        if let Some(word) = &set.word {
            put(if kind == Kind::Department { "building" } else { "academicTitle" }, json!(word));
        }
        if let Some(slug) = &set.slug {
            put("slug", json!(slug));
        }
        if !set.slugs.is_empty() {
            let slugs = set.slugs.iter().map(|(tag, slug)| json!({ "locale": tag, "slug": slug }));
            put("slugs", slugs.collect());
        }
        if let Some(people) = &set.people {
            let role = |is_deputy: bool| if is_deputy { "DEPUTY" } else { "RESPONSIBLE" };
            let ids = people.iter().map(|(person, _)| json!(self.id(*person))).collect();
            match kind {
                Kind::Duty => {
                    let duty = |(person, is_deputy): &(Number, bool)| json!({ "staffMember": self.id(*person), "role": role(*is_deputy) });
                    put("duties", people.iter().map(duty).collect());
                }
                Kind::Office => _ = put("runBy", ids),
                _ => _ = put("contacts", ids),
            }
        }
        if let Some(links) = &set.links {
            put("relatedLinks", links.iter().map(|link| self.link_json(link)).collect());
        }
        let mut texts: Vec<Value> = Vec::new();
        for (tag, field, value) in &set.texts {
            match texts.iter_mut().find(|texts| texts["locale"] == *tag) {
                Some(texts) => texts[*field] = json!(value),
                None => texts.push(json!({ "locale": tag, *field: value })),
            }
        }
        if is_new || !texts.is_empty() {
            put("texts", Value::Array(texts));
        }
        json
    }

    fn link_json(&self, link: &LinkSet) -> Value {
        let labels = link.labels.iter().map(|(tag, label)| json!({ "locale": tag, "label": label }));
        let mut json = json!({ "labels": labels.collect::<Vec<_>>() });
        if let Some(known) = link.known {
            json["id"] = json!(self.links[known - 1]);
        }
        match link.target {
            Some(target) => json["target"] = json!(self.id(target)),
            None => json["url"] = json!("https://example.org/"),
        }
        json
    }

    fn items_json(&self, items: &[(Number, i64)]) -> Value {
        items
            .iter()
            .map(|(number, version)| json!({ "id": self.id(*number), "expectedVersion": version }))
            .collect()
    }

    /// The mutation, its input, and what is read of its payload.
    fn request(&self, step: &Step) -> (String, Value, String) {
        let about = |of: Number, expected: i64| json!({ "id": self.id(of), "expectedVersion": expected });
        let links = |kind: Kind| if kind == Kind::Page { "relatedLinks { id }" } else { "" };
        match step {
            Step::Create { kind, department, parent, set } => {
                let mut input = self.set_json(*kind, set, true);
                for (key, number) in [("department", department), ("parent", parent)] {
                    input.extend(number.map(|number| (key.to_owned(), json!(self.id(number)))));
                }
                if *kind == Kind::Person {
                    input.insert("givenName".to_owned(), json!("Kim"));
                    input.insert("familyName".to_owned(), json!("Muster"));
                }
                let noun = kind.noun();
                (format!("{noun}Create"), input.into(), format!("{noun} {{ id version {} }}", links(*kind)))
            }
            Step::Update { of, expected, set } => {
                let kind = self.contents[*of].kind;
                let mut input = about(*of, *expected);
                input["set"] = self.set_json(kind, set, false).into();
                let noun = kind.noun();
                (format!("{noun}Update"), input, format!("{noun} {{ id version {} }}", links(kind)))
            }
            Step::Move { of, expected, parent, before, after } => {
                let mut input = about(*of, *expected);
                if let Some(parent) = parent {
                    input["parent"] = json!(parent.map(|parent| self.id(parent)));
                }
                for (key, number) in [("before", before), ("after", after)] {
                    if let Some(number) = number {
                        input[key] = json!(self.id(*number));
                    }
                }
                ("contentMove".to_owned(), input, "content { id version }".to_owned())
            }
            Step::Publish { items, has_facts, locales } => {
                let mut input = json!({ "items": self.items_json(items), "locales": locales });
                if !has_facts {
                    input["facts"] = json!(false);
                }
                ("contentPublish".to_owned(), input, "contents { id version }".to_owned())
            }
            Step::Unpublish { items, locales, accepts } => {
                let mut input = json!({ "items": self.items_json(items), "acceptInUse": accepts });
                if let Some(locales) = locales {
                    input["locales"] = json!(locales);
                }
                ("contentUnpublish".to_owned(), input, "contents { id version }".to_owned())
            }
            Step::Discard { of, expected } => {
                ("contentDiscardDraft".to_owned(), about(*of, *expected), "content { id version }".to_owned())
            }
            Step::Delete { of, expected } => {
                ("contentDelete".to_owned(), about(*of, *expected), "deletedId".to_owned())
            }
        }
    }

    /// Asks the server for a step.
    pub async fn send(&self, app: &TestApp, token: &str, step: &Step) -> Result<Answer, String> {
        let (mutation, input, selection) = self.request(step);
        let query = document(&mutation, &selection);
        let mut answer = app.ask_as(token, &query, json!({ "input": input })).await;
        let payload = answer.body["data"][&mutation].take();
        if answer.body.get("errors").is_some() || !payload.is_object() {
            return Err(format!("{mutation} {input}\n{}", answer.text));
        }
        let problems = payload["problems"].as_array().ok_or_else(|| answer.text.clone())?;
        let codes = problems.iter().map(|problem| {
            let code = problem["code"].as_str().unwrap_or_default();
            super::CODES.into_iter().find(|known| *known == code).unwrap_or("another code")
        });
        Ok(Answer { codes: codes.collect(), payload })
    }

    /// Takes the ids over that the server has given, and says which versions it told.
    pub fn learn(&mut self, step: &Step, payload: &Value) -> Result<Vec<(Number, i64)>, String> {
        let told = |content: &Value| content["version"].as_i64().unwrap_or_default();
        let (of, kind) = match step {
            Step::Create { kind, .. } => (self.contents.len() - 1, *kind),
            Step::Update { of, .. } => (*of, self.contents[*of].kind),
            Step::Move { of, .. } | Step::Discard { of, .. } => {
                return Ok(vec![(*of, told(&payload["content"]))]);
            }
            Step::Publish { items, .. } | Step::Unpublish { items, .. } => {
                let contents = payload["contents"].as_array().ok_or("no contents")?;
                if contents.len() != items.len() {
                    return Err(format!("{} contents in {payload}", items.len()));
                }
                return Ok(items
                    .iter()
                    .zip(contents)
                    .map(|((of, _), content)| (*of, told(content)))
                    .collect());
            }
            Step::Delete { .. } => return Ok(Vec::new()),
        };
        let content = &payload[kind.noun()];
        content["id"].as_str().ok_or("no id")?.clone_into(&mut self.contents[of].id);
        let links = self.draft(of).map(|side| side.facts.links.clone()).unwrap_or_default();
        for ((link, _), shown) in
            links.into_iter().zip(content["relatedLinks"].as_array().into_iter().flatten())
        {
            let id = shown["id"].as_str().ok_or("no id of a link")?;
            if self.links[link - 1].is_empty() {
                id.clone_into(&mut self.links[link - 1]);
            } else if self.links[link - 1] != id {
                return Err(format!("the link {link} is {}, not {id}", self.links[link - 1]));
            }
        }
        Ok(vec![(of, told(content))])
    }
}
