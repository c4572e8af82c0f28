//! Write: the parts of a draft that changed, with revision and event, and what is derived from them.

use super::{Error, Work};
use crate::domain::content::{ContentId, Facts, Snapshot, Stage, TextEntry, TextSource, Verb};
use crate::domain::page;
use crate::domain::problem::{Problem, Reason};
use crate::domain::translation::Digest;
use crate::domain::version::{Part, TextKey};
use crate::store::draft::Draft;
use crate::store::event::NewEvent;
use crate::store::page_path::Collision;
use crate::store::revision::NewRevision;
use crate::store::{label, page_path, tree_place, write};

impl Work {
    /// Says of each changed translation which text it was made from: the source as its author read it, so that a source
    /// that changed while they wrote is not missed.
    pub(super) fn name_sources(
        &self,
        (draft, version): (&mut Draft, i64),
        changed: &[Part],
        expected: i64,
        then: Option<&Snapshot>,
    ) {
        let source_locale = self.locales.desk().source().clone();
        let sources: Vec<(TextKey, Option<TextSource>)> = changed
            .iter()
            .filter_map(|part| match part {
                Part::Text(key) if key.locale != source_locale => Some(key),
                _ => None,
            })
            .map(|key| {
                let source_key = TextKey { locale: source_locale.clone(), ..key.clone() };
                let part = Part::Text(source_key.clone());
                let digest = |text: &TextEntry| Digest::of(&text.value, text.field.is_rich());
                let now = draft.texts.iter().find(|text| text.key() == source_key);
                let since = if changed.contains(&part) { version } else { draft.versions.get(&part) };
                let is_read = changed.contains(&part) || since <= expected || then.is_none();
                let read = if is_read {
                    now.map(|text| (digest(text), since))
                } else {
                    let text = then.and_then(|then| then.texts.iter().find(|text| text.key() == source_key));
                    text.map(|text| (digest(text), expected))
                };
                let source = read.map(|(digest, version)| TextSource {
                    locale: source_locale.clone(),
                    digest,
                    version,
                });
                (key.clone(), source)
            })
            .collect();
        for (key, source) in sources {
            if let Some(text) = draft.texts.iter_mut().find(|text| text.key() == key) {
                text.source = source;
            }
        }
    }

    /// Writes the parts of a draft that changed, as the next version, with revision and event.
    pub(super) async fn put(
        &mut self,
        id: ContentId,
        mut draft: Draft,
        version: i64,
        (changed, verb): (&[Part], Verb),
    ) -> Result<(), Error> {
        for part in changed {
            draft.versions.set(part.clone(), version);
        }
        write::replace_draft(&self.writing, id, &draft, changed, self.stamp(version)).await?;
        let mut locales: Vec<String> = changed
            .iter()
            .filter_map(|part| match part {
                Part::Text(TextKey { locale, .. }) | Part::Slug(locale) => Some(locale.to_string()),
                _ => None,
            })
            .collect();
        locales.sort();
        locales.dedup();
        let kind = draft.facts.kind();
        self.events.push(NewEvent { content: Some((id, kind, version)), verb, locales: locales.clone() });
        let locales = (!locales.is_empty()).then_some(locales);
        let snapshot = Some(draft.snapshot());
        self.revisions.push(NewRevision { content: id, verb, locales, snapshot, version });
        Ok(())
    }

    /// Writes what is derived from a draft that was not there before, and from what stands below it.
    pub(super) async fn derive_all(&self, id: ContentId) -> Result<Vec<Collision>, Error> {
        let (writing, stage) = (&self.writing, Stage::Draft);
        label::rewrite(writing, stage, &[id], &self.locales).await?;
        tree_place::rewrite(writing, stage, &[id]).await?;
        Ok(page_path::rewrite(writing, stage, &[id], &self.locales, self.at).await?)
    }

    /// Rewrites what is derived from a draft's facts and texts, as far as they changed. Paths that others have come
    /// back: then nothing may be kept.
    pub(super) async fn derive(
        &self,
        id: ContentId,
        old: &Facts,
        new: &Facts,
        changed: &[Part],
    ) -> Result<Vec<Collision>, Error> {
        let (writing, stage) = (&self.writing, Stage::Draft);
        let has_moved = old.above() != new.above() || old.position() != new.position();
        if has_moved {
            tree_place::rewrite(writing, stage, &[id]).await?;
        }
        let is_renamed = match (old, new) {
            (Facts::StaffMember(old), Facts::StaffMember(new)) => {
                (&old.given_name, &old.family_name) != (&new.given_name, &new.family_name)
            }
            _ => changed.iter().any(|part| match part {
                Part::Text(key) => key.item.is_nil() && key.field == new.kind().required_text(),
                _ => false,
            }),
        };
        if is_renamed {
            label::rewrite(writing, stage, &[id], &self.locales).await?;
        }
        let has_other_paths = match (old, new) {
            (Facts::Department(old), Facts::Department(new)) => old.slug != new.slug,
            (Facts::Page(old), Facts::Page(new)) => {
                old.slugs != new.slugs || old.parent != new.parent || old.department != new.department
            }
            _ => false,
        };
        if !has_other_paths {
            return Ok(Vec::new());
        }
        Ok(page_path::rewrite(writing, stage, &[id], &self.locales, self.at).await?)
    }
}

/// Paths that cannot be, as problems of the value at `path` of the input.
pub(super) fn refuse_collisions(collisions: Vec<Collision>, path: &[&str]) -> Result<(), Error> {
    let problem = |Collision { locale, path: taken, taken_by, .. }: Collision| match taken_by {
        Some(taken_by) => {
            let message = format!("the path {taken} would lead to two pages in {locale}");
            Problem::new(path, message, Reason::SlugTaken { taken_by })
        }
        None => {
            let start: String = taken.chars().take(80).collect();
            let message = format!("the path {start}… would be longer than {} bytes", page::MAX_PATH_LENGTH);
            Problem::new(path, message, Reason::InvalidField)
        }
    };
    let problems: Vec<Problem> = collisions.into_iter().map(problem).collect();
    if problems.is_empty() { Ok(()) } else { Err(Error::Refused(problems)) }
}
