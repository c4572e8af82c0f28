//! Content as TOML files, one a content, that a person can read and edit: the form of the demo city.
//!
//! `demo/README.md` describes it. Files refer to each other by their names; here the names become ids.

mod form;

use std::collections::HashMap;
use std::path::Path;

use uuid::Uuid;

use form::{DepartmentFile, LinkFile, OfficeFile, PageFile, ResponsibilityFile, StaffFile, TextsFile};

use crate::domain::content::{ContentId, ContentKind, Facts, Field, NewContent, TextEntry, TextSource};
use crate::domain::edit::Edit;
use crate::domain::fault::Fault;
use crate::domain::locale::Locale;
use crate::domain::phone::PhoneHome;
use crate::domain::position::Position;
use crate::domain::responsibility::Duty;
use crate::domain::translation::{Digest, Origin};
use crate::domain::{department, office, page, responsibility, staff_member};

/// A file: its path from the folder's root, with `/`, and its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    pub path: String,
    pub text: String,
}

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("{path}: {fault}")]
    Toml { path: String, fault: Box<toml::de::Error> },
    #[error("{path}: {}", list(faults))]
    Faults { path: String, faults: Vec<Fault> },
    #[error("{path}: there is no {kind} called {key}")]
    UnknownKey { path: String, kind: &'static str, key: String },
    #[error("{path}: the link target {target} is not of the form KIND:NAME, such as page:umzug-melden")]
    UnknownTarget { path: String, target: String },
    #[error("{path}: {tag} is no locale")]
    UnknownLocale { path: String, tag: String },
    #[error(
        "{path}: files lie in one of the folders departments, staff, responsibilities, offices and pages"
    )]
    UnknownFolder { path: String },
}

fn list(faults: &[Fault]) -> String {
    faults
        .iter()
        .map(|fault| {
            let keys: Vec<String> = file_path(&fault.path).iter().map(|name| file_key(name)).collect();
            format!("{} {}", keys.join("."), fault.message)
        })
        .collect::<Vec<_>>()
        .join("; ")
}

/// A file has the rule of opening hours alone.
fn file_path(path: &[String]) -> &[String] {
    match path {
        [hours, rule] if hours == "openingHours" && rule == "rule" => &path[..1],
        _ => path,
    }
}

/// As the files write the name of a value: `postalCode` is `postal_code`. Tags of locales stay (`zh-Hant`).
fn file_key(name: &str) -> String {
    if name == "relatedLinks" {
        return "links".to_owned();
    }
    if !name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return name.to_owned();
    }
    let mut key = String::with_capacity(name.len() + 2);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            key.push('_');
        }
        key.push(letter.to_ascii_lowercase());
    }
    key
}

/// What files are read with.
pub struct Reading<'a> {
    pub home: &'a PhoneHome,
    /// The locale in which content is written first: translations are taken as made from its texts.
    pub source_locale: &'a Locale,
    pub new_id: &'a dyn Fn() -> Uuid,
}

/// A file's content, before its references and its place among its siblings are known.
enum Parsed {
    Department(DepartmentFile),
    Staff(StaffFile),
    Responsibility(ResponsibilityFile),
    Office(OfficeFile),
    Page(PageFile),
}

struct Entry {
    path: String,
    key: String,
    id: ContentId,
    parsed: Parsed,
}

/// Reads files into contents with new ids. Files that are no TOML are passed over.
pub fn read(mut files: Vec<SourceFile>, reading: &Reading<'_>) -> Result<Vec<NewContent>, FileError> {
    files.retain(|file| file.path.ends_with(".toml"));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let entries = files.into_iter().map(|file| parse(file, reading)).collect::<Result<Vec<_>, _>>()?;
    let ids = entries.iter().map(|entry| ((entry.parsed.kind(), entry.key.clone()), entry.id)).collect();
    let positions = positions(&entries);
    let names = Names { ids };
    entries.into_iter().map(|entry| convert(entry, &names, &positions, reading)).collect()
}

fn parse(file: SourceFile, reading: &Reading<'_>) -> Result<Entry, FileError> {
    let SourceFile { path, text } = file;
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
    let folder = Path::new(folder).file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let parsed = match folder {
        "departments" => toml::from_str(&text).map(Parsed::Department),
        "staff" => toml::from_str(&text).map(Parsed::Staff),
        "responsibilities" => toml::from_str(&text).map(Parsed::Responsibility),
        "offices" => toml::from_str(&text).map(Parsed::Office),
        "pages" => toml::from_str(&text).map(Parsed::Page),
        _ => return Err(FileError::UnknownFolder { path }),
    };
    let key = name.trim_end_matches(".toml").to_owned();
    match parsed {
        Ok(parsed) => Ok(Entry { key, id: ContentId((reading.new_id)()), parsed, path }),
        Err(fault) => Err(FileError::Toml { path, fault: Box::new(fault) }),
    }
}

