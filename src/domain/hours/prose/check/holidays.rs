//! What is said of holidays, and of days beside them. Called by [`super`].

use opening_hours_syntax::rules::day::Weekday;

use super::super::calendar::Holiday;
use super::super::grammar::{Relation, Said, Statement};
use super::super::rank::{Rank, rank, rank_of_holidays};
use super::super::reach::Weeks;
use super::super::token::Token;
use super::super::{ProseError, ProseFault};
use crate::domain::hours::MAX_TIMES;
use crate::domain::hours::week::days_of;

/// What was said of holidays before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Known {
    #[default]
    Nothing,
    Hours,
    Closed,
    /// Closed, and no other days with them.
    ClosedAlone,
}

/// Refuses what is said twice of holidays, or the opposite.
pub(super) fn check(said: &Said<'_>, tokens: &[Token<'_>]) -> Result<(), ProseError> {
    let mut known = [Known::Nothing; 4];
    for statement in &said.statements {
        for (kind, token) in &statement.holidays {
            let fault = |fault| Err(tokens[*token].fault(fault));
            let known = match kind {
                Holiday::Public => &mut known[0],
                Holiday::School if !statement.is_closed => return fault(ProseFault::SchoolHolidayHours),
                Holiday::School => &mut known[1],
                Holiday::DayBeforePublic => &mut known[2],
                Holiday::DayAfterPublic => &mut known[3],
            };
            match (statement.relation, *known) {
                (Relation::Also, Known::Closed | Known::ClosedAlone)
                | (Relation::Instead, Known::ClosedAlone)
                    if !statement.is_closed =>
                {
                    return fault(ProseFault::Contradiction);
                }
                (Relation::Also | Relation::Instead, _) | (_, Known::Nothing) => {}
                (Relation::Plain, Known::Closed | Known::ClosedAlone) if statement.is_closed => {
                    return fault(ProseFault::Twice);
                }
                (Relation::Plain, Known::Hours) if statement.is_closed_all_day() => {
                    return fault(ProseFault::Contradiction);
                }
                (Relation::Plain, _) if statement.is_closed => {}
                (Relation::Plain, _) => return fault(ProseFault::DayTwice),
            }
            *known = match (statement.is_closed_all_day(), statement.weekdays.is_empty()) {
                (true, true) => Known::ClosedAlone,
                (true, false) => Known::Closed,
                (false, _) => Known::Hours,
            };
        }
        // The syntax cannot say it of some days only.
        if let Some((_, token)) = statement.excepted.first()
            && (statement.is_closed || said.statements.len() > 1)
        {
            return Err(tokens[*token].fault(ProseFault::ExceptedHolidays));
        }
    }
    Ok(())
}

/// Whether it is open on days that a rule names before holidays.
pub(super) fn goes_before(statement: &Statement<'_>) -> bool {
    !statement.is_closed && rank(statement) < Rank::Holidays
}

/// Whether a statement closes holidays too, of whose hours was spoken before. They go behind what usually holds, but
/// not behind what closes every day. Where that names some days only, or adds to them, nobody can tell whether it holds
/// on the holidays among these.
pub(super) fn is_of_them_too(
    statement: &Statement<'_>,
    earlier: &[Statement<'_>],
    tokens: &[Token<'_>],
) -> Result<bool, ProseError> {
    let has_holiday =
        |(kind, _): &(Holiday, usize)| statement.holidays.iter().any(|(known, _)| known == kind);
    let is_moved = |before: &&Statement<'_>| {
        !before.is_closed
            && !before.holidays.is_empty()
            && !before.holidays.iter().all(has_holiday)
            && rank(statement) < rank_of_holidays(before)
    };
    if !earlier.iter().take(MAX_TIMES).any(|before| is_moved(&before)) {
        return Ok(false);
    }
    let is_of_part = !statement.periods.is_empty() || statement.calendar_weeks.is_some();
    match (statement.is_closed, statement.is_of_every_weekday()) {
        (true, true) => Ok(is_of_part || !statement.spans.is_empty()),
        (true, false) if statement.spans.is_empty() => Ok(false),
        (false, _) if statement.relation == Relation::Plain => Ok(false),
        _ => Err(tokens[statement.first_token()].fault(ProseFault::HolidaysBefore)),
    }
}

/// Whether a statement adds to days or replaces them, and a rule would have closed days behind it of which was spoken
/// before: days beside holidays, as in "am Tag nach Feiertagen geschlossen, Fr abweichend 8-10 Uhr", or holidays, where
/// it is of a part of the year or of the month and so may be the more special of both.
pub(super) fn is_closed_behind(statement: &Statement<'_>, earlier: &[Statement<'_>]) -> bool {
    let is_beside =
        |(kind, _): &(Holiday, usize)| matches!(kind, Holiday::DayBeforePublic | Holiday::DayAfterPublic);
    let is_special = !statement.periods.is_empty()
        || statement.calendar_weeks.is_some()
        || statement.weekdays.iter().any(|named| named.weeks != Weeks::ALL);
    let is_moved = |before: &Statement<'_>| {
        before.is_closed
            && before.holidays.iter().any(|holiday| is_special || is_beside(holiday))
            && rank(statement) < rank_of_holidays(before)
    };
    !statement.is_closed
        && statement.relation != Relation::Plain
        && earlier.iter().take(MAX_TIMES).any(is_moved)
}

/// Refuses hours of days beside holidays where these may be closed else: the day before Easter Monday is a Sunday.
/// Whoever writes them means a shorter day of those that are open.
pub(super) fn check_beside(said: &Said<'_>, tokens: &[Token<'_>]) -> Result<(), ProseError> {
    let is_open_in_all_weeks = |day: Weekday| {
        let is_of_day = |statement: &&Statement<'_>| {
            statement.is_always
                || statement.weekdays.iter().any(|named| named.day == day && named.weeks == Weeks::ALL)
        };
        let is_all_year =
            |statement: &&Statement<'_>| statement.periods.is_empty() && statement.calendar_weeks.is_none();
        let mut open = said.statements.iter().filter(is_of_day).filter(is_all_year);
        open.any(|statement| !(statement.is_closed || statement.is_unknown))
    };
    let is_closed_weekly = |statement: &Statement<'_>| {
        statement.is_closed_all_day() && (statement.is_weekly() || !statement.excepted.is_empty())
    };
    let is_beside =
        |(kind, _): &&(Holiday, usize)| matches!(kind, Holiday::DayBeforePublic | Holiday::DayAfterPublic);
    let mut open = said.statements.iter().filter(|statement| !statement.is_closed);
    let Some((_, token)) = open.find_map(|statement| statement.holidays.iter().find(is_beside)) else {
        return Ok(());
    };
    let is_open_daily = days_of(Weekday::Mon, Weekday::Sun).all(is_open_in_all_weeks)
        && !said.statements.iter().any(is_closed_weekly);
    if is_open_daily { Ok(()) } else { Err(tokens[*token].fault(ProseFault::BesideHolidays)) }
}
