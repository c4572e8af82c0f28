//! Reads a phone number as people write it. Only [`super::Phone::parse`] calls this: the one place that knows the
//! crate `phonenumber`.

use std::borrow::Cow;

use phonenumber::Mode;
use phonenumber::country::Id;
use phonenumber::metadata::DATABASE;

use super::{PhoneError, PhoneHome, is_digits, is_short, trunk};

/// Whose short numbers are known here: 110, 112, 115, those of social value (116xxx), directory enquiries (118xx), and
/// former uniform numbers (19xxx).
const GERMANY: &str = "DE";

/// The most digits of a number (ITU-T E.164), with the country code.
const MAX_DIGITS: usize = 15;

/// More than any number with separators and an extension.
const MAX_INPUT_LENGTH: usize = 80;
/// The longest extension, in digits.
const MAX_EXTENSION_LENGTH: usize = 11;
/// The longest prefix, an area code or its like, in digits without the leading 0, and the shortest number behind one.
const MAX_PREFIX: usize = 5;
const SHORTEST_REST: usize = 4;
/// Words before an extension, in lower case.
const EXTENSION_WORDS: [&str; 12] = [
    "durchwahl",
    "durchw",
    "dw",
    "apparat",
    "app",
    "nebenstelle",
    "nst",
    "extension",
    "ext",
    "x",
    ";ext",
    "#",
];

/// The text to store.
pub(super) fn read(input: &str, home: &PhoneHome) -> Result<String, PhoneError> {
    let input = input.trim();
    if input.len() > MAX_INPUT_LENGTH {
        return Err(PhoneError::TooLong);
    }
    let typed = match input.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => &input[4..],
        _ => input,
    };
    let (number, extension) = split_extension(typed);
    let number = Written::read(number)?;
    match (number.is_short(home), &extension) {
        (true, None) => return Ok(number.digits),
        (true, Some(_)) => return Err(PhoneError::NotANumber(input.to_owned())),
        (false, _) => {}
    }
    if number.begins_with_short(home) {
        return Err(PhoneError::Several(typed.to_owned()));
    }
    let mut stored = number.complete(home)?;
    if let Some(extension) = extension {
        stored.push_str(";ext=");
        stored.push_str(&extension);
    }
    Ok(stored)
}

/// The number and the digits of its extension. What does not look like an extension stays with the number, where its
/// letters are reported.
fn split_extension(typed: &str) -> (&str, Option<String>) {
    let begins_word = |c: char| c.is_alphabetic() || c == ';' || c == '#';
    let Some((number, rest)) = typed.find(begins_word).map(|at| typed.split_at(at)) else {
        return (typed, None);
    };
    let word_end = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
    let (word, digits) = rest.split_at(word_end);
    let word = word.to_lowercase();
    let word = word.trim_end_matches(|c: char| c.is_whitespace() || ".:=-".contains(c));
    let digits: String = digits.split([' ', '-']).collect();
    let is_extension =
        EXTENSION_WORDS.contains(&word) && is_digits(&digits) && digits.len() <= MAX_EXTENSION_LENGTH;
    if is_extension {
        let separators = |c: char| c.is_whitespace() || ",-".contains(c);
        (number.trim_end_matches(separators), Some(digits))
    } else {
        (typed, None)
    }
}

/// Whether there are telephone numbers in a country.
pub(super) fn has_numbers(country: &str) -> bool {
    country.parse::<Id>().is_ok_and(|id| DATABASE.by_id(id.as_ref()).is_some())
}

/// Whether it is one of Germany's short numbers. Those of other countries are not known here.
fn is_of_germany(digits: &str) -> bool {
    match digits {
        "110" | "112" | "115" => true,
        _ => {
            (digits.starts_with("116") && digits.len() == 6)
                || (digits.starts_with("118") && (5..=6).contains(&digits.len()))
                || (digits.starts_with("19") && digits.len() == 5)
        }
    }
}

/// A number without its separators.
struct Written<'a> {
    typed: &'a str,
    digits: String,
    is_international: bool,
    /// Begins with a bracket, as an area code does.
    is_bracketed: bool,
    /// How many digits stand before each slash.
    before_slashes: Vec<usize>,
    /// How many digits stand before each hyphen, and whether blanks stand on both its sides.
    before_hyphens: Vec<(usize, bool)>,
    /// Begins with 0 or +, and so with a country or an area code.
    has_prefix: bool,
}

