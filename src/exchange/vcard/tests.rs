//! What cards promise, read back by another parser of vCards.

use calcard::vcard::{
    VCard, VCardEntry, VCardKind, VCardParameterName, VCardProperty, VCardValue, VCardVersion,
};
use proptest::prelude::*;

use super::super::card::samples::{
    bare_person, locale, organisation as sample_organisation, person as sample, texts,
};
use super::super::card::{Localized, Texts};
use super::*;

fn read(card: &str) -> VCard {
    VCard::parse(card).unwrap_or_else(|fault| panic!("{fault:?}\n{card}"))
}

fn all<'a>(card: &'a VCard, property: &VCardProperty) -> Vec<&'a VCardEntry> {
    card.entries.iter().filter(|entry| entry.name == *property).collect()
}

/// The one value of the one property of this name.
fn only(card: &VCard, property: &VCardProperty) -> String {
    let entries = all(card, property);
    assert_eq!(entries.len(), 1, "{property:?}");
    components(entries[0]).join(" | ")
}

/// The values of a property, components apart.
fn components(entry: &VCardEntry) -> Vec<String> {
    let value = |value: &VCardValue| match value {
        VCardValue::Component(parts) => parts.clone(),
        other => vec![other.as_text().unwrap_or_default().to_owned()],
    };
    entry.values.iter().flat_map(value).collect()
}

fn parameter<'a>(entry: &'a VCardEntry, name: &VCardParameterName) -> Option<&'a str> {
    entry.params.iter().find(|parameter| parameter.name == *name)?.value.as_text()
}

/// The label of the address, decoded by RFC 6868, which the parser does not know.
fn label(card: &str) -> String {
    let unfolded = card.replace("\r\n ", "");
    let (_, from_label) = unfolded.split_once(";LABEL=\"").unwrap();
    let (encoded, _) = from_label.split_once('"').unwrap();
    let mut label = String::new();
    let mut characters = encoded.chars();
    while let Some(character) = characters.next() {
        label.push(match character {
            '^' => match characters.next() {
                Some('n') => '\n',
                Some('\'') => '"',
                Some('^') => '^',
                other => panic!("^{other:?} in {encoded}"),
            },
            plain => plain,
        });
    }
    label
}

#[test]
fn a_person_is_read_back_whole() {
    let text = person(&sample());
    let card = read(&text);
    assert_eq!(card.version(), Some(VCardVersion::V4_0));
    assert_eq!(all(&card, &VCardProperty::Kind)[0].values, [VCardValue::Kind(VCardKind::Individual)]);
    assert_eq!(only(&card, &VCardProperty::Fn), "Dr. Ada Beispiel");
    assert_eq!(only(&card, &VCardProperty::N), "Beispiel | Ada |  | Dr. | ");
    assert_eq!(only(&card, &VCardProperty::Uid), "urn:uuid:0192a000-0000-7000-8000-000000000003");
    assert_eq!(only(&card, &VCardProperty::Email), "ada.beispiel@stadt.example");
    assert_eq!(only(&card, &VCardProperty::Note), "Bitte melden Sie sich an.\nZimmer im Hof.");
    assert_eq!(
        only(&card, &VCardProperty::Url),
        "https://stadt.example/en/people/0192a000-0000-7000-8000-000000000003"
    );
    assert!(text.contains("\r\nGRAMGENDER:feminine\r\n"), "{text}");
    assert!(text.contains("\r\nREV:20260901T081530Z\r\n"), "{text}");
    assert!(text.contains("\r\nTEL;VALUE=uri;TYPE=work,voice:tel:+4930231\u{32}5101;ext=12\r\n"), "{text}");
    assert!(text.contains("\r\nTEL;VALUE=uri;TYPE=work,fax:tel:+493023125199\r\n"), "{text}");
    assert!(text.contains("\r\nLANGUAGE:en\r\n"), "{text}");
}

