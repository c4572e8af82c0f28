//! HTTP/2 with prior knowledge, in frames written by hand: streams that are reset, streams and headers without end, and
//! frames that ask for nothing.

use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::timeout;
use wegweiser::graphql::Bounds;
use wegweiser::http::{HttpSettings, Limits};

use super::door::Door;
use super::http2::{
    CONTINUATION, DATA, END_HEADERS, END_STREAM, GET, GO_AWAY, HEADERS, PING, POST, PRIORITY, RESET,
    SETTINGS, WINDOW_UPDATE, ended, frame, greet, kinds, open, request,
};
use super::{assert_well, of_process};
use crate::support::{Program, TestApp};

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

#[tokio::test]
async fn head_is_answered_without_a_body() {
    let app = TestApp::start().await;
    let door = door(&app);
    for path in ["/export/departments/bauamt.vcf", "/health/ready", "/nowhere", "/"] {
        let mut socket = open(&door).await;
        // `GET` by its number becomes `HEAD` in letters (RFC 7541, 6.2.2).
        let asked = [&[0x02, 4][..], b"HEAD", &request(GET, path)[1..]].concat();
        socket.write_all(&frame(HEADERS, END_STREAM | END_HEADERS, 1, &asked)).await.expect("a connection");
        let kinds = kinds(&mut socket, Duration::from_millis(300)).await;
        assert!(kinds.contains(&HEADERS) && !kinds.contains(&DATA), "{path}: {kinds:?}");
    }
}

/// How much of a flood is written, in bytes.
const FLOOD: usize = 8 * 1024 * 1024;

/// How many connections pour it at once, and how much the process may grow by them all, in KiB: an eighth of the flood.
const CONNECTIONS: usize = 16;
const GROWTH: u64 = 16 * 1024;

/// A flood: what it is, how it begins after a request that is answered, and the frames that come again and again.
struct Flood {
    name: &'static str,
    begin: Vec<u8>,
    frames: Vec<u8>,
}

fn floods() -> [Flood; 6] {
    let padding = [&[0x00, 1, b'x', 0x7f, 0x80 + 1, 0x7d][..], &[b'y'; 16_000]].concat();
    let endless = frame(HEADERS, END_STREAM, 3, &request(GET, "/health/live"));
    let priority = [0, 0, 0, 3, 7];
    let flood = |name, frames| Flood { name, begin: Vec::new(), frames };
    [
        Flood {
            name: "headers that go on and on",
            begin: endless.clone(),
            frames: frame(CONTINUATION, 0, 3, &padding),
        },
        Flood {
            name: "headers that go on with nothing",
            begin: endless,
            frames: frame(CONTINUATION, 0, 3, &[]),
        },
        flood("pings that nobody hears the answers of", frame(PING, 0, 0, &[7; 8])),
        flood("settings that nobody hears the answers of", frame(SETTINGS, 0, 0, &[])),
        flood("room for nothing", frame(WINDOW_UPDATE, 0, 0, &1_u32.to_be_bytes())),
        flood("priorities of nothing", frame(PRIORITY, 0, 1, &priority)),
    ]
}

impl Flood {
    /// Writes it and reads nothing, until the connection ends, takes no more for a while, or has taken `FLOOD`; how many
    /// bytes that were. Without the request, the bound on a header's time would end it all.
    async fn pour(&self, socket: &mut TcpStream) -> usize {
        let answered = frame(HEADERS, END_STREAM | END_HEADERS, 1, &request(GET, "/health/live"));
        let begin = [answered, self.begin.clone()].concat();
        socket.write_all(&begin).await.expect("an open connection");
        let many = self.frames.repeat(64 * 1024 / self.frames.len() + 1);
        let mut written = 0;
        while written < FLOOD {
            match timeout(Duration::from_millis(300), socket.write(&many)).await {
                Ok(Ok(count)) => written += count,
                Ok(Err(_)) | Err(_) => break,
            }
        }
        written
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn headers_without_end_and_frames_that_ask_for_nothing_end_the_connection() {
    let app = TestApp::start().await;
    let door = door(&app);
    for flood in floods() {
        let mut socket = open(&door).await;
        flood.pour(&mut socket).await;
        assert_well(&door).await;
        let closed = timeout(Duration::from_secs(60), ended(&mut socket)).await;
        assert!(closed.is_ok(), "{}: still open", flood.name);
    }
}

/// In a process of its own: what others allocate meanwhile would count too. On many connections at once, all still
/// there when it is measured: what an allocator takes by the way is little beside what they would hold together.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn headers_without_end_and_frames_that_ask_for_nothing_take_no_memory() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let program = Program::serve(&["--demo"], folder.path()).await;
    let status = format!("{}/status", program.id());
    let address = program.url.split('/').nth(2).expect("an address").to_owned();
    for flood in floods() {
        let before = of_process(&status, "VmRSS");
        let pours = (0..CONNECTIONS).map(|_| async {
            let mut socket = TcpStream::connect(&address).await.expect("a connection");
            greet(&mut socket).await;
            let written = flood.pour(&mut socket).await;
            (socket, written)
        });
        let poured = futures_util::future::join_all(pours).await;
        let now = of_process(&status, "VmRSS");
        let written = poured.iter().map(|(_, written)| written).sum::<usize>();
        let grown = now.zip(before).map(|(now, before)| now.saturating_sub(before));
        println!("{}: {written} bytes taken, {grown:?} KiB more", flood.name);
        assert!(grown.is_none_or(|grown| grown < GROWTH), "{}: {grown:?} KiB more", flood.name);
    }
    program.stop().await;
}
