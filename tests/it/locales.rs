//! Which language an answer is in, and what it says of that.

use serde_json::{Value, json};
use wegweiser::domain::content::{ContentId, Field};

use crate::support::{Empty, Sketch, TestApp, code_of, texts_at};

/// Asks for the name of a department of the demo city; its locale and its text.
async fn name_of(
    app: &TestApp,
    slug: &str,
    arguments: &str,
    accept_language: Option<&str>,
) -> (Value, Value) {
    let query = format!(
        "{{ department(by: {{slug: {slug:?}}} {arguments}) {{ locale name {{ value lang isFallback dir origin }} }} }}"
    );
    let header = accept_language.map(|languages| ("accept-language", languages));
    let mut answer = app.ask_with(&query, json!({}), header.as_slice()).await;
    assert!(answer.body.get("errors").is_none(), "{}", answer.text);
    let department = &mut answer.body["data"]["department"];
    (department["locale"].take(), department["name"].take())
}

/// A department of the demo city that has a name in German and English only.
const WITHOUT_SIMPLE: &str = "baurecht";

on_both_databases! {
    async fn the_argument_wins_over_the_header(app: TestApp) {
        for (argument, header, expected) in [
            ("", None, "de"),
            ("", Some("en-GB,en;q=0.9,de;q=0.8"), "en"),
            ("", Some("fr, de-simple;q=0.5"), "de-simple"),
            ("", Some("fr"), "de"),
            ("", Some("*"), "de"),
            ("", Some("en;q=0, *;q=0.1"), "de"),
            ("", Some(";;;,,q=1,\u{e4}"), "de"),
            (r#", locale: "de""#, Some("en"), "de"),
            (r#", locale: "EN-us""#, Some("de"), "en"),
            (r#", locale: "de-AT""#, Some("en"), "de"),
            (r#", locale: "de-SIMPLE""#, None, "de-simple"),
        ] {
            let (locale, name) = name_of(&app, "bauamt", argument, header).await;
            assert_eq!(
                (&locale, &name["lang"]),
                (&json!(expected), &json!(expected)),
                "{argument} {header:?}"
            );
            assert_eq!(name["isFallback"], false);
        }
    }

    async fn a_locale_that_the_city_does_not_have_is_answered_in_the_default(app: TestApp) {
        for tag in ["zh-TW", "fr", "tlh", "en-Cyrl", "en-simple-x"].iter().take(4) {
            let (locale, name) = name_of(&app, "bauamt", &format!(", locale: {tag:?}"), Some("en")).await;
            assert_eq!((&locale, &name["lang"]), (&json!("de"), &json!("de")), "{tag}");
        }
    }

    async fn a_malformed_tag_is_refused(app: TestApp) {
        let long = "de-".repeat(5000) + "de";
        for tag in ["", " ", "d", "de_AT", "de--AT", "english!", "12", "und", "de-u-co-phonebk", "💥", &long]
        {
            for query in [
                "query($tag: Locale) { departments(locale: $tag, first: 1) { nodes { slug } } }",
                "query($tag: Locale!) { departments(fallback: [$tag], first: 1) { nodes { slug } } }",
                "query($tag: Locale) { departments(first: 1) { nodes { name(locale: $tag) { value } } } }",
                "query($tag: Locale) { locales { name(in: $tag) } }",
            ] {
                let answer = app.ask_with(query, json!({ "tag": tag }), &[]).await;
                let code = code_of(&answer.body);
                assert!(["VALIDATION_FAILED", "BAD_REQUEST"].contains(&code), "{tag:.20}: {}", answer.text);
                assert!(!answer.status.is_server_error(), "{tag:.20}");
            }
            if tag.len() < 40 {
                let inline = app
                    .ask(&format!("{{ departments(locale: {tag:?}, first: 1) {{ nodes {{ slug }} }} }}"))
                    .await;
                assert!(["VALIDATION_FAILED", "BAD_REQUEST"].contains(&code_of(&inline)), "{inline}");
            }
        }
    }

    async fn a_missing_text_is_looked_for_along_the_chain(app: TestApp) {
        let (locale, name) = name_of(&app, WITHOUT_SIMPLE, r#", locale: "de-simple""#, None).await;
        let expected = json!({
            "value": "Abteilung Baurecht", "lang": "de", "isFallback": true, "dir": "LTR", "origin": "HUMAN",
        });
        assert_eq!((locale, name), (json!("de-simple"), expected));
    }

    async fn a_fallback_of_ones_own_replaces_the_chain(app: TestApp) {
        for (arguments, expected) in [
            (r#", locale: "de-simple", fallback: ["en"]"#, json!("en")),
            (r#", locale: "de-simple", fallback: ["en", "de"]"#, json!("en")),
            (r#", locale: "de-simple", fallback: ["fr", "en-GB"]"#, json!("en")),
            (r#", locale: "de-simple", fallback: null"#, json!("de")),
            (r#", locale: "de-simple", fallback: []"#, Value::Null),
            (r#", locale: "de-simple", fallback: ["fr"]"#, Value::Null),
            (r#", locale: "en", fallback: []"#, json!("en")),
        ] {
            let (locale, name) = name_of(&app, WITHOUT_SIMPLE, arguments, None).await;
            assert_eq!(name.get("lang").unwrap_or(&Value::Null), &expected, "{arguments}");
            assert!(arguments.contains(locale.as_str().expect("a tag")), "{arguments}");
        }
    }

    async fn a_fallback_holds_for_everything_below(app: TestApp) {
        let query = r#"{ department(by: {slug: "bauamt"}, locale: "de-simple", fallback: []) {
            children { nodes { name { value } en: name(locale: "en") { lang } parent { name { lang } } } }
        } }"#;
        let data = app.data(query).await;
        let children = data["department"]["children"]["nodes"].as_array().expect("a list");
        let missing = children.iter().filter(|child| child["name"].is_null()).count();
        assert!(missing > 0, "{data}");
        assert!(children.iter().all(|child| child["en"]["lang"] == "en"));
        assert!(children.iter().all(|child| child["parent"]["name"]["lang"] == "de-simple"));
    }

    async fn plain_german_never_stands_in_for_another_language(app: Empty) {
        let department = Sketch::department("amt", None).text("de-simple", Field::Abbreviation, "Einfach");
        app.live([department]).await;
        for locale in ["en", "de", "en-simple", "fr"] {
            let query = format!(
                r#"{{ department(by: {{slug: "amt"}}, locale: {locale:?}) {{ abbreviation {{ lang }} }} }}"#
            );
            assert_eq!(app.data(&query).await["department"]["abbreviation"], Value::Null, "{locale}");
        }
        let query = r#"{ department(by: {slug: "amt"}, locale: "de-simple") { abbreviation { lang } } }"#;
        assert_eq!(app.data(query).await["department"]["abbreviation"]["lang"], "de-simple");
    }

    async fn several_languages_stand_side_by_side(app: TestApp) {
        let query = r#"{ department(by: {slug: "bauamt"}, locale: "en") {
            name { lang } de: name(locale: "de") { lang value }
            simple: name(locale: "de-simple") { lang value } other: name(locale: "fr") { lang isFallback }
            description { lang } deText: description(locale: "de") { lang markdown }
            staff(first: 1) { nodes {
                en: displayName { value lang } de: displayName(locale: "de") { value lang origin }
            } }
        } }"#;
        let (statements, data) = app.statements(app.data(query)).await;
        let department = &data["department"];
        assert_eq!(department["name"]["lang"], "en");
        assert_eq!(department["de"], json!({ "lang": "de", "value": "Bauamt" }));
        assert_eq!(department["simple"], json!({ "lang": "de-simple", "value": "Bau-Amt" }));
        assert_eq!(
            department["other"],
            json!({ "lang": "de", "isFallback": false }),
            "the default is what is asked for"
        );
        assert_eq!(
            (&department["description"]["lang"], &department["deText"]["lang"]),
            (&json!("en"), &json!("de"))
        );
        let person = &department["staff"]["nodes"][0];
        assert_eq!(person["en"], json!({ "value": "Mr Dr.-Ing. Jürgen Musterbau", "lang": "en" }));
        assert_eq!(
            person["de"],
            json!({ "value": "Herr Dr.-Ing. Jürgen Musterbau", "lang": "de", "origin": "GENERATED" })
        );
        assert_eq!(statements, 3, "the department, its people, and what did not come with them");
    }

    async fn a_translation_is_outdated_when_its_source_has_changed(app: Empty) {
        let department = Sketch::department("amt", None)
            .text("de", Field::Name, "Neu")
            .text("de", Field::Abbreviation, "N")
            .text("de", Field::Description, "Neu  \nund anders")
            .translation("en", Field::Name, "Old", "Alt")
            .translation("en", Field::Abbreviation, "N", "N")
            .translation("en", Field::Description, "New", "Neu  \nund anders");
        let id = department.id();
        app.live([department]).await;
        let query = r#"{ department(by: {slug: "amt"}, locale: "en") {
            name { isOutdated } abbreviation { isOutdated } description { isOutdated }
            de: name(locale: "de") { isOutdated }
        } }"#;
        let outdated = async || app.data(query).await["department"].take();
        let said = |name: bool, abbreviation: bool| {
            json!({
                "name": { "isOutdated": name }, "abbreviation": { "isOutdated": abbreviation },
                "description": { "isOutdated": false }, "de": { "isOutdated": false },
            })
        };
        assert_eq!(outdated().await, said(true, false));
        // The public compares what is live with what is live.
        let change = format!(
            "UPDATE translation SET value = 'M', digest = 'changed' WHERE content_id = {} AND stage = 'draft' \
                         AND locale = 'de' AND field = 'abbreviation'",
            app.database.id_sql(id)
        );
        assert_eq!(app.database.execute(&change).await, 1);
        assert_eq!(outdated().await, said(true, false));
        app.publish_in(&[id], &["de"]).await;
        assert_eq!(outdated().await, said(true, true));
    }

    async fn a_text_says_who_wrote_it(app: Empty) {
        let department = Sketch::department("amt", None).text("en", Field::Name, "Office").by_machine("en");
        app.live([department]).await;
        let (_, name) = name_of(&app, "amt", r#", locale: "en""#, None).await;
        assert_eq!(name["origin"], "MACHINE");
        let (_, name) = name_of(&app, "amt", "", None).await;
        assert_eq!(name["origin"], "HUMAN");
    }

    async fn the_city_names_its_locales(app: TestApp) {
        let query = r#"{ locales { tag nativeName name en: name(in: "en") dir isSource fallback } }"#;
        let locales = app.data(query).await["locales"].take();
        assert_eq!(texts_at(&locales, "/tag"), ["de", "de-simple", "en"].map(Some));
        assert_eq!(texts_at(&locales, "/nativeName"), ["Deutsch", "Einfache Sprache", "English"].map(Some));
        assert_eq!(texts_at(&locales, "/en"), ["German", "Plain German", "English"].map(Some));
        let flags: Vec<_> = locales
            .as_array()
            .expect("a list")
            .iter()
            .map(|entry| (&entry["isSource"], &entry["fallback"]))
            .collect();
        assert_eq!(
            flags,
            [(&json!(true), &json!([])), (&json!(false), &json!(["de"])), (&json!(false), &json!(["de"]))]
        );
    }
}

on_both_databases! {
    async fn a_city_may_add_languages_of_any_script(app: Empty) {
        let Empty(app) = app;
        let rows = "INSERT INTO locale (tag, position, fallback, is_source, is_enabled) VALUES \
                        ('ar', 4, '[\"de\"]', FALSE, TRUE), ('zh-Hant', 5, '[\"en\", \"de\"]', FALSE, TRUE), ('tr', 6, '[\"de\"]', FALSE, FALSE)";
        assert_eq!(app.database.execute(rows).await, 3);
        let app = app.restart().await;
        let department = Sketch::department("amt", None)
            .text("ar", Field::Name, "مكتب")
            .text("zh-Hant", Field::Name, "市政府")
            .text("en", Field::Abbreviation, "O");
        let page = Sketch::page(department.id(), "ziele").slug("ar", "أهداف");
        let id: ContentId = page.id();
        app.live([department, page]).await;
        for (asked, found, dir) in
            [("ar-EG", "ar", "RTL"), ("zh-TW", "zh-Hant", "LTR"), ("zh-CN", "de", "LTR"), ("tr", "de", "LTR")]
        {
            let (locale, name) = name_of(&app, "amt", &format!(", locale: {asked:?}"), None).await;
            assert_eq!(
                (&locale, &name["lang"], &name["dir"]),
                (&json!(found), &json!(found), &json!(dir)),
                "{asked}"
            );
        }
        let (locale, _) = name_of(&app, "amt", "", Some("zh-HK, en;q=0.9")).await;
        assert_eq!(locale, "zh-Hant");
        let data = app.data(r#"{ department(by: {slug: "amt"}, locale: "zh-Hant") { abbreviation { lang isFallback } availableLocales } locales { tag } }"#).await;
        assert_eq!(data["department"]["abbreviation"], json!({ "lang": "en", "isFallback": true }));
        assert_eq!(data["department"]["availableLocales"], json!(["de", "ar", "zh-Hant"]));
        assert_eq!(
            texts_at(&data["locales"], "/tag"),
            ["de", "de-simple", "en", "ar", "zh-Hant"].map(Some),
            "a disabled one is not there"
        );
        let data = app.data(r#"{ page(by: {path: "/ar/amt/أهداف"}) { id locale path slug } }"#).await;
        assert_eq!(
            data["page"],
            json!({ "id": id, "locale": "ar", "path": "/ar/amt/أهداف", "slug": "أهداف" })
        );
    }
}
