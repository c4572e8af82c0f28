//! A rich text as HTML.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, clean_text};
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
    let mut events = with_good_links(events(markdown));
    name_headings(&mut events);
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    SANITISER.clean(&html).to_string()
}

/// What becomes of a link.
enum Link {
    /// The words alone.
    Dropped,
    /// As the parser has it.
    Kept,
    /// To this address on the web.
    To(WebAddress),
}

/// The same with links alone that lead somewhere.
fn with_good_links(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut open = Vec::new();
    let shown = |event| match event {
        Event::Start(Tag::Link { link_type, ref dest_url, ref title, .. }) => {
            let link = if link_type == LinkType::Email { Link::Kept } else { read(dest_url) };
            let start = match &link {
                Link::Dropped => None,
                Link::To(address) => Some(Event::InlineHtml(start_tag(address, title).into())),
                Link::Kept => Some(event),
            };
            open.push(link);
            start
        }
        Event::End(TagEnd::Link) => match open.pop() {
            Some(Link::Dropped) => None,
            Some(Link::To(_)) => Some(Event::InlineHtml("</a>".into())),
            Some(Link::Kept) | None => Some(event),
        },
        _ => Some(event),
    };
    events.into_iter().filter_map(shown).collect()
}

/// Written here: the parser's own writer encodes the brackets of IPv6 and the letters of a host, which then is none.
fn start_tag(address: &WebAddress, title: &str) -> String {
    let address = clean_text(address.as_str());
    if title.is_empty() {
        format!("<a href=\"{address}\">")
    } else {
        format!("<a href=\"{address}\" title=\"{}\">", clean_text(title))
    }
}

/// A target as editors may link it. An address without a scheme is one on the same site: browsers take two slashes, or
/// backslashes, for the beginning of another host, and read over tabs and line breaks.
fn read(target: &str) -> Link {
    if target.contains(char::is_control) {
        return Link::Dropped;
    }
    let is_kept = match Url::parse(target) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => {
            return WebAddress::parse(target).map_or(Link::Dropped, Link::To);
        }
        Ok(url) => matches!(url.scheme(), "mailto" | "tel"),
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            let is_slash = |sign: char| matches!(sign, '/' | '\\');
            target.trim_start().chars().take(2).filter(|&sign| is_slash(sign)).count() < 2
        }
        Err(_) => false,
    };
    if is_kept { Link::Kept } else { Link::Dropped }
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
