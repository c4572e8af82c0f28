//! The tables as sea-orm models, one file a table: no logic, no GraphQL.
//!
//! Columns that hold one of a closed set (stage, kind, role, …) are text here; `wegweiser::domain` has their types.
//! Rows are read through the archive's own gates only, which decide what a viewer may see.

pub mod account;
pub mod account_grant;
pub mod content;
pub mod department;
pub mod duty;
pub mod event;
pub mod event_counter;
pub mod label;
pub mod locale;
pub mod office;
pub mod office_run_by;
pub mod page;
pub mod page_contact;
pub mod page_former_path;
pub mod page_path;
pub mod page_slug;
pub mod planned_step;
pub mod planned_step_item;
pub mod related_link;
pub mod responsibility;
pub mod revision;
pub mod staff_member;
pub mod token;
pub mod translation;
pub mod tree_place;
