//! A rule in OSM syntax out of statements. Called by [`super`].

use std::fmt::{Display, Write as _};

use opening_hours_syntax::rules::day::Weekday;

use super::check::Checked;
use super::clock::MINUTES_OF_DAY;
use super::grammar::{NamedBy, NamedDay, Otherwise, Relation, Said, Statement};
use super::rank::{Rank, rank, rank_of_holidays};
use super::reach::Weeks;

/// How many days in a row are written as a range.
const SHORTEST_RANGE: usize = 3;

/// The rule that the statements make; null when they only speak of appointments.
pub(super) fn write(said: &Said<'_>, checked: &[Checked]) -> Option<String> {
    let statements = &said.statements;
    let mut parts = Vec::new();
    let is_usual = |(statement, checked): (&Statement<'_>, &Checked)| {
        rank(statement) < Rank::Holidays && !checked.is_of_holidays_too
    };
    let last_usual = statements.iter().zip(checked).rposition(is_usual);
    // What is closed is closed in any order, but for holidays that are moved behind it.
    let is_order_free = statements.iter().enumerate().all(|(index, statement)| {
        let stays = statement.holidays.is_empty() || last_usual == Some(index);
        statement.is_closed_all_day() || (rank(statement) == Rank::Usual && stays)
    });
    let mut has_moved_holidays = false;
    for (index, (statement, checked)) in statements.iter().zip(checked).enumerate() {
        let state = state(statement, checked);
        let mut push = |days: String, rank: Rank| {
            let rank = if is_order_free { rank.min(Rank::Holidays) } else { rank };
            parts.push(Part { days, state: state.clone(), is_added: checked.is_added, rank });
        };
        let is_moved = has_moved_holidays || last_usual.is_some_and(|last| index < last);
        if checked.is_of_holidays_too {
            push(selector(statement, true, true), Rank::Holidays);
        } else if is_always(statement) {
            push("24/7".to_owned(), Rank::Usual);
        } else if checked.is_exception {
            has_moved_holidays |= !statement.holidays.is_empty();
            push(selector(statement, true, false), Rank::Closed);
            if !statement.holidays.is_empty() {
                push(selector(statement, false, true), rank_of_holidays(statement));
            }
        } else if statement.weekdays.is_empty() || statement.holidays.is_empty() || !is_moved {
            has_moved_holidays |= is_moved && !statement.holidays.is_empty();
            push(selector(statement, true, true), rank(statement));
        } else {
            has_moved_holidays = true;
            push(selector(statement, true, false), Rank::Usual);
            push(selector(statement, false, true), rank_of_holidays(statement));
        }
    }
    parts.sort_by_key(|part| part.rank);
    let excepted = statements.iter().flat_map(|statement| &statement.excepted);
    parts.extend(excepted.map(|(kind, _)| Part {
        days: kind.to_string(),
        state: " off".to_owned(),
        is_added: false,
        rank: Rank::Holidays,
    }));
    (!parts.is_empty()).then(|| joined(&parts) + &otherwise(said))
}

/// What holds whenever nothing else does.
fn otherwise(said: &Said<'_>) -> String {
    match said.otherwise {
        None => String::new(),
        Some(Otherwise::Closed) => " || off".to_owned(),
        Some(Otherwise::Unknown(None)) => " || unknown".to_owned(),
        Some(Otherwise::Unknown(Some(remark))) => format!(" || unknown \"{remark}\""),
    }
}

/// Whether it is open at every hour of the year: by its words, or "täglich ganztägig".
fn is_always(statement: &Statement<'_>) -> bool {
    let is_every_day = statement.weekdays.len() == 7
        && statement.weekdays.iter().all(|day| day.by == NamedBy::Word && day.weeks == Weeks::ALL);
    let is_all_day = statement.spans.is_empty() && !statement.is_closed && !statement.is_unknown;
    statement.is_always
        || (is_every_day
            && is_all_day
            && statement.relation == Relation::Plain
            && statement.periods.is_empty()
            && statement.calendar_weeks.is_none()
            && statement.holidays.is_empty())
}

/// Days, and what holds on them, with a blank before it.
struct Part {
    days: String,
    state: String,
    is_added: bool,
    rank: Rank,
}

fn joined(parts: &[Part]) -> String {
    let mut rule = String::new();
    for part in parts {
        if !rule.is_empty() {
            rule.push_str(if part.is_added { ", " } else { "; " });
        }
        rule.push_str(&part.days);
        rule.push_str(&part.state);
    }
    rule
}

/// Hours, whether it is closed, and the remark.
fn state(statement: &Statement<'_>, checked: &Checked) -> String {
    let mut state = String::new();
    for (index, hours) in checked.hours.iter().enumerate() {
        state.push(if index == 0 { ' ' } else { ',' });
        push_time(&mut state, hours.start);
        if let Some(end) = hours.end {
            state.push('-');
            // The syntax takes an end before the start for one on the next day.
            let next_day = end.checked_sub(MINUTES_OF_DAY).filter(|end| *end < hours.start && *end > 0);
            push_time(&mut state, next_day.unwrap_or(end));
        }
        if hours.is_open_ended {
            state.push('+');
        }
    }
    if statement.is_closed {
        state.push_str(" off");
    } else if statement.is_unknown {
        state.push_str(" unknown");
    } else if statement.spans.is_empty() && !is_always(statement) {
        state.push_str(" 00:00-24:00");
    }
    if let Some(remark) = statement.remark {
        state.push_str(" \"");
        state.push_str(remark);
        state.push('"');
    }
    state
}

fn push_time(text: &mut String, minutes: u16) {
    write!(text, "{:02}:{:02}", minutes / 60, minutes % 60).expect("a string takes all that is written");
}

/// Parts of the year, then days of the week in the order of the text, then holidays.
fn selector(statement: &Statement<'_>, has_weekdays: bool, has_holidays: bool) -> String {
    let mut days: Vec<String> = Vec::new();
    let weekdays = if has_weekdays { statement.weekdays.as_slice() } else { &[] };
    let is_next = |day: &NamedDay, next: &NamedDay| {
        day.weeks == Weeks::ALL && next.weeks == Weeks::ALL && day.day.succ() == next.day
    };
    for run in weekdays.chunk_by(is_next) {
        match run {
            [first, .., last] if run.len() >= SHORTEST_RANGE => {
                days.push(format!("{}-{}", abbreviation(first.day), abbreviation(last.day)));
            }
            _ => days.extend(run.iter().map(|named| format!("{}{}", abbreviation(named.day), named.weeks))),
        }
    }
    if has_holidays {
        days.extend(statement.holidays.iter().map(|(kind, _)| kind.to_string()));
    }
    let mut periods = list(statement.periods.iter().map(|(period, _)| period));
    if let Some((weeks, _)) = statement.calendar_weeks {
        let blank = if periods.is_empty() { "" } else { " " };
        periods = format!("{periods}{blank}{weeks}");
    }
    match (periods.is_empty(), days.is_empty()) {
        (true, _) => days.join(","),
        (false, true) => periods,
        (false, false) => {
            // "Aug Sa[1]" is a date to the parser, of which "Jul" before it is no part.
            let is_like_date = statement.calendar_weeks.is_none()
                && statement.periods.last().is_some_and(|(period, _)| period.is_one_month())
                && weekdays.first().is_some_and(|named| named.weeks != Weeks::ALL);
            let separator = if is_like_date { ": " } else { " " };
            [periods, days.join(",")].join(separator)
        }
    }
}

fn list<T: Display>(items: impl Iterator<Item = T>) -> String {
    items.map(|item| item.to_string()).collect::<Vec<_>>().join(",")
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
