//! Whether the statements of a text go together. Called by [`super`].
//!
//! In a rule a later part replaces all that was said of a day. So a text that says two things of a day must say which
//! of them holds; what closes a day or a part of the year does, as nothing can be open that is closed.
//! `holidays` looks at what is said of these.

mod holidays;

use opening_hours_syntax::rules::day::Weekday;

use super::calendar::Period;
use super::clock::{Clock, Hours, MINUTES_OF_DAY};
use super::grammar::{NamedBy, NamedDay, Relation, Said, Statement};
use super::reach::{CalendarWeeks, Reach};
use super::token::Token;
use super::{ProseError, ProseFault};
use crate::domain::hours::MAX_TIMES;

/// What the checks find out for the rule.
#[derive(Clone, Debug)]
pub(super) struct Checked {
    /// In the order of the spans.
    pub(super) hours: Vec<Hours>,
    /// Whether it adds to days of which something was said.
    pub(super) is_added: bool,
    /// Whether it closes days that what stands behind it names in passing.
    pub(super) is_exception: bool,
    /// Whether it closes every day, or hours of every day, and so those of holidays of which was spoken before.
    pub(super) is_of_holidays_too: bool,
}

/// Refuses what may mean two things, or says the opposite of what was said. One answer for each statement.
pub(super) fn check(said: &Said<'_>, clock: Clock, tokens: &[Token<'_>]) -> Result<Vec<Checked>, ProseError> {
    check_appointment(said, tokens)?;
    holidays::check(said, tokens)?;
    holidays::check_beside(said, tokens)?;
    let reaches: Vec<Reach> = said.statements.iter().map(reach).collect();
    let has_weekdays = said.statements.iter().any(|statement| !statement.weekdays.is_empty());
    let mut checked: Vec<Checked> = Vec::with_capacity(reaches.len());
    for (index, statement) in said.statements.iter().enumerate() {
        let fault = |fault| Err(tokens[statement.first_token()].fault(fault));
        // More parts are refused with the rule, so the pairs are few.
        let earlier = || said.statements[..index].iter().zip(&reaches).take(MAX_TIMES);
        for (before, before_reach) in earlier() {
            check_pair((before, before_reach), (statement, &reaches[index]), tokens)?;
        }
        // "Abweichend" and "zusätzlich" are said in doubt too: a date may be a holiday, or one of these days.
        let is_of_year = !statement.holidays.is_empty() || !statement.is_weekly();
        let is_again = is_of_year
            || earlier().any(|(before, before_reach)| {
                is_of_days(before) && reaches[index].shares_weekday(before_reach)
            });
        if statement.relation == Relation::Instead && !(is_again && index > 0) {
            return fault(ProseFault::InsteadOfNothing);
        }
        let is_of_some_days = statement.weekdays.is_empty()
            && ((has_weekdays && statement.periods.iter().any(|(period, _)| !period.is_one_day()))
                || statement.calendar_weeks.is_some());
        if is_of_some_days && !statement.is_closed {
            return fault(ProseFault::DaysOfPeriod);
        }
        let mut is_added = statement.relation == Relation::Also && is_again && !statement.is_closed;
        if is_added && has_other_all_day(said, index) {
            // A comma behind days without hours has another meaning, and days apart need none.
            let is_apart = statement.holidays.is_empty()
                && earlier()
                    .all(|(before, reach)| before.holidays.is_empty() && !reach.meets(&reaches[index]));
            if !is_apart {
                return fault(ProseFault::BesideAllDay);
            }
            is_added = false;
        }
        for (before, checked) in checked.iter_mut().enumerate().take(MAX_TIMES) {
            let Checked { is_exception, .. } = checked;
            let (closed, closed_reach) = (&said.statements[before], &reaches[before]);
            // It goes behind, and would close what is added or replaced.
            if *is_exception
                && !statement.is_closed
                && !is_in_passing((closed, closed_reach), (statement, &reaches[index]))
                && closed_reach.meets(&reaches[index])
                && statement.is_weekly()
            {
                return fault(ProseFault::BehindSpecial);
            }
            *is_exception |= is_in_passing((closed, closed_reach), (statement, &reaches[index]));
        }
        let is_undone = |(before, checked): (usize, &Checked)| {
            checked.is_of_holidays_too
                && (!statement.is_weekly() || reaches[before].meets(&reaches[index]))
                && holidays::goes_before(statement)
        };
        if checked.iter().enumerate().take(MAX_TIMES).any(is_undone)
            || holidays::is_closed_behind(statement, &said.statements[..index])
        {
            return fault(ProseFault::BehindSpecial);
        }
        let hours = hours(statement, clock, tokens)?;
        let is_opposite = |(before, known): (usize, &Checked)| {
            let before = (&said.statements[before], &reaches[before]);
            known.hours == hours && is_opposite_of(before, (statement, &reaches[index]))
        };
        if checked.iter().enumerate().take(MAX_TIMES).any(is_opposite) {
            return fault(ProseFault::Contradiction);
        }
        checked.push(Checked {
            hours,
            is_added,
            is_exception: false,
            is_of_holidays_too: holidays::is_of_them_too(statement, &said.statements[..index], tokens)?,
        });
    }
    Ok(checked)
}

