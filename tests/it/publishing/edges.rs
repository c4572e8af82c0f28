//! Where two stages part: trees that differ, labels of links that only one has, what came and went between two reads.

use serde_json::{Value, json};
use wegweiser::domain::content::{ContentId, Field};
use wegweiser::domain::permission::Role;

use super::{items, let_time_pass, run_due};
use crate::support::{Empty, Sketch, TestApp};

async fn update(app: &TestApp, token: &str, noun: &str, id: ContentId, version: i64, set: Value) {
    let input = json!({ "id": id, "expectedVersion": version, "set": set });
    app.done(token, &format!("{noun}Update"), input, "").await;
}

async fn relocate(app: &TestApp, token: &str, id: ContentId, version: i64, to: Value) {
    let mut input = json!({ "id": id, "expectedVersion": version });
    input.as_object_mut().expect("an object").extend(to.as_object().expect("an object").clone());
    app.done(token, "contentMove", input, "").await;
}

async fn publish(app: &TestApp, token: &str, of: &[(ContentId, i64)], locales: &[&str]) {
    let input = json!({ "items": items(of), "locales": locales });
    app.done(token, "contentPublish", input, "").await;
}

/// Live departments in a chain, each below the one before.
async fn chain(app: &TestApp, count: usize, below: Option<ContentId>, prefix: &str) -> Vec<ContentId> {
    let mut above = below;
    let mut sketches = Vec::new();
    for number in 0..count {
        let sketch = Sketch::department(&format!("{prefix}{number}"), above);
        above = Some(sketch.id());
        sketches.push(sketch);
    }
    let ids = sketches.iter().map(Sketch::id).collect();
    app.live(sketches).await;
    ids
}

