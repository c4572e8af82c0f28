//! Steps of publication at a time: planned, cancelled, and run when their time has come, exactly once, whichever process
//! is up.

use std::sync::Arc;

use chrono::SubsecRound;
use uuid::Uuid;

use super::pinned::Pinned;
use super::problems::Problems;
use super::publication::{Item, check_items};
use super::publish::Publish;
use super::unpublish::Unpublish;
use super::{Actor, Command, Desk, Error, Work};
use crate::domain::content::ContentId;
use crate::domain::locale::Locale;
use crate::domain::permission::Action;
use crate::domain::problem::{Problem, Reason};
use crate::domain::publication::{PlanState, PlannedVerb};
use crate::store::plan::{self, PlannedStep};
use crate::store::{self, account, draft, whereabouts};

/// The farthest that anything is planned ahead: ten years.
const MAX_AHEAD: chrono::Months = chrono::Months::new(120);

/// What is planned.
#[derive(Clone, Debug)]
pub enum Step {
    Publish(Publish),
    Unpublish(Unpublish),
}

impl Step {
    pub fn items(&self) -> &[Item] {
        match self {
            Self::Publish(step) => &step.items,
            Self::Unpublish(step) => &step.items,
        }
    }

    fn locales(&self) -> &[Locale] {
        match self {
            Self::Publish(step) => &step.locales,
            Self::Unpublish(step) => step.locales.as_deref().unwrap_or_default(),
        }
    }

    /// Publish: facts go live too. Unpublish: all goes.
    const fn has_facts(&self) -> bool {
        match self {
            Self::Publish(step) => step.has_facts,
            Self::Unpublish(step) => step.locales.is_none(),
        }
    }
}

/// Plans a step. What it publishes is the version that is expected now, whatever the draft becomes until then.
#[derive(Clone, Debug)]
pub struct Plan {
    pub id: Uuid,
    pub step: Step,
    pub at: chrono::DateTime<chrono::Utc>,
}

impl Command for Plan {
    type Outcome = ();

    async fn perform(&self, work: &mut Work) -> Result<(), Error> {
        let (items, locales) = (self.step.items(), self.step.locales());
        let mut problems = Problems::below(&["input"]);
        check_items(items, &mut problems);
        work.check_locales(locales, &mut problems);
        if !self.step.has_facts() && locales.is_empty() {
            problems.invalid(&["locales"], "names none");
        }
        let at = kept(self.at);
        if at <= work.at {
            problems.invalid(&["at"], "has passed already: leave it out for now");
        } else if at > work.at + MAX_AHEAD {
            problems.invalid(&["at"], "is more than ten years ahead");
        }
        problems.into_result()?;

        let mut problems = Problems::below(&["input"]);
        let located = work.locate(items.iter().map(|item| item.id)).await?;
        let targets = work.targets(&located, items, &mut problems).await?;
        let kinds: Vec<_> = targets.iter().map(|(_, target)| (target.id, target.kind)).collect();
        let live = draft::read_live(&work.writing, &kinds).await?;
        for (index, target) in targets {
            let place = Some(&target.place);
            let may_facts = !self.step.has_facts() || located.rights.allow(Action::PublishFacts, place);
            let may_text = |locale| located.rights.allow(Action::PublishTexts(locale), place);
            if !may_facts || !locales.iter().all(may_text) {
                let path = ["items", &index.to_string(), "id"];
                problems.add(&path, "you may not change what is public of this", Reason::NotPermitted);
            }
            let (target, live) = ((index, &target), live.get(&target.id));
            match &self.step {
                Step::Publish(step) => step.check_version(work, target, live, &mut problems).await?,
                Step::Unpublish(step) => step.check_version(work, target, live, &mut problems).await?,
            }
        }
        problems.into_result()?;
        let (verb, accepts_in_use) = match &self.step {
            Step::Publish(_) => (PlannedVerb::Publish, false),
            Step::Unpublish(step) => (PlannedVerb::Unpublish, step.accepts_in_use),
        };
        let step = PlannedStep {
            id: self.id,
            verb,
            at,
            has_facts: self.step.has_facts(),
            locales: locales.to_vec(),
            accepts_in_use,
            account_id: work.actor.id(),
            account_name: None,
            state: PlanState::Planned,
            problems: Vec::new(),
            created_at: work.at,
            ended_at: None,
            items: items.iter().map(|item| (item.id, item.expected_version)).collect(),
        };
        Ok(plan::insert(&work.writing, &step).await?)
    }
}

/// A moment as both databases keep it: in microseconds, a leap second as the one behind it.
fn kept(at: chrono::DateTime<chrono::Utc>) -> chrono::DateTime<chrono::Utc> {
    let is_leap = at.timestamp_subsec_nanos() >= 1_000_000_000;
    let at = if is_leap { at.trunc_subsecs(0) + chrono::TimeDelta::seconds(1) } else { at };
    at.trunc_subsecs(6)
}

/// Cancels a step whose time has not come.
#[derive(Clone, Copy, Debug)]
pub struct PlanCancel {
    pub id: Uuid,
}

impl Command for PlanCancel {
    type Outcome = ();

