//! Connections: pages of lists, in both directions, without gaps and repeats.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Empty, Sketch, TestApp, code_of, texts_at};

/// Each list at the root, and the folder of the demo city that fills it.
const LISTS: [(&str, &str); 5] = [
    ("departments", "departments"),
    ("staff", "staff"),
    ("responsibilities", "responsibilities"),
    ("offices", "offices"),
    ("pages", "pages"),
];

/// How many files the demo city has of a kind.
fn files(folder: &str) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo").join(folder);
    std::fs::read_dir(folder).expect("the demo city").count()
}

async fn page(app: &TestApp, list: &str, arguments: &str) -> Value {
    let query = format!(
        "{{ list: {list}({arguments}) {{ edges {{ cursor node {{ id }} }} nodes {{ id }}
            pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
    );
    app.data(&query).await["list"].take()
}

/// Walks a list page by page; the ids in the list's order.
async fn walk(app: &TestApp, list: &str, size: usize, is_backward: bool, extra: &str) -> Vec<String> {
    let (count, towards, from) = match is_backward {
        false => ("first", "hasNextPage", "after"),
        true => ("last", "hasPreviousPage", "before"),
    };
    let cursor_of = if is_backward { "startCursor" } else { "endCursor" };
    let mut arguments = format!("{count}: {size}{extra}");
    let mut pages = Vec::new();
    loop {
        let page = page(app, list, &arguments).await;
        let edges = page["edges"].as_array().expect("a list");
        let ids: Vec<String> =
            texts_at(&page["nodes"], "/id").into_iter().flatten().map(str::to_owned).collect();
        let from_edges: Vec<&str> = texts_at(&page["edges"], "/node/id").into_iter().flatten().collect();
        assert_eq!(ids, from_edges);
        assert_eq!(
            page["pageInfo"]["startCursor"],
            edges.first().map_or(Value::Null, |edge| edge["cursor"].clone())
        );
        assert_eq!(
            page["pageInfo"]["endCursor"],
            edges.last().map_or(Value::Null, |edge| edge["cursor"].clone())
        );
        let goes_on = page["pageInfo"][towards] == true;
        assert!(ids.len() == size || !goes_on, "a page is full unless it is the last");
        arguments = format!("{count}: {size}, {from}: {}{extra}", page["pageInfo"][cursor_of]);
        pages.push(ids);
        if !goes_on {
            break;
        }
        assert!(pages.len() < 1000, "the list does not end");
    }
    if is_backward {
        pages.reverse();
    }
    pages.concat()
}

