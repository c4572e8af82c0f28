//! Moves: in the order of siblings, and in the tree; a move changes one content.

use serde_json::{Value, json};
use wegweiser::domain::content::ContentId;

use crate::support::{Empty, Sketch, TestApp};

/// The tree of departments as the desk orders it.
async fn order(app: &TestApp, above: Option<ContentId>) -> Vec<String> {
    let condition = match above {
        Some(id) => format!("d.parent_id = {}", app.database.id_sql(id)),
        None => "d.parent_id IS NULL".to_owned(),
    };
    let sql = format!(
        "SELECT d.slug AS line FROM department d JOIN tree_place t ON t.content_id = d.content_id AND t.stage = d.stage \
         WHERE d.stage = 'draft' AND {condition} ORDER BY t.key"
    );
    app.database.rows(&sql).await
}

fn input(id: ContentId, version: i64, place: &Value) -> Value {
    let mut input = json!({ "id": id, "expectedVersion": version });
    for (key, value) in place.as_object().expect("a place") {
        input[key] = value.clone();
    }
    input
}

on_both_databases! {
    async fn siblings_are_put_in_order_and_only_the_moved_one_changes(app: Empty) {
        let token = app.admin().await;
        let sketches = ["a", "b", "c", "d"].map(|slug| Sketch::department(slug, None));
        let [a, b, c, d] = sketches.each_ref().map(Sketch::id);
        app.draft(sketches).await;
        let fields = "content { __typename id version }";
        let moved = app.done(&token, "contentMove", input(d, 1, &json!({ "before": b })), fields).await;
        assert_eq!(moved["content"], json!({ "__typename": "Department", "id": d, "version": 2 }));
        assert_eq!(order(&app, None).await, ["a", "d", "b", "c"]);
        app.done(&token, "contentMove", input(a, 1, &json!({ "after": c })), fields).await;
        assert_eq!(order(&app, None).await, ["d", "b", "c", "a"]);
        app.done(&token, "contentMove", input(c, 1, &json!({ "before": d })), fields).await;
        assert_eq!(order(&app, None).await, ["c", "d", "b", "a"]);
        app.done(&token, "contentMove", input(c, 2, &json!({ "after": d })), fields).await;
        assert_eq!(order(&app, None).await, ["d", "c", "b", "a"]);
        // Where it stands already, nothing is written.
        app.done(&token, "contentMove", input(c, 3, &json!({ "before": b })), fields).await;
        app.done(&token, "contentMove", input(a, 2, &json!({ "parent": null })), fields).await;
        let versions = app.database.rows("SELECT CAST(version AS text) AS line FROM content ORDER BY id").await;
        assert_eq!(versions, ["2", "1", "3", "2"]);
    }

    async fn a_department_moves_in_the_tree_with_all_below(app: Empty) {
        let token = app.admin().await;
        let (a, b) = (Sketch::department("a", None), Sketch::department("b", None));
        let (a_id, b_id) = (a.id(), b.id());
        let child = Sketch::department("kind", Some(a_id));
        let child_id = child.id();
        let page = Sketch::page(child_id, "seite");
        app.draft([a, b, child, page]).await;
        app.done(&token, "contentMove", input(a_id, 1, &json!({ "parent": b_id })), "").await;
        assert_eq!((order(&app, None).await, order(&app, Some(b_id)).await), (vec!["b".to_owned()], vec!["a".to_owned()]));
        let keys = app.database.rows("SELECT kind || ' ' || key AS line FROM tree_place WHERE stage = 'draft' ORDER BY key").await;
        let kinds: Vec<&str> = keys.iter().map(|line| line.split(' ').next().expect("a kind")).collect();
        assert_eq!(kinds, ["department", "department", "department", "page"], "{keys:?}");
        assert!(keys.windows(2).all(|pair| pair[1].split_once(' ').expect("a key").1.starts_with(pair[0].split_once(' ').expect("a key").1)), "{keys:?}");
        for (id, parent) in [(b_id, child_id), (b_id, a_id), (b_id, b_id)] {
            let problems = app.problems(&token, "contentMove", input(id, 1, &json!({ "parent": parent }))).await;
            assert_eq!(problems, ["INVALID_FIELD input.parent: would stand below itself"]);
        }
        app.done(&token, "contentMove", input(child_id, 1, &json!({ "parent": null, "before": b_id })), "").await;
        assert_eq!(order(&app, None).await, ["kind", "b"]);
    }

    async fn a_page_moves_with_those_below_and_their_paths(app: Empty) {
        let token = app.admin().await;
        let (a, b) = (Sketch::department("a", None), Sketch::department("b", None));
        let (a_id, b_id) = (a.id(), b.id());
        let top = Sketch::page(a_id, "oben").slug("en", "top");
        let middle = Sketch::page(a_id, "mitte").below(Some(top.id()), &[]);
        let low = Sketch::page(a_id, "unten").below(Some(middle.id()), &[]);
        let other = Sketch::page(b_id, "andere");
        let [top_id, middle_id, low_id, other_id] = [&top, &middle, &low, &other].map(Sketch::id);
        app.draft([a, b, top, middle, low, other]).await;
        let fields = r#"content { ... on Page { path(locale: "de") department { slug } parent { id } version } }"#;
        let moved = app.done(&token, "contentMove", input(top_id, 1, &json!({ "parent": other_id })), fields).await;
        assert_eq!(moved["content"], json!({
            "path": "/de/b/andere/oben", "department": { "slug": "b" }, "parent": { "id": other_id }, "version": 2
        }));
        let paths = app.database.rows("SELECT path AS line FROM page_path WHERE stage = 'draft' ORDER BY path").await;
        assert_eq!(paths, [
            "/de/b/andere", "/de/b/andere/oben", "/de/b/andere/oben/mitte", "/de/b/andere/oben/mitte/unten", "/en/b/andere/top"
        ]);
        let departments = app.database.count(&format!(
            "page WHERE stage = 'draft' AND department_id = {}", app.database.id_sql(b_id))).await;
        assert_eq!(departments, 4, "those below belong to the new department too");
        let history = app.database.rows("SELECT verb || ' ' || version AS line FROM revision WHERE verb = 'move' ORDER BY 1").await;
        assert_eq!(history, ["move 2", "move 2", "move 2"]);
        let problems = app.problems(&token, "contentMove", input(top_id, 2, &json!({ "parent": low_id }))).await;
        assert_eq!(problems, ["INVALID_FIELD input.parent: would stand below itself"]);
        app.done(&token, "contentMove", input(middle_id, 2, &json!({ "parent": b_id, "before": other_id })), "").await;
        let paths = app.database.rows("SELECT path AS line FROM page_path WHERE stage = 'draft' ORDER BY path").await;
        assert_eq!(paths, [
            "/de/b/andere", "/de/b/andere/oben", "/de/b/mitte", "/de/b/mitte/unten", "/en/b/andere/top"
        ]);
    }

    async fn a_place_that_is_none_is_refused(app: Empty) {
        let token = app.admin().await;
        let (a, b) = (Sketch::department("a", None), Sketch::department("b", None));
        let (a_id, b_id) = (a.id(), b.id());
        let (one, two) = (Sketch::staff_member(a_id, "Eins"), Sketch::staff_member(b_id, "Zwei"));
        let (one_id, two_id) = (one.id(), two.id());
        let (page, twin) = (Sketch::page(a_id, "seite"), Sketch::page(b_id, "seite"));
        let (page_id, twin_id) = (page.id(), twin.id());
        app.draft([a, b, one, two, page, twin]).await;
        for (id, place, expected) in [
            (one_id, json!({}), "INVALID_FIELD input.: say where to"),
            (one_id, json!({ "parent": null }), "INVALID_FIELD input.parent: is needed"),
            (one_id, json!({ "parent": page_id }), "NOT_FOUND input.parent: there is no department"),
            (a_id, json!({ "parent": one_id }), "NOT_FOUND input.parent: there is no department"),
            (one_id, json!({ "before": one_id }), "INVALID_FIELD input.before: is the content itself"),
            (one_id, json!({ "before": two_id }), "INVALID_FIELD input.before: does not stand below the same parent"),
            (one_id, json!({ "after": page_id }), "NOT_FOUND input.after: there is no staff member"),
            (one_id, json!({ "parent": b_id, "before": two_id, "after": two_id }), "INVALID_FIELD input.after: give either"),
            (page_id, json!({ "parent": b_id }), "SLUG_TAKEN input.parent: another page there has the slug \"seite\" in de"),
        ] {
            let problems = app.problems(&token, "contentMove", input(id, 1, &place)).await;
            assert_eq!(problems.len(), 1, "{place}: {problems:?}");
            let expected = expected.replace("input.:", "input:");
            assert!(problems[0].starts_with(&expected), "{place}: {problems:?}");
        }
        app.done(&token, "contentMove", input(one_id, 1, &json!({ "parent": b_id, "before": two_id })), "").await;
        let names = app.database.rows("SELECT s.family_name AS line FROM staff_member s WHERE s.stage = 'draft' ORDER BY s.position").await;
        assert_eq!(names, ["Eins", "Zwei"]);
        app.done(&token, "contentMove", input(page_id, 1, &json!({ "parent": twin_id })), "").await;
    }

    async fn no_tree_grows_without_end(app: Empty) {
        let token = app.admin().await;
        let mut chain: Vec<Sketch> = Vec::new();
        for level in 0..64 {
            let parent = chain.last().map(Sketch::id);
            chain.push(Sketch::department(&format!("ebene-{level}"), parent));
        }
        let (last, second) = (chain[63].id(), chain[1].id());
        let lone = [Sketch::department("einzeln", None), Sketch::department("kind", None)];
        let lone_ids = lone.each_ref().map(Sketch::id);
        app.draft(chain.into_iter().chain(lone)).await;
        let create = json!({ "slug": "zu-tief", "parent": last, "texts": [{ "locale": "de", "name": "x" }] });
        let problems = app.problems(&token, "departmentCreate", create).await;
        assert_eq!(problems, ["INVALID_FIELD input.parent: the tree would have more than 64 levels there"]);
        let problems = app.problems(&token, "contentMove", input(lone_ids[0], 1, &json!({ "parent": last }))).await;
        assert_eq!(problems, ["INVALID_FIELD input.parent: the tree would have more than 64 levels there"]);
        app.done(&token, "contentMove", input(lone_ids[0], 1, &json!({ "parent": lone_ids[1] })), "").await;
        let problems = app.problems(&token, "contentMove", input(second, 1, &json!({ "parent": lone_ids[0] }))).await;
        assert_eq!(problems, ["INVALID_FIELD input.parent: the tree would have more than 64 levels there"]);
    }

    async fn two_moves_at_once_make_no_cycle(app: Empty) {
        let token = app.admin().await;
        for round in 0..8 {
            let (a, b) = (Sketch::department(&format!("a{round}"), None), Sketch::department(&format!("b{round}"), None));
            let (a_id, b_id) = (a.id(), b.id());
            app.draft([a, b]).await;
            let (first, second) = tokio::join!(
                app.problems(&token, "contentMove", input(a_id, 1, &json!({ "parent": b_id }))),
                app.problems(&token, "contentMove", input(b_id, 1, &json!({ "parent": a_id }))),
            );
            let refused: Vec<_> = [first, second].into_iter().flatten().collect();
            assert_eq!(refused, ["INVALID_FIELD input.parent: would stand below itself"]);
        }
        assert_eq!(app.database.count("tree_place WHERE key LIKE '~%'").await, 0);
    }

    async fn what_is_made_below_something_that_moves_stands_where_that_has_gone(app: Empty) {
        let token = app.admin().await;
        let (a, c) = (Sketch::department("a", None), Sketch::department("c", None));
        let (a_id, c_id) = (a.id(), c.id());
        let b = Sketch::department("b", Some(a_id));
        let b_id = b.id();
        let page = Sketch::page(a_id, "oben");
        let below = Sketch::page(a_id, "mitte").below(Some(page.id()), &[]);
        let (page_id, below_id) = (page.id(), below.id());
        app.draft([a, c, b, page, below]).await;
        let mut versions = (1, 1);
        for round in 0..10 {
            let (parent, department) = if round % 2 == 0 { (json!(c_id), c_id) } else { (Value::Null, a_id) };
            let person = json!({ "department": b_id, "givenName": "Kim", "familyName": format!("P{round}"), "texts": [{ "locale": "de", "roleTitle": "x" }] });
            let new_page = json!({ "parent": below_id, "slugs": [{ "locale": "de", "slug": format!("s{round}") }], "texts": [{ "locale": "de", "title": "x" }] });
            let move_page = input(page_id, versions.1, &json!({ "parent": department }));
            tokio::join!(
                app.done(&token, "contentMove", input(a_id, versions.0, &json!({ "parent": parent })), ""),
                app.done(&token, "staffMemberCreate", person, ""),
                app.done(&token, "pageCreate", new_page, ""),
                app.run(&token, "contentMove", move_page, ""),
            );
            let version = async |id: ContentId| {
                let sql = format!("SELECT CAST(version AS text) AS line FROM content WHERE id = {}", app.database.id_sql(id));
                app.database.rows(&sql).await[0].parse::<i64>().expect("a number")
            };
            versions = (version(a_id).await, version(page_id).await);
        }
        let stale = app.database.count(
            "tree_place t JOIN staff_member s ON s.content_id = t.content_id AND s.stage = t.stage \
             JOIN tree_place d ON d.content_id = s.department_id AND d.stage = t.stage \
             WHERE substr(t.key, 1, length(d.key)) <> d.key").await;
        assert_eq!(stale, 0, "each stands below its department");
        let stray = app.database.count(
            "page p JOIN page q ON q.content_id = p.parent_id AND q.stage = p.stage WHERE p.department_id <> q.department_id").await;
        assert_eq!(stray, 0, "each belongs to its parent's department");
        let paths = app.database.count(
            "page_path p JOIN page g ON g.content_id = p.content_id AND g.stage = p.stage JOIN page_path q ON q.content_id = g.parent_id \
             AND q.stage = p.stage AND q.locale = p.locale WHERE substr(p.path, 1, length(q.path)) <> q.path").await;
        assert_eq!(paths, 0, "each path goes on from its parent's");
    }
}
