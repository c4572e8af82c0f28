//! Publication: what is named goes live, and nothing else.

use std::collections::HashSet;

use uuid::Uuid;

use super::judge::stood;
use super::locate::{Located, Target};
use super::pinned::Pinned;
use super::problems::Problems;
use super::publication::{Item, check_items};
use super::put::refuse_collisions;
use super::{Command, Error, Work};
use crate::domain::content::{ContentId, ContentKind, Facts, Field, Stage, TextEntry, Verb};
use crate::domain::locale::Locale;
use crate::domain::permission::Action;
use crate::domain::problem::Reason;
use crate::domain::publication::PublicationState;
use crate::domain::version::{Part, TextKey, changed_parts, changed_sources, fact_parts};
use crate::store::draft::{self, Draft};
use crate::store::{content, event, label, page_path, stage, tree_place, whereabouts, write};

/// Publishes what it names, all or nothing.
#[derive(Clone, Debug)]
pub struct Publish {
    pub items: Vec<Item>,
    /// Whether facts and relations go live; else only texts do, of what is live already.
    pub has_facts: bool,
    /// The locales whose texts go live.
    pub locales: Vec<Locale>,
}

/// What goes live, once it was judged.
#[derive(Clone, Debug)]
pub struct Publication {
    pub contents: Vec<ContentId>,
    pub has_facts: bool,
    /// Texts in these locales.
    pub locales: Vec<Locale>,
}

impl Command for Publish {
    type Outcome = ();

    async fn perform(&self, work: &mut Work) -> Result<(), Error> {
        self.carry_out(work, Pinned::default()).await
    }
}

impl Publish {
    /// Publishes the drafts, or of some contents a former version.
    pub(super) async fn carry_out(&self, work: &mut Work, mut pinned: Pinned) -> Result<(), Error> {
        let mut problems = Problems::below(&["input"]);
        check_items(&self.items, &mut problems);
        work.check_locales(&self.locales, &mut problems);
        if !self.has_facts && self.locales.is_empty() {
            problems.invalid(&["locales"], "is needed where facts do not go live");
        }
        problems.into_result()?;

        let mut problems = Problems::below(&["input"]);
        let located = work.locate(self.items.iter().map(|item| item.id).chain(pinned.named())).await?;
        if self.has_facts {
            pinned.fit(work, &located, &self.items, &mut problems).await?;
        }
        let mut targets = work.targets(&located, &self.items, &mut problems).await?;
        for (_, target) in &mut targets {
            if let Some(pinned) = pinned.get(target.id) {
                target.draft = pinned.clone();
            }
        }
        let kinds: Vec<(ContentId, ContentKind)> =
            targets.iter().map(|(_, target)| (target.id, target.kind)).collect();
        let live = draft::read_live(&work.writing, &kinds).await?;
        for (index, target) in &targets {
            self.judge(work, &located, (*index, target), live.get(&target.id), &mut problems).await?;
        }
        if self.has_facts {
            work.check_live_slugs(&targets, &mut problems).await?;
        }
        problems.into_result()?;
        // What is in public as it would go there is left alone.
        targets.retain(|(_, target)| self.changes(target, live.get(&target.id)));
        let going: HashSet<ContentId> = targets.iter().map(|(_, target)| target.id).collect();
        if going.is_empty() {
            return Ok(());
        }
        pinned.retain(|id| going.contains(&id));
        self.bring(work, &going, &pinned).await
    }

    /// Whether a content is different in public afterwards.
    fn changes(&self, target: &Target, live: Option<&Draft>) -> bool {
        let Some(live) = live else { return true };
        let facts = if self.has_facts { &target.draft.facts } else { &live.facts };
        let has_link = |id| facts.links().iter().any(|link| link.id == id);
        let texts = |draft: &Draft| -> Vec<TextEntry> {
            let texts = draft.texts.iter().filter(|text| self.locales.contains(&text.locale));
            texts.filter(|text| text.item.is_nil() || has_link(text.item)).cloned().collect()
        };
        let (old, new) = (texts(live), texts(&target.draft));
        !changed_parts((&live.facts, &old), (facts, &new)).is_empty()
            || !changed_sources(&old, &new).is_empty()
    }

    async fn bring(&self, work: &mut Work, going: &HashSet<ContentId>, pinned: &Pinned) -> Result<(), Error> {
        let contents = self.items.iter().map(|item| item.id).filter(|id| going.contains(id)).collect();
        let (has_facts, locales) = (self.has_facts, self.locales.clone());
        let publication = Publication { contents, has_facts, locales };
        let too_deep = work.publish_from(&publication, pinned).await?;
        let mut problems = Problems::below(&["input"]);
        let mut refuse = |id: ContentId, message: &str| {
            let index = self.items.iter().position(|item| item.id == id).map(|index| index.to_string());
            let path = index.iter().flat_map(|index| [index.as_str(), "id"]);
            problems.invalid(&["items"].into_iter().chain(path).collect::<Vec<_>>(), message);
        };
        if has_facts {
            let cycles = stage::cycles(&work.writing, &publication.contents).await?;
            for &id in &cycles {
                refuse(id, "would stand below itself in public: publish what stands above it too");
            }
            if let Some(&id) = too_deep.first().filter(|_| cycles.is_empty()) {
                refuse(id, "the tree would have too many levels in public: publish what stands above it too");
            }
        }
        problems.into_result()
    }

