//! Pages: made and changed, with their slugs, contacts and related links.

use async_graphql::{ID, InputObject, MaybeUndefined, Object};
use uuid::Uuid;

use super::input::{TextPart, TextsInput, edit_ids, optional_id, text_edits};
use super::{payload, run_on};
use crate::domain::content::{ContentId, Field};
use crate::domain::draft::FactsInput;
use crate::domain::edit::Edit;
use crate::domain::page::{self, LinkInput};
use crate::domain::text_edit::TextEdit;
use crate::domain::version::TextKey;
use crate::editing::{Create, Desk, Update};
use crate::graphql::error::Failure;
use crate::graphql::id::content_id;
use crate::graphql::public::is_desk;
use crate::graphql::request::ContextExt;
use crate::graphql::types::locale::LocaleTag;
use crate::graphql::types::page::Page;

/// The slug of a page in one locale.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct PageSlugInput {
    /// The locale, enabled or not.
    locale: LocaleTag,
    /// The last part of the path: letters and digits of any script in lower case, joined by hyphens; at most 100
    /// characters, unique among the pages in the same place. Null: none in this locale.
    slug: Option<String>,
}

/// What a related link says in one locale.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct RelatedLinkLabelInput {
    /// The locale, enabled or not.
    locale: LocaleTag,
    /// The label, on one line; at most 300 characters. Needed in the source locale. Null: none in this locale.
    label: Option<String>,
}

/// A related link: to content of this city by `target`, or to an address elsewhere by `url`. With neither, a link that the
/// page has leads where it led.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct RelatedLinkInput {
    /// A link that the page has. Left out: a new one.
    id: Option<ID>,
    /// The content that it leads to.
    target: Option<ID>,
    /// The `http` or `https` address that it leads to.
    url: Option<String>,
    /// What it says in any number of locales; labels that are left out stay.
    #[graphql(default)]
    labels: Vec<RelatedLinkLabelInput>,
}

/// The slugs, contacts and links of a page.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct PageFacts {
    /// Slugs in any number of locales; those of other locales stay. One is needed in the source locale.
    slugs: Option<Vec<PageSlugInput>>,
    /// The staff members to turn to, in order; at most 200, nobody twice. The whole list.
    contacts: MaybeUndefined<Vec<ID>>,
    /// Where readers may want to go next, in order; at most 200. The whole list.
    related_links: MaybeUndefined<Vec<RelatedLinkInput>>,
}

impl PageFacts {
    /// What it says of facts, and of the labels of links.
    fn read(self, desk: &Desk) -> Result<(FactsInput, Vec<TextEdit>), Failure> {
        let mut labels = Vec::new();
        let links = match self.related_links {
            MaybeUndefined::Undefined => Edit::Keep,
            MaybeUndefined::Null => Edit::Clear,
            MaybeUndefined::Value(links) => {
                let links = links.into_iter().enumerate();
                let links = links.map(|(index, link)| read_link(link, index, desk, &mut labels));
                Edit::Set(links.collect::<Result<_, _>>()?)
            }
        };
        let slug =
            |PageSlugInput { locale, slug }: PageSlugInput| (locale.0, slug.map_or(Edit::Clear, Edit::Set));
        let input = page::Input {
            slugs: self.slugs.unwrap_or_default().into_iter().map(slug).collect(),
            contacts: edit_ids(self.contacts)?,
            links,
        };
        Ok((FactsInput::Page(input), labels))
    }
}

fn read_link(
    link: RelatedLinkInput,
    index: usize,
    desk: &Desk,
    labels: &mut Vec<TextEdit>,
) -> Result<LinkInput, Failure> {
    let given: Option<Uuid> = optional_id(link.id.as_ref())?.map(|id| id.0);
    let id = given.unwrap_or_else(|| desk.new_id());
    for (position, RelatedLinkLabelInput { locale, label }) in link.labels.into_iter().enumerate() {
        let key = TextKey { locale: locale.0, field: Field::Label, item: id };
        let (index, position) = (index.to_string(), position.to_string());
        let path = ["relatedLinks", &index, "labels", &position, "label"].map(str::to_owned);
        labels.push(TextEdit { key, value: label, path: path.into() });
    }
    let target = optional_id(link.target.as_ref())?;
    Ok(LinkInput { id, is_new: given.is_none(), target, url: link.url })
}

