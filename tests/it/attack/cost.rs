//! What is estimated of an answer is never less than what it holds, but where a list that is short by nature is not.

use serde_json::{Value, json};
use wegweiser::graphql::Bounds;

use super::door::Door;
use super::generate::Generator;
use crate::model::Random;
use crate::support::{TestApp, rounds};

/// What the estimate takes a list for that is short by nature.
const USUAL: usize = 10;

/// Objects, and values without fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    pub objects: u64,
    pub values: u64,
}

/// Counts an answer; of a list that the estimate takes for short by nature so much as it takes it for. `name` says of
/// which field a key is.
fn count(value: &Value, key: &str, name: &impl Fn(&str) -> String, held: &mut Held) {
    match value {
        Value::Object(fields) => {
            held.objects += 1;
            fields.iter().for_each(|(key, value)| count(value, key, name, held));
        }
        Value::Array(items) => {
            let most = if is_bounded(&name(key)) { items.len() } else { USUAL };
            items.iter().take(most).for_each(|item| count(item, key, name, held));
        }
        _ => held.values += 1,
    }
}

/// Whether the document says how long a list may be.
fn is_bounded(key: &str) -> bool {
    ![
        "lines",
        "availableLocales",
        "ancestors",
        "duties",
        "offices",
        "contacts",
        "relatedLinks",
        "runBy",
        "outline",
    ]
    .contains(&key)
}

pub fn held(data: &Value) -> Held {
    held_by(data, &str::to_owned)
}

fn held_by(data: &Value, name: &impl Fn(&str) -> String) -> Held {
    let mut held = Held::default();
    count(data, "", name, &mut held);
    // The root is no object of the answer.
    held.objects = held.objects.saturating_sub(1);
    held
}

/// The doors that say what they estimate, and the one that answers all the same.
pub struct Scales {
    objects: Door,
    values: Door,
    open: Door,
}

impl Scales {
    pub fn new(app: &TestApp) -> Self {
        let none = Bounds { max_cost: 0, ..Bounds::default() };
        let much = Bounds { max_cost: 1_000_000_000, max_values: 1_000_000_000, ..Bounds::default() };
        Self {
            objects: Door::open(app, none),
            values: Door::open(app, Bounds { max_values: 0, ..much.clone() }),
            open: Door::open(app, much),
        }
    }

    pub async fn estimate(&self, query: &str) -> Held {
        let found = |body: &Value| body["errors"][0]["extensions"]["found"].as_u64().unwrap_or_default();
        let objects = found(&self.objects.ask(query).await.body);
        Held { objects, values: found(&self.values.ask(query).await.body) }
    }

    pub async fn answer(&self, query: &str) -> Value {
        let answer = self.open.ask(query).await;
        assert!(answer.status.is_success(), "{query}\n{:.1000}", answer.text);
        answer.body
    }
}

#[tokio::test]
async fn an_answer_holds_no_more_than_was_estimated() {
    let app = TestApp::start().await;
    let (scales, generator) = (Scales::new(&app), Generator::of(&app).await);
    let (mut most, mut weighed, mut sums) = (Held::default(), 0, Held::default());
    for seed in 0..rounds(150) {
        let query = generator.document(&mut Random(seed));
        let estimate = scales.estimate(&query).await;
        // What would be refused anyway takes long to answer.
        if estimate.objects > 3_000 {
            continue;
        }
        let held = held_by(&scales.answer(&query).await["data"], &|key| field_of(&query, key));
        assert!(
            held.objects <= estimate.objects && held.values <= estimate.values,
            "seed {seed}: {held:?} > {estimate:?}\n{query}"
        );
        weighed += 1;
        sums = Held { objects: sums.objects + estimate.objects, values: sums.values + estimate.values };
        most = Held { objects: most.objects + held.objects, values: most.values + held.values };
    }
    println!("{weighed} documents: {most:?} of {sums:?}");
    assert!(weighed > 40, "{weighed}");
}

/// The field of a key that the generator made up, as it stands in the document.
fn field_of(query: &str, key: &str) -> String {
    let after = query.split_once(&format!(" {key}: ")).map_or(key, |(_, rest)| rest);
    after.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

#[tokio::test]
async fn what_is_given_to_a_list_of_fields_counts_each_time() {
    let app = TestApp::start().await;
    let scales = Scales::new(&app);
    let ids = (0..90).map(|id| uuid::Uuid::from_u128(id).to_string()).collect::<Vec<_>>();
    let filter = format!("filter: {{ ids: {ids:?} }}");
    let with =
        format!("{{ departments(first: 50) {{ nodes {{ staff(first: 0, {filter}) {{ totalCount }} }} }} }}");
    let without = with.replace(&filter, "");
    let (with, without) = (scales.estimate(&with).await, scales.estimate(&without).await);
    // Nine for the values of each, and 250 for the condition, which holds for all of them together.
    assert_eq!((with.objects - without.objects, with.values), (50 * 9 + 250, without.values));
    // A page of none is looked through all the same.
    let none = scales.estimate("{ staff(first: 0) { nodes { id } } }").await;
    assert_eq!(none, Held { objects: 2, values: 1 });
    assert_eq!(held(&json!({ "a": { "b": [1, 2] } })), Held { objects: 1, values: 2 });
}
