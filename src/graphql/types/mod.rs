//! What readers see: a file a noun, and the values that nouns are made of.

pub mod account;
pub mod content;
pub mod date;
pub mod date_time;
pub mod deleted;
pub mod department;
pub mod hours;
pub mod locale;
pub mod office;
pub mod own_facts;
pub mod page;
pub mod phone;
pub mod phone_users;
pub mod place;
pub mod planned_step;
pub mod publication;
pub mod responsibility;
pub mod revision;
pub mod staff_csv;
pub mod staff_member;
pub mod text;
pub mod url;
pub mod used_by;
