//! The two schemas, and the one way to ask them.

use std::net::IpAddr;
use std::sync::Arc;

use async_graphql::parser::types::{OperationDefinition, OperationType};
use async_graphql::{
    EmptySubscription, Name, Request, Response, SDLExportOptions, Schema, SchemaBuilder, Value, Variables,
};

use super::answer::Shape;
use super::bounds::{Bounds, Costs, EffortBudget, Exceeded, TextBudget, asks_for_schema};
use super::document::{Asked, Document, Documents, Trusted, Unread};
use super::error::{self, ErrorCode};
use super::loader::Loader;
use super::mutation::Mutation;
use super::node::Content;
use super::public::WithoutDesk;
use super::query::Query;
use super::read_hours::ReadHours;
use super::rendering::Rendering;
use super::request::Context;
use super::turns::Turns;
use super::types::text::LocalizedText;
use super::types::used_by::ContentConnection;
use super::workshop::Workshop;
use crate::domain::front_end::FrontEnd;
use crate::domain::hours::City;
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
    /// Of the desk's schema, which has all that the public's has.
    costs: Arc<Costs>,
    documents: Arc<Documents>,
    archive: Archive,
    phone_home: Arc<PhoneHome>,
    city: Arc<City>,
    front_end: Arc<FrontEnd>,
    hours: Arc<ReadHours>,
    editing: Desk,
    accounts: Accounts,
    turns: Arc<Turns>,
    workshop: Workshop,
}

/// How much a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Size {
    /// It is answered at once.
    Small,
    /// It takes its turn.
    Large,
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
    async fn execute(&self, document: &Document, mut request: Request) -> Response {
        let operation = request.operation_name.clone();
        request.set_parsed_query(document.marked.clone());
        let mut response = self.schema.execute(request).await;
        self.shape.complete(&document.parsed, operation.as_deref(), &mut response);
        error::complete(&mut response);
        response
    }
}

/// A variable of the operation that must have a value and has none. The library would find out only at the field.
fn missing_variable(operation: &OperationDefinition, variables: &Variables) -> Option<String> {
    let is_missing = |name: &Name| variables.get(name).is_none_or(|value| *value == Value::Null);
    let mut definitions = operation.variable_definitions.iter().map(|definition| &definition.node);
    let missing = definitions.find(|definition| {
        !definition.var_type.node.nullable
            && definition.default_value.is_none()
            && is_missing(&definition.name.node)
    })?;
    Some(missing.name.node.to_string())
}

/// Who asks, and which languages they read.
#[derive(Clone)]
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
    pub fn new(
        archive: Archive,
        (phone_home, city, front_end): (Arc<PhoneHome>, Arc<City>, Arc<FrontEnd>),
        (editing, accounts): (Desk, Accounts),
        (bounds, trusted): (Bounds, Option<Arc<Trusted>>),
        turns: Turns,
    ) -> Self {
        let desk = desk();
        let costs = Arc::new(Costs::of(&desk.sdl()));
        let (public, desk) = (Counter::new(public()), Counter::new(desk));
        let documents = Arc::new(Documents::new(bounds, trusted));
        let (turns, workshop) = (Arc::new(turns), Workshop::of_machine());
        let hours = Arc::default();
        Self {
            public,
            desk,
            costs,
            documents,
            archive,
            phone_home,
            city,
            front_end,
            hours,
            editing,
            accounts,
            turns,
            workshop,
        }
    }

    /// Where what takes long is computed.
    pub const fn workshop(&self) -> &Workshop {
        &self.workshop
    }

    /// The document that somebody asks for. A long one is read off the async workers.
    pub async fn document(&self, asked: Asked, viewer: &Viewer) -> Result<Arc<Document>, Unread> {
        let is_public = matches!(viewer, Viewer::Anonymous);
        if !asked.is_long() {
            return self.documents.find(&asked, is_public);
        }
        let documents = Arc::clone(&self.documents);
        self.workshop.run(move || documents.find(&asked, is_public)).await
    }

    /// Answers one request for an operation of a document. Every error in the answer has a code.
    pub async fn execute(&self, document: Arc<Document>, request: Request, caller: Caller) -> Response {
        let size = match self.check(&document, &request, &caller) {
            Ok(size) => size,
            Err(response) => return *response,
        };
        match size {
            Size::Small => self.answer(document, request, caller, size).await,
            Size::Large => match self.turns.line(&caller.viewer).take().await {
                Ok(turn) => turn.run(self.answer(document, request, caller, size)).await,
                Err(failure) => failure.into(),
            },
        }
    }

    /// Answers a request that nothing can be said against.
    fn answer(
        &self,
        document: Arc<Document>,
        request: Request,
        caller: Caller,
        size: Size,
    ) -> impl Future<Output = Response> + Send + use<> {
        let counter = match caller.viewer {
            Viewer::Anonymous => Arc::clone(&self.public),
            Viewer::Account(_) => Arc::clone(&self.desk),
        };
        let operation = document.operation(request.operation_name.as_deref());
        let is_mutation = operation.is_ok_and(|operation| operation.ty == OperationType::Mutation);
        let (line, workshop) = (Arc::clone(self.turns.line(&caller.viewer)), self.workshop.clone());
        let loader = Loader::new(Reader::new(self.archive.clone()));
        let context = Context {
            loader: loader.clone(),
            texts: TextBudget::new(self.documents.bounds()),
            effort: Arc::new(EffortBudget::new(self.documents.bounds())),
            // What a mutation has done is done: it is not refused for the texts that it shows.
            rendering: match size {
                Size::Small if !is_mutation => Rendering::within_limits(line, workshop),
                Size::Small | Size::Large => Rendering::at_will(line, workshop),
            },
            accept_language: caller.accept_language,
            phone_home: Arc::clone(&self.phone_home),
            city: Arc::clone(&self.city),
            front_end: Arc::clone(&self.front_end),
            hours: Arc::clone(&self.hours),
            now: self.editing.now(),
            viewer: caller.viewer,
            address: caller.address,
            desk: self.editing.clone(),
            accounts: self.accounts.clone(),
        };
        async move {
            let response = loader.drive(counter.execute(&document, request.data(context))).await;
            loader.give_back().await;
            response
        }
    }

    /// What can be said against a request before anything of it is done; if nothing, how large it is.
    fn check(&self, document: &Document, request: &Request, caller: &Caller) -> Result<Size, Box<Response>> {
        let invalid = |message: String| Box::new(error::refusal(ErrorCode::ValidationFailed, message));
        let operation = document.operation(request.operation_name.as_deref());
        let operation = operation.map_err(|unclear| invalid(unclear.to_string()))?;
        if let Some(name) = missing_variable(operation, &request.variables) {
            return Err(invalid(format!(
                "the variable ${name} is required: give it a value that is not null"
            )));
        }
        let bounds = self.documents.bounds();
        let is_public = matches!(caller.viewer, Viewer::Anonymous);
        let asked = (&document.parsed, operation);
        if is_public && !bounds.has_public_introspection && asks_for_schema(asked) {
            return Err(invalid("the schema is not told here: introspection is switched off".to_owned()));
        }
        let refused = |exceeded: Exceeded| Box::new(exceeded.into());
        let sizes = bounds.check_arguments(&document.parsed, &request.variables).map_err(refused)?;
        let total = bounds.check_cost(&self.costs, asked, (&request.variables, &sizes)).map_err(refused)?;
        let is_large = bounds.is_large(total) || document.is_long;
        Ok(if is_large { Size::Large } else { Size::Small })
    }
}
