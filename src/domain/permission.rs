//! Who asks. What a viewer may do is decided here and nowhere else.

use std::sync::Arc;

use uuid::Uuid;

/// Who stands behind a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// The public: sees what is live and knows no word of drafts.
    Anonymous,
    /// Somebody with a token: meets the desk's schema.
    Account(Arc<Account>),
}

/// An account as its token presents it.
#[derive(Debug, PartialEq, Eq)]
pub struct Account {
    pub id: Uuid,
    /// The name that history shows.
    pub name: String,
}
