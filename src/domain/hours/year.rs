//! Dates with their years, in rules that come in. Called by [`super`].

use opening_hours_syntax::rules::OpeningHoursExpression;
use opening_hours_syntax::rules::day::{Date, MonthdayRange, Year};

/// Gives the second year to ranges that name one, as in `2026 Dec 24-Jan 06`: the shortest such range is meant.
pub(super) fn complete(expression: &mut OpeningHoursExpression) {
    for part in &mut expression.rules {
        for range in &mut part.day_selector.monthday {
            if let MonthdayRange::Date { start, end } = range {
                complete_range(&mut start.0, &mut end.0);
            }
        }
    }
}

fn complete_range(start: &mut Date, end: &mut Date) {
    let (
        Date::Fixed { year: first, month, day },
        Date::Fixed { year: last, month: last_month, day: last_day },
    ) = (start, end)
    else {
        return;
    };
    let goes_over = (*last_month, *last_day) < (*month, *day);
    match (*first, *last) {
        (Some(year), None) => *last = Some(if goes_over { Year(*year + 1) } else { year }),
        (None, Some(year)) => *first = Some(if goes_over { Year(*year - 1) } else { year }),
        (None, None) | (Some(_), Some(_)) => {}
    }
}
