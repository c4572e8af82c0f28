//! Accounts and tokens.

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::connect::Archive;
use super::error::Error;

/// Whom a token belongs to.
#[derive(Clone, Debug)]
pub struct Bearer {
    pub account_id: Uuid,
    pub name: String,
}

/// The account behind a token's hash; null where the token is unknown, revoked or expired at `now`, or its account disabled.
pub async fn by_token(
    archive: &Archive,
    hash: &[u8],
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Option<Bearer>, Error> {
    let dialect = archive.dialect();
    let sql = "SELECT a.id, a.name FROM token t JOIN account a ON a.id = t.account_id \
        WHERE t.hash = ? AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > ?) \
        AND a.disabled_at IS NULL AND a.erased_at IS NULL";
    let read = archive.begin_read().await?;
    let row = read.query_one_raw(dialect.statement_with(sql, [hash.to_vec().into(), now.into()])).await?;
    read.commit().await?;
    let bearer =
        row.map(|row| Ok(Bearer { account_id: row.try_get("", "id")?, name: row.try_get("", "name")? }));
    bearer.transpose().map_err(|error: sea_orm::DbErr| error.into())
}
