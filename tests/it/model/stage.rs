//! What must become of a step that changes what is public, goes back to it, or deletes.

use std::collections::BTreeSet;

use super::city::{City, Key, Kind, Number, Part, SOURCE, Side, Stage, Tag};
use super::judge::{
    CONFLICT, Codes, IN_USE, INVALID, MISSING, NO_SOURCE, NOT_ALLOWED, TAKEN, Verdict, refused,
};

// Why steps are left out: what the server does there is not what the domain says.

/// Publishing and discarding look at the versions of what is there. A text or slug that somebody has removed since the
/// expected version has none, so its removal is published, or taken back, unseen.
const UNSEEN: &str = "a part that is gone since the expected version is no conflict";
/// Discarding compares texts by their values: where only the source differs it writes nothing, and the draft stays
/// CHANGED.
const OTHER_SOURCE: &str = "texts with the same value and another source stay as they are";
/// Discarding takes a page back into its department, but not those below it, as a move does.
const LEFT_BEHIND: &str = "pages below stay in the other department";
/// A link stays public, and its label in the source locale is taken: then the link cannot be answered.
const SPEECHLESS: &str = "a link that stays public loses its label";

impl City {
    /// Whether something that is public stood in the draft in the version that is expected, and stands there no more.
    fn has_lost_since(&self, of: Number, expected: i64) -> bool {
        let content = &self.contents[of];
        let sides = content.draft.as_ref().zip(content.live.as_ref()).zip(self.then(of, expected));
        sides.is_some_and(|((draft, live), then)| {
            let texts = live.texts.keys().map(|&key| Part::Text(key));
            let slugs = live.facts.slugs.keys().map(|&tag| Part::Slug(tag));
            texts.chain(slugs).any(|part| then.has(&part) && !draft.has(&part))
        })
    }

    pub(super) fn publish(&self, items: &[(Number, i64)], has_facts: bool, locales: &[Tag]) -> Verdict {
        if !has_facts && locales.is_empty() {
            return refused(INVALID);
        }
        if items.iter().any(|&(of, expected)| self.has_lost_since(of, expected)) {
            return Verdict::Left(UNSEEN);
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
            let mut parts = if has_facts { draft.fact_parts() } else { Vec::new() };
            parts.extend(
                draft.texts.keys().filter(|key| locales.contains(&key.0)).map(|&key| Part::Text(key)),
            );
            if self.conflicts(of, draft, &parts, expected, None) {
                codes.insert(CONFLICT);
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
        next.unless_known()
    }

    fn go_live(&mut self, of: Number, has_facts: bool, locales: &[Tag]) {
        let content = &mut self.contents[of];
        let draft = content.draft.clone().expect("it was judged");
        let mut live = content
            .live
            .take()
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
                let parts = match locales {
                    None => live.fact_parts(),
                    Some(locales) => {
                        let keys = live.texts.keys().filter(|key| locales.contains(&key.0));
                        keys.map(|&key| Part::Text(key)).collect()
                    }
                };
                if self.conflicts(of, live, &parts, expected, None) {
                    codes.insert(CONFLICT);
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
            content.version += 1;
            match locales {
                None => content.live = None,
                Some(locales) => {
                    let live = content.live.as_mut().expect("it was judged");
                    live.texts.retain(|key, _| !locales.contains(&key.0));
                }
            }
        }
        next.unless_known()
    }

    pub(super) fn discard(&self, of: Number, expected: i64) -> Verdict {
        let content = &self.contents[of];
        let Some(old) = &content.draft else { return refused(MISSING) };
        let Some(live) = &content.live else { return refused(NOT_ALLOWED) };
        let mut codes = Codes::new();
        if self.has_lost_since(of, expected) {
            return Verdict::Left(UNSEEN);
        }
        let changed = old.changed(live);
        if self.conflicts(of, old, &changed, expected, None) {
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
        if changed.is_empty() && old.texts == live.texts {
            return Verdict::Done(next);
        }
        let draft = Side { versions: old.versions.clone(), ..live.clone() };
        next.put(of, draft, &changed);
        next.unless_known_after(of, old, live)
    }

    fn unless_known_after(self, of: Number, old: &Side, live: &Side) -> Verdict {
        let differs_in_source = |(key, text): (&_, &super::city::Text)| {
            old.texts.get(key).is_some_and(|old| old.value == text.value && old.source != text.source)
        };
        if live.texts.iter().any(differs_in_source) {
            return Verdict::Left(OTHER_SOURCE);
        }
        if self.contents[of].kind == Kind::Page && self.has_page_apart(Stage::Draft) {
            return Verdict::Left(LEFT_BEHIND);
        }
        self.unless_on_one_path(Stage::Draft)
    }

    /// Whether a page stands below a page of another department.
    fn has_page_apart(&self, stage: Stage) -> bool {
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

    /// Done, unless a link would be public without a label in the source locale.
    fn unless_known(self) -> Verdict {
        let lacks_label = |number: Number| {
            self.side(Stage::Live, number).is_some_and(|live| {
                let mut links = live.facts.links.iter();
                links.any(|(link, _)| !live.texts.contains_key(&(SOURCE, "label", *link)))
            })
        };
        if self.numbers().any(lacks_label) {
            return Verdict::Left(SPEECHLESS);
        }
        Verdict::Done(self)
    }
}

/// Whether a translation would go live without the text that it was made from, or a link without what it says.
fn lacks_source(draft: &Side, live: Option<&Side>, has_facts: bool, locales: &[Tag]) -> bool {
    let goes_or_is_live = |key: &Key| {
        (locales.contains(&SOURCE) && draft.texts.contains_key(key))
            || live.is_some_and(|live| live.texts.contains_key(key))
    };
    let mut translations = draft
        .texts
        .keys()
        .filter(|(tag, ..)| locales.contains(tag) && *tag != SOURCE)
        .map(|key| (SOURCE, key.1, key.2));
    let is_left = translations.any(|source| draft.texts.contains_key(&source) && !goes_or_is_live(&source));
    let mut links = draft.facts.links.iter();
    is_left || (has_facts && links.any(|(link, _)| !goes_or_is_live(&(SOURCE, "label", *link))))
}
