//! What every test stands on: a server over a database of its own, ways to ask it, and builders of content.

mod account;
mod app;
mod clock;
mod database;
mod desk;
mod member;
mod outage;
mod postgres;
mod program;
mod sketch;

use wegweiser::graphql::Bounds;

pub use account::{TestAccount, problems_of};
pub use app::{Answer, TestApp, code_of, codes_of, texts_at};
pub use clock::clock;
pub use database::{Database, TestDatabase, home, newest_step};
pub use desk::document;
pub use member::{Member, grant};
pub use postgres::{Cluster, rounds, seed};
pub use program::Program;
pub use sketch::Sketch;

/// Makes two tests of each function, `on_sqlite` and `on_postgres`, in a module of the function's name. What the
/// function takes decides what it finds: `TestApp` the demo city, `Empty` a city without content, `TestDatabase` a
/// database without tables.
macro_rules! on_both_databases {
    ($($(#[$attribute:meta])* async fn $name:ident($app:ident: $given:ty) $body:block)+) => {
        $(
            $(#[$attribute])*
            mod $name {
                use super::*;

                async fn test($app: $given) $body

                #[tokio::test]
                async fn on_sqlite() {
                    let given = <$given as $crate::support::Given>::on($crate::support::Database::Sqlite).await;
                    test(given.expect("SQLite is always there")).await;
                }

                #[tokio::test]
                async fn on_postgres() {
                    let given = <$given as $crate::support::Given>::on($crate::support::Database::Postgres).await;
                    if let Some(given) = given {
                        test(given).await;
                    }
                }
            }
        )+
    };
}

/// What a test may begin with.
pub trait Given: Sized {
    /// Null where the machine does not have the database and need not.
    async fn on(database: Database) -> Option<Self>;
}

impl Given for TestApp {
    async fn on(database: Database) -> Option<Self> {
        Some(Self::over(database.with_demo().await?).await)
    }
}

/// The server of a city without content.
pub struct Empty(pub TestApp);

impl Empty {
    /// The same again, for queries that ask for everything at once.
    pub fn unbounded(self) -> Self {
        let max = 1_000_000_000;
        let bounds = Bounds {
            max_fields: max,
            max_aliases: max,
            max_root_fields: max,
            max_tokens: max,
            max_arguments: max,
            max_cost: max,
            max_values: max,
            max_text_bytes: max,
            ..Bounds::default()
        };
        Self(self.0.bounded(bounds, None))
    }
}

impl std::ops::Deref for Empty {
    type Target = TestApp;

    fn deref(&self) -> &TestApp {
        &self.0
    }
}

impl Given for Empty {
    async fn on(database: Database) -> Option<Self> {
        Some(Self(TestApp::over(database.migrated().await?).await))
    }
}

impl Given for TestDatabase {
    async fn on(database: Database) -> Option<Self> {
        database.bare().await
    }
}
