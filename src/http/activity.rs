//! What happens on one connection, and when it has had its time. `connection` serves through
//! it.
//!
//! hyper has a bound on reading a request's header too, but counts the wait for the next
//! request into it: a proxy that keeps connections open would lose them within seconds.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::time::Instant;

use super::lock::lock;

/// The state of one connection. Times are microseconds since it was opened.
pub(super) struct Activity {
    opened: Instant,
    under_way: AtomicUsize,
    is_http2: AtomicBool,
    /// When the header that is being read began; 0 for none.
    header_began: AtomicU64,
    /// When a request last ended or a byte was last written.
    last_sign: AtomicU64,
    /// When a request last ended: from then on its answer is taken.
    answered: AtomicU64,
    /// Since when answers are taken, in the order of their beginning.
    taking: Mutex<Vec<Instant>>,
    /// Rings when the connection shall give way to others.
    leave: Arc<Notify>,
}

/// Why a connection is ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// It had its time.
    Expired,
    /// Others need the memory that its answers hold.
    GivesWay,
}

impl Activity {
    pub(super) fn new() -> Self {
        Self {
            opened: Instant::now(),
            under_way: AtomicUsize::new(0),
            is_http2: AtomicBool::new(false),
            // The first request is awaited from the start.
            header_began: AtomicU64::new(1),
            last_sign: AtomicU64::new(1),
            answered: AtomicU64::new(1),
            taking: Mutex::default(),
            leave: Arc::default(),
        }
    }

    /// A request's header is complete; the request is under way until the value is dropped.
    pub(super) fn begin(self: &Arc<Self>, is_http2: bool) -> UnderWay {
        self.under_way.fetch_add(1, Relaxed);
        self.header_began.store(0, Relaxed);
        if is_http2 {
            self.is_http2.store(true, Relaxed);
        }
        UnderWay(Arc::clone(self))
    }

    /// An answer is there, and is taken until the value is dropped: over HTTP/2 beside others.
    pub(super) fn take_answer(self: &Arc<Self>) -> Taking {
        let since = Instant::now();
        lock(&self.taking).push(since);
        Taking { activity: Arc::clone(self), since }
    }

    /// What to ring to have the connection give way.
    pub(super) fn leave(&self) -> Arc<Notify> {
        Arc::clone(&self.leave)
    }

    /// Ends when the connection must.
    pub(super) async fn end(&self, patience: Patience) -> End {
        tokio::select! {
            () = self.expire(patience) => End::Expired,
            () = self.leave.notified() => End::GivesWay,
        }
    }

    /// Ends when a header has taken longer than `header`, when nothing has been under way and
    /// nothing could be written for `idle`, or when an answer is taken for longer than `taking`.
    /// Looks no more often than every `header`, so a connection costs nothing while it is used.
    async fn expire(&self, Patience { header, idle, taking }: Patience) {
        let mut wake = self.opened + header;
        loop {
            tokio::time::sleep_until(wake).await;
            let now = Instant::now();
            wake = now + header;
            if let Some(deadline) = self.deadline(Patience { header, idle, taking }) {
                if deadline <= now {
                    return;
                }
                wake = wake.min(deadline);
            }
        }
    }

    fn deadline(&self, patience: Patience) -> Option<Instant> {
        // Whatever else is under way on the connection.
        let oldest = lock(&self.taking).first().map(|since| *since + patience.taking);
        [oldest, self.rest(patience)].into_iter().flatten().min()
    }

    /// When the connection has rested, or its one answer was taken, for long enough; null while a request is under way.
    fn rest(&self, Patience { header, idle, taking }: Patience) -> Option<Instant> {
        if self.under_way.load(Relaxed) > 0 {
            return None;
        }
        let since = |moment: u64| self.opened + Duration::from_micros(moment);
        match self.header_began.load(Relaxed) {
            0 => {
                let last_sign = since(self.last_sign.load(Relaxed));
                // Written since for longer than that: the answer is taken drop by drop.
                let taken = since(self.answered.load(Relaxed)) + taking;
                Some(if last_sign > taken { taken } else { last_sign + idle })
            }
            began => Some(since(began) + header),
        }
    }

    fn note_read(&self) {
        // In HTTP/2 bytes come between requests that belong to none (SETTINGS, PING).
        let is_header = self.under_way.load(Relaxed) == 0 && !self.is_http2.load(Relaxed);
        if is_header && self.header_began.load(Relaxed) == 0 {
            self.header_began.store(self.now(), Relaxed);
        }
    }

    fn note_sign(&self) {
        self.last_sign.store(self.now(), Relaxed);
    }

    fn now(&self) -> u64 {
        let micros = self.opened.elapsed().as_micros();
        u64::try_from(micros).unwrap_or(u64::MAX).max(1)
    }
}

/// How long a client may take for what.
#[derive(Clone, Copy)]
pub(super) struct Patience {
    /// The header of a request.
    pub(super) header: Duration,
    /// The rest between requests.
    pub(super) idle: Duration,
    /// An answer.
    pub(super) taking: Duration,
}

/// Stands for a request that is being answered.
pub(super) struct UnderWay(Arc<Activity>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.note_sign();
        self.0.answered.store(self.0.now(), Relaxed);
        self.0.under_way.fetch_sub(1, Relaxed);
    }
}

/// Stands for an answer that is being taken.
pub(super) struct Taking {
    activity: Arc<Activity>,
    since: Instant,
}

impl Drop for Taking {
    fn drop(&mut self) {
        let mut taking = lock(&self.activity.taking);
        if let Some(index) = taking.iter().position(|since| *since == self.since) {
            taking.remove(index);
        }
    }
}

/// A socket that tells its `Activity` what it does.
pub(super) struct Watched {
    pub(super) socket: TcpStream,
    pub(super) activity: Arc<Activity>,
}

impl Watched {
    fn note_written(&self, outcome: &Poll<io::Result<usize>>) {
        if matches!(outcome, Poll::Ready(Ok(1..))) {
            self.activity.note_sign();
        }
    }
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let outcome = Pin::new(&mut self.socket).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.activity.note_read();
        }
        outcome
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.socket).poll_write(context, bytes);
        self.note_written(&outcome);
        outcome
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.socket).poll_write_vectored(context, buffers);
        self.note_written(&outcome);
        outcome
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(context)
    }
}
