//! What somebody would do who wants the server to fall over: documents, floods of nonsense, connections. It refuses in
//! time and in words, and answers everybody else meanwhile.

mod bounds;
mod circles;
mod connections;
mod cost;
mod costly;
mod crowd;
mod door;
mod frames;
mod generate;
mod http2;
mod introspection;
mod mutate;
mod nonsense;
mod parsers;
mod slow;
mod waiting;

use self::door::Door;

/// What ordinary clients ask meanwhile.
const ORDINARY: &str = r#"{ department(by: {slug: "bauamt"}) { slug } }"#;

/// Whether the server still answers as if nothing were.
async fn assert_well(door: &Door) {
    let answer = door.ask(ORDINARY).await;
    let expected = r#"{"data":{"department":{"slug":"bauamt"}}}"#;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (200, expected));
}

/// The numbers of a name in a file of the process's own in `/proc`; null elsewhere.
fn of_process(file: &str, name: &str) -> Option<u64> {
    let text = std::fs::read_to_string(format!("/proc/{file}")).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().find_map(|word| word.parse().ok())
}
