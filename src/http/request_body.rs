//! Reads a body into memory within bounds. The GraphQL endpoint calls it.

use std::time::Duration;

use futures_util::StreamExt;
use poem::Body;
use poem::http::{HeaderMap, StatusCode, header};
use tokio::time::timeout;

use super::answer::Refusal;
use super::settings::HttpSettings;
use crate::graphql::ErrorCode;

/// How long the rest of a refused body is read and thrown away.
const LINGER: Duration = Duration::from_secs(5);

/// The whole body; 413 when it is too long, announced or not, 408 when it is too slow, 400
/// when it breaks off.
pub(super) async fn read(
    body: Body,
    headers: &HeaderMap,
    settings: &HttpSettings,
) -> Result<Vec<u8>, Refusal> {
    let limit = settings.max_body_bytes;
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok())
        .unwrap_or(0);
    if announced > limit as u64 {
        // A client that waits for "100 Continue" has not sent anything yet.
        if !headers.contains_key(header::EXPECT) {
            discard(body);
        }
        return Err(too_large(limit));
    }
    let mut stream = Box::pin(body.into_bytes_stream());
    let collect = async {
        let mut whole = Vec::with_capacity(usize::try_from(announced).unwrap_or(0));
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|_| broken_off())?;
            if whole.len() + chunk.len() > limit {
                return Err(too_large(limit));
            }
            whole.extend_from_slice(&chunk);
        }
        Ok(whole)
    };
    let outcome = timeout(settings.body_timeout, collect).await;
    match outcome {
        Ok(Err(refusal)) => {
            discard(Body::from_bytes_stream(stream));
            Err(refusal)
        }
        Ok(whole) => whole,
        Err(_) => Err(too_slow()),
    }
}

/// Keeps reading without keeping: a connection that is closed on a client that still writes
/// is reset, and the client may never see why (RFC 9112, 9.6).
fn discard(body: Body) {
    let mut stream = Box::pin(body.into_bytes_stream());
    tokio::spawn(async move {
        let rest = async { while let Some(Ok(_)) = stream.next().await {} };
        // Still sending after that: the connection is closed under it.
        let _ = timeout(LINGER, rest).await;
    });
}

fn too_large(limit: usize) -> Refusal {
    Refusal::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::BadRequest,
        format!("the body is longer than {limit} bytes"),
    )
}

fn too_slow() -> Refusal {
    Refusal::new(StatusCode::REQUEST_TIMEOUT, ErrorCode::BadRequest, "the body took too long to arrive")
}

fn broken_off() -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, ErrorCode::BadRequest, "the body could not be read to its end")
}
