//! Paths and places as slugs and trees give them, to hold against those that are kept.

use crate::support::Database;

/// The paths that slugs and tree give: `/<locale>/<department>/<pages>`.
pub const PATHS: &str = "WITH RECURSIVE walk (id, stage, locale, slugs) AS (
    SELECT p.content_id, p.stage, l.tag, d.slug || '/' || coalesce(
        (SELECT s.slug FROM page_slug s WHERE s.content_id = p.content_id AND s.stage = p.stage AND s.locale = l.tag),
        (SELECT s.slug FROM page_slug s WHERE s.content_id = p.content_id AND s.stage = p.stage AND s.locale = 'de'))
    FROM page p JOIN department d ON d.content_id = p.department_id AND d.stage = p.stage CROSS JOIN locale l
    WHERE p.parent_id IS NULL
  UNION ALL
    SELECT p.content_id, p.stage, w.locale, w.slugs || '/' || coalesce(
        (SELECT s.slug FROM page_slug s WHERE s.content_id = p.content_id AND s.stage = p.stage AND s.locale = w.locale),
        (SELECT s.slug FROM page_slug s WHERE s.content_id = p.content_id AND s.stage = p.stage AND s.locale = 'de'))
    FROM page p JOIN walk w ON p.parent_id = w.id AND p.stage = w.stage
  ), given AS (
    SELECT w.id, w.stage, w.locale, '/' || w.locale || '/' || w.slugs AS path FROM walk w
    JOIN page_slug s ON s.content_id = w.id AND s.stage = w.stage AND s.locale = w.locale
  ), kept AS (SELECT content_id AS id, stage, locale, path FROM page_path)";

/// The places that the trees give, of drafts and in public. What stands below nothing that is there is at the end (`~`).
pub fn places(database: Database) -> String {
    let id = match database {
        Database::Sqlite => "substr(lower(hex(n.content_id)), 25, 8)",
        Database::Postgres => "right(n.content_id::text, 8)",
    };
    let own = format!("n.position || '.' || {id}");
    let within = ["staff_member", "responsibility", "office"].map(|noun| {
        format!(
            "SELECT n.content_id AS id, n.stage, coalesce(d.key, '~') || '!' || {own} AS key FROM {noun} n
            LEFT JOIN d ON d.id = n.department_id AND d.stage = n.stage"
        )
    });
    let is_apart = |table: &str| {
        format!("NOT EXISTS (SELECT 1 FROM {table} a WHERE a.content_id = n.parent_id AND a.stage = n.stage)")
    };
    format!(
        "WITH RECURSIVE d (id, stage, key) AS (
            SELECT n.content_id, n.stage, CASE WHEN n.parent_id IS NULL THEN '' ELSE '~!' END || {own}
            FROM department n WHERE n.parent_id IS NULL OR {}
          UNION ALL
            SELECT n.content_id, n.stage, d.key || '/' || {own} FROM department n
            JOIN d ON n.parent_id = d.id AND n.stage = d.stage
        ), p (id, stage, key) AS (
            SELECT n.content_id, n.stage, CASE WHEN n.parent_id IS NULL THEN coalesce(d.key, '~') ELSE '~' END || '!' || {own}
            FROM page n LEFT JOIN d ON n.department_id = d.id AND n.stage = d.stage
            WHERE n.parent_id IS NULL OR {}
          UNION ALL
            SELECT n.content_id, n.stage, p.key || '/' || {own} FROM page n
            JOIN p ON n.parent_id = p.id AND n.stage = p.stage
        ), given AS (
            SELECT id, stage, key FROM d UNION ALL SELECT id, stage, key FROM p UNION ALL {}
        ), kept AS (SELECT content_id AS id, stage, key FROM tree_place)",
        is_apart("department"),
        is_apart("page"),
        within.join(" UNION ALL "),
    )
}
