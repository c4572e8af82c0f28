//! What a planned publication brings: the versions that it pins, in place of the drafts, as they can be when its time has
//! come.

use std::collections::HashMap;

use super::locate::Located;
use super::problems::Problems;
use super::publication::Item;
use super::{Error, Work};
use crate::domain::content::{ContentId, Facts};
use crate::domain::locale::Locale;
use crate::domain::problem::Reason;
use crate::domain::version::{Part, Versions, fact_parts};
use crate::store::draft::Draft;
use crate::store::plan::PlannedStep;
use crate::store::revision;

/// Former versions that go live in place of the drafts, by their content.
#[derive(Default)]
pub(super) struct Pinned(HashMap<ContentId, Draft>);

impl Pinned {
    /// The versions that a step pins. What they have in locales that the city has no more is left out.
    pub(super) async fn read(work: &Work, step: &PlannedStep) -> Result<Self, Error> {
        let mut problems = Problems::below(&["input"]);
        let mut pinned = HashMap::new();
        for (index, &(id, version)) in step.items.iter().enumerate() {
            let Some(mut snapshot) = revision::snapshot_at(&work.writing, id, version).await? else {
                let path = ["items", &index.to_string(), "expectedVersion"];
                problems.add(&path, "history has this version no more", Reason::NotFound);
                continue;
            };
            let is_known = |locale: &Locale| work.locales.desk().get(locale).is_some();
            if let Facts::Page(page) = &mut snapshot.facts {
                page.slugs.retain(|locale, _| is_known(locale));
            }
            snapshot.texts.retain(|text| is_known(&text.locale));
            for text in &mut snapshot.texts {
                text.source = text.source.take().filter(|source| is_known(&source.locale));
            }
            let mut versions = Versions::all(version);
            let texts = snapshot.texts.iter().map(|text| Part::Text(text.key()));
            for part in fact_parts(&snapshot.facts).into_iter().chain(texts) {
                versions.set(part, version);
            }
            pinned.insert(id, Draft { facts: snapshot.facts, texts: snapshot.texts, versions });
        }
        problems.into_result()?;
        Ok(Self(pinned))
    }

    pub(super) fn get(&self, id: ContentId) -> Option<&Draft> {
        self.0.get(&id)
    }

    pub(super) const fn drafts(&self) -> &HashMap<ContentId, Draft> {
        &self.0
    }

    pub(super) fn retain(&mut self, goes: impl Fn(ContentId) -> bool) {
        self.0.retain(|&id, _| goes(id));
    }

    /// What the facts name, to be locked with the contents.
    pub(super) fn named(&self) -> impl Iterator<Item = ContentId> {
        self.0.values().flat_map(|draft| draft.facts.named())
    }

    /// The facts as they can be today: what they stand below is there still, or that is a problem; references to what is
    /// no more are left out.
    pub(super) async fn fit(
        &mut self,
        work: &Work,
        located: &Located,
        items: &[Item],
        problems: &mut Problems,
    ) -> Result<(), Error> {
        for (index, item) in items.iter().enumerate() {
            let Some(Draft { facts, .. }) = self.0.get_mut(&item.id) else { continue };
            located.leave_out_gone(facts);
            let path = ["items".to_owned(), index.to_string(), "id".to_owned()];
            if located.check_above(facts, &path, problems) {
                // A page goes with the page above, which may be in another department by now.
                let (above, position) = (facts.above(), facts.position().clone());
                let department = work.department_below(facts).await?;
                facts.place(above, department, position);
            }
        }
        Ok(())
    }
}
