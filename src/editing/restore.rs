//! A draft goes back to what it was in a former version; a deleted content gets its draft back.

use std::collections::HashSet;

use uuid::Uuid;

use super::locate::{Located, Target};
use super::problems::Problems;
use super::put::refuse_collisions;
use super::{Command, Error, Locks, Tree, Work};
use crate::domain::content::{ContentId, ContentKind, Facts, Snapshot, TextEntry, Verb};
use crate::domain::permission::Action;
use crate::domain::problem::{Problem, Reason};
use crate::domain::tree::TreeKey;
use crate::domain::version::{Part, TextKey, Versions, changed_parts, changed_sources};
use crate::store::draft::Draft;
use crate::store::{revision, write};

/// Makes the draft what it was in a version, as far as that can be.
#[derive(Clone, Debug)]
pub struct Restore {
    pub id: ContentId,
    pub version: i64,
    /// The version that whoever asks has read.
    pub expected_version: i64,
}

/// What is to be restored, as the change finds it.
struct Subject {
    kind: ContentKind,
    version: i64,
    /// Null: it is deleted.
    target: Option<Target>,
}

/// Problems are told of the version.
const VERSION: &[&str] = &["input", "version"];
/// Of the version itself.
const ITSELF: [&str; 0] = [];

impl Command for Restore {
    type Outcome = ();

    fn locks(&self) -> Locks {
        Locks { tree: Tree::Changes, ..Locks::default() }
    }

    async fn perform(&self, work: &mut Work) -> Result<(), Error> {
        // All that the old draft names is locked at once, and with it the history: an erasure may have come first.
        let seen = revision::snapshot_at(&work.writing, self.id, self.version).await?;
        let named = seen.iter().flat_map(|snapshot| snapshot.facts.named());
        let located = work.locate(named.chain([self.id])).await?;
        let subject = self.subject(work, &located).await?;
        let snapshot = self.snapshot(work, &subject).await?;

        let mut problems = Problems::below(VERSION);
        let facts = self.facts(work, &located, &subject, &snapshot, &mut problems).await?;
        let Some(facts) = facts else { return problems.into_result() };
        let old_texts = subject.target.as_ref().map_or(&[][..], |target| &target.draft.texts);
        let texts = texts(work, &facts, snapshot.texts, old_texts);
        for what in work.missing(&facts, &texts) {
            problems.invalid(&ITSELF, format!("had no {what}"));
        }
        work.check_former_slugs((self.id, &facts), &ITSELF, &mut problems).await?;

        let changed = changes(&subject, &facts, &texts);
        if let Some(target) = &subject.target {
            check_rights(work, &located, &target.place, &changed, &mut problems);
            let then = work.snapshot_at(target, self.expected_version).await?;
            let parts = (changed.as_slice(), then.as_ref());
            let path = ["input", "expectedVersion"];
            work.check_versions(target, self.expected_version, parts, &path, &mut problems).await?;
        } else if self.expected_version != subject.version {
            let changed_by = revision::author(&work.writing, self.id, subject.version).await?;
            let reason = Reason::VersionConflict { current_version: subject.version, changed_by };
            problems.add_at(&["input", "expectedVersion"], "it was deleted in another version", reason);
        }
        problems.into_result()?;
        if changed.is_empty() {
            return Ok(());
        }
        self.write(work, subject, (facts, texts), &changed).await
    }
}

impl Restore {
    async fn subject(&self, work: &Work, located: &Located) -> Result<Subject, Error> {
        if let Some(found) = located.deleted(self.id) {
            return Ok(Subject { kind: found.kind, version: found.version, target: None });
        }
        let target = work.target(located, self.id, None).await?;
        Ok(Subject { kind: target.kind, version: target.version, target: Some(target) })
    }

    async fn snapshot(&self, work: &Work, subject: &Subject) -> Result<Snapshot, Error> {
        let message = if self.version > subject.version {
            format!("there is no version {} yet: the newest is {}", self.version, subject.version)
        } else {
            match revision::snapshot_at(&work.writing, self.id, self.version).await? {
                Some(snapshot) => return Ok(snapshot),
                None => format!("history has no draft of version {}, or it was erased", self.version),
            }
        };
        Err(Problem::new(VERSION, message, Reason::NotFound).into())
    }

