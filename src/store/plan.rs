//! Steps that are planned for a time: kept, claimed by one process alone, shown to who may see what they are about.

use std::collections::HashMap;
use std::sync::Arc;

use entity::{planned_step, planned_step_item};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use super::connect::Archive;
use super::dialect::Dialect;
use super::error::Error;
use super::insert::insert_all;
use super::lookup::Lookup;
use super::paging::{PageRequest, Place, Slice};
use super::reader::Turn;
use super::sight::Sight;
use super::writing::Writing;
use crate::domain::content::ContentId;
use crate::domain::locale::Locale;
use crate::domain::permission::Readable;
use crate::domain::problem::Problem;
use crate::domain::publication::{PlanState, PlannedVerb};

type Time = chrono::DateTime<chrono::Utc>;

/// A step as it is kept.
#[derive(Clone, Debug)]
pub struct PlannedStep {
    pub id: Uuid,
    pub verb: PlannedVerb,
    pub at: Time,
    /// Publish: facts go live too. Unpublish: all goes; else the texts in the locales.
    pub has_facts: bool,
    pub locales: Vec<Locale>,
    pub accepts_in_use: bool,
    /// Who planned it; null for the command line.
    pub account_id: Option<Uuid>,
    pub account_name: Option<String>,
    pub state: PlanState,
    /// What stood against it, where it failed.
    pub problems: Vec<Problem>,
    pub created_at: Time,
    /// When it was done, cancelled or failed; null before.
    pub ended_at: Option<Time>,
    /// The contents, each in the version that is pinned.
    pub items: Vec<(ContentId, i64)>,
}

/// Keeps a step.
pub async fn insert(writing: &Writing, step: &PlannedStep) -> Result<(), Error> {
    let locales: Vec<&str> = step.locales.iter().map(Locale::as_str).collect();
    let row = planned_step::Model {
        id: step.id,
        verb: step.verb.as_str().to_owned(),
        at: step.at,
        has_facts: step.has_facts,
        locales: serde_json::json!(locales),
        accepts_in_use: step.accepts_in_use,
        account_id: step.account_id,
        state: step.state.as_str().to_owned(),
        problems: None,
        created_at: step.created_at,
        ended_at: None,
    };
    insert_all(writing, vec![row]).await?;
    let items = step.items.iter().map(|&(id, version)| planned_step_item::Model {
        step_id: step.id,
        content_id: id.0,
        version,
    });
    insert_all(writing, items.collect()).await
}

/// Whether there is a step whose time has come.
pub async fn is_due(archive: &Archive, now: Time) -> Result<bool, Error> {
    let sql = "SELECT 1 AS one FROM planned_step WHERE state = 'planned' AND at <= ? LIMIT 1";
    let read = archive.begin_read().await?;
    let found = read.query_one_raw(archive.dialect().statement_with(sql, [now.into()])).await?;
    read.commit().await?;
    Ok(found.is_some())
}

/// The earliest step whose time has come, for this change alone: another process passes it over until the change ends,
/// and with it the later steps about any of its contents, or what goes live last would not be what was planned last.
pub async fn claim_due(writing: &Writing, now: Time) -> Result<Option<PlannedStep>, Error> {
    let lock = if writing.dialect() == Dialect::Postgres { " FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "SELECT s.id FROM planned_step s WHERE s.state = 'planned' AND s.at <= ? AND NOT EXISTS \
         (SELECT 1 FROM planned_step_item i JOIN planned_step_item k ON k.content_id = i.content_id \
         JOIN planned_step earlier ON earlier.id = k.step_id WHERE i.step_id = s.id \
         AND earlier.state = 'planned' AND (earlier.at, earlier.id) < (s.at, s.id)) \
         ORDER BY s.at, s.id LIMIT 1{lock}"
    );
    let rows = writing.query(&sql, [now.into()]).await?;
    match rows.first().map(|row| row.try_get::<Uuid>("", "id")).transpose()? {
        Some(id) => read_one(writing, id).await,
        None => Ok(None),
    }
}

/// A step for this change; null where there is none. Whoever else wants it waits.
pub async fn lock(writing: &Writing, id: Uuid) -> Result<Option<PlannedStep>, Error> {
    if writing.dialect() == Dialect::Postgres {
        writing.query("SELECT id FROM planned_step WHERE id = ? FOR UPDATE", [id.into()]).await?;
    }
    read_one(writing, id).await
}

