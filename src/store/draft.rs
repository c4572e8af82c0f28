//! A content's draft, whole, as a change needs it: read under the lock of its row, within the change's transaction.

use std::collections::HashMap;

use entity::translation;
use sea_orm::FromQueryResult;

use super::error::Error;
use super::rows;
use super::writing::Writing;
use crate::domain::content::{ContentId, ContentKind, Facts, Field, Snapshot, Stage, TextEntry, TextSource};
use crate::domain::locale::Locale;
use crate::domain::translation::{Digest, Origin};
use crate::domain::version::{Part, Versions};

/// What stands on the desk, and the versions in which its parts last changed.
#[derive(Clone, Debug)]
pub struct Draft {
    pub facts: Facts,
    pub texts: Vec<TextEntry>,
    pub versions: Versions,
}

impl Draft {
    /// As history keeps it.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { facts: self.facts.clone(), texts: self.texts.clone() }
    }
}

/// The drafts of contents. A deleted content has none.
pub async fn read(
    writing: &Writing,
    contents: &[(ContentId, ContentKind)],
) -> Result<HashMap<ContentId, Draft>, Error> {
    read_stage(writing, Stage::Draft, contents).await
}

/// What of contents is live, in the form of a draft. What is not live is left out.
pub async fn read_live(
    writing: &Writing,
    contents: &[(ContentId, ContentKind)],
) -> Result<HashMap<ContentId, Draft>, Error> {
    read_stage(writing, Stage::Live, contents).await
}

async fn read_stage(
    writing: &Writing,
    stage: Stage,
    contents: &[(ContentId, ContentKind)],
) -> Result<HashMap<ContentId, Draft>, Error> {
    let mut drafts = HashMap::new();
    for &kind in ContentKind::ALL {
        let ids: Vec<ContentId> = contents.iter().filter(|(_, of)| *of == kind).map(|(id, _)| *id).collect();
        if ids.is_empty() {
            continue;
        }
        let facts = rows::read(writing, stage, kind, &ids).await?;
        drafts.extend(facts.into_iter().map(|(id, (facts, versions))| {
            let texts = Vec::new();
            (id, Draft { facts, texts, versions })
        }));
    }
    let dialect = writing.dialect();
    let ids: Vec<ContentId> = drafts.keys().copied().collect();
    let sql = format!(
        "SELECT * FROM translation WHERE stage = ? AND {} ORDER BY locale, field, item",
        dialect.id_in_sql("content_id")
    );
    for row in writing.query(&sql, [stage.as_str().into(), dialect.ids(&ids)]).await? {
        let row = translation::Model::from_query_result(&row, "")?;
        if let Some(draft) = drafts.get_mut(&ContentId(row.content_id)) {
            let version = row.version;
            let text = text(row)?;
            draft.versions.set(Part::Text(text.key()), version);
            draft.texts.push(text);
        }
    }
    Ok(drafts)
}

fn text(row: translation::Model) -> Result<TextEntry, Error> {
    let corrupt = |what: &str| Error::Corrupt(format!("{what} of a text of content {}", row.content_id));
    let locale = |tag: &str| Locale::from_stored(tag).ok_or_else(|| corrupt("locale"));
    let source = match (&row.source_locale, &row.source_digest, row.source_version) {
        (Some(tag), Some(digest), Some(version)) => {
            Some(TextSource { locale: locale(tag)?, digest: Digest::from_stored(digest), version })
        }
        _ => None,
    };
    Ok(TextEntry {
        locale: locale(&row.locale)?,
        field: Field::parse(&row.field).ok_or_else(|| corrupt("field"))?,
        item: row.item,
        origin: Origin::parse(&row.origin).ok_or_else(|| corrupt("origin"))?,
        value: row.value,
        source,
    })
}
