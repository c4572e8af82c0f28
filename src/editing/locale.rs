//! The city's locales: made, changed, ordered, removed. What is derived from them is written anew for all content.

use super::problems::Problems;
use super::put::refuse_collisions;
use super::{Command, Error, Locks, Work};
use crate::domain::content::{ContentId, ContentKind, Facts, Stage, Verb};
use crate::domain::locale::{CityLocales, Locale, LocaleEntry, LocaleTableFault};
use crate::domain::permission::Action;
use crate::domain::problem::Reason;
use crate::domain::version::changed_parts;
use crate::store::event::NewEvent;
use crate::store::{self, content, draft, label, locale, page_path};

/// The most locales that a city has.
const MAX_LOCALES: usize = 100;

/// How many contents are rewritten at a time.
const CHUNK: usize = 1000;

/// Makes a locale or changes it; what is null stays.
#[derive(Clone, Debug)]
pub struct LocaleSave {
    pub tag: Locale,
    pub fallback: Option<Vec<Locale>>,
    pub is_enabled: Option<bool>,
    pub is_source: Option<bool>,
    /// From 1.
    pub position: Option<i32>,
    /// Disable it although it has texts.
    pub accepts_in_use: bool,
}

/// Removes a locale with all its texts.
#[derive(Clone, Debug)]
pub struct LocaleRemove {
    pub tag: Locale,
    pub accepts_in_use: bool,
}

impl Command for LocaleSave {
    type Outcome = ();

    fn locks(&self) -> Locks {
        Locks { changes_locales: true, ..Locks::default() }
    }

    async fn perform(&self, work: &mut Work) -> Result<(), Error> {
        let mut problems = Problems::below(&["input"]);
        work.administer(&mut problems).await?;
        let old: Vec<LocaleEntry> = work.locales.desk().iter().cloned().collect();
        let mut entries = old.clone();
        let at = entries.iter().position(|entry| entry.tag == self.tag);
        let mut entry = match at {
            Some(at) => entries.remove(at),
            None => LocaleEntry {
                tag: self.tag.clone(),
                fallback: Vec::new(),
                is_source: false,
                is_enabled: true,
            },
        };
        if let Some(fallback) = &self.fallback {
            entry.fallback.clone_from(fallback);
        }
        let was_enabled = at.is_some() && entry.is_enabled;
        entry.is_enabled = self.is_enabled.unwrap_or(entry.is_enabled);
        self.choose_source(work, &mut entry, &mut entries, &mut problems).await?;
        let end = entries.len();
        let index = match self.position {
            None => at.unwrap_or(end),
            Some(position) => {
                match usize::try_from(position).ok().and_then(|from_one| from_one.checked_sub(1)) {
                    Some(index) => index.min(end),
                    None => {
                        problems.invalid(&["position"], "counts from 1");
                        end
                    }
                }
            }
        };
        if was_enabled && !entry.is_enabled && !entry.is_source && !self.accepts_in_use {
            let usage = locale::usage(&work.writing, &self.tag).await?;
            if usage.contents > 0 {
                let message = format!("{} has texts, which readers would no longer find", self.tag);
                problems.add(&["isEnabled"], message, Reason::LocaleInUse(usage));
            }
        }
        entries.insert(index, entry);
        if entries.len() > MAX_LOCALES {
            problems.invalid(&["tag"], format!("the city has {MAX_LOCALES} locales already"));
        }
        let table = CityLocales::new(entries.clone());
        if let Err(fault) = &table {
            problems.invalid(&[field_of(fault)], fault.to_string());
        }
        problems.into_result()?;
        let table = table.expect("a table without fault is there");
        if entries == old {
            return Ok(());
        }
        locale::write_all(&work.writing, &entries).await?;
        work.adopt(table, Verb::LocaleSave, &self.tag, "fallback").await
    }
}

impl LocaleSave {
    /// One locale is the source, from the first content on for good.
    async fn choose_source(
        &self,
        work: &Work,
        entry: &mut LocaleEntry,
        others: &mut [LocaleEntry],
        problems: &mut Problems,
    ) -> Result<(), Error> {
        match self.is_source {
            Some(true) if !entry.is_source => {
                if work.is_first().await? {
                    entry.is_source = true;
                    others.iter_mut().for_each(|other| other.is_source = false);
                } else {
                    let message = "content is written already: its source locale cannot change any more";
                    problems.invalid(&["isSource"], message);
                }
            }
            Some(false) if entry.is_source => {
                problems.invalid(&["isSource"], "make another locale the source instead");
            }
            _ => {}
        }
        Ok(())
    }
}

impl Command for LocaleRemove {
    type Outcome = ();

