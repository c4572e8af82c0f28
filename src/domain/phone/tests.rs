//! What phone numbers promise.

use super::*;

fn stuttgart() -> PhoneHome {
    PhoneHome { country: "DE".to_owned(), area_code: Some("711".to_owned()) }
}

fn phone(input: &str) -> Phone {
    Phone::parse(input, &stuttgart()).unwrap_or_else(|fault| panic!("{input}: {fault}"))
}

fn fault(input: &str) -> PhoneError {
    Phone::parse(input, &stuttgart()).expect_err(input)
}

#[test]
fn all_spellings_of_a_number_are_equal() {
    for input in [
        "(07 11) 35 12-28 76",
        "0711/3512-2876",
        "+49 711 3512 2876",
        "+49 (0) 711 / 3512 - 2876",
        "0049 711 35122876",
        "tel:+49-711-3512-2876",
        "3512-2876",
        " 0711\u{a0}3512\u{2013}2876 ",
        "+49 711 35122876",
    ] {
        assert_eq!(phone(input).as_stored(), "+49 711 35122876", "{input}");
    }
}

#[test]
fn a_number_has_every_usual_form() {
    let number = phone("(07 11) 35 12-55 33 82");
    assert_eq!(number.e164().as_deref(), Some("+497113512553382"));
    assert_eq!(number.national(), "0711 3512553382");
    assert_eq!(number.international().as_deref(), Some("+49 711 3512553382"));
    assert_eq!(number.uri(), "tel:+497113512553382");
    assert_eq!(number.extension(), None);
}

#[test]
fn an_extension_is_kept_apart() {
    for input in [
        "0711 3512 Durchwahl 12",
        "0711 3512, DW 12",
        "0711 3512 ext. 12",
        "+49 711 3512;ext=12",
        "0711 3512 App.: 1 2",
        "0711 3512 x12",
        "0711 3512 - Nst. 12",
    ] {
        let number = phone(input);
        assert_eq!(number.as_stored(), "+49 711 3512;ext=12", "{input}");
        assert_eq!(number.extension(), Some("12"));
        assert_eq!(number.national(), "0711 3512");
        assert_eq!(number.e164().as_deref(), Some("+497113512"));
        assert_eq!(number.uri(), "tel:+497113512;ext=12");
    }
}

#[test]
fn short_numbers_stay_as_they_are() {
    for input in ["115", "112", "110", "116117", "11 61 17"] {
        let number = phone(input);
        assert_eq!(number.as_stored(), input.replace(' ', ""));
        assert_eq!(number.national(), number.as_stored());
        assert_eq!(number.e164(), None);
        assert_eq!(number.international(), None);
    }
    assert_eq!(phone("115").uri(), "tel:115");
}

#[test]
fn numbers_of_other_countries_are_shown_their_way() {
    for (input, stored, national) in [
        ("+33 1 42 76 40 40", "+33 1 42 76 40 40", "01 42 76 40 40"),
        ("+41 44 412 11 11", "+41 44 412 11 11", "044 412 11 11"),
        ("+39 06 698812345", "+39 06 6988 12345", "06 6988 12345"),
        ("+1 202-555-0123", "+1 202 555 0123", "202 555 0123"),
        ("+36 1 234 5678", "+36 1 234 5678", "06 1 234 5678"),
        ("+44 (0)20 7946 0958", "+44 20 7946 0958", "020 7946 0958"),
        ("+90 212 345 67 89", "+90 212 345 67 89", "0212 345 67 89"),
        ("+375 152 45-09-11", "+375 152 45 09 11", "8 0152 45 09 11"),
    ] {
        let number = phone(input);
        assert_eq!(number.as_stored(), stored);
        assert_eq!(number.national(), national);
    }
}

#[test]
fn a_city_elsewhere_reads_its_own_numbers() {
    let zurich = PhoneHome { country: "CH".to_owned(), area_code: None };
    let read = |input: &str| Phone::parse(input, &zurich);
    assert_eq!(read("044 412 11 11").unwrap().as_stored(), "+41 44 412 11 11");
    assert_eq!(read("412 11 11"), Err(PhoneError::AreaCodeMissing));
    let madrid = PhoneHome { country: "ES".to_owned(), area_code: None };
    assert_eq!(Phone::parse("914 80 00 10", &madrid).unwrap().national(), "914 80 00 10");
    let nowhere = PhoneHome { country: "XX".to_owned(), area_code: None };
    assert_eq!(Phone::parse("0711 216-0", &nowhere), Err(PhoneError::UnknownCountry("XX".to_owned())));
}

#[test]
fn a_number_without_its_plus_is_not_taken_for_a_local_one() {
    assert_eq!(fault("49 711 216-0"), PhoneError::AreaCodeMissing);
}

#[test]
fn only_short_numbers_that_there_are_are_short() {
    for number in ["110", "112", "115", "116117", "116 116", "11833", "118000", "19222"] {
        assert_eq!(phone(number).as_stored(), number.replace(' ', ""));
    }
    // Others are those of somebody in town.
    assert_eq!(phone("17220").as_stored(), "+49 711 17220");
    let without = PhoneHome { area_code: None, ..stuttgart() };
    assert_eq!(Phone::parse("17220", &without), Err(PhoneError::AreaCodeMissing));
}

