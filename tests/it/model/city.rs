//! The city as the model knows it: every content in two stages, and what follows from that.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;
use wegweiser::domain::position::Position;

/// A content, by its number in the handful.
pub type Number = usize;
/// The tag of a locale.
pub type Tag = &'static str;
/// In the city's order. All but the first fall back on the first.
pub const LOCALES: [Tag; 3] = [SOURCE, "de-simple", "en"];
pub const SOURCE: Tag = "de";
/// The locale, the field as the API calls it, and the link whose label it is, else 0.
pub type Key = (Tag, &'static str, usize);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Department,
    Person,
    Duty,
    Office,
    Page,
}

impl Kind {
    /// The name of the noun in the API.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Person => "staffMember",
            Self::Duty => "responsibility",
            Self::Office => "office",
            Self::Page => "page",
        }
    }

    /// Its required text, and one that may be left out.
    pub const fn texts(self) -> [&'static str; 2] {
        match self {
            Self::Department | Self::Office => ["name", "abbreviation"],
            Self::Person => ["roleTitle", "note"],
            Self::Duty => ["title", "description"],
            Self::Page => ["title", "summary"],
        }
    }

    /// Whether all of them have a slug for all languages, unique among them.
    pub const fn has_slug(self) -> bool {
        matches!(self, Self::Department | Self::Duty | Self::Office)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Draft,
    Live,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Above {
    Nothing,
    Department(Number),
    Page(Number),
}

impl Above {
    pub const fn number(self) -> Option<Number> {
        match self {
            Self::Nothing => None,
            Self::Department(number) | Self::Page(number) => Some(number),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub above: Above,
    /// Null for departments.
    pub department: Option<Number>,
    pub position: Position,
    /// The building of a department, the academic title of a person.
    pub word: Option<String>,
    pub slug: Option<String>,
    /// Of a page.
    pub slugs: BTreeMap<Tag, String>,
    /// Of a duty (and whether as a deputy), who runs an office, the contacts of a page.
    pub people: Vec<(Number, bool)>,
    /// Of a page: the number of the link, and the content that it leads to; null for an address elsewhere.
    pub links: Vec<(usize, Option<Number>)>,
}

impl Facts {
    /// What it refers to, but for what it stands below and belongs to.
    pub fn references(&self) -> BTreeSet<Number> {
        let people = self.people.iter().map(|(person, _)| *person);
        people.chain(self.links.iter().filter_map(|(_, target)| *target)).collect()
    }

    fn uses(&self, number: Number) -> bool {
        self.above.number() == Some(number)
            || self.department == Some(number)
            || self.references().contains(&number)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub value: String,
    /// The text that it was made from; null where it was made from none.
    pub source: Option<String>,
}

/// What changes, and conflicts, by itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Facts,
    People,
    Links,
    Slug(Tag),
    Text(Key),
}

/// A content in one stage.
#[derive(Clone, Debug)]
pub struct Side {
    pub facts: Facts,
    pub texts: BTreeMap<Key, Text>,
    /// In which version each part that is there last changed.
    pub versions: BTreeMap<Part, i64>,
}

impl Side {
    pub fn has(&self, part: &Part) -> bool {
        match part {
            Part::Slug(tag) => self.facts.slugs.contains_key(tag),
            Part::Text(key) => self.texts.contains_key(key),
            Part::Facts | Part::People | Part::Links => true,
        }
    }

    /// The parts that go live together.
    pub fn fact_parts(&self) -> Vec<Part> {
        let slugs = self.facts.slugs.keys().map(|&tag| Part::Slug(tag));
        [Part::Facts, Part::People, Part::Links].into_iter().chain(slugs).collect()
    }

    /// The parts in which two sides differ, texts by their values.
    pub fn changed(&self, other: &Self) -> Vec<Part> {
        let mut parts = BTreeSet::new();
        let core = |facts: &Facts| Facts {
            slugs: BTreeMap::new(),
            people: Vec::new(),
            links: Vec::new(),
            ..facts.clone()
        };
        let (old, new) = (&self.facts, &other.facts);
        for (is_changed, part) in [
            (core(old) != core(new), Part::Facts),
            (old.people != new.people, Part::People),
            (old.links != new.links, Part::Links),
        ] {
            parts.extend(is_changed.then_some(part));
        }
        let tags = LOCALES.into_iter().filter(|tag| old.slugs.get(tag) != new.slugs.get(tag));
        parts.extend(tags.map(Part::Slug));
        let value = |side: &Self, key: &Key| side.texts.get(key).map(|text| text.value.clone());
        let keys = self.texts.keys().chain(other.texts.keys());
        parts.extend(keys.filter(|key| value(self, key) != value(other, key)).map(|&key| Part::Text(key)));
        parts.into_iter().collect()
    }

    /// Writes down in which version parts changed; what is gone has none.
    pub fn mark(&mut self, changed: &[Part], version: i64) {
        for part in changed {
            if self.has(part) {
                self.versions.insert(part.clone(), version);
            } else {
                self.versions.remove(part);
            }
        }
    }
}

#[derive(Clone, Debug)]
pub struct Content {
    pub kind: Kind,
    pub id: String,
    pub version: i64,
    /// Null once it is deleted.
    pub draft: Option<Side>,
    pub live: Option<Side>,
    pub was_published: bool,
    /// The draft as each version left it that changed it.
    pub history: Vec<(i64, Side)>,
}

#[derive(Clone, Debug, Default)]
pub struct City {
    pub contents: Vec<Content>,
    /// The ids of links, by their numbers from 1.
    pub links: Vec<String>,
}

impl City {
    pub fn side(&self, stage: Stage, number: Number) -> Option<&Side> {
        let content = &self.contents[number];
        match stage {
            Stage::Draft => content.draft.as_ref(),
            Stage::Live => content.live.as_ref(),
        }
    }

    pub fn draft(&self, number: Number) -> Option<&Side> {
        self.side(Stage::Draft, number)
    }

    pub fn facts(&self, stage: Stage, number: Number) -> Option<&Facts> {
        self.side(stage, number).map(|side| &side.facts)
    }

    pub fn numbers(&self) -> std::ops::Range<Number> {
        0..self.contents.len()
    }

    /// Those that are there in a stage.
    pub fn there(&self, stage: Stage) -> Vec<Number> {
        self.numbers().filter(|&number| self.side(stage, number).is_some()).collect()
    }

    /// Who refers to a content in a stage.
    pub fn users(&self, stage: Stage, of: Number) -> BTreeSet<Number> {
        let uses = |&user: &Number| user != of && self.facts(stage, user).is_some_and(|user| user.uses(of));
        self.numbers().filter(uses).collect()
    }

    /// What it stands below in a stage, of any kind, the nearest first; itself where it stands below itself.
    pub fn above(&self, stage: Stage, of: Number) -> Vec<Number> {
        let mut found = Vec::new();
        let mut next = self.facts(stage, of).and_then(|facts| facts.above.number());
        while let Some(above) = next.filter(|above| !found.contains(above)) {
            found.push(above);
            next = self.facts(stage, above).and_then(|facts| facts.above.number());
        }
        found
    }

    pub fn siblings(&self, stage: Stage, kind: Kind, above: Above) -> Vec<Number> {
        let is_one = |&number: &Number| {
            self.contents[number].kind == kind
                && self.facts(stage, number).is_some_and(|facts| facts.above == above)
        };
        self.numbers().filter(is_one).collect()
    }

    /// Every path of every page: `/<locale>/<department of the topmost>/<pages>`; a page above without a slug lends that of the fallback.
    pub fn paths(&self, stage: Stage) -> BTreeMap<(Number, Tag), String> {
        let mut paths = BTreeMap::new();
        for page in self.numbers() {
            for tag in LOCALES {
                paths.extend(self.path(stage, page, tag).map(|path| ((page, tag), path)));
            }
        }
        paths
    }

    fn path(&self, stage: Stage, page: Number, tag: Tag) -> Option<String> {
        let facts = self.facts(stage, page)?;
        let mut department = facts.department?;
        let mut slugs = vec![facts.slugs.get(tag)?.clone()];
        let mut above = facts.above;
        while let Above::Page(parent) = above {
            let parent = self.facts(stage, parent)?;
            department = parent.department?;
            slugs.push(parent.slugs.get(tag).or_else(|| parent.slugs.get(SOURCE))?.clone());
            above = parent.above;
            if slugs.len() > 32 {
                return None;
            }
        }
        slugs.reverse();
        let department = self.facts(stage, department)?.slug.clone()?;
        Some(format!("/{tag}/{department}/{}", slugs.join("/")))
    }

    pub fn has_two_on_one_path(&self, stage: Stage) -> bool {
        let paths = self.paths(stage);
        paths.values().collect::<BTreeSet<_>>().len() < paths.len()
    }

    /// Where it stands when a stage's tree is read from top to bottom.
    pub fn tree_key(&self, stage: Stage, number: Number) -> String {
        let content = &self.contents[number];
        let id = Uuid::parse_str(&content.id).expect("the server makes UUIDs").as_u128() & 0xffff_ffff;
        let Some(facts) = self.facts(stage, number) else { return "~".to_owned() };
        let own = format!("{}.{id:08x}", facts.position.as_str());
        let Some(above) = facts.above.number() else { return own };
        let is_like = self.facts(stage, above).is_some() && self.contents[above].kind == content.kind;
        format!("{}{}{own}", self.tree_key(stage, above), if is_like { '/' } else { '!' })
    }

    /// The tree holds in a stage: nothing stands below itself.
    pub fn is_a_tree(&self, stage: Stage) -> bool {
        self.numbers().all(|number| !self.above(stage, number).contains(&number))
    }
}
