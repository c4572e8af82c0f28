//! The fields by which content is found: in public at the root, on the desk under `preview`.

use async_graphql::{ID, Object};
use futures_util::future::try_join_all;

use super::by::{DepartmentBy, OfficeBy, PageBy, ResponsibilityBy, StaffMemberBy};
use super::connection::{Connection, PageArguments};
use super::error::Failure;
use super::filter::{DepartmentFilter, OfficeFilter, PageFilter, ResponsibilityFilter, StaffMemberFilter};
use super::id::content_id;
use super::node::{Node, by_id, content};
use super::order::{DepartmentOrder, OfficeOrder, PageOrder, ResponsibilityOrder, StaffMemberOrder};
use super::public::is_desk;
use super::request::{ContextExt, RICH};
use super::scope::Scope;
use super::types::content::Loaded;
use super::types::department::Department;
use super::types::locale::LocaleTag;
use super::types::office::Office;
use super::types::page::Page;
use super::types::phone_users::PhoneUsers;
use super::types::responsibility::Responsibility;
use super::types::staff_csv::{CsvSeparator, StaffCsv};
use super::types::staff_member::StaffMember;
use crate::domain::contact::Email;
use crate::domain::locale::Locale;
use crate::store::noun::{ByKey, NaturalKey};
use crate::store::page::ByPath;
use crate::store::sight::Sight;

/// The most ids that `nodes` takes.
const MAX_IDS: usize = 100;

/// A noun by its natural key.
async fn by_key<N: NaturalKey>(
    ctx: &async_graphql::Context<'_>,
    scope: Scope,
    key: String,
) -> Result<Option<Loaded<N>>, Failure> {
    let has_rich = ctx.selects(&[], RICH);
    let row = ctx.load(&ByKey::<N>::new(scope.view(has_rich)), key).await?;
    Ok(row.map(|row| Loaded::new(row, scope, has_rich)))
}

/// The fields by which content is found, as a sight shows it: the public's are flattened into the query, the desk's are
/// an object of their own.
pub struct Roots {
    pub sight: Sight,
}

impl Roots {
    fn scope(
        &self,
        ctx: &async_graphql::Context<'_>,
        locale: Option<LocaleTag>,
        fallback: Option<Vec<LocaleTag>>,
    ) -> Scope {
        ctx.scope(self.sight.clone(), locale.as_ref().map(|tag| &tag.0), fallback)
    }
}

