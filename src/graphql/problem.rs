//! What stands against a mutation, as editors see it: typed, with a code and the path of the input. What is our fault,
//! or the request's, is an error instead: see `error`.

use async_graphql::{ComplexObject, Enum, Interface, SimpleObject};
use futures_util::future::try_join_all;

use super::error::Failure;
use super::node::{Content, content};
use super::public::is_desk;
use super::request::ContextExt;
use super::types::locale::LocaleTag;
use super::types::publication::PublicationState;
use crate::domain;
use crate::domain::content::ContentId;
use crate::domain::problem::Reason;
use crate::editing;

/// Of which sort a problem is: each type of problem has its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ProblemCode {
    /// See `InvalidField`.
    InvalidField,
    /// See `VersionConflict`.
    #[graphql(visible = "is_desk")]
    VersionConflict,
    /// See `SlugTaken`.
    #[graphql(visible = "is_desk")]
    SlugTaken,
    /// See `NotFound`.
    #[graphql(visible = "is_desk")]
    NotFound,
    /// See `NotPermitted`.
    #[graphql(visible = "is_desk")]
    NotPermitted,
    /// See `InUse`.
    #[graphql(visible = "is_desk")]
    InUse,
    /// See `SourceNotLive`.
    #[graphql(visible = "is_desk")]
    SourceNotLive,
    /// See `StepNotAllowed`.
    #[graphql(visible = "is_desk")]
    StepNotAllowed,
    /// See `LocaleInUse`.
    #[graphql(visible = "is_desk")]
    LocaleInUse,
    /// See `SignInRefused`.
    SignInRefused,
    /// See `LastAdministrator`.
    #[graphql(visible = "is_desk")]
    LastAdministrator,
}

