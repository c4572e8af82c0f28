//! Nothing of a draft can be reached in public.

use serde_json::{Value, json};
use wegweiser::domain::content::{ContentId, Field};

use crate::support::{Empty, Sketch, TestApp, code_of, texts_at};

/// Stands in every text and slug of a draft, and nowhere else.
const SECRET: &str = "geheim";
/// The phone of a draft, as it is shown: with blanks, which no ID has.
const SECRET_PHONE: &str = "030 23125666";

/// A live department whose relations also lead to drafts.
pub struct City {
    department: ContentId,
    /// Drafts of all kinds, never published.
    pub hidden: [ContentId; 5],
    hidden_child: ContentId,
    live_person: ContentId,
}

pub async fn city(app: &TestApp) -> City {
    let department = Sketch::department("offen", None);
    let id = department.id();
    let hidden_department = Sketch::department("geheim-amt", None)
        .at(Some("Geheimhaus"), Some("geheim-7"), Some(SECRET_PHONE))
        .text("de", Field::Description, "geheim");
    let hidden_child = Sketch::department("geheim-kind", Some(id));
    let hidden_person = Sketch::staff_member(id, "Geheim").text("de", Field::RoleTitle, "geheim");
    let hidden_duty = Sketch::responsibility(id, "geheim-aufgabe", &[]);
    let hidden_office = Sketch::office(id, "geheim-stelle", &[]);
    let hidden_page = Sketch::page(id, "geheim-seite").text("de", Field::Body, "geheim");

    let person = Sketch::staff_member(id, "Offen");
    // Live, but in a department that is not, below a page that is not.
    let orphan = Sketch::staff_member(hidden_department.id(), "Waise");
    let orphan_page = Sketch::page(hidden_department.id(), "waise").below(Some(hidden_page.id()), &[]);
    let orphan_department = Sketch::department("waise", Some(hidden_department.id()));
    let people = [hidden_person.id(), person.id()];
    let duty = Sketch::responsibility(id, "aufgabe", &people);
    let office = Sketch::office(id, "stelle", &people);
    let child_page = Sketch::page(id, "unten").below(Some(hidden_page.id()), &[]);
    let mut page = Sketch::page(id, "seite").below(None, &people);
    for target in [&hidden_department, &hidden_person, &hidden_duty, &hidden_office, &hidden_page] {
        page = page.link(Some(target.id()), None, "Link zu geheim");
    }
    page = page.link(Some(id), None, "Amt");

    let hidden =
        [&hidden_department, &hidden_person, &hidden_duty, &hidden_office, &hidden_page].map(Sketch::id);
    let city = City { department: id, hidden, hidden_child: hidden_child.id(), live_person: person.id() };
    let live = [department, person, orphan, orphan_page, orphan_department, duty, office, child_page, page];
    let live_ids: Vec<ContentId> = live.iter().map(Sketch::id).collect();
    let drafts = [hidden_department, hidden_child, hidden_person, hidden_duty, hidden_office, hidden_page];
    app.draft(live.into_iter().chain(drafts)).await;
    app.publish(&live_ids).await;
    city
}

/// Everything that can be walked to in public.
pub const EVERYTHING: &str = r#"{
    departments(first: 100) { totalCount pageInfo { hasNextPage } nodes { ...d
        parent { ...d } ancestors { ...d } children { totalCount nodes { ...d } }
        staff { totalCount nodes { ...s } } responsibilities { totalCount nodes { ...r } }
        offices { totalCount nodes { ...o } } pages { totalCount nodes { ...p } }
    } }
    staff(first: 100) { totalCount nodes { ...s
        department { ...d } duties { responsibility { ...r } } offices { ...o }
    } }
    responsibilities(first: 100) { totalCount nodes { ...r department { ...d } duties { staffMember { ...s } } } }
    offices(first: 100) { totalCount nodes { ...o department { ...d } runBy { ...s } } }
    pages(first: 100) { totalCount nodes { ...p department { ...d } parent { ...p } ancestors { ...p }
        children { totalCount nodes { ...p } } contacts { ...s }
        relatedLinks { url target { id label { value } } } } }
}
fragment d on Department {
    id slug label { value } description { html } building room phone { national } availableLocales
}
fragment s on StaffMember {
    id familyName label { value } roleTitle { value }
    building room phone { national } email address { lines } openingHours { rule }
}
fragment r on Responsibility { id slug label { value } }
fragment o on Office { id slug label { value } phone { national } }
fragment p on Page { id slug path label { value } body { plain } }"#;

