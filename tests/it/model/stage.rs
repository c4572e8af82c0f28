//! What must become of a step that changes what is public, goes back to it, or deletes.

use std::collections::BTreeSet;

use wegweiser::domain::position::Position;

use super::city::{City, Key, Kind, Number, Part, SOURCE, Side, Stage, Tag, Text};
use super::judge::{
    CONFLICT, Codes, IN_USE, INVALID, MISSING, NO_SOURCE, NOT_ALLOWED, TAKEN, Verdict, refused,
};

impl City {
    pub(super) fn publish(&self, items: &[(Number, i64)], has_facts: bool, locales: &[Tag]) -> Verdict {
        if !has_facts && locales.is_empty() {
            return refused(INVALID);
        }
        let mut codes = Codes::new();
        let going: BTreeSet<Number> = items.iter().map(|(number, _)| *number).collect();
        for &(of, expected) in items {
            let content = &self.contents[of];
            let Some(draft) = &content.draft else {
                codes.insert(MISSING);
                continue;
            };
            if !has_facts && content.live.is_none() {
                codes.insert(NOT_ALLOWED);
                continue;
            }
            let then = self.then(of, expected);
            let mut parts = Vec::new();
            for side in [Some(draft), then].into_iter().flatten() {
                parts.extend(if has_facts { side.fact_parts() } else { Vec::new() });
                let texts = side.texts.keys().filter(|key| locales.contains(&key.0));
                parts.extend(texts.map(|&key| Part::Text(key)));
            }
            let is_newer = |live: &Side| {
                let mut public = if has_facts { live.fact_parts() } else { Vec::new() };
                let texts = live.texts.keys().filter(|key| locales.contains(&key.0));
                public.extend(texts.map(|&key| Part::Text(key)));
                public.retain(|part| !draft.has(part) && !then.is_some_and(|then| then.has(part)));
                public.iter().any(|part| live.versions[part] > expected)
            };
            let is_unseen = content.live.as_ref().is_some_and(is_newer);
            if is_unseen || self.conflicts(of, draft, &parts, expected, then) {
                codes.insert(CONFLICT);
            }
            let mut public = content.live.iter().flat_map(|live| live.texts.keys());
            let is_gone = |link: usize| draft.facts.links.iter().all(|(other, _)| *other != link);
            if !has_facts && public.any(|key| locales.contains(&key.0) && key.2 != 0 && is_gone(key.2)) {
                codes.insert(NOT_ALLOWED);
            }
            if lacks_source(draft, content.live.as_ref(), has_facts, locales) {
                codes.insert(NO_SOURCE);
            }
            if has_facts && content.kind.has_slug() {
                let has_it = |other: &Number| {
                    let facts = self.facts(Stage::Live, *other);
                    self.contents[*other].kind == content.kind
                        && facts.is_some_and(|facts| facts.slug == draft.facts.slug)
                };
                let mut owners = self.numbers().filter(has_it);
                if owners.any(|owner| owner != of && !going.contains(&owner)) {
                    codes.insert(TAKEN);
                }
            }
        }
        if !codes.is_empty() {
            return Verdict::Refused(codes);
        }
        let mut next = self.clone();
        for &of in &going {
            next.go_live(of, has_facts, locales);
        }
        if has_facts && next.has_two_on_one_path(Stage::Live) {
            return refused(TAKEN);
        }
        if !next.is_a_tree(Stage::Live) {
            return refused(INVALID);
        }
        Verdict::Done(next)
    }

    fn go_live(&mut self, of: Number, has_facts: bool, locales: &[Tag]) {
        let content = &mut self.contents[of];
        let draft = content.draft.clone().expect("it was judged");
        let mut live = content
            .live
            .clone()
            .unwrap_or_else(|| Side { texts: std::collections::BTreeMap::new(), ..draft.clone() });
        if has_facts {
            live.facts = draft.facts.clone();
            live.versions.retain(|part, _| matches!(part, Part::Text(_)));
            let parts = draft.versions.iter().filter(|(part, _)| !matches!(part, Part::Text(_)));
            live.versions.extend(parts.map(|(part, version)| (part.clone(), *version)));
        }
        live.texts.retain(|key, _| !locales.contains(&key.0));
        for (&key, text) in draft.texts.iter().filter(|(key, _)| locales.contains(&key.0)) {
            live.texts.insert(key, text.clone());
            live.versions.insert(Part::Text(key), draft.versions[&Part::Text(key)]);
        }
        let links: BTreeSet<usize> = live.facts.links.iter().map(|(link, _)| *link).collect();
        live.texts.retain(|(_, _, item), _| *item == 0 || links.contains(item));
        // What is so already is left alone.
        if content.live.as_ref().is_some_and(|old| (&old.facts, &old.texts) == (&live.facts, &live.texts)) {
            return;
        }
        content.live = Some(live);
        content.was_published = true;
        content.version += 1;
    }

