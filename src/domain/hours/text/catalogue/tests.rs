//! What the catalogue promises.

use super::*;

fn places(pattern: &str) -> Vec<usize> {
    let mut places: Vec<usize> = ["{0}", "{1}", "{2}"]
        .iter()
        .enumerate()
        .flat_map(|(place, mark)| std::iter::repeat_n(place, pattern.matches(mark).count()))
        .collect();
    places.sort_unstable();
    places
}

#[test]
fn every_pattern_has_its_places_and_no_other() {
    for words in CATALOGUE {
        let two = [
            words.label,
            words.remark,
            words.remark_of_each,
            words.day_range,
            words.date_range,
            words.days_of_month,
            words.listed_days,
            words.named_range,
            words.remarked_hours,
            words.range,
            words.within,
            words.of_year,
            words.week_range,
            words.two_weeks,
            words.week_of_year,
            words.easter.before,
            words.easter.after,
            words.duration,
            words.nth_weekday.pattern,
            words.span,
            words.span_in_words,
        ];
        let one = [
            words.quotation,
            words.from_date,
            words.from_year,
            words.year,
            words.week,
            words.also,
            words.instead,
            words.otherwise,
            words.otherwise_on,
            words.closed_days,
            words.closed_hours,
            words.unknown_hours,
            words.clock,
            words.from,
            words.or_longer,
            words.next_day,
            words.minutes,
            words.hours,
            words.listed_day,
        ];
        let none = [
            words.daily,
            words.daily_and_public_holidays,
            words.public_holidays,
            words.two_days_before_public_holidays,
            words.day_before_public_holidays,
            words.day_after_public_holidays,
            words.school_holidays,
            words.odd_weeks,
            words.even_weeks,
            words.closed,
            words.all_day,
            words.always,
            words.around_the_clock,
            words.unknown,
            words.by_appointment,
            words.also_by_appointment,
            words.midnight,
            words.end_of_day,
        ];
        let optional = [words.and_by_appointment, words.noon, words.first_of_month].into_iter().flatten();
        let optional_with_one = [
            words.in_months,
            words.easter.western,
            words.sundays_and_public_holidays.map(|[_, behind]| behind),
        ];
        let optional_with_one = optional_with_one.into_iter().flatten().chain(words.easter.further_ordinals);
        let optional = optional.chain(words.sundays_and_public_holidays.map(|[alone, _]| alone));
        let ordinals = words.nth_weekday.ordinals.into_iter().flatten();
        let months = words.nth_weekday.months.into_iter().flatten();
        let events = words.events.iter().flat_map(|event| [event.before, event.after]);
        for (pattern, expected) in (two.into_iter().map(|pattern| (pattern, vec![0, 1])))
            .chain(one.into_iter().chain(events).chain(optional_with_one).map(|pattern| (pattern, vec![0])))
            .chain([(words.nth_weekday.of_month, vec![0, 1, 2])])
            .chain(
                (none.into_iter().chain(words.holidays).chain(words.easter.names))
                    .chain(optional.chain(ordinals).chain(months).chain(words.inner_quotation))
                    .map(|pattern| (pattern, Vec::new())),
            )
        {
            assert_eq!(places(pattern), expected, "{}: {pattern}", words.tag);
            assert_eq!(pattern.matches('{').count(), expected.len(), "{}: {pattern}", words.tag);
            assert!(!pattern.is_empty() && !pattern.contains('"'), "{}: {pattern}", words.tag);
        }
    }
}

#[test]
fn what_may_begin_a_turkish_text_has_a_plain_capital() {
    // The capital of the Turkish i has a dot, which the capital of any other language has not.
    let words = &tr::WORDS;
    for word in
        [words.daily, words.closed, words.always, words.around_the_clock, words.unknown, words.by_appointment]
            .into_iter()
            .chain(words.easter.names)
            .chain([
                words.nth_weekday.pattern,
                words.nth_weekday.of_month,
                words.easter.before,
                words.easter.after,
            ])
    {
        assert!(!word.starts_with('i'), "{word}");
    }
}

#[test]
fn no_two_days_of_a_language_share_a_name() {
    for words in CATALOGUE {
        let names: Vec<&str> = words.holidays.into_iter().chain(words.easter.names).collect();
        for (index, name) in names.iter().enumerate() {
            assert!(!names[..index].contains(name), "{}: {name}", words.tag);
        }
    }
}

#[test]
fn filled_in_texts_are_not_patterns_again() {
    assert_eq!(fill("{1}: {0}", &["{1}", "{0} {"]), "{0} {: {1}");
    assert_eq!(fill("", &[]), "");
}
