//! Days that move with Easter, in words. Called by [`super::dates`].

use opening_hours_syntax::rules::day::{Date, Weekday};

use super::catalogue::{Easter, fill};
use super::order::Day;
use super::{Voice, Wordless};
use crate::domain::holiday::PublicHoliday;

const DAYS_OF_WEEK: u16 = 7;

/// How far from Easter Sunday a day is still counted, in weeks. English ordinals in digits would change behind.
const FARTHEST_WEEK: usize = 20;

/// How many ordinals are words: first to fifth.
const ORDINALS_IN_WORDS: usize = 5;

/// The ordinals of the last day before and of that before it.
const LAST_BUT_ONE: usize = 5;
const LAST: usize = 6;

/// The day so many days after Easter Sunday: by its name if it has one, else "third Saturday after Easter Sunday".
///
/// Not "20 days after", which may be a period, nor "the 20th day after", which churches count from Easter Sunday itself.
pub(super) fn easter(offset: i16, voice: &Voice) -> Result<String, Wordless> {
    let words = &voice.words.easter;
    let name = holiday_after_easter(offset).map(|holiday| voice.words.holiday(holiday));
    if let Some(name) = name.or_else(|| words.name(offset)) {
        return Ok(name.to_owned());
    }
    let weekday = weekday_from_easter(offset);
    let nth = usize::from(offset.unsigned_abs().div_ceil(DAYS_OF_WEEK));
    let ordinals = &voice.words.nth_weekday;
    let ordinal = match (offset < 0, nth) {
        (true, 1) => ordinals.ordinal(LAST, weekday).to_owned(),
        (true, 2) => ordinals.ordinal(LAST_BUT_ONE, weekday).to_owned(),
        (_, 1..=ORDINALS_IN_WORDS) => ordinals.ordinal(nth - 1, weekday).to_owned(),
        (_, ..=FARTHEST_WEEK) => {
            let number = i32::try_from(nth).map_err(|_| Wordless)?;
            fill(words.further_ordinals[ordinals.gender(weekday)], &[&voice.cldr.number(number)])
        }
        _ => return Err(Wordless),
    };
    let pattern = if offset < 0 { words.before } else { words.after };
    Ok(fill(pattern, &[&ordinal, &voice.cldr.weekday(weekday)]))
}

/// With what says that it is the Western Easter, where readers may think of another. Carnival and Corpus Christi are
/// Western anyway.
pub(super) fn western(text: String, days: &[&Day], voice: &Voice) -> String {
    let is_of_both = |day: &&Day| {
        let from_easter = day.1.day_offset;
        matches!(day.0, Date::Easter { .. }) && !Easter::is_western_only(from_easter)
    };
    match voice.words.easter.western {
        Some(pattern) if days.iter().any(is_of_both) => fill(pattern, &[&text]),
        _ => text,
    }
}

/// The day of the week so many days after Easter Sunday.
pub(super) fn weekday_from_easter(offset: i16) -> Weekday {
    let days = offset.rem_euclid(7);
    (0..days).fold(Weekday::Sun, |day, _| day.succ())
}

/// The feast that is so many days after Easter Sunday.
const fn holiday_after_easter(days: i16) -> Option<PublicHoliday> {
    match days {
        -2 => Some(PublicHoliday::GoodFriday),
        0 => Some(PublicHoliday::EasterSunday),
        1 => Some(PublicHoliday::EasterMonday),
        39 => Some(PublicHoliday::Ascension),
        49 => Some(PublicHoliday::WhitSunday),
        50 => Some(PublicHoliday::WhitMonday),
        60 => Some(PublicHoliday::CorpusChristi),
        _ => None,
    }
}
