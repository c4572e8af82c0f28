//! Which contents refer to a content: what stands in it or below it, what it carries, runs and is shown on, links to it.

use std::collections::HashMap;
use std::sync::Arc;

use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use super::dialect::Dialect;
use super::error::Error;
use super::lookup::Lookup;
use super::paging::{PageRequest, Slice};
use super::reader::Turn;
use super::sight::Sight;
use super::writing::Writing;
use crate::domain::content::{ContentId, ContentKind};

/// A table whose rows refer to content: of the kind of what refers, the column that names it, and the other end's.
const REFERENCES: [(&str, ContentKind, &str, &str); 10] = [
    ("department", ContentKind::Department, "content_id", "parent_id"),
    ("staff_member", ContentKind::StaffMember, "content_id", "department_id"),
    ("responsibility", ContentKind::Responsibility, "content_id", "department_id"),
    ("office", ContentKind::Office, "content_id", "department_id"),
    ("page", ContentKind::Page, "content_id", "department_id"),
    ("page", ContentKind::Page, "content_id", "parent_id"),
    ("duty", ContentKind::Responsibility, "responsibility_id", "staff_member_id"),
    ("office_run_by", ContentKind::Office, "office_id", "staff_member_id"),
    ("page_contact", ContentKind::Page, "page_id", "staff_member_id"),
    ("related_link", ContentKind::Page, "page_id", "target_id"),
];

/// Each pair of a content and one that refers to it and is seen, once; and its values.
fn pairs(sight: &Sight, dialect: Dialect, keys: &[ContentId]) -> (String, Vec<Value>) {
    let selects = REFERENCES.map(|(table, kind, user, used)| {
        format!(
            "SELECT r.{used} AS used_id, r.{user} AS user_id, '{}' AS kind FROM {table} r \
             WHERE {} AND r.{user} <> r.{used} AND {}",
            kind.as_str(),
            dialect.id_in_sql(&format!("r.{used}")),
            sight.sees("r.stage", &format!("r.{user}")),
        )
    });
    (selects.join(" UNION "), REFERENCES.iter().map(|_| dialect.ids(keys)).collect())
}

/// A page of what refers to a content, in the order of their ids.
pub type Users = Slice<(ContentId, ContentKind)>;

/// Pages of what refers to contents and is seen, by id: each content's own list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UsersOf {
    pub sight: Sight,
    pub page: PageRequest,
}

impl Lookup for UsersOf {
    type Key = ContentId;
    type Value = Arc<Users>;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        keys: &[ContentId],
    ) -> Result<HashMap<ContentId, Arc<Users>>, Error> {
        let PageRequest { size, after, before, is_backward } = &self.page;
        let (pairs, mut values) = pairs(&self.sight, turn.dialect, keys);
        let mut bounds = Vec::new();
        for (place, comparison) in [(after, ">"), (before, "<")] {
            if let Some(place) = place {
                bounds.push(format!("u.user_id {comparison} ?"));
                values.push(place.id.0.into());
            }
        }
        let bounds = if bounds.is_empty() { "1 = 1".to_owned() } else { bounds.join(" AND ") };
        let way = if *is_backward { "DESC" } else { "ASC" };
        // One more than asked for says whether the list goes on.
        let limit = u64::from(*size) + 1;
        let sql = format!(
            "SELECT l.used_id, l.user_id, l.kind FROM (SELECT u.used_id, u.user_id, u.kind, \
             row_number() OVER (PARTITION BY u.used_id ORDER BY u.user_id {way}) AS place \
             FROM ({pairs}) u WHERE {bounds}) l WHERE l.place <= {limit} ORDER BY l.place"
        );
        let statement = turn.dialect.statement_with(&sql, values);
        let mut found: HashMap<ContentId, Vec<(ContentId, ContentKind)>> = HashMap::new();
        for row in turn.connection().query_all_raw(statement).await? {
            let kind = row.try_get::<String>("", "kind")?;
            let kind =
                ContentKind::parse(&kind).ok_or_else(|| Error::Corrupt(format!("content kind {kind}")))?;
            let users = found.entry(ContentId(row.try_get("", "used_id")?)).or_default();
            users.push((ContentId(row.try_get("", "user_id")?), kind));
        }
        Ok(found.into_iter().map(|(used, users)| (used, Arc::new(self.page.cut(users)))).collect())
    }
}

/// How many contents refer to contents and are seen.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UserCount {
    pub sight: Sight,
}

impl Lookup for UserCount {
    type Key = ContentId;
    type Value = i64;

    async fn fetch(&self, turn: &Turn<'_>, keys: &[ContentId]) -> Result<HashMap<ContentId, i64>, Error> {
        let (pairs, values) = pairs(&self.sight, turn.dialect, keys);
        let sql = format!("SELECT u.used_id, count(*) AS total FROM ({pairs}) u GROUP BY u.used_id");
        let mut counts = HashMap::new();
        for row in turn.connection().query_all_raw(turn.dialect.statement_with(&sql, values)).await? {
            let used: Uuid = row.try_get("", "used_id")?;
            counts.insert(ContentId(used), row.try_get("", "total")?);
        }
        Ok(counts)
    }
}

/// What refers to contents, for a change that takes them away: each pair is what is used and what
/// uses it.
pub async fn users(
    writing: &Writing,
    sight: &Sight,
    ids: &[ContentId],
) -> Result<Vec<(ContentId, ContentId)>, Error> {
    let (pairs, values) = pairs(sight, writing.dialect(), ids);
    let sql = format!("SELECT u.used_id, u.user_id FROM ({pairs}) u ORDER BY u.used_id, u.user_id");
    let rows = writing.query(&sql, values).await?;
    rows.iter()
        .map(|row| Ok((ContentId(row.try_get("", "used_id")?), ContentId(row.try_get("", "user_id")?))))
        .collect()
}
