//! Times of the day out of what was said, on a clock of 12 or 24 hours. Called by [`super::rule`].

use super::grammar::{Half, Said, SaidTime, Span, Time};
use super::token::{Token, Written};
use super::{ProseError, ProseFault, Speech};

pub(super) const MINUTES_OF_DAY: u16 = 24 * 60;
const NOON: u16 = 12 * 60;

/// From this hour on a time of a text with 24 hours is one of them without a leading zero: an office may open at 7 in
/// the morning, but `2:00` there is rather a slip.
const EARLIEST_HOUR: u8 = 7;

/// Before this hour nothing opens, unless it is written with a leading zero.
const EARLIEST_START: u8 = 6;

/// What mornings, afternoons and evenings are, as people say it; lunch is of two of them.
const MORNING: std::ops::RangeInclusive<u16> = 5 * 60..=13 * 60;
const AFTERNOON: std::ops::RangeInclusive<u16> = NOON..=20 * 60;
const EVENING: std::ops::RangeInclusive<u16> = 17 * 60..=MINUTES_OF_DAY;

/// Hours in minutes from midnight of the first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hours {
    pub(super) start: u16,
    /// Null where it is open.
    pub(super) end: Option<u16>,
    /// Whether it is unknown what is behind the end.
    pub(super) is_open_ended: bool,
}

/// How the times of a text are to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    speech: Speech,
    /// Whether some time has 24 hours, and none says am or pm.
    has_24_hours: bool,
    /// Whether some time says am or pm.
    has_halves: bool,
}

/// A time in minutes from midnight, or the hour on a clock face that does not say which half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Sure(u16),
    /// The same, but no hint at the other time of the span.
    Midnight,
    Face(Written),
}

impl Clock {
    /// The clock that a text uses.
    pub(super) fn of(said: &Said<'_>, speech: Speech) -> Self {
        let times = || {
            said.statements
                .iter()
                .flat_map(|statement| &statement.spans)
                .flat_map(|span| std::iter::once(span.start).chain(span.end))
                .map(|time| time.said)
        };
        let has_halves = times().any(|time| matches!(time, SaidTime::Am(_) | SaidTime::Pm(_)));
        let has_24_hours =
            times().any(|time| matches!(time, SaidTime::Digits(written) if is_of_24_hours(written)));
        Self { speech, has_24_hours: has_24_hours && !has_halves, has_halves }
    }

