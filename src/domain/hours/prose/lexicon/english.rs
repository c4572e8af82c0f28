//! English words and phrases. Called by the module above.

use opening_hours_syntax::rules::day::{Month, Weekday};

use super::super::calendar::{Anniversary, Holiday};
use super::Meaning;

pub(super) const ABBREVIATIONS: &[&str] = &[
    "mo", "mon", "tu", "tue", "tues", "we", "wed", "weds", "th", "thu", "thur", "thurs", "fr", "fri", "sa",
    "sat", "su", "sun", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];

pub(super) fn meaning(phrase: &str) -> Option<Meaning> {
    days(phrase).or_else(|| parts_of_the_year(phrase)).or_else(|| others(phrase))
}

fn days(phrase: &str) -> Option<Meaning> {
    Some(match phrase {
        "monday" | "mondays" | "mon" | "mo" => Meaning::Day(Weekday::Mon),
        "tuesday" | "tuesdays" | "tue" | "tues" | "tu" => Meaning::Day(Weekday::Tue),
        "wednesday" | "wednesdays" | "wed" | "weds" | "we" => Meaning::Day(Weekday::Wed),
        "thursday" | "thursdays" | "thu" | "thur" | "thurs" | "th" => Meaning::Day(Weekday::Thu),
        "friday" | "fridays" | "fri" | "fr" => Meaning::Day(Weekday::Fri),
        "saturday" | "saturdays" | "sat" | "sa" => Meaning::Day(Weekday::Sat),
        "sunday" | "sundays" | "sun" | "su" => Meaning::Day(Weekday::Sun),
        "daily" | "every day" | "each day" | "seven days a week" => Meaning::Days(Weekday::Mon, Weekday::Sun),
        "weekdays" | "on weekdays" => Meaning::Days(Weekday::Mon, Weekday::Fri),
        "weekends" | "at weekends" | "on weekends" | "at the weekend" => {
            Meaning::Days(Weekday::Sat, Weekday::Sun)
        }
        "working days" | "on working days" | "workdays" => Meaning::Workdays,
        "public holiday" | "public holidays" | "bank holiday" | "bank holidays" => {
            Meaning::Holiday(Holiday::Public)
        }
        "the day before public holidays" | "the day before a public holiday" => {
            Meaning::Holiday(Holiday::DayBeforePublic)
        }
        "the day after public holidays" | "the day after a public holiday" => {
            Meaning::Holiday(Holiday::DayAfterPublic)
        }
        "even weeks" | "even calendar weeks" => Meaning::EvenWeeks,
        "odd weeks" | "odd calendar weeks" => Meaning::OddWeeks,
        "week" | "weeks" | "calendar week" | "calendar weeks" => Meaning::CalendarWeek,
        "school holidays" => Meaning::Holiday(Holiday::School),
        "first" => Meaning::Nth(1),
        "second" => Meaning::Nth(2),
        "third" => Meaning::Nth(3),
        "fourth" => Meaning::Nth(4),
        "fifth" => Meaning::Nth(5),
        "last" => Meaning::Nth(0),
        "of the month" | "of each month" | "of every month" | "in the month" | "each month"
        | "every month" => Meaning::OfMonth,
        _ => return None,
    })
}

