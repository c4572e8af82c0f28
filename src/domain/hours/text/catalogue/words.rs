//! What each word and pattern of a language is for.

use opening_hours_syntax::rules::day::Weekday;
use opening_hours_syntax::rules::time::TimeEvent;

use crate::domain::holiday::PublicHoliday;

/// The words of one language.
pub(in super::super) struct Words {
    /// Its tag.
    pub(in super::super) tag: &'static str,

    /// Between two statements.
    pub(in super::super) separator: &'static str,
    /// After the last statement.
    pub(in super::super) full_stop: &'static str,
    /// Whether each statement is a sentence, with a capital.
    pub(in super::super) is_in_sentences: bool,
    /// Days, and what holds on them.
    pub(in super::super) label: &'static str,
    /// A remark of the editor's, `{1}`, behind a statement.
    pub(in super::super) remark: &'static str,
    /// The same where several times stand before it: it is of all of them.
    pub(in super::super) remark_of_each: &'static str,
    /// A remark that stands alone, or a rule as it is written, where words fail.
    pub(in super::super) quotation: &'static str,
    /// The marks of a quotation within a remark, which stands in marks itself.
    pub(in super::super) inner_quotation: [&'static str; 2],

    /// From one day of the week to another.
    pub(in super::super) day_range: &'static str,
    /// From one date to another.
    pub(in super::super) date_range: &'static str,
    /// From one day of a month to another, in the place that a single day has in a date.
    pub(in super::super) days_of_month: &'static str,
    /// A day in a list of some in one month, before the last, which stands as in a single date.
    pub(in super::super) listed_day: &'static str,
    /// From one day to another in such a list.
    pub(in super::super) listed_days: &'static str,
    /// From one day with a name to another, or to a date: "Good Friday", "first Sunday in May".
    pub(in super::super) named_range: &'static str,
    /// The first of a month, where it is no plain number as CLDR has it.
    pub(in super::super) first_of_month: Option<&'static str>,
    /// From one month to another.
    pub(in super::super) range: &'static str,
    /// From a date on.
    pub(in super::super) from_date: &'static str,
    /// From a year on.
    pub(in super::super) from_year: &'static str,
    /// A year, or years with a dash between them.
    pub(in super::super) year: &'static str,
    /// Days, `{0}`, within a part of the year, `{1}`.
    pub(in super::super) within: &'static str,
    /// A part of a year, `{0}`, and which year.
    pub(in super::super) of_year: &'static str,
    /// One month, or two in a row, where they stand as the days of a statement. Null where they stand alone.
    pub(in super::super) in_months: Option<&'static str>,
    pub(in super::super) daily: &'static str,
    pub(in super::super) daily_and_public_holidays: &'static str,
    pub(in super::super) public_holidays: &'static str,
    /// With Sundays: alone, and behind other days, `{0}`. Null where they are a list like others.
    pub(in super::super) sundays_and_public_holidays: Option<[&'static str; 2]>,
    pub(in super::super) two_days_before_public_holidays: &'static str,
    pub(in super::super) day_before_public_holidays: &'static str,
    pub(in super::super) day_after_public_holidays: &'static str,
    pub(in super::super) school_holidays: &'static str,
    /// A week by its number (ISO 8601).
    pub(in super::super) week: &'static str,
    pub(in super::super) week_range: &'static str,
    /// Two weeks in a row.
    pub(in super::super) two_weeks: &'static str,
    /// A week or weeks, `{0}`, and of which year, as [`Words::year`] has it.
    pub(in super::super) week_of_year: &'static str,
    pub(in super::super) odd_weeks: &'static str,
    pub(in super::super) even_weeks: &'static str,
    pub(in super::super) nth_weekday: NthWeekday,

    /// These days besides what was said of them before.
    pub(in super::super) also: &'static str,
    /// These days instead of what was said of them before.
    pub(in super::super) instead: &'static str,
    /// A statement for when none before it holds.
    pub(in super::super) otherwise: &'static str,
    /// The same of a statement that begins with its days, behind which a colon stands.
    pub(in super::super) otherwise_on: &'static str,

    /// Days without hours.
    pub(in super::super) closed_days: &'static str,
    /// Hours without service.
    pub(in super::super) closed_hours: &'static str,
    /// Nothing else is said.
    pub(in super::super) closed: &'static str,
    /// All hours of a day.
    pub(in super::super) all_day: &'static str,
    /// Every hour of every day.
    pub(in super::super) always: &'static str,
    /// The same, where other statements follow that take something away.
    pub(in super::super) around_the_clock: &'static str,
    /// Whether it is open is not known.
    pub(in super::super) unknown: &'static str,
    /// The same of hours.
    pub(in super::super) unknown_hours: &'static str,
    /// Days, `{0}`, and hours, `{1}`, of which only a remark says what holds then.
    pub(in super::super) remarked_hours: &'static str,

    /// Alone.
    pub(in super::super) by_appointment: &'static str,
    /// Behind a single statement of hours. Null where that might be read as "only with an appointment".
    pub(in super::super) and_by_appointment: Option<&'static str>,
    /// As a statement of its own, behind others.
    pub(in super::super) also_by_appointment: &'static str,

    /// Whether a full hour is written without minutes on a clock of 12 hours.
    pub(in super::super) omits_full_hour: bool,
    /// Whether times are written as Germans do, `8:30`, which CLDR does not.
    pub(in super::super) has_german_times: bool,
    /// A time that stands alone.
    pub(in super::super) clock: &'static str,
    /// Both times within a day.
    pub(in super::super) span: &'static str,
    /// Where one of both is not a plain time of the day: sunset, or on the next day.
    pub(in super::super) span_in_words: &'static str,
    pub(in super::super) from: &'static str,
    pub(in super::super) or_longer: &'static str,
    pub(in super::super) next_day: &'static str,
    /// 24:00, the end of a day, as [`Words::clock`] and [`Words::span`] take it: on a clock of 24 hours.
    pub(in super::super) end_of_day: &'static str,
    /// The same on a clock of 12 hours.
    pub(in super::super) midnight: &'static str,
    /// 12:00 on a clock of 12 hours, where "12 PM" leaves readers in doubt; 00:00 is [`Words::midnight`] then.
    pub(in super::super) noon: Option<&'static str>,
    /// Dawn, sunrise, sunset, dusk.
    pub(in super::super) events: [Event; 4],
    pub(in super::super) minutes: &'static str,
    pub(in super::super) hours: &'static str,
    /// Hours and minutes.
    pub(in super::super) duration: &'static str,

    pub(in super::super) easter: Easter,
    /// In the order of [`PublicHoliday`].
    pub(in super::super) holidays: [&'static str; 21],
}

/// A time that the sun sets.
pub(in super::super) struct Event {
    pub(in super::super) at: &'static str,
    pub(in super::super) before: &'static str,
    pub(in super::super) after: &'static str,
}

/// Days that move with Easter, but are no public holidays.
pub(in super::super) struct Easter {
    /// In the order of [`Easter::OFFSETS`].
    pub(in super::super) names: [&'static str; 10],
    /// Any other day, by the ordinal, `{0}`, of its day of the week, `{1}`: counted back from Easter Sunday.
    pub(in super::super) before: &'static str,
    pub(in super::super) after: &'static str,
    /// Ordinals from the sixth on, in digits, by gender as [`NthWeekday::ordinals`] are.
    pub(in super::super) further_ordinals: [&'static str; 3],
    /// Says of a day, `{0}`, that it is that of the Western calendar. Null where most readers who keep Easter keep that.
    pub(in super::super) western: Option<&'static str>,
}

/// The ordinals of days within a month.
pub(in super::super) struct NthWeekday {
    /// The ordinal or a list of them, `{0}`, and the day, of any month.
    pub(in super::super) pattern: &'static str,
    /// The same of a month, `{2}`.
    pub(in super::super) of_month: &'static str,
    /// The months as that pattern takes them; null where it takes CLDR's names.
    pub(in super::super) months: Option<[&'static str; 12]>,
    /// First to fifth, last but one and last, by gender: masculine, feminine, neuter. Languages without genders repeat them.
    pub(in super::super) ordinals: [[&'static str; 7]; 3],
    /// The gender of each day from Monday on, as an index of the ordinals.
    pub(in super::super) genders: [usize; 7],
}

impl Words {
    /// The words of an event.
    pub(in super::super) const fn event(&self, event: TimeEvent) -> &Event {
        match event {
            TimeEvent::Dawn => &self.events[0],
            TimeEvent::Sunrise => &self.events[1],
            TimeEvent::Sunset => &self.events[2],
            TimeEvent::Dusk => &self.events[3],
        }
    }

    /// The name of a holiday.
    pub(in super::super) const fn holiday(&self, holiday: PublicHoliday) -> &'static str {
        self.holidays[holiday as usize]
    }
}

impl Easter {
    /// The Thursday, Sunday, Monday and Tuesday of carnival, Ash Wednesday, Palm Sunday, Maundy Thursday, Holy Saturday,
    /// and the Fridays after Ascension and Corpus Christi, on which many offices are closed; in days from Easter Sunday.
    pub(in super::super) const OFFSETS: [i16; 10] = [-52, -49, -48, -47, -46, -7, -3, -1, 40, 61];

    /// Whether the name of a day is known to the Western churches alone: those of carnival, Ash Wednesday, Corpus Christi
    /// and the Friday after it.
    pub(in super::super) const fn is_western_only(offset: i16) -> bool {
        matches!(offset, -52 | -49..=-46 | 60 | 61)
    }

    /// The name of the day so many days from Easter Sunday; null when it has none here.
    pub(in super::super) fn name(&self, offset: i16) -> Option<&'static str> {
        Self::OFFSETS.iter().position(|&known| known == offset).map(|index| self.names[index])
    }
}

impl NthWeekday {
    /// The gender of a day, as an index of the ordinals.
    pub(in super::super) const fn gender(&self, weekday: Weekday) -> usize {
        self.genders[weekday.num_days_from_monday() as usize]
    }

    /// The word for a place in the month: from the first on, which is 0; 5 is the last but one, 6 the last.
    pub(in super::super) const fn ordinal(&self, nth: usize, weekday: Weekday) -> &'static str {
        self.ordinals[self.gender(weekday)][nth]
    }
}
