//! Opening hours: in words of each language, as a calendar, and read out of prose.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use wegweiser::app::App;
use wegweiser::clock::Clock;
use wegweiser::domain::hours::City;
use wegweiser::exchange::holiday_file;

use crate::support::{Database, Program, TestApp, TestDatabase, code_of, home};

const OFFICE: &str = r#"staffMember(by: {email: "layla.al-mithal@stadt.example"})"#;

/// The Citizens' Office opens so: "Mo,We 07:30-13:00; Tu 07:30-16:00; Th 07:30-18:30; Fr 07:30-12:00; PH off".
fn hours(selection: &str) -> String {
    format!("{{ {OFFICE} {{ openingHours {{ {selection} }} }} }}")
}

async fn ask(app: &TestApp, selection: &str) -> Value {
    app.data(&hours(selection)).await["staffMember"]["openingHours"].take()
}

on_both_databases! {
    async fn hours_are_said_in_words_of_each_language(app: TestApp) {
        let said = ask(&app, r#"text { value lang origin } en: text(locale: "en") { value lang isFallback }
            simple: text(locale: "de-simple") { value lang }"#).await;
        assert_eq!(said["text"], json!({
            "value": "Montag und Mittwoch: 7:30–13 Uhr; Dienstag: 7:30–16 Uhr; Donnerstag: 7:30–18:30 Uhr; Freitag: 7:30–12 Uhr; an Feiertagen geschlossen",
            "lang": "de",
            "origin": "GENERATED",
        }));
        assert_eq!(said["en"]["lang"], "en");
        assert!(said["en"]["value"].as_str().is_some_and(|text| text.starts_with("Monday and Wednesday: ")), "{said}");
        assert!(said["simple"]["value"].as_str().is_some_and(|text| text.lines().count() == 5), "{said}");
    }

    async fn a_calendar_knows_holidays_and_the_changes_of_the_clock(app: TestApp) {
        let at = |at: &str| format!(r#"isOpen(at: "{at}") nextChange(at: "{at}")"#);
        // Tuesday at ten; in summer Berlin is two hours ahead, in winter one.
        let summer = ask(&app, &at("2026-07-07T08:00:00Z")).await;
        assert_eq!(summer, json!({ "isOpen": true, "nextChange": "2026-07-07T14:00:00Z" }));
        let winter = ask(&app, &at("2026-01-13T08:00:00+01:00")).await;
        assert_eq!(winter, json!({ "isOpen": true, "nextChange": "2026-01-13T15:00:00Z" }));
        // Epiphany is a Tuesday, and a holiday in Baden-Württemberg.
        let holiday = ask(&app, &at("2026-01-06T09:00:00Z")).await;
        assert_eq!(holiday, json!({ "isOpen": false, "nextChange": "2026-01-07T06:30:00Z" }));

        let days = ask(&app, r#"days(from: "2026-01-05", count: 2) { date isHoliday holidayName { value }
            en: holidayName(locale: "en") { value lang } isSchoolHoliday
            intervals { from to startsAt endsAt state comment } closedRemark }"#).await;
        let monday = json!({
            "date": "2026-01-05", "isHoliday": false, "holidayName": null, "en": null, "isSchoolHoliday": false,
            "intervals": [{ "from": "07:30", "to": "13:00", "startsAt": "2026-01-05T06:30:00Z",
                "endsAt": "2026-01-05T12:00:00Z", "state": "OPEN", "comment": null }],
            "closedRemark": null,
        });
        let tuesday = json!({
            "date": "2026-01-06", "isHoliday": true, "holidayName": { "value": "Heilige Drei Könige" },
            "en": { "value": "Epiphany", "lang": "en" }, "isSchoolHoliday": false, "intervals": [],
            "closedRemark": null,
        });
        assert_eq!(days["days"], json!([monday, tuesday]));
    }
}

/// A city of which the time is told.
async fn at(now: &str, holidays: &str) -> TestApp {
    let now: DateTime<Utc> = now.parse().expect("a moment");
    let database = Database::Sqlite.with_demo().await.expect("SQLite is always there");
    let archive = database.archive().await;
    let app = App::new(archive, Clock::of(move || now), home()).await.expect("a migrated database");
    let calendar = holiday_file::read(holidays, "DE-BE".parse().expect("a Land")).expect("holidays");
    let city = City { time_zone: "Europe/Berlin".parse().expect("a zone"), calendar };
    TestApp::serving(app.with_city(city), database)
}

#[tokio::test]
async fn what_is_not_said_is_now_and_today_in_the_city() {
    // Half past midnight on Monday in Berlin, Sunday by UTC.
    let app = at("2026-07-05T22:30:00Z", "").await;
    let now = ask(&app, "isOpen nextChange days { date }").await;
    assert_eq!((&now["isOpen"], &now["nextChange"]), (&json!(false), &json!("2026-07-06T05:30:00Z")));
    let dates: Vec<&str> =
        now["days"].as_array().unwrap().iter().map(|day| day["date"].as_str().unwrap()).collect();
    assert_eq!((dates.len(), dates[0]), (7, "2026-07-06"));
}

#[tokio::test]
async fn the_operators_holidays_count_in_the_region_that_is_set() {
    let holidays = r#"
        [[holiday]]
        date = "2026-07-07"
        name = { de = "Stadtjubiläum", en = "City anniversary" }

        [[school_holiday]]
        first = 2026-07-06
        last = 2026-08-01
        name = "Sommerferien"
    "#;
    let app = at("2026-07-01T00:00:00Z", holidays).await;
    let days = ask(&app, r#"days(from: "2026-07-07", count: 1) { isHoliday holidayName { value lang }
        en: holidayName(locale: "en") { value lang } isSchoolHoliday schoolHolidayName(locale: "en") { value lang isFallback } intervals { from } }"#).await;
    assert_eq!(
        days["days"][0],
        json!({
            "isHoliday": true, "holidayName": { "value": "Stadtjubiläum", "lang": "de" },
            "en": { "value": "City anniversary", "lang": "en" }, "isSchoolHoliday": true,
            "schoolHolidayName": { "value": "Sommerferien", "lang": "de", "isFallback": true }, "intervals": [],
        })
    );
    // Berlin has no Epiphany, and Women's Day.
    let days = ask(&app, r#"a: days(from: "2026-01-06", count: 1) { isHoliday } b: days(from: "2027-03-08", count: 1) { isHoliday }"#).await;
    assert_eq!((&days["a"][0]["isHoliday"], &days["b"][0]["isHoliday"]), (&json!(false), &json!(true)));
}

#[tokio::test]
async fn hours_by_appointment_are_neither_open_nor_closed() {
    let app = TestApp::start().await;
    let query = r#"{ staff(first: 100) { nodes { openingHours { rule isByAppointment text { value } isOpen nextChange days { date } } } } }"#;
    let data = app.data(query).await;
    let all = data["staff"]["nodes"].as_array().expect("staff").iter().map(|person| &person["openingHours"]);
    let only: Vec<&Value> =
        all.filter(|hours| hours["isByAppointment"] == true && hours["rule"].is_null()).collect();
    assert!(!only.is_empty());
    for hours in only {
        assert_eq!(hours["text"]["value"], "Nach Vereinbarung");
        assert_eq!(
            (&hours["isOpen"], &hours["nextChange"], &hours["days"]),
            (&Value::Null, &Value::Null, &json!([]))
        );
    }
}

#[tokio::test]
async fn a_calendar_has_a_bounded_number_of_days_between_1900_and_9999() {
    let app = TestApp::start().await;
    for (arguments, days) in
        [("count: 366", Some(366)), ("count: 0", None), ("count: 367", None), ("count: -1", None)]
    {
        let body = app.ask(&hours(&format!("days({arguments}) {{ date }}"))).await;
        match days {
            Some(days) => {
                let found = &body["data"]["staffMember"]["openingHours"]["days"];
                assert_eq!(found.as_array().map(Vec::len), Some(days));
            }
            None => assert_eq!(code_of(&body), "BAD_REQUEST"),
        }
    }
    let far = ask(
        &app,
        r#"a: days(from: "9999-12-31", count: 3) { date } b: days(from: "0001-01-01", count: 3) { date }
        isOpen(at: "9999-12-31T23:59:59Z") nextChange(at: "0001-01-01T00:00:00Z")"#,
    )
    .await;
    assert_eq!((far["a"].as_array().map(Vec::len), &far["b"]), (Some(1), &json!([])));
    for date in ["2026-1-2", "2026-02-30", "tomorrow", "+12026-01-01"] {
        let body = app.ask(&hours(&format!("days(from: {date:?}) {{ date }}"))).await;
        assert_eq!(code_of(&body), "VALIDATION_FAILED", "{date}: {body}");
    }
}

#[tokio::test]
async fn prose_becomes_a_rule_or_is_refused_with_its_place() {
    let app = TestApp::start().await;
    let token = app.admin().await;
    let parse = async |text: &str, locale: &str| {
        let query =
            "query($text: String!, $locale: Locale!) { openingHoursParse(text: $text, locale: $locale) {
            openingHours { rule isByAppointment text { value } } problems { message code path } } }";
        let headers = [("authorization", format!("Bearer {token}"))];
        let headers: Vec<(&str, &str)> =
            headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = app.ask_with(query, json!({ "text": text, "locale": locale }), &headers).await;
        assert!(answer.body.get("errors").is_none(), "{}", answer.text);
        answer.body["data"]["openingHoursParse"].clone()
    };
    let read =
        parse("Montag, Dienstag, Donnerstag und Freitag: 8:30 - 12:30 Uhr; Mittwoch geschlossen", "de").await;
    assert_eq!(
        read,
        json!({
            "openingHours": {
                "rule": "Mo,Tu,Th,Fr 08:30-12:30; We off", "isByAppointment": false,
                "text": { "value": "Montag, Dienstag, Donnerstag und Freitag: 8:30–12:30 Uhr; Mittwoch geschlossen" },
            },
            "problems": [],
        })
    );
    let read = parse("Monday to Friday 9 am to 5 pm and by appointment", "en-GB").await;
    assert_eq!(read["openingHours"]["rule"], "Mo-Fr 09:00-17:00");
    assert_eq!(read["openingHours"]["isByAppointment"], true);
    for (text, locale, place, words) in [
        ("Montag 8-12 Uhr, meistens", "de", "text", "character 18"),
        ("Mon 8-5", "en", "text", "am or pm"),
        ("lundi 8h-12h", "fr", "locale", "German and English"),
        ("", "de", "text", "no opening hours"),
    ] {
        let refused = parse(text, locale).await;
        let problem = &refused["problems"][0];
        assert_eq!(
            (&refused["openingHours"], &problem["code"]),
            (&Value::Null, &json!("INVALID_FIELD")),
            "{refused}"
        );
        assert_eq!(problem["path"], json!([place]), "{refused}");
        assert!(problem["message"].as_str().is_some_and(|message| message.contains(words)), "{refused}");
    }
    // The public has no word for it.
    let body = app.ask(r#"{ openingHoursParse(text: "Mo", locale: "de") { problems { code } } }"#).await;
    assert_eq!(code_of(&body), "VALIDATION_FAILED");
}

on_both_databases! {
    async fn the_program_takes_a_file_of_holidays(database: TestDatabase) {
        let folder = database.folder.path();
        let file = folder.join("holidays.toml");
        let file_name = file.to_str().expect("a path").to_owned();
        let arguments = ["serve", "--database-url", &database.url, "--region", "DE-BY", "--holidays", &file_name];
        let refused = [&arguments[..], &["--listen", "127.0.0.1:0"]].concat();
        for (text, words) in [("[[holiday]]\nname = 1", "holidays.toml"), ("[[holiday]]\nby_law = \"x\"", "assumption")] {
            std::fs::write(&file, text).expect("a file");
            let output = Program::run(&refused, folder).await;
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(!output.status.success() && said.contains(words), "{said}");
        }
        std::fs::write(&file, "[[holiday]]\nby_law = \"assumption\"").expect("a file");
        let program = Program::serve(&[&arguments[1..], &["--demo"]].concat(), folder).await;
        let query = hours(r#"days(from: "2026-08-15", count: 1) { holidayName { value } }"#);
        let request = reqwest::Client::new().post(&program.url).json(&json!({ "query": query }));
        let body: Value = request.send().await.expect("an answer").json().await.expect("JSON");
        let name = &body["data"]["staffMember"]["openingHours"]["days"][0]["holidayName"]["value"];
        assert_eq!(name, "Mariä Himmelfahrt", "{body}");
    }
}

#[tokio::test]
async fn a_region_or_a_time_zone_that_there_is_not_is_refused_at_the_start() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (flag, value) in [("--region", "DE-XX"), ("--region", "AT-9"), ("--time-zone", "Europe/Esslingen")] {
        let output = Program::run(&["serve", flag, value], folder.path()).await;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && said.contains(value), "{said}");
    }
}
