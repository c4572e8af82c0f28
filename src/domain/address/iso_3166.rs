//! The countries of ISO 3166-1. Only [`super`] asks.

/// The officially assigned alpha-2 codes, in order.
const CODES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ \
    BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ \
    DE DJ DK DM DO DZ \
    EC EE EG EH ER ES ET \
    FI FJ FK FM FO FR \
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY \
    HK HM HN HR HT HU \
    ID IE IL IM IN IO IQ IR IS IT \
    JE JM JO JP \
    KE KG KH KI KM KN KP KR KW KY KZ \
    LA LB LC LI LK LR LS LT LU LV LY \
    MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ \
    NA NC NE NF NG NI NL NO NP NR NU NZ \
    OM \
    PA PE PF PG PH PK PL PM PN PR PS PT PW PY \
    QA \
    RE RO RS RU RW \
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ \
    TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ \
    UA UG UM US UY UZ \
    VA VC VE VG VI VN VU \
    WF WS \
    YE YT \
    ZA ZM ZW";

/// Whether it is the code of a country: two capital letters. Codes that users assign for themselves, such as XK, are none.
pub(super) fn is_country(code: &str) -> bool {
    code.len() == 2 && CODES.split_ascii_whitespace().any(|known| known == code)
}

#[cfg(test)]
mod tests {
    use phonenumber::country::Id;

    use super::*;

    #[test]
    fn the_countries_are_those_of_the_standard() {
        let codes: Vec<&str> = CODES.split_ascii_whitespace().collect();
        assert_eq!(codes.len(), 249);
        assert!(codes.is_sorted());
        assert!(codes.iter().all(|code| is_country(code)));
        assert!(["", "D", "DEU", "de", "XK", "EU", "UK", "AN", "D "].iter().all(|code| !is_country(code)));
    }

    /// Another table of codes, which has those with telephone numbers.
    #[test]
    fn a_country_with_telephone_numbers_is_one() {
        let letters = || ('A'..='Z').map(String::from);
        let all = letters().flat_map(|first| letters().map(move |second| format!("{first}{second}")));
        let differing = all.filter(|code| is_country(code) != code.parse::<Id>().is_ok());
        let without_telephone = ["AQ", "BV", "GS", "HM", "PN", "TF", "UM"];
        let not_of_the_standard = ["AC", "TA", "XK"];
        for code in differing {
            let is_known = without_telephone.contains(&code.as_str()) == is_country(&code);
            assert!(
                is_known && (is_country(&code) || not_of_the_standard.contains(&code.as_str())),
                "{code}"
            );
        }
    }
}
