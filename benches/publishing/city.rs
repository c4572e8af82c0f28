//! A made-up city of a given size, the same each time: departments in a tree, people, what they do, offices, pages, in
//! six languages of which German is complete.

use anyhow::Context;
use uuid::Uuid;
use wegweiser::app::App;
use wegweiser::domain::content::{ContentId, Facts, Field, NewContent, TextEntry, TextSource};
use wegweiser::domain::edit::Edit;
use wegweiser::domain::fault::Fault;
use wegweiser::domain::locale::Locale;
use wegweiser::domain::page;
use wegweiser::domain::phone::PhoneHome;
use wegweiser::domain::place::{PlaceInput, ReachInput};
use wegweiser::domain::position::Position;
use wegweiser::domain::responsibility::{Duty, DutyRole};
use wegweiser::domain::translation::{Digest, Origin};
use wegweiser::domain::{department, office, responsibility, staff_member};
use wegweiser::editing::{Actor, LocaleSave, Publication};

/// The locales, and how many of a hundred contents have texts in each.
pub const LOCALES: [(&str, usize); 6] =
    [("de", 100), ("en", 90), ("de-simple", 40), ("ar", 60), ("fr", 50), ("uk", 55)];

const WORDS: [&str; 16] = [
    "Anmeldung",
    "Beratung",
    "Bescheid",
    "Bürger",
    "Dienst",
    "Frist",
    "Gebühr",
    "Hilfe",
    "Kita",
    "Ordnung",
    "Pass",
    "Schule",
    "Stadt",
    "Termin",
    "Umwelt",
    "Verkehr",
];

/// How many departments stand below each.
const BRANCHES: usize = 6;

/// How many contents are made in one transaction.
const CHUNK: usize = 2_000;

/// The contents of a city by noun, all public.
pub struct City {
    pub departments: Vec<ContentId>,
    pub staff: Vec<ContentId>,
    pub responsibilities: Vec<ContentId>,
    pub offices: Vec<ContentId>,
    pub pages: Vec<ContentId>,
}

impl City {
    /// The slug of the department with this number.
    pub fn slug(number: usize) -> String {
        format!("amt-{number}")
    }

    /// Makes a city with so many departments and publishes it: ten people, thirty responsibilities, five offices and five
    /// pages for each.
    pub async fn build(app: &App, departments: usize) -> anyhow::Result<Self> {
        for (tag, _) in LOCALES {
            let tag = Locale::parse(tag).context("a tag")?;
            if app.locales().get(&tag).is_none() {
                let fallback = Some(vec![app.locales().source().clone()]);
                let save = LocaleSave {
                    tag,
                    fallback,
                    is_enabled: None,
                    is_source: None,
                    position: None,
                    accepts_in_use: false,
                };
                app.desk().run(Actor::CommandLine, &save).await?;
            }
        }
        let mut maker = Maker { app, count: 0, contents: Vec::new() };
        let city = maker.city(departments).map_err(|faults| anyhow::anyhow!("{faults:?}"))?;
        let mut contents = maker.contents;
        while !contents.is_empty() {
            let rest = contents.split_off(CHUNK.min(contents.len()));
            let chunk = std::mem::replace(&mut contents, rest);
            let ids = chunk.iter().map(|content| content.id).collect();
            let mut work = app.desk().begin(&Actor::CommandLine).await?;
            work.create(chunk).await?;
            let locales = app.locales().iter().map(|entry| entry.tag.clone()).collect();
            work.publish(Publication { contents: ids, has_facts: true, locales }).await?;
            work.commit().await?;
        }
        Ok(city)
    }

    /// So many contents, of each noun as many as the city has in proportion.
    pub fn sample(&self, count: usize) -> Vec<ContentId> {
        let nouns = [&self.departments, &self.staff, &self.responsibilities, &self.offices, &self.pages];
        let all: usize = nouns.iter().map(|noun| noun.len()).sum();
        let mut sample: Vec<ContentId> = Vec::with_capacity(count + nouns.len());
        for noun in nouns {
            let share = (noun.len() * count).div_ceil(all);
            sample.extend(noun.iter().step_by(noun.len() / share.max(1)).take(share));
        }
        sample.truncate(count);
        sample
    }
}

struct Maker<'app> {
    app: &'app App,
    count: usize,
    contents: Vec<NewContent>,
}

