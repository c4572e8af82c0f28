//! What lists are ordered by: the SQL of an order key, and the key as cursors hold it.

use chrono::{DateTime, Utc};
use sea_orm::{DbErr, QueryResult, Value};

use super::noun::Noun;
use super::sight::Sight;
use crate::domain::locale::Locale;
use crate::domain::place::Coordinates;

/// The order of a list, which its places are keyed by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ordering {
    pub by: OrderBy,
    pub is_descending: bool,
}

/// What a list is ordered by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OrderBy {
    /// The order that editors gave, among the content of one owner.
    Position,
    /// The tree of departments, read from top to bottom.
    Tree,
    /// The label, in the collation of a locale.
    Label(Locale),
    /// The last publication; on the desk the last change.
    Updated,
    /// The distance from a point. Of departments only: no other noun has a place on the map.
    Distance(Point),
}

/// A point on the map, in ten-millionths of a degree, which is a centimetre: so that it is compared and hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Point {
    latitude: i64,
    longitude: i64,
}

/// How many of a point's parts are a degree.
const OF_DEGREE: f64 = 1e7;

/// Farther than anything on the Earth: the order key of what is not on the map.
const NOWHERE: &str = "1000000000.0";

impl From<Coordinates> for Point {
    fn from(Coordinates { latitude, longitude }: Coordinates) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "degrees are at most 180")]
        let parts = |degrees: f64| (degrees * OF_DEGREE).round() as i64;
        Self { latitude: parts(latitude), longitude: parts(longitude) }
    }
}

impl Point {
    /// The SQL of what departments are ordered by: the square of the distance in degrees of latitude, on the plane that
    /// touches the Earth at the point. SQLite has no sine. It is the true order within a city and its surroundings, where
    /// the plane and the sphere are alike to a few in ten thousand.
    #[expect(clippy::cast_precision_loss, reason = "degrees in these parts are exact in 53 bits")]
    fn key_sql(self) -> String {
        let (latitude, longitude) = (self.latitude as f64 / OF_DEGREE, self.longitude as f64 / OF_DEGREE);
        let narrowing = latitude.to_radians().cos().powi(2);
        let north = format!("(department.latitude - ({latitude:?}))");
        let east = format!("abs(department.longitude - ({longitude:?}))");
        // The shorter way around.
        let east = format!("(CASE WHEN {east} > 180.0 THEN 360.0 - {east} ELSE {east} END)");
        format!("coalesce({north} * {north} + {east} * {east} * {narrowing:.15}, {NOWHERE})")
    }
}

impl OrderBy {
    pub const fn ascending(self) -> Ordering {
        Ordering { by: self, is_descending: false }
    }

    /// The SQL of the order key.
    pub(super) fn key_sql<N: Noun>(&self, sight: &Sight) -> String {
        match self {
            Self::Position => N::column(N::POSITION),
            Self::Tree => "tree_place.key".to_owned(),
            Self::Label(_) => "label.sort_key".to_owned(),
            Self::Updated => {
                sight.by_stage(&N::column(N::STAGE), "content.changed_at", "content.last_published_at")
            }
            Self::Distance(from) => from.key_sql(),
        }
    }

    /// The table that the order key stands in, if it is another than the noun's: its name and the column of the id.
    pub(super) const fn table(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Position | Self::Distance(_) => None,
            Self::Tree => Some(("tree_place", "content_id")),
            Self::Label(_) => Some(("label", "content_id")),
            Self::Updated => Some(("content", "id")),
        }
    }

    /// The SQL of the id by which equal keys are ordered: of the same index as the key.
    pub(super) fn id_sql<N: Noun>(&self) -> String {
        self.table().map_or_else(|| N::column(N::CONTENT_ID), |(table, id)| format!("{table}.{id}"))
    }

    /// The join that the order key needs, with its values. Every column of the index is named, so that its order is used.
    pub(super) fn join_sql<N: Noun>(&self, sight: &Sight) -> (String, Vec<Value>) {
        let Some((table, id)) = self.table() else { return (String::new(), Vec::new()) };
        let kind = N::KIND.as_str();
        let join = format!(
            " JOIN {table} ON {table}.{id} = {} AND {table}.kind = '{kind}'",
            N::column(N::CONTENT_ID)
        );
        let sees = sight.sees_beside(&format!("{table}.stage"), &N::column(N::STAGE));
        match self {
            Self::Position | Self::Updated | Self::Distance(_) => (join, Vec::new()),
            Self::Tree => (format!("{join} AND {sees}"), Vec::new()),
            Self::Label(locale) => {
                (format!("{join} AND {sees} AND label.locale = ?"), vec![locale.as_str().into()])
            }
        }
    }

    /// The order key's table on its own, with its values: FROM and WHERE. Null where the order is no derived table, whose
    /// rows are there exactly as long as the facts.
    pub(super) fn derived_sql<N: Noun>(&self, sight: &Sight) -> (Option<String>, Vec<Value>) {
        let Some((table, id)) = self.table().filter(|_| *self != Self::Updated) else {
            return (None, Vec::new());
        };
        let sees = sight.sees(&format!("{table}.stage"), &format!("{table}.{id}"));
        let from_where = format!("FROM {table} WHERE {table}.kind = '{}' AND {sees}", N::KIND.as_str());
        match self {
            Self::Label(locale) => {
                (Some(format!("{from_where} AND label.locale = ?")), vec![locale.as_str().into()])
            }
            _ => (Some(from_where), Vec::new()),
        }
    }

    /// An order key of a cursor as a value; null where it is none of this order.
    pub(super) fn value(&self, key: &[u8]) -> Option<Value> {
        match self {
            Self::Position | Self::Tree => Some(String::from_utf8(key.to_vec()).ok()?.into()),
            Self::Label(_) => Some(key.to_vec().into()),
            Self::Updated => Some(moment_of(key)?.into()),
            Self::Distance(_) => Some(f64::from_be_bytes(key.try_into().ok()?).into()),
        }
    }
}

impl OrderBy {
    /// The order key that a row was selected with.
    pub(super) fn read_key(&self, row: &QueryResult) -> Result<Vec<u8>, DbErr> {
        match self {
            Self::Position | Self::Tree => Ok(row.try_get::<String>("", "order_key")?.into_bytes()),
            Self::Label(_) => row.try_get("", "order_key"),
            Self::Updated => row.try_get("", "order_key").map(key_of),
            Self::Distance(_) => Ok(row.try_get::<f64>("", "order_key")?.to_be_bytes().to_vec()),
        }
    }
}

/// A moment as an order key: microseconds, which is what both databases keep.
fn key_of(moment: DateTime<Utc>) -> Vec<u8> {
    moment.timestamp_micros().to_be_bytes().to_vec()
}

fn moment_of(key: &[u8]) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_micros(i64::from_be_bytes(key.try_into().ok()?))
}
