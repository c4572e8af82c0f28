//! Opening hours out of prose, as editors paste it from letters and websites: from German or English to a rule.
//! Called by whoever takes such a text from an editor.
//!
//! Nothing is guessed and nothing left out: every word of the text is used, or the text is refused with the place of
//! the first word that was not, and with what to write instead. What is understood: days of the week, lists and ranges
//! of them, `daily`, `except`, `every first Saturday of the month`, months and dates with or without a year, weeks of
//! the calendar and lists of them, holidays by name, public and school holidays and the days beside them, hours, `from 2 pm`, `open end`,
//! `24 hours`, closed, by appointment, `otherwise`, and remarks in quotes. What `text` says in German, plain German and
//! English is read as the rule that it was made of, but for years without dates, the sun, offs without days, closed days
//! beside `otherwise`, hours that are open all day on some days only, and what is refused below of holidays and of days
//! that are closed.
//!
//! - A word that turns what hours mean (`nicht`, `außer`, `alternate`, `only`) is read where it has one meaning. Else its
//!   fault says what to write, and never to leave it out.
//!
//! - Days that are named twice are refused, unless the second time says "also" or "instead", or that they are closed:
//!   readers differ in what they take it for. What closes the very day of which hours were said contradicts them. A
//!   day that is closed before others name it in passing, as in "Mi geschlossen. Mo-Fr 8-12 Uhr", is an exception.
//! - "By appointment" behind days says that nobody knows without asking; "all day" may be without a break only.
//! - What is said of holidays goes behind what usually holds, as a later part of a rule wins; single dates, and the
//!   parts of the year in which it is closed, go behind both. What closes hours of every day stays behind holidays of
//!   which was spoken before. Where it closes hours of some days only, or adds to them, it may hold on the holidays among
//!   these or not, and is refused.
//! - Hours of the days beside holidays are refused where it is closed on some day of the week: they would be open on
//!   Easter Sunday, the day before a holiday.
//! - A part of the year in front of days holds for those that a comma joins, where it begins a sentence with hours that
//!   are plainly open and no days of all the year stand before; with a line to itself, up to the next one. Else it was
//!   named in passing, and days without one of their own are refused behind it.
//! - Hours of holidays are refused behind a part of the year or weeks that stand in front, as they would hold all the
//!   year; "ganzjährig an Feiertagen" says that they do. That holidays are closed is read where all other hours are of that
//!   part, or where a semicolon sets them apart.
//! - What is added or replaced is refused behind closed days that the rule has behind it: days beside holidays, and
//!   holidays where it is of a part of the year or of the month. So are hours that are open and closed on the very same day.
//! - Nobody knows when "or later" past midnight ends, or hours that are closed "or longer", so these are refused.
//! - English dates in numbers are refused: `12/11` is in November to some, in December to others.
//! - English hours without am and pm are taken for 24-hour ones only where nothing else is possible: one of both is
//!   `13:00` or later, or has a leading zero, or both are written in full, `10:00-12:00`, and no word of the text says
//!   am or pm. In a text that has hours of the first kind and no am or pm, hours from 7 on are read in the same way.
//! - "By appointment" stands for itself: behind "and" or "also", a semicolon or on a line of its own. A comma alone
//!   may join it to the hours, so that is refused.
//! - German `werktags` is refused: to some it has six days, to others five.
//!
//! The steps: `token` cuts words with the help of `lexicon`, `grammar` makes statements of them, `clock` finds the
//! times, `check` looks whether they go together, `rule` writes the rule down. `calendar` knows parts of the year,
//! `reach` the days that statements have in common, `rank` which of them go behind others, `fault` what to say to whoever
//! wrote the text.

mod calendar;
mod check;
mod clock;
mod fault;
mod grammar;
mod lexicon;
mod rank;
mod reach;
mod rule;
mod token;

pub use fault::ProseFault;
use thiserror::Error;

use super::{HoursError, HoursInput, OpeningHours};
use crate::domain::locale::Locale;

/// The longest text that is read, in characters.
pub const MAX_PROSE_LENGTH: usize = 2000;

/// Why no rule could be made of a text.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProseError {
    #[error(
        "opening hours can be read in German and English, not in {0}; write the rule in the field \"rule\" instead of this text, for example \"Mo-Fr 08:30-12:30; We off\""
    )]
    Language(Locale),
    #[error(
        "the opening hours have more than {MAX_PROSE_LENGTH} characters; paste the hours without the text around them"
    )]
    TooLong,
    #[error(
        "there are no opening hours in the text; write for example \"Mo-Fr 8:30-12:30 Uhr\" or \"Mon-Fri 8:30 am to 12:30 pm\""
    )]
    Empty,
    /// Something in the text. The position counts characters from 1; the words are those that stand there.
    #[error("character {position}, \"{words}\": {fault}")]
    Words { position: usize, words: String, fault: ProseFault },
    /// The text was understood, but the rule made of it is refused.
    #[error(transparent)]
    Rule(#[from] HoursError),
}

/// The hours that a text in German or English says, checked and spelt as [`OpeningHours::new`] does.
///
/// An English text may use 12 or 24 hours. The work grows with the text, which is at most [`MAX_PROSE_LENGTH`] long.
pub fn parse_prose(text: &str, language: &Locale) -> Result<HoursInput, ProseError> {
    let speech = match language.language() {
        "de" => Speech::German,
        "en" => Speech::English,
        _ => return Err(ProseError::Language(language.clone())),
    };
    // Bytes first: counting the characters of a long text is work too.
    if text.len() > 4 * MAX_PROSE_LENGTH || text.chars().count() > MAX_PROSE_LENGTH {
        return Err(ProseError::TooLong);
    }
    let tokens = token::tokens(text, speech)?;
    let said = grammar::read(&tokens, speech)?;
    let checked = check::check(&said, clock::Clock::of(&said, speech), &tokens)?;
    let rule = rule::write(&said, &checked);
    let is_by_appointment = said.appointment.is_some();
    let hours = OpeningHours::new(rule.as_deref(), is_by_appointment)?.ok_or(ProseError::Empty)?;
    Ok(HoursInput { rule: hours.rule, is_by_appointment: hours.is_by_appointment })
}

/// The languages that are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Speech {
    German,
    English,
}

#[cfg(test)]
mod tests;
