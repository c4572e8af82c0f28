//! How much stands in the arguments of a document with every fragment and every variable written out.
//!
//! The library validates and reads a value anew at every place that uses it: a variable of a million bytes costs a
//! thousand times as much if a thousand fields take it.

use std::collections::HashMap;
use std::convert::Infallible;

use async_graphql::parser::types::{Directive, ExecutableDocument, Field, Selection, SelectionSet};
use async_graphql::{Name, Positioned, Value, Variables};

use super::{Bound, Bounds, Exceeded, check};

/// The most arguments of one field. The library compares those of fields with one name each with each.
const MAX_ARGUMENTS: usize = 100;

/// So many bytes of a text count as a value.
const BYTES: usize = 100;

/// How large values are together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Numbers, lists, objects and the like; texts by their length.
    pub values: u64,
    /// The entries of the longest list, however deep.
    pub longest: u64,
    /// The entries of objects that hold no further object: in a filter, each is a condition.
    pub entries: u64,
}

impl Size {
    fn of(value: &Value) -> Self {
        let one = Self { values: 1, ..Self::default() };
        match value {
            Value::List(items) => {
                let list = Self { longest: items.len() as u64, ..one };
                items.iter().map(Self::of).fold(list, Self::beside)
            }
            Value::Object(fields) => fields.values().map(Self::of_entry).fold(one, Self::beside),
            Value::String(text) => Self { values: 1 + (text.len() / BYTES) as u64, ..one },
            _ => one,
        }
    }

    /// Of what stands in an object under a name.
    fn of_entry(value: &Value) -> Self {
        let size = Self::of(value);
        let is_last = !holds_object(value);
        Self { entries: size.entries + u64::from(is_last), ..size }
    }

    fn beside(self, other: Self) -> Self {
        Self {
            values: self.values.saturating_add(other.values),
            longest: self.longest.max(other.longest),
            entries: self.entries.saturating_add(other.entries),
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            values: self.values.max(other.values),
            longest: self.longest.max(other.longest),
            entries: self.entries.max(other.entries),
        }
    }
}

fn holds_object(value: &Value) -> bool {
    match value {
        Value::Object(_) => true,
        Value::List(items) => items.iter().any(holds_object),
        _ => false,
    }
}

/// The sizes of what a request gives to its variables, each measured once.
pub struct Sizes(HashMap<Name, Size>);

impl Sizes {
    /// Where a variable has a default too, the larger counts.
    fn of(document: &ExecutableDocument, variables: &Variables) -> Self {
        let given = variables.iter().map(|(name, value)| (name.clone(), Size::of(value)));
        let mut sizes: HashMap<Name, Size> = given.collect();
        for (_, operation) in document.operations.iter() {
            for variable in operation.node.variable_definitions.iter().map(|variable| &variable.node) {
                let Some(default) = &variable.default_value else { continue };
                let size = sizes.entry(variable.name.node.clone()).or_default();
                *size = size.or(Size::of(&default.node));
            }
        }
        Self(sizes)
    }

    /// Of the arguments of a field, and of those of its directives.
    pub fn of_field(&self, field: &Field) -> Size {
        self.of_directives(&field.directives).beside(self.of_arguments(field, |_| true))
    }

    /// Of one argument of a field; nothing where it is left out.
    pub fn of_argument(&self, field: &Field, name: &str) -> Size {
        self.of_arguments(field, |argument| argument == name)
    }

    fn of_arguments(&self, field: &Field, is_counted: impl Fn(&str) -> bool) -> Size {
        let mut whole = Size::default();
        for (_, value) in field.arguments.iter().filter(|(name, _)| is_counted(&name.node)) {
            let literal = value.node.clone().into_const_with(|name| self.put(&name, &mut whole));
            let Ok(literal) = literal;
            whole = whole.beside(Size::of(&literal));
        }
        whole
    }

    fn of_directives(&self, directives: &[Positioned<Directive>]) -> Size {
        let mut whole = Size::default();
        for (_, value) in directives.iter().flat_map(|directive| &directive.node.arguments) {
            let literal = value.node.clone().into_const_with(|name| self.put(&name, &mut whole));
            let Ok(literal) = literal;
            whole = whole.beside(Size::of(&literal));
        }
        whole
    }

    /// Counts a variable, and puts in its place what counts as one value.
    fn put(&self, name: &Name, whole: &mut Size) -> Result<Value, Infallible> {
        let size = self.0.get(name).copied().unwrap_or_default();
        *whole = whole.beside(Size { values: size.values.saturating_sub(1), ..size });
        Ok(Value::Null)
    }
}

impl Bounds {
    /// Whether a document within the other bounds may be validated with these variables.
    pub fn check_arguments(
        &self,
        document: &ExecutableDocument,
        variables: &Variables,
    ) -> Result<Sizes, Exceeded> {
        let longest = variables.values().map(|value| Size::of(value).longest).max();
        check(Bound::ListItems, longest.unwrap_or_default(), self.max_list_items)?;
        let sizes = Sizes::of(document, variables);
        let mut walk = Walk { document, sizes: &sizes, known: HashMap::new() };
        let mut whole = Size::default();
        for (_, operation) in document.operations.iter() {
            let operation = &operation.node;
            let own = sizes.of_directives(&operation.directives);
            whole = whole.beside(own).beside(walk.set(&operation.selection_set.node)?);
        }
        for (name, fragment) in &document.fragments {
            if !walk.known.contains_key(name) {
                whole = whole.beside(walk.set(&fragment.node.selection_set.node)?);
            }
        }
        check(Bound::ListItems, whole.longest, self.max_list_items)?;
        check(Bound::Arguments, whole.values, self.max_arguments)?;
        Ok(sizes)
    }
}

