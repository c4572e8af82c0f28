//! Accounts, grants and tokens as the desk shows them. Whom a viewer sees is part of the select: an administrator
//! everybody, everybody else themselves.

use std::collections::HashMap;
use std::sync::Arc;

use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use super::{corrupt, token_grants};
use crate::domain::content::ContentId;
use crate::domain::permission::{Grant, Role};
use crate::store::error::Error;
use crate::store::lookup::Lookup;
use crate::store::paging::{PageRequest, Slice};
use crate::store::reader::Turn;

/// The most tokens of an account that are shown: the newest.
pub const MAX_TOKENS: usize = 100;

type Time = chrono::DateTime<chrono::Utc>;

/// Whose accounts a viewer sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Seen {
    All,
    Only(Uuid),
}

/// An account as it is stored, without its password.
#[derive(Clone, Debug)]
pub struct AccountRow {
    pub id: Uuid,
    pub name: String,
    /// Null only for an erased account.
    pub email: Option<String>,
    pub has_password: bool,
    pub created_at: Time,
    pub disabled_at: Option<Time>,
    pub erased_at: Option<Time>,
}

/// A grant of an account.
#[derive(Clone, Debug)]
pub struct GrantRow {
    pub id: Uuid,
    pub account_id: Uuid,
    pub grant: Grant,
}

/// A token without its hash.
#[derive(Clone, Debug)]
pub struct TokenRow {
    pub id: Uuid,
    pub account_id: Uuid,
    pub name: String,
    /// What it is narrowed to; null where it may all that the account may.
    pub grants: Option<Vec<Grant>>,
    pub created_at: Time,
    /// Null where it does not expire.
    pub expires_at: Option<Time>,
    pub revoked_at: Option<Time>,
}

pub(super) const ACCOUNT: &str = "id, name, email, password_hash IS NOT NULL AS has_password, created_at, \
    disabled_at, erased_at";
pub(super) const GRANT: &str = "id, account_id, role, department_id, locales";
pub(super) const TOKEN: &str = "id, account_id, name, grants, created_at, expires_at, revoked_at";

pub(super) fn account_row(row: &QueryResult) -> Result<AccountRow, Error> {
    Ok(AccountRow {
        id: row.try_get("", "id")?,
        name: row.try_get("", "name")?,
        email: row.try_get("", "email")?,
        has_password: row.try_get("", "has_password")?,
        created_at: row.try_get("", "created_at")?,
        disabled_at: row.try_get("", "disabled_at")?,
        erased_at: row.try_get("", "erased_at")?,
    })
}

pub(super) fn grant_row(row: &QueryResult) -> Result<GrantRow, Error> {
    let role: String = row.try_get("", "role")?;
    let role = Role::parse(&role).ok_or_else(|| Error::Corrupt(format!("role {role}")))?;
    let department = row.try_get::<Option<Uuid>>("", "department_id")?.map(ContentId);
    let locales: Option<sea_orm::JsonValue> = row.try_get("", "locales")?;
    let locales = locales.map(serde_json::from_value).transpose().map_err(|error| corrupt(&error))?;
    // A JSON null is no list, as no value is.
    let grant = Grant { role, department, locales: locales.flatten() };
    Ok(GrantRow { id: row.try_get("", "id")?, account_id: row.try_get("", "account_id")?, grant })
}

pub(super) fn token_row(row: &QueryResult) -> Result<TokenRow, Error> {
    Ok(TokenRow {
        id: row.try_get("", "id")?,
        account_id: row.try_get("", "account_id")?,
        name: row.try_get("", "name")?,
        grants: token_grants(row, "grants")?,
        created_at: row.try_get("", "created_at")?,
        expires_at: row.try_get("", "expires_at")?,
        revoked_at: row.try_get("", "revoked_at")?,
    })
}

impl Seen {
    /// Narrows a `WHERE` to what is seen.
    fn add_to(self, sql: &mut String, values: &mut Vec<Value>) {
        if let Self::Only(id) = self {
            sql.push_str(" AND id = ?");
            values.push(id.into());
        }
    }
}

/// Accounts by their ids.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AccountById {
    pub seen: Seen,
}

impl Lookup for AccountById {
    type Key = Uuid;
    type Value = Arc<AccountRow>;

    async fn fetch(&self, turn: &Turn<'_>, keys: &[Uuid]) -> Result<HashMap<Uuid, Arc<AccountRow>>, Error> {
        let mut sql = format!("SELECT {ACCOUNT} FROM account WHERE {}", turn.dialect.id_in_sql("id"));
        let mut values = vec![turn.dialect.uuids(keys.iter().copied())];
        self.seen.add_to(&mut sql, &mut values);
        let rows = turn.connection().query_all_raw(turn.dialect.statement_with(&sql, values)).await?;
        rows.iter().map(|row| account_row(row).map(|account| (account.id, Arc::new(account)))).collect()
    }
}

/// The grants of accounts, in the order in which they were given. An account without any is not in the map.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GrantsOf;

