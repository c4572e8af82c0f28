//! What every text must keep to, plain or rich, before a noun looks at it. Called by the nouns' field checks.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;
use thiserror::Error;

/// Gives a value that is stored as one text its serde form: that text, checked on the way in by `from_stored`.
///
/// Takes the type, the method that gives the text, and what to call it when it is refused.
macro_rules! stored_text {
    ($name:ident, $as_text:ident, $what:literal) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.$as_text())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::from_stored(&text).ok_or_else(|| serde::de::Error::custom(concat!("not ", $what)))
            }
        }
    };
}
pub(crate) use stored_text;

/// The longest rich text, in characters.
pub const MAX_RICH_LENGTH: usize = 100_000;

/// Why a text is refused. Positions count characters from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TextFault {
    #[error("the text has {found} characters, at most {max} fit here")]
    TooLong { max: usize, found: usize },
    #[error("the text has a line break at character {position}, but must be a single line")]
    LineBreak { position: usize },
    #[error("the text has the invisible control character U+{code:04X} at character {position}; delete it")]
    Control { code: u32, position: usize },
    #[error(
        "the text has the invisible direction override U+{code:04X} at character {position}, which can make it read differently from what it says; delete it"
    )]
    DirectionOverride { code: u32, position: usize },
}

/// A plain text of one line: trimmed, in NFC. Null when nothing is left. `max` counts characters.
pub fn check_plain(value: &str, max: usize) -> Result<Option<String>, TextFault> {
    let value = value.trim();
    check_length(value, max)?;
    check_characters(value, |character| character == '\t')?;
    if let Some(position) = value.chars().position(is_line_break) {
        return Err(TextFault::LineBreak { position: position + 1 });
    }
    finish(nfc(value).replace('\t', " "), max)
}

/// A plain text of several lines: as [`check_plain`], but with line breaks, which become LF.
pub fn check_lines(value: &str, max: usize) -> Result<Option<String>, TextFault> {
    let value = unify_line_ends(value.trim());
    check_length(&value, max)?;
    check_characters(&value, |character| matches!(character, '\n' | '\t'))?;
    finish(nfc(&value).into_owned(), max)
}

/// A rich text (CommonMark): line ends become LF, blank lines around it are cut, indentation and hard breaks stay.
/// In NFC. Null when nothing is left. `max` counts characters and is at most [`MAX_RICH_LENGTH`].
pub fn check_rich(value: &str, max: usize) -> Result<Option<String>, TextFault> {
    let max = max.min(MAX_RICH_LENGTH);
    let value = unify_line_ends(value.trim_end());
    // The first line keeps its indentation: it may be code.
    let start = value
        .find(|character: char| !character.is_whitespace())
        .and_then(|text| value[..text].rfind('\n'))
        .map_or(0, |line_end| line_end + 1);
    let value = &value[start..];
    check_length(value, max)?;
    check_characters(value, |character| matches!(character, '\n' | '\t'))?;
    finish(nfc(value).into_owned(), max)
}

/// The text in Unicode's normal form C (UAX 15), so that one letter has one spelling.
pub(super) fn nfc(value: &str) -> Cow<'_, str> {
    ComposingNormalizerBorrowed::new_nfc().normalize(value)
}

/// CR LF, CR, NEL, LS and PS all become LF: texts come from every system and out of every word processor.
pub(super) fn unify_line_ends(value: &str) -> Cow<'_, str> {
    if value.contains(|character| character != '\n' && is_line_break(character)) {
        let value = value.replace("\r\n", "\n");
        Cow::Owned(value.replace(is_line_break, "\n"))
    } else {
        Cow::Borrowed(value)
    }
}

fn is_line_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn check_length(value: &str, max: usize) -> Result<(), TextFault> {
    let found = value.chars().count();
    // NFC may shorten a text, by no more than a few letters' worth of marks each; what is far too long is not normalised.
    if found > max.saturating_mul(4) {
        return Err(TextFault::TooLong { max, found });
    }
    Ok(())
}

