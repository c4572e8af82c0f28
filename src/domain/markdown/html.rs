//! A rich text as HTML.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::{events, headings};

const TAGS: [&str; 24] = [
    "a",
    "blockquote",
    "br",
    "code",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Nothing that Markdown makes needs more, so nothing more gets through, whatever a parser may overlook.
static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut attributes: HashMap<_, HashSet<_>> =
        HashMap::from([("a", HashSet::from(["href", "title"])), ("ol", HashSet::from(["start"]))]);
    attributes.extend(["h1", "h2", "h3", "h4", "h5", "h6"].map(|heading| (heading, HashSet::from(["id"]))));
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(TAGS))
        .tag_attributes(attributes)
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(Some("noopener noreferrer"))
        // A screen reader then names the column with each cell.
        .set_tag_attribute_value("th", "scope", "col");
    builder
});

/// The rich text as HTML that may be put into a page as it is.
///
/// Headings carry the anchors of [`super::outline`] as `id`. Links lead to `http`, `https`, `mailto`, `tel` or a
/// relative address, with `rel="noopener noreferrer"`; any other target is dropped and the words stay.
pub fn html(markdown: &str) -> String {
    let mut events = events(markdown);
    name_headings(&mut events);
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    SANITISER.clean(&html).to_string()
}

fn name_headings(events: &mut [Event<'_>]) {
    let mut anchors = headings(events).into_iter().map(|heading| heading.anchor);
    let mut opened = None;
    let mut has_text = false;
    for index in 0..events.len() {
        match &events[index] {
            Event::Start(Tag::Heading { .. }) => (opened, has_text) = (Some(index), false),
            Event::Text(text) | Event::Code(text) => has_text |= !text.trim().is_empty(),
            // Only headings with a text are in the outline.
            Event::End(TagEnd::Heading(_)) if has_text => {
                if let Some(Event::Start(Tag::Heading { id, .. })) = opened.take().map(|at| &mut events[at]) {
                    *id = anchors.next().map(Into::into);
                }
            }
            _ => {}
        }
    }
}
