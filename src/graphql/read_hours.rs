//! Opening hours that were read and said already. Hours are few and asked for often: those of a department are its
//! staff's too, and reading a rule takes longer than answering from it.

use std::sync::Arc;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::domain::hours::text::text;
use crate::domain::hours::{OpeningHours, Reading};
use crate::domain::locale::{Chain, Locale};

/// The bytes of memory that kept rules, and that kept texts may take.
const KEPT_BYTES: u64 = 8 * 1024 * 1024;

/// What a rule takes in memory, about: at least, and for each byte of what is read of it.
const BYTES_OF_RULE: usize = 1024;
const BYTES_OF_BYTE: usize = 32;

/// How many entries a cache is made for; it grows where they are small.
const ENTRIES: usize = 1024;

/// What a text is made of.
type TextKey = (OpeningHours, Vec<Locale>);

/// Keeps what was made of opening hours.
pub struct ReadHours {
    /// By rule; null where the clock cannot answer it.
    rules: Cache<String, Option<Reading>, Size>,
    texts: Cache<TextKey, (Arc<str>, Locale), Size>,
}

impl Default for ReadHours {
    fn default() -> Self {
        Self {
            rules: Cache::with_weighter(ENTRIES, KEPT_BYTES, Size),
            texts: Cache::with_weighter(ENTRIES, KEPT_BYTES, Size),
        }
    }
}

impl ReadHours {
    /// As [`Reading::of`]. Null, too, where there is no rule.
    pub fn reading(&self, hours: &OpeningHours) -> Option<Reading> {
        let rule = hours.rule.as_ref()?;
        self.rules.get(rule).unwrap_or_else(|| {
            let reading = Reading::of(rule);
            self.rules.insert(rule.clone(), reading.clone());
            reading
        })
    }

    /// As [`text`].
    pub fn text(&self, hours: &OpeningHours, chain: &Chain) -> (Arc<str>, Locale) {
        let key = (hours.clone(), chain.as_slice().to_vec());
        self.texts.get(&key).unwrap_or_else(|| {
            let (said, locale) = text(hours, chain);
            let said = (Arc::from(said), locale);
            self.texts.insert(key, said.clone());
            said
        })
    }
}

/// Weighs what is kept by the memory that it takes.
#[derive(Clone)]
struct Size;

impl Weighter<String, Option<Reading>> for Size {
    fn weight(&self, rule: &String, reading: &Option<Reading>) -> u64 {
        let length = reading.as_ref().map_or(0, Reading::length);
        (BYTES_OF_RULE + rule.len() + length * BYTES_OF_BYTE) as u64
    }
}

impl Weighter<TextKey, (Arc<str>, Locale)> for Size {
    fn weight(&self, (hours, chain): &TextKey, (text, _): &(Arc<str>, Locale)) -> u64 {
        let rule = hours.rule.as_ref().map_or(0, String::len);
        (BYTES_OF_RULE + rule + text.len() + chain.len() * size_of::<Locale>()) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::hours::{City, Timetable};

    fn chain(tag: &str) -> Chain {
        Chain::new(Locale::parse(tag).unwrap(), [])
    }

    #[test]
    fn what_is_kept_is_what_would_be_made_anew() {
        let (kept, city) = (ReadHours::default(), City::default());
        let at = "2026-11-26T09:00:00Z".parse().unwrap();
        for rule in ["Mo-Fr 08:00-12:00", "Mo-Fr 08:00-14:00", "Mo sunrise-sunset", "24/7 off"] {
            for is_by_appointment in [false, true] {
                let hours = OpeningHours { rule: Some(rule.to_owned()), is_by_appointment };
                for _ in 0..2 {
                    let anew = Timetable::of(&hours, &city).map(|timetable| timetable.is_open(at));
                    let again = kept.reading(&hours).map(|reading| reading.in_city(&city).is_open(at));
                    assert_eq!(again, anew);
                    for tag in ["de", "en", "ja"] {
                        let (said, locale) = text(&hours, &chain(tag));
                        assert_eq!(kept.text(&hours, &chain(tag)), (said.into(), locale));
                    }
                }
            }
        }
        assert!(kept.reading(&OpeningHours { rule: None, is_by_appointment: true }).is_none());
    }

    #[test]
    fn parts_that_hold_for_all_alternatives_weigh_with_each() {
        let weight = |rule: &str| Size.weight(&rule.to_owned(), &Reading::of(rule));
        let alternatives = vec!["Mo 08:00-12:00"; 20].join(" || ");
        assert!(weight(&format!("{alternatives}; PH off \"{}\"", "x".repeat(100))) > 20 * 100 * 32);
        assert!(weight("Mo 08:00-12:00") < 2_000);
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let kept = ReadHours::default();
        for minute in 0..100_000_u32 {
            let (from, to) = (minute % 1000, minute / 1000);
            let rule = format!("Mo 08:00-12:00 \"{from} {to} {}\"", "x".repeat(1_000));
            let hours = OpeningHours { rule: Some(rule), is_by_appointment: false };
            kept.texts.insert((hours, Vec::new()), ("x".into(), Locale::parse("de").unwrap()));
        }
        assert!(kept.texts.weight() <= KEPT_BYTES);
    }
}
