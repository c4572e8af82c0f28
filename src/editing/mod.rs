//! The only writer. Every change is a [`Work`]: one transaction that changes drafts or publishes them, appends to
//! history and outbox, and commits all or nothing.
//!
//! What somebody asks for is a [`Command`], one verb a file. [`Desk::run`] takes each the same way: permit, lock, judge,
//! write with revision and event, commit, announce.

pub mod account;
mod actor;
mod create;
mod delete;
mod discard;
mod erase;
mod judge;
mod locale;
mod locate;
mod pinned;
mod plan;
mod problems;
mod publication;
mod publish;
mod put;
mod relocate;
mod restore;
mod unpublish;
mod update;

use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::clock::Clock;
use crate::domain::content::ContentId;
use crate::domain::fault::Fault;
use crate::domain::locale::CityLocales;
use crate::domain::phone::PhoneHome;
use crate::domain::problem::Problem;
use crate::secret;
use crate::store::event::{self, NewEvent};
use crate::store::revision::{self, NewRevision};
use crate::store::write::Stamp;
use crate::store::{self, Archive, Writing, content};

pub use actor::Actor;
pub use create::Create;
pub use delete::Delete;
pub use discard::Discard;
pub use erase::{Erase, Erased};
pub use locale::{LocaleRemove, LocaleSave};
pub use plan::{Plan, PlanCancel, Step};
pub use publication::Item;
pub use publish::{Publication, Publish};
pub use relocate::Relocate;
pub use restore::Restore;
pub use unpublish::Unpublish;
pub use update::Update;

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

/// Something that somebody asks for.
pub trait Command: Sync {
    type Outcome: Send;

    /// What it keeps others from changing, beside the contents that it names.
    fn locks(&self) -> Locks {
        Locks::default()
    }

    /// Does it within a change that is under way. May be called again, in a new change, where others were quicker.
    fn perform(&self, work: &mut Work) -> impl Future<Output = Result<Self::Outcome, Error>> + Send;
}

/// What a command keeps others from changing. Taken before anything else, in this order, so that no two wait for each
/// other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Locks {
    /// The city's locales: all commands share them, but for those that change them.
    pub changes_locales: bool,
    pub tree: Tree,
}

/// The tree of drafts, from which places, paths and rights follow.
#[derive(Clone, Copy, Debug, Default)]
pub enum Tree {
    /// It does not matter.
    #[default]
    Any,
    /// It must stand still: something is put into it.
    Still,
    /// It changes: what stands where, or what the parts of paths are called.
    Changes,
}

/// How often a command is tried where others are quicker each time.
const MAX_TRIES: usize = 5;

/// Makes changes. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    archive: Archive,
    clock: Clock,
    locales: Arc<ArcSwap<CityLocales>>,
    home: Arc<PhoneHome>,
}

impl Desk {
    /// `locales` is what the process shows of the city's table: replaced after a change of it.
    pub const fn new(
        archive: Archive,
        clock: Clock,
        locales: Arc<ArcSwap<CityLocales>>,
        home: Arc<PhoneHome>,
    ) -> Self {
        Self { archive, clock, locales, home }
    }

    /// Does what somebody asks for, all or nothing.
    pub async fn run<C: Command>(&self, actor: Actor, command: &C) -> Result<C::Outcome, Error> {
        let mut tries = 1;
        loop {
            match self.attempt(&actor, command).await {
                Err(Error::Store(store::Error::Overtaken(_))) if tries < MAX_TRIES => tries += 1,
                result => return result,
            }
        }
    }

    async fn attempt<C: Command>(&self, actor: &Actor, command: &C) -> Result<C::Outcome, Error> {
        let mut work = self.begin_with(actor, command.locks()).await?;
        let outcome = command.perform(&mut work).await?;
        let locales = work.new_locales.take();
        work.commit().await?;
        if let Some(locales) = locales {
            self.locales.store(Arc::new(locales));
        }
        Ok(outcome)
    }

    /// Begins a change.
    pub async fn begin(&self, actor: &Actor) -> Result<Work, Error> {
        self.begin_with(actor, Locks::default()).await
    }

    async fn begin_with(&self, actor: &Actor, locks: Locks) -> Result<Work, Error> {
        let writing = self.archive.begin_write().await?;
        store::lock::locales(&writing, locks.changes_locales).await?;
        match locks.tree {
            Tree::Any => {}
            Tree::Still => store::lock::tree(&writing, false).await?,
            Tree::Changes => store::lock::tree(&writing, true).await?,
        }
        let at = self.clock.now();
        let actor = actor.clone();
        let locales = store::locale::read_in(&writing).await?;
        Ok(Work {
            writing,
            locales,
            home: Arc::clone(&self.home),
            at,
            actor,
            revisions: Vec::new(),
            events: Vec::new(),
            new_locales: None,
        })
    }

    /// The city's locales as they are now.
    pub fn locales(&self) -> Arc<CityLocales> {
        self.locales.load_full()
    }

    /// The moment.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// An id for a new content, relation item or account.
    pub fn new_id(&self) -> Uuid {
        self.clock.new_id()
    }
}

/// A change under way. Dropped without [`Work::commit`], it never was.
pub struct Work {
    writing: Writing,
    /// As this change finds them.
    locales: CityLocales,
    home: Arc<PhoneHome>,
    at: DateTime<Utc>,
    actor: Actor,
    revisions: Vec<NewRevision>,
    events: Vec<NewEvent>,
    /// As this change leaves them, where it changes them.
    new_locales: Option<CityLocales>,
}

impl Work {
    /// Whether there is no content yet, and will be none but this change's own.
    pub async fn is_first(&self) -> Result<bool, Error> {
        Ok(content::is_empty(&self.writing).await?)
    }

    fn stamp(&self, version: i64) -> Stamp {
        Stamp { at: self.at, account_id: self.actor.id(), version }
    }

    /// Makes the change durable and public.
    pub async fn commit(self) -> Result<(), Error> {
        let stamp = self.stamp(0);
        revision::append(&self.writing, self.revisions, stamp).await?;
        event::append(&self.writing, self.events, self.at).await?;
        Ok(self.writing.commit().await?)
    }
}
