//! The table of staff, for spreadsheets.

use async_graphql::connection::PageInfo;
use async_graphql::{Enum, SimpleObject};
use futures_util::future::try_join_all;

use super::staff_member::StaffMember;
use crate::exchange::staff_csv::{self, StaffCsvFault};
use crate::graphql::cards;
use crate::graphql::connection::Connection;
use crate::graphql::error::Failure;

/// What stands between two cells of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "staff_csv::Separator")]
pub enum CsvSeparator {
    /// A comma, by RFC 4180.
    Comma,
    /// A semicolon: what spreadsheets expect where the comma is the decimal sign, as in German.
    Semicolon,
}

/// A page of the table of staff.
#[derive(SimpleObject)]
pub struct StaffCsv {
    /// The rows as CSV (RFC 4180), each ended by CRLF. docs/outputs.md describes the columns.
    text: String,
    /// Where this page stands in the list.
    page_info: PageInfo,
}

impl StaffCsv {
    /// The people of a page, a row each.
    pub async fn of(
        ctx: &async_graphql::Context<'_>,
        page: Connection<StaffMember>,
        separator: CsvSeparator,
        has_header: bool,
    ) -> Result<Self, Failure> {
        let people: Vec<StaffMember> = page.rows().collect();
        let chain = page.scope().chain();
        let people = try_join_all(people.iter().map(|person| cards::person(ctx, person, chain))).await?;
        let write = || -> Result<Vec<u8>, StaffCsvFault> {
            let mut table = match has_header {
                true => staff_csv::StaffCsv::begin(Vec::new(), separator.into())?,
                false => staff_csv::StaffCsv::resume(Vec::new(), separator.into()),
            };
            people.iter().try_for_each(|person| table.write(person))?;
            table.finish()
        };
        let bytes = write().map_err(|fault| Failure::internal(&fault))?;
        let text = String::from_utf8(bytes).map_err(|fault| Failure::internal(&fault))?;
        Ok(Self { text, page_info: page.page() })
    }
}
