//! Two questions of whoever runs the process: does it live, and may it get requests?
//! `routes` mounts them, `app` says what readiness means.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use poem::http::{StatusCode, header};
use poem::{Endpoint, Request, Response};
use tracing::warn;

/// Whether this replica may be sent requests.
pub trait Readiness: Send + Sync {
    /// Ok when it may. The error is the reason, for the log only: it may name what clients
    /// should not see.
    fn is_ready(&self) -> BoxFuture<'_, Result<(), String>>;
}

/// `/health/live`: 200 as long as the process can answer at all.
pub(super) struct Live;

impl Endpoint for Live {
    type Output = Response;

    async fn call(&self, _request: Request) -> poem::Result<Response> {
        Ok(state(StatusCode::OK, r#"{"status":"live"}"#))
    }
}

/// `/health/ready`: 200 when `Readiness` says so, else 503.
pub(super) struct Ready(pub(super) Arc<dyn Readiness>);

impl Endpoint for Ready {
    type Output = Response;

    async fn call(&self, _request: Request) -> poem::Result<Response> {
        Ok(match self.0.is_ready().await {
            Ok(()) => state(StatusCode::OK, r#"{"status":"ready"}"#),
            Err(reason) => {
                warn!(reason, "not ready");
                state(StatusCode::SERVICE_UNAVAILABLE, r#"{"status":"not ready"}"#)
            }
        })
    }
}

fn state(status: StatusCode, body: &'static str) -> Response {
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
        .header(header::CACHE_CONTROL, "no-store")
        .body(body)
}
