//! Numbers that are days of a month or places in it, told from hours by what stands behind them. Called by the module
//! above.

use super::super::Speech;
use super::super::lexicon::Meaning;
use super::{Kind, Token};

/// The last day that a month can have.
const LAST_DAY: u8 = 31;

/// The tokens with these numbers marked, and without the dots behind them: "24. und 31. Dezember", "7.-11.12.",
/// "1. und 3. Mittwoch im Monat", "24 to 26 December". From the end to the start, as the month comes last.
pub(super) fn find(mut tokens: Vec<Token<'_>>, speech: Speech) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::with_capacity(tokens.len());
    while let Some(mut token) = tokens.pop() {
        let is_dot = token.kind == Kind::Stop && token.words == ".";
        let number = if is_dot { tokens.last().and_then(|before| number(before.kind)) } else { None };
        let before = tokens.len().checked_sub(2).and_then(|at| tokens.get(at)).map(|token| token.kind);
        let kind = number.and_then(|number| numbered(number, before, &found, speech));
        match (number, kind) {
            (Some(_), Some(kind)) => {
                let Some(before) = tokens.pop() else { continue };
                token = Token { kind, ..before };
            }
            _ => {
                if let Some(kind) = without_dot(&token, &tokens, &found, speech) {
                    token.kind = kind;
                }
            }
        }
        found.push(token);
    }
    found.reverse();
    found
}

/// What a number with a dot is. English has no such numbers before days of the week, and a month before one has it: "Dec
/// 24 to Jan 1. Mon-Fri".
fn numbered(
    number: u8,
    before: Option<Kind<'_>>,
    behind: &[Token<'_>],
    speech: Speech,
) -> Option<Kind<'static>> {
    match (speech, before) {
        (Speech::German, _) => place(number, behind).or_else(|| of_day(number, before, behind)),
        (Speech::English, Some(Kind::Word(Meaning::Month(_)))) => None,
        (Speech::English, _) => place(number, behind),
    }
}

/// What a number is before others; `behind` has the next token last.
fn place(number: u8, behind: &[Token<'_>]) -> Option<Kind<'static>> {
    let kind =
        |nth: usize| behind.len().checked_sub(nth).and_then(|at| behind.get(at)).map(|token| token.kind);
    let is_day = (1..=LAST_DAY).contains(&number);
    match (kind(1)?, kind(2)) {
        (Kind::Word(Meaning::Month(_)), _) if is_day => Some(Kind::DayOfMonth(number)),
        (Kind::Word(Meaning::Of), Some(Kind::Word(Meaning::Month(_)))) if is_day => {
            Some(Kind::DayOfMonth(number))
        }
        (Kind::Word(Meaning::Day(_)), Some(Kind::Word(Meaning::OfMonth)))
        | (Kind::Word(Meaning::ChristmasDay), _) => Some(Kind::Ordinal(number)),
        (
            Kind::Dash | Kind::Comma | Kind::Word(Meaning::To | Meaning::And),
            Some(Kind::DayOfMonth(_) | Kind::Date { .. }),
        ) if is_day => Some(Kind::DayOfMonth(number)),
        (Kind::Dash | Kind::Comma | Kind::Word(Meaning::To | Meaning::And), Some(Kind::Ordinal(_))) => {
            Some(Kind::Ordinal(number))
        }
        _ => None,
    }
}

/// "jeden 2. Montag", but not the end of "Mo 8-12. Di 9-11".
fn of_day(number: u8, before: Option<Kind<'_>>, behind: &[Token<'_>]) -> Option<Kind<'static>> {
    let is_before_day = matches!(behind.last().map(|token| token.kind), Some(Kind::Word(Meaning::Day(_))));
    let is_time = matches!(
        before,
        Some(
            Kind::Dash
                | Kind::Time(_)
                | Kind::Word(
                    Meaning::To | Meaning::Onwards | Meaning::From | Meaning::FromOrOnwards | Meaning::Clock
                )
        )
    );
    (is_before_day && !is_time && (1..=5).contains(&number)).then_some(Kind::Ordinal(number))
}

/// A number before its month, and in English one joined to it: "24 and 31 December". In "Mon 9-17 and 24 December" the
/// 17 ends the hours.
fn without_dot(
    token: &Token<'_>,
    before: &[Token<'_>],
    behind: &[Token<'_>],
    speech: Speech,
) -> Option<Kind<'static>> {
    if let Kind::Ordinal(number) = token.kind {
        return place(number, behind);
    }
    let number = number(token.kind)?;
    let is_joined = behind.last().is_some_and(|next| !matches!(next.kind, Kind::Word(Meaning::Month(_))));
    let ends_hours = matches!(
        before.last().map(|token| token.kind),
        Some(Kind::Dash | Kind::Word(Meaning::To) | Kind::Time(_))
    );
    let kind = place(number, behind).filter(|kind| matches!(kind, Kind::DayOfMonth(_)))?;
    let is_day = match (speech, is_joined) {
        (Speech::English, false) => true,
        (Speech::English, true) | (Speech::German, false) => !ends_hours,
        (Speech::German, true) => false,
    };
    is_day.then_some(kind)
}

/// A number that may be no hour.
const fn number(kind: Kind<'_>) -> Option<u8> {
    match kind {
        Kind::Number(number) => Some(number),
        Kind::Time(written) if written.is_bare => Some(written.hour),
        _ => None,
    }
}
