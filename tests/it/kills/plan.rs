//! A client's planned steps, and the contents that go live and go again by them alone. The server runs the steps when it
//! comes to it, so what there is of these contents is known only once no step of the client is planned any more:
//! until then `version` counts the client's own changes.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::own::{Face, Kind, Own, WITHIN_DEPARTMENTS};
use crate::model::Random;

/// What a client does to contents of its plan, by their number there.
#[derive(Clone, Debug)]
pub enum Planned {
    /// Makes the content that is to be published by a step and deleted, whichever comes first.
    Doom(Kind),
    Update {
        of: usize,
        people: Vec<String>,
    },
    Publish {
        items: Vec<usize>,
        at: i64,
    },
    Unpublish {
        items: Vec<usize>,
        at: i64,
    },
    DeleteDoomed,
}

/// A step whose time may have come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// In microseconds; no two steps are of one moment.
    pub at: i64,
    /// What goes live of each content; null: it goes from the public.
    items: Vec<(usize, i64, Option<Face>)>,
}

/// A step that has ended, as the server shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    pub at: i64,
    pub verb: String,
    pub state: String,
    pub codes: BTreeSet<String>,
    /// Versions and contents, by their ids.
    pub items: Vec<(String, i64)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// One of each kind that stands in departments, for ever, then perhaps the doomed one.
    pub own: Vec<Own>,
    /// The versions of their drafts.
    pub drafted: Vec<i64>,
    /// In the order of their times, in which they were sent too.
    pub steps: Vec<Step>,
    pub is_doomed_deleted: bool,
    /// Whether somebody tried to delete it too late.
    pub is_doomed_saved: bool,
    pub last_at: i64,
}

/// The number of the doomed content, if there is one.
pub const DOOMED: usize = WITHIN_DEPARTMENTS.len();

/// The most steps that a client has planned at once.
const MOST: usize = 20;

/// The farthest that a client plans ahead, in microseconds.
pub const FARTHEST: i64 = 400_000;

impl Plan {
    pub fn new(own: Vec<Own>) -> Self {
        let drafted = own.iter().map(|own| own.version).collect();
        Self { own, drafted, steps: Vec::new(), is_doomed_deleted: false, is_doomed_saved: false, last_at: 0 }
    }

    pub fn next(&self, random: &mut Random, now: i64, client: usize) -> Planned {
        let has_doomed = self.own.len() > DOOMED && !self.is_doomed_deleted;
        let is_planned = self.is_doomed_planned();
        let of = random.below(DOOMED);
        let update = || Planned::Update { of, people: self.people(of) };
        if self.steps.len() == MOST {
            return update();
        }
        let at = self.moment(random, now, client);
        match random.below(10) {
            0 if self.own.len() == DOOMED => Planned::Doom(WITHIN_DEPARTMENTS[of]),
            0..=3 if has_doomed && !is_planned => Planned::Publish { items: vec![DOOMED], at },
            0 | 1 if has_doomed && !self.is_doomed_saved => Planned::DeleteDoomed,
            2 | 3 => update(),
            4 | 5 => Planned::Unpublish { items: self.some(of, random), at },
            _ => Planned::Publish { items: self.some(of, random), at },
        }
    }

    pub fn is_doomed_planned(&self) -> bool {
        self.steps.iter().any(|step| step.items.iter().any(|(of, ..)| *of == DOOMED))
    }

    /// A little ahead, after all steps that were planned before, its last digit the client's number.
    fn moment(&self, random: &mut Random, now: i64, client: usize) -> i64 {
        let ahead = i64::try_from(random.below(400)).expect("a small number") * (FARTHEST / 400);
        let at = (now + ahead).max(self.last_at + 1_000);
        at - at % 10 + i64::try_from(client).expect("few clients")
    }

    fn some(&self, first: usize, random: &mut Random) -> Vec<usize> {
        (0..DOOMED).filter(|&of| of == first || random.percent(35)).collect()
    }

    /// Whoever is in the plan and is named by `of`.
    fn people(&self, of: usize) -> Vec<String> {
        let is_named = |own: &&Own| own.kind == Kind::StaffMember && self.own[of].kind.names_people();
        self.own.iter().take(DOOMED).filter(is_named).map(|own| own.id.clone()).collect()
    }