/// The days of a statement, holidays apart.
fn reach(statement: &Statement<'_>) -> Reach {
    let weekdays: Vec<_> = statement.weekdays.iter().map(|named| (named.day, named.weeks)).collect();
    let periods: Vec<_> = statement.periods.iter().map(|(period, _)| *period).collect();
    let weeks = statement.calendar_weeks.map_or(CalendarWeeks::ALL, |(weeks, _)| weeks);
    Reach::of(&weekdays, &periods, weeks)
}

/// Whether another statement has days that are open all day.
fn has_other_all_day(said: &Said<'_>, index: usize) -> bool {
    let is_all_day = |statement: &Statement<'_>| {
        let has_days = !(statement.weekdays.is_empty() && statement.holidays.is_empty());
        has_days && statement.spans.is_empty() && !statement.is_closed && !statement.is_unknown
    };
    let mut others = said.statements.iter().enumerate().filter(|(other, _)| *other != index).take(MAX_TIMES);
    others.any(|(_, statement)| is_all_day(statement))
}

/// Whether it speaks of other days than holidays.
const fn is_of_days(statement: &Statement<'_>) -> bool {
    statement.is_weekly() || !statement.periods.is_empty() || statement.calendar_weeks.is_some()
}

/// Refuses a statement that does not go with one before it.
fn check_pair(
    (before, before_reach): (&Statement<'_>, &Reach),
    (statement, reach): (&Statement<'_>, &Reach),
    tokens: &[Token<'_>],
) -> Result<(), ProseError> {
    if !(is_of_days(before) && is_of_days(statement) && before_reach.meets(reach)) {
        return Ok(());
    }
    if is_in_passing((before, before_reach), (statement, reach)) {
        return Ok(());
    }
    let token = first_again(statement, reach, before_reach);
    let fault = |fault| Err(tokens[token].fault(fault));
    let is_narrower = before_reach.is_within(reach) && !reach.is_within(before_reach);
    if before.closes_a_period() {
        // It goes behind the days of the week, so that it closes them.
        return match statement.relation {
            _ if statement.closes_a_period() && same_periods(before, statement) => fault(ProseFault::Twice),
            _ if statement.is_closed => Ok(()),
            Relation::Plain if statement.is_weekly() && !reach.is_within(before_reach) => Ok(()),
            relation if opens_what_is_closed(before, statement, relation) => fault(ProseFault::Contradiction),
            _ if reach.is_within(before_reach) && !statement.is_of_dates() => fault(ProseFault::ClosedThen),
            Relation::Plain => fault(ProseFault::DayTwice),
            _ if is_narrower || !statement.is_of_dates() => fault(ProseFault::BehindSpecial),
            _ => Ok(()),
        };
    }
    if !statement.is_closed {
        let is_added = statement.relation == Relation::Also && !before.is_closed_all_day();
        // Dates go behind what is usual, and a later part would replace a narrower one.
        if (before.is_of_dates() && !statement.is_of_dates()) || (is_narrower && !is_added) {
            return fault(ProseFault::BehindSpecial);
        }
    }
    // Hours that are closed may be among those that are named behind them, whatever word joins these.
    if before.is_closed
        && !before.spans.is_empty()
        && !statement.is_closed
        && statement.is_weekly()
        && before_reach.is_within(reach)
    {
        let is_wider = !before_reach.has_weekdays_of(reach);
        if is_wider || statement.relation == Relation::Plain {
            return fault(ProseFault::BehindSpecial);
        }
    }
    let is_opened =
        || before_reach.is_within(reach) && opens_what_is_closed(before, statement, statement.relation);
    match (statement.relation, before.is_closed_all_day()) {
        (Relation::Also | Relation::Instead, true) if !statement.is_closed && is_opened() => {
            return fault(ProseFault::Contradiction);
        }
        (Relation::Also, _) if before.is_unknown => return fault(ProseFault::BehindSpecial),
        (Relation::Also, _) if before.spans.is_empty() && !before.is_closed => {
            return fault(ProseFault::Twice);
        }
        (Relation::Also | Relation::Instead, _) => {}
        (Relation::Plain, true) if statement.is_closed => {
            let is_all_of_it = statement.is_closed_all_day() || before_reach.has_weekdays_of(reach);
            if is_all_of_it && same_periods(before, statement) && reach.is_within(before_reach) {
                return fault(ProseFault::Twice);
            }
        }
        (Relation::Plain, false) if statement.is_closed_all_day() => {
            if let Some(token) = closed_on_purpose((before, before_reach), (statement, reach)) {
                return Err(tokens[token].fault(ProseFault::Contradiction));
            }
        }
        (Relation::Plain, _) if statement.is_closed => {}
        (Relation::Plain, _) => return fault(ProseFault::DayTwice),
    }
    Ok(())
}

/// Whether the days that one statement closes are among those that a later one opens and names in passing, and some are
/// left: "Mi geschlossen. Mo-Fr 8-12 Uhr". Nobody would name a day to close it and then open it by the way.
fn is_in_passing(
    (closed, closed_reach): (&Statement<'_>, &Reach),
    (statement, reach): (&Statement<'_>, &Reach),
) -> bool {
    let passed = || statement.weekdays.iter().filter(|named| named.by != NamedBy::Name);
    let on_purpose = || statement.weekdays.iter().filter(|named| named.by == NamedBy::Name);
    closed.is_closed_all_day()
        && !statement.is_closed
        && statement.relation == Relation::Plain
        && closed_reach.meets(reach)
        && !closed_reach.has_weekdays_of(reach)
        && closed.weekdays.iter().any(|day| passed().any(|named| named.day == day.day))
        && !closed.weekdays.iter().any(|day| on_purpose().any(|named| named.day == day.day))
}

fn same_periods(before: &Statement<'_>, statement: &Statement<'_>) -> bool {
    let weeks = |of: &Statement<'_>| of.calendar_weeks.map(|(weeks, _)| weeks);
    weeks(before) == weeks(statement)
        && before
            .periods
            .iter()
            .map(|(period, _)| period)
            .eq(statement.periods.iter().map(|(period, _)| period))
}

/// The first word that names a day of which was spoken before.
fn first_again(statement: &Statement<'_>, reach: &Reach, before: &Reach) -> usize {
    let is_again = |day: Weekday| reach.on(day).meets(before);
    let named = statement.weekdays.iter().find(|named| is_again(named.day));
    named.map_or_else(|| statement.first_token(), |named| named.token)
}

/// Where a statement closes the very days of which hours were said.
///
/// A range names its days in passing, so "Mo-Fr 8-17, Mi geschlossen" is an exception, as long as a day is left. A day
/// with a word of its own was named on purpose, and nobody opens and closes it in one text. A part of the year, or a
/// week of the month, is narrower than all of them and so an exception too. Single dates win over days of the week.
fn closed_on_purpose(
    (before, before_reach): (&Statement<'_>, &Reach),
    (statement, reach): (&Statement<'_>, &Reach),
) -> Option<usize> {
    if !before_reach.is_within(reach) || (before.is_of_dates() && statement.is_weekly()) {
        return None;
    }
    if reach.has_weekdays_of(before_reach) {
        return Some(statement.first_token());
    }
    let alone = before.weekdays.iter().filter(|named| named.by == NamedBy::Name);
    let closed = { alone }.find_map(|named| statement.weekdays.iter().find(|closed| closed.day == named.day));
    closed.map(|named| named.token)
}

/// Whether a statement names the very days that another closed, to add hours to them or to say others. A range names
/// its days in passing, so "Mo-Fr geschlossen; Mi abweichend 8-12 Uhr" is an exception.
fn opens_what_is_closed(closed: &Statement<'_>, statement: &Statement<'_>, relation: Relation) -> bool {
    let is_named = |day: &NamedDay| statement.weekdays.iter().any(|named| named.day == day.day);
    let is_dated = |(period, _): &(Period, usize)| statement.periods.iter().any(|(other, _)| other == period);
    let all_named = closed.weekdays.iter().all(is_named);
    match (closed.weekdays.is_empty(), relation) {
        (_, Relation::Plain) => false,
        (true, Relation::Also) => closed.periods.iter().any(is_dated),
        (true, Relation::Instead) => !closed.periods.is_empty() && closed.periods.iter().all(is_dated),
        (false, Relation::Instead) => all_named,
        (false, Relation::Also) => {
            all_named || closed.weekdays.iter().filter(|day| day.by == NamedBy::Name).any(is_named)
        }
    }
}

/// Whether two statements of the same hours say that these are open and closed on the very same days.
fn is_opposite_of(before: (&Statement<'_>, &Reach), statement: (&Statement<'_>, &Reach)) -> bool {
    let ((said, before_reach), (now, reach)) = (before, statement);
    if said.is_closed == now.is_closed || said.spans.is_empty() || !before_reach.meets(reach) {
        return false;
    }
    let are_days = is_of_days(said) && is_of_days(now);
    let is_opened = || before_reach.is_within(reach) && opens_what_is_closed(said, now, now.relation);
    are_days && if now.is_closed { closed_on_purpose(before, statement).is_some() } else { is_opened() }
}

fn check_appointment(said: &Said<'_>, tokens: &[Token<'_>]) -> Result<(), ProseError> {
    match said.appointment.map(|token| &tokens[token]) {
        Some(token) if token.says_only() && !said.statements.is_empty() => {
            Err(token.fault(ProseFault::HoursByAppointment))
        }
        _ => Ok(()),
    }
}

/// The hours of a statement, none of which may be among others.
fn hours(statement: &Statement<'_>, clock: Clock, tokens: &[Token<'_>]) -> Result<Vec<Hours>, ProseError> {
    let or_longer = statement.spans.iter().find_map(|span| span.or_longer);
    if let Some(token) = or_longer.filter(|_| statement.is_closed) {
        return Err(tokens[token].fault(ProseFault::ClosedOrLonger));
    }
    let hours: Vec<Hours> =
        statement.spans.iter().map(|span| clock.span(span, tokens)).collect::<Result<_, _>>()?;
    // "22–24 und 0–2 Uhr": the night goes on to some.
    let until_midnight = hours.iter().position(|hours| hours.end == Some(MINUTES_OF_DAY));
    let mut behind = hours.iter().zip(&statement.spans).skip(until_midnight.map_or(hours.len(), |at| at + 1));
    if let Some((_, span)) = behind.find(|(hours, _)| hours.start == 0) {
        return Err(tokens[span.start.token].fault(ProseFault::NextMorning));
    }
    let mut in_order: Vec<_> = hours.iter().zip(&statement.spans).collect();
    in_order.sort_by_key(|(hours, _)| hours.start);
    for pair in in_order.windows(2) {
        let [(before, first), (hours, second)] = pair else { continue };
        if before.end.unwrap_or(MINUTES_OF_DAY) > hours.start {
            let later = first.start.token.max(second.start.token);
            return Err(tokens[later].fault(ProseFault::Overlap));
        }
    }
    Ok(hours)
}