on_both_databases! {
    async fn nothing_that_can_be_walked_to_is_a_draft(app: Empty) {
        let app = app.unbounded();
        let city = city(&app).await;
        let data = app.data(EVERYTHING).await;
        let text = data.to_string();
        for id in city.hidden.iter().chain([&city.hidden_child]) {
            assert!(!text.contains(&id.to_string()), "{text}");
        }
        assert!(!text.to_lowercase().contains(SECRET), "{text}");
        assert!(!text.contains(SECRET_PHONE), "{text}");
        assert!(text.contains(&city.live_person.to_string()) && text.contains("Waise"));
        for (list, count) in
            [("departments", 2), ("staff", 2), ("responsibilities", 1), ("offices", 1), ("pages", 3)]
        {
            assert_eq!(data[list]["totalCount"], count, "{list}");
            assert_eq!(data[list]["nodes"].as_array().map(Vec::len), Some(count), "{list}");
        }
        let department = &data["departments"]["nodes"][0];
        assert_eq!(department["id"], json!(city.department));
        assert_eq!(department["children"], json!({ "totalCount": 0, "nodes": [] }));
        let counts =
            ["staff", "responsibilities", "offices"].map(|list| department[list]["totalCount"].as_u64());
        assert_eq!((counts, &department["pages"]["totalCount"]), ([Some(1); 3], &json!(2)));
    }

    async fn relations_to_drafts_are_left_out(app: Empty) {
        let app = app.unbounded();
        let city = city(&app).await;
        let data = app.data(EVERYTHING).await;
        let only = [Some(city.live_person.to_string())];
        let only = only.each_ref().map(Option::as_deref);
        assert_eq!(texts_at(&data["responsibilities"]["nodes"][0]["duties"], "/staffMember/id"), only);
        assert_eq!(texts_at(&data["offices"]["nodes"][0]["runBy"], "/id"), only);
        let page =
            data["pages"]["nodes"].as_array().expect("a list").iter().find(|page| page["slug"] == "seite");
        let page = page.expect("the page is live");
        assert_eq!(texts_at(&page["contacts"], "/id"), only);
        assert_eq!(
            page["relatedLinks"],
            json!([{ "url": null, "target": { "id": city.department, "label": { "value": "offen" } } }])
        );
    }

    async fn what_is_live_below_a_draft_inherits_nothing_of_it(app: Empty) {
        let app = app.unbounded();
        city(&app).await;
        let data = app.data(EVERYTHING).await;
        let find = |list: &str, key: &str, value: &str| {
            let nodes = data[list]["nodes"].as_array().expect("a list");
            nodes.iter().find(|node| node[key] == value).expect("it is live").clone()
        };
        let orphan = find("staff", "familyName", "Waise");
        for field in ["building", "room", "phone", "department", "email", "address", "openingHours"] {
            assert_eq!(orphan[field], Value::Null, "{field}");
        }
        let orphan = find("departments", "slug", "waise");
        assert_eq!((&orphan["parent"], &orphan["ancestors"]), (&Value::Null, &json!([])));
        for slug in ["waise", "unten"] {
            let page = find("pages", "slug", slug);
            assert_eq!(
                (&page["parent"], &page["ancestors"], &page["path"]),
                (&Value::Null, &json!([]), &Value::Null)
            );
        }
    }

    async fn no_key_finds_a_draft(app: Empty) {
        let city = city(&app).await;
        let [department, person, duty, office, page] = city.hidden;
        for query in [
            format!(r#"{{ it: department(by: {{id: "{department}"}}) {{ id }} }}"#),
            format!(r#"{{ it: department(by: {{id: "{}"}}) {{ id }} }}"#, city.hidden_child),
            r#"{ it: department(by: {slug: "geheim-amt"}) { id } }"#.to_owned(),
            format!(r#"{{ it: staffMember(by: {{id: "{person}"}}) {{ id }} }}"#),
            format!(r#"{{ it: responsibility(by: {{id: "{duty}"}}) {{ id }} }}"#),
            r#"{ it: responsibility(by: {slug: "geheim-aufgabe"}) { id } }"#.to_owned(),
            format!(r#"{{ it: office(by: {{id: "{office}"}}) {{ id }} }}"#),
            r#"{ it: office(by: {slug: "geheim-stelle"}) { id } }"#.to_owned(),
            format!(r#"{{ it: page(by: {{id: "{page}"}}) {{ id }} }}"#),
            r#"{ it: page(by: {path: "/de/offen/geheim-seite"}) { id } }"#.to_owned(),
            r#"{ it: page(by: {path: "/de/offen/geheim-seite/unten"}) { id } }"#.to_owned(),
            r#"{ it: page(by: {path: "/de/geheim-amt/waise"}) { id } }"#.to_owned(),
            format!(r#"{{ it: node(id: "{page}") {{ id }} }}"#),
            format!(r#"{{ it: node(id: "{department}") {{ id }} }}"#),
        ] {
            assert_eq!(app.ask(&query).await, json!({ "data": { "it": null } }), "{query}");
        }
        let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
        let data = app.data_with(query, json!({ "ids": city.hidden })).await;
        assert_eq!(data["nodes"], json!([null, null, null, null, null]));
    }

    async fn a_draft_is_no_step_of_a_list(app: Empty) {
        let department = Sketch::department("amt", None);
        let id = department.id();
        app.live([department].into_iter().chain(["B", "D"].map(|name| Sketch::staff_member(id, name)))).await;
        let ends = async |arguments: &str| {
            let query = format!(
                "{{ staff({arguments}) {{ nodes {{ familyName }}
                        pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
            );
            app.data(&query).await
        };
        let mut before = Vec::new();
        for arguments in ["first: 1", "first: 2", "last: 1", "last: 2"] {
            before.push(ends(arguments).await);
        }
        assert_eq!(before[1]["staff"]["pageInfo"]["hasNextPage"], false);
        app.draft(["A", "C", "E"].map(|name| Sketch::staff_member(id, name))).await;
        for (arguments, before) in ["first: 1", "first: 2", "last: 1", "last: 2"].iter().zip(before) {
            assert_eq!(ends(arguments).await, before, "{arguments}");
        }
    }

    async fn a_changed_draft_of_what_is_live_stays_hidden(app: Empty) {
        let app = app.unbounded();
        let department = Sketch::department("amt", None).text("de", Field::Name, "Amt");
        let id = department.id();
        app.live([department]).await;
        let key = app.database.id_sql(id);
        for change in [
            format!(
                "UPDATE department SET slug = 'geheim', room = 'geheim', building = 'geheim', \
                     phone = '+49 30 23125666' WHERE stage = 'draft' AND content_id = {key}"
            ),
            format!("UPDATE translation SET value = 'geheim' WHERE stage = 'draft' AND content_id = {key}"),
        ] {
            assert_eq!(app.database.execute(&change).await, 1);
        }
        let text = app.data(EVERYTHING).await.to_string();
        assert!(!text.contains(SECRET) && !text.contains(SECRET_PHONE) && text.contains("Amt"), "{text}");
        assert_eq!(
            app.ask(r#"{ department(by: {slug: "geheim"}) { id } }"#).await,
            json!({ "data": { "department": null } })
        );
        app.publish(&[id]).await;
        let text = app.data(EVERYTHING).await.to_string();
        for secret in [SECRET, SECRET_PHONE] {
            assert!(text.contains(secret), "published, {secret} is found by this very query");
        }
    }

    async fn errors_tell_nothing_of_drafts(app: Empty) {
        let city = city(&app).await;
        let id = city.hidden[0];
        for query in [
            format!(r#"{{ nodes(ids: ["{id}", "x"]) {{ id }} }}"#),
            format!(r#"{{ node(id: "{id} ") {{ id }} }}"#),
            format!(r#"{{ department(by: {{id: "{id}", slug: "geheim-amt"}}) {{ id }} }}"#),
            r#"{ department(by: {slug: "offen"}) { staff(first: 1, after: "AAAA") { nodes { id } } } }"#
                .to_owned(),
        ] {
            let body = app.ask(&query).await;
            let said = body["errors"].to_string().replace("geheim-amt", "");
            assert!(!said.contains(SECRET) && !said.contains("draft"), "{said}");
            assert!(["BAD_REQUEST", "VALIDATION_FAILED"].contains(&code_of(&body)), "{body}");
        }
    }
}
