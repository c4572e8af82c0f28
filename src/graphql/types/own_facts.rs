//! What people and offices have of their own, for forms of the desk.

use async_graphql::SimpleObject;

use super::hours::OpeningHours;
use super::phone::PhoneNumber;
use super::place::PostalAddress;
use crate::graphql::error::Failure;
use crate::graphql::public::is_desk;
use crate::graphql::scope::Scope;
use crate::store::contact::Contact;

/// The facts that are its own, where the fields beside it show the department's in place of what is missing: for a form
/// that is to send back what it has read.
#[derive(SimpleObject)]
#[graphql(visible = "is_desk")]
pub struct OwnFacts {
    /// The postal address of its own. Null: the department's holds.
    pub address: Option<PostalAddress>,
    /// The building of the person's own. Null: the department's holds. Offices have none.
    pub building: Option<String>,
    /// The room of the person's own. Null: the department's holds, in the same building. Offices have none.
    pub room: Option<String>,
    /// The telephone number of its own. Null: the department's holds.
    pub phone: Option<PhoneNumber>,
    /// The fax number of its own. Null: the department's holds.
    pub fax: Option<PhoneNumber>,
    /// The e-mail address of its own. Null: the department's holds.
    pub email: Option<String>,
    /// The opening hours of its own. Null: the department's hold.
    pub opening_hours: Option<OpeningHours>,
}

impl OwnFacts {
    /// Of what is one's own, without building and room.
    pub fn of(own: Contact<'_>, scope: &Scope) -> Result<Self, Failure> {
        Ok(Self {
            address: own.address().map(PostalAddress::from),
            building: None,
            room: None,
            phone: own.phone()?.map(PhoneNumber::from),
            fax: own.fax()?.map(PhoneNumber::from),
            email: own.email.map(str::to_owned),
            opening_hours: own.opening_hours().map(|hours| OpeningHours::new(hours, scope.clone())),
        })
    }
}
