//! Judge: what several commands look at, slugs, rights over what changes, versions.

use super::locate::{Located, Target};
use super::problems::Problems;
use super::{Error, Work};
use crate::domain::content::{ContentId, Facts, Snapshot, TextEntry};
use crate::domain::draft::{Above, FactsInput};
use crate::domain::edit::Edit;
use crate::domain::locale::Locale;
use crate::domain::permission::Action;
use crate::domain::problem::Reason;
use crate::domain::slug::{PageSlug, Slug};
use crate::domain::text_edit::missing_texts;
use crate::domain::tree::TreeKey;
use crate::domain::version::{Part, TextKey};
use crate::store::{revision, whereabouts};

impl Work {
    /// Slugs that are set and that others have.
    pub(super) async fn check_slugs(
        &self,
        id: ContentId,
        input: &FactsInput,
        above: Option<Above>,
        problems: &mut Problems,
    ) -> Result<(), Error> {
        // What is no slug, nobody has.
        if let Some(slug) = input.slug().filter(|slug| Slug::parse(slug).is_ok()) {
            let owner = whereabouts::slug_owner(&self.writing, input.kind(), slug).await?;
            if let Some(taken_by) = owner.filter(|&owner| owner != id) {
                let message = format!("another {} has the slug \"{slug}\"", input.kind().noun());
                problems.add(&["slug"], message, Reason::SlugTaken { taken_by });
            }
        }
        if let (FactsInput::Page(input), Some(above)) = (input, above) {
            let slug = |(locale, slug): &(Locale, Edit<String>)| match slug {
                Edit::Set(slug) => Some((locale.clone(), PageSlug::parse(slug).ok()?.to_string())),
                Edit::Keep | Edit::Clear => None,
            };
            let wanted: Vec<(Locale, String)> = input.slugs.iter().filter_map(slug).collect();
            if wanted.is_empty() {
                return Ok(());
            }
            for (locale, slug, taken_by) in
                whereabouts::page_slug_owners(&self.writing, above, &wanted).await?
            {
                if taken_by != id {
                    let index = input.slugs.iter().position(|(of, _)| *of == locale).unwrap_or_default();
                    let message =
                        format!("another page in the same place has the slug \"{slug}\" in {locale}");
                    let path = ["slugs".to_owned(), index.to_string(), "slug".to_owned()];
                    problems.add(&path, message, Reason::SlugTaken { taken_by });
                }
            }
        }
        Ok(())
    }

    /// Slugs of facts as they were once, which others may have taken since.
    pub(super) async fn check_former_slugs(
        &self,
        (id, facts): (ContentId, &Facts),
        path: &[&str],
        problems: &mut Problems,
    ) -> Result<(), Error> {
        if let Some(slug) = facts.slug() {
            let owner = whereabouts::slug_owner(&self.writing, facts.kind(), slug.as_str()).await?;
            if let Some(taken_by) = owner.filter(|&owner| owner != id) {
                let message = format!("another {} has the slug \"{slug}\" by now", facts.kind().noun());
                problems.add(path, message, Reason::SlugTaken { taken_by });
            }
        }
        let Facts::Page(page) = facts else { return Ok(()) };
        let slugs: Vec<(Locale, String)> =
            page.slugs.iter().map(|(locale, slug)| (locale.clone(), slug.as_str().to_owned())).collect();
        let owners = whereabouts::page_slug_owners(&self.writing, facts.above(), &slugs).await?;
        for (locale, slug, taken_by) in owners.into_iter().filter(|(.., owner)| *owner != id) {
            let message = format!("another page there has the slug \"{slug}\" in {locale} by now");
            problems.add(path, message, Reason::SlugTaken { taken_by });
        }
        Ok(())
    }

