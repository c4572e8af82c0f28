//! Accounts, grants and tokens. The desk's alone, but for the little that the public's schema says of a viewer.

use std::sync::Arc;

use async_graphql::connection::PageInfo;
use async_graphql::{Enum, ID, Object};
use uuid::Uuid;

use super::date_time::Moment;
use super::department::Department;
use super::locale::LocaleTag;
use crate::domain::content::ContentId;
use crate::domain::permission;
use crate::graphql::connection::PageArguments;
use crate::graphql::cursor;
use crate::graphql::error::Failure;
use crate::graphql::node::by_id;
use crate::graphql::public::is_desk;
use crate::graphql::request::{ContextExt, RICH};
use crate::store::account::read::{
    AccountById, AccountCount, AccountPage, AccountRow, GrantRow, GrantsOf, Seen, TokenById, TokenRow,
    TokensOf,
};
use crate::store::paging::{Place, Slice};

/// What somebody may do, where their grant says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "permission::Role", visible = "is_desk")]
pub enum Role {
    /// Writes texts in the locales of the grant, never in the source locale. Never touches facts.
    Translator,
    /// Writes facts and texts of drafts.
    Editor,
    /// As an editor; decides what becomes public too.
    Publisher,
    /// Everything, accounts and locales too.
    Admin,
}

/// Whose accounts the viewer sees.
fn seen(ctx: &async_graphql::Context<'_>) -> Seen {
    match ctx.request().viewer.account() {
        Some(account) if account.is_administrator() => Seen::All,
        Some(account) => Seen::Only(account.id),
        None => Seen::Only(Uuid::nil()),
    }
}

async fn grants(ctx: &async_graphql::Context<'_>, account_id: Uuid) -> Result<Vec<Grant>, Failure> {
    let rows = ctx.load(&GrantsOf, account_id).await?;
    Ok(rows.map(|rows| rows.iter().cloned().map(Grant).collect()).unwrap_or_default())
}

async fn tokens(ctx: &async_graphql::Context<'_>, account_id: Uuid) -> Result<Vec<Token>, Failure> {
    let now = ctx.request().accounts.now();
    let rows = ctx.load(&TokensOf { now }, account_id).await?;
    Ok(rows.map(|rows| rows.iter().cloned().map(|row| Token(Arc::new(row))).collect()).unwrap_or_default())
}

/// The department that a grant names, as the viewer sees it on the desk.
async fn department(
    ctx: &async_graphql::Context<'_>,
    grant: &permission::Grant,
) -> Result<Option<Department>, Failure> {
    let Some(id) = grant.department else { return Ok(None) };
    let scope = ctx.desk_scope(None, None).await?;
    Ok(by_id(ctx, &scope, id, ctx.selects(&[], RICH)).await?.map(Department))
}

fn locales(grant: &permission::Grant) -> Option<Vec<LocaleTag>> {
    grant.locales.as_ref().map(|locales| locales.iter().cloned().map(LocaleTag).collect())
}

/// The account behind the token, and the token itself.
pub struct Viewer {
    account: Arc<AccountRow>,
    token_id: Uuid,
}

impl Viewer {
    /// Null for the public.
    pub async fn read(ctx: &async_graphql::Context<'_>) -> Result<Option<Self>, Failure> {
        let Some(account) = ctx.request().viewer.account() else { return Ok(None) };
        let row = ctx.load(&AccountById { seen: Seen::Only(account.id) }, account.id).await?;
        Ok(row.map(|row| Self { account: row, token_id: account.token_id }))
    }
}

/// Who asks: the account behind the token of the request.
#[Object]
impl Viewer {
    /// The account's id: a UUID.
    async fn id(&self) -> ID {
        self.account.id.into()
    }

    /// The name that history shows.
    async fn name(&self) -> &str {
        &self.account.name
    }

    /// The address to sign in with, in lower case. Null where the account has none.
    async fn email(&self) -> Option<&str> {
        self.account.email.as_deref()
    }

