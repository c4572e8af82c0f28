//! The sixteen Länder. Called by `law`, `calendar` and whoever reads settings.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::domain::closed_set::closed_set;

closed_set! {
    /// A Land of Germany, by its code in ISO 3166-2: public holidays are its law, but for German Unity.
    pub enum Land {
        BadenWuerttemberg = "DE-BW",
        Bavaria = "DE-BY",
        Berlin = "DE-BE",
        Brandenburg = "DE-BB",
        Bremen = "DE-HB",
        Hamburg = "DE-HH",
        Hesse = "DE-HE",
        LowerSaxony = "DE-NI",
        MecklenburgWesternPomerania = "DE-MV",
        NorthRhineWestphalia = "DE-NW",
        RhinelandPalatinate = "DE-RP",
        Saarland = "DE-SL",
        Saxony = "DE-SN",
        SaxonyAnhalt = "DE-ST",
        SchleswigHolstein = "DE-SH",
        Thuringia = "DE-TH",
    }
}

/// A text that is the code of no Land.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("\"{0}\" is no Land of Germany; write its code of ISO 3166-2, for example \"DE-BW\"")]
pub struct UnknownLand(pub String);

impl FromStr for Land {
    type Err = UnknownLand;

    fn from_str(code: &str) -> Result<Self, UnknownLand> {
        Self::parse(code).ok_or_else(|| UnknownLand(code.to_owned()))
    }
}

impl fmt::Display for Land {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_land_is_read_from_its_code_and_no_other_text_is_one() {
        assert_eq!(Land::ALL.len(), 16);
        for &land in Land::ALL {
            assert_eq!(land.to_string().parse(), Ok(land));
        }
        for text in ["", "BW", "de-bw", "DE-XX", "AT-9", "DE-BW "] {
            assert_eq!(text.parse::<Land>(), Err(UnknownLand(text.to_owned())));
        }
    }
}
