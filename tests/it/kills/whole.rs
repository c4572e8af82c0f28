//! What must hold of a database whenever nobody writes: each is what would break it, as SQL for both databases.

use crate::support::{Database, TestDatabase};

/// Tables of nouns.
const NOUNS: [&str; 5] = ["department", "staff_member", "responsibility", "office", "page"];

/// Rows that belong to a content, the column that names it, and its noun.
const PARTS: [(&str, &str, &str); 6] = [
    ("duty", "responsibility_id", "responsibility"),
    ("office_run_by", "office_id", "office"),
    ("page_contact", "page_id", "page"),
    ("related_link", "page_id", "page"),
    ("page_slug", "content_id", "page"),
    ("page_path", "content_id", "page"),
];

/// The paths that slugs and tree give: `/<locale>/<department>/<pages>`.
const PATHS: &str = "WITH RECURSIVE walk (id, stage, locale, slugs) AS (
    SELECT p.content_id, p.stage, l.tag, coalesce(
        (SELECT s.slug FROM page_slug s WHERE s.content_id = p.content_id AND s.stage = p.stage AND s.locale = l.tag),
        (SELECT s.slug FROM page_slug s WHERE s.content_id = p.content_id AND s.stage = p.stage AND s.locale = 'de'))
    FROM page p JOIN department d ON d.content_id = p.department_id AND d.stage = p.stage CROSS JOIN locale l
    WHERE p.parent_id IS NULL
  UNION ALL
    SELECT p.content_id, p.stage, w.locale, w.slugs || '/' || coalesce(
        (SELECT s.slug FROM page_slug s WHERE s.content_id = p.content_id AND s.stage = p.stage AND s.locale = w.locale),
        (SELECT s.slug FROM page_slug s WHERE s.content_id = p.content_id AND s.stage = p.stage AND s.locale = 'de'))
    FROM page p JOIN walk w ON p.parent_id = w.id AND p.stage = w.stage
    JOIN department d ON d.content_id = p.department_id AND d.stage = p.stage
  ), given AS (
    SELECT w.id, w.stage, w.locale, '/' || w.locale || '/' || d.slug || '/' || w.slugs AS path FROM walk w
    JOIN page_slug s ON s.content_id = w.id AND s.stage = w.stage AND s.locale = w.locale
    JOIN page p ON p.content_id = w.id AND p.stage = w.stage
    JOIN department d ON d.content_id = p.department_id AND d.stage = p.stage
  ), kept AS (SELECT content_id AS id, stage, locale, path FROM page_path)";

/// The places that the tree of drafts gives.
fn places(database: Database) -> String {
    let id = match database {
        Database::Sqlite => "substr(lower(hex(n.content_id)), 25, 8)",
        Database::Postgres => "right(n.content_id::text, 8)",
    };
    format!(
        "WITH RECURSIVE d (id, key) AS (
            SELECT n.content_id, n.position || '.' || {id} FROM department n WHERE n.stage = 'draft' AND n.parent_id IS NULL
          UNION ALL
            SELECT n.content_id, d.key || '/' || n.position || '.' || {id} FROM department n
            JOIN d ON n.parent_id = d.id WHERE n.stage = 'draft'
        ), p (id, key) AS (
            SELECT n.content_id, d.key || '!' || n.position || '.' || {id} FROM page n
            JOIN d ON n.department_id = d.id WHERE n.stage = 'draft' AND n.parent_id IS NULL
          UNION ALL
            SELECT n.content_id, p.key || '/' || n.position || '.' || {id} FROM page n
            JOIN p ON n.parent_id = p.id WHERE n.stage = 'draft'
        ), given AS (SELECT id, key FROM d UNION ALL SELECT id, key FROM p),
        kept AS (SELECT content_id AS id, key FROM tree_place
            WHERE stage = 'draft' AND kind IN ('department', 'page'))"
    )
}