    async fn judge(
        &self,
        work: &Work,
        located: &Located,
        (index, target): (usize, &Target),
        live: Option<&Draft>,
        problems: &mut Problems,
    ) -> Result<(), Error> {
        let at = |name: &str| ["items".to_owned(), index.to_string(), name.to_owned()];
        let place = Some(&target.place);
        if self.has_facts && !located.rights.allow(Action::PublishFacts, place) {
            problems.add(&at("id"), "you may not publish facts of this", Reason::NotPermitted);
        }
        for locale in &self.locales {
            if !located.rights.allow(Action::PublishTexts(locale), place) {
                let message = format!("you may not publish texts in {locale} of this");
                problems.add(&at("id"), message, Reason::NotPermitted);
            }
        }
        if !self.has_facts && live.is_none() {
            let from = work.state_of_hidden(target.id).await?;
            let message = "is not public yet: its facts must go live first, or with its texts";
            problems.add(&at("id"), message, Reason::StepNotAllowed { from });
            return Ok(());
        }
        self.check_version(work, (index, target), live, problems).await?;
        if !self.has_facts && live.is_some_and(|live| self.takes_labels(&target.draft, live)) {
            let message = "has other related links in public: its facts must go live with these texts";
            let from = PublicationState::Changed;
            problems.add(&at("id"), message, Reason::StepNotAllowed { from });
        }
        let locales = self.missing_sources(work, &target.draft, live);
        if !locales.is_empty() {
            let names: Vec<&str> = locales.iter().map(Locale::as_str).collect();
            let message = format!("needs its texts in {} in public too", names.join(", "));
            problems.add(&at("id"), message, Reason::SourceNotLive { locales });
        }
        Ok(())
    }

    /// Nothing that goes live, or goes from the public, has changed since whoever asks has read it.
    pub(super) async fn check_version(
        &self,
        work: &Work,
        (index, target): (usize, &Target),
        live: Option<&Draft>,
        problems: &mut Problems,
    ) -> Result<(), Error> {
        let expected = self.items[index].expected_version;
        let then = work.snapshot_at(target, expected).await?;
        let mut target = target.clone();
        let mut parts = self.parts(&target.draft.facts, &target.draft.texts);
        // What was there then, or is public, and is no more goes from the public: that is a change too.
        if let Some(then) = &then {
            parts.extend(self.parts(&then.facts, &then.texts));
        }
        for part in live.iter().flat_map(|live| self.parts(&live.facts, &live.texts)) {
            let is_known = target.draft.versions.of_present(&part).is_some()
                || then.as_ref().is_some_and(|then| stood(then, &part));
            if let Some(published) =
                live.and_then(|live| live.versions.of_present(&part)).filter(|_| !is_known)
            {
                target.draft.versions.set(part.clone(), published);
                parts.push(part);
            }
        }
        parts.sort();
        parts.dedup();
        parts.retain(|part| part.locale().is_none_or(|locale| work.locales.desk().get(locale).is_some()));
        let path = ["input", "items", &index.to_string(), "expectedVersion"];
        work.check_versions(&target, expected, (&parts, then.as_ref()), &path, problems).await
    }

    /// The parts of facts and texts that go live.
    fn parts(&self, facts: &Facts, texts: &[TextEntry]) -> Vec<Part> {
        let texts = texts.iter().filter(|text| self.locales.contains(&text.locale));
        let texts = texts.map(|text| Part::Text(text.key()));
        let facts = if self.has_facts { fact_parts(facts) } else { Vec::new() };
        facts.into_iter().chain(texts).collect()
    }

    /// Whether texts would take labels of a link that is public and stays: the draft has the link no more.
    fn takes_labels(&self, draft: &Draft, live: &Draft) -> bool {
        let stays = |id| id == Uuid::nil() || draft.facts.links().iter().any(|link| link.id == id);
        live.texts.iter().any(|text| self.locales.contains(&text.locale) && !stays(text.item))
    }

