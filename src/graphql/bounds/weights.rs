//! What the fields of a schema cost: how many members each has, and what more work it is than an object. `cost` walks
//! documents by it. A field that is new and heavy gets its weight here.

use std::collections::HashMap;

use async_graphql::parser::types::{BaseType, Type, TypeKind, TypeSystemDefinition};

use super::introspection::{Length, told};
use crate::domain::hours::MAX_DAYS;
use crate::graphql::types::hours::DEFAULT_DAYS;

/// Fields that take more work than an object does: long texts are read, formatted and sanitised, differences are made of
/// two snapshots. Each with the objects that it counts as.
const WEIGHTS: [(&str, &str, u64); 22] = [
    ("Department", "description", 20),
    ("Responsibility", "description", 20),
    ("Office", "description", 20),
    ("Page", "body", 20),
    ("RichText", "html", 5),
    ("RichText", "plain", 5),
    ("RichText", "outline", 5),
    ("Revision", "changes", 50),
    ("Department", "vcard", CARD),
    ("Department", "jsonLd", CARD),
    ("StaffMember", "vcard", CARD),
    ("StaffMember", "jsonLd", CARD),
    ("Office", "vcard", CARD),
    ("Office", "jsonLd", CARD),
    ("Page", "jsonLd", CARD),
    ("OpeningHours", "text", 5),
    ("OpeningHours", "isOpen", 5),
    ("OpeningHours", "nextChange", 50),
    ("OpeningHours", "days", 5),
    ("PhoneUsers", "departments", OBJECTS_OF_CONDITION),
    ("PhoneUsers", "staff", OBJECTS_OF_CONDITION),
    ("PhoneUsers", "offices", OBJECTS_OF_CONDITION),
];

/// What a card counts as: texts in every language, the departments above, what somebody is responsible for.
pub(super) const CARD: u64 = 50;

/// Fields that write a card for each row of their page.
pub(super) const TABLES: [&str; 1] = ["staffCsv"];

/// What narrows a list, and the objects that each condition in it counts as: it is looked up in all rows of a noun. Once
/// for each field, since the lists of all owners are read together.
pub(super) const FILTER: &str = "filter";
pub(super) const OBJECTS_OF_CONDITION: u64 = 250;

/// The list that says how long it is by the argument `count`, its length where that is left out, and at most.
const COUNTED: (&str, &str) = ("OpeningHours", "days");
pub(super) const COUNT: u64 = DEFAULT_DAYS.unsigned_abs() as u64;
pub(super) const MOST_COUNTED: u64 = MAX_DAYS as u64;

/// What a field's answer holds.
pub(super) struct FieldCost {
    /// The type of its objects; null for values without fields.
    pub(super) ty: Option<String>,
    pub(super) many: Many,
    /// The objects that it counts as, beside those that it holds.
    pub(super) weight: u64,
}

/// How many members the answer of a field has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Many {
    One,
    /// A connection: one object, whose lists are as long as its page.
    Page,
    /// As many as the argument `count` says.
    Counted,
    /// As many as the page of the connection or the lists of the mutation that it belongs to.
    OfPage,
    List,
    /// A list of introspection.
    Told(Length),
}

/// What the answers of a schema's fields hold.
pub struct Costs {
    types: HashMap<String, HashMap<String, FieldCost>>,
}

impl Costs {
    /// Of a schema in the schema definition language.
    pub fn of(sdl: &str) -> Self {
        let document =
            async_graphql::parser::parse_schema(sdl).expect("the library reads the schema that it writes");
        let introspection = told(&document);
        let mut fields_of = HashMap::new();
        for definition in document.definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let fields = match definition.node.kind {
                TypeKind::Object(object) => object.fields,
                TypeKind::Interface(interface) => interface.fields,
                TypeKind::Union(_) => Vec::new(),
                TypeKind::Scalar | TypeKind::Enum(_) | TypeKind::InputObject(_) => continue,
            };
            fields_of.insert(definition.node.name.node.to_string(), fields);
        }
        let mut types = HashMap::with_capacity(fields_of.len());
        for (owner, fields) in &fields_of {
            let cost = |name: &str, ty: &Type| {
                let (inner, is_list) = innermost(ty);
                let ty = fields_of.contains_key(inner).then(|| inner.to_owned());
                let many = match is_list {
                    _ if (owner.as_str(), name) == COUNTED => Many::Counted,
                    false if inner.ends_with("Connection") => Many::Page,
                    false => Many::One,
                    true if owner.ends_with("Connection") || owner.ends_with("Payload") => Many::OfPage,
                    true => Many::List,
                };
                let weight = WEIGHTS.iter().find(|(of, field, _)| of == owner && *field == name);
                FieldCost { ty, many, weight: weight.map_or(0, |(_, _, weight)| *weight) }
            };
            let costs = fields.iter().map(|field| {
                let name = field.node.name.node.to_string();
                let cost = cost(&name, &field.node.ty.node);
                (name, cost)
            });
            types.insert(owner.clone(), costs.collect::<HashMap<_, _>>());
        }
        for (owner, field, ty, length) in introspection {
            let many = if length.most == 1 { Many::One } else { Many::Told(length) };
            let cost = FieldCost { ty: Some(ty.to_owned()), many, weight: 0 };
            types.entry(owner.to_owned()).or_default().insert(field.to_owned(), cost);
        }
        Self { types }
    }

    pub(super) fn field(&self, owner: &str, name: &str) -> Option<&FieldCost> {
        self.types.get(owner)?.get(name)
    }
}

/// The name of the type in all lists, and whether there is a list.
fn innermost(ty: &Type) -> (&str, bool) {
    match &ty.base {
        BaseType::Named(name) => (name.as_str(), false),
        BaseType::List(inner) => (innermost(inner).0, true),
    }
}
