//! Opening hours as a fact: a rule in OSM's `opening_hours` syntax, and whether one may come by appointment. Called by
//! the nouns' field checks.
//!
//! `misreading` finds rules that mean something else than they seem to, which are refused. `timetable` answers when it
//! is open. `text` says the hours in words, `prose` reads them out of words. Their parts: `layer` (the rule as the
//! evaluating crate takes it), `night` (hours past midnight), `wall_clock` (local times and instants), `day` (what a day
//! looks like), `week` (days in a row), `year` (dates with their years), `spelling` (rules as they are written),
//! `syntax_fault` (what cannot be read).

mod day;
mod layer;
mod misreading;
mod night;
pub mod prose;
mod spelling;
mod syntax_fault;
pub mod text;
mod timetable;
mod wall_clock;
mod week;
mod year;

use opening_hours_syntax::parse;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::edit::Edit;
use super::fault::Faults;
use super::text::{TextFault, check_plain};
use spelling::{outside_remarks, spell};
use syntax_fault::{advice, explain};

/// A time zone of the IANA database, read from its name: `Europe/Berlin`.
pub use chrono_tz::Tz as TimeZone;
pub use day::{ClockTime, Interval, IntervalKind, Moment, OpeningDay};
pub use timetable::{City, HORIZON, MAX_DAYS, Reading, Timetable};

/// The longest rule, in bytes. Real ones have about 100.
pub const MAX_RULE_LENGTH: usize = 2000;

/// How many times of day a rule may have, or dates in those of its parts that have more of these. A part without any
/// counts as one. The evaluation of a day grows with the square of it.
pub const MAX_TIMES: usize = 64;

/// When an office is open.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OpeningHours {
    /// OSM `opening_hours` syntax (<https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification>), for example
    /// `Mo,Tu,Th,Fr 08:30-12:30; We off`. Null when by appointment only.
    pub rule: Option<String>,
    /// Whether one can come by appointment, besides or instead of the rule.
    pub is_by_appointment: bool,
}

/// Opening hours as somebody wrote them; they are changed as a whole.
#[derive(Clone, Debug, Default)]
pub struct HoursInput {
    pub rule: Option<String>,
    pub is_by_appointment: bool,
}

impl HoursInput {
    /// Of something new, where null and absent are the same.
    pub fn of_new(rule: Option<String>, is_by_appointment: bool) -> Edit<Self> {
        let is_said = rule.is_some() || is_by_appointment;
        is_said.then_some(Self { rule, is_by_appointment }).into()
    }
}

/// What the input makes of the current opening hours.
pub(super) fn edit_hours(
    input: Edit<HoursInput>,
    current: Option<&OpeningHours>,
    faults: &mut Faults,
) -> Option<OpeningHours> {
    faults.edit(&["openingHours", "rule"], input, current, |hours| {
        OpeningHours::new(hours.rule.as_deref(), hours.is_by_appointment)
    })
}

