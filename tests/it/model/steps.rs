//! What editors do, at random: the same for the same seed, as long as product and model agree.

use super::city::{Above, City, Kind, LOCALES, Number, SOURCE, Stage, Tag};

/// A change of a content's draft. What is null is left out.
#[derive(Clone, Debug, Default)]
pub struct Set {
    pub word: Option<Option<String>>,
    pub slug: Option<String>,
    pub slugs: Vec<(Tag, Option<String>)>,
    pub people: Option<Vec<(Number, bool)>>,
    pub links: Option<Vec<LinkSet>>,
    pub texts: Vec<(Tag, &'static str, Option<String>)>,
}

#[derive(Clone, Debug)]
pub struct LinkSet {
    /// Null: a new one.
    pub known: Option<usize>,
    /// Null: an address elsewhere.
    pub target: Option<Number>,
    pub labels: Vec<(Tag, Option<String>)>,
}

#[derive(Clone, Debug)]
pub enum Step {
    Create {
        kind: Kind,
        department: Option<Number>,
        parent: Option<Number>,
        set: Set,
    },
    Update {
        of: Number,
        expected: i64,
        set: Set,
    },
    Move {
        of: Number,
        expected: i64,
        parent: Option<Option<Number>>,
        before: Option<Number>,
        after: Option<Number>,
    },
    Publish {
        items: Vec<(Number, i64)>,
        has_facts: bool,
        locales: Vec<Tag>,
    },
    Unpublish {
        items: Vec<(Number, i64)>,
        locales: Option<Vec<Tag>>,
        accepts: bool,
    },
    Discard {
        of: Number,
        expected: i64,
    },
    Delete {
        of: Number,
        expected: i64,
    },
}

/// Pseudo-random numbers (SplitMix64).
#[derive(Clone, Debug)]
pub struct Random(pub u64);

impl Random {
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).expect("a small number");
        usize::try_from(self.next() % bound).expect("a small number")
    }

    /// So many times in a hundred.
    pub fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    pub fn pick<T: Clone>(&mut self, among: &[T]) -> Option<T> {
        (!among.is_empty()).then(|| among[self.below(among.len())].clone())
    }

    fn some<T: Clone>(&mut self, among: &[T], share: usize) -> Vec<T> {
        among.iter().filter(|_| self.percent(share)).cloned().collect()
    }
}

/// The city that every sequence begins with: departments, people, what they do, pages.
const BEGINNING: [Kind; 11] = [
    Kind::Department,
    Kind::Department,
    Kind::Person,
    Kind::Person,
    Kind::Duty,
    Kind::Page,
    Kind::Page,
    Kind::Page,
    Kind::Department,
    Kind::Office,
    Kind::Page,
];

/// The most contents of one sequence, deleted ones included.
const MOST: usize = 17;

impl City {
    /// What happens next.
    pub fn next_step(&self, random: &mut Random) -> Step {
        if let Some(&kind) = BEGINNING.get(self.contents.len()) {
            return self.create(kind, random);
        }
        let of = self.anybody(random);
        match random.below(100) {
            0..=5 if self.contents.len() < MOST => {
                let kinds = [Kind::Department, Kind::Person, Kind::Duty, Kind::Page, Kind::Page];
                let kind = random.pick(&kinds).expect("there are kinds");
                self.create(kind, random)
            }
            0..=34 => {
                let set = self.set(of, random);
                Step::Update { of, expected: self.expected(of, random), set }
            }
            35..=51 => self.relocate(of, random),
            52..=76 => {
                let items = self.items(of, Stage::Draft, random);
                let (has_facts, mut locales) = (random.percent(75), random.some(&LOCALES, 55));
                if random.percent(60) && !locales.contains(&SOURCE) {
                    locales.push(SOURCE);
                }
                Step::Publish { items, has_facts, locales }
            }
            77..=86 => {
                let items = self.items(of, Stage::Live, random);
                let locales = random.percent(40).then(|| random.some(&LOCALES, 45));
                Step::Unpublish { items, locales, accepts: random.percent(50) }
            }
            87..=94 => Step::Discard { of, expected: self.expected(of, random) },
            _ => Step::Delete { of, expected: self.expected(of, random) },
        }
    }

