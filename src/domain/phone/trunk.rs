//! What is dialled before a number inside its country. A table of our own, so that showing a number needs none of the
//! large tables that reading one does; a test holds it against them.

/// Country codes whose national numbers begin with 0, in order.
const ZERO: [u16; 93] = [
    20, 27, 31, 32, 33, 40, 41, 43, 44, 46, 49, 51, 53, 54, 58, 60, 61, 62, 63, 64, 66, 81, 82, 84, 86, 90,
    91, 92, 93, 94, 95, 98, 211, 212, 213, 218, 231, 232, 233, 234, 243, 249, 251, 254, 255, 256, 260, 261,
    262, 263, 264, 265, 291, 353, 355, 358, 359, 370, 373, 374, 380, 381, 382, 383, 385, 386, 387, 389, 421,
    508, 590, 593, 594, 595, 596, 850, 855, 856, 880, 886, 961, 962, 963, 964, 966, 967, 970, 971, 972, 977,
    994, 995, 996,
];

/// The digits before a national number, for example `0` for country code `49`; empty where numbers are written whole.
pub(super) fn prefix(country_code: &str) -> &'static str {
    match country_code {
        "7" | "993" => "8",
        "36" => "06",
        "375" => "80",
        _ if country_code.parse().is_ok_and(|code| ZERO.binary_search(&code).is_ok()) => "0",
        _ => "",
    }
}

/// The same as it is shown: a single 0 stands at the area code, anything else apart from it.
pub(super) fn shown_prefix(country_code: &str) -> &'static str {
    match prefix(country_code) {
        "8" => "8 ",
        "06" => "06 ",
        "80" => "8 0",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use phonenumber::Mode;
    use phonenumber::metadata::DATABASE;

    use super::*;

    #[test]
    fn the_table_agrees_with_the_published_one() {
        for metadata in DATABASE.iter().filter(|metadata| metadata.id() != "001") {
            let code = metadata.country_code();
            let main = DATABASE.by_code(&code).unwrap()[0];
            let Some(example) = main.descriptors().fixed_line().and_then(|line| line.example()) else {
                continue;
            };
            let number = phonenumber::parse(None, format!("+{code}{example}")).unwrap();
            let national = number.format().mode(Mode::National).to_string();
            let digits: String = national.chars().filter(char::is_ascii_digit).collect();
            let expected = digits.strip_suffix(&number.national().to_string());
            assert_eq!(Some(prefix(&code.to_string())), expected, "+{code}");
        }
    }
}
