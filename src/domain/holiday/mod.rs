//! Public holidays: which day is one, by the law of each German Land, and what the operator adds to them. Called by
//! `hours`, and by whoever shows a day's name.
//!
//! The parts: `land`, `law` (who keeps what since when), `easter` (the computus), `calendar` (a Land's days with the
//! operator's).

mod calendar;
mod easter;
mod land;
mod law;

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use super::closed_set::closed_set;
use easter::easter;

pub use calendar::{
    Calendar, CalendarFault, Holiday, HolidayName, MAX_OWN_HOLIDAYS, MAX_SCHOOL_HOLIDAYS, OwnHoliday,
    SchoolHoliday,
};
pub use land::{Land, UnknownLand};
pub use law::FIRST_YEAR;

closed_set! {
    /// A public holiday of at least one whole Land in some year from 1995 on, in the order of the year.
    pub enum PublicHoliday {
        /// 1 January.
        NewYear = "new_year",
        /// 6 January.
        Epiphany = "epiphany",
        /// 8 March.
        WomensDay = "womens_day",
        GoodFriday = "good_friday",
        EasterSunday = "easter_sunday",
        EasterMonday = "easter_monday",
        /// 1 May.
        LabourDay = "labour_day",
        /// 8 May, of the year 1945.
        LiberationDay = "liberation_day",
        /// The Thursday 39 days after Easter.
        Ascension = "ascension",
        /// 49 days after Easter.
        WhitSunday = "whit_sunday",
        WhitMonday = "whit_monday",
        /// The Thursday 60 days after Easter.
        CorpusChristi = "corpus_christi",
        /// 17 June, of the year 1953.
        Uprising = "uprising",
        /// 15 August.
        Assumption = "assumption",
        /// 20 September.
        WorldChildrensDay = "world_childrens_day",
        /// 3 October.
        GermanUnity = "german_unity",
        /// 31 October.
        Reformation = "reformation",
        /// 1 November.
        AllSaints = "all_saints",
        /// The Wednesday before 23 November.
        Repentance = "repentance",
        /// 25 December.
        Christmas = "christmas",
        /// 26 December.
        SecondChristmas = "second_christmas",
    }
}

impl PublicHoliday {
    /// When it is in `year`, whether or not a Land keeps it then. Null for the movable ones before 1583, where the
    /// calendar does not have them, and past the last year that a date can have.
    pub fn date(self, year: i32) -> Option<NaiveDate> {
        let fixed = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        let movable = |days| easter(year)?.checked_add_signed(TimeDelta::days(days));
        match self {
            Self::NewYear => fixed(1, 1),
            Self::Epiphany => fixed(1, 6),
            Self::WomensDay => fixed(3, 8),
            Self::GoodFriday => movable(-2),
            Self::EasterSunday => movable(0),
            Self::EasterMonday => movable(1),
            Self::LabourDay => fixed(5, 1),
            Self::LiberationDay => fixed(5, 8),
            Self::Ascension => movable(39),
            Self::WhitSunday => movable(49),
            Self::WhitMonday => movable(50),
            Self::CorpusChristi => movable(60),
            Self::Uprising => fixed(6, 17),
            Self::Assumption => fixed(8, 15),
            Self::WorldChildrensDay => fixed(9, 20),
            Self::GermanUnity => fixed(10, 3),
            Self::Reformation => fixed(10, 31),
            Self::AllSaints => fixed(11, 1),
            Self::Repentance => wednesday_until(fixed(11, 22)?),
            Self::Christmas => fixed(12, 25),
            Self::SecondChristmas => fixed(12, 26),
        }
    }

    /// Whether the law of `land` makes it a public holiday in `year`. False before [`FIRST_YEAR`]: of earlier years
    /// nothing is known here, and no day is better than a wrong one. Years to come are as the law is today.
    pub fn is_kept(self, land: Land, year: i32) -> bool {
        law::is_kept(self, land, year)
    }
}

/// The last Wednesday up to and with `date`.
fn wednesday_until(date: NaiveDate) -> Option<NaiveDate> {
    let days_back = date.weekday().days_since(Weekday::Wed);
    date.checked_sub_signed(TimeDelta::days(i64::from(days_back)))
}

#[cfg(test)]
mod tests;
