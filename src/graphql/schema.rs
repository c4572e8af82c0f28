//! The two schemas, and the one way to ask them.

use std::net::IpAddr;
use std::sync::Arc;

use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{
    EmptySubscription, Name, Request, Response, SDLExportOptions, Schema, SchemaBuilder, Value, Variables,
};

use super::answer::{Shape, mark};
use super::error::{self, ErrorCode};
use super::loader::Loader;
use super::mutation::Mutation;
use super::node::Content;
use super::public::WithoutDesk;
use super::query::Query;
use super::request::Context;
use super::types::text::LocalizedText;
use super::types::used_by::ContentConnection;
use crate::domain::permission::Viewer;
use crate::domain::phone::PhoneHome;
use crate::editing::Desk;
use crate::editing::account::Accounts;
use crate::store::{Archive, Reader};

type AnySchema = Schema<Query, Mutation, EmptySubscription>;

/// Answers GraphQL. Cheap to clone.
#[derive(Clone)]
pub struct Graphql {
    public: Arc<Counter>,
    desk: Arc<Counter>,
    archive: Archive,
    phone_home: Arc<PhoneHome>,
    editing: Desk,
    accounts: Accounts,
}

/// A schema and its shape.
struct Counter {
    schema: AnySchema,
    shape: Shape,
}

impl Counter {
    fn new(schema: AnySchema) -> Arc<Self> {
        let shape = Shape::of(&schema.sdl());
        Arc::new(Self { schema, shape })
    }

    /// Answers in the form of the specification; every error has a code.
    async fn execute(&self, mut request: Request) -> Response {
        let document = match request.parsed_query() {
            Ok(document) => document.clone(),
            Err(error) => {
                let mut response = Response::from_errors(vec![error]);
                error::complete(&mut response);
                return response;
            }
        };
        let operation = request.operation_name.clone();
        if let Some(name) = missing_variable(&document, operation.as_deref(), &request.variables) {
            let message = format!("the variable ${name} is required: give it a value that is not null");
            return error::refusal(ErrorCode::ValidationFailed, message);
        }
        request.set_parsed_query(mark(&document));
        let mut response = self.schema.execute(request).await;
        self.shape.complete(&document, operation.as_deref(), &mut response);
        error::complete(&mut response);
        response
    }
}

/// A variable of the operation that must have a value and has none. The library would find out only at the field.
fn missing_variable(
    document: &ExecutableDocument,
    operation: Option<&str>,
    variables: &Variables,
) -> Option<String> {
    let (_, operation) = document.operations.iter().find(|(name, _)| {
        operation.is_none_or(|operation| name.is_some_and(|name| name.as_str() == operation))
    })?;
    let is_missing = |name: &Name| variables.get(name).is_none_or(|value| *value == Value::Null);
    let mut definitions = operation.node.variable_definitions.iter().map(|definition| &definition.node);
    let missing = definitions.find(|definition| {
        !definition.var_type.node.nullable
            && definition.default_value.is_none()
            && is_missing(&definition.name.node)
    })?;
    Some(missing.name.node.to_string())
}

/// Who asks, and which languages they read.
pub struct Caller {
    pub viewer: Viewer,
    /// The header of that name, several joined by commas.
    pub accept_language: Option<String>,
    /// Where the request came from; null where the connection does not say.
    pub address: Option<IpAddr>,
}

/// The schema of the public, in which the desk's elements do not exist.
fn public() -> AnySchema {
    whole().register_output_type::<WithoutDesk>().finish()
}

/// The schema of the desk: the whole.
fn desk() -> AnySchema {
    whole().finish()
}

/// Every type; those that no field registers are named.
fn whole() -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    Schema::build(Query, Mutation::default(), EmptySubscription)
        .register_output_type::<Content>()
        .register_output_type::<LocalizedText>()
        .register_output_type::<ContentConnection>()
}

/// The schema in the schema definition language: the public's, or the desk's.
pub fn sdl(is_public: bool) -> String {
    let schema = if is_public { public() } else { desk() };
    let sdl = schema.sdl_with_options(
        SDLExportOptions::new().prefer_single_line_descriptions().include_specified_by().use_space_ident(),
    );
    let mut lines: Vec<&str> = sdl.lines().map(str::trim_end).collect();
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    lines.join("\n") + "\n"
}

impl Graphql {
    pub fn new(archive: Archive, phone_home: Arc<PhoneHome>, editing: Desk, accounts: Accounts) -> Self {
        let (public, desk) = (Counter::new(public()), Counter::new(desk()));
        Self { public, desk, archive, phone_home, editing, accounts }
    }

    /// Answers one request. Every error in the answer has a code.
    pub async fn execute(&self, request: Request, caller: Caller) -> Response {
        let reader = Arc::new(Reader::new(self.archive.clone()));
        let context = Context {
            loader: Loader::new(Arc::clone(&reader)),
            accept_language: caller.accept_language,
            phone_home: Arc::clone(&self.phone_home),
            viewer: caller.viewer,
            address: caller.address,
            desk: self.editing.clone(),
            accounts: self.accounts.clone(),
        };
        let counter = match context.viewer {
            Viewer::Anonymous => &self.public,
            Viewer::Account(_) => &self.desk,
        };
        let loader = context.loader.clone();
        let response = loader.drive(counter.execute(request.data(context))).await;
        if let Err(error) = reader.finish().await {
            // The answer is complete; only the connection was lost while it was given back.
            tracing::warn!(error = &error as &dyn std::error::Error, "a read connection was not given back");
        }
        response
    }
}
