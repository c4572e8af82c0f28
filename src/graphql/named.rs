//! A type that a shared field names without registering it.

use std::borrow::Cow;

use async_graphql::parser::types::Field;
use async_graphql::registry::Registry;
use async_graphql::{ContextSelectionSet, OutputType, Positioned, ServerResult, Value};

/// Stands for `T` in a field that all nouns share, where `T` leads back to the nouns: a noun that is met while its shared
/// fields are gathered would miss them. The schema registers `T` elsewhere.
pub struct Named<T>(pub T);

impl<T: OutputType> OutputType for Named<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn create_type_info(_: &mut Registry) -> String {
        T::qualified_type_name()
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        self.0.resolve(ctx, field).await
    }
}
