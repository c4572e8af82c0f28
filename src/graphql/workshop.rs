//! Where what takes long is computed: off the async workers, which have others to answer. [`super::turns`] runs whole
//! requests there, [`super::rendering`] renders long texts, and the door compresses long answers.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread::available_parallelism;

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// As many at a time as there are processors. Cheap to clone.
#[derive(Clone)]
pub struct Workshop {
    processors: Arc<Semaphore>,
}

impl Workshop {
    pub fn of_machine() -> Self {
        let processors = available_parallelism().map_or(1, usize::from);
        Self { processors: Arc::new(Semaphore::new(processors)) }
    }

    /// Waits for a processor and computes there. Not given up once it has begun.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let processor = Arc::clone(&self.processors).acquire_owned().await;
        let processor = processor.expect("the semaphore is never closed");
        off_workers(move || {
            let outcome = work();
            // Given back when the work ends: who asked may have gone away before.
            drop(processor);
            outcome
        })
        .await
    }
}

/// Computes on a thread of its own, however many do already.
pub async fn off_workers<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match spawn_blocking(work).await {
        Ok(outcome) => outcome,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            // It was not begun because the program ends, and all who wait with it.
            Err(_) => std::future::pending().await,
        },
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread::sleep;
    use std::time::Duration;

    use futures_util::future::join_all;
    use tokio::time::timeout;

    use super::*;

    #[tokio::test]
    async fn as_much_is_computed_at_a_time_as_there_are_processors() {
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let workshop = Workshop::of_machine();
        let processors = workshop.processors.available_permits();
        let work = || {
            let (now, most) = (Arc::clone(&now), Arc::clone(&most));
            workshop.run(move || {
                most.fetch_max(now.fetch_add(1, Ordering::AcqRel) + 1, Ordering::AcqRel);
                sleep(Duration::from_millis(2));
                now.fetch_sub(1, Ordering::AcqRel);
            })
        };
        join_all((0..processors + 8).map(|_| work())).await;
        assert!((1..=processors).contains(&most.load(Ordering::Acquire)));
        assert_eq!(workshop.processors.available_permits(), processors);
    }

    #[tokio::test]
    async fn a_processor_is_taken_until_the_work_ends_whoever_waits_for_it() {
        let workshop = Workshop { processors: Arc::new(Semaphore::new(1)) };
        let (begin, begun) = std::sync::mpsc::channel::<()>();
        let work = workshop.run(move || begun.recv());
        assert!(timeout(Duration::from_millis(20), work).await.is_err());
        assert_eq!(workshop.processors.available_permits(), 0);
        begin.send(()).unwrap();
        assert_eq!(workshop.run(|| 17).await, 17);
    }

    #[tokio::test]
    #[should_panic(expected = "as it was said")]
    async fn a_panic_reaches_who_waits() {
        Workshop::of_machine().run(|| panic!("as it was said")).await;
    }
}
