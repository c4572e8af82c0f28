//! Departments.

use async_graphql::Object;
use futures_util::future::try_join_all;

use super::content::{ContentFields, Loaded};
use super::hours::OpeningHours;
use super::locale::LocaleTag;
use super::office::Office;
use super::page::Page;
use super::phone::PhoneNumber;
use super::place::{Coordinates, CoordinatesInput, PostalAddress};
use super::responsibility::Responsibility;
use super::staff_member::StaffMember;
use super::text::{RichText, Text, rich_text, text};
use super::url::Url;
use crate::domain::content::{ContentId, Field};
use crate::domain::place;
use crate::exchange::{json_ld, vcard};
use crate::graphql::cards;
use crate::graphql::connection::{Connection, ListNode, ListOf, PageArguments};
use crate::graphql::error::Failure;
use crate::graphql::filter::{
    DepartmentFilter, OfficeFilter, PageFilter, ResponsibilityFilter, StaffMemberFilter,
};
use crate::graphql::node::by_id;
use crate::graphql::order::{DepartmentOrder, OfficeOrder, PageOrder, ResponsibilityOrder, StaffMemberOrder};
use crate::graphql::request::{ContextExt, RICH};
use crate::store::contact::Contact;
use crate::store::content::AncestorsOf;
use crate::store::department::Department as Noun;
use crate::store::noun::Owner;
use crate::store::ordering::OrderBy;

#[derive(Clone)]
pub struct Department(pub Loaded<Noun>);

impl ListNode for Department {
    type Noun = Noun;
    const CONNECTION: &'static str = "DepartmentConnection";
    const EDGE: &'static str = "DepartmentEdge";
    type Filter = DepartmentFilter;
    type Order = DepartmentOrder;

    fn new(loaded: Loaded<Noun>) -> Self {
        Self(loaded)
    }
}

impl Department {
    /// A page of what belongs to this department.
    async fn owned<T: ListNode>(
        &self,
        ctx: &async_graphql::Context<'_>,
        owner: Owner,
        (filter, order_by): (Option<T::Filter>, Option<T::Order>),
        page: PageArguments,
    ) -> Result<Connection<T>, Failure> {
        let owner_id = Some(self.0.id());
        let list = ListOf { owner, owner_id, filter, order_by, default_order: OrderBy::Tree };
        Connection::read(ctx, self.0.scope.clone(), list, page).await
    }
}

impl Department {
    /// Where and how.
    pub fn contact(&self) -> Contact<'_> {
        self.0.facts().into()
    }
}

/// A part of the administration, such as an office, a department or a unit: a node in its tree.
#[Object]
impl Department {
    #[graphql(flatten)]
    async fn content(&self) -> ContentFields {
        ContentFields(self.clone().into())
    }

    /// Its natural key: unique over all departments, the same in every language.
    async fn slug(&self) -> &str {
        &self.0.facts().slug
    }

