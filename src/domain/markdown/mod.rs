//! Rich texts: what CommonMark becomes. Any room that shows a rich text may call it; `translation` asks for the options.
//!
//! CommonMark 0.31 with GitHub's tables (fees, contacts) and nothing else. HTML in the source is shown as it was typed,
//! but for `<br>` and comments, so nothing that an editor wrote disappears (`Formular <Antrag>`); images give their
//! description: a picture from elsewhere would tell its host who reads the page.

mod html;
mod plain;

use std::collections::{HashMap, HashSet};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::slug::hyphenated;

pub use html::html;
pub use plain::plain;

/// How deep quotes, lists and emphasis may lie in each other; deeper ones are left out, their text stays.
const MAX_DEPTH: usize = 32;

/// The longest anchor before a number is added, in characters.
const MAX_ANCHOR_LENGTH: usize = 80;

/// A heading of a rich text, for a table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6, as many as the editor wrote `#`.
    pub level: u8,
    /// Without markup. Never empty: an empty heading is left out.
    pub text: String,
    /// The `id` of the heading in [`html`]: the words of the text in lower case, in their own script, joined by
    /// hyphens. Unique in the text.
    pub anchor: String,
}

/// The headings of a rich text, in order.
pub fn outline(markdown: &str) -> Vec<Heading> {
    headings(&events(markdown))
}

/// HTML in a rich text, which an editor did not mean to show as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "line {line} has HTML (\"{html}\"); write it in Markdown, or begin it with \"\\<\" where readers are to see the signs"
)]
pub struct HtmlFound {
    /// From 1.
    pub line: usize,
    /// The first tag, shortened.
    pub html: String,
}

/// The first HTML in a rich text but `<br>`; null where there is none.
pub fn find_html(markdown: &str) -> Option<HtmlFound> {
    let mut parser = Parser::new_ext(markdown, options()).into_offset_iter();
    parser.find_map(|(event, range)| {
        let (Event::InlineHtml(html) | Event::Html(html)) = event else { return None };
        let is_shown = !html.trim().is_empty() && !is_line_break(&html);
        is_shown.then(|| HtmlFound {
            line: markdown[..range.start].matches('\n').count() + 1,
            html: html.trim().chars().take(40).collect(),
        })
    })
}

/// What is understood besides CommonMark.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
}

/// The text as events, without what is not shown.
fn events(markdown: &str) -> Vec<Event<'_>> {
    let mut events = Vec::new();
    let mut parser = Parser::new_ext(markdown, options());
    let mut depth = 0_usize;
    while let Some(event) = parser.next() {
        match event {
            Event::Start(Tag::HtmlBlock) => push_html_block(&mut parser, &mut events),
            Event::InlineHtml(html) if is_line_break(&html) => events.push(Event::HardBreak),
            Event::InlineHtml(html) if html.starts_with("<!--") => {}
            Event::InlineHtml(html) => events.push(Event::Text(html)),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Start(tag) => {
                depth += 1;
                if depth <= MAX_DEPTH {
                    events.push(Event::Start(tag));
                }
            }
            Event::End(tag) => {
                if depth <= MAX_DEPTH {
                    events.push(Event::End(tag));
                }
                depth = depth.saturating_sub(1);
            }
            other => events.push(other),
        }
    }
    events
}

/// A block of HTML as a paragraph that shows it; nothing when it is a comment or a line break.
fn push_html_block<'a>(parser: &mut Parser<'a>, events: &mut Vec<Event<'a>>) {
    let mut block = String::new();
    for event in parser.by_ref() {
        match event {
            Event::End(TagEnd::HtmlBlock) => break,
            Event::Html(line) | Event::Text(line) => block.push_str(&line),
            _ => {}
        }
    }
    let block = block.trim();
    let is_comment = block.starts_with("<!--") && block.ends_with("-->");
    if !is_comment && !is_line_break(block) {
        events.push(Event::Start(Tag::Paragraph));
        events.push(Event::Text(block.to_owned().into()));
        events.push(Event::End(TagEnd::Paragraph));
    }
}

fn is_line_break(html: &str) -> bool {
    ["<br>", "<br/>", "<br />"].iter().any(|line_break| html.eq_ignore_ascii_case(line_break))
}

fn headings(events: &[Event<'_>]) -> Vec<Heading> {
    let mut anchors = Anchors::default();
    let mut found = Vec::new();
    let mut events = events.iter();
    while let Some(event) = events.next() {
        if let Event::Start(Tag::Heading { level, .. }) = event {
            let text = heading_text(&mut events);
            if !text.is_empty() {
                let anchor = anchors.claim(&text);
                found.push(Heading { level: *level as u8, text, anchor });
            }
        }
    }
    found
}

/// The words up to the end of the heading.
fn heading_text<'a, 'b: 'a>(events: impl Iterator<Item = &'a Event<'b>>) -> String {
    let mut text = String::new();
    for event in events {
        match event {
            Event::End(TagEnd::Heading(_)) => break,
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text.trim().to_owned()
}

/// Hands out anchors that differ.
#[derive(Default)]
struct Anchors {
    taken: HashSet<String>,
    // The next number of each anchor, so that a thousand equal headings do not search a thousand times.
    next: HashMap<String, usize>,
}

impl Anchors {
    fn claim(&mut self, text: &str) -> String {
        let mut base = hyphenated(text, MAX_ANCHOR_LENGTH);
        if base.is_empty() {
            base.push_str("section");
        }
        let next = self.next.entry(base.clone()).or_insert(1);
        loop {
            let anchor = if *next == 1 { base.clone() } else { format!("{base}-{next}") };
            *next += 1;
            if self.taken.insert(anchor.clone()) {
                return anchor;
            }
        }
    }
}

#[cfg(test)]
mod tests;
