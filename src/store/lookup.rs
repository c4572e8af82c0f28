//! The shape of every read: many keys in, a map out, one statement.

use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::Hash;

use super::error::Error;
use super::reader::Turn;

/// A read of many keys at once. Its own value (stage, locales, page) is part of what is asked, so that two reads that
/// differ in it are never answered by one another.
pub trait Lookup: Clone + Debug + Eq + Hash + Send + Sync + 'static {
    type Key: Clone + Debug + Eq + Hash + Send + Sync + 'static;
    type Value: Clone + Send + Sync + 'static;

    /// A key that is not found is not in the map.
    fn fetch(
        &self,
        turn: &Turn<'_>,
        keys: &[Self::Key],
    ) -> impl Future<Output = Result<HashMap<Self::Key, Self::Value>, Error>> + Send;
}
