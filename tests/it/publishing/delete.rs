//! Deletion.

use serde_json::json;
use wegweiser::domain::permission::Role;

use crate::support::{Empty, Sketch};

on_both_databases! {
    async fn what_is_deleted_is_gone_from_the_desk_and_stays_in_history(app: Empty) {
        let token = app.admin().await;
        let (department, other) = (Sketch::department("amt", None), Sketch::department("anderes", None));
        let (id, other_id) = (department.id(), other.id());
        app.draft([department, other]).await;
        let payload = app.done(&token, "contentDelete", json!({ "id": id, "expectedVersion": 1 }), "deletedId").await;
        assert_eq!(payload["deletedId"], json!(id));
        let data = app.data_as(&token, r#"{ preview { departments { totalCount } department(by: {slug: "amt"}) { id } } }"#, json!({})).await;
        assert_eq!(data["preview"], json!({ "departments": { "totalCount": 1 }, "department": null }));
        let key = app.database.id_sql(id);
        for table in ["department", "translation", "label", "tree_place"] {
            assert_eq!(app.database.count(&format!("{table} WHERE content_id = {key}")).await, 0, "{table}");
        }
        let history = app.database.rows(&format!("SELECT verb || ' ' || version AS line FROM revision WHERE content_id = {key} ORDER BY version")).await;
        assert_eq!(history, ["create 1", "delete 2"]);
        assert_eq!(app.database.count("content WHERE deleted_at IS NOT NULL AND version = 2").await, 1);
        // It is no more, and its slug is free.
        for (mutation, input) in [
            ("departmentUpdate", json!({ "id": id, "expectedVersion": 2, "set": { "room": "1" } })),
            ("contentDelete", json!({ "id": id, "expectedVersion": 2 })),
            ("contentMove", json!({ "id": id, "expectedVersion": 2, "after": other_id })),
        ] {
            let problems = app.problems(&token, mutation, input).await;
            assert!(problems.len() == 1 && problems[0].starts_with("NOT_FOUND input.id"), "{problems:?}");
        }
        let create = json!({ "slug": "amt", "texts": [{ "locale": "de", "name": "Neu" }] });
        app.done(&token, "departmentCreate", create, "").await;
        let below = json!({ "slug": "x", "parent": id, "texts": [{ "locale": "de", "name": "x" }] });
        let problems = app.problems(&token, "departmentCreate", below).await;
        assert_eq!(problems, ["NOT_FOUND input.parent: there is no department with this id"]);
    }

    async fn what_is_public_or_in_use_is_not_deleted(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let id = department.id();
        let person = Sketch::staff_member(id, "Anders");
        let person_id = person.id();
        let duty = Sketch::responsibility(id, "aufgabe", &[person_id]);
        let duty_id = duty.id();
        app.draft([department, person, duty]).await;
        let delete = |id: &dyn ToString, version: i64| json!({ "id": id.to_string(), "expectedVersion": version });
        for (target, said) in
            [(id, "2 contents refer to it: change those first"), (person_id, "1 content refers to it: change that first")]
        {
            let problems = app.problems(&token, "contentDelete", delete(&target, 1)).await;
            assert_eq!(problems, [format!("IN_USE input.id: {said}")]);
        }
        app.publish(&[id, duty_id]).await;
        let problems = app.problems(&token, "contentDelete", delete(&duty_id, 2)).await;
        assert_eq!(problems, ["STEP_NOT_ALLOWED input.id: is public: take it from the public first"]);
        let unpublish = json!({ "items": [{ "id": duty_id, "expectedVersion": 2 }] });
        app.done(&token, "contentUnpublish", unpublish, "").await;
        app.done(&token, "contentDelete", delete(&duty_id, 3), "").await;
        app.done(&token, "contentDelete", delete(&person_id, 1), "").await;
    }

    async fn a_use_that_the_editor_does_not_see_is_counted_and_not_named(app: Empty) {
        let (mine, other) = (Sketch::department("mein", None), Sketch::department("anderes", None));
        let ids = (mine.id(), other.id());
        let person = Sketch::staff_member(ids.0, "Anders");
        let person_id = person.id();
        let duty = Sketch::responsibility(ids.1, "geheim", &[person_id]);
        app.draft([mine, other, person, duty]).await;
        let token = app.account("Edi").may_in(Role::Editor, Some(ids.0), None).make().await.token;
        let document = crate::support::document("contentDelete", "")
            .replace("... on LocaleInUse", "... on InUse { usedBy { id } hiddenCount } ... on LocaleInUse");
        let input = json!({ "id": person_id, "expectedVersion": 1 });
        let answer = app.ask_as(&token, &document, json!({ "input": input })).await;
        let problem = &answer.body["data"]["contentDelete"]["problems"][0];
        assert_eq!((&problem["usedBy"], &problem["hiddenCount"]), (&json!([]), &json!(1)), "{problem}");
        assert!(!answer.text.contains("geheim"), "{}", answer.text);
    }
}
