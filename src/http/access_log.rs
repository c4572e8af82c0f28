//! One line a request. Called by `guard` only. Says what was asked for and how it went, never
//! with what: no query string, document, variables or headers.

use std::time::Duration;

use poem::http::StatusCode;
use tracing::info;

/// Writes the line into the current span, which names the request, its method and its path.
pub(super) fn write(status: StatusCode, duration: Duration) {
    info!(
        target: "wegweiser::access",
        status = status.as_u16(),
        duration_ms = duration.as_secs_f64() * 1000.0,
        "answered"
    );
}
