//! The interfaces Node and Content, and content by id whatever its kind.

use async_graphql::{ID, Interface};

use super::error::Failure;
use super::named::Named;
use super::public::is_desk;
use super::request::{ContextExt, RICH};
use super::scope::Scope;
use super::types::content::{ContentFields, ContentKind, Loaded, Stage};
use super::types::date_time::Moment;
use super::types::department::Department;
use super::types::locale::LocaleTag;
use super::types::office::Office;
use super::types::page::Page;
use super::types::publication::PublicationStatus;
use super::types::responsibility::Responsibility;
use super::types::revision::RevisionConnection;
use super::types::staff_member::StaffMember;
use super::types::text::Text;
use super::types::used_by::ContentConnection;
use crate::domain::content::{ContentId, ContentKind as Kind};
use crate::store::content::KindOf;
use crate::store::noun::{ById, Noun};

/// Anything that `node` finds by its id.
#[derive(Clone, Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "A UUID, unique over everything that `node` finds."))]
pub enum Node {
    Department(Department),
    StaffMember(StaffMember),
    Responsibility(Responsibility),
    Office(Office),
    Page(Page),
}

/// Anything with a life of its own: drafted, translated, published, with a history.
#[derive(Clone, Interface)]
#[graphql(
    field(
        name = "id",
        ty = "ID",
        desc = "A UUID (version 7), unique over all kinds of content, the same in every language. Also by `node`."
    ),
    field(name = "kind", ty = "ContentKind", desc = "Which noun it is."),
    field(
        name = "locale",
        ty = "LocaleTag",
        desc = "The locale that this object was asked for: with the id, its key in a client's cache."
    ),
    field(
        name = "label",
        ty = "Option<Text>",
        desc = "Name, title or display name, whichever the noun has. Null where no locale of the chain has it.",
        arg(
            name = "locale",
            ty = "Option<LocaleTag>",
            desc = "Another locale than the one this object was asked for."
        )
    ),
    field(name = "created_at", ty = "Moment", desc = "When it was made."),
    field(
        name = "updated_at",
        ty = "Moment",
        desc = "When what you see here last changed; of what is live, when it was last published."
    ),
    field(
        name = "published_at",
        ty = "Option<Moment>",
        desc = "When it was first published. Null where it never was."
    ),
    field(
        name = "available_locales",
        ty = "Vec<LocaleTag>",
        desc = "The locales in which it is there, in the order of `locales`. For a language switcher and `hreflang`."
    ),
    field(name = "stage", ty = "Stage", desc = "The stage in which it is shown here.", visible = "is_desk"),
    field(name = "version", ty = "i64", desc = "The number of its newest revision.", visible = "is_desk"),
    field(
        name = "publication",
        ty = "PublicationStatus",
        desc = "What of it is live, and how its draft stands to that.",
        visible = "is_desk"
    ),
    field(
        name = "used_by",
        ty = "Named<ContentConnection>",
        desc = "The contents that refer to it, as you see them here, by id.",
        visible = "is_desk",
        arg(
            name = "first",
            ty = "Option<i32>",
            desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given."
        ),
        arg(name = "after", ty = "Option<String>", desc = "Only what comes after this cursor."),
        arg(name = "last", ty = "Option<i32>", desc = "The last rows: from 0 to 100."),
        arg(name = "before", ty = "Option<String>", desc = "Only what comes before this cursor.")
    ),
    field(
        name = "revisions",
        ty = "RevisionConnection",
        desc = "Its history, the newest revision first. Empty where you may not read its draft.",
        visible = "is_desk",
        arg(
            name = "first",
            ty = "Option<i32>",
            desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given."
        ),
        arg(name = "after", ty = "Option<String>", desc = "Only what comes after this cursor."),
        arg(name = "last", ty = "Option<i32>", desc = "The last rows: from 0 to 100."),
        arg(name = "before", ty = "Option<String>", desc = "Only what comes before this cursor.")
    )
)]
pub enum Content {
    Department(Department),
    StaffMember(StaffMember),
    Responsibility(Responsibility),
    Office(Office),
    Page(Page),
}

/// The fields of the interfaces on the nouns. Executed are the objects' own, which [`ContentFields`] gives them; the
/// derive above asks for these too.
trait IsContent: Clone + Into<Content> + Sync {
    fn fields(&self) -> ContentFields {
        ContentFields(self.clone().into())
    }

    async fn id(&self, ctx: &async_graphql::Context<'_>) -> async_graphql::Result<ID> {
        self.fields().id(ctx).await
    }