impl Parsed {
    const fn kind(&self) -> ContentKind {
        match self {
            Self::Department(_) => ContentKind::Department,
            Self::Staff(_) => ContentKind::StaffMember,
            Self::Responsibility(_) => ContentKind::Responsibility,
            Self::Office(_) => ContentKind::Office,
            Self::Page(_) => ContentKind::Page,
        }
    }

    /// The name of what it stands below, and its number among its siblings.
    fn place(&self) -> (Option<&str>, i64) {
        match self {
            Self::Department(file) => (file.parent.as_deref(), file.position),
            Self::Staff(file) => (Some(&file.department), file.position),
            Self::Responsibility(file) => (Some(&file.department), file.position),
            Self::Office(file) => (Some(&file.department), file.position),
            Self::Page(file) => (Some(file.parent.as_ref().unwrap_or(&file.department)), file.position),
        }
    }
}

/// Each content's key of order: siblings are ordered by their number, then by name.
fn positions(entries: &[Entry]) -> HashMap<ContentId, Position> {
    let mut siblings: HashMap<(ContentKind, Option<&str>), Vec<&Entry>> = HashMap::new();
    for entry in entries {
        siblings.entry((entry.parsed.kind(), entry.parsed.place().0)).or_default().push(entry);
    }
    let mut positions = HashMap::new();
    for mut group in siblings.into_values() {
        group.sort_by_key(|entry| (entry.parsed.place().1, entry.key.clone()));
        positions.extend(group.iter().map(|entry| entry.id).zip(Position::spread(group.len())));
    }
    positions
}

/// Which id stands behind a name.
struct Names {
    ids: HashMap<(ContentKind, String), ContentId>,
}

impl Names {
    fn find(&self, kind: ContentKind, key: &str, path: &str) -> Result<ContentId, FileError> {
        let unknown =
            || FileError::UnknownKey { path: path.to_owned(), kind: kind.as_str(), key: key.to_owned() };
        self.ids.get(&(kind, key.to_owned())).copied().ok_or_else(unknown)
    }

    fn find_all(&self, kind: ContentKind, keys: &[String], path: &str) -> Result<Vec<ContentId>, FileError> {
        keys.iter().map(|key| self.find(kind, key, path)).collect()
    }
}

fn convert(
    entry: Entry,
    names: &Names,
    positions: &HashMap<ContentId, Position>,
    reading: &Reading<'_>,
) -> Result<NewContent, FileError> {
    let Entry { path, key, id, parsed } = entry;
    let position = positions[&id].clone();
    let faulty = |faults| FileError::Faults { path: path.clone(), faults };
    let department = |key: &str| names.find(ContentKind::Department, key, &path);
    let staff = |keys: &[String]| names.find_all(ContentKind::StaffMember, keys, &path);
    let mut texts = Texts { path: &path, reading, entries: Vec::new() };
    let facts = match parsed {
        Parsed::Department(file) => {
            let parent = file.parent.as_deref().map(department).transpose()?;
            texts.add_all(&file.text)?;
            let input = file.into_input(key);
            Facts::Department(department::Facts::new(parent, position, input, reading.home).map_err(faulty)?)
        }
        Parsed::Staff(file) => {
            let department = department(&file.department)?;
            texts.add_all(&file.text)?;
            let input = file.into_input();
            Facts::StaffMember(
                staff_member::Facts::new(department, position, input, reading.home).map_err(faulty)?,
            )
        }
        Parsed::Responsibility(file) => {
            let department = department(&file.department)?;
            texts.add_all(&file.text)?;
            let duty = |duty: &form::DutyFile| {
                let staff_member = names.find(ContentKind::StaffMember, &duty.staff, &path)?;
                Ok(Duty { staff_member, role: duty.role.into() })
            };
            let duties = file.duties.iter().map(duty).collect::<Result<_, FileError>>()?;
            let input = responsibility::Input { slug: Edit::Set(key), duties: Edit::Set(duties) };
            Facts::Responsibility(responsibility::Facts::new(department, position, input).map_err(faulty)?)
        }
        Parsed::Office(file) => {
            let department = department(&file.department)?;
            let run_by = staff(&file.run_by)?;
            texts.add_all(&file.text)?;
            let input = file.into_input(key, run_by);
            Facts::Office(office::Facts::new(department, position, input, reading.home).map_err(faulty)?)
        }
        Parsed::Page(file) => {
            let parent =
                file.parent.as_deref().map(|key| names.find(ContentKind::Page, key, &path)).transpose()?;
            texts.add_all(&file.text)?;
            let mut links = Vec::with_capacity(file.links.len());
            for link in &file.links {
                links.push(convert_link(link, names, &mut texts)?);
            }
            let slug = |(tag, slug): (String, String)| Ok((parse_locale(&tag, &path)?, Edit::Set(slug)));
            let input = page::Input {
                slugs: file.slug.into_iter().map(slug).collect::<Result<_, FileError>>()?,
                contacts: Edit::Set(staff(&file.contacts)?),
                links: Edit::Set(links),
            };
            let department = department(&file.department)?;
            Facts::Page(page::Facts::new(department, parent, position, input).map_err(faulty)?)
        }
    };
    let texts = texts.finish();
    Ok(NewContent { id, facts, texts })
}