/// Why a rule is refused. Positions count characters from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HoursError {
    #[error("the opening hours have more than {MAX_RULE_LENGTH} bytes")]
    TooLong,
    #[error("the opening hours cannot be read from character {position} on: \"{rest}\"; {}", advice(rest))]
    Syntax { position: usize, rest: String },
    #[error("the opening hours stop too early; write for example \"Mo-Fr 08:30-12:30; We off\"")]
    Incomplete,
    #[error("the opening hours cannot be read: {0}")]
    Refused(String),
    #[error("weeks go backwards; where they go over New Year write two ranges, as in \"week 52-53,1\"")]
    BackwardWeeks,
    #[error("years go backwards; write the earlier year first")]
    BackwardYears,
    #[error("the opening hours have more than {MAX_TIMES} times of day or dates")]
    TooManyTimes,
    #[error("the opening hours name a day that is in no calendar: {0}")]
    NoSuchDay(String),
    #[error("\"{0}\" goes backwards; write the earlier day first, as in \"2026 Dec 24-2027 Jan 06\"")]
    BackwardDates(String),
    #[error(
        "\"{0}\" would be the beginning and the end of that year, and not one season; write both days with their years, as in \"2026 Oct 01-2027 Mar 31\""
    )]
    SeasonInYear(String),
    #[error(
        "in \"{0}\" some dates have a year and others are of every year; write the year before each, as in \"2026 Dec 24,2026 Dec 31\", or two parts with a semicolon between them"
    )]
    YearsInPart(String),
    #[error(
        "\"{0}\" would be all of the months before the last, and a day in that; write a colon before the weekday, as in \"Jul,Aug: Sa[1]\", or a month before each"
    )]
    WeekdayOfLastMonth(String),
    #[error(
        "\"{0}\" has no hours of its own before the comma, so it would be open all day; write days without a blank between them, as in \"Mo,We 08:30-12:30\", or a semicolon if it is open all day"
    )]
    DaysApart(String),
    #[error(
        "\"{0}\" would mean only those holidays that fall on these days, which cannot be kept; write \"PH,Mo\" for both, or the other days apart, as in \"SH 08:00-12:00; Sa,Su off\""
    )]
    HolidayBesideDays(String),
    #[error(
        "the hours of \"{days}\" would hold on holidays ({kind}) too, where one falls on such a day; write what holds on holidays behind all other days, as in \"Mo-Fr 08:00-12:00; PH off\""
    )]
    HolidayReplaced { days: String, kind: String },
    #[error(
        "\"{later}\" would replace what was said of \"{before}\" before; write what is usual first and what is special behind it, as in \"Mo-Fr 08:00-12:00; Dec 24 off\", and all hours of a day together, as in \"Mo 08:00-12:00,14:00-18:00\", or with a comma, as in \"Mo 08:00-12:00, Mo 14:00-16:00 unknown\""
    )]
    Undone { before: String, later: String },
    #[error(
        "\"{0}\" behind the comma would hold all the year; write the part of the year before it again, as in \"Apr-Oct Mo-Fr 08:00-18:00, Apr-Oct Sa 09:00-12:00\", or a semicolon if all the year is meant"
    )]
    SeasonLost(String),
    #[error(
        "\"{0}\" is closed, but what stands behind \"||\" may hold then; write behind that what is closed all the same, as in \"Mo-Fr 08:00-12:00 || unknown \"nach Vereinbarung\"; PH off\", and leave it out where it need not be closed"
    )]
    ClosedReopened(String),
    #[error(
        "\"{0}\" would leave open how far the night goes, and nobody could say when it is over; write it without the plus, and with a remark, as in \"Fr 20:00-02:00 \"oder länger\"\", or without an end, as in \"Fr 20:00+\""
    )]
    OpenNight(String),
    #[error(
        "\"{0} off\" would leave open when it opens again; write until when it is closed, or without an end what is closed for the rest of the day, as in \"Fr 14:00+ off\""
    )]
    ClosedOrLonger(String),
    #[error("the opening hours cannot be kept: {0}")]
    Text(#[from] TextFault),
    #[error(
        "\"{0}\" without hours would mean \"always open\"; say \"by appointment\" in its own field, or write hours before the remark"
    )]
    LoneRemark(String),
}

impl OpeningHours {
    /// Checks and spells the rule in one way; null when there is neither a rule nor appointments.
    ///
    /// The rule keeps its parts and their order, `We off` included: to a reader it says that Wednesday was not forgotten.
    pub fn new(rule: Option<&str>, by_appointment: bool) -> Result<Option<Self>, HoursError> {
        let rule = match rule.map(str::trim).filter(|rule| !rule.is_empty()) {
            Some(rule) => Some(read_rule(rule)?),
            None => None,
        };
        let has_hours = rule.is_some() || by_appointment;
        Ok(has_hours.then_some(Self { rule, is_by_appointment: by_appointment }))
    }
}

fn read_rule(rule: &str) -> Result<String, HoursError> {
    // Before parsing: the parser's effort grows faster than its input.
    if rule.len() > MAX_RULE_LENGTH {
        return Err(HoursError::TooLong);
    }
    let rule = check_plain(&tidy(rule), MAX_RULE_LENGTH)?.unwrap_or_default();
    // Between days the parser takes no blanks around a hyphen.
    let (rule, mut expression) = match parse(&rule) {
        Ok(expression) => (rule, expression),
        Err(fault) => {
            let joined = outside_remarks(&rule, |part| part.replace(" - ", "-"));
            let expression = parse(&joined).map_err(|_| explain(fault, &rule))?;
            (joined, expression)
        }
    };
    misreading::check(&expression, &rule)?;
    year::complete(&mut expression);
    let spelt = spell(&expression);
    // A spelling that is read differently would change the hours, and one that is refused could not be saved again:
    // then the editor's own stays.
    let is_faithful = spelt.len() <= MAX_RULE_LENGTH
        && parse(&spelt).is_ok_and(|again| again == expression)
        && misreading::check(&expression, &spelt).is_ok();
    Ok(if is_faithful { spelt } else { rule })
}

