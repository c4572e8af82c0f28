//! Filters of lists: each condition of each noun, joined by and, or, not.

use serde_json::{Value, json};
use wegweiser::domain::content::Field;

use crate::support::{Empty, Sketch, TestApp, texts_at};

/// What tells the rows of a list apart for a reader of these tests.
fn key_of(list: &str) -> &'static str {
    match list {
        "staff" => "familyName",
        "pages" => "path",
        _ => "slug",
    }
}

/// The keys of the rows that a filter lets pass, sorted; `totalCount` must say how many they are.
async fn found(app: &TestApp, list: &str, filter: &str) -> Vec<String> {
    let key = key_of(list);
    let query = format!(
        "{{ list: {list}(first: 100, locale: \"de\", filter: {filter}) {{ nodes {{ key: {key} }} totalCount }} }}"
    );
    let data = app.data(&query).await;
    let mut keys: Vec<String> =
        texts_at(&data["list"]["nodes"], "/key").into_iter().flatten().map(str::to_owned).collect();
    assert_eq!(data["list"]["totalCount"], json!(keys.len()), "{filter}");
    keys.sort();
    keys
}

/// All rows of a list, with what the test judges them by.
async fn all(app: &TestApp, list: &str, fields: &str) -> Vec<Value> {
    let key = key_of(list);
    let query =
        format!("{{ list: {list}(first: 100, locale: \"de\") {{ nodes {{ id key: {key} {fields} }} }} }}");
    let mut data = app.data(&query).await;
    match data["list"]["nodes"].take() {
        Value::Array(nodes) => nodes,
        other => panic!("no list: {other}"),
    }
}

/// The keys of the rows that pass, sorted.
fn keys(rows: &[Value], passes: impl Fn(&Value) -> bool) -> Vec<String> {
    let passing = rows.iter().filter(|row| passes(row)).filter_map(|row| row["key"].as_str());
    let mut keys: Vec<String> = passing.map(str::to_owned).collect();
    keys.sort();
    keys
}

/// A city of departments with these names, each under the slug `d0`, `d1` …
async fn named(app: &TestApp, names: &[&str]) {
    let sketch = |(index, name): (usize, &&str)| {
        Sketch::department(&format!("d{index:02}"), None).text("de", Field::Name, name)
    };
    app.live(names.iter().enumerate().map(sketch)).await;
}

/// The names that a filter on the name finds.
async fn names_found(app: &TestApp, operator: &str, typed: &str) -> Vec<String> {
    let query = format!(
        "query($text: String!) {{ departments(first: 100, filter: {{ name: {{ {operator}: $text }} }}) {{
            nodes {{ name {{ value }} }} totalCount }} }}"
    );
    let data = app.data_with(&query, json!({ "text": typed })).await;
    let nodes = texts_at(&data["departments"]["nodes"], "/name/value");
    assert_eq!(data["departments"]["totalCount"], json!(nodes.len()));
    let mut names: Vec<String> = nodes.into_iter().flatten().map(str::to_owned).collect();
    names.sort();
    names
}

const NAMES: [&str; 12] = [
    "Ärzteamt",
    "Aerzteamt",
    "Arzteamt",
    "Große Straße",
    "GROSSE STRASSE",
    "İstanbul-Haus",
    "Irmak und Işık",
    "100 % Kultur",
    "a_b",
    "Haus \"O'Hara\" \\ Co",
    "Zoo",
    "Łódź-Forum",
];

