//! Opening hours out of prose, as editors paste it from letters and websites: from German or English to a rule.
//! Called by whoever takes such a text from an editor.
//!
//! Nothing is guessed and nothing left out: every word of the text is used, or the text is refused with the place of
//! the first word that was not. What is understood: days of the week, lists and ranges of them, `daily`, `except`,
//! public and school holidays, hours, `from 2 pm`, `all day`, closed, by appointment, and remarks in quotes. Dates,
//! weeks and `every first Monday` are for the rule itself.
//!
//! - Days that are named twice are refused, unless the second time says "also" or "instead", or that they are closed:
//!   readers differ in what they take it for.
//! - What is said of holidays goes to the end of the rule, as a later part of a rule wins.
//! - English hours without am and pm are taken for 24-hour ones only where nothing else is possible: one of both is
//!   `13:00` or later, or has a leading zero. In a text that has such hours and no am or pm, hours from 7 on are read
//!   in the same way.
//! - "By appointment" stands for itself: behind "and" or "also", a semicolon or on a line of its own. A comma alone
//!   may join it to the hours, so that is refused.
//! - German `werktags` is refused: to some it has six days, to others five.
//!
//! The steps: `token` cuts words with the help of `lexicon`, `grammar` makes statements of them, `clock` finds the
//! times, `rule` writes the rule down.

mod clock;
mod grammar;
mod lexicon;
mod rule;
mod token;

use thiserror::Error;

use super::{HoursError, HoursInput, OpeningHours};
use crate::domain::locale::Locale;

/// The longest text that is read, in characters.
pub const MAX_PROSE_LENGTH: usize = 2000;

/// Why no rule could be made of a text.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProseError {
    #[error(
        "opening hours can be read in German and English, not in {0}; write the rule itself, for example \"Mo-Fr 08:30-12:30; We off\""
    )]
    Language(Locale),
    #[error("the opening hours have more than {MAX_PROSE_LENGTH} characters")]
    TooLong,
    #[error("there are no opening hours in the text")]
    Empty,
    /// Something in the text. The position counts characters from 1; the words are those that stand there.
    #[error("character {position}, \"{words}\": {fault}")]
    Words { position: usize, words: String, fault: ProseFault },
    /// The text was understood, but the rule made of it is refused.
    #[error(transparent)]
    Rule(#[from] HoursError),
}

/// What is wrong with some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProseFault {
    #[error("this is not understood")]
    NotUnderstood,
    #[error("this is not expected here")]
    Unexpected,
    #[error("no days are named for this; write for example \"täglich\" or \"daily\" before it")]
    NoDays,
    #[error("no hours follow; say from when to when, or that it is closed")]
    NoHours,
    #[error("the end is missing; write for example \"8 bis 12 Uhr\" or \"8 am to 12 pm\"")]
    NoEnd,
    #[error("this is no time of the day")]
    NoTime,
    #[error("the end is not after the start; add \"am Folgetag\" or \"the next day\" where that is meant")]
    EndBeforeStart,
    #[error(
        "it may be before or after noon or midnight; add am or pm, say noon or midnight, or write both times as in 08:00-17:00"
    )]
    HalfOfDay,
    #[error(
        "this day was named before; say \"zusätzlich\" or \"also\" where hours are added, \"abweichend\" or \"instead\" where they replace those before"
    )]
    DayTwice,
    #[error("it may mean Monday to Friday or Monday to Saturday; name the days")]
    Workdays,
    #[error(
        "it may be excepted too, or begin something new; write \"und\" or \"and\" between days that are excepted"
    )]
    ExceptedOrNew,
    #[error(
        "it may mean that these hours need an appointment, or that one can come by appointment besides; write \"und nach Vereinbarung\" or \"and by appointment\" where the latter is meant"
    )]
    HoursByAppointment,
    #[error(
        "it may be said of the last hours or of all of them; name the days again before the hours that are closed"
    )]
    ClosedHours,
    #[error("nothing was said of these days before that this could replace")]
    InsteadOfNothing,
    #[error(
        "it may mean each day of the school holidays, or only the days named before; write the rule itself where the former is meant"
    )]
    SchoolHolidayHours,
    #[error(
        "this would hold for all hours of the text; write \"an Feiertagen geschlossen\" or \"closed on public holidays\" where that is meant"
    )]
    ExceptedHolidays,
    #[error("this was said before")]
    Twice,
    #[error("the quotation has no end")]
    OpenQuotation,
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
    let said = grammar::read(&tokens)?;
    let is_by_appointment = said.appointment.is_some();
    let rule = rule::write(&said, &tokens, speech)?;
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