    fn locks(&self) -> Locks {
        Locks { changes_locales: true, ..Locks::default() }
    }

    async fn perform(&self, work: &mut Work) -> Result<(), Error> {
        let mut problems = Problems::below(&["input"]);
        work.administer(&mut problems).await?;
        let old: Vec<LocaleEntry> = work.locales.desk().iter().cloned().collect();
        let Some(entry) = old.iter().find(|entry| entry.tag == self.tag) else {
            problems.add(&["tag"], format!("{} is no locale of the city", self.tag), Reason::NotFound);
            return problems.into_result();
        };
        if entry.is_source {
            problems.invalid(&["tag"], "the source locale cannot be removed");
        }
        let leaning: Vec<&str> = old
            .iter()
            .filter(|other| other.fallback.contains(&self.tag))
            .map(|other| other.tag.as_str())
            .collect();
        if !leaning.is_empty() {
            let message = format!("is a fallback of {}: change that first", leaning.join(", "));
            problems.invalid(&["tag"], message);
        }
        let usage = locale::usage(&work.writing, &self.tag).await?;
        if usage.contents > 0 && !self.accepts_in_use {
            let message = format!("{} has texts, which would be lost", self.tag);
            problems.add(&["tag"], message, Reason::LocaleInUse(usage));
        }
        problems.into_result()?;
        let entries: Vec<LocaleEntry> = old.into_iter().filter(|entry| entry.tag != self.tag).collect();
        let table = CityLocales::new(entries.clone());
        let table = table.map_err(|fault| store::Error::Corrupt(format!("table of locales: {fault}")))?;
        work.drop_texts(&self.tag).await?;
        locale::remove(&work.writing, &self.tag).await?;
        locale::write_all(&work.writing, &entries).await?;
        work.adopt(table, Verb::LocaleRemove, &self.tag, "tag").await
    }
}

/// The field of the input that a fault of the table is about.
const fn field_of(fault: &LocaleTableFault) -> &'static str {
    match fault {
        LocaleTableFault::DisabledSource(_) => "isEnabled",
        LocaleTableFault::NoSource | LocaleTableFault::TwoSources(..) => "isSource",
        LocaleTableFault::Duplicate(_) => "tag",
        LocaleTableFault::UnknownFallback { .. }
        | LocaleTableFault::OwnFallback(_)
        | LocaleTableFault::RepeatedFallback { .. } => "fallback",
    }
}

impl Work {
    /// Permit: only administrators.
    async fn administer(&mut self, problems: &mut Problems) -> Result<(), Error> {
        if !self.rights().await?.allow(Action::Administer, None) {
            let message = "only administrators manage the city's locales";
            problems.add(&[""; 0], message, Reason::NotPermitted);
            return std::mem::replace(problems, Problems::below(&["input"])).into_result();
        }
        Ok(())
    }

    /// Takes every text and slug in a locale out of the drafts, as the next version of their contents.
    async fn drop_texts(&mut self, tag: &Locale) -> Result<(), Error> {
        let affected = locale::contents(&self.writing, tag).await?;
        for chunk in affected.chunks(CHUNK) {
            let locked = content::lock(&self.writing, chunk).await?;
            let kinds: Vec<(ContentId, ContentKind)> =
                locked.iter().map(|&(id, kind, _)| (id, kind)).collect();
            let mut drafts = draft::read(&self.writing, &kinds).await?;
            for (id, _, version) in locked {
                let Some(mut draft) = drafts.remove(&id) else { continue };
                let old = (draft.facts.clone(), draft.texts.clone());
                draft.texts.retain(|text| text.locale != *tag);
                if let Facts::Page(page) = &mut draft.facts {
                    page.slugs.remove(tag);
                }
                let changed = changed_parts((&old.0, &old.1), (&draft.facts, &draft.texts));
                self.put(id, draft, version + 1, (&changed, Verb::LocaleRemove)).await?;
            }
        }
        Ok(())
    }

    /// Takes a new table of locales over: labels and paths of all content follow it.
    async fn adopt(
        &mut self,
        table: CityLocales,
        verb: Verb,
        tag: &Locale,
        field: &'static str,
    ) -> Result<(), Error> {
        let ids = content::all(&self.writing).await?;
        for stage in [Stage::Draft, Stage::Live] {
            for chunk in ids.chunks(CHUNK) {
                label::rewrite(&self.writing, stage, chunk, &table).await?;
                let collisions = page_path::rewrite(&self.writing, stage, chunk, &table, self.at).await?;
                refuse_collisions(collisions, &["input", field])?;
            }
        }
        self.locales = table.clone();
        self.new_locales = Some(table);
        self.events.push(NewEvent { content: None, verb, locales: vec![tag.to_string()] });
        Ok(())
    }
}
