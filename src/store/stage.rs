//! Copies rows from the desk to the public: for each table of facts, relations and texts, those of named contents.

use entity::{
    department, duty, office, office_run_by, page, page_contact, page_slug, related_link, responsibility,
    staff_member, translation,
};
use sea_orm::{EntityTrait, Iden, Iterable, Value};

use super::dialect::Dialect;
use super::error::Error;
use super::writing::Writing;
use crate::domain::content::{ContentId, Stage};

/// A table with a row a stage: its name, the column that names its content, the other columns but for the stage.
pub(super) struct Staged {
    pub(super) table: String,
    pub(super) owner: String,
    pub(super) columns: Vec<String>,
}

impl Staged {
    fn new<E: EntityTrait>(owner: E::Column) -> Self {
        let columns = E::Column::iter().map(|column| column.unquoted().to_owned());
        Self {
            table: E::default().table_name().to_owned(),
            owner: owner.unquoted().to_owned(),
            columns: columns.filter(|column| column != "stage").collect(),
        }
    }

    /// The tables of facts and of relations.
    pub(super) fn facts() -> [Self; 10] {
        [
            Self::new::<department::Entity>(department::Column::ContentId),
            Self::new::<staff_member::Entity>(staff_member::Column::ContentId),
            Self::new::<responsibility::Entity>(responsibility::Column::ContentId),
            Self::new::<duty::Entity>(duty::Column::ResponsibilityId),
            Self::new::<office::Entity>(office::Column::ContentId),
            Self::new::<office_run_by::Entity>(office_run_by::Column::OfficeId),
            Self::new::<page::Entity>(page::Column::ContentId),
            Self::new::<page_slug::Entity>(page_slug::Column::ContentId),
            Self::new::<page_contact::Entity>(page_contact::Column::PageId),
            Self::new::<related_link::Entity>(related_link::Column::PageId),
        ]
    }

    /// The table of texts.
    pub(super) fn texts() -> Self {
        Self::new::<translation::Entity>(translation::Column::ContentId)
    }
}

/// Named contents, in all locales or in some.
struct Among<'a> {
    ids: &'a [ContentId],
    locales: Option<&'a [String]>,
}

impl Among<'_> {
    fn sql(&self, owner: &str, stage: Stage, dialect: Dialect) -> (String, Vec<Value>) {
        let mut sql = format!("stage = ? AND {}", dialect.id_in_sql(owner));
        let mut values = vec![stage.as_str().into(), dialect.ids(self.ids)];
        if let Some(locales) = self.locales {
            sql += &format!(" AND {}", dialect.text_in_sql("locale"));
            values.push(dialect.texts(locales.iter().cloned()));
        }
        (sql, values)
    }
}

/// Takes the live facts and relations of contents away. All of a step go before any comes, so that slugs may be swapped.
pub async fn withdraw_facts(writing: &Writing, ids: &[ContentId]) -> Result<(), Error> {
    let among = Among { ids, locales: None };
    for staged in Staged::facts() {
        delete(writing, &staged, &among).await?;
    }
    Ok(())
}

/// Copies the draft's facts and relations of contents, of which none are live.
pub async fn copy_facts(writing: &Writing, ids: &[ContentId]) -> Result<(), Error> {
    let among = Among { ids, locales: None };
    for staged in Staged::facts() {
        copy(writing, &staged, &among, "").await?;
    }
    Ok(())
}

/// Takes the live texts of contents away: in some locales; null: in all.
pub async fn withdraw_texts(
    writing: &Writing,
    ids: &[ContentId],
    locales: Option<&[String]>,
) -> Result<(), Error> {
    delete(writing, &Staged::texts(), &Among { ids, locales }).await
}

/// As [`withdraw_texts`], but leaves what links that stay must say: their labels in the source locale.
pub async fn withdraw_translations(
    writing: &Writing,
    ids: &[ContentId],
    locales: &[String],
    source: &str,
) -> Result<(), Error> {
    let (condition, mut values) =
        Among { ids, locales: Some(locales) }.sql("content_id", Stage::Live, writing.dialect());
    values.push(source.into());
    let sql = format!("DELETE FROM translation WHERE {condition} AND NOT (field = 'label' AND locale = ?)");
    writing.execute(&sql, values).await?;
    drop_loose_labels(writing, ids).await
}

