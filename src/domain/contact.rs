//! E-mail and web addresses as editors type them. Called by the nouns' field checks.

use thiserror::Error;
use url::{Host, Url};

use super::text::stored_text;

/// The longest e-mail address, in bytes (RFC 5321 §4.5.3.1.3, erratum 1690).
pub const MAX_EMAIL_LENGTH: usize = 254;
/// The longest part before the `@`, in bytes (RFC 5321 §4.5.3.1.1).
const MAX_LOCAL_PART_LENGTH: usize = 64;
/// The longest web address, in bytes: what every browser and proxy passes on.
pub const MAX_WEB_ADDRESS_LENGTH: usize = 2048;

/// An e-mail address (RFC 5321 mailbox without quoting): `info@example.org`. The domain is in lower case and, when it
/// has other letters than ASCII, in its `xn--` form, which every mail program takes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Email(String);

/// Why a text is no e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EmailFault {
    #[error("the e-mail address has no \"@\"; write for example \"info@example.org\"")]
    NoAt,
    #[error("the e-mail address has more than {MAX_EMAIL_LENGTH} characters")]
    TooLong,
    #[error(
        "\"{0}\", before the \"@\", is no name of a mailbox: letters, digits and single dots, without blanks"
    )]
    Mailbox(String),
    #[error("\"{0}\", after the \"@\", is no domain; write for example \"example.org\"")]
    Domain(String),
}

impl Email {
    /// Reads an address; blanks around it are cut.
    pub fn parse(value: &str) -> Result<Self, EmailFault> {
        let value = value.trim();
        if value.len() > MAX_EMAIL_LENGTH {
            return Err(EmailFault::TooLong);
        }
        let (mailbox, domain) = value.rsplit_once('@').ok_or(EmailFault::NoAt)?;
        let is_mailbox = mailbox.len() <= MAX_LOCAL_PART_LENGTH && mailbox.split('.').all(is_atom);
        if !is_mailbox {
            return Err(EmailFault::Mailbox(mailbox.to_owned()));
        }
        let host = mail_domain(domain).ok_or_else(|| EmailFault::Domain(domain.to_owned()))?;
        let address = format!("{mailbox}@{host}");
        if address.len() > MAX_EMAIL_LENGTH {
            return Err(EmailFault::TooLong);
        }
        Ok(Self(address))
    }

    /// Takes back a stored address; null when it was never one.
    pub fn from_stored(address: &str) -> Option<Self> {
        Self::parse(address).ok().filter(|email| email.0 == address)
    }

    /// The address as stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

stored_text!(Email, as_str, "an e-mail address");

/// RFC 5322 §3.2.3 `atext`.
fn is_atom(text: &str) -> bool {
    let is_atext = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    !text.is_empty() && text.chars().all(is_atext)
}

/// The ASCII form of a domain of two or more labels; null for anything else, IP addresses included.
fn mail_domain(domain: &str) -> Option<String> {
    // `Host` decodes percent signs, which belong to web addresses only.
    if domain.contains('%') {
        return None;
    }
    let Ok(Host::Domain(host)) = Host::parse(domain) else {
        return None;
    };
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    (host.contains('.') && host.split('.').all(is_label)).then_some(host)
}

/// An address on the web (`http` or `https`), as the URL standard spells it: host in lower case, blanks encoded.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WebAddress(String);

/// Why a text is no web address.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WebAddressFault {
    #[error(
        "the web address is incomplete or misspelt; write it whole, for example \"https://www.example.org/\""
    )]
    Malformed,
    #[error("a web address begins with \"https://\" or \"http://\"")]
    Scheme,
    #[error("\"{0}\" is no name of a host; write for example \"www.example.org\"")]
    Host(String),
    #[error("the web address has more than {MAX_WEB_ADDRESS_LENGTH} characters")]
    TooLong,
    #[error("the web address contains a user name or a password, which everybody would see; leave it out")]
    Credentials,
}

