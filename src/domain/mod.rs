//! The rules, pure and synchronous: no database, no GraphQL, no clock. Every room may call this one; it calls none.

pub mod account;
pub mod closed_set;
pub mod collation;
pub mod contact;
pub mod content;
pub mod department;
pub mod fault;
pub mod fold;
pub mod hours;
pub mod locale;
pub mod markdown;
pub mod office;
pub mod page;
pub mod permission;
pub mod phone;
pub mod place;
pub mod position;
pub mod problem;
pub mod responsibility;
pub mod salutation;
pub mod slug;
pub mod staff_member;
pub mod text;
pub mod translation;
pub mod tree;
