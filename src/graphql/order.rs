//! What lists can be ordered by: an input for each noun.

use async_graphql::{Enum, InputObject};

use super::error::Failure;
use super::types::place::CoordinatesInput;
use crate::domain::locale::Locale;
use crate::store::ordering::{OrderBy, Point};

/// Which way a list runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
pub enum OrderDirection {
    /// From the top of the tree, from A, from the oldest, from the nearest.
    #[default]
    Asc,
    /// From the bottom, from Z, from the newest, from the farthest.
    Desc,
}

/// The input of one noun.
pub trait NounOrder {
    /// What the list is ordered by; names in the collation of `locale`.
    fn by(&self, locale: &Locale) -> Result<OrderBy, Failure>;
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
            fn by(&self, locale: &Locale) -> Result<OrderBy, Failure> {
                Ok(match self.field {
                    $field::Tree => OrderBy::Tree,
                    $field::$label => OrderBy::Label(locale.clone()),
                    $field::UpdatedAt => OrderBy::Updated,
                })
            }

            fn direction(&self) -> OrderDirection {
                self.direction
            }
        }
    };
}

/// What departments are ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum DepartmentOrderField {
    /// The tree of departments, read from top to bottom; within a department the order that editors gave.
    Tree,
    /// The name, in the collation of the list's locale.
    Name,
    /// When it last changed, as `updatedAt` says.
    UpdatedAt,
    /// How far it is from the point `from`: the nearest first. Those that are not on the map
    /// count as the farthest.
    Distance,
}

/// The order of a list of departments.
#[derive(InputObject)]
pub struct DepartmentOrder {
    /// What counts.
    field: DepartmentOrderField,
    /// Which way.
    #[graphql(default)]
    direction: OrderDirection,
    /// For `DISTANCE`, and only there: the point that distances are from.
    from: Option<CoordinatesInput>,
}

impl NounOrder for DepartmentOrder {
    fn by(&self, locale: &Locale) -> Result<OrderBy, Failure> {
        let from = self.from.map(CoordinatesInput::read).transpose()?;
        match (self.field, from) {
            (DepartmentOrderField::Distance, Some(from)) => Ok(OrderBy::Distance(Point::from(from))),
            (DepartmentOrderField::Distance, None) => Err(Failure::bad_request(
                "the order by DISTANCE needs `from`, the point that distances are from",
            )),
            (_, Some(_)) => Err(Failure::bad_request("`from` is for the order by DISTANCE only")),
            (DepartmentOrderField::Tree, None) => Ok(OrderBy::Tree),
            (DepartmentOrderField::Name, None) => Ok(OrderBy::Label(locale.clone())),
            (DepartmentOrderField::UpdatedAt, None) => Ok(OrderBy::Updated),
        }
    }

    fn direction(&self) -> OrderDirection {
        self.direction
    }
}

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