    async fn perform(&self, work: &mut Work) -> Result<(), Error> {
        let mut problems = Problems::below(&["input"]);
        let not_found = || Problem::new(&["input", "id"], "there is no such planned step", Reason::NotFound);
        let step = plan::lock(&work.writing, self.id).await?.ok_or_else(not_found)?;
        let located = work.locate(step.items.iter().map(|(id, _)| *id)).await?;
        let place = |id: &ContentId| located.visible(*id).and_then(|found| found.place.as_ref());
        let reads = |id: &ContentId| {
            place(id).is_some_and(|place| located.rights.allow(Action::ReadDraft, Some(place)))
        };
        let is_whole = located.rights.allow(Action::PublishFacts, None);
        if !is_whole && !step.items.iter().any(|(id, _)| reads(id)) {
            return Err(not_found().into());
        }
        let may = |id: &ContentId| {
            let facts = !step.has_facts || located.rights.allow(Action::PublishFacts, place(id));
            let text = |locale| located.rights.allow(Action::PublishTexts(locale), place(id));
            facts && step.locales.iter().all(text)
        };
        if !step.items.iter().all(|(id, _)| may(id)) {
            problems.add(&["id"], "you may not publish all that it names", Reason::NotPermitted);
        } else if step.state != PlanState::Planned {
            problems.invalid(&["id"], format!("is {} already", step.state.as_str()));
        }
        problems.into_result()?;
        Ok(plan::end(&work.writing, self.id, PlanState::Cancelled, None, work.at).await?)
    }
}

impl Desk {
    /// Runs the earliest planned step whose time has come; false where there is none.
    ///
    /// It is claimed, done and marked in one transaction, so that of many processes one does it, and once. What stands
    /// against it is kept with it: then it has failed, and nothing was changed.
    pub async fn run_due(&self) -> Result<bool, Error> {
        // Asked by a read, which keeps no writer waiting.
        if !plan::is_due(&self.archive, self.clock.now()).await? {
            return Ok(false);
        }
        let work = self.begin(&Actor::CommandLine).await?;
        let Some(step) = plan::claim_due(&work.writing, work.at).await? else { return Ok(false) };
        match run(work, &step).await {
            Ok(()) => tracing::info!(step = %step.id, "a planned step is done"),
            Err(Error::Refused(problems)) => {
                tracing::warn!(step = %step.id, problems = problems.len(), "a planned step has failed");
                self.fail(step.id, &problems).await?;
            }
            // It may go better next time.
            Err(error @ Error::Store(store::Error::Unavailable(..) | store::Error::Overtaken(_))) => {
                return Err(error);
            }
            // Our fault. It must not keep the steps behind it waiting.
            Err(error) => {
                tracing::error!(step = %step.id, error = &error as &dyn std::error::Error, "a planned step has failed");
                let message = "an internal error occurred: the server's log has its cause";
                self.fail(step.id, &[Problem::new(&["input"], message, Reason::InvalidField)]).await?;
            }
        }
        Ok(true)
    }

    async fn fail(&self, id: Uuid, problems: &[Problem]) -> Result<(), Error> {
        let work = self.begin(&Actor::CommandLine).await?;
        let step = plan::lock(&work.writing, id).await?;
        // Somebody may have cancelled it meanwhile.
        if step.is_some_and(|step| step.state == PlanState::Planned) {
            plan::end(&work.writing, id, PlanState::Failed, Some(problems), work.at).await?;
            work.commit().await?;
        }
        Ok(())
    }
}

async fn run(mut work: Work, step: &PlannedStep) -> Result<(), Error> {
    if let Some(id) = step.account_id {
        let account = account::write::with_grants(&work.writing, id).await?;
        let gone = || {
            let message = "the account that planned it may do nothing any more";
            Problem::new(&["input"], message, Reason::NotPermitted)
        };
        work.actor = Actor::Account(Arc::new(account.ok_or_else(gone)?));
        check_sight(&work, step).await?;
    }
    let items: Vec<Item> =
        step.items.iter().map(|&(id, expected_version)| Item { id, expected_version }).collect();
    match step.verb {
        PlannedVerb::Publish => {
            let pinned = Pinned::read(&work, step).await?;
            let publish = Publish { items, has_facts: step.has_facts, locales: step.locales.clone() };
            publish.carry_out(&mut work, pinned).await?;
        }
        PlannedVerb::Unpublish => {
            let locales = (!step.has_facts).then(|| step.locales.clone());
            let accepts_in_use = step.accepts_in_use;
            Unpublish { items, locales, accepts_in_use, is_planned: true }.perform(&mut work).await?;
        }
    }
    plan::end(&work.writing, step.id, PlanState::Done, None, work.at).await?;
    work.commit().await
}

/// Whoever planned a step sees the drafts that it names still: else nothing would be said of them but that they are not
/// there.
async fn check_sight(work: &Work, step: &PlannedStep) -> Result<(), Error> {
    let ids: Vec<ContentId> = step.items.iter().map(|(id, _)| *id).collect();
    let (found, rights) = (whereabouts::look(&work.writing, &ids).await?, work.rights().await?);
    let mut problems = Problems::below(&["input", "items"]);
    for (index, id) in ids.iter().enumerate() {
        let place = found.get(id).and_then(|found| found.place.as_ref());
        if place.is_some_and(|place| !rights.allow(Action::ReadDraft, Some(place))) {
            let message = "the account that planned it may not change what is public of this any more";
            problems.add(&[&index.to_string(), "id"], message, Reason::NotPermitted);
        }
    }
    problems.into_result()
}
