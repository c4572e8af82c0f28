//! E-mail addresses: found however they are written.

use serde_json::{Value, json};

use crate::support::{Empty, Sketch};

on_both_databases! {
    async fn a_person_is_found_by_the_address_as_it_was_written(app: Empty) {
        let department = Sketch::department("bauamt", None);
        let home = department.id().0;
        app.live([department]).await;
        let admin = app.admin().await;
        let written = "Ab.Cd@BÜCHER.de";
        let input = json!({ "department": home, "givenName": "Kim", "familyName": "Neu", "email": written,
            "texts": [{ "locale": "de", "roleTitle": "Leitung" }] });
        let created = app.done(&admin, "staffMemberCreate", input, "staffMember { id email }").await;
        assert_eq!(created["staffMember"]["email"], "Ab.Cd@xn--bcher-kva.de");
        let id = &created["staffMember"]["id"];
        let find = async |email: &str| {
            let query = "query($email: String!) { preview { staffMember(by: {email: $email}) { id }
                staff(filter: {emails: [\"nobody@stadt.example\", $email]}) { nodes { id } } } }";
            let mut answer = app.ask_as(&admin, query, json!({ "email": email })).await;
            assert!(answer.body["errors"].is_null(), "{email}: {}", answer.text);
            answer.body["data"]["preview"].take()
        };
        for email in [written, "Ab.Cd@xn--bcher-kva.de", "Ab.Cd@XN--Bcher-KVA.de", " Ab.Cd@bücher.DE\n"] {
            let found = find(email).await;
            assert_eq!(&found["staffMember"]["id"], id, "{email}");
            assert_eq!(found["staff"]["nodes"], json!([{ "id": id }]), "{email}");
        }
        // The part before the "@" is the mail server's own matter. What is no address finds nothing.
        for email in ["ab.cd@bücher.de", "Ab.Cd@buecher.de", "Ab.Cd", "", "@", "a b@bücher.de", "\u{0}"] {
            let found = find(email).await;
            assert_eq!((&found["staffMember"], &found["staff"]["nodes"]), (&Value::Null, &json!([])), "{email:?}");
        }
    }
}
