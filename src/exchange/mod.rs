//! Content in other forms than our own tables: one format a file. Knows neither GraphQL nor HTTP.
//!
//! [`card`] has what the outputs for address books, search engines and spreadsheets are made of; these read nothing
//! themselves.

pub mod card;
pub mod content_files;
pub mod holiday_file;
pub mod json_ld;
pub mod staff_csv;
pub mod vcard;
mod weekly_hours;
