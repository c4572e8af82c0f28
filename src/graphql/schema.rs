//! The two schemas, and the one way to ask them.

use std::sync::Arc;

use arc_swap::ArcSwap;
use async_graphql::{
    EmptyMutation, EmptySubscription, Request, Response, SDLExportOptions, Schema, SchemaBuilder,
};

use super::error;
use super::loader::Loader;
use super::node::Content;
use super::public::WithoutDesk;
use super::query::Query;
use super::request::Context;
use super::types::text::LocalizedText;
use crate::domain::locale::Locales;
use crate::domain::permission::Viewer;
use crate::store::{Archive, Reader};

type WegweiserSchema = Schema<Query, EmptyMutation, EmptySubscription>;

/// Answers GraphQL. Cheap to clone.
#[derive(Clone)]
pub struct Graphql {
    public: WegweiserSchema,
    desk: WegweiserSchema,
    archive: Archive,
    locales: Arc<ArcSwap<Locales>>,
}

/// Who asks, and which languages they read.
pub struct Caller {
    pub viewer: Viewer,
    /// The header of that name, several joined by commas.
    pub accept_language: Option<String>,
}

/// The schema of the public, in which the desk's elements do not exist.
fn public() -> WegweiserSchema {
    whole().register_output_type::<WithoutDesk>().finish()
}

/// The schema of the desk: the whole.
fn desk() -> WegweiserSchema {
    whole().finish()
}

/// Every type; interfaces that no field returns are named.
fn whole() -> SchemaBuilder<Query, EmptyMutation, EmptySubscription> {
    Schema::build(Query, EmptyMutation, EmptySubscription)
        .register_output_type::<Content>()
        .register_output_type::<LocalizedText>()
}

/// The schema in the schema definition language: the public's, or the desk's.
pub fn sdl(is_public: bool) -> String {
    let schema = if is_public { public() } else { desk() };
    let sdl = schema.sdl_with_options(SDLExportOptions::new().sorted_fields().sorted_enum_items());
    let mut lines: Vec<&str> = sdl.lines().map(str::trim_end).collect();
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    lines.join("\n") + "\n"
}

impl Graphql {
    pub fn new(archive: Archive, locales: Arc<ArcSwap<Locales>>) -> Self {
        Self { public: public(), desk: desk(), archive, locales }
    }

    /// Answers one request. Every error in the answer has a code.
    pub async fn execute(&self, request: Request, caller: Caller) -> Response {
        let reader = Arc::new(Reader::new(self.archive.clone()));
        let context = Context {
            loader: Loader::new(Arc::clone(&reader)),
            locales: self.locales.load_full(),
            accept_language: caller.accept_language,
        };
        let schema = match caller.viewer {
            Viewer::Anonymous => &self.public,
            Viewer::Account(_) => &self.desk,
        };
        let mut response = schema.execute(request.data(context)).await;
        error::complete(&mut response);
        if let Err(error) = reader.finish().await {
            // The answer is complete; only the connection was lost while it was given back.
            tracing::warn!(error = &error as &dyn std::error::Error, "a read connection was not given back");
        }
        response
    }
}
