//! What a command finds of the contents that it names: which they are, where they stand, who has the slug it wants.
//! Read within the change's transaction, under the locks of their rows.

use std::collections::HashMap;

use sea_orm::Value;

use super::content;
use super::dialect::Dialect;
use super::error::Error;
use super::writing::Writing;
use crate::domain::content::{ContentId, ContentKind, Stage};
use crate::domain::draft::Above;
use crate::domain::locale::Locale;
use crate::domain::position::Position;
use crate::domain::tree::TreeKey;

/// A content, as a command finds it.
#[derive(Clone, Debug)]
pub struct Whereabouts {
    pub kind: ContentKind,
    pub version: i64,
    /// Its place in the tree of drafts; null where it has no draft, being deleted.
    pub place: Option<TreeKey>,
    pub is_live: bool,
}

/// Locks contents in the order of their ids, and says where each stands. What there is not is left out.
pub async fn lock(writing: &Writing, ids: &[ContentId]) -> Result<HashMap<ContentId, Whereabouts>, Error> {
    if writing.dialect() == Dialect::Postgres {
        content::lock(writing, ids).await?;
    }
    // After the lock, in statements of their own: they see what others have changed meanwhile.
    look(writing, ids).await
}

/// Where contents stand, without locking them. What there is not is left out.
pub async fn look(writing: &Writing, ids: &[ContentId]) -> Result<HashMap<ContentId, Whereabouts>, Error> {
    let kinds = content::kinds(writing, ids).await?;
    let dialect = writing.dialect();
    let sql =
        format!("SELECT content_id, stage, key FROM tree_place WHERE {}", dialect.id_in_sql("content_id"));
    let mut found: HashMap<ContentId, Whereabouts> = kinds
        .into_iter()
        .map(|(id, kind, version)| (id, Whereabouts { kind, version, place: None, is_live: false }))
        .collect();
    for row in writing.query(&sql, [dialect.ids(ids)]).await? {
        let (stage, key): (String, String) = (row.try_get("", "stage")?, row.try_get("", "key")?);
        let Some(content) = found.get_mut(&ContentId(row.try_get("", "content_id")?)) else { continue };
        if stage == Stage::Live.as_str() {
            content.is_live = true;
        } else {
            content.place = Some(tree_key(&key)?);
        }
    }
    Ok(found)
}

/// The places of departments in the tree of drafts; those that are not there are left out.
pub async fn places(
    writing: &Writing,
    departments: &[ContentId],
) -> Result<HashMap<ContentId, TreeKey>, Error> {
    if departments.is_empty() {
        return Ok(HashMap::new());
    }
    let dialect = writing.dialect();
    let sql = format!(
        "SELECT content_id, key FROM tree_place WHERE stage = ? AND kind = ? AND {}",
        dialect.id_in_sql("content_id")
    );
    let values: [Value; 3] =
        [Stage::Draft.as_str().into(), ContentKind::Department.as_str().into(), dialect.ids(departments)];
    let rows = writing.query(&sql, values).await?;
    let place = |row: &sea_orm::QueryResult| {
        let key: String = row.try_get("", "key")?;
        Ok((ContentId(row.try_get("", "content_id")?), tree_key(&key)?))
    };
    rows.iter().map(place).collect()
}

fn tree_key(key: &str) -> Result<TreeKey, Error> {
    TreeKey::from_stored(key).ok_or_else(|| Error::Corrupt(format!("place {key:?} in the tree")))
}

/// All drafts of one kind at or below a place of the tree.
pub async fn below(
    writing: &Writing,
    kind: ContentKind,
    place: &TreeKey,
) -> Result<Vec<(ContentId, TreeKey)>, Error> {
    let key = place.as_str();
    let sql = "SELECT content_id, key FROM tree_place WHERE stage = ? AND kind = ? AND \
        (key = ? OR (key >= ? AND key < ?)) ORDER BY content_id";
    let values: [Value; 5] = [
        Stage::Draft.as_str().into(),
        kind.as_str().into(),
        key.into(),
        // '!' and '/' join levels; '0' comes after both.
        format!("{key}!").into(),
        format!("{key}0").into(),
    ];
    let rows = writing.query(sql, values).await?;
    let placed = |row: &sea_orm::QueryResult| {
        let key: String = row.try_get("", "key")?;
        Ok((ContentId(row.try_get("", "content_id")?), tree_key(&key)?))
    };
    let placed: Vec<(ContentId, TreeKey)> = rows.iter().map(placed).collect::<Result<_, Error>>()?;
    // Between '!' and '0' nothing else stands in keys, but the check costs nothing.
    Ok(placed.into_iter().filter(|(_, key)| key.is_within(place)).collect())
}

/// The drafts of a kind directly below something: the condition, and its value where it has one.
fn siblings_sql(kind: ContentKind, above: Above) -> (&'static str, Option<Value>) {
    match (kind, above) {
        (ContentKind::Department | ContentKind::Page, Above::Nothing) => ("parent_id IS NULL", None),
        (ContentKind::Department, Above::Department(id) | Above::Page(id))
        | (ContentKind::Page, Above::Page(id)) => ("parent_id = ?", Some(id.0.into())),
        (ContentKind::Page, Above::Department(id)) => {
            ("parent_id IS NULL AND department_id = ?", Some(id.0.into()))
        }
        (_, Above::Department(id) | Above::Page(id)) => ("department_id = ?", Some(id.0.into())),
        (_, Above::Nothing) => ("1 = 0", None),
    }
}

