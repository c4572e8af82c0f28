//! How the nouns hang together: relations from both ends, the tree of departments, what is inherited.

use serde_json::{Value, json};

use crate::support::{Empty, Sketch, TestApp, texts_at};

on_both_databases! {
    async fn relations_read_alike_from_both_ends(app: TestApp) {
        let query = r#"{
            responsibility(by: {slug: "sachbearbeitung"}) {
                slug department { slug }
                duties { role responsibility { slug } staffMember { familyName
                    duties { role responsibility { slug } staffMember { familyName } }
                } }
            }
            office(by: {slug: "buntes"}) {
                department { slug } runBy { familyName offices { slug } department { slug } }
            }
            page(by: {path: "/de/migration-integration/aufgaben-und-ziele"}) {
                department { slug pages { nodes { path } } } contacts { familyName }
                relatedLinks { url target {
                    __typename ... on Office { slug } ... on Department { slug } ... on Page { path }
                } }
            }
        }"#;
        let data = app.data(query).await;
        let duty = &data["responsibility"]["duties"][0];
        assert_eq!(duty["staffMember"]["duties"][0]["responsibility"]["slug"], "sachbearbeitung");
        assert_eq!(
            duty["staffMember"]["duties"][0]["staffMember"]["familyName"],
            duty["staffMember"]["familyName"]
        );
        assert_eq!(data["responsibility"]["department"]["slug"], "migration-integration");
        let person = &data["office"]["runBy"][0];
        assert_eq!(texts_at(&person["offices"], "/slug"), ["buntes", "dolmetscherpool", "fachrat"].map(Some));
        assert_eq!(person["department"]["slug"], "migration-integration");
        let page = &data["page"];
        let names = ["Gärtner", "Denninghaus", "Stötzler-Nottrodt"].map(Some);
        assert_eq!(texts_at(&page["contacts"], "/familyName"), names, "in the order that editors gave");
        assert_eq!(
            page["department"]["pages"]["nodes"][0]["path"],
            "/de/migration-integration/aufgaben-und-ziele"
        );
        let links = &page["relatedLinks"];
        assert_eq!(links[0]["target"]["path"], links[0]["url"]);
        assert_eq!(
            (&links[2]["target"]["slug"], &links[2]["url"]),
            (&json!("dolmetscherpool"), &Value::Null)
        );
        assert_eq!(links[3]["target"], json!({ "__typename": "Department", "slug": "buergeramt" }));
        assert_eq!(links[4], json!({ "url": "https://www.staedtetag-bw.de/", "target": null }));
    }

    async fn deputies_come_after_whom_they_stand_in_for(app: Empty) {
        let department = Sketch::department("amt", None);
        let people = ["Erste", "Zweite"].map(|name| Sketch::staff_member(department.id(), name));
        let ids = people.each_ref().map(Sketch::id);
        let duty = Sketch::responsibility(department.id(), "aufgabe", &[ids[1], ids[0]]);
        let note = format!(
            "UPDATE duty SET role = 'deputy' WHERE staff_member_id = {}",
            app.database.id_sql(ids[0])
        );
        app.draft([department, duty].into_iter().chain(people)).await;
        assert_eq!(app.database.execute(&note).await, 1);
        let all = app.data("{ responsibilities { nodes { id } } }").await;
        assert_eq!(all["responsibilities"]["nodes"], json!([]));
        publish_all(&app).await;
        let data = app
            .data(
                r#"{ responsibility(by: {slug: "aufgabe"}) { duties { role staffMember { familyName } } } }"#,
            )
            .await;
        assert_eq!(
            data["responsibility"]["duties"],
            json!([
                { "role": "RESPONSIBLE", "staffMember": { "familyName": "Zweite" } },
                { "role": "DEPUTY", "staffMember": { "familyName": "Erste" } },
            ])
        );
    }

    async fn the_tree_is_walked_up_and_down(app: TestApp) {
        let query = r#"{
            unit: department(by: {slug: "migration-integration"}) {
                parent { slug parent { slug } } ancestors { slug } children { nodes { slug } totalCount }
            }
            root: department(by: {slug: "stadtverwaltung"}) {
                parent { slug } ancestors { slug } children(first: 3) { nodes { slug parent { slug } } }
            }
            page(by: {path: "/de/standesamt/heiraten/trauorte"}) {
                parent { slug children { nodes { slug } } } ancestors { slug } children { nodes { slug } }
            }
        }"#;
        let data = app.data(query).await;
        let unit = &data["unit"];
        assert_eq!(unit["parent"]["parent"]["slug"], "stadtverwaltung");
        let above = ["stadtverwaltung", "referat-migration-integration"].map(Some);
        assert_eq!(texts_at(&unit["ancestors"], "/slug"), above);
        assert_eq!(unit["children"], json!({ "nodes": [], "totalCount": 0 }));
        let root = &data["root"];
        assert_eq!((&root["parent"], &root["ancestors"]), (&Value::Null, &json!([])));
        let below = ["hauptamt", "kaemmerei", "buergeramt"].map(Some);
        assert_eq!(texts_at(&root["children"]["nodes"], "/slug"), below, "in the order that editors gave");
        assert_eq!(texts_at(&root["children"]["nodes"], "/parent/slug"), ["stadtverwaltung"; 3].map(Some));
        let page = &data["page"];
        assert_eq!(texts_at(&page["parent"]["children"]["nodes"], "/slug"), [Some("trauorte")]);
        assert_eq!(texts_at(&page["ancestors"], "/slug"), [Some("heiraten")]);
        assert_eq!(page["children"]["nodes"], json!([]));
    }

    async fn who_has_no_room_or_number_has_the_departments(app: Empty) {
        let department =
            Sketch::department("amt", None).at(Some("Rathaus"), Some("201"), Some("030 23125-100"));
        let at = |name: &str, building, room, phone| {
            Sketch::staff_member(department.id(), name).at(building, room, phone)
        };
        let people = [
            at("Nichts", None, None, None),
            at("Zimmer", None, Some("7"), None),
            at("Haus", Some("Altes Zeughaus"), None, Some("030 23125-101")),
        ];
        let office = Sketch::office(department.id(), "stelle", &[]);
        app.live([department, office].into_iter().chain(people)).await;
        let query = r#"{
            department(by: {slug: "amt"}) { staff { nodes { building room phone { national } } } }
            office(by: {slug: "stelle"}) { phone { national } fax { national } }
        }"#;
        let data = app.data(query).await;
        assert_eq!(
            data["department"]["staff"]["nodes"],
            json!([
                { "building": "Rathaus", "room": "201", "phone": { "national": "030 23125100" } },
                { "building": "Rathaus", "room": "7", "phone": { "national": "030 23125100" } },
                // The department's room is not in that house.
                { "building": "Altes Zeughaus", "room": null, "phone": { "national": "030 23125101" } },
            ])
        );
        assert_eq!(data["office"], json!({ "phone": { "national": "030 23125100" }, "fax": null }));
    }
}

/// Publishes all that there is.
async fn publish_all(app: &TestApp) {
    use sea_orm::{ConnectionTrait, Statement};
    let connection = app.database.connection().await;
    let all = Statement::from_string(connection.get_database_backend(), "SELECT id FROM content");
    let rows = connection.query_all_raw(all).await.expect("a read");
    let ids: Vec<_> = rows
        .iter()
        .map(|row| wegweiser::domain::content::ContentId(row.try_get("", "id").expect("an id")))
        .collect();
    app.publish(&ids).await;
}
