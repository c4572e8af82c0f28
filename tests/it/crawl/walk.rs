//! A crawler: asks for everything, and looks at every answer for what must not be in it.

use std::cell::Cell;
use std::collections::HashSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use uuid::Uuid;

use super::schema::{INTROSPECTION, LOCALES, Named, Schema, argument, named};
use crate::support::TestApp;

/// How many contents are read whole at a time.
const BATCH: usize = 20;

pub struct Crawl<'app> {
    app: &'app TestApp,
    token: Option<String>,
    /// What stands around the fields of the root.
    root: (&'static str, &'static str),
    /// The type of the root.
    of: &'static str,
    schema: Schema,
    /// The word that must be in no answer, in lower case.
    marker: &'static str,
    hidden: HashSet<Uuid>,
    pub asked: Cell<usize>,
}

impl<'app> Crawl<'app> {
    pub async fn new(
        app: &'app TestApp,
        token: Option<String>,
        marker: &'static str,
        hidden: HashSet<Uuid>,
    ) -> Self {
        let is_desk = token.is_some();
        let mut crawl = Self {
            app,
            token,
            root: if is_desk { ("preview {", "}") } else { ("", "") },
            of: if is_desk { "Preview" } else { "Query" },
            schema: Schema::new(&json!({ "__schema": { "types": [] } })),
            marker,
            hidden,
            asked: Cell::new(0),
        };
        let schema = crawl.send(INTROSPECTION, json!({})).await;
        crawl.schema = Schema::new(&schema["data"]);
        crawl
    }

    /// Asks, and looks at the whole answer: errors, cursors and all.
    async fn send(&self, query: &str, variables: Value) -> Value {
        self.asked.set(self.asked.get() + 1);
        let bearer = self.token.as_ref().map(|token| format!("Bearer {token}"));
        let headers: Vec<(&str, &str)> =
            bearer.iter().map(|bearer| ("authorization", bearer.as_str())).collect();
        let answer = self.app.ask_with(query, variables, &headers).await;
        let text = answer.text.to_lowercase();
        let shown = || query.chars().take(600).collect::<String>();
        if let Some(at) = text.find(self.marker) {
            let from = text.floor_char_boundary(at.saturating_sub(300));
            panic!(
                "{} is in an answer to {}\n{}",
                self.marker,
                shown(),
                &text[from..text.floor_char_boundary(at + 60)]
            );
        }
        for id in ids_in(&text) {
            assert!(!self.hidden.contains(&id), "the hidden {id} is in an answer to {}", shown());
        }
        self.look_at_cursors(&answer.body);
        answer.body
    }

    /// Asks for fields of the root what must be answered without an error.
    async fn ask(&self, fields: &str, variables: Value) -> Value {
        let query = self.query(fields);
        let mut body = self.send(&query, variables).await;
        assert!(body.get("errors").is_none(), "{query}\n{}", body["errors"]);
        let data = body["data"].take();
        if self.root.0.is_empty() { data } else { data["preview"].clone() }
    }

    fn query(&self, fields: &str) -> String {
        let (before, after) = self.root;
        if fields.contains("$ids") {
            format!("query($ids: [ID!]!) {{ {before} {fields} {after} }}")
        } else {
            format!("{{ {before} {fields} {after} }}")
        }
    }

