//! What must become of a step that changes drafts: done, with the city as it is then, or refused, with the codes of all
//! problems.

use std::collections::{BTreeMap, BTreeSet};

use wegweiser::domain::position::Position;

use super::city::{Above, City, Content, Facts, Key, Kind, Number, Part, SOURCE, Side, Stage, Text};
use super::steps::{Set, Step};

pub type Codes = BTreeSet<&'static str>;

pub const INVALID: &str = "INVALID_FIELD";
pub const CONFLICT: &str = "VERSION_CONFLICT";
pub const TAKEN: &str = "SLUG_TAKEN";
pub const MISSING: &str = "NOT_FOUND";
pub const IN_USE: &str = "IN_USE";
pub const NO_SOURCE: &str = "SOURCE_NOT_LIVE";
pub const NOT_ALLOWED: &str = "STEP_NOT_ALLOWED";

/// What must become of a step.
pub enum Verdict {
    Done(City),
    Refused(Codes),
}

pub fn refused(code: &'static str) -> Verdict {
    Verdict::Refused(Codes::from([code]))
}

impl City {
    pub fn judge(&self, step: &Step) -> Verdict {
        match step {
            Step::Create { kind, department, parent, set } => {
                self.create_as(*kind, *department, *parent, set)
            }
            Step::Update { of, expected, set } => self.update(*of, *expected, set),
            Step::Move { of, expected, parent, before, after } => {
                self.relocate_to(*of, *expected, *parent, (*before, *after))
            }
            Step::Publish { items, has_facts, locales } => self.publish(items, *has_facts, locales),
            Step::Unpublish { items, locales, accepts } => {
                self.unpublish(items, locales.as_deref(), *accepts)
            }
            Step::Discard { of, expected } => self.discard(*of, *expected),
            Step::Delete { of, expected } => self.delete(*of, *expected),
        }
    }

    /// Done, unless two pages would stand on one path in the stage that was written.
    pub fn unless_on_one_path(self, stage: Stage) -> Verdict {
        if self.has_two_on_one_path(stage) { refused(TAKEN) } else { Verdict::Done(self) }
    }

    fn is_draft_of(&self, number: Number, kind: Kind) -> bool {
        self.contents[number].kind == kind && self.draft(number).is_some()
    }

    pub fn last(&self, kind: Kind, above: Above) -> Option<Position> {
        let siblings = self.siblings(Stage::Draft, kind, above).into_iter();
        siblings.filter_map(|number| Some(self.facts(Stage::Draft, number)?.position.clone())).max()
    }

    /// Problems of slugs that are wanted for a draft.
    fn taken(&self, of: Number, kind: Kind, above: Option<Above>, set: &Set, codes: &mut Codes) {
        let others = self.there(Stage::Draft).into_iter().filter(|&other| other != of);
        let mut others = others.filter_map(|other| Some((other, self.facts(Stage::Draft, other)?)));
        let is_taken = |(other, facts): (Number, &Facts)| {
            let same = set.slug.is_some() && facts.slug == set.slug;
            let beside = set.slugs.iter().any(|(tag, slug)| {
                slug.is_some() && Some(facts.above) == above && facts.slugs.get(tag) == slug.as_ref()
            });
            self.contents[other].kind == kind && (same || beside)
        };
        if others.any(is_taken) {
            codes.insert(TAKEN);
        }
    }

