//! Pages in the archive, with their slugs and paths in every locale.

use std::collections::HashMap;
use std::sync::Arc;

use entity::page::{Column, Entity, Model};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, QueryResult, QuerySelect, Select};

use super::dialect::Dialect;
use super::error::Error;
use super::lookup::Lookup;
use super::noun::{Listed, Noun, Owner, Row, select_where};
use super::reader::Turn;
use super::visible::View;
use crate::domain::content::{ContentId, ContentKind};
use crate::domain::locale::Locale;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Page;

/// Where a page is: slug and path, by the tag of the locale.
#[derive(Debug, Default)]
pub struct Paths(HashMap<String, (String, Option<String>)>);

impl Paths {
    /// The page's own slug in exactly this locale.
    pub fn slug(&self, locale: &Locale) -> Option<&str> {
        self.0.get(locale.as_str()).map(|(slug, _)| slug.as_str())
    }

    /// The page's path in exactly this locale.
    pub fn path(&self, locale: &Locale) -> Option<&str> {
        self.0.get(locale.as_str()).and_then(|(_, path)| path.as_deref())
    }

    /// The first path that a chain of locales finds.
    pub fn path_by<'chain>(&self, chain: impl Iterator<Item = &'chain Locale>) -> Option<&str> {
        chain.into_iter().find_map(|locale| self.path(locale))
    }

    pub(super) fn from_json(json: Option<&str>) -> Result<Self, DbErr> {
        let Some(json) = json else { return Ok(Self::default()) };
        let rows: Vec<(String, String, Option<String>)> =
            serde_json::from_str(json).map_err(|error| DbErr::Json(error.to_string()))?;
        Ok(Self(rows.into_iter().map(|(locale, slug, path)| (locale, (slug, path))).collect()))
    }
}

/// The SQL of a subselect for [`Paths::from_json`]: of the page that `id` names, where `sees` holds of the slugs `g`.
pub(super) fn paths_sql(id: &str, sees: &str, dialect: Dialect) -> String {
    dialect.json_rows(
        "g.locale, g.slug, h.path",
        &format!(
            "page_slug g LEFT JOIN page_path h ON h.content_id = g.content_id AND h.stage = g.stage \
             AND h.locale = g.locale WHERE g.content_id = {id} AND {sees}"
        ),
    )
}

impl FromQueryResult for Paths {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Self::from_json(row.try_get::<Option<String>>(prefix, "paths")?.as_deref())
    }
}

impl Noun for Page {
    const KIND: ContentKind = ContentKind::Page;
    const CONTENT_ID: Column = Column::ContentId;
    const STAGE: Column = Column::Stage;
    const POSITION: Column = Column::Position;
    type Entity = Entity;
    type Facts = Model;
    type Extra = Paths;

    fn extend(select: Select<Entity>, _: &View, dialect: Dialect) -> Select<Entity> {
        let of_row = format!("g.stage = {}", Self::column(Column::Stage));
        let sql = paths_sql(&Self::column(Column::ContentId), &of_row, dialect);
        select.expr_as(dialect.expr(&sql, []), "paths")
    }

    fn content_id(facts: &Model) -> ContentId {
        ContentId(facts.content_id)
    }
}

/// Pages by path; a path that was live once leads to its page still.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ByPath {
    pub view: View,
}

impl Lookup for ByPath {
    type Key = String;
    type Value = Arc<Row<Page>>;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        keys: &[String],
    ) -> Result<HashMap<String, Arc<Row<Page>>>, Error> {
        let dialect = turn.dialect;
        let sees = self.view.sight.sees("h.stage", "h.content_id");
        let paths = dialect.texts(keys.iter().cloned());
        let is_asked = dialect.text_in_sql("path");
        // Former paths first: where a new page has taken the path over, the later row wins in the map. A draft may stand on
        // the path of what is live elsewhere: then the older content answers, always.
        let sql = format!(
            "SELECT content_id, path, 0 AS is_current FROM page_former_path WHERE {is_asked} \
             UNION ALL SELECT h.content_id, h.path, 1 AS is_current FROM page_path h WHERE {sees} AND {is_asked} \
             ORDER BY 3, 1 DESC"
        );
        let statement = dialect.statement_with(&sql, [paths.clone(), paths]);
        let mut ids = HashMap::new();
        for row in turn.connection().query_all_raw(statement).await? {
            ids.insert(row.try_get::<String>("", "path")?, ContentId(row.try_get("", "content_id")?));
        }
        let among: Vec<ContentId> = ids.values().copied().collect();
        let rows =
            select_where::<Page>(&self.view, turn, dialect.id_in(&Page::column(Column::ContentId), &among))
                .await?;
        let rows: HashMap<ContentId, Arc<Row<Page>>> =
            rows.into_iter().map(|row| (row.shared.id, row)).collect();
        Ok(ids.into_iter().filter_map(|(path, id)| Some((path, Arc::clone(rows.get(&id)?)))).collect())
    }
}

impl Listed for Page {
    fn owner_column(owner: Owner) -> Option<Column> {
        match owner {
            Owner::Department => Some(Column::DepartmentId),
            Owner::Parent => Some(Column::ParentId),
            Owner::All => None,
        }
    }

    fn key_column() -> Option<Column> {
        None
    }
}
