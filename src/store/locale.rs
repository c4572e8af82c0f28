//! The city's locales.

use sea_orm::{ConnectionTrait, QueryResult, Value};

use super::connect::Archive;
use super::error::Error;
use super::writing::Writing;
use crate::domain::content::{ContentId, ContentKind};
use crate::domain::locale::{CityLocales, Locale, LocaleEntry};
use crate::domain::problem::LocaleUse;

const SELECT: &str = "SELECT tag, fallback, is_source, is_enabled FROM locale ORDER BY position, tag";

/// All locales, in order.
pub async fn read(archive: &Archive) -> Result<CityLocales, Error> {
    let read = archive.begin_read().await?;
    let rows = read.query_all_raw(archive.dialect().statement(SELECT)).await?;
    read.commit().await?;
    table(&rows)
}

/// All locales as a change finds them, which has locked them.
pub async fn read_in(writing: &Writing) -> Result<CityLocales, Error> {
    table(&writing.query(SELECT, []).await?)
}

fn table(rows: &[QueryResult]) -> Result<CityLocales, Error> {
    let corrupt = |error: &dyn std::fmt::Display| Error::Corrupt(format!("table of locales: {error}"));
    let entry = |row: &QueryResult| {
        let tag: String = row.try_get("", "tag")?;
        let fallback: sea_orm::JsonValue = row.try_get("", "fallback")?;
        Ok(LocaleEntry {
            tag: Locale::parse(&tag).map_err(|error| corrupt(&error))?,
            fallback: serde_json::from_value(fallback).map_err(|error| corrupt(&error))?,
            is_source: row.try_get("", "is_source")?,
            is_enabled: row.try_get("", "is_enabled")?,
        })
    };
    let entries = rows.iter().map(entry).collect::<Result<_, Error>>()?;
    CityLocales::new(entries).map_err(|error| corrupt(&error))
}

/// Writes the whole table, in the order of `entries`.
pub async fn write_all(writing: &Writing, entries: &[LocaleEntry]) -> Result<(), Error> {
    for (position, entry) in (1_i64..).zip(entries) {
        let fallback: Vec<&str> = entry.fallback.iter().map(Locale::as_str).collect();
        let sql = "INSERT INTO locale (tag, position, fallback, is_source, is_enabled) VALUES (?, ?, ?, ?, ?) \
            ON CONFLICT (tag) DO UPDATE SET position = excluded.position, fallback = excluded.fallback, \
            is_source = excluded.is_source, is_enabled = excluded.is_enabled";
        let values: [Value; 5] = [
            entry.tag.as_str().into(),
            position.into(),
            serde_json::json!(fallback).into(),
            entry.is_source.into(),
            entry.is_enabled.into(),
        ];
        writing.execute(sql, values).await?;
    }
    Ok(())
}

/// What hangs on a locale.
pub async fn usage(writing: &Writing, locale: &Locale) -> Result<LocaleUse, Error> {
    let required = ContentKind::ALL.iter().map(|kind| {
        format!("(c.kind = '{}' AND t.field = '{}')", kind.as_str(), kind.required_text().as_str())
    });
    let sql = format!(
        "SELECT (SELECT count(*) FROM (SELECT content_id FROM translation WHERE locale = ? \
           UNION SELECT content_id FROM page_slug WHERE locale = ?) u) AS contents, \
         count(DISTINCT CASE WHEN t.stage = 'live' AND ({}) THEN t.content_id END) AS live_contents, \
         count(CASE WHEN t.stage = 'draft' THEN 1 END) AS texts \
         FROM translation t JOIN content c ON c.id = t.content_id WHERE t.locale = ?",
        required.collect::<Vec<_>>().join(" OR "),
    );
    let tag = || Value::from(locale.as_str());
    let rows = writing.query(&sql, [tag(), tag(), tag()]).await?;
    let row = rows.first().ok_or_else(|| Error::Corrupt("a count without a row".to_owned()))?;
    Ok(LocaleUse {
        contents: row.try_get("", "contents")?,
        live_contents: row.try_get("", "live_contents")?,
        texts: row.try_get("", "texts")?,
    })
}

/// The contents with a draft text or slug in a locale, in the order of their ids.
pub async fn contents(writing: &Writing, locale: &Locale) -> Result<Vec<ContentId>, Error> {
    let sql = "SELECT content_id FROM translation WHERE locale = ? AND stage = 'draft' \
        UNION SELECT content_id FROM page_slug WHERE locale = ? AND stage = 'draft' ORDER BY 1";
    let rows = writing.query(sql, [locale.as_str().into(), locale.as_str().into()]).await?;
    rows.iter().map(|row| Ok(ContentId(row.try_get("", "content_id")?))).collect()
}

/// Removes a locale with all its texts, slugs and paths, in both stages. Texts that were made from one of its texts are
/// made from nothing then.
pub async fn remove(writing: &Writing, locale: &Locale) -> Result<(), Error> {
    let tag = || Value::from(locale.as_str());
    writing
        .execute(
            "UPDATE translation SET source_locale = NULL, source_digest = NULL, source_version = NULL \
             WHERE source_locale = ?",
            [tag()],
        )
        .await?;
    for table in ["translation", "page_slug", "page_path", "page_former_path", "label"] {
        writing.execute(&format!("DELETE FROM {table} WHERE locale = ?"), [tag()]).await?;
    }
    writing.execute("DELETE FROM locale WHERE tag = ?", [tag()]).await
}
