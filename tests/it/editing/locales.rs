//! Administrators manage the city's locales.

use std::time::Duration;

use serde_json::{Value, json};
use wegweiser::app::App;
use wegweiser::domain::content::Field;
use wegweiser::domain::permission::Role;

use crate::support::{Empty, Sketch, TestApp, clock, home};

const LOCALES: &str = "{ locales(includesDisabled: true) { tag isEnabled isSource fallback } }";

async fn tags(app: &TestApp) -> Vec<String> {
    let data = app.data("{ locales { tag } }").await;
    let tag = |locale: &Value| locale["tag"].as_str().expect("a tag").to_owned();
    data["locales"].as_array().expect("a list").iter().map(tag).collect()
}

on_both_databases! {
    async fn a_locale_is_added_and_every_list_knows_it_at_once(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None).text("de", Field::Name, "Öffentliches Amt");
        let id = department.id();
        let page = Sketch::page(id, "seite");
        app.live([department, Sketch::department("zoo", None), page]).await;
        let input = json!({ "tag": "TR", "fallback": ["en", "de"], "position": 2 });
        let saved = app.done(&token, "localeSave", input, "locale { tag isEnabled isSource fallback nativeName }").await;
        assert_eq!(saved["locale"], json!({
            "tag": "tr", "isEnabled": true, "isSource": false, "fallback": ["en", "de"], "nativeName": "Türkçe"
        }));
        assert_eq!(tags(&app).await, ["de", "tr", "de-simple", "en"]);
        // Lists by name in the new locale have all rows, and a text in it is found.
        let list = r#"{ departments(locale: "tr") { totalCount nodes { slug locale name { value lang isFallback } } } }"#;
        let data = app.data(list).await;
        assert_eq!(data["departments"]["totalCount"], 2);
        assert_eq!(data["departments"]["nodes"][0], json!({
            "slug": "amt", "locale": "tr", "name": { "value": "Öffentliches Amt", "lang": "de", "isFallback": true }
        }));
        let set = json!({ "texts": [{ "locale": "tr", "name": "Daire" }] });
        app.done(&token, "departmentUpdate", json!({ "id": id, "expectedVersion": 2, "set": set }), "").await;
        app.publish(&[id]).await;
        let data = app.data(r#"{ department(by: {slug: "amt"}, locale: "tr") { name { value lang } availableLocales } }"#).await;
        assert_eq!(data["department"], json!({ "name": { "value": "Daire", "lang": "tr" }, "availableLocales": ["de", "tr"] }));
    }

    async fn a_disabled_locale_is_for_the_desk_alone(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None).text("en", Field::Name, "Office");
        let id = department.id();
        let page = Sketch::page(id, "seite").slug("en", "page");
        app.live([department, page]).await;
        let problems = app.run(&token, "localeSave", json!({ "tag": "en", "isEnabled": false }), "").await["problems"].take();
        assert_eq!(problems, json!([{
            "__typename": "LocaleInUse", "code": "LOCALE_IN_USE", "path": ["input", "isEnabled"],
            "message": "en has texts, which readers would no longer find",
            "contentCount": 2, "liveContentCount": 2, "textCount": 2
        }]));
        assert_eq!(tags(&app).await, ["de", "de-simple", "en"]);
        let input = json!({ "tag": "en", "isEnabled": false, "acceptInUse": true });
        app.done(&token, "localeSave", input, "").await;
        assert_eq!(tags(&app).await, ["de", "de-simple"]);
        let data = app.data(r#"{ department(by: {slug: "amt"}, locale: "en") { locale name { value } availableLocales }
            page(by: {path: "/en/amt/page"}) { path } }"#).await;
        assert_eq!(data["department"], json!({ "locale": "de", "name": { "value": "amt" }, "availableLocales": ["de"] }));
        assert_eq!(data["page"]["path"], "/de/amt/seite", "the former path leads on");
        let data = app.data_as(&token, LOCALES, json!({})).await;
        assert_eq!(data["locales"][2], json!({ "tag": "en", "isEnabled": false, "isSource": false, "fallback": ["de"] }));
        // Translators go on; then it is public again, with everything.
        let set = json!({ "texts": [{ "locale": "en", "abbreviation": "OFF" }] });
        app.done(&token, "departmentUpdate", json!({ "id": id, "expectedVersion": 2, "set": set }), "").await;
        app.done(&token, "localeSave", json!({ "tag": "en", "isEnabled": true }), "").await;
        let data = app.data(r#"{ departments(locale: "en") { nodes { name { value } } } page(by: {path: "/en/amt/page"}) { path } }"#).await;
        assert_eq!(data, json!({ "departments": { "nodes": [{ "name": { "value": "Office" } }] }, "page": { "path": "/en/amt/page" } }));
    }

    async fn removing_a_locale_takes_its_texts_and_keeps_the_history(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None).translation("en", Field::Name, "Office", "amt");
        let id = department.id();
        let page = Sketch::page(id, "seite").slug("en", "page");
        app.live([department, page]).await;
        let problems = app.problems(&token, "localeRemove", json!({ "tag": "en" })).await;
        assert_eq!(problems, ["LOCALE_IN_USE input.tag: en has texts, which would be lost"]);
        let left = app.done(&token, "localeRemove", json!({ "tag": "en", "acceptInUse": true }), "locales { tag }").await;
        assert_eq!(left["locales"], json!([{ "tag": "de" }, { "tag": "de-simple" }]));
        for table in ["translation", "page_slug", "page_path", "label"] {
            assert_eq!(app.database.count(&format!("{table} WHERE locale = 'en'")).await, 0, "{table}");
        }
        let history = app.database.rows("SELECT verb || ' ' || version AS line FROM revision ORDER BY content_id, version").await;
        assert_eq!(history, ["create 1", "publish 2", "locale_remove 3", "create 1", "publish 2", "locale_remove 3"]);
        let data = app.data(r#"{ department(by: {slug: "amt"}, locale: "en") { locale name { value } } }"#).await;
        assert_eq!(data["department"], json!({ "locale": "de", "name": { "value": "amt" } }));
    }

    async fn a_locale_that_has_slugs_alone_is_in_use(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let page = Sketch::page(department.id(), "seite");
        let id = page.id();
        app.draft([department, page]).await;
        let set = json!({ "slugs": [{ "locale": "en", "slug": "page" }] });
        app.done(&token, "pageUpdate", json!({ "id": id, "expectedVersion": 1, "set": set }), "").await;
        let problems = app.run(&token, "localeRemove", json!({ "tag": "en" }), "").await["problems"].take();
        assert_eq!((&problems[0]["code"], &problems[0]["contentCount"]), (&json!("LOCALE_IN_USE"), &json!(1)), "{problems}");
    }

    async fn the_source_stays_and_chains_hold(app: Empty) {
        let token = app.admin().await;
        // While there is no content, another locale may become the source.
        app.done(&token, "localeSave", json!({ "tag": "en", "isSource": true, "fallback": [] }), "").await;
        app.done(&token, "localeSave", json!({ "tag": "de", "isSource": true }), "").await;
        app.draft([Sketch::department("amt", None)]).await;
        for (input, expected) in [
            (json!({ "tag": "de", "isEnabled": false }), "INVALID_FIELD input.isEnabled: de is the source and cannot be disabled"),
            (json!({ "tag": "en", "isSource": true }), "INVALID_FIELD input.isSource: content is written already: its source locale cannot change any more"),
            (json!({ "tag": "de", "isSource": false }), "INVALID_FIELD input.isSource: make another locale the source instead"),
            (json!({ "tag": "en", "fallback": ["en"] }), "INVALID_FIELD input.fallback: en falls back to itself"),
            (json!({ "tag": "en", "fallback": ["fr"] }), "INVALID_FIELD input.fallback: en falls back to fr, which is no locale of the city"),
            (json!({ "tag": "en", "fallback": ["de", "de"] }), "INVALID_FIELD input.fallback: en falls back to de twice"),
            (json!({ "tag": "fr", "position": 0 }), "INVALID_FIELD input.position: counts from 1"),
        ] {
            assert_eq!(app.problems(&token, "localeSave", input).await, [expected]);
        }
        for (input, expected) in [
            (json!({ "tag": "fr" }), "NOT_FOUND input.tag: fr is no locale of the city"),
            (json!({ "tag": "de", "acceptInUse": true }), "INVALID_FIELD input.tag: the source locale cannot be removed"),
        ] {
            let problems = app.problems(&token, "localeRemove", input).await;
            assert!(problems.iter().any(|problem| problem == expected), "{problems:?}");
        }
        let leaning = app.problems(&token, "localeRemove", json!({ "tag": "de" })).await;
        assert!(leaning[1].contains("is a fallback of de-simple"), "{leaning:?}");
        assert_eq!(tags(&app).await, ["de", "de-simple", "en"]);
    }

    async fn another_process_takes_the_change_over(app: Empty) {
        let token = app.admin().await;
        let archive = app.database.archive().await;
        let other = App::new(archive.clone(), clock(), home()).await.expect("a migrated database");
        let follow = tokio::spawn({
            let other = other.clone();
            async move { other.follow_locales().await }
        });
        app.done(&token, "localeSave", json!({ "tag": "uk" }), "").await;
        let has_it = async {
            while other.locales().find("uk").is_none() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), has_it).await.expect("it is taken over");
        follow.abort();
        archive.close().await.expect("nothing holds the database");
    }

    async fn only_administrators_manage_locales(app: Empty) {
        let token = app.account("Eda").may(Role::Publisher).make().await.token;
        for (mutation, input) in [
            ("localeSave", json!({ "tag": "fr" })), ("localeRemove", json!({ "tag": "en", "acceptInUse": true })),
        ] {
            let problems = app.problems(&token, mutation, input).await;
            assert_eq!(problems, ["NOT_PERMITTED input: only administrators manage the city's locales"]);
        }
        assert_eq!(tags(&app).await, ["de", "de-simple", "en"]);
    }
}
