//! Labels, derived: the name of each content as each locale's chain resolves it, with its sort key in that locale's
//! collation, and folded for filters.

use std::collections::HashMap;

use entity::label;
use sea_orm::FromQueryResult;

use super::error::Error;
use super::insert::insert_all;
use super::writing::Writing;
use crate::domain::collation;
use crate::domain::content::{ContentId, ContentKind, Stage};
use crate::domain::fold::Folded;
use crate::domain::locale::{Chain, CityLocales, Locale, LocaleEntry};
use crate::domain::staff_member;

/// What a content is called.
enum Label {
    /// A person: the same in every language.
    Person { family_name: String, given_name: String },
    /// By the tag of the locale.
    Texts(HashMap<String, String>),
}

impl Label {
    /// The sort key in the collation of `locale`, and the label folded, as a chain of locales finds it. Where the chain
    /// finds none the label is empty, which sorts first.
    fn of(&self, locale: &Locale, chain: &Chain) -> (Vec<u8>, Folded) {
        match self {
            Self::Person { family_name, given_name } => {
                let name = staff_member::sort_name(family_name, given_name);
                let folded = Folded::of(&staff_member::filter_name(family_name, given_name));
                (collation::sort_key(locale, &name), folded)
            }
            Self::Texts(texts) => {
                let label = chain.iter().find_map(|locale| texts.get(locale.as_str()));
                let label = label.map_or("", String::as_str);
                (collation::sort_key(locale, label), Folded::of(label))
            }
        }
    }
}

/// Rewrites the labels of contents in a stage, in every locale of the city. What is the same is not written again.
pub async fn rewrite(
    writing: &Writing,
    stage: Stage,
    ids: &[ContentId],
    locales: &CityLocales,
) -> Result<(), Error> {
    let labels = labels(writing, stage, ids).await?;
    let mut rows: HashMap<ContentId, Vec<label::Model>> = HashMap::with_capacity(labels.len());
    for (id, (kind, label)) in &labels {
        let row = |entry: &LocaleEntry| {
            let (sort_key, folded) = label.of(&entry.tag, &locales.chain(stage, &entry.tag));
            label::Model {
                content_id: id.0,
                stage: stage.as_str().to_owned(),
                locale: entry.tag.to_string(),
                kind: kind.as_str().to_owned(),
                sort_key,
                folded: folded.plain,
                folded_umlaut: folded.umlaut,
            }
        };
        let mut of_one: Vec<label::Model> = locales.desk().iter().map(row).collect();
        of_one.sort_unstable_by(|a, b| a.locale.cmp(&b.locale));
        rows.insert(*id, of_one);
    }
    let mut old = stored(writing, stage, ids).await?;
    let changed: Vec<ContentId> =
        ids.iter().copied().filter(|id| old.remove(id).as_ref() != rows.get(id)).collect();
    let dialect = writing.dialect();
    let sql = format!("DELETE FROM label WHERE stage = ? AND {}", dialect.id_in_sql("content_id"));
    writing.execute(&sql, [stage.as_str().into(), dialect.ids(&changed)]).await?;
    let mut fresh: Vec<label::Model> = changed.iter().filter_map(|id| rows.remove(id)).flatten().collect();
    // In the order of the primary key: neighbours in the index are written together.
    fresh.sort_unstable_by(|a, b| (a.content_id, &a.locale).cmp(&(b.content_id, &b.locale)));
    insert_all(writing, fresh).await
}

/// The labels that there are, each content's by locale.
async fn stored(
    writing: &Writing,
    stage: Stage,
    ids: &[ContentId],
) -> Result<HashMap<ContentId, Vec<label::Model>>, Error> {
    let dialect = writing.dialect();
    let sql = format!("SELECT * FROM label WHERE stage = ? AND {}", dialect.id_in_sql("content_id"));
    let mut stored: HashMap<ContentId, Vec<label::Model>> = HashMap::new();
    for row in writing.query(&sql, [stage.as_str().into(), dialect.ids(ids)]).await? {
        let row = label::Model::from_query_result(&row, "")?;
        stored.entry(ContentId(row.content_id)).or_default().push(row);
    }
    for rows in stored.values_mut() {
        rows.sort_unstable_by(|a, b| a.locale.cmp(&b.locale));
    }
    Ok(stored)
}

async fn labels(
    writing: &Writing,
    stage: Stage,
    ids: &[ContentId],
) -> Result<HashMap<ContentId, (ContentKind, Label)>, Error> {
    let dialect = writing.dialect();
    let mut labels = HashMap::new();
    let values = || [stage.as_str().into(), dialect.ids(ids)];
    let names = format!(
        "SELECT content_id, family_name, given_name FROM staff_member WHERE stage = ? AND {}",
        dialect.id_in_sql("content_id")
    );
    for row in writing.query(&names, values()).await? {
        let (family, given): (String, String) =
            (row.try_get("", "family_name")?, row.try_get("", "given_name")?);
        let label = Label::Person { family_name: family, given_name: given };
        labels.insert(ContentId(row.try_get("", "content_id")?), (ContentKind::StaffMember, label));
    }
    for &kind in ContentKind::ALL.iter().filter(|&&kind| kind != ContentKind::StaffMember) {
        let texts = format!(
            "SELECT n.content_id, t.locale, t.value FROM {} n LEFT JOIN translation t \
             ON t.content_id = n.content_id AND t.stage = n.stage AND t.field = '{}' AND t.item = {} \
             WHERE n.stage = ? AND {}",
            kind.as_str(),
            kind.required_text().as_str(),
            dialect.nil(),
            dialect.id_in_sql("n.content_id"),
        );
        for row in writing.query(&texts, values()).await? {
            let id = ContentId(row.try_get("", "content_id")?);
            let (_, label) = labels.entry(id).or_insert_with(|| (kind, Label::Texts(HashMap::new())));
            let text =
                row.try_get::<Option<String>>("", "locale")?.zip(row.try_get::<Option<String>>("", "value")?);
            if let (Label::Texts(texts), Some((locale, value))) = (label, text) {
                texts.insert(locale, value);
            }
        }
    }
    Ok(labels)
}
