//! The order of the tree of departments as a key: compared byte by byte, it reads the tree from top to bottom.

use super::content::ContentId;

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
}
