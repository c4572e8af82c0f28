//! Accounts: who signs in, what they may, with which tokens. Each command is one transaction, judged under a lock that
//! all of them take, so that two administrators who remove each other at once do not both succeed.
//!
//! There is no history of accounts: each change leaves one line in the log, with ids and nothing else.

mod create;
mod demo;
mod find;
mod grant;
mod hashing;
mod limit;
mod sign_in;
mod token;
mod update;

use std::num::NonZeroU32;
use std::sync::Arc;

use tracing::field::DisplayValue;
use uuid::Uuid;

use super::Error;
use crate::clock::Clock;
use crate::domain::content::ContentId;
use crate::domain::locale::Locales;
use crate::domain::permission::{Account, Grant};
use crate::domain::problem::{Problem, Reason};
use crate::domain::{account, fault::Fault};
use crate::store::account::read::AccountRow;
use crate::store::account::write;
use crate::store::{Archive, Writing};

pub use create::{Created, NewAccount};
pub use demo::{DemoRole, DemoToken};
pub use grant::NewGrant;
pub use sign_in::{Attempt, SignedIn};
pub use token::{NewToken, TokenMade, TokenOwner};
pub use update::AccountChanges;

type Time = chrono::DateTime<chrono::Utc>;

/// How signing in is bounded.
#[derive(Clone, Copy, Debug)]
pub struct SignInSettings {
    /// How long the token of a sign-in holds.
    pub token_lifetime: chrono::TimeDelta,
    /// How many attempts on one account there may be in [`limit::PERIOD`], and at once.
    pub attempts_per_account: NonZeroU32,
    /// As above, from one network address.
    pub attempts_per_address: NonZeroU32,
}

impl Default for SignInSettings {
    fn default() -> Self {
        let number = |number| NonZeroU32::new(number).expect("it is not zero");
        Self {
            token_lifetime: chrono::TimeDelta::hours(12),
            attempts_per_account: number(10),
            attempts_per_address: number(100),
        }
    }
}

/// Who gives a command.
#[derive(Clone, Debug)]
pub enum Actor {
    /// May everything: whoever runs it has the database anyway.
    CommandLine,
    Account(Arc<Account>),
}

impl Actor {
    /// Null for the command line.
    fn account(&self) -> Option<&Account> {
        match self {
            Self::CommandLine => None,
            Self::Account(account) => Some(account),
        }
    }

    fn is_administrator(&self) -> bool {
        self.account().is_none_or(Account::is_administrator)
    }

    fn is(&self, id: Uuid) -> bool {
        self.account().is_some_and(|account| account.id == id)
    }

    /// Who it is, for the log.
    fn by(&self) -> Option<DisplayValue<Uuid>> {
        self.account().map(|account| tracing::field::display(account.id))
    }
}

/// Where accounts are changed. Cheap to clone; clones share their bounds.
#[derive(Clone)]
pub struct Accounts(Arc<Inner>);

struct Inner {
    archive: Archive,
    clock: Clock,
    settings: SignInSettings,
    hashing: hashing::Hashing,
    limits: limit::Limits,
}

impl Accounts {
    pub fn new(archive: Archive, clock: Clock, settings: SignInSettings) -> Self {
        let (hashing, limits) = (hashing::Hashing::new(), limit::Limits::new(&settings));
        Self(Arc::new(Inner { archive, clock, settings, hashing, limits }))
    }

    /// The present moment, by which tokens hold or not.
    pub fn now(&self) -> Time {
        self.0.clock.now()
    }

    /// Begins a change, as soon as no other change of accounts is under way.
    async fn begin(&self, actor: &Actor) -> Result<Change, Error> {
        let writing = self.0.archive.begin_write().await?;
        write::lock(&writing).await?;
        let at = self.now();
        // As they stand now: what they were may have been taken from them while they waited.
        let actor = match actor {
            Actor::CommandLine => Actor::CommandLine,
            Actor::Account(account) => {
                let account = write::presented(&writing, account.token_id, at).await?;
                Actor::Account(Arc::new(account.ok_or_else(no_longer)?))
            }
        };
        Ok(Change { writing, at, actor })
    }
}