async fn read_one(writing: &Writing, id: Uuid) -> Result<Option<PlannedStep>, Error> {
    let sql = format!("{} WHERE s.id = ?", select(writing.dialect()));
    writing.query(&sql, [id.into()]).await?.first().map(step).transpose()
}

/// Says what became of a step.
pub async fn end(
    writing: &Writing,
    id: Uuid,
    state: PlanState,
    problems: Option<&[Problem]>,
    now: Time,
) -> Result<(), Error> {
    let corrupt = |error| Error::Corrupt(format!("problems of a planned step: {error}"));
    let problems = problems.map(serde_json::to_value).transpose().map_err(corrupt)?;
    let sql = "UPDATE planned_step SET state = ?, problems = ?, ended_at = ? WHERE id = ?";
    writing.execute(sql, [state.as_str().into(), problems.into(), now.into(), id.into()]).await
}

/// The columns of [`step`], without a condition.
fn select(dialect: Dialect) -> String {
    let items = dialect.json_rows(
        &format!("{}, i.version", dialect.id_text("i.content_id")),
        "planned_step_item i WHERE i.step_id = s.id",
    );
    format!(
        "SELECT s.id, s.verb, s.at, s.has_facts, s.locales, s.accepts_in_use, s.account_id, a.name AS account_name, \
         s.state, s.problems, s.created_at, s.ended_at, {items} AS items \
         FROM planned_step s LEFT JOIN account a ON a.id = s.account_id"
    )
}

fn step(row: &QueryResult) -> Result<PlannedStep, Error> {
    let corrupt = |what: &str| Error::Corrupt(format!("{what} of a planned step"));
    let text = |column: &str| row.try_get::<String>("", column);
    let locales: sea_orm::JsonValue = row.try_get("", "locales")?;
    let problems: Option<sea_orm::JsonValue> = row.try_get("", "problems")?;
    let items = row.try_get::<Option<String>>("", "items")?.unwrap_or_else(|| "[]".to_owned());
    let mut items: Vec<(Uuid, i64)> = serde_json::from_str(&items).map_err(|_| corrupt("items"))?;
    items.sort_unstable();
    Ok(PlannedStep {
        id: row.try_get("", "id")?,
        verb: PlannedVerb::parse(&text("verb")?).ok_or_else(|| corrupt("verb"))?,
        at: row.try_get("", "at")?,
        has_facts: row.try_get("", "has_facts")?,
        locales: serde_json::from_value(locales).map_err(|_| corrupt("locales"))?,
        accepts_in_use: row.try_get("", "accepts_in_use")?,
        account_id: row.try_get("", "account_id")?,
        account_name: row.try_get("", "account_name")?,
        state: PlanState::parse(&text("state")?).ok_or_else(|| corrupt("state"))?,
        problems: match problems {
            Some(problems) => serde_json::from_value(problems).map_err(|_| corrupt("problems"))?,
            None => Vec::new(),
        },
        created_at: row.try_get("", "created_at")?,
        ended_at: row.try_get("", "ended_at")?,
        items: items.into_iter().map(|(id, version)| (ContentId(id), version)).collect(),
    })
}

/// Whether a step `s` is seen: by whoever reads the draft of one of its contents.
fn sees(sight: &Sight) -> String {
    match sight {
        Sight::Live => "1 = 0".to_owned(),
        // A content that was deleted since has no draft; whoever reads all drafts sees its steps all the same.
        Sight::Desk(Readable::All) => "1 = 1".to_owned(),
        Sight::Desk(Readable::Below(_)) => format!(
            "EXISTS (SELECT 1 FROM planned_step_item item WHERE item.step_id = s.id AND {})",
            sight.reads_draft("item.content_id")
        ),
    }
}

/// The steps that are planned for contents and have not ended, by their time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PlannedFor {
    pub sight: Sight,
}

impl Lookup for PlannedFor {
    type Key = ContentId;
    type Value = Arc<Vec<Arc<PlannedStep>>>;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        keys: &[ContentId],
    ) -> Result<HashMap<ContentId, Arc<Vec<Arc<PlannedStep>>>>, Error> {
        let dialect = turn.dialect;
        let sql = format!(
            "{} WHERE s.state = 'planned' AND {} AND EXISTS (SELECT 1 FROM planned_step_item k \
             WHERE k.step_id = s.id AND {}) ORDER BY s.at, s.id",
            select(dialect),
            sees(&self.sight),
            dialect.id_in_sql("k.content_id"),
        );
        let statement = dialect.statement_with(&sql, [dialect.ids(keys)]);
        let mut found: HashMap<ContentId, Vec<Arc<PlannedStep>>> = HashMap::new();
        for row in turn.connection().query_all_raw(statement).await? {
            let step = Arc::new(step(&row)?);
            for (id, _) in step.items.iter().filter(|(id, _)| keys.contains(id)) {
                found.entry(*id).or_default().push(Arc::clone(&step));
            }
        }
        Ok(found.into_iter().map(|(id, steps)| (id, Arc::new(steps))).collect())
    }
}

