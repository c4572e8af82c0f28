//! Parts of inputs that several nouns share, and the way from inputs to what `editing` takes.

use async_graphql::{ID, InputObject, MaybeUndefined};

use crate::domain::address::AddressInput;
use crate::domain::content::{ContentId, Field};
use crate::domain::edit::Edit;
use crate::domain::hours::HoursInput;
use crate::domain::place::{PlaceInput, ReachInput};
use crate::domain::text_edit::TextEdit;
use crate::domain::version::TextKey;
use crate::graphql::error::Failure;
use crate::graphql::id::content_id;
use crate::graphql::public::is_desk;
use crate::graphql::types::locale::LocaleTag;

/// A postal address without the addressee. It is changed as a whole.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct PostalAddressInput {
    /// Street with house number; at most 200 characters.
    street: String,
    /// Postal code; at most 20 characters. It may be left out for a country whose postal codes are not known here, since
    /// many have none; it is needed, and checked, in Europe and its neighbours, Australia, Brazil, Canada, China, India,
    /// Iran, Japan, Korea, Singapore, Taiwan and the United States.
    postal_code: Option<String>,
    /// City; at most 100 characters.
    city: String,
    /// One of the officially assigned codes of ISO 3166-1 alpha-2, in capital letters, such as "DE".
    country: String,
}

impl From<PostalAddressInput> for AddressInput {
    fn from(PostalAddressInput { street, postal_code, city, country }: PostalAddressInput) -> Self {
        Self { street, postal_code, city, country }
    }
}

/// Opening hours. They are changed as a whole.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct OpeningHoursInput {
    /// OSM `opening_hours` syntax, such as "Mo,Tu,Th,Fr 08:30-12:30; We off". Null: none but by appointment.
    rule: Option<String>,
    /// Whether one may come by appointment, besides or instead of the rule.
    #[graphql(default)]
    is_by_appointment: bool,
}

impl From<OpeningHoursInput> for HoursInput {
    fn from(OpeningHoursInput { rule, is_by_appointment }: OpeningHoursInput) -> Self {
        Self { rule, is_by_appointment }
    }
}

/// How somebody is reached.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct ReachFields {
    /// The telephone number, in any usual spelling: "(07 11) 35 12-28 76", "+49 711 35122876".
    phone: MaybeUndefined<String>,
    /// The fax number, in any usual spelling.
    fax: MaybeUndefined<String>,
    /// The e-mail address (RFC 5321).
    email: MaybeUndefined<String>,
}

impl From<ReachFields> for ReachInput {
    fn from(ReachFields { phone, fax, email }: ReachFields) -> Self {
        Self { phone: edit(phone), fax: edit(fax), email: edit(email) }
    }
}

/// Where somebody sits.
#[derive(InputObject)]
#[graphql(visible = "is_desk")]
pub struct PlaceFields {
    /// The postal address.
    address: MaybeUndefined<PostalAddressInput>,
    /// The building, as signs call it; at most 100 characters.
    building: MaybeUndefined<String>,
    /// The room; at most 100 characters.
    room: MaybeUndefined<String>,
}

impl From<PlaceFields> for PlaceInput {
    fn from(PlaceFields { address, building, room }: PlaceFields) -> Self {
        Self { address: edit(address), building: edit(building), room: edit(room) }
    }
}

/// Absent is not null: what is left out stays, null clears.
pub fn edit<T, U: From<T>>(value: MaybeUndefined<T>) -> Edit<U> {
    match value {
        MaybeUndefined::Undefined => Edit::Keep,
        MaybeUndefined::Null => Edit::Clear,
        MaybeUndefined::Value(value) => Edit::Set(value.into()),
    }
}

/// As [`edit`], for a list of ids.
pub fn edit_ids(ids: MaybeUndefined<Vec<ID>>) -> Result<Edit<Vec<ContentId>>, Failure> {
    Ok(match ids {
        MaybeUndefined::Undefined => Edit::Keep,
        MaybeUndefined::Null => Edit::Clear,
        MaybeUndefined::Value(ids) => Edit::Set(ids.iter().map(content_id).collect::<Result<_, _>>()?),
    })
}

/// An id that may be left out.
pub fn optional_id(id: Option<&ID>) -> Result<Option<ContentId>, Failure> {
    id.map(content_id).transpose()
}

/// A text of an input: which it is, what the input calls it, what it says of it.
pub type TextPart = (Field, &'static str, MaybeUndefined<String>);

/// The texts of one locale, as an input holds them.
pub trait TextsInput {
    fn into_parts(self) -> (LocaleTag, Vec<TextPart>);
}

/// The edits of a list of texts, which stands at `texts` of the input.
pub fn text_edits<T: TextsInput>(texts: Vec<T>) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    for (index, texts) in texts.into_iter().enumerate() {
        let (LocaleTag(locale), fields) = texts.into_parts();
        for (field, name, value) in fields {
            let value = match value {
                MaybeUndefined::Undefined => continue,
                MaybeUndefined::Null => None,
                MaybeUndefined::Value(value) => Some(value),
            };
            let key = TextKey { locale: locale.clone(), field, item: uuid::Uuid::nil() };
            let path = ["texts".to_owned(), index.to_string(), name.to_owned()];
            edits.push(TextEdit { key, value, path: path.into() });
        }
    }
    edits
}
