//! A rich text as plain text: for search, previews, vCards.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events;

/// The rich text to read as it is: paragraphs apart by a blank line, each item of a list on a line of its own with
/// `• ` or its number, the cells of a table's row joined by ` | `. Links give their words.
pub fn plain(markdown: &str) -> String {
    let mut page = Page::default();
    for event in events(markdown) {
        page.take(event);
    }
    page.text
}

#[derive(Default)]
struct Page {
    text: String,
    /// Line breaks due before the next word.
    due: usize,
    /// The open lists, each with the number of its next item if it counts.
    lists: Vec<Option<u64>>,
    /// The mark of an item that has no word yet.
    mark: Option<String>,
    /// Cells so far in this row.
    cells: usize,
}

impl Page {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.write(&text),
            Event::SoftBreak => self.write_blank(),
            Event::HardBreak => self.end_line(1),
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(tag),
            Event::Rule => self.end_line(2),
            _ => {}
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::BlockQuote(_) => {
                self.begin_block();
            }
            Tag::Table(_) => self.end_line(2),
            Tag::TableHead | Tag::TableRow => {
                self.end_line(1);
                self.cells = 0;
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.write(" | ");
                }
                self.cells += 1;
            }
            Tag::List(start) => {
                self.end_line(if self.lists.is_empty() { 2 } else { 1 });
                self.lists.push(start);
            }
            Tag::Item => {
                self.end_line(1);
                self.mark = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "• ".to_owned(),
                });
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => {
                self.lists.pop();
                self.mark = None;
                self.end_line(if self.lists.is_empty() { 2 } else { 1 });
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::BlockQuote(_) => {
                self.begin_block();
            }
            TagEnd::Table => self.end_line(2),
            _ => {}
        }
    }

    /// A blank line before a block, but none between an item's mark and its first paragraph, nor inside a list.
    fn begin_block(&mut self) {
        self.end_line(if self.lists.is_empty() { 2 } else { 1 });
    }

    fn end_line(&mut self, breaks: usize) {
        self.due = self.due.max(breaks);
    }

    fn write_blank(&mut self) {
        if self.due == 0 {
            self.text.push(' ');
        }
    }

    fn write(&mut self, words: &str) {
        let line = words.trim_end_matches('\n');
        if !line.is_empty() {
            self.begin_line();
            self.text.push_str(line);
        }
        self.due += words.len() - line.len();
    }

    fn begin_line(&mut self) {
        let mark = self.mark.take();
        if !self.text.is_empty() {
            self.text.extend(std::iter::repeat_n('\n', self.due));
        }
        if self.due > 0 || self.text.is_empty() {
            let indent = if mark.is_some() { self.lists.len().saturating_sub(1) } else { self.lists.len() };
            self.text.extend(std::iter::repeat_n("  ", indent));
        }
        self.text.push_str(mark.as_deref().unwrap_or_default());
        self.due = 0;
    }
}
