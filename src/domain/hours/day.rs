//! What one day of opening hours looks like. Made by `timetable`, shown by whoever answers readers.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Timelike, Utc};

use crate::domain::holiday::{Holiday, HolidayName};

/// A local day, from midnight to midnight on the wall: 23 or 25 hours long when the clock is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpeningDay {
    pub date: NaiveDate,
    /// The public holiday on this day, or the operator's; null where there is none. It may be open all the same: the
    /// rule says what becomes of holidays.
    pub holiday: Option<Holiday>,
    /// The school holidays that it lies in; null where it lies in none.
    pub school_holiday: Option<Arc<HolidayName>>,
    /// When it is open, or may be, in order and without overlap; empty on a day that is closed. What goes on past
    /// midnight ends at 24:00 here and begins at 00:00 on the next day.
    pub intervals: Vec<Interval>,
    /// The remark that the rule has on hours that are closed, as `Dec 24 off "Betriebsausflug"`; null where it has
    /// none. Of several the first.
    pub closed_remark: Option<String>,
}

/// A part of a day in which it is open, or may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    pub from: Moment,
    /// The first moment at which it holds no more.
    pub to: Moment,
    pub kind: IntervalKind,
    /// The remark that the rule has on it; null where it has none.
    pub comment: Option<String>,
}

/// Whether an interval is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntervalKind {
    Open,
    /// The rule says `unknown`, or leaves the end open (`14:00+`): show it with its remark, or not at all.
    Unknown,
}

/// A time as the rule says it, and when that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// As the rule has it, also where the clock leaves that time out.
    pub local: ClockTime,
    /// The instant: by the clock changes of the city's zone, see `wall_clock`.
    pub instant: DateTime<Utc>,
}

/// A time of a day, from 00:00 to 24:00, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockTime(u16);

impl ClockTime {
    const END_OF_DAY: Self = Self(24 * 60);

    /// What the clock shows at `local` within `date`. Midnight that ends the day is 24:00.
    pub(super) fn within(date: NaiveDate, local: NaiveDateTime) -> Self {
        if local.date() > date {
            return Self::END_OF_DAY;
        }
        let minutes = local.hour() * 60 + local.minute();
        Self(u16::try_from(minutes).expect("a day has 1,440 minutes"))
    }

    /// Minutes since midnight on the wall, from 0 to 1,440.
    pub fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for ClockTime {
    /// Hours and minutes: `08:30`, `24:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}
