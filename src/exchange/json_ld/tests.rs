//! What the documents promise.

use serde_json::{Value, json};

use super::super::card::samples::{
    bare_person, hours, organisation as sample_organisation, page as sample_page, person as sample, texts,
};
use super::*;

fn specification(days: Value, opens: &str, closes: &str) -> Value {
    json!({ "@type": "OpeningHoursSpecification", "dayOfWeek": days, "opens": opens, "closes": closes })
}

#[test]
fn a_person_works_for_a_department_and_is_reached_at_hours() {
    assert_eq!(
        person(&sample()),
        json!({
            "@context": "https://schema.org",
            "@type": "Person",
            "@id": "urn:uuid:0192a000-0000-7000-8000-000000000003",
            "name": "Ada Beispiel",
            "givenName": "Ada",
            "familyName": "Beispiel",
            "honorificPrefix": "Dr.",
            "jobTitle": [
                { "@language": "en", "@value": "Registrar" },
                { "@language": "de", "@value": "Standesbeamtin" },
                { "@language": "ar", "@value": "مسجلة" },
            ],
            "description": { "@language": "de", "@value": "Bitte melden Sie sich an.\nZimmer im Hof." },
            "worksFor": {
                "@type": "GovernmentOrganization",
                "@id": "urn:uuid:00000000-0000-0000-0000-000000000002",
                "name": [
                    { "@language": "en", "@value": "Registry Office" },
                    { "@language": "de", "@value": "Standesamt" },
                    { "@language": "ar", "@value": "مكتب الأحوال المدنية" },
                ],
            },
            "contactPoint": {
                "@type": "ContactPoint",
                "telephone": "+49 30 23125 101 ext. 12",
                "faxNumber": "+49 30 23125 199",
                "email": "ada.beispiel@stadt.example",
                "description": [
                    { "@language": "en", "@value": "Also by appointment" },
                    { "@language": "de", "@value": "Außerdem nach Vereinbarung" },
                ],
                "hoursAvailable": [
                    specification(json!(["Monday", "Tuesday", "Wednesday", "Friday"]), "08:00:00", "12:00:00"),
                    specification(json!(["Thursday"]), "14:00:00", "17:30:00"),
                    { "@type": "OpeningHoursSpecification", "dayOfWeek": "PublicHolidays" },
                ],
            },
            "workLocation": {
                "@type": "Place",
                "address": {
                    "@type": "PostalAddress",
                    "extendedAddress": "Rathaus, Nordflügel, 2.14",
                    "streetAddress": "Marktplatz 1",
                    "postalCode": "01234",
                    "addressLocality": "Beispielstadt",
                    "addressCountry": "DE",
                },
            },
            "hasOccupation": {
                "@type": "Occupation",
                "name": [
                    { "@language": "en", "@value": "Registrar" },
                    { "@language": "de", "@value": "Standesbeamtin" },
                    { "@language": "ar", "@value": "مسجلة" },
                ],
                "responsibilities": [
                    { "@language": "en", "@value": "Weddings" },
                    { "@language": "de", "@value": "Eheschließungen" },
                    { "@language": "de", "@value": "Geburten, Sterbefälle" },
                ],
            },
            "url": "https://stadt.example/en/people/0192a000-0000-7000-8000-000000000003",
        })
    );
}

#[test]
fn a_department_is_open_where_its_office_is() {
    let document = organisation(&sample_organisation());
    assert_eq!(document["@type"], "GovernmentOrganization");
    assert_eq!(document["parentOrganization"]["@id"], "urn:uuid:00000000-0000-0000-0000-000000000001");
    assert_eq!(document["alternateName"], json!({ "@language": "de", "@value": "StA" }));
    assert_eq!(document["sameAs"], "https://standesamt.example/");
    assert_eq!(document["contactPoint"]["availableLanguage"], json!(["de", "ar"]));
    assert_eq!(document["contactPoint"]["hoursAvailable"], Value::Null);
    let office = &document["location"];
    assert_eq!(office["@type"], "GovernmentOffice");
    assert_eq!(
        office["geo"],
        json!({ "@type": "GeoCoordinates", "latitude": 52.520_008, "longitude": 13.404_954 })
    );
    assert_eq!(office["openingHoursSpecification"].as_array().unwrap().len(), 3);
    assert_eq!(office["address"], document["address"]);
}

