//! Where somebody is and how they are reached: what is their own, else their department's. `graphql` shows it, field by
//! field, and writes it on cards.

use entity::{department, office, staff_member};

use super::error::Error;
use super::staff_member::Inherited;
use super::stored::stored_option;
use crate::domain::address::Address;
use crate::domain::contact::Email;
use crate::domain::hours::OpeningHours;
use crate::domain::phone::Phone;
use crate::domain::place::Reach;

/// The archive's columns. Null where nothing is said.
#[derive(Clone, Copy, Debug)]
pub struct Contact<'a> {
    /// Street, postal code, city, country: all there or all null.
    address: [Option<&'a str>; 4],
    phone: Option<&'a str>,
    fax: Option<&'a str>,
    pub email: Option<&'a str>,
    /// The rule, and whether one can come by appointment.
    opening_hours: (Option<&'a str>, bool),
}

/// Of the facts of nouns, which name them alike.
macro_rules! contact_of {
    ($($noun:ident),*) => {$(
        impl<'a> From<&'a $noun::Model> for Contact<'a> {
            fn from(facts: &'a $noun::Model) -> Self {
                Self {
                    address: [&facts.street, &facts.postal_code, &facts.city, &facts.country]
                        .map(Option::as_deref),
                    phone: facts.phone.as_deref(),
                    fax: facts.fax.as_deref(),
                    email: facts.email.as_deref(),
                    opening_hours: (facts.opening_hours.as_deref(), facts.is_by_appointment),
                }
            }
        }
    )*};
}

contact_of!(department, office, staff_member);

impl<'a> From<&'a Inherited> for Contact<'a> {
    fn from(department: &'a Inherited) -> Self {
        let Inherited {
            department_street, department_postal_code, department_city, department_country, ..
        } = department;
        let is_by_appointment = department.department_is_by_appointment.unwrap_or_default();
        Self {
            address: [department_street, department_postal_code, department_city, department_country]
                .map(Option::as_deref),
            phone: department.department_phone.as_deref(),
            fax: department.department_fax.as_deref(),
            email: department.department_email.as_deref(),
            opening_hours: (department.department_opening_hours.as_deref(), is_by_appointment),
        }
    }
}

impl<'a> Contact<'a> {
    /// With what another says where this says nothing: address and hours each as a whole.
    pub fn or(self, other: Self) -> Self {
        let has_hours = matches!(self.opening_hours, (Some(_), _) | (_, true));
        Self {
            address: if self.has_address() { self.address } else { other.address },
            phone: self.phone.or(other.phone),
            fax: self.fax.or(other.fax),
            email: self.email.or(other.email),
            opening_hours: if has_hours { self.opening_hours } else { other.opening_hours },
        }
    }

    pub fn has_address(&self) -> bool {
        let [street, _, city, country] = self.address;
        street.and(city).and(country).is_some()
    }

    pub fn address(&self) -> Option<Address> {
        let [street, postal_code, city, country] = self.address.map(|part| part.map(str::to_owned));
        Some(Address { street: street?, postal_code, city: city?, country: country? })
    }

    pub fn opening_hours(&self) -> Option<OpeningHours> {
        let (rule, is_by_appointment) = self.opening_hours;
        let has_hours = rule.is_some() || is_by_appointment;
        has_hours.then(|| OpeningHours { rule: rule.map(str::to_owned), is_by_appointment })
    }

    /// Telephone, fax and e-mail, read by their types; an error where these never wrote them.
    pub fn reach(&self) -> Result<Reach, Error> {
        Ok(Reach {
            phone: self.phone()?,
            fax: self.fax()?,
            email: stored_option(self.email, Email::from_stored)?,
        })
    }

    pub fn phone(&self) -> Result<Option<Phone>, Error> {
        stored_option(self.phone, Phone::from_stored)
    }

    pub fn fax(&self) -> Result<Option<Phone>, Error> {
        stored_option(self.fax, Phone::from_stored)
    }
}
