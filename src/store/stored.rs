//! Stored values, read by their types. Called by whoever makes domain values of columns.

use super::error::Error;

/// A stored value; an error where its type never wrote it.
pub fn stored<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, Error> {
    read(text).ok_or_else(|| Error::Corrupt(format!("the value {text:?}")))
}

/// The same of a column that may be null.
pub fn stored_option<T>(text: Option<&str>, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Error> {
    text.map(|text| stored(text, read)).transpose()
}
