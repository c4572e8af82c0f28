//! The gate to the rows: what a viewer may see is decided in the select. The only caller of `Entity::find`.

use std::sync::Arc;

use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, Select, Value};

use super::dialect::Dialect;
use super::noun::Noun;
use super::text;
use crate::domain::content::{ContentKind, Stage};
use crate::domain::locale::Locale;

/// What a reader looks at: the stage, and the locales whose texts come along.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct View {
    pub stage: Stage,
    pub locales: Arc<[Locale]>,
    /// Whether long texts (descriptions, bodies) come along.
    pub has_rich: bool,
}

impl View {
    /// Whether a row of this table is seen.
    pub fn sees<C: ColumnTrait>(&self, stage: C) -> SimpleExpr {
        stage.eq(self.stage.as_str())
    }

    /// As [`Self::sees`], as SQL with one `?`, and its value.
    pub fn sees_sql(&self, stage: &str) -> (String, Value) {
        sees_sql(stage, self.stage)
    }
}

/// Whether a row is seen by who looks at `stage`: SQL over the column that holds the row's stage, and its value.
pub fn sees_sql(column: &str, stage: Stage) -> (String, Value) {
    (format!("{column} = ?"), stage.as_str().into())
}

/// The rows of a noun that the viewer sees: facts, what all content shares, texts.
#[expect(clippy::disallowed_methods, reason = "this is the gate")]
pub fn select<N: Noun>(view: &View, dialect: Dialect) -> Select<N::Entity> {
    let content = <N::Entity as EntityTrait>::belongs_to(entity::content::Entity)
        .from(N::CONTENT_ID)
        .to(entity::content::Column::Id)
        .into();
    let select = N::Entity::find()
        .join(JoinType::InnerJoin, content)
        .column_as(entity::content::Column::Version, "content_version")
        .column_as(entity::content::Column::SourceLocale, "source_locale")
        .column_as(entity::content::Column::CreatedAt, "created_at")
        .column_as(entity::content::Column::ChangedAt, "changed_at")
        .column_as(entity::content::Column::FirstPublishedAt, "first_published_at")
        .column_as(entity::content::Column::LastPublishedAt, "last_published_at")
        .expr_as(text::of_rows::<N>(view, dialect), "texts")
        .filter(view.sees(N::STAGE));
    N::extend(select, view, dialect)
}

/// The related links that the viewer sees, whatever they lead to.
#[expect(clippy::disallowed_methods, reason = "this is the gate")]
pub fn links(view: &View) -> Select<entity::related_link::Entity> {
    entity::related_link::Entity::find().filter(view.sees(entity::related_link::Column::Stage))
}

/// Whether the content that the SQL `id` names has facts that the viewer sees, of whichever kind it is.
pub fn content(view: &View, id: &str, dialect: Dialect) -> SimpleExpr {
    let (mut sql, mut values) = (Vec::new(), Vec::new());
    for kind in ContentKind::ALL {
        let (sees, stage) = view.sees_sql("n.stage");
        // Each kind has the table of its name.
        sql.push(format!("EXISTS (SELECT 1 FROM {} n WHERE n.content_id = {id} AND {sees})", kind.as_str()));
        values.push(stage);
    }
    dialect.expr(&format!("({})", sql.join(" OR ")), values)
}
