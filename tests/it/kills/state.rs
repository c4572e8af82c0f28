//! What a client knows: its contents, and what they are once something is done to them.

use super::own::{Face, Kind, Own};
use super::plan::{Ended, Plan, Planned};

/// What a client does; contents by their number among its own.
#[derive(Clone, Debug)]
pub enum Action {
    Create {
        kind: Kind,
        above: usize,
        people: Vec<String>,
    },
    Update {
        of: usize,
        people: Vec<String>,
    },
    /// Below a content of its own, or a department that all share.
    Move {
        of: usize,
        above: String,
    },
    Publish(Vec<usize>),
    Unpublish {
        items: Vec<usize>,
        accepts_in_use: bool,
    },
    Delete(usize),
    Plan(Planned),
}

/// What it sent last and was not answered.
#[derive(Clone, Debug)]
pub struct Sent {
    pub action: Action,
    pub mark: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Two departments, which stay, then what was made in them.
    pub own: Vec<Own>,
    pub plan: Plan,
    /// What was deleted last.
    pub gone: Vec<String>,
}

/// How many deleted contents are looked for.
const REMEMBERED: usize = 30;

impl State {
    /// What all is once an action is done.
    pub fn after(&self, Sent { action, mark }: &Sent) -> Self {
        let mut next = self.clone();
        let own = &mut next.own;
        match action {
            Action::Create { kind, above, people } => {
                own.push(Own::new(*kind, mark, &self.own[*above], people.clone()));
            }
            Action::Update { of, people } => own[*of].rewrite(mark, people),
            Action::Move { of, above } => next.relocate(*of, above),
            Action::Publish(items) => {
                for &of in items {
                    let face = own[of].draft.clone();
                    own[of].publish(&face);
                }
            }
            Action::Unpublish { items, .. } => {
                for &of in items {
                    own[of].unpublish();
                }
            }
            Action::Delete(of) => {
                let gone = own.remove(*of).id;
                next.forget(gone);
            }
            Action::Plan(planned) => next.plan.take(planned, mark, &self.own[0]),
        }
        next
    }

    fn relocate(&mut self, of: usize, above: &str) {
        let department = self.department_below(above);
        let is_below_page = self.find(above).is_some_and(|above| above.kind == Kind::Page);
        let moved = &mut self.own[of];
        moved.version += 1;
        moved.is_moved = true;
        if moved.kind == Kind::Department {
            moved.draft.parent = Some(above.to_owned());
            return;
        }
        moved.draft.parent = is_below_page.then(|| above.to_owned());
        if moved.draft.department.as_ref() == Some(&department) {
            return;
        }
        moved.draft.department = Some(department.clone());
        let below = (0..self.own.len()).filter(|&page| page != of && self.is_below(page, of));
        for page in below.collect::<Vec<_>>() {
            self.own[page].version += 1;
            self.own[page].draft.department = Some(department.clone());
        }
    }

    /// What all is once all steps are over. The doomed content is no more, or one like others.
    pub fn settle(&mut self) -> Vec<Ended> {
        let ended = self.plan.settle();
        match self.plan.release_doomed() {
            Some((doomed, true)) => self.forget(doomed.id),
            Some((doomed, false)) => self.own.push(doomed),
            None => {}
        }
        ended
    }

    /// Takes note of a deletion.
    fn forget(&mut self, id: String) {
        self.gone.push(id);
        let surplus = self.gone.len().saturating_sub(REMEMBERED);
        self.gone.drain(..surplus);
    }

    /// All contents, those of the plan too.
    pub fn all(&self) -> impl Iterator<Item = &Own> {
        self.own.iter().chain(&self.plan.own)
    }

    fn find(&self, id: &str) -> Option<&Own> {
        self.own.iter().find(|own| own.id == id)
    }

    /// The department of what stands directly below `above`.
    fn department_below(&self, above: &str) -> String {
        let page = self.find(above).filter(|own| own.kind == Kind::Page);
        page.and_then(|page| page.draft.department.clone()).unwrap_or_else(|| above.to_owned())
    }

    /// Whether a page is another page or stands below it.
    pub fn is_below(&self, page: usize, of: usize) -> bool {
        let mut here = Some(&self.own[page]).filter(|own| own.kind == Kind::Page);
        while let Some(own) = here {
            if own.id == self.own[of].id {
                return true;
            }
            here = own.draft.parent.as_ref().and_then(|parent| self.find(parent));
        }
        false
    }

    /// Whether others of its own refer to a content, on the desk or in public, unless they go along.
    fn is_used(&self, of: usize, goes_along: &[usize], is_public: bool) -> bool {
        let uses = |face: &Face| face.refers_to(&self.own[of].id);
        self.own.iter().enumerate().any(|(other, own)| {
            let is_in_draft = !is_public && uses(&own.draft);
            other != of
                && !goes_along.contains(&other)
                && (is_in_draft || own.live.as_ref().is_some_and(uses))
        })
    }

    /// What must stand against an action; none: it is done.
    pub fn refusal(&self, action: &Action) -> Vec<&'static str> {
        let mut codes = Vec::new();
        match action {
            Action::Delete(of) => {
                if self.own[*of].live.is_some() {
                    codes.push("STEP_NOT_ALLOWED");
                }
                if self.is_used(*of, &[], false) {
                    codes.push("IN_USE");
                }
            }
            Action::Unpublish { items, accepts_in_use } => {
                if items.iter().any(|&of| self.own[of].live.is_none()) {
                    codes.push("STEP_NOT_ALLOWED");
                }
                if !accepts_in_use && items.iter().any(|&of| self.is_used(of, items, true)) {
                    codes.push("IN_USE");
                }
            }
            _ => {}
        }
        codes.sort_unstable();
        codes
    }
}
