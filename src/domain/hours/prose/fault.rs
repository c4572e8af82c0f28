//! What is wrong with some words, as sentences for editors that say what to write instead. Made by all steps of
//! [`super`].

use thiserror::Error;

/// What is wrong with some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProseFault {
    #[error(
        "this is not understood; leave it out only if the hours mean the same without it, and put it in quotation marks behind them if readers are to see it"
    )]
    NotUnderstood,
    #[error(
        "this takes something out of the hours; write the days that are closed behind them, as in \"Mo-Fr 8-12 Uhr; Mi geschlossen\" or \"Mon-Fri 9 am to 5 pm; Wed closed\", or name only those that are open"
    )]
    Negation,
    #[error(
        "this may mean other days than those that it names; write their dates, or the rule in the field \"rule\" instead of this text, as in \"Mo-Fr 08:00-16:00; PH -1 day off\", or \"nach Vereinbarung\" where nothing else is meant"
    )]
    BesideDays,
    #[error(
        "this may leave out weeks; write \"KW 30 und KW 31 geschlossen\" or \"weeks 30 to 33 closed\" for some of them, \"Do in geraden Kalenderwochen 14-18 Uhr\" or \"Thu in odd weeks 2 pm to 6 pm\" for every other one, or the rule in the field \"rule\" instead of this text, as in \"week 02-52/2 Th 14:00-18:00\" for even weeks"
    )]
    SomeWeeks,
    #[error(
        "this says which hours are meant, and not from when to when; write the hours in its place, as in \"18-20 Uhr\" or \"6 pm to 8 pm\", and \"am Folgetag\" or \"the next day\" behind an end after midnight"
    )]
    PartOfDay,
    #[error(
        "this is only some part of the year, and it is not clear which; write the first and the last day of it, or the rule in the field \"rule\" instead of this text, as in \"SH 09:00-11:00\" for each day of the school holidays"
    )]
    Vacation,
    #[error(
        "this limits when the hours hold; name only the days and hours that hold, as in \"erster Samstag im Monat 9-13 Uhr\" or \"first Saturday of the month 9 am to 1 pm\", or write the rule in the field \"rule\" instead of this text, as in \"Sa 09:00-13:00 unknown \"bei gutem Wetter\"\"; where they hold all the same, put all of it in quotation marks behind them"
    )]
    Condition,
    #[error(
        "what stands in these brackets may change the hours or explain them; write days and dates before their hours, or behind a semicolon, without brackets, and what only explains in quotation marks"
    )]
    InBrackets,
    #[error(
        "this is not expected here; write days, then hours, and a semicolon before other days, as in \"Mo-Fr 8-12 Uhr; Sa geschlossen\" or \"Mon-Fri 8 am to noon; Sat closed\""
    )]
    Unexpected,
    #[error(
        "no days are named for this; write them before it, as in \"Mo-Fr 8-12 Uhr\" or \"Mon-Fri 8 am to noon\", or \"täglich\" or \"daily\""
    )]
    NoDays,
    #[error(
        "the days of these hours are missing, or stand behind them where they may belong to what follows; write days before their hours and a semicolon before other days, as in \"Mo-Fr 9-17 Uhr; Sa 10-14 Uhr\" or \"Mon-Fri 9 am to 5 pm; Sat closed\""
    )]
    HoursBeforeDays,
    #[error("no hours follow; say from when to when, or that it is closed, and write a comma between days")]
    NoHours,
    #[error("the start is missing; write for example \"8 bis 18 Uhr\" or \"8 am to 6 pm\"")]
    NoStart,
    #[error("the end is missing; write for example \"8 bis 12 Uhr\" or \"8 am to 12 pm\"")]
    NoEnd,
    #[error("the last day is missing; write for example \"Montag bis Freitag\" or \"Monday to Friday\"")]
    NoEndOfDays,
    #[error(
        "the first or the last day is missing; write for example \"1. Mai bis 30. September\" or \"1 May to 30 September\""
    )]
    NoLastDay,
    #[error(
        "this is no time of the day; write for example \"8:30 Uhr\" or \"8:30 am\", and dates as in \"24. Dezember\" or \"24 December\""
    )]
    NoTime,
    #[error("this day is in no calendar; write one that the month has")]
    NoSuchDay,
    #[error(
        "the end is not after the start; write \"13 Uhr\" or \"1 pm\" for the afternoon, add \"am Folgetag\" or \"the next day\" where that is meant"
    )]
    EndBeforeStart,
    #[error("these are more than 24 hours; leave out \"am Folgetag\" or \"the next day\", or name both days")]
    LongSpan,
    #[error(
        "it may be the morning of the same day or of the next; write the morning first where it is the same day, or \"22 Uhr bis 2 Uhr am Folgetag\" or \"10 pm to 2 am the next day\""
    )]
    NextMorning,
    #[error(
        "nobody could say when it ends past midnight, or that it is open until then; leave this out, or put it in quotation marks behind the hours, as in \"20-2 Uhr am Folgetag „oder länger“\" or \"8 pm to 2 am the next day “or later”\""
    )]
    OrLonger,
    #[error(
        "nobody could say when it opens again; leave this out, or write \"ab 14 Uhr geschlossen\" or \"closed from 2 pm\" where it does not on that day, or put it in quotation marks behind all that is said of these hours"
    )]
    ClosedOrLonger,
    #[error("these hours overlap others of the same days; write each hour once")]
    Overlap,
    #[error(
        "it may be before or after noon or midnight; add am or pm to each time, or say noon or midnight; where the text has no am or pm, write both times as in 08:00-17:00"
    )]
    HalfOfDay,
    #[error(
        "it may be in the night or in the afternoon; write for example \"14-16 Uhr\", or \"02:00-04:00\""
    )]
    NightOrAfternoon,
    #[error(
        "these hours are not of that half of the day; leave out \"vormittags\" or \"nachmittags\" and write the hours as in \"14-18 Uhr\", or \"2 pm to 6 pm\" in English"
    )]
    WrongHalf,
    #[error(
        "this day was named before; say \"zusätzlich\" or \"also\" behind it where hours are added, \"abweichend\" or \"instead\" where they replace those before"
    )]
    DayTwice,
    #[error(
        "the opposite was said of this very day before; leave out the one or the other, or, where only some of what is closed is open, write what is closed first and what is open behind it with \"abweichend\" or \"instead\""
    )]
    Contradiction,
    #[error(
        "something special was said of some of these days before, and this may replace it or not; write what usually holds first, and what is special behind it"
    )]
    BehindSpecial,
    #[error(
        "it is closed in all of that time, as was said before; name only the weeks or dates that are closed, as in \"KW 30 und KW 32 geschlossen\" or \"weeks 30 and 32 closed\", or the dates that are open all the same, as in \"27. Juli abweichend 8-10 Uhr\" or \"27 July instead 8 am to 10 am\""
    )]
    ClosedThen,
    #[error(
        "it may hold on holidays too, of which was spoken before, or not; write all hours of holidays behind what is said of other days"
    )]
    HolidaysBefore,
    #[error(
        "this would be open on weekends and holidays too, as on Easter Sunday, which is the day before a holiday; write the dates that are meant, as in \"24. und 31. Dezember abweichend 8-12 Uhr\" or \"24 and 31 December instead 8 am to noon\", or write hours of all seven days before it"
    )]
    BesideHolidays,
    #[error(
        "this cannot be added where other days are open all day; leave out \"zusätzlich\" or \"also\", or say \"abweichend\" or \"instead\""
    )]
    BesideAllDay,
    #[error(
        "it may mean all 24 hours, or only that there is no break; write \"0-24 Uhr\" or \"24 hours\", or from when to when"
    )]
    AllDay,
    #[error(
        "it may be said of the last hours or of all of them; write \"jeweils\" or \"each time\" before the quotation where all are meant, the hours in two sentences where not, as in \"Mo 8-12 Uhr; Mo zusätzlich 14-16 Uhr „nur mit Termin“\""
    )]
    RemarkOfHours,
    #[error(
        "it may hold for the last days or hours only, or for all before; write it before the hours of the days that it holds for, as in \"Sa (Mai bis September) 9-12 Uhr\" or \"Sat (May to September) 9 am to noon\""
    )]
    BracketOfPeriods,
    #[error("it may be days of that month, or hours; write for example \"8. bis 12. Mai\" or \"8-12 Uhr\"")]
    DaysOrHours,
    #[error(
        "it may hold on closed days too; write the rule in the field \"rule\" instead of this text, as in \"Mo-Fr 08:00-12:00 || unknown \"nach Vereinbarung\"\", or leave out the closed days where nothing special holds on them"
    )]
    OtherwiseClosed,
    #[error(
        "what holds otherwise stands last; write it behind all days and hours, as in \"Mo 8-12 Uhr; sonst geschlossen\" or \"Mon 8 am to noon; otherwise closed\""
    )]
    OtherwiseLast,
    #[error(
        "behind this only \"geschlossen\" or \"nach Vereinbarung\", or \"closed\" or \"by appointment\", is understood; write what usually holds first and without this word, and what is special behind it, as in \"Mo-Fr 8-16 Uhr; Mi abweichend 8-12 Uhr\" or \"Mon-Fri 8 am to 4 pm; Wed instead 8 am to noon\""
    )]
    OtherwiseHours,
    #[error(
        "the days before may be closed, or open at these hours; write a semicolon behind those that are closed, as in \"geschlossen: Mo; Di-So 9-12 Uhr\" or \"closed on Mondays; Tue-Sun 9 am to noon\""
    )]
    ClosedOrOpen,
    #[error("it may mean Monday to Friday or Monday to Saturday; name the days")]
    Workdays,
    #[error(
        "it may be excepted too, or begin something new; write \"und\" or \"and\" between days that are excepted, and a semicolon before what is new"
    )]
    ExceptedOrNew,
    #[error(
        "dates cannot be excepted; write for example \"; 24. Dezember geschlossen\" or \"; 24 December closed\" behind the hours"
    )]
    ExceptedDates,
    #[error(
        "it may mean that these hours need an appointment, or that one can come by appointment besides; write \"und nach Vereinbarung\" or \"and by appointment\" where the latter is meant, and it in quotation marks behind the hours for the former"
    )]
    HoursByAppointment,
    #[error(
        "it may be said of the last hours or of all of them; name the days again before the hours that are closed"
    )]
    ClosedHours,
    #[error(
        "nothing was said of these days before that this could replace; leave out \"abweichend\" or \"instead\", or write the usual hours first"
    )]
    InsteadOfNothing,
    #[error(
        "it may mean each day of the school holidays, or only the days named before; where the former is meant write the rule in the field \"rule\" instead of this text, as in \"SH 09:00-11:00\""
    )]
    SchoolHolidayHours,
    #[error(
        "this would hold for all hours of the text; write \"an Feiertagen geschlossen\" or \"closed on public holidays\" where that is meant"
    )]
    ExceptedHolidays,
    #[error(
        "holidays cannot be kept for a part of the year only; where all of them are meant write \"ganzjährig an Feiertagen\" or \"all year on public holidays\" and what holds, behind a semicolon at the end, else the dates that are meant, as in \"; 1. Mai abweichend 10-12 Uhr\" or \"; 1 May instead 10 am to noon\""
    )]
    HolidaysOfPeriod,
    #[error(
        "it may be of a month or of every other week, or there is no such week; write for example \"erster Samstag im Monat\", \"first Saturday of the month\", or \"Samstag in geraden Kalenderwochen\""
    )]
    NthOfMonth,
    #[error(
        "the order of day and month is not clear to all, or the year is short; write for example \"24. Dezember 2026\" or \"24 December 2026\""
    )]
    NumericDate,
    #[error(
        "the last day comes before the first, or the time is all of the year; write the earlier day first, and the year of both where it is over New Year"
    )]
    Backward,
    #[error("one date has a year and another has none; write the year of each")]
    YearMissing,
    #[error(
        "it is not clear which days these are; write the first and the last, as in \"1. Oktober 2026 bis 31. März 2027\" or \"1 October 2026 to 31 March 2027\""
    )]
    MonthsOfYears,
    #[error(
        "a date has a day of the week by itself; write the year and the day that fits it, or leave the day of the week out, or write a semicolon between where both are meant"
    )]
    WeekdayOfDate,
    #[error(
        "it may mean these days in that time, or both; write \"Mai bis September: Mo-Fr 8-12 Uhr\" or \"May to September: Mon-Fri 8 am to noon\" for the former, a semicolon for the latter"
    )]
    PeriodOrDays,
    #[error(
        "it may hold in the part of the year named before, or in all of it; write that before these days again, or \"ganzjährig\" or \"all year\""
    )]
    PeriodUnclear,
    #[error(
        "it may hold on each day of that time, or only on those that are open else; name the days, for example \"täglich\" or \"daily\""
    )]
    DaysOfPeriod,
    #[error(
        "the days before may belong to the hours before them, and this to what follows; write a semicolon before what begins something new, or \"und\" or \"and\" between days that belong together"
    )]
    JoinedDays,
    #[error("this was said before; write it once")]
    Twice,
    #[error("the quotation has no end; write a quotation mark behind its last word")]
    OpenQuotation,
}
