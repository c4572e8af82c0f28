//! Opening hours as a text for readers, in the languages of the catalogue: German, plain German, English, Arabic,
//! Persian, French, Italian, Polish, Romanian, Russian, Turkish, Ukrainian and Chinese in traditional characters.
//! Called by whoever shows hours or names holidays.
//!
//! The text is made from the parsed rule, part by part and in its order, so that it says neither more nor less:
//! - A part about days of which an earlier part spoke says that it adds to it ("also") or replaces it ("instead").
//! - What has no words here (steps like `week 01-51/3`, `Mo[1] +2 days`, `sunrise+`, `10:00-16:00/01:30`) leaves the
//!   whole rule as it is written, marked as no language (`zxx`): a text with a gap would be wrong.
//! - Times, dates and lists are CLDR's for the language of the catalogue; of a reader's region they have the clock:
//!   `en` reads `8:30 AM`, `en-GB` `08:30`. German times are written as town halls do: `8–12:30 Uhr`. Dates are
//!   Gregorian; a month or a year that both ends of a range share is said once.
//! - Days that move with Easter and have no name are counted by their day of the week: "third Saturday after Easter
//!   Sunday". Where most readers who keep Easter keep another, they are said to be of the Western calendar.
//! - Of hours of which nobody knows whether it is open (`unknown`), the editor's remark says what holds. A remark behind
//!   several times is said of each.
//! - In texts from right to left each time and remark stands in a bidi isolate (UAX #9), in others a remark in such a
//!   script does.
//!
//! `catalogue` has the words, `cldr` and `clock` what ICU4X knows. `statement`, `days`, `dates`, `easter`, `years`, `places`,
//! `order`, `times` and `remark` make words of the parts of a rule; `touched` knows of which days was spoken, and `extent` of
//! which part of the years.

mod catalogue;
mod cldr;
mod clock;
mod dates;
mod days;
mod easter;
mod extent;
mod order;
mod places;
mod remark;
mod statement;
mod times;
mod touched;
mod years;

use std::rc::Rc;

use opening_hours_syntax::parse;
use opening_hours_syntax::rules::{OpeningHoursExpression, RuleKind, RuleOperator};
use thiserror::Error;

use super::OpeningHours;
use crate::domain::holiday::PublicHoliday;
use crate::domain::locale::{Chain, Direction, Locale};
use catalogue::{Match, Words, fill};
use cldr::Cldr;
use clock::Hours;
use statement::{Relation, statement};
use touched::Touched;

/// What has no language (ISO 639-2): a rule as it is written.
const NO_LANGUAGE: &str = "zxx";

/// How many days in a row are said as "from … to".
const SHORTEST_RANGE: usize = 3;

/// First strong isolate and its end (UAX #9): what stands between keeps its own direction.
const ISOLATE: char = '\u{2068}';
const END_OF_ISOLATE: char = '\u{2069}';

/// The hours as a reader of the chain expects them, and the language of the text: the first of the chain that the
/// catalogue has, German when it has none, `zxx` when it is only the rule as written.
///
/// Statements are separated by `; ` or its like, in plain language by line ends. Never empty for hours that were
/// checked.
pub fn text(hours: &OpeningHours, chain: &Chain) -> (String, Locale) {
    let found = catalogue::language(chain);
    let voice = Voice::new(&found);
    let words = voice.words;
    let mut text = match &hours.rule {
        None => words.by_appointment.to_owned(),
        Some(rule) => match (voice.rule(rule), hours.is_by_appointment) {
            (Ok(said), false) => said.text,
            (Ok(said), true) => said.text + &voice.appointments(said.is_simple),
            (Err(Wordless), false) => {
                let no_language = Locale::parse(NO_LANGUAGE).expect("a registered language");
                return (rule.clone(), no_language);
            }
            (Err(Wordless), true) => {
                fill(words.quotation, &[&voice.isolated(rule.clone())]) + &voice.appointments(true)
            }
        },
    };
    text.push_str(words.full_stop);
    (with_capital(&text), found.locale.clone())
}

/// That one can come by appointment, alone or besides the rule, in the same language as [`text`]. Null where one cannot.
pub fn appointments(hours: &OpeningHours, chain: &Chain) -> Option<(String, Locale)> {
    let found = catalogue::language(chain);
    let words = found.language.words;
    let said = if hours.rule.is_some() { words.also_by_appointment } else { words.by_appointment };
    hours.is_by_appointment.then(|| (with_capital(said) + words.full_stop, found.locale.clone()))
}

/// The name of a public holiday, in the first language of the chain that the catalogue has, German when it has none.
pub fn holiday_name(holiday: PublicHoliday, chain: &Chain) -> (&'static str, Locale) {
    let found = catalogue::language(chain);
    (found.language.words.holiday(holiday), found.locale.clone())
}

/// A part of a rule for which the catalogue has no words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the rule has a part that has no words")]
struct Wordless;

/// One language, ready to speak.
struct Voice {
    words: &'static Words,
    cldr: Rc<Cldr>,
    direction: Direction,
    /// The clock of the reader's region.
    clock: Hours,
}

/// A rule in words.
struct Said {
    text: String,
    /// Whether it is one statement of hours, to which a clause can be added.
    is_simple: bool,
}

impl Voice {
    fn new(found: &Match<'_>) -> Self {
        let words = found.language.words;
        let cldr = Cldr::of(words, found.language.index);
        let clock = cldr.clocks.of_region(found.wanted);
        Self { words, cldr, direction: found.locale.direction(), clock }
    }

    fn rule(&self, rule: &str) -> Result<Said, Wordless> {
        // A stored rule was parsed before it was stored.
        let OpeningHoursExpression { rules } = parse(rule).map_err(|_| Wordless)?;
        let mut touched = Touched::default();
        let statements = rules.iter().map(|part| {
            let is_again = touched.touch(&part.day_selector, part.operator == RuleOperator::Additional);
            let relation = match part.operator {
                RuleOperator::Fallback => Relation::Otherwise,
                _ if !is_again => Relation::Apart,
                RuleOperator::Additional => Relation::Also,
                RuleOperator::Normal => Relation::Instead,
            };
            statement(part, relation, rules.len() == 1, self).map(|said| self.capitalised(&said))
        });
        let statements: Vec<String> = statements.collect::<Result<_, _>>()?;
        let is_simple =
            matches!(rules.as_slice(), [only] if only.kind == RuleKind::Open && only.comment.is_empty());
        Ok(Said { text: statements.join(&self.words.separator_after_statement()), is_simple })
    }

    /// "And by appointment", behind what was said: a clause, or a statement of its own.
    fn appointments(&self, is_simple: bool) -> String {
        match self.words.and_by_appointment {
            Some(clause) if is_simple => clause.to_owned(),
            _ => self.words.separator_after_statement() + &self.capitalised(self.words.also_by_appointment),
        }
    }

    fn capitalised(&self, statement: &str) -> String {
        if self.words.is_in_sentences { with_capital(statement) } else { statement.to_owned() }
    }

    /// A time or another foreign body in a text from right to left.
    fn isolated(&self, text: String) -> String {
        match self.direction {
            Direction::Ltr => text,
            Direction::Rtl => format!("{ISOLATE}{text}{END_OF_ISOLATE}"),
        }
    }
}

impl Words {
    fn separator_after_statement(&self) -> String {
        format!("{}{}", self.full_stop, self.separator)
    }
}

fn with_capital(text: &str) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return String::new() };
    first.to_uppercase().chain(chars).collect()
}

#[cfg(test)]
mod tests;