on_both_databases! {
    async fn every_list_is_walked_without_gap_or_repeat(app: TestApp) {
        for (list, folder) in LISTS {
            let all = walk(&app, list, 100, false, "").await;
            let mut distinct = all.clone();
            distinct.sort();
            distinct.dedup();
            assert_eq!((all.len(), distinct.len()), (files(folder), files(folder)), "{list}");
            for size in [1, 7] {
                assert_eq!(walk(&app, list, size, false, "").await, all, "{list} by {size}");
                assert_eq!(walk(&app, list, size, true, "").await, all, "{list} by {size}, from the end");
            }
        }
    }

    async fn a_departments_lists_are_walked_too(app: TestApp) {
        for field in ["children", "staff", "responsibilities", "offices", "pages"] {
            let query = |arguments: &str| {
                format!(
                    r#"{{ department(by: {{slug: "stadtverwaltung"}}) {{ children(first: 100) {{ nodes {{
                        list: {field}({arguments}) {{
                            nodes {{ id }} totalCount pageInfo {{ hasNextPage hasPreviousPage }} }}
                    }} }} }} }}"#
                )
            };
            let whole = app.data(&query("first: 100")).await;
            let (first, last) = (app.data(&query("first: 1")).await, app.data(&query("last: 1")).await);
            let lists = |data: &Value| texts_of_lists(data);
            let mut longest = 0;
            for ((whole, first), last) in lists(&whole).iter().zip(lists(&first)).zip(lists(&last)) {
                let ids = texts_at(&whole["nodes"], "/id");
                longest = longest.max(ids.len());
                assert_eq!(whole["totalCount"], json!(ids.len()));
                assert_eq!(texts_at(&first["nodes"], "/id"), ids[..ids.len().min(1)]);
                assert_eq!(texts_at(&last["nodes"], "/id"), ids[ids.len().saturating_sub(1)..]);
                assert_eq!(
                    (&first["totalCount"], &last["totalCount"]),
                    (&whole["totalCount"], &whole["totalCount"])
                );
                assert_eq!(
                    first["pageInfo"],
                    json!({ "hasNextPage": ids.len() > 1, "hasPreviousPage": false })
                );
                assert_eq!(
                    last["pageInfo"],
                    json!({ "hasNextPage": false, "hasPreviousPage": ids.len() > 1 })
                );
            }
            assert!(longest > 1 || field == "offices", "{field} has something to page through");
        }
    }

    async fn a_page_has_twenty_rows_unless_said_otherwise(app: TestApp) {
        for (arguments, rows) in [
            ("locale: \"de\"", 20),
            ("first: 0", 0),
            ("last: 0", 0),
            ("first: 1", 1),
            ("first: 100", 41),
            ("last: 100", 41),
        ] {
            let page = page(&app, "staff", arguments).await;
            assert_eq!(page["nodes"].as_array().map(Vec::len), Some(rows), "{arguments}");
        }
        let nothing = page(&app, "staff", "first: 0").await;
        assert_eq!(
            nothing["pageInfo"],
            json!({ "hasNextPage": true, "hasPreviousPage": false, "startCursor": null, "endCursor": null })
        );
    }

    async fn both_bounds_cut_a_piece_out(app: TestApp) {
        let all = page(&app, "staff", "first: 10").await;
        let cursors: Vec<&str> = texts_at(&all["edges"], "/cursor").into_iter().flatten().collect();
        let piece =
            page(&app, "staff", &format!("after: {:?}, before: {:?}, first: 10", cursors[2], cursors[6]))
                .await;
        assert_eq!(texts_at(&piece["nodes"], "/id"), texts_at(&all["nodes"], "/id")[3..6]);
        let piece =
            page(&app, "staff", &format!("after: {:?}, before: {:?}, last: 2", cursors[2], cursors[6])).await;
        assert_eq!(texts_at(&piece["nodes"], "/id"), texts_at(&all["nodes"], "/id")[4..6]);
        let empty = page(&app, "staff", &format!("after: {:?}, before: {:?}", cursors[6], cursors[2])).await;
        assert_eq!(empty["nodes"], json!([]));
    }

    async fn rows_are_counted_only_where_the_count_is_asked_for(app: TestApp) {
        for (list, folder) in LISTS {
            let (plain, _) =
                app.statements(app.data(&format!("{{ {list}(first: 2) {{ nodes {{ id }} }} }}"))).await;
            let (counted, data) = app
                .statements(app.data(&format!("{{ {list}(first: 2) {{ nodes {{ id }} totalCount }} }}")))
                .await;
            assert_eq!((plain, counted), (1, 2), "{list}");
            assert_eq!(data[list]["totalCount"], json!(files(folder)));
        }
        let nested = |count: &str| {
            format!("{{ departments {{ nodes {{ staff(first: 1) {{ nodes {{ id }} {count} }} }} }} }}")
        };
        let (plain, _) = app.statements(app.data(&nested(""))).await;
        let (counted, data) = app.statements(app.data(&nested("totalCount"))).await;
        assert_eq!((plain, counted), (2, 3), "one for each level, however many departments");
        let counts = data["departments"]["nodes"].as_array().expect("a list").iter();
        let sum: u64 = counts.filter_map(|department| department["staff"]["totalCount"].as_u64()).sum();
        assert_eq!(sum, files("staff") as u64);
    }

    async fn a_page_size_out_of_bounds_is_refused(app: TestApp) {
        for arguments in [
            "first: -1",
            "first: 101",
            "first: 1000",
            "last: -1",
            "last: 101",
            "first: 2147483647",
            "first: -2147483648",
            "first: 1, last: 1",
        ] {
            for query in [
                format!("{{ staff({arguments}) {{ nodes {{ id }} }} }}"),
                format!(
                    "{{ departments(first: 1) {{ nodes {{ staff({arguments}) {{ nodes {{ id }} }} }} }} }}"
                ),
            ] {
                assert_eq!(code_of(&app.ask(&query).await), "BAD_REQUEST", "{query}");
            }
        }
        for size in ["2147483648", "99999999999999999999", "1.5", "\"1\"", "true"] {
            let body = app.ask(&format!("{{ staff(first: {size}) {{ nodes {{ id }} }} }}")).await;
            assert!(["BAD_REQUEST", "VALIDATION_FAILED"].contains(&code_of(&body)), "{size}: {body}");
        }
    }

    async fn a_cursor_of_another_list_or_none_at_all_is_refused(app: TestApp) {
        let own = page(&app, "staff", "first: 1, locale: \"de\"").await["pageInfo"]["endCursor"].take();
        let own = own.as_str().expect("a cursor");
        let cut = &own[..own.len() - 2];
        let padded = format!("{own}==");
        let long = "A".repeat(50_000);
        for (list, cursor) in [
            ("offices", own),
            ("departments", own),
            ("staff(locale: \"en\"", own),
            ("staff", cut),
            ("staff", &padded),
            ("staff", ""),
            ("staff", "null"),
            ("staff", "💥"),
            ("staff", "a\u{0}b"),
            ("staff", "AAAA"),
            ("staff", &long),
        ] {
            let open = if list.contains('(') { format!("{list},") } else { format!("{list}(") };
            for bound in ["first: 1, after", "last: 1, before"] {
                let query =
                    format!("query($cursor: String) {{ {open} {bound}: $cursor) {{ nodes {{ id }} }} }}");
                let answer = app.ask_with(&query, json!({ "cursor": cursor }), &[]).await;
                assert_eq!(code_of(&answer.body), "BAD_REQUEST", "{query} {cursor:.20}");
            }
        }
        let query = format!(
            r#"{{ department(by: {{slug: "bauamt"}}) {{ staff(after: {own:?}) {{ nodes {{ id }} }} }} }}"#
        );
        assert_eq!(code_of(&app.ask(&query).await), "BAD_REQUEST", "in another order");
        assert_eq!(
            page(&app, "staff", "after: null, before: null, first: 1").await["nodes"]
                .as_array()
                .map(Vec::len),
            Some(1)
        );
    }

    async fn names_are_in_the_order_of_the_languages_dictionary(app: Empty) {
        let department = Sketch::department("amt", None);
        let id = department.id();
        let names = ["Zebra", "ähre", "Azur", "Öl", "Oper", "Straße", "Strasse", "von Ahn", "Ahn", "ahn"];
        let people = names.map(|name| Sketch::staff_member(id, name));
        app.live([department].into_iter().chain(people)).await;
        let data = app.data("{ staff { nodes { familyName } } }").await;
        let order = ["ahn", "Ahn", "ähre", "Azur", "Öl", "Oper", "Strasse", "Straße", "von Ahn", "Zebra"];
        assert_eq!(texts_at(&data["staff"]["nodes"], "/familyName"), order.map(Some));
        let data = app.data(r#"{ department(by: {slug: "amt"}) { staff { nodes { familyName } } } }"#).await;
        assert_eq!(
            texts_at(&data["department"]["staff"]["nodes"], "/familyName"),
            names.map(Some),
            "in the order that editors gave"
        );
    }

    async fn a_page_stays_where_it_is_when_rows_come_before_it(app: Empty) {
        let department = Sketch::department("amt", None);
        let id = department.id();
        app.live([department].into_iter().chain(["B", "D", "F"].map(|name| Sketch::staff_member(id, name))))
            .await;
        let first = page(&app, "staff", "first: 2").await;
        app.live(["A", "C", "E"].map(|name| Sketch::staff_member(id, name))).await;
        let query = format!(
            "{{ staff(first: 10, after: {}) {{ nodes {{ familyName }} }} }}",
            first["pageInfo"]["endCursor"]
        );
        let data = app.data(&query).await;
        assert_eq!(texts_at(&data["staff"]["nodes"], "/familyName"), ["E", "F"].map(Some));
    }
}

/// The list of each child of the root department.
fn texts_of_lists(data: &Value) -> Vec<Value> {
    let children = data["department"]["children"]["nodes"].as_array().expect("a list");
    children.iter().map(|child| child["list"].clone()).collect()
}

#[tokio::test]
async fn a_cursor_of_another_departments_list_is_refused() {
    let app = TestApp::start().await;
    let children = "children(first: 1) { pageInfo { endCursor } }";
    let data =
        app.data(&format!(r#"{{ department(by: {{slug: "stadtverwaltung"}}) {{ {children} }} }}"#)).await;
    let cursor = &data["department"]["children"]["pageInfo"]["endCursor"];
    for (slug, is_refused) in [("bauamt", true), ("stadtverwaltung", false)] {
        let query = format!(
            r#"{{ department(by: {{slug: "{slug}"}}) {{ children(after: {cursor}) {{ totalCount }} }} }}"#
        );
        let answer = app.ask(&query).await;
        assert_eq!(answer.get("errors").is_some(), is_refused, "{answer}");
        if is_refused {
            assert_eq!(code_of(&answer), "BAD_REQUEST");
        }
    }
}