/// What would be wrong, by name: selects that must find nothing.
fn faults(database: Database) -> Vec<(String, String)> {
    let mut faults: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, sql: String| faults.push((name.to_owned(), sql));
    add(
        "a content whose version is not that of its newest revision",
        "SELECT 1 AS n FROM content c WHERE c.version <> \
         coalesce((SELECT max(r.version) FROM revision r WHERE r.content_id = c.id), 0)"
            .to_owned(),
    );
    add(
        "a gap in versions",
        "SELECT content_id FROM revision GROUP BY content_id \
         HAVING count(*) <> max(version) OR min(version) <> 1"
            .to_owned(),
    );
    add(
        "a gap in the outbox",
        "SELECT 1 AS n FROM event_counter c WHERE c.cursor <> (SELECT count(*) FROM event) \
         OR c.cursor <> coalesce((SELECT max(e.cursor) FROM event e), 0)"
            .to_owned(),
    );
    add(
        "a revision without its one event",
        "SELECT 1 AS n FROM revision r WHERE (SELECT count(*) FROM event e WHERE e.content_id = r.content_id \
         AND e.version = r.version AND e.verb = r.verb) <> 1"
            .to_owned(),
    );
    add(
        "an event without its revision",
        "SELECT 1 AS n FROM event e WHERE e.content_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM revision r \
         WHERE r.content_id = e.content_id AND r.version = e.version)"
            .to_owned(),
    );
    let is_of_row = "content_id = n.content_id AND stage = n.stage";
    for noun in NOUNS {
        add(
            &format!("a {noun} without its one place"),
            format!(
                "SELECT 1 AS n FROM {noun} n WHERE (SELECT count(*) FROM tree_place t WHERE t.{} AND t.kind = '{noun}') <> 1",
                is_of_row.replace("stage =", "t.stage =")
            ),
        );
        add(
            &format!("a {noun} without its labels"),
            format!(
                "SELECT 1 AS n FROM {noun} n WHERE (SELECT count(*) FROM label t WHERE t.{} AND t.kind = '{noun}') \
                 <> (SELECT count(*) FROM locale)",
                is_of_row.replace("stage =", "t.stage =")
            ),
        );
        add(
            &format!("a {noun} without its content"),
            format!(
                "SELECT 1 AS n FROM {noun} n JOIN content c ON c.id = n.content_id WHERE c.kind <> '{noun}' OR n.version > c.version"
            ),
        );
    }
    for (table, owner, noun) in PARTS {
        add(
            &format!("a {table} without its {noun}"),
            format!(
                "SELECT 1 AS n FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM {noun} n \
                 WHERE n.content_id = t.{owner} AND n.stage = t.stage)"
            ),
        );
    }
    let rows: Vec<String> =
        NOUNS.iter().map(|noun| format!("SELECT content_id, stage FROM {noun}")).collect();
    let rows = rows.join(" UNION ALL ");
    for table in ["translation", "label", "tree_place"] {
        add(
            &format!("a {table} without facts"),
            format!(
                "SELECT 1 AS n FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM ({rows}) n \
                 WHERE n.content_id = t.content_id AND n.stage = t.stage)"
            ),
        );
    }
    add(
        "a label of a link that is no more",
        "SELECT 1 AS n FROM translation t WHERE t.field = 'label' AND NOT EXISTS \
         (SELECT 1 FROM related_link l WHERE l.id = t.item AND l.stage = t.stage AND l.page_id = t.content_id)"
            .to_owned(),
    );
    add(
        "a link without its label",
        "SELECT 1 AS n FROM related_link l WHERE NOT EXISTS (SELECT 1 FROM translation t \
         WHERE t.item = l.id AND t.stage = l.stage AND t.content_id = l.page_id AND t.locale = 'de')"
            .to_owned(),
    );
    add(
        "a name that is not what it is ordered by",
        "SELECT 1 AS n FROM label l JOIN translation t ON t.content_id = l.content_id AND t.stage = l.stage \
         WHERE t.locale = 'de' AND t.field IN ('name', 'title') AND l.folded <> t.value"
            .to_owned(),
    );
    for (name, with) in [("a path", PATHS.to_owned()), ("a place", places(database))] {
        let of =
            |rows: &str, others: &str| format!("{with} SELECT * FROM {rows} EXCEPT SELECT * FROM {others}");
        add(&format!("{name} that is missing"), of("given", "kept"));
        add(&format!("{name} that should not be"), of("kept", "given"));
    }
    faults
}

impl TestDatabase {
    /// Fails where anything stands half in the database.
    pub async fn assert_whole(&self, when: &str) {
        let mut counts = Vec::new();
        let mut names = Vec::new();
        for (index, (name, sql)) in faults(self.kind).into_iter().enumerate() {
            counts.push(format!("SELECT {index} AS place, (SELECT count(*) FROM ({sql}) f{index}) AS n"));
            names.push(name);
        }
        let sql = counts.join(" UNION ALL ");
        let sql = format!(
            "SELECT CAST(place AS text) || ' ' || CAST(n AS text) AS line FROM ({sql}) all_faults WHERE n > 0"
        );
        let found = self.rows(&sql).await;
        let found: Vec<String> = found
            .iter()
            .map(|line| {
                let (place, count) = line.split_once(' ').expect("two numbers");
                format!("{} ({count})", names[place.parse::<usize>().expect("a number")])
            })
            .collect();
        assert!(found.is_empty(), "{when}: {found:?}");
    }
}
