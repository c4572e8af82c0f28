//! What a client does next, at random.

use wegweiser::clock::Clock;

use super::client::Client;
use super::own::{Kind, WITHIN_DEPARTMENTS};
use super::plan::Planned;
use super::state::Action;

/// The most contents of a client, beside those of its plan.
const MOST: usize = 16;

impl Client {
    pub fn next(&mut self) -> Action {
        let (random, state) = (&mut self.random, &self.state);
        let of = random.below(state.own.len());
        match random.below(24) {
            0..=10 => {
                let now = Clock::system().now().timestamp_micros();
                let planned = state.plan.next(random, now, self.number);
                let is_full = state.own.len() >= MOST && matches!(planned, Planned::Doom(_));
                if is_full { self.update(of) } else { Action::Plan(planned) }
            }
            11..=13 if state.own.len() < MOST => {
                let kind = random.pick(&WITHIN_DEPARTMENTS).expect("there are kinds");
                let is_above = |&above: &usize| match state.own[above].kind {
                    Kind::Department => true,
                    other => (kind, other) == (Kind::Page, Kind::Page),
                };
                let above: Vec<usize> = (0..state.own.len()).filter(is_above).collect();
                let above = random.pick(&above).expect("there are departments");
                Action::Create { kind, above, people: self.people(kind) }
            }
            14..=16 => match self.place(of) {
                Some(above) => Action::Move { of, above },
                None => self.update(of),
            },
            17 | 18 => {
                let mut items: Vec<usize> =
                    if random.percent(60) { (0..state.own.len()).collect() } else { vec![of] };
                items.retain(|&item| !state.own[item].may_be_live());
                if items.is_empty() { self.update(of) } else { Action::Publish(items) }
            }
            19 => {
                let share = 20 + 60 * random.below(2);
                let mut items: Vec<usize> = (0..state.own.len()).filter(|_| random.percent(share)).collect();
                items.retain(|&item| state.own[item].live.is_some() || item == of);
                items.truncate(4);
                if items.is_empty() { self.update(of) } else { self.unpublish(items) }
            }
            20 | 21 => self.delete(of),
            _ => self.update(of),
        }
    }

    fn update(&mut self, of: usize) -> Action {
        Action::Update { of, people: self.people(self.state.own[of].kind) }
    }

    /// Takes from the public, with leave where others need it. What the plan's contents need of the departments shows
    /// only later.
    fn unpublish(&self, items: Vec<usize>) -> Action {
        let without = Action::Unpublish { items: items.clone(), accepts_in_use: false };
        let has_department = items.iter().any(|&of| self.state.own[of].kind == Kind::Department);
        let is_used = self.state.refusal(&without).contains(&"IN_USE");
        // Once in a while to be refused.
        let accepts_in_use = has_department || (is_used && !self.count.is_multiple_of(4));
        Action::Unpublish { items, accepts_in_use }
    }

    /// Deletes what may go, once in a while what may not. Departments stay: the plan is in one of them.
    fn delete(&mut self, of: usize) -> Action {
        let is_within = |of: &usize| self.state.own[*of].kind != Kind::Department;
        let mut among: Vec<usize> = (0..self.state.own.len()).filter(is_within).collect();
        if self.random.percent(75) {
            among.retain(|&of| self.state.refusal(&Action::Delete(of)).is_empty());
        }
        self.random.pick(&among).map_or_else(|| self.update(of), Action::Delete)
    }

    /// Some of its staff, in some order, for what names staff.
    fn people(&mut self, kind: Kind) -> Vec<String> {
        let staff = self.state.own.iter().filter(|own| own.kind == Kind::StaffMember);
        let mut staff: Vec<String> = staff.map(|own| own.id.clone()).collect();
        staff.retain(|_| kind.names_people() && self.random.percent(50));
        if self.random.percent(50) {
            staff.reverse();
        }
        staff
    }

    /// Something that a content may be moved below.
    fn place(&mut self, of: usize) -> Option<String> {
        let own = &self.state.own;
        let ids = |free: &dyn Fn(usize) -> bool| -> Vec<String> {
            (0..own.len()).filter(|&other| free(other)).map(|other| own[other].id.clone()).collect()
        };
        let mut places = match own[of].kind {
            Kind::Department => self.roots.to_vec(),
            Kind::Page => ids(&|other| {
                matches!(own[other].kind, Kind::Department | Kind::Page) && !self.state.is_below(other, of)
            }),
            _ => ids(&|other| own[other].kind == Kind::Department),
        };
        places.retain(|place| place != own[of].draft.above());
        self.random.pick(&places)
    }
}
