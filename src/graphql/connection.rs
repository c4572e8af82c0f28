//! Relay connections over the archive's lists (<https://relay.dev/graphql/connections.htm>).

use std::borrow::Cow;
use std::sync::Arc;

use async_graphql::connection::PageInfo;
use async_graphql::{Object, ObjectType, TypeName};

use super::cursor;
use super::error::Failure;
use super::filter::{NounFilter, Reading};
use super::order::{NounOrder, OrderDirection};
use super::request::{ContextExt, RICH};
use super::scope::Scope;
use super::types::content::Loaded;
use crate::domain::content::ContentId;
use crate::store::noun::{Listed, Owner};
use crate::store::ordering::{OrderBy, Ordering};
use crate::store::paging::{Count, List, Listing, PageRequest, Placed, Slice};

/// A noun's type that stands in connections.
pub trait ListNode: ObjectType + 'static {
    type Noun: Listed;
    /// `DepartmentConnection`, `DepartmentEdge`.
    const CONNECTION: &'static str;
    const EDGE: &'static str;
    type Filter: NounFilter;
    type Order: NounOrder;

    fn new(loaded: Loaded<Self::Noun>) -> Self;
}

/// How many rows a page has when nothing is said.
pub const DEFAULT_SIZE: i32 = 20;
/// The most rows that a page may have.
pub const MAX_SIZE: i32 = 100;

/// Which page of a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct PageArguments {
    pub first: Option<i32>,
    pub after: Option<String>,
    pub last: Option<i32>,
    pub before: Option<String>,
}

impl PageArguments {
    /// The request for the archive, or what is wrong with the arguments.
    pub fn read(&self, list: &str) -> Result<PageRequest, Failure> {
        let (name, size, is_backward) = match (self.first, self.last) {
            (Some(_), Some(_)) => {
                return Err(Failure::bad_request("give either `first` or `last`, not both"));
            }
            (None, Some(last)) => ("last", last, true),
            (first, None) => ("first", first.unwrap_or(DEFAULT_SIZE), false),
        };
        let is_within = (0..=MAX_SIZE).contains(&size);
        let size = u32::try_from(size).ok().filter(|_| is_within).ok_or_else(|| {
            Failure::bad_request(format!(
                "`{name}` must be from 0 to {MAX_SIZE}, but is {size}: ask for the next page instead"
            ))
        })?;
        let place = |cursor: &Option<String>| {
            cursor.as_deref().map(|cursor| cursor::decode(list, cursor)).transpose()
        };
        Ok(PageRequest { size, after: place(&self.after)?, before: place(&self.before)?, is_backward })
    }
}

/// A list that a field shows a page of.
pub struct ListOf<T: ListNode> {
    pub owner: Owner,
    /// Whose list it is; null for [`Owner::All`].
    pub owner_id: Option<ContentId>,
    pub filter: Option<T::Filter>,
    pub order_by: Option<T::Order>,
    /// Where no order is asked for.
    pub default_order: OrderBy,
}

impl<T: ListNode> ListOf<T> {
    /// The list as the archive takes it, or what is wrong with the filter.
    fn read(self, ctx: &async_graphql::Context<'_>, scope: &Scope) -> Result<Listing, Failure> {
        let (locale, owner) = (scope.chain().asked(), self.owner);
        let reading = Reading { locales: scope.locales(), locale, phone_home: &ctx.request().phone_home };
        let filter = self.filter.map(|filter| filter.read(&reading)).transpose()?;
        let by = match &self.order_by {
            Some(order) => order.by(locale)?,
            None => self.default_order,
        };
        // What belongs to one owner stands in the tree as its editors ordered it: the owner's own index says so.
        let is_flat = owner == Owner::Parent
            || (owner == Owner::Department && T::Noun::owner_column(Owner::Parent).is_none());
        let by = if by == OrderBy::Tree && is_flat { OrderBy::Position } else { by };
        let is_descending = self.order_by.is_some_and(|order| order.direction() == OrderDirection::Desc);
        Ok(Listing { owner, filter, ordering: Ordering { by, is_descending } })
    }
}

/// What a cursor is bound to: another noun, owner, filter or order gives another name, and so does the desk.
fn name_of<N: Listed>(scope: &Scope, listing: &Listing, owner_id: Option<ContentId>) -> String {
    format!("{}{}/{owner_id:?}/{listing:?}", scope.sight().list_name(), N::KIND.as_str())
}