    /// Somebody who is there, mostly.
    fn anybody(&self, random: &mut Random) -> Number {
        let there = self.there(Stage::Draft);
        if random.percent(4) {
            return random.below(self.contents.len());
        }
        random.pick(&there).unwrap_or_default()
    }

    /// The version that somebody has read: mostly the newest, sometimes an old one, or one that is not there yet.
    fn expected(&self, of: Number, random: &mut Random) -> i64 {
        let newest = self.contents[of].version;
        match random.below(20) {
            0 => newest + 1,
            1..=4 => (newest - i64::try_from(random.below(4)).expect("a small number")).max(1),
            _ => newest,
        }
    }

    fn items(&self, of: Number, stage: Stage, random: &mut Random) -> Vec<(Number, i64)> {
        let mut among = self.there(stage);
        if stage == Stage::Draft && random.percent(15) {
            // The whole desk at once.
            among.truncate(MOST);
        } else {
            let share = random.below(40);
            among = random.some(&among, share);
        }
        if among.is_empty() {
            among.push(of);
        }
        let expected = |number: Number| {
            let newest = self.contents[number].version;
            (number, if random.percent(85) { newest } else { self.expected(number, random) })
        };
        among.into_iter().map(expected).collect()
    }

    fn of_kind(&self, kind: Kind, random: &mut Random) -> Option<Number> {
        let stages_there = |&number: &Number| random.percent(3) || self.draft(number).is_some();
        let mut found: Vec<Number> =
            self.numbers().filter(|&number| self.contents[number].kind == kind).collect();
        found.retain(stages_there);
        random.pick(&found)
    }

    fn create(&self, kind: Kind, random: &mut Random) -> Step {
        let (mut department, mut parent) = (None, None);
        match kind {
            Kind::Department => {
                parent = self.of_kind(kind, random).filter(|_| random.percent(60));
            }
            Kind::Page => {
                parent = self.of_kind(kind, random).filter(|_| random.percent(60));
                if parent.is_none() || random.percent(10) {
                    department = self.of_kind(Kind::Department, random);
                }
            }
            Kind::Person | Kind::Duty | Kind::Office => department = self.of_kind(Kind::Department, random),
        }
        let department = department.or((kind != Kind::Department && parent.is_none()).then_some(0));
        let mut set = Set {
            slug: kind.has_slug().then(|| slug(random)),
            slugs: self.slugs(kind, random),
            people: (kind != Kind::Department && kind != Kind::Person).then(|| self.people(random)),
            texts: texts(kind, random),
            ..Set::default()
        };
        if kind == Kind::Page && random.percent(50) {
            set.links = Some(self.links(&[], random));
        }
        if random.percent(95) {
            set.texts.retain(|(tag, field, _)| (*tag, *field) != (SOURCE, kind.texts()[0]));
            set.texts.push((SOURCE, kind.texts()[0], Some(value(random))));
            if kind == Kind::Page {
                set.slugs.retain(|(tag, _)| *tag != SOURCE);
                set.slugs.push((SOURCE, Some(page_slug(random))));
            }
        }
        Step::Create { kind, department, parent, set }
    }

    fn set(&self, of: Number, random: &mut Random) -> Set {
        let kind = self.contents[of].kind;
        let mut set = Set::default();
        let parts = 1 + random.below(3);
        for _ in 0..parts {
            match (random.below(8), kind) {
                (0, Kind::Department | Kind::Person) => {
                    set.word =
                        Some(random.pick(&["A", "B"]).map(str::to_owned).filter(|_| random.percent(80)));
                }
                (0 | 1, Kind::Department | Kind::Duty | Kind::Office) => set.slug = Some(slug(random)),
                (0..=2, Kind::Page) => set.slugs = self.slugs(kind, random),
                (3, Kind::Page) => {
                    let known: Vec<usize> = self
                        .draft(of)
                        .map(|side| side.facts.links.iter().map(|(link, _)| *link).collect())
                        .unwrap_or_default();
                    set.links = Some(self.links(&known, random));
                }
                (2 | 4, Kind::Duty | Kind::Office) | (4, Kind::Page) => {
                    set.people = Some(self.people(random));
                }
                _ => set.texts = texts(kind, random),
            }
        }
        set
    }

