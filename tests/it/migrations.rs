//! The schema of the database: made once, alike on both databases, never by an older program.

use std::collections::BTreeSet;

use reqwest::StatusCode;
use sea_orm::{ConnectionTrait, Statement};
use wegweiser::app::App;
use wegweiser::store::Archive;

use crate::support::{Database, Empty, TestDatabase, clock, home, newest_step};

/// The rows of a query as text.
async fn rows(database: &TestDatabase, sql: &str) -> Vec<String> {
    let connection = database.connection().await;
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let rows = connection.query_all_raw(statement).await.expect("the query runs");
    rows.iter().map(|row| row.try_get_by_index(0).expect("a text")).collect()
}

/// Tables with their columns, and which of these may be null.
async fn columns(database: &TestDatabase) -> BTreeSet<String> {
    let sql = match database.kind {
        Database::Sqlite => {
            "SELECT t.name || '.' || c.name || CASE WHEN c.\"notnull\" = 1 THEN '' ELSE '?' END \
             FROM sqlite_schema t, pragma_table_info(t.name) c \
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'seaql_migrations'"
        }
        Database::Postgres => {
            "SELECT table_name || '.' || column_name || CASE WHEN is_nullable = 'NO' THEN '' ELSE '?' END \
             FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'seaql_migrations'"
        }
    };
    rows(database, sql).await.into_iter().collect()
}

/// Indexes by their names; those of constraints are named by the database.
async fn indexes(database: &TestDatabase) -> BTreeSet<String> {
    let sql = match database.kind {
        Database::Sqlite => "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL",
        Database::Postgres => {
            "SELECT i.relname::text FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid \
             JOIN pg_namespace n ON n.oid = i.relnamespace \
             WHERE n.nspname = 'public' AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = x.indexrelid)"
        }
    };
    rows(database, sql).await.into_iter().collect()
}

on_both_databases! {
    async fn migrating_twice_changes_nothing(database: TestDatabase) {
        let archive = database.archive().await;
        let steps = "SELECT version FROM seaql_migrations ORDER BY version";
        archive.migrate().await.expect("a new database");
        let (applied, before) = (rows(&database, steps).await, columns(&database).await);
        assert_eq!(applied.last(), Some(&newest_step()));
        archive.migrate().await.expect("a migrated database");
        archive.check_migrated().await.expect("a migrated database");
        assert_eq!((rows(&database, steps).await, columns(&database).await), (applied, before));
    }

    async fn replicas_may_migrate_at_once(database: TestDatabase) {
        let archives = [database.archive().await, database.archive().await, database.archive().await];
        let [first, second, third] = archives.each_ref().map(Archive::migrate);
        let (first, second, third) = tokio::join!(first, second, third);
        for result in [first, second, third] {
            result.expect("they wait for each other");
        }
        archives[0].check_migrated().await.expect("a migrated database");
    }

    async fn a_database_that_is_not_migrated_is_not_served(database: TestDatabase) {
        let archive = database.archive().await;
        let said = archive.check_migrated().await.expect_err("it has no tables").to_string();
        assert!(said.contains("not migrated"), "{said}");
        assert!(App::new(archive, clock(), home()).await.is_err());
    }

    async fn a_server_that_is_overtaken_is_no_longer_ready(app: Empty) {
        let ready = async || app.http.get(app.url("/health/ready")).send().await.expect("an answer").status();
        assert_eq!(ready().await, StatusCode::OK);
        app.database.pretend_newer().await;
        assert_eq!(ready().await, StatusCode::SERVICE_UNAVAILABLE);
        let live = app.http.get(app.url("/health/live")).send().await.expect("an answer");
        assert_eq!(live.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn both_databases_have_the_same_tables_columns_and_indexes() {
    let sqlite = Database::Sqlite.migrated().await.expect("SQLite is always there");
    let Some(postgres) = Database::Postgres.migrated().await else { return };
    let made = columns(&sqlite).await;
    assert!(made.len() > 100, "{made:?}");
    assert_eq!(made, columns(&postgres).await);
    let made = indexes(&sqlite).await;
    assert!(made.len() > 10, "{made:?}");
    assert_eq!(made, indexes(&postgres).await);
}