on_both_databases! {
    async fn ids_and_natural_keys_name_the_rows(app: TestApp) {
        for list in ["departments", "staff", "responsibilities", "offices", "pages"] {
            let rows = all(&app, list, "").await;
            let two = [&rows[3 % rows.len()], &rows[1]];
            let ids: Vec<&Value> = two.iter().map(|row| &row["id"]).collect();
            let filter = format!("{{ ids: [{}, {}, \"018f4e2a-7c3b-7d5e-9f10-2b3c4d5e6f70\"] }}", ids[0], ids[1]);
            let wanted = |row: &Value| two.iter().any(|one| one["id"] == row["id"]);
            assert_eq!(found(&app, list, &filter).await, keys(&rows, wanted), "{list}");
            assert_eq!(found(&app, list, &format!("{{ not: {filter} }}")).await, keys(&rows, |row| !wanted(row)));
            assert_eq!(found(&app, list, "{ ids: [] }").await, Vec::<String>::new(), "{list}");
        }
        for list in ["departments", "responsibilities", "offices"] {
            let rows = all(&app, list, "").await;
            let slug = rows[2]["key"].as_str().expect("a slug");
            let filter = format!("{{ slugs: [{slug:?}, \"nirgends\"] }}");
            assert_eq!(found(&app, list, &filter).await, [slug], "{list}");
            assert_eq!(found(&app, list, &format!("{{ not: {filter} }}")).await.len(), rows.len() - 1);
        }
    }

    async fn people_without_an_address_of_their_own_are_not_lost_by_not(app: TestApp) {
        let rows = all(&app, "staff", "").await;
        let filter = r#"{ emails: ["ada.beispiel@stadt.example", "ole.mustersen@stadt.example"] }"#;
        assert_eq!(found(&app, "staff", filter).await, ["Beispiel", "Mustersen"]);
        let others = found(&app, "staff", &format!("{{ not: {filter} }}")).await;
        assert_eq!(others.len(), rows.len() - 2);
        for name in ["Denninghaus", "Gärtner"] {
            assert!(others.iter().any(|other| other == name), "{name} has no address of her own");
        }
    }

    async fn a_name_is_found_in_every_spelling(app: Empty) {
        named(&app, &NAMES).await;
        let cases: [(&[&str], &[&str]); 16] = [
            (&["Ärzte", "ÄRZTE", "A\u{308}rzte"], &["Aerzteamt", "Arzteamt", "Ärzteamt"]),
            (&["aerzte", "AERZTE"], &["Aerzteamt", "Ärzteamt"]),
            (&["arzte", "ArztE"], &["Arzteamt", "Ärzteamt"]),
            (&["straße", "STRASSE", "strasse", "STRAẞE"], &["GROSSE STRASSE", "Große Straße"]),
            (&["groß", "GROSS"], &["GROSSE STRASSE", "Große Straße"]),
            (&["istanbul", "İSTANBUL", "ıstanbul", "ISTANBUL", "İstanbul"], &["İstanbul-Haus"]),
            (&["işık", "isik", "IŞIK", "Isik"], &["Irmak und Işık"]),
            (&["lodz", "ŁÓDŹ"], &["Łódź-Forum"]),
            (&["  und   işık "], &["Irmak und Işık"]),
            (&["%", "100 %"], &["100 % Kultur"]),
            (&["_", "a_b"], &["a_b"]),
            (&["'", "\"", "\\", "o'hara", "\"O'Hara\" \\ Co"], &["Haus \"O'Hara\" \\ Co"]),
            (&["%' OR '1'='1", "?", "$1", "*", "ärzte%", "Z_o", "💥", "'; DROP TABLE label; --"], &[]),
            (&["haus"], &["Haus \"O'Hara\" \\ Co", "İstanbul-Haus"]),
            (&["mt"], &["Aerzteamt", "Arzteamt", "Ärzteamt"]),
            (&["Z\u{0}oo", "zoo\u{7}"], &["Zoo"]),
        ];
        for (typed, names) in cases {
            for typed in typed {
                assert_eq!(names_found(&app, "contains", typed).await, *names, "contains {typed:?}");
            }
        }
        let mut everything = NAMES.map(str::to_owned);
        everything.sort();
        for typed in ["", " "] {
            assert_eq!(names_found(&app, "contains", typed).await, everything, "contains {typed:?}");
            assert_eq!(names_found(&app, "startsWith", typed).await, everything, "startsWith {typed:?}");
        }
    }

    async fn a_name_begins_as_it_is_folded(app: Empty) {
        named(&app, &NAMES).await;
        let cases: [(&[&str], &[&str]); 8] = [
            (&["Ärz", "ärzteamt"], &["Aerzteamt", "Arzteamt", "Ärzteamt"]),
            (&["aerz"], &["Aerzteamt", "Ärzteamt"]),
            (&["arz"], &["Arzteamt", "Ärzteamt"]),
            (&["A"], &["Aerzteamt", "Arzteamt", "a_b", "Ärzteamt"]),
            (&["GROSSE S", "große s"], &["GROSSE STRASSE", "Große Straße"]),
            (&["i", "I", "İ", "ı"], &["Irmak und Işık", "İstanbul-Haus"]),
            (&["ł", "L"], &["Łódź-Forum"]),
            (&["mt", "%", "ärzteamt!", "\u{10ffff}"], &[]),
        ];
        for (typed, names) in cases {
            for typed in typed {
                assert_eq!(names_found(&app, "startsWith", typed).await, *names, "startsWith {typed:?}");
            }
        }
        let both = r#"{ name: { startsWith: "a", contains: "mt" } }"#;
        assert_eq!(found(&app, "departments", both).await, ["d00", "d01", "d02"]);
    }

    async fn a_person_is_found_by_both_names_in_either_order(app: TestApp) {
        for (filter, names) in [
            (r#"{ contains: "miriam denning" }"#, vec!["Denninghaus"]),
            (r#"{ contains: "denninghaus miriam" }"#, vec!["Denninghaus"]),
            (r#"{ contains: "miriam" }"#, vec!["Denninghaus"]),
            (r#"{ startsWith: "denninghaus mir" }"#, vec!["Denninghaus"]),
            (r#"{ startsWith: "miriam" }"#, vec![]),
            (r#"{ contains: "GAERTNER" }"#, vec!["Gärtner"]),
            (r#"{ startsWith: "Gartner" }"#, vec!["Gärtner"]),
        ] {
            assert_eq!(found(&app, "staff", &format!("{{ name: {filter} }}")).await, names, "{filter}");
        }
    }

    async fn a_title_is_looked_for_in_the_lists_own_locale(app: Empty) {
        let department = Sketch::department("amt", None);
        let id = department.id();
        let translated = Sketch::responsibility(id, "hund", &[])
            .text("de", Field::Title, "Hundesteuer")
            .translation("en", Field::Title, "Dog tax", "Hundesteuer");
        let german = Sketch::responsibility(id, "fund", &[]).text("de", Field::Title, "Fundbüro");
        app.live([department, translated, german]).await;
        let ask = async |locale: &str, typed: &str| {
            let query = format!(
                "{{ responsibilities(locale: {locale:?}, filter: {{ title: {{ contains: {typed:?} }} }}) {{ nodes {{ slug }} }} }}"
            );
            let data = app.data(&query).await;
            texts_at(&data["responsibilities"]["nodes"], "/slug").into_iter().flatten().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(ask("en", "dog").await, ["hund"]);
        assert_eq!(ask("en", "hund").await, Vec::<String>::new());
        assert_eq!(ask("en", "fundbuero").await, ["fund"], "its chain finds the German title");
        assert_eq!(ask("de", "dog").await, Vec::<String>::new());
        assert_eq!(ask("de", "hund").await, ["hund"]);
        assert_eq!(found(&app, "responsibilities", r#"{ availableIn: "en" }"#).await, ["hund"]);
    }

    async fn a_department_counts_with_or_without_what_is_below_it(app: TestApp) {
        let subtree = ["bauamt", "baurecht", "denkmalschutz"];
        for list in ["staff", "responsibilities", "offices", "pages"] {
            let rows = all(&app, list, "department { id slug }").await;
            let of = |row: &Value| row["department"]["slug"].as_str().unwrap_or_default().to_owned();
            let own = keys(&rows, |row| of(row) == "bauamt");
            let whole = keys(&rows, |row| subtree.contains(&of(row).as_str()));
            assert!(whole.len() > own.len() || list == "pages", "{list}");
            let id = all(&app, "departments", "").await;
            let id = id.iter().find(|row| row["key"] == "bauamt").map(|row| row["id"].clone()).expect("bauamt");
            for one in ["slugs: [\"bauamt\"]".to_owned(), format!("ids: [{id}]")] {
                assert_eq!(found(&app, list, &format!("{{ department: {{ {one} }} }}")).await, own, "{list}");
                let filter = format!("{{ department: {{ {one}, includesSubtree: true }} }}");
                assert_eq!(found(&app, list, &filter).await, whole, "{list}");
                assert_eq!(found(&app, list, &format!("{{ not: {filter} }}")).await.len(), rows.len() - whole.len());
            }
            let everywhere = r#"{ department: { slugs: ["stadtverwaltung"], includesSubtree: true } }"#;
            assert_eq!(found(&app, list, everywhere).await.len(), rows.len(), "{list}");
            let nowhere = r#"{ department: { slugs: ["nirgends"], includesSubtree: true } }"#;
            assert_eq!(found(&app, list, nowhere).await, Vec::<String>::new());
        }
    }

    async fn what_stands_below_something_is_found_and_what_stands_below_nothing(app: TestApp) {
        let parts = r#"{ parent: { slugs: ["bauamt"] } }"#;
        assert_eq!(found(&app, "departments", parts).await, ["baurecht", "denkmalschutz"]);
        let rows = all(&app, "departments", "").await;
        let below = r#"{ parent: { slugs: ["stadtverwaltung"], includesSubtree: true } }"#;
        assert_eq!(found(&app, "departments", below).await, keys(&rows, |row| row["key"] != "stadtverwaltung"));
        assert_eq!(found(&app, "departments", &format!("{{ not: {below} }}")).await, ["stadtverwaltung"]);
        let others = found(&app, "departments", &format!("{{ not: {parts} }}")).await;
        assert_eq!(others.len(), rows.len() - 2, "a root stands below nothing, so not below this either");
        let pages = all(&app, "pages", "parent { id }").await;
        let child = pages.iter().find(|page| page["parent"] != Value::Null).expect("a page below a page");
        let parent = &child["parent"]["id"];
        let filter = format!("{{ parent: {{ ids: [{parent}] }} }}");
        assert_eq!(found(&app, "pages", &filter).await, keys(&pages, |page| &page["parent"]["id"] == parent));
        let filter = format!("{{ not: {filter} }}");
        assert_eq!(found(&app, "pages", &filter).await, keys(&pages, |page| &page["parent"]["id"] != parent));
    }

    async fn who_carries_and_who_runs_is_found_from_either_end(app: TestApp) {
        let carries = |inner: &str| format!("{{ responsibility: {{ slugs: [\"archivnutzung\"]{inner} }} }}");
        let (both, main, deputy) = (carries(""), carries(", role: RESPONSIBLE"), carries(", role: DEPUTY"));
        assert_eq!(found(&app, "staff", &both).await, ["Mustermann-Groß", "Zrazkova"]);
        assert_eq!(found(&app, "staff", &main).await, ["Mustermann-Groß"]);
        assert_eq!(found(&app, "staff", &deputy).await, ["Zrazkova"]);
        assert_eq!(found(&app, "staff", &format!("{{ not: {both} }}")).await.len(), 39);
        let staff = all(&app, "staff", "duties { responsibility { id slug } } offices { id slug }").await;
        let person = staff.iter().find(|row| row["key"] == "Zrazkova").expect("a deputy");
        let mut slugs: Vec<_> = texts_at(&person["duties"], "/responsibility/slug").into_iter().flatten().collect();
        slugs.sort_unstable();
        let filter = format!("{{ staffMembers: [{}] }}", person["id"]);
        assert_eq!(found(&app, "responsibilities", &filter).await, slugs);
        let runs = r#"{ office: { slugs: ["buntes", "gestaltungsbeirat"] } }"#;
        assert_eq!(found(&app, "staff", runs).await, ["Blaupause", "Gärtner", "Örnekli"]);
        let person = staff.iter().find(|row| row["key"] == "Gärtner").expect("she runs three");
        let filter = format!("{{ staffMembers: [{}] }}", person["id"]);
        assert_eq!(found(&app, "offices", &filter).await, ["buntes", "dolmetscherpool", "fachrat"]);
        let filter = format!("{{ not: {filter} }}");
        assert_eq!(found(&app, "offices", &filter).await.len(), 4);
    }

    async fn who_is_responsible_and_who_stands_in_is_one_query(app: TestApp) {
        let query = r#"{ responsibilities(locale: "de", filter: { title: { contains: "nutzung des archivs" } }) {
            nodes { title { value } duties { role staffMember { familyName phone { national } room } } } } }"#;
        let (statements, data) = app.statements(app.data(query)).await;
        let duties = &data["responsibilities"]["nodes"][0]["duties"];
        assert_eq!(texts_at(duties, "/role"), [Some("RESPONSIBLE"), Some("DEPUTY")]);
        assert_eq!(texts_at(duties, "/staffMember/familyName"), [Some("Mustermann-Groß"), Some("Zrazkova")]);
        assert!(statements <= 4, "{statements}");
    }
}
