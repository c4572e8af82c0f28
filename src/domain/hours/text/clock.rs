//! Times of the day on the clocks on which a language is read. Called by [`super`] and its modules.
//!
//! A language has the clock of the region in which it is read: English 12 hours in America, 24 in Britain. All else of a
//! time (digits, signs, "AM") is that of the language, so there are two clocks a language, whatever regions are asked for.

use std::cell::OnceCell;

use icu_datetime::NoCalendarFormatter;
use icu_datetime::fieldsets::T;
use icu_datetime::input::Time;
use icu_datetime::options::TimePrecision;
use icu_locale::LanguageIdentifier;

use crate::domain::locale::Locale;

const COMPILED_IN: &str = "the data of CLDR are compiled in, with the root as the last resort";

/// How many hours a clock counts before it begins again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hours {
    /// Twice a day.
    Twelve,
    TwentyFour,
}

/// The clocks of a language.
pub(super) struct Clocks {
    language: LanguageIdentifier,
    omits_full_hour: bool,
    own: Hours,
    twelve: OnceCell<NoCalendarFormatter<T>>,
    twenty_four: OnceCell<NoCalendarFormatter<T>>,
}

impl Clocks {
    /// `omits_full_hour`: whether a clock of 12 hours has "8 AM" for "8:00 AM". One of 24 hours always has minutes.
    pub(super) fn new(language: &LanguageIdentifier, omits_full_hour: bool) -> Self {
        Self {
            language: language.clone(),
            omits_full_hour,
            own: hours(language),
            twelve: OnceCell::new(),
            twenty_four: OnceCell::new(),
        }
    }

    /// The clock on which a reader of `wanted` reads this language: that of the region, the language's own where
    /// `wanted` names none.
    pub(super) fn of_region(&self, wanted: Option<&Locale>) -> Hours {
        let Some(region) = wanted.and_then(|wanted| wanted.identifier().region) else { return self.own };
        hours(&LanguageIdentifier { region: Some(region), ..self.language.clone() })
    }

    /// A time of the day; null when the day has no such time.
    pub(super) fn time(&self, hours: Hours, hour: u8, minute: u8) -> Option<String> {
        let time = Time::try_new(hour, minute, 0, 0).ok()?;
        let formatter = match hours {
            Hours::Twelve => self.twelve.get_or_init(|| self.formatter("h12", self.omits_full_hour)),
            Hours::TwentyFour => self.twenty_four.get_or_init(|| self.formatter("h23", false)),
        };
        Some(formatter.format(&time).to_string())
    }

    fn formatter(&self, hours: &str, omits_full_hour: bool) -> NoCalendarFormatter<T> {
        let precision = if omits_full_hour { TimePrecision::MinuteOptional } else { TimePrecision::Minute };
        formatter(&self.language, &format!("hc-{hours}"), precision)
    }
}

/// The clock of a language in a region, as CLDR's times show it.
fn hours(identifier: &LanguageIdentifier) -> Hours {
    // Some regions have digits of their own; these are known.
    let formatter = formatter(identifier, "nu-latn", TimePrecision::Minute);
    let time = Time::try_new(13, 0, 0, 0).expect("the day has a thirteenth hour");
    if formatter.format(&time).to_string().contains("13") { Hours::TwentyFour } else { Hours::Twelve }
}

fn formatter(
    identifier: &LanguageIdentifier,
    keyword: &str,
    precision: TimePrecision,
) -> NoCalendarFormatter<T> {
    let locale = icu_locale::Locale::try_from_str(&format!("{identifier}-u-{keyword}"))
        .expect("a tag and a keyword of UTS 35 are a locale");
    NoCalendarFormatter::try_new((&locale).into(), T::short().with_time_precision(precision))
        .expect(COMPILED_IN)
}
