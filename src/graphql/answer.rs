//! Brings the data of a response into the form that the GraphQL specification gives it.
//!
//! The library puts fields in the order in which they were ready, leaves out a field whose resolver failed, and gives
//! null for an object without fields. Here fields stand in the order of the query ("Field Collection"), a failed field
//! is null, and where it may not be null, what holds it is ("Handling Execution Errors").
//!
//! To know of each object whether it is there and of which type it is, the document is [`mark`]ed before it is executed.

use std::collections::{HashMap, HashSet};

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{
    BaseType, DocumentOperations, ExecutableDocument, Field, OperationType, Selection, SelectionSet, Type,
    TypeKind, TypeSystemDefinition,
};
use async_graphql::{Name, PathSegment, Pos, Positioned, Response, ServerError, Value};

/// The response key of the type of each object, which no client sees.
const MARK: &str = "__wegweiser_type";

/// Has every object say its type.
pub fn mark(document: &ExecutableDocument) -> ExecutableDocument {
    let mut document = document.clone();
    match &mut document.operations {
        DocumentOperations::Single(operation) => mark_set(&mut operation.node.selection_set.node),
        DocumentOperations::Multiple(operations) => {
            operations.values_mut().for_each(|operation| mark_set(&mut operation.node.selection_set.node));
        }
    }
    for fragment in document.fragments.values_mut() {
        mark_below(&mut fragment.node.selection_set.node);
    }
    document
}

fn mark_set(set: &mut SelectionSet) {
    mark_below(set);
    let at = |name: &str| Positioned::new(Name::new(name), Pos::default());
    let field = Field {
        alias: Some(at(MARK)),
        name: at("__typename"),
        arguments: Vec::new(),
        directives: Vec::new(),
        selection_set: Positioned::new(SelectionSet::default(), Pos::default()),
    };
    set.items.push(Positioned::new(Selection::Field(Positioned::new(field, Pos::default())), Pos::default()));
}

/// Marks what is selected below; the set itself is of an object that is marked elsewhere.
fn mark_below(set: &mut SelectionSet) {
    for selection in &mut set.items {
        match &mut selection.node {
            Selection::Field(field) if field.node.selection_set.node.items.is_empty() => {}
            Selection::Field(field) => mark_set(&mut field.node.selection_set.node),
            Selection::InlineFragment(fragment) => mark_below(&mut fragment.node.selection_set.node),
            Selection::FragmentSpread(_) => {}
        }
    }
}

/// What completion knows of a schema.
pub struct Shape {
    /// The types of fields, by the name of the type that has them.
    fields: HashMap<String, HashMap<String, Type>>,
    /// The interfaces that an object implements.
    interfaces: HashMap<String, HashSet<String>>,
}

impl Shape {
    /// From a schema in the schema definition language.
    pub fn of(sdl: &str) -> Self {
        let document =
            async_graphql::parser::parse_schema(sdl).expect("the library reads the schema that it writes");
        let (mut types, mut interfaces) = (HashMap::new(), HashMap::new());
        for definition in document.definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let TypeKind::Object(object) = definition.node.kind else { continue };
            let name = definition.node.name.node.to_string();
            let fields =
                object.fields.into_iter().map(|field| (field.node.name.node.to_string(), field.node.ty.node));
            types.insert(name.clone(), fields.collect());
            interfaces
                .insert(name, object.implements.into_iter().map(|name| name.node.to_string()).collect());
        }
        Self { fields: types, interfaces }
    }

    /// Null for a field of introspection, which never fails.
    fn field(&self, object: &str, field: &str) -> Option<&Type> {
        self.fields.get(object)?.get(field)
    }

    /// Whether a fragment on `condition` applies to an object.
    fn applies(&self, condition: &str, object: &str) -> bool {
        condition == object
            || self.interfaces.get(object).is_some_and(|interfaces| interfaces.contains(condition))
    }

    /// Completes the data of a response to an operation of `document`, which was executed marked.
    pub fn complete(&self, document: &ExecutableDocument, operation: Option<&str>, response: &mut Response) {
        let operation = match &document.operations {
            DocumentOperations::Single(operation) => Some(operation),
            DocumentOperations::Multiple(operations) => match operation {
                Some(name) => operations.get(name),
                None => operations.values().next(),
            },
        };
        let Some(operation) = operation else { return };
        let root = match operation.node.ty {
            OperationType::Query => "Query",
            OperationType::Mutation => "Mutation",
            OperationType::Subscription => "Subscription",
        };
        // Refused before it was executed: there is no data to complete.
        let Value::Object(map) = &mut response.data else { return };
        let failures = Failures::of(&response.errors);
        let walk = Walk { shape: self, document };
        let sets = [&operation.node.selection_set.node];
        if !walk.object(map, root, &sets, Some(&failures)) {
            response.data = Value::Null;
        }
    }
}

