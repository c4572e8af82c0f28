//! What an answer may hold at most: objects, and values without fields of their own. Computed before anything is loaded,
//! from the document, the variables and the schema.
//!
//! A connection counts as many nodes as its page may have. Another list counts as many members as the longest list that
//! it is asked with, and [`USUAL`] where there is none: such lists are short by nature.

use std::convert::Infallible;

use async_graphql::parser::types::{
    ExecutableDocument, Field, OperationDefinition, OperationType, Selection, SelectionSet,
};
use async_graphql::{Name, Value, Variables};

use super::arguments::Sizes;
use super::weights::{CARD, COUNT, Costs, FILTER, MOST_COUNTED, Many, OBJECTS_OF_CONDITION, TABLES};
use super::{Bound, Bounds, Exceeded, check};
use crate::graphql::connection::{DEFAULT_SIZE, MAX_SIZE};

/// How many members a list counts that is short by nature.
const USUAL: u64 = 10;

/// So many values in the arguments of a field count as an object: they are read anew each time that the field is.
const VALUES_OF_OBJECT: u64 = 10;

/// How long the lists of an object are that belong to no page: of a type among all types, and elsewhere.
const OF_ALL_TYPES: u64 = 0;
const OF_NO_PAGE: u64 = 1;

/// A request is large beyond this part of what may be asked for: the contact page of a department is not.
const LARGE_PART: usize = 25;

/// What an answer may hold at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    objects: u64,
    values: u64,
    /// The conditions that lists are narrowed by.
    conditions: u64,
}

impl Total {
    fn beside(self, other: Self) -> Self {
        Self {
            objects: self.objects.saturating_add(other.objects),
            values: self.values.saturating_add(other.values),
            conditions: self.conditions.saturating_add(other.conditions),
        }
    }

    const fn of_objects(objects: u64) -> Self {
        Self { objects, values: 0, conditions: 0 }
    }

    const fn of_values(values: u64) -> Self {
        Self { objects: 0, values, conditions: 0 }
    }

    /// What as many hold, whose lists are read together.
    fn times(self, count: u64) -> Self {
        Self {
            objects: self.objects.saturating_mul(count),
            values: self.values.saturating_mul(count),
            conditions: self.conditions,
        }
    }

    /// All that it holds and takes, in objects.
    const fn cost(self) -> u64 {
        self.objects.saturating_add(self.conditions.saturating_mul(OBJECTS_OF_CONDITION))
    }
}

impl Bounds {
    /// What the answer to an operation may hold, if it may be executed: of a document that is within the other bounds.
    pub fn check_cost(
        &self,
        costs: &Costs,
        (document, operation): (&ExecutableDocument, &OperationDefinition),
        (variables, sizes): (&Variables, &Sizes),
    ) -> Result<Total, Exceeded> {
        let root = match operation.ty {
            OperationType::Query => "Query",
            OperationType::Mutation => "Mutation",
            OperationType::Subscription => "Subscription",
        };
        let walk = Walk { costs, document, operation, variables, sizes };
        let total = walk.set(&operation.selection_set.node, root, OF_NO_PAGE);
        check(Bound::Cost, total.cost(), self.max_cost)?;
        check(Bound::Values, total.values, self.max_values)?;
        Ok(total)
    }

    /// Whether what an answer may hold is so much that it takes its turn.
    pub const fn is_large(&self, total: Total) -> bool {
        let (objects, values) = (self.max_cost / LARGE_PART, self.max_values / LARGE_PART);
        total.cost() > objects as u64 || total.values > values as u64
    }
}

