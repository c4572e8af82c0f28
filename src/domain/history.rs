//! What changed from one version of a draft to the next, field by field. Called by `store`, which reads the versions.

use std::collections::BTreeSet;

use super::address::Address;
use super::contact::WebAddress;
use super::content::{ContentId, Facts, Field, Snapshot, TextEntry};
use super::hours::OpeningHours;
use super::page::LinkTarget;
use super::place::{Coordinates, Place, Reach};
use super::version::{Part, TextKey};

/// A field of a draft whose value changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The part of the draft that the field belongs to; of a slug or a text it says which.
    pub part: Part,
    /// As readers ask for it in GraphQL.
    pub field: &'static str,
    /// Null: there was none.
    pub before: Option<Shown>,
    /// Null: there is none.
    pub after: Option<Shown>,
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// As readers see it.
    Text(String),
    /// Other contents, each on a line.
    Lines(Vec<Line>),
    /// A place in an order, which says nothing to readers.
    Order(String),
}

/// A line of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The content that it begins with, by the name that it has now; null for what leads elsewhere.
    pub content: Option<ContentId>,
    /// What follows.
    pub text: String,
}

/// What changed from a draft to a later one; all of it where there was none before.
pub fn changes(before: Option<&Snapshot>, after: &Snapshot) -> Vec<Change> {
    let old = before.map(|snapshot| fields(&snapshot.facts)).unwrap_or_default();
    let new = fields(&after.facts);
    let value = |fields: &[FieldValue], part: &Part, name: &str| {
        let same = fields.iter().find(|field| field.part == *part && field.name == name);
        same.and_then(|field| field.value.clone())
    };
    // Fields of both, in the order of the later draft, then those that are there no more.
    let gone = old.iter().filter(|field| !new.iter().any(|other| field.is_same_as(other)));
    let mut found: Vec<Change> = new
        .iter()
        .chain(gone)
        .map(|field| Change {
            part: field.part.clone(),
            field: field.name,
            before: value(&old, &field.part, field.name),
            after: value(&new, &field.part, field.name),
        })
        .collect();
    found.extend(text_changes(before.map_or(&[], |snapshot| &snapshot.texts), &after.texts));
    found.retain(|change| change.before != change.after);
    found
}

/// Texts in the order of locales and fields.
fn text_changes(before: &[TextEntry], after: &[TextEntry]) -> Vec<Change> {
    let keys: BTreeSet<TextKey> = before.iter().chain(after).map(TextEntry::key).collect();
    let value = |texts: &[TextEntry], key: &TextKey| {
        let text = texts.iter().find(|text| text.key() == *key);
        text.map(|text| Shown::Text(text.value.clone()))
    };
    let change = |key: TextKey| Change {
        field: text_name(key.field),
        before: value(before, &key),
        after: value(after, &key),
        part: Part::Text(key),
    };
    keys.into_iter().map(change).collect()
}

/// A text as readers ask for it in GraphQL.
const fn text_name(field: Field) -> &'static str {
    match field {
        Field::RoleTitle => "roleTitle",
        other => other.as_str(),
    }
}

/// A field and its value.
struct FieldValue {
    part: Part,
    name: &'static str,
    value: Option<Shown>,
}

impl FieldValue {
    fn is_same_as(&self, other: &Self) -> bool {
        self.name == other.name && self.part == other.part
    }
}

/// Facts taken apart into fields.
#[derive(Default)]
struct Fields(Vec<FieldValue>);

impl Fields {
    fn add(&mut self, part: Part, name: &'static str, value: Option<Shown>) {
        self.0.push(FieldValue { part, name, value });
    }

    fn fact(&mut self, name: &'static str, value: Option<impl ToString>) {
        self.add(Part::Facts, name, value.map(|value| Shown::Text(value.to_string())));
    }

    fn content(&mut self, name: &'static str, id: Option<ContentId>) {
        let line = |id| Shown::Lines(vec![Line { content: Some(id), text: String::new() }]);
        self.add(Part::Facts, name, id.map(line));
    }

    fn contents(&mut self, part: Part, name: &'static str, ids: &[ContentId]) {
        let lines = ids.iter().map(|&id| Line { content: Some(id), text: String::new() });
        self.lines(part, name, lines.collect());
    }

    fn lines(&mut self, part: Part, name: &'static str, lines: Vec<Line>) {
        self.add(part, name, (!lines.is_empty()).then_some(Shown::Lines(lines)));
    }

    fn address(&mut self, address: Option<&Address>) {
        let lines = |address: &Address| [address.lines(), vec![address.country.clone()]].concat().join("\n");
        self.fact("address", address.map(lines));
    }

    fn place(&mut self, place: &Place) {
        self.address(place.address.as_ref());
        self.fact("building", place.building.as_ref());
        self.fact("room", place.room.as_ref());
    }

    fn reach(&mut self, reach: &Reach) {
        self.fact("phone", reach.phone.as_ref().map(super::phone::Phone::national));
        self.fact("fax", reach.fax.as_ref().map(super::phone::Phone::national));
        self.fact("email", reach.email.as_ref().map(super::contact::Email::as_str));
    }

    fn website(&mut self, website: Option<&WebAddress>) {
        self.fact("website", website.map(WebAddress::as_str));
    }

    fn opening_hours(&mut self, hours: Option<&OpeningHours>) {
        let shown = |hours: &OpeningHours| {
            let appointment = hours.is_by_appointment.then_some("by appointment");
            hours.rule.as_deref().into_iter().chain(appointment).collect::<Vec<_>>().join("\n")
        };
        self.fact("openingHours", hours.map(shown));
    }
}

