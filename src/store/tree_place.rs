//! Where content stands in the tree of departments, depth first: a key that sorts as the tree is read from top to
//! bottom. Derived; rewritten for the whole subtree when something moves.

use std::collections::{HashMap, HashSet};

use entity::tree_place;
use sea_orm::Value;
use uuid::Uuid;

use super::error::Error;
use super::insert::insert_all;
use super::writing::Writing;
use crate::domain::content::{ContentId, ContentKind, Stage};
use crate::domain::tree::TreeKey;
use crate::domain::{page, tree};

/// A content's place: what it stands below, and its position there.
struct Place {
    kind: ContentKind,
    above: Option<ContentId>,
    position: String,
}

/// Rewrites the places of all content at or below `changed`, which may name content of any kind. Which of these stand
/// deeper than a tree may be: that is for the caller to judge.
pub async fn rewrite(
    writing: &Writing,
    stage: Stage,
    changed: &[ContentId],
) -> Result<Vec<ContentId>, Error> {
    let dialect = writing.dialect();
    let places = below(writing, stage, changed).await?;
    let above = keys_above(writing, stage, &places, changed).await?;
    let ids: Vec<ContentId> = places.keys().copied().collect();
    let mut keys = Keys { places: &places, above: &above, keys: HashMap::new() };
    let mut rows = Vec::with_capacity(ids.len());
    let mut too_deep = Vec::new();
    for &id in &ids {
        let (kind, key) = (places[&id].kind, keys.of(id, 0));
        if TreeKey::from_stored(&key).is_some_and(|key| key.level() > max_level(kind)) {
            too_deep.push(id);
        }
        rows.push(tree_place::Model {
            content_id: id.0,
            stage: stage.as_str().to_owned(),
            kind: kind.as_str().to_owned(),
            key,
        });
    }
    let all: Vec<ContentId> = changed.iter().chain(&ids).copied().collect();
    let sql = format!("DELETE FROM tree_place WHERE stage = ? AND {}", dialect.id_in_sql("content_id"));
    writing.execute(&sql, [stage.as_str().into(), dialect.ids(&all)]).await?;
    rows.sort_unstable_by_key(|row| row.content_id);
    insert_all(writing, rows).await?;
    Ok(too_deep)
}

/// How many of its kind may stand in each other.
const fn max_level(kind: ContentKind) -> usize {
    match kind {
        ContentKind::Page => page::MAX_DEPTH,
        _ => tree::MAX_DEPTH,
    }
}

/// The longest way from a root: through departments, then pages. What is farther is below itself.
const MAX_HEIGHT: usize = tree::MAX_DEPTH + page::MAX_DEPTH;

/// The keys of places, each made of the one above.
struct Keys<'a> {
    places: &'a HashMap<ContentId, Place>,
    /// The kinds and keys of what stands above and is not rewritten itself.
    above: &'a HashMap<ContentId, (ContentKind, String)>,
    keys: HashMap<ContentId, String>,
}

impl Keys<'_> {
    fn of(&mut self, id: ContentId, depth: usize) -> String {
        if let Some(key) = self.keys.get(&id).or_else(|| Some(&self.above.get(&id)?.1)) {
            return key.clone();
        }
        let Some(place) = self.places.get(&id).filter(|_| depth < MAX_HEIGHT) else {
            return tree::NOWHERE.to_owned();
        };
        let above = place.above.map(|above| self.of(above, depth + 1));
        let is_of_same_kind = place.above.is_none_or(|above| self.kind_of(above) == Some(place.kind));
        let key = tree::key(above.as_deref(), is_of_same_kind, &place.position, id);
        self.keys.insert(id, key.clone());
        key
    }

    fn kind_of(&self, id: ContentId) -> Option<ContentKind> {
        let above = || self.above.get(&id).map(|(kind, _)| *kind);
        self.places.get(&id).map(|place| place.kind).or_else(above)
    }
}

