//! Every field that the desk's schema has and the public's has not, read in each place that rights tell apart.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use wegweiser::domain::content::ContentId;

use super::{City, Kind, introspect, refused};
use crate::support::Sketch;

/// Where fields of a type are read: the case, the query with `FIELD` in their place, the pointer to what has them.
type Place = (&'static str, String, &'static str);

pub async fn rows(city: &City) -> Vec<(String, Vec<String>)> {
    let (administrator, anonymous) =
        (city.asker(Kind::Administrator).await, city.asker(Kind::Anonymous).await);
    let desk = introspect(city, &administrator).await;
    let public = fields(&introspect(city, &anonymous).await);
    let contents = Contents::new(city).await;
    let mut rows = Vec::new();
    for ((type_name, field), selection) in fields(&desk) {
        if public.contains_key(&(type_name.clone(), field.clone())) || is_of_mutation(&desk, &type_name) {
            continue;
        }
        let places = places(&contents, &type_name, &field);
        assert!(
            !places.is_empty(),
            "the field {type_name}.{field} is not placed in the matrix of permissions"
        );
        for (case, query, pointer) in places {
            let query = query.replace("FIELD", &selection);
            let mut cells = Vec::new();
            for kind in Kind::ALL {
                let asker = city.asker(kind).await;
                let body = city.ask(&asker, &query, json!({})).await;
                cells.push(refused(&body).unwrap_or_else(|| seen(&body, pointer, &field)));
            }
            let title = if case.is_empty() { String::new() } else { format!(": {case}") };
            rows.push((format!("{type_name}.{field}{title}"), cells));
        }
    }
    rows
}

/// What is read at a place: how many have the field and whether it says anything.
fn seen(body: &Value, pointer: &str, field: &str) -> String {
    match body.pointer(&format!("/data{pointer}")) {
        None | Some(Value::Null) => "nothing".to_owned(),
        Some(Value::Array(list)) if list.is_empty() => "nothing".to_owned(),
        // A list of what was asked for itself.
        Some(Value::Array(list)) if pointer.ends_with("/nodes") && list[0].get(field).is_none() => {
            if list.iter().all(Value::is_null) { "nothing".to_owned() } else { "shown".to_owned() }
        }
        Some(holder) => {
            let holder = if let Value::Array(list) = holder { &list[0] } else { holder };
            match &holder[field] {
                Value::Null => "null".to_owned(),
                Value::String(text) if text.chars().all(|c| c.is_ascii_uppercase()) => text.clone(),
                Value::Bool(value) => value.to_string(),
                _ => "shown".to_owned(),
            }
        }
    }
}

/// Payloads and problems, which the mutations give and their rows show.
fn is_of_mutation(schema: &Value, type_name: &str) -> bool {
    let types = schema["types"].as_array().expect("a list").iter();
    let mut problems = types.filter(|kind| kind["name"] == "Problem");
    let possible = problems.next().map(|kind| kind["possibleTypes"].as_array().cloned().unwrap_or_default());
    type_name == "Mutation"
        || type_name.ends_with("Payload")
        || possible.unwrap_or_default().iter().any(|kind| kind["name"] == type_name)
}

/// The fields of all objects and interfaces, each as it is selected.
fn fields(schema: &Value) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    let objects: BTreeSet<&str> = schema["types"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|kind| ["OBJECT", "INTERFACE"].contains(&kind["kind"].as_str().expect("a kind")))
        .filter_map(|kind| kind["name"].as_str())
        .collect();
    for kind in schema["types"].as_array().expect("a list") {
        let Some(fields) = kind["fields"].as_array() else { continue };
        let type_name = kind["name"].as_str().expect("a name");
        if type_name.starts_with("__") {
            continue;
        }
        for field in fields {
            let name = field["name"].as_str().expect("a name");
            let mut of = &field["type"];
            while of["name"].is_null() {
                of = &of["ofType"];
            }
            let is_object = objects.contains(of["name"].as_str().expect("a name"));
            let selection = if is_object { format!("{name} {{ __typename }}") } else { name.to_owned() };
            found.insert((type_name.to_owned(), name.to_owned()), selection);
        }
    }
    found
}

/// A content of each noun: a draft in mine, a draft in other, and a changed one in other that is live. One was deleted.
struct Contents {
    of: BTreeMap<&'static str, [ContentId; 3]>,
}

