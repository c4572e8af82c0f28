//! What becomes of a draft's texts. Called by `editing`.

use std::collections::HashSet;

use uuid::Uuid;

use super::content::{ContentKind, Facts, Field, Form, TextEntry};
use super::fault::{Fault, Faults};
use super::locale::Locales;
use super::markdown;
use super::text;
use super::translation::Origin;
use super::version::TextKey;

/// What is to become of a text.
#[derive(Clone, Debug)]
pub struct TextEdit {
    pub key: TextKey,
    /// Null: there is to be none.
    pub value: Option<String>,
    /// Where in the input it stands.
    pub path: Vec<String>,
}

/// A text as it may be stored: in a locale of the city, well formed; null when it is empty.
pub fn check_text(
    kind: ContentKind,
    locales: &Locales,
    key: &TextKey,
    value: &str,
) -> Result<Option<String>, String> {
    if !kind.texts().iter().any(|rule| rule.field == key.field) {
        return Err("is no text of this kind of content".to_owned());
    }
    if locales.get(&key.locale).is_none() {
        return Err(format!("is in {}, which is no locale of the city", key.locale));
    }
    let max = key.field.max_chars();
    let checked = match key.field.form() {
        Form::Line => text::check_plain(value, max),
        Form::Lines => text::check_lines(value, max),
        Form::Rich => text::check_rich(value, max),
    };
    checked.map_err(|fault| fault.to_string())
}

/// A text as an editor writes it: as [`check_text`], and without HTML.
pub fn check_edit(
    kind: ContentKind,
    locales: &Locales,
    key: &TextKey,
    value: Option<&str>,
) -> Result<Option<String>, String> {
    let Some(value) = value else { return Ok(None) };
    let text = check_text(kind, locales, key, value)?;
    match text.as_deref().filter(|_| key.field.is_rich()).and_then(markdown::find_html) {
        Some(html) => Err(html.to_string()),
        None => Ok(text),
    }
}

/// The texts that must be there in the source locale and are not: each with the link that it labels, else nil.
pub fn missing_texts(facts: &Facts, locales: &Locales, texts: &[TextEntry]) -> Vec<(Field, Uuid)> {
    let required = facts.kind().texts().iter().filter(|rule| rule.is_required);
    let required = required.map(|rule| (rule.field, Uuid::nil()));
    let labels = facts.links().iter().map(|link| (Field::Label, link.id));
    let is_there = |field: Field, item: Uuid| {
        texts.iter().any(|text| text.field == field && text.item == item && text.locale == *locales.source())
    };
    required.chain(labels).filter(|&(field, item)| !is_there(field, item)).collect()
}

/// The texts of a draft after edits, and whether each is new; those of links that are no more are gone. Texts that an
/// edit makes are by a person, and made from nothing yet.
pub fn edit_texts(
    facts: &Facts,
    locales: &Locales,
    current: &[TextEntry],
    edits: Vec<TextEdit>,
) -> Result<Vec<TextEntry>, Vec<Fault>> {
    let mut faults = Faults::default();
    let mut texts: Vec<TextEntry> = current.to_vec();
    let (mut seen, mut paths) = (HashSet::new(), Vec::new());
    let links: HashSet<Uuid> = facts.links().iter().map(|link| link.id).collect();
    for TextEdit { key, value, path } in edits {
        let at: Vec<&str> = path.iter().map(String::as_str).collect();
        if !seen.insert(key.clone()) {
            faults.add(&at, format!("is given twice in {}", key.locale));
            continue;
        }
        let checked = check_edit(facts.kind(), locales, &key, value.as_deref());
        paths.push(((key.field, key.item, key.locale.clone()), path.clone()));
        let Some(value) = faults.take(&at, checked) else { continue };
        let stands = texts.iter().position(|text| text.key() == key);
        match (stands, value) {
            (Some(index), Some(value)) if texts[index].value == value => {}
            (Some(index), None) => {
                texts.remove(index);
            }
            (stands, Some(value)) => {
                let TextKey { locale, field, item } = key;
                let text = TextEntry { locale, field, item, value, origin: Origin::Human, source: None };
                match stands {
                    Some(index) => texts[index] = text,
                    None => texts.push(text),
                }
            }
            (None, None) => {}
        }
    }
    texts.retain(|text| text.item.is_nil() || links.contains(&text.item));
    let had_fault = |field, item| {
        paths.iter().find(|((of, on, locale), _)| (*of, *on) == (field, item) && locale == locales.source())
    };
    for (field, item) in missing_texts(facts, locales, &texts) {
        let default = match facts.links().iter().position(|link| link.id == item) {
            Some(index) => vec!["relatedLinks".to_owned(), index.to_string(), "labels".to_owned()],
            None => vec!["texts".to_owned()],
        };
        let path = had_fault(field, item).map_or(&default, |(_, path)| path);
        // A text with a fault of its own is not missing.
        if faults.has_at(path) {
            continue;
        }
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let name = field.as_str().replace('_', " ");
        faults.add(&path, format!("the {name} is needed in {}, the source locale", locales.source()));
    }
    faults.into_result()?;
    Ok(texts)
}
