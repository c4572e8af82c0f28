//! Which contents refer to a content, as the viewer sees them.

use serde_json::{Value, json};
use wegweiser::domain::content::ContentId;

use crate::support::{Empty, Member, Sketch, TestApp, code_of};

/// The ids of what refers to a content, in order, and how many there are.
async fn used_by(app: &TestApp, member: &Member, id: ContentId, is_preview: bool) -> (Vec<String>, Value) {
    let field = format!(
        r#"node(id: "{id}") {{ ... on Content {{ usedBy(first: 100) {{ totalCount nodes {{ id }} edges {{ node {{ id kind }} }} }} }} }}"#
    );
    let query = if is_preview { format!("{{ preview {{ {field} }} }}") } else { format!("{{ {field} }}") };
    let mut data = member.data(app, &query).await;
    let mut data = if is_preview { data["preview"].take() } else { data };
    let users = data["node"]["usedBy"].take();
    let ids = |list: &str, pointer: &str| -> Vec<String> {
        let list = users[list].as_array().expect("a list").iter();
        list.map(|user| user.pointer(pointer).and_then(Value::as_str).expect("an id").to_owned()).collect()
    };
    assert_eq!(ids("nodes", "/id"), ids("edges", "/node/id"));
    (ids("nodes", "/id"), users["totalCount"].clone())
}

fn sorted(ids: &[ContentId]) -> (Vec<String>, Value) {
    let mut ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    ids.sort();
    let count = ids.len();
    (ids, json!(count))
}

on_both_databases! {
    async fn what_refers_to_a_content_is_listed_once(app: Empty) {
        let department = Sketch::department("amt", None);
        let id = department.id();
        let child = Sketch::department("kind", Some(id));
        let person = Sketch::staff_member(id, "Person");
        let duty = Sketch::responsibility(id, "aufgabe", &[person.id()]);
        let office = Sketch::office(id, "stelle", &[person.id()]);
        let top = Sketch::page(id, "oben").link(Some(id), None, "Amt");
        let top = top.link(Some(person.id()), None, "Person");
        let page = Sketch::page(child.id(), "unten").below(Some(top.id()), &[person.id()]);
        let page = page.link(Some(top.id()), None, "Oben").link(Some(office.id()), None, "Stelle");
        let ids = [&child, &person, &duty, &office, &top, &page].map(Sketch::id);
        let [child_id, person_id, duty_id, office_id, top_id, page_id] = ids;
        app.live([department, child, person, duty, office, top, page]).await;
        let admin = Member::admin(&app).await;
        for is_preview in [true, false] {
            for (used, users) in [
                (id, &[child_id, person_id, duty_id, office_id, top_id][..]),
                (child_id, &[page_id]),
                (person_id, &[duty_id, office_id, top_id, page_id]),
                (duty_id, &[]),
                (office_id, &[page_id]),
                (top_id, &[page_id]),
                (page_id, &[]),
            ] {
                assert_eq!(used_by(&app, &admin, used, is_preview).await, sorted(users), "{used} {is_preview}");
            }
        }
    }

    async fn only_what_is_seen_is_listed_in_the_stage_in_which_it_is_seen(app: Empty) {
        let (mine, other) = (Sketch::department("mein", None), Sketch::department("anderes", None));
        let (mine_id, other_id) = (mine.id(), other.id());
        let person = Sketch::staff_member(mine_id, "Person");
        let person_id = person.id();
        let live_there = Sketch::responsibility(other_id, "dort", &[person_id]);
        let dropped_here = Sketch::responsibility(mine_id, "hier", &[person_id]);
        let (there_id, here_id) = (live_there.id(), dropped_here.id());
        app.live([mine, other, person, live_there, dropped_here]).await;
        let draft_here = Sketch::responsibility(mine_id, "neu", &[person_id]);
        let draft_there = Sketch::responsibility(other_id, "geheim", &[person_id]);
        let (new_id, hidden_id) = (draft_here.id(), draft_there.id());
        app.draft([draft_here, draft_there]).await;
        // On the desk nobody carries these two any more.
        for id in [there_id, here_id] {
            let key = app.database.id_sql(id);
            app.database.execute(&format!("DELETE FROM duty WHERE stage = 'draft' AND responsibility_id = {key}")).await;
        }
        let editor = Member::editor(&app, mine_id).await;
        assert_eq!(used_by(&app, &editor, person_id, true).await, sorted(&[there_id, new_id]));
        assert_eq!(used_by(&app, &editor, person_id, false).await, sorted(&[there_id, here_id]));
        let admin = Member::admin(&app).await;
        assert_eq!(used_by(&app, &admin, person_id, true).await, sorted(&[new_id, hidden_id]));
        let nobody = Member::new(&app, vec![], None).await;
        assert_eq!(used_by(&app, &nobody, person_id, true).await, sorted(&[there_id, here_id]));
    }

    async fn its_pages_meet_each_user_once(app: Empty) {
        let department = Sketch::department("amt", None);
        let id = department.id();
        let people: Vec<Sketch> = (0..9).map(|index| Sketch::staff_member(id, &format!("P{index}"))).collect();
        let ids: Vec<ContentId> = people.iter().map(Sketch::id).collect();
        app.live([department].into_iter().chain(people)).await;
        let admin = Member::admin(&app).await;
        let ask = async |arguments: &str| {
            let query = format!(
                r#"{{ preview {{ department(by: {{id: "{id}"}}) {{ usedBy({arguments}) {{ nodes {{ id }}
                    pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }} }} }}"#
            );
            admin.ask(&app, &query).await
        };
        for (size, cursor, goes_on, edge) in
            [("first", "after", "hasNextPage", "endCursor"), ("last", "before", "hasPreviousPage", "startCursor")]
        {
            let (mut met, mut rest) = (Vec::new(), String::new());
            loop {
                let body = ask(&format!("{size}: 4{rest}")).await;
                let page = &body["data"]["preview"]["department"]["usedBy"];
                let nodes = page["nodes"].as_array().unwrap_or_else(|| panic!("{body}"));
                met.extend(nodes.iter().map(|node| node["id"].as_str().expect("an id").to_owned()));
                rest = format!(", {cursor}: {}", page["pageInfo"][edge]);
                if page["pageInfo"][goes_on] == false {
                    break;
                }
            }
            met.sort();
            assert_eq!(met, sorted(&ids).0, "{size}");
        }
        for arguments in ["first: 101", "first: 1, last: 1", r#"after: "AAAA""#] {
            assert_eq!(code_of(&ask(arguments).await), "BAD_REQUEST", "{arguments}");
        }
    }
}