    fn look_at_cursors(&self, value: &Value) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    if let Some(cursor) = value.as_str().filter(|_| key.to_lowercase().contains("cursor")) {
                        let bytes = URL_SAFE_NO_PAD.decode(cursor).expect("cursors are base64");
                        let ids = bytes.windows(16).filter_map(|bytes| Uuid::from_slice(bytes).ok());
                        assert!(
                            ids.into_iter().all(|id| !self.hidden.contains(&id)),
                            "a hidden id in {cursor}"
                        );
                        let text = String::from_utf8_lossy(&bytes).to_lowercase();
                        assert!(!text.contains(self.marker), "{} in {cursor}", self.marker);
                    }
                    self.look_at_cursors(value);
                }
            }
            Value::Array(values) => values.iter().for_each(|value| self.look_at_cursors(value)),
            _ => {}
        }
    }

    /// Walks a list from one end to the other; the ids in the order of the list. `list` has `PAGE` where the page goes.
    async fn walk(&self, list: &str, is_backward: bool, path: &[&str]) -> Vec<String> {
        let (mut ids, mut cursor) = (Vec::new(), Value::Null);
        loop {
            let page = if is_backward {
                format!("last: 100, before: {cursor}")
            } else {
                format!("first: 100, after: {cursor}")
            };
            let fields = list.replace("PAGE", &page).replace(
                "ROWS",
                "totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } }",
            );
            let data = self.ask(&fields, json!({})).await;
            let connection = path.iter().fold(&data, |value, key| &value[*key]);
            let edges = connection["edges"].as_array().unwrap_or_else(|| panic!("{fields}: {data}")).iter();
            let mut found: Vec<String> =
                edges.filter_map(|edge| edge["node"]["id"].as_str().map(str::to_owned)).collect();
            let (goes_on, next) =
                if is_backward { ("hasPreviousPage", "startCursor") } else { ("hasNextPage", "endCursor") };
            if is_backward {
                found.extend(ids);
                ids = found;
            } else {
                ids.extend(found);
            }
            if connection["pageInfo"][goes_on] != true {
                assert_eq!(connection["totalCount"], ids.len(), "{fields}");
                return ids;
            }
            cursor = connection["pageInfo"][next].clone();
        }
    }

    /// Each list of the root, in every order and locale, both ways; all ids found.
    pub async fn lists(&self) -> Vec<String> {
        let mut all = Vec::new();
        for list in self.schema.connections(self.of) {
            let field = self.field(list);
            let Some(order) = argument(field, "orderBy") else { continue };
            let order = named(&order["type"]).name;
            let fields = self.schema.input_fields(order);
            let of = fields.iter().find(|field| field["name"] == "field").expect("what it is ordered by");
            let mut first: Option<HashSet<String>> = None;
            for by in self.schema.enum_values(named(&of["type"]).name) {
                let from = if by == "DISTANCE" { ", from: { latitude: 48.74, longitude: 9.31 }" } else { "" };
                for locale in LOCALES {
                    for direction in ["ASC", "DESC"] {
                        let query = format!(
                            "{list}(PAGE, locale: {locale:?}, orderBy: {{ field: {by}, direction: {direction}{from} }}) {{ ROWS }}"
                        );
                        let forward = self.walk(&query, false, &[list]).await;
                        let is_whole = direction == "ASC" || locale == "de";
                        if is_whole {
                            assert_eq!(self.walk(&query, true, &[list]).await, forward, "{query}");
                        }
                        let found: HashSet<String> = forward.iter().cloned().collect();
                        assert_eq!(found.len(), forward.len(), "{query}");
                        if first.is_none() {
                            all.extend(forward);
                        }
                        let first = first.get_or_insert_with(|| found.clone());
                        assert_eq!(*first, found, "{query}");
                    }
                }
            }
        }
        all
    }

    fn field(&self, name: &str) -> &Value {
        let fields = self.schema.fields(self.of).into_iter();
        let mut fields = fields.filter(|field| field["name"] == name);
        fields.next().expect("it has the field")
    }

    /// Everything of everything, and of what stands around it; then the pages of their lists that did not come along.
    pub async fn contents(&self, ids: &[String], depth: usize) {
        let selection = self.schema.select("Node", depth);
        for batch in ids.chunks(BATCH) {
            let data =
                self.ask(&format!("nodes(ids: $ids) {{ {selection} }}"), json!({ "ids": batch })).await;
            let nodes = data["nodes"].as_array().expect("a list");
            for (id, node) in batch.iter().zip(nodes) {
                assert_eq!(node["id"], *id);
                let of = node["__typename"].as_str().expect("a type");
                for list in self.schema.connections(of) {
                    if node[format!("{of}_{list}")]["pageInfo"]["hasNextPage"] == true {
                        let query =
                            format!("node(id: {id:?}) {{ ... on {of} {{ {list}(PAGE) {{ ROWS }} }} }}");
                        let forward = self.walk(&query, false, &["node", list]).await;
                        assert_eq!(self.walk(&query, true, &["node", list]).await, forward, "{query}");
                    }
                }
            }
        }
        // What has no arguments, or takes a locale.
        for field in self.schema.fields(self.of) {
            let name = field["name"].as_str().expect("a name");
            let Named { name: result, .. } = named(&field["type"]);
            let is_simple = field["args"].as_array().is_none_or(|arguments| {
                !arguments
                    .iter()
                    .any(|argument| named(&argument["type"]).is_needed && argument["defaultValue"].is_null())
            });
            if is_simple && !result.ends_with("Connection") && !["Preview", "Account"].contains(&result) {
                self.ask(&format!("{name} {{ {} }}", self.schema.select(result, 1)), json!({})).await;
            }
        }
    }

    /// Looks for what is hidden, by everything that one can look by: nothing is found, and nothing is missed by its contrary.
    pub async fn baits(&self, bait: &Bait) {
        for list in self.schema.connections(self.of) {
            let field = self.field(list);
            let Some(filter) = argument(field, "filter") else { continue };
            let filter = named(&filter["type"]).name;
            let all = self.count(list, "").await;
            for bait in self.filters(filter, bait) {
                assert_eq!(self.count(list, &format!("(filter: {{ {bait} }})")).await, 0, "{list} {bait}");
                let contrary = format!("(filter: {{ not: {{ {bait} }} }})");
                assert_eq!(self.count(list, &contrary).await, all, "{list} not {bait}");
                let either = format!("(filter: {{ or: [{{ {bait} }}] }})");
                assert_eq!(self.count(list, &either).await, 0, "{list} or {bait}");
            }
        }
        for field in self.schema.fields(self.of) {
            let (name, Some(by)) = (field["name"].as_str().expect("a name"), argument(field, "by")) else {
                continue;
            };
            for key in self.schema.input_fields(named(&by["type"]).name) {
                let key = key["name"].as_str().expect("a name");
                let values = match key {
                    "id" => bait.ids.iter().map(ToString::to_string).collect(),
                    "path" => bait.paths.clone(),
                    "email" => bait.emails.clone(),
                    _ => bait.slugs.clone(),
                };
                for value in values {
                    let data = self
                        .ask(&format!("{name}(by: {{ {key}: {value:?} }}) {{ __typename }}"), json!({}))
                        .await;
                    assert!(data[name].is_null(), "{name} by {key} {value}");
                }
            }
        }
        for phone in &bait.phones {
            let counts = ["departments", "staff", "offices"].map(|list| format!("{list} {{ totalCount }}"));
            let data = self
                .ask(&format!("phoneUsers(number: {phone:?}) {{ {} }}", counts.join(" ")), json!({}))
                .await;
            let users = data["phoneUsers"].as_object().expect("an object");
            assert!(users.values().all(|list| list["totalCount"] == 0), "{phone}: {data}");
        }
        for ids in bait.ids.chunks(100) {
            let data = self.send(&self.query("nodes(ids: $ids) { __typename }"), json!({ "ids": ids })).await;
            let shown = data.to_string();
            assert!(!shown.contains("__typename") && !shown.contains("errors"), "{shown}");
        }
        for id in bait.ids.iter().take(5) {
            let data = self.ask(&format!("node(id: \"{id}\") {{ __typename }}"), json!({})).await;
            assert!(data["node"].is_null());
        }
    }

    async fn count(&self, list: &str, arguments: &str) -> i64 {
        let data = self.ask(&format!("{list}{arguments} {{ totalCount nodes {{ id }} }}"), json!({})).await;
        let count = data[list]["totalCount"].as_i64().expect("a number");
        let is_empty = data[list]["nodes"].as_array().is_some_and(Vec::is_empty);
        assert_eq!(count == 0, is_empty, "{list}{arguments}");
        count
    }

    /// Filters that name what is hidden, for each field of a filter.
    fn filters(&self, filter: &str, bait: &Bait) -> Vec<String> {
        let mut found = Vec::new();
        for field in self.schema.input_fields(filter) {
            let (key, of) = (field["name"].as_str().expect("a name"), named(&field["type"]));
            let quoted = |values: &[String]| {
                values.iter().map(|value| format!("{value:?}")).collect::<Vec<_>>().join(", ")
            };
            let ids: Vec<String> = bait.ids.iter().take(90).map(ToString::to_string).collect();
            match of.name {
                _ if ["and", "or", "not"].contains(&key) => {}
                "TextFilter" => {
                    for word in [self.marker, &self.marker[..5]] {
                        found.push(format!("{key}: {{ contains: {word:?} }}"));
                        found.push(format!("{key}: {{ startsWith: {word:?} }}"));
                    }
                }
                "ID" => found.push(format!("{key}: [{}]", quoted(&ids))),
                "String" if of.is_list && key == "emails" => {
                    found.push(format!("{key}: [{}]", quoted(&bait.emails)));
                }
                "String" if of.is_list => found.push(format!("{key}: [{}]", quoted(&bait.slugs))),
                "String" => found.extend(bait.phones.iter().map(|phone| format!("{key}: {phone:?}"))),
                name if self.schema.input_fields(name).is_empty() => {}
                name => {
                    let below = self.filters(name, bait).into_iter();
                    found.extend(below.map(|below| format!("{key}: {{ {below} }}")));
                    if name.contains("Tree") {
                        found.push(format!("{key}: {{ ids: [{}], includesSubtree: true }}", quoted(&ids)));
                    }
                }
            }
        }
        found
    }

    /// What is wrong is told without a word of what is hidden.
    pub async fn errors(&self, desk: &[&str]) {
        for fields in [
            "departmnts { totalCount }",
            "departments { nodes { slugg } }",
            "departments { nodes { versio } }",
            "departments { nodes { usedB { totalCount } } }",
            "departments(first: 1000) { totalCount }",
            "departments(after: \"AAAA\") { totalCount }",
            "departments(filter: { nam: { contains: \"a\" } }) { totalCount }",
            "departments(filter: { ids: [\"0\"] }) { totalCount }",
            "pages(orderBy: { field: TITEL }) { totalCount }",
            "page(by: { path: \"/de/\" , id: \"0\" }) { id }",
            "node(id: \"0\") { id }",
            "staf { totalCount }",
            "previe { node(id: \"0\") { id } }",
        ] {
            let body = self.send(&self.query(fields), json!({})).await;
            let errors = body["errors"].to_string();
            assert!(body["errors"].is_array() || body["data"] != Value::Null, "{fields}: {body}");
            for word in desk {
                assert!(!errors.contains(word), "{fields}: {errors}");
            }
        }
    }
}

/// What is hidden, to look for.
#[derive(Default)]
pub struct Bait {
    pub ids: Vec<Uuid>,
    pub slugs: Vec<String>,
    pub paths: Vec<String>,
    pub emails: Vec<String>,
    pub phones: Vec<String>,
}

/// Every UUID in a text.
fn ids_in(text: &str) -> impl Iterator<Item = Uuid> {
    let bytes = text.as_bytes();
    let starts = (0..bytes.len().saturating_sub(35)).filter(|&at| {
        [8, 13, 18, 23].iter().all(|dash| bytes[at + dash] == b'-') && bytes[at].is_ascii_hexdigit()
    });
    starts.filter_map(|at| Uuid::try_parse(text.get(at..at + 36)?).ok())
}
