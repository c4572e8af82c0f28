//! Words and phrases with their meanings. Called by [`super::token`] alone.

mod english;
mod german;
mod turning;

use opening_hours_syntax::rules::day::{Month, Weekday};

use super::calendar::{Anniversary, Holiday};
use super::{ProseFault, Speech};

/// How many words the longest phrase has.
pub(super) const LONGEST_PHRASE: usize = 6;

/// What a word or phrase means in opening hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Day(Weekday),
    /// From one day to another, both included.
    Days(Weekday, Weekday),
    Holiday(Holiday),
    Month(Month),
    /// A day that comes every year, by its name.
    Feast(Anniversary),
    /// "Weihnachtstag", of which there is a first and a second.
    ChristmasDay,
    /// In front of a day of the week: the first to the fifth, or 0 for the last.
    Nth(u8),
    /// Behind a day of the week: "im Monat".
    OfMonth,
    /// Between a day and its month.
    Of,
    /// In no part of the year more than in another.
    AllYear,
    /// Stands before a day and adds nothing: "on", "an den".
    On,
    /// Stands before days or hours and adds nothing: "jeweils".
    Each,
    /// To some five days, to others six.
    Workdays,
    /// The even weeks of the calendar, or the odd ones.
    EvenWeeks,
    OddWeeks,
    /// Before the number of a week of the calendar.
    CalendarWeek,
    Except,
    Not,
    /// Before holidays that are meant too.
    Including,
    And,
    To,
    /// Before a start that needs an end.
    From,
    /// Before a start that needs none.
    Onwards,
    /// Before a start, either way.
    FromOrOnwards,
    /// Behind a time: "Uhr", "o'clock".
    Clock,
    Am,
    Pm,
    Noon,
    Midnight,
    /// Beside hours: which half of the day they are of.
    Morning,
    Afternoon,
    Evening,
    NextDay,
    /// In place of an end.
    OpenEnd,
    /// Behind hours: nobody knows how much.
    OrLonger,
    /// Beside hours: without a break.
    Continuously,
    AllDay,
    Always,
    /// Every hour, of the days that are named or of all.
    AroundTheClock,
    Open,
    /// "möglicherweise geöffnet": nobody knows.
    PossiblyOpen,
    Closed,
    /// Before what holds whenever nothing else does: "sonst".
    Otherwise,
    Also,
    Instead,
    Appointment,
    /// The same, and it says that it is besides.
    AlsoByAppointment,
    OnlyByAppointment,
    /// Says what the text is: "Öffnungszeiten".
    Heading,
    /// Before a remark in quotes.
    Note,
}

/// The meaning of a word or phrase in small letters, with one blank between words and straight apostrophes; null when
/// it has none.
pub(super) fn meaning(phrase: &str, speech: Speech) -> Option<Meaning> {
    match speech {
        Speech::German => german::meaning(phrase),
        Speech::English => english::meaning(phrase),
    }
}

/// What is to be said of a word that has no meaning here, but turns that of others: "falls". Null where it turns
/// nothing, as far as is known.
pub(super) fn turning(word: &str, speech: Speech) -> Option<ProseFault> {
    turning::fault_of(word, speech)
}

/// Whether a word is written with a dot behind it.
pub(super) fn is_abbreviation(word: &str, speech: Speech) -> bool {
    match speech {
        Speech::German => german::ABBREVIATIONS.contains(&word),
        Speech::English => english::ABBREVIATIONS.contains(&word),
    }
}

/// The length of the day in a word that says which half of it is meant: `Mittwochnachmittag`. Null where there is none.
pub(super) fn day_of_compound(word: &str, speech: Speech) -> Option<usize> {
    match speech {
        Speech::German => german::day_of_compound(word),
        Speech::English => None,
    }
}

/// The word that a first half stands for: `Sonn- und Feiertage`. Null where there is none.
pub(super) fn meaning_of_half(half: &str, speech: Speech) -> Option<Meaning> {
    match speech {
        Speech::German => german::meaning(&format!("{half}tag")),
        Speech::English => None,
    }
}