#[test]
fn a_home_has_a_country_and_an_area_code() {
    assert!(is_country("DE") && is_country("AT"));
    assert!(["XX", "de", "", "DEU"].iter().all(|code| !is_country(code)));
    assert!(is_area_code("711") && is_area_code("33202"));
    assert!(["", "0711", "711x", "7 11", "123456"].iter().all(|code| !is_area_code(code)));
}

#[test]
fn a_slash_stands_behind_the_area_code_only() {
    for typed in [
        "0711/35122876",
        "(0711) / 3512 2876",
        "+49/711/35122876",
        "0049 711/3512-2876",
        "+49 (0)711/35122876",
    ] {
        assert_eq!(phone(typed).as_stored(), "+49 711 35122876", "{typed}");
    }
    for (typed, stored) in [
        ("0172/1234567", "+491721234567"),
        ("0151/12345678", "+4915112345678"),
        ("01805/123456", "+491805123456"),
        ("0180 5/123456", "+491805123456"),
        ("+34 91/5881000", "+34915881000"),
        ("0711 3512 - 2876", "+4971135122876"),
        ("0711 - 3512 - 2876", "+4971135122876"),
        ("0711-3512 - 2876", "+4971135122876"),
        ("+49-711-3512 - 2876", "+4971135122876"),
        ("00-49-711 3512 - 2876", "+4971135122876"),
        ("+4-9 711 3512 - 2876", "+4971135122876"),
        ("-0711 3512 - 2876 -", "+4971135122876"),
    ] {
        assert_eq!(phone(typed).e164().as_deref(), Some(stored), "{typed}");
    }
    for typed in [
        "0711 35122876 / 77",
        "0711 35122876/77",
        "0711/3512/2876",
        "35122876 / 77",
        "0711/3512287/6",
        "030 23125-101 -102",
        "0711 3512-2876 - 79",
        "3512-2876 - 79",
        "0711 3512\u{2013}2876 \u{2013} 79",
        "+49 711 3512-2876 - 79",
        "0711 216-0...99",
        "0711 2160 / 0711 2161",
        "0711 2160 0711 2161",
        "0711 35122876 / 35122877",
        "0711 35122876123456",
        "112/110",
        "115 / 0711 12345",
        "115 - 116117",
        "116 117 / 0711 12345",
    ] {
        assert_eq!(fault(typed), PhoneError::Several(typed.to_owned()));
        let without = PhoneHome { area_code: None, ..stuttgart() };
        let fault = Phone::parse(typed, &without).unwrap_err();
        assert!(matches!(fault, PhoneError::Several(_) | PhoneError::AreaCodeMissing), "{typed}: {fault}");
        if typed.starts_with('1') {
            assert_eq!(fault, PhoneError::Several(typed.to_owned()));
        }
    }
    // Nothing stands behind the hyphen.
    assert_eq!(phone("115 - ").as_stored(), "115");
}

#[test]
fn nonsense_is_refused() {
    assert_eq!(fault(""), PhoneError::Empty);
    assert_eq!(fault(" - "), PhoneError::Empty);
    assert_eq!(fault("Durchwahl 4"), PhoneError::Empty);
    assert_eq!(fault("0711 216-0 und 216-1"), PhoneError::Unexpected { character: 'u', position: 12 });
    assert_eq!(fault("0711 216+0"), PhoneError::Unexpected { character: '+', position: 9 });
    assert_eq!(fault("www.example.org"), PhoneError::Unexpected { character: 'w', position: 1 });
    for input in ["(07 11)", "+49", "0711 1", "+999 123456", "0000000000", "+0", "115 Durchwahl 4"] {
        assert!(matches!(fault(input), PhoneError::NotANumber(_)), "{input}");
    }
    assert_eq!(fault(&"0711 ".repeat(1000)), PhoneError::TooLong);
}

#[test]
fn a_stored_number_comes_back() {
    for stored in ["+49 711 35122876", "+49 711 3512;ext=12", "115"] {
        assert_eq!(Phone::from_stored(stored).unwrap().as_stored(), stored);
    }
    for text in [
        "",
        "+",
        "+49",
        "0711 216",
        "+49  711",
        "+49 711 ",
        "+49 711;ext=",
        "+49 711a",
        "115;ext=1",
        "1",
        "1234567",
        "915",
        "+49 711;x=1",
    ] {
        assert_eq!(Phone::from_stored(text), None, "{text}");
    }
}

#[test]
fn a_number_is_a_checked_text_in_json() {
    let number = phone("0711 216-0");
    let json = serde_json::to_string(&number).unwrap();
    assert_eq!(json, "\"+49 711 2160\"");
    assert_eq!(serde_json::from_str::<Phone>(&json).unwrap(), number);
    assert!(serde_json::from_str::<Phone>("\"0711 216-0\"").is_err());
}

#[test]
fn whatever_is_read_can_be_stored() {
    for code in 1..1000_u64 {
        for rest in [1_u64, 30_123_456, 711_351_228, 2_025_550_123, 99_999_999_999] {
            let input = format!("+{code}{}", rest.wrapping_mul(code) % 100_000_000_000);
            if let Ok(number) = Phone::parse(&input, &stuttgart()) {
                assert_eq!(Phone::from_stored(number.as_stored()), Some(number), "{input}");
            }
        }
    }
}