/// Facts taken apart into fields, in the order in which readers know them.
fn fields(facts: &Facts) -> Vec<FieldValue> {
    let mut fields = Fields::default();
    match facts {
        Facts::Department(facts) => {
            fields.fact("slug", Some(&facts.slug));
            fields.content("parent", facts.parent);
            fields.place(&facts.place);
            let degrees = |at: Coordinates| format!("{}, {}", at.latitude, at.longitude);
            fields.fact("coordinates", facts.coordinates.map(degrees));
            fields.reach(&facts.reach);
            fields.website(facts.website.as_ref());
            fields.opening_hours(facts.opening_hours.as_ref());
        }
        Facts::StaffMember(facts) => {
            fields.fact("givenName", Some(&facts.given_name));
            fields.fact("familyName", Some(&facts.family_name));
            fields.fact("academicTitle", facts.academic_title.as_ref());
            fields.fact("salutation", facts.salutation.map(|word| word.as_str().to_uppercase()));
            fields.content("department", Some(facts.department));
            fields.place(&facts.place);
            fields.reach(&facts.reach);
            fields.opening_hours(facts.opening_hours.as_ref());
        }
        Facts::Responsibility(facts) => {
            fields.fact("slug", Some(&facts.slug));
            fields.content("department", Some(facts.department));
            let duty = |duty: &super::responsibility::Duty| Line {
                content: Some(duty.staff_member),
                text: format!(" ({})", duty.role.as_str()),
            };
            fields.lines(Part::Duties, "duties", facts.duties.iter().map(duty).collect());
        }
        Facts::Office(facts) => {
            fields.fact("slug", Some(&facts.slug));
            fields.content("department", Some(facts.department));
            fields.address(facts.address.as_ref());
            fields.reach(&facts.reach);
            fields.website(facts.website.as_ref());
            fields.opening_hours(facts.opening_hours.as_ref());
            fields.contents(Part::RunBy, "runBy", &facts.run_by);
        }
        Facts::Page(facts) => {
            fields.content("department", Some(facts.department));
            fields.content("parent", facts.parent);
            for (locale, slug) in &facts.slugs {
                fields.add(Part::Slug(locale.clone()), "slug", Some(Shown::Text(slug.to_string())));
            }
            fields.contents(Part::Contacts, "contacts", &facts.contacts);
            let link = |link: &super::page::Link| match &link.target {
                LinkTarget::Content(id) => Line { content: Some(*id), text: String::new() },
                LinkTarget::Url(url) => Line { content: None, text: url.as_str().to_owned() },
            };
            fields.lines(Part::Links, "relatedLinks", facts.links.iter().map(link).collect());
        }
    }
    fields.add(Part::Facts, "position", Some(Shown::Order(facts.position().as_str().to_owned())));
    fields.0
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::edit::Edit;
    use crate::domain::locale::Locale;
    use crate::domain::position::Position;
    use crate::domain::responsibility::{self, Duty, DutyRole};
    use crate::domain::translation::Origin;

    fn id(number: u128) -> ContentId {
        ContentId(Uuid::from_u128(number))
    }

    fn snapshot(slug: &str, duties: &[(u128, DutyRole)], texts: &[(&str, &str)]) -> Snapshot {
        let duties = duties.iter().map(|&(number, role)| Duty { staff_member: id(number), role }).collect();
        let input = responsibility::Input { slug: Edit::Set(slug.to_owned()), duties: Edit::Set(duties) };
        let facts = responsibility::Facts::new(id(1), Position::first(), input).unwrap();
        let text = |(tag, value): &(&str, &str)| TextEntry {
            locale: Locale::parse(tag).unwrap(),
            field: Field::Title,
            item: Uuid::nil(),
            value: (*value).to_owned(),
            origin: Origin::Human,
            source: None,
        };
        Snapshot { facts: Facts::Responsibility(facts), texts: texts.iter().map(text).collect() }
    }

    fn names(changes: &[Change]) -> Vec<String> {
        changes.iter().map(|change| format!("{}: {}", change.part, change.field)).collect()
    }

    #[test]
    fn only_what_differs_is_a_change() {
        let before = snapshot("a", &[(2, DutyRole::Responsible)], &[("de", "Alt"), ("en", "Old")]);
        assert_eq!(changes(Some(&before), &before), []);
        let after = snapshot("b", &[(2, DutyRole::Deputy)], &[("de", "Neu"), ("tr", "Yeni")]);
        let found = changes(Some(&before), &after);
        assert_eq!(
            names(&found),
            [
                "the facts: slug",
                "the duties: duties",
                "the title in de: title",
                "the title in en: title",
                "the title in tr: title"
            ]
        );
        let duty =
            |text: &str| Some(Shown::Lines(vec![Line { content: Some(id(2)), text: text.to_owned() }]));
        assert_eq!((&found[1].before, &found[1].after), (&duty(" (responsible)"), &duty(" (deputy)")));
        assert_eq!(found[3].after, None);
    }

    #[test]
    fn of_the_first_version_all_is_new() {
        let found = changes(None, &snapshot("a", &[], &[("de", "Titel")]));
        assert_eq!(
            names(&found),
            ["the facts: slug", "the facts: department", "the facts: position", "the title in de: title"]
        );
        assert!(found.iter().all(|change| change.before.is_none()));
    }
}
