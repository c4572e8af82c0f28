//! A rule in OSM syntax out of statements. Called by [`super`].

use std::fmt::Write as _;

use opening_hours_syntax::rules::day::{HolidayKind, Weekday};

use super::clock::{Clock, MINUTES_OF_DAY};
use super::grammar::{Relation, Said, Statement};
use super::token::Token;
use super::{ProseError, ProseFault, Speech};

/// How many days in a row are written as a range.
const SHORTEST_RANGE: usize = 3;

/// The rule that the statements make; null when they only speak of appointments.
pub(super) fn write(
    said: &Said<'_>,
    tokens: &[Token<'_>],
    speech: Speech,
) -> Result<Option<String>, ProseError> {
    check_appointment(said, tokens)?;
    check_days(said, tokens)?;
    let clock = Clock::of(said, speech);
    let last_of_weekdays =
        said.statements.iter().rposition(|later| later.is_always || !later.weekdays.is_empty());
    let mut parts = Vec::new();
    let mut parts_of_holidays = Vec::new();
    for (index, statement) in said.statements.iter().enumerate() {
        let state = state(statement, clock, tokens)?;
        let part = |days: String| Part { days, state: state.clone(), relation: statement.relation };
        let weekdays = || statement.weekdays.iter().map(|(day, _)| *day).collect::<Vec<_>>();
        let holidays = || statement.holidays.iter().map(|(kind, _)| *kind).collect::<Vec<_>>();
        let is_before_weekdays = last_of_weekdays.is_some_and(|last| index < last);
        if statement.is_always {
            parts.push(part("24/7".to_owned()));
        } else if !is_before_weekdays && parts_of_holidays.is_empty() {
            parts.push(part(days(&weekdays(), &holidays())));
        } else {
            // A later part wins, so holidays come behind all days that they may fall on.
            if !statement.weekdays.is_empty() {
                parts.push(part(days(&weekdays(), &[])));
            }
            if !statement.holidays.is_empty() {
                parts_of_holidays.push(part(days(&[], &holidays())));
            }
        }
    }
    parts.append(&mut parts_of_holidays);
    let excepted = said.statements.iter().flat_map(|statement| &statement.excepted);
    parts.extend(excepted.map(|(kind, _)| Part {
        days: days(&[], &[*kind]),
        state: " off".to_owned(),
        relation: Relation::Plain,
    }));
    Ok((!parts.is_empty()).then(|| joined(&parts)))
}

/// Days, and what holds on them, with a blank before it.
struct Part {
    days: String,
    state: String,
    relation: Relation,
}

fn joined(parts: &[Part]) -> String {
    let mut rule = String::new();
    for part in parts {
        match (rule.is_empty(), part.relation) {
            (true, _) => {}
            (false, Relation::Also) => rule.push_str(", "),
            (false, Relation::Plain | Relation::Instead) => rule.push_str("; "),
        }
        rule.push_str(&part.days);
        rule.push_str(&part.state);
    }
    rule
}

fn check_appointment(said: &Said<'_>, tokens: &[Token<'_>]) -> Result<(), ProseError> {
    match said.appointment.map(|token| &tokens[token]) {
        Some(token) if token.says_only() && !said.statements.is_empty() => {
            Err(token.fault(ProseFault::HoursByAppointment))
        }
        _ => Ok(()),
    }
}

/// What was said of a day before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Known {
    #[default]
    Nothing,
    Hours,
    Closed,
}

