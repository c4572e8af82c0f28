//! What accounts are made of, and what can be wrong with it. Called by `editing`.

use thiserror::Error;

use super::contact::{Email, EmailFault};
use super::fault::Faults;
use super::locale::Locales;
use super::permission::{Grant, Role};
use super::text::{TextFault, check_plain, nfc};

/// The longest name of an account or a token, in characters.
pub const MAX_NAME_CHARS: usize = 100;
/// The shortest and the longest password, in characters.
pub const MIN_PASSWORD_CHARS: usize = 12;
pub const MAX_PASSWORD_CHARS: usize = 256;
/// The most grants that an account or a token has.
pub const MAX_GRANTS: usize = 100;

/// Why a name is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NameFault {
    #[error(transparent)]
    Text(#[from] TextFault),
    #[error("a name is needed")]
    Empty,
}

/// Why a password is refused. It never repeats the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PasswordFault {
    #[error(
        "the password has {0} characters, but needs {MIN_PASSWORD_CHARS}: several words are easy to remember"
    )]
    TooShort(usize),
    #[error("the password has {0} characters, at most {MAX_PASSWORD_CHARS} fit here")]
    TooLong(usize),
}

/// A name, trimmed, of one line.
pub fn check_name(name: &str) -> Result<String, NameFault> {
    check_plain(name, MAX_NAME_CHARS)?.ok_or(NameFault::Empty)
}

/// An e-mail address to sign in with, in lower case: nobody has two that differ in case alone.
pub fn check_email(email: &str) -> Result<String, EmailFault> {
    Ok(Email::parse(email)?.as_str().to_ascii_lowercase())
}

/// An e-mail address as somebody types it to be found by: as it is stored, if it is one at all.
pub fn typed_email(email: &str) -> String {
    check_email(email).unwrap_or_else(|_| email.trim().to_lowercase())
}

/// A password as it is hashed: in NFC, so that an umlaut is the same from every keyboard (RFC 8265, 4.2.2).
pub fn password_form(password: &str) -> String {
    nfc(password).into_owned()
}

/// Whether a password is neither too short nor too long.
pub fn check_password(password: &str) -> Result<(), PasswordFault> {
    match nfc(password).chars().count() {
        length if length < MIN_PASSWORD_CHARS => Err(PasswordFault::TooShort(length)),
        length if length > MAX_PASSWORD_CHARS => Err(PasswordFault::TooLong(length)),
        _ => Ok(()),
    }
}

/// What is wrong with a grant, whichever departments there are.
pub fn check_grant(grant: &Grant, locales: &Locales) -> Faults {
    let mut faults = Faults::default();
    if grant.role == Role::Admin {
        if grant.department.is_some() {
            faults.add(&["departmentId"], "an administrator manages the whole city: leave it out");
        }
        if grant.locales.is_some() {
            faults.add(&["locales"], "an administrator manages every locale: leave it out");
        }
        return faults;
    }
    let Some(named) = &grant.locales else { return faults };
    if named.is_empty() {
        faults.add(&["locales"], "name a locale, or leave the list out: then all are meant");
    }
    for (index, locale) in named.iter().enumerate() {
        let number = index.to_string();
        let path = ["locales", &number];
        if locales.get(locale).is_none() {
            faults.add(&path, format!("the city has no locale {locale}"));
        } else if grant.role == Role::Translator && locale == locales.source() {
            faults.add(
                &path,
                format!("{locale} is the source: translators translate from it, editors write it"),
            );
        } else if named[..index].contains(locale) {
            faults.add(&path, format!("{locale} is named twice"));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_clean_line() {
        assert_eq!(check_name("  Kim Muster ").as_deref(), Ok("Kim Muster"));
        assert_eq!(check_name(" "), Err(NameFault::Empty));
        for name in ["a\nb", "a\u{202e}b", "a\u{0}b", &"a".repeat(101)] {
            assert!(check_name(name).is_err(), "{name:?}");
        }
    }

    #[test]
    fn an_address_is_kept_in_lower_case() {
        assert_eq!(check_email(" Kim.Muster@Example.ORG ").as_deref(), Ok("kim.muster@example.org"));
        assert!(check_email("kim").is_err());
        assert_eq!(typed_email("Kim@Müller.example"), "kim@xn--mller-kva.example");
        assert_eq!(typed_email(" KIM "), "kim");
    }

    #[test]
    fn a_password_counts_its_characters() {
        assert_eq!(check_password("äöüäöüäöüäöü"), Ok(()));
        assert_eq!(check_password("short"), Err(PasswordFault::TooShort(5)));
        assert_eq!(check_password(&"a".repeat(257)), Err(PasswordFault::TooLong(257)));
        assert_eq!(password_form("a\u{308}"), "ä");
    }
}
