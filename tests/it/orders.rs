//! Orders of lists: the tree, names in the collation of the locale asked for, the last publication; both ways.

use std::collections::HashMap;

use sea_orm::{EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use wegweiser::domain::content::Field;

use crate::support::{Empty, Sketch, TestApp, texts_at};

/// Each list, and the order field that its label has.
const LISTS: [(&str, &str); 5] = [
    ("departments", "NAME"),
    ("staff", "FAMILY_NAME"),
    ("responsibilities", "TITLE"),
    ("offices", "NAME"),
    ("pages", "TITLE"),
];

/// Walks a whole list in pages of this size, both from its beginning and from its end, which must agree; the values of
/// a field in the list's order.
async fn walk(app: &TestApp, list: &str, arguments: &str, field: &str, size: usize) -> Vec<String> {
    let mut walks = Vec::new();
    for (count, bound, from, towards) in
        [("first", "after", "endCursor", "hasNextPage"), ("last", "before", "startCursor", "hasPreviousPage")]
    {
        let (mut rows, mut cursor) = (Vec::new(), Value::Null);
        loop {
            let query = format!(
                "{{ list: {list}({count}: {size}, {bound}: {cursor}, {arguments}) {{ nodes {{ value: {field} }}
                    pageInfo {{ {from} {towards} }} }} }}"
            );
            let data = app.data(&query).await;
            let page: Vec<String> =
                texts_at(&data["list"]["nodes"], "/value").into_iter().flatten().map(str::to_owned).collect();
            rows = if count == "first" { [rows, page].concat() } else { [page, rows].concat() };
            if data["list"]["pageInfo"][towards] == false {
                break;
            }
            cursor = data["list"]["pageInfo"][from].clone();
        }
        walks.push(rows);
    }
    let backward = walks.pop().expect("two walks");
    assert_eq!(walks[0], backward, "{list}({arguments}) from either end");
    backward
}

/// A walk in one order up and down, which must mirror each other; the values going up.
async fn both_ways(
    app: &TestApp,
    list: &str,
    order: &str,
    extra: &str,
    field: &str,
    size: usize,
) -> Vec<String> {
    let arguments =
        |direction: &str| format!("orderBy: {{ field: {order}, direction: {direction} }} {extra}");
    let up = walk(app, list, &arguments("ASC"), field, size).await;
    let mut down = walk(app, list, &arguments("DESC"), field, size).await;
    down.reverse();
    assert_eq!(up, down, "{list} by {order}, up and down");
    up
}

/// A city that also speaks these languages, each of which falls back to German.
async fn with_locales(app: Empty, tags: &[&str]) -> TestApp {
    let connection = app.database.connection().await;
    for (index, tag) in tags.iter().enumerate() {
        let row = entity::locale::Model {
            tag: (*tag).to_owned(),
            position: 10 + i64::try_from(index).expect("few"),
            fallback: json!(["de"]),
            is_source: false,
            is_enabled: true,
        };
        let insert = entity::locale::Entity::insert(row.into_active_model());
        insert.exec_without_returning(&connection).await.expect("a locale");
    }
    connection.close().await.expect("a connection");
    app.0.restart().await
}

/// The slugs of the demo city's departments, read from the top of the tree to the bottom.
async fn depth_first(app: &TestApp) -> Vec<String> {
    let data = app.data("{ departments(first: 100) { nodes { slug parent { slug } children(first: 100) { nodes { slug } } } } }").await;
    let mut children = HashMap::new();
    let mut ahead = Vec::new();
    for department in data["departments"]["nodes"].as_array().expect("a list") {
        let slug = department["slug"].as_str().expect("a slug");
        children.insert(slug, texts_at(&department["children"]["nodes"], "/slug"));
        if department["parent"] == Value::Null {
            ahead.push(slug);
        }
    }
    assert_eq!(ahead.len(), 1, "the demo city has one root");
    let mut walk = Vec::new();
    while let Some(slug) = ahead.pop() {
        walk.push(slug.to_owned());
        ahead.extend(children[slug].iter().rev().flatten());
    }
    walk
}