/// The errors of a response by their paths, as a tree: a member is there where an error happened at it or below.
#[derive(Default)]
struct Failures<'a> {
    fields: HashMap<&'a str, Self>,
    items: HashMap<usize, Self>,
}

impl<'a> Failures<'a> {
    fn of(errors: &'a [ServerError]) -> Self {
        let mut root = Self::default();
        for error in errors {
            let mut here = &mut root;
            for segment in &error.path {
                here = match segment {
                    PathSegment::Field(name) => here.fields.entry(name).or_default(),
                    PathSegment::Index(index) => here.items.entry(*index).or_default(),
                };
            }
        }
        root
    }
}

struct Walk<'a> {
    shape: &'a Shape,
    document: &'a ExecutableDocument,
}

/// A field of a response: every selection of one response key, merged.
struct Collected<'a> {
    ty: Option<&'a Type>,
    sets: Vec<&'a SelectionSet>,
}

impl<'a> Walk<'a> {
    /// Completes an object; false where it must be null.
    fn object(
        &self,
        map: &mut IndexMap<Name, Value>,
        object: &str,
        sets: &[&'a SelectionSet],
        failures: Option<&Failures<'_>>,
    ) -> bool {
        let mut collected = IndexMap::new();
        for set in sets {
            self.collect(set, object, &mut collected);
        }
        let mut ordered = IndexMap::with_capacity(map.len());
        for (key, field) in collected {
            let failures = failures.and_then(|failures| failures.fields.get(key.as_str()));
            let is_there = match map.swap_remove(key) {
                Some(mut value) => {
                    let is_there = self.value(&mut value, field.ty, &field.sets, failures);
                    ordered.insert(key.clone(), if is_there { value } else { Value::Null });
                    is_there
                }
                None if failures.is_some() => {
                    ordered.insert(key.clone(), Value::Null);
                    false
                }
                // It was skipped.
                None => true,
            };
            if !is_there && !is_nullable(field.ty) {
                return false;
            }
        }
        *map = ordered;
        true
    }

    fn collect(
        &self,
        set: &'a SelectionSet,
        object: &str,
        collected: &mut IndexMap<&'a Name, Collected<'a>>,
    ) {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => {
                    let field = &field.node;
                    let ty = || self.shape.field(object, &field.name.node);
                    let entry = collected
                        .entry(&field.response_key().node)
                        .or_insert_with(|| Collected { ty: ty(), sets: Vec::new() });
                    entry.sets.push(&field.selection_set.node);
                }
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.node.type_condition.as_ref();
                    if condition.is_none_or(|on| self.shape.applies(&on.node.on.node, object)) {
                        self.collect(&fragment.node.selection_set.node, object, collected);
                    }
                }
                Selection::FragmentSpread(spread) => {
                    let fragment = self.document.fragments.get(&spread.node.fragment_name.node);
                    let applies = |on: &Name| self.shape.applies(on, object);
                    if let Some(fragment) =
                        fragment.filter(|it| applies(&it.node.type_condition.node.on.node))
                    {
                        self.collect(&fragment.node.selection_set.node, object, collected);
                    }
                }
            }
        }
    }

    /// Completes a value; false where it is null because of an error.
    fn value(
        &self,
        value: &mut Value,
        ty: Option<&Type>,
        sets: &[&'a SelectionSet],
        failures: Option<&Failures<'_>>,
    ) -> bool {
        match value {
            Value::List(items) => {
                let item_type = match ty.map(|ty| &ty.base) {
                    Some(BaseType::List(item)) => Some(&**item),
                    _ => None,
                };
                for (index, item) in items.iter_mut().enumerate() {
                    let failures = failures.and_then(|failures| failures.items.get(&index));
                    if !self.value(item, item_type, sets, failures) {
                        *item = Value::Null;
                        if !is_nullable(item_type) {
                            return false;
                        }
                    }
                }
                true
            }
            Value::Object(map) => match map.swap_remove(MARK) {
                Some(Value::String(object)) => self.object(map, &object, sets, failures),
                // A scalar that happens to be an object.
                _ => true,
            },
            Value::Null => failures.is_none(),
            _ => true,
        }
    }
}

