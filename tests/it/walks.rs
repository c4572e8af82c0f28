//! A property: whoever walks a list while rows come and go meets every row that stood still once, in order.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;
use uuid::Uuid;
use wegweiser::domain::content::{ContentId, Field};

use crate::support::{Empty, Sketch, TestApp, texts_at};

/// How many walks are made on each database.
const WALKS: usize = 60;

/// Each list with its noun's table and the order field of its label.
const LISTS: [(&str, &str, &str); 5] = [
    ("departments", "department", "NAME"),
    ("staff", "staff_member", "FAMILY_NAME"),
    ("responsibilities", "responsibility", "TITLE"),
    ("offices", "office", "NAME"),
    ("pages", "page", "TITLE"),
];

/// Names that collide, fold alike and sort apart.
const NAMES: [&str; 8] = ["Amt", "amt", "Ämter", "Aemter", "Straße", "Strasse", "Zoo", "Öl"];

/// What happens between two pages.
#[derive(Clone, Copy, Debug)]
enum Event {
    Comes {
        name: usize,
    },
    /// The row at this share of the list goes.
    Goes {
        at: f64,
    },
    Nothing,
}

/// One walk through a list.
#[derive(Clone, Debug)]
struct Walk {
    list: usize,
    order: usize,
    is_descending: bool,
    is_backward: bool,
    locale: &'static str,
    filter: usize,
    size: usize,
    events: Vec<Event>,
}

fn walk() -> impl Strategy<Value = Walk> {
    let event = proptest::prop_oneof![
        3 => (0..NAMES.len()).prop_map(|name| Event::Comes { name }),
        3 => (0.0..1.0).prop_map(|at| Event::Goes { at }),
        1 => Just(Event::Nothing),
    ];
    let locale = proptest::sample::select(vec!["de", "en", "de-simple"]);
    let shape =
        (0..LISTS.len(), 0..3_usize, any::<bool>(), any::<bool>(), locale, 0..FILTERS.len(), 1..6_usize);
    (shape, vec(event, 1..8)).prop_map(
        |((list, order, is_descending, is_backward, locale, filter, size), events)| Walk {
            list,
            order,
            is_descending,
            is_backward,
            locale,
            filter,
            size,
            events,
        },
    )
}

/// Filters that any list takes, with its label's name for `LABEL`.
const FILTERS: [&str; 6] = [
    "{}",
    "{ LABEL: { contains: \"a\" } }",
    "{ LABEL: { startsWith: \"ae\" } }",
    "{ not: { LABEL: { contains: \"strasse\" } } }",
    "{ or: [{ LABEL: { startsWith: \"s\" } }, { availableIn: \"en\" }] }",
    "{ availableIn: \"de\", and: [{ not: { availableIn: \"en\" } }] }",
];

