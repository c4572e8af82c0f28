//! The gate to the rows: what a viewer may see is decided in the select, by the viewer's [`Sight`]. The only caller of
//! `Entity::find`.

use std::sync::Arc;

use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, JoinType, QueryFilter, QuerySelect, Select};

use super::dialect::Dialect;
use super::noun::Noun;
use super::sight::Sight;
use super::text;
use crate::domain::content::ContentKind;
use crate::domain::locale::Locale;

/// What a reader looks at: the sight, and the locales whose texts come along.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct View {
    pub sight: Sight,
    pub locales: Arc<[Locale]>,
    /// Whether long texts (descriptions, bodies) come along.
    pub has_rich: bool,
}

/// The rows of a noun that the viewer sees: facts, what all content shares, texts.
pub fn select<N: Noun>(view: &View, dialect: Dialect) -> Select<N::Entity> {
    rows::<N>(view, dialect, &N::column(N::STAGE))
}

/// As [`select`], of rows to which a join leads. SQLite would begin with all that is in the stage.
pub fn select_joined<N: Noun>(view: &View, dialect: Dialect) -> Select<N::Entity> {
    rows::<N>(view, dialect, &dialect.off_index(&N::column(N::STAGE)))
}

#[expect(clippy::disallowed_methods, reason = "this is the gate")]
fn rows<N: Noun>(view: &View, dialect: Dialect, stage: &str) -> Select<N::Entity> {
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
        .filter(Expr::cust(view.sight.sees(stage, &N::column(N::CONTENT_ID))));
    N::extend(select, view, dialect)
}

/// The related links that the viewer sees, whatever they lead to.
#[expect(clippy::disallowed_methods, reason = "this is the gate")]
pub fn links(view: &View) -> Select<entity::related_link::Entity> {
    entity::related_link::Entity::find()
        .filter(Expr::cust(view.sight.sees(r#""related_link"."stage""#, r#""related_link"."page_id""#)))
}

/// Whether the content that the SQL `id` names has facts that are seen, of whichever kind it is.
pub fn content(sight: &Sight, id: &str) -> String {
    let sees = sight.sees("n.stage", "n.content_id");
    // Each kind has the table of its name.
    let of_kind = |kind: &ContentKind| {
        format!("EXISTS (SELECT 1 FROM {} n WHERE n.content_id = {id} AND {sees})", kind.as_str())
    };
    format!("({})", ContentKind::ALL.iter().map(of_kind).collect::<Vec<_>>().join(" OR "))
}
