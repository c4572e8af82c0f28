//! Taking from the public: a content whole, or its texts in some locales. The draft stays.

use std::collections::{BTreeSet, HashSet};

use super::delete::MAX_USERS;
use super::locate::{Located, Target};
use super::problems::Problems;
use super::publication::{Item, check_items};
use super::put::refuse_collisions;
use super::{Command, Error, Work};
use crate::domain::content::{ContentId, ContentKind, Field, Stage, TextEntry, Verb};
use crate::domain::locale::Locale;
use crate::domain::permission::Action;
use crate::domain::problem::Reason;
use crate::domain::version::{Part, TextKey, fact_parts};
use crate::store::draft::{self, Draft};
use crate::store::sight::Sight;
use crate::store::{event, label, page_path, stage, tree_place, used_by, write};

/// Takes what it names from the public, all or nothing.
#[derive(Clone, Debug)]
pub struct Unpublish {
    pub items: Vec<Item>,
    /// Only the texts in these; null: all of it.
    pub locales: Option<Vec<Locale>>,
    /// Take it although others that are public refer to it.
    pub accepts_in_use: bool,
    /// Whether it was planned: then it takes what is public when its time comes, in whatever version.
    pub is_planned: bool,
}

impl Command for Unpublish {
    type Outcome = ();

    async fn perform(&self, work: &mut Work) -> Result<(), Error> {
        let mut problems = Problems::below(&["input"]);
        check_items(&self.items, &mut problems);
        if let Some(locales) = &self.locales {
            work.check_locales(locales, &mut problems);
            if locales.is_empty() {
                problems.invalid(&["locales"], "names none: leave it out for the whole content");
            }
        }
        problems.into_result()?;

        let mut problems = Problems::below(&["input"]);
        let located = work.locate(self.items.iter().map(|item| item.id)).await?;
        let mut targets = work.targets(&located, &self.items, &mut problems).await?;
        let kinds: Vec<(ContentId, ContentKind)> =
            targets.iter().map(|(_, target)| (target.id, target.kind)).collect();
        let live = draft::read_live(&work.writing, &kinds).await?;
        for (index, target) in &targets {
            self.judge(work, &located, (*index, target), live.get(&target.id), &mut problems).await?;
        }
        if self.locales.is_none() && !self.accepts_in_use {
            self.check_users(work, &targets, &mut problems).await?;
        }
        problems.into_result()?;

        let source = work.locales.desk().source();
        targets.retain(|(_, target)| self.changes(live.get(&target.id), source));
        let ids: Vec<ContentId> = targets.iter().map(|(_, target)| target.id).collect();
        let tags: Vec<String> = self.locales.iter().flatten().map(ToString::to_string).collect();
        let writing = &work.writing;
        if self.locales.is_some() {
            stage::withdraw_translations(writing, &ids, &tags, source.as_str()).await?;
        } else {
            stage::withdraw_texts(writing, &ids, None).await?;
            stage::withdraw_facts(writing, &ids).await?;
            // From here on one change after the other: what is derived follows from what all before have left.
            event::take_turn(writing).await?;
            page_path::remove(writing, Stage::Live, &ids, work.at).await?;
            let collisions = page_path::rewrite(writing, Stage::Live, &ids, &work.locales, work.at).await?;
            refuse_collisions(collisions, &["input", "items"])?;
            tree_place::rewrite(writing, Stage::Live, &ids).await?;
        }
        label::rewrite(writing, Stage::Live, &ids, &work.locales).await?;
        write::mark_unpublished(writing, &ids).await?;
        for (_, target) in targets {
            work.record(target.id, target.kind, target.version + 1, Verb::Unpublish, &tags);
        }
        Ok(())
    }
}

