//! Contents for tests, in a line or two.

use std::sync::Mutex;

use uuid::Uuid;
use wegweiser::domain::content::{ContentId, Facts, Field, NewContent, TextEntry, TextSource};
use wegweiser::domain::edit::Edit;
use wegweiser::domain::locale::Locale;
use wegweiser::domain::page::LinkInput;
use wegweiser::domain::place::Coordinates;
use wegweiser::domain::position::Position;
use wegweiser::domain::responsibility::{Duty, DutyRole};
use wegweiser::domain::translation::{Digest, Origin};
use wegweiser::domain::{department, office, page, responsibility, staff_member};

use super::clock::clock;
use super::database::home;

/// A content that is to be, with whatever it needs: its label in the source locale is its slug or family name.
pub struct Sketch(NewContent);

/// A tag that is known to be well-formed.
pub fn locale(tag: &str) -> Locale {
    Locale::parse(tag).expect("a well-formed tag")
}

fn new_id() -> Uuid {
    clock().new_id()
}

/// Each behind the one before.
fn next_position() -> Position {
    static LAST: Mutex<Option<Position>> = Mutex::new(None);
    let mut last = LAST.lock().expect("no test panics here");
    let next = Position::between(last.as_ref(), None).expect("there is always room at the end");
    last.insert(next).clone()
}

impl Sketch {
    fn new(facts: Facts, label: Field, text: &str) -> Self {
        let content = NewContent { id: ContentId(new_id()), facts, texts: Vec::new() };
        Self(content).text("de", label, text)
    }

    pub fn department(slug: &str, parent: Option<ContentId>) -> Self {
        let input = department::Input { slug: Edit::Set(slug.to_owned()), ..department::Input::default() };
        let facts = department::Facts::new(parent, next_position(), input, &home()).expect("facts");
        Self::new(Facts::Department(facts), Field::Name, slug)
    }

    pub fn staff_member(department: ContentId, family_name: &str) -> Self {
        let input = staff_member::Input {
            given_name: Edit::Set("Kim".to_owned()),
            family_name: Edit::Set(family_name.to_owned()),
            ..staff_member::Input::default()
        };
        let facts = staff_member::Facts::new(department, next_position(), input, &home()).expect("facts");
        Self::new(Facts::StaffMember(facts), Field::RoleTitle, "Sachbearbeitung")
    }

    pub fn responsibility(department: ContentId, slug: &str, staff: &[ContentId]) -> Self {
        let duty = |&staff_member: &ContentId| Duty { staff_member, role: DutyRole::Responsible };
        let duties = staff.iter().map(duty).collect();
        let input = responsibility::Input { slug: Edit::Set(slug.to_owned()), duties: Edit::Set(duties) };
        let facts = responsibility::Facts::new(department, next_position(), input).expect("facts");
        Self::new(Facts::Responsibility(facts), Field::Title, slug)
    }

    pub fn office(department: ContentId, slug: &str, run_by: &[ContentId]) -> Self {
        let input = office::Input {
            slug: Edit::Set(slug.to_owned()),
            run_by: Edit::Set(run_by.to_vec()),
            ..office::Input::default()
        };
        let facts = office::Facts::new(department, next_position(), input, &home()).expect("facts");
        Self::new(Facts::Office(facts), Field::Name, slug)
    }

    pub fn page(department: ContentId, slug: &str) -> Self {
        let slugs = vec![(locale("de"), Edit::Set(slug.to_owned()))];
        let input = page::Input { slugs, ..page::Input::default() };
        let facts = page::Facts::new(department, None, next_position(), input).expect("facts");
        Self::new(Facts::Page(facts), Field::Title, slug)
    }

    /// A department on the map.
    pub fn on_map(mut self, latitude: f64, longitude: f64) -> Self {
        match &mut self.0.facts {
            Facts::Department(facts) => facts.coordinates = Some(Coordinates { latitude, longitude }),
            _ => panic!("only departments are on the map"),
        }
        self
    }

    /// Replaces what a staff member or a department has of place and reach.
    pub fn at(mut self, building: Option<&str>, room: Option<&str>, phone: Option<&str>) -> Self {
        let (place, reach) = match &mut self.0.facts {
            Facts::Department(facts) => (&mut facts.place, &mut facts.reach),
            Facts::StaffMember(facts) => (&mut facts.place, &mut facts.reach),
            _ => panic!("only departments and people sit somewhere"),
        };
        (place.building, place.room) = (building.map(str::to_owned), room.map(str::to_owned));
        let phone = phone.map(|phone| wegweiser::domain::phone::Phone::parse(phone, &home()));
        reach.phone = phone.transpose().expect("a number");
        self
    }

    /// A page below another, with contacts.
    pub fn below(mut self, parent_page: Option<ContentId>, people: &[ContentId]) -> Self {
        let Facts::Page(facts) = &mut self.0.facts else { panic!("only pages have contacts") };
        (facts.parent, facts.contacts) = (parent_page, people.to_vec());
        self
    }

    /// A related link of a page, labelled in German.
    pub fn link(mut self, target: Option<ContentId>, url: Option<&str>, label: &str) -> Self {
        let id = new_id();
        let Facts::Page(facts) = &mut self.0.facts else { panic!("only pages have links") };
        let link = LinkInput { id, is_new: true, target, url: url.map(str::to_owned) };
        let input = page::Input { links: Edit::Set(vec![link]), ..page::Input::default() };
        let checked = facts.change(input).expect("a link");
        facts.links.extend(checked.links);
        self.0.texts.push(entry("de", Field::Label, id, label));
        self
    }

    /// A slug of a page in another locale, with a title.
    pub fn slug(mut self, tag: &str, slug: &str) -> Self {
        let Facts::Page(facts) = &mut self.0.facts else { panic!("only pages have slugs in locales") };
        let parsed = wegweiser::domain::slug::PageSlug::parse(slug).expect("a slug");
        facts.slugs.insert(locale(tag), parsed);
        self.text(tag, Field::Title, slug)
    }

    /// A text; replaces what stands there.
    pub fn text(mut self, tag: &str, field: Field, value: &str) -> Self {
        self.0.texts.retain(|text| !(text.locale == locale(tag) && text.field == field));
        self.0.texts.push(entry(tag, field, Uuid::nil(), value));
        self
    }

    /// A translation made from this German text.
    pub fn translation(self, tag: &str, field: Field, value: &str, german: &str) -> Self {
        let mut with_text = self.text(tag, field, value);
        let text = with_text.0.texts.last_mut().expect("it was just written");
        let digest = Digest::of(german, field.is_rich());
        text.source = Some(TextSource { locale: locale("de"), digest, version: 1 });
        with_text
    }

    /// The texts of a locale come from a machine.
    pub fn by_machine(mut self, tag: &str) -> Self {
        for text in self.0.texts.iter_mut().filter(|text| text.locale == locale(tag)) {
            text.origin = Origin::Machine;
        }
        self
    }

    pub fn id(&self) -> ContentId {
        self.0.id
    }

    pub fn finish(self) -> NewContent {
        self.0
    }
}

fn entry(tag: &str, field: Field, item: Uuid, value: &str) -> TextEntry {
    let (locale, value) = (locale(tag), value.to_owned());
    TextEntry { locale, field, item, value, origin: Origin::Human, source: None }
}