    /// A page has a slug in the source locale, and slugs only in locales of the city.
    pub(super) fn check_page_slugs(
        &self,
        input: &FactsInput,
        facts: Option<&Facts>,
        problems: &mut Problems,
    ) {
        let FactsInput::Page(input) = input else { return };
        let locales = self.locales.desk();
        for (index, (locale, _)) in input.slugs.iter().enumerate() {
            if locales.get(locale).is_none() {
                let path = ["slugs".to_owned(), index.to_string(), "locale".to_owned()];
                problems.invalid(&path, format!("{locale} is no locale of the city"));
            }
            if input.slugs[..index].iter().any(|(earlier, _)| earlier == locale) {
                let path = ["slugs".to_owned(), index.to_string(), "locale".to_owned()];
                problems.invalid(&path, format!("{locale} is given twice"));
            }
        }
        if let Some(Facts::Page(facts)) = facts
            && !facts.slugs.contains_key(locales.source())
        {
            problems
                .invalid(&["slugs"], format!("a slug is needed in {}, the source locale", locales.source()));
        }
    }

    /// In words, what facts and texts lack that a draft must have in the source locale.
    pub(super) fn missing(&self, facts: &Facts, texts: &[TextEntry]) -> Vec<String> {
        let locales = self.locales.desk();
        let source = locales.source();
        let mut missing: Vec<String> = missing_texts(facts, locales, texts)
            .into_iter()
            .map(|(field, _)| field.as_str().replace('_', " "))
            .collect();
        if matches!(facts, Facts::Page(page) if !page.slugs.contains_key(source)) {
            missing.push("slug".to_owned());
        }
        missing.iter().map(|what| format!("{what} in {source}, the source locale")).collect()
    }

    /// Whether the actor may write these parts of what stands at `place`.
    pub(super) fn check_rights(
        &self,
        located: &Located,
        place: Option<&TreeKey>,
        parts: &[Part],
        problems: &mut Problems,
    ) {
        if parts.iter().any(|part| !matches!(part, Part::Text(_)))
            && !located.rights.allow(Action::WriteFacts, place)
        {
            problems.add(&[""; 0], "you may not change facts here", Reason::NotPermitted);
        }
        let source = self.locales.desk().source();
        let mut denied: Vec<&Locale> = parts
            .iter()
            .filter_map(|part| match part {
                Part::Text(TextKey { locale, .. }) => Some(locale),
                _ => None,
            })
            .filter(|&locale| {
                let is_source = locale == source;
                !located.rights.allow(Action::WriteText { locale, is_source }, place)
            })
            .collect();
        denied.sort();
        denied.dedup();
        for locale in denied {
            let message = format!("you may not change texts in {locale} here");
            problems.add(&["texts"], message, Reason::NotPermitted);
        }
    }

    /// The draft as it was in the version that a command expects; null where that is the current one, or history has
    /// none so old.
    pub(super) async fn snapshot_at(
        &self,
        target: &Target,
        expected: i64,
    ) -> Result<Option<Snapshot>, Error> {
        if expected >= target.version {
            return Ok(None);
        }
        Ok(revision::snapshot_at(&self.writing, target.id, expected).await?)
    }

    /// Parts that are written and have changed since the version that the command expects.
    pub(super) async fn check_versions(
        &self,
        target: &Target,
        expected: i64,
        (parts, then): (&[Part], Option<&Snapshot>),
        path: &[&str],
        problems: &mut Problems,
    ) -> Result<(), Error> {
        if expected < 1 {
            problems.add_at(path, "counts from 1", Reason::InvalidField);
            return Ok(());
        }
        let is_newer = |part: &&Part| match target.draft.versions.of_present(part) {
            Some(version) => version > expected,
            // It is gone: since then, if it was there then.
            None => then.is_some_and(|then| stood(then, part)),
        };
        let newer: Vec<String> = parts.iter().filter(is_newer).map(Part::to_string).collect();
        let message = if expected > target.version {
            format!("there is no version {expected} yet: the newest is {}", target.version)
        } else if newer.is_empty() {
            return Ok(());
        } else {
            format!("changed since version {expected}: {}", newer.join(", "))
        };
        let changed_by = revision::author(&self.writing, target.id, target.version).await?;
        let reason = Reason::VersionConflict { current_version: target.version, changed_by };
        problems.add_at(path, message, reason);
        Ok(())
    }
}

/// Whether a slug or a text stood in a draft.
pub(super) fn stood(then: &Snapshot, part: &Part) -> bool {
    match part {
        Part::Text(key) => then.texts.iter().any(|text| text.key() == *key),
        Part::Slug(locale) => matches!(&then.facts, Facts::Page(facts) if facts.slugs.contains_key(locale)),
        _ => false,
    }
}
