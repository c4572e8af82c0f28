//! The city's locales.

use sea_orm::ConnectionTrait;

use super::connect::Archive;
use super::error::Error;
use crate::domain::locale::{Locale, LocaleEntry, Locales};

/// The enabled locales, in order.
pub async fn enabled(archive: &Archive) -> Result<Locales, Error> {
    let sql = "SELECT tag, fallback, is_source FROM locale WHERE is_enabled = TRUE ORDER BY position, tag";
    let read = archive.begin_read().await?;
    let rows = read.query_all_raw(archive.dialect().statement(sql)).await?;
    read.commit().await?;
    let corrupt = |error: &dyn std::fmt::Display| Error::Corrupt(format!("table of locales: {error}"));
    let mut entries: Vec<LocaleEntry> = Vec::new();
    for row in rows {
        let tag: String = row.try_get("", "tag")?;
        let fallback: sea_orm::JsonValue = row.try_get("", "fallback")?;
        let fallback: Vec<String> = serde_json::from_value(fallback).map_err(|error| corrupt(&error))?;
        let fallback = fallback.iter().map(|tag| Locale::parse(tag)).collect::<Result<_, _>>();
        entries.push(LocaleEntry {
            tag: Locale::parse(&tag).map_err(|error| corrupt(&error))?,
            fallback: fallback.map_err(|error| corrupt(&error))?,
            is_source: row.try_get("", "is_source")?,
        });
    }
    // A disabled locale is unknown everywhere, in chains too.
    let tags: Vec<Locale> = entries.iter().map(|entry| entry.tag.clone()).collect();
    for entry in &mut entries {
        entry.fallback.retain(|locale| tags.contains(locale));
    }
    Locales::new(entries).map_err(|error| corrupt(&error))
}
