//! The paths of pages: derived from slugs and the tree, rewritten for the whole subtree when either changes.

use std::collections::{BTreeMap, HashMap, HashSet};

use entity::{page_former_path, page_path};
use sea_orm::sea_query::OnConflict;

use super::error::Error;
use super::insert::{insert_all, insert_or_update};
use super::writing::Writing;
use crate::domain::content::{ContentId, Stage};
use crate::domain::locale::{CityLocales, Locale};
use crate::domain::page::{self, PathPart};
use crate::domain::slug::{PageSlug, Slug};

/// A path that a page would have, and cannot.
#[derive(Debug)]
pub struct Collision {
    pub page: ContentId,
    pub locale: Locale,
    pub path: String,
    /// The page that has it; null where it is too long.
    pub taken_by: Option<ContentId>,
}

/// Rewrites the paths of every page at or below `changed`, which may name pages and departments.
///
/// A live path that goes is kept as a former one. Where a path is taken, nothing may be kept of the change.
pub async fn rewrite(
    writing: &Writing,
    stage: Stage,
    changed: &[ContentId],
    locales: &CityLocales,
    at: chrono::DateTime<chrono::Utc>,
) -> Result<Vec<Collision>, Error> {
    let locales = locales.of(stage);
    let pages = below(writing, stage, changed).await?;
    if pages.is_empty() {
        return Ok(Vec::new());
    }
    let parts = parts(writing, stage, &pages).await?;
    let rows: Vec<page_path::Model> = pages
        .iter()
        .flat_map(|&id| {
            page::paths(id, &parts, locales).into_iter().map(move |(locale, path)| (id, locale, path))
        })
        .map(|(id, locale, path)| page_path::Model {
            content_id: id.0,
            stage: stage.as_str().to_owned(),
            locale: locale.to_string(),
            path,
        })
        .collect();
    let old = take_old(writing, stage, &pages).await?;
    let collisions = collisions(writing, stage, &rows).await?;
    if !collisions.is_empty() {
        return Ok(collisions);
    }
    if stage == Stage::Live {
        let new: HashSet<&str> = rows.iter().map(|row| row.path.as_str()).collect();
        let gone = old.into_iter().filter(|row| !new.contains(row.path.as_str())).collect();
        retire(writing, gone, at).await?;
    }
    insert_all(writing, rows).await?;
    Ok(Vec::new())
}

/// Takes away the paths of pages that are no more in a stage. Those that were live are kept as former ones.
pub async fn remove(
    writing: &Writing,
    stage: Stage,
    pages: &[ContentId],
    at: chrono::DateTime<chrono::Utc>,
) -> Result<(), Error> {
    let old = take_old(writing, stage, pages).await?;
    match stage {
        Stage::Draft => Ok(()),
        Stage::Live => retire(writing, old, at).await,
    }
}

/// Which of the new paths another page has, new or not.
async fn collisions(
    writing: &Writing,
    stage: Stage,
    rows: &[page_path::Model],
) -> Result<Vec<Collision>, Error> {
    let dialect = writing.dialect();
    let sql =
        format!("SELECT path, content_id FROM page_path WHERE stage = ? AND {}", dialect.text_in_sql("path"));
    let paths = dialect.texts(rows.iter().map(|row| row.path.clone()));
    let mut taken: HashMap<String, ContentId> = HashMap::new();
    for row in writing.query(&sql, [stage.as_str().into(), paths]).await? {
        taken.insert(row.try_get("", "path")?, ContentId(row.try_get("", "content_id")?));
    }
    let mut collisions = Vec::new();
    for row in rows {
        let id = ContentId(row.content_id);
        let taken_by = taken.get(&row.path).copied();
        if taken_by.is_some() || row.path.len() > page::MAX_PATH_LENGTH {
            let locale = Locale::from_stored(&row.locale);
            let locale = locale.ok_or_else(|| Error::Corrupt(format!("locale {}", row.locale)))?;
            collisions.push(Collision { page: id, locale, path: row.path.clone(), taken_by });
        }
        taken.insert(row.path.clone(), id);
    }
    Ok(collisions)
}