    /// The side that a set makes of another: its facts where they are in order, then its texts where those are.
    fn with(&mut self, kind: Kind, old: &Side, set: &Set, codes: &mut Codes) -> Side {
        let mut new = old.clone();
        let facts = &mut new.facts;
        facts.word = set.word.clone().unwrap_or_else(|| facts.word.clone());
        facts.slug = set.slug.clone().or_else(|| facts.slug.clone());
        for (tag, slug) in &set.slugs {
            match slug {
                Some(slug) => facts.slugs.insert(tag, slug.clone()),
                None => facts.slugs.remove(tag),
            };
        }
        if kind == Kind::Page && !facts.slugs.contains_key(SOURCE) {
            codes.insert(INVALID);
        }
        if let Some(people) = &set.people {
            let is_duty = kind == Kind::Duty;
            facts.people = people.iter().map(|&(person, is_deputy)| (person, is_deputy && is_duty)).collect();
        }
        let mut edits: Vec<(Key, Option<String>)> =
            set.texts.iter().map(|(tag, field, value)| ((*tag, *field, 0), value.clone())).collect();
        if let Some(links) = &set.links {
            facts.links.clear();
            for link in links {
                let number = link.known.unwrap_or_else(|| {
                    self.links.push(String::new());
                    self.links.len()
                });
                facts.links.push((number, link.target));
                edits.extend(link.labels.iter().map(|(tag, label)| ((*tag, "label", number), label.clone())));
            }
        }
        let links: BTreeSet<usize> = facts.links.iter().map(|(link, _)| *link).collect();
        for (key, value) in edits {
            match value {
                None => _ = new.texts.remove(&key),
                Some(value) if new.texts.get(&key).is_some_and(|text| text.value == value) => {}
                Some(value) => _ = new.texts.insert(key, Text { value, source: None }),
            }
        }
        new.texts.retain(|(_, _, item), _| *item == 0 || links.contains(item));
        let is_there = |key: Key| new.texts.contains_key(&key);
        if !is_there((SOURCE, kind.texts()[0], 0))
            || links.iter().any(|&link| !is_there((SOURCE, "label", link)))
        {
            codes.insert(INVALID);
            new.texts.clone_from(&old.texts);
        }
        new
    }

    fn create_as(
        &self,
        kind: Kind,
        department: Option<Number>,
        parent: Option<Number>,
        set: &Set,
    ) -> Verdict {
        let mut codes = Codes::new();
        let mut next = self.clone();
        let site = match (kind, parent) {
            (Kind::Department, None) => Some((Above::Nothing, None)),
            (Kind::Department, Some(parent)) => {
                self.is_draft_of(parent, kind).then_some((Above::Department(parent), None))
            }
            (Kind::Page, Some(parent)) => self.is_draft_of(parent, kind).then(|| {
                let of_parent = self.facts(Stage::Draft, parent).and_then(|facts| facts.department);
                if department.is_some() && department != of_parent {
                    codes.insert(INVALID);
                }
                (Above::Page(parent), of_parent)
            }),
            _ => department
                .filter(|&department| self.is_draft_of(department, Kind::Department))
                .map(|department| (Above::Department(department), Some(department))),
        };
        let missing = references(set).iter().any(|&number| self.draft(number).is_none());
        if site.is_none() || missing {
            codes.insert(MISSING);
        }
        let number = self.contents.len();
        self.taken(number, kind, site.map(|(above, _)| above), set, &mut codes);
        let (above, department) = site.unwrap_or((Above::Nothing, None));
        let last = self.last(kind, above);
        let position = Position::between(last.as_ref(), None).expect("there is room at the end");
        let bare = Facts {
            above,
            department,
            position,
            word: None,
            slug: None,
            slugs: BTreeMap::new(),
            people: Vec::new(),
            links: Vec::new(),
        };
        let bare = Side { facts: bare, texts: BTreeMap::new(), versions: BTreeMap::new() };
        let mut draft = next.with(kind, &bare, set, &mut codes);
        if !codes.is_empty() {
            return Verdict::Refused(codes);
        }
        let mut parts = draft.fact_parts();
        parts.extend(draft.texts.keys().map(|&key| Part::Text(key)));
        name_sources(&mut draft, &parts, 1, 1, None);
        draft.mark(&parts, 1);
        let history = vec![(1, draft.clone())];
        let (live, was_published) = (None, false);
        let id = String::new();
        next.contents.push(Content {
            kind,
            id,
            version: 1,
            draft: Some(draft),
            live,
            was_published,
            history,
        });
        next.unless_on_one_path(Stage::Draft)
    }

