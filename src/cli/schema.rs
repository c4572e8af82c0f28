//! `wegweiser schema`: print the GraphQL schema.

use std::io::Write;

use anyhow::Context;
use clap::Args;

use crate::graphql::sdl;

/// Print the GraphQL schema of the desk, or of the public.
#[derive(Args)]
pub struct Schema {
    /// The public's, which has no word for drafts.
    #[arg(long)]
    public: bool,
}

impl Schema {
    pub fn run(self) -> anyhow::Result<()> {
        std::io::stdout().write_all(sdl(self.public).as_bytes()).context("the schema cannot be printed")
    }
}