/// Declares the type of a problem: the fields that all have, then its own.
macro_rules! problem {
    (
        $(#[$meta:meta])* $name:ident {
            $($(#[$field_meta:meta])* $field:ident: $type:ty = $pattern:pat => $value:expr,)*
        }
    ) => {
        #[derive(Clone, Debug, SimpleObject)]
        $(#[$meta])*
        pub struct $name {
            /// A sentence in English that says what to change.
            message: String,
            /// Of which sort it is: for programs.
            code: ProblemCode,
            /// The value that it is about: the names of the fields and the numbers in lists (from 0) from the argument
            /// down, such as ["input", "set", "texts", "0", "name"].
            path: Vec<String>,
            $($(#[$field_meta])* $field: $type,)*
        }

        impl $name {
            fn new(problem: domain::problem::Problem) -> Self {
                Self {
                    $($field: match &problem.reason { $pattern => $value, _ => Default::default() },)*
                    message: problem.message,
                    code: ProblemCode::$name,
                    path: problem.path,
                }
            }
        }
    };
}

problem! {
    /// The value cannot be taken.
    InvalidField {}
}
problem! {
    /// Somebody has changed the same part since the version that you expected. Read it again, then decide.
    #[graphql(visible = "is_desk")]
    VersionConflict {
        /// The version that it has now: expect this one when you have read it again.
        current_version: i64 = Reason::VersionConflict { current_version, .. } => *current_version,
        /// The name of whoever made that version. Null for the command line.
        changed_by: Option<String> = Reason::VersionConflict { changed_by, .. } => changed_by.clone(),
    }
}
/// Another content has this slug or this path.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(visible = "is_desk", complex)]
pub struct SlugTaken {
    /// A sentence in English that says what to change.
    message: String,
    /// Of which sort it is: for programs.
    code: ProblemCode,
    /// The value that it is about: the names of the fields and the numbers in lists (from 0) from the argument down.
    path: Vec<String>,
    #[graphql(skip)]
    taken_by: ContentId,
}

#[ComplexObject]
impl SlugTaken {
    /// The content that has it. Null where you may not see it.
    async fn taken_by(&self, ctx: &async_graphql::Context<'_>) -> Result<Option<Content>, Failure> {
        content(ctx, &ctx.desk_scope(None, None).await?, self.taken_by).await
    }
}

problem! {
    /// There is no such thing, or none that you may see.
    #[graphql(visible = "is_desk")]
    NotFound {}
}
problem! {
    /// You see it, but may not do this.
    #[graphql(visible = "is_desk")]
    NotPermitted {}
}
/// Others refer to it. Say `acceptInUse` if it is to go all the same, where the mutation has that.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(visible = "is_desk", complex)]
pub struct InUse {
    /// A sentence in English that says what to change.
    message: String,
    /// Of which sort it is: for programs.
    code: ProblemCode,
    /// The value that it is about: the names of the fields and the numbers in lists (from 0) from the argument down.
    path: Vec<String>,
    /// How many more refer to it that you may not see.
    hidden_count: usize,
    #[graphql(skip)]
    used_by: Vec<ContentId>,
}

#[ComplexObject]
impl InUse {
    /// What refers to it, as far as you may see it: at most 100.
    async fn used_by(&self, ctx: &async_graphql::Context<'_>) -> Result<Vec<Content>, Failure> {
        let scope = ctx.desk_scope(None, None).await?;
        let users = try_join_all(self.used_by.iter().map(|&id| content(ctx, &scope, id))).await?;
        Ok(users.into_iter().flatten().collect())
    }
}

problem! {
    /// A translation cannot be public without the text that it was made from. Publish that too, or first; take the
    /// translation from the public too, or first.
    #[graphql(visible = "is_desk")]
    SourceNotLive {
        /// The locales whose texts would have to go along: sources to the public, translations from it.
        locales: Vec<LocaleTag> = Reason::SourceNotLive { locales } => {
            locales.iter().cloned().map(LocaleTag).collect()
        },
    }
}
problem! {
    /// From where the content stands there is no such step, such as discarding the draft of what was never public.
    #[graphql(visible = "is_desk")]
    StepNotAllowed {
        /// Where it stands.
        from: Option<PublicationState> = Reason::StepNotAllowed { from } => Some((*from).into()),
    }
}
problem! {
    /// The locale has texts, which would be lost or hidden. Say `acceptInUse` if that is meant.
    #[graphql(visible = "is_desk")]
    LocaleInUse {
        /// How many contents have a text or a slug in it.
        content_count: i64 = Reason::LocaleInUse(usage) => usage.contents,
        /// How many contents are public in it.
        live_content_count: i64 = Reason::LocaleInUse(usage) => usage.live_contents,
        /// How many texts it has on the desk.
        text_count: i64 = Reason::LocaleInUse(usage) => usage.texts,
    }
}
problem! {
    /// The e-mail address and the password do not belong together. It does not say which of them is wrong.
    SignInRefused {}
}
problem! {
    /// Nobody would be left who manages accounts.
    #[graphql(visible = "is_desk")]
    LastAdministrator {}
}

/// Something that stands against a mutation and that whoever sent it can put right. Nothing was changed.
#[derive(Clone, Debug, Interface)]
#[graphql(
    field(name = "message", ty = "&String", desc = "A sentence in English that says what to change."),
    field(name = "code", ty = "&ProblemCode", desc = "Of which sort it is: for programs."),
    field(
        name = "path",
        ty = "&Vec<String>",
        desc = "The value that it is about: the names of the fields and the numbers in lists (from 0) from the argument down."
    )
)]
pub enum Problem {
    InvalidField(InvalidField),
    VersionConflict(VersionConflict),
    SlugTaken(SlugTaken),
    NotFound(NotFound),
    NotPermitted(NotPermitted),
    InUse(InUse),
    SourceNotLive(SourceNotLive),
    StepNotAllowed(StepNotAllowed),
    LocaleInUse(LocaleInUse),
    SignInRefused(SignInRefused),
    LastAdministrator(LastAdministrator),
}

impl From<domain::problem::Problem> for Problem {
    fn from(problem: domain::problem::Problem) -> Self {
        match problem.reason {
            Reason::InvalidField => Self::InvalidField(InvalidField::new(problem)),
            Reason::VersionConflict { .. } => Self::VersionConflict(VersionConflict::new(problem)),
            Reason::SlugTaken { taken_by } => Self::SlugTaken(SlugTaken {
                message: problem.message,
                code: ProblemCode::SlugTaken,
                path: problem.path,
                taken_by,
            }),
            Reason::NotFound => Self::NotFound(NotFound::new(problem)),
            Reason::NotPermitted => Self::NotPermitted(NotPermitted::new(problem)),
            Reason::InUse { used_by, hidden } => Self::InUse(InUse {
                message: problem.message,
                code: ProblemCode::InUse,
                path: problem.path,
                hidden_count: hidden,
                used_by,
            }),
            Reason::SourceNotLive { .. } => Self::SourceNotLive(SourceNotLive::new(problem)),
            Reason::StepNotAllowed { .. } => Self::StepNotAllowed(StepNotAllowed::new(problem)),
            Reason::LocaleInUse(_) => Self::LocaleInUse(LocaleInUse::new(problem)),
            Reason::SignInRefused => Self::SignInRefused(SignInRefused::new(problem)),
            Reason::LastAdministrator => Self::LastAdministrator(LastAdministrator::new(problem)),
        }
    }
}

/// What a command gave, or what stands against it; an error where it is neither.
pub fn outcome<T>(result: Result<T, editing::Error>) -> Result<(Option<T>, Vec<Problem>), Failure> {
    match result {
        Ok(value) => Ok((Some(value), Vec::new())),
        Err(editing::Error::Refused(problems)) => {
            Ok((None, problems.into_iter().map(Problem::from).collect()))
        }
        Err(editing::Error::Store(error)) => Err(error.into()),
        Err(editing::Error::TooOften { retry_after }) => Err(Failure::rate_limited(retry_after)),
        Err(editing::Error::Busy) => Err(Failure::busy()),
        Err(error @ (editing::Error::Invalid { .. } | editing::Error::Secret(_))) => {
            Err(Failure::internal(&error))
        }
    }
}
