//! Texts with the language that they are truly in, and how a field finds its text.

use async_graphql::{Enum, Interface, Object, SimpleObject};
use uuid::Uuid;

use super::content::Loaded;
use super::locale::LocaleTag;
use crate::domain::content::{ContentId, Field};
use crate::domain::locale::{Chain, Locale};
use crate::domain::markdown;
use crate::domain::translation::{MadeFrom, Origin, State, state};
use crate::graphql::error::Failure;
use crate::graphql::request::ContextExt;
use crate::store::noun::Noun;
use crate::store::sight::Sight;
use crate::store::text::{StoredText, Texts, TextsOf};

/// The direction in which a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum TextDirection {
    /// From left to right.
    Ltr,
    /// From right to left, such as Arabic or Hebrew.
    Rtl,
}

/// Who wrote a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum TextOrigin {
    /// A person.
    Human,
    /// A translation program; nobody has confirmed it yet.
    Machine,
    /// It was taken over from elsewhere.
    Imported,
    /// It is made by the server from facts, such as a name with its salutation.
    Generated,
}

impl From<Origin> for TextOrigin {
    fn from(origin: Origin) -> Self {
        match origin {
            Origin::Human => Self::Human,
            Origin::Machine => Self::Machine,
            Origin::Imported => Self::Imported,
        }
    }
}

/// What every text says of itself.
#[derive(Clone, Debug)]
pub struct Language {
    pub lang: Locale,
    pub is_fallback: bool,
    pub is_outdated: bool,
    pub origin: TextOrigin,
}

/// A text and the language that it is truly in.
#[Object]
impl Language {
    /// The locale that the text is in, which a fallback makes another than the one asked for: for `lang` attributes.
    async fn lang(&self) -> LocaleTag {
        LocaleTag(self.lang.clone())
    }

    /// The direction in which that locale is written: for `dir` attributes.
    async fn dir(&self) -> TextDirection {
        self.lang.direction().into()
    }

    /// Whether the locale that was asked for has no such text, so that this one stands in for it.
    async fn is_fallback(&self) -> bool {
        self.is_fallback
    }

    /// Whether this is a translation whose source text has changed since. It is never true of the source itself.
    async fn is_outdated(&self) -> bool {
        self.is_outdated
    }

    /// Who wrote it.
    async fn origin(&self) -> TextOrigin {
        self.origin
    }
}

/// A plain text.
#[derive(Clone, Debug)]
pub struct Text {
    pub value: String,
    pub language: Language,
}

/// A plain text, on one line unless its field says otherwise, and the language that it is truly in.
#[Object]
impl Text {
    /// The text itself. Never empty.
    async fn value(&self) -> &str {
        &self.value
    }

    #[graphql(flatten)]
    async fn language(&self) -> &Language {
        &self.language
    }
}

/// A formatted text.
#[derive(Clone, Debug)]
pub struct RichText {
    markdown: String,
    language: Language,
}

/// A formatted text, written in CommonMark, and the language that it is truly in.
#[Object]
impl RichText {
    /// The source: CommonMark (<https://spec.commonmark.org>).
    async fn markdown(&self, ctx: &async_graphql::Context<'_>) -> Result<&str, Failure> {
        ctx.request().texts.take(&self.markdown)?;
        Ok(&self.markdown)
    }

    /// As HTML that is safe to put into a page: no scripts, no styles, no event handlers. Headings carry the anchors of
    /// `outline` as their ids. Links lead to web addresses, to `mailto`, `tel` and addresses on the same site; of any other
    /// link the words stay.
    async fn html(&self, ctx: &async_graphql::Context<'_>) -> Result<String, Failure> {
        self.render(ctx, markdown::html).await
    }

    /// As plain text without any marks: for previews, search and reading aloud.
    async fn plain(&self, ctx: &async_graphql::Context<'_>) -> Result<String, Failure> {
        self.render(ctx, markdown::plain).await
    }

    /// Its headings in order: for a table of contents.
    async fn outline(&self, ctx: &async_graphql::Context<'_>) -> Result<Vec<Heading>, Failure> {
        let headings = self.render(ctx, markdown::outline).await?.into_iter();
        let heading = |heading: markdown::Heading| Heading {
            level: heading.level,
            text: heading.text,
            anchor: heading.anchor,
        };
        Ok(headings.map(heading).collect())
    }

    #[graphql(flatten)]
    async fn language(&self) -> &Language {
        &self.language
    }
}

impl RichText {
    /// A form of it, if there is room for it in the answer.
    async fn render<T: Send + 'static>(
        &self,
        ctx: &async_graphql::Context<'_>,
        form: fn(&str) -> T,
    ) -> Result<T, Failure> {
        let request = ctx.request();
        request.texts.take(&self.markdown)?;
        request.rendering.render(&self.markdown, form).await
    }
}

/// A heading of a formatted text.
#[derive(SimpleObject)]
pub struct Heading {
    /// From 1 (the title) to 6, as in HTML.
    level: u8,
    /// Without marks.
    text: String,
    /// The id of the heading in `html`, unique within the text: `#anchor` links to it.
    anchor: String,
}

