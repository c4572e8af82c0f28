//! Times, dates and other numbers. Called by the module above.

use opening_hours_syntax::rules::day::{Month, Weekday};

use super::super::lexicon::Meaning;
use super::super::{ProseError, ProseFault, Speech};
use super::{Kind, Reader, Written, count_digits, fault_at};

/// Phrases that begin with digits, which would be times of the day by themselves; longer ones first.
const PHRASES: [(&str, Meaning, Option<Speech>); 6] = [
    ("24/7", Meaning::Always, None),
    ("24 hours a day, 7 days a week", Meaning::Always, None),
    ("24 hours a day", Meaning::AroundTheClock, Some(Speech::English)),
    ("24 hours", Meaning::AroundTheClock, Some(Speech::English)),
    ("24 stunden", Meaning::AroundTheClock, Some(Speech::German)),
    ("7 days a week", Meaning::Days(Weekday::Mon, Weekday::Sun), Some(Speech::English)),
];

/// The years of the syntax.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=9999;

impl Reader<'_> {
    pub(super) fn number(&mut self) -> Result<(), ProseError> {
        let phrase = PHRASES.iter().find(|(phrase, _, speech)| {
            let start = self.rest.get(..phrase.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(phrase))
                && speech.is_none_or(|speech| speech == self.speech)
        });
        if let Some((phrase, meaning, _)) = phrase {
            self.take(phrase.len(), Kind::Word(*meaning));
            return Ok(());
        }
        if self.date()? || self.ordinal() {
            return Ok(());
        }
        let digits = count_digits(self.rest);
        let year = self.rest[..digits].parse().ok().filter(|year| digits == 4 && YEARS.contains(year));
        match year {
            Some(year) => {
                self.take(digits, Kind::Year(year));
                Ok(())
            }
            None => self.time(),
        }
    }

    /// `24.12.`, `24.12.2026`, `2026-12-24`. In English the order of day and month is not sure.
    fn date(&mut self) -> Result<bool, ProseError> {
        if let Some((length, kind)) = iso_date(self.rest) {
            self.take(length, kind);
            return Ok(true);
        }
        if self.speech == Speech::German
            && let Some((length, kind)) = spaced_date(self.rest)
        {
            self.take(length, kind);
            return Ok(true);
        }
        let parts = if self.speech == Speech::English { two_parts(self.rest, '/') } else { None };
        let parts = parts.map(|parts| (parts, "")).or_else(|| two_parts(self.rest, '.').map(|p| (p, ".")));
        let Some(((first, second, length), end)) = parts else { return Ok(false) };
        let behind = &self.rest[length..];
        let Some(behind) = behind.strip_prefix(end) else { return Ok(false) };
        // "8.00-12.10." ends a sentence.
        let mut before = self.tokens.iter().rev().map(|token| token.kind);
        let is_end_of_span = matches!(before.next(), Some(Kind::Dash | Kind::Word(Meaning::To)))
            && matches!(before.next(), Some(Kind::Time(_) | Kind::Word(Meaning::Clock)));
        let is_date = |day: u8, month: u8| (1..=31).contains(&day) && (1..=12).contains(&month);
        let may_be_date =
            is_date(first, second) || (self.speech == Speech::English && is_date(second, first));
        if is_end_of_span || !may_be_date {
            return Ok(false);
        }
        let length = length + end.len();
        if self.speech == Speech::English {
            return Err(fault_at(self.position, &self.rest[..length], ProseFault::NumericDate));
        }
        let digits = count_digits(behind);
        let year = behind[..digits].parse().ok().filter(|year| digits == 4 && YEARS.contains(year));
        if digits > 0 && year.is_none() {
            return Err(fault_at(self.position, &self.rest[..length + digits], ProseFault::NumericDate));
        }
        let Ok(month) = Month::try_from(second) else { return Ok(false) };
        self.take(length + digits, Kind::Date { day: first, month, year });
        Ok(true)
    }

    /// `1st`, `24th`.
    fn ordinal(&mut self) -> bool {
        let digits = count_digits(self.rest);
        let ending = self.rest.get(digits..digits + 2).map(str::to_lowercase);
        let has_ending = self.speech == Speech::English
            && matches!(ending.as_deref(), Some("st" | "nd" | "rd" | "th"))
            && !self.rest[digits + 2..].starts_with(char::is_alphabetic);
        let number = self.rest[..digits].parse().ok().filter(|_| has_ending);
        if let Some(number) = number {
            self.take(digits + 2, Kind::Ordinal(number));
        }
        number.is_some()
    }

    /// `8`, `8:30`, `8.30`, `8h30`.
    fn time(&mut self) -> Result<(), ProseError> {
        let hours = count_digits(self.rest);
        let behind = &self.rest[hours..];
        let minutes = behind
            .strip_prefix([':', '.', 'h'])
            .map(|behind| (behind, count_digits(behind)))
            .filter(|(_, count)| *count > 0);
        let length = minutes.map_or(hours, |(_, count)| hours + 1 + count);
        let fault = || Err(fault_at(self.position, &self.rest[..length], ProseFault::NoTime));
        if hours > 2 || minutes.is_some_and(|(_, count)| count != 2) {
            return fault();
        }
        let number = |digits: &str| digits.parse().unwrap_or(u8::MAX);
        let written = Written {
            hour: number(&self.rest[..hours]),
            minute: minutes.map_or(0, |(digits, count)| number(&digits[..count])),
            has_leading_zero: hours == 2 && self.rest.starts_with('0'),
            is_in_full: hours == 2 && minutes.is_some() && behind.starts_with(':'),
            is_bare: minutes.is_none(),
        };
        if written.minute > 59 || (!written.is_bare && (written.hour, written.minute) > (24, 0)) {
            return fault();
        }
        let kind = if written.hour > 24 { Kind::Number(written.hour) } else { Kind::Time(written) };
        self.take(length, kind);
        Ok(())
    }
}

