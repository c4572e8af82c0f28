//! Who asks, and what they may do: decided here and nowhere else. Every room may call it.
//!
//! A grant is a role, for a department with all below it (or everywhere), for some locales (or all). Rights follow the
//! tree of drafts: whoever calls says where in it a content stands.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::closed_set::closed_set;
use super::content_id::ContentId;
use super::locale::Locale;
use super::tree::TreeKey;

/// Who stands behind a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// The public: sees what is live and knows no word of drafts.
    Anonymous,
    /// Somebody with a token: meets the desk's schema.
    Account(Arc<Account>),
}

impl Viewer {
    /// Null for the public.
    pub const fn account(&self) -> Option<&Arc<Account>> {
        match self {
            Self::Anonymous => None,
            Self::Account(account) => Some(account),
        }
    }
}

/// An account as its token presents it.
#[derive(Debug, PartialEq, Eq)]
pub struct Account {
    pub id: Uuid,
    /// The name that history shows.
    pub name: String,
    /// The token by which it was presented; nil where it acts without one, as by a planned step.
    pub token_id: Uuid,
    pub grants: Vec<Grant>,
    /// What the token is narrowed to; null where it may all that the account may.
    pub token_grants: Option<Vec<Grant>>,
}

closed_set! {
    /// What somebody is allowed to do, each role where its grant says.
    pub enum Role {
        /// Texts of drafts in named locales, never in the source locale.
        Translator = "translator",
        /// Facts and texts of drafts.
        Editor = "editor",
        /// As an editor, and what becomes public.
        Publisher = "publisher",
        /// Everything, accounts and locales too.
        Admin = "admin",
    }
}

/// A role and where it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub role: Role,
    /// The department that it holds in, with all below; null: everywhere.
    pub department: Option<ContentId>,
    /// The locales whose texts it holds for; null: all. Facts have no locale and are not limited by it.
    pub locales: Option<Vec<Locale>>,
}

/// Something that somebody wants to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action<'a> {
    /// See the draft of a content.
    ReadDraft,
    /// Change facts and relations, create, move.
    WriteFacts,
    /// Change a text in a locale.
    WriteText { locale: &'a Locale, is_source: bool },
    /// Bring facts and relations to the public, or take them from it.
    PublishFacts,
    /// Bring the texts in a locale to the public, or take them from it.
    PublishTexts(&'a Locale),
    /// Manage accounts and locales.
    Administer,
}

impl Grant {
    fn allows(&self, action: Action<'_>) -> bool {
        match (self.role, action) {
            (Role::Admin, _) | (_, Action::ReadDraft) => true,
            (_, Action::Administer) | (Role::Translator, Action::WriteFacts) => false,
            (Role::Translator, Action::WriteText { is_source: true, .. }) => false,
            (Role::Editor | Role::Publisher, Action::WriteFacts) => true,
            (Role::Translator | Role::Editor, Action::PublishFacts | Action::PublishTexts(_)) => false,
            // Whoever publishes in some locales only publishes texts only.
            (Role::Publisher, Action::PublishFacts) => self.locales.is_none(),
            (_, Action::WriteText { locale, .. } | Action::PublishTexts(locale)) => {
                self.locales.as_ref().is_none_or(|locales| locales.contains(locale))
            }
        }
    }
}

impl Grant {
    /// Whether it gives what `other` gives, wherever that is.
    fn includes(&self, other: &Self) -> bool {
        let has_locales = match (&self.locales, &other.locales) {
            (None, _) => true,
            (Some(own), Some(others)) => others.iter().all(|locale| own.contains(locale)),
            (Some(_), None) => false,
        };
        // Each role may all that those before it may.
        self.role == Role::Admin || (self.role >= other.role && has_locales)
    }
}

/// Where a grant holds in the tree of drafts as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Territory {
    Everywhere,
    Below(TreeKey),
    /// Its department is no more.
    Nowhere,
}

impl Territory {
    fn covers(&self, place: Option<&TreeKey>) -> bool {
        match (self, place) {
            (Self::Everywhere, _) => true,
            (Self::Below(above), Some(place)) => place.is_within(above),
            (Self::Below(_), None) | (Self::Nowhere, _) => false,
        }
    }
}

/// Which drafts somebody may read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Readable {
    All,
    /// What stands at or below these places of the tree of drafts; none: nothing.
    Below(Arc<[TreeKey]>),
}

/// The rights of somebody, in the tree of drafts as it stands.
#[derive(Clone, Debug)]
pub struct Rights {
    /// A right must be in each set: the account's, and the token's where it is narrowed.
    sets: Vec<Vec<(Grant, Territory)>>,
}

