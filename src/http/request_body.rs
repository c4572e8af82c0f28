//! Reads a body into memory within bounds. The GraphQL endpoint calls it.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use poem::Body;
use poem::http::{HeaderMap, StatusCode, header};
use tokio::sync::Notify;
use tokio::time::timeout;

use super::admission::Busy;
use super::answer::Refusal;
use super::byte_budget::{ByteBudget, Claim, UsedUp};
use super::settings::HttpSettings;
use crate::graphql::ErrorCode;

/// How long the rest of a refused body is read and thrown away.
const LINGER: Duration = Duration::from_secs(5);

/// How long a body may take to arrive while others want the room.
const PATIENCE: Duration = Duration::from_secs(2);

/// What a request takes in memory while its body is on its way, about, beside the body and its header.
const OF_REQUEST: usize = 16 * 1024;

/// Reads bodies, of which all together are bounded.
pub(super) struct Bodies {
    budget: Arc<ByteBudget>,
    limit: usize,
    time: Duration,
}

/// A body that was read, and counts until it is dropped.
pub(super) struct Whole {
    bytes: Vec<u8>,
    _claim: Claim,
}

impl Deref for Whole {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Bodies {
    pub(super) fn new(settings: &HttpSettings) -> Self {
        let limit = settings.max_body_bytes;
        // So that the longest fits into the part of large ones.
        let bytes = settings.max_pending_body_bytes.max(limit.saturating_add(limit / 2));
        Self { budget: ByteBudget::new(bytes, PATIENCE), limit, time: settings.body_timeout }
    }

    /// The whole body; 413 when it is too long, announced or not, 408 when it is too slow, 400 when it breaks off, 503
    /// where there is no room for it.
    pub(super) async fn read(&self, body: Body, headers: &HeaderMap) -> Result<Whole, Refusal> {
        let announced = headers
            .get(header::CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok()?.parse::<u64>().ok())
            .unwrap_or(0);
        if announced > self.limit as u64 {
            // A client that waits for "100 Continue" has not sent anything yet.
            if !headers.contains_key(header::EXPECT) {
                discard(body);
            }
            return Err(too_large(self.limit));
        }
        let mut stream = Box::pin(body.into_bytes_stream());
        let leave = Arc::new(Notify::new());
        let of_headers: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
        let mut claim = self.budget.claim(Arc::clone(&leave), OF_REQUEST + 2 * of_headers);
        let collect = async {
            let mut whole = Vec::new();
            // The request itself counts from the start, whether its body comes or not.
            claim.grow(0).await.map_err(|UsedUp| Busy::Bodies)?;
            while let Some(chunk) = stream.next().await {
                let chunk = chunk.map_err(|_| broken_off())?;
                let length = whole.len() + chunk.len();
                if length > self.limit {
                    return Err(too_large(self.limit));
                }
                claim.grow(length).await.map_err(|UsedUp| Busy::Bodies)?;
                whole.extend_from_slice(&chunk);
            }
            Ok(whole)
        };
        let outcome = tokio::select! {
            outcome = timeout(self.time, collect) => outcome.unwrap_or_else(|_| Err(too_slow())),
            () = leave.notified() => Err(Busy::Bodies.into()),
        };
        match outcome {
            Ok(bytes) => {
                claim.settle();
                Ok(Whole { bytes, _claim: claim })
            }
            Err(refusal) => {
                discard(Body::from_bytes_stream(stream));
                Err(refusal)
            }
        }
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