impl Contents {
    async fn new(city: &City) -> Self {
        let mut of = BTreeMap::new();
        for type_name in ["Department", "StaffMember", "Responsibility", "Office", "Page"] {
            let sketch = |department: ContentId| {
                let name = city.name();
                match type_name {
                    "Department" => Sketch::department(&name, Some(department)),
                    "StaffMember" => Sketch::staff_member(department, &name),
                    "Responsibility" => Sketch::responsibility(department, &name, &[]),
                    "Office" => Sketch::office(department, &name, &[]),
                    _ => Sketch::page(department, &name),
                }
            };
            let (mine, other, live) = (sketch(city.mine), sketch(city.other), sketch(city.other));
            let ids = [&mine, &other, &live].map(Sketch::id);
            city.app.draft([mine, other]).await;
            city.app.live([live]).await;
            of.insert(type_name, ids);
        }
        let gone = Sketch::department(&city.name(), Some(city.mine));
        let id = gone.id();
        city.app.draft([gone]).await;
        let token = city.app.admin().await;
        city.app.done(&token, "contentDelete", json!({ "id": id, "expectedVersion": 1 }), "").await;
        Self { of }
    }

    /// The ids of all drafts in other, as a list of GraphQL.
    fn drafts_in_other(&self) -> String {
        self.of.values().map(|ids| format!("\"{}\"", ids[1])).collect::<Vec<_>>().join(", ")
    }

    /// The three of a noun under preview, and the live one in public.
    fn places(&self, type_name: &str, selected: &str) -> Vec<Place> {
        let [mine, other, live] = self.of[type_name];
        let query = |id: ContentId| format!("{{ preview {{ node(id: \"{id}\") {{ {selected} }} }} }}");
        vec![
            ("a draft in mine, in preview", query(mine), "/preview/node"),
            ("a draft in other, in preview", query(other), "/preview/node"),
            ("live in other, in preview", query(live), "/preview/node"),
            ("live in other", format!("{{ node(id: \"{live}\") {{ {selected} }} }}"), "/node"),
        ]
    }
}

/// The roots of preview: a draft in other by its id, or the whole list.
fn preview_places(contents: &Contents, field: &str) -> Vec<Place> {
    let draft = |type_name: &str| contents.of[type_name][1];
    let by_id = |type_name: &str| {
        let query = format!("{{ preview {{ {field}(by: {{id: \"{}\"}}) {{ id }} }} }}", draft(type_name));
        vec![("a draft in other", query, "/preview")]
    };
    match field {
        "department" => by_id("Department"),
        "staffMember" => by_id("StaffMember"),
        "responsibility" => by_id("Responsibility"),
        "office" => by_id("Office"),
        "page" => by_id("Page"),
        "phoneUsers" => {
            let query = "{ preview { phoneUsers(number: \"+49 711 35122876\") { number { e164 } } } }";
            vec![("", query.to_owned(), "/preview")]
        }
        "staffCsv" => {
            vec![("", "{ preview { staffCsv(hasHeader: false) { text } } }".to_owned(), "/preview")]
        }
        "node" => {
            let query = format!("{{ preview {{ node(id: \"{}\") {{ id }} }} }}", draft("Page"));
            vec![("a draft in other", query, "/preview")]
        }
        "nodes" => {
            let query = format!("{{ preview {{ nodes(ids: [\"{}\"]) {{ id }} }} }}", draft("Page"));
            vec![("a draft in other", query, "/preview/nodes")]
        }
        _ => {
            let filter = format!("filter: {{ ids: [{}] }}", contents.drafts_in_other());
            let query = format!("{{ preview {{ {field}({filter}) {{ nodes {{ id }} }} }} }}");
            let pointer = match field {
                "departments" => "/preview/departments/nodes",
                "staff" => "/preview/staff/nodes",
                "responsibilities" => "/preview/responsibilities/nodes",
                "offices" => "/preview/offices/nodes",
                "pages" => "/preview/pages/nodes",
                _ => return Vec::new(),
            };
            vec![("drafts in other", query, pointer)]
        }
    }
}

