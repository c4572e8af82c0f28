//! What a viewer's schema has, by introspection, and selections made of it.

use std::collections::BTreeMap;

use serde_json::Value;

pub const LOCALES: [&str; 3] = ["de", "de-simple", "en"];

pub const INTROSPECTION: &str = "{ __schema { types { name kind possibleTypes { name } interfaces { name }
    enumValues { name }
    inputFields { name defaultValue type { ...t } }
    fields(includeDeprecated: true) { name args { name type { ...t } } type { ...t } } } } }
    fragment t on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

pub struct Schema {
    types: BTreeMap<String, Value>,
}

/// A type without what stands around it: its name, and whether it is a list and needed.
pub struct Named<'a> {
    pub name: &'a str,
    pub is_list: bool,
    pub is_needed: bool,
}

pub fn named(of: &Value) -> Named<'_> {
    let is_needed = of["kind"] == "NON_NULL";
    let (mut inner, mut is_list) = (of, false);
    while !inner["ofType"].is_null() {
        is_list |= inner["kind"] == "LIST";
        inner = &inner["ofType"];
    }
    Named { name: inner["name"].as_str().expect("a name"), is_list, is_needed }
}

fn name(value: &Value) -> &str {
    value["name"].as_str().expect("a name")
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The argument of a field, if it has one of that name.
pub fn argument<'a>(field: &'a Value, wanted: &str) -> Option<&'a Value> {
    list(&field["args"]).find(|argument| name(argument) == wanted)
}

impl Schema {
    pub fn new(data: &Value) -> Self {
        let types = list(&data["__schema"]["types"]);
        Self { types: types.map(|of| (name(of).to_owned(), of.clone())).collect() }
    }

    pub fn fields(&self, of: &str) -> Vec<&Value> {
        self.types.get(of).map(|of| list(&of["fields"]).collect()).unwrap_or_default()
    }

    pub fn input_fields(&self, of: &str) -> Vec<&Value> {
        self.types.get(of).map(|of| list(&of["inputFields"]).collect()).unwrap_or_default()
    }

    pub fn enum_values(&self, of: &str) -> Vec<&str> {
        list(&self.types[of]["enumValues"]).map(name).collect()
    }

    fn kind(&self, of: &str) -> &str {
        self.types[of]["kind"].as_str().expect("a kind")
    }

    fn is_leaf(&self, of: &str) -> bool {
        matches!(self.kind(of), "SCALAR" | "ENUM")
    }

    /// Whether it has an identity of its own, so that a crawl comes by it anyway.
    pub fn is_node(&self, of: &str) -> bool {
        let is_one =
            |of: &str| list(&self.types[of]["interfaces"]).any(|interface| name(interface) == "Node");
        matches!(of, "Node" | "Content") || is_one(of)
    }

    /// The fields of an object that are lists with pages.
    pub fn connections(&self, of: &str) -> Vec<&str> {
        let fields = self.fields(of).into_iter();
        fields.filter(|field| named(&field["type"]).name.ends_with("Connection")).map(name).collect()
    }

    /// Everything of a type; what has an identity of its own only so deep.
    pub fn select(&self, of: &str, depth: usize) -> String {
        if of.ends_with("Connection") {
            return self.select_connection(of, depth);
        }
        let mut selection = "__typename".to_owned();
        if matches!(self.kind(of), "INTERFACE" | "UNION") {
            for field in self.fields(of).into_iter().filter(|field| name(field) == "id") {
                selection += &format!(" {}", name(field));
            }
            for possible in list(&self.types[of]["possibleTypes"]).map(name) {
                selection += &format!(" ... on {possible} {{ {} }}", self.select_as(possible, depth));
            }
            return selection;
        }
        selection + &self.select_fields(of, depth, "")
    }

    /// As one of the types of an interface: fields of one name differ in their types, so each has a name of its own.
    fn select_as(&self, of: &str, depth: usize) -> String {
        if depth == 0 && self.is_node(of) {
            return "id".to_owned();
        }
        self.select_fields(of, depth.saturating_sub(1), &format!("{of}_"))
    }

    fn select_fields(&self, of: &str, depth: usize, prefix: &str) -> String {
        let mut selection = String::new();
        for field in self.fields(of) {
            let Named { name: result, .. } = named(&field["type"]);
            let below = if self.is_leaf(result) {
                String::new()
            } else if self.is_node(result) && depth == 0 {
                "{ __typename ... on Node { id } }".to_owned()
            } else {
                let depth = depth.saturating_sub(usize::from(self.is_node(result)));
                format!("{{ {} }}", self.select(result, depth))
            };
            let (field_name, is_needed) =
                (name(field), |argument: &Value| named(&argument["type"]).is_needed);
            if list(&field["args"]).any(is_needed) {
                continue;
            }
            if result.ends_with("Connection") {
                selection += &format!(" {prefix}{field_name}: {field_name}(first: 100) {below}");
                continue;
            }
            selection += &format!(" {prefix}{field_name}: {field_name} {below}");
            if argument(field, "locale").is_some() {
                for (index, locale) in LOCALES.into_iter().enumerate() {
                    selection +=
                        &format!(" {prefix}{field_name}_{index}: {field_name}(locale: {locale:?}) {below}");
                }
            }
        }
        selection
    }

    fn select_connection(&self, of: &str, depth: usize) -> String {
        let node = self.fields(of).into_iter().find(|field| name(field) == "nodes").expect("nodes");
        let node = named(&node["type"]).name;
        let below = match depth {
            0 if self.is_node(node) => "__typename ... on Node { id }".to_owned(),
            _ => self.select(node, depth.saturating_sub(1)),
        };
        format!(
            "totalCount pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} edges {{ cursor node {{ {below} }} }}"
        )
    }
}
