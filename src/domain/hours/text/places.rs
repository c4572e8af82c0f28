//! Days of the week by their place in a month, in words: "first and last Monday of the month". Called by [`super::days`]
//! and [`super::dates`].

use opening_hours_syntax::rules::day::{Month, Weekday};

use super::catalogue::fill;
use super::years::of_year;
use super::{Voice, Wordless};

/// Places in a month, by the index of their ordinals: first to fifth, last but one, last.
pub(super) type Places = [bool; 7];

/// A month, of any year or of one.
pub(super) type MonthOf = (Month, Option<i32>);

pub(super) fn is_every_week(from_start: &[bool; 5], from_end: &[bool; 5]) -> bool {
    from_start.iter().chain(from_end).all(|&is_meant| is_meant)
}

/// Takes places in the month in, beside others.
pub(super) fn add_places(all: &mut Places, more: Places) {
    all.iter_mut().zip(more).for_each(|(known, is_meant)| *known |= is_meant);
}

/// The places that a selector names from both ends of the month.
pub(super) fn places(from_start: &[bool; 5], from_end: &[bool; 5]) -> Result<Places, Wordless> {
    let [last, last_but_one, others @ ..] = *from_end;
    // "The last but two" has no short word in most languages.
    if others.contains(&true) {
        return Err(Wordless);
    }
    let [first, second, third, fourth, fifth] = *from_start;
    Ok([first, second, third, fourth, fifth, last_but_one, last])
}

/// A place in a month as an index of the ordinals, from the end below 0; null for the last but two.
pub(super) fn place(nth: i8) -> Option<Places> {
    let index = match nth {
        1..=5 => usize::try_from(nth).ok()? - 1,
        -2 => 5,
        -1 => 6,
        _ => return None,
    };
    let mut places = Places::default();
    places[index] = true;
    Some(places)
}

/// "First and last Monday of the month", or of a certain one.
pub(super) fn placed_days(day: Weekday, places: &Places, month: Option<MonthOf>, voice: &Voice) -> String {
    let words = &voice.words.nth_weekday;
    let meant = places.iter().enumerate().filter(|(_, is_meant)| **is_meant);
    let ordinals: Vec<String> = meant.map(|(nth, _)| words.ordinal(nth, day).to_owned()).collect();
    let (ordinals, name) = (voice.cldr.list(&ordinals), voice.cldr.weekday(day));
    let Some((month, year)) = month else { return fill(words.pattern, &[&ordinals, &name]) };
    let month = match words.months {
        Some(months) => months[month as usize - 1].to_owned(),
        None => voice.cldr.month(month),
    };
    let month = year.map_or_else(|| month.clone(), |year| of_year(&month, year, voice));
    fill(words.of_month, &[&ordinals, &name, &month])
}