impl WebAddress {
    /// Reads an address; blanks around it are cut.
    pub fn parse(value: &str) -> Result<Self, WebAddressFault> {
        let address = Self::read(value)?;
        // The URL standard repairs these, and leads to where nobody meant.
        let value = value.trim();
        let behind = |scheme: &str| {
            let begins = value.to_ascii_lowercase().starts_with(scheme);
            value.get(scheme.len()..).filter(|rest| begins && !rest.starts_with(['/', '\\']))
        };
        let rest = behind("https://").or_else(|| behind("http://")).ok_or(WebAddressFault::Malformed)?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let has_backslash = rest.split(['?', '#']).next().unwrap_or_default().contains('\\');
        if has_backslash || authority.contains('@') {
            return Err(WebAddressFault::Malformed);
        }
        // A port has no colon, and an address of IPv4 has none either.
        let written = authority.split(':').next().unwrap_or_default();
        let refused = match Url::parse(&address.0).as_ref().map(Url::host) {
            Ok(Some(Host::Domain(host))) => (!is_host(host)).then(|| host.to_owned()),
            // The standard takes `1`, `0x7f.1` and `127.0.0.010` for addresses too.
            Ok(Some(Host::Ipv4(ip))) => (written != ip.to_string()).then(|| written.to_owned()),
            _ => None,
        };
        refused.map_or(Ok(address), |host| Err(WebAddressFault::Host(host)))
    }

    /// By the URL standard alone.
    fn read(value: &str) -> Result<Self, WebAddressFault> {
        let value = value.trim();
        if value.len() > MAX_WEB_ADDRESS_LENGTH {
            return Err(WebAddressFault::TooLong);
        }
        // The URL parser drops tabs and line breaks silently, and with them what the editor meant.
        if value.contains(char::is_control) {
            return Err(WebAddressFault::Malformed);
        }
        let url = Url::parse(value).map_err(|fault| match fault {
            url::ParseError::RelativeUrlWithoutBase => WebAddressFault::Scheme,
            _ => WebAddressFault::Malformed,
        })?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(WebAddressFault::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(WebAddressFault::Credentials);
        }
        if url.as_str().len() > MAX_WEB_ADDRESS_LENGTH {
            return Err(WebAddressFault::TooLong);
        }
        Ok(Self(url.into()))
    }

    /// Takes back a stored address; null when it was never one.
    pub fn from_stored(address: &str) -> Option<Self> {
        // Those that were written before hosts were looked at are stored still.
        Self::read(address).ok().filter(|web| web.0 == address)
    }

    /// The address as stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The longest name of a host, without a dot at its end (RFC 1035 §2.3.4, less what the lengths of its parts take).
const MAX_HOST_LENGTH: usize = 253;

/// Whether each part of a name of a host (RFC 1034 §3.5, with the underscores that some have) has letters, digits and
/// hyphens in it, and no hyphen at an end. A dot may end the whole.
fn is_host(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    name.len() <= MAX_HOST_LENGTH && name.split('.').all(is_label)
}

stored_text!(WebAddress, as_str, "a web address");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_its_mailbox_and_gets_an_ascii_domain() {
        for (given, stored) in [
            (" Miriam.Denninghaus@Example.ORG ", "Miriam.Denninghaus@example.org"),
            ("info+en@bürger.example", "info+en@xn--brger-kva.example"),
            ("a@b.co", "a@b.co"),
        ] {
            assert_eq!(Email::parse(given).unwrap().as_str(), stored);
        }
    }

    #[test]
    fn what_is_no_mailbox_is_refused() {
        for value in [
            "@example.org",
            "a b@example.org",
            ".a@example.org",
            "a..b@example.org",
            "a@b@example.org",
            "ü@example.org",
            "\"a\"@example.org",
            "a\n@example.org",
        ] {
            assert!(matches!(Email::parse(value), Err(EmailFault::Mailbox(_))), "{value}");
        }
        assert_eq!(Email::parse("example.org"), Err(EmailFault::NoAt));
    }

