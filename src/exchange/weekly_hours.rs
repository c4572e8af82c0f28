//! Opening hours as a plain week, for formats that know no more than that. Called by [`super::json_ld`].
//!
//! A rule of OSM's `opening_hours` can say what no plain week can: the first Monday of a month, seasons, sunset, remarks.
//! Such a rule has no plain week: half of it would be a wrong claim.

use std::ops::RangeInclusive;

use chrono::{NaiveDate, NaiveTime, Weekday};
use opening_hours_syntax::rules::day::{
    Date, DateOffset, DaySelector, HolidayKind, MonthdayRange, WeekDayRange,
};
use opening_hours_syntax::rules::time::{Time, TimeSelector, TimeSpan};
use opening_hours_syntax::rules::{RuleKind, RuleOperator, RuleSequence};
use opening_hours_syntax::{ExtendedTime, parse};

/// The days of a week, Monday first.
pub const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// From when to when on one day, to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hours {
    pub opens: NaiveTime,
    pub closes: Closing,
}

/// When a day's hours end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closing {
    At(NaiveTime),
    /// At 24:00.
    Midnight,
}

/// Opening hours that are the same every week, but on public holidays and certain dates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WeeklyHours {
    /// By weekday, Monday first; empty on days that are closed.
    pub days: [Vec<Hours>; 7],
    /// On public holidays; empty when closed. Null where they are as any other day.
    pub public_holidays: Option<Vec<Hours>>,
    /// What holds instead on certain dates. No two of them share a day.
    pub dated: Vec<DatedHours>,
}

/// Hours that hold from one date to another, instead of the weekly ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedHours {
    /// The first and the last day.
    pub dates: RangeInclusive<NaiveDate>,
    /// Empty when closed.
    pub hours: Vec<Hours>,
}

impl WeeklyHours {
    /// What a rule says, if a plain week says all of it. Null where it does not, and for what is no rule.
    pub fn of_rule(rule: &str) -> Option<Self> {
        let expression = parse(rule).ok()?;
        let is_disputed = expression.rules.windows(2).any(|pair| is_disputed(&pair[0], &pair[1]));
        if is_disputed {
            return None;
        }
        let mut weekly = Self::default();
        for sequence in &expression.rules {
            weekly.apply(sequence)?;
        }
        Some(weekly)
    }

    /// Adds a part of the rule. Null where a plain week has no place for it.
    fn apply(&mut self, sequence: &RuleSequence) -> Option<()> {
        let is_plain = sequence.comment.is_empty() && sequence.kind != RuleKind::Unknown;
        let adds = match sequence.operator {
            RuleOperator::Normal => false,
            RuleOperator::Additional if sequence.kind == RuleKind::Open => true,
            _ => return None,
        };
        let hours = hours_of(sequence).filter(|_| is_plain)?;
        match dates_of(&sequence.day_selector)? {
            Some(dates) if !adds => self.set_dates(dates, hours),
            Some(_) => None,
            None => self.set_days(&Days::of(&sequence.day_selector)?, adds, &hours),
        }
    }

    fn set_days(&mut self, days: &Days, adds: bool, hours: &[Hours]) -> Option<()> {
        // A rule overrides those before it; a week says that a date overrides, and so do public holidays.
        let would_override_dates = !self.dated.is_empty();
        let is_whole_week = days.weekdays.iter().all(|&is_named| is_named);
        let differs_from_holidays = self.public_holidays.as_ref().is_some_and(|holidays| holidays != hours);
        let would_override_holidays = differs_from_holidays && !days.public_holidays && !is_whole_week;
        let would_add_to_holidays = adds && (days.public_holidays || self.public_holidays.is_some());
        if would_override_dates || would_override_holidays || would_add_to_holidays {
            return None;
        }
        for (day, _) in self.days.iter_mut().zip(days.weekdays).filter(|(_, is_named)| *is_named) {
            if !adds {
                day.clear();
            }
            day.extend_from_slice(hours);
            day.sort_unstable();
            if has_overlap(day) {
                return None;
            }
        }
        if days.public_holidays {
            self.public_holidays = Some(hours.to_vec());
        } else if is_whole_week && !adds {
            self.public_holidays = None;
        }
        Some(())
    }

    fn set_dates(&mut self, dates: RangeInclusive<NaiveDate>, hours: Vec<Hours>) -> Option<()> {
        let is_disjoint =
            |other: &DatedHours| dates.end() < other.dates.start() || other.dates.end() < dates.start();
        // Whether a public holiday within these dates is open or not, readers would have to guess.
        let is_plain_on_holidays = hours.is_empty() || self.public_holidays.is_none();
        if !self.dated.iter().all(is_disjoint) || !is_plain_on_holidays {
            return None;
        }
        self.dated.push(DatedHours { dates, hours });
        Some(())
    }
}

