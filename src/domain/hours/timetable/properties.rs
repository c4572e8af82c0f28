//! Properties, of rules that are put together from the grammar, and of such with some characters changed. Whatever comes
//! is read or refused, quickly, and the three answers agree with each other. `PROPTEST_CASES` says how many are tried.

use chrono::TimeZone;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::domain::holiday::{HolidayName, OwnHoliday, SchoolHoliday};
use crate::domain::hours::{tidy, year};

fn words(words: &'static [&'static str]) -> impl Strategy<Value = String> + Clone {
    select(words).prop_map(str::to_owned)
}

/// One of each, with a separator between them.
fn list(item: impl Strategy<Value = String>, most: usize) -> impl Strategy<Value = String> {
    vec(item, 1..=most).prop_map(|items| items.join(","))
}

fn weekday() -> impl Strategy<Value = String> {
    words(&["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"])
}

fn month() -> impl Strategy<Value = String> {
    words(&["Jan", "Feb", "Mar", "May", "Jun", "Sep", "Oct", "Nov", "Dec"])
}

fn offset() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        1 => (select(vec!['+', '-']), 1..400u32).prop_map(|(sign, days)| format!(" {sign}{days} days")),
        1 => select(vec![" +9999 days", " -9999 days", " +1 day"]).prop_map(str::to_owned),
    ]
}

fn time(hours: std::ops::Range<u32>) -> impl Strategy<Value = String> {
    (hours, select(vec![0u32, 15, 30, 59])).prop_map(|(hour, minute)| format!("{hour:02}:{minute:02}"))
}

fn span() -> impl Strategy<Value = String> {
    let sun = words(&["sunrise", "(sunset-01:30)", "(dusk+23:00)", "dawn"]);
    let end = words(&["", "", "", "", "", "", "", "", "", "", "", "+", "+", "/30"]);
    prop_oneof![
        30 => (time(0..24), time(0..48), end).prop_map(|(from, to, end)| format!("{from}-{to}{end}")),
        2 => time(0..24).prop_map(|from| format!("{from}+")),
        2 => Just("00:00-24:00".to_owned()),
        1 => (sun.clone(), sun).prop_map(|(from, to)| format!("{from}-{to}")),
    ]
}

fn days() -> impl Strategy<Value = String> {
    let range = (weekday(), weekday()).prop_map(|(from, to)| format!("{from}-{to}"));
    let nth = words(&["[1]", "[-1]", "[1,3]", "[5]", "[2-4]", "[-5]"]);
    let nth = (weekday(), nth, offset()).prop_map(|(day, nth, offset)| format!("{day}{nth}{offset}"));
    let holiday =
        prop_oneof![offset().prop_map(|offset| format!("PH{offset}")), Just("SH".to_owned())].boxed();
    let weekdays = list(prop_oneof![3 => weekday(), 3 => range, 1 => nth], 3).boxed();
    prop_oneof![
        5 => weekdays.clone(),
        2 => holiday.clone(),
        1 => (holiday, weekdays, words(&[",", " "])).prop_map(|(holiday, days, sign)| format!("{holiday}{sign}{days}")),
        1 => Just(String::new()),
    ]
}

fn date() -> impl Strategy<Value = String> {
    let day = (month(), 1..=31u32).prop_map(|(month, day)| format!("{month} {day}"));
    let nth = (month(), weekday(), words(&["[1]", "[-1]", "[5]"]));
    let nth = nth.prop_map(|(month, day, nth)| format!("{month} {day}{nth}"));
    let year = words(&["", "", "", "2026 ", "2028 ", "1900 ", "9999 "]);
    let date = prop_oneof![4 => day, 1 => nth, 1 => Just("easter".to_owned())];
    (year, date, offset()).prop_map(|(year, date, offset)| format!("{year}{date}{offset}"))
}

fn season() -> impl Strategy<Value = String> {
    let months = (month(), month()).prop_map(|(from, to)| format!("{from}-{to}"));
    let dates = (date(), date()).prop_map(|(from, to)| format!("{from}-{to}"));
    let years = words(&["2026", "2020-2030/2", "2027+", "1900-9999/7", "2026-2027", "9999"]);
    let weeks = (1..54u32, 1..54u32, words(&["", "/2", "/13"]));
    let weeks = weeks.prop_map(|(from, to, step)| format!("week {from:02}-{:02}{step}", to.max(from)));
    prop_oneof![
        9 => Just(String::new()),
        1 => list(months, 2),
        2 => list(prop_oneof![date(), dates], 3),
        1 => years,
        2 => prop_oneof![weeks, Just("week 53".to_owned()), Just("week 1-53".to_owned())],
    ]
}

