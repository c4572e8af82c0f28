//! Answers that their clients have not taken yet: bounded together, and each in its time. `answer` hands them over.

use std::sync::Arc;
use std::time::Duration;

use hyper::body::Bytes;

use super::activity::{Activity, Taking};
use super::admission::Busy;
use super::byte_budget::{ByteBudget, Claim};

/// How long a client may take for an answer while others want the room.
const PATIENCE: Duration = Duration::from_secs(5);

/// The answers that wait to be taken.
pub(super) struct Untaken(Arc<ByteBudget>);

impl Untaken {
    /// Of so many bytes at most.
    pub(super) fn new(bytes: usize) -> Self {
        Self(ByteBudget::new(bytes, PATIENCE))
    }

    /// The bytes of an answer, which count until they are taken. Where there is no room, the connection with the answer
    /// that has waited longest is closed; it is `Busy` where none has waited long.
    pub(super) async fn hold(
        &self,
        answer: Vec<u8>,
        connection: Option<&Arc<Activity>>,
    ) -> Result<Bytes, Busy> {
        let leave = connection.map(|connection| connection.leave()).unwrap_or_default();
        let mut claim = self.0.claim(leave);
        claim.grow(answer.len()).await.map_err(|_| Busy::Answers)?;
        let taking = connection.map(Activity::take_answer);
        Ok(Bytes::from_owner(Held { answer, _claim: claim, _taking: taking }))
    }
}

/// An answer that is being taken.
struct Held {
    answer: Vec<u8>,
    _claim: Claim,
    _taking: Option<Taking>,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIB: usize = 1024;

    #[tokio::test]
    async fn an_answer_counts_until_it_is_taken() {
        let untaken = Untaken::new(4 * KIB);
        let hold = async |bytes: usize| untaken.hold(vec![0; bytes], None).await;
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
}