fn places(contents: &Contents, type_name: &str, field: &str) -> Vec<Place> {
    let one = |query: &str, pointer: &'static str| vec![("", query.to_owned(), pointer)];
    match type_name {
        "Query" => match field {
            "plannedSteps" => one("{ plannedSteps { totalCount nodes { id } } }", ""),
            "deletedContents" => one("{ deletedContents { totalCount nodes { id } } }", ""),
            "preview" => one("{ FIELD }", ""),
            "openingHoursParse" => one(
                "{ openingHoursParse(text: \"Mo 8-12 Uhr\", locale: \"de\") { openingHours { rule } } }",
                "",
            ),
            "account" => one("{ account(id: \"018f4e2a-7c3b-7d5e-9f10-2b3c4d5e6f70\") { id } }", ""),
            "accounts" => {
                one("{ accounts { totalCount FIELDS } }".replace("FIELDS", "nodes { id }").as_str(), "")
            }
            _ => Vec::new(),
        },
        "Preview" => preview_places(contents, field),
        "OpeningHoursReading" => one(
            "{ openingHoursParse(text: \"Mo 8-12 Uhr\", locale: \"de\") { FIELD } }",
            "/openingHoursParse",
        ),
        "Department" | "StaffMember" | "Responsibility" | "Office" | "Page" => {
            contents.places(type_name, &format!("... on {type_name} {{ FIELD }}"))
        }
        "Content" => contents.places("Department", "... on Content { FIELD }"),
        "PublicationStatus" => {
            let places = contents.places("Page", "... on Page { publication { FIELD } }");
            let below = |(case, query, pointer)| {
                (
                    case,
                    query,
                    if pointer == "/node" { "/node/publication" } else { "/preview/node/publication" },
                )
            };
            places.into_iter().map(below).collect()
        }
        "ContentConnection" | "ContentEdge" => {
            let selection = if type_name == "ContentEdge" { "edges { FIELD }" } else { "FIELD" };
            let pointer = if type_name == "ContentEdge" {
                "/preview/department/usedBy/edges"
            } else {
                "/preview/department/usedBy"
            };
            let query = |slug: &str| {
                format!(
                    "{{ preview {{ department(by: {{slug: \"{slug}\"}}) {{ usedBy(first: 1) {{ {selection} }} }} }} }}"
                )
            };
            vec![("of mine", query("mein"), pointer), ("of other", query("anderes"), pointer)]
        }
        "RevisionConnection" | "RevisionEdge" | "Revision" | "Change" | "WordChange" => {
            let (selection, pointer) = match type_name {
                "RevisionConnection" => ("FIELD", "/preview/department/revisions"),
                "RevisionEdge" => ("edges { FIELD }", "/preview/department/revisions/edges"),
                "Revision" => ("nodes { FIELD }", "/preview/department/revisions/nodes"),
                "Change" => ("nodes { changes { FIELD } }", "/preview/department/revisions/nodes/0/changes"),
                // The third change of the first revision is that of the name.
                _ => (
                    "nodes { changes { words { FIELD } } }",
                    "/preview/department/revisions/nodes/0/changes/2/words",
                ),
            };
            let query = |slug: &str| {
                format!(
                    "{{ preview {{ department(by: {{slug: \"{slug}\"}}) {{ revisions(last: 1) {{ {selection} }} }} }} }}"
                )
            };
            vec![("of mine", query("mein"), pointer), ("of other", query("anderes"), pointer)]
        }
        "OwnFacts" => {
            let places = contents.places("StaffMember", "... on StaffMember { own { FIELD } }");
            let below = |(case, query, pointer)| {
                (case, query, if pointer == "/node" { "/node/own" } else { "/preview/node/own" })
            };
            places.into_iter().map(below).collect()
        }
        "PlannedStep" | "PlannedStepConnection" | "PlannedStepEdge" | "PlannedItem" => {
            let (selection, pointer) = match type_name {
                "PlannedStep" => ("nodes { FIELD }", "/plannedSteps/nodes"),
                "PlannedStepConnection" => ("FIELD", "/plannedSteps"),
                "PlannedStepEdge" => ("edges { FIELD }", "/plannedSteps/edges"),
                _ => ("nodes { items { FIELD } }", "/plannedSteps/nodes/0/items"),
            };
            one(&format!("{{ plannedSteps(first: 1) {{ {selection} }} }}"), pointer)
        }
        "DeletedContent" | "DeletedContentConnection" | "DeletedContentEdge" => {
            let (selection, pointer) = match type_name {
                "DeletedContent" => ("nodes { FIELD }", "/deletedContents/nodes"),
                "DeletedContentConnection" => ("FIELD", "/deletedContents"),
                _ => ("edges { FIELD }", "/deletedContents/edges"),
            };
            one(&format!("{{ deletedContents(first: 1) {{ {selection} }} }}"), pointer)
        }
        "LocaleInfo" => one("{ locales { FIELD } }", "/locales"),
        "Viewer" => one("{ viewer { FIELD } }", "/viewer"),
        "Account" => one("{ accounts(last: 1) { nodes { FIELD } } }", "/accounts/nodes"),
        "AccountConnection" => one("{ accounts(last: 1) { FIELD } }", "/accounts"),
        "AccountEdge" => one("{ accounts(last: 1) { edges { FIELD } } }", "/accounts/edges"),
        "Token" => one("{ viewer { token { FIELD } } }", "/viewer/token"),
        "Grant" => one("{ viewer { grants { FIELD } } }", "/viewer/grants"),
        "TokenGrant" => one("{ viewer { token { grants { FIELD } } } }", "/viewer/token/grants"),
        _ => Vec::new(),
    }
}
