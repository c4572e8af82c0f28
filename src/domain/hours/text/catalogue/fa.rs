//! Persian. Dates are Gregorian, as those of the rules are.

use super::{Easter, Event, NthWeekday, Words};

pub(super) static WORDS: Words = Words {
    tag: "fa",

    separator: "؛ ",
    full_stop: "",
    is_in_sentences: false,
    label: "{0}: {1}",
    remark: "{0} («{1}»)",
    remark_of_each: "{0} (در همهٔ این ساعت‌ها: «{1}»)",
    quotation: "«{0}»",
    inner_quotation: ["‹", "›"],

    day_range: "{0} تا {1}",
    date_range: "{0} تا {1}",
    days_of_month: "{0} تا {1}",
    listed_day: "{0}",
    listed_days: "{0} تا {1}",
    named_range: "{0} تا {1}",
    first_of_month: None,
    range: "{0} تا {1}",
    from_date: "از {0}",
    from_year: "از {0}",
    year: "{0}",
    within: "{0} ({1})",
    of_year: "{0} {1}",
    in_months: None,

    daily: "هر روز",
    daily_and_public_holidays: "هر روز، از جمله تعطیلات رسمی",
    public_holidays: "تعطیلات رسمی",
    sundays_and_public_holidays: None,
    two_days_before_public_holidays: "دومین روز پیش از تعطیلات رسمی",
    day_before_public_holidays: "روز پیش از تعطیلات رسمی",
    day_after_public_holidays: "روز پس از تعطیلات رسمی",
    school_holidays: "تعطیلات مدارس",

    week: "هفتهٔ {0} سال",
    week_range: "هفته‌های {0} تا {1} سال",
    two_weeks: "هفته‌های {0} و {1} سال",
    week_of_year: "{0} {1}",
    odd_weeks: "هفته‌های فرد سال",
    even_weeks: "هفته‌های زوج سال",
    nth_weekday: NthWeekday {
        pattern: "{0} {1} ماه",
        of_month: "{0} {1} ماه {2}",
        months: None,
        ordinals: [
            ["اولین", "دومین", "سومین", "چهارمین", "پنجمین", "یکی مانده به آخرین", "آخرین"],
            ["اولین", "دومین", "سومین", "چهارمین", "پنجمین", "یکی مانده به آخرین", "آخرین"],
            ["اولین", "دومین", "سومین", "چهارمین", "پنجمین", "یکی مانده به آخرین", "آخرین"],
        ],
        genders: [0, 0, 0, 0, 0, 0, 0],
    },

    also: "{0} (علاوه بر آن)",
    instead: "{0} (به‌جای آن)",
    otherwise: "در غیر این صورت: {0}",
    otherwise_on: "در غیر این صورت، {0}",

    closed_days: "{0}: تعطیل",
    closed_hours: "{0} تعطیل",
    closed: "تعطیل",
    all_day: "تمام روز",
    always: "شبانه‌روزی در همهٔ روزهای هفته",
    around_the_clock: "شبانه‌روزی",
    unknown: "احتمالاً باز",
    unknown_hours: "{0} احتمالاً باز",
    remarked_hours: "{0}، {1}",

    by_appointment: "فقط با وقت قبلی",
    and_by_appointment: None,
    also_by_appointment: "همچنین با وقت قبلی",

    omits_full_hour: false,
    has_german_times: false,
    clock: "ساعت {0}",
    span: "ساعت {0} تا {1}",
    span_in_words: "{0} تا {1}",
    from: "از ساعت {0}",
    or_longer: "{0} یا بیشتر",
    next_day: "{0} روز بعد",
    end_of_day: "۲۴:۰۰",
    midnight: "نیمه‌شب",
    noon: None,
    events: [
        Event {
            at: "سپیده‌دم", before: "{0} پیش از سپیده‌دم", after: "{0} پس از سپیده‌دم"
        },
        Event {
            at: "طلوع آفتاب", before: "{0} پیش از طلوع آفتاب", after: "{0} پس از طلوع آفتاب"
        },
        Event {
            at: "غروب آفتاب", before: "{0} پیش از غروب آفتاب", after: "{0} پس از غروب آفتاب"
        },
        Event {
            at: "شامگاه", before: "{0} پیش از شامگاه", after: "{0} پس از شامگاه"
        },
    ],
    minutes: "{0} دقیقه",
    hours: "{0} ساعت",
    duration: "{0} {1}",

    easter: Easter {
        names: [
            "پنجشنبهٔ کارناوال",
            "یکشنبهٔ کارناوال",
            "دوشنبهٔ کارناوال",
            "سه‌شنبهٔ کارناوال",
            "چهارشنبهٔ خاکستر",
            "یکشنبهٔ نخل",
            "پنجشنبهٔ مقدس",
            "شنبهٔ مقدس",
            "جمعهٔ پس از عید عروج مسیح",
            "جمعهٔ پس از عید جسد مسیح",
        ],
        before: "{0} {1} پیش از یکشنبهٔ عید پاک",
        after: "{0} {1} پس از یکشنبهٔ عید پاک",
        further_ordinals: ["{0}‌امین", "{0}‌امین", "{0}‌امین"],
        western: None,
    },
    holidays: [
        "سال نو میلادی",
        "روز سه پادشاه",
        "روز جهانی زن",
        "جمعهٔ نیک",
        "یکشنبهٔ عید پاک",
        "دوشنبهٔ عید پاک",
        "روز جهانی کارگر",
        "روز آزادی",
        "عید عروج مسیح",
        "یکشنبهٔ پنطیکاست",
        "دوشنبهٔ پنطیکاست",
        "عید جسد مسیح",
        "سالگرد قیام ۱۷ ژوئن ۱۹۵۳",
        "عید عروج مریم مقدس",
        "روز جهانی کودک",
        "روز وحدت آلمان",
        "روز اصلاح دینی",
        "روز همهٔ قدیسان",
        "روز توبه و دعا",
        "کریسمس",
        "روز دوم کریسمس",
    ],
};
