//! A rich text as HTML.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use url::Url;

use super::super::contact::WebAddress;
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
/// Headings carry the anchors of [`super::outline`] as `id`. Links lead to a web address as [`WebAddress`] has it, to
/// `mailto`, `tel` or an address on the same site, with `rel="noopener noreferrer"`; of any other link the words stay.
pub fn html(markdown: &str) -> String {
    let mut events = without_bad_links(events(markdown));
    name_headings(&mut events);
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    SANITISER.clean(&html).to_string()
}

/// The same with links alone that lead somewhere.
fn without_bad_links(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut are_kept = Vec::new();
    let is_shown = |event: &Event<'_>| match event {
        Event::Start(Tag::Link { link_type, dest_url, .. }) => {
            let is_kept = *link_type == LinkType::Email || leads_somewhere(dest_url);
            are_kept.push(is_kept);
            is_kept
        }
        Event::End(TagEnd::Link) => are_kept.pop().unwrap_or(true),
        _ => true,
    };
    events.into_iter().filter(is_shown).collect()
}

/// Whether a target is one that editors may link. An address without a scheme is one on the same site: browsers take two
/// slashes, or backslashes, for the beginning of another host, and read over tabs and line breaks.
fn leads_somewhere(target: &str) -> bool {
    if target.contains(char::is_control) {
        return false;
    }
    match Url::parse(target) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => WebAddress::parse(target).is_ok(),
        Ok(url) => matches!(url.scheme(), "mailto" | "tel"),
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            let is_slash = |sign: char| matches!(sign, '/' | '\\');
            target.trim_start().chars().take(2).filter(|&sign| is_slash(sign)).count() < 2
        }
        Err(_) => false,
    }
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
