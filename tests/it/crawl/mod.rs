//! A crawl of everything that can be reached: what is a draft only is in no answer, to the public and to an editor of
//! another department.

pub mod schema;
mod walk;

use std::collections::HashSet;

use serde_json::{Value, json};
use uuid::Uuid;
use wegweiser::domain::content::{ContentId, Field};
use wegweiser::domain::permission::Role;

use self::walk::{Bait, Crawl};
use crate::support::{Empty, Sketch, TestApp, rounds};

/// Stands in every value that is a draft only, outside the editor's department.
const SECRET: &str = "geheimnis";

/// How many contents of each noun a department has: some hundred contents in a normal run, some thousand in a long one.
fn each() -> usize {
    usize::try_from(rounds(12).clamp(12, 48)).expect("a small number")
}

const DEPARTMENTS: usize = 16;

/// What became of a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// Never public: all of it is secret.
    Draft,
    Live,
    /// Public, and changed since: the change is secret.
    Changed,
    /// Public once: all of it is secret.
    Unpublished,
}

impl Fate {
    const fn of(number: usize) -> Self {
        match number % 6 {
            0 | 3 => Self::Live,
            1 => Self::Draft,
            2 | 4 => Self::Changed,
            _ => Self::Unpublished,
        }
    }

    const fn is_hidden(self) -> bool {
        matches!(self, Self::Draft | Self::Unpublished)
    }
}

/// A content, its kind as mutations call it, and what became of it.
struct Made {
    id: ContentId,
    kind: &'static str,
    fate: Fate,
}

struct Store {
    made: Vec<Made>,
    /// The department of the editor, which has no secrets from them.
    own: ContentId,
    bait: Bait,
}

/// A word for a content: secret if the content is.
fn word(kind: &str, number: usize, fate: Fate) -> String {
    let word = if fate.is_hidden() { SECRET } else { "offen" };
    format!("{word}-{}-{number}", kind.to_lowercase())
}

/// Texts in three locales, in every field.
fn texts(sketch: Sketch, fields: &[Field], value: &str) -> Sketch {
    fields.iter().fold(sketch, |sketch, &field| {
        sketch.text("de", field, value).translation("en", field, &format!("{value} en"), value).translation(
            "de-simple",
            field,
            &format!("{value} simple"),
            value,
        )
    })
}

