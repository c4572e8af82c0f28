//! HTTP/2 with prior knowledge, in frames written by hand.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::door::Door;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

pub const DATA: u8 = 0;
pub const HEADERS: u8 = 1;
pub const PRIORITY: u8 = 2;
pub const RESET: u8 = 3;
pub const SETTINGS: u8 = 4;
pub const PING: u8 = 6;
pub const GO_AWAY: u8 = 7;
pub const WINDOW_UPDATE: u8 = 8;
pub const CONTINUATION: u8 = 9;

pub const END_STREAM: u8 = 1;
pub const END_HEADERS: u8 = 4;

pub fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("a short frame").to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

/// The headers of a request for `path`, without compression but for what has a number (RFC 7541, appendix A).
pub fn request(method: u8, path: &str) -> Vec<u8> {
    let length = u8::try_from(path.len()).expect("a short path");
    [&[0x80 | method, 0x86, 0x01, 1, b'a', 0x04, length], path.as_bytes()].concat()
}

pub const GET: u8 = 2;
pub const POST: u8 = 3;

/// Reads frames until the connection ends; the kinds that came.
pub async fn kinds(socket: &mut TcpStream, patience: Duration) -> Vec<u8> {
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

/// Reads whatever comes until the connection ends.
pub async fn ended(socket: &mut TcpStream) {
    let mut buffer = vec![0; 64 * 1024];
    while matches!(socket.read(&mut buffer).await, Ok(1..)) {}
}

pub async fn open(door: &Door) -> TcpStream {
    let mut socket = door.connect().await;
    greet(&mut socket).await;
    socket
}

pub async fn greet(socket: &mut TcpStream) {
    greet_with(socket, &[]).await;
}

/// With settings of the client's (RFC 9113, 6.5.1).
async fn greet_with(socket: &mut TcpStream, settings: &[u8]) {
    let begin = [PREFACE, &frame(SETTINGS, 0, 0, settings), &frame(SETTINGS, 1, 0, &[])].concat();
    socket.write_all(&begin).await.expect("an open connection");
}

/// A client that takes nothing of any answer: SETTINGS_INITIAL_WINDOW_SIZE is 0.
pub async fn open_closed_window(door: &Door) -> TcpStream {
    let mut socket = door.connect().await;
    greet_with(&mut socket, &[0, 4, 0, 0, 0, 0]).await;
    socket
}

/// The frames of a GraphQL request by POST, with its body or the beginning of it.
pub fn post(stream: u32, body: &[u8], is_whole: bool) -> Vec<u8> {
    let json = [&[0x0f, 0x10, 16][..], b"application/json"].concat();
    let headers = [request(POST, "/graphql"), json].concat();
    let end = if is_whole { END_STREAM } else { 0 };
    [frame(HEADERS, END_HEADERS, stream, &headers), frame(DATA, end, stream, body)].concat()
}
