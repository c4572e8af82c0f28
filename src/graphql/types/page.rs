//! Pages.

use std::sync::Arc;

use async_graphql::{ID, Object};
use futures_util::future::try_join_all;

use super::content::{ContentFields, Loaded};
use super::department::Department;
use super::locale::LocaleTag;
use super::staff_member::StaffMember;
use super::text::{RichText, Text, Wanted, rich_text, text};
use crate::domain::content::{ContentId, Field};
use crate::domain::locale::Chain;
use crate::exchange::json_ld;
use crate::graphql::cards;
use crate::graphql::connection::{Connection, ListNode, ListOf, PageArguments};
use crate::graphql::error::Failure;
use crate::graphql::filter::PageFilter;
use crate::graphql::node::{Content, by_id, content_of};
use crate::graphql::order::PageOrder;
use crate::graphql::request::{ContextExt, RICH};
use crate::graphql::scope::Scope;
use crate::store;
use crate::store::content::AncestorsOf;
use crate::store::link::{LinkRow, LinksOf};
use crate::store::noun::Owner;
use crate::store::ordering::OrderBy;
use crate::store::page::Page as Noun;
use crate::store::related::{RelatedTo, Walk};
use crate::store::staff_member::StaffMember as StaffNoun;

#[derive(Clone)]
pub struct Page(pub Loaded<Noun>);

impl ListNode for Page {
    type Noun = Noun;
    const CONNECTION: &'static str = "PageConnection";
    const EDGE: &'static str = "PageEdge";
    type Filter = PageFilter;
    type Order = PageOrder;

    fn new(loaded: Loaded<Noun>) -> Self {
        Self(loaded)
    }
}

/// A page of the web site, in a department's tree of pages.
#[Object]
impl Page {
    #[graphql(flatten)]
    async fn content(&self) -> ContentFields {
        ContentFields(self.clone().into())
    }

