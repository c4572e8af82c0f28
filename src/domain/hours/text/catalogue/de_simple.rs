//! German in plain language: short sentences, one a line, no abbreviations.

use super::{Event, NthWeekday, Words};

pub(super) static WORDS: Words = Words {
    tag: "de-simple",

    separator: "\n",
    full_stop: ".",
    is_in_sentences: true,
    label: "{0}: {1}",
    remark: "{0}. Hinweis: „{1}“",
    rule: "„{0}“",

    day_range: "von {0} bis {1}",
    date_range: "vom {0} bis {1}",
    range: "von {0} bis {1}",
    from_date: "ab {0}",
    from_year: "ab {0}",
    year: "{0}",
    within: "{0} ({1})",
    of_year: "{0} {1}",

    daily: "jeden Tag",
    public_holidays: "an Feiertagen",
    day_before_public_holidays: "am Tag vor einem Feiertag",
    day_after_public_holidays: "am Tag nach einem Feiertag",
    school_holidays: "in den Schulferien",

    week: "Kalenderwoche {0}",
    week_range: "Kalenderwoche {0} bis {1}",
    odd_weeks: "ungerade Kalenderwochen",
    even_weeks: "gerade Kalenderwochen",
    nth_weekday: NthWeekday {
        pattern: "{0} {1} im Monat",
        ordinals: [
            ["erster", "zweiter", "dritter", "vierter", "fünfter", "letzter"],
            ["erster", "zweiter", "dritter", "vierter", "fünfter", "letzter"],
            ["erster", "zweiter", "dritter", "vierter", "fünfter", "letzter"],
        ],
        genders: [0, 0, 0, 0, 0, 0, 0],
    },

    also: "{0} auch",
    instead: "{0} anders",
    otherwise: "sonst: {0}",

    closed_days: "{0}: geschlossen",
    closed_hours: "{0} geschlossen",
    closed: "geschlossen",
    all_day: "den ganzen Tag offen",
    always: "immer offen",
    unknown: "vielleicht offen",
    unknown_hours: "{0} vielleicht offen",

    by_appointment: "Sie brauchen einen Termin",
    and_by_appointment: ".\nSie können auch einen Termin machen",
    also_by_appointment: "Sie können auch einen Termin machen",

    omits_full_hour: true,
    has_german_times: true,
    clock: "{0} Uhr",
    span: "{0} Uhr bis {1} Uhr",
    span_in_words: "{0} bis {1}",
    from: "ab {0} Uhr",
    or_longer: "{0} oder länger",
    next_day: "{0} am nächsten Tag",
    midnight: "24",
    events: [
        Event {
            at: "Morgen-Dämmerung",
            before: "{0} vor der Morgen-Dämmerung",
            after: "{0} nach der Morgen-Dämmerung",
        },
        Event {
            at: "Sonnen-Aufgang",
            before: "{0} vor dem Sonnen-Aufgang",
            after: "{0} nach dem Sonnen-Aufgang",
        },
        Event {
            at: "Sonnen-Untergang",
            before: "{0} vor dem Sonnen-Untergang",
            after: "{0} nach dem Sonnen-Untergang",
        },
        Event {
            at: "Abend-Dämmerung",
            before: "{0} vor der Abend-Dämmerung",
            after: "{0} nach der Abend-Dämmerung",
        },
    ],
    minutes: "{0} Min.",
    hours: "{0} Std.",
    duration: "{0} {1}",

    holidays: [
        "Neujahr",
        "Heilige Drei Könige",
        "Frauentag",
        "Karfreitag",
        "Ostersonntag",
        "Ostermontag",
        "Tag der Arbeit",
        "Tag der Befreiung",
        "Christi Himmelfahrt",
        "Pfingstsonntag",
        "Pfingstmontag",
        "Fronleichnam",
        "Gedenktag an den 17. Juni 1953",
        "Mariä Himmelfahrt",
        "Weltkindertag",
        "Tag der Deutschen Einheit",
        "Reformationstag",
        "Allerheiligen",
        "Buß- und Bettag",
        "1. Weihnachtstag",
        "2. Weihnachtstag",
    ],
};
