//! Texts as they come out of the archive: every locale asked for, each with what it was made from.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use sea_orm::DbErr;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use super::dialect::Dialect;
use super::error::Error;
use super::lookup::Lookup;
use super::noun::Noun;
use super::reader::Turn;
use super::sight::Sight;
use super::visible::View;
use crate::domain::content::{ContentId, Field};
use crate::domain::locale::Locale;
use crate::domain::translation::{Digest, Origin};

/// One text of a content.
#[derive(Clone, Debug)]
pub struct StoredText {
    pub field: Field,
    /// The related link whose label it is; nil for the content's own.
    pub item: Uuid,
    /// The tag of its locale, as stored.
    pub locale: String,
    pub value: String,
    pub origin: Origin,
    /// The locale and digest of the text that this one was made from; null where it was made from none.
    pub source: Option<(String, Digest)>,
    /// The digest of that source text as it stands now, in the same stage; null where it is gone.
    pub source_now: Option<Digest>,
}

/// The texts of a content in the locales that were asked for, in no order.
#[derive(Clone, Debug, Default)]
pub struct Texts(Vec<StoredText>);

impl Texts {
    /// The text of a field in exactly this locale.
    pub fn get(&self, field: Field, item: Uuid, locale: &Locale) -> Option<&StoredText> {
        self.0.iter().find(|text| text.field == field && text.item == item && text.locale == locale.as_str())
    }

    /// From the JSON that [`of_rows`] selects.
    pub(super) fn from_json(json: Option<&str>) -> Result<Self, DbErr> {
        let Some(json) = json else { return Ok(Self::default()) };
        let rows: Vec<JsonText<'_>> =
            serde_json::from_str(json).map_err(|error| DbErr::Json(error.to_string()))?;
        Ok(Self(rows.into_iter().map(StoredText::try_from).collect::<Result<_, _>>()?))
    }
}

/// A text as an array: field, item, locale, value, origin, source locale, source digest, that source's digest now.
type JsonText<'json> = (
    &'json str,
    Option<&'json str>,
    &'json str,
    String,
    &'json str,
    Option<&'json str>,
    Option<&'json str>,
    Option<&'json str>,
);

impl TryFrom<JsonText<'_>> for StoredText {
    type Error = DbErr;

    fn try_from(
        (field, item, locale, value, origin, source_locale, source_digest, now): JsonText<'_>,
    ) -> Result<Self, DbErr> {
        let corrupt = |what: &str| DbErr::Type(format!("{what} of a text"));
        let source = source_locale.zip(source_digest);
        let source = source.map(|(locale, digest)| (locale.to_owned(), Digest::from_stored(digest)));
        Ok(Self {
            field: Field::parse(field).ok_or_else(|| corrupt("field"))?,
            item: item.map_or(Ok(Uuid::nil()), str::parse).map_err(|_| corrupt("item"))?,
            locale: locale.to_owned(),
            value,
            origin: Origin::parse(origin).ok_or_else(|| corrupt("origin"))?,
            source,
            source_now: now.map(Digest::from_stored),
        })
    }
}

/// The columns of [`JsonText`] over [`FROM`].
fn columns(dialect: Dialect, has_item: bool) -> String {
    let item = if has_item { dialect.id_text("t.item") } else { "NULL".to_owned() };
    format!("t.field, {item}, t.locale, t.value, t.origin, t.source_locale, t.source_digest, s.digest")
}

/// A text, and the text that it was made from as it stands now.
const FROM: &str = "translation t LEFT JOIN translation s ON s.content_id = t.content_id AND s.stage = t.stage \
    AND s.locale = t.source_locale AND s.field = t.field AND s.item = t.item";

