//! Cursors: opaque places in a list, bound to the list that gave them out.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::error::Failure;
use crate::domain::content::ContentId;
use crate::store::paging::Place;

const CHECKSUM_BYTES: usize = 8;
const ID_BYTES: usize = 16;
/// Longer than any order key that we store.
const MAX_CURSOR_BYTES: usize = 4_096;

/// The cursor of a place in `list`, which names the list with its order.
pub fn encode(list: &str, place: &Place) -> String {
    let mut bytes = Vec::with_capacity(CHECKSUM_BYTES + ID_BYTES + place.key.len());
    bytes.extend_from_slice(&checksum(list, place.id.0.as_bytes(), &place.key));
    bytes.extend_from_slice(place.id.0.as_bytes());
    bytes.extend_from_slice(&place.key);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The place that a cursor of `list` stands for. A cursor of another list or order is refused, never misread.
pub fn decode(list: &str, cursor: &str) -> Result<Place, Failure> {
    let refused = || {
        Failure::bad_request(
            "the cursor is not one of this list: use one that came from the same field with the same order",
        )
    };
    if cursor.len() > MAX_CURSOR_BYTES {
        return Err(refused());
    }
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| refused())?;
    let (sum, rest) = bytes.split_at_checked(CHECKSUM_BYTES).ok_or_else(refused)?;
    let (id, key) = rest.split_at_checked(ID_BYTES).ok_or_else(refused)?;
    if checksum(list, id, key) != sum {
        return Err(refused());
    }
    let id = Uuid::from_slice(id).map_err(|_| refused())?;
    Ok(Place { key: key.to_vec(), id: ContentId(id) })
}

fn checksum(list: &str, id: &[u8], key: &[u8]) -> [u8; CHECKSUM_BYTES] {
    let digest =
        Sha256::new().chain_update(list).chain_update([0]).chain_update(id).chain_update(key).finalize();
    let mut sum = [0; CHECKSUM_BYTES];
    sum.copy_from_slice(&digest[..CHECKSUM_BYTES]);
    sum
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn place() -> Place {
        Place { key: b"a0".to_vec(), id: ContentId(Uuid::from_u128(7)) }
    }

    #[test]
    fn a_cursor_stands_for_its_place() {
        let cursor = encode("staff/name/de", &place());
        assert_eq!(decode("staff/name/de", &cursor).expect("its own list takes it"), place());
    }

    #[test]
    fn a_cursor_of_another_order_is_refused() {
        let cursor = encode("staff/name/de", &place());
        assert!(decode("staff/name/sv", &cursor).is_err());
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        for text in ["", "a", "not base64!", &"A".repeat(10_000), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            assert!(decode("staff/name/de", text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_cursor_is_read_back_by_its_own_list_alone(key in proptest::collection::vec(any::<u8>(), 0..80), id: u128, list: String) {
            let place = Place { key, id: ContentId(Uuid::from_u128(id)) };
            let cursor = encode(&list, &place);
            prop_assert_eq!(decode(&list, &cursor).ok(), Some(place));
            prop_assert!(decode(&(list + "x"), &cursor).is_err());
        }

        #[test]
        fn no_other_text_is_a_cursor(text in "([A-Za-z0-9_=-]|é){0,60}") {
            prop_assert!(decode("list", &text).is_err());
        }
    }
}
