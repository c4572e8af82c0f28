//! The place of a content among its siblings, as a key between its neighbours' keys: a move changes one row.
//! Called by `editing` and by bulk loading.

use fractional_index::FractionalIndex;
use thiserror::Error;

use super::text::stored_text;

/// The byte that ends every key, as `fractional_index` writes it.
const END: u8 = 0x80;

/// A place in an order. Keys are lower-case hex, so they sort alike as bytes and in every collation of a database.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(String);

/// Why there is no place.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PositionFault {
    #[error(
        "the entry that should come before does not stand before the one that should come after; load the list again"
    )]
    OutOfOrder,
}

impl Position {
    /// The place of the only entry of a list.
    pub fn first() -> Self {
        Self::of(&FractionalIndex::default())
    }

    /// A place after `before` and before `after`; null stands for the beginning or the end of the list.
    pub fn between(before: Option<&Self>, after: Option<&Self>) -> Result<Self, PositionFault> {
        match (before, after) {
            (None, None) => Ok(Self::first()),
            (Some(before), None) => Ok(Self::of(&FractionalIndex::new_after(&before.index()))),
            (None, Some(after)) => Ok(Self::of(&FractionalIndex::new_before(&after.index()))),
            (Some(before), Some(after)) if before < after => Ok(Self::within(before, after)),
            (Some(_), Some(_)) => Err(PositionFault::OutOfOrder),
        }
    }

    /// Places for `count` entries at once, in order, evenly apart and as short as that allows.
    pub fn spread(count: usize) -> Vec<Self> {
        let count = count as u128;
        // Room for a few entries between any two before keys grow.
        let mut width = 1;
        while 256_u128.pow(width) < (count + 1) * 4 {
            width += 1;
        }
        let step = 256_u128.pow(width) / (count + 1);
        (1..=count)
            .map(|place| {
                let number = (place * step).to_be_bytes();
                let mut key = number[number.len() - width as usize..].to_vec();
                key.push(END);
                Self::of(&read(key))
            })
            .collect()
    }

    /// The key as stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes back a stored key; null when it was never one.
    pub fn from_stored(key: &str) -> Option<Self> {
        let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (key.len().is_multiple_of(2) && key.ends_with("80") && key.bytes().all(is_hex))
            .then(|| Self(key.to_owned()))
    }

    /// `FractionalIndex::new_between` (2.0.2) fails on two keys that share a zero byte, which keys at the beginning of
    /// a list do after 128 inserts there; so it is only shown the bytes from the first difference on.
    fn within(before: &Self, after: &Self) -> Self {
        let (before, after) = (before.index(), after.index());
        let shorter = before.as_bytes().len().min(after.as_bytes().len());
        let shared = before
            .as_bytes()
            .iter()
            .zip(after.as_bytes())
            .take(shorter - 1)
            .take_while(|(a, b)| a == b)
            .count();
        let (start, before) = before.as_bytes().split_at(shared);
        let inner =
            FractionalIndex::new_between(&read(before.to_vec()), &read(after.as_bytes()[shared..].to_vec()))
                .expect("the keys are in order");
        Self::of(&read([start, inner.as_bytes()].concat()))
    }

    fn of(index: &FractionalIndex) -> Self {
        Self(index.to_string())
    }

    fn index(&self) -> FractionalIndex {
        FractionalIndex::from_string(&self.0).expect("a position holds a key")
    }
}

stored_text!(Position, as_str, "a position");

fn read(key: Vec<u8>) -> FractionalIndex {
    FractionalIndex::from_bytes(key).expect("a key ends with its end byte")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(before: Option<&Position>, after: Option<&Position>) -> Position {
        Position::between(before, after).unwrap()
    }

    #[test]
    fn a_place_lies_between_its_neighbours() {
        let first = Position::first();
        let last = between(Some(&first), None);
        let front = between(None, Some(&first));
        let middle = between(Some(&first), Some(&last));
        assert!(front < first && first < middle && middle < last);
        assert_eq!(Position::between(None, None), Ok(first));
    }

    #[test]
    fn neighbours_out_of_order_are_refused() {
        let first = Position::first();
        let last = between(Some(&first), None);
        for (before, after) in [(&last, &first), (&first, &first)] {
            assert_eq!(Position::between(Some(before), Some(after)), Err(PositionFault::OutOfOrder));
        }
    }

    #[test]
    fn a_thousand_entries_fit_at_the_front_and_between_any_two_of_them() {
        let mut places = vec![Position::first()];
        for _ in 0..1000 {
            places.insert(0, between(None, places.first()));
        }
        for pair in places.windows(2) {
            let middle = between(Some(&pair[0]), Some(&pair[1]));
            assert!(pair[0] < middle && middle < pair[1]);
        }
        assert!(places[0].as_str().len() < 30);
    }

    #[test]
    fn moves_to_anywhere_keep_the_order() {
        let mut places = Position::spread(3);
        let mut seed = 7_usize;
        for _ in 0..3000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            // Half of the moves go to the front, the case that shares zero bytes.
            let at = if seed >> 63 == 0 { (seed >> 40) % 4 } else { (seed >> 33) % (places.len() + 1) };
            let before = at.checked_sub(1).map(|index| &places[index]);
            places.insert(at, between(before, places.get(at)));
        }
        assert!(places.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn many_places_are_short_and_in_order() {
        for (count, length) in [(0, 0), (1, 4), (60, 4), (200, 6), (10_000, 6), (100_000, 8)] {
            let places = Position::spread(count);
            assert_eq!(places.len(), count);
            assert!(places.is_sorted_by(|a, b| a < b));
            assert!(places.iter().all(|place| place.as_str().len() == length));
            assert!(places.windows(2).all(|pair| Position::between(Some(&pair[0]), Some(&pair[1])).is_ok()));
        }
    }

    #[test]
    fn a_stored_key_comes_back() {
        let place = Position::spread(200).remove(77);
        assert_eq!(Position::from_stored(place.as_str()), Some(place));
        for key in ["", "8", "81", "8G80", "8A80", "080", "ü80"] {
            assert_eq!(Position::from_stored(key), None, "{key}");
        }
    }
}
