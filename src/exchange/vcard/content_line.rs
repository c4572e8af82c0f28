//! The lines of a vCard (RFC 6350 §3): escaping, parameters, folding. Called by [`super`], which knows what they say.
//!
//! Whatever a value holds, it ends where its line ends: line breaks become `\n` or `^n`, and other control characters,
//! which no vCard may have, are left out.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::domain::locale::Locale;

/// The longest line, in octets without its end (RFC 6350 §3.2).
const MAX_LINE_OCTETS: usize = 75;

/// One property on its way into a card.
pub struct ContentLine(String);

impl ContentLine {
    /// A line of this property, by its name in capitals.
    pub fn new(property: &'static str) -> Self {
        Self(property.to_owned())
    }

    /// With a parameter whose values are words of the standard, separated by commas.
    pub fn with(mut self, parameter: &'static str, words: &'static str) -> Self {
        self.push_parameter(parameter, words);
        self
    }

    /// With a parameter whose value is anybody's text (RFC 6868).
    pub fn with_text(mut self, parameter: &'static str, text: &str) -> Self {
        self.push_parameter(parameter, &format!("\"{}\"", parameter_text(text)));
        self
    }

    /// With the language of its value.
    pub fn in_language(mut self, locale: &Locale) -> Self {
        // A tag has letters, digits and hyphens only.
        self.push_parameter("LANGUAGE", locale.as_str());
        self
    }

    /// As one of several renderings of the same thing, which share `number` (RFC 6350 §5.4).
    pub fn one_of_alternatives(mut self, number: usize, is_preferred: bool) -> Self {
        self.push_parameter("ALTID", &number.to_string());
        if is_preferred {
            self.push_parameter("PREF", "1");
        }
        self
    }

    fn push_parameter(&mut self, name: &str, value: &str) {
        let Self(line) = self;
        write!(line, ";{name}={value}").expect("a string takes every text");
    }

    /// The line with a text.
    pub fn text(self, value: &str) -> String {
        self.finish(&escape(value))
    }

    /// The line with a text of components, some of which may be empty.
    pub fn components<'a>(self, components: impl IntoIterator<Item = &'a str>) -> String {
        // Only here must a semicolon be escaped, and not every program expects it elsewhere.
        let components: Vec<String> =
            components.into_iter().map(|component| escape(component).replace(';', "\\;")).collect();
        self.finish(&components.join(";"))
    }

    /// The line with a URI or a value made of ASCII letters, digits and signs, which is not escaped.
    pub fn uri(self, value: &str) -> String {
        self.finish(&value.replace(char::is_control, ""))
    }

    fn finish(self, value: &str) -> String {
        fold(&format!("{}:{value}", self.0))
    }
}

/// The text as a value (RFC 6350 §3.4).
fn escape(text: &str) -> String {
    let text = one_kind_of_line_break(text);
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ',' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push('\t'),
            control if control.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// The text as what stands between the quotes of a parameter (RFC 6868 §3.1).
fn parameter_text(text: &str) -> String {
    let text = one_kind_of_line_break(text);
    let mut encoded = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '^' => encoded.push_str("^^"),
            '\n' => encoded.push_str("^n"),
            '"' => encoded.push_str("^'"),
            '\t' => encoded.push('\t'),
            control if control.is_control() => {}
            other => encoded.push(other),
        }
    }
    encoded
}

/// Every line break as LF, those included that only some readers take for one.
fn one_kind_of_line_break(text: &str) -> Cow<'_, str> {
    const RARE: [char; 6] = ['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    if text.contains(RARE) { Cow::Owned(text.replace("\r\n", "\n").replace(RARE, "\n")) } else { text.into() }
}

/// The line in pieces of at most 75 octets, cut between characters. A further piece begins with a blank, which counts.
fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + line.len() / MAX_LINE_OCTETS * 3 + 2);
    let mut octets = 0;
    for character in line.chars() {
        if octets + character.len_utf8() > MAX_LINE_OCTETS {
            folded.push_str("\r\n ");
            octets = 1;
        }
        folded.push(character);
        octets += character.len_utf8();
    }
    folded.push_str("\r\n");
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_escaped_so_that_it_is_one_value() {
        assert_eq!(
            ContentLine::new("NOTE").text("a, b; c\\n\r\nd\re\u{2028}f\u{0}\u{7f}\t\"^"),
            "NOTE:a\\, b; c\\\\n\\nd\\ne\\nf\t\"^\r\n"
        );
        assert_eq!(ContentLine::new("N").components(["a;b", "", "c"]), "N:a\\;b;;c\r\n");
    }

    #[test]
    fn a_parameter_holds_any_text() {
        assert_eq!(
            ContentLine::new("ADR").with_text("LABEL", "\"Rat\",\n^1:2;3\u{1}").components(["", ""]),
            "ADR;LABEL=\"^'Rat^',^n^^1:2;3\":;\r\n"
        );
    }

    #[test]
    fn a_long_line_is_cut_between_characters() {
        let folded = ContentLine::new("NOTE").text(&"aé😀".repeat(300));
        for line in folded.split("\r\n") {
            assert!(line.len() <= MAX_LINE_OCTETS, "{line}");
        }
        assert_eq!(folded.replace("\r\n ", ""), format!("NOTE:{}\r\n", "aé😀".repeat(300)));
        assert_eq!(fold(&"a".repeat(75)), format!("{}\r\n", "a".repeat(75)));
        assert_eq!(fold(&"a".repeat(76)), format!("{}\r\n a\r\n", "a".repeat(75)));
    }
}
