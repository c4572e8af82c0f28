//! Parts of a rule in an order that undoes what somebody meant: what is special before what is usual. Called by
//! [`super`].
//!
//! By the specification a part behind a semicolon replaces all that earlier ones said of its days. So the usual hours
//! come first, then what is special: seasons, single days, holidays last.

use opening_hours_syntax::rules::day::{DaySelector, HolidayKind, MonthdayRange, WeekDayRange, Weekday};
use opening_hours_syntax::rules::time::TimeSelector;
use opening_hours_syntax::rules::{OpeningHoursExpression, RuleKind, RuleOperator, RuleSequence};

use crate::domain::hours::HoursError;
use crate::domain::hours::spelling::{spell, spell_days};
use crate::domain::hours::week::days_of;

/// Refuses parts that hold on fewer days than they seem to, as later ones replace them or add to them.
pub(super) fn check(expression: &OpeningHoursExpression) -> Result<(), HoursError> {
    let parts = &expression.rules;
    for (index, part) in parts.iter().enumerate() {
        let earlier = &parts[..index];
        if part.operator == RuleOperator::Fallback {
            let reopens = |before: &&RuleSequence| is_closed_all_day(before) && may_share_days(before, part);
            if part.kind != RuleKind::Closed
                && let Some(closed) = earlier.iter().find(reopens)
            {
                let bare = RuleSequence { comment: "".into(), ..closed.clone() };
                return Err(HoursError::ClosedReopened(spell(&OpeningHoursExpression { rules: vec![bare] })));
            }
            continue;
        }
        if let Some(holidays) = earlier.iter().rev().find(|before| has_holidays(before)) {
            let kind = of_holidays(holidays);
            if takes_holidays(part, holidays, kind) {
                return Err(HoursError::HolidayReplaced { days: days(part), kind: kind.to_string() });
            }
        }
        if part.operator == RuleOperator::Additional && loses_season(earlier, part) {
            return Err(HoursError::SeasonLost(days(part)));
        }
        if let Some(before) = earlier.iter().find(|before| is_undone(before, part)) {
            return Err(HoursError::Undone { before: days(before), later: days(part) });
        }
    }
    Ok(())
}

fn days(part: &RuleSequence) -> String {
    spell_days(&part.day_selector)
}

/// Whether it takes away or gives hours on holidays of which an earlier part spoke, though it does not name them, as in
/// `PH off; Mo-Fr 08:00-12:00`: open on each holiday from Monday to Friday. Single dates are named on purpose.
fn takes_holidays(part: &RuleSequence, holidays: &RuleSequence, kind: HolidayKind) -> bool {
    let of_days = &part.day_selector;
    if names(of_days, kind) || is_of_single_dates(of_days) {
        return false;
    }
    let are_others = |is_other: fn(&WeekDayRange) -> bool| {
        !of_days.weekday.is_empty() && of_days.weekday.iter().all(is_other)
    };
    // School holidays have weekends like others.
    if kind == HolidayKind::School && are_others(|day| is_holiday(day) || is_weekend(day)) {
        return false;
    }
    match (part.operator, part.kind) {
        // Adding to hours is adding on holidays too; adding to what is closed opens it.
        (RuleOperator::Additional, RuleKind::Open | RuleKind::Unknown) => is_closed_all_day(holidays),
        // What is closed for a time, or in the school holidays, is closed on the holidays of that time too.
        (_, RuleKind::Closed) => {
            let is_for_a_time = has_period(of_days) || are_others(is_holiday);
            kind == HolidayKind::Public
                && is_all_day(part)
                && holidays.kind != RuleKind::Closed
                && !is_for_a_time
        }
        _ => true,
    }
}

/// Whether a comma joins it to parts of a season that it does not name itself: `Apr-Oct Mo-Fr 08:00-18:00, Sa
/// 09:00-12:00` is open on Saturdays all the year.
fn loses_season(earlier: &[RuleSequence], part: &RuleSequence) -> bool {
    if has_period(&part.day_selector) {
        return false;
    }
    // The parts that commas join.
    let joined = earlier.iter().rposition(|before| before.operator != RuleOperator::Additional).unwrap_or(0);
    earlier[joined..].iter().any(|before| has_period(&before.day_selector))
}

/// Whether all that was said of its days before is gone. Hours that are closed are only cut out of it.
fn replaces_days(part: &RuleSequence) -> bool {
    match part.kind {
        RuleKind::Closed => is_all_day(part),
        RuleKind::Open | RuleKind::Unknown => part.operator == RuleOperator::Normal,
    }
}

