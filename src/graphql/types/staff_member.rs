//! Members of the staff.

use std::sync::Arc;

use async_graphql::{Enum, Object};

use super::content::{ContentFields, Loaded, person_label};
use super::department::Department;
use super::hours::OpeningHours;
use super::locale::LocaleTag;
use super::office::Office;
use super::own_facts::OwnFacts;
use super::phone::PhoneNumber;
use super::place::PostalAddress;
use super::responsibility::{Duty, Responsibility};
use super::text::{Text, text};
use crate::domain;
use crate::domain::content::{ContentId, Field};
use crate::exchange::{json_ld, vcard};
use crate::graphql::cards;
use crate::graphql::connection::ListNode;
use crate::graphql::error::Failure;
use crate::graphql::filter::StaffMemberFilter;
use crate::graphql::node::by_id;
use crate::graphql::order::StaffMemberOrder;
use crate::graphql::public::is_desk;
use crate::graphql::request::{ContextExt, RICH};
use crate::store::contact::Contact;
use crate::store::office::Office as OfficeNoun;
use crate::store::related::{RelatedTo, Walk};
use crate::store::responsibility::Responsibility as ResponsibilityNoun;
use crate::store::staff_member::StaffMember as Noun;

#[derive(Clone)]
pub struct StaffMember(pub Loaded<Noun>);

impl ListNode for StaffMember {
    type Noun = Noun;
    const CONNECTION: &'static str = "StaffMemberConnection";
    const EDGE: &'static str = "StaffMemberEdge";
    type Filter = StaffMemberFilter;
    type Order = StaffMemberOrder;

    fn new(loaded: Loaded<Noun>) -> Self {
        Self(loaded)
    }
}

impl StaffMember {
    /// Where and how: the person's own, else the department's.
    pub fn contact(&self) -> Contact<'_> {
        Contact::from(self.0.facts()).or(Contact::from(&self.0.row.extra))
    }

    /// The person's own building; the department's where the person has no address of their own either.
    pub fn building_or_inherited(&self) -> Option<&str> {
        let inherited = self.0.row.extra.department_building.as_deref();
        self.0.facts().building.as_deref().or(inherited.filter(|_| !self.has_own_address()))
    }

    /// The person's own room; the department's where the person sits in its building.
    pub fn room_or_inherited(&self) -> Option<&str> {
        let facts = self.0.facts();
        let is_in_its_building = facts.building.is_none() && !self.has_own_address();
        let inherited = self.0.row.extra.department_room.as_deref();
        facts.room.as_deref().or(inherited.filter(|_| is_in_its_building))
    }

    fn has_own_address(&self) -> bool {
        Contact::from(self.0.facts()).has_address()
    }
}

/// How a person wishes to be addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::salutation::Salutation")]
pub enum Salutation {
    /// Ms, Frau.
    Ms,
    /// Mr, Herr.
    Mr,
}

/// A person who works in a department. Where the person has no address, building, telephone, fax, e-mail or opening
/// hours of their own, the department's stand here.
#[Object]
impl StaffMember {
    #[graphql(flatten)]
    async fn content(&self) -> ContentFields {
        ContentFields(self.clone().into())
    }

    /// Given name.
    async fn given_name(&self) -> &str {
        &self.0.facts().given_name
    }

    /// Family name.
    async fn family_name(&self) -> &str {
        &self.0.facts().family_name
    }

    /// Academic title, such as "Dr.". Null where there is none.
    async fn academic_title(&self) -> Option<&str> {
        self.0.facts().academic_title.as_deref()
    }

    /// How the person wishes to be addressed. Null where neither is wished.
    async fn salutation(&self) -> Option<Salutation> {
        let salutation = self.0.facts().salutation.as_deref().and_then(domain::salutation::Salutation::parse);
        salutation.map(Salutation::from)
    }

