//! Changes of accounts, grants and tokens, and what must be known to judge them. For `editing` alone, within its
//! transaction.

use entity::{account, account_grant, token};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use super::read::{ACCOUNT, AccountRow, GRANT, GrantRow, TOKEN, TokenRow, account_row, grant_row, token_row};
use super::valid_token_sql;
use crate::domain::content::{ContentId, Stage};
use crate::domain::permission::{Account, Grant};
use crate::store::connect::Archive;
use crate::store::dialect::Dialect;
use crate::store::error::Error;
use crate::store::insert::insert_all;
use crate::store::writing::Writing;

type Time = chrono::DateTime<chrono::Utc>;

/// Whoever changes accounts next waits until this transaction ends, so that what is judged here still holds when it is
/// written. SQLite has one writer, who holds this already.
pub async fn lock(writing: &Writing) -> Result<(), Error> {
    match writing.dialect() {
        Dialect::Sqlite => Ok(()),
        // The number is ours alone; the lock ends with the transaction.
        Dialect::Postgres => writing.execute("SELECT pg_advisory_xact_lock(7219340128)", []).await,
    }
}

/// The account as its token presents it now; null where either does not hold any more.
pub async fn presented(writing: &Writing, token_id: Uuid, now: Time) -> Result<Option<Account>, Error> {
    let sql = valid_token_sql("t.id", writing.dialect());
    let rows = writing.query(&sql, [token_id.into(), now.into()]).await?;
    rows.first().map(super::account).transpose()
}

/// An account with its grants, whatever token it comes by; null where there is none that may do anything.
pub async fn with_grants(writing: &Writing, id: Uuid) -> Result<Option<Account>, Error> {
    let sql = format!(
        "SELECT a.name, {} AS grants FROM account a \
         WHERE a.id = ? AND a.disabled_at IS NULL AND a.erased_at IS NULL",
        super::grants_sql("a.id", writing.dialect()),
    );
    let rows = writing.query(&sql, [id.into()]).await?;
    rows.first()
        .map(|row| {
            Ok(Account {
                id,
                name: row.try_get("", "name")?,
                token_id: Uuid::nil(),
                grants: super::grants(row.try_get::<Option<String>>("", "grants")?.as_deref())?,
                token_grants: None,
            })
        })
        .transpose()
}

/// An account by its id.
pub async fn find(writing: &Writing, id: Uuid) -> Result<Option<AccountRow>, Error> {
    let rows = writing.query(&format!("SELECT {ACCOUNT} FROM account WHERE id = ?"), [id.into()]).await?;
    rows.first().map(account_row).transpose()
}

/// The account with an e-mail address in lower case.
pub async fn find_by_email(writing: &Writing, email: &str) -> Result<Option<AccountRow>, Error> {
    let sql = format!("SELECT {ACCOUNT} FROM account WHERE email = ?");
    let rows = writing.query(&sql, [email.into()]).await?;
    rows.first().map(account_row).transpose()
}

/// All accounts, in the order in which they were made.
pub async fn all(writing: &Writing) -> Result<Vec<AccountRow>, Error> {
    let rows = writing.query(&format!("SELECT {ACCOUNT} FROM account ORDER BY id"), []).await?;
    rows.iter().map(account_row).collect()
}

/// All grants of an account; null: of all accounts.
pub async fn grants(writing: &Writing, account_id: Option<Uuid>) -> Result<Vec<GrantRow>, Error> {
    let (filter, values) = match account_id {
        Some(id) => ("WHERE account_id = ?", vec![id.into()]),
        None => ("", Vec::new()),
    };
    let rows =
        writing.query(&format!("SELECT {GRANT} FROM account_grant {filter} ORDER BY id"), values).await?;
    rows.iter().map(grant_row).collect()
}

/// A grant by its id.
pub async fn find_grant(writing: &Writing, id: Uuid) -> Result<Option<GrantRow>, Error> {
    let sql = format!("SELECT {GRANT} FROM account_grant WHERE id = ?");
    let rows = writing.query(&sql, [id.into()]).await?;
    rows.first().map(grant_row).transpose()
}

/// A token by its id.
pub async fn find_token(writing: &Writing, id: Uuid) -> Result<Option<TokenRow>, Error> {
    let rows = writing.query(&format!("SELECT {TOKEN} FROM token WHERE id = ?"), [id.into()]).await?;
    rows.first().map(token_row).transpose()
}

/// The department whose draft has a slug.
pub async fn department_by_slug(writing: &Writing, slug: &str) -> Result<Option<ContentId>, Error> {
    let sql = "SELECT content_id FROM department WHERE stage = ? AND slug = ?";
    let rows = writing.query(sql, [Stage::Draft.as_str().into(), slug.into()]).await?;
    Ok(rows.first().map(|row| row.try_get("", "content_id")).transpose()?.map(ContentId))
}

/// How many accounts that are neither disabled nor erased manage accounts.
pub async fn administrators(writing: &Writing) -> Result<i64, Error> {
    let sql = "SELECT count(*) AS total FROM account a WHERE a.disabled_at IS NULL AND a.erased_at IS NULL \
        AND EXISTS (SELECT 1 FROM account_grant g WHERE g.account_id = a.id AND g.role = 'admin' \
        AND g.department_id IS NULL)";
    let rows = writing.query(sql, []).await?;
    Ok(rows.first().map(|row| row.try_get("", "total")).transpose()?.unwrap_or_default())
}

