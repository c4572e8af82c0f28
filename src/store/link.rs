//! The related links of pages.

use std::collections::HashMap;
use std::sync::Arc;

use entity::related_link::{Column, Model};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DbErr, FromQueryResult, QueryFilter, QueryOrder, QueryResult, QuerySelect};

use super::error::Error;
use super::lookup::Lookup;
use super::page::{Paths, paths_sql};
use super::reader::Turn;
use super::text::{self, Texts};
use super::visible::{self, View};
use crate::domain::content::{ContentId, ContentKind};

/// A related link whose target, if it leads to content, the viewer sees.
#[derive(Debug)]
pub struct LinkRow {
    pub link: Model,
    /// The kind of the target; null for a link to a URL.
    pub target_kind: Option<ContentKind>,
    /// Where the target is, if it is a page.
    pub target_paths: Paths,
    pub labels: Texts,
}

impl FromQueryResult for LinkRow {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let kind = row.try_get::<Option<String>>(prefix, "target_kind")?;
        let kind = kind
            .map(|kind| ContentKind::parse(&kind).ok_or_else(|| DbErr::Type(format!("content kind {kind}"))));
        Ok(Self {
            link: Model::from_query_result(row, prefix)?,
            target_kind: kind.transpose()?,
            target_paths: Paths::from_json(row.try_get::<Option<String>>(prefix, "paths")?.as_deref())?,
            labels: Texts::from_json(row.try_get::<Option<String>>(prefix, "texts")?.as_deref())?,
        })
    }
}

/// The links of pages, each page's in order. A link to content that the viewer does not see is left out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LinksOf {
    pub view: View,
}

impl Lookup for LinksOf {
    type Key = ContentId;
    type Value = Arc<Vec<LinkRow>>;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        keys: &[ContentId],
    ) -> Result<HashMap<ContentId, Arc<Vec<LinkRow>>>, Error> {
        let dialect = turn.dialect;
        let kind = "(SELECT c.kind FROM content c WHERE c.id = \"related_link\".\"target_id\")";
        let sight = &self.view.sight;
        let target = r#""related_link"."target_id""#;
        let paths = paths_sql(target, &sight.sees("g.stage", "g.content_id"), dialect);
        let rows = visible::links(&self.view)
            .expr_as(dialect.expr(kind, []), "target_kind")
            .expr_as(dialect.expr(&paths, []), "paths")
            .expr_as(text::of_links(&self.view, dialect), "texts")
            .filter(dialect.id_in("\"related_link\".\"page_id\"", keys))
            .filter(Column::TargetId.is_null().or(Expr::cust(visible::content(sight, target))))
            .order_by_asc(Column::Position)
            .order_by_asc(Column::Id)
            .into_model::<LinkRow>()
            .all(turn.connection())
            .await?;
        let mut found: HashMap<ContentId, Vec<LinkRow>> = HashMap::new();
        for row in rows {
            found.entry(ContentId(row.link.page_id)).or_default().push(row);
        }
        Ok(found.into_iter().map(|(page, links)| (page, Arc::new(links))).collect())
    }
}