/// The texts of a page in one locale. What is left out stays, null clears.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct PageTextInput {
    /// The locale, enabled or not.
    locale: LocaleTag,
    /// Its heading, on one line; at most 300 characters. Needed in the source locale.
    title: MaybeUndefined<String>,
    /// What it is about in one or two sentences; at most 2,000 characters.
    summary: MaybeUndefined<String>,
    /// Its text, in CommonMark without HTML; at most 100,000 characters.
    body: MaybeUndefined<String>,
}

impl TextsInput for PageTextInput {
    fn into_parts(self) -> (LocaleTag, Vec<TextPart>) {
        let fields = vec![
            (Field::Title, "title", self.title),
            (Field::Summary, "summary", self.summary),
            (Field::Body, "body", self.body),
        ];
        (self.locale, fields)
    }
}

/// A new page.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct PageCreateInput {
    /// The department that it belongs to. May be left out where `parent` is given, whose department it is then.
    department: Option<ID>,
    /// The page that it stands below. Left out: directly below the department.
    parent: Option<ID>,
    #[graphql(flatten)]
    facts: PageFacts,
    /// Its texts in any number of locales; the title is needed in the source locale.
    texts: Vec<PageTextInput>,
}

/// A change of a page.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct PageUpdateInput {
    /// Which page.
    id: ID,
    /// The `version` that you have read. What somebody else has changed since is not overwritten: `VersionConflict`.
    expected_version: i32,
    /// What is to change.
    set: PageSet,
}

/// What is to change of a page: what is left out stays, null clears. `contentMove` changes its place in the tree.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct PageSet {
    #[graphql(flatten)]
    facts: PageFacts,
    /// Texts in any number of locales.
    texts: Option<Vec<PageTextInput>>,
}

payload! {
    /// What became of `pageCreate`.
    PageCreatePayload {
        /// The page, as a draft. Null where there are problems.
        page: Page
    }
}
payload! {
    /// What became of `pageUpdate`.
    PageUpdatePayload {
        /// The page as it is now. Null where there are problems.
        page: Page
    }
}

#[derive(Default)]
pub struct PageMutation;

/// Pages.
#[Object]
impl PageMutation {
    /// Makes a page as a draft, the last in its place. For editors of its department.
    #[graphql(visible = "is_desk")]
    async fn page_create(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The page.")] input: PageCreateInput,
    ) -> Result<PageCreatePayload, Failure> {
        let desk = &ctx.request().desk;
        let id = ContentId(desk.new_id());
        let (facts, labels) = input.facts.read(desk)?;
        let mut texts = text_edits(input.texts);
        texts.extend(labels);
        let department = optional_id(input.department.as_ref())?;
        let parent = optional_id(input.parent.as_ref())?;
        let command = Create { id, department, parent, facts, texts };
        let (loaded, problems) = run_on(ctx, &command, id, "page").await?;
        Ok(PageCreatePayload { page: loaded.map(Page), problems })
    }

    /// Changes slugs, contacts, links and texts of a page's draft. For editors of its department; texts also for
    /// translators of their locale.
    #[graphql(visible = "is_desk")]
    async fn page_update(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The change.")] input: PageUpdateInput,
    ) -> Result<PageUpdatePayload, Failure> {
        let id = content_id(&input.id)?;
        let (facts, labels) = input.set.facts.read(&ctx.request().desk)?;
        let mut texts = text_edits(input.set.texts.unwrap_or_default());
        texts.extend(labels);
        let command = Update { id, expected_version: input.expected_version.into(), facts, texts };
        let (loaded, problems) = run_on(ctx, &command, id, "page").await?;
        Ok(PageUpdatePayload { page: loaded.map(Page), problems })
    }
}