    /// Its full name. Null where no locale of the chain has it.
    async fn name(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<Option<Text>, Failure> {
        text(ctx, &self.0, Field::Name, locale).await
    }

    /// Its short name, such as "RMI". Null where there is none.
    async fn abbreviation(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<Option<Text>, Failure> {
        text(ctx, &self.0, Field::Abbreviation, locale).await
    }

    /// What it is and does. Null where there is none.
    async fn description(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<Option<RichText>, Failure> {
        rich_text(ctx, &self.0, Field::Description, locale).await
    }

    /// The department that it is a part of. Null for a root of the tree.
    async fn parent(&self, ctx: &async_graphql::Context<'_>) -> Result<Option<Self>, Failure> {
        let Some(parent) = self.0.facts().parent_id else { return Ok(None) };
        let has_rich = ctx.selects(&[], RICH);
        Ok(by_id(ctx, &self.0.scope, ContentId(parent), has_rich).await?.map(Self))
    }

    /// The departments above it, the root first: for a breadcrumb.
    async fn ancestors(&self, ctx: &async_graphql::Context<'_>) -> Result<Vec<Self>, Failure> {
        let above = ctx
            .load(&AncestorsOf::<Noun>::new(self.0.scope.sight().clone()), self.0.id())
            .await?
            .unwrap_or_default();
        let has_rich = ctx.selects(&[], RICH);
        let found = try_join_all(above.iter().map(|&id| by_id(ctx, &self.0.scope, id, has_rich))).await?;
        Ok(found.into_iter().flatten().map(Self).collect())
    }

    /// The departments directly below it, in the order that editors gave.
    async fn children(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Only those for which this holds.")] filter: Option<DepartmentFilter>,
        #[graphql(desc = "The order.")] order_by: Option<DepartmentOrder>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Self>, Failure> {
        self.owned(ctx, Owner::Parent, (filter, order_by), PageArguments { first, after, last, before }).await
    }

    /// Its postal address. Null where it has none.
    async fn address(&self) -> Option<PostalAddress> {
        self.contact().address().map(PostalAddress::from)
    }

    /// The building that it sits in, as signs call it. Null where it is not said.
    async fn building(&self) -> Option<&str> {
        self.0.facts().building.as_deref()
    }

    /// Its room. Null where it is not said.
    async fn room(&self) -> Option<&str> {
        self.0.facts().room.as_deref()
    }

    /// Where it is on the map. Null where it is not said.
    async fn coordinates(&self) -> Option<Coordinates> {
        let facts = self.0.facts();
        Some(Coordinates { latitude: facts.latitude?, longitude: facts.longitude? })
    }

    /// How far it is from a point as the crow flies, in whole metres. Null where it is not on the map.
    async fn distance(
        &self,
        #[graphql(desc = "From where.")] from: CoordinatesInput,
    ) -> Result<Option<f64>, Failure> {
        let (from, facts) = (from.read()?, self.0.facts());
        let point = facts.latitude.zip(facts.longitude);
        // The digits beyond metres are the sphere's, not the Earth's.
        let distance =
            |(latitude, longitude)| from.distance(place::Coordinates { latitude, longitude }).round();
        Ok(point.map(distance))
    }

    /// Its telephone number. Null where it has none.
    async fn phone(&self) -> Result<Option<PhoneNumber>, Failure> {
        Ok(self.contact().phone()?.map(PhoneNumber::from))
    }

    /// Its fax number. Null where it has none.
    async fn fax(&self) -> Result<Option<PhoneNumber>, Failure> {
        Ok(self.contact().fax()?.map(PhoneNumber::from))
    }

    /// Its e-mail address (RFC 5321). Null where it has none.
    async fn email(&self) -> Option<&str> {
        self.contact().email
    }

    /// Its own web site. Null where it has none.
    async fn website(&self) -> Option<Url> {
        self.0.facts().website.clone().map(Url)
    }

    /// The department as a card for address books: vCard 4.0 (RFC 6350), with names in every language that they have.
    async fn vcard(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<String, Failure> {
        let chain = self.0.scope.chain_for(locale.as_ref().map(|tag| &tag.0));
        Ok(vcard::organisation(&cards::department(ctx, self, &chain).await?))
    }

    /// The department as schema.org's `GovernmentOrganization`, in JSON-LD 1.1: as it may stand in a `script` element of a page.
    async fn json_ld(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<String, Failure> {
        let chain = self.0.scope.chain_for(locale.as_ref().map(|tag| &tag.0));
        Ok(json_ld::to_script(&json_ld::organisation(&cards::department(ctx, self, &chain).await?)))
    }

    /// When it is open. Null where it is not said.
    async fn opening_hours(&self) -> Option<OpeningHours> {
        self.contact().opening_hours().map(|hours| OpeningHours::new(hours, self.0.scope.clone()))
    }

    /// Who works in it, in the order that editors gave; parts of the department have their own staff.
    async fn staff(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Only those for which this holds.")] filter: Option<StaffMemberFilter>,
        #[graphql(desc = "The order.")] order_by: Option<StaffMemberOrder>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<StaffMember>, Failure> {
        self.owned(ctx, Owner::Department, (filter, order_by), PageArguments { first, after, last, before })
            .await
    }

    /// What it is responsible for, in the order that editors gave.
    async fn responsibilities(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Only those for which this holds.")] filter: Option<ResponsibilityFilter>,
        #[graphql(desc = "The order.")] order_by: Option<ResponsibilityOrder>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Responsibility>, Failure> {
        self.owned(ctx, Owner::Department, (filter, order_by), PageArguments { first, after, last, before })
            .await
    }

    /// The offices of bodies that it runs, in the order that editors gave.
    async fn offices(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Only those for which this holds.")] filter: Option<OfficeFilter>,
        #[graphql(desc = "The order.")] order_by: Option<OfficeOrder>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Office>, Failure> {
        self.owned(ctx, Owner::Department, (filter, order_by), PageArguments { first, after, last, before })
            .await
    }

    /// Its pages of all levels, in the order that editors gave.
    async fn pages(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Only those for which this holds.")] filter: Option<PageFilter>,
        #[graphql(desc = "The order.")] order_by: Option<PageOrder>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Page>, Failure> {
        self.owned(ctx, Owner::Department, (filter, order_by), PageArguments { first, after, last, before })
            .await
    }
}
