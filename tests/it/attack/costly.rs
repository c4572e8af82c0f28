//! The costliest documents that are within the bounds, by the time that they hold the processor.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use wegweiser::graphql::Bounds;

use super::assert_well;
use super::door::Door;
use crate::support::TestApp;

/// Of a build without optimisation, which takes some ten to thirty times as long.
const MOST_SECONDS: f64 = 10.0;

/// The name of the threads on which the test's server does what takes long.
const THREADS: &str = "costly";

/// The seconds that the test's threads held a processor. Null where nothing says so.
fn processor_seconds() -> Option<f64> {
    let mut seconds = seconds_of(Path::new("/proc/thread-self"))?;
    for task in std::fs::read_dir("/proc/self/task").ok()?.flatten() {
        let name = std::fs::read_to_string(task.path().join("comm")).unwrap_or_default();
        if name.trim_end() == THREADS {
            seconds += seconds_of(&task.path()).unwrap_or_default();
        }
    }
    Some(seconds)
}

fn seconds_of(thread: &Path) -> Option<f64> {
    let text = std::fs::read_to_string(thread.join("schedstat")).ok()?;
    let nanoseconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

fn many(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).map(each).collect()
}

fn in_department(fields: &str) -> String {
    format!(r#"{{ department(by: {{slug: "bauamt"}}) {{ {fields} }} }}"#)
}

/// Numbers in lists in a list, none of which is longer than it may be.
fn numbers(bytes: usize) -> Value {
    json!(vec![vec![1; 1_000]; bytes / 2_000])
}

fn documents() -> Vec<(&'static str, String, Value)> {
    let name = |length: usize, n: usize| format!("{n:0>length$} ").replacen('0', "a", 1);
    let filter = "staff(first: 0, filter: $v) { totalCount } ";
    let of_filter = "query($v: StaffMemberFilter)";
    let ids: Vec<String> = (0..95).map(|id| uuid::Uuid::from_u128(id).to_string()).collect();
    let operation_of = |fields: &str| format!("{of_filter} {}", in_department(fields));
    let arguments = |value: usize| many(95, |n| format!("a{n}: {value} "));
    vec![
        ("unknown names", in_department(&many(800, |n| name(190, n))), json!({})),
        ("unknown names in an unused fragment", format!("{{ __typename }} fragment F on Query {{ {} }}", many(800, |n| name(190, n))), json!({})),
        ("short unknown names", in_department(&many(4_900, |n| name(30, n))), json!({})),
        ("unknown arguments", in_department(&many(30, |_| format!("slug({}) ", many(95, |n| format!("{}: 1 ", name(40, n).trim()))))), json!({})),
        ("many fields", in_department(&"slug ".repeat(4_900)), json!({})),
        ("fields in fragments in each other", in_department(&("... { ".repeat(28) + &"slug ".repeat(4_900) + &"} ".repeat(28))), json!({})),
        ("arguments that differ, in fragments", in_department(&("... { ".repeat(28) + &many(30, |n| format!("slug({}) ", arguments(n))) + &"} ".repeat(28))), json!({})),
        ("keys that differ, in fragments", in_department(&("... { ".repeat(28) + &many(490, |n| format!("a: {} ", ["slug", "id"][n % 2])) + &"} ".repeat(28))), json!({})),
        ("a large variable in many fields", operation_of(&filter.repeat(650)), json!({ "v": numbers(900_000) })),
        ("a large variable in many lists", operation_of(&"ancestors(x: $v) { id } ".repeat(900)), json!({ "v": numbers(900_000) })),
        ("a filter in many fields", operation_of(&filter.repeat(190)), json!({ "v": { "ids": ids } })),
        ("a filter in fields of fields", format!("{of_filter} {{ departments(first: 100) {{ nodes {{ staff(first: 100) {{ nodes {{ department {{ {} }} }} }} }} }} }}", filter.repeat(2)), json!({ "v": { "ids": ids } })),
        ("undefined variables in many operations", format!("{} fragment F on Query {{ node(id: [{}]) {{ id }} }}", many(600, |n| format!("query Q{n} {{ ...F }} ")), many(1_900, |n| format!("$v{n} "))), json!({})),
        ("many operations", many(1_200, |n| format!("query Q{n} {{ __typename }} ")), json!({})),
        ("many variables", format!("query({}) {{ __typename }}", many(2_400, |n| format!("$v{n}: Int "))), json!({})),
        ("many fragments", format!("{{ {} }} {}", many(40, |n| format!("...F{n} ")), many(1_600, |n| format!("fragment F{n} on Query {{ a }} "))), json!({})),
        ("pages of none", format!("{{ departments(first: 100) {{ nodes {{ staff(first: 100) {{ nodes {{ department {{ staff(first: 0) {{ nodes {{ {} }} }} }} }} }} }} }} }}", "id ".repeat(4_000)), json!({})),
        ("as many objects as there may be", "{ departments(first: 100) { nodes { staff(first: 100) { nodes { id department { id slug } } } } } }".to_owned(), json!({})),
        ("as many values as there may be", format!("{{ staff(first: 41) {{ nodes {{ {} }} }} }}", "id ".repeat(4_800)), json!({})),
        ("a long text", format!("{{ node(id: {:?}) {{ id }} }}", "ä".repeat(400_000)), json!({})),
        ("a long block", format!("{{ node(id: \"\"\"{}\"\"\") {{ id }} }}", "\n  a".repeat(200_000)), json!({})),
        ("escapes", format!("{{ node(id: \"{}\") {{ id }} }}", "\\u00e4".repeat(120_000)), json!({})),
        ("remarks", format!("{{ {} __typename }}", "#\n".repeat(250_000)), json!({})),
        ("remarks in brackets", format!("{} __typename {}", "{ ... { ".repeat(15), "#\n} ".repeat(30).replace('#', &"#\n".repeat(10_000))), json!({})),
        ("the schema again and again", format!("{{ {} }}", many(48, |n| format!("a{n}: __schema {{ queryType {{ name }} types {{ name }} }} "))), json!({})),
    ]
}

#[test]
fn no_document_holds_the_processor_for_long() {
    // Threads that end take their times with them.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .thread_name(THREADS)
        .thread_keep_alive(Duration::from_secs(600))
        .build();
    runtime.expect("a runtime").block_on(measure());
}

async fn measure() {
    let app = TestApp::start().await;
    let door = Door::open(&app, Bounds::default());
    assert_well(&door).await;
    let mut worst: Vec<(f64, String)> = Vec::new();
    for (what, query, variables) in documents() {
        let before = processor_seconds();
        let name = query.contains("query Q0").then_some("Q0");
        let body = json!({ "query": query, "variables": variables, "operationName": name }).to_string();
        let answer = door.send(&body, None).await;
        let (Some(before), Some(after)) = (before, processor_seconds()) else { return };
        let code = answer.body["errors"][0]["extensions"].clone();
        let said = format!("{} {} {}", answer.status.as_u16(), code["code"], code["bound"]);
        println!("{:8.3} s {what}: {said}, {} bytes", after - before, answer.text.len());
        assert!(answer.status.as_u16() < 500, "{what}: {:.300}", answer.text);
        worst.push((after - before, what.to_owned()));
    }
    let longest = worst.iter().max_by(|a, b| a.0.total_cmp(&b.0)).expect("documents");
    assert!(longest.0 < MOST_SECONDS, "{longest:?}");
    assert_well(&door).await;
}
