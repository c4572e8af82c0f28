//! Words and phrases with their meanings. Called by [`super::token`] alone.

use opening_hours_syntax::rules::day::{HolidayKind, Weekday};

use super::Speech;

/// How many words the longest phrase has.
pub(super) const LONGEST_PHRASE: usize = 4;

/// What a word or phrase means in opening hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Day(Weekday),
    /// From one day to another, both included.
    Days(Weekday, Weekday),
    Holiday(HolidayKind),
    /// Stands before a day and adds nothing: "on", "an den".
    On,
    /// To some five days, to others six.
    Workdays,
    Except,
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
    NextDay,
    AllDay,
    Always,
    Open,
    Closed,
    Also,
    Instead,
    Appointment,
    OnlyByAppointment,
    /// Says what the text is: "Öffnungszeiten".
    Heading,
}

/// The meaning of a word or phrase in small letters, with one blank between words; null when it has none.
pub(super) fn meaning(phrase: &str, speech: Speech) -> Option<Meaning> {
    match speech {
        Speech::German => german(phrase),
        Speech::English => english(phrase),
    }
}

fn german(phrase: &str) -> Option<Meaning> {
    Some(match phrase {
        "montag" | "montags" | "mo" => Meaning::Day(Weekday::Mon),
        "dienstag" | "dienstags" | "di" => Meaning::Day(Weekday::Tue),
        "mittwoch" | "mittwochs" | "mi" => Meaning::Day(Weekday::Wed),
        "donnerstag" | "donnerstags" | "do" => Meaning::Day(Weekday::Thu),
        "freitag" | "freitags" | "fr" => Meaning::Day(Weekday::Fri),
        "samstag" | "samstags" | "sonnabend" | "sonnabends" | "sa" => Meaning::Day(Weekday::Sat),
        "sonntag" | "sonntags" | "so" => Meaning::Day(Weekday::Sun),
        "täglich" | "jeden tag" => Meaning::Days(Weekday::Mon, Weekday::Sun),
        "am wochenende" | "wochenende" | "an wochenenden" => Meaning::Days(Weekday::Sat, Weekday::Sun),
        "werktags" | "werktage" | "an werktagen" | "wochentags" => Meaning::Workdays,
        "feiertag"
        | "feiertage"
        | "feiertagen"
        | "feiertags"
        | "gesetzliche feiertage"
        | "gesetzlichen feiertagen" => Meaning::Holiday(HolidayKind::Public),
        "schulferien" => Meaning::Holiday(HolidayKind::School),
        "am" | "an" | "an den" | "in den" | "jeden" => Meaning::On,
        "außer" | "ausser" | "ausgenommen" | "mit ausnahme von" => Meaning::Except,
        "und" | "u" | "sowie" => Meaning::And,
        "bis" => Meaning::To,
        "von" => Meaning::From,
        "ab" => Meaning::Onwards,
        "uhr" | "h" => Meaning::Clock,
        "mitternacht" => Meaning::Midnight,
        "am folgetag" | "am nächsten tag" => Meaning::NextDay,
        "ganztägig" | "den ganzen tag" => Meaning::AllDay,
        "rund um die uhr" => Meaning::Always,
        "geöffnet" | "offen" => Meaning::Open,
        "geschlossen" | "ist geschlossen" | "bleibt geschlossen" => Meaning::Closed,
        "zusätzlich" | "auch" | "außerdem" => Meaning::Also,
        "abweichend" | "stattdessen" => Meaning::Instead,
        "nach vereinbarung" | "nach terminvereinbarung" | "nach absprache" | "mit termin" => {
            Meaning::Appointment
        }
        "nur nach vereinbarung" | "nur nach terminvereinbarung" | "nur nach absprache" | "nur mit termin" => {
            Meaning::OnlyByAppointment
        }
        "öffnungszeiten" | "sprechzeiten" | "servicezeiten" => Meaning::Heading,
        _ => return None,
    })
}

fn english(phrase: &str) -> Option<Meaning> {
    Some(match phrase {
        "monday" | "mondays" | "mon" | "mo" => Meaning::Day(Weekday::Mon),
        "tuesday" | "tuesdays" | "tue" | "tues" | "tu" => Meaning::Day(Weekday::Tue),
        "wednesday" | "wednesdays" | "wed" | "weds" | "we" => Meaning::Day(Weekday::Wed),
        "thursday" | "thursdays" | "thu" | "thur" | "thurs" | "th" => Meaning::Day(Weekday::Thu),
        "friday" | "fridays" | "fri" | "fr" => Meaning::Day(Weekday::Fri),
        "saturday" | "saturdays" | "sat" | "sa" => Meaning::Day(Weekday::Sat),
        "sunday" | "sundays" | "sun" | "su" => Meaning::Day(Weekday::Sun),
        "daily" | "every day" | "each day" => Meaning::Days(Weekday::Mon, Weekday::Sun),
        "weekdays" | "on weekdays" => Meaning::Days(Weekday::Mon, Weekday::Fri),
        "weekends" | "at weekends" | "on weekends" | "at the weekend" => {
            Meaning::Days(Weekday::Sat, Weekday::Sun)
        }
        "working days" | "on working days" | "workdays" => Meaning::Workdays,
        "public holiday" | "public holidays" | "bank holidays" => Meaning::Holiday(HolidayKind::Public),
        "school holidays" => Meaning::Holiday(HolidayKind::School),
        "on" | "during" | "every" => Meaning::On,
        "except" | "except for" | "except on" => Meaning::Except,
        "and" => Meaning::And,
        "to" | "until" | "till" | "through" => Meaning::To,
        "from" => Meaning::FromOrOnwards,
        "o'clock" | "o’clock" => Meaning::Clock,
        "am" => Meaning::Am,
        "pm" => Meaning::Pm,
        "noon" | "midday" => Meaning::Noon,
        "midnight" => Meaning::Midnight,
        "the next day" | "the following day" => Meaning::NextDay,
        "all day" => Meaning::AllDay,
        "open" => Meaning::Open,
        "closed" | "is closed" | "are closed" => Meaning::Closed,
        "also" | "additionally" | "in addition" => Meaning::Also,
        "instead" => Meaning::Instead,
        "by appointment" => Meaning::Appointment,
        "by appointment only" | "only by appointment" => Meaning::OnlyByAppointment,
        "opening hours" | "opening times" | "office hours" => Meaning::Heading,
        _ => return None,
    })
}