    /// What the account may. The token may less where its own `grants` say so.
    #[graphql(visible = "is_desk")]
    async fn grants(&self, ctx: &async_graphql::Context<'_>) -> Result<Vec<Grant>, Failure> {
        grants(ctx, self.account.id).await
    }

    /// The token of this request.
    #[graphql(visible = "is_desk")]
    async fn token(&self, ctx: &async_graphql::Context<'_>) -> Result<Option<Token>, Failure> {
        Ok(ctx.load(&TokenById, self.token_id).await?.map(Token))
    }

    /// The account's tokens that hold, the newest first; at most 100.
    #[graphql(visible = "is_desk")]
    async fn tokens(&self, ctx: &async_graphql::Context<'_>) -> Result<Vec<Token>, Failure> {
        tokens(ctx, self.account.id).await
    }
}

pub struct Account(Arc<AccountRow>);

impl Account {
    /// Null where there is none, or none that the viewer sees.
    pub async fn read(ctx: &async_graphql::Context<'_>, id: Uuid) -> Result<Option<Self>, Failure> {
        Ok(ctx.load(&AccountById { seen: seen(ctx) }, id).await?.map(Self))
    }
}

/// Somebody, or some program, that has tokens. Never deleted, so that history keeps its names.
#[Object(visible = "is_desk")]
impl Account {
    /// A UUID.
    async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The name that history shows.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The address to sign in with, in lower case. Null where the account was erased.
    async fn email(&self) -> Option<&str> {
        self.0.email.as_deref()
    }

    /// Whether it has a password. Without one nobody signs in, but it may have tokens.
    async fn has_password(&self) -> bool {
        self.0.has_password
    }

    /// Whether it is disabled: it cannot sign in, and its tokens are revoked.
    async fn is_disabled(&self) -> bool {
        self.0.disabled_at.is_some()
    }

    /// When it was made.
    async fn created_at(&self) -> Moment {
        Moment(self.0.created_at)
    }

    /// When it was disabled. Null where it is not.
    async fn disabled_at(&self) -> Option<Moment> {
        self.0.disabled_at.map(Moment)
    }

    /// What it may, in the order in which it was given.
    async fn grants(&self, ctx: &async_graphql::Context<'_>) -> Result<Vec<Grant>, Failure> {
        grants(ctx, self.0.id).await
    }

    /// Its tokens that hold, the newest first; at most 100.
    async fn tokens(&self, ctx: &async_graphql::Context<'_>) -> Result<Vec<Token>, Failure> {
        tokens(ctx, self.0.id).await
    }
}

pub struct Grant(GrantRow);

/// A role and where it holds.
#[Object(visible = "is_desk")]
impl Grant {
    /// A UUID, for `grantRemove`.
    async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// What may be done.
    async fn role(&self) -> Role {
        self.0.grant.role.into()
    }

    /// The department that it holds in, with all below. Null where it holds everywhere (see `departmentId`), or where
    /// the department is not public.
    async fn department(&self, ctx: &async_graphql::Context<'_>) -> Result<Option<Department>, Failure> {
        department(ctx, &self.0.grant).await
    }

    /// The id of that department. Null where the grant holds everywhere.
    async fn department_id(&self) -> Option<ID> {
        self.0.grant.department.map(|department| department.0.into())
    }

    /// The locales whose texts it holds for. Null: all.
    async fn locales(&self) -> Option<Vec<LocaleTag>> {
        locales(&self.0.grant)
    }
}

pub struct TokenGrant(permission::Grant);

/// What a token is narrowed to: a role and where it holds.
#[Object(visible = "is_desk")]
impl TokenGrant {
    /// What may be done.
    async fn role(&self) -> Role {
        self.0.role.into()
    }

    /// The department that it holds in, with all below. Null where it holds everywhere (see `departmentId`), or where
    /// the department is not public.
    async fn department(&self, ctx: &async_graphql::Context<'_>) -> Result<Option<Department>, Failure> {
        department(ctx, &self.0).await
    }

