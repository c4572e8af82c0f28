//! The accept loop over real sockets, with bounds short enough to wait for.

use poem::endpoint::make;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use super::*;

const ANYWHERE: &str = "127.0.0.1:0";
const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";

struct Server {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
}

/// Answers `ok` to `/` at once and to `/slow` after 300 ms.
fn start(limits: Limits) -> Server {
    let listening = Listening::bind(ANYWHERE.parse().expect("an address"), limits).expect("a free port");
    let address = listening.address;
    let endpoint = make(|request: poem::Request| async move {
        if request.uri().path() == "/slow" {
            sleep(Duration::from_millis(300)).await;
        }
        "ok"
    });
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(listening.serve(endpoint, async move {
        let _ = stopped.await;
    }));
    Server { address, stop, running }
}

/// Everything the server sends until it closes the connection.
async fn read_to_end(socket: &mut TcpStream) -> String {
    let mut received = Vec::new();
    // A reset is an end as well.
    let _ = socket.read_to_end(&mut received).await;
    String::from_utf8_lossy(&received).into_owned()
}

async fn read_answer(socket: &mut TcpStream) -> String {
    let mut buffer = vec![0; 4096];
    let length = socket.read(&mut buffer).await.expect("an answer");
    String::from_utf8_lossy(&buffer[..length]).into_owned()
}

#[tokio::test]
async fn an_address_in_use_is_said_in_one_line() {
    let first =
        Listening::bind(ANYWHERE.parse().expect("an address"), Limits::default()).expect("a free port");
    let fault = Listening::bind(first.address, Limits::default()).expect_err("the port is taken");
    assert_eq!(fault.to_string(), format!("address {} is already in use", first.address));
}

#[tokio::test]
async fn a_connection_serves_many_requests_and_is_closed_when_it_rests() {
    let limits = Limits {
        header_timeout: Duration::from_millis(100),
        keep_alive: Duration::from_millis(400),
        ..Limits::default()
    };
    let server = start(limits);
    let mut socket = TcpStream::connect(server.address).await.expect("a connection");
    for pause in [0, 200] {
        sleep(Duration::from_millis(pause)).await;
        socket.write_all(REQUEST).await.expect("an open connection");
        assert!(read_answer(&mut socket).await.starts_with("HTTP/1.1 200"));
    }
    let started = Instant::now();
    assert_eq!(read_to_end(&mut socket).await, "");
    let rested = started.elapsed();
    assert!(rested > Duration::from_millis(300) && rested < Duration::from_secs(3), "{rested:?}");
}

#[tokio::test]
async fn a_header_that_trickles_in_is_cut_off() {
    let limits = Limits { header_timeout: Duration::from_millis(200), ..Limits::default() };
    let server = start(limits);
    for request_before in [false, true] {
        let mut socket = TcpStream::connect(server.address).await.expect("a connection");
        if request_before {
            socket.write_all(REQUEST).await.expect("an open connection");
            read_answer(&mut socket).await;
        }
        socket.write_all(b"GET / HTTP/1.1\r\nHo").await.expect("an open connection");
        let started = Instant::now();
        read_to_end(&mut socket).await;
        assert!(started.elapsed() < Duration::from_secs(3));
    }
}

#[tokio::test]
async fn a_header_that_is_too_long_is_refused() {
    let server = start(Limits::default());
    let mut socket = TcpStream::connect(server.address).await.expect("a connection");
    let long = format!("GET / HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n", "x".repeat(17 * 1024));
    socket.write_all(long.as_bytes()).await.expect("an open connection");
    let answer = read_to_end(&mut socket).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[tokio::test]
async fn what_is_under_way_is_finished_before_the_server_stops() {
    let server = start(Limits::default());
    let mut idle = TcpStream::connect(server.address).await.expect("a connection");
    idle.write_all(REQUEST).await.expect("an open connection");
    read_answer(&mut idle).await;
    let mut busy = TcpStream::connect(server.address).await.expect("a connection");
    busy.write_all(b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n").await.expect("an open connection");
    sleep(Duration::from_millis(100)).await;

    server.stop.send(()).expect("a running server");
    assert_eq!(read_to_end(&mut idle).await, "");
    assert!(read_to_end(&mut busy).await.ends_with("ok"));
    timeout(Duration::from_secs(3), server.running).await.expect("it stops").expect("no panic");
    TcpStream::connect(server.address).await.expect_err("nobody listens any more");
}

#[tokio::test]
async fn what_does_not_finish_within_the_grace_time_is_closed() {
    let server = start(Limits { grace: Duration::from_millis(50), ..Limits::default() });
    let mut busy = TcpStream::connect(server.address).await.expect("a connection");
    busy.write_all(b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n").await.expect("an open connection");
    sleep(Duration::from_millis(100)).await;
    server.stop.send(()).expect("a running server");
    server.running.await.expect("no panic");
    assert_eq!(read_to_end(&mut busy).await, "");
}

#[tokio::test]
async fn connections_beyond_the_bound_wait_for_their_turn() {
    let server = start(Limits { max_connections: 1, ..Limits::default() });
    let mut first = TcpStream::connect(server.address).await.expect("a connection");
    first.write_all(REQUEST).await.expect("an open connection");
    read_answer(&mut first).await;
    let mut second = TcpStream::connect(server.address).await.expect("a place in the queue");
    second.write_all(REQUEST).await.expect("an open connection");
    let early = timeout(Duration::from_millis(100), read_answer(&mut second)).await;
    assert!(early.is_err(), "answered beside the first");
    drop(first);
    assert!(read_answer(&mut second).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn an_upgraded_connection_outlives_the_bounds_of_a_request() {
    let short = Duration::from_millis(50);
    let limits = Limits { header_timeout: short, keep_alive: short, ..Limits::default() };
    let listening = Listening::bind(ANYWHERE.parse().expect("an address"), limits).expect("a free port");
    let address = listening.address;
    let endpoint = make(|request: poem::Request| async move {
        let upgrade = request.take_upgrade()?;
        tokio::spawn(async move {
            let mut stream = upgrade.await.expect("an upgraded connection");
            let mut word = [0; 4];
            while stream.read_exact(&mut word).await.is_ok() {
                stream.write_all(&word).await.expect("an open connection");
            }
        });
        let response = poem::Response::builder().status(poem::http::StatusCode::SWITCHING_PROTOCOLS);
        Ok::<_, poem::Error>(response.header("connection", "upgrade").header("upgrade", "echo").finish())
    });
    tokio::spawn(listening.serve(endpoint, std::future::pending()));

    let mut socket = TcpStream::connect(address).await.expect("a connection");
    let ask = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n";
    socket.write_all(ask).await.expect("an open connection");
    assert!(read_answer(&mut socket).await.starts_with("HTTP/1.1 101"));
    sleep(Duration::from_millis(200)).await;
    socket.write_all(b"ping").await.expect("an open connection");
    assert_eq!(read_answer(&mut socket).await, "ping");
}
