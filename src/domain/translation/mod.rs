//! Translations: the digest that tells whether a source text has changed, and the states that follow from it. Pure
//! functions for `store` and `editing`, which hold the texts.

mod digest;

use super::closed_set::closed_set;

pub use digest::Digest;

closed_set! {
    /// Who made a text.
    pub enum Origin {
        /// A person wrote or confirmed it.
        Human = "human",
        /// A machine translated it, and nobody has confirmed it yet.
        Machine = "machine",
        /// It came with an import.
        Imported = "imported",
    }
}

closed_set! {
    /// How a text stands to the text that it is made from, within one stage. Computed on read, never stored.
    pub enum State {
        /// It is the source.
        Source = "source",
        /// The source has a text, this locale has none.
        Missing = "missing",
        /// The text that it was made from has changed since, or is gone.
        Outdated = "outdated",
        /// It says what its source says.
        Current = "current",
    }
}

closed_set! {
    /// How far a content is translated into a locale.
    pub enum Coverage {
        /// Every text of the source is there and current, or the source has none.
        Complete = "complete",
        /// Some texts are missing.
        Partial = "partial",
        /// All texts are there, and some are outdated.
        Outdated = "outdated",
        /// The source has texts, and none of them is there.
        Missing = "missing",
    }
}

/// What a translation was made from: the digest of the text that its translator read; null when it was made from none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MadeFrom<'a>(pub Option<&'a Digest>);

/// The state of one field in one locale; null when neither side has a text, which counts nowhere.
///
/// `is_source`: whether the locale is the content's source locale. `source_now`: the digest of the text to compare
/// with, which is that of the locale named by the translation, else of the source locale; null when it has none.
/// `translation`: null when this locale has no text; not looked at for the source.
pub fn state(
    is_source: bool,
    source_now: Option<&Digest>,
    translation: Option<MadeFrom<'_>>,
) -> Option<State> {
    match (is_source, source_now, translation) {
        (true, now, _) => now.map(|_| State::Source),
        (false, None, None) => None,
        (false, Some(_), None) => Some(State::Missing),
        (false, now, Some(MadeFrom(then))) if now == then => Some(State::Current),
        (false, _, Some(_)) => Some(State::Outdated),
    }
}

impl Coverage {
    /// Sums up the states of a content's fields in one locale.
    ///
    /// What a reader misses weighs more than what is old: any missing field makes it [`Coverage::Partial`] (or
    /// [`Coverage::Missing`], when no field is there), and only then does an outdated one count.
    pub fn of(states: impl IntoIterator<Item = State>) -> Self {
        let (mut has_missing, mut has_text, mut has_outdated) = (false, false, false);
        for state in states {
            match state {
                State::Missing => has_missing = true,
                State::Outdated => (has_text, has_outdated) = (true, true),
                State::Source | State::Current => has_text = true,
            }
        }
        match (has_missing, has_text, has_outdated) {
            (true, false, _) => Self::Missing,
            (true, true, _) => Self::Partial,
            (false, _, true) => Self::Outdated,
            (false, _, false) => Self::Complete,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(text: &str) -> Digest {
        Digest::of(text, false)
    }

    #[test]
    fn a_state_follows_from_the_digests() {
        let (then, now) = (digest("then"), digest("now"));
        for (source_now, translation, expected) in [
            (None, None, None),
            (Some(&now), None, Some(State::Missing)),
            (Some(&now), Some(MadeFrom(Some(&now))), Some(State::Current)),
            (Some(&now), Some(MadeFrom(Some(&then))), Some(State::Outdated)),
            (Some(&now), Some(MadeFrom(None)), Some(State::Outdated)),
            (None, Some(MadeFrom(Some(&then))), Some(State::Outdated)),
            (None, Some(MadeFrom(None)), Some(State::Current)),
        ] {
            assert_eq!(state(false, source_now, translation), expected);
        }
    }

    #[test]
    fn the_source_is_the_source_when_it_has_a_text() {
        assert_eq!(state(true, Some(&digest("a")), None), Some(State::Source));
        assert_eq!(state(true, None, None), None);
    }

    #[test]
    fn missing_weighs_more_than_outdated() {
        use State::{Current, Missing, Outdated, Source};
        for (states, expected) in [
            (vec![], Coverage::Complete),
            (vec![Source, Source], Coverage::Complete),
            (vec![Current, Current], Coverage::Complete),
            (vec![Current, Outdated], Coverage::Outdated),
            (vec![Current, Outdated, Missing], Coverage::Partial),
            (vec![Outdated, Missing], Coverage::Partial),
            (vec![Missing, Missing], Coverage::Missing),
        ] {
            assert_eq!(Coverage::of(states), expected);
        }
    }
}