    #[test]
    fn what_is_no_domain_is_refused() {
        for value in [
            "a@",
            "a@localhost",
            "a@127.0.0.1",
            "a@[::1]",
            "a@exa mple.org",
            "a@example..org",
            "a@-b.org",
            "a@example.org.",
            "a@b_c.org",
            "a@b%2ec.org",
            "a@b/c.org",
        ] {
            assert!(matches!(Email::parse(value), Err(EmailFault::Domain(_))), "{value}");
        }
    }

    #[test]
    fn an_address_has_at_most_254_characters() {
        let domain = format!("{}.{}.{}.de", "a".repeat(63), "b".repeat(63), "c".repeat(50));
        assert!(Email::parse(&format!("{}@{domain}", "m".repeat(64))).is_ok());
        assert!(matches!(
            Email::parse(&format!("{}@example.org", "m".repeat(65))),
            Err(EmailFault::Mailbox(_))
        ));
        assert_eq!(Email::parse(&format!("a@{}", "b".repeat(300))), Err(EmailFault::TooLong));
    }

    #[test]
    fn a_web_address_is_spelt_by_the_standard() {
        for (given, stored) in [
            (" HTTPS://WWW.Example.org ", "https://www.example.org/"),
            ("http://bürger.example/ä b?x=1#y", "http://xn--brger-kva.example/%C3%A4%20b?x=1#y"),
        ] {
            assert_eq!(WebAddress::parse(given).unwrap().as_str(), stored);
        }
    }

    #[test]
    fn only_the_web_is_linked() {
        for value in [
            "www.example.org",
            "/path",
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://example.org",
            "mailto:a@b.de",
            "",
        ] {
            assert_eq!(WebAddress::parse(value), Err(WebAddressFault::Scheme), "{value}");
        }
        for value in [
            "https://",
            "https://exa mple.org",
            "https://a\tb.org",
            "http://[1",
            "https:evil",
            "https:/evil",
            "https:///evil",
            "http:\\\\evil",
            "https://\\evil",
            "https://stadt.example\\@evil.example",
            "https://@e.org/",
        ] {
            assert_eq!(WebAddress::parse(value), Err(WebAddressFault::Malformed), "{value}");
        }
        let long = format!("{}.org", vec!["a".repeat(60); 5].join("."));
        for host in [
            "e..org",
            "-e.org",
            "e-.org",
            ".org",
            "e.org..",
            "e,org",
            "e!.org",
            "*.e.org",
            "2130706433",
            "0",
            "0x7f.1",
            "127.0.0.010",
            &long,
        ] {
            let fault = WebAddressFault::Host(host.to_owned());
            assert_eq!(WebAddress::parse(&format!("https://{host}/")), Err(fault));
        }
        for value in [
            "https://e.org.",
            "http://127.0.0.1:8000/",
            "http://127.0.0.1?a=b@c",
            "https://[::1]/",
            "https://[2001:db8::1]:8080/@me",
            "https://a_b.e.org/?q=\\",
            "http://intranet",
        ] {
            assert!(WebAddress::parse(value).is_ok(), "{value}");
        }
    }

    #[test]
    fn an_address_that_would_be_refused_today_is_read_still() {
        for stored in ["https://e..org/", "https://-e.org/", "https://e,org/"] {
            assert_eq!(WebAddress::from_stored(stored).map(|address| address.0).as_deref(), Some(stored));
        }
    }

    #[test]
    fn credentials_are_refused() {
        for value in ["https://me@example.org", "https://me:pw@example.org", "https://:pw@example.org/"] {
            assert_eq!(WebAddress::parse(value), Err(WebAddressFault::Credentials), "{value}");
        }
        assert_eq!(
            WebAddress::parse(&format!("https://example.org/{}", "ä".repeat(1000))),
            Err(WebAddressFault::TooLong)
        );
    }
}