    fn slugs(&self, kind: Kind, random: &mut Random) -> Vec<(Tag, Option<String>)> {
        if kind != Kind::Page {
            return Vec::new();
        }
        let tags = random.some(&LOCALES, 40);
        tags.into_iter().map(|tag| (tag, Some(page_slug(random)).filter(|_| random.percent(80)))).collect()
    }

    fn people(&self, random: &mut Random) -> Vec<(Number, bool)> {
        let mut people: Vec<Number> = Vec::new();
        for _ in 0..random.below(3) {
            people.extend(self.of_kind(Kind::Person, random).filter(|person| !people.contains(person)));
        }
        people.into_iter().map(|person| (person, random.percent(40))).collect()
    }

    fn links(&self, known: &[usize], random: &mut Random) -> Vec<LinkSet> {
        let mut known = random.some(known, 70);
        if random.percent(30) {
            known.reverse();
        }
        let mut links: Vec<Option<usize>> = known.into_iter().map(Some).collect();
        links.extend(std::iter::repeat_n(None, random.below(2)));
        let link = |known: Option<usize>| {
            let target = Some(self.anybody(random)).filter(|_| random.percent(75));
            let mut labels: Vec<(Tag, Option<String>)> = Vec::new();
            for tag in LOCALES {
                let is_needed = tag == SOURCE && known.is_none();
                if random.percent(if is_needed { 95 } else { 40 }) {
                    let label = Some(value(random)).filter(|_| tag == SOURCE || random.percent(75));
                    labels.push((tag, label));
                }
            }
            LinkSet { known, target, labels }
        };
        links.into_iter().map(link).collect()
    }

    fn relocate(&self, of: Number, random: &mut Random) -> Step {
        let kind = self.contents[of].kind;
        let parents = if kind == Kind::Page && random.percent(65) { Kind::Page } else { Kind::Department };
        let parent = match random.below(10) {
            0..=2 => None,
            3 => Some(None),
            _ => self.of_kind(parents, random).map(Some),
        };
        let above = match parent {
            None => self.draft(of).map_or(Above::Nothing, |side| side.facts.above),
            Some(None) => Above::Nothing,
            Some(Some(parent)) if parents == Kind::Page => Above::Page(parent),
            Some(Some(parent)) => Above::Department(parent),
        };
        let mut siblings = self.siblings(Stage::Draft, kind, above);
        if random.percent(5) {
            siblings = self.numbers().collect();
        }
        let (mut before, mut after) = (None, None);
        match random.below(if parent.is_none() { 21 } else { 40 }) {
            0..=9 => before = random.pick(&siblings),
            10..=19 => after = random.pick(&siblings),
            20 => (before, after) = (random.pick(&siblings), random.pick(&siblings)),
            _ => {}
        }
        Step::Move { of, expected: self.expected(of, random), parent, before, after }
    }
}

// Few values: so that they collide, and come back.

fn slug(random: &mut Random) -> String {
    random.pick(&["a", "b", "c", "d", "e"]).expect("there are slugs").to_owned()
}

fn page_slug(random: &mut Random) -> String {
    random.pick(&["x", "y", "z", "w"]).expect("there are slugs").to_owned()
}

fn value(random: &mut Random) -> String {
    random.pick(&["Eins", "Zwei", "Drei"]).expect("there are texts").to_owned()
}

fn texts(kind: Kind, random: &mut Random) -> Vec<(Tag, &'static str, Option<String>)> {
    let mut texts = Vec::new();
    for tag in LOCALES {
        for field in kind.texts() {
            if random.percent(30) {
                let is_needed = tag == SOURCE && field == kind.texts()[0];
                let keeps = if is_needed { 97 } else { 75 };
                texts.push((tag, field, Some(value(random)).filter(|_| random.percent(keeps))));
            }
        }
    }
    texts
}