/// Whether a later part leaves nothing of an earlier one, or of what is special in it.
fn is_undone(before: &RuleSequence, later: &RuleSequence) -> bool {
    let are_closed = is_closed_all_day(before) && is_closed_all_day(later);
    if !replaces_days(later) || are_closed || closes_free_days(before, later) {
        return false;
    }
    let (days, later_days) = (&before.day_selector, &later.day_selector);
    let is_same_period = (&days.year, &days.monthday, &days.week)
        == (&later_days.year, &later_days.monthday, &later_days.week);
    let is_narrower = has_period(days) && !has_period(later_days);
    if !is_same_period && !is_narrower {
        return false;
    }
    is_within(days, later_days) || (is_narrower && days.weekday.is_empty() && has_weekdays(later_days))
}

/// Whether it closes weekends or holidays of a time that was said without days of the week, as in `Jul-Aug 08:00-14:00;
/// Sa,Su off`: that is meant.
fn closes_free_days(before: &RuleSequence, later: &RuleSequence) -> bool {
    let (days, closed) = (&before.day_selector, &later.day_selector.weekday);
    let are_free = !closed.is_empty() && closed.iter().all(|day| is_weekend(day) || is_holiday(day));
    is_closed_all_day(later) && has_period(days) && days.weekday.is_empty() && are_free
}

/// Whether all days of the week that one selector names are among those of another. Of holidays it is not known on which
/// days they fall.
fn is_within(days: &DaySelector, others: &DaySelector) -> bool {
    if others.weekday.is_empty() {
        return true;
    }
    let is_among = |day: &WeekDayRange| {
        others.weekday.contains(day)
            || match day {
                WeekDayRange::Fixed { range, offset: 0, .. } => days_of(*range.start(), *range.end())
                    .all(|day| others.weekday.iter().any(|other| has_day(other, day))),
                _ => false,
            }
    };
    !days.weekday.is_empty() && days.weekday.iter().all(is_among)
}

/// Whether a range has a day in every week.
fn has_day(range: &WeekDayRange, day: Weekday) -> bool {
    match range {
        WeekDayRange::Fixed { range, offset: 0, nth_from_start, nth_from_end } => {
            let is_every_week = nth_from_start.iter().chain(nth_from_end).all(|is_in| *is_in);
            is_every_week && days_of(*range.start(), *range.end()).any(|other| other == day)
        }
        _ => false,
    }
}

/// Whether two parts may speak of one day. Days of the week are known apart; which of them are holidays is not.
fn may_share_days(before: &RuleSequence, part: &RuleSequence) -> bool {
    let (days, others) = (&before.day_selector.weekday, &part.day_selector.weekday);
    let is_fixed = |day: &WeekDayRange| matches!(day, WeekDayRange::Fixed { offset: 0, .. });
    if days.is_empty() || others.is_empty() || !days.iter().chain(others).all(is_fixed) {
        return true;
    }
    let named = |ranges: &[WeekDayRange]| {
        let days = ranges.iter().filter_map(|range| match range {
            WeekDayRange::Fixed { range, .. } => Some(days_of(*range.start(), *range.end())),
            WeekDayRange::Holiday { .. } => None,
        });
        days.flatten().collect::<Vec<_>>()
    };
    let others = named(others);
    named(days).iter().any(|day| others.contains(day))
}

fn has_weekdays(days: &DaySelector) -> bool {
    days.weekday.is_empty() || days.weekday.iter().any(|day| matches!(day, WeekDayRange::Fixed { .. }))
}

fn has_holidays(part: &RuleSequence) -> bool {
    !has_period(&part.day_selector) && part.day_selector.weekday.iter().any(is_holiday)
}

/// Public holidays before school holidays, where a part has both.
fn of_holidays(part: &RuleSequence) -> HolidayKind {
    if names(&part.day_selector, HolidayKind::Public) { HolidayKind::Public } else { HolidayKind::School }
}

const fn is_holiday(day: &WeekDayRange) -> bool {
    matches!(day, WeekDayRange::Holiday { offset: 0, .. })
}

/// Whether it is within Saturday and Sunday.
fn is_weekend(day: &WeekDayRange) -> bool {
    let WeekDayRange::Fixed { range, offset: 0, .. } = day else { return false };
    days_of(*range.start(), *range.end()).all(|day| matches!(day, Weekday::Sat | Weekday::Sun))
}

fn names(days: &DaySelector, wanted: HolidayKind) -> bool {
    days.weekday.iter().any(|day| matches!(day, WeekDayRange::Holiday { kind, offset: 0 } if *kind == wanted))
}

const fn has_period(days: &DaySelector) -> bool {
    !(days.year.is_empty() && days.monthday.is_empty() && days.week.is_empty())
}

