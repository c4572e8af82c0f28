//! Filters of lists: telephone numbers, locales, conditions joined by and, or, not, and input that is refused.

use serde_json::{Value, json};

use crate::support::{Empty, Sketch, TestApp, code_of, texts_at};

/// The ids of the rows that a filter lets pass, sorted; `totalCount` must say how many they are.
async fn found(app: &TestApp, list: &str, filter: &str) -> Vec<String> {
    let query = format!("{{ list: {list}(first: 100, filter: {filter}) {{ nodes {{ id }} totalCount }} }}");
    let data = app.data(&query).await;
    let ids = sorted(texts_at(&data["list"]["nodes"], "/id"));
    assert_eq!(data["list"]["totalCount"], json!(ids.len()), "{filter}");
    ids
}

fn sorted(ids: Vec<Option<&str>>) -> Vec<String> {
    let mut ids: Vec<String> = ids.into_iter().flatten().map(str::to_owned).collect();
    ids.sort();
    ids
}

/// The rows of a list, by what they say of themselves.
async fn all(app: &TestApp, list: &str, fields: &str) -> Vec<Value> {
    let mut data = app.data(&format!("{{ list: {list}(first: 100) {{ nodes {{ id {fields} }} }} }}")).await;
    match data["list"]["nodes"].take() {
        Value::Array(nodes) => nodes,
        other => panic!("no list: {other}"),
    }
}

fn ids(rows: &[Value], passes: impl Fn(&Value) -> bool) -> Vec<String> {
    sorted(rows.iter().filter(|row| passes(row)).map(|row| row["id"].as_str()).collect())
}

/// A filter in which `not` stands this often in itself.
fn nested(depth: usize) -> String {
    format!("{}{{}}{}", "{ not: ".repeat(depth), " }".repeat(depth))
}