on_both_databases! {
    async fn a_circle_is_found_however_long_it_is_and_a_tree_in_public_is_no_deeper_than_one_on_the_desk(app: Empty) {
        let token = app.admin().await;
        let upper = chain(&app, 64, None, "a").await;
        // On the desk the chain ends in the middle; what comes below its end is of 64 levels there, of more in public.
        relocate(&app, &token, upper[32], 2, json!({ "parent": null })).await;
        let lower = Sketch::department("b", Some(upper[63]));
        let lower_id = lower.id();
        app.draft([lower]).await;
        let problems = app.problems(&token, "contentPublish", json!({ "items": items(&[(lower_id, 1)]), "locales": ["de"] })).await;
        assert_eq!(problems, ["INVALID_FIELD input.items.0.id: the tree would have too many levels in public: publish what stands above it too"]);
        let input = json!({ "items": items(&[(upper[32], 3), (lower_id, 1)]), "locales": ["de"] });
        app.done(&token, "contentPublish", input, "").await;
        let data = app.data(r#"{ department(by: {slug: "b"}) { ancestors { slug } } }"#).await;
        assert_eq!(data["department"]["ancestors"].as_array().expect("a list").len(), 32);
    }

    async fn a_page_is_found_below_the_page_above_wherever_that_has_gone(app: Empty) {
        let token = app.admin().await;
        let (one, two) = (Sketch::department("eins", None), Sketch::department("zwei", None));
        let two_id = two.id();
        let page = Sketch::page(one.id(), "seite");
        let id = page.id();
        let below = Sketch::page(one.id(), "unten").below(Some(id), &[]);
        app.live([one, two, page, below]).await;
        relocate(&app, &token, id, 2, json!({ "parent": two_id })).await;
        publish(&app, &token, &[(id, 3)], &[]).await;
        let query = r#"{ page(by: {path: "/de/eins/seite/unten"}) { path ancestors { path } } }"#;
        let page = app.data(query).await["page"].take();
        assert_eq!(page, json!({ "path": "/de/zwei/seite/unten", "ancestors": [{ "path": "/de/zwei/seite" }] }));
    }

    async fn what_goes_back_to_a_place_that_is_taken_comes_to_rest_beside_it(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let amt = department.id();
        let (a, b, c) = (Sketch::page(amt, "a"), Sketch::page(amt, "b"), Sketch::page(amt, "c"));
        let (a_id, b_id, c_id) = (a.id(), b.id(), c.id());
        app.live([department, a, b]).await;
        relocate(&app, &token, a_id, 2, json!({ "after": b_id })).await;
        app.draft([c]).await;
        relocate(&app, &token, c_id, 1, json!({ "before": b_id })).await;
        for expected in [3, 4, 4] {
            let discard = json!({ "id": a_id, "expectedVersion": expected });
            let payload = app.done(&token, "contentDiscardDraft", discard, "content { version }").await;
            assert_eq!(payload["content"]["version"], 4);
        }
        let restore = json!({ "id": a_id, "version": 1, "expectedVersion": 4 });
        let payload = app.done(&token, "contentRestore", restore, "content { version }").await;
        assert_eq!(payload["content"]["version"], 4, "it is as it was then, but for the place that is taken");
    }

    async fn labels_of_links_that_do_not_go_live_keep_nobody_and_those_of_public_links_are_not_taken(app: Empty) {
        let admin = app.admin().await;
        let department = Sketch::department("amt", None);
        let amt = department.id();
        let page = Sketch::page(amt, "seite").link(Some(amt), None, "Amt").translation("en", Field::Title, "Page", "seite");
        let id = page.id();
        app.live([department, page]).await;
        let query = format!("{{ preview {{ page(by: {{id: \"{id}\"}}) {{ relatedLinks {{ id }} }} }} }}");
        let link = app.data_as(&admin, &query, json!({})).await["preview"]["page"]["relatedLinks"][0]["id"].take();
        let labels = json!([{ "locale": "de", "label": "Amt" }, { "locale": "en", "label": "Office" }]);
        let links = |with_new: bool| {
            let mut links = vec![json!({ "id": link, "target": amt, "labels": labels })];
            links.extend(with_new.then(|| json!({ "target": amt, "labels": labels })));
            json!(links)
        };
        update(&app, &admin, "page", id, 2, json!({ "relatedLinks": links(false) })).await;
        publish(&app, &admin, &[(id, 3)], &["en"]).await;
        let set = json!({ "relatedLinks": links(true), "texts": [{ "locale": "en", "title": "New page" }] });
        update(&app, &admin, "page", id, 4, set).await;
        // A link that is being made keeps nobody from publishing texts.
        let token = app.account("Paul").may_in(Role::Publisher, None, Some(&["en"])).make().await.token;
        let texts = |version: i64| json!({ "items": items(&[(id, version)]), "locales": ["en"], "facts": false });
        app.done(&token, "contentPublish", texts(5), "").await;
        let read = r#"{ page(by: {path: "/de/amt/seite"}, locale: "en") { title { value } relatedLinks { label { value lang } } } }"#;
        let office = json!([{ "label": { "value": "Office", "lang": "en" } }]);
        assert_eq!(app.data(read).await["page"], json!({ "title": { "value": "New page" }, "relatedLinks": office }));
        // A link that is public keeps what it says in every locale.
        update(&app, &admin, "page", id, 6, json!({ "relatedLinks": [] })).await;
        let problems = app.problems(&token, "contentPublish", texts(7)).await;
        assert_eq!(problems, ["STEP_NOT_ALLOWED input.items.0.id: has other related links in public: its facts must go live with these texts"]);
        assert_eq!(app.data(read).await["page"]["relatedLinks"], office);
    }

    async fn what_came_and_went_since_a_read_does_not_go_unseen(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let page = Sketch::page(department.id(), "seite");
        let id = page.id();
        app.live([department, page]).await;
        update(&app, &token, "page", id, 2, json!({ "slugs": [{ "locale": "en", "slug": "page" }] })).await;
        publish(&app, &token, &[(id, 3)], &[]).await;
        update(&app, &token, "page", id, 4, json!({ "slugs": [{ "locale": "en", "slug": null }] })).await;
        let publish = |version: i64| json!({ "items": items(&[(id, version)]), "locales": [] });
        let problems = app.problems(&token, "contentPublish", publish(2)).await;
        assert_eq!(problems, ["VERSION_CONFLICT input.items.0.expectedVersion: changed since version 2: the slug in en"]);
        app.done(&token, "contentPublish", publish(5), "").await;
    }

    async fn a_step_does_not_fail_for_a_locale_that_is_no_more(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        app.done(&token, "localeSave", json!({ "tag": "tr" }), "").await;
        let page = Sketch::page(department.id(), "seite").slug("tr", "sayfa");
        let id = page.id();
        app.live([department]).await;
        app.draft([page]).await;
        let input = json!({ "items": items(&[(id, 1)]), "locales": ["de"], "at": "2030-06-01T12:00:00Z" });
        app.done(&token, "contentPublish", input, "").await;
        app.done(&token, "localeRemove", json!({ "tag": "tr", "acceptInUse": true }), "").await;
        let_time_pass(&app).await;
        assert_eq!(run_due(&app.app).await, 1);
        let data = app.data_as(&token, "{ plannedSteps { nodes { state problems { message } } } }", json!({})).await;
        assert_eq!(data["plannedSteps"]["nodes"], json!([{ "state": "DONE", "problems": [] }]));
    }

    async fn times_between_two_microseconds_are_paged_through_and_told_as_they_are_kept(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let id = department.id();
        app.draft([department]).await;
        let second = "2030-05-05T05:05:05";
        for fraction in ["000000900Z", "000000100Z", "000000500Z", "000001100Z"] {
            let input = json!({ "items": items(&[(id, 1)]), "locales": ["de"], "at": format!("{second}.{fraction}") });
            app.done(&token, "contentPublish", input, "").await;
        }
        let input = json!({ "items": items(&[(id, 1)]), "locales": ["de"], "at": "2027-06-30T23:59:60Z" });
        let payload = app.done(&token, "contentPublish", input, "plannedStep { at }").await;
        assert_eq!(payload["plannedStep"]["at"], "2027-07-01T00:00:00Z");
        let (mut seen, mut after) = (Vec::new(), Value::Null);
        while seen.len() < 10 {
            let query = "query($after: String) { plannedSteps(first: 1, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }";
            let steps = app.data_as(&token, query, json!({ "after": after })).await["plannedSteps"].take();
            seen.push(steps["nodes"][0]["id"].clone());
            after = steps["pageInfo"]["endCursor"].clone();
            if steps["pageInfo"]["hasNextPage"] == false {
                break;
            }
        }
        let different: std::collections::HashSet<String> = seen.iter().map(ToString::to_string).collect();
        assert_eq!((seen.len(), different.len()), (5, 5));
    }

    async fn a_step_is_seen_by_those_who_read_one_of_its_drafts(app: Empty) {
        let admin = app.admin().await;
        let (own, other) = (Sketch::department("eigen", None), Sketch::department("fremd", None));
        let (own_id, other_id) = (own.id(), other.id());
        let person = Sketch::staff_member(other_id, "Anders");
        let person_id = person.id();
        app.live([own, other]).await;
        app.draft([person]).await;
        for (id, version) in [(person_id, 1), (other_id, 2), (own_id, 2)] {
            let input = json!({ "items": items(&[(id, version)]), "locales": ["de"], "at": "2030-06-01T12:00:00Z" });
            app.done(&admin, "contentPublish", input, "").await;
        }
        let token = app.account("Edi").may_in(Role::Editor, Some(own_id), None).make().await.token;
        let query = format!("{{ plannedSteps {{ totalCount nodes {{ items {{ content {{ id }} }} }} }} preview {{ node(id: \"{other_id}\") {{ ... on Content {{ publication {{ plannedSteps {{ id }} }} }} }} }} }}");
        let data = app.data_as(&token, &query, json!({})).await;
        assert_eq!(data["plannedSteps"], json!({ "totalCount": 1, "nodes": [{ "items": [{ "content": { "id": own_id } }] }] }));
        assert_eq!(data["preview"]["node"]["publication"]["plannedSteps"], json!([]));
    }

    async fn an_unpublication_is_planned_by_who_has_read_what_is_public(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let id = department.id();
        app.live([department]).await;
        update(&app, &token, "department", id, 2, json!({ "room": "7" })).await;
        publish(&app, &token, &[(id, 3)], &[]).await;
        let plan = |version: i64| json!({ "items": items(&[(id, version)]), "at": "2030-06-01T12:00:00Z" });
        for (version, problem) in [
            (0, "INVALID_FIELD input.items.0.expectedVersion: counts from 1"),
            (2, "VERSION_CONFLICT input.items.0.expectedVersion: changed since version 2: the facts"),
            (99, "VERSION_CONFLICT input.items.0.expectedVersion: there is no version 99 yet: the newest is 4"),
        ] {
            assert_eq!(app.problems(&token, "contentUnpublish", plan(version)).await, [problem]);
        }
        app.done(&token, "contentUnpublish", plan(4), "").await;
    }
}
