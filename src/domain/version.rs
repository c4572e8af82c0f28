//! The parts of a draft, and the versions in which each last changed: six translators and an editor on one page do not
//! collide. Called by `store`, which keeps the versions, and by `editing`, which compares them.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::content::{Facts, Field, TextEntry};
use super::locale::Locale;

/// Something of a draft that changes by itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The facts, the place among its siblings and in the tree too.
    Facts,
    Duties,
    RunBy,
    Contacts,
    Links,
    /// The slug of a page in a locale.
    Slug(Locale),
    Text(TextKey),
}

/// Which text of a content.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextKey {
    pub locale: Locale,
    pub field: Field,
    /// The related link whose label it is; nil for the content's own texts.
    pub item: Uuid,
}

impl Part {
    /// Null for what has no language.
    pub const fn locale(&self) -> Option<&Locale> {
        match self {
            Self::Slug(locale) | Self::Text(TextKey { locale, .. }) => Some(locale),
            _ => None,
        }
    }
}

impl std::fmt::Display for Part {
    /// As editors call it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Facts => f.write_str("the facts"),
            Self::Duties => f.write_str("the duties"),
            Self::RunBy => f.write_str("who runs it"),
            Self::Contacts => f.write_str("the contacts"),
            Self::Links => f.write_str("the related links"),
            Self::Slug(locale) => write!(f, "the slug in {locale}"),
            Self::Text(key) => write!(f, "the {} in {}", key.field.as_str().replace('_', " "), key.locale),
        }
    }
}

impl TextEntry {
    pub fn key(&self) -> TextKey {
        TextKey { locale: self.locale.clone(), field: self.field, item: self.item }
    }
}

/// The versions in which the parts of a draft last changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    parts: HashMap<Part, i64>,
    /// Of the parts that are not named.
    others: i64,
}

impl Versions {
    /// All parts changed in this version.
    pub fn all(version: i64) -> Self {
        Self { parts: HashMap::new(), others: version }
    }

    pub fn get(&self, part: &Part) -> i64 {
        self.parts.get(part).copied().unwrap_or(self.others)
    }

    /// Null for a slug or a text that is not there.
    pub fn of_present(&self, part: &Part) -> Option<i64> {
        match part {
            Part::Slug(_) | Part::Text(_) => self.parts.get(part).copied(),
            _ => Some(self.get(part)),
        }
    }

    pub fn set(&mut self, part: Part, version: i64) {
        self.parts.insert(part, version);
    }
}

/// The parts of facts: they go live together.
pub fn fact_parts(facts: &Facts) -> Vec<Part> {
    match facts {
        Facts::Department(_) | Facts::StaffMember(_) => vec![Part::Facts],
        Facts::Responsibility(_) => vec![Part::Facts, Part::Duties],
        Facts::Office(_) => vec![Part::Facts, Part::RunBy],
        Facts::Page(page) => {
            let slugs = page.slugs.keys().map(|locale| Part::Slug(locale.clone()));
            [Part::Facts, Part::Contacts, Part::Links].into_iter().chain(slugs).collect()
        }
    }
}

/// The parts of a draft in which two states of it differ.
pub fn changed_parts(old: (&Facts, &[TextEntry]), new: (&Facts, &[TextEntry])) -> Vec<Part> {
    let mut parts = changed_facts(old.0, new.0);
    let by_key = |texts: &'_ [TextEntry]| -> HashMap<TextKey, String> {
        texts.iter().map(|text| (text.key(), text.value.clone())).collect()
    };
    let (old, new) = (by_key(old.1), by_key(new.1));
    let keys: HashSet<&TextKey> = old.keys().chain(new.keys()).collect();
    let changed = keys.into_iter().filter(|key| old.get(key) != new.get(key));
    parts.extend(changed.map(|key| Part::Text(key.clone())));
    parts.sort();
    parts
}

/// The texts that are the same in two states of a draft, but were made from other sources.
pub fn changed_sources(old: &[TextEntry], new: &[TextEntry]) -> Vec<Part> {
    let made_from =
        |text: &TextEntry| text.source.as_ref().map(|source| (source.locale.clone(), source.digest.clone()));
    let old: HashMap<TextKey, &TextEntry> = old.iter().map(|text| (text.key(), text)).collect();
    let differs = |text: &&TextEntry| {
        old.get(&text.key()).is_some_and(|old| old.value == text.value && made_from(old) != made_from(text))
    };
    new.iter().filter(differs).map(|text| Part::Text(text.key())).collect()
}

fn changed_facts(old: &Facts, new: &Facts) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut add = |is_changed: bool, part: Part| {
        if is_changed {
            parts.push(part);
        }
    };
    match (old, new) {
        (Facts::Responsibility(old), Facts::Responsibility(new)) => {
            add(old.duties != new.duties, Part::Duties);
        }
        (Facts::Office(old), Facts::Office(new)) => add(old.run_by != new.run_by, Part::RunBy),
        (Facts::Page(old), Facts::Page(new)) => {
            add(old.contacts != new.contacts, Part::Contacts);
            add(old.links != new.links, Part::Links);
            let locales: HashSet<&Locale> = old.slugs.keys().chain(new.slugs.keys()).collect();
            for locale in locales {
                add(old.slugs.get(locale) != new.slugs.get(locale), Part::Slug(locale.clone()));
            }
        }
        _ => {}
    }
    add(core(old) != core(new), Part::Facts);
    parts
}

/// The facts without what are parts of their own.
fn core(facts: &Facts) -> Facts {
    let mut core = facts.clone();
    match &mut core {
        Facts::Department(_) | Facts::StaffMember(_) => {}
        Facts::Responsibility(facts) => facts.duties.clear(),
        Facts::Office(facts) => facts.run_by.clear(),
        Facts::Page(facts) => {
            facts.contacts.clear();
            facts.links.clear();
            facts.slugs.clear();
        }
    }
    core
}
