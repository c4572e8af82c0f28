//! Planned steps to which something has happened before their time.

use serde_json::{Value, json};
use wegweiser::domain::content::ContentId;
use wegweiser::domain::permission::Role;

use super::{items, let_time_pass, run_due};
use crate::support::{Empty, Sketch, TestApp};

/// The problems of all steps, or the state of those that have none, by their time.
async fn fates(app: &TestApp, token: &str) -> Vec<String> {
    let plan = "{ plannedSteps { nodes { state problems { code path message } } } }";
    let data = app.data_as(token, plan, json!({})).await;
    let steps = data["plannedSteps"]["nodes"].as_array().expect("a list").iter();
    let fate = |step: &Value| match &step["problems"][0] {
        Value::Null => step["state"].as_str().expect("a state").to_owned(),
        problem => {
            format!("{} {} {}: {}", step["state"], problem["code"], problem["path"], problem["message"])
                .replace('"', "")
        }
    };
    steps.map(fate).collect()
}

async fn plan(app: &TestApp, token: &str, id: ContentId, version: i64, at: &str) {
    let input = json!({ "items": items(&[(id, version)]), "locales": ["de"], "at": at });
    app.done(token, "contentPublish", input, "").await;
}

async fn delete(app: &TestApp, token: &str, id: ContentId, version: i64) {
    app.done(token, "contentDelete", json!({ "id": id, "expectedVersion": version }), "").await;
}

on_both_databases! {
    async fn what_would_stand_below_what_is_no_more_does_not_go_live(app: Empty) {
        let token = app.admin().await;
        let (old, new) = (Sketch::department("alt", None), Sketch::department("neu", None));
        let (old_id, new_id) = (old.id(), new.id());
        let below = Sketch::department("unten", Some(old_id));
        let person = Sketch::staff_member(old_id, "Anders");
        let parent = Sketch::page(new_id, "oben");
        let parent_id = parent.id();
        let page = Sketch::page(new_id, "seite").below(Some(parent_id), &[]);
        let ids = [below.id(), person.id(), page.id()];
        app.draft([old, new, below, person, parent, page]).await;
        for (id, hour) in ids.iter().zip(10..) {
            plan(&app, &token, *id, 1, &format!("2030-06-01T{hour}:00:00Z")).await;
        }
        for id in ids {
            let input = json!({ "id": id, "expectedVersion": 1, "parent": new_id });
            app.done(&token, "contentMove", input, "").await;
        }
        delete(&app, &token, old_id, 1).await;
        delete(&app, &token, parent_id, 1).await;
        let_time_pass(&app).await;
        assert_eq!(run_due(&app.app).await, 3);
        assert_eq!(fates(&app, &token).await, [
            "FAILED NOT_FOUND [input,items,0,id]: the department that it stood below is no more",
            "FAILED NOT_FOUND [input,items,0,id]: the department that it belonged to is no more",
            "FAILED NOT_FOUND [input,items,0,id]: the page that it stood below is no more",
        ]);
        let data = app.data("{ departments { totalCount } staff { totalCount } pages { totalCount } }").await;
        assert_eq!(data, json!({ "departments": { "totalCount": 0 }, "staff": { "totalCount": 0 }, "pages": { "totalCount": 0 } }));
    }

    async fn whoever_is_no_more_is_left_out_of_what_goes_live(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let amt = department.id();
        let (stays, goes) = (Sketch::staff_member(amt, "Bleibt"), Sketch::staff_member(amt, "Geht"));
        let (stays_id, goes_id) = (stays.id(), goes.id());
        let duty = Sketch::responsibility(amt, "aufgabe", &[goes_id, stays_id]);
        let id = duty.id();
        app.live([department, stays]).await;
        app.draft([goes, duty]).await;
        plan(&app, &token, id, 1, "2030-06-01T12:00:00Z").await;
        let set = json!({ "duties": [{ "staffMember": stays_id, "role": "RESPONSIBLE" }] });
        app.done(&token, "responsibilityUpdate", json!({ "id": id, "expectedVersion": 1, "set": set }), "").await;
        let erase = json!({ "id": goes_id, "expectedVersion": 1 });
        app.done(&token, "staffMemberErase", erase, "").await;
        let_time_pass(&app).await;
        assert_eq!(run_due(&app.app).await, 1);
        assert_eq!(fates(&app, &token).await, ["DONE"]);
        let data = app.data("{ responsibilities { nodes { duties { staffMember { familyName } } } } }").await;
        assert_eq!(data["responsibilities"]["nodes"], json!([{ "duties": [{ "staffMember": { "familyName": "Bleibt" } }] }]));
    }

    async fn a_page_whose_old_department_is_no_more_goes_where_the_page_above_is(app: Empty) {
        let token = app.admin().await;
        let (old, new) = (Sketch::department("alt", None), Sketch::department("neu", None));
        let (old_id, new_id) = (old.id(), new.id());
        let parent = Sketch::page(old_id, "oben");
        let parent_id = parent.id();
        let page = Sketch::page(old_id, "seite").below(Some(parent_id), &[]);
        let id = page.id();
        app.draft([old, parent, page]).await;
        app.live([new]).await;
        plan(&app, &token, id, 1, "2030-06-01T12:00:00Z").await;
        app.done(&token, "contentMove", json!({ "id": parent_id, "expectedVersion": 1, "parent": new_id }), "").await;
        let publish = json!({ "items": items(&[(parent_id, 2)]), "locales": ["de"] });
        app.done(&token, "contentPublish", publish, "").await;
        delete(&app, &token, old_id, 1).await;
        let_time_pass(&app).await;
        assert_eq!(run_due(&app.app).await, 1);
        assert_eq!(fates(&app, &token).await, ["DONE"]);
        let data = app.data(r#"{ page(by: {path: "/de/neu/oben/seite"}) { path department { slug } } }"#).await;
        assert_eq!(data["page"], json!({ "path": "/de/neu/oben/seite", "department": { "slug": "neu" } }));
    }

    async fn a_planner_who_has_no_right_any_more_is_named_as_the_cause(app: Empty) {
        let planner = app.account("Petra Plan").may(Role::Publisher).make().await;
        let (one, other) = (Sketch::department("eins", None), Sketch::department("zwei", None));
        let (id, gone) = (one.id(), other.id());
        app.draft([one, other]).await;
        let items = items(&[(gone, 1), (id, 1)]);
        let input = json!({ "items": items, "locales": ["de"], "at": "2030-06-01T12:00:00Z" });
        app.done(&planner.token, "contentPublish", input, "").await;
        let of_planner = app.database.id_sql(planner.id);
        app.database.execute(&format!("DELETE FROM account_grant WHERE account_id = {of_planner}")).await;
        let token = app.admin().await;
        delete(&app, &token, gone, 1).await;
        let_time_pass(&app).await;
        assert_eq!(run_due(&app.app).await, 1);
        let message = "the account that planned it may not change what is public of this any more";
        assert_eq!(fates(&app, &token).await, [format!("FAILED NOT_PERMITTED [input,items,0,id]: {message}")]);
    }

    async fn a_step_about_what_was_deleted_and_brought_back_is_done(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let id = department.id();
        app.draft([department]).await;
        plan(&app, &token, id, 1, "2030-06-01T12:00:00Z").await;
        delete(&app, &token, id, 1).await;
        let restore = json!({ "id": id, "version": 1, "expectedVersion": 2 });
        app.done(&token, "contentRestore", restore, "").await;
        let_time_pass(&app).await;
        assert_eq!(run_due(&app.app).await, 1);
        assert_eq!(fates(&app, &token).await, ["DONE"]);
    }
}
