//! The scalar URL.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};

use crate::domain::contact::WebAddress;

pub struct Url(pub String);

/// An absolute URL (WHATWG URL): `https:`, `http:`, or `tel:` for telephone numbers. Never a script.
#[Scalar(name = "URL", specified_by_url = "https://url.spec.whatwg.org/")]
impl ScalarType for Url {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(url) = &value else { return Err(InputValueError::expected_type(value)) };
        let url = WebAddress::parse(url).map_err(InputValueError::custom)?;
        Ok(Self(url.as_str().to_owned()))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}
