//! A property: whatever editors do, in whatever order, the server does the same as a simple model in memory. Each step is
//! done or refused, with the same problems, in the same version; and what desk and public show is what the model says. The
//! model's trees have no cycles, its relations are those of the drafts, and nothing is public that was not published.

mod city;
mod judge;
mod seen;
mod stage;
mod steps;
mod wire;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use self::city::{City, Stage};
use self::judge::{CONFLICT, IN_USE, INVALID, MISSING, NO_SOURCE, NOT_ALLOWED, TAKEN, Verdict};
pub use self::steps::Random;
use self::steps::Step;
use crate::support::{Database, Empty, TestApp, rounds, seed};

const CODES: [&str; 7] = [INVALID, CONFLICT, TAKEN, MISSING, IN_USE, NO_SOURCE, NOT_ALLOWED];

/// How many sequences there are in a normal run, and how many steps in each.
const SEQUENCES: u64 = 8;
const STEPS: usize = 110;

/// After how many steps everything is looked at, where nobody looks for a fault yet.
const LOOKS: usize = 11;

/// Where product and model part.
struct Parting {
    /// The steps up to there.
    steps: Vec<Step>,
    what: String,
}

/// How often each verb was done and refused, for whoever reads the log.
type Tally = BTreeMap<String, usize>;

/// A sequence in a city of its own.
async fn play(database: Database, seed: u64, looks: usize, tally: &mut Tally) -> Result<(), Parting> {
    let app = TestApp::over(database.migrated().await.expect("it was there before")).await;
    let token = app.admin().await;
    let (mut city, mut random) = (City::default(), Random(seed));
    let mut steps = Vec::new();
    while steps.len() < STEPS {
        let step = city.next_step(&mut random);
        let verdict = city.judge(&step);
        let verb = format!("{step:?}").split(' ').next().unwrap_or_default().to_owned();
        steps.push(step.clone());
        let parted = |what: String| Parting { steps: steps.clone(), what };
        let answer = city.send(&app, &token, &step).await.map_err(parted)?;
        match verdict {
            Verdict::Done(mut next) => {
                if !answer.codes.is_empty() {
                    return Err(parted(format!("refused: {}", answer.payload["problems"])));
                }
                for (of, told) in next.learn(&step, &answer.payload).map_err(parted)? {
                    let expected = next.contents[of].version;
                    if told != expected {
                        return Err(parted(format!("{of} is in version {told}, not {expected}")));
                    }
                }
                *tally.entry(format!("{verb} done")).or_default() += 1;
                city = next;
            }
            Verdict::Refused(codes) => {
                if answer.codes != codes {
                    let said = format!("expected {codes:?}, not {:?}: {}", answer.codes, answer.payload);
                    return Err(parted(said));
                }
                *tally.entry(format!("{verb} refused")).or_default() += 1;
            }
        }
        assert!(
            !city.has_page_apart(Stage::Draft),
            "a page of the model has another department than its parent"
        );
        assert!(city.is_a_tree(Stage::Draft) && city.is_a_tree(Stage::Live), "the model has a cycle");
        if steps.len().is_multiple_of(looks) || steps.len() == STEPS {
            compare(&app, &token, &city).await.map_err(parted)?;
        }
    }
    Ok(())
}

/// Everything that desk and public show, beside what they should.
async fn compare(app: &TestApp, token: &str, city: &City) -> Result<(), String> {
    for stage in [Stage::Draft, Stage::Live] {
        let (query, variables) = (seen::query(stage), json!({ "ids": city.ids() }));
        let mut answer = match stage {
            Stage::Draft => app.ask_as(token, &query, variables).await,
            Stage::Live => app.ask_with(&query, variables, &[]).await,
        };
        if answer.body.get("errors").is_some() {
            return Err(format!("{stage:?}: {}", answer.body["errors"]));
        }
        let found = answer.body["data"].take();
        let found = if stage == Stage::Draft { found["preview"].clone() } else { found };
        let found = seen::sorted(found);
        let expected = city.seen(stage);
        if found != expected {
            let mut differences = Vec::new();
            difference("", &found, &expected, &mut differences);
            return Err(format!("{stage:?}:\n{}", differences.join("\n")));
        }
    }
    Ok(())
}

/// Where two values differ.
fn difference(path: &str, found: &Value, expected: &Value, differences: &mut Vec<String>) {
    match (found, expected) {
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            for (key, value) in a {
                difference(&format!("{path}/{key}"), value, &b[key], differences);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                difference(&format!("{path}/{index}"), a, b, differences);
            }
        }
        _ if found != expected => differences.push(format!("{path} is {found}, should be {expected}")),
        _ => {}
    }
}

on_both_databases! {
    async fn whatever_editors_do_desk_and_public_are_as_the_model_says(app: Empty) {
        let database = app.database.kind;
        let mut tally = Tally::new();
        let seeds = seed().map_or(0..rounds(SEQUENCES), |seed| seed..seed + 1);
        for seed in seeds {
            let Err(first) = play(database, seed, LOOKS, &mut tally).await else { continue };
            // The same again, looking after each step: the shortest beginning that shows it.
            let Err(Parting { steps, what }) = play(database, seed, 1, &mut Tally::new()).await else {
                panic!("seed {seed} on {database:?} failed once, and not when it was played again: {}", first.what);
            };
            let steps: Vec<String> =
                steps.iter().enumerate().map(|(number, step)| format!("{number}: {step:?}")).collect();
            panic!("seed {seed} on {database:?}, after {} steps\n{}\n{what}", steps.len(), steps.join("\n"));
        }
        println!("{tally:#?}");
    }
}