struct Walk<'a> {
    document: &'a ExecutableDocument,
    sizes: &'a Sizes,
    known: HashMap<&'a Name, Size>,
}

impl<'a> Walk<'a> {
    fn set(&mut self, set: &'a SelectionSet) -> Result<Size, Exceeded> {
        let mut whole = Size::default();
        for selection in &set.items {
            let (own, below) = match &selection.node {
                Selection::Field(field) => {
                    let field = &field.node;
                    check(Bound::Arguments, field.arguments.len() as u64, MAX_ARGUMENTS)?;
                    (self.sizes.of_field(field), self.set(&field.selection_set.node)?)
                }
                Selection::InlineFragment(fragment) => {
                    let fragment = &fragment.node;
                    let own = self.sizes.of_directives(&fragment.directives);
                    (own, self.set(&fragment.selection_set.node)?)
                }
                Selection::FragmentSpread(spread) => {
                    let own = self.sizes.of_directives(&spread.node.directives);
                    (own, self.fragment(&spread.node.fragment_name.node)?)
                }
            };
            whole = whole.beside(own).beside(below);
        }
        Ok(whole)
    }

    /// Fragments that spread each other in a circle were refused before.
    fn fragment(&mut self, name: &Name) -> Result<Size, Exceeded> {
        // Validation says of one that is not there.
        let Some((name, fragment)) = self.document.fragments.get_key_value(name) else {
            return Ok(Size::default());
        };
        if let Some(&size) = self.known.get(name) {
            return Ok(size);
        }
        let own = self.sizes.of_directives(&fragment.node.directives);
        let size = own.beside(self.set(&fragment.node.selection_set.node)?);
        self.known.insert(name, size);
        Ok(size)
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;
    use serde_json::json;

    use super::*;

    fn exceeded(source: &str, variables: serde_json::Value) -> Option<(Bound, Option<u64>)> {
        let few = Bounds { max_arguments: 20, max_list_items: 5, ..Bounds::default() };
        let document = parse_query(source).expect("a well-formed document");
        let checked = few.check_arguments(&document, &Variables::from_json(variables));
        checked.err().map(|exceeded| (exceeded.bound, exceeded.found))
    }

    #[test]
    fn values_count_as_often_as_they_are_used() {
        let uses = |count: usize| format!("query($v: [Int]) {{ {} }}", "x(a: $v) ".repeat(count));
        assert_eq!(exceeded(&uses(5), json!({ "v": [1, 2, 3] })), None);
        assert_eq!(exceeded(&uses(6), json!({ "v": [1, 2, 3] })), Some((Bound::Arguments, Some(24))));
        let spreads = |count: usize| {
            format!("{{ {} }} fragment F on T {{ a(b: {{c: [1, 2]}}) @d(e: 1) }}", "...F ".repeat(count))
        };
        assert_eq!(exceeded(&spreads(4), json!({})), None);
        assert_eq!(exceeded(&spreads(5), json!({})), Some((Bound::Arguments, Some(25))));
        let operations: String = (0..7).map(|n| format!("query Q{n} {{ ...F }} ")).collect();
        let unused = format!("{operations} fragment F on T {{ a(b: [$c, $d]) }}");
        assert_eq!(exceeded(&unused, json!({})), Some((Bound::Arguments, Some(21))));
    }

    #[test]
    fn defaults_and_directives_and_long_texts_count() {
        let default =
            "query($v: [Int] = [1, 2, 3, 4, 5]) { x @a(b: $v) @c(d: $v) @e(f: $v) ... @g(h: $v) { y } }";
        assert_eq!(exceeded(default, json!({})), Some((Bound::Arguments, Some(24))));
        let text = json!({ "v": "a".repeat(1_000) });
        assert_eq!(exceeded("{ x(a: $v) }", text.clone()), None);
        assert_eq!(exceeded("{ x(a: $v) y(a: $v) }", text), Some((Bound::Arguments, Some(22))));
    }

    #[test]
    fn lists_are_bounded_in_variables_and_in_the_document() {
        let six = json!({ "unused": { "deep": [[1], [1, 2, 3, 4, 5, 6]] } });
        assert_eq!(exceeded("{ x }", six), Some((Bound::ListItems, Some(6))));
        assert_eq!(exceeded("{ x(a: {b: [1 2 3 4 5 6]}) }", json!({})), Some((Bound::ListItems, Some(6))));
        assert_eq!(exceeded("{ x(a: [1 2 3 4 5]) }", json!({})), None);
    }

    #[test]
    fn a_field_takes_a_hundred_arguments_at_most() {
        let field = |count: usize| {
            let arguments: String = (0..count).map(|n| format!("a{n}: 1 ")).collect();
            let document = parse_query(format!("{{ x({arguments}) }}")).expect("a well-formed document");
            Bounds::default().check_arguments(&document, &Variables::default()).is_ok()
        };
        assert!(field(100) && !field(101));
    }
}