    /// The hours of a span.
    pub(super) fn span(self, span: &Span, tokens: &[Token<'_>]) -> Result<Hours, ProseError> {
        let (start, end) = match span.half {
            Some(half) => self.span_of_half(span, half, tokens)?,
            None => self.any_span(span, tokens)?,
        };
        let (Some(end), Some(end_time)) = (end, span.end) else {
            return Ok(Hours { start, end: None, is_open_ended: true });
        };
        let end = match (span.is_next_day, start < end) {
            (false, true) => end,
            (false, false) => return Err(tokens[end_time.token].fault(ProseFault::EndBeforeStart)),
            (true, _) => end + MINUTES_OF_DAY,
        };
        if end - start > MINUTES_OF_DAY {
            return Err(tokens[end_time.token].fault(ProseFault::LongSpan));
        }
        match span.or_longer {
            Some(token) if end >= MINUTES_OF_DAY => Err(tokens[token].fault(ProseFault::OrLonger)),
            or_longer => Ok(Hours { start, end: Some(end), is_open_ended: or_longer.is_some() }),
        }
    }

    /// Start and end of "vormittags 8–12 Uhr", "nachmittags 2–4 Uhr".
    fn span_of_half(
        self,
        span: &Span,
        half: Half,
        tokens: &[Token<'_>],
    ) -> Result<(u16, Option<u16>), ProseError> {
        let at = |time: Time, is_end| {
            let minutes = match time.said {
                SaidTime::Digits(written) if half != Half::Morning && on_face(written).is_some() => {
                    on_face(written).map(|minutes| minutes + NOON)
                }
                SaidTime::Digits(written) => Some(minutes(written)),
                _ => Some(at(self.reading(time, is_end, tokens)?, is_end)),
            };
            let of_half = match half {
                Half::Morning => &MORNING,
                Half::Afternoon => &AFTERNOON,
                Half::Evening => &EVENING,
            };
            minutes
                .filter(|minutes| of_half.contains(minutes))
                .ok_or_else(|| tokens[time.token].fault(ProseFault::WrongHalf))
        };
        let start = at(span.start, false)?;
        if half == Half::Morning && start >= NOON {
            return Err(tokens[span.start.token].fault(ProseFault::WrongHalf));
        }
        Ok((start, span.end.map(|end| at(end, true)).transpose()?))
    }

    /// Start and end of a span of which nothing says the half of the day, but its times.
    fn any_span(self, span: &Span, tokens: &[Token<'_>]) -> Result<(u16, Option<u16>), ProseError> {
        let start = self.reading(span.start, false, tokens)?;
        let Some(end_time) = span.end else {
            let start = self.alone(start, span.start, tokens)?;
            self.check_early(span, start, tokens)?;
            return Ok((start, None));
        };
        let end = self.reading(end_time, true, tokens)?;
        // "10:00-12:00": the evening would be "10 pm", where nothing says am or pm.
        let is_in_full = |time: Time| matches!(time.said, SaidTime::Digits(written) if written.is_in_full);
        let (start, end) = if !self.has_halves && is_in_full(span.start) && is_in_full(end_time) {
            (Reading::Sure(at(start, false)), Reading::Sure(at(end, true)))
        } else {
            (start, end)
        };
        let (start, end) = match (start, end) {
            (Reading::Face(start), Reading::Face(end)) => {
                if !self.has_24_hours || start.hour < EARLIEST_HOUR || end.hour < EARLIEST_HOUR {
                    return Err(tokens[span.start.token].fault(ProseFault::HalfOfDay));
                }
                (minutes(start), minutes(end))
            }
            (Reading::Face(start), end) => {
                let same_half = same_half_before(start, end, end_time.said);
                (
                    same_half.ok_or_else(|| tokens[span.start.token].fault(ProseFault::HalfOfDay))?,
                    at(end, true),
                )
            }
            (start, Reading::Face(end)) => {
                let reading = minutes(end);
                let is_clear = matches!(span.start.said, SaidTime::Digits(_)) && at(start, false) < reading;
                if !is_clear {
                    return Err(tokens[end_time.token].fault(ProseFault::HalfOfDay));
                }
                (at(start, false), reading)
            }
            (start, end) => (at(start, false), at(end, true)),
        };
        self.check_early(span, start, tokens)?;
        // "9 to 12 am": midnight to the clock, noon to many.
        if matches!(end_time.said, SaidTime::Am(Written { hour: 12, minute: 0, .. }))
            && matches!(span.start.said, SaidTime::Digits(_))
        {
            return Err(tokens[end_time.token].fault(ProseFault::HalfOfDay));
        }
        Ok((start, Some(end)))
    }

    /// Refuses "8–12 und 2–4 Uhr": the afternoon, as people say it.
    fn check_early(self, span: &Span, start: u16, tokens: &[Token<'_>]) -> Result<(), ProseError> {
        match span.start.said {
            SaidTime::Digits(said)
                if (1..EARLIEST_START).contains(&said.hour) && !said.has_leading_zero && start < NOON =>
            {
                Err(tokens[span.start.token].fault(self.unclear_half()))
            }
            _ => Ok(()),
        }
    }

    const fn unclear_half(self) -> ProseFault {
        match self.speech {
            Speech::German => ProseFault::NightOrAfternoon,
            Speech::English => ProseFault::HalfOfDay,
        }
    }

    fn alone(self, reading: Reading, time: Time, tokens: &[Token<'_>]) -> Result<u16, ProseError> {
        match reading {
            Reading::Face(written) if self.has_24_hours && written.hour >= EARLIEST_HOUR => {
                Ok(minutes(written))
            }
            Reading::Face(_) => Err(tokens[time.token].fault(ProseFault::HalfOfDay)),
            sure => Ok(at(sure, false)),
        }
    }

    fn reading(self, time: Time, is_end: bool, tokens: &[Token<'_>]) -> Result<Reading, ProseError> {
        let no_time = || tokens[time.token].fault(ProseFault::NoTime);
        match time.said {
            SaidTime::Noon => Ok(Reading::Sure(NOON)),
            SaidTime::Midnight => Ok(Reading::Midnight),
            SaidTime::Am(written) => {
                let minutes = on_face(written).ok_or_else(no_time)?;
                Ok(Reading::Sure(if minutes == 0 && is_end { MINUTES_OF_DAY } else { minutes }))
            }
            SaidTime::Pm(written) => Ok(Reading::Sure(on_face(written).ok_or_else(no_time)? + NOON)),
            SaidTime::Digits(Written { hour: 24, .. }) if !is_end => Err(no_time()),
            SaidTime::Digits(written) if self.speech == Speech::German || is_of_24_hours(written) => {
                Ok(Reading::Sure(minutes(written)))
            }
            SaidTime::Digits(written) => Ok(Reading::Face(written)),
        }
    }
}

/// The start of a span whose end is sure, where only one half of the day is possible or usual: `9–11 am`, `2–5 pm`,
/// `9:00–17:00`, `9 to noon`.
fn same_half_before(start: Written, end: Reading, said_end: SaidTime) -> Option<u16> {
    let Reading::Sure(end) = end else { return None };
    let half = match said_end {
        SaidTime::Am(_) => 0,
        SaidTime::Pm(_) => NOON,
        SaidTime::Digits(_) | SaidTime::Noon => {
            return Some(minutes(start)).filter(|start| *start < end);
        }
        SaidTime::Midnight => return None,
    };
    on_face(start).map(|start| start + half).filter(|start| *start < end)
}

const fn at(reading: Reading, is_end: bool) -> u16 {
    match reading {
        Reading::Sure(minutes) => minutes,
        Reading::Midnight if is_end => MINUTES_OF_DAY,
        Reading::Midnight => 0,
        Reading::Face(written) => minutes(written),
    }
}

const fn minutes(written: Written) -> u16 {
    written.hour as u16 * 60 + written.minute as u16
}

/// Minutes from midnight or noon; null when a clock face has no such hour.
fn on_face(written: Written) -> Option<u16> {
    let is_on_face = (1..=12).contains(&written.hour) && !written.has_leading_zero;
    is_on_face.then(|| minutes(written) % NOON)
}

/// Whether a clock of 12 hours has no such time.
const fn is_of_24_hours(written: Written) -> bool {
    written.hour > 12 || written.hour == 0 || written.has_leading_zero
}
