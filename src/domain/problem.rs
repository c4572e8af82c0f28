//! What stands against a command: every problem of it at once, each with the path of the input that it is about.
//! Made by `editing`, shown by `graphql` and the command line; those of a planned step that failed are kept.

use serde::{Deserialize, Serialize};

use super::content_id::ContentId;
use super::fault::Fault;
use super::locale::Locale;
use super::publication::PublicationState;

/// Something that whoever gave the command can put right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// From the argument to the value: `["input", "set", "phone"]`.
    pub path: Vec<String>,
    /// A sentence that says what to change.
    pub message: String,
    pub reason: Reason,
}

/// Of which sort a problem is, with what a program needs to deal with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The value cannot be taken.
    InvalidField,
    /// A part that the command writes has changed since the version that it expects.
    VersionConflict {
        current_version: i64,
        /// Who made the current version; null for the command line.
        changed_by: Option<String>,
    },
    /// Another content has this slug, or this path.
    SlugTaken { taken_by: ContentId },
    /// There is no such thing, or none that the viewer may see.
    NotFound,
    /// The viewer sees it, and may not do this.
    NotPermitted,
    /// Others refer to it.
    InUse {
        /// Those that the viewer may see.
        used_by: Vec<ContentId>,
        /// How many more there are.
        hidden: usize,
    },
    /// What a translation was made from would not be public.
    SourceNotLive {
        /// The locales that would have to go along.
        locales: Vec<Locale>,
    },
    /// From where a content stands there is no such step.
    StepNotAllowed { from: PublicationState },
    /// What is to go has texts.
    LocaleInUse(LocaleUse),
    /// The address and the password do not belong together.
    SignInRefused,
    /// Nobody would be left who manages accounts.
    LastAdministrator,
}

/// What hangs on a locale.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocaleUse {
    /// Contents with a text or a slug in it, drafts and live.
    pub contents: i64,
    /// Contents whose required text is live in it.
    pub live_contents: i64,
    /// Texts in it on the desk.
    pub texts: i64,
}

impl Problem {
    pub fn new(path: &[&str], message: impl Into<String>, reason: Reason) -> Self {
        Self { path: path.iter().map(|&step| step.to_owned()).collect(), message: message.into(), reason }
    }

    /// A fault of a value, which stands below `above` in the input.
    pub fn of_fault(above: &[&str], fault: Fault) -> Self {
        let path = above.iter().map(|&step| step.to_owned()).chain(fault.path).collect();
        Self { path, message: fault.message, reason: Reason::InvalidField }
    }
}