fn check_characters(value: &str, is_allowed: impl Fn(char) -> bool) -> Result<(), TextFault> {
    for (index, character) in value.chars().enumerate() {
        let (code, position) = (u32::from(character), index + 1);
        match character {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                return Err(TextFault::DirectionOverride { code, position });
            }
            _ if is_allowed(character) || is_line_break(character) => {}
            '\u{feff}' => return Err(TextFault::Control { code, position }),
            _ if character.is_control() => return Err(TextFault::Control { code, position }),
            _ => {}
        }
    }
    Ok(())
}

fn finish(value: String, max: usize) -> Result<Option<String>, TextFault> {
    let found = value.chars().count();
    if found > max {
        return Err(TextFault::TooLong { max, found });
    }
    let is_unseen = |character: char| {
        character.is_whitespace() || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}')
    };
    // What nobody sees is no text.
    Ok(Some(value).filter(|value| !value.chars().all(is_unseen)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(value: &str) -> Result<Option<String>, TextFault> {
        check_plain(value, 10)
    }

    #[test]
    fn a_text_is_trimmed_and_composed() {
        assert_eq!(plain("  Bu\u{308}ro \u{a0}"), Ok(Some("Büro".to_owned())));
        assert_eq!(plain("a\tb"), Ok(Some("a b".to_owned())));
    }

    #[test]
    fn an_empty_text_is_none() {
        for value in ["", "   ", "\n\u{3000}", "\u{200b}", "\u{2060} \u{ad}"] {
            assert_eq!(plain(value), Ok(None));
            assert_eq!(check_rich(value, 10), Ok(None));
            assert_eq!(check_lines(value, 10), Ok(None));
        }
    }

    #[test]
    fn a_name_is_one_line() {
        for value in ["ab\ncd", "ab\r\ncd", "ab\u{2028}cd", "ab\u{b}cd"] {
            assert_eq!(plain(value), Err(TextFault::LineBreak { position: 3 }));
        }
    }

    #[test]
    fn the_length_counts_composed_characters() {
        assert_eq!(plain(&"u\u{308}".repeat(10)), Ok(Some("ü".repeat(10))));
        assert_eq!(plain("12345678901"), Err(TextFault::TooLong { max: 10, found: 11 }));
        assert!(plain(&"u\u{308}".repeat(1_000_000)).is_err());
        assert!(check_rich(&"a".repeat(MAX_RICH_LENGTH), usize::MAX).is_ok());
        assert!(check_rich(&"a".repeat(MAX_RICH_LENGTH + 1), usize::MAX).is_err());
    }

    #[test]
    fn control_characters_are_refused() {
        for check in [check_plain, check_lines, check_rich] {
            assert_eq!(check("a\0b", 10), Err(TextFault::Control { code: 0, position: 2 }));
            assert_eq!(check("\u{1b}[0m", 10), Err(TextFault::Control { code: 0x1b, position: 1 }));
            assert_eq!(check("a\u{feff}", 10), Err(TextFault::Control { code: 0xfeff, position: 2 }));
        }
    }

    #[test]
    fn direction_overrides_are_refused_and_marks_kept() {
        for check in [check_plain, check_lines, check_rich] {
            for code in (0x202a..=0x202e).chain(0x2066..=0x2069) {
                let value = format!("a{}", char::from_u32(code).unwrap());
                assert_eq!(check(&value, 10), Err(TextFault::DirectionOverride { code, position: 2 }));
            }
            // Left-to-right mark, zero width non-joiner (Persian spelling), soft hyphen.
            for kept in ["a\u{200e}b", "می\u{200c}خواهم", "Amts\u{ad}haus"] {
                assert_eq!(check(kept, 10), Ok(Some(kept.to_owned())));
            }
        }
    }

    #[test]
    fn a_rich_text_keeps_its_indentation_and_hard_breaks() {
        assert_eq!(
            check_rich("\r\n \n    code\r\n\r\na  \rb\n\n", 100),
            Ok(Some("    code\n\na  \nb".to_owned()))
        );
    }

    #[test]
    fn lines_end_with_a_line_feed() {
        assert_eq!(check_lines(" a\r\nb\u{2029}c ", 10), Ok(Some("a\nb\nc".to_owned())));
    }
}