/// What the root fields find, on the desk: each content in draft where one of your grants lets you read its draft, else
/// as it is live. Rights follow the tree of drafts: a department that is moved there takes them along for all below it.
/// `stage` says which of the two an object is.
#[Object(name = "Preview", visible = "is_desk")]
impl Roots {
    /// Any content by its id. Null where there is none, or none that you may see.
    async fn node(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "A UUID.")] id: ID,
        #[graphql(desc = "The locale of the answer.")] locale: Option<LocaleTag>,
        #[graphql(desc = "The locales to look in, in this order, instead of the locale's own chain.")]
        fallback: Option<Vec<LocaleTag>>,
    ) -> Result<Option<Node>, Failure> {
        let id = content_id(&id)?;
        Ok(content(ctx, &self.scope(ctx, locale, fallback), id).await?.map(Node::from))
    }

    /// Contents by their ids, in the order of the ids. Null in the place of an id that finds nothing that you may see.
    async fn nodes(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "UUIDs, at most 100.")] ids: Vec<ID>,
        #[graphql(desc = "The locale of the answer.")] locale: Option<LocaleTag>,
        #[graphql(desc = "The locales to look in, in this order, instead of the locale's own chain.")]
        fallback: Option<Vec<LocaleTag>>,
    ) -> Result<Vec<Option<Node>>, Failure> {
        if ids.len() > MAX_IDS {
            return Err(Failure::bad_request(format!(
                "`ids` takes at most {MAX_IDS} ids, but has {}",
                ids.len()
            )));
        }
        let ids = ids.iter().map(content_id).collect::<Result<Vec<_>, _>>()?;
        let scope = self.scope(ctx, locale, fallback);
        let found = try_join_all(ids.into_iter().map(|id| content(ctx, &scope, id))).await?;
        Ok(found.into_iter().map(|content| content.map(Node::from)).collect())
    }

    /// A department. Null where there is none, or none that you may see.
    async fn department(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Which one.")] by: DepartmentBy,
        #[graphql(desc = "The locale of the answer.")] locale: Option<LocaleTag>,
        #[graphql(desc = "The locales to look in, in this order, instead of the locale's own chain.")]
        fallback: Option<Vec<LocaleTag>>,
    ) -> Result<Option<Department>, Failure> {
        let scope = self.scope(ctx, locale, fallback);
        let loaded = match by {
            DepartmentBy::Id(id) => by_id(ctx, &scope, content_id(&id)?, ctx.selects(&[], RICH)).await?,
            DepartmentBy::Slug(slug) => by_key(ctx, scope, slug).await?,
        };
        Ok(loaded.map(Department))
    }

    /// All departments; by name in the collation of the locale, if no order is asked for.
    async fn departments(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Only those for which this holds.")] filter: Option<DepartmentFilter>,
        #[graphql(desc = "The order.")] order_by: Option<DepartmentOrder>,
        #[graphql(desc = "The locale of the answer.")] locale: Option<LocaleTag>,
        #[graphql(desc = "The locales to look in, in this order, instead of the locale's own chain.")]
        fallback: Option<Vec<LocaleTag>>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Department>, Failure> {
        Connection::of_all(
            ctx,
            self.scope(ctx, locale, fallback),
            (filter, order_by),
            PageArguments { first, after, last, before },
        )
        .await
    }

    /// A member of the staff. Null where there is none, or none that you may see.
    async fn staff_member(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Which one.")] by: StaffMemberBy,
        #[graphql(desc = "The locale of the answer.")] locale: Option<LocaleTag>,
        #[graphql(desc = "The locales to look in, in this order, instead of the locale's own chain.")]
        fallback: Option<Vec<LocaleTag>>,
    ) -> Result<Option<StaffMember>, Failure> {
        let scope = self.scope(ctx, locale, fallback);
        let loaded = match by {
            StaffMemberBy::Id(id) => by_id(ctx, &scope, content_id(&id)?, false).await?,
            StaffMemberBy::Email(email) => match Email::parse(&email) {
                Ok(email) => by_key(ctx, scope, email.as_str().to_owned()).await?,
                Err(_) => None,
            },
        };
        Ok(loaded.map(StaffMember))
    }

    /// The whole staff; by family name and given name in the collation of the locale, if no order is asked for.
    async fn staff(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Only those for which this holds.")] filter: Option<StaffMemberFilter>,
        #[graphql(desc = "The order.")] order_by: Option<StaffMemberOrder>,
        #[graphql(desc = "The locale of the answer.")] locale: Option<LocaleTag>,
        #[graphql(desc = "The locales to look in, in this order, instead of the locale's own chain.")]
        fallback: Option<Vec<LocaleTag>>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<StaffMember>, Failure> {
        Connection::of_all(
            ctx,
            self.scope(ctx, locale, fallback),
            (filter, order_by),
            PageArguments { first, after, last, before },
        )
        .await
    }

    /// A responsibility. Null where there is none, or none that you may see.
    async fn responsibility(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Which one.")] by: ResponsibilityBy,
        #[graphql(desc = "The locale of the answer.")] locale: Option<LocaleTag>,
        #[graphql(desc = "The locales to look in, in this order, instead of the locale's own chain.")]
        fallback: Option<Vec<LocaleTag>>,
    ) -> Result<Option<Responsibility>, Failure> {
        let scope = self.scope(ctx, locale, fallback);
        let loaded = match by {
            ResponsibilityBy::Id(id) => by_id(ctx, &scope, content_id(&id)?, ctx.selects(&[], RICH)).await?,
            ResponsibilityBy::Slug(slug) => by_key(ctx, scope, slug).await?,
        };
        Ok(loaded.map(Responsibility))
    }

    /// All responsibilities; by title in the collation of the locale, if no order is asked for.
    async fn responsibilities(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Only those for which this holds.")] filter: Option<ResponsibilityFilter>,
        #[graphql(desc = "The order.")] order_by: Option<ResponsibilityOrder>,
        #[graphql(desc = "The locale of the answer.")] locale: Option<LocaleTag>,
        #[graphql(desc = "The locales to look in, in this order, instead of the locale's own chain.")]
        fallback: Option<Vec<LocaleTag>>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Responsibility>, Failure> {
        Connection::of_all(
            ctx,
            self.scope(ctx, locale, fallback),
            (filter, order_by),
            PageArguments { first, after, last, before },
        )
        .await
    }

    /// The office of a body. Null where there is none, or none that you may see.
    async fn office(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Which one.")] by: OfficeBy,
        #[graphql(desc = "The locale of the answer.")] locale: Option<LocaleTag>,
        #[graphql(desc = "The locales to look in, in this order, instead of the locale's own chain.")]
        fallback: Option<Vec<LocaleTag>>,
    ) -> Result<Option<Office>, Failure> {
        let scope = self.scope(ctx, locale, fallback);
        let loaded = match by {
            OfficeBy::Id(id) => by_id(ctx, &scope, content_id(&id)?, ctx.selects(&[], RICH)).await?,
            OfficeBy::Slug(slug) => by_key(ctx, scope, slug).await?,
        };
        Ok(loaded.map(Office))
    }

    /// All offices of bodies; by name in the collation of the locale, if no order is asked for.
    async fn offices(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Only those for which this holds.")] filter: Option<OfficeFilter>,
        #[graphql(desc = "The order.")] order_by: Option<OfficeOrder>,
        #[graphql(desc = "The locale of the answer.")] locale: Option<LocaleTag>,
        #[graphql(desc = "The locales to look in, in this order, instead of the locale's own chain.")]
        fallback: Option<Vec<LocaleTag>>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Office>, Failure> {
        Connection::of_all(
            ctx,
            self.scope(ctx, locale, fallback),
            (filter, order_by),
            PageArguments { first, after, last, before },
        )
        .await
    }

    /// A page. Null where there is none, or none that you may see.
    async fn page(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Which one.")] by: PageBy,
        #[graphql(desc = "The locale of the answer.")] locale: Option<LocaleTag>,
        #[graphql(desc = "The locales to look in, in this order, instead of the locale's own chain.")]
        fallback: Option<Vec<LocaleTag>>,
    ) -> Result<Option<Page>, Failure> {
        let has_rich = ctx.selects(&[], RICH);
        match by {
            PageBy::Id(id) => Ok(by_id(ctx, &self.scope(ctx, locale, fallback), content_id(&id)?, has_rich)
                .await?
                .map(Page)),
            PageBy::Path(path) => {
                let locale = locale.or_else(|| path_locale(&path).map(LocaleTag));
                let scope = self.scope(ctx, locale, fallback);
                let row = ctx.load(&ByPath { view: scope.view(has_rich) }, path).await?;
                Ok(row.map(|row| Page(Loaded::new(row, scope, has_rich))))
            }
        }
    }

    /// All pages; by title in the collation of the locale, if no order is asked for.
    async fn pages(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Only those for which this holds.")] filter: Option<PageFilter>,
        #[graphql(desc = "The order.")] order_by: Option<PageOrder>,
        #[graphql(desc = "The locale of the answer.")] locale: Option<LocaleTag>,
        #[graphql(desc = "The locales to look in, in this order, instead of the locale's own chain.")]
        fallback: Option<Vec<LocaleTag>>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Page>, Failure> {
        Connection::of_all(
            ctx,
            self.scope(ctx, locale, fallback),
            (filter, order_by),
            PageArguments { first, after, last, before },
        )
        .await
    }

    /// Staff as a table for spreadsheets, page by page; by family name in the collation of the locale.
    async fn staff_csv(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "Only those for which this holds.")] filter: Option<StaffMemberFilter>,
        #[graphql(desc = "The order.")] order_by: Option<StaffMemberOrder>,
        #[graphql(desc = "The locale of the answer.")] locale: Option<LocaleTag>,
        #[graphql(desc = "The locales to look in, in this order, instead of the locale's own chain.")]
        fallback: Option<Vec<LocaleTag>>,
        #[graphql(desc = "How many rows: from 0 to 100, 20 if it is left out.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "What stands between two cells.", default_with = "CsvSeparator::Comma")]
        separator: CsvSeparator,
        #[graphql(
            desc = "Whether the table begins with a byte order mark and the names of its columns.",
            default = true
        )]
        has_header: bool,
    ) -> Result<StaffCsv, Failure> {
        let scope = self.scope(ctx, locale, fallback);
        let page = PageArguments { first, after, ..PageArguments::default() };
        let page = Connection::<StaffMember>::of_all(ctx, scope, (filter, order_by), page).await?;
        StaffCsv::of(ctx, page, separator, has_header).await
    }

    /// Everybody and everything that a telephone or fax number reaches.
    async fn phone_users(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "In any usual spelling, such as \"0711 3512-2876\" or \"+49 711 35122876\".")]
        number: String,
        #[graphql(desc = "The locale of the answer.")] locale: Option<LocaleTag>,
        #[graphql(desc = "The locales to look in, in this order, instead of the locale's own chain.")]
        fallback: Option<Vec<LocaleTag>>,
    ) -> Result<PhoneUsers, Failure> {
        PhoneUsers::of(ctx, &number, self.scope(ctx, locale, fallback))
    }
}

/// The locale that a path begins with; null where it begins with none.
fn path_locale(path: &str) -> Option<Locale> {
    Locale::parse(path.strip_prefix('/')?.split('/').next()?).ok()
}
