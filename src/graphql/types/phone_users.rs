//! Who is reached by a telephone or fax number.

use async_graphql::Object;

use super::department::Department;
use super::office::Office;
use super::phone::PhoneNumber;
use super::staff_member::StaffMember;
use crate::domain::phone::Phone;
use crate::graphql::connection::{Connection, PageArguments};
use crate::graphql::error::Failure;
use crate::graphql::filter::{DepartmentFilter, OfficeFilter, StaffMemberFilter};
use crate::graphql::request::ContextExt;
use crate::graphql::scope::Scope;

pub struct PhoneUsers {
    number: Phone,
    scope: Scope,
}

impl PhoneUsers {
    /// Of a number as somebody wrote it; refused where there is no such number.
    pub fn of(ctx: &async_graphql::Context<'_>, number: &str, scope: Scope) -> Result<Self, Failure> {
        let number = Phone::parse(number, &ctx.request().phone_home);
        Ok(Self { number: number.map_err(|fault| Failure::bad_request(fault.to_string()))?, scope })
    }
}

/// Who is reached by a telephone or fax number, whatever extension is dialled behind it: those who have it themselves, and
/// those who have none of their own in the departments that have it. A shared line shows here, and so does what must be
/// told when a number changes.
#[Object]
impl PhoneUsers {
    /// The number, as it was read.
    async fn number(&self) -> PhoneNumber {
        PhoneNumber::from(self.number.clone())
    }

    /// Departments with the number, by name.
    async fn departments(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Department>, Failure> {
        let filter = DepartmentFilter::by_number(&self.number);
        let page = PageArguments { first, after, last, before };
        Connection::of_all(ctx, self.scope.clone(), (Some(filter), None), page).await
    }

    /// Staff with the number, or whose department has it, by family name.
    async fn staff(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<StaffMember>, Failure> {
        let filter = StaffMemberFilter::by_number(&self.number);
        let page = PageArguments { first, after, last, before };
        Connection::of_all(ctx, self.scope.clone(), (Some(filter), None), page).await
    }

    /// Offices of bodies with the number, or whose department has it, by name.
    async fn offices(
        &self,
        ctx: &async_graphql::Context<'_>,
        #[graphql(desc = "The first rows: from 0 to 100, 20 if neither `first` nor `last` is given.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last rows: from 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<Office>, Failure> {
        let filter = OfficeFilter::by_number(&self.number);
        let page = PageArguments { first, after, last, before };
        Connection::of_all(ctx, self.scope.clone(), (Some(filter), None), page).await
    }
}
