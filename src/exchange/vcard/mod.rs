//! vCard 4.0 (RFC 6350), for address books: a card of a person or of an organisation. Called by whoever hands cards
//! out; docs/outputs.md shows one.

mod content_line;

use chrono::{DateTime, Utc};
use content_line::ContentLine;
use uuid::Uuid;

use super::card::{Organisation, Person, Texts, Unit, inside, urn};
use crate::domain::address::Address;
use crate::domain::locale::Locale;
use crate::domain::place::{Coordinates, Place, Reach};
use crate::domain::salutation::Salutation;

/// The media type of what is made here (RFC 6350 §10.1).
pub const MEDIA_TYPE: &str = "text/vcard; charset=utf-8";

/// The card of a person. Whole: from `BEGIN:VCARD` to `END:VCARD`, lines ended by CR LF.
pub fn person(person: &Person) -> String {
    let mut card = Card::begin("individual", &person.locale);
    card.person_name(person);
    card.organisation(&person.units);
    card.alternatives("TITLE", &person.role_title);
    for responsibility in &person.responsibilities {
        card.alternatives("ROLE", responsibility);
    }
    card.reach(&person.reach);
    card.languages(&person.spoken_languages);
    card.address(&person.place);
    if let Some(url) = &person.url {
        card.push(ContentLine::new("URL").uri(url.as_str()));
    }
    card.alternatives("NOTE", &person.note);
    card.end(person.id, person.changed_at)
}

/// The card of a department or a body. Whole, as that of a person.
pub fn organisation(organisation: &Organisation) -> String {
    let mut card = Card::begin("org", &organisation.locale);
    let called =
        if organisation.name.any().is_some() { &organisation.name } else { &organisation.abbreviation };
    match called.any() {
        Some(_) => card.alternatives("FN", called),
        // A card without a name is none (RFC 6350 §6.2.1).
        None => card.push(ContentLine::new("FN").text(&urn(organisation.id))),
    }
    card.alternatives("NICKNAME", &organisation.abbreviation);
    let own = Unit { id: organisation.id, name: called.clone() };
    let units: Vec<Unit> = organisation.units.iter().cloned().chain([own]).collect();
    card.organisation(&units);
    card.reach(&organisation.reach);
    card.languages(&organisation.spoken_languages);
    card.address(&organisation.place);
    if let Some(Coordinates { latitude, longitude }) = organisation.coordinates {
        card.push(ContentLine::new("GEO").uri(&format!("geo:{latitude},{longitude}")));
    }
    for url in [&organisation.website, &organisation.url].into_iter().flatten() {
        card.push(ContentLine::new("URL").uri(url.as_str()));
    }
    card.alternatives("NOTE", &organisation.description);
    card.end(organisation.id, organisation.changed_at)
}

/// A card that is being written.
struct Card {
    text: String,
    /// How many groups of alternatives it has.
    groups: usize,
}

impl Card {
    fn begin(kind: &'static str, locale: &Locale) -> Self {
        let mut card = Self { text: String::new(), groups: 0 };
        card.push(ContentLine::new("BEGIN").text("VCARD"));
        card.push(ContentLine::new("VERSION").text("4.0"));
        card.push(ContentLine::new("KIND").text(kind));
        // What a text without a language of its own is in (RFC 9554 §3.3).
        card.push(ContentLine::new("LANGUAGE").text(locale.as_str()));
        card
    }

    fn push(&mut self, line: String) {
        self.text.push_str(&line);
    }

    fn end(mut self, id: Uuid, changed_at: DateTime<Utc>) -> String {
        self.push(ContentLine::new("UID").uri(&urn(id)));
        self.push(ContentLine::new("REV").uri(&changed_at.format("%Y%m%dT%H%M%SZ").to_string()));
        let product = concat!("-//Wegweiser//Wegweiser ", env!("CARGO_PKG_VERSION"), "//EN");
        self.push(ContentLine::new("PRODID").text(product));
        self.push(ContentLine::new("END").text("VCARD"));
        self.text
    }