    pub(super) fn unpublish(
        &self,
        items: &[(Number, i64)],
        locales: Option<&[Tag]>,
        accepts: bool,
    ) -> Verdict {
        if locales.is_some_and(<[Tag]>::is_empty) {
            return refused(INVALID);
        }
        let mut codes = Codes::new();
        let there = |number: &Number| self.draft(*number).is_some();
        let going: BTreeSet<Number> = items.iter().map(|(number, _)| *number).filter(there).collect();
        for &(of, expected) in items {
            let content = &self.contents[of];
            if content.draft.is_none() {
                codes.insert(MISSING);
                continue;
            }
            if let Some(live) = &content.live {
                let goes = |key: &&Key| locales.is_none_or(|of| of.contains(&key.0));
                let mut parts: Vec<Part> =
                    live.texts.keys().filter(goes).map(|&key| Part::Text(key)).collect();
                if locales.is_none() {
                    parts.extend(live.fact_parts());
                }
                if self.conflicts(of, live, &parts, expected, None) {
                    codes.insert(CONFLICT);
                }
                let stays = |key: &Key| !goes(&key) && key.0 != SOURCE && key.1 != "label";
                let mut stay = live.texts.keys().filter(|key| stays(key));
                if stay.any(|key| {
                    let source = (SOURCE, key.1, key.2);
                    goes(&&source) && live.texts.contains_key(&source)
                }) {
                    codes.insert(NO_SOURCE);
                }
            } else {
                codes.insert(NOT_ALLOWED);
            }
            let mut users = self.users(Stage::Live, of).into_iter();
            if locales.is_none() && !accepts && users.any(|user| !going.contains(&user)) {
                codes.insert(IN_USE);
            }
        }
        if !codes.is_empty() {
            return Verdict::Refused(codes);
        }
        let mut next = self.clone();
        for &of in &going {
            let content = &mut next.contents[of];
            let Some(locales) = locales else {
                content.live = None;
                content.version += 1;
                continue;
            };
            let live = content.live.as_mut().expect("it was judged");
            let must_stay = |key: &Key| key.0 == SOURCE && key.1 == "label";
            let count = live.texts.len();
            live.texts.retain(|key, _| !locales.contains(&key.0) || must_stay(key));
            if live.texts.len() < count {
                content.version += 1;
            }
        }
        Verdict::Done(next)
    }