/// A city of some thousand contents, each with a fate, that refer to each other across fates.
async fn store(app: &TestApp, token: &str) -> Store {
    let own = texts(Sketch::department("eigenes", None), &[Field::Name, Field::Description], "eigenes");
    let own_id = own.id();
    let mut store = Store { made: Vec::new(), own: own_id, bait: Bait::default() };
    let (mut sketches, mut people, mut pages) = (vec![own], Vec::new(), Vec::new());
    let mut departments: Vec<ContentId> = Vec::new();
    for number in 0..DEPARTMENTS {
        let fate = Fate::of(number);
        let name = word("department", number, fate);
        let parent = (number > 3).then(|| departments[number % 4]);
        let phone = fate.is_hidden().then(|| format!("030 23125-6{number:02}"));
        store.bait.phones.extend(phone.clone());
        let sketch = Sketch::department(&name, parent).at(Some(&name), Some(&name), phone.as_deref());
        let sketch = texts(sketch, &[Field::Name, Field::Abbreviation, Field::Description], &name);
        departments.push(sketch.id());
        store.made.push(Made { id: sketch.id(), kind: "department", fate });
        sketches.push(sketch);
    }
    let each = each();
    for (place, &department) in departments.iter().enumerate() {
        for number in 0..each {
            let number = place * each + number;
            let fate = Fate::of(number + number / 6);
            let name = word("person", number, fate);
            let sketch = Sketch::staff_member(department, &name).at(Some(&name), Some(&name), None);
            let person = texts(sketch, &[Field::RoleTitle, Field::Note], &name);
            people.push(person.id());
            let all = people.len();
            let some = [people[all - 1], people[all / 2], people[all / 3]];
            let some = if some[1] == some[0] || some[1] == some[2] { &some[..1] } else { &some[..] };
            let sketch = Sketch::responsibility(department, &word("duty", number, fate), some);
            let duty = texts(sketch, &[Field::Title, Field::Description], &word("duty", number, fate));
            let sketch = Sketch::office(department, &word("office", number, fate), some);
            let office = texts(sketch, &[Field::Name, Field::Abbreviation], &word("office", number, fate));
            let name = word("page", number, fate);
            let parent = (number % each > 4 && number.is_multiple_of(3)).then(|| pages[pages.len() - 3]);
            let mut page =
                texts(Sketch::page(department, &name), &[Field::Title, Field::Summary, Field::Body], &name)
                    .below(parent, some);
            for target in [
                people[all / 2],
                departments[all % DEPARTMENTS],
                pages.get(all / 2).copied().unwrap_or(own_id),
            ] {
                page = page.link(Some(target), None, &name);
            }
            pages.push(page.id());
            for (sketch, kind) in
                [(person, "staffMember"), (duty, "responsibility"), (office, "office"), (page, "page")]
            {
                store.made.push(Made { id: sketch.id(), kind, fate });
                sketches.push(sketch);
            }
        }
    }
    // The editor's own drafts name what others hide, and others' drafts name what is theirs.
    let mine = Sketch::staff_member(own_id, "Eigen");
    let mine_id = mine.id();
    let of_others: Vec<ContentId> = people.iter().copied().take(12).collect();
    let mut page = Sketch::page(own_id, "eigene-seite").below(None, &of_others);
    for &target in departments.iter().chain(&pages[..12]) {
        page = page.link(Some(target), None, "eigener Link");
    }
    let duty = Sketch::responsibility(own_id, "eigene-aufgabe", &of_others);
    let users = [
        Sketch::responsibility(departments[1], "geheimnis-nutzt", &[mine_id]),
        Sketch::page(departments[1], "geheimnis-zeigt").below(None, &[mine_id]).link(
            Some(own_id),
            None,
            SECRET,
        ),
    ];
    let users = users.map(|user| texts(user, &[Field::Title], SECRET));
    for user in &users {
        store.made.push(Made { id: user.id(), kind: "page", fate: Fate::Draft });
    }
    let published: Vec<ContentId> =
        store.made.iter().filter(|made| made.fate != Fate::Draft).map(|made| made.id).collect();
    app.draft(sketches.into_iter().chain([mine, page, duty]).chain(users)).await;
    app.publish(&published).await;
    // The secret is in the draft only, but stood in public once, with paths that lead nowhere now.
    let hidden = app
        .database
        .rows("SELECT path AS line FROM page_path WHERE stage = 'live' AND path LIKE '%geheimnis%'")
        .await;
    store.bait.paths = of_secret_pages(hidden);
    assert!(store.bait.paths.len() > 1, "{:?}", store.bait.paths);
    store.change(app, token).await;
    store.unpublish(app, token).await;
    store
}

/// Some of the paths that lead to secret pages; a page that is public is found by a path that it had.
fn of_secret_pages(paths: Vec<String>) -> Vec<String> {
    let is_secret = |path: &String| path.rsplit('/').next().is_some_and(|slug| slug.contains(SECRET));
    paths.into_iter().filter(is_secret).step_by(4).collect()
}

impl Store {
    fn of(&self, fate: Fate) -> impl Iterator<Item = &Made> {
        self.made.iter().filter(move |made| made.fate == fate)
    }

    fn hidden(&self) -> HashSet<Uuid> {
        self.made.iter().filter(|made| made.fate.is_hidden()).map(|made| made.id.0).collect()
    }