/// Dates of one day each.
fn is_of_single_dates(days: &DaySelector) -> bool {
    let is_single =
        |range: &MonthdayRange| matches!(range, MonthdayRange::Date { start, end } if start == end);
    !days.monthday.is_empty() && days.monthday.iter().all(is_single)
}

fn is_all_day(part: &RuleSequence) -> bool {
    part.time_selector == TimeSelector::default()
}

fn is_closed_all_day(part: &RuleSequence) -> bool {
    part.kind == RuleKind::Closed && is_all_day(part)
}

#[cfg(test)]
mod tests {
    use crate::domain::hours::{HoursError, OpeningHours};

    fn rule(text: &str) -> Result<String, HoursError> {
        OpeningHours::new(Some(text), false).map(|hours| hours.unwrap().rule.unwrap())
    }

    #[test]
    fn days_that_would_take_holidays_away_are_refused() {
        for (text, days, kind) in [
            ("PH off; Mo-Fr 08:00-12:00", "Mo-Fr", "PH"),
            ("Su,PH 10:00-12:00; Mo-Sa 08:00-12:00", "Mo-Sa", "PH"),
            ("PH off; 08:00-12:00", "", "PH"),
            ("PH off; Apr-Oct Mo-Fr 08:00-18:00; Nov-Mar Mo-Fr 09:00-16:00", "Apr-Oct Mo-Fr", "PH"),
            ("Mo-Fr 08:00-12:00; PH off; Apr-Oct Th 14:00-18:00", "Apr-Oct Th", "PH"),
            ("Mo-Fr 08:00-12:00; PH off; SH 08:00-10:00", "SH", "PH"),
            ("PH off, Mo-Fr 08:00-12:00", "Mo-Fr", "PH"),
            ("Mo-Fr 08:00-12:00; PH off, Th 14:00-18:00", "Th", "PH"),
            ("SH off; Mo-Fr 08:00-12:00", "Mo-Fr", "SH"),
            ("PH 10:00-12:00; Mo off", "Mo", "PH"),
            // On 25 December, the day before a holiday.
            ("Mo-Fr 08:00-12:00; PH off; PH -1 day 08:00-10:00", "PH -1 days", "PH"),
        ] {
            let refused = HoursError::HolidayReplaced { days: days.to_owned(), kind: kind.to_owned() };
            assert_eq!(rule(text), Err(refused), "{text}");
        }
        for text in [
            "Mo-Fr 08:00-12:00; PH off",
            "PH off; Sa off; PH,Su off",
            "PH off; Dec 24 08:00-12:00",
            "Tu-Su 10:00-18:00; Th 10:00-20:00; PH 10:00-18:00",
            "Mo-Fr 08:00-16:00; SH 08:00-12:00; Sa,Su off; PH off",
            "Mo-Fr 08:00-12:00; SH 08:00-10:00; PH off",
            "Mo-Fr 08:00-12:00; PH -1 day 08:00-10:00; PH off",
            "Mo-Fr 08:00-12:00; PH 10:00-12:00, Th 14:00-18:00",
            "PH,Tu-Su 10:00-18:00; Dec 24-26 off",
            "Mo-Fr 06:30-21:00; Sa,Su,PH 08:00-18:00; 2026 Aug 03-14 off \"Umbau\"",
            "PH 10:00-12:00; SH off",
            "PH 10:00-12:00; week 30-33 off",
            "Mo-Fr 14:00-20:00; SH 10:00-20:00; Sa,Su 09:00-18:00; PH 09:00-18:00",
            "Mo-Fr 08:00-16:00; SH 08:00-12:00; Sa 09:00-12:00; Su,PH off",
        ] {
            assert!(rule(text).is_ok(), "{text}: {:?}", rule(text));
        }
    }

