//! What the lists of introspection hold, counted in the schema that they tell of. `cost` takes them.

use std::collections::HashMap;

use async_graphql::parser::types::{ServiceDocument, TypeKind, TypeSystemDefinition};

/// The types of introspection itself and the scalars of the specification, which no schema writes down.
const UNWRITTEN_TYPES: u64 = 13;

/// The fields, arguments and values that the unwritten types have together.
const UNWRITTEN_FIELDS: u64 = 50;
const UNWRITTEN_ARGUMENTS: u64 = 10;
const UNWRITTEN_VALUES: u64 = 30;

/// The most fields, arguments or values that one of the unwritten types has.
const UNWRITTEN_MOST: u64 = 20;

/// The directives of the specification.
const DIRECTIVES: u64 = 8;

/// How many members lists of one name have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Length {
    /// Rounded up, over all types.
    pub(super) average: u64,
    pub(super) most: u64,
}

/// A field of introspection: its owner, its name, what it holds and how many.
pub(super) type Told = (&'static str, &'static str, &'static str, Length);

const ONE: Length = Length { average: 1, most: 1 };

/// Counts members: all of them, the most of one owner, and how many owners.
#[derive(Default)]
struct Tally {
    all: u64,
    most: u64,
}

impl Tally {
    fn add(&mut self, members: usize) {
        self.all += members as u64;
        self.most = self.most.max(members as u64);
    }

    /// With the members that are not written down.
    fn length(&self, owners: u64, unwritten: u64) -> Length {
        let average = (self.all + unwritten).div_ceil(owners.max(1));
        Length { average, most: self.most.max(UNWRITTEN_MOST) }
    }
}

/// The fields of introspection of a schema.
pub(super) fn told(schema: &ServiceDocument) -> [Told; 17] {
    let (mut fields, mut arguments, mut inputs) = (Tally::default(), Tally::default(), Tally::default());
    let (mut values, mut interfaces) = (Tally::default(), Tally::default());
    let mut possible: HashMap<&str, usize> = HashMap::new();
    let mut types = UNWRITTEN_TYPES;
    for definition in &schema.definitions {
        let TypeSystemDefinition::Type(definition) = definition else { continue };
        types += 1;
        let (of_type, implements) = match &definition.node.kind {
            TypeKind::Object(object) => (&object.fields[..], &object.implements[..]),
            TypeKind::Interface(interface) => (&interface.fields[..], &interface.implements[..]),
            TypeKind::Union(union) => {
                possible.insert(&definition.node.name.node, union.members.len());
                continue;
            }
            TypeKind::Enum(choices) => {
                values.add(choices.values.len());
                continue;
            }
            TypeKind::InputObject(input) => {
                inputs.add(input.fields.len());
                continue;
            }
            TypeKind::Scalar => continue,
        };
        fields.add(of_type.len());
        of_type.iter().for_each(|field| arguments.add(field.node.arguments.len()));
        interfaces.add(implements.len());
        for interface in implements {
            *possible.entry(&interface.node).or_default() += 1;
        }
    }
    let mut possible_types = Tally::default();
    possible.values().for_each(|&members| possible_types.add(members));
    let all = |count: u64| Length { average: count, most: count };
    [
        ("Query", "__schema", "__Schema", ONE),
        ("Query", "__type", "__Type", ONE),
        ("__Schema", "types", "__Type", all(types)),
        ("__Schema", "queryType", "__Type", ONE),
        ("__Schema", "mutationType", "__Type", ONE),
        ("__Schema", "subscriptionType", "__Type", ONE),
        ("__Schema", "directives", "__Directive", all(DIRECTIVES)),
        ("__Type", "fields", "__Field", fields.length(types, UNWRITTEN_FIELDS)),
        ("__Type", "interfaces", "__Type", interfaces.length(types, 0)),
        ("__Type", "possibleTypes", "__Type", possible_types.length(types, 0)),
        ("__Type", "enumValues", "__EnumValue", values.length(types, UNWRITTEN_VALUES)),
        ("__Type", "inputFields", "__InputValue", inputs.length(types, 0)),
        ("__Type", "ofType", "__Type", ONE),
        ("__Field", "args", "__InputValue", arguments.length(fields.all, UNWRITTEN_ARGUMENTS)),
        ("__Field", "type", "__Type", ONE),
        ("__InputValue", "type", "__Type", ONE),
        ("__Directive", "args", "__InputValue", all(DIRECTIVES)),
    ]
}
