//! Remarks of editors within a text that is not theirs. Called by [`super::statement`].

use super::catalogue::fill;
use super::{END_OF_ISOLATE, ISOLATE, Voice};
use crate::domain::locale::Direction;

/// The double quotation marks of the languages of the catalogue.
const MARKS: [char; 9] = ['„', '“', '”', '‟', '«', '»', '「', '」', '＂'];

impl Voice {
    /// A remark, which may be in any language: as it is written, but on one line, without marks that would turn what stands around
    /// it, and with inner quotation marks, as it is put in marks itself.
    pub(super) fn remark(&self, remark: &str) -> String {
        let remark = on_one_line(&remark.replace(is_bidi_control, ""));
        let remark = with_inner_marks(&remark, self.words.inner_quotation);
        if self.direction == Direction::Rtl || remark.chars().any(is_from_right_to_left) {
            format!("{ISOLATE}{remark}{END_OF_ISOLATE}")
        } else {
            remark
        }
    }

    /// A remark that stands alone, in quotation marks.
    pub(super) fn quoted(&self, remark: &str) -> String {
        fill(self.words.quotation, &[&self.remark(remark)])
    }
}

/// With a blank in place of line ends.
fn on_one_line(remark: &str) -> String {
    let lines = remark.split(is_line_end).map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

/// A remark without marks around the whole of it, and with other marks within. Marks without a partner stay.
fn with_inner_marks(remark: &str, [open, close]: [&str; 2]) -> String {
    let count = remark.matches(MARKS).count();
    if count % 2 == 1 {
        return remark.to_owned();
    }
    let inside = remark.trim().strip_prefix(MARKS).and_then(|rest| rest.strip_suffix(MARKS)).map(str::trim);
    if let Some(inside) = inside.filter(|inside| count == 2 && !inside.is_empty()) {
        return inside.to_owned();
    }
    let mut nested = String::with_capacity(remark.len());
    let mut marks = [open, close].into_iter().cycle();
    for (index, part) in remark.split(MARKS).enumerate() {
        if index > 0 {
            nested.extend(marks.next());
        }
        nested.push_str(part);
    }
    nested
}

/// The blocks of Hebrew, Arabic and their neighbours.
const fn is_from_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Embeddings, overrides and isolates, and their ends (UAX #9).
const fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What ends a line (UAX #14).
const fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
