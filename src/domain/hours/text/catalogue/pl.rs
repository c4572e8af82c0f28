//! Polish.

use super::{Easter, Event, NthWeekday, Words};

pub(super) static WORDS: Words = Words {
    tag: "pl",

    separator: "; ",
    full_stop: "",
    is_in_sentences: false,
    label: "{0}: {1}",
    remark: "{0} („{1}”)",
    quotation: "„{0}”",
    inner_quotation: ["«", "»"],

    day_range: "{0}–{1}",
    date_range: "{0} – {1}",
    days_of_month: "{0}–{1}",
    named_range: "{0} – {1}",
    first_of_month: None,
    range: "{0}–{1}",
    from_date: "od {0}",
    from_year: "od {0}",
    year: "{0}",
    within: "{0} ({1})",
    of_year: "{0} {1}",

    daily: "codziennie",
    daily_and_public_holidays: "codziennie, także w dni świąteczne",
    public_holidays: "dni świąteczne",
    day_before_public_holidays: "dzień przed dniem świątecznym",
    day_after_public_holidays: "dzień po dniu świątecznym",
    school_holidays: "ferie szkolne",

    week: "tydzień {0}",
    week_range: "tygodnie {0}–{1}",
    odd_weeks: "tygodnie nieparzyste",
    even_weeks: "tygodnie parzyste",
    nth_weekday: NthWeekday {
        pattern: "{0} {1} miesiąca",
        of_month: "{0} {1} {2}",
        months: Some(["stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia"]),
        ordinals: [
            ["pierwszy", "drugi", "trzeci", "czwarty", "piąty", "przedostatni", "ostatni"],
            ["pierwsza", "druga", "trzecia", "czwarta", "piąta", "przedostatnia", "ostatnia"],
            ["pierwszy", "drugi", "trzeci", "czwarty", "piąty", "przedostatni", "ostatni"],
        ],
        genders: [0, 0, 1, 0, 0, 1, 1],
    },

    also: "{0} dodatkowo",
    instead: "{0} (zamiast tego)",
    otherwise: "w pozostałych przypadkach: {0}",

    closed_days: "{0}: nieczynne",
    closed_hours: "{0} nieczynne",
    closed: "nieczynne",
    all_day: "całą dobę",
    always: "czynne całą dobę, 7 dni w tygodniu",
    unknown: "być może czynne",
    unknown_hours: "{0} być może czynne",
    remarked_hours: "{0}, {1}",

    by_appointment: "tylko po wcześniejszym umówieniu się",
    and_by_appointment: None,
    also_by_appointment: "także po wcześniejszym umówieniu się",

    omits_full_hour: false,
    has_german_times: false,
    clock: "{0}",
    span: "{0}–{1}",
    span_in_words: "{0} – {1}",
    from: "od {0}",
    or_longer: "{0} lub dłużej",
    next_day: "{0} następnego dnia",
    midnight: "24:00",
    noon: None,
    events: [
        Event { at: "świt", before: "{0} przed świtem", after: "{0} po świcie" },
        Event {
            at: "wschód słońca", before: "{0} przed wschodem słońca", after: "{0} po wschodzie słońca"
        },
        Event {
            at: "zachód słońca", before: "{0} przed zachodem słońca", after: "{0} po zachodzie słońca"
        },
        Event { at: "zmierzch", before: "{0} przed zmierzchem", after: "{0} po zmierzchu" },
    ],
    minutes: "{0} min",
    hours: "{0} godz.",
    duration: "{0} {1}",

    easter: Easter {
        names: [
            "Tłusty Czwartek",
            "Ostatni poniedziałek karnawału",
            "Ostatni wtorek karnawału",
            "Środa Popielcowa",
            "Niedziela Palmowa",
            "Wielki Czwartek",
            "Wielka Sobota",
        ],
        before: "{0} dni przed Niedzielą Wielkanocną",
        after: "{0} dni po Niedzieli Wielkanocnej",
    },
    holidays: [
        "Nowy Rok",
        "Święto Trzech Króli",
        "Międzynarodowy Dzień Kobiet",
        "Wielki Piątek",
        "Niedziela Wielkanocna",
        "Poniedziałek Wielkanocny",
        "Święto Pracy",
        "Dzień Wyzwolenia",
        "Wniebowstąpienie Pańskie",
        "Zielone Świątki",
        "Drugi dzień Zielonych Świątek",
        "Boże Ciało",
        "Rocznica powstania z 17 czerwca 1953 r.",
        "Wniebowzięcie Najświętszej Maryi Panny",
        "Światowy Dzień Dziecka",
        "Dzień Jedności Niemiec",
        "Święto Reformacji",
        "Wszystkich Świętych",
        "Dzień Pokuty i Modlitwy",
        "Boże Narodzenie",
        "Drugi dzień Bożego Narodzenia",
    ],
};
