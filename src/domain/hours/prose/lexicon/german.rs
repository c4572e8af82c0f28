//! German words and phrases. Called by the module above.

use opening_hours_syntax::rules::day::{Month, Weekday};

use super::super::calendar::{Anniversary, Holiday};
use super::Meaning;

pub(super) const ABBREVIATIONS: &[&str] = &[
    "mo", "di", "mi", "do", "fr", "sa", "so", "u", "tgl", "geschl", "vorm", "nachm", "jan", "feb", "mrz",
    "mär", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dez", "feiert",
];

pub(super) fn meaning(phrase: &str) -> Option<Meaning> {
    days(phrase).or_else(|| parts_of_the_year(phrase)).or_else(|| others(phrase))
}

/// Days of the week without an ending.
const STEMS: [(&str, Weekday); 8] = [
    ("montag", Weekday::Mon),
    ("dienstag", Weekday::Tue),
    ("mittwoch", Weekday::Wed),
    ("donnerstag", Weekday::Thu),
    ("freitag", Weekday::Fri),
    ("samstag", Weekday::Sat),
    ("sonnabend", Weekday::Sat),
    ("sonntag", Weekday::Sun),
];

/// The letters of the day in "Mittwochnachmittag"; null where it is no such word.
pub(super) fn day_of_compound(word: &str) -> Option<usize> {
    const HALVES: [&str; 5] = ["vormittag", "vormittags", "nachmittag", "nachmittags", "abend"];
    let stem = STEMS.iter().map(|(stem, _)| *stem).find(|stem| word.starts_with(stem))?;
    HALVES.contains(&&word[stem.len()..]).then_some(stem.len())
}

fn days(phrase: &str) -> Option<Meaning> {
    let inflected = STEMS.iter().find_map(|(stem, day)| {
        phrase
            .strip_prefix(stem)
            .filter(|ending| matches!(*ending, "" | "s" | "e" | "en"))
            .map(|_| Meaning::Day(*day))
    });
    inflected.or_else(|| {
        Some(match phrase {
            "mo" => Meaning::Day(Weekday::Mon),
            "di" => Meaning::Day(Weekday::Tue),
            "mi" => Meaning::Day(Weekday::Wed),
            "do" => Meaning::Day(Weekday::Thu),
            "fr" => Meaning::Day(Weekday::Fri),
            "sa" => Meaning::Day(Weekday::Sat),
            "so" => Meaning::Day(Weekday::Sun),
            "täglich" | "tgl" | "jeden tag" | "an jedem tag" => Meaning::Days(Weekday::Mon, Weekday::Sun),
            "am wochenende" | "wochenende" | "wochenends" | "an wochenenden" => {
                Meaning::Days(Weekday::Sat, Weekday::Sun)
            }
            "werktag" | "werktags" | "werktage" | "werktagen" | "an werktagen" | "wochentags" => {
                Meaning::Workdays
            }
            "feiertag"
            | "feiertage"
            | "feiertagen"
            | "feiertags"
            | "feiert"
            | "gesetzliche feiertage"
            | "gesetzlichen feiertagen" => Meaning::Holiday(Holiday::Public),
            "am tag vor feiertagen" | "an tagen vor feiertagen" | "am tag vor einem feiertag" => {
                Meaning::Holiday(Holiday::DayBeforePublic)
            }
            "am tag nach feiertagen" | "an tagen nach feiertagen" | "am tag nach einem feiertag" => {
                Meaning::Holiday(Holiday::DayAfterPublic)
            }
            "schulferien" => Meaning::Holiday(Holiday::School),
            "erster" | "ersten" | "erste" => Meaning::Nth(1),
            "zweiter" | "zweiten" | "zweite" => Meaning::Nth(2),
            "dritter" | "dritten" | "dritte" => Meaning::Nth(3),
            "vierter" | "vierten" | "vierte" => Meaning::Nth(4),
            "fünfter" | "fünften" | "fünfte" => Meaning::Nth(5),
            "letzter" | "letzten" | "letzte" => Meaning::Nth(0),
            "im monat" | "des monats" | "eines monats" | "jedes monats" | "eines jeden monats" => {
                Meaning::OfMonth
            }
            "gerade kalenderwochen"
            | "geraden kalenderwochen"
            | "geraden kalenderwoche"
            | "gerade wochen"
            | "geraden wochen"
            | "gerade kw"
            | "geraden kw" => Meaning::EvenWeeks,
            "ungerade kalenderwochen"
            | "ungeraden kalenderwochen"
            | "ungeraden kalenderwoche"
            | "ungerade wochen"
            | "ungeraden wochen"
            | "ungerade kw"
            | "ungeraden kw" => Meaning::OddWeeks,
            "kw" | "kalenderwoche" | "kalenderwochen" => Meaning::CalendarWeek,
            _ => return None,
        })
    })
}

