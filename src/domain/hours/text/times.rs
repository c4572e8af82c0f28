//! Hours in words. Called by [`super::statement`].

use opening_hours_syntax::ExtendedTime;
use opening_hours_syntax::rules::time::{Time, TimeSpan, VariableTime};

use super::catalogue::fill;
use super::clock::Hours;
use super::{Voice, Wordless};

const MINUTES_OF_DAY: i16 = 24 * 60;

/// All spans as a list, each in the pattern.
pub(super) fn times(spans: &[TimeSpan], pattern: &str, voice: &Voice) -> Result<String, Wordless> {
    let item = |span| Ok(fill(pattern, &[&self::span(span, voice)?]));
    let items: Vec<String> = spans.iter().map(item).collect::<Result<_, _>>()?;
    Ok(voice.cldr.list(&items))
}

fn span(span: &TimeSpan, voice: &Voice) -> Result<String, Wordless> {
    // "Every 90 minutes" is for buses and tours.
    if span.repeats.is_some() {
        return Err(Wordless);
    }
    let has_no_end = span.open_end && span.range.end == Time::Fixed(ExtendedTime::MIDNIGHT_24);
    let words = match (span.range.start, span.range.end) {
        (Time::Fixed(start), _) if has_no_end => return Ok(fill(voice.words.from, &[&clock(start, voice)?])),
        (Time::Variable(_), _) if has_no_end => return Err(Wordless),
        (Time::Fixed(start), Time::Fixed(end)) => fixed(start, end, voice)?,
        (start, end) => fill(voice.words.span_in_words, &[&alone(start, voice)?, &alone(end, voice)?]),
    };
    Ok(if span.open_end { fill(voice.words.or_longer, &[&words]) } else { words })
}

fn fixed(start: ExtendedTime, end: ExtendedTime, voice: &Voice) -> Result<String, Wordless> {
    let words = voice.words;
    // The same time twice is a whole day to the evaluator too.
    let end = if start < end { end } else { end.add_minutes(MINUTES_OF_DAY).ok_or(Wordless)? };
    if (start, end) == (ExtendedTime::MIDNIGHT_00, ExtendedTime::MIDNIGHT_24) {
        return Ok(words.all_day.to_owned());
    }
    if end <= ExtendedTime::MIDNIGHT_24 {
        return Ok(fill(words.span, &[&clock(start, voice)?, &clock(end, voice)?]));
    }
    Ok(fill(words.span_in_words, &[&alone(Time::Fixed(start), voice)?, &alone(Time::Fixed(end), voice)?]))
}

/// A time that stands alone: with its unit, and with its day when that is the next one.
fn alone(time: Time, voice: &Voice) -> Result<String, Wordless> {
    match time {
        Time::Fixed(time) if time <= ExtendedTime::MIDNIGHT_24 => {
            Ok(fill(voice.words.clock, &[&clock(time, voice)?]))
        }
        Time::Fixed(time) => {
            let time = time.add_minutes(-MINUTES_OF_DAY).ok_or(Wordless)?;
            Ok(fill(voice.words.next_day, &[&fill(voice.words.clock, &[&clock(time, voice)?])]))
        }
        Time::Variable(time) => Ok(variable(time, voice)),
    }
}

fn clock(time: ExtendedTime, voice: &Voice) -> Result<String, Wordless> {
    let words = voice.words;
    let (hour, minute) = (time.hour(), time.minute());
    let noon = words.noon.filter(|_| voice.clock == Hours::Twelve);
    let text = match (noon, hour, minute) {
        _ if time == ExtendedTime::MIDNIGHT_24 => match voice.clock {
            Hours::Twelve => words.midnight.to_owned(),
            Hours::TwentyFour => words.end_of_day.to_owned(),
        },
        _ if words.has_german_times && minute == 0 => hour.to_string(),
        _ if words.has_german_times => format!("{hour}:{minute:02}"),
        (Some(_), 0, 0) => words.midnight.to_owned(),
        (Some(noon), 12, 0) => noon.to_owned(),
        _ => voice.cldr.clocks.time(voice.clock, hour, minute).ok_or(Wordless)?,
    };
    Ok(voice.isolated(text))
}

fn variable(VariableTime { event, offset }: VariableTime, voice: &Voice) -> String {
    let words = voice.words.event(event);
    match offset {
        0 => words.at.to_owned(),
        1.. => fill(words.after, &[&duration(offset, voice)]),
        _ => fill(words.before, &[&duration(offset, voice)]),
    }
}

fn duration(minutes: i16, voice: &Voice) -> String {
    let (hours, minutes) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    let part = |pattern, count: u16| fill(pattern, &[&voice.cldr.number(count.into())]);
    match (hours, minutes) {
        (0, minutes) => part(voice.words.minutes, minutes),
        (hours, 0) => part(voice.words.hours, hours),
        (hours, minutes) => {
            let (hours, minutes) = (part(voice.words.hours, hours), part(voice.words.minutes, minutes));
            fill(voice.words.duration, &[&hours, &minutes])
        }
    }
}
