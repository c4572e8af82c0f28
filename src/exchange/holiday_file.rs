//! The operator's holidays as a TOML file that a person can read and edit. docs/opening-hours.md describes it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use crate::domain::holiday::{
    Calendar, CalendarFault, HolidayName, Land, OwnHoliday, PublicHoliday, SchoolHoliday,
};
use crate::domain::locale::Locale;

/// Why a file is refused.
#[derive(Debug, thiserror::Error)]
pub enum HolidayFileError {
    #[error(transparent)]
    Toml(#[from] toml::de::Error),
    /// Something in one of its holidays, and the line on which that begins.
    #[error("line {line}: {fault}")]
    Entry { line: usize, fault: EntryFault },
    #[error(transparent)]
    Calendar(#[from] CalendarFault),
}

/// What is wrong with a holiday.
#[derive(Debug, thiserror::Error)]
pub enum EntryFault {
    #[error("{0} is no date; write for example 2026-07-03")]
    Date(String),
    #[error("{0} is no day of each year; write for example 07-03, month and day")]
    DayOfYear(String),
    #[error("there is no holiday {0}; its name is one of {known}", known = known())]
    UnknownHoliday(String),
    #[error("{0} is no locale")]
    Locale(String),
    #[error(
        "a holiday has one of date, every_year and by_law, and a name, but for those by law: they have names"
    )]
    Form,
    #[error(transparent)]
    Name(#[from] CalendarFault),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    holiday: Vec<Spanned<HolidayForm>>,
    #[serde(default)]
    school_holiday: Vec<Spanned<SchoolHolidayForm>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayForm {
    date: Option<Day>,
    every_year: Option<String>,
    by_law: Option<String>,
    name: Option<NameForm>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SchoolHolidayForm {
    first: Day,
    last: Day,
    name: NameForm,
}

/// A date, with quotes or without.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a day is a date, as in 2026-07-03")]
enum Day {
    Toml(toml::value::Datetime),
    Text(String),
}

/// One name, or one for each locale.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a name is a text, or one text for each of some locales, as in { de = \"…\" }")]
enum NameForm {
    Everywhere(String),
    ByLocale(BTreeMap<String, String>),
}

/// The calendar of a Land with the holidays of a file.
pub fn read(text: &str, land: Land) -> Result<Calendar, HolidayFileError> {
    let file: File = toml::from_str(text)?;
    let own = entries(text, file.holiday, HolidayForm::read)?;
    let school = entries(text, file.school_holiday, SchoolHolidayForm::read)?;
    Ok(Calendar::new(land, own, school)?)
}

/// What stands in a file's entries, each read.
fn entries<Form, Entry>(
    text: &str,
    forms: Vec<Spanned<Form>>,
    read: fn(Form) -> Result<Entry, EntryFault>,
) -> Result<Vec<Entry>, HolidayFileError> {
    let read = |form: Spanned<Form>| {
        let start = form.span().start;
        read(form.into_inner()).map_err(|fault| {
            let before = text.get(..start).unwrap_or_default();
            HolidayFileError::Entry { line: before.matches('\n').count() + 1, fault }
        })
    };
    forms.into_iter().map(read).collect()
}

impl HolidayForm {
    fn read(self) -> Result<OwnHoliday, EntryFault> {
        let Self { date, every_year, by_law, name } = self;
        match (date, every_year, by_law, name) {
            (Some(date), None, None, Some(name)) => {
                Ok(OwnHoliday::Once { date: date.read()?, name: name.read()? })
            }
            (None, Some(day), None, Some(name)) => {
                let (month, day) = day_of_year(&day).ok_or(EntryFault::DayOfYear(day))?;
                Ok(OwnHoliday::EachYear { month, day, name: name.read()? })
            }
            (None, None, Some(holiday), None) => {
                let known = PublicHoliday::parse(&holiday);
                Ok(OwnHoliday::Kept(known.ok_or(EntryFault::UnknownHoliday(holiday))?))
            }
            _ => Err(EntryFault::Form),
        }
    }
}

impl SchoolHolidayForm {
    fn read(self) -> Result<SchoolHoliday, EntryFault> {
        Ok(SchoolHoliday { first: self.first.read()?, last: self.last.read()?, name: self.name.read()? })
    }
}

impl Day {
    fn read(self) -> Result<NaiveDate, EntryFault> {
        let text = match self {
            Self::Toml(date) => date.to_string(),
            Self::Text(text) => text,
        };
        text.parse().map_err(|_| EntryFault::Date(text))
    }
}

impl NameForm {
    fn read(self) -> Result<Arc<HolidayName>, EntryFault> {
        let name = match self {
            Self::Everywhere(name) => HolidayName::everywhere(&name)?,
            Self::ByLocale(names) => {
                let names = names.into_iter().map(|(tag, name)| match Locale::parse(&tag) {
                    Ok(locale) => Ok((locale, name)),
                    Err(_) => Err(EntryFault::Locale(tag)),
                });
                HolidayName::by_locale(names.collect::<Result<_, _>>()?)?
            }
        };
        Ok(Arc::new(name))
    }
}

/// Month and day; whether a year has such a day, the calendar says.
fn day_of_year(text: &str) -> Option<(u32, u32)> {
    let (month, day) = text.split_once('-')?;
    let is_number = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = |text: &str| is_number(text).then(|| text.parse().ok()).flatten();
    Some((number(month)?, number(day)?))
}

fn known() -> String {
    PublicHoliday::ALL.iter().map(|holiday| holiday.as_str()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::holiday::Holiday;
    use crate::domain::locale::Chain;

    const LAND: Land = Land::BadenWuerttemberg;

    fn name(calendar: &Calendar, date: &str, locale: &str) -> Option<String> {
        let chain = Chain::new(Locale::parse(locale).unwrap(), []);
        match calendar.holiday(date.parse().unwrap())? {
            Holiday::Public(holiday) => Some(holiday.as_str().to_owned()),
            Holiday::Own(name) => name.find(&chain).map(|(name, _)| name.to_owned()),
        }
    }

    #[test]
    fn holidays_are_for_once_for_every_year_or_by_law() {
        let calendar = read(
            r#"
            [[holiday]]
            date = 2027-07-05
            name = { de = "Schwörmontag", en = "Oath Monday" }

            [[holiday]]
            every_year = "12-24"
            name = "Heiligabend"

            [[holiday]]
            by_law = "assumption"

            [[school_holiday]]
            first = 2027-07-29
            last = "2027-09-11"
            name = "Sommerferien"
            "#,
            LAND,
        )
        .unwrap();
        assert_eq!(name(&calendar, "2027-07-05", "en").as_deref(), Some("Oath Monday"));
        assert_eq!(name(&calendar, "2028-07-05", "en"), None);
        assert_eq!(name(&calendar, "2031-12-24", "en").as_deref(), Some("Heiligabend"));
        assert_eq!(name(&calendar, "2031-08-15", "en").as_deref(), Some("assumption"));
        assert!(calendar.school_holiday("2027-09-11".parse().unwrap()).is_some());
        assert!(read("", LAND).is_ok());
    }

    #[test]
    fn what_is_no_holiday_is_refused_in_words() {
        for (text, words) in [
            ("[[holiday]]\nname = \"x\"", "one of date, every_year and by_law"),
            ("[[holiday]]\ndate = 2027-01-01\nevery_year = \"01-01\"\nname = \"x\"", "one of date"),
            ("[[holiday]]\ndate = 2027-01-01", "a name"),
            ("[[holiday]]\ndate = 2027-02-30\nname = \"x\"", "2027-02-30"),
            ("[[holiday]]\ndate = \"tomorrow\"\nname = \"x\"", "tomorrow"),
            ("[[holiday]]\nevery_year = \"24.12.\"\nname = \"x\"", "24.12."),
            ("[[holiday]]\nevery_year = \"+7-3\"\nname = \"x\"", "+7-3"),
            ("# a\n  [[holiday]]\n  by_law = \"xmas\"", "line 2: there is no holiday xmas"),
            ("[[holiday]]\nevery_year = \"02-30\"\nname = \"x\"", "no year has"),
            ("[[holiday]]\nby_law = \"easter\"", "easter_monday"),
            ("[[holiday]]\ndate = 2027-01-01\nname = { \"?\" = \"x\" }", "no locale"),
            ("[[holiday]]\ndate = 2027-01-01\nname = \" \"", "name"),
            ("[[feast]]\ndate = 2027-01-01", "feast"),
            ("[[school_holiday]]\nfirst = 2027-01-02\nlast = 2027-01-01\nname = \"x\"", "before they begin"),
            (
                "[[holiday]]\nby_law = \"assumption\"\n\n[[holiday]]\nevery_year = \"12-24\"",
                "line 4: a holiday has",
            ),
            (
                "# Ours.\n[[school_holiday]]\nfirst = \"x\"\nlast = 2027-01-01\nname = \"x\"",
                "line 2: x is no date",
            ),
            ("[[holiday]]\ndate = 0001-01-01\nname = \"x\"", "0001-01-01"),
        ] {
            let refused = read(text, LAND).unwrap_err().to_string();
            assert!(refused.contains(words), "{text}: {refused}");
        }
    }
}
