//! The order of a rule, which is not that of a letter. Called by `check` and `rule`.

use super::calendar::Holiday;
use super::grammar::Statement;

/// Which parts go behind others, as a later part of a rule wins. Parts of one rank keep their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// What usually holds.
    Usual,
    /// Days of the week that are closed, of which the text spoke before it named them in passing.
    Closed,
    /// Days beside holidays, which may be holidays themselves.
    BesideHolidays,
    /// Holidays, behind all days that they may fall on.
    Holidays,
    /// Single dates, and parts of the year in which it is closed.
    Dates,
}

/// Where a statement goes by itself.
pub(super) fn rank(statement: &Statement<'_>) -> Rank {
    if statement.is_weekly() {
        Rank::Usual
    } else if !statement.holidays.is_empty() {
        rank_of_holidays(statement)
    } else if statement.closes_a_period() || statement.is_of_dates() {
        Rank::Dates
    } else {
        Rank::Usual
    }
}

/// Where its holidays go when they are set apart.
pub(super) fn rank_of_holidays(statement: &Statement<'_>) -> Rank {
    let is_holiday = |(kind, _): &(Holiday, usize)| matches!(kind, Holiday::Public | Holiday::School);
    if statement.holidays.iter().any(is_holiday) { Rank::Holidays } else { Rank::BesideHolidays }
}
