//! What refers to a content, for the desk: a connection over content of any kind.

use std::sync::Arc;

use async_graphql::Object;
use async_graphql::connection::PageInfo;
use futures_util::future::try_join_all;

use crate::domain::content::{ContentId, ContentKind};
use crate::graphql::connection::PageArguments;
use crate::graphql::cursor;
use crate::graphql::error::Failure;
use crate::graphql::node::{Content, content_of};
use crate::graphql::public::is_desk;
use crate::graphql::request::ContextExt;
use crate::graphql::scope::Scope;
use crate::store;
use crate::store::paging::Place;
use crate::store::used_by::{UserCount, Users, UsersOf};

/// A page of what refers to a content.
pub struct ContentConnection {
    users: Arc<Users>,
    used: ContentId,
    scope: Scope,
}

/// What a cursor is bound to.
fn name_of(used: ContentId, scope: &Scope) -> String {
    format!("{}used_by/{used}", scope.sight().list_name())
}

impl ContentConnection {
    /// Reads a page, together with those of its siblings.
    pub async fn read(
        ctx: &async_graphql::Context<'_>,
        content: &Content,
        arguments: PageArguments,
    ) -> Result<Self, Failure> {
        let (used, scope) = (content.shared().id, content.scope().clone());
        let page = arguments.read(&name_of(used, &scope))?;
        let users = ctx.load(&UsersOf { sight: scope.sight().clone(), page }, used).await?;
        Ok(Self { users: users.unwrap_or_default(), used, scope })
    }
}

impl ContentConnection {
    fn cursor(&self, id: ContentId) -> String {
        cursor::encode(&name_of(self.used, &self.scope), &Place { key: Vec::new(), id })
    }
}

/// A page of contents of any kind, by the Relay connection specification.
#[Object(visible = "is_desk")]
impl ContentConnection {
    /// The rows of this page with their cursors.
    async fn edges(&self) -> Vec<ContentEdge> {
        let users = self.users.rows.iter();
        users
            .map(|&user| ContentEdge { cursor: self.cursor(user.0), user, scope: self.scope.clone() })
            .collect()
    }

    /// The rows of this page, for those who need no cursor of each.
    async fn nodes(&self, ctx: &async_graphql::Context<'_>) -> Result<Vec<Content>, Failure> {
        try_join_all(self.users.rows.iter().map(|&user| node(ctx, &self.scope, user))).await
    }

    /// Where this page stands in the list.
    async fn page_info(&self) -> PageInfo {
        let users = &self.users;
        PageInfo {
            has_previous_page: users.has_previous,
            has_next_page: users.has_next,
            start_cursor: users.rows.first().map(|(id, _)| self.cursor(*id)),
            end_cursor: users.rows.last().map(|(id, _)| self.cursor(*id)),
        }
    }

    /// How many rows the whole list has. Counted only where it is asked for.
    async fn total_count(&self, ctx: &async_graphql::Context<'_>) -> Result<i64, Failure> {
        let lookup = UserCount { sight: self.scope.sight().clone() };
        Ok(ctx.load(&lookup, self.used).await?.unwrap_or_default())
    }
}

/// A row of a page.
pub struct ContentEdge {
    cursor: String,
    user: (ContentId, ContentKind),
    scope: Scope,
}

/// A row of a page and its cursor.
#[Object(visible = "is_desk")]
impl ContentEdge {
    /// The row's place in the list, for `after` and `before`. Opaque; good for this list only.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The row itself.
    async fn node(&self, ctx: &async_graphql::Context<'_>) -> Result<Content, Failure> {
        node(ctx, &self.scope, self.user).await
    }
}

/// A content that a list of the same sight and moment named.
async fn node(
    ctx: &async_graphql::Context<'_>,
    scope: &Scope,
    (id, kind): (ContentId, ContentKind),
) -> Result<Content, Failure> {
    let content = content_of(ctx, scope, kind, id).await?;
    content
        .ok_or_else(|| store::Error::Corrupt(format!("relations without the facts of content {id}")).into())
}