impl Walk {
    fn name(&self) -> &'static str {
        LISTS[self.list].0
    }

    fn arguments(&self) -> String {
        let order = [LISTS[self.list].2, "TREE", "UPDATED_AT"][self.order];
        let direction = if self.is_descending { "DESC" } else { "ASC" };
        let label = match self.name() {
            "responsibilities" | "pages" => "title",
            _ => "name",
        };
        let filter = FILTERS[self.filter].replace("LABEL", label);
        format!(
            "orderBy: {{ field: {order}, direction: {direction} }}, locale: {:?}, filter: {filter}",
            self.locale
        )
    }

    async fn whole(&self, app: &TestApp) -> Vec<String> {
        let mut rows = Vec::new();
        let mut cursor = Value::Null;
        loop {
            let (page, next) = self.page(app, "first: 100, after", &cursor).await;
            rows.extend(page);
            if next.is_null() {
                return rows;
            }
            cursor = next;
        }
    }

    /// A page, and the cursor behind it if the list goes on.
    async fn page(&self, app: &TestApp, bound: &str, cursor: &Value) -> (Vec<String>, Value) {
        let query = format!(
            "{{ list: {}({bound}: {cursor}, {}) {{ nodes {{ id }} pageInfo {{ startCursor endCursor hasNextPage hasPreviousPage }} }} }}",
            self.name(),
            self.arguments()
        );
        let data = app.data(&query).await;
        let page = &data["list"];
        let ids = texts_at(&page["nodes"], "/id").into_iter().flatten().map(str::to_owned).collect();
        let (towards, from) = if bound.starts_with("first") {
            ("hasNextPage", "endCursor")
        } else {
            ("hasPreviousPage", "startCursor")
        };
        let next =
            if page["pageInfo"][towards] == true { page["pageInfo"][from].clone() } else { Value::Null };
        (ids, next)
    }

    /// Walks page by page; between pages rows come and go.
    async fn run(&self, app: &TestApp, root: ContentId) {
        let before = self.whole(app).await;
        let (mut met, mut gone, mut came) = (Vec::new(), HashSet::new(), HashSet::new());
        let mut cursor = Value::Null;
        let bound = if self.is_backward {
            format!("last: {}, before", self.size)
        } else {
            format!("first: {}, after", self.size)
        };
        let mut events = self.events.iter();
        loop {
            let (page, next) = self.page(app, &bound, &cursor).await;
            assert!(page.len() <= self.size);
            met = if self.is_backward { [page, met].concat() } else { [met, page].concat() };
            if next.is_null() {
                break;
            }
            cursor = next;
            match events.next() {
                Some(Event::Comes { name }) => {
                    came.insert(self.comes(app, root, NAMES[*name]).await);
                }
                Some(Event::Goes { at }) => {
                    let left: Vec<&String> = before.iter().filter(|id| !gone.contains(*id)).collect();
                    #[expect(
                        clippy::cast_possible_truncation,
                        clippy::cast_sign_loss,
                        clippy::cast_precision_loss,
                        reason = "few rows"
                    )]
                    let id = left[(at * left.len() as f64) as usize].clone();
                    // What others hang on stays.
                    if id != root.0.to_string() {
                        self.goes(app, &id).await;
                        gone.insert(id);
                    }
                }
                Some(Event::Nothing) | None => {}
            }
        }
        let after = self.whole(app).await;
        let distinct: BTreeSet<&String> = met.iter().collect();
        assert_eq!(distinct.len(), met.len(), "nothing twice");
        let stood: Vec<&String> = before.iter().filter(|id| !gone.contains(*id)).collect();
        let met_standing: Vec<&String> = met.iter().filter(|id| stood.contains(id)).collect();
        assert_eq!(met_standing, stood, "nothing missed that stood still, in the order of before");
        assert!(met.iter().all(|id| before.contains(id) || came.contains(id)), "nothing from nowhere");
        let still: Vec<&String> = met.iter().filter(|id| !gone.contains(*id)).collect();
        let place =
            |id: &&String| after.iter().position(|other| other == *id).expect("what did not go is there");
        let places: Vec<usize> = still.iter().map(place).collect();
        assert!(places.is_sorted(), "the order of the list as it is now");
    }

    /// A new content of the list's noun; its id.
    async fn comes(&self, app: &TestApp, root: ContentId, name: &str) -> String {
        let sketch = sketch(self.name(), root, name);
        let id = sketch.id().0.to_string();
        app.live([sketch]).await;
        id
    }

    /// Takes a content out of what is public.
    async fn goes(&self, app: &TestApp, id: &str) {
        let id = app.database.id_sql(id);
        for table in [LISTS[self.list].1, "label", "tree_place"] {
            app.database
                .execute(&format!("DELETE FROM {table} WHERE stage = 'live' AND content_id = {id}"))
                .await;
        }
    }
}

/// A content under a name, half of them translated.
fn sketch(list: &str, root: ContentId, name: &str) -> Sketch {
    static COUNT: LazyLock<std::sync::atomic::AtomicUsize> = LazyLock::new(Default::default);
    let number = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let slug = format!("s{number}");
    let (sketch, field) = match list {
        "departments" => (Sketch::department(&slug, Some(root)), Field::Name),
        "staff" => (Sketch::staff_member(root, name), Field::RoleTitle),
        "responsibilities" => (Sketch::responsibility(root, &slug, &[]), Field::Title),
        "offices" => (Sketch::office(root, &slug, &[]), Field::Name),
        _ => (Sketch::page(root, &slug), Field::Title),
    };
    let sketch = sketch.text("de", field, name);
    let english = NAMES[number % NAMES.len()];
    if number.is_multiple_of(2) { sketch.translation("en", field, english, name) } else { sketch }
}

/// The walks: the same in every run.
fn walks() -> Vec<Walk> {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = walk();
    (0..WALKS).map(|_| strategy.new_tree(&mut runner).expect("a walk").current()).collect()
}

on_both_databases! {
    async fn whoever_walks_a_list_meets_each_row_that_stood_still_once(app: Empty) {
        let root = Sketch::department("stadt", None);
        let id = root.id();
        let sketches = LISTS.iter().flat_map(|(list, ..)| (0..12).map(move |index| sketch(list, id, NAMES[index % NAMES.len()])));
        app.live([root].into_iter().chain(sketches)).await;
        for (number, walk) in walks().into_iter().enumerate() {
            println!("walk {number}: {walk:?}");
            walk.run(&app, id).await;
        }
    }

    async fn a_cursor_holds_when_its_own_row_is_gone(app: Empty) {
        let root = Sketch::department("stadt", None);
        let id = root.id();
        let people = NAMES.map(|name| sketch("staff", id, name));
        app.live([root].into_iter().chain(people)).await;
        for order in 0..3 {
            for is_descending in [false, true] {
                let walk = Walk { list: 1, order, is_descending, is_backward: false, locale: "de", filter: 0, size: 2, events: Vec::new() };
                let whole = walk.whole(&app).await;
                let (first, cursor) = walk.page(&app, "first: 2, after", &Value::Null).await;
                assert_eq!(first, whole[..2]);
                walk.goes(&app, &first[1]).await;
                assert_eq!(walk.page(&app, "first: 100, after", &cursor).await.0, whole[2..]);
                assert_eq!(walk.page(&app, "last: 100, before", &cursor).await.0, whole[..1]);
                Uuid::parse_str(&walk.comes(&app, id, "Neu").await).expect("one comes for the one that went");
            }
        }
    }
}