#[test]
fn a_page_says_its_language_and_what_it_is_about() {
    let document = page(&sample_page());
    assert_eq!(document["@type"], "WebPage");
    assert_eq!(document["inLanguage"], "en");
    assert_eq!(document["dateModified"], "2026-09-01T08:15:30Z");
    assert_eq!(document["about"]["@id"], "urn:uuid:00000000-0000-0000-0000-000000000002");
    assert_eq!(
        document["isPartOf"],
        json!({ "@type": "WebPage", "@id": "urn:uuid:00000000-0000-0000-0000-000000000006" })
    );
}

#[test]
fn what_is_not_known_is_left_out() {
    assert_eq!(
        person(&bare_person()),
        json!({
            "@context": "https://schema.org",
            "@type": "Person",
            "@id": "urn:uuid:00000000-0000-0000-0000-000000000004",
            "name": "Ng Ân",
            "givenName": "Ng",
            "familyName": "Ân",
        })
    );
}

#[test]
fn hours_that_are_no_plain_week_are_not_claimed() {
    let first_monday =
        Organisation { opening_hours: hours("Mo[1] 08:00-12:00", true), ..sample_organisation() };
    let text = to_script(&organisation(&first_monday));
    assert!(!text.contains("OpeningHours") && !text.contains("08:00"), "{text}");
    assert!(text.contains("Außerdem nach Vereinbarung"), "{text}");
}

#[test]
fn certain_dates_are_special_hours_of_a_place_and_silence_those_of_a_person() {
    let rule = "Mo-Su 00:00-24:00; 2026 Dec 24-2026 Dec 26 off; 2026 Dec 31 08:00-24:00";
    let office = &organisation(&Organisation { opening_hours: hours(rule, false), ..sample_organisation() })
        ["location"];
    assert_eq!(
        office["openingHoursSpecification"],
        json!([specification(
            json!(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
            "00:00:00",
            "23:59:00"
        )])
    );
    assert_eq!(
        office["specialOpeningHoursSpecification"],
        json!([
            {
                "@type": "OpeningHoursSpecification",
                "validFrom": "2026-12-24",
                "validThrough": "2026-12-26",
            },
            {
                "@type": "OpeningHoursSpecification",
                "validFrom": "2026-12-31",
                "validThrough": "2026-12-31",
                "opens": "08:00:00",
                "closes": "00:00:00",
            },
        ])
    );
    let document = person(&Person { opening_hours: hours(rule, false), ..sample() });
    assert_eq!(document["contactPoint"]["hoursAvailable"], Value::Null);
}

#[test]
fn by_appointment_alone_is_said_and_no_hours_are() {
    let hours = Some(OpeningHours { rule: None, is_by_appointment: true });
    let contact = &person(&Person { opening_hours: hours, ..sample() })["contactPoint"];
    assert_eq!(contact["description"][0]["@value"], "By appointment only");
    assert_eq!(contact["hoursAvailable"], Value::Null);
}

#[test]
fn no_value_ends_the_script_element_that_it_stands_in() {
    let nasty = "</script><!-- <script> ]]> & \u{2028} \" \\ \n";
    let document = person(&Person { note: texts([("de", nasty)]), ..sample() });
    let text = to_script(&document);
    assert!(!text.contains(['<', '>', '&', '\n']), "{text}");
    let again: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(again, document);
    assert_eq!(again["description"]["@value"], nasty);
}

#[test]
fn the_example_of_the_documentation_is_a_real_one() {
    let example = serde_json::to_string_pretty(&person(&sample())).unwrap();
    let documentation = include_str!("../../../docs/outputs.md");
    assert!(documentation.contains(&format!("```json\n{example}\n```")), "{example}");
}
