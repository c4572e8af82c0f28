//! Requests that are not what they say, and more connections than there are places.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;
use wegweiser::graphql::Bounds;
use wegweiser::http::{HttpSettings, Limits};

use super::assert_well;
use super::door::Door;
use crate::support::TestApp;

/// All that comes until the server closes, or says nothing more for a while.
pub async fn exchange(door: &Door, request: &[u8]) -> String {
    let mut socket = door.connect().await;
    // The server may have closed already, having seen enough.
    let _ = socket.write_all(request).await;
    let (mut received, mut buffer) = (Vec::new(), vec![0; 64 * 1024]);
    while let Ok(Ok(length @ 1..)) = timeout(Duration::from_millis(700), socket.read(&mut buffer)).await {
        received.extend_from_slice(&buffer[..length]);
    }
    String::from_utf8_lossy(&received).into_owned()
}

/// The status codes of the answers in a stream.
fn statuses(received: &str) -> Vec<&str> {
    let heads = received.match_indices("HTTP/1.1 ");
    heads.filter_map(|(at, found)| received.get(at + found.len()..at + found.len() + 3)).collect()
}

const LIVE: &str = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n";
const POST: &str = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";

#[tokio::test]
async fn a_request_of_two_lengths_hides_no_other() {
    let app = TestApp::start().await;
    let door = Door::open(&app, Bounds::default());
    let body = r#"{"query":"{__typename}"}"#;
    let length = body.len();
    let chunked = format!("{length:x}\r\n{body}\r\n0\r\n\r\n");
    for (what, headers) in [
        ("two lengths", format!("Content-Length: {length}\r\nContent-Length: 5\r\n")),
        ("a list of lengths", format!("Content-Length: {length}, 5\r\n")),
        ("a length with a sign", format!("Content-Length: +{length}\r\n")),
        ("a space before the colon", "Transfer-Encoding : chunked\r\n".to_owned()),
        ("an unknown coding", "Transfer-Encoding: chunked, identity\r\n".to_owned()),
        ("a folded header", "Transfer-Encoding:\r\n chunked\r\n".to_owned()),
        ("a NUL", format!("Content-Length: {length}\r\nX: a\0b\r\n")),
        ("a bare line feed in a name", format!("Content-Length: {length}\r\nX\n: b\r\n")),
    ] {
        let received = exchange(&door, format!("{POST}{headers}\r\n{chunked}{LIVE}").as_bytes()).await;
        assert_eq!(statuses(&received), ["400"], "{what}: {received}");
    }
    // Both: the coding counts, and what follows cannot be told from the body by others.
    for both in [
        format!("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n{chunked}{LIVE}"),
        format!("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n{chunked}{LIVE}"),
    ] {
        let received = exchange(&door, format!("{POST}{both}").as_bytes()).await;
        assert!(statuses(&received).len() == 1, "{received}");
    }
    assert_well(&door).await;
}

#[tokio::test]
async fn requests_in_a_row_are_answered_in_order() {
    let app = TestApp::start().await;
    let door = Door::open(&app, Bounds::default());
    let ask = |n: usize| format!("GET /graphql?query=%7Ba{n}:__typename%7D HTTP/1.1\r\nHost: a\r\n\r\n");
    let received = exchange(&door, (0..50).map(ask).collect::<String>().as_bytes()).await;
    assert_eq!(statuses(&received), vec!["200"; 50]);
    let places = (0..50).map(|n| received.find(&format!("\"a{n}\"")).expect("an answer"));
    assert!(places.collect::<Vec<_>>().is_sorted());
}

#[tokio::test]
async fn headers_that_are_too_long_or_too_many_are_refused() {
    let app = TestApp::start().await;
    let door = Door::open(&app, Bounds::default());
    let query = format!("GET /graphql?query={} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(200_000));
    let few = format!("GET / HTTP/1.1\r\nHost: a\r\n{}\r\n", "a: b\r\n".repeat(65));
    let many = format!("GET / HTTP/1.1\r\nHost: a\r\n{}", "a: b\r\n".repeat(200_000));
    for (request, expected) in [(query, ["414", "431"]), (few, ["431", "431"]), (many, ["400", "431"])] {
        let received = exchange(&door, request.as_bytes()).await;
        // Whoever still writes may see the connection reset before the answer.
        assert!(received.is_empty() || expected.contains(&statuses(&received)[0]), "{received:.500}");
    }
    assert_well(&door).await;
}

#[tokio::test]
async fn a_compressed_body_is_refused_unread() {
    let app = TestApp::start().await;
    let door = Door::open(&app, Bounds::default());
    let bomb = vec![0x1f; 100_000];
    for coding in ["gzip", "br", "deflate", "zstd", "identity, gzip", "gzip, gzip"] {
        let request = door.http.post(format!("http://{}/graphql", door.address));
        let request = request.header("content-type", "application/json").header("content-encoding", coding);
        let response = request.body(bomb.clone()).send().await.expect("an answer");
        assert_eq!(response.status().as_u16(), 415, "{coding}");
    }
    assert_well(&door).await;
}

#[tokio::test]
async fn more_connections_than_places_wait_and_go_and_others_are_answered() {
    let app = TestApp::start().await;
    let limits = Limits {
        max_connections: 8,
        header_timeout: Duration::from_millis(200),
        keep_alive: Duration::from_millis(400),
        farewell: Duration::from_millis(50),
        ..Limits::default()
    };
    let door = Door::with(&app, Bounds::default(), limits, HttpSettings::default());
    let mut silent = Vec::new();
    for number in 0..60 {
        let mut socket = door.connect().await;
        if number % 2 == 0 {
            let _ = socket.write_all(b"GET / HT").await;
        }
        silent.push(socket);
    }
    let answered = timeout(Duration::from_secs(20), assert_well(&door)).await;
    assert!(answered.is_ok(), "nobody else is answered");
}