    /// The whole name with salutation and title in the manner of the locale: "Frau Miriam Denninghaus", "Ms Miriam
    /// Denninghaus". There are words for the salutation in German and in English, with their regions and "de-simple"; in
    /// other locales the chain is walked to one of these, and where it has none the name stands without the word.
    async fn display_name(
        &self,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Option<Text> {
        Some(person_label(&self.0, &self.0.scope.chain_for(locale.as_ref().map(|tag| &tag.0))))
    }

    /// The name as registers have it, family name first: "Denninghaus, Miriam". The order FAMILY_NAME is by it, in the
    /// collation of the locale.
    async fn sort_name(&self) -> String {
        let facts = self.0.facts();
        format!("{}, {}", facts.family_name, facts.given_name)
    }

    /// What the person is in the department, such as "Head of Department". Null where no locale of the chain has it.
    async fn role_title(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<Option<Text>, Failure> {
        text(ctx, &self.0, Field::RoleTitle, locale).await
    }

    /// What else readers should know, on one or more lines. Null where there is nothing.
    async fn note(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<Option<Text>, Failure> {
        text(ctx, &self.0, Field::Note, locale).await
    }

    /// The postal address: the person's own, else the department's.
    async fn address(&self) -> Option<PostalAddress> {
        self.contact().address().map(PostalAddress::from)
    }

    /// The building: the person's own; the department's where the person has no address of their own either.
    async fn building(&self) -> Option<&str> {
        self.building_or_inherited()
    }

    /// The room: the person's own; the department's where the person sits in the department's building and has neither
    /// room nor address of their own.
    async fn room(&self) -> Option<&str> {
        self.room_or_inherited()
    }

    /// The telephone number: the person's own, else the department's.
    async fn phone(&self) -> Result<Option<PhoneNumber>, Failure> {
        Ok(self.contact().phone()?.map(PhoneNumber::from))
    }

    /// The fax number: the person's own, else the department's.
    async fn fax(&self) -> Result<Option<PhoneNumber>, Failure> {
        Ok(self.contact().fax()?.map(PhoneNumber::from))
    }

    /// The e-mail address (RFC 5321): the person's own, else the department's.
    async fn email(&self) -> Option<&str> {
        self.contact().email
    }

    /// When the person can be reached: their own hours, else the department's.
    async fn opening_hours(&self) -> Option<OpeningHours> {
        self.contact().opening_hours().map(|hours| OpeningHours::new(hours, self.0.scope.clone()))
    }

    /// What the person has of their own, without the department's.
    #[graphql(visible = "is_desk")]
    async fn own(&self) -> Result<OwnFacts, Failure> {
        let facts = self.0.facts();
        let own = OwnFacts::of(facts.into(), &self.0.scope)?;
        Ok(OwnFacts { building: facts.building.clone(), room: facts.room.clone(), ..own })
    }

    /// The department that the person works in. Null where you may not see it.
    async fn department(&self, ctx: &async_graphql::Context<'_>) -> Result<Option<Department>, Failure> {
        let id = ContentId(self.0.facts().department_id);
        let has_rich = ctx.selects(&[], RICH);
        Ok(by_id(ctx, &self.0.scope, id, has_rich).await?.map(Department))
    }

    /// The person as a card for address books: vCard 4.0 (RFC 6350), with titles in every language that they have. The
    /// names of the city's are in the locale's.
    async fn vcard(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<String, Failure> {
        let chain = self.0.scope.chain_for(locale.as_ref().map(|tag| &tag.0));
        Ok(vcard::person(&cards::person(ctx, self, &chain).await?))
    }

    /// The person as schema.org's `Person`, in JSON-LD 1.1: as it may stand in a `script` element of a page.
    async fn json_ld(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Another locale than the one this object was asked for.")] locale: Option<LocaleTag>,
    ) -> Result<String, Failure> {
        let chain = self.0.scope.chain_for(locale.as_ref().map(|tag| &tag.0));
        Ok(json_ld::to_script(&json_ld::person(&cards::person(ctx, self, &chain).await?)))
    }

    /// What the person is responsible for or stands in for, in the order of responsibilities.
    async fn duties(&self, ctx: &async_graphql::Context<'_>) -> Result<Vec<Duty>, Failure> {
        let has_rich = ctx.selects(&["responsibility"], RICH);
        let walk = RelatedTo::<ResponsibilityNoun>::new(self.0.scope.view(has_rich), Walk::StaffToDuties);
        let related = ctx.load(&walk, self.0.id()).await?.unwrap_or_default();
        let duties = related.iter().filter_map(|related| {
            let loaded = Loaded::new(Arc::clone(&related.row), self.0.scope.clone(), has_rich);
            Some(Duty {
                role: related.role?.into(),
                responsibility: Responsibility(loaded),
                staff_member: self.clone(),
            })
        });
        Ok(duties.collect())
    }

    /// The offices of bodies that the person runs.
    async fn offices(&self, ctx: &async_graphql::Context<'_>) -> Result<Vec<Office>, Failure> {
        let has_rich = ctx.selects(&[], RICH);
        let walk = RelatedTo::<OfficeNoun>::new(self.0.scope.view(has_rich), Walk::StaffToOffices);
        let related = ctx.load(&walk, self.0.id()).await?.unwrap_or_default();
        let offices = related
            .iter()
            .map(|related| Loaded::new(Arc::clone(&related.row), self.0.scope.clone(), has_rich));
        Ok(offices.map(Office).collect())
    }
}
