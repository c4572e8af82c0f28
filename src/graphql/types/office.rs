//! Offices of bodies.

use std::sync::Arc;

use async_graphql::Object;

use super::content::{ContentFields, Loaded};
use super::department::Department;
use super::hours::OpeningHours;
use super::locale::LocaleTag;
use super::own_facts::OwnFacts;
use super::phone::PhoneNumber;
use super::place::PostalAddress;
use super::staff_member::StaffMember;
use super::text::{RichText, Text, rich_text, text};
use super::url::Url;
use crate::domain::content::{ContentId, Field};
use crate::exchange::{json_ld, vcard};
use crate::graphql::cards;
use crate::graphql::connection::ListNode;
use crate::graphql::error::Failure;
use crate::graphql::filter::OfficeFilter;
use crate::graphql::node::by_id;
use crate::graphql::order::OfficeOrder;
use crate::graphql::public::is_desk;
use crate::graphql::request::{ContextExt, RICH};
use crate::store::contact::Contact;
use crate::store::office::Office as Noun;
use crate::store::related::{RelatedTo, Walk};
use crate::store::staff_member::StaffMember as StaffNoun;

#[derive(Clone)]
pub struct Office(pub Loaded<Noun>);

impl ListNode for Office {
    type Noun = Noun;
    const CONNECTION: &'static str = "OfficeConnection";
    const EDGE: &'static str = "OfficeEdge";
    type Filter = OfficeFilter;
    type Order = OfficeOrder;

    fn new(loaded: Loaded<Noun>) -> Self {
        Self(loaded)
    }
}

impl Office {
    /// Where and how: its own, else the department's.
    pub fn contact(&self) -> Contact<'_> {
        Contact::from(self.0.facts()).or(Contact::from(&self.0.row.extra))
    }
}

/// The office (Geschäftsstelle) of a body, such as an advisory council, run by staff. Where it has no address,
/// telephone, fax, e-mail or opening hours of its own, the department's stand here.
#[Object]
impl Office {
    #[graphql(flatten)]
    async fn content(&self) -> ContentFields {
        ContentFields(self.clone().into())
    }

    /// Its natural key: unique over all offices, the same in every language.
    async fn slug(&self) -> &str {
        &self.0.facts().slug
    }

    /// The name of the body. Null where no locale of the chain has it.
    async fn name(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<Option<Text>, Failure> {
        text(ctx, &self.0, Field::Name, locale).await
    }

    /// Its short name. Null where there is none.
    async fn abbreviation(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<Option<Text>, Failure> {
        text(ctx, &self.0, Field::Abbreviation, locale).await
    }

    /// What the body is and does. Null where there is none.
    async fn description(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<Option<RichText>, Failure> {
        rich_text(ctx, &self.0, Field::Description, locale).await
    }

    /// The postal address: its own, else the department's.
    async fn address(&self) -> Option<PostalAddress> {
        self.contact().address().map(PostalAddress::from)
    }

    /// The telephone number: its own, else the department's.
    async fn phone(&self) -> Result<Option<PhoneNumber>, Failure> {
        Ok(self.contact().phone()?.map(PhoneNumber::from))
    }

    /// The fax number: its own, else the department's.
    async fn fax(&self) -> Result<Option<PhoneNumber>, Failure> {
        Ok(self.contact().fax()?.map(PhoneNumber::from))
    }

    /// The e-mail address (RFC 5321): its own, else the department's.
    async fn email(&self) -> Option<&str> {
        self.contact().email
    }

    /// The body's own web site. Null where it has none.
    async fn website(&self) -> Option<Url> {
        self.0.facts().website.clone().map(Url)
    }

    /// The office as a card for address books: vCard 4.0 (RFC 6350), with names in every language that they have.
    async fn vcard(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<String, Failure> {
        let chain = self.0.scope.chain_for(locale.as_ref().map(|tag| &tag.0));
        Ok(vcard::organisation(&cards::office(ctx, self, &chain).await?))
    }

    /// The office as schema.org's `GovernmentOrganization`, in JSON-LD 1.1: as it may stand in a `script` element of a page.
    async fn json_ld(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<String, Failure> {
        let chain = self.0.scope.chain_for(locale.as_ref().map(|tag| &tag.0));
        Ok(json_ld::to_script(&json_ld::organisation(&cards::office(ctx, self, &chain).await?)))
    }

    /// When it is open: its own hours, else the department's.
    async fn opening_hours(&self) -> Option<OpeningHours> {
        self.contact().opening_hours().map(|hours| OpeningHours::new(hours, self.0.scope.clone()))
    }

    /// What it has of its own, without the department's.
    #[graphql(visible = "is_desk")]
    async fn own(&self) -> Result<OwnFacts, Failure> {
        OwnFacts::of(self.0.facts().into(), &self.0.scope)
    }

    /// The department that it belongs to. Null where you may not see it.
    async fn department(&self, ctx: &async_graphql::Context<'_>) -> Result<Option<Department>, Failure> {
        let id = ContentId(self.0.facts().department_id);
        let has_rich = ctx.selects(&[], RICH);
        Ok(by_id(ctx, &self.0.scope, id, has_rich).await?.map(Department))
    }

    /// Who runs it, in the order that editors gave.
    async fn run_by(&self, ctx: &async_graphql::Context<'_>) -> Result<Vec<StaffMember>, Failure> {
        // People have no long texts.
        let walk = RelatedTo::<StaffNoun>::new(self.0.scope.view(false), Walk::OfficeToStaff);
        let related = ctx.load(&walk, self.0.id()).await?.unwrap_or_default();
        let staff =
            related.iter().map(|related| Loaded::new(Arc::clone(&related.row), self.0.scope.clone(), false));
        Ok(staff.map(StaffMember).collect())
    }
}
