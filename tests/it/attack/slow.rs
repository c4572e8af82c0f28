//! Clients that are slow on purpose: they are cut, what they held is given back, and others are answered meanwhile.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{Instant, sleep, timeout};
use wegweiser::graphql::Bounds;
use wegweiser::http::{HttpSettings, Limits};

use super::assert_well;
use super::door::Door;
use crate::support::TestApp;

/// Long enough for a loaded machine, and much shorter than the bounds of a server that is not tested.
const AT_MOST: Duration = Duration::from_secs(8);

fn short() -> (Limits, HttpSettings) {
    let limits = Limits {
        header_timeout: Duration::from_millis(400),
        keep_alive: Duration::from_secs(2),
        answer_timeout: Duration::from_secs(2),
        farewell: Duration::from_millis(100),
        ..Limits::default()
    };
    let settings = HttpSettings { body_timeout: Duration::from_millis(400), ..HttpSettings::default() };
    (limits, settings)
}

/// Writes a byte every now and then until the server has enough, and reads what it says.
async fn drip(mut socket: TcpStream, bytes: &[u8]) -> (Duration, String) {
    let started = Instant::now();
    let mut received = vec![0; 4096];
    for byte in bytes.iter().cycle() {
        let answered = timeout(Duration::from_millis(40), socket.read(&mut received)).await;
        if let Ok(outcome) = answered {
            let length = outcome.unwrap_or_default();
            return (started.elapsed(), String::from_utf8_lossy(&received[..length]).into_owned());
        }
        if started.elapsed() > AT_MOST || socket.write_all(&[*byte]).await.is_err() {
            break;
        }
    }
    (started.elapsed(), String::new())
}

#[tokio::test]
async fn headers_and_bodies_that_trickle_are_cut() {
    let app = TestApp::start().await;
    let (limits, settings) = short();
    let door = Door::with(&app, Bounds::default(), limits, settings);
    let head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
    let announced = format!("{head}Content-Length: 1000\r\n\r\n");
    let chunked = format!("{head}Transfer-Encoding: chunked\r\n\r\n");
    for (begin, rest, said) in [
        ("", "G", ""),
        ("GET / HTTP/1.1\r\n", "a: b\r\n", ""),
        (announced.as_str(), " ", "HTTP/1.1 408"),
        (chunked.as_str(), "1\r\n \r\n", "HTTP/1.1 408"),
        (chunked.as_str(), "0", "HTTP/1.1 4"),
    ] {
        let mut socket = door.connect().await;
        socket.write_all(begin.as_bytes()).await.expect("an open connection");
        let dripping = drip(socket, rest.as_bytes());
        let ((after, received), ()) = tokio::join!(dripping, assert_well(&door));
        assert!(after < AT_MOST, "{begin}: {after:?}");
        assert!(received.starts_with(said), "{begin}: {received}");
    }
}

#[tokio::test]
async fn a_body_that_is_announced_and_never_comes_is_given_up() {
    let app = TestApp::start().await;
    let (limits, settings) = short();
    let door = Door::with(&app, Bounds::default(), limits, settings);
    let head = "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n";
    let mut sockets = Vec::new();
    for _ in 0..200 {
        let mut socket = door.connect().await;
        socket.write_all(head.as_bytes()).await.expect("an open connection");
        sockets.push(socket);
    }
    assert_well(&door).await;
    for socket in &mut sockets {
        let mut received = [0; 12];
        let read = timeout(AT_MOST, socket.read_exact(&mut received)).await.expect("in time");
        read.expect("an answer");
        assert_eq!(&received, b"HTTP/1.1 408");
    }
}

/// A request for an answer of many megabytes, of which the system takes only a part on the way.
async fn ask_much(door: &Door) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(4096).expect("a small buffer");
    let mut socket = socket.connect(door.address).await.expect("a connection");
    let fields: String = (0..1_700).map(|n| format!("a{n}: id ")).collect();
    let staff = |below: &str| format!("staff(first: 41) {{ nodes {{ id {below} }} }}");
    let query = format!("{{ {} }}", staff(&format!("department {{ {} }}", staff(&fields))));
    let body = serde_json::json!({ "query": query }).to_string();
    let head = format!(
        "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    socket.write_all((head + &body).as_bytes()).await.expect("an open connection");
    socket
}

/// Where answers are as large as they may be, and a client takes one drop by drop.
struct Dripping {
    door: Door,
    socket: TcpStream,
    /// The bytes of the answer, and how many of them were taken.
    announced: usize,
    taken: usize,
}

impl Dripping {
    async fn begin(app: &TestApp, answer_timeout: Duration, max_answer_bytes: usize) -> Self {
        let (limits, settings) = short();
        let much = 10_000_000;
        let bounds = Bounds { max_cost: much, max_values: much, max_aliases: much, ..Bounds::default() };
        let limits = Limits { answer_timeout, keep_alive: answer_timeout, ..limits };
        let settings = HttpSettings { max_answer_bytes, ..settings };
        let door = Door::with(app, bounds, limits, settings);
        let mut socket = ask_much(&door).await;
        let mut head = [0; 1024];
        let taken = socket.read(&mut head).await.expect("an answer");
        let head = String::from_utf8_lossy(&head[..taken]).into_owned();
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        let announced = head.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next());
        let announced: usize = announced.expect("a length").parse().expect("a number");
        assert!((7_500_000..14_000_000).contains(&announced), "{announced}: too little to see, or too much");
        Self { door, socket, announced, taken }
    }

    async fn sip(&mut self) {
        let mut buffer = [0; 4 * 1024];
        self.taken += self.socket.read(&mut buffer).await.unwrap_or_default();
    }

    /// Takes all that is on the way, which is not the whole where the connection was cut.
    async fn assert_cut(mut self) {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(length @ 1..) = self.socket.read(&mut buffer).await {
            self.taken += length;
        }
        println!("of {} bytes {} were on the way", self.announced, self.taken);
        assert!(self.taken < self.announced, "{} of {}", self.taken, self.announced);
        assert_well(&self.door).await;
    }
}

#[tokio::test]
async fn whoever_takes_an_answer_drop_by_drop_is_cut() {
    let app = TestApp::start().await;
    let time = Duration::from_secs(2);
    let mut dripping = Dripping::begin(&app, time, HttpSettings::default().max_answer_bytes).await;
    let began = Instant::now();
    while began.elapsed() < time * 2 {
        dripping.sip().await;
        sleep(Duration::from_millis(50)).await;
    }
    dripping.assert_cut().await;
}

#[tokio::test]
async fn whoever_takes_an_answer_drop_by_drop_gives_way_to_others() {
    let app = TestApp::start().await;
    // Room for one such answer and not for two.
    let mut dripping = Dripping::begin(&app, Duration::from_secs(600), 16 * 1024 * 1024).await;
    let began = Instant::now();
    loop {
        dripping.sip().await;
        let mut other = ask_much(&dripping.door).await;
        let mut head = [0; 12];
        other.read_exact(&mut head).await.expect("an answer");
        if &head == b"HTTP/1.1 200" {
            break;
        }
        assert_eq!(&head, b"HTTP/1.1 503");
        assert!(began.elapsed() < AT_MOST * 3, "it does not give way");
    }
    dripping.assert_cut().await;
}
