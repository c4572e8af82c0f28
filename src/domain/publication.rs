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

closed_set! {
    /// What became of a step that was planned for a time.
    pub enum PlanState {
        Planned = "planned",
        Done = "done",
        Cancelled = "cancelled",
        /// Its time came, and something stood against it.
        Failed = "failed",
    }
}

closed_set! {
    /// What a planned step does.
    pub enum PlannedVerb {
        Publish = "publish",
        Unpublish = "unpublish",
    }
}
