//! Publication: what is named goes live, and nothing else.

use std::collections::{HashMap, HashSet};

use super::locate::{Located, Target};
use super::problems::Problems;
use super::put::refuse_collisions;
use super::{Command, Error, Work};
use crate::domain::content::{ContentId, ContentKind, Facts, Field, Stage, Verb};
use crate::domain::locale::Locale;
use crate::domain::permission::Action;
use crate::domain::problem::Reason;
use crate::domain::publication::PublicationState;
use crate::domain::version::{Part, TextKey, fact_parts};
use crate::store::draft::{self, Draft};
use crate::store::event::{self, NewEvent};
use crate::store::revision::NewRevision;
use crate::store::{content, label, page_path, stage, tree_place, whereabouts, write};

/// The most contents that one step takes.
pub(super) const MAX_ITEMS: usize = 1_000;

/// A content of a step, and the version of it that whoever asks has read.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    pub id: ContentId,
    pub expected_version: i64,
}

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
        self.carry_out(work, Pinned::new()).await
    }
}

/// Former versions that go live in place of the drafts.
pub(super) type Pinned = HashMap<ContentId, Draft>;

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
        let located = work.locate(self.items.iter().map(|item| item.id)).await?;
        let mut targets = work.targets(&located, &self.items, &mut problems).await?;
        for (_, target) in &mut targets {
            if let Some(pinned) = pinned.get(&target.id) {
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
        pinned.retain(|id, _| kinds.iter().any(|(of, _)| of == id));
        work.publish_items(&self.items, self.has_facts, &self.locales, &pinned).await
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
        self.check_version(work, (index, target), problems).await?;
        if !self.has_facts
            && live.is_some_and(|live| self.leaves_links_without_label(work, &target.draft, live))
        {
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
        problems: &mut Problems,
    ) -> Result<(), Error> {
        let expected = self.items[index].expected_version;
        let then = work.snapshot_at(target, expected).await?;
        // What was there then and is no more goes from the public: that is a change too.
        let states = [(&target.draft.facts, &target.draft.texts)];
        let states = states.into_iter().chain(then.as_ref().map(|then| (&then.facts, &then.texts)));
        let mut parts: Vec<Part> = Vec::new();
        for (facts, texts) in states {
            if self.has_facts {
                parts.extend(fact_parts(facts));
            }
            let texts = texts.iter().filter(|text| self.locales.contains(&text.locale));
            parts.extend(texts.map(|text| Part::Text(text.key())));
        }
        parts.sort();
        parts.dedup();
        let path = ["input", "items", &index.to_string(), "expectedVersion"];
        work.check_versions(target, expected, (&parts, then.as_ref()), &path, problems).await
    }

    /// Whether texts would take the label of a link that is public and stays.
    fn leaves_links_without_label(&self, work: &Work, draft: &Draft, live: &Draft) -> bool {
        let source = work.locales.desk().source();
        let has_label = |id| draft.texts.iter().any(|text| text.item == id && text.locale == *source);
        self.locales.contains(source) && live.facts.links().iter().any(|link| !has_label(link.id))
    }

    /// The locales whose texts would have to go along: sources of translations that go live, and what links must say.
    fn missing_sources(&self, work: &Work, draft: &Draft, live: Option<&Draft>) -> Vec<Locale> {
        let source = work.locales.desk().source();
        let has = |draft: &Draft, key: &TextKey| draft.texts.iter().any(|text| text.key() == *key);
        let goes_or_is_live = |key: &TextKey| {
            (self.locales.contains(&key.locale) && has(draft, key)) || live.is_some_and(|live| has(live, key))
        };
        let mut missing: HashSet<&Locale> = HashSet::new();
        let translations =
            draft.texts.iter().filter(|text| self.locales.contains(&text.locale) && text.locale != *source);
        for text in translations {
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

/// There are contents, none twice, not too many.
pub(super) fn check_items(items: &[Item], problems: &mut Problems) {
    if items.is_empty() {
        problems.invalid(&["items"], "names nothing");
    }
    if items.len() > MAX_ITEMS {
        problems.invalid(&["items"], format!("has {} entries, at most {MAX_ITEMS} fit here", items.len()));
        return;
    }
    let mut seen = HashSet::new();
    for (index, item) in items.iter().enumerate() {
        if !seen.insert(item.id) {
            problems.invalid(&["items", &index.to_string(), "id"], "stands in this list already");
        }
    }
}

impl Work {
    /// Locales of the city, enabled or not.
    pub(super) fn check_locales(&self, locales: &[Locale], problems: &mut Problems) {
        for (index, locale) in locales.iter().enumerate() {
            if self.locales.desk().get(locale).is_none() {
                let message = format!("{locale} is no locale of the city");
                problems.invalid(&["locales", &index.to_string()], message);
            }
        }
    }

    /// The contents of a step with their drafts, by their numbers in the list; what the actor does not see is a problem.
    pub(super) async fn targets(
        &self,
        located: &Located,
        items: &[Item],
        problems: &mut Problems,
    ) -> Result<Vec<(usize, Target)>, Error> {
        let found = |item: &Item| located.visible(item.id).filter(|found| found.place.is_some());
        let kinds: Vec<(ContentId, ContentKind)> =
            items.iter().filter_map(|item| Some((item.id, found(item)?.kind))).collect();
        let mut drafts: HashMap<ContentId, Draft> = draft::read(&self.writing, &kinds).await?;
        let mut targets = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let place = found(item).and_then(|found| Some((found, found.place.clone()?)));
            match place.zip(drafts.remove(&item.id)) {
                Some(((_, place), _)) if !located.rights.allow(Action::ReadDraft, Some(&place)) => {
                    let path = ["items", &index.to_string(), "id"];
                    problems.add(&path, "you may not publish this", Reason::NotPermitted);
                }
                Some(((found, place), draft)) => {
                    let (kind, version) = (found.kind, found.version);
                    targets.push((index, Target { id: item.id, kind, version, place, draft }));
                }
                None => {
                    let path = ["items", &index.to_string(), "id"];
                    problems.add(&path, "there is no content with this id", Reason::NotFound);
                }
            }
        }
        Ok(targets)
    }

    /// Where a content stands that is not public.
    pub(super) async fn state_of_hidden(&self, id: ContentId) -> Result<PublicationState, Error> {
        let was_published = content::was_published(&self.writing, id).await?;
        Ok(if was_published { PublicationState::Unpublished } else { PublicationState::Draft })
    }

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

    async fn publish_items(
        &mut self,
        items: &[Item],
        has_facts: bool,
        locales: &[Locale],
        pinned: &Pinned,
    ) -> Result<(), Error> {
        let contents: Vec<ContentId> = items.iter().map(|item| item.id).collect();
        let publication = Publication { contents: contents.clone(), has_facts, locales: locales.to_vec() };
        self.publish_from(publication, pinned).await?;
        let mut problems = Problems::below(&["input"]);
        if has_facts {
            for id in stage::cycles(&self.writing, &contents).await? {
                let index = contents.iter().position(|of| *of == id).unwrap_or_default();
                let message = "would stand below itself in public: publish what stands above it too";
                problems.invalid(&["items", &index.to_string(), "id"], message);
            }
        }
        problems.into_result()
    }

    /// Copies the drafts of contents to the public: their texts in some locales, their facts and relations if those go
    /// live. What goes live was judged before, or is the city's first content.
    pub async fn publish(&mut self, publication: Publication) -> Result<(), Error> {
        self.publish_from(publication, &Pinned::new()).await
    }

    /// As [`Self::publish`], but of some contents what is pinned.
    async fn publish_from(&mut self, publication: Publication, pinned: &Pinned) -> Result<(), Error> {
        let Publication { contents: ids, has_facts, locales } = publication;
        let writing = &self.writing;
        let tags: Vec<String> = locales.iter().map(ToString::to_string).collect();
        let published = content::lock(writing, &ids).await?;
        let copied: Vec<ContentId> = ids.iter().copied().filter(|id| !pinned.contains_key(id)).collect();
        if has_facts {
            stage::withdraw_facts(writing, &ids).await?;
            stage::copy_facts(writing, &copied).await?;
            write::insert_live_facts(writing, pinned).await?;
        }
        stage::renew_texts(writing, &copied, &tags).await?;
        let of_pinned: Vec<ContentId> = pinned.keys().copied().collect();
        stage::withdraw_texts(writing, &of_pinned, Some(&tags)).await?;
        write::insert_live_texts(writing, pinned, &locales, self.stamp(0)).await?;
        stage::drop_loose_labels(writing, &ids).await?;
        write::mark_published(writing, &ids, self.at).await?;
        if has_facts {
            // From here on one change after the other: what is derived follows from what all before have left.
            event::take_turn(writing).await?;
            let collisions = page_path::rewrite(writing, Stage::Live, &ids, &self.locales, self.at).await?;
            refuse_collisions(collisions, &["input", "items"])?;
            tree_place::rewrite(writing, Stage::Live, &ids).await?;
        }
        label::rewrite(writing, Stage::Live, &ids, &self.locales).await?;
        for (id, kind, version) in published {
            self.record(id, kind, version + 1, Verb::Publish, &tags);
        }
        Ok(())
    }

    /// A step of publication in history and outbox: the draft stays as it is.
    pub(super) fn record(
        &mut self,
        id: ContentId,
        kind: ContentKind,
        version: i64,
        verb: Verb,
        locales: &[String],
    ) {
        let content = Some((id, kind, version));
        self.events.push(NewEvent { content, verb, locales: locales.to_vec() });
        let locales = Some(locales.to_vec());
        self.revisions.push(NewRevision { content: id, verb, locales, snapshot: None, version });
    }
}
