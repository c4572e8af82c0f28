//! Editors make and change content as drafts.

mod bad_input;
mod conflicts;
mod hidden;
mod locales;
mod moves;
mod nouns;
