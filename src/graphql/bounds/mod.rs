//! How much one request may ask for: looked at before the library validates a document, which walks every spread of a
//! fragment anew, and before anything is loaded.
//!
//! In this order, each in time linear in the document: [`source`] bounds the text before it is parsed, [`extent`] what
//! it is when every fragment is written out, [`arguments`] what is given to its fields, [`cost`] what its answer may
//! hold at most.

mod arguments;
mod cost;
mod effort;
mod extent;
mod introspection;
mod source;
mod text;
mod weights;

use async_graphql::{ErrorExtensionValues, Value};

pub use cost::asks_for_schema;
pub use effort::EffortBudget;
pub use extent::Refused;
pub use text::TextBudget;
pub use weights::Costs;

/// The bounds of a document and of its answer. What each counts: [`Bound`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub max_tokens: usize,
    pub max_fields: usize,
    pub max_depth: usize,
    pub max_root_fields: usize,
    pub max_aliases: usize,
    pub max_directives: usize,
    pub max_list_items: usize,
    pub max_arguments: usize,
    pub max_cost: usize,
    pub max_values: usize,
    pub max_text_bytes: usize,
    /// Whether the public may ask for the schema itself.
    pub has_public_introspection: bool,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            max_tokens: 10_000,
            max_fields: 5_000,
            max_depth: 20,
            max_root_fields: 50,
            max_aliases: 500,
            max_directives: 200,
            max_list_items: 2_000,
            max_arguments: 20_000,
            max_cost: 50_000,
            max_values: 200_000,
            max_text_bytes: 8 * 1024 * 1024,
            has_public_introspection: true,
        }
    }
}

/// What is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The lexical tokens of the document.
    Tokens,
    /// The characters of a name in the document, and of all names and numbers together. Fixed.
    NameLength,
    /// Brackets in brackets in the text of the document. Fixed.
    Nesting,
    /// The fields that are selected when every fragment is written out, over all operations of the document.
    Fields,
    /// Fields in fields, when every fragment is written out.
    Depth,
    /// The fields that an operation selects at its root.
    RootFields,
    /// The aliases, when every fragment is written out.
    Aliases,
    /// The directives, when every fragment is written out.
    Directives,
    /// The entries of one list in arguments or variables.
    ListItems,
    /// The values in arguments, when every fragment and every variable is written out; texts by their length.
    Arguments,
    /// The values in the JSON of a request, used or not; an object counts as several. Fixed.
    Variables,
    /// The objects that the answer may hold at most.
    Cost,
    /// The values without fields of their own that the answer may hold at most.
    Values,
    /// The bytes of the long texts that the answer holds.
    TextBytes,
    /// The days of opening hours that are looked at, times the parts of their rules: ten for each object of the cost.
    OpeningDays,
}

impl Bound {
    /// As errors name it in `extensions.bound`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tokens => "tokens",
            Self::NameLength => "nameLength",
            Self::Nesting => "nesting",
            Self::Fields => "fields",
            Self::Depth => "depth",
            Self::RootFields => "rootFields",
            Self::Aliases => "aliases",
            Self::Directives => "directives",
            Self::ListItems => "listItems",
            Self::Arguments => "arguments",
            Self::Variables => "variables",
            Self::Cost => "cost",
            Self::Values => "values",
            Self::TextBytes => "textBytes",
            Self::OpeningDays => "openingDays",
        }
    }

    const fn what(self) -> &'static str {
        match self {
            Self::Tokens => "tokens in the document",
            Self::NameLength => "characters in a name, or in all of them",
            Self::Nesting => "brackets in brackets",
            Self::Fields => "fields when its fragments are written out",
            Self::Depth => "fields in fields",
            Self::RootFields => "fields at the root of an operation",
            Self::Aliases => "aliases when its fragments are written out",
            Self::Directives => "directives when its fragments are written out",
            Self::ListItems => "entries in one list of its arguments",
            Self::Arguments => "values in its arguments when its fragments and variables are written out",
            Self::Variables => "values in its JSON, of which an object counts as four",
            Self::Cost => "objects that its answer may hold",
            Self::Values => "values that its answer may hold",
            Self::TextBytes => "bytes of long texts in its answer",
            Self::OpeningDays => "days of opening hours to look at, times the parts of their rules",
        }
    }
}

/// A request asks for more than it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub struct Exceeded {
    pub bound: Bound,
    pub max: usize,
    /// How much it is; null where counting stopped at the bound.
    pub found: Option<u64>,
}

impl Exceeded {
    /// Puts the numbers beside the code of an error.
    pub fn tell(self, extensions: &mut ErrorExtensionValues) {
        extensions.set("bound", self.bound.as_str());
        extensions.set("max", Value::from(self.max));
        if let Some(found) = self.found {
            extensions.set("found", Value::from(found));
        }
    }

    fn message(&self) -> String {
        let Self { bound, max, found } = self;
        match found {
            Some(found) => {
                format!("the request is too large: {found} {}, at most {max} are taken", bound.what())
            }
            None => format!("the request is too large: more than {max} {}", bound.what()),
        }
    }
}

/// An error where a count is over its bound.
fn check(bound: Bound, found: u64, max: usize) -> Result<(), Exceeded> {
    if found > max as u64 { Err(Exceeded { bound, max, found: Some(found) }) } else { Ok(()) }
}