fn part() -> impl Strategy<Value = String> {
    let spans = prop_oneof![12 => list(span(), 3), 2 => Just(String::new()), 1 => Just("24/7".to_owned())];
    let state = words(&[
        "",
        "",
        "",
        "",
        "off",
        "open",
        "unknown",
        "closed",
        "\"nur mit Termin\"",
        "unknown \"a || b; PH 1 days\"",
        "off \"x\"",
    ]);
    let colon = words(&["", "", ":"]);
    (season(), colon, days(), spans, state).prop_map(|(season, colon, days, spans, state)| {
        let season = if season.is_empty() { season } else { season + &colon };
        [season, days, spans, state].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    })
}

fn rule() -> impl Strategy<Value = String> {
    let separator = words(&["; ", "; ", ", ", " || ", ";"]);
    (part(), vec((separator, part()), 0..5)).prop_map(|(first, rest)| {
        rest.into_iter().fold(first, |rule, (separator, part)| rule + &separator + &part)
    })
}

/// A rule with some characters deleted, doubled or replaced.
fn spoilt_rule() -> impl Strategy<Value = String> {
    let change =
        (any::<prop::sample::Index>(), 0..3u8, select("0129MoPH-+;,|\" /[]:äo".chars().collect::<Vec<_>>()));
    (rule(), vec(change, 0..4)).prop_map(|(rule, changes)| {
        let mut characters: Vec<char> = rule.chars().collect();
        for (index, verb, new) in changes {
            if characters.is_empty() {
                break;
            }
            let index = index.index(characters.len());
            match verb {
                0 => drop(characters.remove(index)),
                1 => characters.insert(index, new),
                _ => characters[index] = new,
            }
        }
        characters.into_iter().collect()
    })
}

/// Any instant, mostly in years that matter, often near a change of the clock.
fn any_instant() -> impl Strategy<Value = DateTime<Utc>> {
    let at = |seconds: i64| Utc.timestamp_opt(seconds, 0).single().expect("is within what a date can have");
    let (min, max) = (DateTime::<Utc>::MIN_UTC.timestamp(), DateTime::<Utc>::MAX_UTC.timestamp());
    let changes = [1_774_746_000i64, 1_792_890_000, 1_775_318_400, 1_791_043_200, 1_325_239_200];
    prop_oneof![
        1 => (min..=max).prop_map(at),
        1 => select(vec![DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC]),
        1 => (-2_209_161_600i64..-2_208_800_000).prop_map(at),
        1 => (253_402_000_000i64..253_402_400_000).prop_map(at),
        6 => (1_577_836_800i64..1_893_456_000).prop_map(at),
        3 => (select(changes.to_vec()), -90_000..90_000i64).prop_map(move |(change, seconds)| at(change + seconds)),
    ]
}

fn any_city() -> impl Strategy<Value = City> {
    use chrono_tz::{Australia, Europe, Pacific, UTC};
    let zone = select(vec![Europe::Berlin, Europe::Berlin, UTC, Australia::Lord_Howe, Pacific::Apia]);
    (zone, select(Land::ALL.to_vec())).prop_map(|(time_zone, land)| {
        let name = Arc::new(HolidayName::everywhere("x").unwrap());
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        let own = vec![OwnHoliday::Once { date: day(7, 13), name: Arc::clone(&name) }];
        let school = vec![SchoolHoliday { first: day(7, 30), last: day(9, 12), name }];
        City { time_zone, calendar: Calendar::new(land, own, school).unwrap() }
    })
}

/// Null where the rule is refused or blank.
fn read(rule: &str) -> Option<OpeningHours> {
    OpeningHours::new(Some(rule), false).ok().flatten()
}

