//! The bounds of what one GraphQL request may ask for.

use std::path::PathBuf;

use clap::Args;

use crate::graphql::Bounds;

/// How much one GraphQL request may ask for. More is refused before anything is loaded, with the bound that it exceeds.
#[derive(Args, Clone, Debug)]
pub struct BoundsArguments {
    /// The most lexical tokens of a document.
    #[arg(long, env = "WEGWEISER_MAX_TOKENS", value_name = "NUMBER", default_value_t = 10_000)]
    pub max_tokens: usize,

    /// The most fields and fragments of a document with every fragment written out.
    #[arg(long, env = "WEGWEISER_MAX_FIELDS", value_name = "NUMBER", default_value_t = 5_000)]
    pub max_fields: usize,

    /// The most fields in fields.
    #[arg(long, env = "WEGWEISER_MAX_DEPTH", value_name = "NUMBER", default_value_t = 20)]
    pub max_depth: usize,

    /// The most fields at the root of an operation.
    #[arg(long, env = "WEGWEISER_MAX_ROOT_FIELDS", value_name = "NUMBER", default_value_t = 50)]
    pub max_root_fields: usize,

    /// The most aliases of a document with every fragment written out.
    #[arg(long, env = "WEGWEISER_MAX_ALIASES", value_name = "NUMBER", default_value_t = 500)]
    pub max_aliases: usize,

    /// The most directives of a document with every fragment written out.
    #[arg(long, env = "WEGWEISER_MAX_DIRECTIVES", value_name = "NUMBER", default_value_t = 200)]
    pub max_directives: usize,

    /// The most entries of one list in arguments or variables.
    #[arg(long, env = "WEGWEISER_MAX_LIST_ITEMS", value_name = "NUMBER", default_value_t = 2_000)]
    pub max_list_items: usize,

    /// The most values in arguments, with every fragment and every variable written out.
    #[arg(long, env = "WEGWEISER_MAX_ARGUMENTS", value_name = "NUMBER", default_value_t = 20_000)]
    pub max_arguments: usize,

    /// The most objects that an answer may hold.
    #[arg(long, env = "WEGWEISER_MAX_COST", value_name = "NUMBER", default_value_t = 50_000)]
    pub max_cost: usize,

    /// The most values without fields of their own that an answer may hold.
    #[arg(long, env = "WEGWEISER_MAX_VALUES", value_name = "NUMBER", default_value_t = 200_000)]
    pub max_values: usize,

    /// The most bytes of texts that an answer may hold.
    #[arg(long, env = "WEGWEISER_MAX_TEXT_BYTES", value_name = "BYTES", default_value_t = 8_388_608)]
    pub max_text_bytes: usize,

    /// Whether the schema is told to those who have no token.
    #[arg(long, env = "WEGWEISER_PUBLIC_INTROSPECTION", value_name = "YES", default_value_t = true, action = clap::ArgAction::Set)]
    pub public_introspection: bool,

    /// A file of documents (JSON: an object of texts by name, or Apollo's manifest of persisted queries). Only these are
    /// answered to those who have no token. Left out: any document.
    #[arg(long, env = "WEGWEISER_TRUSTED_DOCUMENTS", value_name = "FILE")]
    pub trusted_documents: Option<PathBuf>,
}

impl BoundsArguments {
    pub fn bounds(&self) -> Bounds {
        Bounds {
            max_tokens: self.max_tokens,
            max_fields: self.max_fields,
            max_depth: self.max_depth,
            max_root_fields: self.max_root_fields,
            max_aliases: self.max_aliases,
            max_directives: self.max_directives,
            max_list_items: self.max_list_items,
            max_arguments: self.max_arguments,
            max_cost: self.max_cost,
            max_values: self.max_values,
            max_text_bytes: self.max_text_bytes,
            has_public_introspection: self.public_introspection,
        }
    }
}
