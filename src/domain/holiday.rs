//! Public holidays in Germany. Called by [`super::hours`].

/// A day that is, or was, a public holiday by law in some Land.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublicHoliday {
    NewYear,
    Epiphany,
    WomensDay,
    GoodFriday,
    EasterSunday,
    EasterMonday,
    LabourDay,
    /// 8 May, the end of the war in 1945.
    LiberationDay,
    Ascension,
    WhitSunday,
    WhitMonday,
    CorpusChristi,
    /// The anniversary of 17 June 1953.
    Uprising,
    Assumption,
    WorldChildrensDay,
    GermanUnity,
    Reformation,
    AllSaints,
    Repentance,
    Christmas,
    SecondChristmas,
}
