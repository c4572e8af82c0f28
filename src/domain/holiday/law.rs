//! Which public holidays the law of each Land has, and from which year. Called by the module above.
//!
//! Sources are the Länder's laws on Sundays and holidays, and for German Unity the Unification Treaty (art. 2 § 2). Only
//! days of a whole Land stand here. Those of single municipalities are the operator's to add (see [`super::Calendar`]):
//! the Peace Festival in Augsburg, Assumption in Bavaria's Catholic municipalities, Corpus Christi in parts of Saxony
//! and Thuringia.

use super::{Land, PublicHoliday};

/// The first year whose law is known here. Repentance Day had just gone in all Länder but Saxony.
pub const FIRST_YEAR: i32 = 1995;

/// The anniversary of 1517, a holiday everywhere.
const REFORMATION_500: i32 = 2017;

/// Whether the law of `land` makes `holiday` a public one in `year`. False before [`FIRST_YEAR`], of which nothing is
/// known; years to come are as the law is today.
pub(super) fn is_kept(holiday: PublicHoliday, land: Land, year: i32) -> bool {
    year >= FIRST_YEAR && has(land, holiday, year)
}

fn has(land: Land, holiday: PublicHoliday, year: i32) -> bool {
    match holiday {
        PublicHoliday::NewYear
        | PublicHoliday::GoodFriday
        | PublicHoliday::EasterMonday
        | PublicHoliday::LabourDay
        | PublicHoliday::Ascension
        | PublicHoliday::WhitMonday
        | PublicHoliday::GermanUnity
        | PublicHoliday::Christmas
        | PublicHoliday::SecondChristmas => true,
        PublicHoliday::Epiphany => {
            matches!(land, Land::BadenWuerttemberg | Land::Bavaria | Land::SaxonyAnhalt)
        }
        PublicHoliday::WomensDay => match land {
            Land::Berlin => year >= 2019,
            Land::MecklenburgWesternPomerania => year >= 2023,
            _ => false,
        },
        // The law of Hesse makes all Sundays holidays and does not name these two. Taken by the letter, `PH off` would
        // close every Sunday, so there they count as any Sunday does.
        PublicHoliday::EasterSunday | PublicHoliday::WhitSunday => land == Land::Brandenburg,
        // 75 and 80 years since 1945: two single days, no rule.
        PublicHoliday::LiberationDay => land == Land::Berlin && matches!(year, 2020 | 2025),
        PublicHoliday::CorpusChristi => matches!(
            land,
            Land::BadenWuerttemberg
                | Land::Bavaria
                | Land::Hesse
                | Land::NorthRhineWestphalia
                | Land::RhinelandPalatinate
                | Land::Saarland
        ),
        // 75 years since 1953, a single day.
        PublicHoliday::Uprising => land == Land::Berlin && year == 2028,
        PublicHoliday::Assumption => land == Land::Saarland,
        PublicHoliday::WorldChildrensDay => land == Land::Thuringia && year >= 2019,
        PublicHoliday::Reformation => year == REFORMATION_500 || has_reformation(land, year),
        PublicHoliday::AllSaints => matches!(
            land,
            Land::BadenWuerttemberg
                | Land::Bavaria
                | Land::NorthRhineWestphalia
                | Land::RhinelandPalatinate
                | Land::Saarland
        ),
        PublicHoliday::Repentance => land == Land::Saxony,
    }
}

fn has_reformation(land: Land, year: i32) -> bool {
    match land {
        Land::Brandenburg
        | Land::MecklenburgWesternPomerania
        | Land::Saxony
        | Land::SaxonyAnhalt
        | Land::Thuringia => true,
        Land::Bremen | Land::Hamburg | Land::LowerSaxony | Land::SchleswigHolstein => year >= 2018,
        _ => false,
    }
}