    /// Changes drafts of what is public, in every value.
    async fn change(&mut self, app: &TestApp, token: &str) {
        for (number, Made { id, kind, .. }) in self.of(Fate::Changed).enumerate() {
            // Pages and people are many: a third of each is enough.
            if *kind != "department" && number % 3 != 0 {
                continue;
            }
            let slug = format!("{SECRET}-neu-{number}");
            let text = |tag: &str, fields: &[&str]| {
                let mut text = json!({ "locale": tag });
                for field in fields {
                    text[*field] = json!(slug);
                }
                text
            };
            let texts = |fields: &[&str]| ["de", "en", "de-simple"].map(|tag| text(tag, fields));
            let email = format!("{slug}@example.org");
            let hidden: Vec<ContentId> = self
                .of(Fate::Draft)
                .filter(|made| made.kind == "staffMember")
                .take(2)
                .map(|made| made.id)
                .collect();
            let mut set = match *kind {
                "department" => {
                    json!({ "slug": slug, "building": slug, "room": slug, "email": email, "website": format!("https://{slug}.example.org"),
                    "texts": texts(&["name", "abbreviation", "description"]) })
                }
                "staffMember" => {
                    json!({ "givenName": slug, "familyName": slug, "academicTitle": slug, "email": email,
                    "building": slug, "texts": texts(&["roleTitle", "note"]) })
                }
                "responsibility" => json!({ "slug": slug, "texts": texts(&["title", "description"]),
                    "duties": hidden.iter().map(|id| json!({ "staffMember": id, "role": "DEPUTY" })).collect::<Vec<_>>() }),
                "office" => {
                    json!({ "slug": slug, "email": email, "runBy": hidden, "texts": texts(&["name", "abbreviation", "description"]) })
                }
                _ => json!({ "contacts": hidden, "texts": texts(&["title", "summary", "body"]),
                    "relatedLinks": [{ "url": format!("https://{slug}.example.org"), "labels": [{ "locale": "de", "label": slug }] }] }),
            };
            if *kind == "page" {
                set["slugs"] = ["de", "en"].map(|tag| json!({ "locale": tag, "slug": slug })).into();
            }
            let input = json!({ "id": id, "expectedVersion": 2, "set": set });
            app.done(token, &format!("{kind}Update"), input, "").await;
        }
        let slugs = app
            .database
            .rows(
                "SELECT slug AS line FROM department WHERE stage = 'draft' AND slug LIKE '%geheimnis%' \
            UNION ALL SELECT slug FROM office WHERE stage = 'draft' AND slug LIKE '%geheimnis%' \
            UNION ALL SELECT slug FROM responsibility WHERE stage = 'draft' AND slug LIKE '%geheimnis%'",
            )
            .await;
        self.bait.slugs = slugs.into_iter().step_by(9).collect();
        let paths = app
            .database
            .rows("SELECT path AS line FROM page_path WHERE stage = 'draft' AND path LIKE '%geheimnis%'")
            .await;
        self.bait.paths.extend(of_secret_pages(paths));
        let emails = app
            .database
            .rows("SELECT email AS line FROM staff_member WHERE stage = 'draft' AND email LIKE '%geheimnis%'")
            .await;
        self.bait.emails = emails.into_iter().step_by(9).collect();
        assert!(!self.bait.slugs.is_empty() && !self.bait.emails.is_empty());
    }

    async fn unpublish(&mut self, app: &TestApp, token: &str) {
        let items: Vec<Value> =
            self.of(Fate::Unpublished).map(|made| json!({ "id": made.id, "expectedVersion": 2 })).collect();
        for items in items.chunks(500) {
            app.done(token, "contentUnpublish", json!({ "items": items, "acceptInUse": true }), "").await;
        }
        self.bait.ids = self.hidden().into_iter().collect();
        self.bait.ids.sort_unstable();
        self.bait.ids = self.bait.ids.iter().copied().step_by(5).collect();
    }

    /// All that a crawler should come by.
    fn visible(&self) -> usize {
        self.made.iter().filter(|made| !made.fate.is_hidden()).count()
    }
}

on_both_databases! {
    async fn whatever_is_asked_no_draft_comes_to_light(app: Empty) {
        let app = app.unbounded();
        let token = app.admin().await;
        let store = store(&app, &token).await;
        let editor = app.account("Edi").may_in(Role::Editor, Some(store.own), None).make().await.token;
        // The words are there: an administrator finds them.
        let query = format!("{{ preview {{ pages(filter: {{ title: {{ contains: {SECRET:?} }} }}) {{ totalCount }} }} }}");
        let found = app.data_as(&token, &query, json!({})).await;
        assert!(found["preview"]["pages"]["totalCount"].as_i64() > Some(40), "{found}");

        let own = [3_usize, 0];
        for (viewer, own) in [Some(editor), None].into_iter().zip(own) {
            let is_desk = viewer.is_some();
            let crawl = Crawl::new(&app, viewer, SECRET, store.hidden()).await;
            let ids = crawl.lists().await;
            // The editor sees the own department too, with what is in it.
            let own = if is_desk { own + 1 } else { own };
            assert_eq!(ids.len(), store.visible() + own);
            crawl.contents(&ids, 1).await;
            let some: Vec<String> = ids.iter().step_by(16).cloned().collect();
            crawl.contents(&some, 2).await;
            crawl.baits(&store.bait).await;
            let desk: &[&str] = if is_desk { &[] } else { &["usedBy", "\\\"version", "preview", "publication"] };
            crawl.errors(desk).await;
            println!("{} requests for {} contents", crawl.asked.get(), ids.len());
        }
    }
}