    /// The last part of its path, in the locale asked for or, where it has none there, in the first of the chain that
    /// has one. Null where none has.
    async fn slug(
        &self,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Option<String> {
        let chain = self.0.scope.chain_for(locale.as_ref().map(|tag| &tag.0));
        chain.iter().find_map(|locale| self.0.row.extra.slug(locale)).map(str::to_owned)
    }

    /// Its path, such as "/en/migration-integration/tasks-and-targets", in the locale asked for or, where it has none
    /// there, in the first of the chain that has one: the path begins with the locale that it is in. Null where none has.
    /// A page that was found by a former path has another one here: answer that request with 301.
    async fn path(
        &self,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Option<String> {
        let chain = self.0.scope.chain_for(locale.as_ref().map(|tag| &tag.0));
        self.0.row.extra.path_by(chain.iter()).map(str::to_owned)
    }

    /// Its heading. Null where no locale of the chain has it.
    async fn title(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<Option<Text>, Failure> {
        text(ctx, &self.0, Field::Title, locale).await
    }

    /// What it is about in one or two sentences: for lists and search engines. Null where there is none.
    async fn summary(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<Option<Text>, Failure> {
        text(ctx, &self.0, Field::Summary, locale).await
    }

    /// Its text. Null where there is none.
    async fn body(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<Option<RichText>, Failure> {
        rich_text(ctx, &self.0, Field::Body, locale).await
    }

    /// The page as schema.org's `WebPage`, in JSON-LD 1.1: as it may stand in a `script` element of a page.
    async fn json_ld(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<String, Failure> {
        let chain = self.0.scope.chain_for(locale.as_ref().map(|tag| &tag.0));
        Ok(json_ld::to_script(&json_ld::page(&cards::page(ctx, self, &chain).await?)))
    }

    /// The department that it belongs to. Null where you may not see it.
    async fn department(&self, ctx: &async_graphql::Context<'_>) -> Result<Option<Department>, Failure> {
        let id = ContentId(self.0.facts().department_id);
        let has_rich = ctx.selects(&[], RICH);
        Ok(by_id(ctx, &self.0.scope, id, has_rich).await?.map(Department))
    }

    /// The page above it. Null for a page directly below its department.
    async fn parent(&self, ctx: &async_graphql::Context<'_>) -> Result<Option<Self>, Failure> {
        let Some(parent) = self.0.facts().parent_id else { return Ok(None) };
        let has_rich = ctx.selects(&[], RICH);
        Ok(by_id(ctx, &self.0.scope, ContentId(parent), has_rich).await?.map(Self))
    }

    /// The pages above it, the topmost first: for a breadcrumb.
    async fn ancestors(&self, ctx: &async_graphql::Context<'_>) -> Result<Vec<Self>, Failure> {
        let above = ctx
            .load(&AncestorsOf::<Noun>::new(self.0.scope.sight().clone()), self.0.id())
            .await?
            .unwrap_or_default();
        let has_rich = ctx.selects(&[], RICH);
        let found = try_join_all(above.iter().map(|&id| by_id(ctx, &self.0.scope, id, has_rich))).await?;
        Ok(found.into_iter().flatten().map(Self).collect())
    }

    /// The pages directly below it, in the order that editors gave.
    async fn children(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Only those for which this holds.")] filter: Option<PageFilter>,
        #[graphql(desc = "The order.")] order_by: Option<PageOrder>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Self>, Failure> {
        let owner_id = Some(self.0.id());
        let list = ListOf { owner: Owner::Parent, owner_id, filter, order_by, default_order: OrderBy::Tree };
        let page = PageArguments { first, after, last, before };
        Connection::read(ctx, self.0.scope.clone(), list, page).await
    }

    /// The people to turn to, in the order that editors gave.
    async fn contacts(&self, ctx: &async_graphql::Context<'_>) -> Result<Vec<StaffMember>, Failure> {
        // People have no long texts.
        let walk = RelatedTo::<StaffNoun>::new(self.0.scope.view(false), Walk::PageToContacts);
        let related = ctx.load(&walk, self.0.id()).await?.unwrap_or_default();
        let staff =
            related.iter().map(|related| Loaded::new(Arc::clone(&related.row), self.0.scope.clone(), false));
        Ok(staff.map(StaffMember).collect())
    }

    /// Where readers may want to go next, in the order that editors gave. A link to what you may not see is left out.
    async fn related_links(&self, ctx: &async_graphql::Context<'_>) -> Result<Vec<RelatedLink>, Failure> {
        let links =
            ctx.load(&LinksOf { view: self.0.scope.view(false) }, self.0.id()).await?.unwrap_or_default();
        let scope = &self.0.scope;
        Ok((0..links.len())
            .map(|index| RelatedLink { links: Arc::clone(&links), index, scope: scope.clone() })
            .collect())
    }
}

pub struct RelatedLink {
    links: Arc<Vec<LinkRow>>,
    index: usize,
    scope: Scope,
}

impl RelatedLink {
    fn row(&self) -> &LinkRow {
        &self.links[self.index]
    }
}

/// A link that a page recommends: to content of this city, or to an address elsewhere.
#[Object]
impl RelatedLink {
    /// Its identity within the page: a UUID. `node` does not find it.
    async fn id(&self) -> ID {
        self.row().link.id.to_string().into()
    }

    /// The locale that the page was asked for: with the id, the link's key in a client's cache.
    async fn locale(&self) -> LocaleTag {
        LocaleTag(self.scope.chain().asked().clone())
    }

    /// What the link says. Where no locale of the chain has a label, the source locale's stands in.
    async fn label(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one the page was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<Text, Failure> {
        let link = &self.row().link;
        let chain = self.scope.chain_for(locale.as_ref().map(|tag| &tag.0));
        let (content, sight) = (ContentId(link.page_id), self.scope.sight());
        let wanted = |chain| Wanted { content, sight, field: Field::Label, item: link.id, chain };
        let is_read = chain.iter().all(|locale| self.scope.chain().as_slice().contains(locale));
        if let Some(label) = wanted(&chain).find(&self.row().labels).filter(|_| is_read) {
            return Ok(label);
        }
        let source = self.scope.locales().source().clone();
        let with_source = Chain::new(chain.asked().clone(), chain.iter().skip(1).cloned().chain([source]));
        let label = wanted(&with_source).read(ctx).await?;
        label.ok_or_else(|| store::Error::Corrupt(format!("label of link {}", link.id)).into())
    }

    /// The content that it leads to. Null for an address elsewhere.
    async fn target(&self, ctx: &async_graphql::Context<'_>) -> Result<Option<Content>, Failure> {
        let row = self.row();
        match row.target_kind.zip(row.link.target_id) {
            Some((kind, id)) => content_of(ctx, &self.scope, kind, ContentId(id)).await,
            None => Ok(None),
        }
    }

    /// Where it leads: the address elsewhere, or the path of the page in the chain's first locale that has one. Null for
    /// content that is no page.
    async fn url(&self) -> Option<String> {
        let row = self.row();
        let path = || row.target_paths.path_by(self.scope.chain().iter()).map(str::to_owned);
        row.link.url.clone().or_else(path)
    }
}
