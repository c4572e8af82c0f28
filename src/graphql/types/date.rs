//! The scalar Date.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::NaiveDate;

pub struct Date(pub NaiveDate);

/// A date of the calendar by RFC 3339 (`full-date`), such as "2026-11-22".
#[Scalar(name = "Date", specified_by_url = "https://www.rfc-editor.org/rfc/rfc3339")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else { return Err(InputValueError::expected_type(value)) };
        read(text).map(Self).ok_or_else(|| {
            InputValueError::custom(format!("\"{text:.40}\" is no date; write for example \"2026-11-22\""))
        })
    }

    fn is_valid(value: &Value) -> bool {
        matches!(value, Value::String(text) if read(text).is_some())
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// Four digits, two, two: chrono takes `2026-1-2` and years of any length too.
fn read(text: &str) -> Option<NaiveDate> {
    (text.len() == "2026-11-22".len()).then(|| text.parse().ok()).flatten()
}
