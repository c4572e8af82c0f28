//! The digest of a text: equal for texts that a translator need not look at again.

use std::fmt::{self, Write as _};
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::domain::markdown;
use crate::domain::text::{nfc, unify_line_ends};

/// `1:` and the SHA-256, in lower-case hex, of the text with its layout evened out. The number is that of the rule by
/// which layout is evened out: digests of another number are never equal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(String);

impl Digest {
    /// The digest of a text (NFC, line ends as LF).
    ///
    /// Blanks at the ends of lines and blank lines around the text do not count, nor how many blanks or blank lines
    /// follow each other. In a rich text, indentation, hard breaks and code (blocks and spans) count as they are.
    pub fn of(value: &str, is_rich: bool) -> Self {
        let value = unify_line_ends(value);
        let value = nfc(&value);
        let kept = if is_rich { Kept::of(&value) } else { Kept::default() };
        let mut digest = String::with_capacity(66);
        digest.push_str("1:");
        for byte in Sha256::digest(even_out(&value, is_rich, kept)) {
            let _ = write!(digest, "{byte:02x}");
        }
        Self(digest)
    }

    /// Takes back a stored or a client's digest. What is none is equal to none, so it is not refused.
    pub fn from_stored(digest: &str) -> Self {
        Self(digest.to_owned())
    }

    /// The digest as stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The byte ranges of a rich text in which layout counts, each list in order.
#[derive(Default)]
struct Kept {
    /// Code blocks: whole lines.
    blocks: Vec<Range<usize>>,
    /// Code spans and hard breaks.
    spans: Vec<Range<usize>>,
}

impl Kept {
    fn of(text: &str) -> Self {
        let mut kept = Self::default();
        for (event, range) in Parser::new_ext(text, markdown::options()).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(_)) => kept.blocks.push(range),
                Event::Code(_) | Event::HardBreak => kept.spans.push(range),
                _ => {}
            }
        }
        kept
    }
}

/// Drops the ranges that end at or before `offset`, and says whether the first that is left touches `place`.
fn touches(ranges: &mut &[Range<usize>], place: &Range<usize>) -> bool {
    while let Some((first, rest)) = ranges.split_first()
        && first.end <= place.start
    {
        *ranges = rest;
    }
    ranges.first().is_some_and(|range| range.start < place.end)
}

fn even_out(text: &str, is_rich: bool, kept: Kept) -> String {
    let (mut blocks, mut spans) = (kept.blocks.as_slice(), kept.spans.as_slice());
    let mut even = String::with_capacity(text.len());
    let mut start = 0;
    let mut has_gap = false;
    for line in text.split('\n') {
        let place = start..start + line.len() + 1;
        start = place.end;
        let is_code = touches(&mut blocks, &place);
        if !is_code && line.trim_matches(is_blank).is_empty() {
            has_gap = true;
            continue;
        }
        if !even.is_empty() {
            even.push_str(if has_gap { "\n\n" } else { "\n" });
        }
        has_gap = false;
        if is_code {
            even.push_str(line);
        } else {
            push_line(&mut even, line, place.start, is_rich, &mut spans);
        }
    }
    even
}

