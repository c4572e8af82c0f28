//! People, organisations and pages as plain values, complete and in every language that they have: what the outputs
//! ([`super::vcard`], [`super::json_ld`], [`super::staff_csv`]) are made of. Whoever reads the archive fills them.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::contact::WebAddress;
use crate::domain::hours::OpeningHours;
use crate::domain::locale::Locale;
use crate::domain::phone::Phone;
use crate::domain::place::{Coordinates, Place, Reach};
use crate::domain::salutation::Salutation;

/// A text and the language that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Localized {
    pub locale: Locale,
    pub value: String,
}

/// One text in all languages that have it, each language once: first those that the reader asked for, then the others.
/// Empty where there is no text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    all: Vec<Localized>,
    /// Whether the first of them is in a language that the reader asked for.
    has_answer: bool,
}

impl Texts {
    /// Texts in the languages that the reader asked for, in the order of preference. Empty ones, and further ones in the
    /// same language, are left out.
    pub fn new(texts: impl IntoIterator<Item = Localized>) -> Self {
        let answers = Self::default().and_others(texts);
        Self { has_answer: !answers.all.is_empty(), ..answers }
    }

    /// The same with texts in languages that the reader did not ask for, behind those that are there.
    pub fn and_others(mut self, texts: impl IntoIterator<Item = Localized>) -> Self {
        for text in texts {
            let is_new = self.all.iter().all(|other| other.locale != text.locale);
            if is_new && !text.value.is_empty() {
                self.all.push(text);
            }
        }
        self
    }

    /// What the reader gets: the text in the language asked for, or else in the first of its fallbacks that has it. Null
    /// where none has, whatever other languages have.
    pub fn answer(&self) -> Option<&Localized> {
        self.all.first().filter(|_| self.has_answer)
    }

    /// What the reader gets, or else the text in the first of the other languages. Null where there is no text at all.
    pub fn any(&self) -> Option<&Localized> {
        self.all.first()
    }

    /// All of them, what the reader gets first.
    pub fn as_slice(&self) -> &[Localized] {
        &self.all
    }

    /// The text in exactly this language. Null where it has none.
    pub fn in_locale(&self, locale: &Locale) -> Option<&Localized> {
        self.all.iter().find(|text| text.locale == *locale)
    }
}

/// A part of the administration, as far as others name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub id: Uuid,
    pub name: Texts,
}

/// Somebody who works in the town hall. Where they have no place, reach or hours of their own, their department's stand
/// here already.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    pub id: Uuid,
    /// The language that was asked for.
    pub locale: Locale,
    pub given_name: String,
    pub family_name: String,
    /// Such as "Dr.".
    pub academic_title: Option<String>,
    pub salutation: Option<Salutation>,
    /// The whole name with salutation and title, in the manner of a language.
    pub display_name: Localized,
    pub role_title: Texts,
    /// On one or more lines.
    pub note: Texts,
    /// The titles of what the person is responsible for, in order. What they only stand in for is not among them.
    pub responsibilities: Vec<Texts>,
    /// The department that the person works in and those above it, the outermost first. Empty where the reader may see
    /// none of them.
    pub units: Vec<Unit>,
    pub place: Place,
    pub reach: Reach,
    /// When the person can be reached.
    pub opening_hours: Option<OpeningHours>,
    /// Languages in which one can speak to the person. Empty where it is not known: that a text was translated says
    /// nothing about it.
    pub spoken_languages: Vec<Locale>,
    /// Where the front end shows the person. Null where that is not told.
    pub url: Option<WebAddress>,
    pub changed_at: DateTime<Utc>,
}

impl Person {
    /// Title, given name and family name. Without "Ms" and "Mr", which are words of a language.
    pub fn full_name(&self) -> String {
        let Self { academic_title, given_name, family_name, .. } = self;
        let title = academic_title.as_deref().into_iter();
        title.chain([given_name.as_str(), family_name.as_str()]).collect::<Vec<_>>().join(" ")
    }
}

/// A telephone number for readers anywhere: `+49 711 35122876`, with its extension if it has one: `… ext. 12`. A short
/// number (115) as it is dialled.
pub(super) fn written_number(phone: &Phone) -> String {
    let number = phone.international().unwrap_or_else(|| phone.national());
    match phone.extension() {
        Some(extension) => format!("{number} ext. {extension}"),
        None => number,
    }
}

/// Building and room on one line. Null where neither is known.
pub(super) fn inside(place: &Place) -> Option<String> {
    // A building that is called by its street is in the address already.
    let street = place.address.as_ref().map(|address| &address.street);
    let building = place.building.as_ref().filter(|building| Some(*building) != street);
    let parts: Vec<&str> =
        [building, place.room.as_ref()].into_iter().flatten().map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The name of something in other documents, for ever (RFC 9562 §4): `urn:uuid:…`.
pub(super) fn urn(id: Uuid) -> String {
    id.urn().to_string()
}

/// A department, or a body with an office.
#[derive(Clone, Debug, PartialEq)]
pub struct Organisation {
    pub id: Uuid,
    /// The language that was asked for.
    pub locale: Locale,
    pub name: Texts,
    pub abbreviation: Texts,
    /// Plain text, without marks of formatting.
    pub description: Texts,
    /// What it is a part of, the outermost first. Empty for a root.
    pub units: Vec<Unit>,
    pub place: Place,
    pub coordinates: Option<Coordinates>,
    pub reach: Reach,
    /// When it is open.
    pub opening_hours: Option<OpeningHours>,
    /// Languages in which one can speak to somebody there. Empty where it is not known.
    pub spoken_languages: Vec<Locale>,
    /// Its own web site.
    pub website: Option<WebAddress>,
    /// Where the front end shows it. Null where that is not told.
    pub url: Option<WebAddress>,
    pub changed_at: DateTime<Utc>,
}

/// A page of the web site, in the language in which it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub id: Uuid,
    pub title: Texts,
    pub summary: Texts,
    /// The department that it belongs to. Null where the reader may not see it.
    pub department: Option<Unit>,
    /// The page above it. Null for one directly below its department.
    pub parent_id: Option<Uuid>,
    /// Where the front end shows it. Null where that is not told, or the page has no path.
    pub url: Option<WebAddress>,
    pub changed_at: DateTime<Utc>,
}

impl Page {
    /// The language that the page is shown in: that of its title. Null where it has none that the reader asked for.
    pub fn locale(&self) -> Option<&Locale> {
        self.title.answer().map(|title| &title.locale)
    }
}

/// A city with every kind of value, for the tests of the formats.
#[cfg(test)]
#[path = "card_samples.rs"]
pub(super) mod samples;