impl Rights {
    /// `places` has the keys of the departments that [`Account::departments`] names, as far as they are there.
    pub fn of(account: &Account, places: &HashMap<ContentId, TreeKey>) -> Self {
        let territory = |grant: &Grant| match grant.department {
            None => Territory::Everywhere,
            Some(department) => places.get(&department).cloned().map_or(Territory::Nowhere, Territory::Below),
        };
        let resolve = |grants: &Vec<Grant>| {
            grants.iter().map(|grant| (grant.clone(), territory(grant))).collect::<Vec<_>>()
        };
        let sets = [Some(&account.grants), account.token_grants.as_ref()];
        Self { sets: sets.into_iter().flatten().map(resolve).collect() }
    }

    /// The rights of the command line, which may everything.
    pub const fn unlimited() -> Self {
        Self { sets: Vec::new() }
    }

    /// Whether they cover an action on the content at `place` of the tree of drafts; null: on none, or above all.
    pub fn allow(&self, action: Action<'_>, place: Option<&TreeKey>) -> bool {
        let allows =
            |(grant, territory): &(Grant, Territory)| grant.allows(action) && territory.covers(place);
        self.sets.iter().all(|set| set.iter().any(allows))
    }

    /// Whether they include all that `grant` gives, whose department stands at `place`; null: everywhere.
    pub fn cover(&self, grant: &Grant, place: Option<&TreeKey>) -> bool {
        let covers = |(own, territory): &(Grant, Territory)| own.includes(grant) && territory.covers(place);
        self.sets.iter().all(|set| set.iter().any(covers))
    }

    /// Which drafts they let read.
    pub fn readable(&self) -> Readable {
        let mut readable = Readable::All;
        for set in &self.sets {
            if set.iter().any(|(_, territory)| *territory == Territory::Everywhere) {
                continue;
            }
            let keys = set.iter().filter_map(|(_, territory)| match territory {
                Territory::Below(key) => Some(key.clone()),
                Territory::Everywhere | Territory::Nowhere => None,
            });
            readable = readable.and(keys.collect());
        }
        readable
    }
}

impl Readable {
    /// What is readable, and below one of `keys` too.
    fn and(self, keys: Vec<TreeKey>) -> Self {
        let mut both: Vec<TreeKey> = match self {
            Self::All => keys,
            Self::Below(known) => {
                let lower = |key: &TreeKey| known.iter().any(|above| key.is_within(above));
                let kept = keys.iter().filter(|key| lower(key));
                let mine = known.iter().filter(|key| keys.iter().any(|above| key.is_within(above)));
                kept.chain(mine).cloned().collect()
            }
        };
        both.sort();
        both.dedup();
        Self::Below(both.into())
    }

    /// Whether the draft at `place` may be read.
    pub fn covers(&self, place: &TreeKey) -> bool {
        match self {
            Self::All => true,
            Self::Below(keys) => keys.iter().any(|above| place.is_within(above)),
        }
    }
}

impl Account {
    /// The departments that its grants and its token's name.
    pub fn departments(&self) -> Vec<ContentId> {
        let grants = self.grants.iter().chain(self.token_grants.iter().flatten());
        let mut departments: Vec<ContentId> = grants.filter_map(|grant| grant.department).collect();
        departments.sort_unstable();
        departments.dedup();
        departments
    }

    /// Whether its token may less than the account may.
    pub const fn is_narrowed(&self) -> bool {
        self.token_grants.is_some()
    }

