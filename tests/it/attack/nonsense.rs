//! A flood of documents at random: each is answered or refused, shortly, and none brings the server down. A panic would
//! be an answer of 500.

use serde_json::json;
use wegweiser::domain::permission::Role;
use wegweiser::graphql::Bounds;

use super::door::Door;
use super::generate::Generator;
use super::mutate::{documents, letters, spoil};
use super::{assert_well, of_process};
use crate::model::Random;
use crate::support::{TestApp, rounds, seed};

/// How many bytes the answer to a document may have that is refused.
const MOST_BYTES: usize = 64 * 1024;

/// How much memory a flood may take, in kibibytes.
const MOST_MEMORY: u64 = 1024 * 1024;

/// After how many documents an ordinary one is asked.
const ORDINARY_EVERY: u64 = 100;

/// The body of a request: mostly a document within JSON.
fn body(seed: u64, documents: &[String], generator: &Generator) -> String {
    let random = &mut Random(seed);
    let document = match random.below(10) {
        0 => letters(random),
        1..=3 => {
            let document = generator.document(random);
            if random.percent(50) { document } else { spoil(&document, documents, random) }
        }
        _ => spoil(&documents[random.below(documents.len())], documents, random),
    };
    let variables = match random.below(4) {
        0 => json!({}),
        1 => json!({ "v": random.next(), "first": "x", "by": { "slug": null }, "locale": ["de"] }),
        2 => json!({ "locale": "de", "by": { "slug": "bauamt" }, "first": 3, "input": {} }),
        _ => json!(null),
    };
    let body = json!({ "query": document, "variables": variables }).to_string();
    if random.percent(3) { spoil(&body, documents, random) } else { body }
}

#[tokio::test]
async fn nonsense_is_refused_and_does_no_harm() {
    let app = TestApp::start().await;
    let door = Door::open(&app, Bounds::default());
    let documents = documents();
    assert!(documents.len() > 15, "{}", documents.len());
    let generator = Generator::of(&app).await;
    let editor = app.account("Ede").may(Role::Editor).make().await.token;
    let memory = || of_process("self/status", "VmHWM");
    let before = memory();
    let mut counts = std::collections::BTreeMap::<u16, u64>::new();
    let seeds = seed().map_or(0..rounds(800), |seed| seed..seed + 1);
    for seed in seeds {
        let body = body(seed, &documents, &generator);
        let token = (seed % 3 == 0).then_some(editor.as_str());
        let answer = door.send(&body, token).await;
        let status = answer.status.as_u16();
        *counts.entry(status).or_default() += 1;
        assert!(status < 500 || status == 503, "seed {seed}: {}\n{body:.2000}", answer.text);
        let is_answered = answer.body.get("data").is_some_and(|data| !data.is_null());
        assert!(is_answered || answer.text.len() < MOST_BYTES, "seed {seed}: {} bytes", answer.text.len());
        if seed % ORDINARY_EVERY == 0 {
            assert_well(&door).await;
        }
    }
    assert_well(&door).await;
    println!("{counts:?}; at most {before:?} KiB before, {:?} KiB after", memory());
    if let (Some(before), Some(after)) = (before, memory()) {
        assert!(after - before < MOST_MEMORY, "{before} KiB, then {after} KiB");
    }
}