/// Refuses days that are named twice where the second time does not say what becomes of the first.
fn check_days(said: &Said<'_>, tokens: &[Token<'_>]) -> Result<(), ProseError> {
    let mut weekdays = [Known::Nothing; 7];
    let mut holidays = [Known::Nothing; 2];
    for statement in &said.statements {
        if statement.is_always {
            if weekdays.iter().any(|known| *known != Known::Nothing) {
                return Err(statement.fault(tokens, ProseFault::DayTwice));
            }
            weekdays = [Known::Hours; 7];
            continue;
        }
        let is_something_known = weekdays.iter().chain(&holidays).any(|known| *known != Known::Nothing);
        let weekdays_named = statement.weekdays.iter().map(|(day, token)| (Named::Weekday(*day), *token));
        let holidays_named = statement.holidays.iter().map(|(kind, token)| (Named::Holiday(*kind), *token));
        let mut is_any_known = !statement.holidays.is_empty() && is_something_known;
        for (named, token) in weekdays_named.chain(holidays_named) {
            let known = match named {
                Named::Weekday(day) => &mut weekdays[day.num_days_from_monday() as usize],
                Named::Holiday(HolidayKind::Public) => &mut holidays[0],
                Named::Holiday(HolidayKind::School) if !statement.is_closed => {
                    return Err(tokens[token].fault(ProseFault::SchoolHolidayHours));
                }
                Named::Holiday(HolidayKind::School) => &mut holidays[1],
            };
            is_any_known |= *known != Known::Nothing;
            let is_whole_day_closed = statement.is_closed && statement.spans.is_empty();
            match (statement.relation, *known) {
                (Relation::Also | Relation::Instead, _) | (_, Known::Nothing) => {}
                (Relation::Plain, Known::Closed) if statement.is_closed => {
                    return Err(tokens[token].fault(ProseFault::Twice));
                }
                (Relation::Plain, _) if statement.is_closed => {}
                (Relation::Plain, _) => return Err(tokens[token].fault(ProseFault::DayTwice)),
            }
            *known = if is_whole_day_closed { Known::Closed } else { Known::Hours };
        }
        if statement.relation == Relation::Instead && !is_any_known {
            return Err(statement.fault(tokens, ProseFault::InsteadOfNothing));
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

enum Named {
    Weekday(Weekday),
    Holiday(HolidayKind),
}

impl Statement<'_> {
    /// What is wrong with the statement, at its first day.
    fn fault(&self, tokens: &[Token<'_>], fault: ProseFault) -> ProseError {
        let days = self.weekdays.iter().map(|(_, token)| *token);
        let first = days.chain(self.holidays.iter().map(|(_, token)| *token)).min().unwrap_or_default();
        tokens[first].fault(fault)
    }
}

/// Hours, whether it is closed, and the remark.
fn state(statement: &Statement<'_>, clock: Clock, tokens: &[Token<'_>]) -> Result<String, ProseError> {
    let mut state = String::new();
    for (index, span) in statement.spans.iter().enumerate() {
        let (start, end) = clock.span(span, tokens)?;
        state.push(if index == 0 { ' ' } else { ',' });
        push_time(&mut state, start);
        match end {
            None => state.push('+'),
            Some(end) => {
                state.push('-');
                // The syntax takes an end before the start for one on the next day.
                push_time(
                    &mut state,
                    end.checked_sub(MINUTES_OF_DAY).filter(|end| *end < start && *end > 0).unwrap_or(end),
                );
            }
        }
    }
    if statement.is_closed {
        state.push_str(" off");
    } else if statement.spans.is_empty() && !statement.is_always {
        state.push_str(" 00:00-24:00");
    }
    if let Some(remark) = statement.remark {
        state.push_str(" \"");
        state.push_str(remark);
        state.push('"');
    }
    Ok(state)
}

fn push_time(text: &mut String, minutes: u16) {
    write!(text, "{:02}:{:02}", minutes / 60, minutes % 60).expect("a string takes all that is written");
}

/// Days of the week in the order of the text, then holidays.
fn days(weekdays: &[Weekday], holidays: &[HolidayKind]) -> String {
    let mut items: Vec<String> = Vec::new();
    for run in weekdays.chunk_by(|day, next| day.succ() == *next) {
        match run {
            [first, .., last] if run.len() >= SHORTEST_RANGE => {
                items.push(format!("{}-{}", abbreviation(*first), abbreviation(*last)));
            }
            _ => items.extend(run.iter().map(|day| abbreviation(*day).to_owned())),
        }
    }
    items.extend(holidays.iter().map(ToString::to_string));
    items.join(",")
}

const fn abbreviation(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Mo",
        Weekday::Tue => "Tu",
        Weekday::Wed => "We",
        Weekday::Thu => "Th",
        Weekday::Fri => "Fr",
        Weekday::Sat => "Sa",
        Weekday::Sun => "Su",
    }
}
