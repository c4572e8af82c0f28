//! How a draft stands to what is public. Every room may call it.

use super::closed_set::closed_set;

closed_set! {
    /// What of a content is public.
    pub enum PublicationState {
        /// It never was public.
        Draft = "draft",
        /// It is public, and its draft is the same.
        Live = "live",
        /// It is public, and its draft differs.
        Changed = "changed",
        /// It was public and is no more.
        Unpublished = "unpublished",
    }
}
