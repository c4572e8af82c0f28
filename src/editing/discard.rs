//! Back to what is live: the draft's changes go.

use super::problems::Problems;
use super::put::refuse_collisions;
use super::{Command, Error, Locks, Tree, Work};
use crate::domain::content::{ContentId, Facts, Verb};
use crate::domain::draft::{Above, FactsInput};
use crate::domain::edit::Edit;
use crate::domain::problem::Reason;
use crate::domain::tree::TreeKey;
use crate::domain::version::changed_parts;
use crate::domain::{department, office, page, responsibility, staff_member};
use crate::store::draft::{self, Draft};
use crate::store::whereabouts;

/// Makes a draft what is live again.
#[derive(Clone, Copy, Debug)]
pub struct Discard {
    pub id: ContentId,
    pub expected_version: i64,
}

impl Command for Discard {
    type Outcome = ();

    fn locks(&self) -> Locks {
        Locks { tree: Tree::Changes, ..Locks::default() }
    }

    async fn perform(&self, work: &mut Work) -> Result<(), Error> {
        let located = work.locate([self.id]).await?;
        let target = work.target(&located, self.id, None).await?;
        let old = &target.draft;
        let mut problems = Problems::below(&["input"]);
        let live = draft::read_live(&work.writing, &[(self.id, target.kind)]).await?.remove(&self.id);
        let Some(Draft { facts, mut texts, .. }) = live else {
            let from = work.state_of_hidden(self.id).await?;
            let message = "is not public: there is nothing to go back to";
            problems.add(&["id"], message, Reason::StepNotAllowed { from });
            return problems.into_result();
        };
        // In the order of the draft's, which does not matter, but is the same for what is the same.
        texts.sort_by_key(|text| text.key());

        let changed = changed_parts((&old.facts, &old.texts), (&facts, &texts));
        work.check_rights(&located, Some(&target.place), &changed, &mut problems);
        let expected = self.expected_version;
        let path = ["input", "expectedVersion"];
        work.check_versions(&target, expected, (&changed, None), &path, &mut problems).await?;
        work.check_slugs(self.id, &slugs_of(&facts), Some(facts.above()), &mut problems).await?;
        if facts.above() != old.facts.above() {
            self.check_parent(work, &target.place, facts.above(), &mut problems).await?;
        }
        problems.into_result()?;
        if changed.is_empty() {
            return Ok(());
        }
        let draft = Draft { facts: facts.clone(), texts, versions: old.versions.clone() };
        work.put(self.id, draft, target.version + 1, (&changed, Verb::Discard)).await?;
        let collisions = work.derive(self.id, &old.facts, &facts, &changed).await?;
        refuse_collisions(collisions, &["input", "id"])
    }
}

impl Discard {
    /// What it would stand below is there on the desk, and does not stand below it.
    async fn check_parent(
        &self,
        work: &Work,
        place: &TreeKey,
        above: Above,
        problems: &mut Problems,
    ) -> Result<(), Error> {
        let Some(parent) = above.id() else { return Ok(()) };
        let found = whereabouts::lock(&work.writing, &[parent]).await?;
        match found.get(&parent).and_then(|found| found.place.as_ref()) {
            None => problems.invalid(&["id"], "what it stands below in public is no more on the desk"),
            Some(above) if above.is_within(place) => {
                problems
                    .invalid(&["id"], "would stand below itself: on the desk, the tree has changed since");
            }
            Some(_) => {}
        }
        Ok(())
    }
}

/// An input that sets the slugs of facts, to be judged as an editor's would be.
fn slugs_of(facts: &Facts) -> FactsInput {
    match facts {
        Facts::Department(facts) => FactsInput::Department(department::Input {
            slug: Edit::Set(facts.slug.to_string()),
            ..department::Input::default()
        }),
        Facts::Responsibility(facts) => FactsInput::Responsibility(responsibility::Input {
            slug: Edit::Set(facts.slug.to_string()),
            ..responsibility::Input::default()
        }),
        Facts::Office(facts) => FactsInput::Office(office::Input {
            slug: Edit::Set(facts.slug.to_string()),
            ..office::Input::default()
        }),
        Facts::StaffMember(_) => FactsInput::StaffMember(staff_member::Input::default()),
        Facts::Page(facts) => FactsInput::Page(page::Input {
            slugs: facts
                .slugs
                .iter()
                .map(|(locale, slug)| (locale.clone(), Edit::Set(slug.to_string())))
                .collect(),
            ..page::Input::default()
        }),
    }
}
