//! How the databases find the rows of lists: by the index of the list's order, never by reading a whole table.

use std::sync::{Arc, Mutex};

use sea_orm::{ConnectionTrait, Statement, TransactionTrait};
use serde_json::{Value, json};
use wegweiser::domain::content::ContentId;

use crate::support::{Database, Empty, Member, Sketch, TestApp};

/// The statements that an archive ran.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<Vec<Statement>>>);

impl Seen {
    /// Listens to the archive from now on.
    fn of(app: &TestApp) -> Self {
        let seen = Self::default();
        let listener = seen.clone();
        app.app.archive().on_statement(move |statement, _| listener.lock().push(statement.clone()));
        seen
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Statement>> {
        self.0.lock().expect("no test panics here")
    }

    fn take(&self) -> Vec<Statement> {
        std::mem::take(&mut self.lock())
    }
}

/// What PostgreSQL is kept from while it plans: reading a whole small table because it is small.
const BY_INDEX: &[&str] = &["seqscan"];
/// Also from sorting: is there a way along an index at all?
const BY_ORDER: &[&str] = &["seqscan", "bitmapscan", "hashjoin", "mergejoin", "sort", "incremental_sort"];

/// How the database runs a statement: the lines of its plan.
async fn plan(app: &TestApp, statement: &Statement, without: &[&str]) -> Vec<String> {
    let connection = app.database.connection().await;
    let turn = connection.begin().await.expect("a transaction");
    let (word, column) = match app.database.kind {
        Database::Sqlite => ("EXPLAIN QUERY PLAN", 3),
        Database::Postgres => ("EXPLAIN", 0),
    };
    if app.database.kind == Database::Postgres {
        // As the readers have it.
        turn.execute_unprepared("SET LOCAL random_page_cost = 1.1").await.expect("a setting");
        for way in without {
            turn.execute_unprepared(&format!("SET LOCAL enable_{way} = off")).await.expect("a setting");
        }
    }
    let mut explain = statement.clone();
    explain.sql = format!("{word} {}", statement.sql);
    let rows = turn.query_all_raw(explain).await.unwrap_or_else(|error| panic!("{error}: {}", statement.sql));
    turn.rollback().await.expect("the end");
    connection.close().await.expect("a connection");
    rows.iter().map(|row| row.try_get_by_index(column).expect("a line of a plan")).collect()
}

/// The real tables that a plan reads whole.
fn scanned(plan: &[String]) -> Vec<&str> {
    // Lists that are not tables: values given with the statement, and the page that a list is cut to, with its parts.
    let is_table = |name: &&str| !["json_each", "page", "part"].contains(name) && !name.starts_with('(');
    let named = plan.iter().filter_map(|line| {
        let line = line.trim_start_matches([' ', '-', '>']);
        // All that is live, by whichever index begins with the stage: as much as the table.
        if line == "Index Cond: (stage = 'live'::text)" || line.ends_with(" (stage=?)") {
            return Some("live");
        }
        let rest = line.strip_prefix("SCAN ").or_else(|| line.strip_prefix("Seq Scan on "))?;
        rest.split_whitespace().next()
    });
    named.filter(is_table).collect()
}

/// Asks, and checks that each statement finds its rows by an index, and the first and second along theirs.
async fn check(app: &TestApp, seen: &Seen, query: &str, variables: Value, orders: &[&str]) -> Value {
    seen.take();
    let data = app.data_with(query, variables).await;
    let statements = seen.take();
    assert!(statements.len() >= orders.len());
    for (index, statement) in statements.iter().enumerate() {
        let by_index = plan(app, statement, BY_INDEX).await;
        let mut scanned = scanned(&by_index);
        // By publication, PostgreSQL sorts all that is live while the city is small.
        scanned.retain(|&name| name != "live" || orders.first() != Some(&"content_by_publication"));
        assert_eq!(scanned, Vec::<&str>::new(), "{}\n{}", statement.sql, by_index.join("\n"));
        if let Some(order) = orders.get(index) {
            let along = plan(app, statement, BY_ORDER).await.join("\n");
            assert!(along.contains(order), "not along {order}: {}\n{along}", statement.sql);
        }
    }
    data
}

/// How much of each kind a city of middle size has.
const KINDS: [(&str, u32, &str); 4] = [
    ("department", 200, "name"),
    ("staff_member", 2_000, "role_title"),
    ("responsibility", 3_000, "title"),
    ("office", 600, "name"),
];

/// Makes a city of middle size of the demo city, by SQL, so that the planner has something to reckon with. The version
/// of a content is its number here.
async fn grow(app: &TestApp) {
    let connection = app.database.connection().await;
    let run = async |sql: &str| {
        connection.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{error}: {sql}"));
    };
    let (new_id, nil, key) = match app.database.kind {
        Database::Sqlite => ("randomblob(16)", "zeroblob(16)", "c.id"),
        Database::Postgres => (
            "gen_random_uuid()",
            "'00000000-0000-0000-0000-000000000000'::uuid",
            "decode(md5(c.id::text), 'hex')",
        ),
    };
    run("CREATE INDEX content_by_number ON content (kind, version)").await;
    for (kind, count, field) in KINDS {
        run(&format!(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
             INSERT INTO content (id, kind, version, source_locale, created_at, changed_at, first_published_at, last_published_at)
             SELECT {new_id}, '{kind}', 1000 + n.i, 'de', c.created_at, c.changed_at, c.created_at, c.created_at
             FROM n, (SELECT * FROM content LIMIT 1) c"
        )).await;
        let fresh = format!("c.kind = '{kind}' AND c.version > 1000");
        let (columns, values) = match kind {
            "department" => (
                "slug, parent_id, is_by_appointment",
                "'d' || c.version, (SELECT content_id FROM department WHERE slug = 'bauamt' AND stage = 'live'), FALSE",
            ),
            "staff_member" => (
                "department_id, given_name, family_name, is_by_appointment",
                "d.id, 'Kim', 'N' || c.version, FALSE",
            ),
            "responsibility" => ("department_id, slug, duties_version", "d.id, 'r' || c.version, 1"),
            _ => {
                ("department_id, slug, run_by_version, is_by_appointment", "d.id, 'o' || c.version, 1, FALSE")
            }
        };
        run(&format!(
            "INSERT INTO {kind} (content_id, stage, version, position, {columns})
             SELECT c.id, 'live', 1, 'z' || c.version, {values} FROM content c
             JOIN content d ON d.kind = 'department' AND d.version = 1001 + c.version % 200 WHERE {fresh}"
        ))
        .await;
        run(&format!(
            "INSERT INTO label (content_id, stage, locale, kind, sort_key, folded, folded_umlaut)
             SELECT c.id, 'live', l.tag, '{kind}', {key}, 'n' || c.version, 'n' || c.version FROM content c, locale l WHERE {fresh}"
        )).await;
        run(&format!(
            "INSERT INTO tree_place (content_id, stage, kind, key) SELECT c.id, 'live', '{kind}', 'z' || c.version FROM content c WHERE {fresh}"
        )).await;
        run(&format!(
            "INSERT INTO translation (content_id, stage, locale, field, item, version, value, digest, origin, changed_at)
             SELECT c.id, 'live', l.tag, '{field}', {nil}, 1, 'Text', '1:', 'human', c.changed_at FROM content c, locale l WHERE {fresh}"
        )).await;
    }
    for (relation, owner, kind, columns, values) in [
        ("duty", "responsibility_id", "responsibility", "role, position", "'deputy', 1"),
        ("office_run_by", "office_id", "office", "position", "1"),
    ] {
        run(&format!(
            "INSERT INTO {relation} ({owner}, stage, staff_member_id, {columns})
             SELECT c.id, 'live', s.id, {values} FROM content c
             JOIN content s ON s.kind = 'staff_member' AND s.version = 1001 + c.version % 2000
             WHERE c.kind = '{kind}' AND c.version > 1000"
        ))
        .await;
    }
    run("DROP INDEX content_by_number").await;
    // SQLite plans without statistics, as it does for the program.
    if app.database.kind == Database::Postgres {
        run("ANALYZE").await;
    }
    connection.close().await.expect("a connection");
}

const PEOPLE: &str =
    "query($first: Int, $after: String, $last: Int, $before: String, $order: StaffMemberOrder) {
    staff(first: $first, after: $after, last: $last, before: $before, orderBy: $order, locale: \"en\") {
        nodes { id familyName roleTitle { value } } pageInfo { startCursor endCursor } } }";

