//! Responsibilities, with who carries them.

use std::collections::HashMap;

use entity::responsibility::Model;

use super::{Head, Rows, by_owner, position, slug};
use crate::domain::content::{ContentId, Facts, Stage};
use crate::domain::responsibility::{self, Duty, DutyRole};
use crate::domain::version::{Part, Versions};
use crate::store::error::Error;
use crate::store::stored::stored;
use crate::store::writing::Writing;

impl Rows {
    pub(super) fn add_responsibility(&mut self, head: &Head<'_>, facts: &responsibility::Facts) {
        let stage = head.stage.to_owned();
        self.responsibilities.push(Model {
            content_id: head.content_id,
            stage: stage.clone(),
            version: head.versions.get(&Part::Facts),
            duties_version: head.versions.get(&Part::Duties),
            slug: facts.slug.as_str().to_owned(),
            department_id: facts.department.0,
            position: facts.position.as_str().to_owned(),
        });
        self.duties.extend((1..).zip(&facts.duties).map(|(position, duty)| entity::duty::Model {
            responsibility_id: head.content_id,
            stage: stage.clone(),
            staff_member_id: duty.staff_member.0,
            role: duty.role.as_str().to_owned(),
            position,
        }));
    }
}

pub(super) async fn read(
    writing: &Writing,
    stage: Stage,
    ids: &[ContentId],
) -> Result<HashMap<ContentId, (Facts, Versions)>, Error> {
    let rows = super::select(writing, stage, ("responsibility", "content_id", "content_id"), ids).await?;
    let duties = super::select(writing, stage, ("duty", "responsibility_id", "position"), ids).await?;
    let mut duties = by_owner(duties, |row: entity::duty::Model| {
        let duty =
            Duty { staff_member: ContentId(row.staff_member_id), role: stored(&row.role, DutyRole::parse)? };
        Ok((row.responsibility_id, duty))
    })?;
    let read = |row: Model| {
        let id = ContentId(row.content_id);
        let mut versions = Versions::all(row.version);
        versions.set(Part::Duties, row.duties_version);
        let facts = responsibility::Facts {
            slug: slug(&row.slug)?,
            department: ContentId(row.department_id),
            position: position(&row.position)?,
            duties: duties.remove(&id).unwrap_or_default(),
        };
        Ok((id, (Facts::Responsibility(facts), versions)))
    };
    rows.into_iter().map(read).collect()
}
