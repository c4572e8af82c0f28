//! The text of a document before it is parsed: how many tokens, how deep in brackets, how long its names.

use super::{Bound, Bounds, Exceeded};

/// The longest name. The library compares a name that it does not know with all that it knows.
const MAX_NAME_LENGTH: usize = 256;

/// So many characters of names and numbers are taken for each token that is: what is compared, all together.
const NAME_BYTES_OF_TOKEN: usize = 16;

/// The most brackets in brackets: the parser goes down once for each.
const MAX_NESTING: usize = 64;

impl Bounds {
    /// How many tokens a text has, if it may be parsed. Says nothing of whether it is GraphQL.
    pub fn check_source(&self, source: &str) -> Result<usize, Exceeded> {
        let bytes = source.as_bytes();
        let exceeds = |bound, max| Exceeded { bound, max, found: None };
        let (mut at, mut tokens, mut nesting, mut names) = (0, 0, 0_usize, 0);
        let max_names = self.max_tokens.saturating_mul(NAME_BYTES_OF_TOKEN);
        while let Some(&byte) = bytes.get(at) {
            let length = match byte {
                // Ignored tokens (GraphQL, 2.1.7); the bytes of a byte order mark.
                b' ' | b'\t' | b'\r' | b'\n' | b',' | 0xEF | 0xBB | 0xBF => {
                    at += 1;
                    continue;
                }
                b'#' => {
                    at += count(&bytes[at..], |byte| byte != b'\n' && byte != b'\r');
                    continue;
                }
                b'"' => string(&bytes[at..]),
                byte if is_word(byte) => {
                    let length = count(&bytes[at..], is_word);
                    if length > MAX_NAME_LENGTH {
                        return Err(exceeds(Bound::NameLength, MAX_NAME_LENGTH));
                    }
                    names += length;
                    if names > max_names {
                        return Err(exceeds(Bound::NameLength, max_names));
                    }
                    length
                }
                b'{' | b'[' | b'(' => {
                    nesting += 1;
                    if nesting > MAX_NESTING {
                        return Err(exceeds(Bound::Nesting, MAX_NESTING));
                    }
                    1
                }
                b'}' | b']' | b')' => {
                    nesting = nesting.saturating_sub(1);
                    1
                }
                b'.' => count(&bytes[at..], |byte| byte == b'.').min(3),
                _ => 1,
            };
            at += length;
            tokens += 1;
            if tokens > self.max_tokens {
                return Err(exceeds(Bound::Tokens, self.max_tokens));
            }
        }
        Ok(tokens)
    }
}

fn count(bytes: &[u8], is_part: impl Fn(u8) -> bool) -> usize {
    bytes.iter().take_while(|&&byte| is_part(byte)).count()
}