    fn update(&self, of: Number, expected: i64, set: &Set) -> Verdict {
        let content = &self.contents[of];
        let Some(old) = &content.draft else { return refused(MISSING) };
        let mut codes = Codes::new();
        let known = old.facts.references();
        let mut new_references = references(set).into_iter().filter(|number| !known.contains(number));
        if new_references.any(|number| self.draft(number).is_none()) {
            codes.insert(MISSING);
        }
        self.taken(of, content.kind, Some(old.facts.above), set, &mut codes);
        let mut next = self.clone();
        let mut draft = next.with(content.kind, old, set, &mut codes);
        let changed = old.changed(&draft);
        let then = self.then(of, expected);
        if self.conflicts(of, old, &changed, expected, then) {
            codes.insert(CONFLICT);
        }
        if !codes.is_empty() {
            return Verdict::Refused(codes);
        }
        if changed.is_empty() {
            return Verdict::Done(self.clone());
        }
        name_sources(&mut draft, &changed, content.version + 1, expected, then);
        next.put(of, draft, &changed);
        next.unless_on_one_path(Stage::Draft)
    }

    fn relocate_to(
        &self,
        of: Number,
        expected: i64,
        parent: Option<Option<Number>>,
        (before, after): (Option<Number>, Option<Number>),
    ) -> Verdict {
        let content = &self.contents[of];
        let Some(old) = &content.draft else { return refused(MISSING) };
        let mut codes = Codes::new();
        let destination = match parent {
            None => {
                if before.is_none() && after.is_none() {
                    codes.insert(INVALID);
                }
                Some((old.facts.above, old.facts.department))
            }
            Some(None) if content.kind == Kind::Department => Some((Above::Nothing, None)),
            Some(None) => {
                codes.insert(INVALID);
                None
            }
            Some(Some(parent)) if self.is_draft_of(parent, Kind::Department) => {
                let department = (content.kind != Kind::Department).then_some(parent);
                Some((Above::Department(parent), department))
            }
            Some(Some(parent)) if content.kind == Kind::Page && self.is_draft_of(parent, Kind::Page) => {
                let department = self.facts(Stage::Draft, parent).and_then(|facts| facts.department);
                Some((Above::Page(parent), department))
            }
            Some(Some(_)) => {
                codes.insert(MISSING);
                None
            }
        };
        let mut draft = old.clone();
        if let Some((above, department)) = destination {
            let goes_below_itself = above
                .number()
                .is_some_and(|above| above == of || self.above(Stage::Draft, above).contains(&of));
            if above != old.facts.above && goes_below_itself {
                codes.insert(INVALID);
            }
            match self.position(of, &old.facts, above, (before, after)) {
                Err(code) => _ = codes.insert(code),
                Ok(position) => {
                    draft.facts = Facts { above, department, position, ..draft.facts };
                    let set = draft.facts.slugs.iter().map(|(tag, slug)| (*tag, Some(slug.clone())));
                    let set = Set { slugs: set.collect(), ..Set::default() };
                    self.taken(of, content.kind, Some(above), &set, &mut codes);
                }
            }
        }
        let changed = old.changed(&draft);
        if self.conflicts(of, old, &changed, expected, None) {
            codes.insert(CONFLICT);
        }
        if !codes.is_empty() {
            return Verdict::Refused(codes);
        }
        let mut next = self.clone();
        if changed.is_empty() {
            return Verdict::Done(next);
        }
        if content.kind == Kind::Page && old.facts.department != draft.facts.department {
            next.take_pages_along(of, draft.facts.department);
        }
        next.put(of, draft, &changed);
        next.unless_on_one_path(Stage::Draft)
    }

