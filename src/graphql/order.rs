//! What lists can be ordered by: an input for each noun.

use async_graphql::{Enum, InputObject};

use crate::domain::locale::Locale;
use crate::store::ordering::OrderBy;

/// Which way a list runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
pub enum OrderDirection {
    /// From the top of the tree, from A, from the oldest.
    #[default]
    Asc,
    /// From the bottom, from Z, from the newest.
    Desc,
}

/// The input of one noun.
pub trait NounOrder {
    /// What the list is ordered by; names in the collation of `locale`.
    fn by(&self, locale: &Locale) -> OrderBy;
    fn direction(&self) -> OrderDirection;
}

/// Declares the input of a noun: its name, its fields' name, and what its label is called.
macro_rules! noun_order {
    ($(#[$order_meta:meta])* $order:ident, $(#[$field_meta:meta])* $field:ident, $(#[$label_meta:meta])* $label:ident) => {
        $(#[$field_meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
        pub enum $field {
            /// The tree of departments, read from top to bottom; within a department the order that editors gave.
            Tree,
            $(#[$label_meta])*
            $label,
            /// When it last changed, as `updatedAt` says.
            UpdatedAt,
        }

        $(#[$order_meta])*
        #[derive(InputObject)]
        pub struct $order {
            /// What counts.
            field: $field,
            /// Which way.
            #[graphql(default)]
            direction: OrderDirection,
        }

        impl NounOrder for $order {
            fn by(&self, locale: &Locale) -> OrderBy {
                match self.field {
                    $field::Tree => OrderBy::Tree,
                    $field::$label => OrderBy::Label(locale.clone()),
                    $field::UpdatedAt => OrderBy::Updated,
                }
            }

            fn direction(&self) -> OrderDirection {
                self.direction
            }
        }
    };
}

noun_order!(
    /// The order of a list of departments.
    DepartmentOrder,
    /// What departments are ordered by.
    DepartmentOrderField,
    /// The name, in the collation of the list's locale.
    Name
);
noun_order!(
    /// The order of a list of staff.
    StaffMemberOrder,
    /// What staff is ordered by.
    StaffMemberOrderField,
    /// The family name, then the given name, in the collation of the list's locale.
    FamilyName
);
noun_order!(
    /// The order of a list of responsibilities.
    ResponsibilityOrder,
    /// What responsibilities are ordered by.
    ResponsibilityOrderField,
    /// The title, in the collation of the list's locale.
    Title
);
noun_order!(
    /// The order of a list of offices.
    OfficeOrder,
    /// What offices are ordered by.
    OfficeOrderField,
    /// The name, in the collation of the list's locale.
    Name
);
noun_order!(
    /// The order of a list of pages.
    PageOrder,
    /// What pages are ordered by.
    PageOrderField,
    /// The title, in the collation of the list's locale.
    Title
);
