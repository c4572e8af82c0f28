//! Accounts, their grants and their tokens. [`by_token`] is the door's; [`read`] is what GraphQL shows, [`write`] what
//! `editing` changes.

pub mod read;
pub mod write;

use sea_orm::{ConnectionTrait, DbErr, QueryResult};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::domain::content::ContentId;
use crate::domain::permission::{Account, Grant, Role};
use crate::store::connect::Archive;
use crate::store::dialect::Dialect;
use crate::store::error::Error;

/// The account behind a token's hash; null where the token is unknown, revoked or expired at `now`, or its account disabled.
pub async fn by_token(
    archive: &Archive,
    hash: &[u8],
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Option<Account>, Error> {
    let dialect = archive.dialect();
    let sql = valid_token_sql("t.hash", dialect);
    let read = archive.begin_read().await?;
    let row = read.query_one_raw(dialect.statement_with(&sql, [hash.to_vec().into(), now.into()])).await?;
    read.commit().await?;
    row.map(|row| account(&row)).transpose()
}

/// The account of the token whose `column` is the first value, if both hold at the second, a time.
fn valid_token_sql(column: &str, dialect: Dialect) -> String {
    format!(
        "SELECT a.id, a.name, t.id AS token_id, t.grants AS token_grants, {} AS grants \
         FROM token t JOIN account a ON a.id = t.account_id \
         WHERE {column} = ? AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > ?) \
         AND a.disabled_at IS NULL AND a.erased_at IS NULL",
        grants_sql("a.id", dialect),
    )
}

fn account(row: &QueryResult) -> Result<Account, Error> {
    Ok(Account {
        id: row.try_get("", "id")?,
        name: row.try_get("", "name")?,
        token_id: row.try_get("", "token_id")?,
        grants: grants(row.try_get::<Option<String>>("", "grants")?.as_deref())?,
        token_grants: token_grants(row, "token_grants")?,
    })
}

/// What a token is narrowed to; null where it is not.
fn token_grants(row: &QueryResult, column: &str) -> Result<Option<Vec<Grant>>, Error> {
    let grants: Option<sea_orm::JsonValue> = row.try_get("", column)?;
    grants.map(serde_json::from_value).transpose().map_err(|error| corrupt(&error))
}

/// A subselect of the grants of the account that the SQL `id` names, as JSON for [`grants`].
fn grants_sql(id: &str, dialect: Dialect) -> String {
    let department = dialect.id_text("g.department_id");
    // SQLite makes an empty text of a null id.
    let columns = format!("g.role, CASE WHEN g.department_id IS NOT NULL THEN {department} END, g.locales");
    dialect.json_rows(&columns, &format!("account_grant g WHERE g.account_id = {id}"))
}

/// The grants that [`grants_sql`] selects.
fn grants(json: Option<&str>) -> Result<Vec<Grant>, Error> {
    let Some(json) = json else { return Ok(Vec::new()) };
    let rows: Vec<(Role, Option<Uuid>, serde_json::Value)> = read(json)?;
    let grant = |(role, department, locales): (Role, Option<Uuid>, serde_json::Value)| {
        // SQLite keeps the column as text, which is a text in JSON too.
        let locales = match locales {
            serde_json::Value::String(text) => read(&text)?,
            json => serde_json::from_value(json).map_err(|error| corrupt(&error))?,
        };
        Ok(Grant { role, department: department.map(ContentId), locales })
    };
    rows.into_iter().map(grant).collect()
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, Error> {
    serde_json::from_str(json).map_err(|error| corrupt(&error))
}

fn corrupt(error: &serde_json::Error) -> Error {
    DbErr::Json(format!("grants: {error}")).into()
}