on_both_databases! {
    async fn the_order_of_the_tree_is_a_walk_from_top_to_bottom(app: TestApp) {
        let tree = depth_first(&app).await;
        assert_eq!(tree.len(), 16);
        for size in [3, 100] {
            assert_eq!(both_ways(&app, "departments", "TREE", "", "slug", size).await, tree);
        }
        for list in ["staff", "responsibilities", "offices", "pages"] {
            let query = format!(
                "{{ departments(first: 100, orderBy: {{ field: TREE }}) {{ nodes {{ list: {list}(first: 100) {{ nodes {{ id }} }} }} }} }}"
            );
            let data = app.data(&query).await;
            let departments = data["departments"]["nodes"].as_array().expect("a list");
            let expected: Vec<&str> =
                departments.iter().flat_map(|one| texts_at(&one["list"]["nodes"], "/id")).flatten().collect();
            let ids = both_ways(&app, list, "TREE", "", "id", 4).await;
            if list == "pages" {
                // A page stands before the pages below it.
                assert_eq!(ids.len(), 17);
            } else {
                assert_eq!(ids, expected, "{list}");
            }
        }
    }

    async fn a_page_stands_before_those_below_it_and_its_department_before_the_next(app: TestApp) {
        let query = "{ pages(first: 100, orderBy: { field: TREE }) { nodes { id parent { id } department { slug } } } }";
        let data = app.data(query).await;
        let nodes = data["pages"]["nodes"].as_array().expect("a list");
        let tree = depth_first(&app).await;
        let place = |node: &Value| tree.iter().position(|slug| node["department"]["slug"] == slug.as_str());
        for (index, node) in nodes.iter().enumerate() {
            assert!(index == 0 || place(&nodes[index - 1]) <= place(node), "{node}");
            let parent = &node["parent"]["id"];
            assert!(parent.is_null() || nodes[..index].iter().any(|other| &other["id"] == parent), "{node}");
        }
    }

    async fn names_follow_the_dictionary_of_the_language_asked_for(app: Empty) {
        let app = with_locales(app, &["sv", "tr", "ar"]).await;
        let department = Sketch::department("amt", None);
        let id = department.id();
        let names = ["Zoo", "Ärzte", "Amt", "Bad", "İrem", "Irmak", "ışık", "Isik", "Öl", "Oper", "Ufer", "Übersee",
            "Straße", "Strasse", "Çelik", "Cemil", "Dahl", "Ångström", "ärzte", "amt"];
        app.live([department].into_iter().chain(names.map(|name| Sketch::staff_member(id, name)))).await;
        let sorted = async |locale: &str| {
            let mut names = Vec::new();
            for size in [3, 100] {
                names.push(both_ways(&app, "staff", "FAMILY_NAME", &format!(", locale: {locale:?}"), "familyName", size).await);
            }
            assert_eq!(names[0], names[1], "{locale}: whatever the size of a page");
            assert_eq!(names[0], walk(&app, "staff", &format!("locale: {locale:?}"), "familyName", 7).await, "the order unasked");
            names.swap_remove(0)
        };
        let common = sorted("de").await;
        assert_eq!(common, ["amt", "Amt", "Ångström", "ärzte", "Ärzte", "Bad", "Çelik", "Cemil", "Dahl", "İrem", "Irmak", "Isik",
            "ışık", "Öl", "Oper", "Strasse", "Straße", "Übersee", "Ufer", "Zoo"].map(str::to_owned));
        for locale in ["en", "de-simple"] {
            assert_eq!(sorted(locale).await, common, "{locale} sorts these as German does");
        }
        let swedish = sorted("sv").await;
        assert_eq!(swedish[swedish.len() - 5..], ["Zoo", "Ångström", "ärzte", "Ärzte", "Öl"], "behind Z");
        let turkish = sorted("tr").await;
        let place = |name: &str| turkish.iter().position(|other| other == name).expect("it is there");
        assert!(place("Irmak") < place("İrem"), "the dotless i comes before the dotted one: {turkish:?}");
        assert!(place("ışık") < place("İrem") && place("Isik") < place("İrem"), "so do all words with it: {turkish:?}");
        assert!(place("Cemil") < place("Çelik") && place("Çelik") < place("Dahl"), "Ç is a letter of its own");
        assert!(place("Oper") < place("Öl") && place("Ufer") < place("Übersee"), "so are Ö and Ü");
    }

    async fn a_list_in_arabic_is_in_the_order_of_the_arabic_script_first(app: Empty) {
        let app = with_locales(app, &["ar"]).await;
        let texts = [("zoo", "حديقة"), ("amt", "إدارة"), ("bad", "مسبح"), ("dom", "بلدية"), ("eck", "أرشيف"), ("fluss", "")];
        let sketches = texts.map(|(slug, text)| {
            let sketch = Sketch::department(slug, None);
            if text.is_empty() { sketch } else { sketch.translation("ar", Field::Name, text, slug) }
        });
        app.live(sketches).await;
        let order = both_ways(&app, "departments", "NAME", ", locale: \"ar\"", "slug", 2).await;
        assert_eq!(order, ["amt", "eck", "dom", "zoo", "bad", "fluss"], "hamza aside by letter; what is not translated after it");
        let german = both_ways(&app, "departments", "NAME", ", locale: \"de\"", "slug", 2).await;
        assert_eq!(german, ["amt", "bad", "dom", "eck", "fluss", "zoo"]);
    }

    async fn equal_names_and_equal_times_have_one_order_too(app: Empty) {
        let department = Sketch::department("amt", None);
        let id = department.id();
        let people: Vec<Sketch> = (0..9).map(|_| Sketch::staff_member(id, "Maier")).collect();
        let ids: Vec<String> = people.iter().map(|person| person.id().0.to_string()).collect();
        app.live([department].into_iter().chain(people)).await;
        for order in ["FAMILY_NAME", "UPDATED_AT", "TREE"] {
            for size in [1, 4, 100] {
                assert_eq!(both_ways(&app, "staff", order, "", "id", size).await, ids, "{order} by {size}");
            }
        }
        let (early, late) = (&ids[2], &ids[5]);
        app.publish(&[wegweiser::domain::content::ContentId(early.parse().expect("a UUID"))]).await;
        app.publish(&[wegweiser::domain::content::ContentId(late.parse().expect("a UUID"))]).await;
        let newest = walk(&app, "staff", "orderBy: { field: UPDATED_AT, direction: DESC }", "id", 2).await;
        assert_eq!(newest[..3], [late.clone(), early.clone(), ids[8].clone()], "the last publication comes first");
        assert_eq!(newest.len(), 9);
    }

    async fn every_order_of_every_list_holds_both_ways_with_a_filter_too(app: TestApp) {
        for (list, label) in LISTS {
            let mut sorted = Vec::new();
            for order in [label, "TREE", "UPDATED_AT"] {
                let mut ids = both_ways(&app, list, order, "", "id", 6).await;
                let filtered = both_ways(&app, list, order, ", filter: { availableIn: \"de-simple\" }", "id", 3).await;
                let kept: Vec<&String> = ids.iter().filter(|id| filtered.contains(id)).collect();
                assert_eq!(kept, filtered.iter().collect::<Vec<_>>(), "{list} by {order}: a filter keeps the order");
                ids.sort();
                sorted.push(ids);
            }
            assert!(sorted[0] == sorted[1] && sorted[1] == sorted[2], "{list}: each order has all rows");
        }
    }

    async fn a_list_on_an_object_can_be_ordered_and_filtered_too(app: TestApp) {
        let ask = async |arguments: &str| {
            let query = format!(
                "{{ department(by: {{ slug: \"buergeramt\" }}, locale: \"de\") {{ staff(first: 100 {arguments}) {{ totalCount nodes {{ familyName }} }} }} }}"
            );
            let mut data = app.data(&query).await;
            let names: Vec<String> = texts_at(&data["department"]["staff"]["nodes"], "/familyName").into_iter().flatten().map(str::to_owned).collect();
            (names, data["department"]["staff"]["totalCount"].take())
        };
        let (editors, count) = ask("").await;
        assert!(editors.len() > 2 && count == json!(editors.len()));
        assert_eq!(ask(", orderBy: { field: TREE }").await.0, editors, "as its editors ordered it");
        let mut reversed = editors.clone();
        reversed.reverse();
        assert_eq!(ask(", orderBy: { field: TREE, direction: DESC }").await.0, reversed);
        let (by_name, _) = ask(", orderBy: { field: FAMILY_NAME }").await;
        let all = walk(&app, "staff", "locale: \"de\", filter: { department: { slugs: [\"buergeramt\"] } }", "familyName", 2).await;
        assert_eq!(by_name, all);
    }
}
