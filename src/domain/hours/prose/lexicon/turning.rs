//! Words that turn what hours mean: without them the hours would be others. None of them is understood by itself, so
//! each has a fault that says what to write in its place. Called by the module above.

use super::super::{ProseFault, Speech};

/// What to say of a word in small letters; null of a word that turns nothing, as far as is known.
pub(super) fn fault_of(word: &str, speech: Speech) -> Option<ProseFault> {
    match speech {
        Speech::German => german(word),
        Speech::English => english(word),
    }
}

fn german(word: &str) -> Option<ProseFault> {
    const STEMS: [(&str, ProseFault); 13] = [
        ("kein", ProseFault::Negation),
        ("entf", ProseFault::Negation),
        ("ausgenommen", ProseFault::Negation),
        ("ausnahme", ProseFault::Negation),
        ("gerade", ProseFault::SomeWeeks),
        ("ungerade", ProseFault::SomeWeeks),
        ("kalenderwoche", ProseFault::SomeWeeks),
        ("vierzehn", ProseFault::SomeWeeks),
        ("zweiwöch", ProseFault::SomeWeeks),
        ("abwechseln", ProseFault::SomeWeeks),
        ("ferien", ProseFault::Vacation),
        ("lediglich", ProseFault::Condition),
        ("voraussichtlich", ProseFault::Condition),
    ];
    const ENDINGS: [(&str, ProseFault); 4] = [
        ("ferien", ProseFault::Vacation),
        ("wöchentlich", ProseFault::SomeWeeks),
        ("wöchig", ProseFault::SomeWeeks),
        ("tägig", ProseFault::SomeWeeks),
    ];
    let by_word = match word {
        "nicht" | "nie" | "niemals" | "außer" | "ausser" | "fällt" | "fallen" | "aus" | "statt"
        | "anstatt" | "anstelle" => ProseFault::Negation,
        "vor" | "nach" | "vortag" | "vortage" | "vortagen" | "folgetag" | "seit" | "zwischen"
        | "brückentag" | "brückentage" | "brückentagen" => ProseFault::BesideDays,
        "alle" | "aller" | "wochen" | "woche" | "kw" | "wechsel" => ProseFault::SomeWeeks,
        "halb" | "viertel" | "dreiviertel" => ProseFault::NoTime,
        "abend" | "abends" | "morgen" | "morgens" | "früh" | "frühs" | "mittag" | "mittags" | "nacht"
        | "nachts" | "spät" => ProseFault::PartOfDay,
        "semester" | "semesters" | "vorlesungszeit" | "urlaub" | "betriebsurlaub" | "advent" => {
            ProseFault::Vacation
        }
        "nur" | "wenn" | "falls" | "sofern" | "solange" | "soweit" | "bei" | "während" | "vielleicht"
        | "eventuell" | "evtl" | "ggf" | "gegebenenfalls" | "meist" | "meistens" | "ca" | "circa"
        | "etwa" => ProseFault::Condition,
        _ => {
            let stem = STEMS.iter().find(|(stem, _)| word.starts_with(stem));
            let ending = || ENDINGS.iter().find(|(ending, _)| word.ends_with(ending));
            return stem.or_else(ending).map(|(_, fault)| *fault);
        }
    };
    Some(by_word)
}

fn english(word: &str) -> Option<ProseFault> {
    Some(match word {
        "not" | "no" | "never" | "none" | "except" | "excepting" | "excluding" | "excepted" | "exception"
        | "apart" | "cancelled" | "canceled" | "isn't" | "aren't" | "don't" | "won't" => ProseFault::Negation,
        "before" | "after" | "eve" | "eves" | "following" | "preceding" | "between" | "since" => {
            ProseFault::BesideDays
        }
        "other" | "alternate" | "alternating" | "fortnight" | "fortnightly" | "biweekly" | "even" | "odd"
        | "week" | "weeks" | "weekly" => ProseFault::SomeWeeks,
        "evening" | "evenings" | "night" | "nights" | "nightly" | "early" | "late" | "lunch"
        | "lunchtime" => ProseFault::PartOfDay,
        "half" | "quarter" => ProseFault::NoTime,
        "vacation" | "vacations" | "term" | "terms" | "semester" | "holiday" | "holidays" => {
            ProseFault::Vacation
        }
        "only" | "just" | "if" | "when" | "whenever" | "unless" | "while" | "during" | "provided"
        | "maybe" | "perhaps" | "probably" | "usually" | "about" | "approximately" => ProseFault::Condition,
        _ => return None,
    })
}