/// What is unknown may be null: then nothing more is taken from the answer than the error took.
fn is_nullable(ty: Option<&Type>) -> bool {
    ty.is_none_or(|ty| ty.nullable)
}

#[cfg(test)]
mod tests {
    use async_graphql::{EmptyMutation, EmptySubscription, Object, Request, Schema};

    use super::Shape;

    struct Query;
    struct Thing;

    #[Object]
    impl Query {
        async fn slow(&self) -> Option<Thing> {
            tokio::task::yield_now().await;
            Some(Thing)
        }
        async fn quick(&self) -> Thing {
            Thing
        }
        async fn fails(&self) -> Result<Option<Thing>, async_graphql::Error> {
            Err("no".into())
        }
        async fn list(&self) -> Vec<Option<Thing>> {
            vec![Some(Thing), None, Some(Thing)]
        }
    }

    #[Object]
    impl Thing {
        async fn ok(&self) -> i32 {
            1
        }
        async fn maybe(&self) -> Result<Option<i32>, async_graphql::Error> {
            Err("no".into())
        }
        async fn must(&self) -> Result<i32, async_graphql::Error> {
            Err("no".into())
        }
    }

    async fn answer(query: &str) -> String {
        let schema = Schema::new(Query, EmptyMutation, EmptySubscription);
        let document = async_graphql::parser::parse_query(query).expect("a well-formed query");
        let mut request = Request::new(query);
        request.set_parsed_query(super::mark(&document));
        let mut response = schema.execute(request).await;
        Shape::of(&schema.sdl()).complete(&document, None, &mut response);
        serde_json::to_string(&response.data).expect("data is JSON")
    }

    #[tokio::test]
    async fn fields_stand_in_the_order_of_the_query() {
        let query = "{ slow { ok } ...F __typename again: quick { ok } } fragment F on Query { quick { ok } slow { __typename } }";
        let expected = r#"{"slow":{"ok":1,"__typename":"Thing"},"quick":{"ok":1},"__typename":"Query","again":{"ok":1}}"#;
        assert_eq!(answer(query).await, expected);
    }

    #[tokio::test]
    async fn a_field_that_failed_is_null() {
        assert_eq!(answer("{ fails { ok } }").await, r#"{"fails":null}"#);
        assert_eq!(answer("{ slow { maybe } }").await, r#"{"slow":{"maybe":null}}"#);
        assert_eq!(answer("{ slow { ok maybe } }").await, r#"{"slow":{"ok":1,"maybe":null}}"#);
    }

    #[tokio::test]
    async fn what_may_not_be_null_takes_its_holder_with_it() {
        assert_eq!(answer("{ slow { ok must } }").await, r#"{"slow":null}"#);
        assert_eq!(answer("{ quick { ok must } slow { ok } }").await, r#"null"#);
        assert_eq!(answer("{ list { ok must } }").await, r#"{"list":[null,null,null]}"#);
        assert_eq!(answer("{ list { ok } }").await, r#"{"list":[{"ok":1},null,{"ok":1}]}"#);
    }

    #[tokio::test]
    async fn an_object_without_fields_is_an_object() {
        assert_eq!(answer("{ __typename @skip(if: true) }").await, "{}");
        assert_eq!(answer("{ slow { ok @skip(if: true) } }").await, r#"{"slow":{}}"#);
        assert_eq!(answer("{ list { ok @skip(if: true) } }").await, r#"{"list":[{},null,{}]}"#);
        assert_eq!(
            answer("{ __schema { queryType { name @skip(if: true) } } }").await,
            r#"{"__schema":{"queryType":{}}}"#
        );
    }
}
