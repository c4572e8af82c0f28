//! The order of the tree of departments as a key: compared byte by byte, it reads the tree from top to bottom.

use super::content_id::ContentId;

/// The deepest tree: below, everything stands in one place, so that a cycle ends.
pub const MAX_DEPTH: usize = 64;

/// The key of what stands below nothing that is there: after everything else.
pub const NOWHERE: &str = "~";

/// The key of a content below `above`, null for a root.
///
/// What belongs to a department (`!`) comes before the departments below it (`/`), and both before its next sibling:
/// positions consist of digits and letters, which sort after. The id's end keeps equal positions apart.
pub fn key(above: Option<&str>, is_of_same_kind: bool, position: &str, id: ContentId) -> String {
    let id = id.0.as_u128() & 0xffff_ffff;
    match above {
        None => format!("{position}.{id:08x}"),
        Some(above) => format!("{above}{}{position}.{id:08x}", if is_of_same_kind { '/' } else { '!' }),
    }
}

/// A content's key in the tree, as stored: of digits, letters and the signs that join levels.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TreeKey(String);

impl TreeKey {
    /// Takes back a stored key; null when it was never one.
    pub fn from_stored(key: &str) -> Option<Self> {
        let is_of_key = |byte: u8| byte.is_ascii_hexdigit() || b".!/~".contains(&byte);
        (!key.is_empty() && key.bytes().all(is_of_key)).then(|| Self(key.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How deep it stands among those of its kind, from 1.
    pub fn level(&self) -> usize {
        self.0.rsplit('!').next().unwrap_or_default().matches('/').count() + 1
    }

    /// Whether it is `above`, or stands anywhere below it.
    pub fn is_within(&self, above: &Self) -> bool {
        self.0.strip_prefix(&above.0).is_some_and(|rest| rest.is_empty() || rest.starts_with(['!', '/']))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn keys_read_the_tree_from_top_to_bottom() {
        let id = |number| ContentId(Uuid::from_u128(number));
        let first = key(None, true, "80", id(1));
        let page = key(Some(&first), false, "80", id(2));
        let child = key(Some(&first), true, "80", id(3));
        let grandchild = key(Some(&child), true, "80", id(4));
        let next = key(None, true, "8080", id(5));
        let mut keys = vec![&next, &grandchild, &child, &page, &first];
        keys.sort();
        assert_eq!(keys, [&first, &page, &child, &grandchild, &next]);
    }

    #[test]
    fn a_key_is_within_what_it_stands_below_and_nothing_else() {
        let id = |number| ContentId(Uuid::from_u128(number));
        let stored = |key: &str| TreeKey::from_stored(key).unwrap();
        let department = key(None, true, "80", id(1));
        let page = stored(&key(Some(&department), false, "80", id(2)));
        let child = stored(&key(Some(&department), true, "80", id(3)));
        let other = stored(&key(None, true, "80", id(0x1f)));
        let department = stored(&department);
        assert!([&department, &page, &child].iter().all(|key| key.is_within(&department)));
        assert!(!other.is_within(&department) && !department.is_within(&child));
        assert_eq!(TreeKey::from_stored("80' OR 1"), None);
    }
}