    #[test]
    fn what_is_special_before_what_is_usual_is_refused() {
        for (text, before, later) in [
            ("2026 Dec 24 off; Mo-Fr 08:00-12:00", "2026 Dec 24", "Mo-Fr"),
            ("Dec 24-Jan 06 off; Mo-Fr 08:00-12:00", "Dec 24-Jan 6", "Mo-Fr"),
            ("easter -3 days off; Mo-Fr 08:00-12:00", "easter -3 days", "Mo-Fr"),
            ("Aug off; Mo-Fr 08:00-12:00", "Aug", "Mo-Fr"),
            ("Apr-Oct Mo-Fr 08:00-18:00; Mo-Fr 09:00-16:00", "Apr-Oct Mo-Fr", "Mo-Fr"),
            ("We off; Mo-Fr 08:00-12:00", "We", "Mo-Fr"),
            ("Mo[1] off; Mo-Fr 08:00-12:00", "Mo[1]", "Mo-Fr"),
            ("Sa off; Mo-Sa 08:00-12:00", "Sa", "Mo-Sa"),
            ("Mo 08:00-12:00; 14:00-18:00", "Mo", ""),
            ("Jul-Aug 08:00-14:00; We off", "Jul-Aug", "We"),
            ("Jul-Aug Sa 08:00-14:00; Sa,Su off", "Jul-Aug Sa", "Sa,Su"),
            ("Mo 08:00-12:00; Mo 14:00-18:00", "Mo", "Mo"),
            ("Mo-Fr 08:00-12:00; off", "Mo-Fr", ""),
            ("Mo-Fr 08:00-12:00; Dec 28 08:00-09:00, Dec 28 off", "Dec 28", "Dec 28"),
            ("Sa-Mo 10:00-12:00; Mo-Su 08:00-09:00", "Sa-Mo", "Mo-Su"),
        ] {
            let undone = HoursError::Undone { before: before.to_owned(), later: later.to_owned() };
            assert_eq!(rule(text), Err(undone), "{text}");
        }
        for text in [
            "Mo-Fr 08:00-18:00; We 10:00-16:00",
            "Mo-Fr 08:00-18:00; Mo-Fr 12:00-13:00 off",
            "off; Mo 08:00-12:00",
            "24/7; Sa off",
            "Apr-Oct Mo-Fr 08:00-18:00; Nov-Mar Mo-Fr 09:00-16:00",
            "Apr-Oct Mo-Sa 08:00-18:00; Sa 09:00-12:00",
            "Apr-Oct Mo-Fr 08:00-18:00; Sa 09:00-12:00",
            "We off; Mo,Tu 08:00-12:00",
            "Mo-Fr 08:00-16:00; Jul-Aug 08:00-14:00; Sa,Su off",
            "Dec 24 08:00-10:00; Sa,Su,PH off",
            "Mo 08:00-12:00, Mo 14:00-18:00",
            "Mo-Fr 08:00-12:00 || Mo-Fr unknown \"anrufen\"",
            "Mo-Fr 08:00-12:00 || unknown \"anrufen\"; PH off",
            "Sa off; Sa,Su off",
        ] {
            assert!(rule(text).is_ok(), "{text}: {:?}", rule(text));
        }
    }

    #[test]
    fn an_alternative_that_opens_closed_days_is_refused() {
        for (text, closed) in [
            ("Mo-Fr 08:00-12:00; PH off || unknown \"anrufen\"", "PH off"),
            ("Mo-Fr 08:00-12:00; We off || Mo-Fr 14:00-16:00", "We off"),
            ("Mo-Fr 08:00-12:00; Dec 24 off || Sa 10:00-12:00 || unknown", "Dec 24 off"),
            ("Mo-Fr 08:00-12:00; Sa,Su off || PH 10:00-12:00", "Sa,Su off"),
            ("Mo 08:00-12:00 || off \"zu\" || Tu 08:00-12:00", "24/7 off"),
        ] {
            assert_eq!(rule(text), Err(HoursError::ClosedReopened(closed.to_owned())), "{text}");
        }
        for text in [
            "Mo-Fr 08:00-12:00; We off || Sa 10:00-12:00",
            "Mo-Fr 08:00-12:00; Mo 10:00-11:00 off || unknown",
            "Mo-Fr 08:00-12:00; PH off || off \"Notruf 112\"",
        ] {
            assert!(rule(text).is_ok(), "{text}: {:?}", rule(text));
        }
    }

    #[test]
    fn a_season_that_a_comma_does_not_carry_on_is_refused() {
        for (text, days) in [
            ("Apr-Oct Mo-Fr 08:00-18:00, Sa 09:00-12:00", "Sa"),
            ("Jun-Aug: Mo-Fr 06:30-20:00, Sa-Su 08:00-20:00", "Sa-Su"),
            ("Mo-Fr 08:00-12:00; week 30-33 Mo 08:00-10:00, Tu 08:00-10:00, We 08:00-09:00", "Tu"),
        ] {
            assert_eq!(rule(text), Err(HoursError::SeasonLost(days.to_owned())), "{text}");
        }
        for text in [
            "Apr-Oct Mo-Fr 08:00-18:00, Apr-Oct Sa 09:00-12:00",
            "Mo-Fr 08:00-12:00, Apr-Oct Th 14:00-18:00",
            "Apr-Oct Mo-Fr 08:00-18:00; Sa 09:00-12:00, Su 10:00-12:00",
        ] {
            assert!(rule(text).is_ok(), "{text}: {:?}", rule(text));
        }
    }
}
