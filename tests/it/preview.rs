//! What editors see under `preview`: drafts where they may read them, and elsewhere exactly what the public sees.

use serde_json::{Value, json};
use wegweiser::domain::content::{ContentId, Field, Stage};
use wegweiser::domain::permission::Role;
use wegweiser::store::{label, page_path, tree_place};

use crate::drafts::{EVERYTHING, city};
use crate::support::{Empty, Member, Sketch, TestApp, clock, code_of, grant, texts_at};

/// The same fields under `preview`.
fn under_preview(query: &str) -> String {
    let (fields, fragments) = query.split_once("\n}\nfragment").unwrap_or((query, ""));
    let fields = fields.replacen('{', "{ preview {", 1);
    if fragments.is_empty() { format!("{fields} }}") } else { format!("{fields} }} }}\nfragment{fragments}") }
}

async fn preview(app: &TestApp, member: &Member, query: &str) -> Value {
    member.data(app, &under_preview(query)).await["preview"].take()
}

/// Changes drafts by SQL, and what is derived of them with them.
async fn change_drafts(app: &TestApp, sql: &str, changed: &[ContentId]) {
    assert!(app.database.execute(sql).await > 0, "{sql}");
    let writing = app.app.archive().begin_write().await.expect("a change begins");
    let (locales, now) = (app.desk().locales(), clock().now());
    label::rewrite(&writing, Stage::Draft, changed, &locales).await.expect("labels");
    tree_place::rewrite(&writing, Stage::Draft, changed).await.expect("places");
    let taken = page_path::rewrite(&writing, Stage::Draft, changed, &locales, now).await.expect("paths");
    assert!(taken.is_empty(), "{taken:?}");
    writing.commit().await.expect("the change is made");
}

/// Sets columns of a content's draft.
async fn set(app: &TestApp, table: &str, id: ContentId, columns: &str) {
    let owner = if table == "duty" { "responsibility_id" } else { "content_id" };
    let id_sql = app.database.id_sql(id);
    let sql = format!("UPDATE {table} SET {columns} WHERE stage = 'draft' AND {owner} = {id_sql}");
    change_drafts(app, &sql, &[id]).await;
}

const FIND: &str = r#"{
    mine: department(by: {slug: "mein"}) { stage room name { value } description { plain }
        staff { totalCount nodes { stage familyName room department { stage } } }
        children { totalCount nodes { slug stage ancestors { slug stage } } } }
    other: department(by: {slug: "anderes"}) { stage room name { value }
        staff { totalCount nodes { stage familyName room } } children { totalCount nodes { slug } } }
}"#;

/// Two departments, each live with a person and changed since, each with a new draft of a person and a department.
async fn two_departments(app: &TestApp) -> [ContentId; 2] {
    let mut ids = Vec::new();
    for slug in ["mein", "anderes"] {
        let department = Sketch::department(slug, None).at(Some("Haus"), Some("1"), None).text(
            "de",
            Field::Description,
            "alt",
        );
        let id = department.id();
        app.live([department, Sketch::staff_member(id, "Person")]).await;
        app.draft([
            Sketch::staff_member(id, "Entwurf"),
            Sketch::department(&format!("{slug}-kind"), Some(id)),
        ])
        .await;
        set(app, "department", id, "room = '2'").await;
        let field = app.database.id_sql(id);
        change_drafts(
            app,
            &format!(
                "UPDATE translation SET value = 'neu' WHERE stage = 'draft' AND content_id = {field} \
                 AND field IN ('name', 'description')"
            ),
            &[id],
        )
        .await;
        ids.push(id);
    }
    [ids[0], ids[1]]
}

fn mine_in_draft() -> Value {
    let ancestors = json!([{ "slug": "mein", "stage": "DRAFT" }]);
    let person = |name: &str| json!({ "stage": "DRAFT", "familyName": name, "room": "2", "department": { "stage": "DRAFT" } });
    json!({ "stage": "DRAFT", "room": "2", "name": { "value": "neu" }, "description": { "plain": "neu" },
        "staff": { "totalCount": 2, "nodes": [person("Person"), person("Entwurf")] },
        "children": { "totalCount": 1,
            "nodes": [{ "slug": "mein-kind", "stage": "DRAFT", "ancestors": ancestors }] } })
}