impl Unpublish {
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
        let may = match &self.locales {
            None => located.rights.allow(Action::PublishFacts, place),
            Some(locales) => {
                locales.iter().all(|locale| located.rights.allow(Action::PublishTexts(locale), place))
            }
        };
        if !may {
            problems.add(&at("id"), "you may not take this from the public", Reason::NotPermitted);
        }
        let Some(live) = live else {
            let from = work.state_of_hidden(target.id).await?;
            problems.add(&at("id"), "is not public", Reason::StepNotAllowed { from });
            return Ok(());
        };
        let orphans = self.orphans(live, work.locales.desk().source());
        if !orphans.is_empty() {
            let names: Vec<&str> = orphans.iter().map(Locale::as_str).collect();
            let message =
                format!("has texts in {} that were made from these: they must go too", names.join(", "));
            problems.add(&at("id"), message, Reason::SourceNotLive { locales: orphans });
        }
        if self.is_planned {
            return Ok(());
        }
        self.check_version(work, (index, target), Some(live), problems).await
    }

    /// What is live now is what goes: newer than expected, somebody has published meanwhile.
    pub(super) async fn check_version(
        &self,
        work: &Work,
        (index, target): (usize, &Target),
        live: Option<&Draft>,
        problems: &mut Problems,
    ) -> Result<(), Error> {
        let texts = live.iter().flat_map(|live| &live.texts).filter(|text| self.takes(text));
        let facts = live.filter(|_| self.locales.is_none()).map(|live| fact_parts(&live.facts));
        let texts = texts.map(|text| Part::Text(text.key()));
        let parts: Vec<Part> = facts.into_iter().flatten().chain(texts).collect();
        let mut public = target.clone();
        if let Some(live) = live {
            public.draft = live.clone();
        }
        let expected = self.items[index].expected_version;
        let path = ["input", "items", &index.to_string(), "expectedVersion"];
        work.check_versions(&public, expected, (&parts, None), &path, problems).await
    }

    fn takes(&self, text: &TextEntry) -> bool {
        self.locales.as_ref().is_none_or(|locales| locales.contains(&text.locale))
    }

    /// Whether a content is different in public afterwards. What its links must say stays.
    fn changes(&self, live: Option<&Draft>, source: &Locale) -> bool {
        let goes = |text: &TextEntry| self.takes(text) && !is_kept(text, source);
        self.locales.is_none() || live.is_some_and(|live| live.texts.iter().any(goes))
    }

    /// The locales of translations that would stay in public without the texts that they were made from.
    fn orphans(&self, live: &Draft, source: &Locale) -> Vec<Locale> {
        let goes: HashSet<TextKey> = live
            .texts
            .iter()
            .filter(|text| self.takes(text) && !is_kept(text, source))
            .map(TextEntry::key)
            .collect();
        let is_orphan = |text: &&TextEntry| {
            let made_from = text.source.as_ref().map_or(source, |made_from| &made_from.locale);
            let of = TextKey { locale: made_from.clone(), ..text.key() };
            text.locale != *source && !self.takes(text) && goes.contains(&of)
        };
        let orphans: BTreeSet<Locale> =
            live.texts.iter().filter(is_orphan).map(|text| text.locale.clone()).collect();
        orphans.into_iter().collect()
    }

    /// What is public and refers to what goes, unless it goes along.
    async fn check_users(
        &self,
        work: &Work,
        targets: &[(usize, Target)],
        problems: &mut Problems,
    ) -> Result<(), Error> {
        let ids: Vec<ContentId> = targets.iter().map(|(_, target)| target.id).collect();
        let going: HashSet<ContentId> = ids.iter().copied().collect();
        let users = used_by::users(&work.writing, &Sight::Live, &ids).await?;
        for (index, target) in targets {
            // What is public, everybody may see.
            let of_target = users.iter().filter(|(used, user)| *used == target.id && !going.contains(user));
            let mut used_by: Vec<ContentId> = of_target.map(|(_, user)| *user).collect();
            if used_by.is_empty() {
                continue;
            }
            let message = match used_by.len() {
                1 => "1 public content refers to it".to_owned(),
                count => format!("{count} public contents refer to it"),
            };
            used_by.truncate(MAX_USERS);
            let path = ["items".to_owned(), index.to_string(), "id".to_owned()];
            problems.add(&path, message, Reason::InUse { used_by, hidden: 0 });
        }
        Ok(())
    }
}

/// The label of a link in the source locale: the link cannot be without it.
fn is_kept(text: &TextEntry, source: &Locale) -> bool {
    text.field == Field::Label && text.locale == *source
}
