//! What an input says of a value: absent is not null. Read by the nouns' field checks.

use super::fault::Faults;

/// What is to become of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Edit<T> {
    /// The input does not speak of it: it stays; in something new there is none.
    #[default]
    Keep,
    /// There is to be none.
    Clear,
    Set(T),
}

impl<T> Edit<T> {
    /// Whether the input speaks of it.
    pub const fn is_said(&self) -> bool {
        !matches!(self, Self::Keep)
    }
}

impl<T> From<Option<T>> for Edit<T> {
    /// For something new, where null and absent are the same.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Keep, Self::Set)
    }
}

impl Faults {
    /// A value that may be null: the current one, none, or what `read` makes of the new one.
    pub fn edit<T, U: Clone, E: std::fmt::Display>(
        &mut self,
        path: &[&str],
        edit: Edit<T>,
        current: Option<&U>,
        read: impl FnOnce(T) -> Result<Option<U>, E>,
    ) -> Option<U> {
        match edit {
            Edit::Keep => current.cloned(),
            Edit::Clear => None,
            Edit::Set(value) => self.take(path, read(value)).flatten(),
        }
    }

    /// A value that must be there: as [`Self::edit`], with a fault where there is none. Null only with a fault.
    pub fn edit_required<T, U: Clone, E: std::fmt::Display>(
        &mut self,
        path: &[&str],
        edit: Edit<T>,
        current: Option<&U>,
        read: impl FnOnce(T) -> Result<Option<U>, E>,
    ) -> Option<U> {
        let value = match edit {
            Edit::Keep => current.cloned(),
            Edit::Clear => None,
            // A value with a fault of its own is not missing.
            Edit::Set(value) => self.take(path, read(value))?,
        };
        if value.is_none() {
            self.add(path, "is needed");
        }
        value
    }

    /// A list: the current one, none, or the new one.
    pub fn edit_list<T: Clone>(&mut self, edit: Edit<Vec<T>>, current: Option<&Vec<T>>) -> Vec<T> {
        match edit {
            Edit::Keep => current.cloned().unwrap_or_default(),
            Edit::Clear => Vec::new(),
            Edit::Set(list) => list,
        }
    }
}
