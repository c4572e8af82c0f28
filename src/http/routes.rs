//! What is at which address. `app` calls it and hands the result to `Listening::serve`.

use std::sync::Arc;

use poem::http::Method;
use poem::{Endpoint, IntoResponse, Request, Response, Route};

use super::answer::Refusal;
use super::export::ExportEndpoint;
use super::graphiql;
use super::graphql::GraphqlEndpoint;
use super::guard::Guard;
use super::health::{Live, Readiness, Ready};
use super::request_id::RequestId;
use super::service::Service;
use super::settings::HttpSettings;
use super::viewer::Tokens;
use crate::graphql::Graphql;

/// The whole door as one endpoint, which always answers and never fails.
pub fn routes(
    graphql: Graphql,
    tokens: Arc<dyn Tokens>,
    readiness: Arc<dyn Readiness>,
    settings: HttpSettings,
) -> impl Endpoint<Output = Response> + 'static {
    let service = Service::new(graphql, tokens, &settings);
    let route = Route::new()
        .at("/", ReadOnly(graphiql::page()))
        .at("/graphiql/*path", ReadOnly(graphiql::asset()))
        .at("/graphql", GraphqlEndpoint(Arc::clone(&service)))
        .at("/export/*path", ReadOnly(ExportEndpoint(service)))
        .at("/health/live", ReadOnly(Live))
        .at("/health/ready", ReadOnly(Ready(readiness)));
    Guard::new(route, settings)
}

/// Lets GET and HEAD through; the guard leaves out the body of the latter.
struct ReadOnly<E>(E);

impl<E: Endpoint> Endpoint for ReadOnly<E> {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        if matches!(*request.method(), Method::GET | Method::HEAD) {
            return self.0.call(request).await.map(IntoResponse::into_response);
        }
        let id = RequestId::of(&request);
        let refusal = Refusal::method("GET, HEAD", "this address can only be read");
        Ok(refusal.outside_graphql().into_response(&id))
    }
}