#[test]
fn a_title_stands_in_every_language_and_the_one_asked_for_is_preferred() {
    let card = read(&person(&sample()));
    let titles = all(&card, &VCardProperty::Title);
    let found: Vec<_> = titles
        .iter()
        .map(|title| (title.language().unwrap(), title.alt_id().unwrap(), components(title).join("|")))
        .collect();
    assert_eq!(
        found,
        [
            ("en", "2", "Registrar".to_owned()),
            ("de", "2", "Standesbeamtin".to_owned()),
            ("ar", "2", "مسجلة".to_owned())
        ]
    );
    let preferred: Vec<bool> = titles
        .iter()
        .map(|title| title.params.iter().any(|parameter| parameter.name == VCardParameterName::Pref))
        .collect();
    assert_eq!(preferred, [true, false, false]);
    let roles: Vec<String> =
        all(&card, &VCardProperty::Role).iter().map(|role| components(role).join("|")).collect();
    assert_eq!(roles, ["Weddings", "Eheschließungen", "Geburten, Sterbefälle"]);
}

#[test]
fn an_organisation_is_a_path_in_every_language() {
    let card = read(&person(&sample()));
    let paths: Vec<Vec<String>> = all(&card, &VCardProperty::Org).into_iter().map(components).collect();
    assert_eq!(
        paths,
        [
            ["City Administration", "Registry Office"],
            ["Stadtverwaltung", "Standesamt"],
            // The department above has no Arabic name.
            ["City Administration", "مكتب الأحوال المدنية"],
        ]
    );
}

#[test]
fn a_room_stands_in_the_label_of_the_address() {
    let text = person(&sample());
    let card = read(&text);
    let address = all(&card, &VCardProperty::Adr)[0];
    assert_eq!(components(address), ["", "", "Marktplatz 1", "Beispielstadt", "", "01234", ""]);
    assert_eq!(label(&text), "Rathaus, Nordflügel, 2.14\nMarktplatz 1\n01234 Beispielstadt");
    assert_eq!(parameter(address, &VCardParameterName::Cc), Some("DE"));
}

#[test]
fn a_department_is_read_back_whole() {
    let text = organisation(&sample_organisation());
    let card = read(&text);
    assert_eq!(all(&card, &VCardProperty::Kind)[0].values, [VCardValue::Kind(VCardKind::Org)]);
    let names: Vec<String> =
        all(&card, &VCardProperty::Fn).iter().map(|name| components(name).join("|")).collect();
    assert_eq!(names, ["Registry Office", "Standesamt", "مكتب الأحوال المدنية"]);
    assert_eq!(components(all(&card, &VCardProperty::Org)[1]), ["Stadtverwaltung", "Standesamt"]);
    assert_eq!(only(&card, &VCardProperty::Geo), "geo:52.520008,13.404954");
    assert_eq!(all(&card, &VCardProperty::Url).len(), 2);
    assert_eq!(all(&card, &VCardProperty::Lang).len(), 2);
    assert!(all(&card, &VCardProperty::N).is_empty());
}

#[test]
fn what_is_not_known_is_left_out() {
    assert_eq!(
        person(&bare_person()),
        concat!(
            "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:individual\r\nLANGUAGE:de\r\nFN:Ng Ân\r\nN:Ân;Ng;;;\r\n",
            "UID:urn:uuid:00000000-0000-0000-0000-000000000004\r\nREV:20260102T030405Z\r\nPRODID:-//Wegweiser//Wegweiser ",
            env!("CARGO_PKG_VERSION"),
            "//EN\r\nEND:VCARD\r\n"
        )
    );
    let nameless =
        Organisation { name: Texts::default(), abbreviation: Texts::default(), ..sample_organisation() };
    assert_eq!(only(&read(&organisation(&nameless)), &VCardProperty::Fn), urn(nameless.id));
}