fn push_line(even: &mut String, line: &str, offset: usize, is_rich: bool, spans: &mut &[Range<usize>]) {
    let mut rest = line;
    while let Some(blank) = rest.find(is_blank) {
        let (word, after) = rest.split_at(blank);
        let next = after.trim_start_matches(is_blank);
        let run = &after[..after.len() - next.len()];
        even.push_str(word);
        let at = offset + line.len() - after.len();
        let is_indentation = is_rich && at == offset;
        if is_indentation || touches(spans, &(at..at + run.len())) {
            even.push_str(run);
        } else if !next.is_empty() || (is_rich && word.ends_with('\\')) {
            // A blank behind a backslash keeps it from being a hard break.
            even.push(' ');
        }
        rest = next;
    }
    even.push_str(rest);
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_same(a: &str, b: &str, is_rich: bool) -> bool {
        Digest::of(a, is_rich) == Digest::of(b, is_rich)
    }

    #[test]
    fn a_digest_is_a_number_and_a_hash() {
        assert_eq!(
            Digest::of("Bürgerbüro", false).as_str(),
            "1:257813d5ae45e9051878044f2af0597cfcf2a70b48ce0e6c35e01910d18ff3cb"
        );
        assert_eq!(Digest::of("a", false), Digest::of("a", true));
    }

    #[test]
    fn layout_does_not_count() {
        for is_rich in [false, true] {
            for (a, b) in [
                ("Bu\u{308}ro", "Büro"),
                ("a\r\nb\rc", "a\nb\nc"),
                ("a  \t b", "a b"),
                ("a\n\n \n\t\n\nb", "a\n\nb"),
                ("\n\na \t\n\n", "a"),
                ("a \n\nb", "a\n\nb"),
            ] {
                assert!(is_same(a, b, is_rich), "{a:?} {b:?} {is_rich}");
            }
        }
    }

    #[test]
    fn words_and_paragraphs_count() {
        for is_rich in [false, true] {
            for (a, b) in [
                ("a", "b"),
                ("a b", "ab"),
                ("a\nb", "a\n\nb"),
                ("a\nb", "a b"),
                ("a\u{a0}b", "a b"),
                ("A", "a"),
            ] {
                assert!(!is_same(a, b, is_rich), "{a:?} {b:?} {is_rich}");
            }
        }
    }

    #[test]
    fn in_rich_text_indentation_and_hard_breaks_count() {
        for (a, b) in [
            ("- a\n  - b", "- a\n- b"),
            ("- a\n  - b", "- a\n - b"),
            ("a  \nb", "a\nb"),
            ("a\\\nb", "a\nb"),
            ("a\\ \nb", "a\\\nb"),
            ("- a  \n  b", "- a\n  b"),
        ] {
            assert!(!is_same(a, b, true), "{a:?} {b:?}");
        }
        // Two blanks at the end of a paragraph break nothing.
        assert!(is_same("a  \n\nb  ", "a\n\nb", true));
        assert!(is_same("a  \nb", "a\nb", false));
        assert!(is_same("- a\n   - b", "- a\n - b", false));
    }

    #[test]
    fn in_rich_text_code_counts_as_it_is() {
        for (a, b) in [
            ("`a  b`", "`a b`"),
            ("a `b  c` d", "a `b c` d"),
            ("```\na  b\n```", "```\na b\n```"),
            ("```\na\n\n\nb\n```", "```\na\n\nb\n```"),
            ("```\na \n```", "```\na\n```"),
            ("~~~\n\n\na\n~~~", "~~~\n\na\n~~~"),
            ("> ```\n> a  b\n> ```", "> ```\n> a b\n> ```"),
            ("- x\n\n      a  b", "- x\n\n      a b"),
            ("x\n\n    a  b", "x\n\n    a b"),
            ("x\n\n    a\n\n\n    b", "x\n\n    a\n\n    b"),
            ("`a\n b  c`", "`a\n b c`"),
        ] {
            assert!(!is_same(a, b, true), "{a:?} {b:?}");
        }
        assert!(is_same("a  b `c  d`  e", "a b `c  d` e", true));
        assert!(is_same("```\na\n```\n\n\nb  c", "```\na\n```\n\nb c", true));
        assert!(is_same("`a  b", "`a b", true));
    }

    #[test]
    fn a_digest_is_linear_in_the_text() {
        for text in
            ["> ".repeat(50_000), "`a` ".repeat(25_000), "a  \n".repeat(25_000), "    a\n\n".repeat(15_000)]
        {
            assert_eq!(Digest::of(&text, true).as_str().len(), 66);
        }
    }
}