const DEPARTMENTS: &str = "query($order: DepartmentOrder) {
    departments(first: 20, orderBy: $order, locale: \"en\") { nodes { name { value lang } phone { national }
        staff(first: 5) { nodes { displayName { value } roleTitle { value } phone { national }
            duties { role responsibility { title { value } } } offices { name { value } } } } } } }";

/// Everything that stands at a department, in pages.
const EVERYTHING: &str = r#"{ departments(first: 100) { totalCount nodes { name { value }
    staff(first: 3) { totalCount nodes { displayName { value } duties { role responsibility { title { value } } } } }
    responsibilities(first: 3) { totalCount nodes { title { value } duties { staffMember { familyName } } } }
    offices(first: 3, filter: { not: { name: { contains: "xyz" } } }) { nodes { name { value } } } } } }"#;
const NOT_NAMED: &str = r#", filter: { not: { name: { contains: "xyz" } } }"#;

/// Relations from each of their ends.
const CONTACTS: &str = r#"{ department(by: {slug: "migration-integration"}, locale: "en") {
    pages(first: 5) { nodes { path contacts { displayName { value } duties { role responsibility { title { value } } } }
        relatedLinks { label { value } url target { id } } children { nodes { path } } } }
    offices { nodes { runBy { familyName offices { slug } } } } children { nodes { slug ancestors { slug } } } } }"#;

