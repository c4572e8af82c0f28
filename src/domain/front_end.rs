//! Where the city's front end shows contents: the addresses that outputs give as those of its pages. Set by the operator
//! (`config`), filled in by whoever hands out outputs.

use std::borrow::Cow;
use std::cell::Cell;

use iri_string::spec::UriSpec;
use iri_string::template::UriTemplateStr;
use iri_string::template::context::{Context, Visitor};
use thiserror::Error;
use url::Url;
use uuid::Uuid;

use super::contact::WebAddress;
use super::locale::Locale;

/// Where contents of each kind are shown. Null where those of a kind have no address of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontEnd {
    pub page: Option<AddressTemplate>,
    pub department: Option<AddressTemplate>,
    pub person: Option<AddressTemplate>,
    pub office: Option<AddressTemplate>,
}

/// What a template may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variable {
    /// The id of the content.
    Id,
    /// The slug of the content.
    Slug,
    /// The path of a page, with the slash at its beginning and the locale as its first part.
    Path,
    /// The tag of a locale (BCP 47).
    Locale,
}

impl Variable {
    const ALL: [Self; 4] = [Self::Id, Self::Slug, Self::Path, Self::Locale];
    /// What a page's address is made of; `locale` is that of the path.
    pub const OF_PAGE: &[Self] = &[Self::Id, Self::Path, Self::Locale];
    /// What the address of a department or an office is made of; `locale` is the one asked for.
    pub const OF_ORGANISATION: &[Self] = &[Self::Id, Self::Slug, Self::Locale];
    /// What a person's address is made of; `locale` is the one asked for.
    pub const OF_PERSON: &[Self] = &[Self::Id, Self::Locale];

    /// As a template writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Slug => "slug",
            Self::Path => "path",
            Self::Locale => "locale",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|variable| variable.as_str() == name)
    }
}

/// An address with places for what is different from content to content: a URI template (RFC 6570), such as
/// `https://www.stadt.example/{locale}/departments/{slug}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressTemplate(String);

/// Why a text is no such template.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TemplateFault {
    #[error("no URI template (RFC 6570); write for example {0}")]
    Malformed(&'static str),
    #[error("`{{{name}}}` is not known here; there are {known}")]
    Unknown { name: String, known: String },
    #[error("it gives all contents the same address: name {0} in it")]
    SameForAll(String),
    #[error("it makes no address on the web; write it whole, for example {0}")]
    NoAddress(&'static str),
    #[error(
        "`{{{0}}}` takes the beginning of a value alone, which many contents share; write it without the \":\""
    )]
    Prefix(String),
    #[error(
        "its host ends otherwise from address to address; write \".\" or \"/\" around a variable, for example {0}"
    )]
    Host(&'static str),
    #[error("the path begins with a slash of its own; write `{{+path}}` without one before it")]
    TwoSlashes,
}

/// The content whose address is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    pub id: Uuid,
    /// Null where it has none.
    pub slug: Option<&'a str>,
    /// Null where it has none.
    pub path: Option<&'a str>,
    pub locale: &'a Locale,
}

impl AddressTemplate {
    /// Reads a template that has no other variables than these; `example` is one that would do. Letters outside ASCII are
    /// taken as they are in addresses.
    pub fn parse(text: &str, known: &[Variable], example: &'static str) -> Result<Self, TemplateFault> {
        let text = in_ascii(text.trim());
        let text = text.as_ref();
        let template = UriTemplateStr::new(text).map_err(|_| TemplateFault::Malformed(example))?;
        let mut tells_apart = false;
        for variable in template.variables() {
            let name = variable.as_str();
            let variable = Variable::named(name).filter(|variable| known.contains(variable));
            let unknown = || TemplateFault::Unknown { name: name.to_owned(), known: listed(known, "and") };
            tells_apart |= variable.ok_or_else(unknown)? != Variable::Locale;
        }
        if let Some(prefix) = shortened(text) {
            return Err(TemplateFault::Prefix(prefix.to_owned()));
        }
        let template = Self(text.to_owned());
        let [one, other] =
            [(Uuid::nil(), "amt", "/de/amt", "de"), (Uuid::max(), "office", "/en/office", "en")].map(
                |(id, slug, path, locale)| {
                    let locale = Locale::parse(locale).expect("a registered language");
                    template.address_of(Shown { id, slug: Some(slug), path: Some(path), locale: &locale })
                },
            );
        let address = one.ok_or(TemplateFault::NoAddress(example))?;
        let other = other.ok_or(TemplateFault::NoAddress(example))?;
        if top_level(&address) != top_level(&other) {
            return Err(TemplateFault::Host(example));
        }
        if address.as_str().contains("//de/amt") {
            return Err(TemplateFault::TwoSlashes);
        }
        if !tells_apart {
            let keys: Vec<Variable> = known.iter().copied().filter(|key| *key != Variable::Locale).collect();
            return Err(TemplateFault::SameForAll(listed(&keys, "or")));
        }
        Ok(template)
    }