impl Lookup for GrantsOf {
    type Key = Uuid;
    type Value = Arc<Vec<GrantRow>>;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        keys: &[Uuid],
    ) -> Result<HashMap<Uuid, Arc<Vec<GrantRow>>>, Error> {
        let sql = format!(
            "SELECT {GRANT} FROM account_grant WHERE {} ORDER BY id",
            turn.dialect.id_in_sql("account_id")
        );
        let values = [turn.dialect.uuids(keys.iter().copied())];
        let mut grants: HashMap<Uuid, Vec<GrantRow>> = HashMap::new();
        for row in turn.connection().query_all_raw(turn.dialect.statement_with(&sql, values)).await? {
            let row = grant_row(&row)?;
            grants.entry(row.account_id).or_default().push(row);
        }
        Ok(grants.into_iter().map(|(id, rows)| (id, Arc::new(rows))).collect())
    }
}

/// The tokens of accounts that hold at `now`, newest first and at most [`MAX_TOKENS`] each.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TokensOf {
    pub now: Time,
}

impl Lookup for TokensOf {
    type Key = Uuid;
    type Value = Arc<Vec<TokenRow>>;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        keys: &[Uuid],
    ) -> Result<HashMap<Uuid, Arc<Vec<TokenRow>>>, Error> {
        let sql = format!(
            "SELECT {TOKEN} FROM (SELECT {TOKEN}, row_number() OVER (PARTITION BY account_id ORDER BY id DESC) AS place \
             FROM token WHERE {} AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)) newest \
             WHERE place <= {MAX_TOKENS} ORDER BY id DESC",
            turn.dialect.id_in_sql("account_id")
        );
        let values = [turn.dialect.uuids(keys.iter().copied()), self.now.into()];
        let mut tokens: HashMap<Uuid, Vec<TokenRow>> = HashMap::new();
        for row in turn.connection().query_all_raw(turn.dialect.statement_with(&sql, values)).await? {
            let row = token_row(&row)?;
            tokens.entry(row.account_id).or_default().push(row);
        }
        Ok(tokens.into_iter().map(|(id, rows)| (id, Arc::new(rows))).collect())
    }
}

/// Tokens by their ids, whoever's and whether they hold or not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TokenById;

impl Lookup for TokenById {
    type Key = Uuid;
    type Value = Arc<TokenRow>;

    async fn fetch(&self, turn: &Turn<'_>, keys: &[Uuid]) -> Result<HashMap<Uuid, Arc<TokenRow>>, Error> {
        let sql = format!("SELECT {TOKEN} FROM token WHERE {}", turn.dialect.id_in_sql("id"));
        let values = [turn.dialect.uuids(keys.iter().copied())];
        let rows = turn.connection().query_all_raw(turn.dialect.statement_with(&sql, values)).await?;
        rows.iter().map(|row| token_row(row).map(|token| (token.id, Arc::new(token)))).collect()
    }
}

/// A page of the accounts that are seen, by id: in the order in which they were made.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AccountPage {
    pub seen: Seen,
    /// Its places have an id and no key.
    pub page: PageRequest,
}

impl Lookup for AccountPage {
    type Key = ();
    type Value = Arc<Slice<Arc<AccountRow>>>;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        _: &[()],
    ) -> Result<HashMap<(), Arc<Slice<Arc<AccountRow>>>>, Error> {
        let page = &self.page;
        let (mut sql, mut values) = (format!("SELECT {ACCOUNT} FROM account WHERE TRUE"), Vec::new());
        self.seen.add_to(&mut sql, &mut values);
        for (place, comparison) in [(&page.after, ">"), (&page.before, "<")] {
            if let Some(place) = place {
                sql.push_str(&format!(" AND id {comparison} ?"));
                values.push(place.id.0.into());
            }
        }
        let way = if page.is_backward { "DESC" } else { "ASC" };
        sql.push_str(&format!(" ORDER BY id {way} LIMIT {}", page.limit()));
        let rows = turn.connection().query_all_raw(turn.dialect.statement_with(&sql, values)).await?;
        let rows = rows.iter().map(|row| account_row(row).map(Arc::new)).collect::<Result<Vec<_>, _>>()?;
        Ok(HashMap::from([((), Arc::new(page.cut(rows)))]))
    }
}

/// How many accounts are seen.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AccountCount {
    pub seen: Seen,
}

impl Lookup for AccountCount {
    type Key = ();
    type Value = i64;

    async fn fetch(&self, turn: &Turn<'_>, _: &[()]) -> Result<HashMap<(), i64>, Error> {
        let (mut sql, mut values) =
            ("SELECT count(*) AS total FROM account WHERE TRUE".to_owned(), Vec::new());
        self.seen.add_to(&mut sql, &mut values);
        let row = turn.connection().query_one_raw(turn.dialect.statement_with(&sql, values)).await?;
        let total = row.map(|row| row.try_get("", "total")).transpose()?.unwrap_or_default();
        Ok(HashMap::from([((), total)]))
    }
}
