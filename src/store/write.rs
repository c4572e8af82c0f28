//! Rows in: content, facts, relations and texts of one stage. Called by `editing` alone, within its transaction.

use std::collections::{HashMap, HashSet};

use entity::{content, translation};
use sea_orm::Value;
use uuid::Uuid;

use super::draft::Draft;
use super::error::Error;
use super::insert::insert_all;
use super::rows::{self, Rows};
use super::writing::Writing;
use crate::domain::content::{ContentId, ContentKind, Facts, Stage, TextEntry};
use crate::domain::locale::Locale;
use crate::domain::translation::Digest;
use crate::domain::version::{Part, TextKey, Versions};

/// When, by whom, in which version rows are written.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    pub at: chrono::DateTime<chrono::Utc>,
    /// Null for the command line.
    pub account_id: Option<Uuid>,
    /// The content's version in which the rows change.
    pub version: i64,
}

/// The shared rows of new contents.
pub async fn insert_contents(
    writing: &Writing,
    contents: &[(ContentId, &Facts)],
    source_locale: &str,
    stamp: Stamp,
) -> Result<(), Error> {
    let rows = contents.iter().map(|(id, facts)| content::Model {
        id: id.0,
        kind: facts.kind().as_str().to_owned(),
        version: stamp.version,
        source_locale: source_locale.to_owned(),
        created_at: stamp.at,
        changed_at: stamp.at,
        first_published_at: None,
        last_published_at: None,
        deleted_at: None,
    });
    insert_all(writing, rows.collect()).await
}

/// The facts of contents and the relations that they own.
pub async fn insert_facts(
    writing: &Writing,
    contents: &[(ContentId, &Facts)],
    stage: Stage,
    versions: &Versions,
) -> Result<(), Error> {
    let mut rows = Rows::default();
    for (id, facts) in contents {
        rows.add(*id, facts, stage, versions);
    }
    rows.insert(writing).await
}

/// The facts and relations of former versions, as what is live.
pub async fn insert_live_facts(writing: &Writing, pinned: &HashMap<ContentId, Draft>) -> Result<(), Error> {
    let mut rows = Rows::default();
    for (id, draft) in pinned {
        rows.add(*id, &draft.facts, Stage::Live, &draft.versions);
    }
    rows.insert(writing).await
}

/// The texts of former versions in some locales, as what is live. Each in the version that its draft says.
pub async fn insert_live_texts(
    writing: &Writing,
    pinned: &HashMap<ContentId, Draft>,
    locales: &[Locale],
    stamp: Stamp,
) -> Result<(), Error> {
    for (id, draft) in pinned {
        let texts = draft.texts.iter().filter(|text| locales.contains(&text.locale));
        let texts: Vec<(ContentId, TextEntry)> = texts.map(|text| (*id, text.clone())).collect();
        let version = draft.versions.get(&Part::Facts);
        insert_texts(writing, texts.into_iter(), Stage::Live, Stamp { version, ..stamp }).await?;
    }
    Ok(())
}

/// Writes those parts of a content's draft that changed, and the version and time of the content itself.
pub async fn replace_draft(
    writing: &Writing,
    id: ContentId,
    draft: &Draft,
    changed: &[Part],
    stamp: Stamp,
) -> Result<(), Error> {
    if changed.iter().any(|part| !matches!(part, Part::Text(_))) {
        rows::delete(writing, Stage::Draft, draft.facts.kind(), &[id]).await?;
        insert_facts(writing, &[(id, &draft.facts)], Stage::Draft, &draft.versions).await?;
    }
    let keys: HashSet<&TextKey> = changed
        .iter()
        .filter_map(|part| match part {
            Part::Text(key) => Some(key),
            _ => None,
        })
        .collect();
    delete_texts(writing, id, keys.iter().copied()).await?;
    let texts = draft.texts.iter().filter(|text| keys.contains(&text.key()));
    insert_texts(writing, texts.map(|text| (id, text.clone())), Stage::Draft, stamp).await?;
    mark_changed(writing, &[id], stamp.at).await
}