impl Maker<'_> {
    fn city(&mut self, count: usize) -> Result<City, Vec<Fault>> {
        let home: &PhoneHome = &PhoneHome { country: "DE".to_owned(), area_code: Some("711".to_owned()) };
        let mut city = City {
            departments: Vec::new(),
            staff: Vec::new(),
            responsibilities: Vec::new(),
            offices: Vec::new(),
            pages: Vec::new(),
        };
        let positions = Position::spread(30);
        let mut roots = Position::spread(count);
        roots.reverse();
        for number in 0..count {
            let parent = number.checked_sub(1).map(|before| city.departments[before / BRANCHES]);
            let position = roots.pop().expect("one for each");
            let input = department::Input {
                slug: Edit::Set(City::slug(number)),
                reach: reach(number),
                place: place(number),
                ..department::Input::default()
            };
            let facts = department::Facts::new(parent, position, input, home)?;
            let department =
                self.add(Facts::Department(facts), &[(Field::Name, 3), (Field::Description, 40)]);
            city.departments.push(department);

            let mut staff = Vec::new();
            for position in positions.iter().take(10) {
                let name = self.count;
                let input = staff_member::Input {
                    given_name: Edit::Set(words(name * 3, 1)),
                    family_name: Edit::Set(format!("{}{name}", words(name * 7, 1))),
                    place: place(name),
                    reach: reach(name),
                    ..staff_member::Input::default()
                };
                let facts = staff_member::Facts::new(department, position.clone(), input, home)?;
                staff.push(self.add(Facts::StaffMember(facts), &[(Field::RoleTitle, 2), (Field::Note, 8)]));
            }
            for (index, position) in positions.iter().enumerate() {
                let duty = |at: usize, role| Duty { staff_member: staff[at % staff.len()], role };
                let duties = vec![duty(index, DutyRole::Responsible), duty(index + 1, DutyRole::Deputy)];
                let slug = Edit::Set(format!("aufgabe-{}", self.count));
                let input = responsibility::Input { slug, duties: Edit::Set(duties) };
                let facts = responsibility::Facts::new(department, position.clone(), input)?;
                let texts = [(Field::Title, 3), (Field::Description, 20)];
                city.responsibilities.push(self.add(Facts::Responsibility(facts), &texts));
            }
            for (index, position) in positions.iter().take(5).enumerate() {
                let input = office::Input {
                    slug: Edit::Set(format!("stelle-{}", self.count)),
                    reach: reach(self.count),
                    run_by: Edit::Set(vec![staff[index], staff[index + 1]]),
                    ..office::Input::default()
                };
                let facts = office::Facts::new(department, position.clone(), input, home)?;
                city.offices
                    .push(self.add(Facts::Office(facts), &[(Field::Name, 3), (Field::Description, 20)]));
            }
            let mut parent = None;
            for (index, position) in positions.iter().take(5).enumerate() {
                let slugs = LOCALES.iter().filter(|(_, share)| is_said(self.count, *share));
                let slug = |(tag, _): &(&str, usize)| {
                    let tag = Locale::parse(tag).expect("a tag");
                    (tag, Edit::Set(format!("seite-{index}")))
                };
                let input = page::Input {
                    slugs: slugs.map(slug).collect(),
                    contacts: Edit::Set(vec![staff[index], staff[index + 2]]),
                    ..page::Input::default()
                };
                let facts = page::Facts::new(department, parent, position.clone(), input)?;
                let page = self
                    .add(Facts::Page(facts), &[(Field::Title, 4), (Field::Summary, 20), (Field::Body, 200)]);
                // The first page stands above the others.
                parent = parent.or(Some(page));
                city.pages.push(page);
            }
            city.staff.extend(staff);
        }
        Ok(city)
    }

    fn add(&mut self, facts: Facts, fields: &[(Field, usize)]) -> ContentId {
        let id = ContentId(self.app.desk().new_id());
        let (number, mut texts) = (self.count, Vec::new());
        for &(field, length) in fields {
            let german = words(number, length);
            let digest = Digest::of(&german, field.is_rich());
            for (tag, _) in LOCALES.iter().filter(|(_, share)| is_said(number, *share)) {
                let locale = Locale::parse(tag).expect("a tag");
                let source = TextSource {
                    locale: Locale::parse("de").expect("a tag"),
                    digest: digest.clone(),
                    version: 1,
                };
                let (value, source) = match *tag {
                    "de" => (german.clone(), None),
                    tag => (format!("{tag} {german}"), Some(source)),
                };
                texts.push(TextEntry {
                    locale,
                    field,
                    item: Uuid::nil(),
                    value,
                    origin: Origin::Human,
                    source,
                });
            }
        }
        self.contents.push(NewContent { id, facts, texts });
        self.count += 1;
        id
    }
}

/// Whether the content with this number has texts in a locale that so many of a hundred have.
const fn is_said(number: usize, share: usize) -> bool {
    // Coprime with 100: every residue comes once in a hundred.
    number * 37 % 100 < share
}

fn words(seed: usize, length: usize) -> String {
    let word = |at: usize| WORDS[(seed * 31 + at * at * 7 + at * 3) % WORDS.len()];
    (0..length).map(word).collect::<Vec<_>>().join(" ")
}

fn reach(number: usize) -> ReachInput {
    ReachInput {
        phone: Edit::Set(format!("3512{:04}", number % 10_000)),
        email: Edit::Set(format!("stelle{number}@example.org")),
        ..ReachInput::default()
    }
}

fn place(number: usize) -> PlaceInput {
    PlaceInput { room: Edit::Set(format!("{}", number % 400)), ..PlaceInput::default() }
}