    /// The name, and how to address the person. "Ms" and "Mr" are in no name: address books sort by what it begins with.
    fn person_name(&mut self, person: &Person) {
        let Person { given_name, family_name, academic_title, .. } = person;
        let title = academic_title.as_deref();
        self.push(ContentLine::new("FN").text(&person.full_name()));
        let components = [family_name, given_name, "", title.unwrap_or_default(), ""];
        self.push(ContentLine::new("N").components(components));
        // RFC 9554 §3.2.
        let gender = person.salutation.map(|salutation| match salutation {
            Salutation::Ms => "feminine",
            Salutation::Mr => "masculine",
        });
        if let Some(gender) = gender {
            self.push(ContentLine::new("GRAMGENDER").text(gender));
        }
    }

    /// One property a language, marked as renderings of the same.
    fn alternatives(&mut self, property: &'static str, texts: &Texts) {
        let lines = texts.as_slice().iter().map(|text| (&text.locale, text.value.as_str()));
        self.group(property, texts.answer().is_some(), lines.collect(), ContentLine::text);
    }

    /// The path through the organisation, in each language of its innermost unit; the units above are named in that
    /// language where they have a name in it.
    fn organisation(&mut self, units: &[Unit]) {
        let mut from_within = units.iter().rev().map(|unit| &unit.name);
        let Some(innermost) = from_within.find(|name| name.any().is_some()) else { return };
        let path = |locale: &Locale| -> Vec<&str> {
            let names =
                units.iter().filter_map(|unit| unit.name.in_locale(locale).or_else(|| unit.name.any()));
            names.map(|name| name.value.as_str()).collect()
        };
        let lines = innermost.as_slice().iter().map(|text| (&text.locale, path(&text.locale)));
        self.group("ORG", innermost.answer().is_some(), lines.collect(), ContentLine::components);
    }

    /// One property in several languages. Where the reader gets none of them, none is preferred.
    fn group<V>(
        &mut self,
        property: &'static str,
        has_answer: bool,
        lines: Vec<(&Locale, V)>,
        finish: impl Fn(ContentLine, V) -> String,
    ) {
        let are_alternatives = lines.len() > 1;
        self.groups += usize::from(are_alternatives);
        for (index, (locale, value)) in lines.into_iter().enumerate() {
            let mut line = ContentLine::new(property).in_language(locale);
            if are_alternatives {
                line = line.one_of_alternatives(self.groups, has_answer && index == 0);
            }
            self.push(finish(line, value));
        }
    }

    fn reach(&mut self, reach: &Reach) {
        let number = |types| ContentLine::new("TEL").with("VALUE", "uri").with("TYPE", types);
        if let Some(phone) = &reach.phone {
            self.push(number("work,voice").uri(&phone.uri()));
        }
        if let Some(fax) = &reach.fax {
            self.push(number("work,fax").uri(&fax.uri()));
        }
        if let Some(email) = &reach.email {
            self.push(ContentLine::new("EMAIL").with("TYPE", "work").text(email.as_str()));
        }
    }

    fn languages(&mut self, languages: &[Locale]) {
        for language in languages {
            self.push(ContentLine::new("LANG").with("TYPE", "work").text(language.as_str()));
        }
    }

    /// Where it is. Building and room stand in the label only: of the components before the street RFC 6350 §6.3.1 says
    /// that they should be empty, since programs disagree about them. The country is a code, which has a parameter of its
    /// own (RFC 8605 §3.1); the component is for its name.
    fn address(&mut self, place: &Place) {
        let lines = place.address.iter().flat_map(Address::lines);
        let label: Vec<String> = inside(place).into_iter().chain(lines).collect();
        if label.is_empty() {
            return;
        }
        let mut line = ContentLine::new("ADR").with("TYPE", "work").with_text("LABEL", &label.join("\n"));
        let components = match &place.address {
            Some(address) => {
                line = line.with_text("CC", &address.country);
                let postal_code = address.postal_code.as_deref().unwrap_or_default();
                ["", "", &address.street, &address.city, "", postal_code, ""]
            }
            None => [""; 7],
        };
        self.push(line.components(components));
    }
}

#[cfg(test)]
mod tests;