impl<'a> Written<'a> {
    fn read(typed: &'a str) -> Result<Self, PhoneError> {
        let typed = typed.trim();
        let is_international = typed.starts_with('+');
        // "+49 (0)711": the bracket holds what is dialled inside the country only.
        let dialled = match is_international {
            true => Cow::Owned(typed.replace("(0)", "   ")),
            false => Cow::Borrowed(typed),
        };
        let mut digits = String::new();
        let (mut before_slashes, mut before_hyphens) = (Vec::new(), Vec::new());
        let mut last = None;
        for (index, character) in dialled.chars().enumerate() {
            match character {
                '0'..='9' => digits.push(character),
                '+' if index == 0 => {}
                '/' => before_slashes.push(digits.len()),
                '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => {
                    let is_blank = |sign: Option<char>| sign.is_some_and(char::is_whitespace);
                    let is_spaced = is_blank(last) && is_blank(dialled.chars().nth(index + 1));
                    before_hyphens.push((digits.len(), is_spaced));
                }
                '(' | ')' | '[' | ']' | '.' => {}
                character if character.is_whitespace() => {}
                character => {
                    return Err(PhoneError::Unexpected { character, position: index + 1 });
                }
            }
            last = Some(character);
        }
        if digits.is_empty() {
            return Err(PhoneError::Empty);
        }
        let is_bracketed = typed.starts_with(['(', '[']);
        let has_prefix = is_international || is_bracketed || digits.starts_with('0');
        Ok(Self { typed, digits, is_international, is_bracketed, before_slashes, before_hyphens, has_prefix })
    }

    /// Germany's short numbers are known; where others' are not, any number of that shape is one.
    fn is_short(&self, home: &PhoneHome) -> bool {
        let may_be = !self.is_international && !self.is_bracketed && is_short(&self.digits);
        may_be && (home.country != GERMANY || is_of_germany(&self.digits))
    }

    /// Whether a slash, or a hyphen between blanks, stands behind one of Germany's short numbers, as in `112/110` and
    /// `115 / 0711 12345`. There no number of somebody in town begins so.
    fn begins_with_short(&self, home: &PhoneHome) -> bool {
        let hyphens = self.before_hyphens.iter().filter(|(_, is_spaced)| *is_spaced);
        let mut before = hyphens.map(|(before, _)| before).chain(&self.before_slashes);
        let is_local = home.country == GERMANY && !self.is_international && !self.is_bracketed;
        is_local && before.any(|&before| before < self.digits.len() && is_of_germany(&self.digits[..before]))
    }

    /// The number in E.123 international form.
    fn complete(&self, home: &PhoneHome) -> Result<String, PhoneError> {
        let unknown_country = || PhoneError::UnknownCountry(home.country.clone());
        let country: Id = home.country.parse().map_err(|_| unknown_country())?;
        let country_code =
            DATABASE.by_id(country.as_ref()).ok_or_else(unknown_country)?.country_code().to_string();
        let refused = || match self.digits.len() > MAX_DIGITS {
            true => PhoneError::Several(self.typed.to_owned()),
            false => PhoneError::NotANumber(self.typed.to_owned()),
        };
        // Without a country of its own, an international number is not searched for the prefixes of the home country.
        let parsed = if self.is_international {
            phonenumber::parse(None, format!("+{}", self.digits))
        } else {
            phonenumber::parse(Some(country), self.with_area_code(&country_code, home)?)
        };
        let parsed = parsed.map_err(|_| refused())?;
        if !parsed.is_valid() {
            return Err(refused());
        }
        let number = spaced(&parsed.format().mode(Mode::International).to_string());
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        if digits > MAX_DIGITS || self.is_of_several(&number) {
            return Err(PhoneError::Several(self.typed.to_owned()));
        }
        Ok(number)
    }

    /// Whether a slash stands elsewhere than behind the country or the area code, as in `0711 35122876 / 77`: there it
    /// begins another number, or the last digits of one. So do dots in a row (`216-0...99`), a hyphen that belongs to what
    /// follows, behind another (`23125-101 -102`), and one between blanks behind one without (`3512-2876 - 79`).
    fn is_of_several(&self, number: &str) -> bool {
        let groups: Vec<usize> = number.split(' ').skip(1).map(str::len).collect();
        let national = groups.iter().sum::<usize>();
        let may_stand = |behind: usize| match groups.as_slice() {
            // Some countries have no area codes.
            [] | [_] => behind <= national,
            [area, ..] => {
                // Whoever writes 0151/…, 01805/… means a prefix too, though it is grouped otherwise.
                let is_prefix = self.has_prefix && national - behind <= MAX_PREFIX && behind >= SHORTEST_REST;
                behind == national || behind == national - area || is_prefix
            }
        };
        let mut behind_slashes = self.before_slashes.iter().map(|before| self.digits.len() - before);
        let has_hyphen_of_next = self.typed.split_once('-').is_some_and(|(_, rest)| {
            rest.split(" -").skip(1).any(|next| next.starts_with(|c: char| c.is_ascii_digit()))
        });
        // A hyphen without blanks up to the area code's end says nothing about those that follow.
        let mut within = self.before_hyphens.iter().skip_while(|&&(before, is_spaced)| {
            let behind = self.digits.len() - before;
            is_spaced || behind > national || may_stand(behind)
        });
        let has_spaced_hyphen = within.any(|&(_, is_spaced)| is_spaced);
        self.before_slashes.len() > 2
            || has_spaced_hyphen
            || !behind_slashes.all(|behind| behind <= national && may_stand(behind))
            || self.typed.contains("..")
            || has_hyphen_of_next
    }

    fn with_area_code(&self, country_code: &str, home: &PhoneHome) -> Result<String, PhoneError> {
        let prefix = trunk::prefix(country_code);
        if self.digits.starts_with(prefix) || self.is_bracketed {
            return Ok(self.digits.clone());
        }
        let area_code = home.area_code.as_deref().ok_or(PhoneError::AreaCodeMissing)?;
        // "49 711 …" is an international number that lost its plus, not a local one.
        if self.digits.starts_with(&format!("{country_code}{area_code}")) {
            return Err(PhoneError::AreaCodeMissing);
        }
        Ok(format!("{prefix}{area_code}{}", self.digits))
    }
}

/// E.123 knows only blanks between groups; some countries' formats have hyphens and dots.
fn spaced(international: &str) -> String {
    let groups: Vec<&str> =
        international.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    format!("+{}", groups.join(" "))
}
