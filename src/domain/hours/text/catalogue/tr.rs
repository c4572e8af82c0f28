//! Turkish.

use super::{Easter, Event, NthWeekday, Words};

pub(super) static WORDS: Words = Words {
    tag: "tr",

    separator: "; ",
    full_stop: "",
    is_in_sentences: false,
    label: "{0}: {1}",
    remark: "{0} (“{1}”)",
    quotation: "“{0}”",
    inner_quotation: ["‘", "’"],

    day_range: "{0}–{1}",
    date_range: "{0} – {1}",
    days_of_month: "{0}–{1}",
    listed_day: "{0}",
    named_range: "{0} – {1}",
    first_of_month: None,
    range: "{0}–{1}",
    from_date: "{0} tarihinden itibaren",
    from_year: "{0} yılından itibaren",
    year: "{0}",
    within: "{0} ({1})",
    of_year: "{0} {1}",

    daily: "her gün",
    daily_and_public_holidays: "her gün, resmî tatil günleri dahil",
    public_holidays: "resmî tatil günleri",
    day_before_public_holidays: "resmî tatilden önceki gün",
    day_after_public_holidays: "resmî tatilden sonraki gün",
    school_holidays: "okul tatilleri",

    week: "{0}. hafta",
    week_range: "{0}–{1}. haftalar",
    odd_weeks: "tek haftalar",
    even_weeks: "çift haftalar",
    nth_weekday: NthWeekday {
        pattern: "ayın {0} {1} günü",
        of_month: "{2} ayının {0} {1} günü",
        months: None,
        ordinals: [
            ["birinci", "ikinci", "üçüncü", "dördüncü", "beşinci", "sondan bir önceki", "son"],
            ["birinci", "ikinci", "üçüncü", "dördüncü", "beşinci", "sondan bir önceki", "son"],
            ["birinci", "ikinci", "üçüncü", "dördüncü", "beşinci", "sondan bir önceki", "son"],
        ],
        genders: [0, 0, 0, 0, 0, 0, 0],
    },

    also: "{0} ayrıca",
    instead: "{0} (bunun yerine)",
    otherwise: "diğer durumlarda: {0}",

    closed_days: "{0}: kapalı",
    closed_hours: "{0} kapalı",
    closed: "kapalı",
    all_day: "tüm gün",
    always: "7 gün 24 saat açık",
    unknown: "açık olabilir",
    unknown_hours: "{0} açık olabilir",
    remarked_hours: "{0}, {1}",

    by_appointment: "yalnızca randevuyla",
    and_by_appointment: None,
    also_by_appointment: "ayrıca randevuyla",

    omits_full_hour: false,
    has_german_times: false,
    clock: "{0}",
    span: "{0}–{1}",
    span_in_words: "{0} – {1}",
    from: "{0} ve sonrası",
    or_longer: "{0} veya daha geç",
    next_day: "ertesi gün {0}",
    midnight: "24:00",
    noon: None,
    events: [
        Event { at: "şafak", before: "şafaktan {0} önce", after: "şafaktan {0} sonra" },
        Event {
            at: "gün doğumu", before: "gün doğumundan {0} önce", after: "gün doğumundan {0} sonra"
        },
        Event {
            at: "gün batımı", before: "gün batımından {0} önce", after: "gün batımından {0} sonra"
        },
        Event {
            at: "akşam karanlığı",
            before: "akşam karanlığından {0} önce",
            after: "akşam karanlığından {0} sonra",
        },
    ],
    minutes: "{0} dk.",
    hours: "{0} sa.",
    duration: "{0} {1}",

    easter: Easter {
        names: [
            "Karnaval Perşembesi",
            "Karnaval Pazartesisi",
            "Karnaval Salısı",
            "Kül Çarşambası",
            "Palmiye Pazarı",
            "Kutsal Perşembe",
            "Kutsal Cumartesi",
        ],
        before: "Paskalya Pazarı’ndan {0} gün önce",
        after: "Paskalya Pazarı’ndan {0} gün sonra",
    },
    holidays: [
        "Yılbaşı",
        "Üç Kral Günü",
        "Dünya Kadınlar Günü",
        "Kutsal Cuma",
        "Paskalya Pazarı",
        "Paskalya Pazartesisi",
        "İşçi Bayramı",
        "Kurtuluş Günü",
        "İsa’nın Göğe Yükselişi",
        "Pentekost Pazarı",
        "Pentekost Pazartesisi",
        "Corpus Christi Yortusu",
        "17 Haziran 1953 Ayaklanması’nın yıl dönümü",
        "Meryem’in Göğe Alınışı",
        "Dünya Çocuk Günü",
        "Alman Birliği Günü",
        "Reform Günü",
        "Azizler Günü",
        "Tövbe ve Dua Günü",
        "Noel",
        "Noel’in ikinci günü",
    ],
};
