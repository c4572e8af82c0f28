//! How one content is named: an input for each noun, of which exactly one field is given.

use async_graphql::{ID, OneofObject};

/// Which department.
#[derive(OneofObject)]
pub enum DepartmentBy {
    /// By its id.
    Id(ID),
    /// By its slug.
    Slug(String),
}

/// Which member of the staff.
#[derive(OneofObject)]
pub enum StaffMemberBy {
    /// By the id.
    Id(ID),
    /// By the person's own e-mail address: the domain in any spelling ("BÜCHER.de"), the mailbox before the "@" as it is
    /// stored. Of several people on one address the one who was entered first.
    Email(String),
}

/// Which responsibility.
#[derive(OneofObject)]
pub enum ResponsibilityBy {
    /// By its id.
    Id(ID),
    /// By its slug.
    Slug(String),
}

/// Which office.
#[derive(OneofObject)]
pub enum OfficeBy {
    /// By its id.
    Id(ID),
    /// By its slug.
    Slug(String),
}

/// Which page.
#[derive(OneofObject)]
pub enum PageBy {
    /// By its id.
    Id(ID),
    /// By its path, such as "/de/migration-integration/aufgaben-und-ziele", or by a path that it once had. Where no
    /// `locale` is given, the page is answered in the locale that the path begins with.
    Path(String),
}
