//! Renders formatted texts: long ones off the async workers, and a request that renders many needs a turn to go on. What
//! an answer holds of texts cannot be told from its document, so only here is seen that it is large. The same holds of
//! other work that only its data show to be long.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Mutex;

use super::error::Failure;
use super::turns::{Line, Turn};
use super::workshop::Workshop;

/// A text that is longer is rendered off the async workers, in bytes: it takes some milliseconds, a shorter one no longer
/// than going elsewhere does.
const LONG: usize = 4 * 1024;

/// A request whose texts are longer, all together, needs a turn, in bytes.
const MANY: usize = 64 * 1024;

/// What one request renders.
pub struct Rendering {
    line: Arc<Line>,
    workshop: Workshop,
    /// The bytes that were rendered so far.
    bytes: AtomicUsize,
    /// Held while a long text is rendered: one at a time of each request, so that a request with many does not keep
    /// the others from theirs.
    leave: Mutex<Leave>,
}

/// Whether a request may render many texts.
enum Leave {
    /// Nobody has asked yet.
    Open,
    /// With the turn that it took for this.
    Given {
        _turn: Option<Turn>,
    },
    Refused(Failure),
}

impl Rendering {
    /// For a request that has no turn, and needs one if it renders many texts.
    pub fn within_limits(line: Arc<Line>, workshop: Workshop) -> Self {
        Self::new(line, workshop, Leave::Open)
    }

    /// For a request that has a turn, or that must not be refused any more.
    pub fn at_will(line: Arc<Line>, workshop: Workshop) -> Self {
        Self::new(line, workshop, Leave::Given { _turn: None })
    }

    fn new(line: Arc<Line>, workshop: Workshop, leave: Leave) -> Self {
        Self { line, workshop, bytes: AtomicUsize::new(0), leave: Mutex::new(leave) }
    }

    /// A form of a text.
    pub async fn render<T: Send + 'static>(&self, text: &str, form: fn(&str) -> T) -> Result<T, Failure> {
        let before = self.bytes.fetch_add(text.len(), Ordering::Relaxed);
        let (is_long, are_many) = (text.len() > LONG, before.saturating_add(text.len()) > MANY);
        if !is_long && !are_many {
            return Ok(form(text));
        }
        let mut leave = self.leave.lock().await;
        if are_many {
            leave.ask(&self.line).await?;
        }
        if !is_long {
            return Ok(form(text));
        }
        let text = text.to_owned();
        Ok(self.workshop.run(move || form(&text)).await)
    }
}

impl Rendering {
    /// Does work that takes long, off the async workers: the request needs a turn for it.
    pub async fn at_length<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failure> {
        let mut leave = self.leave.lock().await;
        leave.ask(&self.line).await?;
        Ok(self.workshop.run(work).await)
    }
}

impl Leave {
    /// Asks for a turn, once: who was refused is not let in by another text of the same request.
    async fn ask(&mut self, line: &Line) -> Result<(), Failure> {
        if matches!(self, Self::Open) {
            *self = match line.take().await {
                Ok(turn) => Self::Given { _turn: Some(turn) },
                Err(failure) => Self::Refused(failure),
            };
        }
        match self {
            Self::Refused(failure) => Err(failure.clone()),
            Self::Open | Self::Given { .. } => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;
    use std::thread::{current, sleep};
    use std::time::Duration;

    use futures_util::future::join_all;

    use super::*;

    fn rendering(line: &Arc<Line>) -> Rendering {
        Rendering::within_limits(Arc::clone(line), Workshop::of_machine())
    }

    #[tokio::test]
    async fn long_texts_are_rendered_elsewhere_and_short_ones_here() {
        let (rendering, here) = (rendering(&Line::of_one()), current().id());
        let thread = |_: &str| current().id();
        assert_eq!(rendering.render(&"a".repeat(LONG), thread).await.unwrap(), here);
        assert_ne!(rendering.render(&"a".repeat(LONG + 1), thread).await.unwrap(), here);
    }

    #[tokio::test]
    async fn many_texts_need_a_turn() {
        let line = Line::of_one();
        let half = "a".repeat(MANY / 2);
        let rendering = rendering(&line);
        for _ in 0..2 {
            assert_eq!(rendering.render(&half, str::len).await.unwrap(), MANY / 2);
        }
        assert!(line.take().await.is_ok(), "it has none yet");
        for _ in 0..2 {
            assert!(rendering.render("a", str::len).await.is_ok());
        }
        assert!(line.take().await.is_err(), "it has one, and no second");
        let at_will = Rendering::at_will(Arc::clone(&line), Workshop::of_machine());
        assert!(at_will.render(&half.repeat(4), str::len).await.is_ok());
        drop(rendering);
        assert!(line.take().await.is_ok(), "it ends with the request");
    }

    #[tokio::test]
    async fn who_was_refused_a_turn_is_not_let_in_by_another_text() {
        let line = Line::of_one();
        let other = line.take().await.unwrap();
        let rendering = rendering(&line);
        assert!(rendering.render(&"a".repeat(MANY + 1), str::len).await.is_err());
        drop(other);
        assert!(rendering.render("a", str::len).await.is_err());
    }

    #[tokio::test]
    async fn a_request_renders_one_long_text_at_a_time() {
        static IS_BUSY: AtomicBool = AtomicBool::new(false);
        let alone = |_: &str| {
            let is_alone = !IS_BUSY.swap(true, Ordering::AcqRel);
            sleep(Duration::from_millis(2));
            IS_BUSY.store(false, Ordering::Release);
            is_alone
        };
        let (rendering, long) = (rendering(&Line::of_one()), "a".repeat(LONG + 1));
        let rendered = join_all((0..8).map(|_| rendering.render(&long, alone))).await;
        assert!(rendered.into_iter().all(Result::unwrap));
    }
}
