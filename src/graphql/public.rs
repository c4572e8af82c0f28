//! Makes the public's schema out of the desk's: what is marked `visible` is the desk's alone and is taken out.
//!
//! `visible` by itself only hides an element from introspection: it would still be executed and suggested. Taken out of
//! the registry, it is unknown to validation too.

use std::borrow::Cow;

use async_graphql::parser::types::Field;
use async_graphql::registry::{MetaType, Registry};
use async_graphql::{ContextSelectionSet, OutputType, Positioned, ServerResult, Value};

/// The mark of an element of the desk. The desk's schema shows all of it: rights decide what it answers.
pub fn is_desk(_: &async_graphql::Context<'_>) -> bool {
    true
}

/// Registered last, it takes the desk's elements out of the registry.
pub struct WithoutDesk;

impl OutputType for WithoutDesk {
    fn type_name() -> Cow<'static, str> {
        "Boolean".into()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        registry.types.retain(|_, meta| match meta {
            MetaType::Scalar { visible, .. }
            | MetaType::Object { visible, .. }
            | MetaType::Interface { visible, .. }
            | MetaType::Union { visible, .. }
            | MetaType::Enum { visible, .. }
            | MetaType::InputObject { visible, .. } => visible.is_none(),
        });
        for meta in registry.types.values_mut() {
            match meta {
                MetaType::Object { fields, .. } | MetaType::Interface { fields, .. } => {
                    fields.retain(|_, field| field.visible.is_none());
                    for field in fields.values_mut() {
                        field.args.retain(|_, argument| argument.visible.is_none());
                    }
                }
                MetaType::Enum { enum_values, .. } => enum_values.retain(|_, value| value.visible.is_none()),
                MetaType::InputObject { input_fields, .. } => {
                    input_fields.retain(|_, field| field.visible.is_none());
                }
                MetaType::Scalar { .. } | MetaType::Union { .. } => {}
            }
        }
        let known: std::collections::HashSet<String> = registry.types.keys().cloned().collect();
        for meta in registry.types.values_mut() {
            if let MetaType::Interface { possible_types, .. } | MetaType::Union { possible_types, .. } = meta
            {
                possible_types.retain(|name| known.contains(name));
            }
        }
        registry.implements.retain(|name, _| known.contains(name));
        <bool as OutputType>::create_type_info(registry)
    }

    async fn resolve(&self, _: &ContextSelectionSet<'_>, _: &Positioned<Field>) -> ServerResult<Value> {
        Ok(Value::Null)
    }
}