/// All content at or below `changed`, each level in one statement however many there are.
async fn below(
    writing: &Writing,
    stage: Stage,
    changed: &[ContentId],
) -> Result<HashMap<ContentId, Place>, Error> {
    let dialect = writing.dialect();
    let stage_value = || Value::from(stage.as_str());
    let mut places = HashMap::new();
    let departments = format!(
        "WITH RECURSIVE below (id) AS (
           SELECT content_id FROM department WHERE stage = ? AND ({} OR {})
         UNION
           SELECT d.content_id FROM department d JOIN below ON d.parent_id = below.id WHERE d.stage = ?
         ) SELECT d.content_id, d.parent_id AS above_id, d.position FROM below
         JOIN department d ON d.content_id = below.id AND d.stage = ?",
        dialect.id_in_sql("content_id"),
        // What stood below a department that is no more in this stage.
        dialect.id_in_sql("parent_id"),
    );
    let values =
        vec![stage_value(), dialect.ids(changed), dialect.ids(changed), stage_value(), stage_value()];
    collect(writing, ContentKind::Department, &departments, values, &mut places).await?;
    let departments: Vec<ContentId> = places.keys().chain(changed).copied().collect();
    for kind in [ContentKind::StaffMember, ContentKind::Responsibility, ContentKind::Office] {
        let sql = format!(
            "SELECT content_id, department_id AS above_id, position FROM {} WHERE stage = ? AND ({} OR {})",
            kind.as_str(),
            dialect.id_in_sql("content_id"),
            dialect.id_in_sql("department_id"),
        );
        let values = vec![stage_value(), dialect.ids(changed), dialect.ids(&departments)];
        collect(writing, kind, &sql, values, &mut places).await?;
    }
    let pages = format!(
        "WITH RECURSIVE below (id) AS (
           SELECT content_id FROM page WHERE stage = ? AND ({} OR {} OR {})
         UNION
           SELECT p.content_id FROM page p JOIN below ON p.parent_id = below.id WHERE p.stage = ?
         ) SELECT p.content_id, coalesce(p.parent_id, p.department_id) AS above_id, p.position FROM below
         JOIN page p ON p.content_id = below.id AND p.stage = ?",
        dialect.id_in_sql("content_id"),
        dialect.id_in_sql("parent_id"),
        dialect.id_in_sql("department_id"),
    );
    let values = vec![
        stage_value(),
        dialect.ids(changed),
        dialect.ids(changed),
        dialect.ids(&departments),
        stage_value(),
        stage_value(),
    ];
    collect(writing, ContentKind::Page, &pages, values, &mut places).await?;
    Ok(places)
}

async fn collect(
    writing: &Writing,
    kind: ContentKind,
    sql: &str,
    values: Vec<Value>,
    places: &mut HashMap<ContentId, Place>,
) -> Result<(), Error> {
    for row in writing.query(sql, values).await? {
        let above = row.try_get::<Option<Uuid>>("", "above_id")?.map(ContentId);
        let place = Place { kind, above, position: row.try_get("", "position")? };
        places.insert(ContentId(row.try_get("", "content_id")?), place);
    }
    Ok(())
}

/// The kinds and keys of what stands above and is not rewritten itself. What has changed and has no place is no more.
async fn keys_above(
    writing: &Writing,
    stage: Stage,
    places: &HashMap<ContentId, Place>,
    changed: &[ContentId],
) -> Result<HashMap<ContentId, (ContentKind, String)>, Error> {
    let dialect = writing.dialect();
    let above = places.values().filter_map(|place| place.above);
    let changed: HashSet<ContentId> = changed.iter().copied().collect();
    let stays = |id: &ContentId| !places.contains_key(id) && !changed.contains(id);
    let mut above: Vec<ContentId> = above.filter(stays).collect();
    above.sort_unstable();
    above.dedup();
    let sql = format!(
        "SELECT content_id, kind, key FROM tree_place WHERE stage = ? AND {}",
        dialect.id_in_sql("content_id")
    );
    let mut found = HashMap::new();
    for row in writing.query(&sql, [stage.as_str().into(), dialect.ids(&above)]).await? {
        let kind: String = row.try_get("", "kind")?;
        let kind = ContentKind::parse(&kind).ok_or_else(|| Error::Corrupt(format!("content kind {kind}")))?;
        found.insert(ContentId(row.try_get("", "content_id")?), (kind, row.try_get("", "key")?));
    }
    Ok(found)
}
