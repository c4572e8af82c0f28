//! What websites leave around hours: tags, entities, bullets, the bars of tables. Called by the module above.

use super::super::lexicon::Meaning;
use super::{Kind, Reader};

/// Tags that begin or end a line.
const LINES: [&str; 14] =
    ["br", "p", "div", "li", "ul", "ol", "tr", "table", "tbody", "dl", "dt", "h2", "h3", "h4"];

/// Tags within a line.
const INLINE: [&str; 10] = ["b", "i", "em", "strong", "span", "small", "td", "th", "dd", "time"];

/// The longest tag, with what stands in it. Longer ones are rather no tags.
const LONGEST_TAG: usize = 200;

impl Reader<'_> {
    /// Goes over markup; false where there is none.
    pub(super) fn markup(&mut self, c: char) -> bool {
        match c {
            '<' => self.tag(),
            '&' => self.entity(),
            '|' => {
                self.skip(1);
                true
            }
            '•' | '●' | '▪' | '‣' | '◦' | '·' | '*' => {
                let is_at_start = self.tokens.last().is_none_or(|token| token.kind == Kind::Line);
                match c {
                    _ if is_at_start => {
                        self.skip(c.len_utf8());
                    }
                    // Within a line it points to a note.
                    '*' => return false,
                    _ => self.take(c.len_utf8(), Kind::Stop),
                }
                true
            }
            _ => false,
        }
    }

    fn tag(&mut self) -> bool {
        let Some(length) = self.rest.bytes().take(LONGEST_TAG).position(|byte| byte == b'>') else {
            return false;
        };
        let inside = self.rest[1..length].trim_start_matches('/');
        let name = inside.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        if LINES.contains(&name.as_str()) {
            self.take(length + 1, Kind::Line);
        } else if INLINE.contains(&name.as_str()) {
            self.skip(length + 1);
        } else {
            return false;
        }
        true
    }

    fn entity(&mut self) -> bool {
        const ENTITIES: [(&str, Option<Kind<'static>>); 7] = [
            ("&nbsp;", None),
            ("&#160;", None),
            ("&thinsp;", None),
            ("&shy;", None),
            ("&ndash;", Some(Kind::Dash)),
            ("&mdash;", Some(Kind::Dash)),
            ("&amp;", Some(Kind::Word(Meaning::And))),
        ];
        let Some((entity, kind)) = ENTITIES.iter().find(|(entity, _)| self.rest.starts_with(entity)) else {
            return false;
        };
        match kind {
            Some(kind) => self.take(entity.len(), *kind),
            None => {
                self.skip(entity.len());
            }
        }
        true
    }
}