/// Two numbers of one or two digits, and their length with the sign between them.
fn two_parts(text: &str, sign: char) -> Option<(u8, u8, usize)> {
    let first = count_digits(text);
    let behind = text[first..].strip_prefix(sign)?;
    let second = count_digits(behind);
    let is_short = first <= 2 && (1..=2).contains(&second);
    is_short.then_some(())?;
    Some((text[..first].parse().ok()?, behind[..second].parse().ok()?, first + 1 + second))
}

/// `24. 12. 2026`; without the year its numbers may be hours at the end of sentences.
fn spaced_date(text: &str) -> Option<(usize, Kind<'static>)> {
    let mut rest = text;
    let mut part = |is_short: bool| {
        let digits = count_digits(rest);
        let (number, behind) = rest.split_at(digits);
        let has_length = if is_short { matches!(digits, 1 | 2) } else { digits == 4 };
        rest = if is_short { behind.strip_prefix('.')?.trim_start_matches([' ', '\u{a0}']) } else { behind };
        number.parse::<i32>().ok().filter(|_| has_length)
    };
    let (day, month, year) = (part(true)?, part(true)?, part(false)?);
    let day = u8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let year = Some(year).filter(|year| YEARS.contains(year))?;
    Some((text.len() - rest.len(), Kind::Date { day, month, year: Some(year) }))
}

fn iso_date(text: &str) -> Option<(usize, Kind<'static>)> {
    const LENGTH: usize = "2026-12-24".len();
    let date = text.get(..LENGTH)?;
    let is_whole = !text[LENGTH..].starts_with(|c: char| c.is_ascii_digit());
    let mut parts = date.split('-');
    let mut part =
        |length: usize| parts.next().filter(|part| part.len() == length && count_digits(part) == length);
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    let year = year.parse().ok().filter(|year| is_whole && YEARS.contains(year))?;
    Some((LENGTH, Kind::Date { day: day.parse().ok()?, month, year: Some(year) }))
}
