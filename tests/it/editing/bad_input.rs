//! What cannot be taken is told at once, whole and typed, and nothing is half written.

use serde_json::{Value, json};

use crate::support::{Empty, Sketch, TestApp, code_of, document};

const NOBODY: &str = "01890000-0000-7000-8000-000000000000";

/// Nothing was written by what was refused.
async fn is_empty(app: &TestApp) {
    for table in ["content", "revision", "event", "translation", "label", "tree_place", "page_path"] {
        assert_eq!(app.database.count(table).await, 0, "{table}");
    }
}

on_both_databases! {
    async fn all_problems_of_an_input_are_told_at_once(app: Empty) {
        let token = app.admin().await;
        let problems = app.problems(&token, "departmentCreate", json!({
            "slug": "Bürgeramt", "parent": NOBODY, "room": "x\u{202e}y", "phone": "(07 11)", "email": "nobody", "website": "javascript:alert(1)",
            "coordinates": { "latitude": 91, "longitude": 0 }, "openingHours": { "rule": "Mo-Foo" },
            "address": { "street": "", "postalCode": "1", "city": "X", "country": "Germany" },
            "texts": [
                { "locale": "de", "name": "a\nb", "abbreviation": "x".repeat(51) },
                { "locale": "fr", "name": "Bureau" },
                { "locale": "en", "description": "Line one\n\n<script>alert(1)</script>" },
                { "locale": "en", "name": "a\u{0}b" }
            ]
        })).await;
        let at: Vec<&str> = problems.iter().map(|problem| problem.split_once(": ").expect("a message").0).collect();
        let mut at = at;
        at.sort_unstable();
        assert_eq!(at, [
            "INVALID_FIELD input.address.country", "INVALID_FIELD input.address.street", "INVALID_FIELD input.coordinates",
            "INVALID_FIELD input.email", "INVALID_FIELD input.openingHours.rule", "INVALID_FIELD input.phone",
            "INVALID_FIELD input.room", "INVALID_FIELD input.slug", "INVALID_FIELD input.texts.0.abbreviation",
            "INVALID_FIELD input.texts.0.name", "INVALID_FIELD input.texts.1.name", "INVALID_FIELD input.texts.2.description",
            "INVALID_FIELD input.texts.3.name", "INVALID_FIELD input.website", "NOT_FOUND input.parent",
        ], "{problems:#?}");
        is_empty(&app).await;
    }

    async fn html_in_a_rich_text_is_refused_with_its_line(app: Empty) {
        let token = app.admin().await;
        let of = async |body: &str| {
            let input = json!({ "slug": "amt", "texts": [{ "locale": "de", "name": "Amt", "description": body }] });
            app.problems(&token, "departmentCreate", input).await
        };
        let problems = of("Erste Zeile\n\nHier <b>fett</b>").await;
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with("INVALID_FIELD input.texts.0.description: line 3 has HTML (\"<b>\")"), "{problems:?}");
        for body in ["<!-- geheim -->", "<div>\n\nx\n\n</div>", "a <img src=x onerror=alert(1)> b"] {
            assert_eq!(of(body).await.len(), 1, "{body}");
        }
        assert_eq!(of("1 < 2, `<b>`, \\<b>, <https://example.org>, eins<br>zwei").await, [""; 0]);
    }

    async fn what_the_source_needs_must_be_there(app: Empty) {
        let token = app.admin().await;
        let create = json!({ "slug": "amt", "texts": [{ "locale": "en", "name": "Office" }] });
        let problems = app.problems(&token, "departmentCreate", create).await;
        assert_eq!(problems, ["INVALID_FIELD input.texts: the name is needed in de, the source locale"]);
        is_empty(&app).await;
        let department = Sketch::department("amt", None);
        let id = department.id();
        app.draft([department]).await;
        let clear = |set: Value| json!({ "id": id, "expectedVersion": 1, "set": set });
        for (set, path) in [
            (json!({ "texts": [{ "locale": "de", "name": null }] }), "texts.0.name"),
            (json!({ "texts": [{ "locale": "de", "name": "  " }] }), "texts.0.name"),
            (json!({ "slug": null }), "slug"),
        ] {
            let problems = app.problems(&token, "departmentUpdate", clear(set)).await;
            assert_eq!(problems.len(), 1, "{problems:?}");
            assert!(problems[0].starts_with(&format!("INVALID_FIELD input.set.{path}: ")), "{problems:?}");
        }
        let page = json!({ "department": id, "relatedLinks": [{ "url": "https://example.org", "labels": [{ "locale": "en", "label": "x" }] }],
            "texts": [{ "locale": "de", "title": "Seite" }] });
        let problems = app.problems(&token, "pageCreate", page).await;
        assert_eq!(problems, [
            "INVALID_FIELD input.slugs: a slug is needed in de, the source locale",
            "INVALID_FIELD input.relatedLinks.0.labels: the label is needed in de, the source locale",
        ]);
    }

    async fn a_slug_that_is_taken_says_by_whom(app: Empty) {
        let token = app.admin().await;
        let (one, two) = (Sketch::department("eins", None), Sketch::department("zwei", None));
        let (first, second) = (one.id(), two.id());
        let page = Sketch::page(first, "seite").slug("en", "page");
        let page_id = page.id();
        app.draft([one, two, page]).await;
        let taken = |problem: &Value| (problem["code"].clone(), problem["path"].clone(), problem["takenBy"]["id"].clone());
        let input = json!({ "slug": "eins", "texts": [{ "locale": "de", "name": "x" }] });
        let problems = app.run(&token, "departmentCreate", input, "").await["problems"].take();
        assert_eq!(taken(&problems[0]), (json!("SLUG_TAKEN"), json!(["input", "slug"]), json!(first)));
        let input = json!({ "id": second, "expectedVersion": 1, "set": { "slug": "eins" } });
        let problems = app.run(&token, "departmentUpdate", input, "").await["problems"].take();
        assert_eq!(taken(&problems[0]), (json!("SLUG_TAKEN"), json!(["input", "set", "slug"]), json!(first)));
        let input = json!({ "department": first, "slugs": [{ "locale": "de", "slug": "andere" }, { "locale": "en", "slug": "page" }],
            "texts": [{ "locale": "de", "title": "x" }] });
        let problems = app.run(&token, "pageCreate", input.clone(), "").await["problems"].take();
        assert_eq!(taken(&problems[0]), (json!("SLUG_TAKEN"), json!(["input", "slugs", "1", "slug"]), json!(page_id)));
        let mut elsewhere = input;
        elsewhere["department"] = json!(second);
        app.done(&token, "pageCreate", elsewhere, "").await;
        assert_eq!(app.database.count("page WHERE stage = 'draft'").await, 2);
    }

    async fn ids_of_other_things_are_not_found(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let id = department.id();
        let (person, page) = (Sketch::staff_member(id, "Anders"), Sketch::page(id, "seite").link(Some(id), None, "Amt"));
        let (person_id, page_id) = (person.id(), page.id());
        app.draft([department, person, page]).await;
        let texts = json!([{ "locale": "de", "title": "x" }]);
        for (mutation, input, at) in [
            ("departmentUpdate", json!({ "id": person_id, "expectedVersion": 1, "set": {} }), "NOT_FOUND input.id"),
            ("departmentUpdate", json!({ "id": NOBODY, "expectedVersion": 1, "set": {} }), "NOT_FOUND input.id"),
            ("contentMove", json!({ "id": NOBODY, "expectedVersion": 1, "before": id }), "NOT_FOUND input.id"),
            ("departmentCreate", json!({ "slug": "x", "parent": person_id, "texts": [{ "locale": "de", "name": "x" }] }), "NOT_FOUND input.parent"),
            ("pageCreate", json!({ "department": page_id, "slugs": [{ "locale": "de", "slug": "x" }], "texts": texts }), "NOT_FOUND input.department"),
            ("responsibilityCreate", json!({ "department": id, "slug": "x", "duties": [{ "staffMember": id, "role": "DEPUTY" }], "texts": texts }),
                "NOT_FOUND input.duties.0.staffMember"),
            ("pageUpdate", json!({ "id": page_id, "expectedVersion": 1, "set": { "contacts": [person_id, NOBODY] } }), "NOT_FOUND input.set.contacts.1"),
            ("pageUpdate", json!({ "id": page_id, "expectedVersion": 1, "set": { "relatedLinks": [{ "target": NOBODY, "labels": [{ "locale": "de", "label": "x" }] }] } }),
                "NOT_FOUND input.set.relatedLinks.0.target"),
            ("pageUpdate", json!({ "id": page_id, "expectedVersion": 1, "set": { "relatedLinks": [{ "id": NOBODY, "target": id, "labels": [{ "locale": "de", "label": "x" }] }] } }),
                "INVALID_FIELD input.set.relatedLinks.0.id"),
            ("pageUpdate", json!({ "id": page_id, "expectedVersion": 1, "set": { "relatedLinks": [{ "labels": [{ "locale": "de", "label": "x" }] }] } }),
                "INVALID_FIELD input.set.relatedLinks.0"),
            ("pageUpdate", json!({ "id": page_id, "expectedVersion": 1, "set": { "contacts": [person_id, person_id] } }), "INVALID_FIELD input.set.contacts.1"),
        ] {
            let problems = app.problems(&token, mutation, input.clone()).await;
            assert_eq!(problems.len(), 1, "{mutation} {input}: {problems:?}");
            assert!(problems[0].starts_with(&format!("{at}: ")), "{mutation} {input}: {problems:?}");
        }
        assert_eq!(app.database.count("revision").await, 3);
    }

    async fn endless_lists_and_texts_are_refused(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let id = department.id();
        app.draft([department]).await;
        let ids: Vec<String> = (0..201_u128).map(|number| uuid::Uuid::from_u128(number).to_string()).collect();
        let input = json!({ "department": id, "slug": "rat", "runBy": ids, "texts": [{ "locale": "de", "name": "Rat" }] });
        let problems = app.problems(&token, "officeCreate", input).await;
        assert!(problems.iter().any(|problem| problem == "INVALID_FIELD input.runBy: has 201 entries, at most 200 fit here"), "{problems:?}");
        let input = json!({ "slug": "amt2", "texts": [{ "locale": "de", "name": "x", "description": "y".repeat(100_001) }] });
        let problems = app.problems(&token, "departmentCreate", input).await;
        assert_eq!(problems, ["INVALID_FIELD input.texts.0.description: the text has 100001 characters, at most 100000 fit here"]);
        let texts: Vec<Value> = (0..3).map(|_| json!({ "locale": "en", "name": "x" })).collect();
        let problems = app.problems(&token, "departmentUpdate", json!({ "id": id, "expectedVersion": 1, "set": { "texts": texts } })).await;
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[0].contains("is given twice"), "{problems:?}");
    }

    async fn many_mutations_of_one_document_are_done_one_after_the_other(app: Empty) {
        let token = app.admin().await;
        let department = Sketch::department("amt", None);
        let id = department.id();
        app.draft([department]).await;
        for round in 0..6 {
            let of = |number: usize| {
                let version = 1 + 4 * round + number;
                let input = format!("{{ id: \"{id}\", expectedVersion: {version}, set: {{ room: \"{version}\" }} }}");
                format!("m{number}: departmentUpdate(input: {input}) {{ department {{ version room }} problems {{ message }} }}")
            };
            let document = format!("mutation {{ {} }}", (0..4).map(of).collect::<Vec<_>>().join(" "));
            let answer = app.data_as(&token, &document, json!({}));
            let answer = tokio::time::timeout(std::time::Duration::from_secs(20), answer).await.expect("an answer");
            for number in 0..4 {
                let version = 2 + 4 * round + number;
                let expected = json!({ "version": version, "room": (version - 1).to_string() });
                assert_eq!(answer[format!("m{number}")]["department"], expected, "{answer}");
            }
        }
    }

    async fn what_is_no_input_at_all_is_an_error(app: Empty) {
        let token = app.admin().await;
        for (mutation, input) in [
            ("departmentUpdate", json!({ "id": "x", "expectedVersion": 1, "set": {} })),
            ("departmentUpdate", json!({ "id": NOBODY, "expectedVersion": 2_147_483_648_i64, "set": {} })),
            ("departmentCreate", json!({ "slug": "x", "parent": "../x", "texts": [] })),
            ("departmentCreate", json!({ "slug": 7, "texts": [] })),
            ("departmentCreate", json!({ "slug": "x" })),
            ("departmentCreate", json!({ "slug": "x", "texts": [{ "locale": "x y", "name": "x" }] })),
            ("departmentCreate", json!({ "slug": "x", "texts": [], "secret": true })),
            ("contentMove", json!(null)),
        ] {
            let answer = app.ask_as(&token, &document(mutation, ""), json!({ "input": input })).await;
            assert!(!answer.status.is_server_error(), "{mutation} {input}: {}", answer.text);
            assert!(["BAD_REQUEST", "VALIDATION_FAILED"].contains(&code_of(&answer.body)), "{}", answer.text);
        }
        is_empty(&app).await;
    }
}