/// A subselect of a noun's row: its own texts in the view's locales, as JSON for [`Texts::from_json`].
pub(super) fn of_rows<N: Noun>(view: &View, dialect: Dialect) -> SimpleExpr {
    let fields = N::KIND.texts().iter().map(|rule| rule.field).filter(|&field| field != Field::Label);
    let fields =
        fields.filter(|field| view.has_rich || !field.is_rich()).map(|field| field.as_str().to_owned());
    let locales = view.locales.iter().map(ToString::to_string);
    let from_where = format!(
        "{FROM} WHERE t.content_id = {} AND t.stage = {} AND {} AND {} AND t.item = {}",
        N::column(N::CONTENT_ID),
        N::column(N::STAGE),
        dialect.text_in_sql("t.locale"),
        dialect.text_in_sql("t.field"),
        dialect.nil(),
    );
    let sql = dialect.json_rows(&columns(dialect, false), &from_where);
    dialect.expr(&sql, [dialect.texts(locales), dialect.texts(fields)])
}

/// A subselect of a related link: its labels in the view's locales.
pub(super) fn of_links(view: &View, dialect: Dialect) -> SimpleExpr {
    let locales = view.locales.iter().map(ToString::to_string);
    let from_where = format!(
        "{FROM} WHERE t.content_id = \"related_link\".\"page_id\" AND t.stage = \"related_link\".\"stage\" AND {} \
         AND t.field = 'label' AND t.item = \"related_link\".\"id\"",
        dialect.text_in_sql("t.locale"),
    );
    let sql = dialect.json_rows(&columns(dialect, true), &from_where);
    dialect.expr(&sql, [dialect.texts(locales)])
}

/// All texts of contents, long ones and labels too, in the view's locales: for what did not come with the row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TextsOf {
    pub sight: Sight,
}

impl Lookup for TextsOf {
    /// A content and a locale: fields that ask for several locales of one content share the statement.
    type Key = (ContentId, Locale);
    type Value = Arc<Texts>;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        keys: &[(ContentId, Locale)],
    ) -> Result<HashMap<(ContentId, Locale), Arc<Texts>>, Error> {
        let dialect = turn.dialect;
        let mut ids: Vec<ContentId> = keys.iter().map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        let asked: BTreeMap<&str, &Locale> =
            keys.iter().map(|(_, locale)| (locale.as_str(), locale)).collect();
        let locales = asked.keys().map(|&tag| tag.to_owned());
        let sql = format!(
            "SELECT t.content_id, {} FROM {FROM} WHERE {} AND {} AND {}",
            NAMED_COLUMNS,
            self.sight.sees("t.stage", "t.content_id"),
            dialect.id_in_sql("t.content_id"),
            dialect.text_in_sql("t.locale"),
        );
        let values: [Value; 2] = [dialect.ids(&ids), dialect.texts(locales)];
        let rows = turn.connection().query_all_raw(dialect.statement_with(&sql, values)).await?;
        let mut found: HashMap<(ContentId, Locale), Texts> = HashMap::new();
        for row in rows {
            let id = ContentId(row.try_get("", "content_id")?);
            let text = named_text(&row)?;
            if let Some(locale) = asked.get(text.locale.as_str()) {
                found.entry((id, (*locale).clone())).or_default().0.push(text);
            }
        }
        Ok(found.into_iter().map(|(key, texts)| (key, Arc::new(texts))).collect())
    }
}

const NAMED_COLUMNS: &str = "t.field, t.item, t.locale, t.value, t.origin, t.source_locale, t.source_digest, \
    s.digest AS source_now";

fn named_text(row: &sea_orm::QueryResult) -> Result<StoredText, Error> {
    let text = |column: &str| row.try_get::<String>("", column);
    let optional = |column: &str| row.try_get::<Option<String>>("", column);
    let item: Uuid = row.try_get("", "item")?;
    let (field, locale, value, origin) = (text("field")?, text("locale")?, text("value")?, text("origin")?);
    let (source_locale, source_digest, now) =
        (optional("source_locale")?, optional("source_digest")?, optional("source_now")?);
    let mut stored = StoredText::try_from((
        field.as_str(),
        None,
        locale.as_str(),
        value,
        origin.as_str(),
        source_locale.as_deref(),
        source_digest.as_deref(),
        now.as_deref(),
    ))?;
    stored.item = item;
    Ok(stored)
}