/// Where among siblings.
#[derive(Clone, Copy, Debug)]
pub enum Among<'a> {
    Last,
    NextBelow(&'a Position),
    NextAbove(&'a Position),
}

/// A position that is taken among the drafts of a kind directly below something; null where there is none there.
pub async fn position(
    writing: &Writing,
    kind: ContentKind,
    above: Above,
    among: Among<'_>,
) -> Result<Option<Position>, Error> {
    let (condition, value) = siblings_sql(kind, above);
    let (choice, bound) = match among {
        Among::Last => ("max(position)", None),
        Among::NextBelow(position) => ("max(position)", Some(("<", position))),
        Among::NextAbove(position) => ("min(position)", Some((">", position))),
    };
    let bound_sql = bound.map_or(String::new(), |(sign, _)| format!(" AND position {sign} ?"));
    let table = kind.as_str();
    let sql = format!("SELECT {choice} AS position FROM {table} WHERE stage = ? AND {condition}{bound_sql}");
    let bound = bound.map(|(_, position)| Value::from(position.as_str()));
    let values = [Some(Value::from(Stage::Draft.as_str())), value, bound];
    let rows = writing.query(&sql, values.into_iter().flatten()).await?;
    let found = rows.first().map(|row| row.try_get::<Option<String>>("", "position")).transpose()?.flatten();
    let read =
        |key: String| Position::from_stored(&key).ok_or_else(|| Error::Corrupt(format!("position {key:?}")));
    found.map(read).transpose()
}

/// Whether another draft of a kind directly below something has a position.
pub async fn is_position_taken(
    writing: &Writing,
    (id, kind): (ContentId, ContentKind),
    above: Above,
    position: &Position,
) -> Result<bool, Error> {
    let (condition, value) = siblings_sql(kind, above);
    let sql = format!(
        "SELECT 1 AS one FROM {} WHERE stage = ? AND {condition} AND position = ? AND content_id <> ? LIMIT 1",
        kind.as_str()
    );
    let values =
        [Some(Stage::Draft.as_str().into()), value, Some(position.as_str().into()), Some(id.0.into())];
    Ok(!writing.query(&sql, values.into_iter().flatten()).await?.is_empty())
}

/// The draft of a kind that has a slug.
pub async fn slug_owner(
    writing: &Writing,
    kind: ContentKind,
    slug: &str,
) -> Result<Option<ContentId>, Error> {
    let sql = format!("SELECT content_id FROM {} WHERE stage = ? AND slug = ?", kind.as_str());
    let rows = writing.query(&sql, [Stage::Draft.as_str().into(), slug.into()]).await?;
    Ok(rows.first().map(|row| row.try_get("", "content_id")).transpose()?.map(ContentId))
}

/// Which contents of a kind have one of the slugs in public.
pub async fn live_slug_owners(
    writing: &Writing,
    kind: ContentKind,
    slugs: &[String],
) -> Result<HashMap<String, ContentId>, Error> {
    let dialect = writing.dialect();
    let sql = format!(
        "SELECT slug, content_id FROM {} WHERE stage = ? AND {}",
        kind.as_str(),
        dialect.text_in_sql("slug")
    );
    let values = [Stage::Live.as_str().into(), dialect.texts(slugs.iter().cloned())];
    let rows = writing.query(&sql, values).await?;
    rows.iter().map(|row| Ok((row.try_get("", "slug")?, ContentId(row.try_get("", "content_id")?)))).collect()
}

/// The pages directly below something that have one of the slugs as drafts, each in its locale.
pub async fn page_slug_owners(
    writing: &Writing,
    above: Above,
    slugs: &[(Locale, String)],
) -> Result<Vec<(Locale, String, ContentId)>, Error> {
    let dialect = writing.dialect();
    let (condition, value) = siblings_sql(ContentKind::Page, above);
    let sql = format!(
        "SELECT s.content_id, s.locale, s.slug FROM page_slug s \
         JOIN page p ON p.content_id = s.content_id AND p.stage = s.stage WHERE s.stage = ? AND {} AND {}",
        condition.replace("parent_id", "p.parent_id").replace("department_id", "p.department_id"),
        dialect.text_in_sql("s.slug"),
    );
    let wanted = dialect.texts(slugs.iter().map(|(_, slug)| slug.clone()));
    let values = [Some(Value::from(Stage::Draft.as_str())), value, Some(wanted)];
    let mut found = Vec::new();
    for row in writing.query(&sql, values.into_iter().flatten()).await? {
        let (tag, slug): (String, String) = (row.try_get("", "locale")?, row.try_get("", "slug")?);
        let owner = ContentId(row.try_get("", "content_id")?);
        let same = slugs.iter().find(|(locale, wanted)| locale.as_str() == tag && *wanted == slug);
        found.extend(same.map(|(locale, slug)| (locale.clone(), slug.clone(), owner)));
    }
    Ok(found)
}
