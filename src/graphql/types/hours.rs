//! Opening hours.

use async_graphql::SimpleObject;

use crate::store::staff_member::Inherited;

/// When somebody or something can be reached: the same in every language.
#[derive(SimpleObject)]
pub struct OpeningHours {
    /// The hours in OpenStreetMap's opening_hours syntax
    /// (<https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification>), such as
    /// "Mo,Tu,Th,Fr 08:30-12:30; We off", in the city's time zone. Null where there are none but by appointment.
    rule: Option<String>,
    /// Whether appointments are made: instead of fixed hours where `rule` is null, else beside them.
    is_by_appointment: bool,
}

impl OpeningHours {
    /// From the archive's two columns; null where neither says anything.
    pub fn from_columns(rule: Option<&String>, is_by_appointment: bool) -> Option<Self> {
        (rule.is_some() || is_by_appointment).then(|| Self { rule: rule.cloned(), is_by_appointment })
    }
}

impl Inherited {
    /// The department's hours.
    pub fn opening_hours(&self) -> Option<OpeningHours> {
        let is_by_appointment = self.department_is_by_appointment.unwrap_or_default();
        OpeningHours::from_columns(self.department_opening_hours.as_ref(), is_by_appointment)
    }
}