fn convert_link(link: &LinkFile, names: &Names, texts: &mut Texts<'_>) -> Result<page::LinkInput, FileError> {
    let id = (texts.reading.new_id)();
    for (tag, label) in &link.label {
        texts.add(tag, Field::Label, id, label)?;
    }
    let target = link.target.as_deref().map(|target| {
        let unknown = || FileError::UnknownTarget { path: texts.path.to_owned(), target: target.to_owned() };
        let (kind, key) = target.split_once(':').ok_or_else(unknown)?;
        names.find(ContentKind::parse(kind).ok_or_else(unknown)?, key, texts.path)
    });
    Ok(page::LinkInput { id, is_new: true, target: target.transpose()?, url: link.url.clone() })
}

fn parse_locale(tag: &str, path: &str) -> Result<Locale, FileError> {
    Locale::parse(tag).map_err(|_| FileError::UnknownLocale { path: path.to_owned(), tag: tag.to_owned() })
}

/// The texts of a file, collected.
struct Texts<'a> {
    path: &'a str,
    reading: &'a Reading<'a>,
    entries: Vec<TextEntry>,
}

impl Texts<'_> {
    fn add_all(&mut self, texts: &TextsFile) -> Result<(), FileError> {
        for (tag, fields) in texts {
            for (field, value) in fields.iter() {
                self.add(tag, field, Uuid::nil(), value)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, tag: &str, field: Field, item: Uuid, value: &str) -> Result<(), FileError> {
        let locale = parse_locale(tag, self.path)?;
        let value = value.trim().to_owned();
        self.entries.push(TextEntry { locale, field, item, value, origin: Origin::Human, source: None });
        Ok(())
    }

    /// The texts, each translation with the source text that it stands beside in its file.
    fn finish(self) -> Vec<TextEntry> {
        let source = self.reading.source_locale;
        let sources: HashMap<(Field, Uuid), TextSource> = self
            .entries
            .iter()
            .filter(|entry| entry.locale == *source)
            .map(|entry| {
                let digest = Digest::of(&entry.value, entry.field.is_rich());
                ((entry.field, entry.item), TextSource { locale: source.clone(), digest, version: 1 })
            })
            .collect();
        let with_source = self.entries.into_iter().map(|mut entry| {
            if entry.locale != *source {
                entry.source = sources.get(&(entry.field, entry.item)).cloned();
            }
            entry
        });
        with_source.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_the_key_of_the_file() {
        for (name, key) in [
            ("relatedLinks", "links"),
            ("postalCode", "postal_code"),
            ("address", "address"),
            ("zh-Hant", "zh-Hant"),
        ] {
            assert_eq!(file_key(name), key);
        }
        let text = "address = { street = \"A 1\", postal_code = \"1\", city = \"B\", country = \"DE\" }\n\
            opening_hours = \"Mo 25:00\"\n[text.de]\nname = \"Amt\"\n";
        let home = PhoneHome { country: "DE".to_owned(), area_code: None };
        let source_locale = Locale::parse("de").unwrap();
        let new_id = || Uuid::from_u128(1);
        let reading = Reading { home: &home, source_locale: &source_locale, new_id: &new_id };
        let file = SourceFile { path: "departments/amt.toml".to_owned(), text: text.to_owned() };
        let fault = read(vec![file], &reading).unwrap_err().to_string();
        assert!(
            fault.starts_with("departments/amt.toml: ") && fault.contains(" address.postal_code "),
            "{fault}"
        );
        assert!(fault.contains("; opening_hours the opening hours cannot be read"), "{fault}");
    }
}