/// What tells a text from another by the same name; all else follows from these.
const TEXT_SELF: [&str; 6] =
    ["version", "value", "origin", "source_locale", "source_digest", "source_version"];

/// Makes the live texts of contents in some locales those of the draft. What is the same is not written again.
pub async fn renew_texts(writing: &Writing, ids: &[ContentId], locales: &[String]) -> Result<(), Error> {
    let among = Among { ids, locales: Some(locales) };
    let (condition, values) = among.sql("content_id", Stage::Live, writing.dialect());
    let is_same = TEXT_SELF.map(|column| format!("d.{column} IS NOT DISTINCT FROM translation.{column}"));
    let sql = format!(
        "DELETE FROM translation WHERE {condition} AND NOT EXISTS (SELECT 1 FROM translation d \
         WHERE d.content_id = translation.content_id AND d.stage = 'draft' AND d.locale = translation.locale \
         AND d.field = translation.field AND d.item = translation.item AND {})",
        is_same.join(" AND ")
    );
    writing.execute(&sql, values).await?;
    copy(writing, &Staged::texts(), &among, " ON CONFLICT DO NOTHING").await
}

/// Takes live labels away whose links are live no more.
pub async fn drop_loose_labels(writing: &Writing, ids: &[ContentId]) -> Result<(), Error> {
    let dialect = writing.dialect();
    let sql = format!(
        "DELETE FROM translation WHERE stage = ? AND field = 'label' AND {} AND NOT EXISTS \
         (SELECT 1 FROM related_link l WHERE l.id = translation.item AND l.stage = translation.stage)",
        dialect.id_in_sql("content_id"),
    );
    writing.execute(&sql, [Stage::Live.as_str().into(), dialect.ids(ids)]).await
}

/// Contents that stand below themselves in public, of those named.
pub async fn cycles(writing: &Writing, ids: &[ContentId]) -> Result<Vec<ContentId>, Error> {
    let dialect = writing.dialect();
    let mut found = Vec::new();
    for table in ["department", "page"] {
        let sql = format!(
            "WITH RECURSIVE above (start, id) AS (
               SELECT n.content_id, n.parent_id FROM {table} n
               WHERE n.stage = ? AND {} AND n.parent_id IS NOT NULL
             UNION
               SELECT above.start, n.parent_id FROM above
               JOIN {table} n ON n.content_id = above.id AND n.stage = ?
               WHERE n.parent_id IS NOT NULL AND above.id <> above.start
             ) SELECT start FROM above WHERE id = start",
            dialect.id_in_sql("n.content_id"),
        );
        let live = || Value::from(Stage::Live.as_str());
        for row in writing.query(&sql, [live(), dialect.ids(ids), live()]).await? {
            found.push(ContentId(row.try_get("", "start")?));
        }
    }
    Ok(found)
}

async fn delete(writing: &Writing, staged: &Staged, among: &Among<'_>) -> Result<(), Error> {
    let dialect = writing.dialect();
    let (condition, values) = among.sql(&staged.owner, Stage::Live, dialect);
    let sql = format!("DELETE FROM {} WHERE {condition}", staged.table);
    writing.execute(&sql, values).await?;
    Ok(())
}

async fn copy(writing: &Writing, staged: &Staged, among: &Among<'_>, where_live: &str) -> Result<(), Error> {
    let dialect = writing.dialect();
    let (condition, values) = among.sql(&staged.owner, Stage::Draft, dialect);
    let (table, columns, live) = (&staged.table, staged.columns.join(", "), Stage::Live.as_str());
    let sql = format!(
        "INSERT INTO {table} (stage, {columns}) SELECT '{live}', {columns} FROM {table} WHERE {condition}{where_live}"
    );
    writing.execute(&sql, values).await?;
    Ok(())
}
