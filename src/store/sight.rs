//! In which stage each content is seen: what a viewer sees as a condition in SQL. Every select of staged rows asks it.

use crate::domain::permission::Readable;
use crate::domain::tree::TreeKey;

/// What a viewer looks at. Each content is seen in one stage, or in none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Sight {
    /// What is public.
    Live,
    /// A content in draft where its draft is readable, else in live.
    Desk(Readable),
}

/// The drafts that are seen.
enum Drafts<'a> {
    None,
    All,
    Below(&'a [TreeKey]),
}

impl Sight {
    fn drafts(&self) -> Drafts<'_> {
        match self {
            Self::Live => Drafts::None,
            Self::Desk(Readable::All) => Drafts::All,
            Self::Desk(Readable::Below(keys)) if keys.is_empty() => Drafts::None,
            Self::Desk(Readable::Below(keys)) => Drafts::Below(keys),
        }
    }

    /// Whether a row is seen: over the column of its stage, and the one that names the content which it belongs to. Both are
    /// named with their table, lest another's is meant within the condition.
    pub fn sees(&self, stage: &str, id: &str) -> String {
        debug_assert!([stage, id].iter().all(|column| column.contains('.')), "{stage} and {id} need a table");
        match self.drafts() {
            Drafts::None => format!("{stage} = 'live'"),
            Drafts::All => format!("{stage} = 'draft'"),
            // Both stages are named, so that indexes that begin with the stage are of use.
            Drafts::Below(keys) => format!(
                "({stage} IN ('draft', 'live') AND {stage} = CASE WHEN {} THEN 'draft' ELSE 'live' END)",
                is_below(id, keys)
            ),
        }
    }

    /// As [`Self::sees`], of a row beside another of the same content that is seen, whose stage stands in `beside`.
    pub fn sees_beside(&self, stage: &str, beside: &str) -> String {
        match self.drafts() {
            Drafts::None | Drafts::All => self.sees(stage, beside),
            Drafts::Below(_) => format!("{stage} = {beside}"),
        }
    }

    /// What tells the lists of the desk from those of the public, in the names that cursors are bound to.
    pub const fn list_name(&self) -> &'static str {
        match self {
            Self::Live => "",
            Self::Desk(_) => "desk/",
        }
    }

    /// Whether the content that the SQL `id` names has a draft, and it is seen.
    pub fn reads_draft(&self, id: &str) -> String {
        match self.drafts() {
            Drafts::None => "1 = 0".to_owned(),
            Drafts::All => {
                format!("EXISTS (SELECT 1 FROM tree_place v WHERE v.content_id = {id} AND v.stage = 'draft')")
            }
            Drafts::Below(keys) => is_below(id, keys),
        }
    }

    /// Whether the history of the content that the SQL `id` names is seen: by whoever reads its draft. What was deleted has
    /// none; whoever reads all drafts sees its history.
    pub fn reads_history(&self, id: &str) -> String {
        match self {
            Self::Desk(Readable::All) => "1 = 1".to_owned(),
            Self::Desk(Readable::Below(_)) | Self::Live => self.reads_draft(id),
        }
    }

    /// What is seen, stage by stage: each part looks at one stage alone, so that it is read along an index, and says what
    /// else must hold of the content that the SQL `id` names.
    pub(super) fn parts(&self, id: &str) -> Vec<(Self, Option<String>)> {
        let Drafts::Below(keys) = self.drafts() else { return vec![(self.clone(), None)] };
        let is_below = is_below(id, keys);
        let others = format!("NOT {is_below}");
        vec![(Self::Desk(Readable::All), Some(is_below)), (Self::Live, Some(others))]
    }

    /// One of two values, by the stage in which a row that is seen stands.
    pub fn by_stage(&self, stage: &str, draft: &str, live: &str) -> String {
        match self.drafts() {
            Drafts::None => live.to_owned(),
            Drafts::All => draft.to_owned(),
            Drafts::Below(_) => format!("CASE {stage} WHEN 'draft' THEN {draft} ELSE {live} END"),
        }
    }
}

/// Whether the draft of the content that the SQL `id` names stands at or below one of `keys`. A key has no sign that SQL
/// would read otherwise ([`TreeKey`]), so it may stand in the statement.
fn is_below(id: &str, keys: &[TreeKey]) -> String {
    let ranges = keys.iter().map(|key| {
        let key = key.as_str();
        // A key goes on with "!" or "/" to what stands below it; "0" is the sign behind "/".
        format!("(v.key >= '{key}' AND v.key < '{key}0')")
    });
    format!(
        "EXISTS (SELECT 1 FROM tree_place v WHERE v.content_id = {id} AND v.stage = 'draft' AND ({}))",
        ranges.collect::<Vec<_>>().join(" OR ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn below(keys: &[&str]) -> Sight {
        let keys: Vec<TreeKey> = keys.iter().filter_map(|key| TreeKey::from_stored(key)).collect();
        Sight::Desk(Readable::Below(keys.into()))
    }

    #[test]
    fn one_stage_is_one_equality() {
        for (sight, sees) in [
            (Sight::Live, "n.stage = 'live'"),
            (below(&[]), "n.stage = 'live'"),
            (Sight::Desk(Readable::All), "n.stage = 'draft'"),
        ] {
            assert_eq!(sight.sees("n.stage", "n.content_id"), sees);
            assert_eq!(sight.sees_beside("n.stage", "m.stage"), sees);
            assert_eq!(sight.parts("n.content_id"), [(sight.clone(), None)]);
        }
    }

    #[test]
    fn below_departments_the_place_of_the_draft_decides() {
        let sight = below(&["80.00000001", "81.00000002"]);
        let ranges = "(v.key >= '80.00000001' AND v.key < '80.000000010') \
            OR (v.key >= '81.00000002' AND v.key < '81.000000020')";
        for sql in [sight.sees("n.stage", "n.content_id"), sight.reads_draft("n.content_id")] {
            assert!(
                sql.contains("v.content_id = n.content_id AND v.stage = 'draft'") && sql.contains(ranges),
                "{sql}"
            );
        }
        assert_eq!(sight.sees_beside("l.stage", "n.stage"), "l.stage = n.stage");
        assert_eq!(sight.by_stage("n.stage", "a", "b"), "CASE n.stage WHEN 'draft' THEN a ELSE b END");
        let parts = sight.parts("n.content_id");
        assert_eq!(
            parts.iter().map(|(sight, _)| sight).collect::<Vec<_>>(),
            [&Sight::Desk(Readable::All), &Sight::Live]
        );
    }
}