    /// The locales whose texts would have to go along: sources of translations that go live, and what links must say.
    fn missing_sources(&self, work: &Work, draft: &Draft, live: Option<&Draft>) -> Vec<Locale> {
        let source = work.locales.desk().source();
        let has = |draft: &Draft, key: &TextKey| draft.texts.iter().any(|text| text.key() == *key);
        let goes_or_is_live = |key: &TextKey| {
            (self.locales.contains(&key.locale) && has(draft, key)) || live.is_some_and(|live| has(live, key))
        };
        let mut missing: HashSet<&Locale> = HashSet::new();
        // Labels go along with their links.
        let links =
            if self.has_facts { Some(draft) } else { live }.map_or(&[][..], |with| with.facts.links());
        let goes = |text: &&TextEntry| {
            self.locales.contains(&text.locale)
                && (text.item.is_nil() || links.iter().any(|link| link.id == text.item))
        };
        for text in draft.texts.iter().filter(goes).filter(|text| text.locale != *source) {
            let locale = text.source.as_ref().map_or(source, |made_from| &made_from.locale);
            let key = TextKey { locale: locale.clone(), ..text.key() };
            if has(draft, &key) && !goes_or_is_live(&key) {
                missing.insert(locale);
            }
        }
        if let (true, Facts::Page(page)) = (self.has_facts, &draft.facts) {
            let label = |item| TextKey { locale: source.clone(), field: Field::Label, item };
            if page.links.iter().any(|link| !goes_or_is_live(&label(link.id))) {
                missing.insert(source);
            }
        }
        let mut missing: Vec<Locale> = missing.into_iter().cloned().collect();
        missing.sort();
        missing
    }
}

impl Work {
    /// Slugs that others have in public, who do not go along.
    async fn check_live_slugs(
        &self,
        targets: &[(usize, Target)],
        problems: &mut Problems,
    ) -> Result<(), Error> {
        let going: HashSet<ContentId> = targets.iter().map(|(_, target)| target.id).collect();
        for &kind in ContentKind::ALL {
            let slugs: Vec<(usize, String)> = targets
                .iter()
                .filter(|(_, target)| target.kind == kind)
                .filter_map(|(index, target)| Some((*index, target.draft.facts.slug()?.to_string())))
                .collect();
            if slugs.is_empty() {
                continue;
            }
            let wanted: Vec<String> = slugs.iter().map(|(_, slug)| slug.clone()).collect();
            let owners = whereabouts::live_slug_owners(&self.writing, kind, &wanted).await?;
            for (index, slug) in slugs {
                if let Some(&taken_by) = owners.get(&slug).filter(|owner| !going.contains(owner)) {
                    let message = format!("another {} has the slug \"{slug}\" in public", kind.noun());
                    let path = ["items", &index.to_string(), "id"];
                    problems.add(&path, message, Reason::SlugTaken { taken_by });
                }
            }
        }
        Ok(())
    }

    /// Copies the drafts of contents to the public: their texts in some locales, their facts and relations if those go
    /// live. What goes live was judged before, or is the city's first content.
    pub async fn publish(&mut self, publication: Publication) -> Result<(), Error> {
        self.publish_from(&publication, &Pinned::default()).await.map(drop)
    }

    /// As [`Self::publish`], but of some contents what is pinned. What stands deeper than a tree may be.
    async fn publish_from(
        &mut self,
        publication: &Publication,
        pinned: &Pinned,
    ) -> Result<Vec<ContentId>, Error> {
        let Publication { contents: ids, has_facts, locales } = publication;
        let (has_facts, pinned) = (*has_facts, pinned.drafts());
        let writing = &self.writing;
        let tags: Vec<String> = locales.iter().map(ToString::to_string).collect();
        let published = content::lock(writing, ids).await?;
        let copied: Vec<ContentId> = ids.iter().copied().filter(|id| !pinned.contains_key(id)).collect();
        if has_facts {
            stage::withdraw_facts(writing, ids).await?;
            stage::copy_facts(writing, &copied).await?;
            write::insert_live_facts(writing, pinned).await?;
        }
        stage::renew_texts(writing, &copied, &tags).await?;
        let of_pinned: Vec<ContentId> = pinned.keys().copied().collect();
        stage::withdraw_texts(writing, &of_pinned, Some(&tags)).await?;
        write::insert_live_texts(writing, pinned, locales, self.stamp(0)).await?;
        stage::drop_loose_labels(writing, ids).await?;
        write::mark_published(writing, ids, self.at).await?;
        let mut too_deep = Vec::new();
        if has_facts {
            // From here on one change after the other: what is derived follows from what all before have left.
            event::take_turn(writing).await?;
            let collisions = page_path::rewrite(writing, Stage::Live, ids, &self.locales, self.at).await?;
            refuse_collisions(collisions, &["input", "items"])?;
            too_deep = tree_place::rewrite(writing, Stage::Live, ids).await?;
        }
        label::rewrite(writing, Stage::Live, ids, &self.locales).await?;
        for (id, kind, version) in published {
            self.record(id, kind, version + 1, Verb::Publish, &tags);
        }
        Ok(too_deep)
    }
}