    /// What the plan is once it was taken.
    pub fn take(&mut self, planned: &Planned, mark: &str, department: &Own) {
        match planned {
            Planned::Doom(kind) => {
                self.own.push(Own::new(*kind, mark, department, Vec::new()));
                self.drafted.push(1);
            }
            Planned::Update { of, people } => self.own[*of].rewrite(mark, people),
            Planned::Publish { items, at } => self.add(*at, items, true),
            Planned::Unpublish { items, at } => self.add(*at, items, false),
            Planned::DeleteDoomed => self.is_doomed_deleted = true,
        }
    }

    fn add(&mut self, at: i64, items: &[usize], publishes: bool) {
        let item = |&of: &usize| (of, self.drafted[of], publishes.then(|| self.own[of].draft.clone()));
        self.steps.push(Step { at, items: items.iter().map(item).collect() });
        self.last_at = at;
    }

    /// The version of a content's draft as the server has told it: at most as many steps were done as are planned.
    pub fn learn(&mut self, of: usize, told: i64) {
        let own = self.own[of].version;
        let steps = self.steps.iter().filter(|step| step.items.iter().any(|(item, ..)| *item == of)).count();
        let most = own + i64::try_from(steps).expect("few steps");
        assert!((own..=most).contains(&told), "version {told}, not {own} to {most}: {self:#?}");
        self.drafted[of] = told;
    }

    pub fn request(&self, planned: &Planned) -> Option<(&'static str, Value)> {
        let (mutation, items, at) = match planned {
            Planned::Publish { items, at } => ("contentPublish", items, at),
            Planned::Unpublish { items, at } => ("contentUnpublish", items, at),
            _ => return None,
        };
        let item = |&of: &usize| json!({ "id": self.own[of].id, "expectedVersion": self.drafted[of] });
        let at = chrono::DateTime::from_timestamp_micros(*at).expect("a moment of today");
        let at = at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
        let mut input = json!({ "items": items.iter().map(item).collect::<Vec<_>>(), "at": at });
        match planned {
            Planned::Publish { .. } => input["locales"] = json!(["de", "en", "de-simple"]),
            _ => input["acceptInUse"] = json!(true),
        }
        Some((mutation, input))
    }

    /// Plays all steps, each once, in the order of their times; what became of each.
    pub fn settle(&mut self) -> Vec<Ended> {
        let steps = std::mem::take(&mut self.steps);
        let ended = steps.iter().map(|step| self.play(step)).collect();
        self.drafted = self.own.iter().map(|own| own.version).collect();
        ended
    }

    fn play(&mut self, step: &Step) -> Ended {
        let is_gone = |of: usize| of == DOOMED && self.is_doomed_deleted;
        let codes = step.items.iter().filter_map(|(of, _, face)| {
            let is_missing = face.is_none() && self.own[*of].live.is_none();
            if is_gone(*of) { Some("NOT_FOUND") } else { is_missing.then_some("STEP_NOT_ALLOWED") }
        });
        let codes: BTreeSet<String> = codes.map(str::to_owned).collect();
        // Nobody shows what is no more.
        let id = |of: usize| if is_gone(of) { String::new() } else { self.own[of].id.clone() };
        let mut items: Vec<(String, i64)> =
            step.items.iter().map(|(of, version, _)| (id(*of), *version)).collect();
        items.sort();
        let verb = if step.items.iter().any(|(_, _, face)| face.is_some()) { "PUBLISH" } else { "UNPUBLISH" };
        let state = if codes.is_empty() { "DONE" } else { "FAILED" };
        if codes.is_empty() {
            for (of, _, face) in &step.items {
                match face {
                    Some(face) => self.own[*of].publish(face),
                    None => self.own[*of].unpublish(),
                }
            }
        }
        Ended { at: step.at, verb: verb.to_owned(), state: state.to_owned(), codes, items }
    }

    /// The doomed content once its fate is known: deleted (true), or one like others.
    pub fn release_doomed(&mut self) -> Option<(Own, bool)> {
        let is_settled = self.own.get(DOOMED)?.live.is_some() || self.is_doomed_deleted;
        if !is_settled {
            return None;
        }
        self.drafted.truncate(DOOMED);
        let is_deleted = std::mem::take(&mut self.is_doomed_deleted);
        self.is_doomed_saved = false;
        self.own.pop().map(|own| (own, is_deleted))
    }
}
