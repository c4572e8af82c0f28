//! The clock on the wall of a city, and the instants at which it shows something. Called by `timetable`.
//!
//! Rules speak of the time on the wall. Twice a year that is not plain: an hour is left out, and another comes twice.
//! Here every time on the wall has one instant, and the later of two has never the earlier instant:
//! - a time that is left out is the instant at which the clock is put forward;
//! - of a time that comes twice the first counts (as in RFC 5545, §3.3.5).

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::GapInfo;

use super::TimeZone;

/// The instant at which the clock shows `local`.
pub(super) fn instant(zone: TimeZone, local: NaiveDateTime) -> DateTime<Utc> {
    match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(instant) | MappedLocalTime::Ambiguous(instant, _) => instant.to_utc(),
        MappedLocalTime::None => GapInfo::new(&local, &zone)
            .and_then(|gap| gap.end)
            // No zone ends in a gap; if one did, its last offset would hold.
            .map_or_else(|| zone.from_utc_datetime(&local).to_utc(), |end| end.to_utc()),
    }
}

/// The time on the wall that counts at `at`. While the clock shows a time for the second time, that is the last minute
/// of what it repeats: so no time comes back, and what ended in the first pass stays ended.
///
/// `at` must lie some days within what a date can have.
pub(super) fn time_on_the_wall(zone: TimeZone, at: DateTime<Utc>) -> NaiveDateTime {
    const MINUTE: TimeDelta = TimeDelta::minutes(1);
    let mut local = at.with_timezone(&zone).naive_local();
    let is_second = |local: &NaiveDateTime| match zone.from_local_datetime(local) {
        MappedLocalTime::Ambiguous(first, _) => first < at,
        _ => false,
    };
    if is_second(&local) {
        while is_second(&(local + MINUTE)) {
            local += MINUTE;
        }
    }
    local
}

#[cfg(test)]
mod tests {
    use super::*;

    const BERLIN: TimeZone = chrono_tz::Europe::Berlin;

    fn local(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    fn utc(text: &str) -> DateTime<Utc> {
        local(text).and_utc()
    }

    #[test]
    fn every_time_on_the_wall_has_one_instant() {
        for (on_the_wall, at) in [
            ("2026-01-15 08:30", "2026-01-15 07:30"),
            ("2026-07-15 08:30", "2026-07-15 06:30"),
            // The hour that is left out.
            ("2026-03-29 01:59", "2026-03-29 00:59"),
            ("2026-03-29 02:00", "2026-03-29 01:00"),
            ("2026-03-29 02:30", "2026-03-29 01:00"),
            ("2026-03-29 03:00", "2026-03-29 01:00"),
            ("2026-03-29 03:01", "2026-03-29 01:01"),
            // The hour that comes twice.
            ("2026-10-25 01:59", "2026-10-24 23:59"),
            ("2026-10-25 02:00", "2026-10-25 00:00"),
            ("2026-10-25 02:59", "2026-10-25 00:59"),
            ("2026-10-25 03:00", "2026-10-25 02:00"),
        ] {
            assert_eq!(instant(BERLIN, local(on_the_wall)), utc(at), "{on_the_wall}");
        }
    }

    #[test]
    fn a_time_that_comes_twice_does_not_come_back() {
        for (at, on_the_wall) in [
            ("2026-10-24 23:59", "2026-10-25 01:59"),
            ("2026-10-25 00:30", "2026-10-25 02:30"),
            ("2026-10-25 00:59", "2026-10-25 02:59"),
            ("2026-10-25 01:00", "2026-10-25 02:59"),
            ("2026-10-25 01:30", "2026-10-25 02:59"),
            ("2026-10-25 02:00", "2026-10-25 03:00"),
        ] {
            assert_eq!(time_on_the_wall(BERLIN, utc(at)), local(on_the_wall), "{at}");
        }
    }

    #[test]
    fn no_later_time_on_the_wall_has_an_earlier_instant() {
        // A change of half an hour, changes at midnight, a whole day left out.
        let zones = [
            (BERLIN, "2026-03-28 12:00"),
            (BERLIN, "2026-10-24 12:00"),
            (chrono_tz::Australia::Lord_Howe, "2026-04-04 12:00"),
            (chrono_tz::Australia::Lord_Howe, "2026-10-03 12:00"),
            (chrono_tz::America::Havana, "2026-03-07 12:00"),
            (chrono_tz::Pacific::Apia, "2011-12-29 12:00"),
            (chrono_tz::Europe::Amsterdam, "1937-06-30 12:00"),
        ];
        for (zone, start) in zones {
            let mut last = instant(zone, local(start));
            for minute in 0..3 * 24 * 60 {
                let on_the_wall = local(start) + TimeDelta::minutes(minute);
                let at = instant(zone, on_the_wall);
                assert!(at >= last, "{zone} {on_the_wall}");
                assert!(time_on_the_wall(zone, at) >= on_the_wall, "{zone} {on_the_wall}");
                last = at;
            }
        }
    }
}
