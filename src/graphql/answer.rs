//! Brings the data of a response into the form that the GraphQL specification gives it.
//!
//! The library puts fields in the order in which they were ready, and leaves out a field whose resolver failed. Here
//! fields stand in the order of the query ("Field Collection"), a failed field is null, and where it may not be null,
//! what holds it is ("Handling Execution Errors").

use std::collections::HashMap;

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{
    BaseType, DocumentOperations, ExecutableDocument, OperationType, Selection, SelectionSet, Type, TypeKind,
    TypeSystemDefinition,
};
use async_graphql::{Name, PathSegment, Response, ServerError, Value};

/// The types of a schema's fields, by the name of the type that has them.
pub struct Shape(HashMap<String, HashMap<String, Type>>);

impl Shape {
    /// From a schema in the schema definition language.
    pub fn of(sdl: &str) -> Self {
        let document =
            async_graphql::parser::parse_schema(sdl).expect("the library reads the schema that it writes");
        let mut types = HashMap::new();
        for definition in document.definitions {
            let TypeSystemDefinition::Type(definition) = definition else { continue };
            let fields = match definition.node.kind {
                TypeKind::Object(object) => object.fields,
                TypeKind::Interface(interface) => interface.fields,
                _ => continue,
            };
            let fields =
                fields.into_iter().map(|field| (field.node.name.node.to_string(), field.node.ty.node));
            types.insert(definition.node.name.node.to_string(), fields.collect());
        }
        Self(types)
    }

    /// Null for a field of introspection, which never fails.
    fn field(&self, parent: Option<&str>, field: &str) -> Option<&Type> {
        self.0.get(parent?)?.get(field)
    }

    /// Completes the data of a response to an operation of `document`.
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
        let has_no_path = |error: &ServerError| error.path.is_empty();
        if response.data == Value::Null
            && !response.errors.is_empty()
            && response.errors.iter().all(has_no_path)
        {
            return;
        }
        let walk = Walk { shape: self, document, errors: &response.errors };
        let sets = [&operation.node.selection_set.node];
        let mut map = match std::mem::take(&mut response.data) {
            Value::Object(map) => map,
            _ => IndexMap::new(),
        };
        let is_there = walk.object(&mut map, Some(root), &sets, &mut Vec::new());
        response.data = if is_there { Value::Object(map) } else { Value::Null };
    }
}

struct Walk<'a> {
    shape: &'a Shape,
    document: &'a ExecutableDocument,
    errors: &'a [ServerError],
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
        parent: Option<&'a str>,
        sets: &[&'a SelectionSet],
        path: &mut Vec<PathSegment>,
    ) -> bool {
        let mut collected = IndexMap::new();
        for set in sets {
            self.collect(set, parent, &mut collected);
        }
        let mut ordered = IndexMap::with_capacity(map.len());
        for (key, field) in collected {
            path.push(PathSegment::Field(key.to_string()));
            let is_there = match map.swap_remove(key) {
                Some(mut value) => {
                    let is_there = self.value(&mut value, field.ty, &field.sets, path);
                    ordered.insert(key.clone(), if is_there { value } else { Value::Null });
                    is_there
                }
                // Without an error it is of a fragment on another type, or was skipped.
                None if self.has_error(path) => {
                    ordered.insert(key.clone(), Value::Null);
                    false
                }
                None => true,
            };
            path.pop();
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
        parent: Option<&'a str>,
        collected: &mut IndexMap<&'a Name, Collected<'a>>,
    ) {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => {
                    let field = &field.node;
                    let ty = || self.shape.field(parent, &field.name.node);
                    let entry = collected
                        .entry(&field.response_key().node)
                        .or_insert_with(|| Collected { ty: ty(), sets: Vec::new() });
                    if entry.ty.is_none() {
                        entry.ty = ty();
                    }
                    entry.sets.push(&field.selection_set.node);
                }
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.node.type_condition.as_ref();
                    let parent = condition.map(|on| on.node.on.node.as_str()).or(parent);
                    self.collect(&fragment.node.selection_set.node, parent, collected);
                }
                Selection::FragmentSpread(spread) => {
                    if let Some(fragment) = self.document.fragments.get(&spread.node.fragment_name.node) {
                        let parent = Some(fragment.node.type_condition.node.on.node.as_str());
                        self.collect(&fragment.node.selection_set.node, parent, collected);
                    }
                }
            }
        }
    }

    /// Completes a value; false where it is null because of an error.
    fn value(
        &self,
        value: &mut Value,
        ty: Option<&'a Type>,
        sets: &[&'a SelectionSet],
        path: &mut Vec<PathSegment>,
    ) -> bool {
        match (value, ty.map(|ty| &ty.base)) {
            (Value::List(items), base) => {
                let item_type = match base {
                    Some(BaseType::List(item)) => Some(&**item),
                    _ => None,
                };
                for (index, item) in items.iter_mut().enumerate() {
                    path.push(PathSegment::Index(index));
                    let is_there = self.value(item, item_type, sets, path);
                    path.pop();
                    if !is_there {
                        *item = Value::Null;
                        if !is_nullable(item_type) {
                            return false;
                        }
                    }
                }
                true
            }
            (Value::Object(map), base) => self.object(map, name_of(base), sets, path),
            // An object of which every field failed comes as null.
            (value @ Value::Null, base @ Some(BaseType::Named(_))) if self.has_error_below(path) => {
                let mut map = IndexMap::new();
                let is_there = self.object(&mut map, name_of(base), sets, path);
                if is_there {
                    *value = Value::Object(map);
                }
                is_there
            }
            (Value::Null, _) => !self.has_error(path),
            _ => true,
        }
    }

    /// Whether an error happened here or below.
    fn has_error(&self, path: &[PathSegment]) -> bool {
        self.errors.iter().any(|error| error.path.starts_with(path))
    }

    /// Whether an error happened in a field of the object here.
    fn has_error_below(&self, path: &[PathSegment]) -> bool {
        let is_below = |error: &ServerError| {
            error.path.starts_with(path) && matches!(error.path.get(path.len()), Some(PathSegment::Field(_)))
        };
        self.errors.iter().any(is_below)
    }
}

fn name_of(base: Option<&BaseType>) -> Option<&str> {
    match base {
        Some(BaseType::Named(name)) => Some(name.as_str()),
        _ => None,
    }
}

/// What is unknown may be null: then nothing more is taken from the answer than the error took.
fn is_nullable(ty: Option<&Type>) -> bool {
    ty.is_none_or(|ty| ty.nullable)
}

#[cfg(test)]
mod tests {
    use async_graphql::{EmptyMutation, EmptySubscription, Object, Schema};

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
        let mut response = schema.execute(query).await;
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
}
