//! schema.org in JSON-LD 1.1, for search engines and other machines: a person, an organisation or a page as one node.
//! Called by whoever hands it out; docs/outputs.md shows one.
//!
//! What is not known is left out; there are no nulls. Each node is named by `urn:uuid:`, so documents about the same
//! thing can be joined.

mod opening_hours;

use serde_json::{Map, Value, json};

use super::card::{Localized, Organisation, Page, Person, Texts, Unit, inside, urn, written_number};
use crate::domain::contact::{Email, WebAddress};
use crate::domain::hours::OpeningHours;
use crate::domain::locale::Locale;
use crate::domain::place::{Coordinates, Place, Reach};

/// The media type of what is made here.
pub const MEDIA_TYPE: &str = "application/ld+json";

/// A person who works in the administration: a `Person`.
pub fn person(person: &Person) -> Value {
    let mut node = Node::document("Person", urn(person.id));
    node.set("name", format!("{} {}", person.given_name, person.family_name));
    node.set("givenName", person.given_name.as_str());
    node.set("familyName", person.family_name.as_str());
    node.set("honorificPrefix", person.academic_title.as_deref());
    node.set("jobTitle", tagged(&person.role_title));
    node.set("description", tagged(&person.note));
    node.set("worksFor", person.units.last().map(unit));
    let hours = person.opening_hours.as_ref().map(|hours| (hours, &person.locale));
    node.set("contactPoint", contact_point(&person.reach, hours, &person.spoken_languages));
    let location = address(&person.place).map(|address| {
        let mut place = Node::new("Place");
        place.set("address", address);
        place.finish()
    });
    node.set("workLocation", location);
    node.set("hasOccupation", occupation(person));
    node.set("url", person.url.as_ref().map(WebAddress::as_str));
    node.finish()
}

/// A department or a body: a `GovernmentOrganization`. Where it is open to the public is its `location`, a
/// `GovernmentOffice`: only a place can have opening hours.
pub fn organisation(organisation: &Organisation) -> Value {
    let mut node = Node::document("GovernmentOrganization", urn(organisation.id));
    node.set("name", tagged(&organisation.name));
    node.set("alternateName", tagged(&organisation.abbreviation));
    node.set("description", tagged(&organisation.description));
    node.set("parentOrganization", organisation.units.last().map(unit));
    node.set("contactPoint", contact_point(&organisation.reach, None, &organisation.spoken_languages));
    node.set("address", address(&organisation.place));
    node.set("location", office(organisation));
    // The city's page about it; its own web site is the same thing elsewhere.
    node.set("url", organisation.url.as_ref().map(WebAddress::as_str));
    node.set("sameAs", organisation.website.as_ref().map(WebAddress::as_str));
    node.finish()
}