/// One line with plain hyphens, as word processors and websites do not write it. Remarks in quotes stay.
fn tidy(rule: &str) -> String {
    let line = rule.split_whitespace().collect::<Vec<_>>().join(" ");
    // To the parser, a blank before a comma ends the days that stand before it.
    let plain = outside_remarks(&line, |part| {
        part.replace(['\u{2013}', '\u{2014}', '\u{2212}'], "-").replace(" ,", ",")
    });
    plain.trim_end_matches([';', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(text: &str) -> Result<String, HoursError> {
        OpeningHours::new(Some(text), false).map(|hours| hours.unwrap().rule.unwrap())
    }

    #[test]
    fn a_rule_is_spelt_in_one_way_and_keeps_its_parts() {
        for (given, stored) in [
            ("Mo,Tu,Th,Fr 08:30-12:30; We off", "Mo,Tu,Th,Fr 08:30-12:30; We off"),
            ("mo 8:30 - 12:30;We closed;", "Mo 08:30-12:30; We off"),
            ("Mo\u{2013}Fr\n08:00\u{2013}12:00", "Mo-Fr 08:00-12:00"),
            ("Mo-Fr 08:00-12:00, Th 14:00-18:00; PH off", "Mo-Fr 08:00-12:00, Th 14:00-18:00; PH off"),
            ("Mo 08:00-12:00 \"nur mit closed – Termin\"", "Mo 08:00-12:00 \"nur mit closed – Termin\""),
            ("24/7 \"Notruf\"", "24/7 \"Notruf\""),
            ("mo 00:00-24:00 \"Notruf\"", "mo 00:00-24:00 \"Notruf\""),
            ("unknown \"nach Vereinbarung\"", "24/7 unknown \"nach Vereinbarung\""),
            ("off", "24/7 off"),
            ("PH +1 day off; PH 10:00-12:00", "PH +1 days off; PH 10:00-12:00"),
            (
                "Mo-Fr 08:00-12:00 , 14:00-16:00 , Sa 10:00-12:00",
                "Mo-Fr 08:00-12:00,14:00-16:00, Sa 10:00-12:00",
            ),
            (
                "Dec 24 00:00-24:00, easter 08:00-10:00; Mar Su[-1]-Oct Su[-1] open, Dec 25 off",
                "Dec 24 00:00-24:00, easter 08:00-10:00; Mar Su[-1]-Oct Su[-1] 00:00-24:00, Dec 25 off",
            ),
            ("Jul,Aug: Sa[1] 10:00-12:00", "Jul,Aug: Sa[1] 10:00-12:00"),
            ("2026 Dec:Sa[1],Su 10:00-12:00", "2026 Dec: Sa[1],Su 10:00-12:00"),
            ("2026,2028Apr off", "2026,2028 Apr off"),
            ("week02-52/2 Th 14:00-18:00", "week 02-52/2 Th 14:00-18:00"),
            ("2026 Dec 24-Jan 06 off", "2026 Dec 24-2027 Jan 6 off"),
            ("PH -2 days,We off \"PH 1 days\"", "PH -2 days,We off \"PH 1 days\""),
        ] {
            assert_eq!(rule(given).as_deref(), Ok(stored));
            assert_eq!(rule(stored).as_deref(), Ok(stored));
        }
    }

    #[test]
    fn without_rule_and_appointments_there_are_no_hours() {
        assert_eq!(OpeningHours::new(None, false), Ok(None));
        assert_eq!(OpeningHours::new(Some("  "), false), Ok(None));
        let by_appointment = OpeningHours { rule: None, is_by_appointment: true };
        assert_eq!(OpeningHours::new(Some(""), true), Ok(Some(by_appointment)));
    }

    #[test]
    fn a_fault_names_its_place() {
        assert_eq!(rule("Mo-Fr 8-12"), Err(HoursError::Syntax { position: 7, rest: "8-12".to_owned() }));
        assert_eq!(
            rule("Montag 8:30 - 12:30 Uhr"),
            Err(HoursError::Syntax { position: 3, rest: "ntag 8:30 - 12:30 Uhr".to_owned() })
        );
        assert_eq!(rule("Mo \"ä\" x"), Err(HoursError::Syntax { position: 8, rest: "x".to_owned() }));
        assert_eq!(rule("Mo 08:00-"), Err(HoursError::Incomplete));
        assert_eq!(rule("2030-2020 Mo 08:00-12:00"), Err(HoursError::BackwardYears));
    }

    #[test]
    fn what_is_stored_is_never_too_long_to_be_saved_again() {
        // Well spelt it would have two zeros more.
        let crowded = format!("Mo 8:00-9:00 \"{}\"", "x".repeat(MAX_RULE_LENGTH - 15));
        assert_eq!(crowded.len(), MAX_RULE_LENGTH);
        assert_eq!(rule(&crowded), Ok(crowded));
    }

    #[test]
    fn a_long_rule_is_refused_unread() {
        assert_eq!(rule(&"Mo 08:00-12:00; ".repeat(200)), Err(HoursError::TooLong));
        assert_eq!(rule(&"(".repeat(2_000_000)), Err(HoursError::TooLong));
    }
}