    /// The id of that department. Null where the grant holds everywhere.
    async fn department_id(&self) -> Option<ID> {
        self.0.department.map(|department| department.0.into())
    }

    /// The locales whose texts it holds for. Null: all.
    async fn locales(&self) -> Option<Vec<LocaleTag>> {
        locales(&self.0)
    }
}

pub struct Token(Arc<TokenRow>);

impl Token {
    /// Whoever's it is: for what has been judged already.
    pub async fn read(ctx: &async_graphql::Context<'_>, id: Uuid) -> Result<Option<Self>, Failure> {
        Ok(ctx.load(&TokenById, id).await?.map(Self))
    }
}

/// A bearer token. The token itself is shown once, when it is made, and kept by nobody but you.
#[Object(visible = "is_desk")]
impl Token {
    /// A UUID, for `tokenRevoke`. It is no secret.
    async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// What it is for, or where it was signed in.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// When it was made.
    async fn created_at(&self) -> Moment {
        Moment(self.0.created_at)
    }

    /// Until when it holds. Null where it holds until it is revoked.
    async fn expires_at(&self) -> Option<Moment> {
        self.0.expires_at.map(Moment)
    }

    /// When it was revoked. Null where it was not.
    async fn revoked_at(&self) -> Option<Moment> {
        self.0.revoked_at.map(Moment)
    }

    /// What it is narrowed to. Null: it may all that its account may. Never more than that in any case.
    async fn grants(&self) -> Option<Vec<TokenGrant>> {
        self.0.grants.as_ref().map(|grants| grants.iter().cloned().map(TokenGrant).collect())
    }
}

/// What a cursor of the accounts is bound to.
const LIST: &str = "account";

pub struct AccountConnection(Arc<Slice<Arc<AccountRow>>>);

impl AccountConnection {
    pub async fn read(ctx: &async_graphql::Context<'_>, page: PageArguments) -> Result<Self, Failure> {
        let page = page.read(LIST)?;
        Ok(Self(ctx.load(&AccountPage { seen: seen(ctx), page }, ()).await?.unwrap_or_default()))
    }
}

fn cursor_of(row: &AccountRow) -> String {
    cursor::encode(LIST, &Place { key: Vec::new(), id: ContentId(row.id) })
}

/// A page of the accounts, by the Relay connection specification.
#[Object(visible = "is_desk")]
impl AccountConnection {
    /// The rows of this page with their cursors.
    async fn edges(&self) -> Vec<AccountEdge> {
        self.0.rows.iter().cloned().map(AccountEdge).collect()
    }

    /// The rows of this page, for those who need no cursor of each.
    async fn nodes(&self) -> Vec<Account> {
        self.0.rows.iter().cloned().map(Account).collect()
    }

    /// Where this page stands in the list.
    async fn page_info(&self) -> PageInfo {
        PageInfo {
            has_previous_page: self.0.has_previous,
            has_next_page: self.0.has_next,
            start_cursor: self.0.rows.first().map(|row| cursor_of(row)),
            end_cursor: self.0.rows.last().map(|row| cursor_of(row)),
        }
    }

    /// How many accounts you see. Counted only where it is asked for.
    async fn total_count(&self, ctx: &async_graphql::Context<'_>) -> Result<i64, Failure> {
        Ok(ctx.load(&AccountCount { seen: seen(ctx) }, ()).await?.unwrap_or_default())
    }
}

pub struct AccountEdge(Arc<AccountRow>);

/// A row of a page and its cursor.
#[Object(visible = "is_desk")]
impl AccountEdge {
    /// The row's place in the list, for `after` and `before`. Opaque.
    async fn cursor(&self) -> String {
        cursor_of(&self.0)
    }

    /// The row itself.
    async fn node(&self) -> Account {
        Account(Arc::clone(&self.0))
    }
}
