//! The scalar Locale, and the city's locales.

use async_graphql::{InputValueError, InputValueResult, Object, Scalar, ScalarType, Value};

use crate::domain::locale::{Direction, Locale, LocaleEntry};
use crate::graphql::public::is_desk;
use crate::graphql::types::text::TextDirection;

#[derive(Clone, Debug)]
pub struct LocaleTag(pub Locale);

/// A language tag by BCP 47 (RFC 5646) in canonical form, such as `de`, `de-simple` (plain German) or `zh-Hant`. As an
/// argument it is read in any case; what is no well-formed tag is refused. A well-formed tag that the city does not
/// have is matched to the nearest that it has, else the default locale answers: each text says the language it is in.
#[Scalar(name = "Locale", specified_by_url = "https://www.rfc-editor.org/info/bcp47")]
impl ScalarType for LocaleTag {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(tag) = &value else { return Err(InputValueError::expected_type(value)) };
        Locale::parse(tag).map(Self).map_err(InputValueError::custom)
    }

    fn is_valid(value: &Value) -> bool {
        matches!(value, Value::String(tag) if Locale::parse(tag).is_ok())
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// A locale of the city.
pub struct LocaleInfo {
    entry: LocaleEntry,
}

impl LocaleInfo {
    pub const fn new(entry: LocaleEntry) -> Self {
        Self { entry }
    }
}

/// A locale that the city speaks: for a language switcher.
#[Object]
impl LocaleInfo {
    /// The tag, as `locale` arguments take it and `lang` attributes show it.
    async fn tag(&self) -> LocaleTag {
        LocaleTag(self.entry.tag.clone())
    }

    /// The name of this language in another, such as "German" for `de` in `en`, from CLDR. Null when CLDR has none.
    async fn name(
        &self,
        #[graphql(name = "in", desc = "The language of the name. Left out: its own.")] in_locale: Option<
            LocaleTag,
        >,
    ) -> Option<String> {
        match in_locale {
            Some(LocaleTag(locale)) => self.entry.tag.name_in(&locale),
            None => Some(self.entry.tag.native_name()),
        }
    }

    /// The name of this language in itself, such as "Deutsch" or "Türkçe"; the tag when CLDR has none.
    async fn native_name(&self) -> String {
        self.entry.tag.native_name()
    }

    /// The direction in which it is written: for `dir` attributes.
    async fn dir(&self) -> TextDirection {
        self.entry.tag.direction().into()
    }

    /// Whether the public knows it. A disabled locale is for editors and translators to prepare.
    #[graphql(visible = "is_desk")]
    async fn is_enabled(&self) -> bool {
        self.entry.is_enabled
    }

    /// Whether it is the source: the language in which content is written first, and the default of requests.
    async fn is_source(&self) -> bool {
        self.entry.is_source
    }

    /// The locales in which a text is looked for, in this order, when this one does not have it.
    async fn fallback(&self) -> Vec<LocaleTag> {
        self.entry.fallback.iter().cloned().map(LocaleTag).collect()
    }
}

impl From<Direction> for TextDirection {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Ltr => Self::Ltr,
            Direction::Rtl => Self::Rtl,
        }
    }
}
