//! Many clients that ask for much, again and again: everybody else is answered beside them, and they are answered in their
//! turn or told to come again.

use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};
use wegweiser::domain::content::Field;
use wegweiser::graphql::Bounds;
use wegweiser::http::{HttpSettings, Limits};

use super::assert_well;
use super::door::Door;
use crate::support::{Empty, Sketch, TestApp};

/// More than may have a turn or wait for one.
const CROWD: usize = 24;

const ORDINARY_REQUESTS: usize = 20;

/// For one answer without optimisation on a loaded machine: it takes a tenth of a second, and took three to five seconds
/// where large requests did not take turns.
const AT_MOST: Duration = Duration::from_secs(2);

/// What became of the requests of a crowd.
#[derive(Debug, Default)]
struct Outcome {
    answered: usize,
    answered_in_part: usize,
    refused: usize,
}

/// The large request of everybody in a crowd.
struct Large {
    body: String,
    /// What a whole answer holds.
    data: Value,
}

/// A door at which a quarter of the places, eight, are for those who wait for a turn.
fn narrow_door(app: &TestApp, bounds: Bounds) -> Door {
    let settings = HttpSettings { max_requests: 32, ..HttpSettings::default() };
    Door::with(app, bounds, Limits::default(), settings)
}

/// Asks for the same until it is told to stop.
async fn ask_on(door: &Door, large: &Large, must_stop: &AtomicBool) -> Outcome {
    let mut outcome = Outcome::default();
    while !must_stop.load(Ordering::Acquire) {
        let request = door.http.post(format!("http://{}/graphql", door.address));
        let request = request.header("accept", "application/graphql-response+json");
        let request = request.header("content-type", "application/json").body(large.body.clone());
        let response = request.send().await.expect("an answer");
        let (status, has_advice) =
            (response.status().as_u16(), response.headers().contains_key("retry-after"));
        let body: Value = response.json().await.expect("JSON");
        match (status, has_advice) {
            (200, false) => {
                assert_eq!(body["data"], large.data);
                outcome.answered += 1;
            }
            (294, false) => outcome.answered_in_part += 1,
            (503, true) => outcome.refused += 1,
            _ => panic!("{status}, {has_advice}: {:.500}", body.to_string()),
        }
        if status != 200 {
            let errors = body["errors"].as_array().expect("errors");
            assert!(errors.iter().all(|error| error["extensions"]["code"] == "UNAVAILABLE"), "{body:.500}");
        }
    }
    outcome
}

/// Asks what is ordinary beside a crowd.
async fn assert_others_are_answered(door: &Door, large: Large) -> Outcome {
    let must_stop = Arc::new(AtomicBool::new(false));
    let crowd = join_all((0..CROWD).map(|_| ask_on(door, &large, &must_stop)));
    let others = async {
        sleep(Duration::from_millis(500)).await;
        let mut longest = Duration::ZERO;
        for _ in 0..ORDINARY_REQUESTS {
            let began = Instant::now();
            assert_well(door).await;
            longest = longest.max(began.elapsed());
            assert!(longest < AT_MOST, "{longest:?}");
        }
        must_stop.store(true, Ordering::Release);
        longest
    };
    let (outcomes, longest) = tokio::join!(crowd, others);
    let outcome = outcomes.into_iter().fold(Outcome::default(), |sum, outcome| Outcome {
        answered: sum.answered + outcome.answered,
        answered_in_part: sum.answered_in_part + outcome.answered_in_part,
        refused: sum.refused + outcome.refused,
    });
    println!("the slowest of {ORDINARY_REQUESTS} others: {longest:?}; the crowd: {outcome:?}");
    outcome
}

on_both_databases! {
    async fn a_crowd_that_asks_for_many_objects_does_not_keep_others_waiting(app: TestApp) {
        let bounds = Bounds { max_cost: 10_000, ..Bounds::default() };
        let door = narrow_door(&app, bounds);
        let person = "id givenName familyName roleTitle { value lang } displayName { value } building room phone { national }";
        let staff = (0..20).fold(String::new(), |mut fields, n| {
            write!(fields, "a{n}: staff(first: 100) {{ nodes {{ {person} }} }} ").expect("a string takes it");
            fields
        });
        let query = format!("{{ {staff} }}");
        let data = door.ask(&query).await.body["data"].take();
        assert!(data["a19"]["nodes"].as_array().is_some_and(|people| people.len() > 30), "{data:.300}");
        let body = json!({ "query": query }).to_string();
        let outcome = assert_others_are_answered(&door, Large { body, data }).await;
        assert!(outcome.answered > 0 && outcome.refused > 0 && outcome.answered_in_part == 0, "{outcome:?}");
    }

    async fn a_crowd_that_asks_for_long_texts_does_not_keep_others_waiting(app: Empty) {
        let department = Sketch::department("bauamt", None);
        let text = "## Wer hilft\n\n*Alle* [Ämter](https://example.org) helfen, **gern** und `sofort`.\n\n".repeat(200);
        let page = |n: usize| Sketch::page(department.id(), &format!("seite-{n}")).text("de", Field::Body, &text);
        let pages: Vec<Sketch> = (0..6).map(page).collect();
        let ids: Vec<_> = pages.iter().map(|page| page.id().0).collect();
        app.live(std::iter::once(department).chain(pages)).await;
        let door = narrow_door(&app, Bounds::default());
        let query = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Page { body { html } } } }";
        let variables = json!({ "ids": ids });
        let data = door.ask_with(query, &variables).await.body["data"].take();
        let html = data["nodes"][5]["body"]["html"].as_str().expect("HTML");
        assert!(html.len() > text.len() && html.contains("<strong>gern</strong>"), "{html:.300}");
        let body = json!({ "query": query, "variables": variables }).to_string();
        let outcome = assert_others_are_answered(&door, Large { body, data }).await;
        assert!(outcome.answered > 0 && outcome.answered_in_part + outcome.refused > 0, "{outcome:?}");
    }
}