    /// The facts as they can be today: where they stood, without what is no more. Null where that is what is no more.
    async fn facts(
        &self,
        work: &Work,
        located: &Located,
        subject: &Subject,
        snapshot: &Snapshot,
        problems: &mut Problems,
    ) -> Result<Option<Facts>, Error> {
        let mut facts = snapshot.facts.clone();
        located.leave_out_gone(&mut facts);
        if let Facts::Page(page) = &mut facts {
            page.slugs.retain(|locale, _| work.locales.desk().get(locale).is_some());
        }
        let above = facts.above();
        let department = work.department_below(&facts).await?;
        if !located.check_above(&facts, &ITSELF, problems) {
            return Ok(None);
        }
        let place = above.id().and_then(|id| located.place_of(id));
        let old = subject.target.as_ref().map(|target| &target.draft.facts);
        if old.is_none_or(|old| old.above() != above) {
            if !located.rights.allow(Action::WriteFacts, place) {
                problems.add(&ITSELF, "you may not put anything where it stood", Reason::NotPermitted);
            }
            if let Some(place) = place {
                let own = (subject.kind, subject.target.as_ref().map(|target| &target.place));
                work.check_tree(own, (above, place), &ITSELF, problems).await?;
            }
        }
        let position = work.free_position(self.id, &facts, old).await?;
        facts.place(above, department, position);
        Ok(Some(facts))
    }

    async fn write(
        &self,
        work: &mut Work,
        subject: Subject,
        (facts, texts): (Facts, Vec<TextEntry>),
        changed: &[Part],
    ) -> Result<(), Error> {
        let version = subject.version + 1;
        let Some(target) = subject.target else {
            let draft = Draft { facts, texts, versions: Versions::all(version) };
            work.put(self.id, draft, version, (changed, Verb::Restore)).await?;
            write::mark_restored(&work.writing, self.id).await?;
            return refuse_collisions(work.derive_all(self.id).await?, VERSION);
        };
        let old = target.draft.facts;
        if facts.kind() == ContentKind::Page && old.department() != facts.department() {
            work.take_pages_along(self.id, &target.place, facts.department()).await?;
        }
        let draft = Draft { facts: facts.clone(), texts, versions: target.draft.versions };
        work.put(self.id, draft, version, (changed, Verb::Restore)).await?;
        refuse_collisions(work.derive(self.id, &old, &facts, changed).await?, VERSION)
    }
}

/// The texts as they can be today: in locales of the city, labels of links that are there. Those that are the same now
/// stay as they are, with what they were made from.
fn texts(work: &Work, facts: &Facts, then: Vec<TextEntry>, now: &[TextEntry]) -> Vec<TextEntry> {
    let locales = work.locales.desk();
    let links: HashSet<Uuid> = facts.links().iter().map(|link| link.id).collect();
    let can_be = |text: &TextEntry| {
        locales.get(&text.locale).is_some() && (text.item.is_nil() || links.contains(&text.item))
    };
    let as_now = |mut text: TextEntry| {
        let same = now.iter().find(|other| other.key() == text.key() && other.value == text.value);
        if let Some(same) = same {
            return same.clone();
        }
        text.source = text.source.filter(|source| locales.get(&source.locale).is_some());
        text
    };
    then.into_iter().filter(can_be).map(as_now).collect()
}

/// The parts that a restoration changes; all of them where there is no draft.
fn changes(subject: &Subject, facts: &Facts, texts: &[TextEntry]) -> Vec<Part> {
    if let Some(target) = &subject.target {
        let (old_facts, old_texts) = (&target.draft.facts, &target.draft.texts);
        let mut changed = changed_parts((old_facts, old_texts), (facts, texts));
        changed.extend(changed_sources(old_texts, texts));
        return changed;
    }
    let slugs = match facts {
        Facts::Page(page) => page.slugs.keys().cloned().map(Part::Slug).collect(),
        _ => Vec::new(),
    };
    let texts = texts.iter().map(|text| Part::Text(text.key()));
    [Part::Facts].into_iter().chain(slugs).chain(texts).collect()
}

/// Whether the actor may write all parts that change.
fn check_rights(work: &Work, located: &Located, place: &TreeKey, changed: &[Part], problems: &mut Problems) {
    let source = work.locales.desk().source();
    let mut denied: Vec<String> = changed
        .iter()
        .filter_map(|part| match part {
            Part::Text(TextKey { locale, .. }) => {
                let action = Action::WriteText { locale, is_source: locale == source };
                let is_denied = !located.rights.allow(action, Some(place));
                is_denied.then(|| format!("you may not change texts in {locale} here"))
            }
            _ => {
                let is_denied = !located.rights.allow(Action::WriteFacts, Some(place));
                is_denied.then(|| "you may not change facts here".to_owned())
            }
        })
        .collect();
    denied.sort();
    denied.dedup();
    for message in denied {
        problems.add(&ITSELF, message, Reason::NotPermitted);
    }
}