fn other_in_live() -> Value {
    json!({ "stage": "LIVE", "room": "1", "name": { "value": "anderes" },
        "staff": { "totalCount": 1, "nodes": [{ "stage": "LIVE", "familyName": "Person", "room": "1" }] },
        "children": { "totalCount": 0, "nodes": [] } })
}

on_both_databases! {
    async fn an_editor_sees_drafts_in_the_own_departments_and_live_content_elsewhere(app: Empty) {
        let [mine, _] = two_departments(&app).await;
        let editor = Member::editor(&app, mine).await;
        let data = preview(&app, &editor, FIND).await;
        assert_eq!(data["mine"], mine_in_draft());
        assert_eq!(data["other"], other_in_live());
        let live = editor.data(&app, FIND).await;
        assert_eq!((&live["mine"]["room"], &live["mine"]["stage"]), (&json!("1"), &json!("LIVE")));
    }

    async fn whoever_may_everything_sees_all_drafts(app: Empty) {
        two_departments(&app).await;
        let data = preview(&app, &Member::admin(&app).await, FIND).await;
        assert_eq!(data["mine"], mine_in_draft());
        assert_eq!((&data["other"]["room"], &data["other"]["staff"]["totalCount"]), (&json!("2"), &json!(2)));
    }

    async fn a_token_that_is_narrowed_sees_less(app: Empty) {
        let [mine, other] = two_departments(&app).await;
        let everywhere = vec![grant(Role::Admin, None)];
        let narrowed = Some(vec![grant(Role::Translator, Some(mine))]);
        let member = Member::new(&app, everywhere.clone(), narrowed).await;
        let data = preview(&app, &member, FIND).await;
        assert_eq!((&data["mine"], &data["other"]), (&mine_in_draft(), &other_in_live()));
        let disjoint = Member::new(&app, vec![grant(Role::Editor, Some(other))], Some(vec![grant(Role::Admin, Some(mine))])).await;
        let data = preview(&app, &disjoint, FIND).await;
        assert_eq!((&data["mine"]["stage"], &data["other"]), (&json!("LIVE"), &other_in_live()));
        let both = vec![grant(Role::Editor, Some(mine)), grant(Role::Editor, Some(other))];
        let data = preview(&app, &Member::new(&app, both, Some(everywhere)).await, FIND).await;
        assert_eq!((&data["mine"], &data["other"]["stage"]), (&mine_in_draft(), &json!("DRAFT")));
    }

    async fn elsewhere_nothing_differs_from_what_the_public_sees(app: Empty) {
        let app = app.unbounded();
        let city = city(&app).await;
        let mine = Sketch::department("mein", None);
        let gone = Sketch::department("weg", None);
        let (mine_id, gone_id) = (mine.id(), gone.id());
        app.live([mine]).await;
        app.draft([gone]).await;
        let mut members = Vec::new();
        for grants in [
            vec![],
            vec![grant(Role::Editor, Some(mine_id))],
            vec![grant(Role::Publisher, Some(gone_id))],
            vec![grant(Role::Editor, Some(gone_id)), grant(Role::Translator, Some(mine_id))],
        ] {
            members.push((Member::new(&app, grants.clone(), None).await, grants));
        }
        let key = app.database.id_sql(gone_id);
        for table in ["department", "translation", "label", "tree_place"] {
            app.database.execute(&format!("DELETE FROM {table} WHERE content_id = {key}")).await;
        }
        let public = app.data(EVERYTHING).await;
        for (member, grants) in members {
            assert_eq!(preview(&app, &member, EVERYTHING).await, public, "{grants:?}");
        }
        let editor = Member::editor(&app, mine_id).await;
        let [department, person, duty, office, page] = city.hidden;
        for query in [
            format!(r#"{{ it: department(by: {{id: "{department}"}}) {{ id }} }}"#),
            r#"{ it: department(by: {slug: "geheim-amt"}) { id } }"#.to_owned(),
            format!(r#"{{ it: staffMember(by: {{id: "{person}"}}) {{ id }} }}"#),
            r#"{ it: responsibility(by: {slug: "geheim-aufgabe"}) { id } }"#.to_owned(),
            r#"{ it: office(by: {slug: "geheim-stelle"}) { id } }"#.to_owned(),
            r#"{ it: page(by: {path: "/de/offen/geheim-seite"}) { id } }"#.to_owned(),
            r#"{ it: page(by: {path: "/de/geheim-amt/waise"}) { id } }"#.to_owned(),
            format!(r#"{{ it: node(id: "{page}") {{ id }} }}"#),
        ] {
            let body = editor.ask(&app, &under_preview(&query)).await;
            assert_eq!(body, json!({ "data": { "preview": { "it": null } } }), "{query}");
        }
        let query = format!(
            r#"{{ preview {{ nodes(ids: ["{department}", "{office}"]) {{ id }}
                byDuty: staff(filter: {{ responsibility: {{ ids: ["{duty}"] }} }}) {{ totalCount }}
                byOffice: staff(filter: {{ office: {{ slugs: ["geheim-stelle"] }} }}) {{ totalCount }}
                byPerson: responsibilities(filter: {{ staffMembers: ["{person}"] }}) {{ totalCount }}
                byName: staff(filter: {{ name: {{ contains: "geheim" }} }}) {{ totalCount }}
                byPhone: departments(filter: {{ phone: "030 23125-666" }}) {{ totalCount }}
                below: departments(filter: {{ parent: {{ ids: ["{department}"], includesSubtree: true }} }}) {{ totalCount }}
                usedBy: department(by: {{slug: "offen"}}) {{ usedBy(first: 100) {{ totalCount nodes {{ id }} }} }} }} }}"#
        );
        let data = editor.data(&app, &query).await["preview"].take();
        assert_eq!(data["nodes"], json!([null, null]));
        for list in ["byDuty", "byOffice", "byPerson", "byName", "byPhone", "below"] {
            assert_eq!(data[list]["totalCount"], 0, "{list}");
        }
        let used = &data["usedBy"]["usedBy"];
        assert_eq!(used["totalCount"].as_u64(), used["nodes"].as_array().map(|nodes| nodes.len() as u64));
        assert!(city.hidden.iter().all(|id| !used.to_string().contains(&id.to_string())), "{used}");
        let body = editor.ask(&app, r#"{ preview { nodes(ids: ["x"]) { id } } }"#).await;
        assert_eq!(code_of(&body), "BAD_REQUEST");
    }

    async fn what_changed_elsewhere_is_found_by_its_live_values_alone(app: Empty) {
        let [mine, other] = two_departments(&app).await;
        set(&app, "department", other, "slug = 'umbenannt', phone = '+49 30 23125666'").await;
        let editor = Member::editor(&app, mine).await;
        let query = r#"{ new: department(by: {slug: "umbenannt"}) { id } old: department(by: {slug: "anderes"}) { slug }
            byNew: departments(filter: { name: { contains: "neu" } }) { totalCount nodes { slug } }
            byOld: departments(filter: { name: { contains: "anderes" } }) { totalCount nodes { slug } }
            byPhone: departments(filter: { phone: "030 23125666" }) { totalCount }
            staff: staff(filter: { department: { slugs: ["umbenannt"] } }) { totalCount } }"#;
        let data = preview(&app, &editor, query).await;
        let one = |slug| json!({ "totalCount": 1, "nodes": [{ "slug": slug }] });
        let none = json!({ "totalCount": 0 });
        let expected = json!({ "new": null, "old": { "slug": "anderes" }, "byNew": one("mein"),
            "byOld": one("anderes"), "byPhone": none, "staff": none });
        assert_eq!(data, expected);
        let data = preview(&app, &Member::admin(&app).await, query).await;
        assert_eq!((&data["old"], &data["byOld"]), (&json!(null), &one("anderes-kind")));
        assert_eq!((&data["byPhone"], &data["staff"]["totalCount"]), (&json!({ "totalCount": 1 }), &json!(2)));
    }

    async fn a_relation_is_seen_as_its_owner_and_its_far_end_as_itself(app: Empty) {
        let (mine, other) = (Sketch::department("mein", None), Sketch::department("anderes", None));
        let (mine_id, other_id) = (mine.id(), other.id());
        let [own, foreign] = [Sketch::staff_member(mine_id, "Eigen"), Sketch::staff_member(other_id, "Fremd")];
        let people = [own.id(), foreign.id()];
        let own_duty = Sketch::responsibility(mine_id, "eigene-aufgabe", &people);
        let foreign_duty = Sketch::responsibility(other_id, "fremde-aufgabe", &people);
        let target = Sketch::page(other_id, "ziel");
        let page = Sketch::page(mine_id, "seite").below(None, &people).link(Some(target.id()), None, "Ziel");
        let duties = [own_duty.id(), foreign_duty.id()];
        app.live([mine, other, own, foreign, own_duty, foreign_duty]).await;
        let target_id = target.id();
        app.live([target, page]).await;
        let hidden = Sketch::staff_member(other_id, "Geheim");
        let hidden_duty = Sketch::responsibility(other_id, "geheim", &[people[0], hidden.id()]);
        app.draft([hidden, hidden_duty]).await;
        // On the desk, both duties have deputies, and the target another slug.
        for duty in duties {
            set(&app, "duty", duty, "role = 'deputy'").await;
        }
        set(&app, "page_slug", target_id, "slug = 'neu'").await;
        set(&app, "staff_member", people[1], "family_name = 'Neu'").await;
        let query = r#"{ mine: responsibility(by: {slug: "eigene-aufgabe"}) { duties { role staffMember { familyName } } }
            other: responsibility(by: {slug: "fremde-aufgabe"}) { duties { role } }
            staff(filter: { name: { contains: "eigen" } }) { nodes { duties { role responsibility { slug stage } } } }
            deputies: staff(filter: { responsibility: { slugs: ["fremde-aufgabe"], role: DEPUTY } }) { totalCount }
            page(by: {path: "/de/mein/seite"}) { stage contacts { familyName stage }
                relatedLinks { url label { value } target { label { value } } } }
            new: page(by: {path: "/de/anderes/neu"}) { stage } old: page(by: {path: "/de/anderes/ziel"}) { path } }"#;
        let data = preview(&app, &Member::editor(&app, mine_id).await, query).await;
        let end = |role, name| json!({ "role": role, "staffMember": { "familyName": name } });
        assert_eq!(data["mine"]["duties"], json!([end("DEPUTY", "Eigen"), end("DEPUTY", "Fremd")]));
        assert_eq!(texts_at(&data["other"]["duties"], "/role"), [Some("RESPONSIBLE"); 2]);
        let duty = |role, slug, stage| json!({ "role": role, "responsibility": { "slug": slug, "stage": stage } });
        assert_eq!(
            data["staff"]["nodes"][0]["duties"],
            json!([duty("DEPUTY", "eigene-aufgabe", "DRAFT"), duty("RESPONSIBLE", "fremde-aufgabe", "LIVE")])
        );
        assert_eq!(data["deputies"]["totalCount"], 0);
        let contacts = json!([{ "familyName": "Eigen", "stage": "DRAFT" }, { "familyName": "Fremd", "stage": "LIVE" }]);
        assert_eq!((&data["page"]["stage"], &data["page"]["contacts"]), (&json!("DRAFT"), &contacts));
        let link = json!({ "url": "/de/anderes/ziel", "label": { "value": "Ziel" }, "target": { "label": { "value": "ziel" } } });
        assert_eq!(data["page"]["relatedLinks"], json!([link]));
        assert_eq!((&data["new"], &data["old"]["path"]), (&json!(null), &json!("/de/anderes/ziel")));
        let data = preview(&app, &Member::admin(&app).await, query).await;
        assert_eq!(data["page"]["relatedLinks"][0]["url"], "/de/anderes/neu");
        assert_eq!(data["staff"]["nodes"][0]["duties"].as_array().map(Vec::len), Some(3));
        assert_eq!((&data["deputies"]["totalCount"], &data["new"]["stage"]), (&json!(2), &json!("DRAFT")));
    }

    async fn moving_a_department_in_the_tree_of_drafts_moves_the_rights(app: Empty) {
        let [mine, other] = two_departments(&app).await;
        let editor = Member::editor(&app, mine).await;
        set(&app, "department", other, &format!("parent_id = {}", app.database.id_sql(mine))).await;
        let data = preview(&app, &editor, FIND).await;
        assert_eq!((&data["other"]["stage"], &data["other"]["room"]), (&json!("DRAFT"), &json!("2")));
        assert_eq!(data["other"]["staff"]["totalCount"], 2);
        assert_eq!(data["mine"]["children"]["totalCount"], 2);
        set(&app, "department", other, "parent_id = NULL").await;
        let data = preview(&app, &editor, FIND).await;
        assert_eq!((&data["mine"], &data["other"]), (&mine_in_draft(), &other_in_live()));
    }

    async fn a_mixed_list_meets_each_row_once_in_any_order(app: Empty) {
        let [mine, other] = two_departments(&app).await;
        // Names and places on the desk differ from those in public, on both sides.
        for (department, prefix) in [(mine, "m"), (other, "a")] {
            let people: Vec<Sketch> = (0..7).map(|index| Sketch::staff_member(department, &format!("{prefix}{index}"))).collect();
            let ids: Vec<ContentId> = people.iter().map(Sketch::id).collect();
            app.live(people).await;
            for (index, &id) in ids.iter().enumerate() {
                set(&app, "staff_member", id, &format!("family_name = 'z{}', position = 'a{}'", 9 - index, 9 - index)).await;
            }
        }
        let editor = Member::editor(&app, mine).await;
        let query = |arguments: &str, field: &str, direction: &str| {
            format!("{{ staff({arguments}, orderBy: {{ field: {field}, direction: {direction} }}) {{
                totalCount nodes {{ id familyName stage }} pageInfo {{ endCursor startCursor hasNextPage hasPreviousPage }} }} }}")
        };
        for field in ["FAMILY_NAME", "TREE", "UPDATED_AT"] {
            for direction in ["ASC", "DESC"] {
                let whole = preview(&app, &editor, &query("first: 100", field, direction)).await;
                let whole = whole["staff"]["nodes"].as_array().expect("a list").clone();
                assert_eq!(whole.len(), 7 + 7 + 3, "{field}");
                assert_eq!(whole.iter().filter(|person| person["stage"] == "DRAFT").count(), 9);
                let (mut forward, mut backward) = (Vec::new(), Vec::new());
                let (mut after, mut before) = (String::new(), String::new());
                loop {
                    let page = preview(&app, &editor, &query(&format!("first: 4{after}"), field, direction)).await["staff"].take();
                    assert_eq!(page["totalCount"], 17);
                    forward.extend(page["nodes"].as_array().expect("a list").clone());
                    after = format!(", after: {}", page["pageInfo"]["endCursor"]);
                    if page["pageInfo"]["hasNextPage"] == false {
                        break;
                    }
                }
                loop {
                    let page = preview(&app, &editor, &query(&format!("last: 4{before}"), field, direction)).await["staff"].take();
                    backward.splice(0..0, page["nodes"].as_array().expect("a list").clone());
                    before = format!(", before: {}", page["pageInfo"]["startCursor"]);
                    if page["pageInfo"]["hasPreviousPage"] == false {
                        break;
                    }
                }
                assert_eq!((&forward, &backward), (&whole, &whole), "{field} {direction}");
            }
        }
        let named = preview(&app, &editor, &query("first: 100", "FAMILY_NAME", "ASC")).await;
        let names = texts_at(&named["staff"]["nodes"], "/familyName");
        assert!(names.is_sorted_by_key(|name| name.map(str::to_lowercase)), "{names:?}");
    }

    async fn a_cursor_of_the_public_list_is_none_of_the_desks(app: Empty) {
        two_departments(&app).await;
        let admin = Member::admin(&app).await;
        let query = "{ departments(first: 1) { pageInfo { endCursor } } }";
        let cursor = admin.data(&app, query).await["departments"]["pageInfo"]["endCursor"].take();
        let query = format!("{{ preview {{ departments(first: 1, after: {cursor}) {{ nodes {{ id }} }} }} }}");
        assert_eq!(code_of(&admin.ask(&app, &query).await), "BAD_REQUEST");
    }

    async fn the_statements_under_preview_do_not_depend_on_how_many_rows_there_are(app: Empty) {
        let app = app.unbounded();
        let root = Sketch::department("mein", None);
        let mine = root.id();
        app.live([root]).await;
        let editor = Member::editor(&app, mine).await;
        let admin = Member::admin(&app).await;
        let query = under_preview(&EVERYTHING.replace("fragment s on StaffMember {", "fragment s on StaffMember {
            stage publication { state liveLocales } usedBy(first: 3) { totalCount nodes { label { value } } edges { node { id } } }"));
        let mut taken = Vec::new();
        let mut last = 0;
        for more in [2_usize, 20] {
            for (below, name) in [(Some(mine), "m"), (None, "a")] {
                for index in last..last + more {
                    let department = Sketch::department(&format!("{name}{index}"), below);
                    let person = Sketch::staff_member(department.id(), "Person");
                    let duty = Sketch::responsibility(department.id(), &format!("r{name}{index}"), &[person.id()]);
                    let office = Sketch::office(department.id(), &format!("o{name}{index}"), &[person.id()]);
                    let top = Sketch::page(department.id(), "oben").below(None, &[person.id()]);
                    let page = Sketch::page(department.id(), "unten").below(Some(top.id()), &[person.id()]).link(Some(top.id()), None, "Oben");
                    let draft = Sketch::staff_member(department.id(), "Entwurf");
                    app.live([department, person, duty, office, top, page]).await;
                    app.draft([draft]).await;
                }
            }
            last += more;
            let mut counts = Vec::new();
            for member in [&editor, &admin] {
                counts.push(app.statements(member.data(&app, &query)).await.0);
            }
            taken.push(counts);
        }
        assert_eq!(taken[0], taken[1]);
        assert_eq!(taken[0][0], taken[0][1] + 1, "one more, for the places of the departments of the grants");
    }
}

#[tokio::test]
async fn the_public_does_not_know_preview() {
    let app = TestApp::start().await;
    for (query, word) in [
        ("{ preview { locales { tag } } }", "preview"),
        ("{ previe { x } }", "preview\\\""),
        (r#"{ department(by: {slug: "bauamt"}) { publication { state } } }"#, "liveLocales"),
        (r#"{ department(by: {slug: "bauamt"}) { usedBy { totalCount } } }"#, "ContentConnection"),
    ] {
        let answer = app.ask_with(query, json!({}), &[]).await;
        assert_eq!(code_of(&answer.body), "VALIDATION_FAILED");
        assert!(
            !answer.text.contains("Did you mean") && (word == "preview" || !answer.text.contains(word)),
            "{}",
            answer.text
        );
    }
    let types = app.data("{ __schema { types { name fields { name } } } }").await.to_string();
    for word in [
        "preview",
        "publication\"",
        "PublicationStatus",
        "PublicationState",
        "usedBy",
        "ContentConnection",
        "ContentEdge",
    ] {
        assert!(!types.to_lowercase().contains(&word.to_lowercase()), "{word}");
    }
}
