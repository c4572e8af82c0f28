//! Collects what stands against a command.

use super::Error;
use crate::domain::fault::Fault;
use crate::domain::problem::{Problem, Reason};

/// The problems of one input.
pub struct Problems {
    /// The path of the part of the input that paths are told below.
    above: &'static [&'static str],
    found: Vec<Problem>,
}

impl Problems {
    pub const fn below(above: &'static [&'static str]) -> Self {
        Self { above, found: Vec::new() }
    }

    /// A problem of a value below [`Self::below`].
    pub fn add(&mut self, path: &[impl AsRef<str>], message: impl Into<String>, reason: Reason) {
        let path = self.above.iter().copied().chain(path.iter().map(AsRef::as_ref));
        let path = path.map(str::to_owned).collect();
        self.found.push(Problem { path, message: message.into(), reason });
    }

    /// A problem of a value elsewhere in the input.
    pub fn add_at(&mut self, path: &[&str], message: impl Into<String>, reason: Reason) {
        self.found.push(Problem::new(path, message, reason));
    }

    pub fn invalid(&mut self, path: &[impl AsRef<str>], message: impl Into<String>) {
        self.add(path, message, Reason::InvalidField);
    }

    /// The value; its faults become problems.
    pub fn take<T>(&mut self, checked: Result<T, Vec<Fault>>) -> Option<T> {
        match checked {
            Ok(value) => Some(value),
            Err(faults) => {
                let above = self.above;
                self.found.extend(faults.into_iter().map(|fault| Problem::of_fault(above, fault)));
                None
            }
        }
    }

    /// Nothing, if nothing was found. Whoever may not do it hears that and no more.
    pub fn into_result(self) -> Result<(), Error> {
        if self.found.is_empty() {
            return Ok(());
        }
        let (denied, others): (Vec<Problem>, Vec<Problem>) =
            self.found.into_iter().partition(|problem| problem.reason == Reason::NotPermitted);
        Err(Error::Refused(if denied.is_empty() { others } else { denied }))
    }
}
