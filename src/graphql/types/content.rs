//! What all nouns show alike.

use std::sync::Arc;

use async_graphql::{Enum, ID, Object};
use chrono::{DateTime, Utc};

use super::date_time::Moment;
use super::locale::LocaleTag;
use super::publication::PublicationStatus;
use super::revision::RevisionConnection;
use super::text::{Language, Text, TextOrigin, text};
use super::used_by::ContentConnection;
use crate::domain;
use crate::domain::content::ContentId;
use crate::domain::locale::Chain;
use crate::domain::salutation::{Salutation, display_name};
use crate::graphql::connection::PageArguments;
use crate::graphql::error::Failure;
use crate::graphql::named::Named;
use crate::graphql::node::Content;
use crate::graphql::public::is_desk;
use crate::graphql::scope::Scope;
use crate::store::noun::{Noun, Row, Shared};
use crate::store::staff_member::StaffMember;

/// A noun's row and what it was read as. Cheap to clone.
pub struct Loaded<N: Noun> {
    pub row: Arc<Row<N>>,
    pub scope: Scope,
    /// Whether the long texts came with the row.
    pub has_rich: bool,
}

impl<N: Noun> Loaded<N> {
    pub const fn new(row: Arc<Row<N>>, scope: Scope, has_rich: bool) -> Self {
        Self { row, scope, has_rich }
    }

    pub fn id(&self) -> ContentId {
        self.row.shared.id
    }

    pub fn facts(&self) -> &N::Facts {
        &self.row.facts
    }
}

impl<N: Noun> Clone for Loaded<N> {
    fn clone(&self) -> Self {
        Self { row: Arc::clone(&self.row), scope: self.scope.clone(), has_rich: self.has_rich }
    }
}

/// The kinds of content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::content::ContentKind")]
pub enum ContentKind {
    /// A part of the administration.
    Department,
    /// A person who works there.
    StaffMember,
    /// Something that the town hall does.
    Responsibility,
    /// The office of a body, run by staff.
    Office,
    /// A page of the web site.
    Page,
}

/// Where a content stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::content::Stage", visible = "is_desk")]
pub enum Stage {
    /// On the editors' desk.
    Draft,
    /// In public.
    Live,
}

/// The fields that every noun has.
pub struct ContentFields(pub Content);

/// The fields that every noun has.
#[Object]
impl ContentFields {
    /// A UUID (version 7), unique over all kinds of content, the same in every language. Also by `node`.
    pub async fn id(&self) -> ID {
        self.0.shared().id.to_string().into()
    }

    /// Which noun it is.
    pub async fn kind(&self) -> ContentKind {
        self.0.shared().kind.into()
    }

    /// The locale that this object was asked for: with the id, its key in a client's cache.
    pub async fn locale(&self) -> LocaleTag {
        LocaleTag(self.0.scope().chain().asked().clone())
    }

    /// Name, title or display name, whichever the noun has. Null where no locale of the chain has it.
    pub async fn label(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<Option<Text>, Failure> {
        use domain::content::Field::{Name, Title};
        match &self.0 {
            Content::Department(noun) => text(ctx, &noun.0, Name, locale).await,
            Content::StaffMember(noun) => {
                let chain = noun.0.scope.chain_for(locale.as_ref().map(|tag| &tag.0));
                Ok(Some(person_label(&noun.0, &chain)))
            }
            Content::Responsibility(noun) => text(ctx, &noun.0, Title, locale).await,
            Content::Office(noun) => text(ctx, &noun.0, Name, locale).await,
            Content::Page(noun) => text(ctx, &noun.0, Title, locale).await,
        }
    }

    /// When it was made.
    pub async fn created_at(&self) -> Moment {
        Moment(self.0.shared().created_at)
    }

    /// When what you see here last changed; of what is live, when it was last published.
    pub async fn updated_at(&self) -> Moment {
        Moment(updated_at(self.0.shared()))
    }

    /// When it was first published. Null where it never was.
    pub async fn published_at(&self) -> Option<Moment> {
        self.0.shared().first_published_at.map(Moment)
    }

    /// The locales in which it is there, in the order of `locales`: those whose required text (name, title or role
    /// title) you may read. For a language switcher and `hreflang`.
    pub async fn available_locales(
        &self,
        ctx: &async_graphql::Context<'_>,
    ) -> Result<Vec<LocaleTag>, Failure> {
        self.0.locales_in(ctx, self.0.scope().sight().clone()).await
    }

    /// The stage in which it is shown here.
    #[graphql(visible = "is_desk")]
    pub async fn stage(&self) -> Stage {
        self.0.shared().stage.into()
    }

    /// The number of its newest revision. It grows with every change and every publication; commands expect it.
    #[graphql(visible = "is_desk")]
    pub async fn version(&self) -> i64 {
        self.0.shared().version
    }

    /// What of it is live, and how its draft stands to that.
    #[graphql(visible = "is_desk")]
    pub async fn publication(&self) -> PublicationStatus {
        PublicationStatus(self.0.clone())
    }

    /// The contents that refer to it, as you see them here, by id: what belongs to a department and what stands below it;
    /// pages below a page; responsibilities, offices and pages that name a person; pages that link to it.
    #[graphql(visible = "is_desk")]
    pub async fn used_by(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Named<ContentConnection>, Failure> {
        ContentConnection::read(ctx, &self.0, PageArguments { first, after, last, before }).await.map(Named)
    }

    /// Its history, the newest revision first: every change of facts, texts, relations and publication, by whom and when.
    /// Empty where you may not read its draft.
    #[graphql(visible = "is_desk")]
    pub async fn revisions(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<RevisionConnection, Failure> {
        let (id, asked) = (self.0.shared().id, self.0.scope().chain().asked().clone());
        let page = PageArguments { first, after, last, before };
        RevisionConnection::read(ctx, id, Some(&asked), page).await
    }
}

impl Content {
    pub fn shared(&self) -> &Shared {
        match self {
            Self::Department(noun) => &noun.0.row.shared,
            Self::StaffMember(noun) => &noun.0.row.shared,
            Self::Responsibility(noun) => &noun.0.row.shared,
            Self::Office(noun) => &noun.0.row.shared,
            Self::Page(noun) => &noun.0.row.shared,
        }
    }

    pub fn scope(&self) -> &Scope {
        match self {
            Self::Department(noun) => &noun.0.scope,
            Self::StaffMember(noun) => &noun.0.scope,
            Self::Responsibility(noun) => &noun.0.scope,
            Self::Office(noun) => &noun.0.scope,
            Self::Page(noun) => &noun.0.scope,
        }
    }
}

/// When what a stage shows of a content last changed; of what is live, when it was last published.
pub fn updated_at(shared: &Shared) -> DateTime<Utc> {
    match shared.stage {
        domain::content::Stage::Draft => shared.changed_at,
        domain::content::Stage::Live => shared.last_published_at.unwrap_or(shared.changed_at),
    }
}

/// A person's name as a text, generated in the manner of a locale.
pub fn person_label(person: &Loaded<StaffMember>, chain: &Chain) -> Text {
    let facts = person.facts();
    let salutation = facts.salutation.as_deref().and_then(Salutation::parse);
    let title = facts.academic_title.as_deref();
    let (value, lang) = display_name(salutation, title, &facts.given_name, &facts.family_name, chain);
    let is_fallback = lang != *chain.asked();
    Text {
        value,
        language: Language { lang, is_fallback, is_outdated: false, origin: TextOrigin::Generated },
    }
}