/// A page of a list.
pub struct Connection<T: ListNode> {
    slice: Arc<Slice<Placed<T::Noun>>>,
    scope: Scope,
    has_rich: bool,
    listing: Listing,
    owner_id: Option<ContentId>,
}

impl<T: ListNode> Connection<T> {
    /// Reads a page of all of a noun, by name where no order is asked for.
    pub async fn of_all(
        ctx: &async_graphql::Context<'_>,
        scope: Scope,
        (filter, order_by): (Option<T::Filter>, Option<T::Order>),
        arguments: PageArguments,
    ) -> Result<Self, Failure> {
        let default_order = OrderBy::Label(scope.chain().asked().clone());
        let list = ListOf { owner: Owner::All, owner_id: None, filter, order_by, default_order };
        Self::read(ctx, scope, list, arguments).await
    }

    /// Reads a page, together with those of its siblings.
    pub async fn read(
        ctx: &async_graphql::Context<'_>,
        scope: Scope,
        list: ListOf<T>,
        arguments: PageArguments,
    ) -> Result<Self, Failure> {
        let owner_id = list.owner_id;
        let listing = list.read(ctx, &scope)?;
        let page = arguments.read(&name_of::<T::Noun>(&scope, &listing, owner_id))?;
        let has_rich = ctx.selects(&["nodes"], RICH) || ctx.selects(&["edges", "node"], RICH);
        let lookup = List::<T::Noun>::new(scope.view(has_rich), listing.clone(), page);
        let slice = ctx.load(&lookup, owner_id).await?;
        let slice = slice.unwrap_or_default();
        Ok(Self { slice, scope, has_rich, listing, owner_id })
    }

    /// The rows of the page.
    pub fn rows(&self) -> impl Iterator<Item = T> {
        self.slice.rows.iter().map(|placed| self.node(placed))
    }

    pub const fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Where the page stands in the list.
    pub fn page(&self) -> PageInfo {
        PageInfo {
            has_previous_page: self.slice.has_previous,
            has_next_page: self.slice.has_next,
            start_cursor: self.slice.rows.first().map(|placed| self.cursor(placed)),
            end_cursor: self.slice.rows.last().map(|placed| self.cursor(placed)),
        }
    }

    fn node(&self, placed: &Placed<T::Noun>) -> T {
        T::new(Loaded::new(Arc::clone(&placed.row), self.scope.clone(), self.has_rich))
    }

    fn cursor(&self, placed: &Placed<T::Noun>) -> String {
        cursor::encode(&name_of::<T::Noun>(&self.scope, &self.listing, self.owner_id), &placed.place)
    }
}

impl<T: ListNode> TypeName for Connection<T> {
    fn type_name() -> Cow<'static, str> {
        T::CONNECTION.into()
    }
}

/// A page of a list, by the Relay connection specification.
#[Object(name_type)]
impl<T: ListNode> Connection<T> {
    /// The rows of this page with their cursors.
    async fn edges(&self) -> Vec<Edge<T>> {
        self.slice
            .rows
            .iter()
            .map(|placed| Edge { cursor: self.cursor(placed), node: self.node(placed) })
            .collect()
    }

    /// The rows of this page, for those who need no cursor of each.
    async fn nodes(&self) -> Vec<T> {
        self.rows().collect()
    }

    /// Where this page stands in the list.
    async fn page_info(&self) -> PageInfo {
        self.page()
    }

    /// How many rows the whole list has. Counted only where it is asked for.
    async fn total_count(&self, ctx: &async_graphql::Context<'_>) -> Result<i64, Failure> {
        let lookup = Count::<T::Noun>::new(self.scope.sight().clone(), self.listing.clone());
        Ok(ctx.load(&lookup, self.owner_id).await?.unwrap_or_default())
    }
}

/// A row of a page.
pub struct Edge<T: ListNode> {
    cursor: String,
    node: T,
}

impl<T: ListNode> TypeName for Edge<T> {
    fn type_name() -> Cow<'static, str> {
        T::EDGE.into()
    }
}

/// A row of a page and its cursor.
#[Object(name_type)]
impl<T: ListNode> Edge<T> {
    /// The row's place in the list, for `after` and `before`. Opaque; good for this list in this order only.
    async fn cursor(&self) -> &str {
        &self.cursor
    }

    /// The row itself.
    async fn node(&self) -> &T {
        &self.node
    }
}
