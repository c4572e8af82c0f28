//! What a change keeps others from changing, beside the rows that it locks. On SQLite there is one writer, who needs none
//! of it.

use super::dialect::Dialect;
use super::error::Error;
use super::writing::Writing;

/// The numbers are ours alone; the locks end with the transaction.
const LOCALES: i64 = 7_219_340_129;
const TREE: i64 = 7_219_340_130;

/// The city's locales, as they are; alone, if they are to change.
pub async fn locales(writing: &Writing, is_alone: bool) -> Result<(), Error> {
    take(writing, LOCALES, is_alone).await
}

/// The tree of drafts, as it is; alone, if it is to change.
pub async fn tree(writing: &Writing, is_alone: bool) -> Result<(), Error> {
    take(writing, TREE, is_alone).await
}

async fn take(writing: &Writing, key: i64, is_alone: bool) -> Result<(), Error> {
    if writing.dialect() == Dialect::Sqlite {
        return Ok(());
    }
    let shared = if is_alone { "" } else { "_shared" };
    writing.execute(&format!("SELECT pg_advisory_xact_lock{shared}({key})"), []).await
}
