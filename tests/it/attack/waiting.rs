//! Clients that stop in the middle: answers that nobody takes, bodies that do not go on. What they hold is bounded, given
//! back in time, and sooner where others need it.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, timeout};
use wegweiser::graphql::Bounds;
use wegweiser::http::{HttpSettings, Limits};

use super::assert_well;
use super::door::Door;
use super::http2::{open_closed_window, post};
use crate::support::TestApp;

/// Long enough for a loaded machine.
const AT_MOST: Duration = Duration::from_secs(20);

/// A request for about 30 kB.
fn large() -> String {
    let fields: String = (0..60).map(|n| format!("a{n}: id ")).collect();
    json!({ "query": format!("{{ staff(first: 10) {{ nodes {{ {fields} }} }} }}") }).to_string()
}

/// A request for an error of about 30 kB, of a few bytes: a control character is six of JSON.
fn large_error() -> String {
    let fields: String = (0..10).map(|n| format!("a{n}: department(by: $by) {{ id }} ")).collect();
    let by = json!({ "\u{1}".repeat(500): 1 });
    json!({ "query": format!("query($by: DepartmentBy!) {{ {fields} }}"), "variables": { "by": by } })
        .to_string()
}

/// Asks for so many large answers and takes none.
async fn hold_answers(door: &Door, body: &str, count: u32) -> TcpStream {
    let mut socket = open_closed_window(door).await;
    for number in 0..count {
        socket.write_all(&post(number * 2 + 1, body.as_bytes(), true)).await.expect("an open connection");
    }
    socket
}

async fn is_refused(door: &Door, body: &str) -> bool {
    let answer = door.send(body, None).await;
    match answer.status {
        StatusCode::OK => false,
        StatusCode::SERVICE_UNAVAILABLE => true,
        status => panic!("{status}: {:.300}", answer.text),
    }
}

#[tokio::test]
async fn an_answer_that_nobody_takes_has_its_time_whatever_else_is_asked_meanwhile() {
    let app = TestApp::start().await;
    let limits = Limits {
        header_timeout: Duration::from_millis(200),
        answer_timeout: Duration::from_secs(2),
        farewell: Duration::from_millis(100),
        ..Limits::default()
    };
    let door = Door::with(&app, Bounds::default(), limits, HttpSettings::default());
    let mut socket = hold_answers(&door, &large(), 4).await;
    let began = Instant::now();
    // There is always one more request under way: its body has only begun.
    let mut stream = 9;
    while socket.write_all(&post(stream, b"{", false)).await.is_ok() && began.elapsed() < AT_MOST {
        stream += 2;
        sleep(Duration::from_millis(500)).await;
    }
    assert!(began.elapsed() < AT_MOST, "still open after {:?}", began.elapsed());
    assert_well(&door).await;
}

#[tokio::test]
async fn answers_that_nobody_takes_give_way_to_others() {
    let app = TestApp::start().await;
    // Room for four of the large answers, and for small ones.
    let settings = HttpSettings { max_answer_bytes: 180 * 1024, ..HttpSettings::default() };
    let door = Door::with(&app, Bounds::default(), Limits::default(), settings);
    assert!(!is_refused(&door, &large()).await);
    let error = door.send(&large_error(), None).await;
    assert!(error.status.is_client_error() && error.text.len() > 20_000, "{:.300}", error.text);
    for body in [large(), large_error()] {
        assert_gives_way(&door, &body).await;
    }
}

/// Whoever takes none of its answers gives way to others.
async fn assert_gives_way(door: &Door, body: &str) {
    let mut socket = hold_answers(door, body, 8).await;
    let began = Instant::now();
    let mut refused = 0;
    loop {
        // Small answers have room all the time.
        assert_well(door).await;
        refused += usize::from(is_refused(door, &large()).await);
        // A closed connection is seen by its end: nothing more is sent on it.
        if timeout(Duration::from_millis(100), ended(&mut socket)).await.is_ok() {
            break;
        }
        assert!(began.elapsed() < AT_MOST, "who takes nothing is still served");
    }
    println!("{refused} were refused before the others gave way, after {:?}", began.elapsed());
    assert!(!is_refused(door, &large()).await);
}

/// Reads until the server has closed the connection.
async fn ended(socket: &mut TcpStream) {
    let mut received = vec![0; 4096];
    while let Ok(1..) = socket.read(&mut received).await {}
}

#[tokio::test]
async fn bodies_that_do_not_go_on_give_way_to_others() {
    let app = TestApp::start().await;
    let limits = Limits { header_timeout: Duration::from_secs(60), ..Limits::default() };
    let kib = 1024;
    let settings = HttpSettings {
        max_body_bytes: 200 * kib,
        max_pending_body_bytes: 600 * kib,
        body_timeout: Duration::from_secs(60),
        ..HttpSettings::default()
    };
    let door = Door::with(&app, Bounds::default(), limits, settings);
    let head = format!(
        "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        200 * kib
    );
    let half = [head.as_bytes(), " ".repeat(100 * kib).as_bytes()].concat();
    let mut sockets = Vec::new();
    for _ in 0..12 {
        let mut socket = door.connect().await;
        socket.write_all(&half).await.expect("an open connection");
        sockets.push(socket);
    }
    let query = json!({ "query": "{ departments { totalCount } }" }).to_string();
    let long = query.clone() + &" ".repeat(150 * kib);
    let began = Instant::now();
    let mut refused = 0;
    loop {
        // Short bodies have room all the time.
        assert!(!is_refused(&door, &query).await);
        if is_refused(&door, &long).await {
            refused += 1;
        } else if refused > 0 || began.elapsed() > Duration::from_secs(4) {
            break;
        }
        assert!(began.elapsed() < AT_MOST, "nobody gives way");
    }
    println!("{refused} were refused before the others gave way, after {:?}", began.elapsed());
    assert_well(&door).await;
}
