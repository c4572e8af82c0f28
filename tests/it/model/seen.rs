//! What must be seen of the city, on the desk and in public: all that the server shows of the handful.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::city::{Above, City, Facts, Key, Kind, LOCALES, Number, SOURCE, Side, Stage, Tag};

/// How each locale is called in the query.
const NAMES: [&str; 3] = ["de", "simple", "en"];

/// Each kind's list at the root, and its name as a type.
const LISTS: [(&str, Kind, &str); 5] = [
    ("departments", Kind::Department, "Department"),
    ("staff", Kind::Person, "StaffMember"),
    ("responsibilities", Kind::Duty, "Responsibility"),
    ("offices", Kind::Office, "Office"),
    ("pages", Kind::Page, "Page"),
];

/// What asks for everything.
pub fn query(stage: Stage) -> String {
    let mut fragments = String::new();
    let mut lists = String::new();
    for (list, kind, name) in LISTS {
        let mut fields = String::new();
        for (field, alias) in kind.texts().into_iter().zip(["first", "second"]) {
            let value = if field == "description" { "value: markdown" } else { "value" };
            for (tag, locale) in LOCALES.into_iter().zip(NAMES) {
                fields += &format!(
                    " {alias}_{locale}: {field}(locale: {tag:?}) {{ {value} lang isFallback isOutdated }}"
                );
            }
        }
        fields += match kind {
            Kind::Department => {
                " slug building parent { id } ancestors { id } children(first: 100) { ...d }
                staff(first: 100) { ...s } pages(first: 100) { ...p }"
            }
            Kind::Person => {
                " academicTitle of: building department { id } carries: duties { role responsibility { id } } offices { id }"
            }
            Kind::Duty => " slug department { id } duties { role staffMember { id } }",
            Kind::Office => " slug department { id } runBy { id }",
            Kind::Page => {
                " department { id } above: parent { id } chain: ancestors { id } below: children(first: 100) { ...p } contacts { id }
                relatedLinks { id url target { id } de: label(locale: \"de\") { ...t } simple: label(locale: \"de-simple\") { ...t }
                    en: label(locale: \"en\") { ...t } }"
            }
        };
        if kind == Kind::Page {
            for (tag, locale) in LOCALES.into_iter().zip(NAMES) {
                fields +=
                    &format!(" slug_{locale}: slug(locale: {tag:?}) path_{locale}: path(locale: {tag:?})");
            }
        }
        fragments += &format!("... on {name} {{ {fields} }}\n");
        lists += &format!("{list}(first: 100, orderBy: {{ field: TREE }}) {{ totalCount nodes {{ id }} }}\n");
    }
    let desk =
        "stage version publication { state liveLocales } usedBy(first: 100) { totalCount nodes { id } }";
    let desk = if stage == Stage::Draft { desk } else { "" };
    let fields =
        format!("nodes(ids: $ids) {{ ... on Content {{ id availableLocales {desk} }} {fragments} }} {lists}");
    let fields = if stage == Stage::Draft { format!("preview {{ {fields} }}") } else { fields };
    format!(
        "query($ids: [ID!]!) {{ {fields} }}
        fragment d on DepartmentConnection {{ totalCount nodes {{ id }} }}
        fragment s on StaffMemberConnection {{ totalCount nodes {{ id }} }}
        fragment p on PageConnection {{ totalCount nodes {{ id }} }}
        fragment t on Text {{ value lang isFallback isOutdated }}"
    )
}

/// Brings what has no order that matters here into one.
pub fn sorted(mut seen: Value) -> Value {
    for node in seen["nodes"].as_array_mut().into_iter().flatten() {
        for list in ["carries", "offices"] {
            if let Some(list) = node.get_mut(list).and_then(Value::as_array_mut) {
                list.sort_by_key(ToString::to_string);
            }
        }
    }
    seen
}

impl City {
    /// All ids ever given.
    pub fn ids(&self) -> Value {
        self.contents.iter().map(|content| json!(content.id)).collect()
    }

    /// What must be seen in a stage, as the query asks for it.
    pub fn seen(&self, stage: Stage) -> Value {
        let paths = self.paths(stage);
        let mut seen = Map::new();
        let nodes = self.numbers().map(|number| self.node(stage, number, &paths)).collect();
        seen.insert("nodes".to_owned(), nodes);
        for (list, kind, _) in LISTS {
            let of_kind = self.there(stage).into_iter().filter(|&number| self.contents[number].kind == kind);
            seen.insert(list.to_owned(), self.list(stage, of_kind.collect()));
        }
        sorted(Value::Object(seen))
    }

    fn reference(&self, number: Number) -> Value {
        json!({ "id": self.contents[number].id })
    }

    /// A content, where it is seen.
    fn seen_reference(&self, stage: Stage, number: Option<Number>) -> Value {
        let number = number.filter(|&number| self.side(stage, number).is_some());
        number.map_or(Value::Null, |number| self.reference(number))
    }

    /// A list in the order of the tree.
    fn list(&self, stage: Stage, mut numbers: Vec<Number>) -> Value {
        numbers.sort_by_key(|&number| (self.tree_key(stage, number), self.contents[number].id.clone()));
        self.connection(numbers)
    }

    /// A list of what stands directly below one content. Equal positions, which partial publications make, go by the id,
    /// where the tree goes by its last digits.
    fn list_of_owner(&self, stage: Stage, mut numbers: Vec<Number>) -> Value {
        let position = |number| self.facts(stage, number).map(|facts| facts.position.as_str().to_owned());
        numbers.sort_by_key(|&number| (position(number), self.contents[number].id.clone()));
        self.connection(numbers)
    }

    fn connection(&self, numbers: Vec<Number>) -> Value {
        let nodes: Vec<Value> = numbers.into_iter().map(|number| self.reference(number)).collect();
        json!({ "totalCount": nodes.len(), "nodes": nodes })
    }

    fn node(&self, stage: Stage, number: Number, paths: &BTreeMap<(Number, Tag), String>) -> Value {
        let Some(side) = self.side(stage, number) else { return Value::Null };
        let (content, facts) = (&self.contents[number], &side.facts);
        let mut node = json!({ "id": content.id, "availableLocales": available(content.kind, side) });
        if stage == Stage::Draft {
            let mut users: Vec<String> =
                self.users(stage, number).into_iter().map(|user| self.contents[user].id.clone()).collect();
            users.sort();
            let users: Vec<Value> = users.into_iter().map(|id| json!({ "id": id })).collect();
            let locales = content.live.as_ref().map(|live| available(content.kind, live));
            node["stage"] = json!("DRAFT");
            node["version"] = json!(content.version);
            node["usedBy"] = json!({ "totalCount": users.len(), "nodes": users });
            node["publication"] =
                json!({ "state": self.state(number), "liveLocales": locales.unwrap_or_default() });
        }
        for (field, alias) in content.kind.texts().into_iter().zip(["first", "second"]) {
            for (tag, locale) in LOCALES.into_iter().zip(NAMES) {
                node[format!("{alias}_{locale}")] = text(side, (tag, field, 0));
            }
        }
        let department = self.seen_reference(stage, facts.department);
        match content.kind {
            Kind::Department => self.add_department(stage, number, facts, &mut node),
            Kind::Person => {
                node["academicTitle"] = json!(facts.word);
                let of = facts.department.and_then(|department| self.facts(stage, department));
                node["of"] = json!(of.and_then(|department| department.word.as_ref()));
                node["department"] = department;
                self.add_carried(stage, number, &mut node);
            }
            Kind::Duty => {
                node["slug"] = json!(facts.slug);
                node["department"] = department;
                node["duties"] = self
                    .people_of(stage, facts)
                    .map(|(person, role)| json!({ "role": role, "staffMember": person }))
                    .collect();
            }
            Kind::Office => {
                node["slug"] = json!(facts.slug);
                node["department"] = department;
                node["runBy"] = self.people_of(stage, facts).map(|(person, _)| person).collect();
            }
            Kind::Page => {
                node["department"] = department;
                self.add_page(stage, number, side, paths, &mut node);
            }
        }
        node
    }

    /// The people of a relation who are seen, and the role that they would have.
    fn people_of(&self, stage: Stage, facts: &Facts) -> impl Iterator<Item = (Value, &'static str)> {
        let people = facts.people.iter().filter(move |(person, _)| self.side(stage, *person).is_some());
        people.map(|&(person, is_deputy)| {
            (self.reference(person), if is_deputy { "DEPUTY" } else { "RESPONSIBLE" })
        })
    }

    fn add_department(&self, stage: Stage, number: Number, facts: &Facts, node: &mut Value) {
        node["slug"] = json!(facts.slug);
        node["building"] = json!(facts.word);
        node["parent"] = self.seen_reference(stage, facts.above.number());
        node["ancestors"] = self.ancestors(stage, number);
        let children = self.siblings(stage, Kind::Department, Above::Department(number));
        node["children"] = self.list_of_owner(stage, children);
        for (list, kind) in [("staff", Kind::Person), ("pages", Kind::Page)] {
            let belongs = |&other: &Number| {
                self.contents[other].kind == kind
                    && self.facts(stage, other).is_some_and(|facts| facts.department == Some(number))
            };
            let numbers = self.numbers().filter(belongs).collect();
            let is_flat = kind == Kind::Person;
            node[list] = if is_flat { self.list_of_owner(stage, numbers) } else { self.list(stage, numbers) };
        }
    }

    /// What stands above it and is of its kind, the root first, as far as it is seen.
    fn ancestors(&self, stage: Stage, number: Number) -> Value {
        let kind = self.contents[number].kind;
        let above = self.above(stage, number).into_iter();
        let above = above.take_while(|&above| self.contents[above].kind == kind);
        let mut above: Vec<Number> = above.filter(|&above| self.side(stage, above).is_some()).collect();
        above.reverse();
        above.into_iter().map(|above| self.reference(above)).collect()
    }

    /// What a person does: by the duties and offices that name them.
    fn add_carried(&self, stage: Stage, number: Number, node: &mut Value) {
        let (mut carries, mut offices) = (Vec::new(), Vec::new());
        for other in self.there(stage) {
            let facts = self.facts(stage, other).expect("it is there");
            let Some((_, is_deputy)) = facts.people.iter().find(|(person, _)| *person == number) else {
                continue;
            };
            match self.contents[other].kind {
                Kind::Duty => {
                    let role = if *is_deputy { "DEPUTY" } else { "RESPONSIBLE" };
                    carries.push(json!({ "role": role, "responsibility": self.reference(other) }));
                }
                Kind::Office => offices.push(self.reference(other)),
                _ => {}
            }
        }
        node["carries"] = carries.into();
        node["offices"] = offices.into();
    }

    fn add_page(
        &self,
        stage: Stage,
        number: Number,
        side: &Side,
        paths: &BTreeMap<(Number, Tag), String>,
        node: &mut Value,
    ) {
        let facts = &side.facts;
        let path = |page: Number, tag: Tag| {
            let own = paths.get(&(page, tag));
            own.or_else(|| paths.get(&(page, SOURCE))).cloned()
        };
        for (tag, locale) in LOCALES.into_iter().zip(NAMES) {
            let slug = facts.slugs.get(tag).or_else(|| facts.slugs.get(SOURCE));
            node[format!("slug_{locale}")] = json!(slug);
            node[format!("path_{locale}")] = json!(path(number, tag));
        }
        let parent = match facts.above {
            Above::Page(parent) => self.seen_reference(stage, Some(parent)),
            Above::Nothing | Above::Department(_) => Value::Null,
        };
        node["above"] = parent;
        node["chain"] = self.ancestors(stage, number);
        node["below"] = self.list_of_owner(stage, self.siblings(stage, Kind::Page, Above::Page(number)));
        node["contacts"] = self.people_of(stage, facts).map(|(person, _)| person).collect();
        let links = facts
            .links
            .iter()
            .filter(|(_, target)| target.is_none_or(|target| self.side(stage, target).is_some()));
        let links = links.map(|&(link, target)| {
            let url = match target {
                None => Some("https://example.org/".to_owned()),
                Some(target) => path(target, SOURCE),
            };
            json!({
                "id": self.links[link - 1], "url": url, "target": self.seen_reference(stage, target),
                "de": text(side, ("de", "label", link)), "simple": text(side, ("de-simple", "label", link)),
                "en": text(side, ("en", "label", link)),
            })
        });
        node["relatedLinks"] = links.collect();
    }

    /// How the draft stands to what is public.
    fn state(&self, number: Number) -> &'static str {
        let content = &self.contents[number];
        match (&content.draft, &content.live) {
            (_, None) if content.was_published => "UNPUBLISHED",
            (_, None) => "DRAFT",
            (Some(draft), Some(live)) if draft.facts != live.facts || draft.texts != live.texts => "CHANGED",
            (_, Some(_)) => "LIVE",
        }
    }
}

/// The locales that have the required text.
fn available(kind: Kind, side: &Side) -> Vec<Tag> {
    let has = |tag: &Tag| side.texts.contains_key(&(*tag, kind.texts()[0], 0));
    LOCALES.into_iter().filter(has).collect()
}

/// A text as its locale finds it: its own, else that of the source locale.
fn text(side: &Side, (tag, field, item): Key) -> Value {
    let found =
        [tag, SOURCE].into_iter().find_map(|lang| Some((lang, side.texts.get(&(lang, field, item))?)));
    let Some((lang, text)) = found else { return Value::Null };
    let now = side.texts.get(&(SOURCE, field, item)).map(|source| &source.value);
    let is_outdated = text.source.is_some() && text.source.as_ref() != now;
    json!({ "value": text.value, "lang": lang, "isFallback": lang != tag, "isOutdated": is_outdated })
}