/// Of a name or a number.
const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The length of the string that a text begins with; one that does not end goes to the end.
fn string(bytes: &[u8]) -> usize {
    if bytes.starts_with(br#"""""#) {
        let mut at = 3;
        while at < bytes.len() {
            let rest = &bytes[at..];
            if rest.starts_with(br#"\""""#) {
                at += 4;
            } else if rest.starts_with(br#"""""#) {
                return at + 3;
            } else {
                at += 1;
            }
        }
        return bytes.len();
    }
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            // A string ends with its line; what follows is read as tokens.
            b'\n' | b'\r' => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;
    use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
    use proptest::prelude::*;

    use super::*;

    fn tokens(source: &str) -> usize {
        Bounds::default().check_source(source).expect("a short text")
    }

    fn bound(source: &str) -> Option<Bound> {
        Bounds::default().check_source(source).err().map(|exceeded| exceeded.bound)
    }

    #[test]
    fn tokens_are_counted_as_the_specification_cuts_them() {
        assert_eq!(tokens(""), 0);
        assert_eq!(tokens("\u{feff} # { a }\n,, "), 0);
        assert_eq!(tokens("{ a }"), 3);
        assert_eq!(tokens("query Q($a: [Int!]! = 12) { b(c: $a) ...F }"), 25);
        assert_eq!(tokens(r#"{ a(b: "} \" {") }"#), 8);
        assert_eq!(tokens(r#"{ a(b: """ " \""" { """) }"#), 8);
        assert_eq!(tokens("{ a # }\n }"), 3);
        assert_eq!(tokens(r#""never ends"#), 1);
        assert_eq!(tokens("\"\"\"never ends\""), 1);
        assert_eq!(tokens("\"line\nends\\"), 3);
    }

    #[test]
    fn brackets_and_names_are_bounded() {
        assert_eq!(bound(&"{a".repeat(64)), None);
        assert_eq!(bound(&"{a".repeat(65)), Some(Bound::Nesting));
        assert_eq!(bound(&"[]".repeat(1_000)), None);
        assert_eq!(bound(&"}".repeat(1_000)), None);
        assert_eq!(bound(&"a".repeat(256)), None);
        assert_eq!(bound(&"a".repeat(257)), Some(Bound::NameLength));
        let long = "a".repeat(199) + " ";
        assert_eq!(bound(&long.repeat(800)), None);
        assert_eq!(bound(&long.repeat(810)), Some(Bound::NameLength));
        assert_eq!(bound(&format!("\"{}\"", "a".repeat(100_000))), None, "a text is no name");
        assert_eq!(bound(&"a ".repeat(10_000)), None);
        assert_eq!(bound(&"a ".repeat(10_001)), Some(Bound::Tokens));
    }

    #[test]
    fn half_a_token_at_the_end_is_no_panic() {
        for source in ["\"", "\"\\", "\"\"\"", "\"\"\"\\\"\"", "..", "#", "\u{feff}"] {
            assert_eq!(bound(source), None, "{source}");
        }
    }

    /// Counts what a parsed document is made of: never more than the tokens that it was read from.
    fn parts(document: &ExecutableDocument) -> (usize, usize) {
        fn in_set(set: &SelectionSet, depth: usize) -> (usize, usize) {
            let mut whole = (0, depth);
            for selection in &set.items {
                let (own, below) = match &selection.node {
                    Selection::Field(field) => {
                        let field = &field.node;
                        let arguments =
                            field.arguments.len() * 3 + usize::from(!field.arguments.is_empty()) * 2;
                        let alias = usize::from(field.alias.is_some()) * 2;
                        (1 + alias + arguments, &field.selection_set.node)
                    }
                    Selection::InlineFragment(fragment) => (1, &fragment.node.selection_set.node),
                    Selection::FragmentSpread(_) => {
                        whole.0 += 2;
                        continue;
                    }
                };
                let below = if below.items.is_empty() { (0, depth) } else { in_set(below, depth + 1) };
                whole = (whole.0 + own + below.0, whole.1.max(below.1));
            }
            (whole.0 + 2, whole.1)
        }
        let operations = document.operations.iter().map(|(_, operation)| &operation.node.selection_set.node);
        let fragments = document.fragments.values().map(|fragment| &fragment.node.selection_set.node);
        let both = operations.chain(fragments).map(|selections| in_set(selections, 1));
        both.fold((0, 0), |(tokens, depth), (more, deeper)| (tokens + more, depth.max(deeper)))
    }

    /// Pieces of documents, of which some are whole and some end in the middle of something.
    fn pieces() -> impl Strategy<Value = String> {
        let pieces = [
            "{ a }",
            "{a",
            "{ a(b: ",
            "(c: $d)",
            " e: f ",
            "}",
            ")",
            "...F",
            "... on T {",
            "fragment F on T { g }",
            "\"",
            "\"\"\"",
            "\\\"",
            "\\",
            "\\\"\"\"",
            "#",
            "\n",
            "\r",
            ",",
            "\u{feff}",
            "\u{85}",
            "\u{2028}",
            "ä",
            "\0",
            "[1 2]",
            "{x: \"}\"}",
            "-1.5e+3",
            ".",
            "..",
            "@h",
            "!",
            "query",
            "\t",
            "\u{b}",
            "💥",
            " \"i\" ",
            "\"\"\"j\nk\"\"\"",
        ];
        proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..24)
            .prop_map(|all| all.concat())
    }

    proptest! {
        #[test]
        fn whatever_the_parser_takes_has_no_more_than_was_counted(middle in pieces(), value in pieces()) {
            for source in [
                middle.clone(),
                format!("{{ a {middle} }}"),
                format!("{{ a(b: {value}) {middle} }}"),
                format!("{{ a(b: \"{value}\") {middle} }}"),
                format!("{{ a(b: \"\"\"{value}\"\"\") {middle} }} # {value}"),
            ] {
                let counted = tokens(&source);
                if let Ok(document) = parse_query(&source) {
                    let (found, depth) = parts(&document);
                    prop_assert!(found <= counted, "{found} > {counted} in {source:?}");
                    prop_assert!(depth <= MAX_NESTING, "{depth} in {source:?}");
                }
            }
        }

        #[test]
        fn any_text_can_be_counted(source in any::<String>()) {
            prop_assert!(tokens(&source) <= source.len());
        }
    }
}
