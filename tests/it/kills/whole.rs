//! What must hold of a database whenever nobody writes: each is what would break it, as SQL for both databases.

use super::places::{PATHS, places};
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

/// Lists of people, the column of their owner, its noun, and the column with the version of the list.
const PEOPLE: [(&str, &str, &str, &str); 3] = [
    ("duty", "responsibility_id", "responsibility", "duties_version"),
    ("office_run_by", "office_id", "office", "run_by_version"),
    ("page_contact", "page_id", "page", "contacts_version"),
];

/// What would be wrong with planned steps.
fn faults_of_plan() -> Vec<(String, String)> {
    let revisions = "(SELECT count(*) FROM revision r WHERE r.content_id = i.content_id AND r.verb = s.verb \
        AND r.at = s.ended_at)";
    let items = "planned_step_item i JOIN planned_step s ON s.id = i.step_id";
    let faults = [
        (
            "a step that has ended at no time, or has a time and goes on",
            "SELECT 1 AS n FROM planned_step WHERE (state = 'planned') <> (ended_at IS NULL)".to_owned(),
        ),
        (
            "a step that ended before its time",
            "SELECT 1 AS n FROM planned_step WHERE state IN ('done', 'failed') AND ended_at < at".to_owned(),
        ),
        (
            "a step that failed for nothing, or was done with problems",
            "SELECT 1 AS n FROM planned_step WHERE (state = 'failed') <> (problems IS NOT NULL)".to_owned(),
        ),
        (
            "a step about nothing",
            "SELECT 1 AS n FROM planned_step s WHERE NOT EXISTS \
             (SELECT 1 FROM planned_step_item i WHERE i.step_id = s.id)"
                .to_owned(),
        ),
        (
            "a step that was done twice",
            format!("SELECT 1 AS n FROM {items} WHERE s.state = 'done' AND {revisions} > 1"),
        ),
        (
            "a step that was done without its revision",
            // To publish what is so already leaves none.
            format!(
                "SELECT 1 AS n FROM {items} WHERE s.state = 'done' AND s.verb = 'unpublish' AND {revisions} = 0"
            ),
        ),
        (
            "a step that was not done and has a revision",
            format!("SELECT 1 AS n FROM {items} WHERE s.state <> 'done' AND {revisions} <> 0"),
        ),
    ];
    faults.into_iter().map(|(name, sql)| (name.to_owned(), sql)).collect()
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
    add(
        "a person who is not ordered by the family name",
        "SELECT 1 AS n FROM label l JOIN staff_member m ON m.content_id = l.content_id AND m.stage = l.stage \
         WHERE l.folded NOT LIKE m.family_name || '%'"
            .to_owned(),
    );
    for (table, owner, noun, version) in PEOPLE {
        add(
            &format!("a {table} of somebody who is not of the staff"),
            format!(
                "SELECT 1 AS n FROM {table} t JOIN content c ON c.id = t.staff_member_id WHERE c.kind <> 'staff_member' \
                 OR (t.stage = 'draft' AND NOT EXISTS (SELECT 1 FROM staff_member m \
                 WHERE m.content_id = t.staff_member_id AND m.stage = t.stage))"
            ),
        );
        add(
            &format!("a gap in the order of a {table}"),
            format!(
                "SELECT {owner} FROM {table} GROUP BY {owner}, stage HAVING min(position) <> 1 \
                 OR max(position) <> count(*) OR count(DISTINCT position) <> count(*)"
            ),
        );
        add(
            &format!("a {table} of a version that its {noun} has not come to"),
            format!(
                "SELECT 1 AS n FROM {noun} n JOIN content c ON c.id = n.content_id WHERE n.{version} > c.version"
            ),
        );
    }
    faults.extend(faults_of_plan());
    let mut add = |name: &str, sql: String| faults.push((name.to_owned(), sql));
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