/// Pages at or below pages or departments.
async fn below(writing: &Writing, stage: Stage, changed: &[ContentId]) -> Result<Vec<ContentId>, Error> {
    let dialect = writing.dialect();
    let sql = format!(
        "WITH RECURSIVE below (id) AS (
           SELECT content_id FROM page WHERE stage = ? AND ({} OR {} OR {})
         UNION
           SELECT p.content_id FROM page p JOIN below ON p.parent_id = below.id WHERE p.stage = ?
         ) SELECT id FROM below",
        dialect.id_in_sql("content_id"),
        // What stood below a page that is no more in this stage.
        dialect.id_in_sql("parent_id"),
        dialect.id_in_sql("department_id"),
    );
    let (stage, ids) = (stage.as_str(), || dialect.ids(changed));
    let values = [stage.into(), ids(), ids(), ids(), stage.into()];
    let rows = writing.query(&sql, values).await?;
    rows.iter().map(|row| Ok(ContentId(row.try_get("", "id")?))).collect()
}

/// What the paths of pages are made of: the pages and all above them.
async fn parts(
    writing: &Writing,
    stage: Stage,
    pages: &[ContentId],
) -> Result<HashMap<ContentId, PathPart>, Error> {
    let dialect = writing.dialect();
    let slugs = dialect
        .json_rows("g.locale, g.slug", "page_slug g WHERE g.content_id = p.content_id AND g.stage = p.stage");
    let sql = format!(
        "WITH RECURSIVE above (id) AS (
           SELECT content_id FROM page WHERE stage = ? AND {}
         UNION
           SELECT p.parent_id FROM page p JOIN above ON p.content_id = above.id
           WHERE p.stage = ? AND p.parent_id IS NOT NULL
         ) SELECT p.content_id, p.parent_id, d.slug, {slugs} AS slugs
         FROM above JOIN page p ON p.content_id = above.id AND p.stage = ?
         LEFT JOIN department d ON d.content_id = p.department_id AND d.stage = p.stage",
        dialect.id_in_sql("content_id"),
    );
    let stage = stage.as_str();
    let values = [stage.into(), dialect.ids(pages), stage.into(), stage.into()];
    let mut parts = HashMap::new();
    for row in writing.query(&sql, values).await? {
        let slug: Option<String> = row.try_get("", "slug")?;
        let parse = |slug: String| Slug::parse(&slug).map_err(|_| Error::Corrupt(format!("slug {slug}")));
        let part = PathPart {
            department_slug: slug.map(parse).transpose()?,
            parent: row.try_get::<Option<uuid::Uuid>>("", "parent_id")?.map(ContentId),
            slugs: slugs_of(row.try_get::<Option<String>>("", "slugs")?.as_deref())?,
        };
        parts.insert(ContentId(row.try_get("", "content_id")?), part);
    }
    Ok(parts)
}

fn slugs_of(json: Option<&str>) -> Result<BTreeMap<Locale, PageSlug>, Error> {
    let Some(json) = json else { return Ok(BTreeMap::new()) };
    let corrupt = || Error::Corrupt(format!("page slugs {json}"));
    let rows: Vec<(String, String)> = serde_json::from_str(json).map_err(|_| corrupt())?;
    let parse = |(locale, slug): (String, String)| {
        Ok((Locale::parse(&locale).map_err(|_| corrupt())?, PageSlug::parse(&slug).map_err(|_| corrupt())?))
    };
    rows.into_iter().map(parse).collect()
}

/// Removes the paths of pages and returns them.
async fn take_old(
    writing: &Writing,
    stage: Stage,
    pages: &[ContentId],
) -> Result<Vec<page_path::Model>, Error> {
    let dialect = writing.dialect();
    let sql = format!(
        "DELETE FROM page_path WHERE stage = ? AND {} RETURNING content_id, locale, path",
        dialect.id_in_sql("content_id")
    );
    let rows = writing.query(&sql, [stage.as_str().into(), dialect.ids(pages)]).await?;
    let model = |row: &sea_orm::QueryResult| {
        Ok(page_path::Model {
            content_id: row.try_get("", "content_id")?,
            stage: stage.as_str().to_owned(),
            locale: row.try_get("", "locale")?,
            path: row.try_get("", "path")?,
        })
    };
    rows.iter().map(model).collect()
}

/// Keeps paths that were live, so that whoever follows one still finds its page.
async fn retire(
    writing: &Writing,
    gone: Vec<page_path::Model>,
    at: chrono::DateTime<chrono::Utc>,
) -> Result<(), Error> {
    use page_former_path::Column;
    let newest_wins = OnConflict::column(Column::Path)
        .update_columns([Column::ContentId, Column::Locale, Column::RetiredAt])
        .to_owned();
    let rows = gone.into_iter().map(|row| page_former_path::Model {
        path: row.path,
        locale: row.locale,
        content_id: row.content_id,
        retired_at: at,
    });
    insert_or_update(writing, rows.collect(), newest_wins).await
}