/// What signing in is judged by.
#[derive(Clone)]
pub struct Credentials {
    pub account_id: Uuid,
    pub password_hash: Option<String>,
    /// Neither disabled nor erased.
    pub is_active: bool,
}

/// The credentials of the account with an e-mail address in lower case, read outside of a change.
pub async fn credentials(archive: &Archive, email: &str) -> Result<Option<Credentials>, Error> {
    let read = archive.begin_read().await?;
    let sql = format!("{CREDENTIALS} WHERE email = ?");
    // PostgreSQL takes no text with a NUL, and has none.
    let email = email.replace('\0', " ");
    let row = read.query_one_raw(archive.dialect().statement_with(&sql, [email.into()])).await?;
    read.commit().await?;
    Ok(row.as_ref().map(credentials_row).transpose()?)
}

/// The credentials of an account, as they are in this change.
pub async fn credentials_of(writing: &Writing, id: Uuid) -> Result<Option<Credentials>, Error> {
    let rows = writing.query(&format!("{CREDENTIALS} WHERE id = ?"), [id.into()]).await?;
    Ok(rows.first().map(credentials_row).transpose()?)
}

const CREDENTIALS: &str = "SELECT id, password_hash, disabled_at IS NULL AND erased_at IS NULL AS is_active \
    FROM account";

fn credentials_row(row: &sea_orm::QueryResult) -> Result<Credentials, DbErr> {
    Ok(Credentials {
        account_id: row.try_get("", "id")?,
        password_hash: row.try_get("", "password_hash")?,
        is_active: row.try_get("", "is_active")?,
    })
}

pub async fn insert_account(
    writing: &Writing,
    id: Uuid,
    name: &str,
    email: &str,
    password_hash: Option<&str>,
    at: Time,
) -> Result<(), Error> {
    let row = account::Model {
        id,
        name: name.to_owned(),
        email: Some(email.to_owned()),
        password_hash: password_hash.map(str::to_owned),
        created_at: at,
        disabled_at: None,
        erased_at: None,
    };
    insert_all(writing, vec![row]).await
}

/// Gives an account grants, each with its id.
pub async fn insert_grants(
    writing: &Writing,
    account_id: Uuid,
    grants: Vec<(Uuid, Grant)>,
    at: Time,
) -> Result<(), Error> {
    let rows = grants.into_iter().map(|(id, grant)| account_grant::Model {
        id,
        account_id,
        role: grant.role.as_str().to_owned(),
        department_id: grant.department.map(|department| department.0),
        locales: grant.locales.as_ref().map(|locales| serde_json::json!(locales)),
        created_at: at,
    });
    insert_all(writing, rows.collect()).await
}

pub async fn delete_grant(writing: &Writing, id: Uuid) -> Result<(), Error> {
    writing.execute("DELETE FROM account_grant WHERE id = ?", [id.into()]).await
}

/// A token that is to be.
pub struct NewToken {
    pub id: Uuid,
    pub account_id: Uuid,
    pub name: String,
    pub hash: [u8; 32],
    pub grants: Option<Vec<Grant>>,
    pub expires_at: Option<Time>,
}

pub async fn insert_token(writing: &Writing, new: NewToken, at: Time) -> Result<(), Error> {
    let row = token::Model {
        id: new.id,
        account_id: new.account_id,
        name: new.name,
        hash: new.hash.to_vec(),
        grants: new.grants.as_ref().map(|grants| serde_json::json!(grants)),
        created_at: at,
        expires_at: new.expires_at,
        revoked_at: None,
    };
    insert_all(writing, vec![row]).await
}

/// Forgets an account's tokens that have not held since `before`.
pub async fn delete_old_tokens(writing: &Writing, account_id: Uuid, before: Time) -> Result<(), Error> {
    let sql = "DELETE FROM token WHERE account_id = ? AND (revoked_at < ? OR expires_at < ?)";
    writing.execute(sql, [account_id.into(), before.into(), before.into()]).await
}

pub async fn revoke_token(writing: &Writing, id: Uuid, at: Time) -> Result<(), Error> {
    let sql = "UPDATE token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL";
    writing.execute(sql, [at.into(), id.into()]).await
}

/// Revokes the tokens of an account; `but` is left, if it is one of them.
pub async fn revoke_tokens(
    writing: &Writing,
    account_id: Uuid,
    but: Option<Uuid>,
    at: Time,
) -> Result<(), Error> {
    let sql = "UPDATE token SET revoked_at = ? WHERE account_id = ? AND revoked_at IS NULL AND id <> ?";
    writing.execute(sql, [at.into(), account_id.into(), but.unwrap_or_default().into()]).await
}

pub async fn set_name(writing: &Writing, id: Uuid, name: &str) -> Result<(), Error> {
    writing.execute("UPDATE account SET name = ? WHERE id = ?", [name.into(), id.into()]).await
}

pub async fn set_email(writing: &Writing, id: Uuid, email: &str) -> Result<(), Error> {
    writing.execute("UPDATE account SET email = ? WHERE id = ?", [email.into(), id.into()]).await
}

/// Null takes the password away: then nobody signs in with one.
pub async fn set_password_hash(writing: &Writing, id: Uuid, hash: Option<&str>) -> Result<(), Error> {
    writing.execute("UPDATE account SET password_hash = ? WHERE id = ?", [hash.into(), id.into()]).await
}

/// Null enables it.
pub async fn set_disabled(writing: &Writing, id: Uuid, at: Option<Time>) -> Result<(), Error> {
    writing.execute("UPDATE account SET disabled_at = ? WHERE id = ?", [at.into(), id.into()]).await
}
