//! Ids as clients send them.

use async_graphql::ID;
use uuid::Uuid;

use super::error::Failure;
use crate::domain::content::ContentId;

/// The content that an id names, or what is wrong with the id.
pub fn content_id(id: &ID) -> Result<ContentId, Failure> {
    uuid(id).map(ContentId)
}

/// The id of what is no content, such as an account, or what is wrong with it.
pub fn uuid(id: &ID) -> Result<Uuid, Failure> {
    Uuid::try_parse(id).map_err(|_| {
        Failure::bad_request("an id is a UUID, such as \"018f4e2a-7c3b-7d5e-9f10-2b3c4d5e6f70\"")
    })
}
