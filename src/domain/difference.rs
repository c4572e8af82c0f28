//! Two versions of a text, word by word. Called by `graphql`, which shows it.

use similar::{Algorithm, ChangeTag, DiffableStr, capture_diff_slices};

/// What became of a piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordChangeKind {
    Equal,
    Inserted,
    Deleted,
}

/// A piece of a text, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordChange {
    pub kind: WordChangeKind,
    pub text: String,
}

/// The most words, blanks and punctuation marks in which two texts may differ to be compared word by word, counted in
/// both and without what they begin and end with alike. The work grows with its square.
const MAX_PIECES: usize = 5_000;

/// What became of the words of a text: the equal and the deleted pieces are the text before, the equal and the inserted
/// ones the text after.
///
/// Texts that differ in more than [`MAX_PIECES`] words are compared line by line, and those that differ in more lines
/// than that are shown as deleted and inserted whole.
pub fn words(before: &str, after: &str) -> Vec<WordChange> {
    let by_words = compare(&before.tokenize_unicode_words(), &after.tokenize_unicode_words());
    let found = by_words.or_else(|| compare(&before.tokenize_lines(), &after.tokenize_lines()));
    found.unwrap_or_else(|| {
        let mut changes = Changes::default();
        changes.add(WordChangeKind::Deleted, before);
        changes.add(WordChangeKind::Inserted, after);
        changes.0
    })
}

/// Null where it would be too much work.
fn compare(before: &[&str], after: &[&str]) -> Option<Vec<WordChange>> {
    let start = before.iter().zip(after).take_while(|(old, new)| old == new).count();
    let (old, new) = (&before[start..], &after[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
    if old.len() + new.len() > MAX_PIECES {
        return None;
    }
    let mut changes = Changes::default();
    for piece in &before[..start] {
        changes.add(WordChangeKind::Equal, piece);
    }
    for operation in capture_diff_slices(Algorithm::Myers, old, new) {
        for change in operation.iter_changes(old, new) {
            let kind = match change.tag() {
                ChangeTag::Equal => WordChangeKind::Equal,
                ChangeTag::Insert => WordChangeKind::Inserted,
                ChangeTag::Delete => WordChangeKind::Deleted,
            };
            changes.add(kind, change.value());
        }
    }
    for piece in &before[before.len() - end..] {
        changes.add(WordChangeKind::Equal, piece);
    }
    Some(changes.0)
}

/// Pieces, where neighbours of one kind are one.
#[derive(Default)]
struct Changes(Vec<WordChange>);

impl Changes {
    fn add(&mut self, kind: WordChangeKind, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.kind == kind => last.text.push_str(text),
            _ => self.0.push(WordChange { kind, text: text.to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(before: &str, after: &str) -> String {
        let piece = |change: &WordChange| match change.kind {
            WordChangeKind::Equal => change.text.clone(),
            WordChangeKind::Inserted => format!("[+{}]", change.text),
            WordChangeKind::Deleted => format!("[-{}]", change.text),
        };
        words(before, after).iter().map(piece).collect()
    }

    fn side(changes: &[WordChange], left_out: WordChangeKind) -> String {
        let kept = changes.iter().filter(|change| change.kind != left_out);
        kept.map(|change| change.text.as_str()).collect()
    }

    #[test]
    fn words_are_compared_and_punctuation_by_itself() {
        assert_eq!(
            shown("Montag, 8 Uhr im Bürgeramt.", "Montag, 9 Uhr im Bürgeramt!"),
            "Montag, [-8][+9] Uhr im Bürgeramt[-.][+!]"
        );
        assert_eq!(shown("Amt", "Amt"), "Amt");
        assert_eq!(shown("", "Amt für Ämter"), "[+Amt für Ämter]");
        assert_eq!(shown("Amt", ""), "[-Amt]");
        assert_eq!(shown("", ""), "");
    }

    #[test]
    fn long_texts_are_compared_by_lines_and_the_longest_not_at_all() {
        let lines = |count: usize, word: &str| -> String {
            (0..count).map(|number| format!("{word} {number} und noch viele Worte\n")).collect()
        };
        let (before, after) =
            (lines(1_000, "Zeile"), format!("{}neu\n{}", lines(500, "Reihe"), lines(500, "Zeile")));
        let changes = words(&before, &after);
        assert!(changes.len() > 2 && changes.iter().any(|change| change.kind == WordChangeKind::Equal));
        let (before, after) = ("a\n".repeat(50_000), "b\n".repeat(50_000));
        let changes = words(&before, &after);
        assert_eq!(changes.len(), 2);
        for (before, after) in [(before.as_str(), after.as_str()), ("x y", "y x")] {
            let changes = words(before, after);
            assert_eq!(side(&changes, WordChangeKind::Inserted), before);
            assert_eq!(side(&changes, WordChangeKind::Deleted), after);
        }
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_the_difference(before in "[a-c äß.,\n]{0,40}", after in "[a-c äß.,\n]{0,40}") {
            let changes = words(&before, &after);
            prop_assert_eq!(side(&changes, WordChangeKind::Inserted), before);
            prop_assert_eq!(side(&changes, WordChangeKind::Deleted), after);
        }
    }
}