proptest! {
    #[test]
    fn what_is_stored_is_read_again_as_the_same(rule in prop_oneof![rule(), spoilt_rule()]) {
        if let Some(hours) = read(&rule) {
            let stored = hours.rule.clone().unwrap();
            let mut given = opening_hours_syntax::parse(&tidy(&rule)).unwrap();
            // But for the years that ranges leave out.
            year::complete(&mut given);
            let mut again = opening_hours_syntax::parse(&stored).unwrap();
            year::complete(&mut again);
            prop_assert_eq!(again, given, "{} became {}", rule, stored);
            prop_assert_eq!(OpeningHours::new(Some(&stored), false), Ok(Some(hours)), "{} became {}", rule, stored);
        }
    }

    #[test]
    fn what_the_clock_can_say_has_an_answer(rule in rule()) {
        let Some(rule) = read(&rule).and_then(|hours| hours.rule) else { return Ok(()) };
        // Ranges from or into years that no rule can name.
        if ["1900", "9999"].iter().any(|year| rule.contains(year)) {
            return Ok(());
        }
        let is_of_the_sun = ["sun", "dawn", "dusk", ":00/", ":15/", ":30/", ":59/"].iter().any(|sign| rule.contains(sign));
        prop_assert_eq!(Reading::of(&rule).is_none(), is_of_the_sun, "{}", rule);
    }

    #[test]
    fn no_rule_and_no_instant_is_too_much(
        rule in prop_oneof![rule(), spoilt_rule()],
        at in any_instant(),
        city in any_city(),
        count in 0..40usize,
    ) {
        // As stored before today's checks, too.
        let hours = OpeningHours { rule: Some(rule), is_by_appointment: false };
        if let Some(timetable) = Timetable::of(&hours, &city) {
            timetable.is_open(at);
            prop_assert!(timetable.next_change(at).is_none_or(|change| change > at));
            prop_assert!(timetable.days(at.date_naive(), count).len() <= count);
        }
    }

    #[test]
    fn nothing_changes_before_the_next_change(
        rule in rule(),
        at in any_instant(),
        city in any_city(),
        samples in vec(0.0..1.0f64, 8),
    ) {
        let Some(hours) = read(&rule) else { return Ok(()) };
        let Some(timetable) = Timetable::of(&hours, &city) else { return Ok(()) };
        let now = timetable.is_open(at);
        let change = timetable.next_change(at);
        if let Some(change) = change {
            prop_assert_ne!(timetable.is_open(change), now, "{}", rule);
            prop_assert_eq!(timetable.is_open(change - TimeDelta::seconds(1)), now, "{}", rule);
        }
        let is_answered = (1901..9999).contains(&at.year());
        let end = change.unwrap_or(if is_answered { at + TimeDelta::days(HORIZON - 2) } else { at });
        for sample in samples {
            let within = at + TimeDelta::seconds(((end - at).num_seconds() as f64 * sample) as i64);
            if within < end && (1901..9999).contains(&within.year()) {
                prop_assert_eq!(timetable.is_open(within), now, "{} at {}", rule, within);
            }
        }
    }

    #[test]
    fn a_day_shows_what_is_open(
        rule in rule(),
        at in any_instant(),
        city in any_city(),
        samples in vec(0..93_600i64, 12),
    ) {
        let Some(hours) = read(&rule) else { return Ok(()) };
        let Some(timetable) = Timetable::of(&hours, &city) else { return Ok(()) };
        let days = timetable.days(at.date_naive(), 1);
        let Some(day) = days.first() else { return Ok(()) };
        let start = instant(city.time_zone, day.date.and_time(NaiveTime::MIN));
        let end = instant(city.time_zone, day.date.succ_opt().unwrap().and_time(NaiveTime::MIN));
        let mut last = start;
        for interval in &day.intervals {
            let (from, to) = (interval.from, interval.to);
            prop_assert!(last <= from.instant && from.instant < to.instant && to.instant <= end, "{} {:?}", rule, day);
            prop_assert!(from.local < to.local && to.local.minutes() <= 1440);
            last = to.instant;
        }
        for seconds in samples {
            let within = start + TimeDelta::seconds(seconds);
            if within >= end {
                continue;
            }
            let shown = day.intervals.iter().find(|it| it.from.instant <= within && within < it.to.instant);
            let is_open = match shown.map(|interval| interval.kind) {
                None => Some(false),
                Some(IntervalKind::Open) => Some(true),
                Some(IntervalKind::Unknown) => None,
            };
            prop_assert_eq!(timetable.is_open(within), is_open, "{} at {}", rule, within);
        }
    }
}
