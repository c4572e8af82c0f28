//! Writes one SQL text in the types of both databases.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend};

/// What a placeholder stands for: on SQLite, on PostgreSQL.
///
/// `{key}` is text that is compared and ordered byte by byte on both; `{table}` and `{clustered}` end a table.
const TYPES: [(&str, &str, &str); 10] = [
    ("{uuid}", "BLOB", "uuid"),
    ("{text}", "TEXT", "text"),
    ("{key}", "TEXT", "text COLLATE \"C\""),
    ("{int}", "INTEGER", "bigint"),
    ("{float}", "REAL", "double precision"),
    ("{bool}", "INTEGER", "boolean"),
    ("{time}", "TEXT", "timestamptz"),
    ("{json}", "TEXT", "jsonb"),
    ("{bytes}", "BLOB", "bytea"),
    ("{table}", "STRICT", ""),
];

/// Runs the statements of `script`, which end in `;` at the end of a line.
pub async fn run(manager: &SchemaManager<'_>, script: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let is_sqlite = connection.get_database_backend() == DatabaseBackend::Sqlite;
    let clustered = if is_sqlite { "WITHOUT ROWID, STRICT" } else { "" };
    let mut sql = script.replace("{clustered}", clustered);
    for (placeholder, sqlite, postgres) in TYPES {
        sql = sql.replace(placeholder, if is_sqlite { sqlite } else { postgres });
    }
    for statement in sql.split(";\n").map(str::trim).filter(|s| !s.is_empty()) {
        connection.execute_unprepared(statement).await?;
    }
    Ok(())
}