on_both_databases! {
    async fn a_number_is_found_in_every_spelling_and_where_it_is_inherited(app: TestApp) {
        for (uri, spellings) in [
            ("tel:+492214710400", ["0221 4710-400", "+49 221 4710400", "(02 21) 47 10-4 00", "tel:+49-221-4710-400", "0049 221/4710 400"]),
            ("tel:+492214710499", ["0221 4710-499", "+492214710499", "(0221) 4710499", "0221.4710.499", "0049 221 4710-499"]),
            ("tel:+4971135122876", ["0711 35122876", "(07 11) 35 12-28 76", "+49 711 3512-2876", "+49 (0)711 35122876", "0711/35122876"]),
        ] {
            let mut hits = 0;
            for list in ["departments", "staff", "offices"] {
                let rows = all(&app, list, "phone { uri } fax { uri }").await;
                let has = |row: &Value| row["phone"]["uri"] == uri || row["fax"]["uri"] == uri;
                let wanted = ids(&rows, has);
                hits += wanted.len();
                for spelling in spellings {
                    let filter = format!("{{ phone: {spelling:?} }}");
                    assert_eq!(found(&app, list, &filter).await, wanted, "{list} by {spelling}");
                }
                let others = format!("{{ not: {{ phone: {:?} }} }}", spellings[0]);
                assert_eq!(found(&app, list, &others).await, ids(&rows, |row| !has(row)), "{list}");
            }
            // The last one is a department's, whose staff inherits it.
            assert!(hits > usize::from(uri.ends_with("2876")), "{uri}");
        }
        assert_eq!(found(&app, "staff", r#"{ phone: "0221 4710-999" }"#).await, Vec::<String>::new());
    }

    async fn an_extension_does_not_hide_a_number(app: Empty) {
        let department = Sketch::department("amt", None).at(None, None, Some("0711 3512-0"));
        let id = department.id();
        let people = [
            Sketch::staff_member(id, "A").at(None, None, Some("0711 35122876 ext. 12")),
            Sketch::staff_member(id, "B").at(None, None, Some("0711 35122876")),
            Sketch::staff_member(id, "C").at(None, None, Some("0711 351228769")),
            Sketch::staff_member(id, "D"),
            Sketch::staff_member(id, "E").at(None, None, Some("115")),
        ];
        let names: Vec<String> = people.iter().map(|person| person.id().0.to_string()).collect();
        app.live([department].into_iter().chain(people)).await;
        let of = |indexes: &[usize]| {
            let mut ids: Vec<String> = indexes.iter().map(|&index| names[index].clone()).collect();
            ids.sort();
            ids
        };
        for (number, indexes) in [
            ("0711 35122876", [0, 1].as_slice()),
            ("0711 35122876 ext. 12", &[0, 1]),
            ("0711 35122876 ext. 1", &[0, 1]),
            ("0711 3512-0", &[3]),
            ("115", &[4]),
        ] {
            let filter = format!("{{ phone: {number:?} }}");
            assert_eq!(found(&app, "staff", &filter).await, of(indexes), "{number}");
        }
    }

    async fn a_locale_passes_what_is_published_in_it(app: TestApp) {
        for list in ["departments", "staff", "responsibilities", "offices", "pages"] {
            let rows = all(&app, list, "availableLocales").await;
            for tag in ["de", "en", "de-simple"] {
                let has = |row: &Value| {
                    row["availableLocales"].as_array().is_some_and(|tags| tags.iter().any(|one| one == tag))
                };
                let filter = format!("{{ availableIn: {tag:?} }}");
                assert_eq!(found(&app, list, &filter).await, ids(&rows, has), "{list} in {tag}");
                let filter = format!("{{ not: {filter} }}");
                assert_eq!(found(&app, list, &filter).await, ids(&rows, |row| !has(row)), "{list} in {tag}");
            }
            let british = found(&app, list, "{ availableIn: \"en-GB\" }").await;
            assert_eq!(british, found(&app, list, "{ availableIn: \"en\" }").await, "the nearest locale counts");
            for tag in ["fr", "zh-Hant"] {
                let filter = format!("{{ availableIn: {tag:?} }}");
                assert_eq!(found(&app, list, &filter).await, Vec::<String>::new(), "{list} in {tag}");
                let filter = format!("{{ not: {filter} }}");
                assert_eq!(found(&app, list, &filter).await.len(), rows.len(), "{list} in {tag}");
            }
        }
    }

    async fn conditions_are_joined_by_and_or_not(app: TestApp) {
        let rows = all(&app, "departments", "slug").await;
        let (bau, parts) = (r#"{ slugs: ["bauamt", "baurecht"] }"#, r#"{ parent: { slugs: ["bauamt"] } }"#);
        let three = ["bauamt", "baurecht", "denkmalschutz"].as_slice();
        // Whether all pass but these, or none but these.
        let (all_but, only) = (false, true);
        for (filter, is_in, slugs) in [
            ("{}".to_owned(), all_but, [].as_slice()),
            ("null".to_owned(), all_but, &[]),
            ("{ and: [] }".to_owned(), all_but, &[]),
            ("{ or: [] }".to_owned(), only, &[]),
            ("{ not: {} }".to_owned(), only, &[]),
            ("{ not: { or: [] } }".to_owned(), all_but, &[]),
            ("{ not: null, and: null, or: null, name: {} }".to_owned(), all_but, &[]),
            ("{ or: [{}] }".to_owned(), all_but, &[]),
            (format!("{{ and: [{bau}, {parts}] }}"), only, &["baurecht"]),
            (format!("{{ or: [{bau}, {parts}] }}"), only, three),
            (format!("{{ and: [{parts}, {{ not: {bau} }}] }}"), only, &["denkmalschutz"]),
            (format!("{{ not: {{ or: [{bau}, {parts}] }} }}"), all_but, three),
            (format!("{{ not: {{ not: {bau} }} }}"), only, &three[..2]),
            (r#"{ parent: { slugs: ["bauamt"] }, slugs: ["baurecht", "hauptamt"] }"#.to_owned(), only, &["baurecht"]),
            (r#"{ slugs: ["bauamt"], or: [{ slugs: ["hauptamt"] }] }"#.to_owned(), only, &[]),
            (r#"{ or: { slugs: "bauamt" } }"#.to_owned(), only, &["bauamt"]),
            (nested(8), all_but, &[]),
        ] {
            let passes = |row: &Value| row["slug"].as_str().is_some_and(|slug| slugs.contains(&slug)) == is_in;
            assert_eq!(found(&app, "departments", &filter).await, ids(&rows, passes), "{filter}");
        }
    }

    async fn a_nested_list_is_filtered_and_counted_for_each_owner(app: TestApp) {
        let query = r#"{ departments(first: 100) { nodes { slug staff(first: 100, filter: { not: { responsibility: { slugs: ["archivnutzung"] } } }) {
            totalCount nodes { familyName } } } } }"#;
        let (statements, data) = app.statements(app.data(query)).await;
        assert_eq!(statements, 3);
        let mut sum = 0;
        for department in data["departments"]["nodes"].as_array().expect("a list") {
            let names = texts_at(&department["staff"]["nodes"], "/familyName");
            assert_eq!(department["staff"]["totalCount"], json!(names.len()));
            sum += names.len();
        }
        assert_eq!(sum, 39);
    }

    async fn a_filter_that_asks_too_much_or_nonsense_is_refused(app: TestApp) {
        let id = "\"018f4e2a-7c3b-7d5e-9f10-2b3c4d5e6f70\"";
        let many = |one: &str, count: usize| vec![one; count].join(", ");
        let cases = [
            ("departments", format!("{{ ids: [{}] }}", many(id, 101))),
            ("departments", format!("{{ slugs: [{}] }}", many("\"a\"", 101))),
            ("departments", format!("{{ parent: {{ slugs: [{}] }} }}", many("\"a\"", 101))),
            ("departments", format!("{{ parent: {{ ids: [{id}], slugs: [\"a\"] }} }}")),
            ("departments", "{ parent: {} }".to_owned()),
            ("departments", "{ parent: { includesSubtree: true } }".to_owned()),
            ("departments", "{ ids: [\"7\"] }".to_owned()),
            ("departments", "{ ids: [\"\", \"x\\u0000\"] }".to_owned()),
            ("departments", "{ phone: \"ruf mich an\" }".to_owned()),
            ("departments", "{ phone: \"\" }".to_owned()),
            ("departments", "{ phone: \"0711\\u00003512\" }".to_owned()),
            ("departments", format!("{{ phone: \"{}\" }}", "1".repeat(10_000))),
            ("departments", nested(9)),
            ("departments", format!("{{ or: [{}] }}", many("{ slugs: [\"a\"] }", 101))),
            ("departments", format!("{{ and: [{}] }}", many("{}", 101))),
            ("staff", format!("{{ emails: [{}] }}", many("\"a\"", 101))),
            ("staff", "{ responsibility: {} }".to_owned()),
            ("staff", format!("{{ responsibility: {{ ids: [{id}], slugs: [] }} }}")),
            ("staff", "{ office: { ids: null } }".to_owned()),
            ("staff", "{ department: {} }".to_owned()),
            ("responsibilities", format!("{{ staffMembers: [{}] }}", many(id, 101))),
            ("responsibilities", "{ staffMembers: [\"nobody\"] }".to_owned()),
            ("offices", "{ staffMembers: [\"nobody\"] }".to_owned()),
            ("pages", "{ parent: { ids: [\"a\"] } }".to_owned()),
        ];
        for (list, filter) in &cases {
            let body = app.ask(&format!("{{ {list}(filter: {filter}) {{ nodes {{ id }} }} }}")).await;
            assert_eq!(code_of(&body), "BAD_REQUEST", "{list} {filter:.100} {body}");
            let query = format!("query($filter: {}) {{ {list}(filter: $filter) {{ nodes {{ id }} }} }}", input_of(list));
            let nothing = app.ask_with(&query, json!({ "filter": null }), &[]).await;
            assert!(nothing.body.get("errors").is_none(), "{list}: {}", nothing.text);
        }
        for filter in ["{ unknown: 1 }", "{ slugs: [null] }", "{ ids: [[]] }", "{ name: \"a\" }", "{ name: { contains: 1 } }",
            "{ availableIn: \"not a tag!\" }", "{ availableIn: \"\" }", "[]", "7", "{ not: [] }", "{ and: 1 }"] {
            let body = app.ask(&format!("{{ departments(filter: {filter}) {{ nodes {{ id }} }} }}")).await;
            assert!(["BAD_REQUEST", "VALIDATION_FAILED"].contains(&code_of(&body)), "{filter}: {body}");
        }
    }

    async fn odd_characters_find_nothing_and_break_nothing(app: TestApp) {
        for text in ["a\u{0}b", "\u{0}", "%", "_", "\\", "' OR 1=1 --", "\"", "?", "$1", "\u{10ffff}", "\u{202e}", "ä".repeat(20_000).as_str()] {
            for (list, filter) in [
                ("departments", json!({ "slugs": [text] })),
                ("departments", json!({ "parent": { "slugs": [text], "includesSubtree": true } })),
                ("staff", json!({ "emails": [text] })),
                ("staff", json!({ "department": { "slugs": [text] } })),
                ("staff", json!({ "responsibility": { "slugs": [text] } })),
                ("staff", json!({ "office": { "slugs": [text] } })),
            ] {
                let query = format!("query($filter: {}) {{ list: {list}(filter: $filter) {{ nodes {{ id }} totalCount }} }}", input_of(list));
                let data = app.data_with(&query, json!({ "filter": filter })).await;
                assert_eq!(data["list"], json!({ "nodes": [], "totalCount": 0 }), "{list} {filter}");
                let data = app.data_with(&query, json!({ "filter": { "not": filter } })).await;
                assert_ne!(data["list"]["totalCount"], json!(0), "{list} not {filter}");
            }
            for operator in ["contains", "startsWith"] {
                let query = "query($filter: DepartmentFilter) { departments(filter: $filter) { totalCount } }";
                app.data_with(query, json!({ "filter": { "name": { operator: text } } })).await;
            }
        }
    }

    async fn the_largest_filter_is_answered(app: TestApp) {
        let one = r#"{ name: { contains: "ä" }, phone: "0221 4710-400", availableIn: "de", parent: { slugs: ["bauamt"], includesSubtree: true } }"#;
        let filter = format!("{{ or: [{}] }}", vec![one; 19].join(", "));
        app.data(&format!("{{ departments(filter: {filter}, orderBy: {{ field: NAME }}) {{ totalCount nodes {{ id }} }} }}")).await;
        let ids = all(&app, "departments", "").await;
        let id = ids[0]["id"].as_str().expect("an id");
        let filter = json!({ "ids": vec![id; 100] });
        let data = app.data_with("query($filter: DepartmentFilter) { departments(filter: $filter) { totalCount } }", json!({ "filter": filter })).await;
        assert_eq!(data["departments"]["totalCount"], json!(1));
    }
}

fn input_of(list: &str) -> &'static str {
    match list {
        "departments" => "DepartmentFilter",
        "staff" => "StaffMemberFilter",
        "responsibilities" => "ResponsibilityFilter",
        "offices" => "OfficeFilter",
        _ => "PageFilter",
    }
}