    async fn kind(&self, ctx: &async_graphql::Context<'_>) -> async_graphql::Result<ContentKind> {
        self.fields().kind(ctx).await
    }

    async fn locale(&self, ctx: &async_graphql::Context<'_>) -> async_graphql::Result<LocaleTag> {
        self.fields().locale(ctx).await
    }

    async fn label(
        &self,
        ctx: &async_graphql::Context<'_>,
        locale: Option<LocaleTag>,
    ) -> async_graphql::Result<Option<Text>> {
        Ok(self.fields().label(ctx, locale).await?)
    }

    async fn created_at(&self, ctx: &async_graphql::Context<'_>) -> async_graphql::Result<Moment> {
        self.fields().created_at(ctx).await
    }

    async fn updated_at(&self, ctx: &async_graphql::Context<'_>) -> async_graphql::Result<Moment> {
        self.fields().updated_at(ctx).await
    }

    async fn published_at(&self, ctx: &async_graphql::Context<'_>) -> async_graphql::Result<Option<Moment>> {
        self.fields().published_at(ctx).await
    }

    async fn available_locales(
        &self,
        ctx: &async_graphql::Context<'_>,
    ) -> async_graphql::Result<Vec<LocaleTag>> {
        Ok(self.fields().available_locales(ctx).await?)
    }

    async fn stage(&self, ctx: &async_graphql::Context<'_>) -> async_graphql::Result<Stage> {
        self.fields().stage(ctx).await
    }

    async fn version(&self, ctx: &async_graphql::Context<'_>) -> async_graphql::Result<i64> {
        self.fields().version(ctx).await
    }

    async fn publication(
        &self,
        ctx: &async_graphql::Context<'_>,
    ) -> async_graphql::Result<PublicationStatus> {
        self.fields().publication(ctx).await
    }

    async fn used_by(
        &self,
        ctx: &async_graphql::Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> async_graphql::Result<Named<ContentConnection>> {
        Ok(self.fields().used_by(ctx, first, after, last, before).await?)
    }

    async fn revisions(
        &self,
        ctx: &async_graphql::Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> async_graphql::Result<RevisionConnection> {
        Ok(self.fields().revisions(ctx, first, after, last, before).await?)
    }
}

impl IsContent for Department {}
impl IsContent for StaffMember {}
impl IsContent for Responsibility {}
impl IsContent for Office {}
impl IsContent for Page {}

impl From<Content> for Node {
    fn from(content: Content) -> Self {
        match content {
            Content::Department(noun) => Self::Department(noun),
            Content::StaffMember(noun) => Self::StaffMember(noun),
            Content::Responsibility(noun) => Self::Responsibility(noun),
            Content::Office(noun) => Self::Office(noun),
            Content::Page(noun) => Self::Page(noun),
        }
    }
}

/// A content by id. Null where there is none, or none that the viewer sees.
pub async fn content(
    ctx: &async_graphql::Context<'_>,
    scope: &Scope,
    id: ContentId,
) -> Result<Option<Content>, Failure> {
    match ctx.load(&KindOf, id).await? {
        Some(kind) => content_of(ctx, scope, kind, id).await,
        None => Ok(None),
    }
}

/// A content of a known kind by id.
pub async fn content_of(
    ctx: &async_graphql::Context<'_>,
    scope: &Scope,
    kind: Kind,
    id: ContentId,
) -> Result<Option<Content>, Failure> {
    let has_rich = ctx.selects(&[], RICH);
    Ok(match kind {
        Kind::Department => by_id(ctx, scope, id, has_rich).await?.map(|noun| Department(noun).into()),
        Kind::StaffMember => by_id(ctx, scope, id, has_rich).await?.map(|noun| StaffMember(noun).into()),
        Kind::Responsibility => {
            by_id(ctx, scope, id, has_rich).await?.map(|noun| Responsibility(noun).into())
        }
        Kind::Office => by_id(ctx, scope, id, has_rich).await?.map(|noun| Office(noun).into()),
        Kind::Page => by_id(ctx, scope, id, has_rich).await?.map(|noun| Page(noun).into()),
    })
}

/// A noun by id. Null where there is none, or none that the viewer sees.
pub async fn by_id<N: Noun>(
    ctx: &async_graphql::Context<'_>,
    scope: &Scope,
    id: ContentId,
    has_rich: bool,
) -> Result<Option<Loaded<N>>, Failure> {
    let row = ctx.load(&ById::<N>::new(scope.view(has_rich)), id).await?;
    Ok(row.map(|row| Loaded::new(row, scope.clone(), has_rich)))
}
