//! The history of a content, for the desk: a connection over its revisions, and what each of them changed.

use std::sync::Arc;

use async_graphql::connection::PageInfo;
use async_graphql::{Enum, ID, Object, SimpleObject};
use futures_util::future::try_join_all;

use super::content::ContentFields;
use super::date_time::Moment;
use super::locale::LocaleTag;
use crate::domain::content::{ContentId, Verb};
use crate::domain::difference::{self, words};
use crate::domain::history::{self, Shown};
use crate::domain::locale::Locale;
use crate::domain::version::Part;
use crate::graphql::connection::PageArguments;
use crate::graphql::cursor;
use crate::graphql::error::Failure;
use crate::graphql::node::content;
use crate::graphql::public::is_desk;
use crate::graphql::request::ContextExt;
use crate::graphql::scope::Scope;
use crate::store::history::{ChangesIn, RevisionCount, Revisions, RevisionsOf};

/// What was done to a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Verb", visible = "is_desk")]
pub enum RevisionVerb {
    /// It was made.
    Create,
    /// Facts, relations or texts of its draft changed.
    Update,
    /// It got another place among its siblings or in the tree, or followed a page that did.
    Move,
    /// Something of its draft became public.
    Publish,
    /// Something of it is public no more.
    Unpublish,
    /// Its draft went back to what is public.
    Discard,
    /// It was deleted.
    Delete,
    /// Its draft went back to a former version.
    Restore,
    /// A person was erased: this one, or one that it named.
    Erase,
    /// A locale of the city was made or changed.
    LocaleSave,
    /// A locale of the city went, and the texts in it.
    LocaleRemove,
}

/// A page of a content's history.
pub struct RevisionConnection {
    page: Arc<Revisions>,
    content: ContentId,
    /// What the viewer sees on the desk: whoever sees the content's draft there sees its history.
    scope: Scope,
}

/// What a cursor is bound to.
fn name_of(content: ContentId) -> String {
    format!("revisions/{content}")
}

impl RevisionConnection {
    /// Reads a page, together with those of its siblings. Ends of relations are called as in `locale`.
    pub async fn read(
        ctx: &async_graphql::Context<'_>,
        id: ContentId,
        locale: Option<&Locale>,
        arguments: PageArguments,
    ) -> Result<Self, Failure> {
        let page = arguments.read(&name_of(id))?;
        let scope = ctx.desk_scope(locale, None).await?;
        let page = ctx.load(&RevisionsOf { sight: scope.sight().clone(), page }, id).await?;
        Ok(Self { page: page.unwrap_or_default(), content: id, scope })
    }

    fn rows(&self) -> impl Iterator<Item = Revision> {
        let revisions = self.page.rows.iter();
        revisions.map(|revision| Revision { row: Arc::clone(revision), scope: self.scope.clone() })
    }
}

/// A page of a content's history, the newest revision first, by the Relay connection specification.
#[Object(visible = "is_desk")]
impl RevisionConnection {
    /// The rows of this page with their cursors.
    async fn edges(&self) -> Vec<RevisionEdge> {
        self.rows().map(|node| RevisionEdge { cursor: node.cursor(), node }).collect()
    }

    /// The rows of this page, for those who need no cursor of each.
    async fn nodes(&self) -> Vec<Revision> {
        self.rows().collect()
    }

    /// Where this page stands in the list.
    async fn page_info(&self) -> PageInfo {
        PageInfo {
            has_previous_page: self.page.has_previous,
            has_next_page: self.page.has_next,
            start_cursor: self.rows().next().map(|row| row.cursor()),
            end_cursor: self.rows().last().map(|row| row.cursor()),
        }
    }

    /// How many rows the whole list has. Counted only where it is asked for.
    async fn total_count(&self, ctx: &async_graphql::Context<'_>) -> Result<i64, Failure> {
        let lookup = RevisionCount { sight: self.scope.sight().clone() };
        Ok(ctx.load(&lookup, self.content).await?.unwrap_or_default())
    }
}

/// A row of a page and its cursor.
#[derive(SimpleObject)]
#[graphql(visible = "is_desk")]
pub struct RevisionEdge {
    /// The row's place in the list, for `after` and `before`. Opaque; good for this list only.
    cursor: String,
    /// The row itself.
    node: Revision,
}

pub struct Revision {
    row: Arc<crate::store::history::Revision>,
    scope: Scope,
}

impl Revision {
    fn cursor(&self) -> String {
        cursor::encode(&name_of(self.row.content), &self.row.place())
    }
}

/// A step in the history of a content: one verb by one account at one time.
#[Object(visible = "is_desk")]
impl Revision {
    /// Its number: each is one more than the one before. For `contentRestore`.
    async fn version(&self) -> i64 {
        self.row.version
    }

    /// When it was done.
    async fn at(&self) -> Moment {
        Moment(self.row.at)
    }

    /// What was done.
    async fn verb(&self) -> RevisionVerb {
        self.row.verb.into()
    }

    /// The name of the account that did it. Null for the command line.
    async fn by(&self) -> Option<&str> {
        self.row.by.as_deref()
    }

    /// The locales that it was about. None: it was about the whole.
    async fn locales(&self) -> Vec<LocaleTag> {
        self.row.locales.iter().cloned().map(LocaleTag).collect()
    }

