//! Offices, with who runs them.

use std::collections::HashMap;

use entity::office::Model;

use super::{Head, Rows, by_owner};
use super::{address_columns, hours_columns, position, reach_columns, slug, website};
use crate::domain::content::{ContentId, Facts, Stage};
use crate::domain::office;
use crate::domain::version::{Part, Versions};
use crate::store::contact::Contact;
use crate::store::error::Error;
use crate::store::writing::Writing;

impl Rows {
    pub(super) fn add_office(&mut self, head: &Head<'_>, facts: &office::Facts) {
        let stage = head.stage.to_owned();
        let [street, postal_code, city, country] = address_columns(facts.address.as_ref());
        let [phone, fax, email] = reach_columns(&facts.reach);
        let (opening_hours, is_by_appointment) = hours_columns(facts.opening_hours.as_ref());
        self.offices.push(Model {
            content_id: head.content_id,
            stage: stage.clone(),
            version: head.versions.get(&Part::Facts),
            run_by_version: head.versions.get(&Part::RunBy),
            slug: facts.slug.as_str().to_owned(),
            department_id: facts.department.0,
            position: facts.position.as_str().to_owned(),
            street,
            postal_code,
            city,
            country,
            phone,
            fax,
            email,
            website: facts.website.as_ref().map(|website| website.as_str().to_owned()),
            opening_hours,
            is_by_appointment,
        });
        self.run_by.extend((1..).zip(&facts.run_by).map(|(position, staff)| entity::office_run_by::Model {
            office_id: head.content_id,
            stage: stage.clone(),
            staff_member_id: staff.0,
            position,
        }));
    }
}

pub(super) async fn read(
    writing: &Writing,
    stage: Stage,
    ids: &[ContentId],
) -> Result<HashMap<ContentId, (Facts, Versions)>, Error> {
    let rows = super::select(writing, stage, ("office", "content_id", "content_id"), ids).await?;
    let run_by = super::select(writing, stage, ("office_run_by", "office_id", "position"), ids).await?;
    let mut run_by = by_owner(run_by, |row: entity::office_run_by::Model| {
        Ok((row.office_id, ContentId(row.staff_member_id)))
    })?;
    let read = |row: Model| {
        let id = ContentId(row.content_id);
        let mut versions = Versions::all(row.version);
        versions.set(Part::RunBy, row.run_by_version);
        let contact = Contact::from(&row);
        let (address, reach, hours) = (contact.address(), contact.reach()?, contact.opening_hours());
        let facts = office::Facts {
            slug: slug(&row.slug)?,
            department: ContentId(row.department_id),
            position: position(&row.position)?,
            address,
            reach,
            website: website(row.website.as_deref())?,
            opening_hours: hours,
            run_by: run_by.remove(&id).unwrap_or_default(),
        };
        Ok((id, (Facts::Office(facts), versions)))
    };
    rows.into_iter().map(read).collect()
}