    pub(super) fn discard(&self, of: Number, expected: i64) -> Verdict {
        let content = &self.contents[of];
        let Some(old) = &content.draft else { return refused(MISSING) };
        let Some(mut live) = content.live.clone() else { return refused(NOT_ALLOWED) };
        let of_parent =
            live.facts.above.number().and_then(|above| self.facts(Stage::Draft, above)?.department);
        if content.kind == Kind::Page && of_parent.is_some() {
            live.facts.department = of_parent;
        }
        let beside = self.siblings(Stage::Draft, content.kind, live.facts.above);
        let taken = beside.into_iter().filter(|&other| other != of);
        let taken = taken.filter_map(|other| Some(self.facts(Stage::Draft, other)?.position.clone()));
        let taken: BTreeSet<Position> = taken.collect();
        let (was, is) = (live.facts.position.clone(), &old.facts.position);
        let stays = old.facts.above == live.facts.above && *is == was;
        if !stays && taken.contains(&was) {
            let next = taken.iter().find(|position| **position > was);
            let is_next =
                old.facts.above == live.facts.above && *is > was && next.is_none_or(|next| is < next);
            let between = || Position::between(Some(&was), next).expect("there is room");
            live.facts.position = if is_next { is.clone() } else { between() };
        }
        let live = &live;
        let mut codes = Codes::new();
        if !live.texts.contains_key(&(SOURCE, content.kind.texts()[0], 0)) {
            codes.insert(INVALID);
        }
        let mut changed = old.changed(live);
        let is_from_another = |(key, text): &(&Key, &Text)| {
            old.texts.get(key).is_some_and(|old| old.value == text.value && old.source != text.source)
        };
        changed.extend(live.texts.iter().filter(is_from_another).map(|(&key, _)| Part::Text(key)));
        if self.conflicts(of, old, &changed, expected, self.then(of, expected)) {
            codes.insert(CONFLICT);
        }
        let others = self.there(Stage::Draft).into_iter().filter(|&other| other != of);
        let mut others = others.filter(|&other| self.contents[other].kind == content.kind);
        let facts = &live.facts;
        let is_taken = |other: Number| {
            let other = self.facts(Stage::Draft, other).expect("it is there");
            let is_beside = other.above == facts.above;
            (facts.slug.is_some() && other.slug == facts.slug)
                || facts.slugs.iter().any(|(tag, slug)| is_beside && other.slugs.get(tag) == Some(slug))
        };
        if others.any(is_taken) {
            codes.insert(TAKEN);
        }
        if let Some(above) = facts.above.number().filter(|_| facts.above != old.facts.above) {
            let is_within = above == of || self.above(Stage::Draft, above).contains(&of);
            if self.draft(above).is_none() || is_within {
                codes.insert(INVALID);
            }
        }
        if !codes.is_empty() {
            return Verdict::Refused(codes);
        }
        let mut next = self.clone();
        if changed.is_empty() {
            return Verdict::Done(next);
        }
        let draft = Side { versions: old.versions.clone(), ..live.clone() };
        if content.kind == Kind::Page && old.facts.department != facts.department {
            next.take_pages_along(of, facts.department);
        }
        next.put(of, draft, &changed);
        next.unless_on_one_path(Stage::Draft)
    }

    /// A page belongs to the department of the page above it.
    pub fn has_page_apart(&self, stage: Stage) -> bool {
        self.numbers().any(|page| {
            let facts = self.facts(stage, page).filter(|_| self.contents[page].kind == Kind::Page);
            let parent = facts.and_then(|facts| facts.above.number());
            let parent = parent.filter(|&parent| self.contents[parent].kind == Kind::Page);
            let of_parent = parent.and_then(|parent| self.facts(stage, parent));
            facts.zip(of_parent).is_some_and(|(page, parent)| page.department != parent.department)
        })
    }

    pub(super) fn delete(&self, of: Number, expected: i64) -> Verdict {
        let content = &self.contents[of];
        let Some(draft) = &content.draft else { return refused(MISSING) };
        let mut codes = Codes::new();
        if content.live.is_some() {
            codes.insert(NOT_ALLOWED);
        }
        let mut parts = draft.fact_parts();
        parts.extend(draft.texts.keys().map(|&key| Part::Text(key)));
        if self.conflicts(of, draft, &parts, expected, None) {
            codes.insert(CONFLICT);
        }
        if [Stage::Draft, Stage::Live].into_iter().any(|stage| !self.users(stage, of).is_empty()) {
            codes.insert(IN_USE);
        }
        if !codes.is_empty() {
            return Verdict::Refused(codes);
        }
        let mut next = self.clone();
        next.contents[of].draft = None;
        next.contents[of].version += 1;
        Verdict::Done(next)
    }
}

/// Whether a translation would go live without the text that it was made from, or a link without what it says.
fn lacks_source(draft: &Side, live: Option<&Side>, has_facts: bool, locales: &[Tag]) -> bool {
    let goes_or_is_live = |key: &Key| {
        (locales.contains(&SOURCE) && draft.texts.contains_key(key))
            || live.is_some_and(|live| live.texts.contains_key(key))
    };
    let with = if has_facts { Some(draft) } else { live };
    let goes =
        |link: usize| with.is_some_and(|with| with.facts.links.iter().any(|(other, _)| *other == link));
    let mut translations = draft
        .texts
        .keys()
        .filter(|(tag, _, link)| locales.contains(tag) && *tag != SOURCE && (*link == 0 || goes(*link)))
        .map(|key| (SOURCE, key.1, key.2));
    let is_left = translations.any(|source| draft.texts.contains_key(&source) && !goes_or_is_live(&source));
    let mut links = draft.facts.links.iter();
    is_left || (has_facts && links.any(|(link, _)| !goes_or_is_live(&(SOURCE, "label", *link))))
}