    /// Where a content is shown. Null where it lacks what the template names.
    pub fn address_of(&self, shown: Shown<'_>) -> Option<WebAddress> {
        let template = UriTemplateStr::new(&self.0).expect("it was read before");
        let values = Values { shown, is_complete: Cell::new(true) };
        let address = template.expand::<UriSpec, _>(&values).ok()?.to_string();
        WebAddress::parse(&address).ok().filter(|_| values.is_complete.get())
    }
}

/// With what is not ASCII as addresses have it. Hosts too: the URL standard reads them so.
fn in_ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut encoded = String::with_capacity(3 * text.len());
    for letter in text.chars() {
        if letter.is_ascii() {
            encoded.push(letter);
        } else {
            let mut bytes = [0; 4];
            encoded.extend(letter.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
        }
    }
    Cow::Owned(encoded)
}

/// The first variable of which the template takes no more than a number of letters (RFC 6570 §2.4.1), as it writes it.
fn shortened(template: &str) -> Option<&str> {
    let expressions = template.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let mut variables = expressions.flat_map(|expression| expression.split(','));
    variables.find(|variable| variable.contains(':'))
}

/// The last part of the host's name. Where it changes, a variable is all of the host, or stands behind it without a slash.
fn top_level(address: &WebAddress) -> Option<String> {
    let url = Url::parse(address.as_str()).ok()?;
    let host = url.host_str()?.trim_end_matches('.');
    host.rsplit('.').next().map(str::to_owned)
}

fn listed(variables: &[Variable], joined_by: &str) -> String {
    let names: Vec<String> =
        variables.iter().map(|variable| format!("`{{{}}}`", variable.as_str())).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {joined_by} {last}", others.join(", ")),
        None => String::new(),
    }
}

/// What the variables of a template stand for.
struct Values<'a> {
    shown: Shown<'a>,
    /// Whether each of those that were asked for has a value.
    is_complete: Cell<bool>,
}