fn parts_of_the_year(phrase: &str) -> Option<Meaning> {
    use Anniversary::{Easter, Fixed};
    let month = match phrase {
        "januar" | "jänner" | "jan" => Month::January,
        "februar" | "feber" | "feb" => Month::February,
        "märz" | "maerz" | "mrz" | "mär" => Month::March,
        "april" | "apr" => Month::April,
        "mai" => Month::May,
        "juni" | "jun" => Month::June,
        "juli" | "jul" => Month::July,
        "august" | "aug" => Month::August,
        "september" | "sept" | "sep" => Month::September,
        "oktober" | "okt" => Month::October,
        "november" | "nov" => Month::November,
        "dezember" | "dez" => Month::December,
        _ => {
            return Some(match phrase {
                "neujahr" | "neujahrstag" => Meaning::Feast(Fixed(Month::January, 1)),
                "heilige drei könige" | "heiligen drei könige" | "dreikönigstag" | "dreikönig" => {
                    Meaning::Feast(Fixed(Month::January, 6))
                }
                "altweiber" | "altweiberfastnacht" | "weiberfastnacht" => Meaning::Feast(Easter(-52)),
                "rosenmontag" => Meaning::Feast(Easter(-48)),
                "faschingsdienstag" | "fastnachtsdienstag" => Meaning::Feast(Easter(-47)),
                "aschermittwoch" => Meaning::Feast(Easter(-46)),
                "palmsonntag" => Meaning::Feast(Easter(-7)),
                "gründonnerstag" => Meaning::Feast(Easter(-3)),
                "karfreitag" => Meaning::Feast(Easter(-2)),
                "karsamstag" | "ostersamstag" => Meaning::Feast(Easter(-1)),
                "ostersonntag" => Meaning::Feast(Easter(0)),
                "ostermontag" => Meaning::Feast(Easter(1)),
                "tag der arbeit" | "maifeiertag" => Meaning::Feast(Fixed(Month::May, 1)),
                "christi himmelfahrt" => Meaning::Feast(Easter(39)),
                "pfingstsonntag" => Meaning::Feast(Easter(49)),
                "pfingstmontag" => Meaning::Feast(Easter(50)),
                "fronleichnam" => Meaning::Feast(Easter(60)),
                "mariä himmelfahrt" => Meaning::Feast(Fixed(Month::August, 15)),
                "tag der deutschen einheit" => Meaning::Feast(Fixed(Month::October, 3)),
                "reformationstag" => Meaning::Feast(Fixed(Month::October, 31)),
                "allerheiligen" => Meaning::Feast(Fixed(Month::November, 1)),
                "heiligabend" | "heilig abend" | "heiliger abend" => {
                    Meaning::Feast(Fixed(Month::December, 24))
                }
                "weihnachtstag" | "weihnachtsfeiertag" => Meaning::ChristmasDay,
                "silvester" => Meaning::Feast(Fixed(Month::December, 31)),
                "ganzjährig" | "das ganze jahr" | "das ganze jahr über" => Meaning::AllYear,
                _ => return None,
            });
        }
    };
    Some(Meaning::Month(month))
}

