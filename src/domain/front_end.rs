//! Where the city's front end shows contents: the addresses that outputs give as those of its pages. Set by the operator
//! (`config`), filled in by whoever hands out outputs.

use std::cell::Cell;

use iri_string::spec::UriSpec;
use iri_string::template::UriTemplateStr;
use iri_string::template::context::{Context, Visitor};
use thiserror::Error;
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
    /// Reads a template that has no other variables than these; `example` is one that would do.
    pub fn parse(text: &str, known: &[Variable], example: &'static str) -> Result<Self, TemplateFault> {
        let text = text.trim();
        let template = UriTemplateStr::new(text).map_err(|_| TemplateFault::Malformed(example))?;
        let mut tells_apart = false;
        for variable in template.variables() {
            let name = variable.as_str();
            let variable = Variable::named(name).filter(|variable| known.contains(variable));
            let unknown = || TemplateFault::Unknown { name: name.to_owned(), known: listed(known, "and") };
            tells_apart |= variable.ok_or_else(unknown)? != Variable::Locale;
        }
        let template = Self(text.to_owned());
        let locale = Locale::parse("de").expect("a registered language");
        let sample = Shown { id: Uuid::nil(), slug: Some("amt"), path: Some("/de/amt"), locale: &locale };
        template.address_of(sample).ok_or(TemplateFault::NoAddress(example))?;
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
        ] {
            assert_eq!(read(text).unwrap_err().to_string(), message, "{text}");
        }
        let person = AddressTemplate::parse("https://stadt.example/", Variable::OF_PERSON, EXAMPLE);
        assert_eq!(person, Err(TemplateFault::SameForAll("`{id}`".to_owned())));
    }
}