    /// Whether it manages accounts and locales.
    pub fn is_administrator(&self) -> bool {
        Rights::of(self, &HashMap::new()).allow(Action::Administer, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(tag: &str) -> Locale {
        Locale::parse(tag).unwrap()
    }

    fn id(number: u128) -> ContentId {
        ContentId(Uuid::from_u128(number))
    }

    fn key(key: &str) -> TreeKey {
        TreeKey::from_stored(key).unwrap()
    }

    fn grant(role: Role, department: Option<u128>, locales: Option<&[&str]>) -> Grant {
        let locales = locales.map(|tags| tags.iter().map(|tag| locale(tag)).collect());
        Grant { role, department: department.map(id), locales }
    }

    fn rights(grants: Vec<Grant>, token_grants: Option<Vec<Grant>>) -> Rights {
        let account =
            Account { id: Uuid::nil(), name: String::new(), token_id: Uuid::nil(), grants, token_grants };
        Rights::of(&account, &HashMap::from([(id(1), key("80.01")), (id(2), key("80.01/80.02"))]))
    }

    #[test]
    fn a_role_allows_what_it_is_for() {
        let (en, de) = (locale("en"), locale("de"));
        let text = |locale, is_source| Action::WriteText { locale, is_source };
        let place = key("80.01!80.09");
        let may = |rights: &Rights, action| rights.allow(action, Some(&place));
        for (role, expected) in [
            (Role::Translator, [true, false, true, false, false]),
            (Role::Editor, [true, true, true, true, false]),
            (Role::Publisher, [true, true, true, true, false]),
            (Role::Admin, [true, true, true, true, true]),
        ] {
            let rights = rights(vec![grant(role, None, None)], None);
            let actions = [
                Action::ReadDraft,
                Action::WriteFacts,
                text(&en, false),
                text(&de, true),
                Action::Administer,
            ];
            assert_eq!(actions.map(|action| may(&rights, action)), expected, "{role:?}");
        }
        for (role, facts, texts) in [
            (grant(Role::Translator, None, None), false, false),
            (grant(Role::Editor, None, None), false, false),
            (grant(Role::Publisher, None, None), true, true),
            (grant(Role::Publisher, None, Some(&["en"])), false, true),
            (grant(Role::Publisher, None, Some(&["de"])), false, false),
            (grant(Role::Admin, None, None), true, true),
        ] {
            let rights = rights(vec![role.clone()], None);
            let may = [Action::PublishFacts, Action::PublishTexts(&en)].map(|action| may(&rights, action));
            assert_eq!(may, [facts, texts], "{role:?}");
        }
        let german = rights(vec![grant(Role::Editor, None, Some(&["de"]))], None);
        assert!(may(&german, Action::WriteFacts) && may(&german, text(&de, true)));
        assert!(!may(&german, text(&en, false)));
    }

    #[test]
    fn a_grant_holds_at_its_department_and_below() {
        let rights = rights(vec![grant(Role::Editor, Some(2), None)], None);
        let may = |place: &str| rights.allow(Action::WriteFacts, Some(&key(place)));
        assert!(may("80.01/80.02") && may("80.01/80.02/80.03!80.04"));
        assert!(!may("80.01") && !may("80.01!80.05") && !may("~"));
        assert!(!rights.allow(Action::WriteFacts, None), "nobody makes a root without a grant everywhere");
    }

    #[test]
    fn a_grant_covers_what_is_no_wider() {
        let own = rights(vec![grant(Role::Editor, Some(1), Some(&["de", "en"]))], None);
        let place = key("80.01/80.02");
        let covers = |grant| own.cover(&grant, Some(&place));
        assert!(covers(grant(Role::Translator, Some(2), Some(&["en"]))));
        assert!(covers(grant(Role::Editor, Some(2), Some(&["en", "de"]))));
        assert!(!covers(grant(Role::Publisher, Some(2), Some(&["en"]))));
        assert!(!covers(grant(Role::Editor, Some(2), None)));
        assert!(!own.cover(&grant(Role::Translator, None, Some(&["en"])), None));
        let narrowed = rights(
            vec![grant(Role::Admin, None, None)],
            Some(vec![grant(Role::Translator, None, Some(&["en"]))]),
        );
        assert!(narrowed.cover(&grant(Role::Translator, Some(2), Some(&["en"])), Some(&place)));
        assert!(!narrowed.cover(&grant(Role::Editor, None, None), None));
    }

    #[test]
    fn a_department_that_is_no_more_gives_no_right() {
        let rights = rights(vec![grant(Role::Admin, Some(7), None)], None);
        assert!(
            !rights.allow(Action::ReadDraft, Some(&key("80.01"))) && !rights.allow(Action::Administer, None)
        );
        assert_eq!(rights.readable(), Readable::Below([].into()));
    }

    #[test]
    fn a_token_narrows_and_never_widens() {
        let editor = vec![grant(Role::Editor, Some(2), None)];
        let narrowed = rights(vec![grant(Role::Admin, None, None)], Some(editor.clone()));
        let wider = rights(editor, Some(vec![grant(Role::Admin, Some(1), None)]));
        for rights in [narrowed, wider] {
            assert_eq!(rights.readable(), Readable::Below([key("80.01/80.02")].into()));
            assert!(rights.allow(Action::WriteFacts, Some(&key("80.01/80.02!80.03"))));
            assert!(!rights.allow(Action::WriteFacts, Some(&key("80.01!80.03"))));
            assert!(!rights.allow(Action::Administer, None));
        }
    }
}