/// Whether an operation asks for the schema itself.
pub fn asks_for_schema((document, operation): (&ExecutableDocument, &OperationDefinition)) -> bool {
    fn set(document: &ExecutableDocument, selections: &SelectionSet) -> bool {
        selections.items.iter().any(|selection| match &selection.node {
            Selection::Field(field) => ["__schema", "__type"].contains(&field.node.name.node.as_str()),
            Selection::InlineFragment(fragment) => set(document, &fragment.node.selection_set.node),
            Selection::FragmentSpread(spread) => document
                .fragments
                .get(&spread.node.fragment_name.node)
                .is_some_and(|fragment| set(document, &fragment.node.selection_set.node)),
        })
    }
    set(document, &operation.selection_set.node)
}

struct Walk<'a> {
    costs: &'a Costs,
    document: &'a ExecutableDocument,
    operation: &'a OperationDefinition,
    variables: &'a Variables,
    sizes: &'a Sizes,
}

impl Walk<'_> {
    /// Of an object of a type, whose own lists are `page` long if they are of a page.
    ///
    /// Fragments on different types are counted all, though only some apply.
    fn set(&self, set: &SelectionSet, owner: &str, page: u64) -> Total {
        let mut total = Total::default();
        for selection in &set.items {
            let part = match &selection.node {
                Selection::Field(field) => self.field(&field.node, owner, page),
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.node.type_condition.as_ref();
                    let owner = condition.map_or(owner, |on| on.node.on.node.as_str());
                    self.set(&fragment.node.selection_set.node, owner, page)
                }
                Selection::FragmentSpread(spread) => {
                    match self.document.fragments.get(&spread.node.fragment_name.node) {
                        Some(fragment) => {
                            let owner = fragment.node.type_condition.node.on.node.as_str();
                            self.set(&fragment.node.selection_set.node, owner, page)
                        }
                        None => Total::default(),
                    }
                }
            };
            total = total.beside(part);
        }
        total
    }

    fn field(&self, field: &Field, owner: &str, page: u64) -> Total {
        let Some(cost) = self.costs.field(owner, &field.name.node) else {
            // Unknown, which validation says, or `__typename`, or a value of introspection.
            return Total::of_values(1);
        };
        let given = self.sizes.of_field(field);
        let asked = given.longest.max(USUAL);
        let (count, page) = match cost.many {
            Many::One if owner == "Mutation" => (1, asked),
            // Whatever a field of introspection leads to may be the largest type.
            Many::One if owner.starts_with("__") && field.name.node != "ofType" => (1, OF_NO_PAGE),
            Many::One => (1, page),
            Many::Page => (1, self.page_size(field)),
            Many::OfPage => (page, page),
            Many::Counted => (self.number(field, "count").unwrap_or(COUNT).clamp(1, MOST_COUNTED), page),
            Many::List => (asked, page),
            Many::Told(length) if owner == "__Schema" => (length.most, OF_ALL_TYPES),
            // `possibleTypes` and `interfaces` lead to the same large types again and again.
            Many::Told(length) if cost.ty.as_deref() == Some("__Type") => {
                (if page == OF_ALL_TYPES { length.average } else { length.most }, OF_NO_PAGE)
            }
            Many::Told(length) if page == OF_ALL_TYPES => (length.average, page),
            Many::Told(length) => (length.most, page),
        };
        let of_one = match &cost.ty {
            Some(ty) => {
                let held = self.set(&field.selection_set.node, ty, page);
                Total::of_objects(1).beside(held)
            }
            None => Total::of_values(1),
        };
        let cards = if TABLES.contains(&field.name.node.as_str()) { self.page_size(field) } else { 0 };
        let weight = cost.weight + cards * CARD + given.values / VALUES_OF_OBJECT;
        let conditions = self.sizes.of_argument(field, FILTER).entries;
        of_one.times(count).beside(Total { objects: weight, values: 0, conditions })
    }

    /// How many rows the page of a connection may have, one at least: what is selected of them is looked through even if
    /// there are none. What is no size is refused when it is read.
    fn page_size(&self, field: &Field) -> u64 {
        let size = self.number(field, "first").or_else(|| self.number(field, "last"));
        let (usual, most) = (DEFAULT_SIZE.unsigned_abs().into(), MAX_SIZE.unsigned_abs().into());
        size.unwrap_or(usual).clamp(1, most)
    }

    /// The number that an argument is; null where it is none, or left out.
    fn number(&self, field: &Field, name: &str) -> Option<u64> {
        let (_, value) = field.arguments.iter().find(|(argument, _)| argument.node == name)?;
        let number_of = |name: Name| Ok::<_, Infallible>(self.variable(&name).unwrap_or_default());
        let Ok(value) = value.node.clone().into_const_with(number_of);
        match value {
            Value::Number(number) => number.as_u64(),
            _ => None,
        }
    }

    /// The number that a variable is.
    fn variable(&self, name: &Name) -> Option<Value> {
        let default = || {
            let mut definitions = self.operation.variable_definitions.iter().map(|of| &of.node);
            let definition = definitions.find(|definition| definition.name.node == *name)?;
            Some(&definition.default_value.as_ref()?.node)
        };
        let value = self.variables.get(name).or_else(default)?;
        // Nothing else is asked for, and it may be large.
        matches!(value, Value::Number(_)).then(|| value.clone())
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;
    use crate::graphql::sdl;

    /// What the answer to a document may hold.
    fn cost(source: &str, variables: serde_json::Value) -> Total {
        let document = parse_query(source).expect("a well-formed document");
        let (_, operation) = document.operations.iter().next().expect("an operation");
        let (costs, variables) = (Costs::of(&sdl(false)), Variables::from_json(variables));
        let sizes = Bounds::default().check_arguments(&document, &variables).expect("few arguments");
        let operation = &operation.node;
        let walk =
            Walk { costs: &costs, document: &document, operation, variables: &variables, sizes: &sizes };
        let root = if operation.ty == OperationType::Mutation { "Mutation" } else { "Query" };
        walk.set(&operation.selection_set.node, root, OF_NO_PAGE)
    }

    fn objects(source: &str) -> u64 {
        cost(source, serde_json::json!({})).objects
    }

    #[test]
    fn a_connection_counts_as_its_page_may_have() {
        assert_eq!(objects("{ departments { nodes { slug } } }"), 1 + 20);
        assert_eq!(
            objects("{ departments(first: 3) { nodes { slug } edges { node { id } } } }"),
            1 + 3 + 3 * 2
        );
        assert_eq!(
            objects("{ departments(last: 7) { totalCount pageInfo { hasNextPage } nodes { slug } } }"),
            1 + 1 + 7
        );
        assert_eq!(objects("{ departments(first: 1000) { nodes { slug } } }"), 1 + 100);
        assert_eq!(objects("{ departments(first: -1) { nodes { slug } } }"), 1 + 20);
        let nested =
            "{ departments(first: 2) { nodes { staff(first: 3) { nodes { roleTitle { value } } } } } }";
        assert_eq!(objects(nested), 1 + 2 * (1 + 1 + 3 * 2));
    }

    #[test]
    fn variables_and_their_defaults_say_how_large_a_page_is() {
        let query = "query($n: Int = 5) { departments(first: $n) { nodes { slug } } }";
        assert_eq!(cost(query, serde_json::json!({})), Total { objects: 6, values: 5, conditions: 0 });
        let fifty = Total { objects: 51, values: 50, conditions: 0 };
        assert_eq!(cost(query, serde_json::json!({ "n": 50 })), fifty);
        assert_eq!(cost(query, serde_json::json!({ "n": null })).objects, 21);
    }

    #[test]
    fn another_list_counts_as_the_longest_that_it_is_asked_with() {
        let ids = |count: usize| format!("{{ nodes(ids: [{}]) {{ id }} }}", "\"a\" ".repeat(count));
        assert_eq!((objects(&ids(3)), objects(&ids(50))), (10, 50 + 5));
        assert_eq!(objects("{ department(by: {slug: \"a\"}) { ancestors { slug } } }"), 1 + 10);
        let items = "{ id: \"a\", expectedVersion: 1 } ".repeat(40);
        let publish = format!(
            "mutation {{ contentPublish(input: {{ items: [{items}], locales: [] }}) {{ contents {{ id }} problems {{ code }} }} }}"
        );
        assert_eq!(objects(&publish), 1 + 40 + 40 + 12);
    }

    #[test]
    fn a_condition_counts_once_for_each_field_that_it_narrows() {
        let conditions = |source: &str, variables| cost(source, variables).conditions;
        let none = || serde_json::json!({});
        assert_eq!(conditions("{ staff(filter: {}) { totalCount } }", none()), 0);
        let one = r#"{ staff(filter: {department: {slugs: ["a", "b"]}}) { totalCount } }"#;
        assert_eq!(conditions(one, none()), 1);
        let nested = r#"{ departments(first: 50) { nodes { staff(filter: {or: [{name: {contains: "a"}}, {not: {phone: "1", ids: []}}]}) { totalCount } } } }"#;
        assert_eq!(conditions(nested, none()), 3);
        let twice = "query($f: StaffMemberFilter) { a: staff(filter: $f) { totalCount } b: staff(filter: $f) { totalCount } }";
        let filter = serde_json::json!({ "f": { "or": vec![serde_json::json!({ "name": { "contains": "a" } }); 48] } });
        assert_eq!(conditions(twice, filter.clone()), 96);
        let inside = "query($t: TreeFilter, $q: String) { staff(filter: {department: $t, name: {contains: $q}}) { totalCount } }";
        let tree = serde_json::json!({ "t": { "slugs": ["a"], "includesSubtree": true }, "q": "a" });
        assert!(conditions(inside, tree) >= 3, "whatever the variables hold");

        let is_large = |source: &str, variables| Bounds::default().is_large(cost(source, variables));
        assert!(!is_large(one, none()) && is_large(twice, filter.clone()));
        let aliases: String =
            (0..12).map(|n| format!("a{n}: staff(first: {n}, filter: $f) {{ totalCount }} ")).collect();
        let many = format!("query($f: StaffMemberFilter) {{ {aliases} }}");
        assert!(cost(&many, filter).cost() > Bounds::default().max_cost as u64);
    }

    #[test]
    fn fragments_on_different_types_count_all() {
        let query = "{ node(id: \"a\") { ...D ... on Page { title { value } } } } fragment D on Department { name { value } slug }";
        assert_eq!(cost(query, serde_json::json!({})), Total { objects: 3, values: 3, conditions: 0 });
    }

    /// The README's contact page, and what it asks of a person.
    fn contact_page() -> (&'static str, &'static str) {
        let readme = include_str!("../../../README.md");
        let (_, section) = readme.split_once("## The contact page, in one request").expect("its section");
        let (_, block) = section.split_once("```graphql").expect("its block");
        let (page, _) = block.split_once("```").expect("an end of the block");
        let (_, staff) = page.split_once("staff(first: 10) {\n      nodes {").expect("a list of staff");
        let (person, _) = staff.split_once("\n      }\n").expect("an end of the list");
        (page, person)
    }

    #[test]
    fn the_contact_page_is_answered_at_once_and_a_list_of_many_takes_its_turn() {
        let (page, person) = contact_page();
        let list = format!(
            "{{ departments(first: 20) {{ nodes {{ name {{ value }} staff(first: 5) {{ nodes {{ {person} }} }} }} }} }}"
        );
        let is_large = |source: &str| Bounds::default().is_large(cost(source, serde_json::json!({})));
        assert_eq!((is_large(page), is_large(&list)), (false, true));
        // What the documentation says of both.
        let documentation = include_str!("../../../docs/security.md");
        for (source, figure) in [(page, "1,492"), (&list, "11,761")] {
            assert_eq!(objects(source).to_string(), figure.replace(',', ""));
            assert!(documentation.contains(&format!("costs {figure}")), "{figure}");
        }
    }
}
