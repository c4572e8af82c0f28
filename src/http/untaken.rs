//! Answers that their clients have not taken yet: bounded together, and each in its time. `guard` hands every answer over,
//! whoever wrote it.

use std::sync::Arc;
use std::time::Duration;

use hyper::body::Bytes;
use poem::{Body, Response};

use super::activity::{Activity, Taking};
use super::admission::Busy;
use super::byte_budget::{ByteBudget, Claim};

/// How long a client may take for an answer while others want the room.
const PATIENCE: Duration = Duration::from_secs(5);

/// The answers that wait to be taken.
pub(super) struct Untaken(Arc<ByteBudget>);

/// Marks an answer whose bytes are there once for all who ask: it has its time, and takes no memory of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shared;

impl Untaken {
    /// Of so many bytes at most.
    pub(super) fn new(bytes: usize) -> Self {
        Self(ByteBudget::new(bytes, PATIENCE))
    }

    /// An answer whose body counts until it is taken. Where there is no room, the connection with the answer that has
    /// waited longest is closed; it is `Busy` where none has waited long.
    pub(super) async fn hold(
        &self,
        mut answer: Response,
        connection: Option<&Arc<Activity>>,
    ) -> Result<Response, Busy> {
        let body = answer.take_body();
        if body.is_empty() {
            return Ok(answer);
        }
        // All our bodies lie in memory already, in one piece.
        let Ok(body) = body.into_bytes().await else { return Ok(answer) };
        let is_shared = answer.extensions().get::<Shared>().is_some();
        let body = self.hold_bytes(body, is_shared, connection).await?;
        answer.set_body(Body::from(body));
        Ok(answer)
    }

    async fn hold_bytes(
        &self,
        bytes: Bytes,
        is_shared: bool,
        connection: Option<&Arc<Activity>>,
    ) -> Result<Bytes, Busy> {
        let mut claim = None;
        if !is_shared {
            let leave = connection.map(|connection| connection.leave()).unwrap_or_default();
            let claim = claim.insert(self.0.claim(leave, 0));
            claim.grow(bytes.len()).await.map_err(|_| Busy::Answers)?;
        }
        let taking = connection.map(Activity::take_answer);
        Ok(Bytes::from_owner(Held { bytes, _claim: claim, _taking: taking }))
    }
}

/// An answer that is being taken.
struct Held {
    bytes: Bytes,
    _claim: Option<Claim>,
    _taking: Option<Taking>,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIB: usize = 1024;

    #[tokio::test]
    async fn an_answer_counts_until_it_is_taken() {
        let untaken = Untaken::new(4 * KIB);
        let hold = async |bytes: usize| untaken.hold_bytes(vec![0; bytes].into(), false, None).await;
        let first = hold(3 * KIB - 1).await.expect("room");
        assert!(hold(KIB + 1).await.is_err());
        let second = hold(KIB).await.expect("room");
        assert_eq!((first.len(), second.len()), (3 * KIB - 1, KIB));
        let part = first.slice(..10);
        drop(first);
        assert!(hold(KIB).await.is_err(), "a part of it is not taken yet");
        drop(part);
        assert!(hold(3 * KIB).await.is_ok());
    }

    #[tokio::test]
    async fn what_is_there_once_for_all_takes_no_room() {
        let untaken = Untaken::new(4 * KIB);
        let shared = Bytes::from(vec![0; 9 * KIB]);
        assert!(untaken.hold_bytes(shared.clone(), true, None).await.is_ok());
        assert!(untaken.hold_bytes(shared, false, None).await.is_err());
    }

    #[tokio::test]
    async fn an_answer_keeps_its_head_and_its_bytes() {
        let untaken = Untaken::new(4 * KIB);
        let answer = Response::builder().header("a", "b").body("c");
        let held = untaken.hold(answer, None).await.expect("room");
        assert_eq!(held.header("a"), Some("b"));
        assert_eq!(held.into_body().into_string().await.expect("text"), "c");
    }
}
