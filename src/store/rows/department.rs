//! Departments.

use std::collections::HashMap;

use entity::department::Model;

use super::{Head, Rows};
use super::{address_columns, hours_columns, position, reach_columns, slug, website};
use crate::domain::content::{ContentId, Facts, Stage};
use crate::domain::department;
use crate::domain::place::{Coordinates, Place};
use crate::domain::version::{Part, Versions};
use crate::store::contact::Contact;
use crate::store::error::Error;
use crate::store::writing::Writing;

impl Rows {
    pub(super) fn add_department(&mut self, head: &Head<'_>, facts: &department::Facts) {
        let [street, postal_code, city, country] = address_columns(facts.place.address.as_ref());
        let [phone, fax, email] = reach_columns(&facts.reach);
        let (opening_hours, is_by_appointment) = hours_columns(facts.opening_hours.as_ref());
        self.departments.push(Model {
            content_id: head.content_id,
            stage: head.stage.to_owned(),
            version: head.versions.get(&Part::Facts),
            slug: facts.slug.as_str().to_owned(),
            parent_id: facts.parent.map(|parent| parent.0),
            position: facts.position.as_str().to_owned(),
            street,
            postal_code,
            city,
            country,
            building: facts.place.building.clone(),
            room: facts.place.room.clone(),
            phone,
            fax,
            email,
            website: facts.website.as_ref().map(|website| website.as_str().to_owned()),
            latitude: facts.coordinates.map(|point| point.latitude),
            longitude: facts.coordinates.map(|point| point.longitude),
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
    let rows = super::select(writing, stage, ("department", "content_id", "content_id"), ids).await?;
    let read = |row: Model| {
        let (id, version) = (ContentId(row.content_id), row.version);
        Ok((id, (Facts::Department(facts(row)?), Versions::all(version))))
    };
    rows.into_iter().map(read).collect()
}

fn facts(row: Model) -> Result<department::Facts, Error> {
    let contact = Contact::from(&row);
    let (address, reach, hours) = (contact.address(), contact.reach()?, contact.opening_hours());
    let point = row.latitude.zip(row.longitude);
    Ok(department::Facts {
        slug: slug(&row.slug)?,
        parent: row.parent_id.map(ContentId),
        position: position(&row.position)?,
        place: Place { address, building: row.building, room: row.room },
        reach,
        website: website(row.website.as_deref())?,
        coordinates: point.map(|(latitude, longitude)| Coordinates { latitude, longitude }),
        opening_hours: hours,
    })
}