fn parts_of_the_year(phrase: &str) -> Option<Meaning> {
    use Anniversary::{Easter, Fixed};
    let month = match phrase {
        "january" | "jan" => Month::January,
        "february" | "feb" => Month::February,
        "march" | "mar" => Month::March,
        "april" | "apr" => Month::April,
        "may" => Month::May,
        "june" | "jun" => Month::June,
        "july" | "jul" => Month::July,
        "august" | "aug" => Month::August,
        "september" | "sept" | "sep" => Month::September,
        "october" | "oct" => Month::October,
        "november" | "nov" => Month::November,
        "december" | "dec" => Month::December,
        _ => {
            return Some(match phrase {
                "new year's day" => Meaning::Feast(Fixed(Month::January, 1)),
                "epiphany" => Meaning::Feast(Fixed(Month::January, 6)),
                "ash wednesday" => Meaning::Feast(Easter(-46)),
                "maundy thursday" => Meaning::Feast(Easter(-3)),
                "good friday" => Meaning::Feast(Easter(-2)),
                "easter saturday" | "holy saturday" => Meaning::Feast(Easter(-1)),
                "easter sunday" => Meaning::Feast(Easter(0)),
                "easter monday" => Meaning::Feast(Easter(1)),
                "ascension day" => Meaning::Feast(Easter(39)),
                "whit sunday" => Meaning::Feast(Easter(49)),
                "whit monday" => Meaning::Feast(Easter(50)),
                "corpus christi" => Meaning::Feast(Easter(60)),
                "day of german unity" | "german unity day" => Meaning::Feast(Fixed(Month::October, 3)),
                "reformation day" => Meaning::Feast(Fixed(Month::October, 31)),
                "all saints' day" => Meaning::Feast(Fixed(Month::November, 1)),
                "christmas eve" => Meaning::Feast(Fixed(Month::December, 24)),
                "christmas day" => Meaning::Feast(Fixed(Month::December, 25)),
                "boxing day" => Meaning::Feast(Fixed(Month::December, 26)),
                "new year's eve" => Meaning::Feast(Fixed(Month::December, 31)),
                "all year" | "all year round" | "throughout the year" => Meaning::AllYear,
                _ => return None,
            });
        }
    };
    Some(Meaning::Month(month))
}

fn others(phrase: &str) -> Option<Meaning> {
    Some(match phrase {
        "on" | "on the" | "during" | "every" | "in" | "the" => Meaning::On,
        "each" | "each time" | "in each case" => Meaning::Each,
        "except" | "except for" | "except on" => Meaning::Except,
        "not" | "but not" => Meaning::Not,
        "including" | "including on" => Meaning::Including,
        "of" => Meaning::Of,
        "and" => Meaning::And,
        "to" | "until" | "till" | "through" | "thru" => Meaning::To,
        "from" => Meaning::FromOrOnwards,
        "o'clock" | "h" => Meaning::Clock,
        "am" => Meaning::Am,
        "pm" => Meaning::Pm,
        "noon" | "midday" => Meaning::Noon,
        "midnight" => Meaning::Midnight,
        "morning" | "mornings" | "in the morning" | "in the mornings" => Meaning::Morning,
        "afternoon" | "afternoons" | "in the afternoon" | "in the afternoons" => Meaning::Afternoon,
        "evening" | "evenings" | "in the evening" | "in the evenings" => Meaning::Evening,
        "the next day" | "the following day" => Meaning::NextDay,
        "open end" | "open ended" => Meaning::OpenEnd,
        "or later" | "or longer" => Meaning::OrLonger,
        "continuously" | "without a break" => Meaning::Continuously,
        "all day" => Meaning::AllDay,
        "around the clock" => Meaning::AroundTheClock,
        "open" => Meaning::Open,
        "possibly open" => Meaning::PossiblyOpen,
        "otherwise" => Meaning::Otherwise,
        "closed" | "not open" | "is closed" | "are closed" | "no opening hours" | "no office hours" => {
            Meaning::Closed
        }
        "also" | "additionally" | "in addition" => Meaning::Also,
        "instead" => Meaning::Instead,
        "by appointment" | "by prior appointment" => Meaning::Appointment,
        "or by appointment" | "other times by appointment" | "at other times by appointment" => {
            Meaning::AlsoByAppointment
        }
        "by appointment only" | "only by appointment" => Meaning::OnlyByAppointment,
        "hours" | "our hours" | "opening hours" | "our opening hours" | "opening times"
        | "business hours" | "office hours" => Meaning::Heading,
        "note" => Meaning::Note,
        _ => return None,
    })
}
