//! The only writer. Every change is a [`Work`]: one transaction that changes drafts or publishes them, appends to
//! history and outbox, and commits all or nothing. One verb a file.

pub mod account;
mod create;
mod publish;

use std::sync::Arc;
use std::time::Duration;

use uuid::Uuid;

use crate::clock::Clock;
use crate::domain::content::ContentId;
use crate::domain::fault::Fault;
use crate::domain::locale::Locales;
use crate::domain::problem::Problem;
use crate::secret;
use crate::store::event::{self, NewEvent};
use crate::store::revision::{self, NewRevision};
use crate::store::write::Stamp;
use crate::store::{self, Archive, Writing, content};

pub use publish::Publication;

/// Why a change did not happen. Nothing of it was written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    /// What is wrong with a content that was to be written.
    #[error("content {content} cannot be written: {}", list(faults))]
    Invalid { content: ContentId, faults: Vec<Fault> },
    /// What whoever gave the command can put right: all of it at once.
    #[error("refused: {}", list_problems(.0))]
    Refused(Vec<Problem>),
    /// Somebody tries something too often.
    #[error("too many attempts: try again in {} s", retry_after.as_secs() + 1)]
    TooOften { retry_after: Duration },
    /// Too many wait for a password to be hashed.
    #[error("too much is going on at the moment")]
    Busy,
    #[error(transparent)]
    Secret(#[from] secret::Fault),
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self::Refused(vec![problem])
    }
}

fn list_problems(problems: &[Problem]) -> String {
    let problems = problems.iter().map(|problem| format!("{} {}", problem.path.join("."), problem.message));
    problems.collect::<Vec<_>>().join("; ")
}

fn list(faults: &[Fault]) -> String {
    let faults = faults.iter().map(|fault| format!("{} {}", fault.path.join("."), fault.message));
    faults.collect::<Vec<_>>().join("; ")
}

/// Begins changes.
#[derive(Clone)]
pub struct Desk {
    archive: Archive,
    clock: Clock,
    locales: Arc<Locales>,
}

impl Desk {
    pub const fn new(archive: Archive, clock: Clock, locales: Arc<Locales>) -> Self {
        Self { archive, clock, locales }
    }

    /// Begins a change by an account; null is the command line.
    pub async fn begin(&self, account_id: Option<Uuid>) -> Result<Work, Error> {
        Ok(Work {
            writing: self.archive.begin_write().await?,
            locales: Arc::clone(&self.locales),
            at: self.clock.now(),
            account_id,
            revisions: Vec::new(),
            events: Vec::new(),
        })
    }

    /// An id for a new content, relation item or account.
    pub fn new_id(&self) -> Uuid {
        self.clock.new_id()
    }
}

/// A change under way. Dropped without [`Work::commit`], it never was.
pub struct Work {
    writing: Writing,
    locales: Arc<Locales>,
    at: chrono::DateTime<chrono::Utc>,
    account_id: Option<Uuid>,
    revisions: Vec<NewRevision>,
    events: Vec<NewEvent>,
}

impl Work {
    /// Whether there is no content yet, and will be none but this change's own.
    pub async fn is_first(&self) -> Result<bool, Error> {
        Ok(content::is_empty(&self.writing).await?)
    }

    const fn stamp(&self, version: i64) -> Stamp {
        Stamp { at: self.at, account_id: self.account_id, version }
    }

    /// Makes the change durable and public.
    pub async fn commit(self) -> Result<(), Error> {
        let stamp = self.stamp(0);
        revision::append(&self.writing, self.revisions, stamp).await?;
        event::append(&self.writing, self.events, self.at).await?;
        Ok(self.writing.commit().await?)
    }
}
