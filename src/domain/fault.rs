//! What is wrong with an input: all faults of it at once, each with the path of the value it is about.

/// Something that its author can put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// From the input's root to the value: `["address", "postalCode"]`.
    pub path: Vec<String>,
    /// A sentence that says what to change.
    pub message: String,
}

/// Collects faults while values are checked.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    pub fn add(&mut self, path: &[&str], message: impl Into<String>) {
        self.0.push(Fault {
            path: path.iter().map(|&step| step.to_owned()).collect(),
            message: message.into(),
        });
    }

    /// The value, or null and a fault more.
    pub fn take<T, E: std::fmt::Display>(&mut self, path: &[&str], checked: Result<T, E>) -> Option<T> {
        checked.map_err(|error| self.add(path, error.to_string())).ok()
    }

    /// As [`Self::take`], for a value that may be absent.
    pub fn take_optional<T, E: std::fmt::Display>(
        &mut self,
        path: &[&str],
        checked: Option<Result<T, E>>,
    ) -> Option<T> {
        checked.and_then(|checked| self.take(path, checked))
    }

    /// Whether a value has a fault already.
    pub fn has_at(&self, path: &[String]) -> bool {
        self.0.iter().any(|fault| fault.path == path)
    }

    /// The faults, if there are any.
    pub fn into_result(self) -> Result<(), Vec<Fault>> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }
}