    /// Whether the draft that it left was erased, to forget a person. It cannot be restored and shows no changes.
    async fn is_erased(&self) -> bool {
        self.row.is_erased
    }

    /// What it changed of the draft, field by field. None where it left the draft as it was, as a publication does. Of
    /// the first revision every field is a change.
    async fn changes(&self, ctx: &async_graphql::Context<'_>) -> Result<Vec<Change>, Failure> {
        let lookup = ChangesIn { sight: self.scope.sight().clone() };
        let changes = ctx.load(&lookup, (self.row.content, self.row.version)).await?.unwrap_or_default();
        let change = |index| Change { changes: Arc::clone(&changes), index, scope: self.scope.clone() };
        Ok((0..changes.len()).map(change).collect())
    }
}

/// One of the changes of a revision.
pub struct Change {
    changes: Arc<Vec<history::Change>>,
    index: usize,
    scope: Scope,
}

impl Change {
    fn change(&self) -> &history::Change {
        &self.changes[self.index]
    }

    async fn shown(
        &self,
        ctx: &async_graphql::Context<'_>,
        value: Option<&Shown>,
    ) -> Result<Option<String>, Failure> {
        match value {
            None | Some(Shown::Order(_)) => Ok(None),
            Some(Shown::Text(text)) => Ok(Some(text.clone())),
            Some(Shown::Lines(lines)) => {
                let lines = lines.iter().map(async |line| match line.content {
                    Some(id) => Ok::<_, Failure>(name(ctx, &self.scope, id).await? + &line.text),
                    None => Ok(line.text.clone()),
                });
                Ok(Some(try_join_all(lines).await?.join("\n")))
            }
        }
    }
}

/// What stands for an end that the viewer does not see: whether it is hidden or no more is not told, nor which it was.
const UNSEEN: &str = "…";

/// What a content is called now, as the viewer sees it.
async fn name(ctx: &async_graphql::Context<'_>, scope: &Scope, id: ContentId) -> Result<String, Failure> {
    let label = match content(ctx, scope, id).await? {
        Some(content) => ContentFields(content).label(ctx, None).await?,
        None => None,
    };
    Ok(label.map_or_else(|| UNSEEN.to_owned(), |label| label.value))
}

/// A field whose value a revision changed.
#[Object(visible = "is_desk")]
impl Change {
    /// The part of the draft that it belongs to, as editors call it: "the facts", "the duties", "the name in en". Parts
    /// conflict by themselves, see `VersionConflict`.
    async fn part(&self) -> String {
        self.change().part.to_string()
    }

    /// The field as it is called here: `room`, `phone`, `name`, `duties`, `slug`. `position` is the place among the
    /// siblings.
    async fn field(&self) -> &str {
        self.change().field
    }

    /// The locale of a text or of a page's slug. Null for everything else.
    async fn locale(&self) -> Option<LocaleTag> {
        match &self.change().part {
            Part::Text(key) => Some(LocaleTag(key.locale.clone())),
            Part::Slug(locale) => Some(LocaleTag(locale.clone())),
            _ => None,
        }
    }

    /// The related link whose label it is. Null for everything else.
    async fn item(&self) -> Option<ID> {
        match &self.change().part {
            Part::Text(key) if !key.item.is_nil() => Some(key.item.into()),
            _ => None,
        }
    }

    /// The value before, as readers see it: relations as a line each, with the name that their end has now, or "…"
    /// where you do not see it, or it is no more. Null: there was none. Always null for `position`, whose keys mean nothing to readers.
    async fn before(&self, ctx: &async_graphql::Context<'_>) -> Result<Option<String>, Failure> {
        self.shown(ctx, self.change().before.as_ref()).await
    }

    /// The value after, in the same form. Null: there is none.
    async fn after(&self, ctx: &async_graphql::Context<'_>) -> Result<Option<String>, Failure> {
        self.shown(ctx, self.change().after.as_ref()).await
    }

    /// Of a text, what became of it word by word, in order: equal and deleted pieces make the text before, equal and
    /// inserted ones the text after. Where the two differ in more than 5,000 words, blanks and punctuation marks they are
    /// compared line by line, and where they differ in more than 5,000 lines as a whole. None for what is no text.
    async fn words(&self) -> Vec<WordChange> {
        let change = self.change();
        let text = |shown: &'_ Option<Shown>| match shown {
            Some(Shown::Text(text)) => text.clone(),
            _ => String::new(),
        };
        match change.part {
            Part::Text(_) => {
                words(&text(&change.before), &text(&change.after)).into_iter().map(WordChange::from).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// What became of a piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "difference::WordChangeKind", visible = "is_desk")]
pub enum WordChangeKind {
    /// It stands in both texts.
    Equal,
    /// It stands in the text after only.
    Inserted,
    /// It stands in the text before only.
    Deleted,
}

/// A piece of a text, and what became of it.
#[derive(SimpleObject)]
#[graphql(visible = "is_desk")]
pub struct WordChange {
    /// What became of it.
    kind: WordChangeKind,
    /// The piece, blanks and line breaks included.
    text: String,
}

impl From<difference::WordChange> for WordChange {
    fn from(change: difference::WordChange) -> Self {
        Self { kind: change.kind.into(), text: change.text }
    }
}