#[test]
fn no_value_is_too_nasty() {
    let long = "Zuständig für „Alles\u{2019} 😀 שלום ".repeat(70);
    for nasty in [
        "a,b;c\\d\"e^f^nn:g=h",
        "\\n\\,\\;",
        "\"",
        "^'",
        "مرحبا بالعالم",
        "👩‍👩‍👧‍👦",
        " blanks around ",
        "ends with a backslash\\",
        long.trim(),
    ] {
        let nasty_person = Person {
            family_name: nasty.to_owned(),
            note: texts([("de", nasty)]),
            role_title: texts([("en", nasty), ("de", nasty)]),
            place: Place { address: None, building: Some(nasty.to_owned()), room: None },
            ..sample()
        };
        let text = person(&nasty_person);
        let card = read(&text);
        assert_eq!(components(all(&card, &VCardProperty::N)[0])[0], nasty, "{text}");
        assert_eq!(only(&card, &VCardProperty::Note), nasty, "{text}");
        for title in all(&card, &VCardProperty::Title) {
            assert_eq!(components(title), [nasty], "{text}");
        }
        assert_eq!(label(&text), nasty, "{text}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    }
}

#[test]
fn the_example_of_the_documentation_is_a_real_one() {
    let example = person(&sample()).replace("\r\n", "\n");
    let documentation = include_str!("../../../docs/outputs.md");
    // The version is that of the day.
    let example = example.replace(env!("CARGO_PKG_VERSION"), "0.1.0");
    assert!(documentation.contains(&format!("```vcard\n{example}```")), "{example}");
}

/// Texts that try to end their line, or to look like a property.
fn nasty() -> impl Strategy<Value = String> {
    let pieces = [
        "\r\n",
        "\n",
        "\r",
        "\u{85}",
        "\u{2028}",
        "\u{b}",
        "\0",
        "\u{7f}",
        "\u{9b}",
        "END:VCARD",
        "TEL:1",
        "\\",
        "\\n",
        ",",
        ";",
        ":",
        "\"",
        "^",
        "^n",
        "=",
        " ",
        "\t",
        "ü",
        "😀",
        "ש",
        "a",
    ];
    let piece =
        prop_oneof![proptest::sample::select(pieces.to_vec()).prop_map(str::to_owned), any::<String>()];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn nothing_that_is_written_starts_a_property(
        name in nasty(), title in nasty(), note in nasty(), unit in nasty(), room in nasty(), street in nasty(),
    ) {
        let written = |value: &str| Texts::new([Localized { locale: locale("de"), value: value.to_owned() }]);
        let tame = Person {
            role_title: written("a"),
            note: written("a"),
            responsibilities: vec![written("a")],
            ..sample()
        };
        let mut nasty = tame.clone();
        nasty.family_name.clone_from(&name);
        nasty.academic_title = Some(title.clone());
        // Never empty, so that there are as many properties as without the nastiness.
        nasty.role_title = written(&format!("a{title}"));
        nasty.note = written(&format!("a{note}"));
        nasty.responsibilities = vec![written(&format!("a{note}"))];
        nasty.units[0].name = written(&format!("a{unit}"));
        nasty.units[1].name = Texts::new([
            Localized { locale: locale("en"), value: format!("a{unit}") },
            Localized { locale: locale("de"), value: format!("a{name}") },
            Localized { locale: locale("ar"), value: "a".to_owned() },
        ]);
        nasty.place.room = Some(room);
        if let Some(address) = &mut nasty.place.address {
            address.street.clone_from(&street);
            address.country.clone_from(&street);
        }
        let text = person(&nasty);
        prop_assert!(!text.chars().any(|c| c.is_control() && !matches!(c, '\r' | '\n' | '\t')), "{text:?}");
        prop_assert!(!text.replace("\r\n", "").contains(['\r', '\n', '\u{85}', '\u{2028}', '\u{2029}']), "{text:?}");
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text:?}");
        let properties = |card: &str| -> Vec<String> {
            let unfolded = card.replace("\r\n ", "");
            unfolded.lines().map(|line| line.split([':', ';']).next().unwrap_or_default().to_owned()).collect()
        };
        prop_assert_eq!(properties(&text), properties(&person(&tame)), "{}", text);
        let names = |card: &VCard| card.entries.iter().map(|entry| entry.name.clone()).collect::<Vec<_>>();
        prop_assert_eq!(names(&read(&text)), names(&read(&person(&tame))), "{}", text);
    }
}