on_both_databases! {
    async fn people_by_name_are_read_along_the_index_of_sort_keys(app: TestApp) {
        grow(&app).await;
        let seen = Seen::of(&app);
        let along = ["label_by_sort_key"];
        let first = check(&app, &seen, PEOPLE, json!({ "first": 100 }), &along).await;
        let [start, end] = ["startCursor", "endCursor"].map(|cursor| first["staff"]["pageInfo"][cursor].clone());
        for variables in [
            json!({ "first": 50, "after": end }),
            json!({ "last": 50, "before": end }),
            json!({ "last": 50 }),
            json!({ "first": 50, "after": start, "before": end }),
        ] {
            let data = check(&app, &seen, PEOPLE, variables, &along).await;
            assert_eq!(data["staff"]["nodes"].as_array().map(Vec::len), Some(50));
        }
        let order = json!({ "field": "TREE", "direction": "DESC" });
        check(&app, &seen, PEOPLE, json!({ "first": 50, "order": order }), &["tree_place_by_key"]).await;
    }

    async fn a_search_in_the_middle_of_names_reads_an_index_alone(app: TestApp) {
        grow(&app).await;
        let seen = Seen::of(&app);
        app.data(r#"{ responsibilities(first: 3, filter: { title: { contains: "xyz" } }) { totalCount nodes { slug } } }"#).await;
        // A page may be read along its order as well, until it is full.
        let statements = seen.take();
        let count = statements.iter().find(|statement| statement.sql.contains("count(*)")).expect("a count");
        let plan = plan(&app, count, BY_INDEX).await.join("\n");
        let alone = match app.database.kind {
            Database::Sqlite => "USING COVERING INDEX label_by_folded ",
            // Whether the index alone will do, it decides by how much was changed of late.
            Database::Postgres => "using label_by_folded",
        };
        assert!(plan.contains(alone), "{}\n{plan}", count.sql);
    }

    async fn departments_with_their_staff_are_read_along_their_indexes(app: TestApp) {
        grow(&app).await;
        let seen = Seen::of(&app);
        for (order, index) in [
            (json!(null), "label_by_sort_key"),
            (json!({ "field": "TREE" }), "tree_place_by_key"),
            (json!({ "field": "UPDATED_AT", "direction": "DESC" }), "content_by_publication"),
        ] {
            let along = [index, "staff_member_by_department"];
            let data = check(&app, &seen, DEPARTMENTS, json!({ "order": order }), &along).await;
            let departments = data["departments"]["nodes"].as_array().expect("a list");
            assert!(departments.iter().any(|one| one["staff"]["nodes"].as_array().map(Vec::len) == Some(5)));
        }
        // A count of all that is live reads all that is live, a part of a name all names, and what stands at half of the
        // departments is half of a table.
        let by_index = EVERYTHING.replacen("totalCount ", "", 1).replace(NOT_NAMED, "").replace("first: 100", "first: 10");
        check(&app, &seen, &by_index, json!({}), &["label_by_sort_key"]).await;
        // PostgreSQL reads the few pages that there are.
        if app.database.kind == Database::Sqlite {
            check(&app, &seen, CONTACTS, json!({}), &[]).await;
        }
    }

    async fn an_editor_of_one_department_reads_each_stage_along_its_index(app: TestApp) {
        grow(&app).await;
        let mine = app.data(r#"{ department(by: {slug: "bauamt"}) { id } }"#).await["department"]["id"].take();
        let mine = mine.as_str().and_then(|id| id.parse().ok()).map(ContentId).expect("an id");
        let editor = Member::editor(&app, mine).await;
        let seen = Seen::of(&app);
        let query = PEOPLE.replace("staff(", "preview { staff(") + " }";
        for (order, index) in [
            (json!(null), "label_by_sort_key"),
            (json!({ "field": "TREE", "direction": "DESC" }), "tree_place_by_key"),
        ] {
            let data = editor.data_with(&app, &query, json!({ "first": 50, "order": order })).await;
            assert_eq!(data["preview"]["staff"]["nodes"].as_array().map(Vec::len), Some(50));
            for statement in seen.take() {
                let by_index = plan(&app, &statement, BY_INDEX).await;
                assert_eq!(scanned(&by_index), Vec::<&str>::new(), "{}\n{}", statement.sql, by_index.join("\n"));
                if statement.sql.contains("order_key") {
                    let along = plan(&app, &statement, BY_ORDER).await.join("\n");
                    assert!(along.contains(index), "not along {index}: {}\n{along}", statement.sql);
                }
            }
        }
    }

    async fn a_list_takes_as_many_statements_for_a_hundred_departments_as_for_three(app: Empty) {
        let city = |count: usize| {
            (0..count).flat_map(move |index| {
                let department = Sketch::department(&format!("d{count}-{index}"), None);
                let id = department.id();
                let people = ["A", "B"].map(|name| Sketch::staff_member(id, name));
                let staff = people.each_ref().map(Sketch::id);
                let duty = Sketch::responsibility(id, &format!("r{count}-{index}"), &staff);
                let office = Sketch::office(id, &format!("o{count}-{index}"), &staff);
                [department].into_iter().chain(people).chain([duty, office])
            })
        };
        let mut taken = Vec::new();
        for (more, departments) in [(3, 3), (97, 100)] {
            app.live(city(more)).await;
            let (statements, data) = app.statements(app.data(EVERYTHING)).await;
            let nodes = data["departments"]["nodes"].as_array().expect("a list");
            assert_eq!((nodes.len(), &data["departments"]["totalCount"]), (departments, &json!(departments)));
            for node in nodes {
                assert_eq!(node["staff"]["totalCount"], json!(2));
                assert_eq!(node["responsibilities"]["nodes"][0]["duties"].as_array().map(Vec::len), Some(2));
                assert_eq!(node["offices"]["nodes"].as_array().map(Vec::len), Some(1));
            }
            taken.push(statements);
        }
        // The departments and their count; staff, responsibilities, offices and two counts; duties from either end.
        assert_eq!(taken, [9, 9]);
    }
}
