//! What of a content is live: compared as it is read, so that a change which was taken back is none.

use serde_json::{Value, json};
use wegweiser::domain::content::{ContentId, Field};

use crate::support::{Empty, Member, Sketch, TestApp};

/// What a member sees of a content under `preview`.
async fn publication(app: &TestApp, member: &Member, id: ContentId) -> Value {
    let query = format!(
        r#"{{ preview {{ node(id: "{id}") {{ ... on Content {{ publication {{ state liveLocales }} }} }} }} }}"#
    );
    member.data(app, &query).await["preview"]["node"]["publication"].take()
}

async fn state(app: &TestApp, member: &Member, id: ContentId) -> String {
    publication(app, member, id).await["state"].as_str().expect("a state").to_owned()
}

fn is(state: &str, locales: &[&str]) -> Value {
    json!({ "state": state, "liveLocales": locales })
}

on_both_databases! {
    async fn a_publication_has_four_states(app: Empty) {
        let department = Sketch::department("amt", None).text("en", Field::Name, "Office");
        let id = department.id();
        let admin = Member::admin(&app).await;
        app.draft([department]).await;
        assert_eq!(publication(&app, &admin, id).await, is("DRAFT", &[]));
        app.publish_in(&[id], &["de"]).await;
        assert_eq!(publication(&app, &admin, id).await, is("CHANGED", &["de"]), "a text is a draft only");
        app.publish_in(&[id], &["en"]).await;
        assert_eq!(publication(&app, &admin, id).await, is("LIVE", &["de", "en"]));
        let key = app.database.id_sql(id);
        app.database.execute(&format!("UPDATE department SET room = '1', version = 9 WHERE stage = 'draft' AND content_id = {key}")).await;
        assert_eq!(publication(&app, &admin, id).await, is("CHANGED", &["de", "en"]));
        app.database.execute(&format!("UPDATE department SET room = NULL, version = 10 WHERE stage = 'draft' AND content_id = {key}")).await;
        assert_eq!(publication(&app, &admin, id).await, is("LIVE", &["de", "en"]), "the change was taken back");
        for table in ["department", "translation", "label", "tree_place"] {
            app.database.execute(&format!("DELETE FROM {table} WHERE stage = 'live' AND content_id = {key}")).await;
        }
        assert_eq!(publication(&app, &admin, id).await, is("UNPUBLISHED", &[]));
    }

    async fn every_fact_relation_and_text_counts_and_no_version_does(app: Empty) {
        let department = Sketch::department("amt", None);
        let id = department.id();
        let people = ["A", "B"].map(|name| Sketch::staff_member(id, name));
        let [a, b] = people.each_ref().map(Sketch::id);
        let duty = Sketch::responsibility(id, "aufgabe", &[a]);
        let office = Sketch::office(id, "stelle", &[a]);
        let page = Sketch::page(id, "seite").below(None, &[a])
            .link(Some(id), None, "Amt").translation("en", Field::Title, "page", "seite");
        let (duty_id, office_id, page_id) = (duty.id(), office.id(), page.id());
        app.live([department].into_iter().chain(people).chain([duty, office, page])).await;
        let admin = Member::admin(&app).await;
        let sql = |id| app.database.id_sql(id);
        let draft = |owner: &str, id: ContentId| format!("WHERE stage = 'draft' AND {owner} = {}", sql(id));
        for content in [id, a, b, duty_id, office_id, page_id] {
            assert_eq!(state(&app, &admin, content).await, "LIVE");
        }
        // (content, a change, what takes it back)
        for (content, table, owner, change, back) in [
            (id, "department", "content_id", "latitude = 48.7, longitude = 9.3", "latitude = NULL, longitude = NULL"),
            (a, "staff_member", "content_id", "salutation = 'ms'", "salutation = NULL"),
            (a, "staff_member", "content_id", "given_name = 'kim'", "given_name = 'Kim'"),
            (duty_id, "responsibility", "content_id", "slug = 'andere'", "slug = 'aufgabe'"),
            (duty_id, "duty", "responsibility_id", "role = 'deputy'", "role = 'responsible'"),
            (office_id, "office", "content_id", "is_by_appointment = TRUE", "is_by_appointment = FALSE"),
            (office_id, "office_run_by", "office_id", "position = position + 1", "position = position - 1"),
            (page_id, "page", "content_id", "position = position || '1'", "position = substr(position, 1, length(position) - 1)"),
            (page_id, "page_slug", "content_id", "slug = 'andere'", "slug = 'seite'"),
            (page_id, "page_contact", "page_id", "position = position + 1", "position = position - 1"),
            (page_id, "related_link", "page_id", "position = position + 1", "position = position - 1"),
            (page_id, "translation", "content_id", "origin = 'machine'", "origin = 'human'"),
            (page_id, "translation", "content_id", "value = value || ' '", "value = substr(value, 1, length(value) - 1)"),
        ] {
            let place = draft(owner, content);
            assert!(app.database.execute(&format!("UPDATE {table} SET {change} {place}")).await > 0);
            assert_eq!(state(&app, &admin, content).await, "CHANGED", "{table} {change}");
            app.database.execute(&format!("UPDATE {table} SET {back} {place}")).await;
            assert_eq!(state(&app, &admin, content).await, "LIVE", "{table} {back}");
        }
        for (content, table, owner, versions) in [
            (duty_id, "responsibility", "content_id", "version = 7, duties_version = 8"),
            (office_id, "office", "content_id", "version = 7, run_by_version = 8"),
            (page_id, "page", "content_id", "version = 7, contacts_version = 8, links_version = 9"),
            (page_id, "page_slug", "content_id", "version = 7"),
            (page_id, "translation", "content_id", "version = 7, source_version = 5"),
        ] {
            app.database.execute(&format!("UPDATE {table} SET {versions} {}", draft(owner, content))).await;
            assert_eq!(state(&app, &admin, content).await, "LIVE", "{table}");
        }
        // One relation more, and one less.
        let more = format!("INSERT INTO duty (responsibility_id, stage, staff_member_id, role, position) VALUES ({}, 'draft', {}, 'deputy', 2)", sql(duty_id), sql(b));
        app.database.execute(&more).await;
        app.database.execute(&format!("DELETE FROM page_contact {}", draft("page_id", page_id))).await;
        for content in [duty_id, page_id] {
            assert_eq!(state(&app, &admin, content).await, "CHANGED");
        }
        for content in [id, a, b, office_id] {
            assert_eq!(state(&app, &admin, content).await, "LIVE", "its own rows are the same");
        }
    }

    async fn whoever_may_not_read_the_draft_is_told_live(app: Empty) {
        let (mine, other) = (Sketch::department("mein", None), Sketch::department("anderes", None));
        let ids = [mine.id(), other.id()];
        app.live([mine, other]).await;
        for id in ids {
            let key = app.database.id_sql(id);
            app.database.execute(&format!("UPDATE department SET room = '1' WHERE stage = 'draft' AND content_id = {key}")).await;
        }
        let editor = Member::editor(&app, ids[0]).await;
        assert_eq!(state(&app, &editor, ids[0]).await, "CHANGED");
        assert_eq!(state(&app, &editor, ids[1]).await, "LIVE");
        let nobody = Member::new(&app, vec![], None).await;
        assert_eq!(publication(&app, &nobody, ids[0]).await, is("LIVE", &["de"]));
        let query = "{ departments { nodes { slug publication { state } } } }";
        let data = editor.data(&app, query).await;
        let expected = json!([{ "slug": "anderes", "publication": { "state": "LIVE" } },
            { "slug": "mein", "publication": { "state": "CHANGED" } }]);
        assert_eq!(data["departments"]["nodes"], expected, "of a live object too");
    }
}