/// A text and the language that it is truly in: plain or formatted.
#[derive(Interface)]
#[graphql(
    field(name = "lang", ty = "LocaleTag", desc = "The locale that the text is in: for `lang` attributes."),
    field(
        name = "dir",
        ty = "TextDirection",
        desc = "The direction in which that locale is written: for `dir` attributes."
    ),
    field(
        name = "is_fallback",
        ty = "bool",
        desc = "Whether this text stands in for one that the locale asked for does not have."
    ),
    field(
        name = "is_outdated",
        ty = "bool",
        desc = "Whether this is a translation whose source text has changed since."
    ),
    field(name = "origin", ty = "TextOrigin", desc = "Who wrote it.")
)]
pub enum LocalizedText {
    Text(Text),
    RichText(RichText),
}

/// The fields of [`LocalizedText`] on the texts that implement it.
trait HasLanguage {
    fn said(&self) -> &Language;

    async fn lang(&self, _: &async_graphql::Context<'_>) -> async_graphql::Result<LocaleTag> {
        Ok(LocaleTag(self.said().lang.clone()))
    }

    async fn dir(&self, _: &async_graphql::Context<'_>) -> async_graphql::Result<TextDirection> {
        Ok(self.said().lang.direction().into())
    }

    async fn is_fallback(&self, _: &async_graphql::Context<'_>) -> async_graphql::Result<bool> {
        Ok(self.said().is_fallback)
    }

    async fn is_outdated(&self, _: &async_graphql::Context<'_>) -> async_graphql::Result<bool> {
        Ok(self.said().is_outdated)
    }

    async fn origin(&self, _: &async_graphql::Context<'_>) -> async_graphql::Result<TextOrigin> {
        Ok(self.said().origin)
    }
}

impl HasLanguage for Text {
    fn said(&self) -> &Language {
        &self.language
    }
}

impl HasLanguage for RichText {
    fn said(&self) -> &Language {
        &self.language
    }
}

/// Where a text is looked for.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    pub content: ContentId,
    pub sight: &'a Sight,
    pub field: Field,
    /// The related link whose label it is; nil for the content's own texts.
    pub item: Uuid,
    pub chain: &'a Chain,
}

impl Wanted<'_> {
    /// The first text that the chain finds in what was read.
    pub fn find(&self, texts: &Texts) -> Option<Text> {
        self.chain
            .iter()
            .find_map(|locale| Some(self.present(texts.get(self.field, self.item, locale)?, locale)))
    }

    /// Reads the chain's texts together with whatever its siblings miss.
    pub async fn read(&self, ctx: &async_graphql::Context<'_>) -> Result<Option<Text>, Failure> {
        let lookup = TextsOf { sight: self.sight.clone() };
        let reads = self.chain.iter().map(|locale| ctx.load(&lookup, (self.content, locale.clone())));
        let found = futures_util::future::try_join_all(reads).await?;
        Ok(self.chain.iter().zip(found).find_map(|(locale, texts)| {
            Some(self.present(texts?.get(self.field, self.item, locale)?, locale))
        }))
    }

    fn present(&self, text: &StoredText, locale: &Locale) -> Text {
        let source = text.source.as_ref().map(|(_, digest)| digest);
        let now = state(false, text.source_now.as_ref(), Some(MadeFrom(source)));
        let language = Language {
            lang: locale.clone(),
            is_fallback: locale != self.chain.asked(),
            is_outdated: source.is_some() && now == Some(State::Outdated),
            origin: text.origin.into(),
        };
        Text { value: text.value.clone(), language }
    }
}

/// A plain text of a noun. Null where no locale of the chain has it.
pub async fn text<N: Noun>(
    ctx: &async_graphql::Context<'_>,
    loaded: &Loaded<N>,
    field: Field,
    locale: Option<LocaleTag>,
) -> Result<Option<Text>, Failure> {
    let chain = loaded.scope.chain_for(locale.as_ref().map(|tag| &tag.0));
    let wanted =
        Wanted { content: loaded.id(), sight: loaded.scope.sight(), field, item: Uuid::nil(), chain: &chain };
    let has_locales = chain.iter().all(|locale| loaded.scope.chain().as_slice().contains(locale));
    let text = if has_locales && (loaded.has_rich || !field.is_rich()) {
        wanted.find(&loaded.row.texts)
    } else {
        wanted.read(ctx).await?
    };
    if let Some(text) = &text {
        ctx.request().texts.take(&text.value)?;
    }
    Ok(text)
}

/// A formatted text of a noun. Null where no locale of the chain has it.
pub async fn rich_text<N: Noun>(
    ctx: &async_graphql::Context<'_>,
    loaded: &Loaded<N>,
    field: Field,
    locale: Option<LocaleTag>,
) -> Result<Option<RichText>, Failure> {
    let text = text(ctx, loaded, field, locale).await?;
    Ok(text.map(|Text { value, language }| RichText { markdown: value, language }))
}
