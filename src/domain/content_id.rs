//! What every content is known by. `content` hands it on.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The identity of a content: a UUID version 7, unique over all kinds, the same in every stage and locale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentId(pub Uuid);

impl std::fmt::Display for ContentId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
