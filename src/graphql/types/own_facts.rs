//! What people and offices have of their own, for forms of the desk.

use async_graphql::SimpleObject;

use super::hours::OpeningHours;
use super::phone::PhoneNumber;
use super::place::PostalAddress;
use crate::graphql::public::is_desk;

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
