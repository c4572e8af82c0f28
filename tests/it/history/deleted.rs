//! What was deleted is found again, by those who may bring it back.

use serde_json::{Value, json};
use wegweiser::domain::permission::Role;

use super::delete;
use crate::support::{Empty, Sketch, TestApp};

const LIST: &str = "query($first: Int, $after: String, $last: Int, $before: String) { \
    deletedContents(first: $first, after: $after, last: $last, before: $before) { totalCount \
    nodes { id kind name version by revisions(first: 5) { totalCount nodes { version verb isErased changes { field } } } } \
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }";

async fn list(app: &TestApp, token: &str, page: Value) -> Value {
    app.data_as(token, LIST, page).await["deletedContents"].take()
}

fn names(list: &Value) -> Vec<&str> {
    list["nodes"].as_array().expect("a list").iter().filter_map(|node| node["name"].as_str()).collect()
}

on_both_databases! {
    async fn what_was_deleted_is_found_with_its_history_and_brought_back(app: Empty) {
        let token = app.account("Erna Erste").may(Role::Admin).make().await.token;
        let department = Sketch::department("amt", None);
        let (amt, page) = (department.id(), Sketch::page(department.id(), "seite"));
        let id = page.id();
        app.draft([department, page]).await;
        delete(&app, &token, id, 1).await;
        let mut found = list(&app, &token, json!({})).await;
        let mut node = found["nodes"][0].take();
        assert_eq!(found["totalCount"], 1);
        let revisions = node["revisions"].take();
        assert_eq!(revisions["totalCount"], 2);
        assert_eq!(revisions["nodes"][0], json!({ "version": 2, "verb": "DELETE", "isErased": false, "changes": [] }));
        assert_ne!(revisions["nodes"][1]["changes"], json!([]));
        assert_eq!(node, json!({ "id": id, "kind": "PAGE", "name": "seite", "version": 2, "by": "Erna Erste", "revisions": null }));
        // What it says is what its restoration needs.
        let restore = json!({ "id": id, "version": 1, "expectedVersion": node["version"] });
        app.done(&token, "contentRestore", restore, "").await;
        assert_eq!(list(&app, &token, json!({})).await["totalCount"], 0);
        // Whoever reads a part of the city does not see what is gone from it.
        delete(&app, &token, id, 3).await;
        let editor = app.account("Edi").may_in(Role::Editor, Some(amt), None).make().await.token;
        assert_eq!(list(&app, &editor, json!({})).await["totalCount"], 0);
        assert_eq!(list(&app, &app.account("Paul").may(Role::Publisher).make().await.token, json!({})).await["totalCount"], 1);
    }

    async fn a_person_who_was_erased_has_no_name_there(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let person = Sketch::staff_member(department.id(), "Anders");
        let id = person.id();
        app.draft([department, person]).await;
        delete(&app, &token, id, 1).await;
        assert!(names(&list(&app, &token, json!({})).await)[0].ends_with(" Anders"));
        app.done(&token, "staffMemberErase", json!({ "id": id, "expectedVersion": 2 }), "").await;
        let node = list(&app, &token, json!({})).await["nodes"][0].take();
        assert_eq!((&node["name"], &node["version"]), (&Value::Null, &json!(3)));
        let erased = node["revisions"]["nodes"].as_array().expect("a list").iter().find(|revision| revision["version"] == 1);
        assert_eq!(erased, Some(&json!({ "version": 1, "verb": "CREATE", "isErased": true, "changes": [] })));
    }

    async fn the_list_is_read_in_pages_from_both_ends(app: Empty) {
        let token = app.admin().await;
        let sketches: Vec<Sketch> = (0..5).map(|number| Sketch::department(&format!("amt{number}"), None)).collect();
        let ids: Vec<_> = sketches.iter().map(Sketch::id).collect();
        app.draft(sketches).await;
        for id in ids {
            delete(&app, &token, id, 1).await;
        }
        let first = list(&app, &token, json!({ "first": 2 })).await;
        assert_eq!(names(&first), ["amt4", "amt3"]);
        let second = list(&app, &token, json!({ "first": 2, "after": first["pageInfo"]["endCursor"] })).await;
        assert_eq!(names(&second), ["amt2", "amt1"]);
        assert_eq!((&second["pageInfo"]["hasNextPage"], &second["pageInfo"]["hasPreviousPage"]), (&json!(true), &json!(true)));
        let before = list(&app, &token, json!({ "last": 1, "before": second["pageInfo"]["startCursor"] })).await;
        assert_eq!(names(&before), ["amt3"]);
        assert_eq!(names(&list(&app, &token, json!({ "last": 2 })).await), ["amt1", "amt0"]);
    }
}
