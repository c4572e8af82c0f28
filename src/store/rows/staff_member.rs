//! Members of the staff.

use std::collections::HashMap;

use entity::staff_member::Model;

use super::{Head, Rows};
use super::{address_columns, hours_columns, position, reach_columns};
use crate::domain::content::{ContentId, Facts, Stage};
use crate::domain::place::Place;
use crate::domain::salutation::Salutation;
use crate::domain::staff_member;
use crate::domain::version::{Part, Versions};
use crate::store::contact::Contact;
use crate::store::error::Error;
use crate::store::stored::stored_option;
use crate::store::writing::Writing;

impl Rows {
    pub(super) fn add_staff_member(&mut self, head: &Head<'_>, facts: &staff_member::Facts) {
        let [street, postal_code, city, country] = address_columns(facts.place.address.as_ref());
        let [phone, fax, email] = reach_columns(&facts.reach);
        let (opening_hours, is_by_appointment) = hours_columns(facts.opening_hours.as_ref());
        self.staff.push(Model {
            content_id: head.content_id,
            stage: head.stage.to_owned(),
            version: head.versions.get(&Part::Facts),
            department_id: facts.department.0,
            position: facts.position.as_str().to_owned(),
            given_name: facts.given_name.clone(),
            family_name: facts.family_name.clone(),
            academic_title: facts.academic_title.clone(),
            salutation: facts.salutation.map(|salutation| salutation.as_str().to_owned()),
            street,
            postal_code,
            city,
            country,
            building: facts.place.building.clone(),
            room: facts.place.room.clone(),
            phone,
            fax,
            email,
            opening_hours,
            is_by_appointment,
        });
    }
}

pub(super) async fn read(
    writing: &Writing,
    stage: Stage,
    ids: &[ContentId],
) -> Result<HashMap<ContentId, (Facts, Versions)>, Error> {
    let rows = super::select(writing, stage, ("staff_member", "content_id", "content_id"), ids).await?;
    let read = |row: Model| {
        let (id, version) = (ContentId(row.content_id), row.version);
        Ok((id, (Facts::StaffMember(facts(row)?), Versions::all(version))))
    };
    rows.into_iter().map(read).collect()
}

fn facts(row: Model) -> Result<staff_member::Facts, Error> {
    let contact = Contact::from(&row);
    let (address, reach, hours) = (contact.address(), contact.reach()?, contact.opening_hours());
    Ok(staff_member::Facts {
        department: ContentId(row.department_id),
        position: position(&row.position)?,
        given_name: row.given_name,
        family_name: row.family_name,
        academic_title: row.academic_title,
        salutation: stored_option(row.salutation.as_deref(), Salutation::parse)?,
        place: Place { address, building: row.building, room: row.room },
        reach,
        opening_hours: hours,
    })
}
