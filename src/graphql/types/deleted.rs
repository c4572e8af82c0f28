//! Contents that were deleted, for those who may bring them back.

use std::sync::Arc;

use async_graphql::connection::PageInfo;
use async_graphql::{ID, Object, SimpleObject};

use super::content::ContentKind;
use super::date_time::Moment;
use super::revision::RevisionConnection;
use crate::domain::content::Facts;
use crate::graphql::connection::PageArguments;
use crate::graphql::cursor;
use crate::graphql::error::Failure;
use crate::graphql::public::is_desk;
use crate::graphql::request::ContextExt;
use crate::store::deleted::{Deleted, DeletedCount, DeletedPage};
use crate::store::paging::Slice;

/// What a cursor of the list is bound to.
const LIST: &str = "deleted";

pub struct DeletedContent(Arc<Deleted>);

impl DeletedContent {
    fn cursor(&self) -> String {
        cursor::encode(LIST, &self.0.place())
    }
}

/// A content that was deleted: a name in history. `contentRestore` gives it a draft again.
#[Object(visible = "is_desk")]
impl DeletedContent {
    /// The id that it had, and has again when it is restored.
    async fn id(&self) -> ID {
        self.0.id.0.to_string().into()
    }

    /// What it was.
    async fn kind(&self) -> ContentKind {
        self.0.kind.into()
    }

    /// What it was called last: the name or title in the source locale, a person's given and family name. Null where it was
    /// erased.
    async fn name(&self, ctx: &async_graphql::Context<'_>) -> Option<String> {
        let draft = self.0.draft.as_ref()?;
        if let Facts::StaffMember(person) = &draft.facts {
            return Some(format!("{} {}", person.given_name, person.family_name));
        }
        let locales = ctx.request().desk.locales();
        let (source, field) = (locales.desk().source(), self.0.kind.required_text());
        let mut texts = draft.texts.iter();
        let name = texts.find(|text| text.field == field && text.locale == *source && text.item.is_nil());
        name.map(|text| text.value.clone())
    }

    /// The number of its newest revision, its deletion or erasure: the `expectedVersion` of `contentRestore`.
    async fn version(&self) -> i64 {
        self.0.version
    }

    /// When it was deleted.
    async fn deleted_at(&self) -> Moment {
        Moment(self.0.at)
    }

    /// The name of the account that deleted or erased it. Null for the command line.
    async fn by(&self) -> Option<&str> {
        self.0.by.as_deref()
    }

    /// Its history, the newest revision first. It can be restored to what any of them left, but for what was erased.
    async fn revisions(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<RevisionConnection, Failure> {
        let page = PageArguments { first, after, last, before };
        RevisionConnection::read(ctx, self.0.id, None, page).await
    }
}

pub struct DeletedContentConnection(Arc<Slice<Arc<Deleted>>>);

impl DeletedContentConnection {
    pub async fn read(ctx: &async_graphql::Context<'_>, page: PageArguments) -> Result<Self, Failure> {
        let page = page.read(LIST)?;
        let slice = ctx.load(&DeletedPage { sight: ctx.desk_sight().await?, page }, ()).await?;
        Ok(Self(slice.unwrap_or_default()))
    }

    fn rows(&self) -> impl DoubleEndedIterator<Item = DeletedContent> {
        self.0.rows.iter().map(|content| DeletedContent(Arc::clone(content)))
    }
}

/// A page of what was deleted, the last first, by the Relay connection specification.
#[Object(visible = "is_desk")]
impl DeletedContentConnection {
    /// The rows of this page with their cursors.
    async fn edges(&self) -> Vec<DeletedContentEdge> {
        self.rows().map(|node| DeletedContentEdge { cursor: node.cursor(), node }).collect()
    }

    /// The rows of this page, for those who need no cursor of each.
    async fn nodes(&self) -> Vec<DeletedContent> {
        self.rows().collect()
    }

    /// Where this page stands in the list.
    async fn page_info(&self) -> PageInfo {
        PageInfo {
            has_previous_page: self.0.has_previous,
            has_next_page: self.0.has_next,
            start_cursor: self.rows().next().map(|row| row.cursor()),
            end_cursor: self.rows().next_back().map(|row| row.cursor()),
        }
    }

    /// How many rows the whole list has. Counted only where it is asked for.
    async fn total_count(&self, ctx: &async_graphql::Context<'_>) -> Result<i64, Failure> {
        let lookup = DeletedCount { sight: ctx.desk_sight().await? };
        Ok(ctx.load(&lookup, ()).await?.unwrap_or_default())
    }
}

/// A row of a page and its cursor.
#[derive(SimpleObject)]
#[graphql(visible = "is_desk")]
pub struct DeletedContentEdge {
    /// The row's place in the list, for `after` and `before`. Opaque; good for this list only.
    cursor: String,
    /// The row itself.
    node: DeletedContent,
}
