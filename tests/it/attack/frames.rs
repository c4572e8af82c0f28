//! HTTP/2 with prior knowledge, in frames written by hand: streams that are reset, and streams without end.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use wegweiser::graphql::Bounds;
use wegweiser::http::{HttpSettings, Limits};

use super::assert_well;
use super::door::Door;
use crate::support::TestApp;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

const HEADERS: u8 = 1;
const RESET: u8 = 3;
const SETTINGS: u8 = 4;
const GO_AWAY: u8 = 7;

const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("a short frame").to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

/// The headers of a request for `path`, without compression but for what has a number (RFC 7541, appendix A).
fn request(method: u8, path: &str) -> Vec<u8> {
    let length = u8::try_from(path.len()).expect("a short path");
    [&[0x80 | method, 0x86, 0x01, 1, b'a', 0x04, length], path.as_bytes()].concat()
}

const GET: u8 = 2;
const POST: u8 = 3;

/// Reads frames until the connection ends; the kinds that came.
async fn kinds(socket: &mut TcpStream, patience: Duration) -> Vec<u8> {
    let mut kinds = Vec::new();
    let mut head = [0; 9];
    while let Ok(Ok(_)) = timeout(patience, socket.read_exact(&mut head)).await {
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let mut payload = vec![0; length as usize];
        if socket.read_exact(&mut payload).await.is_err() {
            break;
        }
        kinds.push(head[3]);
    }
    kinds
}

async fn open(door: &Door) -> TcpStream {
    let mut socket = door.connect().await;
    let begin = [PREFACE, &frame(SETTINGS, 0, 0, &[]), &frame(SETTINGS, 1, 0, &[])].concat();
    socket.write_all(&begin).await.expect("an open connection");
    socket
}

fn door(app: &TestApp) -> Door {
    let limits = Limits {
        header_timeout: Duration::from_millis(400),
        keep_alive: Duration::from_secs(1),
        farewell: Duration::from_millis(100),
        ..Limits::default()
    };
    let settings = HttpSettings { body_timeout: Duration::from_millis(400), ..HttpSettings::default() };
    Door::with(app, Bounds::default(), limits, settings)
}

#[tokio::test]
async fn streams_that_are_reset_at_once_end_the_connection() {
    let app = TestApp::start().await;
    let door = door(&app);
    let mut socket = open(&door).await;
    let flood: Vec<u8> = (0..5_000_u32)
        .flat_map(|number| {
            let stream = number * 2 + 1;
            let asked = frame(HEADERS, END_STREAM | END_HEADERS, stream, &request(GET, "/health/live"));
            [asked, frame(RESET, 0, stream, &8_u32.to_be_bytes())].concat()
        })
        .collect();
    // It is closed while it is still being written.
    let _ = socket.write_all(&flood).await;
    let kinds = kinds(&mut socket, Duration::from_secs(5)).await;
    let answered = kinds.iter().filter(|kind| **kind == HEADERS).count();
    println!("{answered} of 5000 were answered, {} frames came", kinds.len());
    assert!(kinds.is_empty() || kinds.contains(&GO_AWAY), "{kinds:?}");
    assert!(answered < 500, "{answered}");
    assert_well(&door).await;
}

#[tokio::test]
async fn streams_without_end_are_bounded_and_given_up() {
    let app = TestApp::start().await;
    let door = door(&app);
    let mut socket = open(&door).await;
    let json = [&[0x0f, 0x10, 16][..], b"application/json"].concat();
    let flood: Vec<u8> = (0..200_u32)
        .flat_map(|number| {
            let headers = [request(POST, "/graphql"), json.clone()].concat();
            frame(HEADERS, END_HEADERS, number * 2 + 1, &headers)
        })
        .collect();
    socket.write_all(&flood).await.expect("an open connection");
    assert_well(&door).await;
    let kinds = kinds(&mut socket, Duration::from_secs(5)).await;
    let of = |wanted: u8| kinds.iter().filter(|kind| **kind == wanted).count();
    println!("{} answers, {} resets, {} farewells", of(HEADERS), of(RESET), of(GO_AWAY));
    assert!(of(HEADERS) <= 64, "{}", of(HEADERS));
    assert_well(&door).await;
}