fn others(phrase: &str) -> Option<Meaning> {
    Some(match phrase {
        "am" | "an" | "an den" | "an allen" | "in" | "in den" | "in der" | "in jeder" | "im"
        | "in den monaten" | "den" | "jeden" | "jedem" | "an jedem" => Meaning::On,
        "jeweils" | "jew" => Meaning::Each,
        "außer" | "ausser" | "ausgenommen" | "mit ausnahme von" => Meaning::Except,
        "nicht" | "aber nicht" | "jedoch nicht" => Meaning::Not,
        "einschließlich" | "inklusive" => Meaning::Including,
        "und" | "u" | "sowie" => Meaning::And,
        "bis" | "bis zum" | "bis einschließlich" => Meaning::To,
        "von" | "vom" => Meaning::From,
        "ab" => Meaning::Onwards,
        "uhr" | "h" => Meaning::Clock,
        "mitternacht" => Meaning::Midnight,
        "vormittags" | "vormittag" | "vorm" | "am vormittag" => Meaning::Morning,
        "nachmittags" | "nachmittag" | "nachm" | "am nachmittag" => Meaning::Afternoon,
        "abends" | "abend" | "am abend" => Meaning::Evening,
        "am folgetag" | "am nächsten tag" => Meaning::NextDay,
        "open end" | "ende offen" | "offenes ende" | "mit offenem ende" => Meaning::OpenEnd,
        "oder länger" => Meaning::OrLonger,
        "durchgehend" | "durchgängig" | "ohne pause" | "ohne mittagspause" => Meaning::Continuously,
        "ganztägig" | "ganztags" | "den ganzen tag" => Meaning::AllDay,
        "immer" => Meaning::Always,
        "rund um die uhr" => Meaning::AroundTheClock,
        "geöffnet" | "offen" => Meaning::Open,
        "möglicherweise geöffnet" | "vielleicht offen" => Meaning::PossiblyOpen,
        "sonst" | "ansonsten" => Meaning::Otherwise,
        "geschlossen"
        | "geschl"
        | "ist geschlossen"
        | "bleibt geschlossen"
        | "nicht geöffnet"
        | "nicht offen"
        | "keine öffnungszeiten"
        | "keine sprechzeit"
        | "keine sprechzeiten"
        | "keine sprechstunde"
        | "keine sprechstunden"
        | "ruhetag"
        | "kein parteiverkehr"
        | "kein publikumsverkehr" => Meaning::Closed,
        "zusätzlich" | "auch" | "außerdem" => Meaning::Also,
        "abweichend" | "stattdessen" | "anders" => Meaning::Instead,
        "nach vereinbarung"
        | "nach telefonischer vereinbarung"
        | "nach telefonischer absprache"
        | "nach terminvereinbarung"
        | "nach telefonischer terminvereinbarung"
        | "nach absprache"
        | "nach vorheriger vereinbarung"
        | "nach vorheriger absprache"
        | "nach vorheriger terminvereinbarung"
        | "nach vorheriger telefonischer vereinbarung"
        | "mit termin"
        | "termine nach vereinbarung"
        | "termin nach vereinbarung" => Meaning::Appointment,
        "sie können auch einen termin machen"
        | "andere termine nach vereinbarung"
        | "weitere termine nach vereinbarung"
        | "oder nach vereinbarung"
        | "oder nach telefonischer vereinbarung"
        | "oder nach terminvereinbarung"
        | "oder nach absprache" => Meaning::AlsoByAppointment,
        "nur nach vereinbarung"
        | "nur nach telefonischer vereinbarung"
        | "termine nur nach vereinbarung"
        | "nur nach terminvereinbarung"
        | "nur nach absprache"
        | "nur mit termin"
        | "sie brauchen einen termin" => Meaning::OnlyByAppointment,
        "wir haben geöffnet"
        | "öffnungszeiten"
        | "unsere öffnungszeiten"
        | "unsere sprechzeiten"
        | "öffnungszeit"
        | "sprechzeiten"
        | "sprechstunden"
        | "servicezeiten" => Meaning::Heading,
        "hinweis" => Meaning::Note,
        _ => return None,
    })
}