/// Whether programs read the second part differently beside the first: hours without days override the days before for
/// some and add to them for others, and in `Mo, Fr 08:00-12:00` some see Mondays from 08:00 and others all day.
fn is_disputed(first: &RuleSequence, second: &RuleSequence) -> bool {
    let is_all_day = first.kind == RuleKind::Open && first.time_selector == TimeSelector::default();
    second.day_selector.is_empty() || is_all_day && second.operator == RuleOperator::Additional
}

/// On which days a rule holds.
struct Days {
    weekdays: [bool; 7],
    public_holidays: bool,
}

impl Days {
    fn of(selector: &DaySelector) -> Option<Self> {
        if selector.weekday.is_empty() {
            return Some(Self { weekdays: [true; 7], public_holidays: false });
        }
        let mut days = Self { weekdays: [false; 7], public_holidays: false };
        for range in &selector.weekday {
            match range {
                WeekDayRange::Fixed { range, offset: 0, nth_from_start, nth_from_end }
                    if *nth_from_start == [true; 5] && *nth_from_end == [true; 5] =>
                {
                    let mut day = *range.start();
                    days.weekdays[index(day)] = true;
                    while day != *range.end() {
                        day = day.succ();
                        days.weekdays[index(day)] = true;
                    }
                }
                WeekDayRange::Holiday { kind: HolidayKind::Public, offset: 0 } => days.public_holidays = true,
                _ => return None,
            }
        }
        Some(days)
    }
}

fn index(day: Weekday) -> usize {
    day.num_days_from_monday() as usize
}

/// The dates to which a rule is bound. Null for dates that come back, and for dates and weekdays together; within it,
/// null for a rule that holds in every week.
fn dates_of(selector: &DaySelector) -> Option<Option<RangeInclusive<NaiveDate>>> {
    if !selector.year.is_empty() || !selector.week.is_empty() {
        return None;
    }
    match selector.monthday.as_slice() {
        [] => Some(None),
        [MonthdayRange::Date { start, end }] if selector.weekday.is_empty() => {
            let (start, end) = (date(start, None)?, date(end, Some(start))?);
            (start <= end).then_some(Some(start..=end))
        }
        _ => None,
    }
}

/// A day of one year; without a year of its own it is in that of `first`.
fn date((date, offset): &(Date, DateOffset), first: Option<&(Date, DateOffset)>) -> Option<NaiveDate> {
    let &Date::Fixed { year, month, day } = date else { return None };
    let year = year.or_else(|| first.and_then(|(first, _)| first.year()))?;
    let is_plain = *offset == DateOffset::default();
    NaiveDate::from_ymd_opt(*year, month as u32, day.into()).filter(|_| is_plain)
}

/// The hours of one part of a rule, in order. Empty when closed; null where they are more than plain times of one day.
fn hours_of(sequence: &RuleSequence) -> Option<Vec<Hours>> {
    if sequence.kind == RuleKind::Closed {
        let is_whole_day = sequence.time_selector == TimeSelector::default();
        return is_whole_day.then(Vec::new);
    }
    let mut hours: Vec<Hours> =
        sequence.time_selector.spans.iter().map(plain_hours).collect::<Option<_>>()?;
    hours.sort_unstable();
    (!has_overlap(&hours)).then_some(hours)
}

fn plain_hours(span: &TimeSpan) -> Option<Hours> {
    let (Time::Fixed(start), Time::Fixed(end)) = (span.range.start, span.range.end) else { return None };
    let is_plain = !span.open_end && span.repeats.is_none() && start < end;
    let clock = |time: ExtendedTime| NaiveTime::from_hms_opt(time.hour().into(), time.minute().into(), 0);
    let closes = if end == ExtendedTime::MIDNIGHT_24 { Closing::Midnight } else { Closing::At(clock(end)?) };
    Some(Hours { opens: clock(start)?, closes }).filter(|_| is_plain)
}