/// Steps by their ids.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StepOf {
    pub sight: Sight,
}

impl Lookup for StepOf {
    type Key = Uuid;
    type Value = Arc<PlannedStep>;

    async fn fetch(&self, turn: &Turn<'_>, keys: &[Uuid]) -> Result<HashMap<Uuid, Arc<PlannedStep>>, Error> {
        let dialect = turn.dialect;
        let ids: Vec<ContentId> = keys.iter().copied().map(ContentId).collect();
        let sql =
            format!("{} WHERE {} AND {}", select(dialect), sees(&self.sight), dialect.id_in_sql("s.id"));
        let rows = turn.connection().query_all_raw(dialect.statement_with(&sql, [dialect.ids(&ids)])).await?;
        let read = |row: &QueryResult| {
            let step = step(row)?;
            Ok((step.id, Arc::new(step)))
        };
        rows.iter().map(read).collect()
    }
}

/// A page of all steps that are seen, by their time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PlanPage {
    pub sight: Sight,
    /// Null: in any state.
    pub states: Option<Vec<PlanState>>,
    pub page: PageRequest,
}

impl PlannedStep {
    /// Its place in the list.
    pub fn place(&self) -> Place {
        Place::at(self.at, ContentId(self.id))
    }
}

/// The condition of a list, and its values.
fn condition(sight: &Sight, states: Option<&[PlanState]>, dialect: Dialect) -> (String, Vec<Value>) {
    let mut sql = sees(sight);
    let mut values = Vec::new();
    if let Some(states) = states {
        sql += &format!(" AND {}", dialect.text_in_sql("s.state"));
        values.push(dialect.texts(states.iter().map(|state| state.as_str().to_owned())));
    }
    (sql, values)
}

impl Lookup for PlanPage {
    type Key = ();
    type Value = Arc<Slice<Arc<PlannedStep>>>;

    async fn fetch(
        &self,
        turn: &Turn<'_>,
        _: &[()],
    ) -> Result<HashMap<(), Arc<Slice<Arc<PlannedStep>>>>, Error> {
        let dialect = turn.dialect;
        let (mut sql, mut values) = condition(&self.sight, self.states.as_deref(), dialect);
        let PageRequest { after, before, is_backward, .. } = &self.page;
        for (place, comparison) in [(after, ">"), (before, "<")] {
            let Some(place) = place else { continue };
            let at = place.time()?;
            sql += &format!(" AND (s.at, s.id) {comparison} (?, ?)");
            values.extend([Value::from(at), place.id.0.into()]);
        }
        let way = if *is_backward { "DESC" } else { "ASC" };
        let limit = self.page.limit();
        let sql = format!("{} WHERE {sql} ORDER BY s.at {way}, s.id {way} LIMIT {limit}", select(dialect));
        let rows = turn.connection().query_all_raw(dialect.statement_with(&sql, values)).await?;
        let steps: Vec<Arc<PlannedStep>> =
            rows.iter().map(|row| Ok(Arc::new(step(row)?))).collect::<Result<_, Error>>()?;
        Ok(HashMap::from([((), Arc::new(self.page.cut(steps)))]))
    }
}

/// How many steps are seen.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PlanCount {
    pub sight: Sight,
    pub states: Option<Vec<PlanState>>,
}

impl Lookup for PlanCount {
    type Key = ();
    type Value = i64;

    async fn fetch(&self, turn: &Turn<'_>, _: &[()]) -> Result<HashMap<(), i64>, Error> {
        let (condition, values) = condition(&self.sight, self.states.as_deref(), turn.dialect);
        let sql = format!("SELECT count(*) AS total FROM planned_step s WHERE {condition}");
        let rows = turn.connection().query_all_raw(turn.dialect.statement_with(&sql, values)).await?;
        let total = rows.first().map(|row| row.try_get("", "total")).transpose()?;
        Ok(total.map(|total| ((), total)).into_iter().collect())
    }
}
