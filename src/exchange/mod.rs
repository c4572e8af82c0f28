//! Content in other forms than our own tables: one format a file. Knows neither GraphQL nor HTTP.

pub mod content_files;
pub mod holiday_file;