/// A change under way, under the lock. Dropped without [`Change::commit`], it never was.
struct Change {
    writing: Writing,
    at: Time,
    actor: Actor,
}

impl Change {
    /// Refuses all but administrators. What somebody else may not see does not exist for them; themselves they see.
    fn administer(&self, account_id: Uuid, path: &[&str]) -> Result<(), Problem> {
        if self.actor.is_administrator() {
            Ok(())
        } else if self.actor.is(account_id) {
            Err(not_permitted(path))
        } else {
            Err(not_found(path))
        }
    }

    /// The account that a command is about, for an administrator; not an erased one, which nobody changes.
    async fn administered(&self, account_id: Uuid, path: &[&str]) -> Result<AccountRow, Error> {
        self.administer(account_id, path)?;
        let account = write::find(&self.writing, account_id).await?.ok_or_else(|| not_found(path))?;
        refuse_erased(&account, path)?;
        Ok(account)
    }

    /// Refuses what leaves nobody who manages accounts. Asked after the change is written, before it is committed.
    async fn keep_an_administrator(&self, path: &[&str]) -> Result<(), Error> {
        if write::administrators(&self.writing).await? > 0 {
            return Ok(());
        }
        let message = "nobody would be left who manages accounts: make another administrator first";
        Err(Problem::new(path, message, Reason::LastAdministrator).into())
    }

    /// What stands against giving grants, which stand at `above`.
    async fn check_grants(
        &self,
        grants: &[Grant],
        locales: &Locales,
        above: impl Fn(usize) -> Vec<String>,
    ) -> Result<Vec<Problem>, Error> {
        let departments: Vec<ContentId> = grants.iter().filter_map(|grant| grant.department).collect();
        let places = write::places(&self.writing, &departments).await?;
        let mut problems = Vec::new();
        for (index, grant) in grants.iter().enumerate() {
            let above = above(index);
            let above: Vec<&str> = above.iter().map(String::as_str).collect();
            let faults: Vec<Fault> =
                account::check_grant(grant, locales).into_result().err().unwrap_or_default();
            problems.extend(faults.into_iter().map(|fault| Problem::of_fault(&above, fault)));
            if grant.department.is_some_and(|department| !places.contains_key(&department)) {
                let path = [&above[..], &["departmentId"]].concat();
                problems.push(Problem::new(&path, "there is no department with this id", Reason::NotFound));
            }
        }
        Ok(problems)
    }

    async fn commit(self) -> Result<(), Error> {
        Ok(self.writing.commit().await?)
    }
}

fn refuse_erased(account: &AccountRow, path: &[&str]) -> Result<(), Problem> {
    match account.erased_at {
        None => Ok(()),
        Some(_) => Err(Problem::new(path, "this account was erased and stays so", Reason::NotPermitted)),
    }
}

fn not_found(path: &[&str]) -> Problem {
    Problem::new(path, "there is nothing with this id", Reason::NotFound)
}

fn not_permitted(path: &[&str]) -> Problem {
    Problem::new(path, "only an administrator may do this", Reason::NotPermitted)
}

fn no_longer() -> Problem {
    Problem::new(&["input"], "your token no longer holds: sign in again", Reason::NotPermitted)
}

fn invalid(path: &[&str], message: impl Into<String>) -> Problem {
    Problem::new(path, message, Reason::InvalidField)
}

/// A value, or what is wrong with it.
fn take<T, E: std::fmt::Display>(
    problems: &mut Vec<Problem>,
    path: &[&str],
    checked: Result<T, E>,
) -> Option<T> {
    checked.map_err(|error| problems.push(invalid(path, error.to_string()))).ok()
}

/// Refuses if there are problems.
fn refuse(problems: Vec<Problem>) -> Result<(), Error> {
    if problems.is_empty() { Ok(()) } else { Err(Error::Refused(problems)) }
}