    fn position(
        &self,
        of: Number,
        own: &Facts,
        above: Above,
        siblings: (Option<Number>, Option<Number>),
    ) -> Result<Position, &'static str> {
        let kind = self.contents[of].kind;
        let position = |number: Number| Some(self.facts(Stage::Draft, number)?.position.clone());
        let mut taken: Vec<Position> =
            self.siblings(Stage::Draft, kind, above).into_iter().filter_map(position).collect();
        taken.sort();
        let is_own = |found: Option<&Position>| above == own.above && found == Some(&own.position);
        let (sibling, is_before) = match siblings {
            (Some(_), Some(_)) => return Err(INVALID),
            (None, None) if is_own(taken.last()) => return Ok(own.position.clone()),
            (None, None) => {
                return Ok(Position::between(taken.last(), None).expect("there is room at the end"));
            }
            (Some(before), None) => (before, true),
            (None, Some(after)) => (after, false),
        };
        if sibling == of {
            return Err(INVALID);
        }
        if !self.is_draft_of(sibling, kind) {
            return Err(MISSING);
        }
        let beside = self.facts(Stage::Draft, sibling).filter(|facts| facts.above == above).ok_or(INVALID)?;
        let beside = &beside.position;
        let (low, high) = if is_before {
            (taken.iter().rfind(|position| *position < beside), Some(beside))
        } else {
            (Some(beside), taken.iter().find(|position| *position > beside))
        };
        let neighbour = if is_before { low } else { high };
        if is_own(neighbour) {
            return Ok(own.position.clone());
        }
        Ok(Position::between(low, high).expect("there is room between two"))
    }

    /// The draft as it was in a version, where that is not the newest.
    pub fn then(&self, of: Number, expected: i64) -> Option<&Side> {
        let content = &self.contents[of];
        let history = content.history.iter().rev().filter(|_| expected < content.version);
        history
            .map(|(version, side)| (*version, side))
            .find(|(version, _)| *version <= expected)
            .map(|(_, side)| side)
    }

    /// Whether a part that is written is newer than expected; one that is gone is, if it was there then.
    pub fn conflicts(
        &self,
        of: Number,
        side: &Side,
        parts: &[Part],
        expected: i64,
        then: Option<&Side>,
    ) -> bool {
        let is_newer = |part: &Part| match side.versions.get(part).filter(|_| side.has(part)) {
            Some(&version) => version > expected,
            None => then.is_some_and(|then| then.has(part)),
        };
        expected > self.contents[of].version || parts.iter().any(is_newer)
    }

    /// Pages below a page follow it into another department.
    pub fn take_pages_along(&mut self, of: Number, department: Option<Number>) {
        let is_below = |&page: &Number| {
            self.contents[page].kind == Kind::Page && self.above(Stage::Draft, page).contains(&of)
        };
        let below: Vec<Number> = self.there(Stage::Draft).into_iter().filter(is_below).collect();
        for page in below {
            let mut draft = self.draft(page).expect("it is there").clone();
            draft.facts.department = department;
            self.put(page, draft, &[Part::Facts]);
        }
    }

    /// Writes a draft as the next version.
    pub fn put(&mut self, of: Number, mut draft: Side, changed: &[Part]) {
        let content = &mut self.contents[of];
        content.version += 1;
        draft.mark(changed, content.version);
        content.history.push((content.version, draft.clone()));
        content.draft = Some(draft);
    }
}

fn references(set: &Set) -> BTreeSet<Number> {
    let people = set.people.iter().flatten().map(|(person, _)| *person);
    people.chain(set.links.iter().flatten().filter_map(|link| link.target)).collect()
}

/// Says of each changed translation which text it was made from: the source as its author read it.
fn name_sources(draft: &mut Side, changed: &[Part], version: i64, expected: i64, then: Option<&Side>) {
    for part in changed {
        let Part::Text((tag, field, item)) = *part else { continue };
        let (key, source_key) = ((tag, field, item), (SOURCE, field, item));
        let source = Part::Text(source_key);
        let is_new = changed.contains(&source);
        let since = if is_new { version } else { draft.versions.get(&source).copied().unwrap_or_default() };
        let read = if is_new || since <= expected || then.is_none() {
            draft.texts.get(&source_key)
        } else {
            then.and_then(|then| then.texts.get(&source_key))
        };
        let read = read.map(|text| text.value.clone());
        if let Some(text) = draft.texts.get_mut(&key).filter(|_| tag != SOURCE) {
            text.source = read;
        }
    }
}
