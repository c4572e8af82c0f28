//! Phone numbers: read from what editors type, stored as one text, shown in every usual form. Called by the nouns'
//! field checks ([`Phone::parse`], when writing) and by whoever shows a number ([`Phone::from_stored`], once a row).

mod reading;
mod trunk;

use std::fmt;

use thiserror::Error;

use super::text::stored_text;

/// A phone number, kept as the one text that is stored.
///
/// Three shapes: `+49 711 35122876` (international form of ITU-T E.123), the same with an extension
/// (`+49 711 3512;ext=12`), and a short number (`115`, `116117`), which exists only inside its country.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phone(String);

/// Where the city is, to complete numbers as they are written there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneHome {
    /// ISO 3166-1 alpha-2, for example `DE`.
    pub country: String,
    /// The area code without the leading 0, for example `711`; null when editors always write it. Not used where the
    /// country has no such prefix (Spain, Italy), since numbers there are always written whole.
    pub area_code: Option<String>,
}

/// Why a text is no phone number. Positions count characters from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PhoneError {
    #[error("the phone number is empty")]
    Empty,
    #[error("the phone number is longer than any number can be")]
    TooLong,
    #[error(
        "\"{character}\" at character {position} does not belong in a phone number; write for example \"+49 711 216-0\""
    )]
    Unexpected { character: char, position: usize },
    #[error(
        "the phone number has no area code; begin with it (\"0711 …\") or with the country (\"+49 711 …\")"
    )]
    AreaCodeMissing,
    #[error("there is no phone number \"{0}\"; check its digits")]
    NotANumber(String),
    #[error(
        "\"{0}\" looks like more than one number; write one number in each field, with a slash behind the area code only"
    )]
    Several(String),
    #[error("\"{0}\" is no country (ISO 3166-1 alpha-2, for example \"DE\") with phone numbers")]
    UnknownCountry(String),
}

impl Phone {
    /// Reads a number as people write it: `(07 11) 35 12-28 76`, `0711/3512-2876`, `+49 (0)711 …`, `tel:+49-711-…`,
    /// with `Durchwahl 12` or `ext. 12` behind it. All spellings of one number are equal.
    ///
    /// Slow (regular expressions, and tables that are loaded at the first call): for writing only.
    pub fn parse(input: &str, home: &PhoneHome) -> Result<Self, PhoneError> {
        reading::read(input, home).map(Self)
    }

    /// Takes back a stored text; null when it is in none of the three shapes. Cheap: one pass over the bytes.
    pub fn from_stored(stored: &str) -> Option<Self> {
        let (number, extension) = split(stored);
        let is_number = match number.strip_prefix('+') {
            Some(groups) => groups.contains(' ') && groups.split(' ').all(is_digits),
            None => is_short(number) && extension.is_none(),
        };
        (is_number && extension.is_none_or(is_digits)).then(|| Self(stored.to_owned()))
    }

    /// The text as stored.
    pub fn as_stored(&self) -> &str {
        &self.0
    }

    /// The same line without the extension.
    pub fn line(&self) -> Self {
        Self(split(&self.0).0.to_owned())
    }

    /// E.164 (`+4971135122876`), without the extension. Null for short numbers.
    pub fn e164(&self) -> Option<String> {
        self.international().map(|number| number.replace(' ', ""))
    }

    /// As it is dialled inside its country, grouped by blanks (DIN 5008): `0711 35122876`, `115`. Without the extension.
    pub fn national(&self) -> String {
        let (number, _) = split(&self.0);
        match number.strip_prefix('+').and_then(|rest| rest.split_once(' ')) {
            Some((country_code, groups)) => format!("{}{groups}", trunk::shown_prefix(country_code)),
            None => number.to_owned(),
        }
    }

    /// The international form of E.123 (`+49 711 35122876`), without the extension. Null for short numbers.
    pub fn international(&self) -> Option<String> {
        let (number, _) = split(&self.0);
        number.starts_with('+').then(|| number.to_owned())
    }

    /// The address that dials it (RFC 3966): `tel:+4971135122876;ext=12`, `tel:115`.
    ///
    /// A short number goes without the `phone-context` that the RFC asks for: telephones take what stands behind a semicolon
    /// for signs to be dialled once connected.
    pub fn uri(&self) -> String {
        format!("tel:{}", self.0.replace(' ', ""))
    }

    /// The extension to dial after the connection is made, digits only. Null for most numbers: a German "Durchwahl"
    /// written behind the hyphen is part of the number.
    pub fn extension(&self) -> Option<&str> {
        split(&self.0).1
    }
}

stored_text!(Phone, as_stored, "a phone number");

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn split(stored: &str) -> (&str, Option<&str>) {
    match stored.split_once(";ext=") {
        Some((number, extension)) => (number, Some(extension)),
        None => (stored, None),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a code (ISO 3166-1 alpha-2) is that of a country with telephone numbers.
pub fn is_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) && reading::has_numbers(code)
}

/// Whether it is an area code as a [`PhoneHome`] has it.
pub fn is_area_code(digits: &str) -> bool {
    is_digits(digits) && digits.len() <= 5 && !digits.starts_with('0')
}

/// Emergency and service numbers (112, 115, 116117): 2 to 6 digits beginning with 1.
fn is_short(number: &str) -> bool {
    (2..=6).contains(&number.len()) && number.starts_with('1') && is_digits(number)
}

#[cfg(test)]
mod tests;