/// Whether two of these hours, which are in order, share a minute.
fn has_overlap(hours: &[Hours]) -> bool {
    hours.windows(2).any(|pair| pair[0].closes > Closing::At(pair[1].opens))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The week as one text, to compare.
    fn week(rule: &str) -> Option<String> {
        // As rules are stored; what is refused today may have been stored before.
        let hours = crate::domain::hours::OpeningHours::new(Some(rule), false);
        let stored = hours.ok().flatten().and_then(|hours| hours.rule).unwrap_or_else(|| rule.to_owned());
        let weekly = WeeklyHours::of_rule(&stored)?;
        let spans = |hours: &[Hours]| {
            let span = |hours: &Hours| match hours.closes {
                Closing::At(closes) => format!("{}-{}", hours.opens.format("%H:%M"), closes.format("%H:%M")),
                Closing::Midnight => format!("{}-24:00", hours.opens.format("%H:%M")),
            };
            if hours.is_empty() {
                "off".to_owned()
            } else {
                hours.iter().map(span).collect::<Vec<_>>().join(",")
            }
        };
        let mut parts: Vec<String> = WEEK
            .iter()
            .zip(&weekly.days)
            .filter(|(_, hours)| !hours.is_empty())
            .map(|(day, hours)| format!("{day} {}", spans(hours)))
            .collect();
        parts.extend(weekly.public_holidays.iter().map(|hours| format!("PH {}", spans(hours))));
        parts.extend(
            weekly.dated.iter().map(|dated| {
                format!("{}..{} {}", dated.dates.start(), dated.dates.end(), spans(&dated.hours))
            }),
        );
        Some(parts.join("; "))
    }

    #[test]
    fn plain_hours_are_a_week() {
        for (rule, expected) in [
            ("Mo,Tu 08:30-12:30; We off", "Mon 08:30-12:30; Tue 08:30-12:30"),
            ("Th 14:00-18:00,08:00-12:00; PH off", "Thu 08:00-12:00,14:00-18:00; PH off"),
            ("Mo-Tu 08:00-12:00, Tu 14:00-18:00", "Mon 08:00-12:00; Tue 08:00-12:00,14:00-18:00"),
            ("Mo-Tu 08:00-12:00; Tu 14:00-18:00", "Mon 08:00-12:00; Tue 14:00-18:00"),
            ("Sa-Mo 10:00-24:00", "Mon 10:00-24:00; Sat 10:00-24:00; Sun 10:00-24:00"),
            ("Mo,PH 10:00-12:00", "Mon 10:00-12:00; PH 10:00-12:00"),
            ("PH off; Mo-Su 10:00-11:00; Tu-Su off", "Mon 10:00-11:00"),
            ("Mo 08:00-12:00; PH off; We off", "Mon 08:00-12:00; PH off"),
            ("off", ""),
            ("Mo 08:00-12:00; 2026 Dec 24 off", "Mon 08:00-12:00; 2026-12-24..2026-12-24 off"),
            (
                "Mo 08:00-12:00; PH off; 2026 Dec 24-2027 Jan 06 off",
                "Mon 08:00-12:00; PH off; 2026-12-24..2027-01-06 off",
            ),
            (
                "Mo 08:00-12:00; 2026 Jul 01-31 09:00-10:00",
                "Mon 08:00-12:00; 2026-07-01..2026-07-31 09:00-10:00",
            ),
        ] {
            assert_eq!(week(rule).as_deref(), Some(expected), "{rule}");
        }
    }

    #[test]
    fn what_a_week_cannot_say_whole_it_does_not_say() {
        for rule in [
            "Mo[1] 08:00-12:00",
            "Mo 08:00-12:00 \"nur mit Termin\"",
            "Mo 08:00-12:00; We off \"Sitzung\"",
            "Mo-Fr 08:00-12:00 unknown",
            "Mo 08:00-12:00 || Tu 08:00-12:00",
            "Mar-Oct Mo 08:00-12:00",
            "Dec 24 off",
            "2026 Mo 08:00-12:00",
            "week 01-53/2 Mo 08:00-12:00",
            "SH off; Mo 08:00-12:00",
            "easter off",
            "Mo 08:00-12:00; PH -1 day off",
            "Mo sunrise-sunset",
            "Mo 08:00+",
            "Fr 22:00-02:00",
            "Mo 08:00-16:00; Mo 12:00-13:00 off",
            "Mo 08:00-12:00; 14:00-18:00",
            "Mo, Fr 08:00-12:00",
            "Mo 08:00-16:00, Mo 12:00-18:00",
            "PH off; Mo-Fr 08:00-12:00",
            "Mo-Fr 08:00-12:00; PH off; Sa 10:00-12:00",
            "Mo-Fr 08:00-12:00, PH 10:00-12:00",
            "2026 Dec 24 off; Mo-Fr 08:00-12:00",
            "Mo 08:00-12:00; 2026 Dec 24 off; 2026 Dec 20-2026 Dec 26 10:00-11:00",
            "Mo 08:00-12:00; PH off; 2026 Dec 24-2026 Dec 26 10:00-11:00",
            "Mo 08:00-12:00; 2026 Jul 01-2026 Jul 31 Mo 09:00-10:00",
        ] {
            assert_eq!(week(rule), None, "{rule}");
        }
        assert_eq!(WeeklyHours::of_rule("montags"), None);
    }
}