/// Removes texts of a content's draft.
async fn delete_texts(
    writing: &Writing,
    id: ContentId,
    keys: impl Iterator<Item = &TextKey>,
) -> Result<(), Error> {
    for key in keys {
        let sql = "DELETE FROM translation WHERE content_id = ? AND stage = ? AND locale = ? AND field = ? \
            AND item = ?";
        let values: [Value; 5] = [
            id.0.into(),
            Stage::Draft.as_str().into(),
            key.locale.as_str().into(),
            key.field.as_str().into(),
            key.item.into(),
        ];
        writing.execute(sql, values).await?;
    }
    Ok(())
}

/// The next version of contents whose drafts change now.
pub async fn mark_changed(
    writing: &Writing,
    ids: &[ContentId],
    at: chrono::DateTime<chrono::Utc>,
) -> Result<(), Error> {
    let dialect = writing.dialect();
    let sql =
        format!("UPDATE content SET version = version + 1, changed_at = ? WHERE {}", dialect.id_in_sql("id"));
    writing.execute(&sql, [at.into(), dialect.ids(ids)]).await
}

/// A deleted content has a draft again.
pub async fn mark_restored(writing: &Writing, id: ContentId) -> Result<(), Error> {
    writing.execute("UPDATE content SET deleted_at = NULL WHERE id = ?", [id.0.into()]).await
}

/// The texts of contents.
pub async fn insert_texts(
    writing: &Writing,
    texts: impl Iterator<Item = (ContentId, TextEntry)>,
    stage: Stage,
    stamp: Stamp,
) -> Result<(), Error> {
    let rows = texts.map(|(id, text)| {
        let digest = Digest::of(&text.value, text.field.is_rich());
        let (source_locale, source_digest, source_version) = match text.source {
            Some(source) => (Some(source.locale), Some(source.digest), Some(source.version)),
            None => (None, None, None),
        };
        translation::Model {
            content_id: id.0,
            stage: stage.as_str().to_owned(),
            locale: text.locale.to_string(),
            field: text.field.as_str().to_owned(),
            item: text.item,
            version: stamp.version,
            value: text.value,
            digest: digest.as_str().to_owned(),
            origin: text.origin.as_str().to_owned(),
            source_locale: source_locale.map(|locale| locale.to_string()),
            source_digest: source_digest.map(|digest| digest.as_str().to_owned()),
            source_version,
            changed_at: stamp.at,
            changed_by: stamp.account_id,
        }
    });
    insert_all(writing, rows.collect()).await
}

/// The next version of contents of which something is taken from the public.
pub async fn mark_unpublished(writing: &Writing, ids: &[ContentId]) -> Result<(), Error> {
    let dialect = writing.dialect();
    let sql = format!("UPDATE content SET version = version + 1 WHERE {}", dialect.id_in_sql("id"));
    writing.execute(&sql, [dialect.ids(ids)]).await
}

/// Removes the draft of a content, which stays as a name in history.
pub async fn delete_draft(
    writing: &Writing,
    id: ContentId,
    kind: ContentKind,
    at: chrono::DateTime<chrono::Utc>,
) -> Result<(), Error> {
    rows::delete(writing, Stage::Draft, kind, &[id]).await?;
    let sql = "DELETE FROM translation WHERE content_id = ? AND stage = ?";
    writing.execute(sql, [id.0.into(), Stage::Draft.as_str().into()]).await?;
    let sql = "UPDATE content SET version = version + 1, changed_at = ?, deleted_at = ? WHERE id = ?";
    writing.execute(sql, [at.into(), at.into(), id.0.into()]).await
}

/// The version and the time of publication of contents that go live now.
pub async fn mark_published(
    writing: &Writing,
    ids: &[ContentId],
    at: chrono::DateTime<chrono::Utc>,
) -> Result<(), Error> {
    let dialect = writing.dialect();
    let sql = format!(
        "UPDATE content SET version = version + 1, last_published_at = ?, \
         first_published_at = coalesce(first_published_at, ?) WHERE {}",
        dialect.id_in_sql("id")
    );
    writing.execute(&sql, [at.into(), at.into(), dialect.ids(ids)]).await
}
