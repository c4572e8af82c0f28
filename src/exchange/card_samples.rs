//! Values for the tests of the outputs: whole ones, and ones with next to nothing.

use chrono::{TimeZone, Utc};
use uuid::Uuid;

use super::*;
use crate::domain::address::Address;
use crate::domain::contact::Email;
use crate::domain::phone::Phone;

pub fn locale(tag: &str) -> Locale {
    Locale::parse(tag).unwrap()
}

pub fn texts<const N: usize>(texts: [(&str, &str); N]) -> Texts {
    Texts::new(texts.map(|(tag, value)| Localized { locale: locale(tag), value: value.to_owned() }))
}

pub fn hours(rule: &str, is_by_appointment: bool) -> Option<OpeningHours> {
    OpeningHours::new(Some(rule), is_by_appointment).unwrap()
}

fn units() -> Vec<Unit> {
    vec![
        Unit {
            id: Uuid::from_u128(1),
            name: texts([("en", "City Administration"), ("de", "Stadtverwaltung")]),
        },
        Unit {
            id: Uuid::from_u128(2),
            name: texts([("en", "Registry Office"), ("de", "Standesamt"), ("ar", "مكتب الأحوال المدنية")]),
        },
    ]
}

fn place() -> Place {
    Place {
        address: Some(Address {
            street: "Marktplatz 1".to_owned(),
            postal_code: Some("01234".to_owned()),
            city: "Beispielstadt".to_owned(),
            country: "DE".to_owned(),
        }),
        building: Some("Rathaus, Nordflügel".to_owned()),
        room: Some("2.14".to_owned()),
    }
}

fn reach() -> Reach {
    Reach {
        phone: Phone::from_stored("+49 30 23125 101;ext=12"),
        fax: Phone::from_stored("+49 30 23125 199"),
        email: Email::from_stored("ada.beispiel@stadt.example"),
    }
}

/// A person about whom everything is known.
pub fn person() -> Person {
    Person {
        id: Uuid::from_u128(0x0192_a000_0000_7000_8000_0000_0000_0003),
        locale: locale("en"),
        given_name: "Ada".to_owned(),
        family_name: "Beispiel".to_owned(),
        academic_title: Some("Dr.".to_owned()),
        salutation: Some(Salutation::Ms),
        display_name: Localized { locale: locale("en"), value: "Ms Dr. Ada Beispiel".to_owned() },
        role_title: texts([("en", "Registrar"), ("de", "Standesbeamtin"), ("ar", "مسجلة")]),
        note: texts([("de", "Bitte melden Sie sich an.\nZimmer im Hof.")]),
        responsibilities: vec![
            texts([("en", "Weddings"), ("de", "Eheschließungen")]),
            texts([("de", "Geburten, Sterbefälle")]),
        ],
        units: units(),
        place: place(),
        reach: reach(),
        opening_hours: hours("Mo-We,Fr 08:00-12:00; Th 14:00-17:30; PH off", true),
        spoken_languages: Vec::new(),
        url: WebAddress::from_stored("https://stadt.example/en/people/0192a000-0000-7000-8000-000000000003"),
        changed_at: Utc.with_ymd_and_hms(2026, 9, 1, 8, 15, 30).unwrap(),
    }
}

/// A person of whom there is a name and nothing else.
pub fn bare_person() -> Person {
    Person {
        id: Uuid::from_u128(4),
        locale: locale("de"),
        given_name: "Ng".to_owned(),
        family_name: "Ân".to_owned(),
        academic_title: None,
        salutation: None,
        display_name: Localized { locale: locale("de"), value: "Ng Ân".to_owned() },
        role_title: Texts::default(),
        note: Texts::default(),
        responsibilities: Vec::new(),
        units: Vec::new(),
        place: Place::default(),
        reach: Reach::default(),
        opening_hours: None,
        spoken_languages: Vec::new(),
        url: None,
        changed_at: Utc.with_ymd_and_hms(2026, 1, 2, 3, 4, 5).unwrap(),
    }
}

/// A department about which everything is known.
pub fn organisation() -> Organisation {
    let mut units = units();
    let own = units.pop().unwrap();
    Organisation {
        id: own.id,
        locale: locale("en"),
        name: own.name,
        abbreviation: texts([("de", "StA")]),
        description: texts([
            ("en", "Births, weddings, deaths."),
            ("de", "Geburten, Eheschließungen, Sterbefälle."),
        ]),
        units,
        place: place(),
        coordinates: Some(Coordinates { latitude: 52.520_008, longitude: 13.404_954 }),
        reach: reach(),
        opening_hours: hours("Mo-We,Fr 08:00-12:00; Th 14:00-17:30; PH off", false),
        spoken_languages: vec![locale("de"), locale("ar")],
        website: WebAddress::from_stored("https://standesamt.example/"),
        url: WebAddress::from_stored("https://stadt.example/en/registry-office"),
        changed_at: Utc.with_ymd_and_hms(2026, 9, 1, 8, 15, 30).unwrap(),
    }
}

/// A page below another.
pub fn page() -> Page {
    Page {
        id: Uuid::from_u128(5),
        title: texts([("en", "Getting married"), ("de", "Heiraten")]),
        summary: texts([("en", "What you need, and when.")]),
        department: units().pop(),
        parent_id: Some(Uuid::from_u128(6)),
        url: WebAddress::from_stored("https://stadt.example/en/registry-office/getting-married"),
        changed_at: Utc.with_ymd_and_hms(2026, 9, 1, 8, 15, 30).unwrap(),
    }
}
