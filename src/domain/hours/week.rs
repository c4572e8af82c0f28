//! Days of the week in a row. Called by whoever reads, says or checks ranges of them.

use opening_hours_syntax::rules::day::Weekday;

/// From one day to another, over the end of the week when it must.
pub(super) fn days_of(first: Weekday, last: Weekday) -> impl Iterator<Item = Weekday> {
    let count = (7 + last.num_days_from_monday() - first.num_days_from_monday()) % 7 + 1;
    std::iter::successors(Some(first), |day| Some(day.succ())).take(count as usize)
}