impl Context for Values<'_> {
    fn visit<V: Visitor>(&self, visitor: V) -> V::Result {
        let Shown { id, slug, path, locale } = self.shown;
        let value = match Variable::named(visitor.var_name().as_str()) {
            Some(Variable::Id) => Some(id.to_string()),
            Some(Variable::Slug) => slug.map(str::to_owned),
            Some(Variable::Path) => path.map(str::to_owned),
            Some(Variable::Locale) => Some(locale.to_string()),
            None => None,
        };
        match value {
            Some(value) => visitor.visit_string(value),
            None => {
                self.is_complete.set(false);
                visitor.visit_undefined()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = "https://www.stadt.example/{slug}";

    fn read(text: &str) -> Result<AddressTemplate, TemplateFault> {
        AddressTemplate::parse(text, Variable::OF_ORGANISATION, EXAMPLE)
    }

    fn shown<'a>(slug: Option<&'a str>, path: Option<&'a str>, locale: &'a Locale) -> Shown<'a> {
        Shown { id: Uuid::from_u128(7), slug, path, locale }
    }

    #[test]
    fn an_address_is_made_of_what_a_content_has() {
        let locale = Locale::parse("de-simple").unwrap();
        for (template, address) in [
            ("https://stadt.example/{locale}/a/{slug}", "https://stadt.example/de-simple/a/buergeramt"),
            ("http://stadt.example:8080{/locale,slug}", "http://stadt.example:8080/de-simple/buergeramt"),
            (
                "https://{locale}.stadt.example/?id={id}#x",
                "https://de-simple.stadt.example/?id=00000000-0000-0000-0000-000000000007#x",
            ),
            (
                "  https://stadt.example{?slug,locale} ",
                "https://stadt.example/?slug=buergeramt&locale=de-simple",
            ),
        ] {
            let made = read(template).unwrap().address_of(shown(Some("buergeramt"), None, &locale));
            assert_eq!(made.as_ref().map(WebAddress::as_str), Some(address));
        }
        let page = |template| AddressTemplate::parse(template, Variable::OF_PAGE, EXAMPLE).unwrap();
        let path = shown(None, Some("/de-simple/bücher/a b"), &locale);
        let made = page("https://stadt.example{+path}").address_of(path).unwrap();
        assert_eq!(made.as_str(), "https://stadt.example/de-simple/b%C3%BCcher/a%20b");
        let made = read("https://bücher.example/ä/{slug}?ß=a").unwrap();
        let made = made.address_of(shown(Some("bau"), None, &locale)).unwrap();
        assert_eq!(made.as_str(), "https://xn--bcher-kva.example/%C3%A4/bau?%C3%9F=a");
        // Too long to be passed on.
        let long = "a".repeat(2048);
        assert_eq!(page("https://stadt.example{+path}").address_of(shown(None, Some(&long), &locale)), None);
    }

    #[test]
    fn what_lacks_something_has_no_address() {
        let locale = Locale::parse("de").unwrap();
        let template = read("https://stadt.example/{slug}").unwrap();
        assert_eq!(template.address_of(shown(None, Some("/de/x"), &locale)), None);
        // Nor what would be somebody else's.
        let host =
            AddressTemplate::parse("https://stadt.example{+path}", Variable::OF_PAGE, EXAMPLE).unwrap();
        assert_eq!(host.address_of(shown(None, Some("@evil.example/"), &locale)), None);
    }

    #[test]
    fn what_is_no_template_is_refused() {
        let nowhere =
            "it makes no address on the web; write it whole, for example https://www.stadt.example/{slug}";
        let host = "its host ends otherwise from address to address; write \".\" or \"/\" around a variable, for example \
            https://www.stadt.example/{slug}";
        let prefix = |variable: &str| {
            format!(
                "`{{{variable}}}` takes the beginning of a value alone, which many contents share; write it without the \":\""
            )
        };
        for (text, message) in [
            (
                "https://stadt.example/{slug",
                "no URI template (RFC 6570); write for example https://www.stadt.example/{slug}",
            ),
            (
                "https://stadt.example/{name}",
                "`{name}` is not known here; there are `{id}`, `{slug}` and `{locale}`",
            ),
            (
                "https://stadt.example{+path}",
                "`{path}` is not known here; there are `{id}`, `{slug}` and `{locale}`",
            ),
            (
                "https://stadt.example/{locale}",
                "it gives all contents the same address: name `{id}` or `{slug}` in it",
            ),
            ("/{slug}", nowhere),
            ("", nowhere),
            ("stadt.example", nowhere),
            ("{slug}", nowhere),
            ("ftp://stadt.example/{slug}", nowhere),
            ("javascript:{slug}", nowhere),
            ("https://a:b@stadt.example/{slug}", nowhere),
            ("https://@stadt.example/{slug}", nowhere),
            ("https://stadt.example/{slug:1}", prefix("slug:1").as_str()),
            ("https://stadt.example/{slug}/{id:0}", prefix("id:0").as_str()),
            ("https://stadt.example{?locale,id:3}", prefix("id:3").as_str()),
            ("https://stadt.example{locale}/{id}", host),
            ("https://stadt{id}", host),
            ("https://{slug}/{id}", host),
            ("https://www.{slug}:8080/", host),
        ] {
            assert_eq!(read(text).unwrap_err().to_string(), message, "{text}");
        }
        for text in ["https://stadt.example/{+path}", "https://stadt.example/#/{+path}"] {
            let page = AddressTemplate::parse(text, Variable::OF_PAGE, EXAMPLE);
            assert_eq!(page, Err(TemplateFault::TwoSlashes), "{text}");
        }
        let person = AddressTemplate::parse("https://stadt.example/", Variable::OF_PERSON, EXAMPLE);
        assert_eq!(person, Err(TemplateFault::SameForAll("`{id}`".to_owned())));
    }
}
