//! Telephone lines: everybody who is on one.

use serde_json::{Value, json};
use wegweiser::domain::content::ContentId;

use crate::support::{Empty, Member, Sketch, TestApp, code_of, texts_at};

const USERS: &str = "phoneUsers(number: $number) { number { e164 national } departments { nodes { slug } }
    staff { totalCount nodes { familyName } } offices { nodes { slug } } }";

async fn users(app: &TestApp, number: &str) -> Value {
    let query = format!("query($number: String!) {{ {USERS} }}");
    app.data_with(&query, json!({ "number": number })).await["phoneUsers"].take()
}

on_both_databases! {
    async fn everybody_on_a_line_is_shown_whose_own_it_is_and_who_inherits_it(app: Empty) {
        let line = Some("+49 711 2160");
        let department = Sketch::department("bauamt", None).at(None, None, line);
        let other = Sketch::department("archiv", None).at(None, None, Some("+49 711 2161"));
        let people = [
            Sketch::staff_member(department.id(), "Erbin"),
            Sketch::staff_member(department.id(), "Eigner").at(None, None, Some("+49 711 9999")),
            Sketch::staff_member(other.id(), "Mitnutzer").at(None, None, line),
            Sketch::staff_member(other.id(), "Fremde"),
        ];
        let office = Sketch::office(department.id(), "beirat", &[]);
        app.live([department, other].into_iter().chain(people).chain([office])).await;
        for spelling in ["0711 216-0", "+49 (0)711 2160", "(07 11) 21 60", "tel:+49-711-2160"] {
            let users = users(&app, spelling).await;
            assert_eq!(users["number"], json!({ "e164": "+497112160", "national": "0711 2160" }));
            assert_eq!(users["departments"]["nodes"], json!([{ "slug": "bauamt" }]), "{spelling}");
            assert_eq!(texts_at(&users["staff"]["nodes"], "/familyName"), [Some("Erbin"), Some("Mitnutzer")]);
            assert_eq!(users["staff"]["totalCount"], 2);
            assert_eq!(users["offices"]["nodes"], json!([{ "slug": "beirat" }]));
        }
        let extended = users(&app, "0711 2160 ext. 12").await;
        assert_eq!(extended["staff"]["totalCount"], 2, "{extended}");
        let nobody = users(&app, "0711 2162").await;
        assert_eq!((&nobody["staff"]["totalCount"], &nobody["departments"]["nodes"]), (&json!(0), &json!([])));
    }

    async fn a_filter_finds_whom_the_line_has(app: Empty) {
        let department = Sketch::department("bauamt", None).at(None, None, Some("+49 711 2160"));
        let person = Sketch::staff_member(department.id(), "Erbin");
        let other = Sketch::staff_member(department.id(), "Apparat").at(None, None, Some("+49 711 2160;ext=7"));
        let office = Sketch::office(department.id(), "beirat", &[]);
        app.live([department, person, other, office]).await;
        for number in ["0711 2160", "0711 2160 ext. 99", "+49 711 2160;ext=7"] {
            let users = users(&app, number).await;
            let count = |noun: &str| users[noun]["nodes"].as_array().map(Vec::len);
            assert_eq!((count("departments"), count("staff"), count("offices")), (Some(1), Some(2), Some(1)));
            for noun in ["departments", "staff", "offices"] {
                let query = format!("query($number: String!) {{ {noun}(filter: {{phone: $number}}) {{ nodes {{ __typename }} }} }}");
                let found = app.data_with(&query, json!({ "number": number })).await;
                assert_eq!(found[noun]["nodes"].as_array().map(Vec::len), count(noun), "{noun} {number}");
            }
        }
    }

    async fn a_line_in_a_draft_is_the_desks(app: Empty) {
        let department = Sketch::department("bauamt", None);
        let id = department.id();
        app.live([department]).await;
        let person = Sketch::staff_member(id, "Neu").at(None, None, Some("+49 711 2160"));
        app.draft([person]).await;
        assert_eq!(users(&app, "0711 2160").await["staff"]["totalCount"], 0);
        let count = async |department: ContentId| {
            let editor = Member::editor(&app, department).await;
            let query = r#"{ preview { phoneUsers(number: "0711 2160") { staff { totalCount } } } }"#;
            editor.data(&app, query).await["preview"]["phoneUsers"]["staff"]["totalCount"].clone()
        };
        assert_eq!(count(id).await, 1);
    }
}

#[tokio::test]
async fn what_is_no_number_is_refused_in_words() {
    let app = TestApp::start().await;
    for number in ["", "9", "abc", "+49 711 2160 oder 2161", &"1".repeat(500)] {
        let query = "query($number: String!) { phoneUsers(number: $number) { number { national } } }";
        let answer = app.ask_with(query, json!({ "number": number }), &[]).await;
        assert_eq!(code_of(&answer.body), "BAD_REQUEST", "{number}: {}", answer.text);
    }
}
