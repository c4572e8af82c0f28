//! The file of registered documents that `serve` is given: the only ones that the public is then answered.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, ensure};
use serde::Deserialize;

use crate::graphql::{Bounds, Trusted};

/// What front ends' tools write.
#[derive(Deserialize)]
#[serde(untagged)]
enum Manifest {
    /// Apollo's `apollo-persisted-query-manifest`.
    Apollo { operations: Vec<Operation> },
    /// Texts by their names, as Relay and GraphQL Code Generator have them.
    ByName(BTreeMap<String, String>),
}

#[derive(Deserialize)]
struct Operation {
    id: String,
    body: String,
}

/// Reads the documents of a file. Each must be well-formed and within bounds.
pub(super) fn read(file: &Path, bounds: &Bounds) -> anyhow::Result<Trusted> {
    let name = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("the trusted documents {name}"))?;
    let manifest: Manifest = serde_json::from_str(&text).with_context(|| {
        format!(
            "{name} is neither a JSON object of documents by name nor Apollo's manifest of persisted queries"
        )
    })?;
    let documents: Vec<(String, String)> = match manifest {
        Manifest::Apollo { operations } => operations.into_iter().map(|one| (one.id, one.body)).collect(),
        Manifest::ByName(documents) => documents.into_iter().collect(),
    };
    ensure!(!documents.is_empty(), "{name} has no documents: the public could ask nothing");
    Trusted::new(documents, bounds).with_context(|| format!("the trusted documents {name}"))
}