/// A page of the web site: a `WebPage`.
pub fn page(page: &Page) -> Value {
    let mut node = Node::document("WebPage", urn(page.id));
    node.set("name", tagged(&page.title));
    node.set("description", tagged(&page.summary));
    node.set("inLanguage", page.locale().map(Locale::as_str));
    node.set("dateModified", page.changed_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
    node.set("about", page.department.as_ref().map(unit));
    node.set("isPartOf", page.parent_id.map(|id| Node::named("WebPage", urn(id)).finish()));
    node.set("url", page.url.as_ref().map(WebAddress::as_str));
    node.finish()
}

/// The document as text that may also stand in a `script` element of HTML: no value can end the element or begin a
/// comment.
pub fn to_script(document: &Value) -> String {
    let text = document.to_string();
    // Outside strings, JSON has none of these.
    text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// A node that is being written.
struct Node(Map<String, Value>);

impl Node {
    /// The node that a document is about.
    fn document(kind: &str, id: String) -> Self {
        let mut node = Self::named(kind, id);
        node.set("@context", "https://schema.org");
        node
    }

    fn named(kind: &str, id: String) -> Self {
        let mut node = Self::new(kind);
        node.set("@id", id);
        node
    }

    fn new(kind: &str) -> Self {
        Self(Map::from_iter([("@type".to_owned(), kind.into())]))
    }

    /// Sets a property; without a value there is none.
    fn set(&mut self, property: &str, value: impl Into<Value>) {
        let value = value.into();
        let is_said = !value.is_null() && value.as_array().is_none_or(|values| !values.is_empty());
        if is_said {
            self.0.insert(property.to_owned(), value);
        }
    }

    /// Whether it says more than what it is.
    fn is_empty(&self) -> bool {
        self.0.keys().all(|property| property.starts_with('@'))
    }

    fn finish(self) -> Value {
        Value::Object(self.0)
    }

    fn unless_empty(self) -> Option<Value> {
        (!self.is_empty()).then(|| self.finish())
    }
}

/// A text in each of its languages. Null where there is none.
fn tagged(texts: &Texts) -> Value {
    let mut values: Vec<Value> = texts.as_slice().iter().map(one_tagged).collect();
    match values.len() {
        0 => Value::Null,
        1 => values.remove(0),
        _ => values.into(),
    }
}

fn one_tagged(text: &Localized) -> Value {
    json!({ "@language": text.locale.as_str(), "@value": text.value })
}

fn unit(unit: &Unit) -> Value {
    let mut node = Node::named("GovernmentOrganization", urn(unit.id));
    node.set("name", tagged(&unit.name));
    node.finish()
}

/// How somebody is reached, and when, in words of a language too. Null where nothing is known.
fn contact_point(
    reach: &Reach,
    hours: Option<(&OpeningHours, &Locale)>,
    languages: &[Locale],
) -> Option<Value> {
    let mut node = Node::new("ContactPoint");
    node.set("telephone", reach.phone.as_ref().map(written_number));
    node.set("faxNumber", reach.fax.as_ref().map(written_number));
    node.set("email", reach.email.as_ref().map(Email::as_str));
    node.set("availableLanguage", languages.iter().map(Locale::as_str).collect::<Vec<_>>());
    if let Some((hours, locale)) = hours {
        node.set("hoursAvailable", opening_hours::of_contact(hours));
        node.set("description", opening_hours::appointments(hours, locale));
    }
    node.unless_empty()
}

/// Null where nothing of it is known.
fn address(place: &Place) -> Option<Value> {
    let mut node = Node::new("PostalAddress");
    node.set("extendedAddress", inside(place));
    if let Some(address) = &place.address {
        node.set("streetAddress", address.street.as_str());
        node.set("postalCode", address.postal_code.as_deref());
        node.set("addressLocality", address.city.as_str());
        node.set("addressCountry", address.country.as_str());
    }
    node.unless_empty()
}

/// Where the public comes to. Null where neither the place nor the hours are known.
fn office(organisation: &Organisation) -> Option<Value> {
    let mut node = Node::new("GovernmentOffice");
    node.set("address", address(&organisation.place));
    node.set("geo", organisation.coordinates.map(geo));
    if let Some(hours) = &organisation.opening_hours {
        let (weekly, dated) = opening_hours::of_place(hours);
        node.set("openingHoursSpecification", weekly);
        node.set("specialOpeningHoursSpecification", dated);
        node.set("description", opening_hours::appointments(hours, &organisation.locale));
    }
    if node.is_empty() {
        return None;
    }
    node.set("name", tagged(&organisation.name));
    node.set("telephone", organisation.reach.phone.as_ref().map(written_number));
    Some(node.finish())
}

fn geo(point: Coordinates) -> Value {
    json!({ "@type": "GeoCoordinates", "latitude": point.latitude, "longitude": point.longitude })
}

/// What the person is responsible for. Null where it is nothing.
fn occupation(person: &Person) -> Option<Value> {
    let titles = person.responsibilities.iter().flat_map(Texts::as_slice);
    let responsibilities: Vec<Value> = titles.map(one_tagged).collect();
    let mut node = Node::new("Occupation");
    node.set("responsibilities", responsibilities);
    let is_empty = node.is_empty();
    node.set("name", tagged(&person.role_title));
    (!is_empty).then(|| node.finish())
}

#[cfg(test)]
mod tests;
